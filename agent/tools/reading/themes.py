"""Words that say what a place may be: kinds, tags and districts, in the words that people use for them."""

import re
from typing import Final, Literal

from rag.passage import DISTRICTS, KINDS, TAGS
from rag.senses import phrases
from rag.terms import normal

_LITTLE: Final = frozenset(
    (
        *("서울", "서울의", "좋은", "곳", "데", "있는", "괜찮은", "유명한", "예쁜", "멋진"),
        *("in", "seoul", "the", "a", "best", "good", "nice", "of", "with", "for", "and"),
    )
)


def _spoken(words: str) -> list[str]:
    return [word.lower() for word in words.split() if len(word) > 1 or not word.isascii()]


_KINDS: Final = frozenset(word for words in KINDS.values() for word in _spoken(f"{words.ko} {words.other}"))
_TAGS: Final = frozenset(
    word for key, words in TAGS.items() for word in _spoken(f"{key} {words.ko} {words.other}")
)
_AREAS: Final = frozenset(
    part for name in DISTRICTS for part in (name, name.removesuffix("구")) if len(part) > 1
)
_PARTICLES: Final = ("에서", "에", "의", "이", "한", "쪽", "s", "es")


def theme(word: str) -> Literal["kind", "theme", "little"] | None:
    """What a word says of a wish; None when it says something else."""
    for form in (word, *(word.removesuffix(end) for end in _PARTICLES if word.endswith(end))):
        if form in _KINDS:
            return "kind"
        if form in _TAGS:
            return "theme"
        if form in _AREAS or form in _LITTLE:
            return "little"
    return None


_WORDS: Final = re.compile(r"[가-힣]+|[a-z]+")
_SHORT: Final = 40
"""Characters: what says more is no bare wish."""


def themed(text: str) -> bool:
    """무료 미술관, 종로 한옥: nothing but what a place may be, and where."""
    told = [theme(word) for word in _WORDS.findall(text.lower())]
    return len(text) <= _SHORT and all(told) and ("kind" in told or told.count("theme") > 1)


_SAID, _WRITTEN = phrases()
_AFTER: Final = re.compile(r"(?<=[가-힣]{2})(?:에서|까지|부터|으로|하기|하러|을|를|이|가|에|도|은|는|로|랑)$")
_DOING: Final = frozenset(
    (
        *("먹고", "마시고", "싶어", "싶어요", "싶은데", "싶은데요", "싶다", "싶네"),
        *(
            "있어",
            "있어요",
            "있나",
            "있나요",
            "있을까",
            "있을까요",
            "있음",
            "있는지",
            "뭐",
            "뭐가",
            "없나",
            "없나요",
            "없어",
            "없어요",
            "없을까",
        ),
        *("구경", "먹기", "마시기", "보기", "놀기", "하기", "걷기", "투어", "탐방", "즐기기", "추천", "좀"),
        *(
            "데",
            "곳",
            "만한",
            "에서",
            "에",
            "쪽",
            "쪽에",
            "근처",
            "집",
            "가게",
            "맛집",
            "거",
            "것",
            "음식",
            "순례",
            "호핑",
            "나들이",
            "in",
            "at",
            "around",
            "the",
            "a",
            "for",
            "of",
            "and",
            "tour",
            "spot",
            "spots",
        ),
    )
)
_JOINTS: Final = re.compile(
    r"[\s\W_のでにをはがへと的在里去看吃买買逛]+|巡り|めぐり|したい|したいです|推荐|おすすめ"
)
_FAR: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def outing(text: str) -> bool:
    """빵지순례, 떡볶이 투어, 비건 식당: nothing but things to look for, or going after them."""
    told = [_wanted(part) for word in _WORDS.findall(normal(text)) for part in _parts(word)]
    return len(text) <= _SHORT and all(told) and "theme" in told


def _parts(word: str) -> tuple[str, ...]:
    match = _ROUND.search(word)
    return (word[: match.start()], match.group()) if match and word not in _SAID else (word,)


_ROUND: Final = re.compile(r"(?<=[가-힣])(?:투어|순례|탐방|호핑|나들이|구경|맛집|집|가게)$")
_LIKE: Final = re.compile(
    r"^(?:매운|단|짠|따뜻한|뜨거운|뜨끈한|시원한|차가운|달콤한|느끼한|얼큰한|맛있는|예쁜|이쁜|조용한|분위기|좋은|맛난|특이한|비싼|싼|저렴한|괜찮은|유명한|오래된|전통)$"
)
"""What the thing looked for is like."""


def looked_for(text: str) -> bool:
    """라멘, 새벽까지 쇼핑, カフェ巡り: nothing but what may be looked for in a quarter named beside it."""
    plain = normal(text)
    if _FAR.search(plain):
        return bool(_WRITTEN.search(plain)) and not _JOINTS.sub("", _WRITTEN.sub(" ", plain))
    told = [_wanted(part) for word in _WORDS.findall(plain) for part in _parts(word)]
    return len(plain) <= _SHORT and all(told) and any(one != "little" for one in told)


def _wanted(word: str) -> str | None:
    for form in (word, _AFTER.sub("", word)):
        if form in _DOING:
            return "little"
        if form in _SAID:
            return "theme"
    return theme(word) or ("little" if _LIKE.match(word) else None)
