"""The last journey once more: by another means, at another hour, with an end changed, or back."""

import re

from agent.tools.reading import cues
from agent.tools.reading.currency import named
from agent.tools.reading.read import Guess, Reading
from agent.tools.reading.residue import residue
from agent.tools.reading.varying import WIDEST, better, hour_alone
from agent.tools.routing.completed import meant, returning, standing
from agent.tools.routing.journey import LASTS
from agent.tools.terms import travel


def same_way(reading: Reading) -> Guess | None:
    """The last journey with an end, a stop or its day changed."""
    if reading.focus.destination:
        if reading.location and standing(reading):
            return Guess("transit", 0.85)
        if at_hour(reading):
            return Guess("transit", 0.88)
        if cues.TOMORROW.match(reading.text):
            return Guess("place", 0.8) if _SEASON.search(reading.text) else Guess("transit", 0.85)
        if reading.width <= WIDEST and not reading.manners and _turned(reading):
            return Guess("transit", 0.92)
        if reading.ends.roles == {"via"} and not (reading.wish or reading.fact or reading.daily):
            return Guess("transit", 0.88)
    if reading.excluded and reading.ends.named == 1 and not reading.asks:
        return Guess("transit", 0.9)
    return None


_SEASON = re.compile(r"봄|여름|가을|겨울|spring|summer|autumn|\bfall\b|winter|[春夏秋冬]", re.IGNORECASE)
"""What changes a place, and no journey to it."""


def once_more(reading: Reading) -> Guess | None:
    """The last journey by another means, or in another way."""
    focus = reading.focus
    there = reading.pointed == (focus.destination,) and _termed(reading)
    if (reading.ends.named and not there) or reading.named or not focus.destination or behaving(reading):
        return None
    if focus.route == "transit" and better(reading.text):
        return Guess("transit", 0.93)
    stay = cues.VISIT.search(reading.text) and LASTS.search(reading.text) and not reading.ends.named
    wished = reading.wish and not travel.termed(reading.text)
    if stay or reading.manners or (wished and (not reading.way or len(residue(reading)) > 1)):
        return None
    if focus.route == "transit" and _LADEN.match(reading.text):
        return Guess("transit", 0.93)
    if reading.width <= WIDEST and (
        reading.taxi or (focus.route == "transit" and (reading.ride or reading.way))
    ):
        return Guess("transit", 0.93)
    if focus.route == "transit" and _termed(reading):
        return Guess("transit", 0.88)
    opens = cues.OPENING.search(reading.text) and not (reading.ride or reading.taxi)
    if focus.route == "transit" and cues.VARY.search(reading.text) and reading.width <= WIDEST and not opens:
        return Guess("transit", 0.85)
    if focus.route == "transit" and reading.fare and not (residue(reading) or _GATE.search(reading.text)):
        return Guess("transit", 0.75, rivals=("place",))
    return None


_GATE = re.compile(
    r"입장료|관람료|입장권|\badmission\b|\bentr(?:y|ance)\b|\btickets?\b(?!\s(?:machine|office))|入場料|入館料|拝観|観覧料|门票|门券",
    re.IGNORECASE,
)
"""What is paid at the door of a place, and not for a ride."""


def homeward(reading: Reading) -> Guess | None:
    """The way back, after more was asked of its end: ok, and getting back at midnight?"""
    focus = reading.focus
    if returning(reading) and not (reading.fact or reading.wish or reading.manners):
        return Guess("transit", 0.9)
    there = focus.origin is not None and focus.place is not None and focus.place == focus.destination
    if not there or focus.route == "transit" or not cues.BACK.search(reading.text):
        return None
    other = reading.spots or reading.ends.named or reading.fact or reading.wish or reading.manners
    return None if other or reading.width > WIDEST else Guess("transit", 0.9)


def at_hour(reading: Reading) -> bool:
    """The last journey at another hour, and nothing else: what about at 2 am?, 夜11時なら?"""
    focus = reading.focus
    return focus.origin is not None and focus.place == focus.destination and hour_alone(reading.text)


_LADEN = re.compile(
    r"^(?:(?:그럼|그러면|근데|아|참|저희|우리|저는?|나는?|제가|내가)\s)*(?:휠체어|유모차|유아차|짐|캐리어|큰\s?가방)\S{0,3}(?:\s(?:\S{1,3}\s?(?:개|명|대)|많이|좀))?"
    r"\s?(?:있|인데|탔|타고|타는데|끌고|들고|가지고|때문|많|이면|면)?\S{0,4}(?:\s(?:괜찮|돼|되|가능|편|어떻|갈\s?수)\S{0,6})?[\s?？.!~]*$"
)
"""유모차 있는데, 휠체어는?: what the last journey is made with."""


def _termed(reading: Reading) -> bool:
    """Terms of the last journey and nothing else: 네 명이에요, 9시까지 도착해야 돼, 중간에 서울역 들를게."""
    aboard = _aboard(reading)
    wished = reading.wish and not aboard
    other = wished or reading.near or reading.daily or reading.manners or reading.elsewhere
    paid = reading.fare or _PAID.search(reading.text)
    asks = (reading.fact and not (paid or aboard)) or (other and not reading.way)
    return reading.width <= WIDEST and not asks and travel.termed(reading.text)


def _aboard(reading: Reading) -> bool:
    """Whether what sounds like a fact or a wish is who or what rides along: with 2 kids and a stroller."""
    rest = _ALONG.sub(" ", reading.unnamed)
    return not (reading.pointed or cues.FACT.search(rest) or cues.WISH.search(rest))


_ALONG = re.compile(
    r"유모차|유아차|휠체어|아이|아기|애들?|\b(?:strollers?|prams?|pushchairs?|wheel-?chairs?|kids?|children|toddlers?|bab(?:y|ies)|pets?|dogs?|luggage)\b"
    r"|ベビーカー|車椅子|車いす|段差|エレベーター|荷物|婴儿车|轮椅|台阶|电梯|行李",
    re.IGNORECASE,
)
_PAID = re.compile(r"무료|공짜|할인|돈\s?(?:을\s?)?(?:내|안)|경로우대")
"""What a rider pays or does not."""


def _turned(reading: Reading) -> bool:
    """The last route with another end, the other way round, or in another money."""
    ends, focus = reading.ends, reading.focus
    if ends.named == 1:
        one = ends.roles & {"from", "to"} and not (reading.fact or reading.near or reading.daily)
        changed = cues.ENDS.search(reading.text) or (one and cues.INSTEAD.search(reading.text))
        both = one and ends.origin is not None and ends.destination is not None and not reading.wish
        return bool(changed or both) or meant(reading) is not None
    if ends.named or reading.named:
        return False
    if cues.BACK.search(reading.text):
        return focus.origin is not None and not (reading.fact or reading.wish)
    return named(reading.text) is not None and not _RATES.search(reading.text)


_RATES = re.compile(
    r"환율|환전|\brates?\b|\bexchange\b|レート|為替|両替|汇率|匯率|换钱|換錢|兑换", re.IGNORECASE
)
"""Money itself, and no fare in it."""


def behaving(reading: Reading) -> bool:
    """지하철에서 전화해도 돼?: a vehicle as a place to behave in, and no journey."""
    asks = reading.allowed and reading.act and reading.category
    return bool(asks and not (cues.GO.search(reading.text) or _CARRIED.search(reading.text)))


_CARRIED = re.compile(r"\b(?:bikes?|bicycles?|luggage|baggage|suitcases?|strollers?|prams?)\b", re.IGNORECASE)
"""What a ride takes along is a term of it."""
