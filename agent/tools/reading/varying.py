"""The last question under another condition, and nothing more: 비 오면?, 2호선 말고 9호선은?"""

import re
from typing import Final

from agent.tools.reading.cues import LIKEWISE
from agent.tools.terms import when

WEATHER: Final = re.compile(
    r"^(?:그럼|그러면|근데|만약(?:에)?|혹시|그날|거기)?[\s,]*(?:비|눈|비나\s?눈|소나기|장마)(?:가|이)?\s?(?:많이\s)?(?:오면|온다면|올\s?때|오는\s?날|내리면|와도|오면은)(?:은|는|에는|엔|도)?(?:요)?(?:\s?(?:어때|어떡해|어떻게\s?(?:해|하지|돼)|괜찮아|괜찮을까|(?:(?:운행|운영|영업|취소)\s?)?(?:안\s?)?(?:해|하나|하니|열어|여나|돼|되나|닫아)))?(?:요)?[\s?？.!~]*$"
    r"|^(?:and|but|so|ok)?[\s,]*(?:what\s|how\sabout\s)?(?:if|when|in\scase)\s(?:it(?:'s|\sis|\sstarts)?\s)?(?:rain|snow)(?:s|ing|y)?[\s?.!]*$|^(?:and|but|what\sabout|how\sabout)?\s?(?:on\s(?:a\s)?|in\sthe\s|(?:a\s)?)(?:rainy|snowy|rain)\s?days?[\s?.!]*$"
    r"|^(?:もし|では|じゃあ|でも)?[、\s]*(?:雨|雪)(?:が)?(?:なら|だったら|の日|の場合|の時|のとき|降ったら|降れば|だと)(?:は|でも)?(?:どう(?:です|します)?か?)?[\s?？。]*$"
    r"|^(?:那|那么|要是|如果|万一)*[\s，]*(?:下[雨雪])(?:天|的话|的話|了|时|的时候)?(?:呢|怎么办|可以吗)?[\s?？。]*$",
    re.IGNORECASE,
)
"""The weather as the condition of what was asked for last."""
LINE: Final = re.compile(
    r"(?<!\d)[1-9]호선|(?:신분당|수인분당|분당|경의중앙|경의|중앙|경춘|공항|서해|경강|우이신설|신림|김포골드)선|공항철도|\bline\s?[1-9]\b|[1-9]\s?[号號][線线]",
    re.IGNORECASE,
)
SHORT: Final = 24
"""Characters of a message that only names another line."""
_ASKED: Final = re.compile(
    r"(?:은|는|타면|로는|으로는|로\s?가면|이면|가\s?나|이용하면|말고)(?:요)?[\s?？]*$|\b(?:what|how)\sabout\b|\binstead\b|は[?？]?$|なら[?？]?$|呢[?？]?$",
    re.IGNORECASE,
)


def other_line(text: str) -> bool:
    """Whether the last journey is asked for by another line."""
    return len(text) <= SHORT * (2 if text.isascii() else 1) and bool(
        LINE.search(text) and _ASKED.search(text)
    )


def hour_alone(text: str) -> bool:
    """Whether a message names another hour and nothing else: what about at 2 am?, 夜11時なら?"""
    return when.read(text) is not None and bool(_ONLY_HOUR.fullmatch(when.without(text)))


_ONLY_HOUR: Final = re.compile(
    r"(?:and|what|how|about|if|at|then|around|we|i|go|leave|on|は|だと|なら|だったら|では|じゃあ|それ"
    r"|呢|的话|那|如果|要是|그럼|그러면|에|이?면|은|는|요|출발|[\s?？.!,、，。])*",
    re.IGNORECASE,
)


def better(text: str) -> bool:
    """Whether a message asks for a cheaper or quicker way, and names nothing: anything cheaper?"""
    return bool(_BETTER.fullmatch(text))


_BETTER: Final = re.compile(
    r"(?:(?:그럼|근데|혹시|좀|뭐)\s)*(?:더|제일|가장)\s?(?:싼|저렴한|빠른|편한|쉬운)\s?(?:거|것|건|게|방법|수단)?(?:은|는)?(?:요)?"
    r"(?:\s?(?:없|있)\S{0,4})?[\s?？.!~]*"
    r"|(?:(?:is\sthere|and|any|anything|something|got|a|an|the|what(?:'s|\sis))\s)*(?:cheap|fast|quick|eas)(?:er|ier|est|iest)"
    r"(?:\s(?:one|way|option|route))?[\s?.!]*"
    r"|(?:もっと|一番|より)(?:安い?|早い?|速い?|楽な?|近い?)(?:の|方法|行き方|ルート)?(?:は|って|ある|あります)?か?[\s?？。]*"
    r"|(?:那|那么)?(?:有没有|有|还有)?(?:更|最|比较)(?:便宜|快|省钱|省时间|方便|近)一?点?的?(?:方法|路线|方式|走法)?(?:吗|呢|嘛)?[\s?？。]*",
    re.IGNORECASE,
)


TOPIC: Final = re.compile(
    r"^(?:그럼|그러면|그리고)?\s?\S{1,8}(?:은|는|에서는|에서도|도|에선)(?:요)?"
    + LIKEWISE
    + r"\s?[?？]?$|^(?:and|what\sabout|how\sabout)\s"
    r"|^(?:では|じゃあ|那|那么)?\s?\S{1,8}(?:は|では|って|の場合は|の中は|呢|上呢|里呢|也是吗)\s?[?？]?$",
    re.IGNORECASE,
)
"""What the last question is asked of as well: 그럼 버스는?, what about buses?"""
WIDEST: Final = 40
"""Width of a message: what leans on the turn before is no longer."""
