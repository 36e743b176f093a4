"""A place of the guide, and a spot: any point that a route can start or end at."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field

from data import ROOT, lines
from data.schedule import Closed, Fees, Hours, Season

Category = Literal[
    "palace", "heritage", "museum", "gallery", "park", "mountain", "temple", "church", "market",
    "shopping", "food", "neighbourhood", "view", "river", "theatre", "stadium", "theme_park", "campus",
    "airport", "library", "trail", "hotel", "event", "other",
]  # fmt: skip


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Names(_Frozen):
    ko: str
    en: str | None = None
    ja: str | None = None
    zh: str | None = None


class Access(_Frozen):
    """The nearest subway station, as the source words it: `station` without 역."""

    station: str
    line: str | None = None
    exit: str | None = None


class SourceNote(_Frozen):
    """Where facts came from. `date` is ISO (YYYY-MM-DD or YYYY-MM), the day the facts were true.

    `fields` are those of the place that this source stands for; empty where nobody noted them. `undated`: the
    source bears no date, and `date` is the day on which it was read.
    """

    name: str
    url: str | None = None
    date: str
    fields: tuple[str, ...] = ()
    undated: bool = False


class Place(_Frozen):
    """One real place. Unknown is None, never guessed."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    names: Names
    aliases: tuple[str, ...] = ()
    common: bool = False
    """Its Korean name is an ordinary word too (공간, 풍경): in a sentence it needs context."""
    popularity: int = Field(default=0, ge=0, le=3)
    """How much people ask for it: 3 every visitor, 2 many, 1 some, 0 few. An editors' estimate."""
    category: Category
    district: str | None
    """Seoul's gu (종로구 …), or the city for places outside Seoul (인천 …)."""
    address: str | None = None
    lat: float = Field(ge=33, le=39)
    lon: float = Field(ge=124, le=132)
    hours: str | None = None
    """Opening hours as a Korean reader would write them."""
    closed: str | None = None
    """Closed days, in Korean (매주 화요일 …); 연중무휴 when known to be open every day."""
    opening: tuple[Hours, ...] = ()
    """`hours` as a structure; empty when they are unknown or cannot be said in one."""
    closing: Closed | None = None
    """`closed` as a structure; None when it is unknown or cannot be said in one."""
    season: Season | None = None
    """Events only."""
    fee: int | None = Field(default=None, ge=0)
    """One adult's standard admission in won; 0 is free."""
    fee_note: str | None = None
    """Other fees and exemptions, in Korean."""
    fees: Fees | None = None
    """The same by age."""
    stay: int | None = Field(default=None, gt=0, le=600)
    """Minutes that a visit usually takes. An editors' estimate."""
    phone: str | None = None
    homepage: str | None = None
    access: Access | None = None
    tags: tuple[str, ...] = ()
    """Korean words people would look for: 야경, 아이와, 실내, 무료, 산책, 데이트 …"""
    description: str | None = None
    """2–6 Korean sentences, written by us from the facts: the sentences of `descriptions.jsonl`, joined."""
    sources: tuple[SourceNote, ...]

    def source(self, field: str) -> SourceNote | None:
        """The youngest source that stands for a field; None where nobody noted one."""
        held = [note for note in self.sources if field in note.fields]
        return max(held, key=lambda note: (not note.undated, note.date), default=None)

    @property
    def spot(self) -> "Spot":
        return Spot(name=self.names.ko, lat=self.lat, lon=self.lon, id=self.id, kind="place")


@dataclass(frozen=True, slots=True)
class Spot:
    """A named point. `lat`/`lon` (degrees, WGS84) are None while only the name is known."""

    name: str
    lat: float | None = None
    lon: float | None = None
    id: str | None = None
    kind: Literal["place", "station", "location", "unknown"] = "unknown"


class Reference(_Frozen):
    """A source of sentences. `date` is the day, the month or the year of the facts."""

    name: str
    url: str | None = None
    licence: str
    date: str


class Sentence(_Frozen):
    """One sentence of a description, the fact that it tells in note form, and the key of its source."""

    text: str
    fact: str
    source: str


class Description(_Frozen):
    """What we say of a place, sentence by sentence."""

    id: str
    sentences: tuple[Sentence, ...] = Field(min_length=1)

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)


PLACES = ROOT / "places.jsonl"
DESCRIPTIONS = ROOT / "descriptions.jsonl"
REFERENCES = ROOT / "references.json"


def read(path: Path = PLACES, descriptions: Path | None = None) -> Iterator[Place]:
    """The places with their descriptions; `descriptions` is the file beside `path` unless given.

    Raises pydantic.ValidationError on the first row that breaks the schema.
    """
    said = described(descriptions or path.with_name(DESCRIPTIONS.name))
    for row in lines(path):
        if row["id"] in said:
            row["description"] = said[row["id"]].text
        yield Place.model_validate(row)


def described(path: Path = DESCRIPTIONS) -> dict[str, Description]:
    """Descriptions by the place's id; empty where there is no such file."""
    if not path.exists():
        return {}
    return {row["id"]: Description.model_validate(row) for row in lines(path)}


def references(path: Path = REFERENCES) -> dict[str, Reference]:
    """The sources that sentences name, by key."""
    rows = orjson.loads(path.read_bytes())
    return {key: Reference.model_validate(row) for key, row in rows.items()}
