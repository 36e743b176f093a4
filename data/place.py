"""A place of the guide, and a spot: any point that a route can start or end at."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from data import ROOT, lines

Category = Literal[
    "palace", "heritage", "museum", "gallery", "park", "mountain", "temple", "church", "market",
    "shopping", "food", "neighbourhood", "view", "river", "theatre", "stadium", "theme_park", "campus",
    "airport", "library", "trail", "other",
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
    """Where facts came from. `date` is ISO (YYYY-MM-DD or YYYY-MM), the day the facts were true."""

    name: str
    url: str | None = None
    date: str


class Place(_Frozen):
    """One real place. Unknown is None, never guessed."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    names: Names
    aliases: tuple[str, ...] = ()
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
    fee: int | None = Field(default=None, ge=0)
    """One adult's standard admission in won; 0 is free."""
    fee_note: str | None = None
    """Other fees and exemptions, in Korean."""
    phone: str | None = None
    homepage: str | None = None
    access: Access | None = None
    tags: tuple[str, ...] = ()
    """Korean words people would look for: 야경, 아이와, 실내, 무료, 산책, 데이트 …"""
    description: str | None = None
    """3–6 Korean sentences, written by us from the facts."""
    sources: tuple[SourceNote, ...]

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


PLACES = ROOT / "places.jsonl"


def read(path: Path = PLACES) -> Iterator[Place]:
    """Raises pydantic.ValidationError on the first row that breaks the schema."""
    for row in lines(path):
        yield Place.model_validate(row)
