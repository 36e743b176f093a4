"""One figure of a good answer at a time is garbled: what is shown is theirs or ours, and always sound."""

import copy
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from typing import Any

import orjson
import pytest
from pydantic import SecretStr

from agent.tools.transit.legs import Leg, Option
from agent.tools.transit.plan import Planner
from agent.tools.transit.providers.cab import taxi
from agent.tools.transit.providers.chain import SHAPE
from agent.tools.transit.providers.kakao import Kakao
from agent.tools.transit.providers.keyed import checked
from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.mobility import Mobility
from agent.tools.transit.providers.naver import Naver
from agent.tools.transit.providers.odsay import Odsay
from agent.tools.transit.providers.provider import Trip
from agent.tools.transit.providers.refusal import Refusal
from agent.tools.transit.providers.tmap import Tmap
from agent.tools.transit.providers.ways import options
from agent.tools.transit.taxi import Meter
from tests.fakes import journeys
from tests.fakes.loopback import Loopback, Reply, Request, reply
from tests.keyed import AIRPORT, GANGNAM, GOOD, NOON, TRIP, Answer

GARBLED: tuple[Any, ...] = (None, "", -1, 1, 10**9, 1e300, "nan", "-5", [], {})
FIGURES = frozenset(
    {"totalTime", "payment", "totalDistance", "sectionTime", "distance", "stationCount", "time", "value"}
    | {"max", "totalFare", "name", "busNo", "mode", "taxi", "toll", "duration", "tollFare", "taxiFare"}
)


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner.load()


def figures(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the figures stand that we read."""
    if isinstance(node, dict):
        for key, held in node.items():
            yield from [(*path, key)] if key in FIGURES else figures(held, (*path, key))
    elif isinstance(node, list):
        for index, held in enumerate(node):
            yield from figures(held, (*path, index))


def garbled(told: Any) -> Iterator[Any]:
    for path in figures(told):
        for value in GARBLED:
            answer = copy.deepcopy(told)
            node = answer
            for key in path[:-1]:
                node = node[key]
            node[path[-1]] = value
            yield answer


async def read(url: str, name: str, line: Line, own: tuple[Option, ...]) -> tuple[Option, ...]:
    """What is shown of a provider's answer; ours where it is of another shape."""
    provider = {"odsay": Odsay, "kakao": Kakao, "tmap": Tmap}[name](url, GOOD)
    try:
        told = options(await provider.ways(line, TRIP), (TRIP.origin, TRIP.destination), name)
    except (Refusal, *SHAPE):
        return own
    return checked(told, own, TRIP)


@pytest.mark.parametrize(
    ("name", "good"), [("odsay", journeys.odsay), ("kakao", journeys.kakao), ("tmap", journeys.tmap)]
)
async def test_no_figure_out_of_this_world_gets_into_a_way(
    line: Line, planner: Planner, name: str, good: Answer
) -> None:
    own = planner.public(TRIP.origin, TRIP.destination, TRIP.depart)
    wrong: list[Any] = []
    told = Teller(good)
    async with Loopback(told) as server:
        assert (await read(server.url, name, line, own))[0].provider == name
        for each in garbled(orjson.loads(told.said)):
            told.answer = each
            for option in await read(server.url, name, line, own):
                orjson.dumps(asdict(option))
                if option.provider == name and not all(map(possible, option.legs)):
                    wrong.append(option)
    assert wrong == []


def possible(leg: Leg) -> bool:
    return bool(
        0 <= leg.minutes <= 24 * 60
        and 0 <= (leg.metres or 0) <= 300_000
        and 0 <= (leg.stops or 0) <= 200
        and (leg.line or leg.mode == "walk")
    )


@pytest.mark.parametrize("name", ["mobility", "naver"])
async def test_no_road_out_of_this_world_makes_a_fare(line: Line, planner: Planner, name: str) -> None:
    """Naver's road of the fake leads to the airport."""
    trip = TRIP if name == "mobility" else Trip(GANGNAM, AIRPORT, NOON)
    own = planner.taxi(trip.origin, trip.destination, trip.depart)
    assert own is not None
    provider = Mobility if name == "mobility" else partial(Naver, client=SecretStr("naver-id-1"))
    told = Teller(getattr(journeys, name))
    meter, believed = Meter.load(), 0
    async with Loopback(told) as server:
        cab = provider(server.url, key=GOOD)
        first = taxi(await cab.drive(line, trip), own, trip, meter, name)
        assert first is not None
        for each in garbled(orjson.loads(told.said)):
            told.answer = each
            try:
                found = taxi(await cab.drive(line, trip), own, trip, meter, name)
            except (Refusal, *SHAPE):
                continue
            if found is not None:
                orjson.dumps(asdict(found))
                believed += 1
                assert 4_800 <= found.low <= found.high <= 3 * own.high
                assert "-" not in (found.surcharge or "")
    assert believed


class Teller:
    """Tells the good answer, and keeps it; then whatever it is given."""

    def __init__(self, good: Answer) -> None:
        self.good = good
        self.said: str | bytes = b""
        self.answer: Any = None

    def __call__(self, request: Request) -> Reply:
        if not self.said:
            self.said = self.good(request).body
            return reply(orjson.loads(self.said))
        return reply(self.answer)
