"""What a search may be told beside its words, and what it finds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from data.place import Category
from rag.index import Where
from rag.plain import WITHIN, Hit


class Asked(TypedDict, total=False):
    """What a search may be told beside its words."""

    limit: int
    """Places, at most; 5 when not given."""
    near: tuple[float, float] | None
    """Latitude and longitude in degrees."""
    within: float | None
    """Metres around `near`; 3,000 when not given."""
    category: Category | Collection[Category] | None
    district: str | None
    free: bool | None
    """Admission that is known to cost nothing, or something."""
    open_at: datetime | None
    """Known to be open then."""


@dataclass(frozen=True, slots=True)
class Found:
    """`embedding`: seconds until the question's vector was there; `searching`: seconds of all the rest."""

    hits: list[Hit]
    embedding: float = 0.0
    searching: float = 0.0


def conditions(asked: Asked) -> Where:
    """As engines filter them."""
    category, near = asked.get("category"), asked.get("near")
    within = asked.get("within")
    return Where(
        (category,) if isinstance(category, str) else tuple(category or ()),
        asked.get("district"),
        asked.get("free"),
        near,
        (WITHIN if within is None else within) if near is not None else None,
        asked.get("open_at"),
    )
