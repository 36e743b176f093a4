"""The models known by name, as a table: what each needs, under which licence, and what it is to Korean."""

from serving.catalog import MODELS
from serving.plan import GIB, MOST, OVERHEAD, WHOLE
from serving.presets import CHECKED, PRESETS, Preset

HEAD = ("preset", "weights", "card", "licence", "Korean")
_CONTEXT = 8192


def table() -> str:
    """Catalogue first, presets after; a card holds the least that a preset runs well on."""
    catalogue = "\n".join(model.card() for model in MODELS.values())
    lines = [HEAD, *rows()]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    told = (
        f"card: the least memory of a graphics card, {WHOLE} conversations of {_CONTEXT:,} tokens included\n"
        "licence: ! no commercial use; gated: its hub asks for an account and consent\n"
        f"noted {CHECKED}: read the model card before you deploy (docs/howto/your-own-model.md leads to each)"
    )
    return "\n".join(
        (
            "Brought here, checked (python -m serving fetch NAME):",
            catalogue,
            "",
            "From a model hub, for vLLM (python -m serving vllm --model NAME):",
            *("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines),
            told,
        )
    )


def rows() -> list[tuple[str, ...]]:
    """One for each preset, under `HEAD`."""
    return [
        (
            each.name,
            f"{each.shape.weights / GIB:.1f} GiB",
            f"{need(each) / GIB:.0f} GiB",
            each.licence if each.free else f"! {each.licence}",
            each.korean,
        )
        for each in PRESETS.values()
    ]


def need(preset: Preset) -> float:
    """Bytes of a card's memory, what vLLM takes beside weights and conversations included."""
    return (preset.shape.weights + OVERHEAD + WHOLE * _CONTEXT * preset.shape.token) / MOST
