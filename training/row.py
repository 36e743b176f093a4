"""One example: what the service sends, what should come back, and what the answer is held to."""

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from langchain_core.messages import BaseMessage

from agent.tools.decision import Language

Split = Literal["train", "held"]
HELD = 12
"""Per cent of the places, and of the drafts, that are held out."""


@dataclass(frozen=True, slots=True)
class Row:
    """`known`: all that the answer may draw on. `must`: for each thing asked, the words of which one has to be
    said. `tells`: sentences of which one has to be told. `keep`: what a restyled text has to hold.
    """

    task: Literal["culture", "lang"]
    kind: str
    language: Language
    messages: list[dict[str, str]]
    answer: str
    known: str
    split: Split
    place: str = ""
    must: list[list[str]] = field(default_factory=list)
    tells: list[str] = field(default_factory=list)
    keep: list[str] = field(default_factory=list)
    refuse: bool = False
    style: str = ""
    most: int = 5
    """Sentences, or lines, at most."""

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def told(messages: list[BaseMessage]) -> list[dict[str, str]]:
    """As the endpoint is sent them."""
    names = {"system": "system", "human": "user"}
    return [{"role": names[message.type], "content": message.text} for message in messages]


def split(key: str) -> Split:
    """By the place, or the draft, alone: the same whatever else is generated."""
    digest = hashlib.sha256(key.encode()).digest()
    return "held" if int.from_bytes(digest[:4], "big") % 100 < HELD else "train"
