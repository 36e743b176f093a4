"""Places from JSON Lines files in our own schema, each row checked. A bad row is never half taken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson
from pydantic import ValidationError

from data.place import DESCRIPTIONS, Place, described
from ingest.bad import Bad, reason


@dataclass(frozen=True, slots=True)
class Read:
    """`places` in the order of their ids."""

    places: tuple[Place, ...]
    bad: tuple[Bad, ...]


def read(files: Iterable[Path]) -> Read:
    """An id that occurs twice is bad at its second place. Descriptions lie beside a file, by id."""
    places: dict[str, Place] = {}
    seen: dict[str, str] = {}
    bad: list[Bad] = []
    for file in files:
        said = described(file.with_name(DESCRIPTIONS.name))
        for row in _rows(file):
            if isinstance(row, Bad):
                bad.append(row)
                continue
            where, text = row
            try:
                place = Place.model_validate_json(text)
            except ValidationError as error:
                bad.append(Bad(where, reason(error)))
                continue
            if place.id in seen:
                bad.append(Bad(where, f"id: {place.id!r} stands at {seen[place.id]} already"))
                continue
            seen[place.id] = where
            if place.id in said:
                place = place.model_copy(update={"description": said[place.id].text})
            places[place.id] = place
    return Read(tuple(places[key] for key in sorted(places)), tuple(bad))


def _rows(file: Path) -> Iterator[tuple[str, bytes] | Bad]:
    try:
        with file.open("rb") as rows:
            for number, row in enumerate(rows, 1):
                text = row.removeprefix(b"\xef\xbb\xbf") if number == 1 else row
                if text.strip():
                    yield f"{file}:{number}", text
    except OSError as error:
        yield Bad(f"{file}:0", error.strerror or str(error))


def dump(place: Place) -> bytes:
    """One row, without what is not known."""
    return orjson.dumps(place.model_dump(mode="json", exclude_defaults=True)) + b"\n"
