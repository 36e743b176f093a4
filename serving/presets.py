"""Models for vLLM that suit Korean, by short name: what they need and under which licence.

Shapes and licences were looked through on the day of `CHECKED`, against what is publicly written of the
models; their cards, which decide, were out of reach: read the one that `Preset.card` names before you deploy.
A licence holds for the very size: of Qwen 2.5, 3B and 72B are not under Apache-2.0. vLLM reads the real shape
when it starts. None was measured by us: what a model is worth to this guide, `python -m bench models` tells.
"""

import json
from dataclasses import dataclass
from pathlib import Path

CHECKED = "2026-11-22"
GB = 1e9
BF16 = 2.0
WIDE = ("gemma2", "gemma3", "gemma3_text", "glm4")
"""Of `model_type`: those that vLLM refuses in float16."""
"""Bytes a parameter."""


@dataclass(frozen=True)
class Shape:
    """What memory and number format depend on. `weights`: bytes. Keys and values are kept in 16 bits."""

    weights: float
    layers: int
    kv_heads: int
    head: int
    context: int
    wide: bool = False
    """Whether it needs bfloat16's range: in float16, of cards before Ampere, it writes nonsense."""

    @property
    def token(self) -> int:
        """Bytes that one token of a conversation takes while it is kept: a key and a value for each layer."""
        return 2 * self.layers * self.kv_heads * self.head * 2


@dataclass(frozen=True)
class Preset:
    """`free`: whether the licence allows commercial use without asking. `arguments`: what vLLM needs more."""

    name: str
    repo: str
    shape: Shape
    licence: str
    free: bool
    korean: str
    arguments: tuple[str, ...] = ()

    @property
    def card(self) -> str:
        """The model card: it decides what the licence is."""
        return f"https://huggingface.co/{self.repo}"


def _billions(parameters: float) -> float:
    return parameters * GB * BF16


PRESETS: dict[str, Preset] = {
    preset.name: preset
    for preset in (
        Preset(
            "kanana-1.5-2.1b",
            "kakaocorp/kanana-1.5-2.1b-instruct-2505",
            Shape(_billions(2.1), 32, 8, 128, 32_768),
            "Apache-2.0",
            free=True,
            korean="made for Korean and English; the smallest to try",
        ),
        Preset(
            "kanana-1.5-8b",
            "kakaocorp/kanana-1.5-8b-instruct-2505",
            Shape(_billions(8.03), 32, 8, 128, 32_768),
            "Apache-2.0",
            free=True,
            korean="made for Korean and English; the first to try on 24 GB and more",
        ),
        Preset(
            "qwen2.5-7b",
            "Qwen/Qwen2.5-7B-Instruct",
            Shape(_billions(7.62), 28, 4, 128, 32_768),
            "Apache-2.0",
            free=True,
            korean="one of 29 languages; Japanese and Chinese strong",
        ),
        Preset(
            "qwen2.5-7b-awq",
            "Qwen/Qwen2.5-7B-Instruct-AWQ",
            Shape(5.6 * GB, 28, 4, 128, 32_768),
            "Apache-2.0",
            free=True,
            korean="the same in 4 bits, for 12 GB",
        ),
        Preset(
            "qwen3-4b",
            "Qwen/Qwen3-4B-Instruct-2507",
            Shape(_billions(4.02), 36, 8, 128, 262_144),
            "Apache-2.0",
            free=True,
            korean="one of about 100 languages; answers without thinking aloud",
        ),
        Preset(
            "qwen3-30b-a3b",
            "Qwen/Qwen3-30B-A3B-Instruct-2507",
            Shape(_billions(30.5), 48, 4, 128, 262_144),
            "Apache-2.0",
            free=True,
            korean="the same family, 3 B active a token; for 80 GB",
        ),
        Preset(
            "llama-3.1-8b",
            "meta-llama/Llama-3.1-8B-Instruct",
            Shape(_billions(8.03), 32, 8, 128, 131_072),
            "Llama 3.1 Community (shows 'Built with Llama'; gated)",
            free=True,
            korean="Korean is not among its eight supported languages",
        ),
        Preset(
            "llama-3.1-8b-awq",
            "hugging-quants/Meta-Llama-3.1-8B-Instruct-AWQ-INT4",
            Shape(5.73 * GB, 32, 8, 128, 131_072),
            "Llama 3.1 Community (shows 'Built with Llama')",
            free=True,
            korean="the same in 4 bits, for 16 GB; on 12 GB with 4,096 tokens",
        ),
        Preset(
            "gemma-3-4b",
            "google/gemma-3-4b-it",
            Shape(_billions(4.3), 34, 4, 256, 131_072, wide=True),
            "Gemma terms (use policy, to be passed on; gated)",
            free=True,
            korean="one of over 140 languages",
        ),
        Preset(
            "gemma-3-12b",
            "google/gemma-3-12b-it",
            Shape(_billions(12.2), 48, 8, 256, 131_072, wide=True),
            "Gemma terms (use policy, to be passed on; gated)",
            free=True,
            korean="one of over 140 languages",
        ),
        Preset(
            "exaone-3.5-7.8b",
            "LGAI-EXAONE/EXAONE-3.5-7.8B-Instruct",
            Shape(_billions(7.82), 32, 8, 128, 32_768),
            "EXAONE 1.1 NC: research alone, commercial use by LG's leave",
            free=False,
            korean="made for Korean and English",
            arguments=("--trust-remote-code",),
        ),
    )
}


def shape(folder: Path) -> Shape | None:
    """Of a model on disk, by its `config.json` and its weights; None where that does not tell."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        wide = config.get("model_type") in WIDE
        config = config.get("text_config", config)
        heads = int(config["num_attention_heads"])
        return Shape(
            weights=sum(path.stat().st_size for path in folder.glob("*.safetensors")),
            layers=int(config["num_hidden_layers"]),
            kv_heads=int(config.get("num_key_value_heads") or heads),
            head=int(config.get("head_dim") or int(config["hidden_size"]) // heads),
            context=int(config["max_position_embeddings"]),
            wide=wide,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
