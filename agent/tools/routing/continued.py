"""What leans on the turn before: an answer to a question back, the last question with one thing changed."""

import re

from agent.tools.reading import chatter, cues
from agent.tools.reading.currency import named
from agent.tools.reading.read import Guess, Reading
from agent.tools.reading.residue import residue
from agent.tools.reading.varying import WEATHER, other_line
from agent.tools.routing.far import again
from agent.tools.routing.fill import HOME, answer, meant, standing
from agent.tools.routing.follow import GUESTS
from agent.tools.routing.journey import LASTS
from agent.tools.routing.rewish import another_wish, kind_too, wished_there
from agent.tools.terms import travel, when

_TOPIC = re.compile(
    r"^(?:그럼|그러면|그리고)?\s?\S{1,8}(?:은|는|에서는|에서도|도|에선)(?:요)?"
    + cues.LIKEWISE
    + r"\s?[?？]?$|^(?:and|what\sabout|how\sabout)\s"
    r"|^(?:では|じゃあ|那|那么)?\s?\S{1,8}(?:は|では|って|の場合は|の中は|呢|上呢|里呢|也是吗)\s?[?？]?$",
    re.IGNORECASE,
)
SHORT = 40
"""Width of a message: what leans on the turn before is no longer."""


def pending(reading: Reading) -> Guess | None:
    """An answer to 어디에서 출발하세요?, unless the message changes the subject."""
    if reading.focus.pending is None:
        return None
    short = reading.ends.named == 1 and reading.ends.roles == {"from"} and reading.width <= SHORT // 2
    asks = reading.way or reading.near or _ASKING.search(reading.text) or cues.WISH.search(reading.bare)
    if short and reading.focus.pending == "origin" and not asks:
        return Guess("transit", 0.93)
    if standing(reading):
        return Guess("transit", 0.95 if reading.location else 0.85)
    if reading.manners or reading.daily or reading.wish or reading.elsewhere:
        return None
    told = reading.named or (reading.pointed and not cues.HERE.search(reading.text))
    asked = reading.fact or reading.tell or cues.THERE_IS.search(reading.text)
    if told and asked and not reading.ends.roles and not reading.way:
        return None
    if reading.ends.named:
        return Guess("transit", 0.95)
    if HOME.match(reading.text):
        return Guess("transit", 0.85)
    return Guess("transit", 0.85) if answer(reading) else None


_ASKING = re.compile(r"[?？]")


def varied(reading: Reading) -> Guess | None:
    """The last question once more with one thing changed: 내일은?, 그럼 택시는?, 두 번째 거."""
    focus = reading.focus
    same = _same_again(reading) or _otherwise(reading)
    if same:
        return same
    if focus.route == "etiquette" and _at_hour(reading):
        return Guess("transit", 0.88)
    if focus.route == "etiquette":
        return _manners_too(reading) or _once_more(reading)
    return (_same_way(reading) if focus.route == "transit" else None) or _once_more(reading)


def _otherwise(reading: Reading) -> Guess | None:
    """On another day, in other weather, by another line or vehicle."""
    focus, text = reading.focus, reading.text
    if focus.route in ("place", "search") and cues.TOMORROW.match(text):
        return Guess(focus.route, 0.9)
    if focus.route in ("place", "search", "transit") and WEATHER.match(text):
        return Guess(focus.route, 0.9)
    if focus.destination and other_line(text) and not (reading.named or reading.fact):
        return Guess("transit", 0.92)
    if focus.route == "search" and (_by_train(reading) or (focus.place is None and GUESTS.match(text))):
        return Guess("search", 0.9)
    return _homeward(reading)


def _same_way(reading: Reading) -> Guess | None:
    """The last journey with an end, a stop or its day changed."""
    if reading.focus.destination:
        if reading.location and standing(reading):
            return Guess("transit", 0.85)
        if cues.TOMORROW.match(reading.text):
            return Guess("place", 0.8) if _SEASON.search(reading.text) else Guess("transit", 0.85)
        if reading.width <= SHORT and not reading.manners and _turned(reading):
            return Guess("transit", 0.92)
        if reading.ends.roles == {"via"} and not (reading.wish or reading.fact or reading.daily):
            return Guess("transit", 0.88)
    if reading.excluded and reading.ends.named == 1 and not reading.asks:
        return Guess("transit", 0.9)
    return None


def _by_train(reading: Reading) -> bool:
    """The last question on the trains to a town far off, once more: 버스는?, 얼마나 걸려?"""
    other = reading.named or reading.ends.named or reading.manners or reading.wish or reading.near
    return not other and again(reading.text, reading.focus.question)


