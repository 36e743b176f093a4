"""Places from JSON Lines files, each row checked. A bad row is named by file and line, never half taken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from data.place import Place


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that is not a place. `line` counts from 1; 0 is the file as a whole."""

    file: Path
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Read:
    """`places` in the order of their ids."""

    places: tuple[Place, ...]
    bad: tuple[Bad, ...]


def read(files: Iterable[Path]) -> Read:
    """An id that occurs twice is bad at its second place."""
    places: dict[str, Place] = {}
    seen: dict[str, str] = {}
    bad: list[Bad] = []
    for file in files:
        for row in _rows(file):
            if isinstance(row, Bad):
                bad.append(row)
                continue
            number, text = row
            try:
                place = Place.model_validate_json(text)
            except ValidationError as error:
                bad.append(Bad(file, number, _reason(error)))
                continue
            if place.id in seen:
                bad.append(Bad(file, number, f"id: {place.id!r} stands at {seen[place.id]} already"))
                continue
            seen[place.id] = f"{file}:{number}"
            places[place.id] = place
    return Read(tuple(places[key] for key in sorted(places)), tuple(bad))


def _rows(file: Path) -> Iterator[tuple[int, bytes] | Bad]:
    try:
        with file.open("rb") as rows:
            for number, row in enumerate(rows, 1):
                text = row.removeprefix(b"\xef\xbb\xbf") if number == 1 else row
                if text.strip():
                    yield number, text
    except OSError as error:
        yield Bad(file, 0, error.strerror or str(error))


def _reason(error: ValidationError) -> str:
    """Each fault of the row: where it is, what is wrong, and what stands there."""
    faults = []
    for fault in error.errors(include_url=False):
        where = ".".join(map(str, fault["loc"]))
        shown = repr(fault["input"])
        said = fault["msg"] if len(shown) > 60 else f"{fault['msg']}, not {shown}"  # noqa: PLR2004 - a short line
        faults.append(f"{where}: {said}" if where else said)
    return "; ".join(faults)
