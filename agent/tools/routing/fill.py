"""The slots of a route from a reading: places, ends, category, and the question made to stand alone."""

import re
from dataclasses import replace

from agent.tools.decision import Decision, Route, Slot, Talk
from agent.tools.etiquette import Etiquette
from agent.tools.linking.gazetteer import metres
from agent.tools.reading import chatter, cues
from agent.tools.reading.read import Reading
from agent.tools.reading.residue import residue
from agent.tools.reading.slots import Ends
from agent.tools.reading.varying import WEATHER
from agent.tools.routing.follow import alone
from agent.tools.routing.rewish import rewished
from agent.tools.terms import travel, when
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
    return (focus.place,) if reading.near or not wish or _hungry(reading) else ()


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


_FOOT = re.compile(r"걸어|도보|걸[을으]|\bwalk|\bon\sfoot\b|歩い|徒歩|走路|步行|走过去|徒步", re.IGNORECASE)
"""On foot, and so from where the last answer was: 경복궁 알려줘, then 인사동까지 걸어갈 수 있어?"""
_NO_PLACE = re.compile(rf"{cues.BACK.pattern}|{chatter.THANKS.pattern}", re.IGNORECASE)
_NOW = re.compile(r"지금|현재")
"""Where the asker is, though where to was asked: 지금 명동이야."""
_LODGED = re.compile(
    r"\b(?:hotel|hostel|airbnb|accommodation|place)\s(?:is\s)?(?:in|at|near)\s", re.IGNORECASE
)
"""Where the asker stays: the end that was asked for, whichever it is."""
_MOVING = re.compile(r"어떻게|걸려|걸리|걸어|가려|갈\s|가는|get\s+there|go\s+there|how\s+long|怎么|行")


def complete(reading: Reading) -> Ends:
    """The ends of the route, with what the pending question and the place in focus give."""
    ends, focus = reading.ends, reading.focus
    origin, destination = ends.origin, ends.destination
    if _from_here(reading):
        return replace(ends, origin=reading.location, destination=focus.destination)
    answered = _answered(reading)
    if answered:
        return answered
    if origin == destination and cues.HERE.search(reading.text) and not reading.location:
        origin = None  # 여기서 is where the asker is, not the place that was just told of
        ends = replace(ends, origin=None)
    changed = _changed(reading)
    if changed:
        return changed
    known = focus.route in ("place", "etiquette") and focus.place not in (None, destination)
    if (
        origin is None
        and known
        and ends.named == 1
        and destination in reading.named
        and _FOOT.search(reading.text)
    ):
        return replace(ends, origin=focus.place)
    general = reading.ride and reading.fare and not ends.named and not _MOVING.search(reading.text)
    if (
        destination is None
        and focus.place
        and focus.place != origin
        and not general
        and not (ends.named and origin is None)
    ):
        destination = focus.place
        origin = origin or reading.location
    return replace(ends, origin=origin, destination=destination)


def _answered(reading: Reading) -> Ends | None:
    """The ends after a reply to the pending question."""
    ends, focus = reading.ends, reading.focus
    if not focus.pending or ends.named > 1:
        return None
    origin, destination = ends.origin, ends.destination
    spot = origin or destination if ends.named else answer(reading)
    if ends.named and origin == reading.location:
        spot = destination
    if focus.pending == "origin" and ("to" not in ends.roles or _LODGED.search(reading.text)):
        return replace(ends, origin=spot, destination=focus.destination)
    if focus.pending == "destination" and "at" in ends.roles and _NOW.search(reading.text):
        return replace(ends, origin=spot, destination=None)
    if focus.pending == "destination" and "from" not in ends.roles:
        return replace(ends, origin=focus.origin or reading.location, destination=spot)
    return None


def standing(reading: Reading) -> bool:
    """Whether a message says no more than that it is where the asker is: 현재 위치, from here."""
    rest, here = cues.HERE.subn(" ", reading.text)
    other = reading.named or cues.FACT.search(rest) or cues.NEAR.search(rest) or cues.WISH.search(rest)
    return bool(here) and not other and not residue(reading)


def _from_here(reading: Reading) -> bool:
    """Whether the last journey starts where the asker is: or nothing else answers the question back."""
    focus = reading.focus
    if reading.location is None or focus.destination is None or reading.ends.named > 1:
        return False
    if focus.pending != "origin":
        return focus.pending is None and focus.route == "transit" and standing(reading)
    if cues.HERE.search(reading.text):
        return not reading.named
    return not reading.ends.named and answer(reading) is None


