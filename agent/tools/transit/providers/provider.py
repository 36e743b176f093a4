"""What providers are asked and what they answer with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.ways import Way
from data.place import Spot


@dataclass(frozen=True, slots=True)
class Trip:
    """Both ends are pinned."""

    origin: Spot
    destination: Spot
    depart: datetime

    @property
    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """(lat, lon) of both, degrees. Raises ValueError where one is not pinned."""
        a, b = self.origin, self.destination
        if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
            raise ValueError("an end without coordinates")
        return (a.lat, a.lon), (b.lat, b.lon)


@dataclass(frozen=True, slots=True)
class Drive:
    """A road by car, as far as a taxi's fare needs it."""

    metres: int
    seconds: int
    fare: int
    """Won, by the provider's meter, without tolls."""
    toll: int


class Transit(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def timed(self) -> bool:
        """Whether it plans for a departure other than now."""
        ...

    async def ways(self, line: Line, trip: Trip) -> list[Way]:
        """In any order. Raises Refusal, also where it has none."""
        ...


class Cab(Protocol):
    @property
    def name(self) -> str: ...

    async def drive(self, line: Line, trip: Trip) -> Drive:
        """For a departure now. Raises Refusal."""
        ...


class Finder(Protocol):
    @property
    def name(self) -> str: ...

    async def spots(self, line: Line, query: str) -> list["Found"]:
        """Where places of that name are, best first; none is an empty list. Raises Refusal."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """A place as a provider knows it."""

    name: str
    lat: float
    lon: float
    address: str = ""
    station: bool = False
