"""When a name that a service returns is the one that a case accepts."""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"
NEAR = 0.001
"""Degrees between a point named and the point found, about 100 m."""
_UNWRITTEN = re.compile(r"[\s·・.'’`\-‐‑–_,]")

Slot = dict[str, Any]
"""`{id?, name, lat?, lon?}` as the HTTP contract has it."""


def fold(name: str) -> str:
    return _UNWRITTEN.sub("", unicodedata.normalize("NFKC", name).casefold())


@cache
def _known() -> dict[str, frozenset[str]]:
    """Ids and names of places and stations by every spelling that the files of facts hold."""
    found: dict[str, set[str]] = {}

    def add(spelling: str, *meant: str) -> None:
        found.setdefault(fold(spelling), set()).update(map(fold, meant))

    for line in (DATA / "places.jsonl").read_text(encoding="utf-8").splitlines():
        place = json.loads(line)
        for spelling in (*place["names"].values(), *place.get("aliases", ())):
            add(spelling, place["id"], place["names"]["ko"])
    for spelling, station in json.loads((DATA / "subway" / "aliases.json").read_text(encoding="utf-8"))[
        "names"
    ].items():
        add(spelling, station)
    return {spelling: frozenset(meant) for spelling, meant in found.items()}


def spellings(name: str) -> frozenset[str]:
    """A name, folded, and whatever the facts say is called so."""
    return frozenset({fold(name)}) | _known().get(fold(name), frozenset())


def _point(wanted: str, slot: Slot) -> bool:
    lat, lon = map(float, wanted.split(","))
    if slot.get("lat") is None:
        return False
    return bool(abs(slot["lat"] - lat) < NEAR and abs(slot["lon"] - lon) < NEAR)


def _one(slot: Slot, wanted: str, here: tuple[float, float] | None) -> bool:
    if wanted == "@here":
        return here is not None and _point(f"{here[0]},{here[1]}", slot)
    if wanted.startswith("@"):
        return _point(wanted[1:], slot)
    if wanted.startswith("?"):
        return fold(slot["name"]) == fold(wanted[1:])
    return bool({fold(slot["name"]), fold(slot.get("id") or "")} & spellings(wanted))


def same(slot: Slot | None, wanted: list[str] | None, here: tuple[float, float] | None = None) -> bool:
    """Whether a slot is one of those accepted; None accepts an empty slot alone."""
    if slot is None or not wanted:
        return slot is None and not wanted
    return any(_one(slot, name, here) for name in wanted)


def told(slot: Slot | None) -> str:
    return "–" if slot is None else str(slot["name"])
