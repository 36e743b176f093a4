"""LoRA adapters: which ones fit the model that is served, in the form that its engine reads."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from serving import gguf
from serving.catalog import MODELS
from serving.errors import EngineFailed, ServingError
from serving.progress import say

SHIPPED = Path(__file__).parent / "adapters"
"""Those that come along, one folder each."""
RANKS = (1, 8, 16, 32, 64, 128, 256, 320, 512)
"""The steps of vLLM's `--max-lora-rank`."""
_CONFIG = "adapter_config.json"
_FORM = re.compile(r"([-_.](gguf|awq|gptq|int4|4bit|bnb|bf16|fp16|f16|q\d(_k)?(_[ms])?))+$")
"""How a model's numbers are packed, at the end of its name: an adapter fits them all."""


@dataclass(frozen=True)
class Adapter:
    """`folder`: PEFT's form, `file`: llama.cpp's; one of them may be missing. `base`: what it was trained
    on, empty where it does not say. `rank`: the step of vLLM's `--max-lora-rank` that holds it.
    """

    name: str
    folder: Path | None
    file: Path | None
    base: str = ""
    rank: int = 0


def find(home: Path, given: str, model: Iterable[str]) -> tuple[Adapter, ...]:
    """The adapters for a model known by the names `model`.

    `given` is `GUIDE_ADAPTERS` (`culture=/path lang=/path`): those are taken as they are. Then come
    `home/adapters/NAME` and those shipped with the code, where they were trained on that model or do not say.
    Of two with one name the first counts.

    Raises:
        ServingError: `given` is malformed, or names what is no adapter.
    """
    names = {_plain(name) for name in model}
    found = {name: _named(name, path) for name, path in pairs(given)}
    for adapter in (*_inside(home / "adapters"), *_inside(SHIPPED)):
        if adapter.name in found:
            continue
        if adapter.base and _plain(adapter.base) not in names:
            say(f"adapter {adapter.name} was trained on {adapter.base}: left out")
            continue
        found[adapter.name] = adapter
    return tuple(found.values())


def pairs(given: str) -> list[tuple[str, Path]]:
    """`name=path`, separated by spaces or commas. Raises ServingError."""
    found = []
    for part in given.replace(",", " ").split():
        name, sign, path = part.partition("=")
        if not (name and sign and path):
            raise ServingError(f"{part!r} names no adapter", "write name=path, e.g. culture=/models/culture")
        found.append((name, Path(path).expanduser().absolute()))
    return found


def known_as(name: str) -> set[str]:
    """Every name of a model: its own, its hub's, and of what it was made of."""
    names = {name, Path(name).name, Path(name).stem if name.endswith(".gguf") else name}
    if model := MODELS.get(name):
        names |= {model.alias, model.of, model.hub.repo if model.hub else ""}
    return names - {""}


def rank(adapters: Iterable[Adapter]) -> int:
    """The step of vLLM's `--max-lora-rank` that holds them all."""
    return max(adapter.rank for adapter in adapters)


def packed(adapter: Adapter, weights: Path, home: Path) -> Path:
    """The adapter as llama.cpp reads it: the file beside it, else one made of its folder and kept.

    Raises:
        EngineFailed: it cannot be turned into GGUF.
    """
    if adapter.file is not None:
        return adapter.file
    if adapter.folder is None:
        raise EngineFailed(f"The adapter {adapter.name} has no file", "give its folder, or a GGUF file")
    kind = gguf.architecture(weights)
    try:
        numbers = (adapter.folder / "adapter_model.safetensors").read_bytes()
    except OSError as error:
        raise EngineFailed(
            f"The adapter {adapter.name} has no weights ({error})", "train it again"
        ) from error
    mark = hashlib.sha256(numbers + (adapter.folder / _CONFIG).read_bytes() + kind.encode()).hexdigest()[:12]
    target = home / "adapters-gguf" / mark / f"{adapter.name}.gguf"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        gguf.convert(adapter.folder, target, kind)
    return target


def _inside(folder: Path) -> list[Adapter]:
    """Folders with PEFT's two files, or with `NAME.gguf` alone."""
    if not folder.is_dir():
        return []
    folders = sorted(path.absolute() for path in folder.iterdir() if path.is_dir())
    return [_named(path.name, path) for path in folders if _is_adapter(path)]


def _is_adapter(path: Path) -> bool:
    return (path / _CONFIG).exists() or (path / f"{path.name}.gguf").exists()


def _named(name: str, path: Path) -> Adapter:
    if path.is_file() and path.suffix == ".gguf":
        return Adapter(name, None, path)
    file = path / f"{path.name}.gguf"
    kept = file if file.exists() else None
    config = path / _CONFIG
    if not config.exists() and kept:
        return Adapter(name, None, kept)
    try:
        told = json.loads(config.read_text(encoding="utf-8"))
        step = next(step for step in RANKS if step >= int(told["r"]))
        return Adapter(name, path, kept, str(told.get("base_model_name_or_path") or ""), step)
    except (OSError, ValueError, KeyError, TypeError, StopIteration) as error:
        raise EngineFailed(
            f"{config} gives no usable LoRA rank", "train the adapter again, or move it away"
        ) from error


def _plain(name: str) -> str:
    """A model's name without its owner and its packing."""
    return _FORM.sub("", name.rstrip("/").rpartition("/")[2].lower())
