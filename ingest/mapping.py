"""A mapping file: which column of somebody's table is which field of ours.

Its format is told in docs/howto/add-your-places.md; `ingest.draft` makes places by it.
"""

import re
import tomllib
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from string import Formatter
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from data.place import Category
from ingest.bad import Refused, reason
from ingest.table import Reading

FIELDS = (
    "id", "key", "names.ko", "names.en", "names.ja", "names.zh", "aliases", "category", "district", "address",
    "lat", "lon", "point", "hours", "closed", "fee", "fee_note", "phone", "homepage",
    "access.station", "access.line", "access.exit", "tags", "description", "popularity", "date",
)  # fmt: skip
"""What a column may become. `key`: whatever names the row in its source, an id is made from it. `point`: both
coordinates in one column. `date`: the day that the row's facts were true."""
CATEGORIES: tuple[str, ...] = get_args(Category)
SKIP = "skip"
"""A category that is none: rows of it are passed over."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Pick(_Strict):
    """A column that needs more than its name."""

    column: str
    split: str = r"[,;/·|]"
    """Lists: what stands between the entries, as a regular expression."""
    order: Literal["lat,lon", "lon,lat"] | None = None
    """`point`: which comes first; without it the numbers themselves tell."""

    @field_validator("split")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
        return pattern


Column = str | tuple[str, ...] | Pick
"""A column's name; several, of which the first that is filled counts; or a text with {columns} in it."""


class Origin(_Strict):
    """The note of every place: `date` (YYYY-MM-DD or YYYY-MM) unless a column gives it."""

    name: str
    url: str | None = None
    date: str | None = Field(default=None, pattern=r"^20\d\d-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$")


class Map(_Strict):
    """A mapping file, read by `load`."""

    read: Reading = Reading()
    source: Origin
    place: dict[str, Column]
    constant: dict[str, Any] = {}
    """Values that every place gets where its columns give none."""
    values: dict[str, dict[str, Any]] = {}
    """By field: their word → ours. `VE03*` is every word that begins so, `*` any other word."""
    only: dict[str, tuple[str, ...]] = {}
    """By column: rows with another value are passed over."""

    @property
    def columns(self) -> set[str]:
        """The columns that the mapping cannot do without: each that stands alone for a field."""
        alone = (column.column if isinstance(column, Pick) else column for column in self.place.values())
        texts = [column for column in alone if isinstance(column, str)]
        return {name for text in texts for name in _named(text)} | set(self.only)


def load(path: Path) -> Map:
    """Raises Refused, with the line or the field that is wrong."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(f"{path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path}: {error}") from error
    try:
        made = Map.model_validate(held)
    except ValidationError as error:
        raise Refused(f"{path}: {reason(error)}") from error
    for field in (*made.place, *made.constant, *made.values):
        if field not in FIELDS:
            near = get_close_matches(field, FIELDS, 1)
            raise Refused(f"{path}: there is no field {field!r}{f': {near[0]}?' if near else ''}")
    for field, words in made.values.items():
        wrong = [ours for ours in words.values() if field == "category" and ours not in (*CATEGORIES, SKIP)]
        if wrong:
            raise Refused(f"{path}: values.category: {wrong[0]!r} is none of {', '.join(CATEGORIES)}")
    if "names.ko" not in made.place:
        raise Refused(f'{path}: [place] needs "names.ko", the column of the name')
    return made


def missing(made: Map, columns: Sequence[str]) -> str | None:
    """What to say when a table lacks columns that the mapping names; None when it has them."""
    for name in sorted(made.columns - set(columns)):
        near = [column for column in columns if name in column] or get_close_matches(name, columns, 1)
        guess = f", but {near[0]!r}" if near else ""
        return f"there is no column {name!r}{guess}; it has {', '.join(map(repr, columns))}"
    return None


def _named(text: str) -> list[str]:
    """The columns of `{도} {시}`, or the text itself as the name of one."""
    if "{" not in text:
        return [text]
    return [name for _, name, _, _ in Formatter().parse(text) if name]
