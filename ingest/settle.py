"""What a source says in words, as the structures that a place has beside them.

What is not understood stays words.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from data.district import at, districts
from data.place import Place
from ingest import closing, fees, hours, markup


def settled(place: Place) -> Place:
    """The place with the structures of its hours and closed days, and the district that it lies in."""
    return place.model_copy(
        update={
            "district": place.district or at(place.lat, place.lon),
            "opening": place.opening or hours.read(place.hours),
            "closing": place.closing or closing.read(place.closed),
        }
    )


def fee(value: Any) -> Iterator[tuple[str, Any]]:
    """`fee`, `fees` and, where the wording says more than one amount, `fee_note`."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield "fee", int(value)
        return
    text = markup.line(value)
    if text is None:
        return
    told = fees.read(f"{text}원" if text.replace(",", "").isdecimal() else text)
    if told is not None:
        yield "fees", told
        yield "fee", told.adult
    if told is None or told.model_dump(exclude_none=True).keys() != {"adult"}:
        yield "fee_note", text


def district(address: str | None) -> str | None:
    """The district that an address names, as `data/districts.json` spells it; None outside of them."""
    words = (address or "").replace(",", " ").split()
    known = _districts()
    if (
        words
        and (city := words[0].removesuffix("광역시").removesuffix("시")) in known
        and not city.endswith("구")
    ):
        return city
    # 인천 중구 is another 중구.
    inside = not words or words[0].startswith("서울") or words[0] in known
    return next((word for word in words[:3] if word in known), None) if inside else None


@lru_cache(maxsize=1)
def _districts() -> frozenset[str]:
    return frozenset(districts())
