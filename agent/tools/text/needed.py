"""What a text must hold for a pattern to match it, read off the pattern.

Of the syntax of `re`: what it does not know better is taken to need nothing, which is always true.
"""

import re
from typing import Final

Need = frozenset[str]
"""Runs of small letters, one of which is in whatever matches; empty: nothing is known."""
Needs = tuple[Need, ...]
"""All of them are needed; that which the fewest texts fulfil comes first."""

_NOTHING: Final[Need] = frozenset()
_QUANTIFIER: Final = re.compile(r"(?:([?*])|(\+)|\{(\d*)(?:,\d*)?\})[?+]?")
_OPENING: Final = re.compile(r"\((?:\?(?:P<\w+>|P=|#|[<]?[=!]|[a-zA-Z-]*:|[a-zA-Z-]*(?=\)))?)?")
_AROUND: Final = ("(?=", "(?!", "(?<=", "(?<!", "(?P=", "(?#")
"""Groups that match nothing themselves, or nothing that stands in them."""
_CAPTURING: Final = re.compile(r"(?<!\\)\((?!\?)|\(\?P<")
_WIDE: Final = 12
"""Letters of a class that are runs of their own."""


def branches(pattern: str) -> list[tuple[str, Needs]]:
    """The alternatives of a pattern in their order, each with what it needs; one where it has groups."""
    if _CAPTURING.search(pattern):
        need, _ = _alternation(pattern, 0)
        return [(pattern, (need,) if need else ())]
    made, at = list[tuple[str, Needs]](), 0
    while at <= len(pattern):
        needs, end = _branch(pattern, at)
        made.append((pattern[at:end], needs))
        at = end + 1
    return made


def _alternation(pattern: str, at: int) -> tuple[Need, int]:
    """What one of several alternatives needs, from `at` on to the bracket that closes them."""
    first = list[Need]()
    while True:
        needs, at = _branch(pattern, at)
        first.append(needs[0] if needs else _NOTHING)
        if pattern[at : at + 1] != "|":
            return _NOTHING if _NOTHING in first else _NOTHING.union(*first), at
        at += 1


def _branch(pattern: str, at: int) -> tuple[Needs, int]:
    """What a sequence needs, and where it ends."""
    needs, run = list[Need](), ""
    while at < len(pattern) and pattern[at] not in "|)":
        letter, need, at = _item(pattern, at)
        counted = _QUANTIFIER.match(pattern, at)
        if counted:
            at = counted.end()
            if counted[1] or counted[3] in ("", "0"):
                letter, need = "", _NOTHING
        run += letter
        if counted or not letter:
            needs += frozenset({run} - {""}), need
            run = ""
    needs.append(frozenset({run} - {""}))
    return tuple(sorted(filter(None, needs), key=_told, reverse=True)), at


def _told(need: Need) -> tuple[int, int]:
    """How few texts fulfil a need: long runs, then few."""
    return min(3, *map(len, need)), -len(need)


def _item(pattern: str, at: int) -> tuple[str, Need, int]:
    """One item: its letter if it is one, else what it needs, and where it ends."""
    char = pattern[at]
    if char == "\\":
        told = pattern[at + 1]
        return ("" if told.isalnum() else told.lower()), _NOTHING, at + 2
    if char == "[":
        return _class(pattern, at)
    if char == "(":
        opening = _OPENING.match(pattern, at)
        kind = opening.group() if opening else "("
        need, end = _alternation(pattern, at + len(kind))
        return "", _NOTHING if kind.startswith(_AROUND) else need, end + 1
    if char in ".^$":
        return "", _NOTHING, at + 1
    return char.lower(), _NOTHING, at + 1


def _class(pattern: str, at: int) -> tuple[str, Need, int]:
    """A class of letters: each of them where they are few and written out."""
    end = at + 1 + pattern.startswith("^", at + 1)
    end += pattern.startswith("]", end)
    while pattern[end] != "]":
        end += 2 if pattern[end] == "\\" else 1
    held = pattern[at + 1 : end]
    plain = len(held) <= _WIDE and not held.startswith("^") and not set(held) & {"\\", "-", "["}
    return "", frozenset(held.lower()) if plain else _NOTHING, end + 1
