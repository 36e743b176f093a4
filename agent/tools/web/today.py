"""Questions whose answer is another one tomorrow: looked up even where we know the place."""

import re

from agent.tools.reading.cues import DAILY, EVENT, OPENING

_NOW = re.compile(
    r"오늘|지금|현재|내일|모레|글피|이번\s?(?:주|달|연휴)|다음\s?(?:주|달)|연휴|설날|추석|공휴일|크리스마스|요즘|최근|올해"
    r"|\btoday\b|\btonight\b|\btomorrow\b|\b(?:right\s)?now\b|\bthis\s(?:week|weekend|month)\b|\bcurrently\b"
    r"|\b(?:christmas|chuseok|seollal|new\syear|holidays?)\b"
    r"|今日|明日|明後日|今週|今月|(?<![てで])いま(?![すしせ])|今は|現在|祝日|連休|お盆|クリスマス|今天|明天|后天|現在|现在|本周|这周|这个月|假期|春节|中秋",
    re.IGNORECASE,
)
_COST = re.compile(
    r"입장료|가격|요금|얼마|할인|무료|티켓|예매|fee|price|ticket|cost|how\smuch|admission|free\b|料金|いくら|無料|チケット"
    r"|门票|票价|多少钱|免费",
    re.IGNORECASE,
)


_SKY = re.compile(
    r"날씨|기온|미세\s?먼지|우산|장마|태풍|(?<![가-힣])(?:비|눈)(?:가|는|이)?\s?(?:오|와|온|올|내리)"
    r"|\b(?:weather|rain|raining|rainy|snow|snowing|temperature|forecast|umbrella)\b"
    r"|天気|気温|傘|雨が?降|雪が?降|天气|天氣|气温|氣溫|下雨|下雪|雨伞|雾霾",
    re.IGNORECASE,
)


def sky(question: str) -> bool:
    """Whether it asks for the weather."""
    return _SKY.search(question) is not None


def changes(question: str) -> bool:
    """Whether it asks for what a day may change: open today, this week's events, prices now, the weather."""
    if _NOW.search(question):
        return bool(OPENING.search(question) or _COST.search(question) or EVENT.search(question))
    return bool(DAILY.search(question) and EVENT.search(question))
