"""What is said of a listener with respect, said without, as to friends and children: 가시는지 → 가는지."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from agent.tools.style.predicate import LOST, kiwi, words

HONOURED: Final = {"계시": "있", "드시": "먹", "잡수시": "먹", "주무시": "자"}
"""Words of respect, and the plain ones."""
WORDED: Final = (
    (re.compile(r"(?<![가-힣])계세요(?=[.!]?$)"), "있으세요"),
    (re.compile(r"(?<![가-힣])주무세요(?=[.!]?$)"), "자세요"),
    (re.compile(r"(?<![가-힣])(?<!손에 )(?<!손으로 )(?<!높이 )드세요(?=[.!]?$)"), "먹으세요"),
    (re.compile(r"죄송하지만"), "미안하지만"),
)
HUMBLE: Final = {"저": "나", "저희": "우리"}
ENDED: Final = "EF"
POSSESSED: Final = (("나", "NP"), ("의", "JKG"))


def plain(sentence: str) -> str:
    """Without 시 and words of respect. The last predicate keeps its 시, which its ending asks for."""
    for asked, said in WORDED:
        sentence = asked.sub(said, sentence)
    told, done = "", 0
    for start, end, parts in words(sentence):
        if (put := _plain(parts)) is not None:
            told += sentence[done:start] + put
            done = end
    return told + sentence[done:]


def _plain(parts: Sequence[tuple[str, str]]) -> str | None:
    """A word from its morphemes; None where it stays as it is written."""
    if any(one[1][0] in "NX" and other[1] == "VV" for one, other in pairwise(parts) if one[0] != "말씀"):
        return None  # a name: 부처님오신날
    last = any(tag == ENDED for _, tag in parts)
    kept = list(parts) if last else _unhonoured(parts)
    kept = [_one(form, tag) for form, tag in kept]
    if ("말씀", "NNG") in kept:
        kept = _telling(kept)
    if kept == list(parts):
        return None
    if tuple(kept[:2]) == POSSESSED:
        return "내" + ("" if len(kept) == 2 else str(kiwi().join(kept[2:])))  # noqa: PLR2004 - 내가 has a 가
    text: str = kiwi().join([(form, tag, False) for form, tag in kept])
    return text


def _unhonoured(parts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without 시; a ㄹ that it swallowed comes back: 짐을 푸시고 → 풀고."""
    kept: list[tuple[str, str]] = []
    for form, tag in parts:
        if tag == "EP" and form in ("시", "으시"):
            if kept and kept[-1][1] == "VV":
                kept[-1] = (LOST.get(kept[-1][0], kept[-1][0]), "VV")
        else:
            kept.append((form, tag))
    return kept


def _one(form: str, tag: str) -> tuple[str, str]:
    if tag == "NP":
        return HUMBLE.get(form, form), tag
    if (form, tag) == ("드리", "VX"):
        return "주", tag
    if tag[0] == "V":
        return HONOURED.get(form, form), tag
    return form, tag


def _telling(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """말씀드리면 → 말하면, 말씀해 → 말해."""
    at = parts.index(("말씀", "NNG"))
    if at + 1 < len(parts) and parts[at + 1][0] in ("드리", "하"):
        return [*parts[:at], ("말하", "VV"), *parts[at + 2 :]]
    return parts
