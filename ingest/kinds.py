"""A place's category: by what its name says it is, then by the code or the kind that its source gives."""

import re
import tomllib
from pathlib import Path

from data.place import Category

_RULES = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))
_NAMED: list[tuple[re.Pattern[str], Category]] = [
    (re.compile("|".join(rule["any"])), rule["category"]) for rule in _RULES["named"]
]
_CODED: list[tuple[str, Category]] = sorted(_RULES["coded"].items(), key=lambda pair: -len(pair[0]))
_KINDS: dict[str, Category] = _RULES["kinds"]
_SURE = frozenset({"temple", "hotel", "event", "church", "trail"})
"""Where the code knows better than the name: a hotel may be called 풍경."""


def named(name: str) -> Category | None:
    """What the name itself says: 남산도서관 is a library whoever lists it."""
    return next((kind for pattern, kind in _NAMED if pattern.search(name)), None)


def coded(code: str) -> Category | None:
    """By TourAPI's classification (lclsSystm3): HS010300 is a heritage site."""
    return next((kind for head, kind in _CODED if code.startswith(head)), None)


def category(name: str, code: str = "", kind: str = "") -> Category:
    """The category of a place by its name, its TourAPI code or the kind of another source."""
    by_code = coded(code)
    if by_code is not None and by_code in _SURE:
        return by_code
    by_source = by_code or _KINDS.get(kind)
    by_name = named(name)
    if by_name == "theatre" and by_source in {"gallery", "museum"}:
        return by_source  # 가나아트센터 shows pictures
    return by_name or by_source or "other"
