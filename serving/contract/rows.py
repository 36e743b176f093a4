"""One line of the contract: what was tried, what came of it, and what the service does without it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from serving.contract.endpoint import Endpoint

State = Literal["yes", "no", "unseen"]
"""`unseen`: nothing there to try it on, or the endpoint does not let it be seen."""
Level = Literal["must", "should", "tells"]
"""`must`: the service cannot use the endpoint without it. `should`: it works, worse. `tells`: to know."""


@dataclass(frozen=True)
class Seen:
    state: State
    what: str


@dataclass(frozen=True)
class Check:
    """`otherwise`: what the service does when the answer is no."""

    name: str
    level: Level
    otherwise: str
    look: Callable[[Endpoint], Seen]


@dataclass(frozen=True)
class Row:
    name: str
    level: Level
    state: State
    what: str
    otherwise: str


def yes(what: str = "") -> Seen:
    return Seen("yes", what)


def no(what: str) -> Seen:
    return Seen("no", what)


def unseen(what: str) -> Seen:
    return Seen("unseen", what)
