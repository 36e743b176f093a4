"""How much of a query a result speaks of: enough to tell an answer from noise, and to put the best first."""

import math
import re
from collections.abc import Iterable, Sequence

from agent.tools.web.found import Source

GOOD = 0.5
"""From here on a result is about the question."""
NOISE = 0.2
"""Below, it is about something else."""
ELSEWHERE = 0.3
"""Of a result in another script than the query's: it may be about it, nobody can tell by letters."""
TITLE = 0.5
"""What a word in the title weighs beside one in the text."""
AGAIN = 0.1
"""What a word that was there before still adds."""
_SENTENCE = re.compile(r"(?:[^.!?。]|\.(?=\w))+[.!?。]*\s*|[.!?。]+\s*")
_WORD = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]{2}", re.IGNORECASE)
_HANGUL = re.compile(r"[가-힣]")
_HAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_COMMON = frozenset(
    "서울 seoul ソウル 首尔 首爾 위치 주소 추천 정보 location address the a an in of at to is for".split()  # noqa: SIM905 – words read better as words
)


def relevance(query: str, source: Source) -> float:
    """0–1: the share of the query's words found in the result; Hangul, kana and Han count by letter pairs."""
    terms = _terms(query)
    if not terms:
        return 1.0
    said = f"{source.title} {source.snippet}"
    found = sum(_holds(said, terms)) / len(terms)
    return max(found, ELSEWHERE) if _foreign(query, said) else found


def ranked(query: str, sources: Iterable[Source]) -> list[Source]:
    """Best first. A word that few results have tells more than one that all have; equals keep their order."""
    held = list(sources)
    terms = sorted(_terms(query))
    said = [_holds(f"{one.title} {one.snippet}", terms) for one in held]
    titled = [_holds(one.title, terms) for one in held]
    weight = [math.log(1 + (len(held) + 1) / (0.5 + sum(column))) for column in zip(*said, strict=True)]

    def score(at: int) -> float:
        return sum(w * (s + TITLE * t) for w, s, t in zip(weight, said[at], titled[at], strict=True))

    return [held[at] for at in sorted(range(len(held)), key=lambda at: -score(at))]


def passage(query: str, text: str, limit: int) -> str:
    """The run of whole sentences, at most `limit` characters, that speaks most of the query."""
    parts = _SENTENCE.findall(text)
    terms = sorted(_terms(query))
    held = [_holds(part, terms) for part in parts]
    best, chosen = -1.0, (0, 0)
    for first in range(len(parts)):
        seen, length, hits, last = [False] * len(terms), 0, 0, first
        while last < len(parts) and length + len(parts[last]) <= limit:
            seen = [old or new for old, new in zip(seen, held[last], strict=True)]
            length, hits, last = length + len(parts[last]), hits + sum(held[last]), last + 1
        score = sum(seen) + AGAIN * hits
        if score > best and last > first:
            best, chosen = score, (first, last)
    return "".join(parts[slice(*chosen)]).strip()


def _holds(text: str, terms: Iterable[str]) -> Sequence[bool]:
    body = text.casefold()
    squeezed = "".join(body.split())
    return [term in (body if term.isascii() else squeezed) for term in terms]


def _foreign(query: str, said: str) -> bool:
    """Whether the result has no letter of the scripts that the query is written in."""
    scripts = [script for script in (_LATIN, _HANGUL, _HAN) if script.search(query)]
    return not any(script.search(said) for script in scripts)


def _terms(query: str) -> set[str]:
    words = [word for word in _WORD.findall(query.casefold()) if word not in _COMMON]
    terms: set[str] = set()
    for word in words:
        if word.isascii() or len(word) == 1:
            terms.add(word)
        else:
            terms.update(word[at : at + 2] for at in range(len(word) - 1))
    return terms
