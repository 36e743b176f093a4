"""Results cut to the room that the model has for them."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

from agent.tools.web.clean import cut
from agent.tools.web.found import Source

LEAST = 60
"""Tokens below which a part of a result tells nothing."""
HEAD = 16
"""Tokens of a result's number, host and date."""


async def fitting(
    sources: Iterable[Source], room: int, count: Callable[[str], Awaitable[int]]
) -> tuple[Source, ...]:
    """The first results that fit `room` tokens, the last of them cut short; the first in any case.

    `count`: tokens of a text, by the model's own tokenizer.
    """
    kept: list[Source] = []
    left = room
    for one in sources:
        needed = HEAD + await count(f"{one.title}\n{one.snippet}")
        if needed > left:
            if left >= LEAST or not kept:
                share = max(left, LEAST) / needed
                kept.append(replace(one, snippet=cut(one.snippet, max(int(len(one.snippet) * share), 1))))
            break
        kept.append(one)
        left -= needed
    return tuple(kept)
