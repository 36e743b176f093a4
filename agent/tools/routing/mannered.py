"""Other manners after those that were told: 버스는?, 사진은 찍어도 돼?"""

import re

from agent.tools.reading import chatter, cues
from agent.tools.reading.read import Guess, Reading
from agent.tools.reading.varying import TOPIC, WIDEST


def manners_too(reading: Reading) -> Guess | None:
    """Other manners after those told: 버스는?, 사진은 찍어도 돼? How to pay is no manners, but of a place."""
    if reading.focus.place and _PAYING.search(reading.text):
        return None
    asked = reading.named or reading.way or reading.daily or reading.elsewhere or reading.wish
    if _AND_THEY.match(reading.text) and not asked:
        return Guess("etiquette", 0.85)
    ridden = _RIDDEN.search(reading.text)
    text = _ASIDE.sub("", reading.text)
    if _ALSO.match(text) or (reading.category and TOPIC.match(text) and not ridden):
        return Guess("etiquette", 0.9)
    if (
        _ELSE.match(reading.text)
        or (cues.ENTRY.search(reading.text) and not asked)
        or (TOPIC.match(text) and not (asked or reading.fact or ridden))
    ):
        return Guess("etiquette", 0.85)
    if (
        (reading.allowed or reading.act)
        and reading.width <= WIDEST
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
