"""Layers: what was added to our places, kept apart from them in the data directory, a file a source.

`places/<name>.jsonl` are a team's own places, `places/live/<name>.jsonl` what a public service said. Each row
is a whole place in our schema. The files are the truth; the index is made from them and from ours.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.place import Place
from ingest.bad import Bad
from ingest.overlay import fill, overlay, pairs
from ingest.read import dump, read

LIVE = "live"


@dataclass(frozen=True, slots=True)
class Merged:
    """`places` in the order of their ids; `into`: ids of layers' rows that are a place of ours → its id."""

    places: tuple[Place, ...]
    into: Mapping[str, str]


class Layers:
    def __init__(self, data_dir: Path) -> None:
        self._root = data_dir / "places"

    def path(self, name: str, *, live: bool) -> Path:
        return (self._root / LIVE if live else self._root) / f"{name}.jsonl"

    def files(self) -> list[tuple[Path, bool]]:
        """Every layer and whether it is live, in the order of laying them over ours: own last."""
        live = sorted((self._root / LIVE).glob("[!.]*.jsonl"))
        return [
            *((path, True) for path in live),
            *((path, False) for path in sorted(self._root.glob("[!.]*.jsonl"))),
        ]

    def held(self, name: str, *, live: bool) -> dict[str, Place]:
        """The rows of one layer by id; a row that is no place (edited by hand) is left out."""
        path = self.path(name, live=live)
        return {place.id: place for place in read([path]).places} if path.exists() else {}

    def write(self, name: str, places: Mapping[str, Place], *, live: bool) -> None:
        """All of the layer, or nothing of it."""
        path = self.path(name, live=live)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, b"".join(dump(places[key]) for key in sorted(places)))

    def merged(
        self, ours: Sequence[Place], changed: Mapping[Path, Sequence[Place]] | None = None
    ) -> tuple[Merged, tuple[Bad, ...]]:
        """Ours under all layers; `changed` stands for files that are not written yet."""
        changed = changed or {}
        held = {place.id: place for place in ours}
        into: dict[str, str] = {}
        bad: list[Bad] = []
        files = self.files()
        files += [
            (path, path.parent.name == LIVE) for path in changed if all(path != known for known, _ in files)
        ]
        for path, live in sorted(files, key=lambda row: (not row[1], row[0])):
            if path in changed:
                rows = tuple(changed[path])
            else:
                found = read([path])
                rows, bad = found.places, [*bad, *found.bad]
            known = pairs(list(held.values()), rows)
            for row in rows:
                at = known.get(row.id)
                if at is None:
                    held[row.id] = row
                    continue
                held[at] = fill(held[at], row) if live else overlay(held[at], row)
                into[row.id] = at
        return Merged(tuple(held[key] for key in sorted(held)), into), tuple(bad)


def replace(path: Path, content: bytes) -> None:
    """A file's content, changed at once for every reader and also when the power fails."""
    work = path.with_name(f".{path.name}.new")
    with work.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    work.replace(path)
