"""How vLLM is set up on the card, or the cores, at hand: memory, context, answers side by side.

Checked against one H100 (79.6 GiB) with the shape of Llama 3.1 8B: vLLM at 0.85 of the memory reported room
for 410,096 tokens; this reckons within a few per cent of it (tests/test_engines.py).
"""

import math
from dataclasses import dataclass

from serving.catalog import FULL
from serving.errors import EngineFailed
from serving.machine import Card
from serving.presets import PRESETS, Shape

GIB = 1 << 30
SPARE = GIB
"""Left on the card to its driver and to others (bytes)."""
MOST = 0.92
"""The largest share of a card's memory that vLLM is given."""
OVERHEAD = 2.5 * GIB
"""What vLLM takes beside weights and cache: activations, captured graphs, adapters (bytes)."""
CONTEXTS = (8192, 4096, 2048)
"""Tokens. A turn of the guide takes about 700 to 3,000 with its answer; more helps nobody here."""
WHOLE = 4
"""Conversations of full length that must fit side by side."""
TURN = 1024
"""Tokens that a usual turn holds."""
USERS = (8, 256)
"""Least and most answers side by side."""
CARDS = (1, 2, 4, 8)
SMALL = Shape(3.1e9, 28, 2, 128, 32_768)
"""The small default, before its weights are here."""
BF16_FROM = 8.0
"""Compute capability from which a card calculates in bfloat16."""


@dataclass(frozen=True)
class Plan:
    """`context` 0: vLLM finds what fits. `tokens`: the cache's room as reckoned, 0 where unknown."""

    share: float
    context: int
    users: int
    cards: int
    dtype: str
    tokens: int

    def flags(self, *, gpu: bool = True) -> tuple[str, ...]:
        """As vLLM's arguments. Without a card the cache's room is told by `VLLM_CPU_KVCACHE_SPACE`."""
        flags = ["--dtype", self.dtype]
        if gpu:
            flags += ["--gpu-memory-utilization", f"{self.share:.2f}"]
        flags += ["--max-model-len", str(self.context) if self.context else "auto"]
        flags += ["--max-num-seqs", str(self.users)]
        if self.cards > 1:
            flags += ["--tensor-parallel-size", str(self.cards)]
        return tuple(flags)


def for_cards(cards: tuple[Card, ...], shape: Shape | None, context: int = 0) -> Plan:
    """For the fewest of these like cards that hold the model. `context`: what the user wants, or 0.

    Raises:
        EngineFailed: it does not fit; names the presets that do.
    """
    least = min(cards, key=lambda card: card.free)
    share = math.floor(min(MOST, (least.free - SPARE) / least.total) * 100) / 100
    dtype = "bfloat16" if least.capability >= BF16_FROM else "float16"
    if shape and shape.wide and dtype == "float16":
        raise EngineFailed(
            f"{least.name} calculates in float16, which this model does not bear",
            f"choose one that fits: {_fitting(share * least.total, dtype)}",
        )
    if shape is None:
        return Plan(share, context, USERS[1], 1, dtype, 0)
    wanted = (context,) if context else tuple(size for size in CONTEXTS if size <= shape.context)
    for count in (count for count in CARDS if count <= len(cards)):
        tokens = room(share * least.total, shape, count)
        for size in wanted or (shape.context,):
            if tokens >= WHOLE * size:
                users = min(max(tokens // TURN, USERS[0]), USERS[1])
                return Plan(share, size, users, count, dtype, tokens)
    need, have = shape.weights / GIB, least.free / GIB
    raise EngineFailed(
        f"The weights take {need:.1f} GiB and {least.name} has {have:.1f} GiB free",
        f"choose one that fits: {_fitting(share * least.total, dtype)}",
    )


def _fitting(memory: float, dtype: str) -> str:
    """The models by name that run in `memory` bytes of a card, the small default first."""
    known = {FULL: SMALL} | {each.name: each.shape for each in PRESETS.values()}
    fits = [
        name
        for name, shape in known.items()
        if room(memory, shape, 1) >= WHOLE * CONTEXTS[-1] and not (shape.wide and dtype == "float16")
    ]
    return ", ".join(fits) or "none of those known by name; llama.cpp runs without a card"


def room(memory: float, shape: Shape, cards: int) -> int:
    """Tokens that the cache holds when vLLM has `memory` bytes on each of `cards`."""
    left = memory - shape.weights / cards - OVERHEAD
    return max(0, int(left * cards / shape.token))


def for_cores(free: int | None, shape: Shape | None, context: int = 0) -> tuple[Plan, int]:
    """For a machine without a card: the plan, and GiB of its memory for the cache."""
    size = context or (min(4096, shape.context) if shape else 4096)
    left = ((free or 8 * GIB) - (shape.weights if shape else 0)) / GIB - 2
    enough = math.ceil(USERS[0] * size * shape.token / GIB) + 1 if shape else 4
    space = int(max(min(left / 2, enough), 1))
    return Plan(0, size, USERS[0], 1, "bfloat16", int(space * GIB / shape.token) if shape else 0), space
