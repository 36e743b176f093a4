"""A low-rank adapter on an embedder: `W += scale · up · down` for each layer that it names.

Made by `rag/train/lora.py`. Added once, when the model is loaded, it costs a search nothing.
"""

from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from rag.settings import DEFAULT, Settings

FILE: Final = Path(__file__).with_name("seoul.safetensors")
"""Fits the default embedder to Seoul; how it was made: docs/decisions/embedder.md."""


def chosen(settings: Settings) -> Path | None:
    """The adapter of the settings; ours is for our default embedder alone."""
    if settings.embedder_adapter == "seoul":
        return FILE if settings.embedder == DEFAULT else None
    return None if settings.embedder_adapter == "none" else Path(settings.embedder_adapter)


def mark(path: Path | None) -> str:
    """Tells vectors made with it from others; empty without one."""
    return blake2b(path.read_bytes(), digest_size=4).hexdigest() if path else ""


def deltas(path: Path) -> dict[str, NDArray[np.float32]]:
    """What is added to each layer's weight, by the layer's name."""
    from safetensors import safe_open

    with safe_open(str(path), framework="numpy") as held:
        scale = np.float32((held.metadata() or {}).get("scale", 1))
        names = sorted({name.rpartition(".")[0] for name in held.keys()})  # noqa: SIM118 - no dict
        pairs = {name: [held.get_tensor(f"{name}.{part}") for part in ("up", "down")] for name in names}
    return {
        name: scale * up.astype(np.float32) @ down.astype(np.float32) for name, (up, down) in pairs.items()
    }


def add(transformer: Any, path: Path) -> int:
    """To a Hugging Face encoder; how many layers it changed.

    Raises ValueError when the adapter was made for another model.
    """
    import torch

    layers = dict(transformer.named_modules())
    added = deltas(path)
    with torch.no_grad():
        for name, delta in added.items():
            layer = layers.get(name)
            if layer is None or layer.weight.shape != delta.shape:
                raise ValueError(f"{path.name} does not fit: {name}")
            layer.weight += torch.from_numpy(delta).to(layer.weight.dtype)
    return len(added)
