"""How good routes, times and fares are.

`python -m agent.tools.transit [pairs] [seed]` prints random pairs of stations: where their times come from,
minutes, won, transfers, the speed over the straight line, and what is odd; then the running times against the
operator's table, and the CPU's time for a plan. `python -m agent.tools.transit fares`: every published fare
beside ours, and where lengths are estimated.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from random import Random
from statistics import median, quantiles
from time import process_time
from typing import Final

from agent.tools.transit import published
from agent.tools.transit.fares import Fares
from agent.tools.transit.geo import crow
from agent.tools.transit.legs import Option
from agent.tools.transit.locate import Gazetteer
from agent.tools.transit.network import Direction, Network, load
from agent.tools.transit.plan import Planner
from agent.tools.transit.router import Router
from agent.tools.transit.taxi import Meter
from agent.tools.transit.tracks import DWELL
from data.place import Spot

PAIRS: Final = 200
SEED: Final = 2026
FASTEST: Final = 75
"""Kilometres an hour over the straight line that only GTX-A comes near to."""
SLOWEST: Final = 8
FAR: Final = 5
"""Kilometres beyond which a way slower than that is odd."""
BOUNDS: Final = (1200, 9000)
"""Won that a way by train costs."""
AREA: Final = ((37.46, 37.64), (126.86, 127.12))
"""Degrees of latitude and longitude within which points are drawn."""
CHANGES: Final = 5
LONG: Final = 6
"""Stops of a ride from which it is compared with a train."""
APART: Final = 5
"""Minutes between two stops beyond which they are not of one train."""
CLOSE: Final = 0.1
"""Share by which a time may differ from the published one."""


def flags(option: Option, km: float, kmh: float) -> list[str]:
    """What is odd about the best way by train."""
    odd = {
        "fast": kmh > FASTEST,
        "slow": kmh < SLOWEST and km > FAR,
        "fare": not BOUNDS[0] <= option.fare <= BOUNDS[1],
        "changes": option.transfers > CHANGES,
        "short": option.metres < km * 990,
    }
    return [name for name, found in odd.items() if found]


def timed(calls: Sequence[Callable[[], object]]) -> tuple[float, float]:
    """Milliseconds of the CPU that half, and 95 %, of the calls stay below."""
    spent = []
    for call in calls:
        begin = process_time()
        call()
        spent.append((process_time() - begin) * 1000)
    return median(spent), quantiles(spent, n=20)[-1]


def table(planner: Planner, pairs: Sequence[tuple[Spot, Spot]]) -> None:
    sources: Counter[str] = Counter()
    estimated = odd = buses = 0
    speeds = []
    print(f"{'time':<10}{'fare':<10}{'min':>6}{'won':>7}{'chg':>4}{'km':>7}{'km/h':>6}  pair")
    for a, b in pairs:
        options = planner.public(a, b)
        train = next(option for option in options if option.mode == "subway")
        km = crow((a.lat or 0, a.lon or 0), (b.lat or 0, b.lon or 0)) / 1000
        kmh = km / train.minutes * 60
        found = flags(train, km, kmh)
        bus = next((option for option in options if option.mode == "bus"), None)
        beside = (
            f" | {bus.legs[1 if len(bus.legs) > 1 else 0].line} {bus.minutes:.0f} min {bus.fare}"
            if bus
            else ""
        )
        sources[train.certainty] += 1
        estimated += train.fare_certainty == "estimated"
        odd += bool(found)
        buses += bus is not None
        speeds.append(kmh)
        print(
            f"{train.certainty:<10}{train.fare_certainty:<10}{train.minutes:>6.1f}{train.fare:>7,}"
            f"{train.transfers:>4}{km:>7.1f}{kmh:>6.1f}  {a.name} → {b.name}{beside}"
            f"{'  !' + ','.join(found) if found else ''}"
        )
    print(f"\n{len(pairs)} pairs: times {dict(sources)}, odd {odd}")
    print(f"fares on estimated lengths {estimated}, with a direct bus beside {buses}")
    print(
        f"straight-line speed: median {median(speeds):.1f}, from {min(speeds):.1f} to {max(speeds):.1f} km/h"
    )


def against(network: Network) -> None:
    """Running times between neighbours beside those that the operator publishes."""
    lines: defaultdict[str, list[float]] = defaultdict(list)
    for edge in network.edges:
        if edge.published:
            lines[edge.line].append(edge.seconds / edge.published - 1)
    every = [deviation for each in lines.values() for deviation in each]
    print(f"\nrunning times against the operator's table: {len(every)} of {len(network.edges)} edges")
    for line, each in [*sorted(lines.items()), ("all", every)]:
        within = sum(abs(deviation) <= CLOSE for deviation in each) / len(each)
        off = median(map(abs, each))
        share = f"within {CLOSE:.0%}: {within:.0%} of {len(each)}"
        print(f"{line:<6} median {median(each):+.1%}, absolute {off:.1%}, {share}")


def chains(network: Network) -> Iterator[tuple[list[str], int]]:
    """Platforms that a first or last train calls at in turn, and its minutes by the timetable."""
    directions: tuple[Direction, Direction] = ("down", "up")
    for service in (each for each in network.services if each.seconds is None):
        for direction in directions:
            stops = service.stations if direction == "down" else service.stations[::-1]
            for which in (0, 1):
                chain: list[tuple[str, int]] = []
                for stop in (*stops, ""):
                    at = network.hours.get((stop, True, direction))
                    if chain and not (at and 0 < at[which] - chain[-1][1] <= APART):
                        if len(chain) > LONG:
                            yield [platform for platform, _ in chain], chain[-1][1] - chain[0][1]
                        chain = []
                    if at:
                        chain.append((stop, at[which]))


def through(network: Network, router: Router) -> None:
    """Rides of some length, stops included, beside what first and last trains take by their timetables."""
    off = []
    for platforms, minutes in chains(network):
        edges = [router.edge(a, b) for a, b in pairwise(platforms)]
        if all(edges):
            seconds = sum(edge.seconds + DWELL for edge in edges if edge)
            off.append(seconds / 60 / minutes - 1)
    within = sum(abs(each) <= CLOSE for each in off) / len(off)
    print(f"\nrides of {LONG} stops and more against first and last trains: {len(off)}")
    print(
        f"median {median(off):+.1%}, absolute {median(map(abs, off)):.1%}, within {CLOSE:.0%}: {within:.0%}"
    )


def points(random: Random, count: int) -> list[Spot]:
    """Points all over Seoul, where no station is at hand."""
    (south, north), (west, east) = AREA
    return [Spot(str(i), random.uniform(south, north), random.uniform(west, east)) for i in range(count)]


def speed(planner: Planner, router: Router, pairs: Sequence[tuple[Spot, Spot]], random: Random) -> None:
    def search(a: Spot, b: Spot) -> Callable[[], object]:
        return lambda: router.search({a.name: 0}, {b.name: 0})

    def plan(a: Spot, b: Spot) -> Callable[[], object]:
        return lambda: planner.public(a, b)

    drawn = points(random, 2 * len(pairs))
    between = list(zip(drawn[::2], drawn[1::2], strict=True))
    print("\nmilliseconds of the CPU, each pair once")
    for name, call, ends in (
        ("search", search, pairs),
        ("plan between stations", plan, pairs),
        ("plan between points", plan, between),
    ):
        half, most = timed([call(a, b) for a, b in ends])
        print(f"{name:<22} p50 {half:.2f}, p95 {most:.2f}")


def fares(network: Network) -> int:
    """Every published fare beside ours; how many differ."""
    router = Router(network)
    cases = list(published.compared(router, Fares.load(router), Meter.load()))
    print(published.table(cases))
    guessed = Counter(edge.line for edge in network.edges if edge.metres_source == "estimated")
    told = ", ".join(f"{line} {count}" for line, count in guessed.most_common())
    print(f"lengths estimated: {sum(guessed.values())} of {len(network.edges)} sections ({told})")
    return sum(not case.right for case in cases)


def main(pairs: int = PAIRS, seed: int = SEED) -> None:
    network = load()
    planner, spots = Planner.load(), Gazetteer(network)
    random = Random(seed)  # noqa: S311 - a sample, no secret
    names = sorted(network.groups)
    chosen = [tuple(map(spots.spot, random.sample(names, 2))) for _ in range(pairs)]
    drawn = [(a, b) for a, b in chosen]
    router = Router(network)
    speed(planner, router, drawn, random)
    print()
    table(planner, drawn)
    against(network)
    through(network, router)


if __name__ == "__main__":
    if sys.argv[1:] == ["fares"]:
        sys.exit(min(fares(load()), 1))
    main(*map(int, sys.argv[1:3]))
