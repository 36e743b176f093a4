"""The terminal: what may be printed on it, and how it looks."""

import os
import re
import sys
from typing import Final, TextIO

HARMFUL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters but tab and line end, and marks that turn the direction of text around: words of a model
or of the web could move the cursor or pass for something else.
"""
DIM: Final = "2"
BOLD: Final = "1"
RED: Final = "31"
GREEN: Final = "32"
YELLOW: Final = "33"


def clean(text: str) -> str:
    return HARMFUL.sub("", text)


class Screen:
    """Colours only on a terminal, and never with NO_COLOR (no-color.org)."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self.coloured = self._out.isatty() and not os.environ.get("NO_COLOR")

    def style(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.coloured and text else text

    def write(self, text: str) -> None:
        """Words as they come, seen at once."""
        self._out.write(clean(text))
        self._out.flush()

    def line(self, text: str = "", code: str = "") -> None:
        told = clean(text)
        self._out.write(f"{self.style(told, code) if code else told}\n")
        self._out.flush()

    def dim(self, text: str) -> None:
        self.line(text, DIM)
