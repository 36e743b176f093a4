"""The slots of a route from a reading: places, ends, category, and the question made to stand alone."""

import re
from dataclasses import replace

from agent.tools.decision import Decision, Route, Talk
from agent.tools.etiquette import Etiquette
from agent.tools.reading import chatter, cues
from agent.tools.reading.read import Reading
from agent.tools.reading.residue import residue
from agent.tools.reading.varying import WEATHER
from agent.tools.routing.completed import complete
from agent.tools.routing.follow import alone
from agent.tools.routing.rewish import rewished
from agent.tools.terms import travel
from agent.tools.text.sieve import Sieve
from data.place import Spot


def fill(
    reading: Reading,
    etiquette: Etiquette,
    *,
    route: Route,
    confidence: float,
    talk: Talk | None = None,
    rivals: tuple[Route, ...] = (),
) -> Decision:
    """The slots of `route` from the reading: also when another judge chose the route."""
    out = Decision(route, corrected(reading), reading.language, confidence, "rule", rivals=rivals)
    if route == "chat":
        return replace(out, talk=talk or _courtesy(reading))
    if route == "transit":
        ends = complete(reading)
        terms = travel.read(reading.unnamed, ends.via, passing=ends.passing)
        out = replace(
            out, origin=ends.origin, destination=ends.destination, missing=ends.missing, travel=terms
        )
    elif route == "etiquette":
        out = replace(out, category=_category(reading, etiquette), places=reading.spots)
    elif route == "search":
        out = replace(out, places=reading.spots)
    else:
        out = _place(reading, out)
    return replace(out, question=alone(out, reading.focus, _said(reading)))


def _courtesy(reading: Reading) -> Talk | None:
    """What small talk begins or ends with, where nothing else is known of it: 太感谢啦，帮大忙了."""
    kinds: tuple[tuple[Talk, Sieve], ...] = (
        ("bye", chatter.BYE),
        ("thanks", chatter.THANKS),
        ("greeting", chatter.GREETING),
    )
    short = len(reading.text) <= SHORT and not chatter.OUTSIDE.search(reading.text)
    return next((kind for kind, said in kinds if short and said.search(reading.text)), None)


SHORT = 40
"""Characters of a message that is a courtesy and no more."""


def corrected(reading: Reading) -> str:
    """The text with slips of known names set right."""
    text = reading.text
    for mention in reversed(reading.mentions):
        if mention.how == "fuzzy":
            text = text[: mention.start] + mention.spot.name + text[mention.end :]
    return text


def _said(reading: Reading) -> tuple[Spot, ...]:
    """The spots that the message names, unknown ones among them."""
    ends = reading.ends
    unknown = tuple(
        spot for spot in (ends.origin, ends.destination) if spot and spot.kind in ("unknown", "location")
    )
    borne = tuple(other for mention in reading.mentions for other in mention.alternatives)
    return (*reading.named, *borne, *(spot for spot in unknown if spot.name in reading.text))


def _category(reading: Reading, etiquette: Etiquette) -> str | None:
    kind = reading.place_category
    found = reading.category or (etiquette.match("", kind) if kind else None)
    if found is None and reading.focus.route == "etiquette":
        return reading.focus.category
    return found


def _around(reading: Reading, wish: str | None) -> tuple[Spot, ...]:
    """The places of a message: those that it names, or else the one that it goes on about."""
    focus = reading.focus
    if reading.spots or focus.place is None or reading.excluded:
        return reading.spots
    there = reading.near or not wish or _hungry(reading) or _amused(reading)
    return (focus.place,) if there else ()


def _amused(reading: Reading) -> bool:
    """놀 거 있어? after a place: something to do there; 놀 데 asks for another place."""
    other = cues.ANYWHERE.search(reading.text) or cues.OTHER.search(reading.text)
    return reading.focus.route in ("place", "etiquette") and bool(_TO_DO.search(reading.text)) and not other


_TO_DO = re.compile(
    r"(?:놀|볼|할|즐길|구경할|체험할)\s?(?:거|것|게)(?:리|리가|는|도|가)?\s?(?:\S{1,4}\s)?(?:있|많|없)"
)


def _place(reading: Reading, out: Decision) -> Decision:
    focus, places, excluded = reading.focus, reading.spots, reading.excluded
    if excluded and not places and reading.near:
        return _beside(reading, out)
    changed = rewished(reading, out)
    if changed:
        return changed
    wish = reading.text if reading.wish or reading.near else None
    if focus.wish and focus.wish == focus.question and cues.ANEW.match(reading.text):
        wish = focus.wish
    if focus.wish and focus.wish == focus.question and WEATHER.match(reading.text):
        wish = f"{reading.text} {focus.wish}"
    if not places and not wish and (excluded or not focus.place):
        wish = reading.text
    if len(reading.pointed) > 1:
        known = None if focus.place in reading.pointed else focus.place
        around = reading.named[0] if reading.named else known
        return replace(out, places=reading.pointed, around=around)
    if excluded and not places and focus.wish:
        asked_anew = reading.wish and residue(reading)
        wish = wish if asked_anew else focus.wish
        excluded = tuple(dict.fromkeys((*excluded, *focus.places)))
    places = places if excluded else _around(reading, wish)
    if places and all(spot.kind == "station" for spot in places) and not wish:
        wish = reading.text
    if wish and places and not reading.near and reading.pointed and not reading.named:
        wish = None if (reading.fact or reading.tell) else wish
    return replace(out, places=places, wish=wish, excluded=excluded)


def _beside(reading: Reading, out: Decision) -> Decision:
    """거기 말고 근처 다른 시장: around what is set aside, and without it and what was shown with it."""
    focus, anchor = reading.focus, reading.excluded[0]
    shown = focus.places if anchor in (focus.place, *focus.places) else ()
    asked = " ".join(cues.UNWANTED.sub(" ", reading.text).split())
    wish = focus.wish if focus.wish and _OTHERS.fullmatch(asked) else asked
    return replace(
        out, wish=wish, places=(anchor,), excluded=tuple(dict.fromkeys((*reading.excluded, *shown)))
    )


_OTHERS = re.compile(
    r"(?:(?:그|이|저|거기|여기|좀|더|또|근처|주변|인근|부근|가까운|다른|딴)(?:에|에서|의)?\s?)*(?:데|곳|거|것|장소)\S{0,2}(?:\s\S{1,6})?[\s?？.!~]*"
)
"""Somewhere else, of no kind that is named."""


def _hungry(reading: Reading) -> bool:
    """Somewhere to eat, after a place or a way to it: there, unless another part of town is named."""
    return bool(cues.EATING.search(reading.text)) and not (
        cues.ANYWHERE.search(reading.text) or reading.focus.route == "search"
    )
