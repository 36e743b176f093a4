"""Several wishes in one message: 경복궁 입장료랑 강남에서 가는 법."""

import re
from collections.abc import Sequence

from agent.tools.places import Mention

_BREAK = re.compile(
    r"(?<=[?？!。])\s*(?=\S)|[.]\s+(?=\S)|\s*(?:,|、|，|;)\s*|\s+(?:그리고|그리고나서|그다음에?|또한?|및|아울러)\s+"
    r"|(?<=[가-힣])(?:이랑|랑|하고|이고)\s+|(?<=주)고\s+|(?<=하)고\s+|\s+(?:and(?:\s+also|\s+then)?|also|plus)\s+|(?:还有|以及|另外|と|それと|あと)(?=\S)",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"(?:how|what|where|when|is|are|can|do|does)\b|어떻게|얼마|언제|몇", re.IGNORECASE)
MOST = 3


def clauses(text: str, mentions: Sequence[Mention]) -> list[str]:
    """The parts of a message that may each be a question; the whole alone when it is one.

    A joint right behind a name (경복궁이랑 창덕궁) joins names, not questions.
    """
    spans = [(mention.start, mention.end) for mention in mentions]
    parts: list[str] = []
    at = 0
    for match in _BREAK.finditer(text):
        inside = any(start < match.end() and match.start() < end for start, end in spans)
        asks = _QUESTION.match(text, match.end())
        behind = not asks and any(0 <= match.start() - end <= 1 for _, end in spans)
        if inside or behind or match.start() == 0:
            continue
        parts.append(text[at : match.start()])
        at = match.end()
    parts.append(text[at:])
    whole = [part.strip() for part in parts if len(part.strip()) > 1]
    return whole if 1 < len(whole) <= MOST else [text]
