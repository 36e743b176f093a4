"""`gildongmu doctor`: looks at every part that the guide needs or may use, and says what to do.

Each look is its own coroutine with its own patience; one that fails in an unforeseen way is a finding too.
"""

import asyncio
from collections.abc import Awaitable, Sequence
from itertools import chain
from typing import Final

from cli import environment, looks, outside, stores
from cli.environment import Environment, Malformed
from cli.findings import Finding, dumped, show
from cli.screen import Screen

PATIENCE: Final = 90.0
"""Seconds that one look may take: loading the embedder on a slow disk is the longest."""


def examine(*, as_json: bool = False, outside: bool = True, quick: bool = False) -> int:
    """1 when something must be mended."""
    findings = asyncio.run(_findings(ask_others=outside, quick=quick))
    if as_json:
        print(dumped(findings))
    else:
        show(findings, Screen())
    return int(any(finding.state == "bad" for finding in findings))


async def _findings(*, ask_others: bool, quick: bool) -> list[Finding]:
    first = [looks.python(), looks.packages()]
    try:
        found = environment.read()
    except Malformed as error:
        wrong = [Finding("settings", "bad", line, "correct it") for line in error.wrong]
        return [*first, *wrong]
    told = await asyncio.gather(
        *(_looked(name, look) for name, look in _looks(found, ask_others=ask_others, quick=quick))
    )
    return [
        *first,
        Finding("settings", "ok", "sound"),
        *chain.from_iterable(told),
    ]


def _looks(
    found: Environment, *, ask_others: bool, quick: bool
) -> list[tuple[str, Awaitable[Finding | Sequence[Finding]]]]:
    parts: list[tuple[str, Awaitable[Finding | Sequence[Finding]]]] = [
        ("disk", looks.disk(found)),
        ("port", looks.port(found)),
        ("gpu", looks.gpu(found)),
        ("model", looks.model(found)),
        ("weights", looks.chat_weights(found)),
        ("embedder", looks.embedder(found, load=not quick)),
        ("places", stores.places(found)),
        ("database", stores.database(found)),
        ("redis", stores.redis(found)),
        ("chromium", looks.chromium()),
    ]
    if ask_others:
        parts += [
            ("web search", outside.searches(found)),
            ("transit", outside.journeys(found)),
            ("ingest", outside.sources(found)),
        ]
    return parts


async def _looked(name: str, look: Awaitable[Finding | Sequence[Finding]]) -> Sequence[Finding]:
    try:
        async with asyncio.timeout(PATIENCE):
            told = await look
    except TimeoutError:
        return [Finding(name, "bad", f"said nothing for {PATIENCE:.0f} s", "look at what it waits for")]
    except Exception as error:  # noqa: BLE001 - a look that breaks is a finding, and others go on
        return [Finding(name, "bad", f"{type(error).__name__}: {error}", "this is a fault: please report it")]
    return [told] if isinstance(told, Finding) else told
