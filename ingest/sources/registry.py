"""The sources by the name of their command (`python -m ingest NAME`): a class of the module of that name."""

from importlib import import_module
from typing import cast

from ingest.sources import Source

SOURCES: dict[str, tuple[str, str]] = {
    "files": ("Files", "a team's own tables: CSV, JSON, JSON Lines, GeoJSON"),
    "tourapi": ("TourApi", "한국관광공사 국문 관광정보 (KorService2), by modified time"),
    "seoul": ("Seoul", "서울 열린데이터광장: culturalSpaceInfo and other lists of places"),
}


def find(name: str) -> type[Source]:
    """Imported when it is asked for: the plain command needs no HTTP client."""
    return cast("type[Source]", getattr(import_module(f"ingest.sources.{name}"), SOURCES[name][0]))
