"""What leans on the turn before: an answer to a question back, the last question with one thing changed."""

import re

from agent.tools.reading import chatter, cues
from agent.tools.reading.guests import GUESTS, others
from agent.tools.reading.read import Guess, Reading
from agent.tools.reading.residue import residue
from agent.tools.reading.varying import TOPIC, WEATHER, WIDEST, other_line
from agent.tools.routing.completed import HOME, UNSURE, answer, standing
from agent.tools.routing.far import again
from agent.tools.routing.mannered import manners_too
from agent.tools.routing.rerouted import at_hour, homeward, once_more, same_way
from agent.tools.routing.rewish import another_wish, kind_too, wished_there
from agent.tools.terms import travel


def unsure(reading: Reading) -> Guess | None:
    """몰라, 여기가 어딘지: no answer to the question back, which stays asked."""
    rest, said = UNSURE.subn(" ", reading.text)
    if not said or reading.focus.pending is None or reading.named or reading.width > WIDEST // 2:
        return None
    return None if cues.FACT.search(rest) else Guess("transit", 0.9)


def pending(reading: Reading) -> Guess | None:
    """An answer to 어디에서 출발하세요?, unless the message changes the subject."""
    if reading.focus.pending is None:
        return None
    short = reading.ends.named == 1 and reading.ends.roles == {"from"} and reading.width <= WIDEST // 2
    asks = reading.way or reading.near or _ASKING.search(reading.text) or cues.WISH.search(reading.bare)
    if short and reading.focus.pending == "origin" and not asks:
        return Guess("transit", 0.93)
    if standing(reading):
        return Guess("transit", 0.95 if reading.location else 0.85)
    if reading.manners or reading.daily or reading.wish or reading.elsewhere:
        return None
    told = reading.named or (reading.pointed and not cues.HERE.search(reading.text))
    fact = reading.fact and not _WHEREABOUTS.search(reading.text)
    asked = fact or reading.tell or cues.THERE_IS.search(reading.text)
    if told and asked and not reading.ends.roles and not reading.way:
        return None
    if reading.ends.named:
        return Guess("transit", 0.95)
    if HOME.match(reading.text):
        return Guess("transit", 0.85)
    return Guess("transit", 0.85) if answer(reading) else None


_WHEREABOUTS = re.compile(r"어디\s?(?:쯤|즈음|께)|どこか|どこかの?近く|\bsomewhere\b")
"""여기 종로 어디쯤인데: where the asker is, and no question."""
_ASKING = re.compile(r"[?？]")


def varied(reading: Reading) -> Guess | None:
    """The last question once more with one thing changed: 내일은?, 그럼 택시는?, 두 번째 거."""
    focus = reading.focus
    same = _same_again(reading) or _otherwise(reading)
    if same:
        return same
    if focus.route == "etiquette" and at_hour(reading):
        return Guess("transit", 0.88)
    if focus.route == "etiquette":
        return manners_too(reading) or once_more(reading)
    return (same_way(reading) if focus.route == "transit" else None) or once_more(reading)


def _otherwise(reading: Reading) -> Guess | None:
    """On another day, in other weather, by another line or vehicle."""
    focus, text = reading.focus, reading.text
    if focus.route in ("place", "search") and cues.TOMORROW.match(text):
        return Guess(focus.route, 0.9)
    if focus.route in ("place", "search", "transit") and WEATHER.match(text):
        return Guess(focus.route, 0.9)
    if _from_station(reading):
        return Guess("transit", 0.88)
    if focus.destination and other_line(text) and not (reading.named or reading.fact):
        return Guess("transit", 0.92)
    if focus.route == "search" and (_by_train(reading) or (focus.place is None and GUESTS.match(text))):
        return Guess("search", 0.9)
    return homeward(reading)


def _from_station(reading: Reading) -> bool:
    """ソウル駅からは?, 안국역에서는? after a place was told of: the way to it from there."""
    focus, ends = reading.focus, reading.ends
    if focus.route != "place" or ends.roles != {"from"} or ends.named != 1 or len(reading.named) != 1:
        return False
    start = reading.named[0]
    other = reading.asks or residue(reading) or focus.question == focus.wish
    return start.name.endswith("역") and focus.place not in (None, start) and not other


