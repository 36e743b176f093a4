"""Search queries of follow-up questions: what the last question was about, with what is new in this one."""

import re
from typing import Final

from agent.tools.decision import Language
from agent.tools.web.morphemes import Cut
from agent.tools.web.query import PLACE_WORDS, SEOUL, asked, write

_LEANS: Final[dict[Language, re.Pattern[str]]] = {
    "ko": re.compile(
        r"^(?:그럼|그러면|그리고|그런데|근데|그래도|그)\s|거기|그곳|그\s?중|그건|그거|그게|그것|그쪽|여긴|이건|이거|이\s?중|아까"
        r"|^(?:제일|가장|더)\s"
    ),
    "en": re.compile(
        r"^(?:and|what\s+about|how\s+about|then|so|but|or)\b|\b(?:it|its|they|them|those|these|there|ones?|the\s+same|the\s+first)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(r"^(?:では|じゃあ?|それでは|あと|ちなみに)|そこ|それ|その|そちら|ここ|この中|あそこ"),
    "zh": re.compile(r"^(?:那|那么|还有|另外)|那里|那儿|那边|那家|它|这个|这家|其中|哪一?个|呢[??]?$"),
}
"""Words that point at what was said before."""
_ASIDE: Final[dict[Language, re.Pattern[str]]] = {
    "ko": re.compile(
        r"(?:그럼|그러면|그리고|그런데|근데|그래도|그\s?중|거기|그곳|그건|그거|그게|그것|그쪽|아까)(?:에서|에|은|는|도|의)?(?=\s|$)"
    ),
    "en": re.compile(
        r"^(?:and|what\s+about|how\s+about|then|so|but|or)\s+|\b(?:which\s+(?:one|ones|of\s+(?:them|those))(?:\s+(?:is|are))?"
        r"|of\s+(?:them|those)|(?:does|is|do|are|can)\s+(?:it|they|those|these)|it|they|them|those|these|ones?)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"^(?:では|じゃあ?|それでは|あと|ちなみに)、?|(?:そこ|それ|そちら|ここ|あそこ)(?:は|で|に|の)?|この中で|その中で"
    ),
    "zh": re.compile(r"^(?:那么?|还有|另外)[,,]?|那里|那儿|那边|那家|它|这个|这家|其中|哪一?个"),
}
"""What points back, without anything to look for."""
_DAYS = re.compile(
    r"오늘|지금|내일|모레|이번\s?(?:주말|주|달)|다음\s?(?:주말|주|달)|주말|평일|(?:월|화|수|목|금|토|일)요일|저녁|밤|아침|오전|오후"
    r"|\b(?:today|tonight|tomorrow|(?:this|next)\s+(?:weekend|week|month)|(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b"
    r"|今日|明日|明後日|今週末?|来週末?|週末|今天|明天|后天|这周末?|下周末?|本周末?|周末",
    re.IGNORECASE,
)
_RIDERS = re.compile(
    r"^(?:예매|예약|주차|주차장|가격|요금|입장료|시간|영업시간|위치|메뉴|휴무|휴무일|환불|할인|무료|반려견|유모차|화장실|전화번호|홈페이지|방법|일정"
    r"|단체|외국인|카드|현금|대기|웨이팅|입장|구매|대여|가는|후기|\d+명|reservations?|parking|price|tickets?|booking|hours|menu|free|open"
    r"|closed|予約|駐車場?|料金|営業時間|定休日|メニュー|预约|停车|价格|门票|营业时间|菜单)$",
    re.IGNORECASE,
)
"""What can be asked of anything: a question of these alone is about what was said before."""
_ENDS = re.compile(
    r"\s*(?:위치|영업시간|가격|일정|방법|시간|location|opening hours|price|schedule|場所|営業時間|料金|位置|营业时间|价格)$"
)
_PAIR = re.compile(r"(.+) \((.+)\)")
_ABOUT = re.compile(
    r"^\s*(?:그럼|그러면|그리고|근데)?\s*([가-힣A-Za-z0-9]{2,12})(?:은|는)\s*(?:요|어때요?|어떤가요)?\s*[?!.]*$"
)
"""그럼 광안리는?"""


def query(question: str, before: str | None, language: Language, cut: Cut | None = None) -> str:
    """The query for `question`; if it leans on `before`, the asker's last one, with what that was about."""
    if pair := _PAIR.fullmatch(question):  # as routing joins them
        before, question = pair[1], pair[2]
    own = write(question, language, cut)
    if not before or not leans(question, own, language):
        return own
    return joined(question, own, write(before, language, cut), language, cut)


def leans(question: str, own: str, language: Language) -> bool:
    """Whether it cannot be understood alone. `own`: its query by itself."""
    plain = asked(question)
    if _LEANS[language].search(plain):
        return True
    left = _DAYS.sub(" ", own.replace(SEOUL[language], " ")).split()
    return all(_RIDERS.match(word) for word in left)


def joined(question: str, own: str, last: str, language: Language, cut: Cut | None) -> str:
    """The words of the last query, those that the new question replaces left out, and the new ones."""
    city = SEOUL[language]
    topic = _ENDS.sub("", last).strip()
    if (
        (about := _ABOUT.match(asked(question)))
        and not _DAYS.search(about[1])
        and not _RIDERS.match(about[1])
    ):
        return _replaced(last, about[1], cut)
    rest = write(" ".join(_ASIDE[language].sub(" ", asked(question)).split()) or question, language, cut)
    new = rest.removeprefix(f"{city} ").strip(" ?!.。、,")
    if _DAYS.search(new):
        topic = " ".join(_DAYS.sub(" ", topic).split())
    there = set(topic.split())
    words = [word for word in new.split() if word not in there]
    return " ".join([topic, *words]).strip() or own


def _replaced(last: str, name: str, cut: Cut | None) -> str:
    """The last name of a query gives way to another one: 해운대 맛집, 광안리 → 광안리 맛집."""
    words = last.split()
    named = [
        at
        for at, word in enumerate(words)
        if word != SEOUL["ko"] and not PLACE_WORDS.search(word) and not _DAYS.search(word)
    ]
    proper = {form for form, tag, _, _ in cut(last) if tag == "NNP"} if cut else set()
    sure = [at for at in named if words[at] in proper]
    if sure == named[:1] and len(named) > 1:  # a city, and a quarter that the tokenizer does not know
        sure = named[:2]
    at = (sure or named or [0])[-1]
    return " ".join([*words[:at], name, *words[at + 1 :]])
