"""What a source says in words, as the structures that a place has beside them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from data import check
from data.place import Place
from ingest import wording

_WON = re.compile(r"(?:(?:성인|어른|일반|개인)\s*:?\s*)?₩?\s*(\d{1,3}(?:,\d{3})+|\d+)\s*원?(?:\s*/?\s*1?인)?")
_FREE = re.compile(
    r"무료(?:\s*(?:입장|관람|개방|이용))*|(?:입장료|이용료|관람료)\s*:?\s*(?:없음|무료)|free", re.IGNORECASE
)
_CITY = re.compile(r"(특별시|광역시|특별자치시|특별자치도|시|군)$")


def settled(place: Place) -> Place:
    """The place with the structures of its wordings."""
    return place


def fee(value: Any) -> Iterator[tuple[str, Any]]:
    """`fee` where the value is one amount or 무료; another wording is told as it stands, in `fee_note`."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield "fee", int(value)
        return
    text = wording.line(value)
    if text is None:
        return
    if _FREE.fullmatch(text):
        yield "fee", 0
    elif found := _WON.fullmatch(text):
        yield "fee", int(found[1].replace(",", ""))
    else:
        yield "fee_note", text


def district(address: str | None) -> str | None:
    """The district that an address names, as `data/districts.json` spells it; None outside of them."""
    words = (address or "").replace(",", " ").split()
    known = _districts()
    if (
        words
        and words[0] != "서울"
        and (city := _CITY.sub("", words[0])) in known
        and not city.endswith("구")
    ):
        return city
    # 인천 중구 is another 중구.
    inside = not words or words[0].startswith("서울") or words[0] in known
    return next((word for word in words[:3] if word in known), None) if inside else None


@lru_cache(maxsize=1)
def _districts() -> frozenset[str]:
    return frozenset(check.districts())
