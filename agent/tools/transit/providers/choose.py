"""Which of the places that a provider found is the one that was named; better none than another one."""

import re
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz

from agent.tools.transit.geo import crow
from agent.tools.transit.locate import fold
from agent.tools.transit.providers.provider import Found
from data.place import Spot

SEOUL: Final = (37.5665, 126.978)
"""City Hall, (lat, lon)."""
REGION: Final = 75_000
"""Metres around it that the metropolitan lines reach, Chuncheon and Cheonan aside."""
ALIKE: Final = 82
"""Of 100: the likeness of two names that spelling alone keeps apart."""
LONGEST: Final = 60
"""Characters of a name."""
OWN: Final = re.compile(
    r"(?:(?:우리|제|내|저희|그|이|저|친구|엄마|할머니|my|our|the)\s*)*"
    r"(?:집|숙소|호텔|회사|학교|사무실|직장|방|곳|거기|여기|저기|근처|이 ?근처|역|공항|병원|식당|카페|편의점"
    r"|home|house|hotel|office|here|there|airport|station|place|家|自宅|ホテル|会社|ここ|そこ|酒店|公司|这里|那里)",
    re.IGNORECASE,
)
"""What everyone has one of: a search would find somebody else's."""


def asked(name: str) -> str | None:
    """A name as it is looked up; None for what is no name of one place."""
    words = " ".join(name.split())
    if not 2 <= len(words) <= LONGEST or OWN.fullmatch(words):  # noqa: PLR2004 - a name has two letters
        return None
    return words if any(letter.isalpha() for letter in words) else None


def chosen(query: str, found: Sequence[Found]) -> Spot | None:
    """The best of those that bear the name, the region's first. The spot keeps the asker's words."""
    fitting = [one for one in found if fits(query, one)]
    near = [one for one in fitting if crow(SEOUL, (one.lat, one.lon)) <= REGION]
    pool = near or fitting
    if query.endswith("역"):
        pool = [one for one in pool if one.station] or pool
    if not pool:
        return None
    return Spot(query, round(pool[0].lat, 6), round(pool[0].lon, 6), kind="location")


def fits(query: str, found: Found) -> bool:
    """Whether every word asked for is in the name or the address, or the names are all but the same."""
    told = fold(f"{found.name} {found.address}")
    if all(fold(word) in told for word in query.split()):
        return True
    return fuzz.ratio(fold(query), fold(found.name)) >= ALIKE
