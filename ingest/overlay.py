"""One entry a real place: which row of a layer is a place that we hold, and what the place then says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz.distance import Levenshtein

from data.place import Names, Place, SourceNote
from data.same import Known, core, fold, known, metres, same

GROUPS = (("hours", "opening"), ("closed", "closing"), ("fee", "fee_note", "fees"), ("phone",), ("homepage",))
"""Facts that change, each wording with its structure: they come from one source or the other."""
UNIONS = ("aliases", "tags")
_CELL = 0.006
"""Degrees, some 600 m: farther apart only names that fold alike are one place."""
_LONG = 6


def pairs(ours: Sequence[Place], rows: Sequence[Place]) -> dict[str, str]:
    """For each row that is a place of ours: its id → our id. A place of ours takes one row at most."""
    about = {place.id: known(place) for place in (*ours, *rows)}
    here = {place.id for place in ours}
    found = {row.id: row.id for row in rows if row.id in here}
    index = _Index(ours)
    wanted = [
        (
            not _one_name(about[row.id], about[place.id]),
            metres(about[row.id], about[place.id]),
            row.id,
            place.id,
        )
        for row in rows
        if row.id not in found
        for place in index.near(row)
        if same(about[row.id], about[place.id])
    ]
    taken = set(found.values())
    for _, _, row_id, place_id in sorted(wanted):
        if row_id not in found and place_id not in taken:
            found[row_id] = place_id
            taken.add(place_id)
    return found


class _Index:
    """Places by folded name, and by cell of a grid for names that hold each other."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._named: defaultdict[str, list[Place]] = defaultdict(list)
        self._cells: defaultdict[tuple[int, int], list[tuple[tuple[str, ...], Place]]] = defaultdict(list)
        for place in places:
            cores = tuple({core(name) for name in _names(place)})
            for name in {*map(fold, _names(place)), *cores}:
                self._named[name].append(place)
            self._cells[_cell(place)].append((cores, place))

    def near(self, row: Place) -> Iterator[Place]:
        """Whom `same` is worth asking about."""
        cores = {core(name) for name in _names(row)}
        found = {place.id: place for name in {*map(fold, _names(row)), *cores} for place in self._named[name]}
        x, y = _cell(row)
        for at in ((x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            for theirs, place in self._cells.get(at, ()):
                if any(_like(mine, their) for mine in cores for their in theirs):
                    found[place.id] = place
        yield from found.values()


def _like(mine: str, theirs: str) -> bool:
    return (
        mine in theirs
        or theirs in mine
        or (min(len(mine), len(theirs)) >= _LONG and Levenshtein.distance(mine, theirs, score_cutoff=1) <= 1)
    )


def _names(place: Place) -> tuple[str, ...]:
    return (place.names.ko, *place.aliases)


def _one_name(one: Known, other: Known) -> bool:
    return not {*map(fold, one.names)}.isdisjoint(map(fold, other.names))


def _cell(place: Place) -> tuple[int, int]:
    return int(place.lat / _CELL), int(place.lon / _CELL)


def overlay(ours: Place, own: Place) -> Place:
    """A team's own place over one of ours: what the team says wins, what it does not say stays."""
    said = own.model_fields_set - {"id", "names", "sources", *UNIONS}
    changes: dict[str, Any] = {name: getattr(own, name) for name in said if _says(getattr(own, name))}
    for group in GROUPS:
        if any(name in changes for name in group):
            changes |= {name: getattr(own, name) for name in group}
    if not own.district:
        changes.pop("district", None)
    aliases = [*ours.aliases, *own.aliases]
    if own.names.ko != ours.names.ko:
        aliases.append(ours.names.ko)
    changes["names"] = _tongues(own.names, ours.names)
    changes["aliases"] = tuple(name for name in dict.fromkeys(aliases) if name != own.names.ko)
    changes["tags"] = tuple(dict.fromkeys((*ours.tags, *own.tags)))
    changes["sources"] = _noted(ours, own, changes)
    return ours.model_copy(update=changes)


def fill(ours: Place, live: Place) -> Place:
    """What a public service says, where we know nothing, or where what it says is newer than all of ours."""
    newer = _newest(live) > _newest(ours)
    changes: dict[str, Any] = {}
    for group in GROUPS:
        knows, says = (any(_says(getattr(place, name)) for name in group) for place in (ours, live))
        if says and (newer or not knows):
            changes |= {name: getattr(live, name) for name in group}
    if not ours.address and live.address:
        changes["address"] = live.address
    changes = {name: value for name, value in changes.items() if value != getattr(ours, name)}
    if not changes:
        return ours
    return ours.model_copy(update={**changes, "sources": _noted(ours, live, changes)})


def _tongues(first: Names, second: Names) -> Names:
    said: Mapping[str, str | None] = {**second.model_dump(), **first.model_dump(exclude_none=True)}
    return Names.model_validate(said)


def _noted(ours: Place, other: Place, changes: Iterable[str]) -> tuple[SourceNote, ...]:
    """Our notes, then the other's with the fields that it stands for now."""
    named = tuple(sorted(set(changes) - {"sources"}))
    notes = (note.model_copy(update={"fields": note.fields or named}) for note in other.sources)
    return tuple(dict.fromkeys((*ours.sources, *notes)))


def _newest(place: Place) -> str:
    return max((note.date for note in place.sources), default="")


def _says(value: Any) -> bool:
    return value not in (None, (), "", False)
