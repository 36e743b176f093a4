# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""The shape of a question about one thing: what, where or when it is, or a fact of it by its name.

Whether that thing is ours, a shape cannot tell: `agent.tools.routing.stranger` decides.
"""

import re
from typing import Final

from rag import wish

OTHERS: Final = re.compile(
    r"추천|말고|갈\s?만한|맛집|카페|식당|숙소|호텔|놀\s?거리|볼\s?거리|[은는을한할던]\s(?:곳|데|장소)|recommend|places?\b|things to|おすすめ|スポット|推荐|好玩"
)
"""Places of a kind, and not one."""
AROUND: Final = re.compile(
    r"근처|주변|부근|인근|근방|가까운|\bnear(?:by|est)?\b|around|closest|近く|近い|周辺|附近|周边|最近的",
    re.IGNORECASE,
)
"""What is looked for lies around something, or around who asks."""
_FACT: Final = re.compile(
    r"입장료(?!\s?(?:가\s?|는\s?|도\s?)?(?:없|안|무료))|관람료(?!\s?없)|요금|얼마|몇\s?시|전화|연락처|운영\s?시간|영업\s?시간|휴관일|쉬는\s?날|에\s?대해|opening hours|how much|price|admission|phone"
    r"|what time|料金|入場料|何時|電話|休館日|について|门票|多少钱|几点|电话|介绍",
    re.IGNORECASE,
)
_ASKED: Final = re.compile(
    r"어떤\s?(?:곳|데|장소|가게)(?=\s?(?:이|인|야|예|임|일|[?？]|$))|뭐\s?하는\s?(?:곳|데)|[은는이가]\s?어디|어디(?:에|쯤)?\s?있|언제\s?(?:열|닫|하|해|시작|까지|부터|있)"
    r"|\bwhat\s(?:time|kind|sort)\b|\bwhat(?:'s|\sis)\s(?!up\b|your\b|my\b|this\b|that\b|it\b|wrong\b|new\b|the\smatter)"
    r"|\bwhere(?:'s|\sis|\sare)\b|\bwhen\s(?:does|do|is|are)\b|どんな(?:所|ところ|場所|店)|とは(?:何|[?？]|$)|どこに|いつ(?:です|あり|から|まで|開)"
    r"|什[么麼](?:地方|店|样的?地方)|在哪|什么时候|几时",
    re.IGNORECASE,
)
_MOST: Final = re.compile(
    r"제일|가장|\b(?:most|fewest|least|best|\w{3,}est)\b|一番|最(?!近|初|後|后|新)|哪(?:个|個|家|些|座)|どの|\bwhich\b|어느|어떤\s",
    re.IGNORECASE,
)
"""One of many by what it is like, and by no name: 제일 오래된 시장은 어디야."""


def of_one(text: str) -> bool:
    """Whether a question asks what, where or when one thing is, or for a fact of it, as one does by its name."""
    rest, asked = _ASKED.subn("", text)
    if not asked and not _FACT.search(text):
        return False
    return not any(cue.search(rest) for cue in (OTHERS, AROUND, wish.FREE, _MOST))
