"""Shortest ways through the network: A* over its tracks (`agent.tools.transit.tracks`)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import pairwise

from agent.tools.transit.lengths import Lengths
from agent.tools.transit.meetings import Meetings
from agent.tools.transit.network import Direction, Edge, Network, Service
from agent.tools.transit.path import Change, Path, Ride
from agent.tools.transit.tracks import DWELL, SAME_LINE, Node, Tracks

BANNED = 6 * 3600
"""Seconds that a change onto a line to avoid is made to cost."""
FAR = 1 << 60
"""Seconds that no way takes."""


class Router:
    """Immutable after construction; safe to share."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._tracks = Tracks(network)
        self._lengths = Lengths(network)
        self._stops = {service.id: frozenset(service.stations) for service in network.services}
        self._named: dict[str, list[Service]] = {}
        for service in network.services:
            self._named.setdefault(service.name, []).append(service)

    def edge(self, a: str, b: str) -> Edge | None:
        """The edge between two neighbouring platforms, in either order."""
        return self._tracks.edges.get((a, b))

    def search(
        self,
        origins: Mapping[str, int],
        destinations: Mapping[str, int],
        *,
        peak: bool = False,
        few_changes: bool = False,
        avoid: Collection[str] = (),
        within: int = FAR,
    ) -> Path | None:
        """The best path from one of the stations to one of the others.

        Args:
            origins: seconds of walking to each candidate station.
            destinations: seconds of walking from each candidate station.
            peak: whether trains run at peak headways.
            few_changes: make a change dear.
            avoid: lines to use only where nothing else leads there.
            within: seconds, walks and the first wait included, beyond which a path is not wanted.
        """
        arcs = self._tracks.arcs[peak, few_changes]
        banned = frozenset[int]().union(*(self._tracks.of_line.get(line, ()) for line in avoid))
        best = [FAR] * len(self._tracks.nodes)
        came: dict[int, tuple[int, bool]] = {}
        goals = {node: walk for group, walk in destinations.items() for node in self._tracks.at[group]}
        rest = self._tracks.bounds.towards(destinations)
        heap = self._seeds(origins, banned, best, rest, within, peak=peak)
        end, total = -1, within
        while heap:
            least, node = heappop(heap)
            if least >= total:
                break
            cost = best[node]
            if least > cost + rest[node]:
                continue
            on_board = node in came and not came[node][1]
            if on_board and node in goals and cost + goals[node] < total:
                end, total = node, cost + goals[node]
            for other, seconds, change in arcs[node]:
                if change and not on_board:
                    continue
                reach = cost + seconds
                if change and other in banned:
                    reach += BANNED
                if reach < best[other] and reach + rest[other] < total:
                    best[other] = reach
                    came[other] = (node, change)
                    heappush(heap, (reach + rest[other], other))
        return self._path(end, came, peak=peak) if end >= 0 else None

    def _seeds(
        self,
        origins: Mapping[str, int],
        banned: Collection[int],
        best: list[int],
        rest: Sequence[int],
        within: int,
        *,
        peak: bool,
    ) -> list[tuple[int, int]]:
        """Where a search starts; what cannot arrive in time is left out."""
        heap = []
        boarding = self._tracks.boarding[peak]
        for group, walk in origins.items():
            for node in self._tracks.at[group]:
                cost = walk + boarding[node] + (BANNED if node in banned else 0)
                if cost + rest[node] < within:
                    best[node] = cost
                    heap.append((cost + rest[node], node))
        heapify(heap)
        return heap

    def _path(self, end: int, came: Mapping[int, tuple[int, bool]], *, peak: bool) -> Path:
        runs: list[list[int]] = [[end]]
        node = end
        while node in came:
            node, change = came[node]
            if change:
                runs.append([node])
            else:
                runs[-1].append(node)
        runs = [run[::-1] for run in reversed(runs)]
        rides = tuple(self._ride(run) for run in runs)
        changes = tuple(self._change(a, b, peak=peak) for a, b in pairwise(rides))
        seconds = sum(r.seconds for r in rides) + sum(c.walk.seconds + c.wait for c in changes)
        return Path(rides, changes, seconds)

    def join(self, a: Path, b: Path, *, peak: bool) -> Path:
        """One path after another that begins where it ends; a train that goes on is not left."""
        last, first = a.rides[-1], b.rides[0]
        if last.service is first.service and last.direction == first.direction and a.end == b.start:
            platforms = (*last.platforms, *first.platforms[1:])
            on = replace(last, platforms=platforms, seconds=last.seconds + DWELL + first.seconds)
            rides, changes = (*a.rides[:-1], on, *b.rides[1:]), (*a.changes, *b.changes)
        else:
            rides = (*a.rides, *b.rides)
            changes = (*a.changes, self._change(last, first, peak=peak), *b.changes)
        seconds = sum(r.seconds for r in rides) + sum(c.walk.seconds + c.wait for c in changes)
        return Path(rides, changes, seconds)

    def _change(self, a: Ride, b: Ride, *, peak: bool) -> Change:
        group = self.network.stations[b.platforms[0]].station
        walk = self.network.transfers.get((group, a.service.line, b.service.line), SAME_LINE)
        return Change(group, walk, round(self.headway(b, peak=peak) * 30))

    def headway(self, ride: Ride, *, peak: bool) -> float:
        """Minutes between two trains that one may take for a ride: all services that make it, together."""
        start, end = ride.platforms[0], ride.platforms[-1]
        made = [
            service
            for service in self._named[ride.service.name]
            if start in self._stops[service.id] and end in self._stops[service.id] and not service.oneway
        ] or [ride.service]
        return 1 / sum(1 / service.headway[0 if peak else 1] for service in made)

    def _ride(self, run: list[int]) -> Ride:
        nodes = [self._tracks.nodes[i] for i in run]
        platforms = [nodes[0].platform]
        seconds = -DWELL
        for a, b in pairwise(nodes):
            if a.platform == b.platform:
                continue
            platforms.append(b.platform)
            seconds += next(s for other, s in self._tracks.rides[a.index] if other == b.index)
        service = nodes[0].service
        direction = _direction(nodes)
        return Ride(
            service, tuple(platforms), seconds, direction, service.ends[1 if direction == "down" else 0]
        )

    @cached_property
    def _meetings(self) -> Meetings:
        named = [node.service.id for node in self._tracks.nodes]
        at = {group: [named[index] for index in indexes] for group, indexes in self._tracks.at.items()}
        return Meetings(at, [(named[a], named[b]) for a, b in self._tracks.through])

    def least_changes(self, origins: Iterable[str], destinations: Iterable[str]) -> int | None:
        """The fewest changes by which any way leads there, however long it takes; None where none does."""
        return self._meetings.fewest(origins, destinations)

    def distance(self, a: str, b: str, *, without: Collection[str] = ()) -> tuple[int, int]:
        """Metres of the shortest way between two stations, and how many of them are estimated.

        The fare rests on this, not on the way ridden. `without` names lines that do not count.
        Raises ValueError where no way leads.
        """
        return self._lengths.shortest(a, b, frozenset(without))

    def length(self, platforms: Iterable[str]) -> int:
        """Metres along platforms of one line, skipped stops included."""
        stops = list(platforms)
        return sum(
            edge.metres
            if (edge := self.edge(a, b))
            else self.distance(*(self.network.stations[p].station for p in (a, b)))[0]
            for a, b in pairwise(stops)
        )


def _direction(nodes: list[Node]) -> Direction:
    for a, b in pairwise(nodes):
        if a.service is not b.service:
            continue
        step = b.index - a.index
        wraps = a.service.circular and abs(step) > 1
        return "down" if (step > 0) != wraps else "up"
    return "down"
