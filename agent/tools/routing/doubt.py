"""A message with two readings: asked back with both, and the reply that picks one."""

import re

from agent.tools.decision import Focus, Route

_CHOICES: dict[Route, re.Pattern[str]] = {
    "transit": re.compile(
        r"가는|(?<![가-힣])길|교통|경로|요금|이동|노선|route|way|direction|get\sthere|fare|行き方|ルート|料金|路线|路線|怎么去|交通|费用",
        re.IGNORECASE,
    ),
    "place": re.compile(
        r"장소|소개|정보|근처|주변|볼|놀|갈\s?만|어떤|\bplace|about|around|info|see|場所|紹介|周辺|近く|地方|景点|介绍|附近",
        re.IGNORECASE,
    ),
    "search": re.compile(r"검색|웹|인터넷|찾아|search|web|look|検索|ウェブ|调べ|搜|网", re.IGNORECASE),
    "etiquette": re.compile(r"예절|매너|에티켓|예의|manner|etiquette|マナー|礼仪|礼貌", re.IGNORECASE),
}
_FIRST = re.compile(
    r"^(?:1|①|첫|일번|앞|전자|(?:the\s)?(?:first|1st|former)|一つ目|最初|前者|第一)", re.IGNORECASE
)
_SECOND = re.compile(
    r"^(?:2|②|두\s?번|둘째|이번|뒤|후자|(?:the\s)?(?:second|2nd|latter)|二つ目|後者|后者|第二)", re.IGNORECASE
)
LONGEST = 20
"""Characters of a reply that only picks."""


def picked(reply: str, focus: Focus) -> Route | None:
    """The reading that a reply picks among those offered; None for a message of its own."""
    options = focus.options
    text = reply.strip()
    if len(options) < 2 or len(text) > LONGEST:  # noqa: PLR2004
        return None
    if _FIRST.match(text):
        return options[0]
    if _SECOND.match(text):
        return options[1]
    meant = [route for route in options if route in _CHOICES and _CHOICES[route].search(text)]
    return meant[0] if len(meant) == 1 else None
