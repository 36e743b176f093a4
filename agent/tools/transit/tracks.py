"""The network as a graph: what riding, going on and changing cost between its nodes.

A node is one stop of one through-running service, so a change between branches of one line costs what
it costs the passenger. Boarding and changing cost the walk and half a headway.
"""

from dataclasses import dataclass

from agent.tools.transit.bounds import Bounds
from agent.tools.transit.network import Edge, Network, Service, Transfer

Arc = tuple[int, int, bool]
"""Node reached, seconds, and whether it is a change of trains."""

SAME_LINE = Transfer(metres=50, seconds=60, source="estimated")
"""Changing between two services of one line: the same platform, or the one across."""
PENALTY = 15 * 60
"""Seconds a change is made to cost where few changes are wanted."""
DWELL = 30
"""Seconds that a train stands at a stop."""
DEAR = {"신분당선": 240, "GTX-A": 240}
"""Seconds that a ride at a surcharge has to save to be worth it."""


@dataclass(frozen=True, slots=True)
class Node:
    """`group`: the station of its platform, by the name that all its platforms share."""

    index: int
    service: Service
    platform: str
    group: str


class Tracks:
    """Immutable after construction; safe to share."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.edges: dict[tuple[str, str], Edge] = {}
        """Between neighbouring platforms, in both orders."""
        for edge in network.edges:
            self.edges[edge.a, edge.b] = self.edges[edge.b, edge.a] = edge
        self.nodes: list[Node] = []
        self.at: dict[str, list[int]] = {}
        """The nodes of a station."""
        self.rides: list[list[tuple[int, int]]] = []
        """From each node, where one ride leads and its seconds."""
        self.through: set[tuple[int, int]] = set()
        """Between which nodes a train goes on as one of another service."""
        self._walks: list[tuple[int, int, int]] = []
        for service in network.services:
            self._lay(service)
        self._connect()
        self.arcs = {
            (peak, few): self._weigh(peak=peak, extra=PENALTY if few else 0)
            for peak in (False, True)
            for few in (False, True)
        }
        """From each node, at peak headways or others, changes made dear or not."""
        self.of_line: dict[str, set[int]] = {}
        for node in self.nodes:
            self.of_line.setdefault(node.service.line, set()).add(node.index)
        self.boarding = {
            peak: [_board(node.service, peak=peak) for node in self.nodes] for peak in (False, True)
        }
        """Seconds that boarding at each node costs."""
        self.bounds = self._bound()

    def _lay(self, service: Service) -> None:
        base = len(self.nodes)
        for offset, platform in enumerate(service.stations):
            group = self._network.stations[platform].station
            self.nodes.append(Node(base + offset, service, platform, group))
            self.at.setdefault(group, []).append(base + offset)
            self.rides.append([])
        size = len(service.stations)
        for offset in range(size if service.circular else size - 1):
            a, b = base + offset, base + (offset + 1) % size
            seconds = DWELL + self._running(service, offset, self.nodes[a].platform, self.nodes[b].platform)
            self.rides[a].append((b, seconds))
            if not service.oneway:
                self.rides[b].append((a, seconds))

    def _running(self, service: Service, offset: int, a: str, b: str) -> int:
        return service.seconds[offset] if service.seconds else self.edges[a, b].seconds

    def _connect(self) -> None:
        for indexes in self.at.values():
            for a in indexes:
                for b in indexes:
                    if a != b:
                        self._join(self.nodes[a], self.nodes[b])

    def _join(self, a: Node, b: Node) -> None:
        if a.service.line != b.service.line:
            walk = self._network.transfers[a.group, a.service.line, b.service.line]
            self._walks.append((a.index, b.index, walk.seconds))
        elif _runs_on(a, b):
            self.through.add((a.index, b.index))
        elif self._branches(a, b):
            walk = self._network.transfers.get((a.group, a.service.line, b.service.line), SAME_LINE)
            self._walks.append((a.index, b.index, walk.seconds))

    def _branches(self, a: Node, b: Node) -> bool:
        """Changing within a line pays only where the two services part."""
        return self._neighbours(a) != self._neighbours(b)

    def _neighbours(self, node: Node) -> set[str]:
        return {self.nodes[other].platform for other, _ in self.rides[node.index]}

    def _weigh(self, *, peak: bool, extra: int) -> list[list[Arc]]:
        arcs: list[list[Arc]] = [[(b, s, False) for b, s in out] for out in self.rides]
        for a, b in self.through:
            arcs[a].append((b, 0, False))
        for a, b, walk in self._walks:
            service = self.nodes[b].service
            cost = walk + _board(service, peak=peak) + extra
            arcs[a].append((b, cost, True))
        return arcs

    def _bound(self) -> Bounds:
        """From costs that no search undercuts: the shorter of the two waits, no penalty."""
        links: list[list[tuple[int, int]]] = [[] for _ in self.nodes]
        for arcs in (self.arcs[False, False], self.arcs[True, False]):
            for a, out in enumerate(arcs):
                links[a].extend((b, seconds) for b, seconds, _ in out)
        places = {group: (stops[0].lat, stops[0].lon) for group, stops in self._network.groups.items()}
        return Bounds(links, self.at, {group: at for group, at in places.items() if group in self.at})


def wait(service: Service, *, peak: bool) -> int:
    """Seconds: half a headway."""
    return round(service.headway[0 if peak else 1] * 30)


def _board(service: Service, *, peak: bool) -> int:
    """Seconds that boarding costs: the wait, and what a surcharge has to save."""
    return wait(service, peak=peak) + DEAR.get(service.line, 0)


def _runs_on(a: Node, b: Node) -> bool:
    """Trains of a one-way loop go on as trains of the line that it hangs on."""
    return (
        a.service.oneway != b.service.oneway
        and a.platform == b.platform
        and (
            a.platform == a.service.stations[-1] if a.service.oneway else a.platform == b.service.stations[0]
        )
    )