def _changed(reading: Reading) -> Ends | None:
    """The last route with an end taken back (거기 말고 창덕궁, 아니 잠실로 갈래), or turned round."""
    ends, focus = reading.ends, reading.focus
    if focus.route != "transit":
        return _resumed(reading)
    refined = meant(reading)
    if refined == "origin":
        return replace(ends, origin=ends.destination or ends.origin, destination=focus.destination)
    if refined == "destination":
        return replace(ends, origin=focus.origin, destination=ends.destination or ends.origin)
    if not ends.named:
        back = focus.destination and cues.BACK.search(reading.text)
        return replace(ends, origin=focus.destination, destination=focus.origin) if back else None
    if ends.named > 1:
        return None
    leaving = "from" in ends.roles and ends.origin is not None
    spot = ends.origin if leaving else ends.destination or ends.origin
    if reading.excluded and focus.origin in reading.excluded:
        return replace(ends, origin=spot, destination=focus.destination)
    if reading.excluded and focus.destination in reading.excluded:
        return replace(ends, origin=focus.origin, destination=spot)
    if ends.origin is None and cues.INSTEAD.search(reading.text):
        return replace(ends, origin=focus.origin)
    if ends.destination is None and cues.INSTEAD.search(reading.text):
        return replace(ends, destination=focus.destination)
    return None


def _resumed(reading: Reading) -> Ends | None:
    """The last route after more was asked of its end: the way back, or at another hour."""
    ends, focus = reading.ends, reading.focus
    if focus.destination is None or focus.place != focus.destination or ends.named:
        return None
    if cues.BACK.search(reading.text):
        return replace(ends, origin=focus.destination, destination=focus.origin)
    again = focus.origin and focus.route == "etiquette" and when.read(reading.text) is not None
    return replace(ends, origin=focus.origin, destination=focus.destination) if again else None


def meant(reading: Reading) -> Slot | None:
    """The end of the last route that a bare name corrects (아 2호선 신촌역 말하는 거야): one of its name, or
    one so near that both were meant by one word.
    """
    ends, focus = reading.ends, reading.focus
    if focus.route != "transit" or focus.pending or ends.named != 1 or ends.roles & {"from", "to", "via"}:
        return None
    if reading.way or reading.fact or reading.wish or reading.near or reading.excluded:
        return None
    if _THERE_IS.search(reading.text):
        return None
    spot = ends.destination if ends.destination not in (None, focus.destination) else ends.origin
    if spot is None or spot in (focus.origin, focus.destination):
        return None
    said = bool(cues.CLARIFIED.search(reading.text))
    if not said and [word for word in residue(reading) if not _OF_LINE.search(word)]:
        return None
    slots: tuple[tuple[Slot, Spot | None], ...] = (
        ("origin", focus.origin),
        ("destination", focus.destination),
    )
    for slot, end in slots:
        if end is None:
            continue
        own = end.name.removesuffix("역")
        if own == spot.name.removesuffix("역") or (not (end.lat and spot.lat) and own[:2] == spot.name[:2]):
            return slot
    near = [
        (end.kind != spot.kind, metres(end, spot), slot)
        for slot, end in slots
        if end is not None and end.lat and spot.lat and (said or metres(end, spot) < BESIDE)
    ]
    return min(near)[2] if near else None


_THERE_IS = re.compile(r"있(?:지|어|나|니|죠|을까)\S{0,2}[\s?？.!~]*$")
"""길동에 생태공원 있지?: asked about, and no end set right."""
_OF_LINE = re.compile(r"선$|line$|号线$|号線$", re.IGNORECASE)
BESIDE = 4_000
"""Metres between two spots that one word may mean: an airport's terminals."""


def answer(reading: Reading) -> Spot | None:
    """A short reply to the pending question as a name that nobody here knows (까치마을 아파트요)."""
    if HOME.match(reading.text) or cues.HERE.search(reading.text) or _NO_PLACE.search(reading.text):
        return None
    if (
        reading.fact
        or reading.tell
        or reading.way
        or "?" in reading.text
        or "？" in reading.text
        or chatter.OUTSIDE.search(reading.text)
    ):
        return None
    name = _REPLY.sub("", reading.text.strip(" .!~"))
    return Spot(name) if 2 <= len(name) <= 24 and len(name.split()) <= 4 else None  # noqa: PLR2004


HOME = re.compile(
    r"^(?:우리|제|내|저희)?\s*(?:집|회사|학교|숙소|호텔|에어비앤비)(?:이요|요|에서요?|에서\s?출발\S{0,4}|입니다|이에요)?[.!]?$|^(?:from\s+)?(?:my|our|the)?\s*(?:home|house|hotel|hostel|airbnb|place)[.!]?$"
    r"|^(?:家|自宅|ホテル|宿)(?:から|です|からです)?[。！]?$|^从?(?:我家|家里?|酒店|宾馆|民宿)(?:出发)?[。！]?$",
    re.IGNORECASE,
)
"""A start that only the asker knows: the question stays open."""
_REPLY = re.compile(
    r"(?:에서\s*)?(?:출발(?:해요?|할게요?|합니다|이요)?|갈게요?|가요|가려고요?)?(?:이에요|예요|입니다|이요|에서요|에서|이야|요|에\s*있어요?)?$|^(?:from|at|i'?m\s+(?:at|in))\s+|(?:から|です)$|^从"
)
