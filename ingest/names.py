"""Names as people say them, out of names as sources write them."""

import re
from dataclasses import dataclass

_MARKS = re.compile(r"^\s*\[[^\]]*\]\s*|\s*\[[^\]]*\]\s*$")
"""[유네스코 세계유산], [K드라마 촬영지]: remarks, no names."""
_COURSE = re.compile(
    r"^\[(?P<trail>[^\]]*?둘레길|[^\]]*?하늘길|[^\]]*?순성길|[^\]]*?길코스)\s*(?P<number>\d+)?\s*(?P<kind>코스|구간|산책로)?\]\s*(?P<name>.+)$"
)
_YEAR = re.compile(r"^(?:19|20)\d\d(?:년|년도)?\s+|^제\s*\d+\s*회\s+|^\d{4}\s+(?=[가-힣])")
_TAIL = re.compile(r"\s*[(（<〈](?P<inner>[^()（）<>〈〉]*)[)）>〉]\s*$")
_REGION = re.compile(
    r"(?:서울|강북|강서|강남|성북|성동|중랑|관악|서대문|은평|마포|중구|용산|실내|실외|지하|동편|서편|동쪽|서쪽|[가-힣]{1,4}[구동산])"
)
_NOT_A_NAME = re.compile(
    r"^\s*$|사적|제?\d+호|TAX|Tax|무료|휴관|폐관|예정|신관|이전|공사|면세|조선|고종|왕후|선열|왕|월|운영|구독|전시장$|이진|황후|행사|의사당$|본사|점$|센터$|대공연장|골목형"
)
_FORMER = re.compile(r"^(?:구[.\s]\s*|옛\s+|舊\s*)")
_INSIDE = re.compile(r"[(（][^()（）]*[)）]")
_APART = re.compile(r"[,，]|현\s")
_LETTER = re.compile(r"[가-힣A-Z]")
_SPACES = re.compile(r"\s+")
_QUOTES = re.compile(r"[‘’“”'\"`]")
_PREFIXES = (
    "서울특별시교육청 ", "서울특별시교육청", "서울특별시 ", "재단법인 ", "(재)", "사단법인 ", "(주)",
)  # fmt: skip
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&.,'’\-\s]*")


@dataclass(frozen=True, slots=True)
class Called:
    """A name to say, and the other names that its source gave beside it."""

    name: str
    aliases: tuple[str, ...] = ()
    latin: str | None = None
    """A name in Latin letters that stood in brackets."""


def clean(written: str) -> Called:
    """The name without remarks, years and brackets; what stood in brackets, where it is a name too.

    clean("1898 명동성당") → 명동성당; clean("서울생각마루(뚝섬 자벌레)") → 서울생각마루, 뚝섬 자벌레;
    clean("[북한산 둘레길 8구간] 구름정원길") → 북한산둘레길 구름정원길, 북한산둘레길 8구간.
    """
    text = _SPACES.sub(" ", written.replace("?", "·").replace("ㆍ", "·")).strip()
    course = _COURSE.match(text)
    if course:
        return _course(course)
    text = _YEAR.sub("", _MARKS.sub("", text))
    aliases: list[str] = []
    latin = None
    while (tail := _TAIL.search(text)) and tail.start() > 0:
        inner = _SPACES.sub(" ", tail.group("inner")).strip()
        text = text[: tail.start()].strip()
        if _LATIN.fullmatch(inner) and len(inner) > 2:  # noqa: PLR2004
            latin = inner
        if _names(inner):
            aliases += [_FORMER.sub("", part).strip() for part in _APART.split(inner)]
    text = _INSIDE.sub("", _QUOTES.sub("", text))
    for prefix in _PREFIXES:
        text = text.removeprefix(prefix)
    text = _SPACES.sub(" ", text).strip(" ,·-")
    kept = (alias for alias in aliases if _names(alias) and alias != text and not alias.isdigit())
    return Called(text, tuple(dict.fromkeys(kept)), latin)


def _names(inner: str) -> bool:
    """Whether what stands in brackets is a name: no region that tells two temples apart, no remark."""
    bare = inner.strip()
    if len(bare) < 2 or _NOT_A_NAME.search(bare) or _REGION.fullmatch(bare):  # noqa: PLR2004
        return False
    return bool(_LETTER.search(bare))


def _course(found: re.Match[str]) -> Called:
    trail = found.group("trail").replace(" ", "")
    number, kind, name = found.group("number"), found.group("kind") or "", found.group("name").strip()
    numbered = f"{trail} {number}{kind}" if number else trail
    if name.endswith("코스"):
        return Called(numbered, (f"{trail} {name}",)) if number else Called(f"{trail} {name}")
    if "~" in name:
        return Called(numbered)
    return Called(f"{trail} {name}", (numbered,) if number else ())
