"""A Korean sentence taken apart at its last predicate, by Kiwi: see `agent.tools.typist`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from rag.korean import Korean

READINGS: Final = 6
"""Of a sentence, the likeliest first: 금천구를 지나요 is -나요 first, and 지나- third."""
STEMS: Final = ("VV", "VA", "VX", "VCP", "VCN", "XSV", "XSA")
TELLING: Final = {"어요", "아요", "에요", "예요", "여요", "습니다", "ᆸ니다", "이에요", "죠", "지요"}
REQUEST: Final = {"세요", "으세요", "시어요", "십시오", "으십시오"}
PROMISE: Final = {"ᆯ게요", "을게요"}
SEEN: Final = {"군요", "는군요", "네요"}
OFFER: Final = {"ᆯ까요", "을까요"}
WONDER: Final = {"나요", "은가요", "ᆫ가요", "는가요"}
SPOKEN: Final = {"거든요", "는데요", "은데요", "ᆫ데요"}
KNOWN: Final = TELLING | REQUEST | PROMISE | SEEN | OFFER | WONDER | SPOKEN | {"습니까", "ᆸ니까"}
LIKE_ADJECTIVES: Final = ("싶", "만하", "듯하")
REQUESTED: Final = re.compile(r"세요[.!?]?$")
LOST: Final = {"도": "돌", "푸": "풀", "비": "빌", "파": "팔", "거": "걸"}
"""Verbs in ㄹ before -세요 that look like rarer ones without: 탑을 도세요, 짐을 푸세요, 소원을 비세요."""
WHOLE: Final = {"지어요": "짓", "그어요": "긋", "저어요": "젓"}
"""What is not drawn together (져요) lost a ㅅ."""


@lru_cache(1)
def kiwi() -> Any:
    return Korean().kiwi()


@dataclass(frozen=True, slots=True)
class Predicate:
    """A sentence cut before its last predicate: stem, past or 시, ending, and what stands behind."""

    before: str
    stem: tuple[str, str]
    inner: tuple[tuple[str, str], ...]
    ending: str
    after: str
    verb: bool
    surface: str = ""
    """The sentence as written, up to the ending."""
    written: str = ""
    """The predicate as written: 예요 or 이에요, 돌려주세요."""

    @property
    def past(self) -> bool:
        return any(form in ("었", "았") for form, _ in self.inner)

    @property
    def respectful(self) -> bool:
        return any(form in ("시", "으시") for form, _ in self.inner)


def cut(sentence: str) -> Predicate | None:
    """The first reading that ends as the guide's sentences do, else the first with a predicate. None where no
    predicate ends the sentence: a list, a name, a heading.
    """
    first = None
    asked = bool(REQUESTED.search(sentence))
    for tokens in _readings(sentence):
        found = _cut(sentence, tokens)
        if found is None:
            continue
        if found.ending in KNOWN and _fits(found, asked=asked):
            return _restored(found, asked=asked)
        first = first or found
    return first


def _readings(sentence: str) -> Iterator[Sequence[Any]]:
    """The likeliest alone first: with others beside it, equals change places (날- and 날으-)."""
    yield kiwi().tokenize(sentence)
    for tokens, _ in kiwi().analyze(sentence, top_n=READINGS):
        yield tokens


def _fits(found: Predicate, *, asked: bool) -> bool:
    """-세요 is asked of a verb (드세요 is no 드세-), and 마셔요 asks nothing: it is 마시-, not 말-."""
    if asked:
        return (found.ending in REQUEST or found.respectful) and found.stem[1][:3] not in ("VCP", "VCN")
    if found.ending in WONDER and "?" not in found.after:
        return False  # 금천구를 지나요 wonders nothing
    return not (found.ending == "어요" and found.inner and found.inner[-1][0] in ("시", "으시"))


def _restored(found: Predicate, *, asked: bool) -> Predicate:
    """With the stem that the writer meant."""
    form, tag = found.stem
    if asked and form in LOST and tag.startswith("VV"):
        return replace(found, stem=(LOST[form], tag))
    if not asked and found.written in WHOLE:
        return replace(found, stem=(WHOLE[found.written], "VV-I"), verb=True)
    return found


def _cut(sentence: str, tokens: Sequence[Any]) -> Predicate | None:
    ends = [at for at, token in enumerate(tokens) if token.tag == "EF"]
    if not ends:
        return None
    end = ends[-1]
    tail = sentence[tokens[end].start + tokens[end].len :]
    if tail.strip(" .!?~"):
        return None
    at, inner = end - 1, list[tuple[str, str]]()
    while at >= 0 and tokens[at].tag == "EP":
        inner.insert(0, (tokens[at].form, tokens[at].tag))
        at -= 1
    if at < 0 or tokens[at].tag.split("-")[0] not in STEMS:
        return None
    stem = tokens[at]
    return Predicate(
        sentence[: stem.start],
        (stem.form, stem.tag),
        tuple(inner),
        tokens[end].form,
        tail,
        _verb(stem, tokens[:at]),
        sentence[: tokens[end].start],
        sentence[stem.start : len(sentence) - len(tail)],
    )


def _verb(stem: Any, before: Sequence[Any]) -> bool:
    """Whether it takes the endings of verbs: 가지 않는다, but 크지 않다 and 갖고 있지 않다."""
    kind = stem.tag.split("-")[0]
    if stem.form in ("있", "없", "같", "계시"):
        return False
    if kind != "VX" or stem.form.startswith(LIKE_ADJECTIVES):
        return kind in ("VV", "XSV")
    if stem.form not in ("않", "못하"):
        return True
    earlier = next((token for token in reversed(before) if token.tag[0] in "VX"), None)
    if earlier is None or earlier.form in ("있", "없", "같") or earlier.form.startswith(LIKE_ADJECTIVES):
        return earlier is None
    return earlier.tag.split("-")[0] in ("VV", "XSV", "VX")


def words(sentence: str) -> Iterator[tuple[int, int, list[tuple[str, str]]]]:
    """Its words as written, each by its start, its end and its morphemes."""
    at, parts, end = -1, list[tuple[str, str]](), 0
    number = -1
    for token in kiwi().tokenize(sentence):
        if token.word_position != number:
            if parts:
                yield at, end, parts
            number, at, parts = token.word_position, token.start, []
        parts.append((token.form, token.tag))
        end = token.start + token.len
    if parts:
        yield at, end, parts