def _that_too(reading: Reading) -> bool:
    """About what was asked before, where that was no place: K-ETA, then "how much does it cost"."""
    focus = reading.focus
    held = focus.place or focus.destination or focus.places
    other = reading.named or reading.elsewhere or reading.manners or chatter.OUTSIDE.search(reading.text)
    if held or other or focus.route not in ("search", "transit") or reading.width > SHORT:
        return False
    if _USED.search(reading.text):
        return True
    asks = (reading.fact or reading.tell) and not (reading.wish or focus.pending)
    return bool(asks and cues.IT.search(reading.text)) and not cues.ORDINAL.search(reading.text)


_USED = re.compile(
    r"\b(?:buy|get|use|charge|return|refund|book|order|cancel)\s(?:it|one|them)\b", re.IGNORECASE
)
"""Something to be had, and no place."""


_SEASON = re.compile(r"봄|여름|가을|겨울|spring|summer|autumn|\bfall\b|winter|[春夏秋冬]", re.IGNORECASE)
"""What changes a place, and no journey to it."""


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
    guest = said.people or said.riders or GUESTS.match(reading.text)
    return bool(guest and reading.width <= SHORT // 2 and not other)


def _daily_too(reading: Reading) -> bool:
    """What changes from day to day, asked of another place: 여의도에서 하는 건?, 부산은?"""
    asked = cues.DAILY.search(reading.focus.question or "")
    asks = reading.fact or reading.tell or reading.wish or reading.way or reading.manners or reading.near
    short = _TOPIC.match(reading.text) or _HELD.search(reading.text)
    return bool(asked and short and not asks and (reading.named or reading.elsewhere))


_HELD = re.compile(r"(?:에서|에)\s?(?:하는|열리는|있는|볼)?\s?(?:건|거는?|것은?|게)(?:요)?\s?[?？]?$")


def _manners_too(reading: Reading) -> Guess | None:
    """Other manners after those told: 버스는?, 사진은 찍어도 돼? How to pay is no manners, but of a place."""
    if reading.focus.place and _PAYING.search(reading.text):
        return None
    asked = reading.named or reading.way or reading.daily or reading.elsewhere or reading.wish
    if _AND_THEY.match(reading.text) and not asked:
        return Guess("etiquette", 0.85)
    ridden = _RIDDEN.search(reading.text)
    text = _ASIDE.sub("", reading.text)
    if _ALSO.match(text) or (reading.category and _TOPIC.match(text) and not ridden):
        return Guess("etiquette", 0.9)
    if (
        _ELSE.match(reading.text)
        or (cues.ENTRY.search(reading.text) and not asked)
        or (_TOPIC.match(text) and not (asked or reading.fact or ridden))
    ):
        return Guess("etiquette", 0.85)
    if (
        (reading.allowed or reading.act)
        and reading.width <= SHORT
        and not (reading.spots or reading.way or reading.wish or reading.daily)
    ):
        return Guess("etiquette", 0.88)
    asks = reading.asks or reading.spots or reading.elsewhere or reading.go or reading.taxi or reading.ride
    if _DETAIL.match(reading.text) and not asks and not chatter.OUTSIDE.search(reading.text):
        return Guess("etiquette", 0.72)
    return None


_ASIDE = re.compile(r"^(?:(?:아니|그럼|근데)\s)?\S{1,8}\s?(?:말고|빼고|대신)(?:는|요)?,?\s(?=\S)")
"""거기 말고 버스는?: what is set aside, and left out of what is asked."""
_ELSE = re.compile(
    r"^(?:근데|그럼|그러면|만약에?)?\s?(?:안\s?(?:그러|하|지키|벗으|내|주)면|그렇게\s?안\s?하면|어기면|왜\s?(?:그|안\s|그런|그렇))|^\S{1,8}\s왜\s(?:그래|그런|그렇|안)\S{0,4}[\s?？]*$"
)
"""안 그러면 어떻게 돼?: what comes of other manners, and why."""
_ALSO = re.compile(r"^(?:그럼|그러면|그리고|근데)?\s?\S{1,12}(?:도|에서도|에도)" + cues.ALIKE + r"[\s?？]*$")
"""북촌도 그래?: the same manners at a place."""
_RIDDEN = re.compile(
    r"택시\s?비|차비|교통비|막차|첫차|환승|\b(?:last|first)\s(?:train|bus|subway)|\bfares?\b|終電|始発|タクシー代|末班|首班|车费",
    re.IGNORECASE,
)
"""What a ride costs and when it goes is no manners."""
_AND_THEY = re.compile(
    r"^(?:and|what\sabout|how\sabout)\s(?:(?:in|at|on|for|with|to)\s)?(?:(?:the|a|an|my|their)\s)?(?!it\b|there\b|that\b|here\b)\w+(?:\s\w+)?\s?\?*$"
    r"|^(?:では|じゃあ|それなら)?(?!そ|こ|あ)[^\s、。]{2,8}(?:では|だと|は)(?:どう(?:です)?か?)?[?？。]*$|^(?:那么?)?(?!那|这|它)[^\s，。]{2,6}(?:里|上)?(?:呢|怎么样)[?？]*$",
    re.IGNORECASE,
)
"""and hotels?: the same manners, of others."""
_PAYING = re.compile(
    r"대여|렌탈|빌리|빌려|빌릴|(?:카드|현금)\S{0,2}\s?(?:결제|되|돼|받)|\b(?:cards?|cash)\b|(?:カード|現金)で|会計|刷卡|付现|现金",
    re.IGNORECASE,
)
_DETAIL = re.compile(
    r"^(?:그럼|그러면|그리고|근데)?\s?\S{1,8}(?:은|는|도)\s(?:\S{1,6}\s)?(?:줘|주나|주나요|있어|있나|있나요|필요해|필요한가|어떻게|뭐|언제|누가|왜|써|쓰나|내|내나)\S{0,5}\s?[?？]$"
)
"""수건은 줘?: a detail of what was told."""


def _once_more(reading: Reading) -> Guess | None:
    """The last journey by another means, or in another way."""
    focus = reading.focus
    there = reading.pointed == (focus.destination,) and _termed(reading)
    if (reading.ends.named and not there) or reading.named or not focus.destination or behaving(reading):
        return None
    stay = cues.VISIT.search(reading.text) and LASTS.search(reading.text) and not reading.ends.named
    wished = reading.wish and not travel.termed(reading.text)
    if stay or reading.manners or (wished and (not reading.way or len(residue(reading)) > 1)):
        return None
    if focus.route == "transit" and _LADEN.match(reading.text):
        return Guess("transit", 0.93)
    if reading.width <= SHORT and (
        reading.taxi or (focus.route == "transit" and (reading.ride or reading.way))
    ):
        return Guess("transit", 0.93)
    if focus.route == "transit" and _termed(reading):
        return Guess("transit", 0.88)
    opens = cues.OPENING.search(reading.text) and not (reading.ride or reading.taxi)
    if focus.route == "transit" and cues.VARY.search(reading.text) and reading.width <= SHORT and not opens:
        return Guess("transit", 0.85)
    if focus.route == "transit" and reading.fare and not (residue(reading) or _GATE.search(reading.text)):
        return Guess("transit", 0.75, rivals=("place",))
    return None


_GATE = re.compile(
    r"입장료|관람료|입장권|\badmission\b|\bentr(?:y|ance)\b|\btickets?\b(?!\s(?:machine|office))|入場料|入館料|拝観|観覧料|门票|门券",
    re.IGNORECASE,
)
"""What is paid at the door of a place, and not for a ride."""


def _homeward(reading: Reading) -> Guess | None:
    """The way back, after more was asked of its end: ok, and getting back at midnight?"""
    focus = reading.focus
    there = focus.origin is not None and focus.place is not None and focus.place == focus.destination
    if not there or focus.route == "transit" or not cues.BACK.search(reading.text):
        return None
    other = reading.spots or reading.ends.named or reading.fact or reading.wish or reading.manners
    return None if other or reading.width > SHORT else Guess("transit", 0.9)


def _at_hour(reading: Reading) -> bool:
    """The last journey at another hour, after a question on manners of the ride: what about at 2 am?"""
    focus = reading.focus
    if focus.origin is None or focus.place != focus.destination or when.read(reading.text) is None:
        return False
    return bool(_ONLY_HOUR.fullmatch(when.without(reading.text)))


_ONLY_HOUR = re.compile(
    r"(?:and|what|how|about|if|at|then|around|we|i|go|leave|on|は|だと|なら|だったら|では|じゃあ|それ|呢|的话|那|如果|要是|그럼|그러면|에|이?면|은|는|요|출발|[\s?？.!,、，。])*",
    re.IGNORECASE,
)


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
    return reading.width <= SHORT and not asks and travel.termed(reading.text)


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
