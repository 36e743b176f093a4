# ruff: noqa: SIM905 (tables of letters)
"""How near a written word is to a name: letters that differ, and how many may."""

from itertools import pairwise

from rapidfuzz.distance import OSA, Levenshtein

from agent.tools.text.hangul import heard
from agent.tools.text.words import KIND

_NEAR = frozenset(
    """ㅗㅓ ㅓㅏ ㅏㅣ ㅗㅛ ㅓㅕ ㅏㅑ ㅜㅠ ㅜㅡ ㅗㅜ ㅓㅡ ㅕㅛ ㅕㅖ ㅔㅖ ㅑㅕ ㅣㅡ ㅣㅔ
    ㅓㅔ ㅠㅡ ㅏㅔ ㄱㅋ ㄷㅌ ㅂㅍ ㅈㅊ ㄷㅈ ㄴㅁ ㄴㅇ ㅁㅇ""".split()
)
"""Letters that sound or look alike."""
_BESIDE = _NEAR | frozenset(
    "ㅂㅈ ㄷㄱ ㄱㅅ ㅇㄹ ㄹㅎ ㅋㅌ ㅌㅊ ㅊㅍ ㅂㅁ ㅈㄴ ㄷㅇ ㄱㄹ ㅅㅎ ㄱㅇ ㄴㄹ".split()
)
"""Letters that lie side by side on the keyboard, too."""
_ALIKE = 0.3
"""Cost of a vowel that only sounds the same."""
SHORT, MIDDLE, LONG = 2, 3, 5
"""Syllables."""


def apart(word: str, sounds: str, name: str, name_sounds: str) -> float:
    """Letters that differ; a vowel that sounds the same is a third, syllables swapped or doubled one slip."""
    cost = float(OSA.distance(sounds, name_sounds)) or _ALIKE
    if cost > 1 and rearranged(word, name):
        return 1.2
    if cost > 1 and len(name) >= LONG and len(word) < len(name) and name[-1] == word[-1]:
        return 1.5 if OSA.distance(word, name) == 1 else cost
    return cost


def rearranged(word: str, name: str) -> bool:
    """Whether two syllables are swapped, or one is doubled."""
    if len(name) < MIDDLE or OSA.distance(word, name) != 1:
        return False
    doubled = len(word) > len(name) and any(one == two for one, two in pairwise(word))
    return doubled or sorted(word) == sorted(name)


def _likely(sounds: str, name_sounds: str, neighbours: frozenset[str]) -> bool:
    """Whether the one letter that differs is a neighbour's, or was left out or doubled."""
    edits = Levenshtein.editops(sounds, name_sounds)
    if len(edits) != 1:
        return False
    edit = next(iter(edits))
    pair = sounds[edit.src_pos : edit.src_pos + 1] + name_sounds[edit.dest_pos : edit.dest_pos + 1]
    return edit.tag != "replace" or pair in neighbours or pair[::-1] in neighbours


def allowed(
    word: str, name: str, cost: float, sounds: str, name_sounds: str, *, placed: bool, known: bool
) -> float:
    """The cost up to which `name` may be meant: two syllables, or two before 역, are near to many words."""
    kind = len(kind_of(name))
    own = len(name) - kind
    if (
        own > SHORT >= len(word) - kind and kind > 1
    ):  # 고래박물관 is no 고려대박물관: half of it is another word
        own = SHORT
    if cost <= _ALIKE:
        return _ALIKE
    if len(name) <= SHORT:
        return 1 if placed and _likely(sounds, name_sounds, _NEAR) else _ALIKE
    if own <= SHORT:
        return 1.2 if known or cost > 1 or _likely(sounds, name_sounds, _BESIDE) else _ALIKE
    if own == MIDDLE:
        return 2 if len(name) > own else 1.2
    return 2 if own <= 6 else 3  # noqa: PLR2004


def kind_of(name: str) -> str:
    match = KIND.search(name)
    return match.group() if match else ""


def same_kind(word: str, name: str, popularity: int) -> bool:
    """청룡각 is no slip of 청룡궁: the kind is written as it is, or nearly so and as no other kind."""
    kind = kind_of(name)
    tail = word[-len(kind) :] if kind else ""
    if tail == kind:
        return True
    if kind and len(word) > len(name):  # 타우어 for 타워
        tail = word[len(name) - len(word) - len(kind) :]
    other = kind_of(word)
    if other and len(other) >= len(kind):
        cut = heard(other) == heard(kind)[: len(heard(other))]  # 북한사 for 북한산
        return cut and popularity > 0 and word[: -len(kind)] == name[: -len(kind)]
    if kind == "대":  # 서울에 is no 서울대
        return heard(tail)[0] in "ㄷㅌ"
    if len(kind) == 1:  # 도봉순 is no 도봉산
        return _likely(heard(tail), heard(kind), _BESIDE)
    return OSA.distance(heard(tail), heard(kind)) <= (1 if len(kind) < MIDDLE else 2)
