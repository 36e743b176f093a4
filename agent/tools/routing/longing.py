"""What a traveller would like to do, of which no place is named: 찜질방 가보고 싶어요, 유람선 타고 싶은데."""

import re

from agent.tools.reading import abroad, cues
from agent.tools.reading.quarters import craved
from agent.tools.reading.read import Guess, Reading
from agent.tools.reading.residue import residue
from agent.tools.reading.strangers import strange
from agent.tools.reading.themes import outing
from agent.tools.routing.held import HELD
from agent.tools.routing.stranger import UNHELD

_LONGED = re.compile(
    r"^(?P<what>[^?？]{2,20}?)(?:을|를|에|도)?\s?(?:(?:먹|마시|입|타|배우|사|체험하|구경하)|(?:먹어|마셔|입어|타|배워|가|해|체험해|구경해)\s?보)"
    r"고\s?싶(?:어|어요|은데|은데요|습니다|네요|네|음)[\s.!~ㅋㅎ]*$"
)
"""Said to be told where; who says 싶다 says it to nobody, unless it is of something to look for."""
_CRAVED = re.compile(
    r"^(?P<what>[^?？]{1,20}?)(?:이|가|을|를|도|에)?\s?(?:"
    r"(?P<eaten>한\s?(?:잔|그릇)\s?하고\s?싶|(?:먹|마시|먹어\s?보|마셔\s?보)(?:고\s?(?:싶|파|시프)|(?:고\s?)?픔|기(?!는|도))|(?<![가-힣])(?:[땡당](?:[기겨긴깁]))|생각[나난])"
    r"|(?:가|보|사|걷|타|하|즐기|쇼핑하|구경하|산책하|체험하|입어\s?보|해\s?보|가\s?보)(?:고\s?(?:싶|파|시프)|기(?!는|도|에|로))"
    r"|(?:하|먹|마시|보|사)러\s?(?:가(?=자|요|고|볼)|갈(?=까|래)|갑시다)"
    r"|(?:있|없)(?=어|나|을|니|음))(?:은\s(?:날|밤|기분)\S{0,3}|\S{0,4})[\s.!?？~ㅋㅎㅠㅜ]*$"
)
"""단 거 땡긴다, 차 마시기, 예쁜 카페 가고 싶다, 비건 식당 있어?"""
_NONE = re.compile(r"^(?:나도?|저도?|진짜|너무|빨리|정말|집에?|\s)+$")
_THERE = re.compile(r"에서\s\S{1,8}(?:\s\S{1,8})?$")
"""광장시장에서 육회 먹고 싶어."""
_SET = re.compile(r"촬영지|사옥|생가|성지|매장|팝업|굿즈")
"""Where something was, is made or sold: changes, and is not held."""


def longing(reading: Reading) -> Guess | None:
    if cues.LODGED.search(reading.bare) and not (reading.manners or reading.way):
        return Guess("search", UNHELD)
    return _longed(reading) or _craved(reading) or _there(reading) or _said(reading)


def _there(reading: Reading) -> Guess | None:
    """Something that one would like in the part of town that is named, and nothing else asked."""
    if not reading.wish or len(reading.named) != 1 or not craved(reading.unnamed):
        return None
    other = reading.way or reading.manners or reading.daily or reading.fact or cues.TRADE.search(reading.bare)
    return None if other else Guess("place", HELD, rivals=("search",))


def _said(reading: Reading) -> Guess | None:
    """The same in Japanese, which speaks of going as of a journey: 紅葉見に行きたい."""
    if reading.language != "ja" or reading.way or reading.daily or reading.elsewhere or reading.spots:
        return None
    wanted = reading.wish and abroad.LONGED.search(reading.text) and not cues.TRADE.search(reading.text)
    return Guess("place", HELD, rivals=("search",)) if wanted else None


def _craved(reading: Reading) -> Guess | None:
    """Something to look for, and no more than that one would like it, by its words (`rag.senses`)."""
    if (
        reading.language != "ko"
        or reading.width > _BRIEF
        or reading.manners
        or reading.daily
        or reading.elsewhere
        or reading.way
    ):
        return None
    if reading.focus.pending or len(reading.named) > 1 or reading.category in _RIDDEN or reading.pointed:
        return None
    text = reading.unnamed.replace("■", " ")
    match = _CRAVED.match(text)
    if match is None and not _ROUND.search(text):
        return None
    what = match["what"] if match else text
    if _WHOM.search(what):
        return None
    eaten = match["eaten"] if match else None
    if not (outing(what) or (eaten and (eaten.startswith("땡") or _ANY.fullmatch(what.strip())))):
        return None
    return Guess("place", HELD, rivals=("search",))


_BRIEF = 24
_RIDDEN = frozenset({"subway", "bus", "taxi", "escalator"})
"""Manners of a ride: 지하철에서 커피 마시기 looks for none."""
_ANY = re.compile(r"(?:\S{1,4}\s)?(?:거|것|게|음식|안주|간식|술|차)")
"""Something of a kind: 매운 거."""
_WHOM = re.compile(
    r"(?:엄마|아빠|부모님|할머니|할아버지|가족|친구|남친|여친|아이|애기|아기|동생|언니|누나|오빠|형|너|강아지|고양이)$"
)
"""Who is missed."""
_ROUND = re.compile(r"(?:투어|순례|탐방|호핑|나들이)[\s.!~ㅋㅎ]*$")


def _longed(reading: Reading) -> Guess | None:
    match = _LONGED.match(reading.text)
    if match is None or _NONE.match(match["what"]) or reading.manners or reading.focus.pending:
        return None
    what, there = match["what"], len(reading.named) == 1 and not (reading.way or reading.daily)
    if there and _THERE.search(what):
        return Guess("place", HELD, rivals=("search",))
    told = reading.spots or reading.elsewhere or reading.ends.origin
    if told or cues.TASTE.search(reading.text):
        return None
    real = reading.daily or cues.TRADE.search(reading.text) or _SET.search(what)
    if real or strange(residue(reading), what) == "house":
        return Guess("search", UNHELD, rivals=("place",))
    return Guess("place", HELD, rivals=("search",))
