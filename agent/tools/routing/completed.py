"""The ends of a journey with what the turn before gives: an answer to a question back, an end taken back."""

import re
from dataclasses import replace

from agent.tools.decision import Slot
from agent.tools.linking.gazetteer import metres
from agent.tools.reading import chatter, cues
from agent.tools.reading.read import Reading
from agent.tools.reading.residue import residue
from agent.tools.reading.slots import Ends
from agent.tools.terms import when
from data.place import Spot

_FOOT = re.compile(r"걸어|도보|걸[을으]|\bwalk|\bon\sfoot\b|歩い|徒歩|走路|步行|走过去|徒步", re.IGNORECASE)
"""On foot, and so from where the last answer was: 경복궁 알려줘, then 인사동까지 걸어갈 수 있어?"""
UNSURE = re.compile(
    r"(?:어딘지|어디인지)?\s?(?:잘\s)?(?:몰라|모르겠|모름|모르는데|글쎄)|(?:어딘지|어디인지)\s?(?:\S{1,3}\s)?(?:몰|모르|$)"
    r"|\b(?:(?:don'?t|do\snot)\s(?:really\s)?know|not\s(?:really\s)?sure|no\sidea|idk|dunno)\b(?:\swhere\s(?:i|we|this)\s?\S{1,4})?"
    r"|(?:ここが?|今)?(?:どこ\S{0,4})?(?:分|わ)か(?:ら|り)(?:ない|ません|ん)|知らない|(?:不知道|不清楚|不太?确定)(?:自己|我们?|现在|这)*(?:是|在)?(?:哪(?:里|儿)?)?",
    re.IGNORECASE,
)
"""Who is asked where they are and cannot say."""
_NO_PLACE = re.compile(rf"{cues.BACK.pattern}|{chatter.THANKS.pattern}|{UNSURE.pattern}", re.IGNORECASE)
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
    if origin in (None, destination) and returning(reading):
        return replace(ends, origin=focus.destination if focus.route == "transit" else focus.place)
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


def returning(reading: Reading) -> bool:
    """다시 강남역으로 돌아가려면?: from where the talk has come to, back to the place that is named."""
    ends, focus = reading.ends, reading.focus
    there = focus.destination if focus.route == "transit" else focus.place
    returns = ends.named == 1 and _RETURN.search(reading.text)
    known = there is not None and there != ends.destination and focus.pending is None
    return bool(returns and known and "to" in ends.roles)


_RETURN = re.compile(
    r"(?:돌아|되돌아)\s?(?:가|갈|오|올)|\b(?:back|return)\s(?:in)?to\b|(?:帰|戻)(?:る|り|っ)|回(?:到|去)",
    re.IGNORECASE,
)


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
