"""What a wish is not granted with, however well it fits."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from agent.parts import Parts
from agent.tools.decision import Decision
from agent.tools.transit.geo import crow
from agent.wishes import sights
from data.opening import closed_on
from data.place import Category, Place
from rag.wish import conditions

SPARE: Final = 4
"""Candidates more than are told, for those that are shut for good."""
IN_QUARTER: Final = 12
"""The same for each quarter or district that is left out, and for kinds."""
QUARTER: Final = 500
"""Metres from the middle of a neighbourhood that are still of it."""
CITY: Final = (37.5665, 126.978)
"""서울시청, degrees WGS84."""
WITHIN: Final = 20_000
"""Metres from there that are Seoul to who asks for it: not as far as 설악산."""
SEOUL_SAID: Final = re.compile(r"서울(?:시내|시)?\s?(?:에서|에(?=\s)|안에|내에|시내)|(?<![가-힣])시내에서")


@dataclass(frozen=True, slots=True)
class Left:
    """The places `taken`, all in the `quarters` and `districts` set aside and what bears their `names`, the
    `kinds` that are spared, hotels unless `beds` are asked for, what lies out of the `city` where that was
    said, and what is shut for good at `now`.
    """

    taken: frozenset[str | None]
    names: tuple[str, ...]
    quarters: tuple[Place, ...]
    districts: frozenset[str]
    kinds: frozenset[Category]
    beds: bool
    city: bool
    now: datetime

    @property
    def spare(self) -> int:
        """Candidates more than are told."""
        wide = len(self.quarters) + len(self.districts) + bool(self.kinds) + self.city
        return SPARE + len(self.taken) + IN_QUARTER * wide

    def holds(self, place: Place) -> bool:
        return place.id in self.taken or self._set_aside(place) or self._unsought(place)

    def _set_aside(self, place: Place) -> bool:
        """In a quarter or a district that is left out, or called after what is: 여의도 윤중로."""
        called = place.district in self.districts or place.names.ko.startswith(self.names)
        at = (place.lat, place.lon)
        return called or any(crow(at, (each.lat, each.lon)) < QUARTER for each in self.quarters)

    def _unsought(self, place: Place) -> bool:
        far = self.city and crow((place.lat, place.lon), CITY) > WITHIN
        spared = place.category in self.kinds or (place.category == "hotel" and not self.beds)
        return far or spared or ended(place, self.now)


def left_out(
    parts: Parts,
    decision: Decision,
    named: Sequence[Place],
    wish: str,
    now: datetime,
    *,
    spared: Collection[Category],
    anywhere: bool,
) -> Left:
    """`spared`: kinds. `anywhere`: the wish is around nothing, so that 서울에서 bounds it."""
    excluded = decision.excluded
    held = (parts.retriever.get(spot.id) for spot in excluded if spot.id)
    return Left(
        taken=frozenset([*(place.id for place in named), *(spot.id for spot in excluded)]),
        names=tuple(spot.name for spot in excluded),
        quarters=tuple(place for place in held if place and place.category == "neighbourhood"),
        districts=conditions(wish).apart,
        kinds=frozenset(spared),
        beds=sights.lodging(wish),
        city=anywhere and bool(SEOUL_SAID.search(wish)),
        now=now,
    )


def ended(place: Place, now: datetime) -> bool:
    """Whether a place is closed until somebody says otherwise: answered about, never recommended."""
    return bool(place.closing and place.closing.since and closed_on(place.closing, now.date()))
