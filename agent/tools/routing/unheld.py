"""Questions about what we do not hold: the news of a day, strangers, nothing in particular."""

import re
from collections.abc import Sequence

from agent.tools.reading import chatter, cues
from agent.tools.reading.read import Guess, Reading
from agent.tools.reading.residue import residue
from agent.tools.reading.varying import WIDEST
from agent.tools.routing.stranger import UNHELD, named


def daily(reading: Reading) -> Guess | None:
    if not reading.daily:
        return None
    event = cues.EVENT.search(reading.text)
    if reading.spots and cues.OPENING.search(reading.text) and not event:
        return None
    if reading.wish and not event:
        return None
    return Guess("search", 0.92 if event else 0.75)


def _moves(reading: Reading) -> bool:
    return reading.way or reading.ride or reading.go or reading.taxi


def unknown(reading: Reading) -> Guess | None:
    """Something that we do not hold, or a question about nothing in particular."""
    rest = residue(reading)
    if reading.elsewhere and (reading.fact or reading.tell or reading.wish) and not _moves(reading):
        return Guess("search", UNHELD)
    if reading.elsewhere or cues.TRADE.search(reading.text):
        return Guess("search", 0.88)
    return _nameless(reading, rest) or _vague(reading, rest)


def _nameless(reading: Reading, rest: Sequence[str]) -> Guess | None:
    """A word of intent, or a vehicle, and perhaps a name that is not ours."""
    if (reading.ride or reading.taxi) and not rest and not reading.asks:
        return Guess("chat", 0.75, "ask", ("transit", "etiquette"))
    here = cues.HERE.search(reading.text) and _STOP.search(reading.text)
    if here or (reading.ride and reading.near):
        return Guess("transit", 0.9 if here else 0.72, rivals=("place",))
    if reading.ride and reading.category and reading.fact and not rest:
        return Guess("etiquette", 0.6, rivals=("transit",))
    if cues.THEME.search(reading.text) and not cues.THEME.sub("", reading.text).strip(" ?!.~s"):
        return Guess("place", 0.75, rivals=("search",))
    stranger = named(reading) == "house"
    manners = _of_manners(reading, rest, stranger=stranger)
    if manners:
        return manners
    if reading.fact and len(rest) <= 1 and _HIRED.search(reading.text):
        return Guess("search", 0.85, rivals=("place",))
    if (reading.fact or reading.tell) and not rest:  # 어디에 있어요? of what was looked up goes on there
        found = reading.focus.route == "search"
        return Guess("search", 0.85) if found else Guess("chat", 0.7, "ask")
    if stranger and (reading.fact or reading.tell):  # examples do not know what we hold
        return Guess("search", UNHELD)
    if reading.fact or reading.tell:
        return Guess("place", 0.65, rivals=("search",)) if _general(reading) else Guess("search", 0.6)
    return Guess("search", 0.75, rivals=("place",)) if stranger else None


_STOP = re.compile(r"가까운\s?(?:지하철|전철|버스)?\s?(?:역|정류장)")
"""여기서 제일 가까운 역: a way, from where only the asker knows."""
_HIRED = re.compile(r"한복|(?<![가-힣])(?:대여|렌탈)|빌리[는려]|빌려|빌릴")
"""Something to be hired: of which house is not said."""


def _of_manners(reading: Reading, rest: Sequence[str], *, stranger: bool) -> Guess | None:
    """A word of manners, and nothing that says what is asked: 찜질방 있나요? looks for one."""
    if reading.category is None or reading.fact:
        return None
    if cues.THERE_IS.search(reading.text):
        if reading.category not in _HOUSES:
            return None
        unheld = len(rest) > 1 and (stranger or not _FED.search(reading.text))
        return Guess("search" if unheld else "place", 0.8)
    return Guess("etiquette", 0.5, rivals=("chat",)) if len(rest) <= 1 and not stranger else None


_FED = re.compile(r"식당|카페|술집|음식점|찻집|빵집")
_HOUSES = frozenset(
    {"restaurant", "cafe", "spa", "museum", "market", "temple", "church", "palace", "park", "village"}
)
"""Categories of manners that are kinds of places as well."""


def _general(reading: Reading) -> bool:
    """Whether a fact is asked of places of a kind: are the palaces open at night."""
    if reading.language == "ko":
        return bool(_KINDS.search(reading.text)) and named(reading) is None
    return bool(reading.language == "en" and cues.THEME.search(reading.text)) and named(reading) is None


_KINDS = re.compile(
    r"(?:^|면\s|때\s|[,.?]\s?|서울에?\s|한국\s|보통\s)(?:궁궐?|고궁|박물관|미술관|절|사찰|시장|공원)(?:은|는|들은|들|도|에는|에|이)?\s"
)
"""한복 입으면 궁 공짜야?: of all of a kind."""


def _vague(reading: Reading, rest: Sequence[str]) -> Guess | None:
    """Near what, or of what kind, is all that is said."""
    if reading.near:
        return Guess("place", 0.6, rivals=("search",))
    if cues.THEME.search(reading.text) and not chatter.OUTSIDE.search(reading.text):
        return Guess("place", 0.6, rivals=("search",))
    if LAUGH.match(reading.text):
        return None
    if (
        len(rest) == 1
        and reading.width <= WIDEST // 2
        and not VERBAL.search(reading.text)
        and not rest[0].islower()
    ):
        return Guess("search", 0.55, rivals=("chat",))
    return None


LAUGH = re.compile(r"^[ㅋㅎㅠㅜ]{2,}")

VERBAL = re.compile(
    r"(?:다|야|어|아|해|줘|지|네|파|고|래|자|니|냐|까|음|함|요|죠|군|데|라|ㅋ|ㅎ|ㅠ|か|ね|よ|た|だ|です|ます|なあ?|わ|さ|て|ない|吗|呢|吧|了|啊|呀|哦|哈|的|嘛|啦)[\s.!?~ㅋㅎㅠ？。！]*$"
)
"""Said to someone, rather than the name of something."""
