"""Citations in a streamed answer: `[2]` stays only where there is a second source, and no link but theirs."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from agent.tools.web.clean import addresses

_CLOSE: Final = {"[": "]", "［": "］", "【": "】"}
_INSIDE: Final = frozenset("0123456789, ")
_MAX_HELD: Final = 6
"""An open bracket and five characters: no real number of a source is longer."""


class Citations:
    """Passes text through; a marker without a source is dropped, also when it arrives in pieces.

    `[1, 3]` becomes `[1][3]`, 【1】 becomes `[1]`. Only an open bracket with what may be a number is held.
    """

    def __init__(self, n: int) -> None:
        """`n`: how many sources there are, numbered from 1."""
        self._n = n
        self._held = ""
        self.cited: set[int] = set()
        """The numbers that the answer has used so far."""

    def feed(self, delta: str) -> str:
        """What may be shown now."""
        return "".join(map(self._take, delta))

    def end(self) -> str:
        """What was held back and turned out to be text."""
        held, self._held = self._held, ""
        return held

    def _take(self, char: str) -> str:
        if self._held and char == _CLOSE[self._held[0]]:
            held, self._held = self._held + char, ""
            return self._marker(held)
        if self._held and char in _INSIDE and len(self._held) < _MAX_HELD:
            self._held += char
            return ""
        shown = self.end()
        if char in _CLOSE:
            self._held = char
            return shown
        return shown + char

    def _marker(self, held: str) -> str:
        numbers = [part.strip() for part in held[1:-1].split(",")]
        if not all(number.isdecimal() for number in numbers):
            return held
        known = [int(number) for number in numbers if 1 <= int(number) <= self._n]
        self.cited.update(known)
        return "".join(f"[{number}]" for number in known)


EMPTIED: Final = re.compile(r"\s?\(\s*\)")
"""What is left of a link in brackets that was dropped."""
_LINKED: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#@!$&'*+,;=%"
)
_LONGEST: Final = 2_000


class Links:
    """Passes text through; an address that no source has is dropped, also when it arrives in pieces.

    Only the word that may still become an address is held.
    """

    def __init__(self, urls: Iterable[str]) -> None:
        """`urls`: of the sources."""
        self._hosts = {(urlsplit(url).hostname or "").removeprefix("www.") for url in urls}
        self._word = ""

    def feed(self, delta: str) -> str:
        """What may be shown now."""
        shown = ""
        for char in delta:
            if char in _LINKED and len(self._word) < _LONGEST:
                self._word += char
            else:
                shown += self.end() + char
        return shown

    def end(self) -> str:
        """The word held back, unless it leads elsewhere."""
        word, self._word = self._word, ""
        return "" if "." in word and addresses(word, self._hosts) else word
