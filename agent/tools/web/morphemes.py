"""Korean cut down to what a search box wants: nouns and what describes them, no particles, no predicates.

What a word is comes from a tokenizer that the caller has (rag/korean.py's Kiwi); tags are those of the Sejong
corpus: N* nouns, V* verbs and adjectives, J* particles, E* endings (EF and EC end a predicate, ETM makes it
describe the next noun).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple


class Morpheme(NamedTuple):
    form: str
    tag: str
    start: int
    end: int
    """Where it stands in the text."""


Cut = Callable[[str], Sequence[tuple[str, str, int, int]]]
"""Form, tag, start and end of each morpheme of a text."""

_LIGHT: Final = frozenset((
    "하", "되", "있", "없", "알", "모르", "찾", "찾아보", "보", "주", "가", "오", "싶", "말하",
    "알리", "알아보", "알려주", "시키", "가보", "나오", "나", "이르", "남", "들", "어떻", "어떠",
    "그렇", "괜찮", "이러", "가지", "걸리", "만하", "아시", "아", "계시",
))  # fmt: skip
"""Predicates that say nothing about what is looked for."""
_MEANT: Final = {
    "빌리": "대여",
    "사": "구매",
    "바꾸": "교환",
    "맡기": "보관",
    "고치": "수리",
    "타": "타는 법",
    "묵": "숙소",
}
"""What people type for a verb."""
_IDLE: Final = frozenset((
    "좀", "혹시", "그럼", "그러면", "그리고", "그런데", "근데", "제발", "꼭", "보통", "아직", "진짜",
    "정말", "또", "이제", "다", "잘", "어떻게", "왜", "대충", "대략", "한번", "빨리", "그냥", "저기",
    "뭐", "무엇", "누구", "어디", "언제", "얼마", "나", "저", "제", "내", "우리", "너", "거기",
    "여기", "그거", "이거", "그것", "이것",
))  # fmt: skip
_EMPTY: Final = frozenset("수 만 것 거 줄 적 지 바 뿐 군데 중".split())  # noqa: SIM905
"""Dependent nouns that only carry a predicate (갈 만, 빌릴 수) or a count (몇 군데)."""
_SPOT: Final = frozenset(("데", "곳"))
_WHOLE: Final = frozenset(("비건",))
"""Nouns that are cut as if they were predicates."""
_JAMO: Final = re.compile("[\u1100-\u11ff]")
"""A particle that would be but the end of a syllable: of a loanword's, rather."""
_RAIN: Final = frozenset(("비", "눈", "소나기", "우박", "태풍"))
_PREDICATE: Final = ("VV", "VA", "VX", "VC", "XSV", "XSA", "EP", "EF", "EC", "ETN")


def told(text: str, cut: Cut) -> tuple[str, bool]:
    """The words that are looked for, and whether a predicate describes one of them (핫한 카페)."""
    words = list(_words([Morpheme(*one) for one in cut(text)], text))
    kept: list[str] = []
    described = False
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else []
        if text[word[0].start : word[-1].end] in _WHOLE:
            kept.append(text[word[0].start : word[-1].end])
        elif word[-1].tag == "ETM" and after and after[0].tag.startswith(("N", "SL", "XR", "SN", "MM")):
            if word[0].form in {"하", "만", "만하"}:  # 하는 술집, 갈 만한 카페
                described = True
            elif after[0].form in _EMPTY:
                kept += _predicate(word, kept)
            else:
                kept.append(text[word[0].start : word[-1].end])
                described = True
        elif any(one.tag.startswith(_PREDICATE) for one in word):
            kept += _predicate(word, kept)
        else:
            kept += _nominal(word, text)
    if "우산" in kept and kept[-1] in {"우산", "챙기기", "필요"}:  # it is the rain that is asked for
        kept[kept.index("우산") :] = ["비", "예보"]
    return " ".join(kept), described


def _words(cut: Sequence[Morpheme], text: str) -> Iterator[list[Morpheme]]:
    """What stands between spaces, without particles and marks at its end."""
    word: list[Morpheme] = []
    for one in cut:
        if word and text[word[-1].end : one.start].isspace():
            yield from _bare(word)
            word = []
        word.append(one)
    yield from _bare(word)


def _bare(word: list[Morpheme]) -> Iterator[list[Morpheme]]:
    while (
        word
        and not _JAMO.fullmatch(word[-1].form)
        and (word[-1].tag.startswith(("J", "SF", "SP", "SS", "SE", "SO")) or word[-1].form == "쯤")
    ):
        word = word[:-1]
    if word:
        yield word


def _predicate(word: list[Morpheme], before: list[str]) -> Iterator[str]:
    """Of 예약하나요 the noun, of 빌리나요 what is meant; nothing of 있나요."""
    nouns = [one for one in word if one.tag.startswith(("N", "SL", "XR", "SN", "SH", "MM"))]
    head = "".join(one.form for one in nouns if one.form not in _IDLE | _EMPTY)
    if head:
        yield head
        return
    verb = next((one.form for one in word if one.tag.startswith(("VV", "VA"))), "")
    if verb in {"오", "내리"} and before and before[-1] in _RAIN:
        yield "예보"
    elif verb in _MEANT:
        yield _MEANT[verb]
    elif len(verb) > 1 and verb not in _LIGHT and word[0].tag.startswith("VV"):
        yield f"{verb}기"


def _nominal(word: list[Morpheme], text: str) -> Iterator[str]:
    shown = text[word[0].start : word[-1].end]
    if shown in _IDLE or word[0].form == "몇" or {one.tag for one in word} <= {"IC", "MAJ", "NP", "NR"}:
        return
    if shown in _EMPTY:
        return
    yield "곳" if shown in _SPOT else shown
