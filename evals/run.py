"""Runs suites against a peer."""

import asyncio
import math
import time
from collections.abc import Callable, Iterable, Sequence

import httpx

from evals.case import Case, Half
from evals.judged import Miss, Result, Share, Verdict, points_of
from evals.load import cases
from evals.peer import Cannot, Chat, Guide, Peer
from evals.report import Report, made
from evals.suites import SUITES, Suite

SHOWN = 60
"""Misses that a report keeps of a suite."""
AT_ONCE = 8
Tell = Callable[[str], None]


def peer(url: str, key: str = "", model: str = "") -> Guide | Chat:
    """A base URL that ends in /v1 is a bare OpenAI-compatible endpoint, any other a guide."""
    return Chat(url, model, key) if url.rstrip("/").endswith("/v1") else Guide(url, key)


def chosen(suite: str, half: Half | None, every: int = 1, most: int = 0) -> list[Case]:
    """The cases of a half (None: of both), one in `every`; about `most`, evenly taken, where given."""
    held = [case for case in cases(suite) if half is None or case.half == half][::every]
    return held[:: -(-len(held) // most)] if most and held else held


async def one(
    target: Peer, suite: Suite, asked: Sequence[Case], at_once: int = AT_ONCE, limit: float = math.inf
) -> Result:
    """A suite judged. What the peer cannot do is passed over; an HTTP error is a miss.

    After `limit` seconds no further case is begun: those left are passed over.
    """
    free = asyncio.Semaphore(at_once)
    until = time.monotonic() + limit

    async def judge(case: Case) -> Verdict:
        async with free:
            if time.monotonic() > until:
                return Verdict(None, "out of time")
            try:
                return await suite.judge(target, case)
            except Cannot as reason:
                return Verdict(None, str(reason))
            except (httpx.HTTPError, KeyError, TypeError) as error:
                return Verdict(right=False, note=f"{type(error).__name__}: {error}"[:200])

    begun = time.perf_counter()
    verdicts = await asyncio.gather(*map(judge, asked))
    return _summed(asked, verdicts, time.perf_counter() - begun)


def _summed(asked: Sequence[Case], verdicts: Sequence[Verdict], seconds: float) -> Result:
    judged = [
        (case, verdict) for case, verdict in zip(asked, verdicts, strict=True) if verdict.right is not None
    ]
    passed = [verdict.note for verdict in verdicts if verdict.right is None]
    misses = [
        Miss(id=case.id, kind=case.kind, text=case.shown, note=verdict.note)
        for case, verdict in judged
        if not verdict.right
    ]
    return Result(
        share=_share(verdict for _, verdict in judged),
        skipped=len(passed),
        why="; ".join(sorted(set(passed)))[:300],
        by_kind=_grouped(judged, lambda case: case.kind),
        by_language=_grouped(judged, lambda case: case.language),
        points=points_of([verdict for _, verdict in judged]),
        seconds=round(seconds, 2),
        misses=misses[:SHOWN],
        outcomes={case.id: bool(verdict.right) for case, verdict in judged},
    )


def _share(verdicts: Iterable[Verdict]) -> Share:
    rights = [bool(verdict.right) for verdict in verdicts]
    return Share.of(sum(rights), len(rights))


def _grouped(judged: Sequence[tuple[Case, Verdict]], name: Callable[[Case], str]) -> dict[str, Share]:
    groups: dict[str, list[Verdict]] = {}
    for case, verdict in judged:
        groups.setdefault(name(case), []).append(verdict)
    return {group: _share(groups[group]) for group in sorted(groups)}


async def run(
    target: Peer,
    suites: Iterable[str],
    half: Half | None,
    *,
    every: int = 1,
    most: int = 0,
    at_once: int = AT_ONCE,
    limit: float = math.inf,
    tell: Tell = lambda _: None,
) -> Report:
    """`every` thins only the suites that need an answer of the model for each case, `most` all.

    `limit`: seconds for all of them; each suite gets an even part of what is left.
    """
    results: dict[str, Result] = {}
    about = await target.about()
    names, began = list(suites), time.monotonic()
    for number, name in enumerate(names):
        suite = SUITES[name]
        asked = chosen(name, half, every if suite.slow else 1, most)
        left = limit - (time.monotonic() - began)
        results[name] = await one(target, suite, asked, at_once, left / (len(names) - number))
        tell(f"{name}: {results[name].share} of {len(asked)}")
    return made(about, half, every, results)


async def quality(
    url: str,
    *,
    key: str = "",
    model: str = "",
    suites: Iterable[str] | None = None,
    every: int = 1,
    most: int = 0,
    limit: float = math.inf,
) -> dict[str, Share]:
    """Figures by suite of a running service, or of a bare endpoint where `url` ends in /v1.

    The development half: the test half is for reports. Suites that the peer has no ability for are left out.
    """
    target = peer(url, key, model)
    try:
        report = await run(target, suites or SUITES, "dev", every=every, most=most, limit=limit)
    finally:
        await target.close()
    return {name: result.share for name, result in report.suites.items() if result.share.all}
