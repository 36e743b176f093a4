"""What a message costs before any model is asked: routing by rule, linking 10,000 names, planning a way.

In this process and over the tools themselves: CPU time, since the machine may be shared.
"""

import argparse
import statistics
from collections.abc import Callable, Iterable
from random import Random
from time import process_time
from typing import TypeVar

from agent.tools.places import Gazetteer
from agent.tools.router import EXAMPLES, Router
from agent.tools.transit.plan import Planner
from data import ROOT, lines
from data.place import Names, Place, SourceNote, read

HEADS, TAILS = "가나다라마바사아자차카타파하", ("공원", "시장", "미술관", "박물관", "전망대", "거리")
PAIRS = 200
T = TypeVar("T")


def invented(count: int) -> list[Place]:
    """Places that exist nowhere, named as places are."""
    return [
        Place(
            id=f"p-{n}",
            names=Names(
                ko=f"{HEADS[n % 14]}{chr(0xAC00 + n * 7 % 11172)}{HEADS[n // 14 % 14]}{TAILS[n % 6]}"
            ),
            category="other",
            district=None,
            lat=37.5,
            lon=127.0,
            sources=(SourceNote(name="invented", date="2026-01"),),
        )
        for n in range(count)
    ]


def costs(work: Callable[[T], object], on: Iterable[T]) -> list[float]:
    """CPU milliseconds of each call."""
    spent = []
    for item in on:
        begun = process_time()
        work(item)
        spent.append((process_time() - begun) * 1e3)
    return spent


def row(name: str, spent: list[float]) -> str:
    cuts = statistics.quantiles(spent, n=100, method="inclusive")
    return f"| {name} | {len(spent)} | {cuts[49]:.2f} | {cuts[94]:.2f} | {max(spent):.2f} |"


async def run(_: argparse.Namespace) -> None:
    from agent.tools.intent import rule

    places = list(read())
    router = Router.build(places, list(lines(ROOT / "subway" / "stations.jsonl")))
    texts = [example["text"] for example in lines(EXAMPLES)]
    many = invented(10_000)
    gazetteer = Gazetteer.build(many)
    planner = Planner.load()
    random = Random(11)  # noqa: S311 - the same pairs every time
    spots = [spot for place in places if (spot := place.spot)]
    pairs = [random.sample(spots, 2) for _ in range(PAIRS)]
    slipped = [f"{place.names.ko[:-1]}깐 입장료가 얼마인지 알려 주세요" for place in many[:PAIRS]]
    exact = [f"지금 {place.names.ko}에서 명동까지 어떻게 가나요?" for place in many[:PAIRS]]

    print("| what | calls | p50 CPU ms | p95 | max |\n|---|---|---|---|---|")
    print(row("route by rule", costs(lambda text: rule(text, router.knowledge), texts)))
    print(row("link, 10,000 names, spelled right", costs(gazetteer.link, exact)))
    print(row("link, 10,000 names, one slip", costs(gazetteer.link, slipped)))
    print(row("plan a journey", costs(lambda pair: planner.journey(pair[0], pair[1]), pairs)))
