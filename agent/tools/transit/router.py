"""Shortest ways through the network: A* over (service, position) nodes.

A node is one stop of one through-running service, so a change between branches of one line costs what
it costs the passenger. Boarding and changing cost the walk and half a headway.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import pairwise

from agent.tools.transit.bounds import Bounds
from agent.tools.transit.lengths import Lengths
from agent.tools.transit.meetings import Meetings
from agent.tools.transit.network import Direction, Edge, Network, Service, Transfer
from agent.tools.transit.path import Change, Path, Ride

Arc = tuple[int, int, bool]
"""Node reached, seconds, and whether it is a change of trains."""

SAME_LINE = Transfer(metres=50, seconds=60, source="estimated")
"""Changing between two services of one line: the same platform, or the one across."""
PENALTY = 15 * 60
"""Seconds a change is made to cost where few changes are wanted."""
BANNED = 6 * 3600
DWELL = 30
"""Seconds that a train stands at a stop."""
FAR = 1 << 60
DEAR = {"신분당선": 240, "GTX-A": 240}
"""Seconds that a ride at a surcharge has to save to be worth it."""


@dataclass(frozen=True, slots=True)
class Node:
    index: int
    service: Service
    platform: str
    group: str


class Router:
    """Immutable after construction; safe to share."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._edges: dict[tuple[str, str], Edge] = {}
        for edge in network.edges:
            self._edges[edge.a, edge.b] = self._edges[edge.b, edge.a] = edge
        self._nodes: list[Node] = []
        self._at: dict[str, list[int]] = {}
        self._rides: list[list[tuple[int, int]]] = []
        self._through: set[tuple[int, int]] = set()
        self._walks: list[tuple[int, int, int]] = []
        for service in network.services:
            self._lay(service)
        self._connect()
        self._arcs = {
            (peak, few): self._weigh(peak=peak, extra=PENALTY if few else 0)
            for peak in (False, True)
            for few in (False, True)
        }
        self._of_line: dict[str, set[int]] = {}
        for node in self._nodes:
            self._of_line.setdefault(node.service.line, set()).add(node.index)
        self._boarding = {
            peak: [self._board(node.service, peak=peak) for node in self._nodes] for peak in (False, True)
        }
        self._bounds = self._bound()
        self._lengths = Lengths(network)
        self._stops = {service.id: frozenset(service.stations) for service in network.services}
        self._named: dict[str, list[Service]] = {}
        for service in network.services:
            self._named.setdefault(service.name, []).append(service)

    def edge(self, a: str, b: str) -> Edge | None:
        """The edge between two neighbouring platforms, in either order."""
        return self._edges.get((a, b))

    def _lay(self, service: Service) -> None:
        base = len(self._nodes)
        for offset, platform in enumerate(service.stations):
            group = self.network.stations[platform].station
            self._nodes.append(Node(base + offset, service, platform, group))
            self._at.setdefault(group, []).append(base + offset)
            self._rides.append([])
        size = len(service.stations)
        for offset in range(size if service.circular else size - 1):
            a, b = base + offset, base + (offset + 1) % size
            seconds = DWELL + self._running(service, offset, self._nodes[a].platform, self._nodes[b].platform)
            self._rides[a].append((b, seconds))
            if not service.oneway:
                self._rides[b].append((a, seconds))

    def _running(self, service: Service, offset: int, a: str, b: str) -> int:
        return service.seconds[offset] if service.seconds else self._edges[a, b].seconds

    def _connect(self) -> None:
        for indexes in self._at.values():
            for a in indexes:
                for b in indexes:
                    if a != b:
                        self._join(self._nodes[a], self._nodes[b])

    def _join(self, a: Node, b: Node) -> None:
        if a.service.line != b.service.line:
            walk = self.network.transfers[a.group, a.service.line, b.service.line]
            self._walks.append((a.index, b.index, walk.seconds))
        elif _runs_on(a, b):
            self._through.add((a.index, b.index))
        elif self._branches(a, b):
            walk = self.network.transfers.get((a.group, a.service.line, b.service.line), SAME_LINE)
            self._walks.append((a.index, b.index, walk.seconds))

    def _branches(self, a: Node, b: Node) -> bool:
        """Changing within a line pays only where the two services part."""
        return self._neighbours(a) != self._neighbours(b)

    def _neighbours(self, node: Node) -> set[str]:
        return {self._nodes[other].platform for other, _ in self._rides[node.index]}

    def _weigh(self, *, peak: bool, extra: int) -> list[list[Arc]]:
        arcs: list[list[Arc]] = [[(b, s, False) for b, s in out] for out in self._rides]
        for a, b in self._through:
            arcs[a].append((b, 0, False))
        for a, b, walk in self._walks:
            service = self._nodes[b].service
            cost = walk + self._board(service, peak=peak) + extra
            arcs[a].append((b, cost, True))
        return arcs

    def _bound(self) -> Bounds:
        """From costs that no search undercuts: the shorter of the two waits, no penalty."""
        links: list[list[tuple[int, int]]] = [[] for _ in self._nodes]
        for arcs in (self._arcs[False, False], self._arcs[True, False]):
            for a, out in enumerate(arcs):
                links[a].extend((b, seconds) for b, seconds, _ in out)
        places = {group: (stops[0].lat, stops[0].lon) for group, stops in self.network.groups.items()}
        return Bounds(links, self._at, {group: at for group, at in places.items() if group in self._at})

    def _board(self, service: Service, *, peak: bool) -> int:
        """Seconds that boarding costs: the wait, and what a surcharge has to save."""
        return self.wait(service, peak=peak) + DEAR.get(service.line, 0)

    @staticmethod
    def wait(service: Service, *, peak: bool) -> int:
        """Seconds: half a headway."""
        return round(service.headway[0 if peak else 1] * 30)

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
        arcs = self._arcs[peak, few_changes]
        banned = frozenset[int]().union(*(self._of_line.get(line, ()) for line in avoid))
        best = [FAR] * len(self._nodes)
        came: dict[int, tuple[int, bool]] = {}
        goals = {node: walk for group, walk in destinations.items() for node in self._at[group]}
        rest = self._bounds.towards(destinations)
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
        boarding = self._boarding[peak]
        for group, walk in origins.items():
            for node in self._at[group]:
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
        nodes = [self._nodes[i] for i in run]
        platforms = [nodes[0].platform]
        seconds = -DWELL
        for a, b in pairwise(nodes):
            if a.platform == b.platform:
                continue
            platforms.append(b.platform)
            seconds += next(s for other, s in self._rides[a.index] if other == b.index)
        service = nodes[0].service
        direction = _direction(nodes)
        return Ride(
            service, tuple(platforms), seconds, direction, service.ends[1 if direction == "down" else 0]
        )

    @cached_property
    def _meetings(self) -> Meetings:
        named = [node.service.id for node in self._nodes]
        at = {group: [named[index] for index in indexes] for group, indexes in self._at.items()}
        return Meetings(at, [(named[a], named[b]) for a, b in self._through])

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


def _runs_on(a: Node, b: Node) -> bool:
    """Trains of a one-way loop go on as trains of the line that it hangs on."""
    return (
        a.service.oneway != b.service.oneway
        and a.platform == b.platform
        and (
            a.platform == a.service.stations[-1] if a.service.oneway else a.platform == b.service.stations[0]
        )
    )


def _direction(nodes: list[Node]) -> Direction:
    for a, b in pairwise(nodes):
        if a.service is not b.service:
            continue
        step = b.index - a.index
        wraps = a.service.circular and abs(step) > 1
        return "down" if (step > 0) != wraps else "up"
    return "down"
