"""How much of a query a result speaks of: enough to tell an answer from noise."""

import re

from agent.tools.web.found import Source

GOOD = 0.5
"""From here on a result is about the question."""
_WORD = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+", re.IGNORECASE)
_COMMON = frozenset(
    "서울 seoul ソウル 首尔 首爾 위치 주소 추천 정보 location address the a an in of at to is for".split()  # noqa: SIM905 – words read better as words
)


def relevance(query: str, source: Source) -> float:
    """0–1: the share of the query's words found in the result; Hangul, kana and Han count by letter pairs."""
    terms = _terms(query)
    if not terms:
        return 1.0
    body = f"{source.title} {source.snippet}".casefold()
    squeezed = "".join(body.split())
    return sum(term in (body if term.isascii() else squeezed) for term in terms) / len(terms)


def _terms(query: str) -> set[str]:
    words = [word for word in _WORD.findall(query.casefold()) if word not in _COMMON]
    terms: set[str] = set()
    for word in words:
        if word.isascii() or len(word) == 1:
            terms.add(word)
        else:
            terms.update(word[at : at + 2] for at in range(len(word) - 1))
    return terms
