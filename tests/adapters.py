"""Small LoRA adapters with random numbers: no use for answers, enough to tell one adapter from another."""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file


@dataclass(frozen=True)
class Shape:
    """A model's shape, as far as adapters of its attention must know it; widths in numbers."""

    layers: int
    hidden: int
    queries: int
    values: int


GEMMA = Shape(layers=18, hidden=640, queries=1024, values=256)


def adapter(folder: Path, base: str, shape: Shape, seed: int, *, rank: int = 8) -> Path:
    """Write an adapter of queries, values and outputs in PEFT's form, strong enough to be noticed."""
    folder.mkdir(parents=True)
    numbers = torch.Generator().manual_seed(seed)
    widths = {
        "q_proj": (shape.hidden, shape.queries),
        "v_proj": (shape.hidden, shape.values),
        "o_proj": (shape.queries, shape.hidden),
    }
    tensors = {}
    for layer in range(shape.layers):
        for name, (taken, given) in widths.items():
            place = f"base_model.model.model.layers.{layer}.self_attn.{name}"
            for half, size_of in (("A", (rank, taken)), ("B", (given, rank))):
                noise = torch.randn(size_of, generator=numbers) * 0.05
                tensors[f"{place}.lora_{half}.weight"] = noise.to(torch.bfloat16)
    save_file(tensors, folder / "adapter_model.safetensors")
    config = {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": base,
        "r": rank,
        "lora_alpha": 2 * rank,
        "target_modules": list(widths),
        "bias": "none",
    }
    (folder / "adapter_config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder
