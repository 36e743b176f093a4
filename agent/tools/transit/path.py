"""A way through the network as trains make it: rides, and the changes between them."""

from dataclasses import dataclass

from agent.tools.transit.network import Direction, Service, Transfer


@dataclass(frozen=True, slots=True)
class Ride:
    """One train, from boarding to leaving."""

    service: Service
    platforms: tuple[str, ...]
    """Where it stops, the first and the last included."""
    seconds: int
    direction: Direction
    heading: str
    """The service's end that it runs towards."""


@dataclass(frozen=True, slots=True)
class Change:
    """From one train to the next at a station, by its name as a group of platforms."""

    station: str
    walk: Transfer
    wait: int
    """Seconds: half the headway of the train boarded."""


@dataclass(frozen=True, slots=True)
class Path:
    """Rides with the changes between them. The walks to its first station and from its last are not of it."""

    rides: tuple[Ride, ...]
    changes: tuple[Change, ...]
    seconds: int
    """From the first train's departure to the last one's arrival."""

    @property
    def start(self) -> str:
        return self.rides[0].platforms[0]

    @property
    def end(self) -> str:
        return self.rides[-1].platforms[-1]
