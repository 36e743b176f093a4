"""For whom the last question is asked once more: 학생은?, 애 둘이랑 가면?, 韓服着てたら?, 왕복은?"""

import re
from typing import Final

from agent.tools.reading import cues
from agent.tools.terms import party

_PARTY: Final = re.compile(
    r"^(?:그럼|그러면|and|for|what\sabout|how\sabout|那|では|じゃあ)?\s?(?:\d{1,2}|두|세|네|다섯|two|three|four|二|三|四|两)?\s?(?:명|사람|인|people|adults?|个人|人|어린이|아이|청소년|학생|경로|어르신|노인|child(?:ren)?|kids?|students?|seniors?|子供|子ども|小孩|儿童|学生|老人|シニア)"
    r"(?:이면|면|은|는|이라면|なら|は|だと|呢|的话)?(?:요)?[\s?？]*$",
    re.IGNORECASE,
)
"""For whom the last question is asked once more."""
GUESTS: Final = re.compile(
    r"^(?:그럼|그러면|그리고|근데)?\s?(?:(?:우리|저희|제|저는|나는)\s?)?(?:\S{1,5}(?:은|는|이|가|도)\s)?(?:외국인|외국\s?사람|장애인|유공자|군인|임산부|단체|대학생|초등학생|중학생|고등학생|유치원생|학생|아기|애기|애들?|아이들?|유아|부모님|할머니|할아버지|어른|성인|서울\s?시민|주민|만?\s?\d{1,2}\s?(?:세|살|개월))"
    r"(?:인데요?|인디|이에요|예요|이야|은|는|도|이면|면|들은|들도|은요|는요|도요)"
    r"(?:\s?(?:되|돼|가능|괜찮|할인)\S{0,3})?" + cues.LIKEWISE + r"[\s?？.!~]*$"
)
"""Who comes along, and nothing more: the last question is meant."""
_DRESSED: Final = re.compile(r"한복|\bhanboks?\b|韓服|韩服|チマチョゴリ", re.IGNORECASE)
_TICKET: Final = re.compile(
    r"왕복|편도|(?:종일|반일|하루|야간|오후|오전|주간|자유이용|통합|연간)\s?권|\b(?:round\s?trip|one[-\s]way|return|single|day\spass|combo)\b|往復|片道|往返|单程|联票|通票",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"(?:그럼|그러면|그리고|근데|만약|혹시|총|다|다해서|합쳐서|합하면|우리|저희|같이|함께|데리고|이?랑|하고|과|와|을|를|이서|서|이|만|까지|입고|입으면|입은|입었을|입을|빌려|때|가면|간다면|오면|들어가면|타면|사면|[이]?라면|[이]?면|인데|로|으로|은|는|도|요|어때|되나|돼"
    r"|and|what|how|about|if|is|it|for|with|in|on|at|i|we|us|go|going|come|wear|wearing|wore|are|am|a|an|the|my|our|plus|of"
    r"|では|じゃあ|それなら|もし|と|で|を|は|が|の|も|なら|だと|だったら|着て|着た|着る|着れば|着物|いたら|たら|いれば|行ったら|行けば|場合|時|とき|どう|ですか|です|か"
    r"|那|那么|如果|要是|和|跟|加|带|着|穿|穿着|的话|去|呢|怎么样|一起|[\s,.!~?？、。，！])*",
    re.IGNORECASE,
)
"""Words around the guests that ask nothing of their own."""


def others(text: str) -> bool:
    """Whether a message names guests, their dress or another ticket, and nothing else."""
    return bool(_PARTY.match(text) or GUESTS.match(text)) or _bare(text)


def of_others(text: str, question: str | None) -> bool:
    """Whether the last question is meant, for others; dress and tickets change what is paid alone."""
    if _PARTY.match(text) or GUESTS.match(text):
        return True
    return _bare(text) and bool(cues.FARE.search(question or ""))


def _bare(text: str) -> bool:
    rest = party.without(_TICKET.sub(" ", _DRESSED.sub(" ", text)))
    return rest != text and bool(_BESIDE.fullmatch(rest))
