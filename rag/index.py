"""What an index of places is, whichever engine holds it.

A *build* is one immutable state of the index, named `<embedder>-<fingerprint>-<number>`. A store keeps builds
and points at the current one; ingest writes a new build and then moves the pointer, so that questions are
answered throughout.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import NAMESPACE_URL, uuid5

from data.opening import is_open
from data.place import Category, Place
from rag.embed import Row
from rag.hours import slots
from rag.sparse import Sparse

SCHEMA = 5
"""Of the points' payload and vectors; part of every fingerprint."""
DENSE = "dense"
TERMS = "terms"
PLACE = "place"
WORDS = "words"
"""What a point says of the index's words: each word and how many places have it, spaces between."""
KEYWORD_FIELDS = ("id", "category", "district", "tags")
GEO_FIELD = "geo"
FEE_FIELD = "fee"
"""Won, 0 where admission is said to be free. A range: the engine in the process matches no booleans
(qdrant-edge 0.9)."""
HOURS_FIELD = "hours"
"""Hours of the week, as `rag.hours` counts them."""
FREE_TAG = "무료"

GRACE = 600.0
"""Seconds that a build which is no longer current stays: readers look for a new one every few seconds, and
one that is being written is not taken for a leftover."""

Leg = list[tuple[str, float]]
"""Place ids with the engine's score, best first."""


class Unreachable(Exception):
    """The index does not answer: no server there, or a broken build."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place with its vectors. `dense` is None in an index that searches by words only; `words`: those of
    the index that this place tells of, as `rag.lexicon.told` deals them out.
    """

    place: Place
    dense: Row | None
    sparse: Sparse
    words: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions that all hold. `near`: latitude and longitude in degrees; `within`: metres.

    For `open_at` engines filter by the hours of the week; what they found is sifted by `is_open`, which knows
    closed days, seasons and holidays.
    """

    category: tuple[Category, ...] = ()
    district: str | None = None
    free: bool | None = None
    near: tuple[float, float] | None = None
    within: float | None = None
    open_at: datetime | None = None

    def admits(self, place: Place, metres: float | None) -> bool:
        """The same conditions outside an engine; `metres`: the place's distance from `near`."""
        return (
            (not self.category or place.category in self.category)
            and (self.district is None or place.district == self.district)
            and (self.free is None or free(place) is self.free)
            and (self.within is None or metres is None or metres <= self.within)
            and self.opens(place)
        )

    def opens(self, place: Place) -> bool:
        """Whether it is known to be open then, where a moment was given."""
        return self.open_at is None or is_open(place, self.open_at) is True


@dataclass(frozen=True, slots=True)
class Ask:
    """`limit`: candidates of each leg."""

    sparse: Sparse
    dense: Row | None = None
    where: Where = field(default_factory=Where)
    limit: int = 50


class Index(Protocol):
    """One build, opened for reading."""

    build: str
    places: Mapping[str, Place]
    words: Mapping[str, int]
    """The terms that it has, stems marked, and how many places have each."""

    async def query(self, ask: Ask) -> tuple[Leg, Leg]:
        """The dense and the sparse leg. Raises Unreachable."""
        ...

    async def close(self) -> None: ...


class Store(Protocol):
    """Where builds are kept. Each method raises Unreachable when the engine does not answer."""

    async def current(self) -> str | None: ...

    async def open(self, build: str) -> Index: ...

    async def write(
        self, build: str, entries: Sequence[Entry], progress: Callable[[int], object] | None = None
    ) -> None:
        """A whole build or none. It is not current before `publish`."""
        ...

    async def publish(self, build: str) -> None:
        """Makes a build the current one for all readers at once.

        The one before it stays for who still reads it; others go when they were left longer than GRACE ago.
        """
        ...

    async def close(self) -> None: ...


def point_id(place_id: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"gildongmu:place:{place_id}"))


def cost(place: Place) -> int | None:
    """One adult's admission in won; None while unknown."""
    return 0 if place.fee is None and FREE_TAG in place.tags else place.fee


def free(place: Place) -> bool | None:
    """Whether admission costs nothing; None while unknown."""
    paid = cost(place)
    return None if paid is None else paid == 0


def payload(entry: Entry) -> dict[str, Any]:
    """What an engine filters by, the place itself and the words: an index needs no file beside it."""
    place = entry.place
    return {
        "id": place.id,
        "category": place.category,
        "district": place.district,
        GEO_FIELD: {"lat": place.lat, "lon": place.lon},
        FEE_FIELD: cost(place),
        HOURS_FIELD: slots(place),
        "tags": list(place.tags),
        PLACE: place.model_dump_json(exclude_defaults=True),
        WORDS: " ".join(f"{word} {count}" for word, count in entry.words.items()),
    }


def recover(payloads: Iterable[Mapping[str, Any] | None]) -> tuple[dict[str, Place], dict[str, int]]:
    """The places of payloads, in the order of their ids, and the words of the index."""
    found, words = list[Place](), dict[str, int]()
    for row in payloads:
        if row is not None:
            found.append(Place.model_validate_json(row[PLACE]))
            said = iter(row[WORDS].split(" ") if row.get(WORDS) else ())
            words |= {word: int(count) for word, count in zip(said, said, strict=True)}
    return {place.id: place for place in sorted(found, key=lambda place: place.id)}, words


def fingerprint(build: str) -> str:
    """What a build was made from: its name without the number."""
    return build.rpartition("-")[0]


def numbered(mark: str, current: str | None) -> str:
    """The name of the next build with this fingerprint."""
    last = current.rpartition("-")[2] if current else ""
    return f"{mark}-{int(last) + 1 if last.isdecimal() else 1}"
