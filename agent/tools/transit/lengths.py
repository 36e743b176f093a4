"""Shortest ways by length, on which the fare rests whatever way is ridden."""

from heapq import heappop, heappush
from typing import Final

from agent.tools.transit.network import Network

KEPT: Final = 20_000
"""Distances remembered."""


class Lengths:
    """Answers are remembered; safe to share between threads."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._known: dict[tuple[str, str, frozenset[str]], tuple[int, int]] = {}
        self._arcs: dict[frozenset[str], dict[str, list[tuple[str, int, int]]]] = {}

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
        arcs = self._around(without)
        best = {a: (0, 0)}
        heap = [(0, 0, a)]
        while heap:
            metres, guessed, group = heappop(heap)
            if group == b:
                return metres, guessed
            if (metres, guessed) > best[group]:
                continue
            for other, length, unsure in arcs[group]:
                reach = metres + length, guessed + unsure
                if other not in best or reach < best[other]:
                    best[other] = reach
                    heappush(heap, (*reach, other))
        raise ValueError(f"no way from {a} to {b}")

    def _around(self, without: frozenset[str]) -> dict[str, list[tuple[str, int, int]]]:
        """Neighbours with metres, and how many of them are estimated, off the lines named."""
        arcs = self._arcs.get(without)
        if arcs is None:
            arcs = {group: [] for group in self._network.groups}
            for edge in self._network.edges:
                if edge.line not in without:
                    a, b = (self._network.stations[p].station for p in (edge.a, edge.b))
                    guessed = 0 if edge.metres_source == "official" else edge.metres
                    arcs[a].append((b, edge.metres, guessed))
                    arcs[b].append((a, edge.metres, guessed))
            self._arcs[without] = arcs
        return arcs
