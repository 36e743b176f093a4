"""What the tests of understanding share: the real gazetteer, and labelled cases with their focus."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from agent.tools.decision import Decision, Focus
from agent.tools.routing.intent import rule
from agent.tools.routing.router import Router
from agent.tools.text.fold import key
from data import ROOT, lines
from data.place import Spot, read

CASES = Path(__file__).parent / "cases"


@cache
def router() -> Router:
    return Router.build(read(), lines(ROOT / "subway" / "stations.jsonl"))


def decide(text: str, held: Focus | None = None) -> Decision:
    """The decision by rule alone."""
    return rule(text, router().knowledge, focus=held)


def cases(name: str, half: str) -> list[dict[str, Any]]:
    return [case for case in lines(CASES / f"{name}.jsonl") if case["half"] == half]


def spot(name: str) -> Spot:
    return router().gazetteer.find(name) or Spot(name)


def focus(row: dict[str, Any] | None) -> Focus:
    if row is None:
        return Focus()
    held: dict[str, Any] = {
        field: spot(row[field]) for field in ("place", "origin", "destination") if field in row
    }
    held |= {field: tuple(map(spot, row[field])) for field in ("places", "recent") if field in row}
    plain = ("route", "pending", "question", "wish", "category")
    return Focus(**held, **{field: row[field] for field in plain if field in row})


def location(row: list[float] | None) -> Spot | None:
    return Spot("현재 위치", row[0], row[1], kind="location") if row else None


def same(found: Spot | None, names: list[str]) -> bool:
    """Whether `found` is one of the spots named; `?name`: a name that nobody knows, `@loc`: the location."""
    if found is None:
        return False
    for name in names:
        if name == "@loc":
            if found.kind == "location":
                return True
        elif name.startswith("?"):
            if found.kind == "unknown" and key(found.name) == key(name[1:]):
                return True
        elif key(found.name) == key(name) or (found.id is not None and found.id in {name, spot(name).id}):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Tally:
    right: int
    all: int
    misses: tuple[str, ...]

    @property
    def rate(self) -> float:
        return self.right / self.all

    def __str__(self) -> str:
        return f"{self.right}/{self.all} = {self.rate:.3f}\n" + "\n".join(self.misses)


def tally(judged: list[tuple[bool, str]]) -> Tally:
    return Tally(sum(ok for ok, _ in judged), len(judged), tuple(note for ok, note in judged if not ok))
