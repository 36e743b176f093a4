"""The conditions that a wish names in its own words: 무료, 지금 열린, 종로에서, 미술관.

They become filters, so that "무료 미술관" never answers with one that costs something. What is not said
exactly is left to the search: 비 오는 날 is a meaning, not a condition.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from data.place import Category
from rag.asked import Asked
from rag.passage import DISTRICTS

FREE = re.compile(
    r"무료|공짜|입장료\s?(?:가|는|도)?\s?(?:없|안\s?(?:내|받))|돈\s?(?:이|은)?\s?(?:한\s?푼\s?)?안\s?(?:드|들|내|쓰|써)|"
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
_KINDS: dict[Category, str] = {
    "museum": r"박물관|기념관|과학관|\bmuseums?\b(?! of art)|博物館|博物馆|科学館|科学馆",
    "gallery": r"미술관|갤러리|화랑|\bgaller(?:y|ies)\b|art museums?|美術館|ギャラリー|美术馆",
    "park": r"(?<!놀이)(?<!테마)(?<!국립)공원|(?<!theme )(?<!amusement )(?<!national )\bparks?\b|公園|公园",
    "market": r"시장|\bmarkets?\b|市場|市场|夜市",
    "temple": r"사찰|절(?=$|[\s?!.,]|[을은이]\s|에\s|들)|\btemples?\b|お寺|寺院|寺庙|佛寺",
    "church": r"성당|교회|\bchurch(?:es)?\b|cathedrals?|教会|聖堂|教堂",
    "palace": r"궁궐|고궁|왕궁|(?<![가-힣])궁(?=$|[\s?!.,]|[은이을도]|들)|\bpalaces?\b|"
    r"古宮|宮殿|王宮|宫殿|故宫|古宫",
    "library": r"도서관|\blibrar(?:y|ies)\b|図書館|图书馆",
    "theatre": r"공연장|(?:소|대)?극장|\btheat(?:re|er)s?\b|劇場|剧场|剧院",
    "theme_park": r"놀이\s?공원|놀이동산|테마\s?파크|(?:theme|amusement) parks?|遊園地|テーマパーク|游乐园",
    "food": r"맛집|식당|음식점|밥집|술집|빵집|찻집|(?<!북)(?<!만화)(?<!만화\s)카페(?!\s?거리)|"
    r"포장마차|먹자골목",
    "hotel": r"호텔|\bhotels?\b|ホテル|酒店",
}
_ALSO: dict[Category, tuple[Category, ...]] = {
    "park": ("river", "trail", "view"), "palace": ("heritage",), "market": ("food",),
    "theme_park": ("park",), "food": ("neighbourhood", "market"),
}  # fmt: skip
"""What people call so too: 반포한강공원 is a river, 낙산공원 a view."""
_BESIDE = r"(?!\s?(?:근처|주변|인근|부근|옆|앞|말고|빼고|에서|역|구경\s?말|near|付近|近く|の近|附近|周边|旁))"
_KIND_WORDS = {kind: re.compile(f"(?:{words}){_BESIDE}", re.IGNORECASE) for kind, words in _KINDS.items()}

_HANGUL = "(?-i:[가-힣])"
"""Without case: folding eleven thousand letters that have none takes a start a tenth of a second here."""
_PLACE = r"(?:에서|에\s|쪽|안에|내에|의\s|지역|일대)"
"""What makes an area of a name that is a station, a street or a surname too."""


def _patterns() -> list[tuple[re.Pattern[str], str]]:
    made = []
    for name, said in DISTRICTS.items():
        latin, *han = said.other.split()
        latin = latin.removesuffix("-gu")
        han += [way.replace("区", "區") for way in han]
        korean = [rf"{name}(?!{_HANGUL}{{0,2}}역)"]
        ways = [rf"\b{latin}[- ]?gu\b", *han]
        if said.roomy:
            korean.append(rf"{name[:-1]}\s?{_PLACE}")
            ways.append(rf"\bin {latin}\b(?:[- ]?gu\b)?")
        ways.insert(0, rf"(?<!{_HANGUL})(?:{'|'.join(korean)})")
        made.append((re.compile("|".join(ways), re.IGNORECASE), name))
    return made


_DISTRICTS = _patterns()
_ASIDE_BEHIND = re.compile(
    r"(?:은|는|을|를|이)?\s?(?:말고|빼고|빼면|제외|아닌|외에|이외|밖에?\s)|以外|じゃな[いく]|ではな[いく]|を除|之外|以外"
)
_ASIDE_BEFORE = re.compile(
    r"(?:\bnot(?:\s(?:in|from))?|\bexcept(?:\sfor|\sin)?|\bother\sthan|\boutside(?:\sof)?|\bbesides|\bexcluding"
    r"|除了?|不在|不要)\s?$",
    re.IGNORECASE,
)
"""Around a district that is left out: 종로구 말고."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a wish insists on. `open_now`: at the moment of asking."""

    free: bool | None = None
    open_now: bool = False
    district: str | None = None
    kinds: tuple[Category, ...] = ()
    """The categories that it names; any will do. Not in `at`: a list is better than none of a kind."""
    apart: frozenset[str] = frozenset()
    """Districts that it leaves out. Not in `at`: engines know none that they leave out."""

    def at(self, now: datetime) -> Asked:
        """As the retriever takes them."""
        return {"free": self.free, "district": self.district, "open_at": now if self.open_now else None}


def conditions(text: str) -> Conditions:
    free = True if FREE.search(PAID_TOO.sub("", text)) else None
    apart = frozenset(name for _, name in _set_aside(text))
    return Conditions(free, bool(OPEN.search(text)), district(text), kinds(text), apart)


def kinds(text: str) -> tuple[Category, ...]:
    """The categories that a wish asks for by their names, with what else bears the name."""
    named = strictly(text)
    return tuple(dict.fromkeys([*named, *(also for kind in named for also in _ALSO.get(kind, ()))]))


def strictly(text: str) -> tuple[Category, ...]:
    """The categories that a wish names, and no others: the nearest palace is no other old building."""
    return tuple(kind for kind, words in _KIND_WORDS.items() if words.search(text))


def district(text: str) -> str | None:
    """The one district that a text names; None where it names several or none. One left out is not named."""
    text = undistricted(text)
    found = {name for pattern, name in _DISTRICTS if pattern.search(text)}
    return found.pop() if len(found) == 1 else None


def undistricted(text: str) -> str:
    """A text without the districts that it leaves out: looked for, they would be found."""
    for span, _ in sorted(_set_aside(text), reverse=True):
        text = f"{text[: span[0]]} {text[span[1] :]}"
    return text


def areas(text: str) -> str:
    """A text without any district."""
    for pattern, _ in _DISTRICTS:
        text = pattern.sub(" ", text)
    return text


def _set_aside(text: str) -> list[tuple[tuple[int, int], str]]:
    """Where a district is left out, with the words that say so, and which it is."""
    made = []
    for pattern, name in _DISTRICTS:
        for said in pattern.finditer(text):
            behind = _ASIDE_BEHIND.match(text, said.end())
            before = _ASIDE_BEFORE.search(text, 0, said.start())
            if behind or before:
                start = before.start() if before else said.start()
                made.append(((start, behind.end() if behind else said.end()), name))
    return made
