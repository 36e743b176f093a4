"""Programs for a supervisor to start, and the supervisor as a process of its own."""

import os
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Self

from tests.processes import ROOT, free_port

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("GUIDE_LLM")}

# A small HTTP server on the port that an environment variable names.
SERVER = """
import http.server, os, pathlib, signal, subprocess, sys, time
here = pathlib.Path(__file__).parent
name = pathlib.Path(__file__).stem
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *_): pass
def serve(variable):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ[variable])), Handler)
    with (here / f"{name}.pid").open("a") as file:
        print(os.getpid(), file=file)
    print(f"{name} listens, model at", os.environ.get("GUIDE_LLM_BASE_URL"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(print(f"{name} says goodbye")))
    server.serve_forever()
"""


def program(folder: Path, name: str, body: str) -> str:
    path = folder / f"{name}.py"
    path.write_text(SERVER + textwrap.dedent(body), encoding="utf-8")
    return f"{sys.executable} {path}"


def pids(folder: Path) -> list[int]:
    return [int(line) for path in folder.glob("*.pid") for line in path.read_text().split()]


def alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


class Up:
    """`python -m serving up` with programs of our own; its lines as they come."""

    def __init__(self, model: str, service: str, **env: str) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "serving", "up", "--model", model, "--service", service]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=CLEAN | {"GUIDE_PORT": str(self.port)} | env,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            bufsize=1,
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line.rstrip("\n"))

    def saw(self, text: str, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not any(text in line for line in self.lines):
            assert time.monotonic() < deadline, f"never said {text!r}:\n" + "\n".join(self.lines)
            assert self.process.poll() is None or any(text in line for line in self.lines), self.lines
            time.sleep(0.02)

    def ended(self, seconds: float = 15) -> int:
        code = self.process.wait(seconds)
        self._reader.join(5)
        return code

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
