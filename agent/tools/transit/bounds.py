"""How many seconds a station is away at least, from every node: what steers a search towards its goal.

By distances to and from landmarks and the triangle inequality (ALT: Goldberg & Harrelson, SODA 2005).
"""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

LANDMARKS: Final = 8
FAR: Final = 1 << 30

Seconds = NDArray[np.int64]
Links = Sequence[Sequence[tuple[int, int]]]
"""By node: nodes reached, and seconds that no search pays less than."""


class Bounds:
    """Answers are kept; safe to share between threads."""

    def __init__(
        self, links: Links, at: Mapping[str, Sequence[int]], places: Mapping[str, tuple[float, float]]
    ) -> None:
        """`at`: the nodes of each station; `places`: where it is, (lat, lon)."""
        back: list[list[tuple[int, int]]] = [[] for _ in links]
        for a, out in enumerate(links):
            for b, seconds in out:
                back[b].append((a, seconds))
        self._at = at
        chosen = spread(places, LANDMARKS)
        self._from = np.array([_distances(links, at[name]) for name in chosen])
        self._to = np.array([_distances(back, at[name]) for name in chosen])
        self._known: dict[str, Seconds] = {}

    def towards(self, destinations: Mapping[str, int]) -> list[int]:
        """By node: least seconds to the nearest of the stations, their walks (seconds) included."""
        each = [self._station(name) + walk for name, walk in destinations.items()]
        least: Seconds = np.minimum.reduce(each) if len(each) > 1 else each[0]
        return cast("list[int]", least.tolist())

    def _station(self, name: str) -> Seconds:
        known = self._known.get(name)
        if known is None:
            nodes = list(self._at[name])
            ahead = self._from[:, nodes].min(axis=1, keepdims=True) - self._from
            behind = self._to - self._to[:, nodes].max(axis=1, keepdims=True)
            sure = (self._from < FAR) & (self._to < FAR)
            least = np.where(sure, np.maximum(ahead, behind), 0).max(axis=0)
            known = self._known[name] = np.maximum(least, 0)
        return known


def _distances(links: Links, starts: Sequence[int]) -> list[int]:
    best = [FAR] * len(links)
    heap = []
    for node in starts:
        best[node] = 0
        heap.append((0, node))
    while heap:
        cost, node = heappop(heap)
        if cost > best[node]:
            continue
        for other, seconds in links[node]:
            if cost + seconds < best[other]:
                best[other] = cost + seconds
                heappush(heap, (cost + seconds, other))
    return best


def spread(places: Mapping[str, tuple[float, float]], count: int) -> list[str]:
    """Names far apart from one another, the farthest from the middle first."""
    names = sorted(places)
    points = np.array([places[name] for name in names]) * (1.0, 0.79)
    apart = np.linalg.norm(points - points.mean(axis=0), axis=1)
    chosen: list[int] = []
    for _ in range(min(count, len(names))):
        chosen.append(int(apart.argmax()))
        near = np.linalg.norm(points - points[chosen[-1]], axis=1)
        apart = near if len(chosen) == 1 else np.minimum(apart, near)
    return [names[index] for index in chosen]
