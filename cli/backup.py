"""`gildongmu backup FILE` and `restore FILE`: what cannot be made again, in one archive.

That is the history with its checkpoints (SQLite's online backup: a copy of one moment, while the service
writes) and the layers of places that a team added. Weights and the index are made again by `gildongmu run`.

An archive is a tar.gz: `manifest.json` first, with the schema and the SHA-256 of each member, then the
members. It appears whole or not at all; restoring checks every byte before anything is replaced.
With Postgres the history is not in it: `pg_dump` is the tool for that, and the message says so.
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final

from agent.history.schema import STEPS
from agent.settings import Settings
from cli import environment
from cli.environment import Malformed
from cli.trouble import Trouble

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
HISTORY: Final = "guide.db"
PLACES: Final = "places"
DUMP: Final = "The history lies in Postgres: pg_dump --format=custom --file=guide.dump DATABASE"


def backup(archive: Path) -> str:
    """What was kept, in a sentence. Raises Trouble."""
    settings = _settings()
    if archive.exists():
        raise Trouble(f"{archive} is there already", "choose another name: archives are never overwritten")
    try:
        archive.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=archive.parent, prefix=".backup-") as folder:
            work = Path(folder)
            files = {f"{PLACES}/{name}": path for name, path in _layers(settings.data_dir)}
            schema = None
            if not settings.postgres and settings.database.exists():
                schema = _copied(settings.database, work / HISTORY)
                files = {HISTORY: work / HISTORY, **files}
            _pack(work / "archive", files, schema)
            os.link(work / "archive", archive)  # unlike a rename it never replaces
    except OSError as error:
        raise Trouble(f"{archive} cannot be written: {error.strerror}", "choose another folder") from None
    kept = f"{archive}: {archive.stat().st_size:,} bytes, {len(files)} files, restored by gildongmu restore"
    return f"{kept}\n{DUMP}" if settings.postgres else kept


def restore(archive: Path, *, force: bool = False) -> str:
    """Raises Trouble, with nothing changed, for an archive that is not whole and for a running service."""
    settings = _settings()
    data = settings.data_dir
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as folder:
            work = Path(folder)
            manifest = _unpack(archive, work)
            history = HISTORY in manifest["files"]
            _admissible(settings, manifest, history=history, force=force)
            with _still(settings.database, wanted=history):
                pass
            if (work / PLACES).is_dir():
                _swap(work / PLACES, data / PLACES, work / "replaced")
            if history:
                _replace(work / HISTORY, settings.database)
    except OSError as error:
        raise Trouble(
            f"{error.filename or archive}: {error.strerror}", "check the path and the rights"
        ) from None
    made = str(manifest["made_at"])[:16].replace("T", " ")
    said = f"{archive} of {made} UTC is restored. gildongmu ingest brings its places into the index"
    return said if history else f"{said}\nIt holds no history (Postgres, or none was there)"


def _settings() -> Settings:
    try:
        return environment.read().service
    except Malformed as error:
        raise Trouble(error.wrong[0], "gildongmu check shows all that is wrong") from None


def _layers(data: Path) -> Iterator[tuple[str, Path]]:
    """Files under `places/`, by their name there. Hidden ones are being written, or tell how far
    a public service was read: after a restore it is read anew.
    """
    root = data / PLACES
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path


def _copied(database: Path, target: Path) -> int:
    """The history of one moment as a file of its own; returns its schema. Raises Trouble."""
    try:
        with (
            closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, no log beside it
            return _sound(copy)
    except sqlite3.DatabaseError as error:
        raise Trouble(f"{database}: {error}", "restore an older archive: this history is damaged") from None


def _sound(db: sqlite3.Connection) -> int:
    """The schema of a history that is whole. Raises sqlite3.DatabaseError."""
    [[said]] = db.execute("PRAGMA integrity_check(1)").fetchall()
    if said != "ok":
        raise sqlite3.DatabaseError(str(said))
    [[there]] = db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'migrations'").fetchall()
    if not there:
        return 1
    version: int = db.execute("SELECT coalesce(max(version), 0) FROM migrations").fetchone()[0]
    return version


def _pack(archive: Path, files: dict[str, Path], schema: int | None) -> None:
    """Layers are read once, so that a sum is that of what is packed though somebody writes meanwhile."""
    held = {name: path.read_bytes() for name, path in files.items() if name != HISTORY}
    sums = {name: {"sha256": hashlib.sha256(content).hexdigest()} for name, content in held.items()}
    if HISTORY in files:
        sums[HISTORY] = {"sha256": _digest(files[HISTORY])}
    manifest = {
        "format": FORMAT, "made_at": datetime.now(UTC).isoformat(timespec="seconds"), "schema": schema,
        "files": sums,
    }  # fmt: skip
    with archive.open("wb") as raw:
        archive.chmod(0o600)  # what people asked is nobody else's to read
        with tarfile.open(fileobj=raw, mode="w:gz") as tar:
            _add(tar, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
            if HISTORY in files:
                tar.add(files[HISTORY], HISTORY)
            for name, content in held.items():
                _add(tar, name, content)
        raw.flush()
        os.fsync(raw.fileno())


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


def _unpack(archive: Path, work: Path) -> dict[str, Any]:
    """The members that the manifest lists, checked, under `work`. Raises Trouble."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            first = tar.next()
            if first is None or first.name != MANIFEST:
                raise Trouble(f"{archive} is no archive of ours", "give one that gildongmu backup made")
            manifest: dict[str, Any] = json.loads(_read(tar, first))
            if manifest["format"] > FORMAT:
                raise Trouble(f"{archive} was made by a newer version", "update the project first")
            for name in manifest["files"]:
                _place(tar, name, work)
        broken = [name for name, told in manifest["files"].items() if _digest(work / name) != told["sha256"]]
    except FileNotFoundError:
        raise Trouble(f"{archive} is not there", "give the path of an archive") from None
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise Trouble(f"{archive} is damaged ({type(error).__name__})", "take another archive") from None
    if broken:
        raise Trouble(f"{archive} is damaged: {broken[0]} is not what was kept", "take another archive")
    return manifest


