"""What an answer is held to. Each check is plain code over the example: no model judges a model here.

Names are checked where code can tell them: Hangul names of stations, markets, palaces and the like, and Seoul's
districts in Latin letters. Other names in a translation are not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from serving import meaning
from serving.diction import ASIDE, ENDINGS, REFUSAL, SAID, URL, speaks
from serving.train.rows import Row

NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
CLOCK: Final = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")
PHONE: Final = re.compile(r"(?<!\d)\d{2,4}-\d{3,4}-\d{4}(?!\d)")
NAME: Final = re.compile(
    r"[가-힣A-Za-z0-9]+(?:역|궁|공원|시장|박물관|미술관|대교|호선)"
    r"(?=에서|에|으로|로|은|는|이|가|을|를|과|와|의|도|까지|부터|[^가-힣]|$)"
)
COMMON: Final = frozenset(
    [
        "지역",
        "구역",
        "권역",
        "무역",
        "용역",
        "전역",
        "고궁",
        "궁궐",
        "야시장",
        "전통시장",
        "재래시장",
        "도매시장",
        "벼룩시장",
        "국립공원",
        "놀이공원",
        "테마공원",
        "도시공원",
        "미술관",
        "박물관",
        "공원",
        "시장",
        "궁",
        "역",
        "호선",
        "지하철역",
        "가까운역",
        "기차역",
        "환승역",
        "농수산물시장",
        "수산시장",
    ]
)
DISTRICT: Final = re.compile(r"\b([A-Z][a-z]+)-gu\b")
DISTRICTS: Final = {
    "Jongno": "종로구", "Jung": "중구", "Gangnam": "강남구", "Yongsan": "용산구", "Mapo": "마포구", "Seocho": "서초구",
    "Songpa": "송파구", "Seongbuk": "성북구", "Yeongdeungpo": "영등포구", "Seongdong": "성동구", "Seodaemun": "서대문구",
    "Gwangjin": "광진구", "Gangseo": "강서구", "Guro": "구로구", "Nowon": "노원구", "Dongdaemun": "동대문구",
    "Dongjak": "동작구", "Eunpyeong": "은평구", "Gangbuk": "강북구", "Gwanak": "관악구", "Yangcheon": "양천구",
    "Dobong": "도봉구", "Gangdong": "강동구", "Jungnang": "중랑구", "Geumcheon": "금천구",
}  # fmt: skip
ASKED: Final = re.compile(r"^질문: .*", re.MULTILINE | re.DOTALL)
"""Where a prompt's question begins: a meaning that is asked for is no fact."""
MARKERS: Final = re.compile(r"^\s*(?:\d+[.)]\s|[-*•#])", re.MULTILINE)
COLON: Final = re.compile(r"[:：]")
NUMBERED: Final = re.compile(r"^\s*\d+[.)]\s", re.MULTILINE)
SENTENCE_END: Final = re.compile(r"(?<=[.!?。！？])\s+|(?<=[。！？])|\n+")
SHARE: Final = 0.4
"""Of a sentence's letter pairs, from which it counts as told."""
STYLED: Final = 0.8
"""Of a text's sentences that end as the style does."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """None where a check does not apply. `lies` are the words that the facts do not hold."""

    lies: tuple[str, ...]
    covered: bool | None
    refused: bool | None
    """Whether it said that something is not known, where it had to; and that it did not, where it had not to."""
    language: bool
    style: bool | None
    length: bool
    kept: bool | None = None
    content: float | None = None
    meanings: tuple[str, ...] = ()
    """Sentences that say what a name means, where the facts do not."""

    @property
    def faithful(self) -> bool:
        return not self.lies


def judge(row: Row, answer: str) -> Verdict:
    return _restyled(row, answer) if row.task == "lang" else _answered(row, answer)


def _answered(row: Row, answer: str) -> Verdict:
    refused = bool(REFUSAL[row.language].search(answer))
    pick = row.kind == "pick"
    lines = [line for line in answer.split("\n") if line.strip()]
    style = not MARKERS.search(answer) if not pick else all(COLON.search(line) for line in lines)
    if row.language == "ko" and not pick:
        style = style and all(
            ENDINGS["plain"].search(ASIDE.sub("", one)) for one in sentences(answer) if SAID.search(one)
        )
    return Verdict(
        lies=tuple(lies(answer, row.known)),
        covered=_covered(row, answer),
        refused=refused == row.refuse if not pick else None,
        language=speaks(answer, row.language, row.known),
        style=style and bool(answer.strip()),
        length=0 < len(lines if pick else sentences(answer)) <= row.most + (0 if pick else 1),
        meanings=tuple(meaning.claims(answer, _facts(row))),
    )


def _facts(row: Row) -> str:
    """What an answer may draw on, without the question."""
    return ASKED.sub("", row.messages[-1]["content"]) if row.messages else row.known


def _covered(row: Row, answer: str) -> bool | None:
    if not row.must and not row.tells:
        return None
    flat = answer.lower()
    said = all(any(word.lower() in flat for word in words) for words in row.must)
    return said and (not row.tells or any(told(sentence, answer) for sentence in row.tells))


def _restyled(row: Row, answer: str) -> Verdict:
    foreign = row.language != "ko"
    same = numbers(answer) == numbers(row.known)
    names = [word for word in row.keep if word not in answer]
    share = 1 - len(names) / len(row.keep) if row.keep else 1.0
    wanted = [one for one in sentences(row.known) if SAID.search(ASIDE.sub("", one))]
    ends = ENDINGS[row.style]
    styled = [one for one in sentences(answer) if ends.search(ASIDE.sub("", one))]
    already = all(ends.search(ASIDE.sub("", one)) for one in wanted)
    changed = answer.strip() != row.known.strip()
    length = 0.5 * len(row.known) <= len(answer) <= 1.6 * len(row.known) + 20
    return Verdict(
        lies=tuple(lies(answer, row.known)),
        covered=None,
        refused=None,
        language=speaks(answer, row.language, row.known),
        style=None if foreign else len(styled) >= STYLED * len(wanted) and (changed or already),
        length=length,
        kept=same,
        content=round(share, 3),
    )


def lies(answer: str, known: str) -> list[str]:
    """Numbers, clock times, phone numbers, links and names that the facts do not hold."""
    bare = known.replace(" ", "")
    found = sorted(numbers(answer) - numbers(known))
    for pattern in (CLOCK, PHONE):
        found += [one for one in pattern.findall(answer) if one not in known]
    found += [one for one in (url.rstrip("./,。、") for url in URL.findall(answer)) if one not in known]
    for name in NAME.findall(answer):
        if name not in COMMON and name.replace(" ", "") not in bare:
            found.append(name)
    found += [
        f"{gu}-gu"
        for gu in DISTRICT.findall(answer)
        if DISTRICTS.get(gu, gu) not in known and f"{gu}-gu" not in known
    ]
    return list(dict.fromkeys(found))


def numbers(text: str) -> set[str]:
    """Numbers as values: 3,000 and 3000 are one, 09 and 9 too."""
    text = NUMBERED.sub("", text)
    return {one.replace(",", "").lstrip("0").rstrip(".") or "0" for one in NUMBER.findall(text)}


def sentences(text: str) -> list[str]:
    return [one.strip() for one in SENTENCE_END.split(text) if one.strip()]


def told(sentence: str, answer: str) -> bool:
    pairs = _pairs(sentence)
    return len(pairs & _pairs(answer)) >= SHARE * len(pairs)


def _pairs(text: str) -> set[str]:
    words: Iterable[str] = "".join(char if char.isalnum() else " " for char in text.lower()).split()
    return {word[at : at + 2] for word in words for at in range(max(len(word) - 1, 1))}
