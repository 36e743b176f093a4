"""The conditions that a wish names in its own words: 무료, 지금 열린, 종로에서.

They become filters, so that "무료 미술관" never answers with one that costs something. What is not said
exactly is left to the search: 비 오는 날 is a meaning, not a condition.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from rag.asked import Asked
from rag.passage import DISTRICTS

FREE = re.compile(
    r"무료|공짜|입장료\s?(?:가|는|도)?\s?(?:없|안\s?(?:내|받))|돈\s?(?:이|은)?\s?안\s?(?:드|들|내)|"
    r"\bfree\b(?!\s?(?:wi-?fi|parking|time|tour|day))|\bno (?:admission|entrance) fee|無料|无料|"
    r"免费|免費|不[要用](?:钱|門票|门票)",
    re.IGNORECASE,
)
PAID_TOO = re.compile(
    r"무료\s?(?:주차|와이파이|셔틀|체험|공연|개방|해설)|"
    r"free (?:wi-?fi|parking|tour)|無料(?:Wi|駐車)|免费(?:wifi|停车)",
    re.IGNORECASE,
)
OPEN = re.compile(
    r"(?:지금|현재|이\s?시간|이\s?시각)(?:에|도)?\s?(?:\S{1,6}\s)?"
    r"(?:열려|열린|여는|연|문\s?연|문\s?여|갈\s?수|영업|운영|하는\s?(?:곳|데))|"
    r"영업\s?중|문\s?(?:연|열린)\s?(?:곳|데)|\bopen (?:right )?now\b|"
    r"\bcurrently open\b|\bopen at (?:this|the) (?:time|hour|moment)|"
    r"(?:今|現在|いま)(?:も|から|すぐ)?(?:開い|営業|やってい|行け)|営業中|"
    r"(?:现在|現在)(?:还|還)?(?:开|開|营业|營業)|(?:营业|營業)中",
    re.IGNORECASE,
)
_PLACE = r"(?:에서|에\s|쪽|안에|내에|의\s|지역|일대)"
"""What makes an area of a name that is a station, a street or a surname too."""


def _patterns() -> list[tuple[re.Pattern[str], str]]:
    made = []
    for name, said in DISTRICTS.items():
        latin, *han = said.other.split()
        latin = latin.removesuffix("-gu")
        han += [way.replace("区", "區") for way in han]
        ways = [rf"(?<![가-힣]){name}(?![가-힣]{{0,2}}역)", rf"\b{latin}[- ]?gu\b", *han]
        if said.roomy:
            ways += [rf"(?<![가-힣]){name[:-1]}\s?{_PLACE}", rf"\bin {latin}\b"]
        made.append((re.compile("|".join(ways), re.IGNORECASE), name))
    return made


_DISTRICTS = _patterns()


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a wish insists on. `open_now`: at the moment of asking."""

    free: bool | None = None
    open_now: bool = False
    district: str | None = None

    def at(self, now: datetime) -> Asked:
        """As the retriever takes them."""
        return {"free": self.free, "district": self.district, "open_at": now if self.open_now else None}


def conditions(text: str) -> Conditions:
    free = True if FREE.search(PAID_TOO.sub("", text)) else None
    return Conditions(free, bool(OPEN.search(text)), district(text))


def district(text: str) -> str | None:
    """The one district that a text names; None where it names several or none."""
    found = {name for pattern, name in _DISTRICTS if pattern.search(text)}
    return found.pop() if len(found) == 1 else None
