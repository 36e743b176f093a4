"""`python -m ingest files PATH… --map MAP.toml`: a team's own places, from its own tables."""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from data.place import Place
from ingest import mapping, read
from ingest.bad import Bad, Refused
from ingest.draft import Drafter, slug
from ingest.mapping import Map
from ingest.settings import SourceSettings
from ingest.sources import Haul, Progress
from ingest.table import Row, rows

TABLES = frozenset({".csv", ".tsv", ".txt", ".geojson", ".json"})
"""Files that are never rows of our own schema."""


class Files:
    live = False

    def __init__(self, paths: Sequence[Path], made: Map | None, layer: str) -> None:
        """`made`: None for JSON Lines in our own schema."""
        self.layer = layer
        self._paths, self._map = paths, made

    @staticmethod
    def options(parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="CSV, JSON, JSON Lines or GeoJSON"
        )
        parser.add_argument(
            "--map",
            type=Path,
            metavar="MAP.toml",
            help="which column is which field (without it: rows as data/place.py)",
        )
        parser.add_argument("--layer", help="the name under which these places are kept (default: the map's)")

    @classmethod
    def of(cls, options: Namespace, settings: SourceSettings, data_dir: Path) -> "Files":  # noqa: ARG003 - the protocol's
        made = mapping.load(options.map) if options.map else None
        foreign = [path for path in options.paths if made is None and path.suffix.casefold() in TABLES]
        if foreign:
            raise Refused(
                f"{foreign[0]}: --map FILE.toml must say which column is which field "
                "(docs/howto/add-your-places.md)"
            )
        layer = options.layer or slug((options.map or options.paths[0]).stem)
        if layer != slug(layer):
            raise Refused(f"--layer: {layer!r} is not small Latin letters, digits and hyphens")
        return cls(options.paths, made, layer)

    async def collect(self, held: Mapping[str, Place], progress: Progress) -> Haul:  # noqa: ARG002 - nothing is asked twice
        return await asyncio.to_thread(self._collect, progress)

    def settle(self, haul: Haul) -> None:
        """Files have no cursor."""

    def _collect(self, progress: Progress) -> Haul:
        if self._map is None:
            found = read.read(self._paths)
            return Haul(found.places, found.bad)
        places: dict[str, Place] = {}
        bad: list[Bad] = []
        seen: dict[str, str] = {}
        for number, path in enumerate(self._paths, 1):
            for place in drafted(path, self._map, self.layer):
                if isinstance(place, Bad):
                    bad.append(place)
                    continue
                where, made = place
                if made.id in seen:
                    bad.append(Bad(where, _twice(made, seen[made.id], self._map)))
                    continue
                seen[made.id] = where
                places[made.id] = made
            progress("files", number, len(self._paths))
        return Haul(tuple(places.values()), tuple(bad))


def drafted(path: Path, made: Map, layer: str) -> "list[tuple[str, Place] | Bad]":
    """The file's rows as places with where they stand; one Bad alone where the file does not fit the map."""
    day = date.fromtimestamp(path.stat().st_mtime).isoformat() if path.exists() else ""  # noqa: DTZ012 - the file's own
    drafter = Drafter(made, layer, day)
    held = list(rows(path, made.read))
    columns = dict.fromkeys(name for row in held if isinstance(row, Row) for name in row.cells)
    if columns and (lacking := mapping.missing(made, list(columns))):
        return [Bad(str(path), lacking)]
    out: list[tuple[str, Place] | Bad] = []
    for row in held:
        place = row if isinstance(row, Bad) else drafter.place(row) if drafter.wanted(row) else None
        if place is not None:
            out.append(place if isinstance(place, Bad) else (row.where, place))
    return out


def _twice(place: Place, where: str, made: Map) -> str:
    if "id" in made.place:
        return f"id: {place.id!r} stands at {where} already"
    if "key" in made.place:
        return f"key: that of {place.names.ko!r} stands at {where} already"
    return f"names.ko: {place.names.ko!r} stands at {where} already; map a column that differs to key"
