"""Shortest ways by length, on which the fare rests whatever way is ridden."""

from heapq import heappop, heappush
from math import cos, hypot, radians
from typing import Final

from agent.tools.transit.network import Network

KEPT: Final = 20_000
"""Distances remembered."""
DEGREE: Final = 111_195
"""Metres of a degree of latitude."""
UNIT: Final = 1 << 20
"""A cost is metres times this, and the estimated ones among them: one number to compare."""

Arcs = list[list[tuple[int, int]]]
"""By station: stations next to it, and what the way there costs."""


class Lengths:
    """Answers are remembered; safe to share between threads."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._known: dict[tuple[str, str, frozenset[str]], tuple[int, int]] = {}
        self._arcs: dict[frozenset[str], Arcs] = {}
        self._at = {group: index for index, group in enumerate(network.groups)}
        east = cos(radians(37.5)) * DEGREE
        self._places = [(stops[0].lat * DEGREE, stops[0].lon * east) for stops in network.groups.values()]
        self._pace = UNIT * min(
            (length / self._apart(a, b) for a, b, length, _ in self._edges(frozenset())), default=0
        )
        """Cost of a metre as the crow flies that no section undercuts."""

    def shortest(self, a: str, b: str, without: frozenset[str]) -> tuple[int, int]:
        """Metres of the shortest way between two stations off the lines named, and how many are estimated.

        Raises ValueError where no way leads.
        """
        key = (a, b, without)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            known = self._known[key] = self._measure(*key)
        return known

    def _measure(self, a: str, b: str, without: frozenset[str]) -> tuple[int, int]:
        arcs, places, pace = self._around(without), self._places, self._pace
        start, goal = self._at[a], self._at[b]
        y, x = places[goal]
        best = {start: 0}
        heap = [(0, start)]
        done = set[int]()
        while heap:
            _, station = heappop(heap)
            if station == goal:
                return divmod(best[goal], UNIT)
            if station in done:
                continue
            done.add(station)
            cost = best[station]
            for other, length in arcs[station]:
                reach = cost + length
                if other not in best or reach < best[other]:
                    best[other] = reach
                    north, side = places[other]
                    heappush(heap, (reach + int(hypot(north - y, side - x) * pace), other))
        raise ValueError(f"no way from {a} to {b}")

    def _around(self, without: frozenset[str]) -> Arcs:
        """Neighbours and costs, off the lines named."""
        arcs = self._arcs.get(without)
        if arcs is None:
            arcs = [[] for _ in self._at]
            for a, b, length, guessed in self._edges(without):
                arcs[a].append((b, length * UNIT + guessed))
                arcs[b].append((a, length * UNIT + guessed))
            self._arcs[without] = arcs
        return arcs

    def _edges(self, without: frozenset[str]) -> list[tuple[int, int, int, int]]:
        """Two stations, the metres between them, and how many of those are estimated."""
        stations = self._network.stations
        return [
            (
                self._at[stations[edge.a].station],
                self._at[stations[edge.b].station],
                edge.metres,
                0 if edge.metres_source == "official" else edge.metres,
            )
            for edge in self._network.edges
            if edge.line not in without
        ]

    def _apart(self, a: int, b: int) -> float:
        (y1, x1), (y2, x2) = self._places[a], self._places[b]
        return hypot(y1 - y2, x1 - x2)
