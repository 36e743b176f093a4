"""Places with other facts than they have: an adapter that met each place once would learn it by heart.

Values are real ones of other places, or drawn; names, kinds and descriptions stay. So the only way to be right
is to read the facts.
"""

import random
from dataclasses import dataclass
from typing import Any

from data.place import Access, Place

FEES = (0, 0, 0, 500, 1000, 1500, 2000, 3000, 4000, 5000, 6500, 7000, 9000, 12000, 15000, 18000, 25000, 33000)
LINES = ("1호선", "2호선", "3호선", "4호선", "5호선", "6호선", "7호선", "9호선")


@dataclass(frozen=True, slots=True)
class Pool:
    """Values to draw from."""

    hours: tuple[str, ...]
    closed: tuple[str, ...]
    notes: tuple[str, ...]
    stations: tuple[str, ...]
    addresses: tuple[str, ...]

    @classmethod
    def of(cls, places: list[Place]) -> "Pool":
        return cls(
            *(
                tuple(sorted(values))
                for values in (
                    {place.hours for place in places if place.hours},
                    {place.closed for place in places if place.closed},
                    {place.fee_note for place in places if place.fee_note},
                    {place.access.station for place in places if place.access},
                    {place.address for place in places if place.address},
                )
            )
        )


def variant(place: Place, pool: Pool, chance: random.Random) -> Place:
    """The place with some facts exchanged and some taken away."""
    changed: dict[str, Any] = {}
    for name, draw in (
        ("hours", lambda: chance.choice(pool.hours)),
        (
            "closed",
            lambda: chance.choice((*pool.closed, "연중무휴", "연중무휴", "매주 월요일", "매주 화요일")),
        ),
        ("fee", lambda: chance.choice(FEES)),
        ("phone", lambda: phone(chance)),
        ("homepage", lambda: homepage(place, chance)),
        ("address", lambda: place.address or chance.choice(pool.addresses)),
        ("access", lambda: access(pool, chance)),
    ):
        roll = chance.random()
        if roll < 0.25:
            changed[name] = None
        elif roll < 0.7 or getattr(place, name) is None:
            changed[name] = draw()
    note = chance.choice(pool.notes) if chance.random() < 0.2 else None
    changed["fee_note"] = note
    return place.model_copy(update=changed)


def phone(chance: random.Random) -> str:
    front = chance.choice(("02", "02", "02", "031", "070", "010"))
    middle = chance.randint(200, 999) if front == "02" else chance.randint(2000, 9999)
    return f"{front}-{middle}-{chance.randint(0, 9999):04}"


def homepage(place: Place, chance: random.Random) -> str:
    ending = chance.choice((".or.kr", ".go.kr", ".co.kr", ".com", ".kr"))
    return f"https://www.{place.id.split('-')[0][:12]}{ending}/{chance.choice(('', 'main', 'visit', 'ko'))}"


def access(pool: Pool, chance: random.Random) -> Access:
    door = str(chance.randint(1, 12)) if chance.random() < 0.7 else None
    return Access(station=chance.choice(pool.stations), line=chance.choice(LINES), exit=door)
