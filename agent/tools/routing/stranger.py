"""Whether a question is about a thing that we do not hold: the web is asked, no place of ours answers for it.

Decided here and nowhere else, on the evidence of the reading: a name by its words
(`agent.tools.reading.strangers`) and the shape of a question about one thing (`agent.tools.reading.single`).
"""

import re

from agent.tools.decision import Decision
from agent.tools.reading import cues
from agent.tools.reading.read import Guess, Reading
from agent.tools.reading.residue import residue
from agent.tools.reading.single import of_one
from agent.tools.reading.strangers import Strange, strange

UNHELD = 0.97
"""A fact asked of a name that is not ours: no example knows what we hold."""
_NOW_THAT = re.compile(
    r"^(?:그럼|그러면|그리고|and|what\sabout|how\sabout|では|じゃあ|那)?[\s,]*\S+(?:\s\S+){0,3}?(?:은|는|도|は|呢)?(?:요)?\s?[?？]\s*$",
    re.IGNORECASE,
)
"""The last question of something else: 그럼 하늘바람 미술관은?"""
_TO_YOU = re.compile(
    r"(?<![가-힣])(?:너|넌|널|니|네가|니가|당신|길동무)(?![가-힣]{2})|\b(?:you|your|yourself)\b|[你您]|あなた|君[はの]",
    re.IGNORECASE,
)
"""Asked of the guide itself."""


def named(reading: Reading) -> Strange | None:
    """What is named that is none of ours."""
    return None if reading.hinted else strange(residue(reading), reading.bare)


def surrounds(reading: Reading) -> bool:
    """Whether all that is known of the places named is where something else may be: 강남 별빛수목원."""
    return reading.place_category in ("neighbourhood", "shopping") or all(
        spot.kind == "station" for spot in reading.spots
    )


def beside(reading: Reading) -> Strange | None:
    """The same beside the place in focus: what our description of that speaks of is no stranger."""
    described = reading.described
    words = [
        word
        for word in residue(reading)
        if not any(word[:end] in described for end in (len(word), *range(2, len(word))))
    ]
    return strange(words, reading.bare)


def stranger(reading: Reading) -> Guess | None:
    """A house by its name, which is not ours, and a fact of it: whatever place was told of before."""
    moves = reading.way or reading.go or reading.taxi or reading.ride or reading.ends.named
    if reading.spots or reading.excluded or moves or reading.near or reading.manners:
        return None
    entered = reading.allowed and not reading.category
    asks = reading.fact or reading.tell or reading.fare or entered
    again = reading.focus.route in ("place", "search") and _NOW_THAT.match(reading.text)
    if not (again or (asks and not reading.wish)) or named(reading) != "house":
        return None
    return Guess("search", UNHELD)


def unheld(reading: Reading, found: Decision) -> bool:
    """Whether what a judge took for small talk or a wish is a question about one thing that we do not hold:
    a model would make an answer up, and a wish be granted with other places.
    """
    if found.route == "search":
        return surrounds(reading) and named(reading) == "house"
    if found.route == "chat":
        return found.talk is None and of_one(found.question) and not _TO_YOU.search(found.question)
    if found.route != "place" or not found.wish or found.places or not of_one(found.question):
        return False
    what = named(reading)
    return what == "house" or (what == "word" and not cues.THEME.search(reading.bare))