def _by_train(reading: Reading) -> bool:
    """The last question on the trains to a town far off, once more: 버스는?, 얼마나 걸려?"""
    other = reading.named or reading.ends.named or reading.manners or reading.wish or reading.near
    return not other and again(reading.text, reading.focus.question)


def _that_too(reading: Reading) -> bool:
    """About what was asked before, where that was no place: K-ETA, then "how much does it cost"."""
    focus = reading.focus
    held = focus.place or focus.destination or focus.places
    other = reading.named or reading.elsewhere or reading.manners or chatter.OUTSIDE.search(reading.text)
    if held or other or focus.route not in ("search", "transit") or reading.width > WIDEST:
        return False
    if _USED.search(reading.text):
        return True
    asks = (reading.fact or reading.tell) and not (reading.wish or focus.pending)
    return bool(asks and cues.IT.search(reading.text)) and not cues.ORDINAL.search(reading.text)


_USED = re.compile(
    r"\b(?:buy|get|use|charge|return|refund|book|order|cancel)\s(?:it|one|them)\b", re.IGNORECASE
)
"""Something to be had, and no place."""


def _same_again(reading: Reading) -> Guess | None:
    """The last answer in another language or at another length, for others, or of another place."""
    focus = reading.focus
    if focus.route and focus.question and cues.ANEW.match(reading.text):
        return Guess(focus.route, 0.9)
    if focus.route == "place" and _among(reading):
        return Guess("place", 0.9)
    narrower = focus.route == "place" and focus.wish and cues.PREFER.search(reading.text)
    asked = reading.fact and ("?" in reading.text or cues.WHERE.search(reading.text))
    if narrower and not (reading.spots or reading.way or asked or reading.daily or reading.manners):
        return Guess("place", 0.8)
    if focus.route == "place" and focus.place and _for_whom(reading):
        return Guess("place", 0.85)
    if wished_there(reading):
        return Guess("place", 0.93)
    if another_wish(reading) or kind_too(reading):
        return Guess("place", 0.88)
    if focus.route and _that_too(reading):
        return Guess(focus.route, 0.8)
    return Guess("search", 0.85) if focus.route == "search" and _daily_too(reading) else None


def _among(reading: Reading) -> bool:
    """One of the places shown: 그중 제일 한산한 데는? asks for no news."""
    if len(reading.pointed) < 2 or reading.elsewhere or reading.manners or reading.taxi:  # noqa: PLR2004
        return False
    if len(reading.named) == 1 and _NEARER.search(reading.text):  # 어디가 서울역에서 가까워?
        return True
    return not (reading.named or reading.way) and not cues.EVENT.search(_EASY.sub(" ", reading.text))


_NEARER = re.compile(r"(?:어디|어느|중에?서?|제일|가장).*(?:가까|가깝)")
_EASY = re.compile(
    r"(?:덜|안)\s?붐비\S*|사람\S{0,2}\s?(?:\S{1,3}\s)?(?:많|적|없)\S*|한산\S*|웨이팅\S*|대기\S*"
)
"""How full a place is: of places that are shown, a quality."""


def _for_whom(reading: Reading) -> bool:
    """두 명이면?, 어린이는?: the last question about a place, for others."""
    said = travel.read(reading.text)
    other = reading.asks or reading.spots or reading.elsewhere or said.when or said.luggage
    guest = said.people or said.riders or others(reading.text)
    return bool(guest and reading.width <= WIDEST // 2 and not other)


def _daily_too(reading: Reading) -> bool:
    """What changes from day to day, asked of another place: 여의도에서 하는 건?, 부산은?"""
    asked = cues.DAILY.search(reading.focus.question or "")
    asks = reading.fact or reading.tell or reading.wish or reading.way or reading.manners or reading.near
    short = TOPIC.match(reading.text) or _HELD.search(reading.text)
    return bool(asked and short and not asks and (reading.named or reading.elsewhere))


_HELD = re.compile(r"(?:에서|에)\s?(?:하는|열리는|있는|볼)?\s?(?:건|거는?|것은?|게)(?:요)?\s?[?？]?$")
