"""What a text must hold for a pattern to match it, read off the pattern.

Of the syntax of `re`: what it does not know better is taken to need nothing, which is always true.
"""

import re
from typing import Final

Needs = frozenset[str]
"""Runs of small letters, one of which is in whatever matches; empty: nothing is known."""

_NOTHING: Final[Needs] = frozenset()
_QUANTIFIER: Final = re.compile(r"(?:([?*])|(\+)|\{(\d*)(?:,\d*)?\})[?+]?")
_OPENING: Final = re.compile(r"\((?:\?(?:P<\w+>|P=|#|[<]?[=!]|[a-zA-Z-]*:|[a-zA-Z-]*(?=\)))?)?")
_AROUND: Final = ("(?=", "(?!", "(?<=", "(?<!", "(?P=", "(?#")
"""Groups that match nothing themselves, or nothing that stands in them."""
_CAPTURING: Final = re.compile(r"(?<!\\)\((?!\?)|\(\?P<")
_MANY: Final = 64
"""Runs beyond which a need tells too little to be looked up."""
_WIDE: Final = 12
"""Letters of a class that are runs of their own."""


def branches(pattern: str) -> list[tuple[str, Needs]]:
    """The alternatives of a pattern in their order, each with what it needs; one where it has groups."""
    if _CAPTURING.search(pattern):
        needs, _ = _alternation(pattern, 0)
        return [(pattern, _any_of(needs))]
    made, at = list[tuple[str, Needs]](), 0
    while at <= len(pattern):
        need, end = _branch(pattern, at)
        made.append((pattern[at:end], need))
        at = end + 1
    return made


def _alternation(pattern: str, at: int) -> tuple[list[Needs], int]:
    """What each alternative needs from `at` on, and where the bracket around them closes."""
    needs = list[Needs]()
    while True:
        need, at = _branch(pattern, at)
        needs.append(need)
        if pattern[at : at + 1] != "|":
            return needs, at
        at += 1


def _any_of(needs: list[Needs]) -> Needs:
    """What is needed where one of several is."""
    both = _NOTHING.union(*needs)
    return _NOTHING if _NOTHING in needs else both


def _branch(pattern: str, at: int) -> tuple[Needs, int]:
    """The best of what a sequence needs, and where it ends."""
    best, run = _NOTHING, ""
    while at < len(pattern) and pattern[at] not in "|)":
        letter, need, at = _item(pattern, at)
        counted = _QUANTIFIER.match(pattern, at)
        if counted:
            at = counted.end()
            if counted[1] or counted[3] in ("", "0"):
                letter, need = "", _NOTHING
        run += letter
        if counted or not letter:
            best, run = _better(_better(best, frozenset({run} - {""})), need), ""
    return _better(best, frozenset({run} - {""})), at


def _better(one: Needs, other: Needs) -> Needs:
    """That of two which fewer texts fulfil: longer runs, then fewer."""
    if not one or not other:
        return one or other

    def told(needs: Needs) -> tuple[int, int]:
        return min(3, *map(len, needs)), -len(needs)

    return max(one, other, key=told)


def _item(pattern: str, at: int) -> tuple[str, Needs, int]:
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
        needs, end = _alternation(pattern, at + len(kind))
        return "", _NOTHING if kind.startswith(_AROUND) else _any_of(needs), end + 1
    if char in ".^$":
        return "", _NOTHING, at + 1
    return char.lower(), _NOTHING, at + 1


def _class(pattern: str, at: int) -> tuple[str, Needs, int]:
    """A class of letters: each of them where they are few and written out."""
    end = at + 1 + pattern.startswith("^", at + 1)
    end += pattern.startswith("]", end)
    while pattern[end] != "]":
        end += 2 if pattern[end] == "\\" else 1
    held = pattern[at + 1 : end]
    plain = len(held) <= _WIDE and not held.startswith("^") and not set(held) & {"\\", "-", "["}
    return "", frozenset(held.lower()) if plain else _NOTHING, end + 1
