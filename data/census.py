"""What the places hold: counts by category and district, and how much of each field is known."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import get_args

from data.district import districts
from data.place import Category, Place

FIELDS = (
    "names.en", "names.ja", "names.zh", "aliases", "popularity", "address", "hours", "opening", "closed",
    "closing", "fee", "fee_note", "phone", "homepage", "access", "access.exit", "tags", "description",
)  # fmt: skip


def table(places: list[Place]) -> str:
    """Counts by category and district, and how much of each field is known."""
    categories = Counter(place.category for place in places)
    areas = Counter(place.district or "-" for place in places)
    known = {field: sum(_known(place, field) for place in places) for field in FIELDS}
    total = len(places) or 1
    return "\n".join(
        [
            f"{len(places)} places",
            "",
            "category       places",
            *_rows((name, str(categories[name])) for name in get_args(Category)),
            "",
            "district       places",
            *_rows(
                (name, str(areas[name])) for name in [*districts(), "-"] if areas[name] or name.endswith("구")
            ),
            "",
            "field          known",
            *_rows((field, f"{count} ({count / total:.0%})") for field, count in known.items()),
        ]
    )


def _known(place: Place, field: str) -> bool:
    value: object = place
    for part in field.split("."):
        value = getattr(value, part, None)
    return value not in (None, ())


def _rows(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, value in rows:
        wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in name)
        yield f"{name:<{15 - wide}}{value}"
