"""Where a wish is looked for: 홍대 근처 라멘 is about ramen, and 홍대 only says where."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.tools.linking.gazetteer import WEAK, Gazetteer, Mention
from agent.tools.reading.single import AROUND
from data.place import Place, Spot

_QUARTERS = frozenset({"neighbourhood", "campus"})
"""Places that others lie in: with something to look for beside them they say where, 근처 or not."""
_HUBS = frozenset({"shopping", "market", "food"})
"""Those too that a station is called by: 명동."""
_SMALL = re.compile(
    r"(?<![가-힣])(?:에서|에|의|쪽에?|에\s?있는|있는|in|at|on|the|of|to|around|near(?:by)?|close|station)(?![가-힣a-z])"
    r"|근처|주변|부근|인근|가까운|[のでにはを在的]|近く|周辺|附近|周边",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"(?![去在从到来])[一-鿿]$")
"""江边 in 汉江边 is no station."""
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Around:
    """`spot`: with coordinates; `rest`: what is looked for around it."""

    spot: Spot
    rest: str


def around(text: str, gazetteer: Gazetteer, places: Mapping[str, Place]) -> Around | None:
    """The place that a search names to say where, and what it looks for there; None where it names none, or
    nothing besides.
    """
    if gazetteer.find(text):
        return None
    mentions = [
        one for one in gazetteer.link(text, fuzzy=False) if one.score >= WEAK and one.spot.lat is not None
    ]
    said = bool(AROUND.search(text))
    named = next(
        (
            one
            for one in mentions
            if not _WITHIN.search(text[: one.start]) and (said or _holds(one, gazetteer, places))
        ),
        None,
    )
    if named is None:
        return None
    rest = outside(text, [named])
    return Around(named.spot, rest) if _LETTER.search(_SMALL.sub(" ", rest)) else None


def bare(text: str, gazetteer: Gazetteer, spot: Spot) -> str:
    """The text without the name of a spot, where it says anything besides."""
    own = [one for one in gazetteer.link(text, fuzzy=False) if one.spot.name == spot.name]
    rest = outside(text, own)
    return rest if _LETTER.search(_SMALL.sub(" ", rest)) else text


def outside(text: str, mentions: Sequence[Mention]) -> str:
    """The text without names."""
    for one in reversed(mentions):
        text = f"{text[: one.start]} {text[one.end :]}"
    return " ".join(text.split())


def _holds(mention: Mention, gazetteer: Gazetteer, places: Mapping[str, Place]) -> bool:
    """Whether others lie in it."""
    if mention.spot.kind == "station":
        return True
    place = places.get(mention.spot.id or "")
    if place is None:
        return False
    called = any(gazetteer.station(name) for name in (place.names.ko, mention.text))
    return place.category in _QUARTERS or (place.category in _HUBS and called)