def _read(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(member)
    if file is None:
        raise tarfile.ReadError(member.name)
    return file.read()


def _place(tar: tarfile.TarFile, name: str, work: Path) -> None:
    """One member, written where its name says, which must be within. Raises KeyError for a missing one."""
    parts = PurePosixPath(name).parts
    if not parts or parts[0] not in {HISTORY, PLACES} or ".." in parts:
        raise tarfile.ReadError(name)
    file = tar.extractfile(tar.getmember(name))
    if file is None:
        raise tarfile.ReadError(name)
    target = work.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        shutil.copyfileobj(file, out)
        out.flush()
        os.fsync(out.fileno())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _admissible(settings: Settings, manifest: dict[str, Any], *, history: bool, force: bool) -> None:
    """Raises Trouble."""
    if history and settings.postgres:
        fix = "unset GUIDE_DATABASE_URL; a history does not move between engines"
        raise Trouble("the archive holds a history of SQLite, the settings name Postgres", fix)
    if history and manifest["schema"] > len(STEPS):
        known = f"schema {manifest['schema']}, this version knows {len(STEPS)}"
        raise Trouble(f"the archive was made by a newer version: {known}", "update the project first")
    there = [settings.database] if history and settings.database.exists() else []
    there += [path for _, path in _layers(settings.data_dir)]
    if there and not force:
        raise Trouble(f"{there[0]} is there already", "gildongmu backup keeps it; then --force replaces it")


@contextmanager
def _still(database: Path, *, wanted: bool) -> Iterator[None]:
    """Nobody else has the history open. Raises Trouble."""
    if not wanted or not database.exists():
        yield
        return
    try:
        with closing(sqlite3.connect(database, timeout=1, isolation_level=None)) as db:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("BEGIN EXCLUSIVE")
            yield
            db.execute("ROLLBACK")
    except sqlite3.OperationalError:
        raise Trouble(f"{database} is in use", "stop the service first") from None
    except sqlite3.DatabaseError:
        yield  # damaged: nobody can have it open, and it is about to be replaced


def _swap(fresh: Path, old: Path, aside: Path) -> None:
    if old.exists():
        old.rename(aside)
    fresh.rename(old)


def _replace(fresh: Path, database: Path) -> None:
    """A log of the old history would be taken for one of the new: it goes first."""
    for beside in ("-wal", "-shm"):
        database.with_name(database.name + beside).unlink(missing_ok=True)
    database.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(fresh, database)
