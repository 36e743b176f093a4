"""What a load changes, by place and by field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from data.place import Place


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one place. Values as JSON has them."""

    place: str
    field: str
    before: Any
    after: Any

    def __str__(self) -> str:
        if isinstance(self.before, list) and isinstance(self.after, list) and self.before and self.after:
            parts = [f"+ {entry!r}" for entry in self.after if entry not in self.before]
            parts += [f"- {entry!r}" for entry in self.before if entry not in self.after]
            return f"{self.place} {self.field}: {', '.join(parts) or 'another order'}"
        return f"{self.place} {self.field}: {_shown(self.before)} → {_shown(self.after)}"


@dataclass(frozen=True, slots=True)
class Diff:
    """Ids against what was there before; `fields` of the changed ones."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    fields: tuple[Change, ...] = field(default=(), repr=False)
    named: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __str__(self) -> str:
        return (
            f"{len(self.added)} added, {len(self.changed)} changed, "
            f"{len(self.unchanged)} unchanged, {len(self.removed)} removed"
        )

    def lines(self) -> Iterator[str]:
        """One line a place that is added or removed, one line a field that changed."""
        for kind in ("added", "removed"):
            yield from (f"  {kind:8} {place_id} {self.named[place_id]}" for place_id in getattr(self, kind))
        yield from (f"  {'changed':8} {change}" for change in self.fields)


def diff(places: Sequence[Place], before: Mapping[str, Place]) -> Diff:
    now = {place.id: place for place in places}
    both = now.keys() & before.keys()
    changed = sorted(key for key in both if now[key] != before[key])
    added, removed = sorted(now.keys() - before.keys()), sorted(before.keys() - now.keys())
    return Diff(
        added=tuple(added),
        changed=tuple(changed),
        unchanged=tuple(sorted(both - set(changed))),
        removed=tuple(removed),
        fields=tuple(change for key in changed for change in _changes(before[key], now[key])),
        named={key: (now.get(key) or before[key]).names.ko for key in (*added, *removed)},
    )


def _changes(before: Place, after: Place) -> Iterator[Change]:
    old, new = (_flat(place.model_dump(mode="json")) for place in (before, after))
    for name in (*new, *(name for name in old if name not in new)):
        if old.get(name) != new.get(name):
            yield Change(after.id, name, old.get(name), new.get(name))


def _flat(held: Mapping[str, Any], start: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in held.items():
        flat |= _flat(value, f"{start}{name}.") if isinstance(value, dict) else {start + name: value}
    return flat


def _shown(value: Any) -> str:
    return "(nothing)" if value in (None, [], "") else repr(value)
