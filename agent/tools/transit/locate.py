"""Stations by the names people use for them, in four languages; and the stations near a point."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping
from math import cos, radians
from typing import Final

import orjson

from agent.tools.transit.geo import crow
from agent.tools.transit.network import SUBWAY, Network, Station
from data.place import Spot

PREFIX: Final = "station:"
"""Of a station's Spot.id."""

_EXIT: Final = re.compile(
    r"\s*(제?\s*\d{1,2}(-\d)?\s*번\s*(출구|출입구)|exit\s*(no\.?\s*)?\d{1,2}|\d{1,2}\s*番?\s*(出口|号口|号出口|號出口))",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(r"\s*(앞|근처|부근|쪽|인근|플랫폼|승강장)$")
_BESIDE: Final = re.compile(
    r"\s*[(（\[][^)）\]]*[)）\]]\s*(?=역?$|Station$)|\([a-z]+\)(?=-ga)", re.IGNORECASE
)
"""A second name in brackets, as signs have it: 천호(풍납토성), Jongno 3(sam)-ga."""
_STATION: Final = re.compile(
    r"(?<=.)(지하철역|전철역|역|subwaystation|metrostation|station|stn|地铁站|地鐵站|駅|站|驛|ヨク)$"
)
_NOISE: Final = re.compile(r"[\s·.,'’`\-()\[\]/&]+")
_UNIVERSITY: Final = re.compile(r"university$")


def fold(text: str) -> str:
    """Case, width, spaces and punctuation away."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


class Gazetteer:
    """Immutable after construction; look-ups are dictionary hits."""

    def __init__(self, network: Network) -> None:
        self._network = network
        tables = orjson.loads((SUBWAY / "aliases.json").read_bytes())
        self._han = str.maketrans(tables["han"])
        self._spots = {group: self._spot(group, stops) for group, stops in network.groups.items()}
        self._names = self._index(tables["names"])
        self._lines = sorted(((fold(line), line) for line in network.lines), key=lambda pair: -len(pair[0]))
        self._points = sorted(
            (spot.lat or 0.0, spot.lon or 0.0, group) for group, spot in self._spots.items()
        )

    @staticmethod
    def _spot(group: str, stops: tuple[Station, ...]) -> Spot:
        lat = sum(stop.lat for stop in stops) / len(stops)
        lon = sum(stop.lon for stop in stops) / len(stops)
        return Spot(name=group, lat=round(lat, 6), lon=round(lon, 6), id=PREFIX + group, kind="station")

    def _index(self, aliases: Mapping[str, str]) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for group, stops in self._network.groups.items():
            for stop in stops:
                for name in (stop.name.ko, stop.name.en, stop.name.ja, stop.name.zh):
                    if name and group not in names.setdefault(self._key(name), []):
                        names[self._key(name)].append(group)
        for alias, group in aliases.items():
            names[self._key(alias)] = [group]
        return names

    def _key(self, text: str) -> str:
        return _UNIVERSITY.sub("univ", _STATION.sub("", fold(text))).translate(self._han)

    def locate(self, name: str) -> Spot | None:
        """The station of that name; where two bear it, the one on the line named, else the one in Seoul."""
        groups, line = self.matches(name), self._line(name)
        for group in groups:
            if line and any(stop.line == line for stop in self._network.groups[group]):
                return self._spots[group]
        return self._spots[groups[0]] if groups else None

    def matches(self, name: str) -> tuple[str, ...]:
        """All stations of that name: 신촌 is two."""
        whole = _EXIT.sub("", name.strip())
        text = _TAIL.sub("", whole)
        plain = _BESIDE.sub("", text)
        for candidate in (whole, text, plain, self._without_line(text), self._without_line(plain)):
            found = self._names.get(self._key(candidate))
            if found:
                return tuple(found)
        return ()

    def _line(self, text: str) -> str | None:
        folded = fold(text)
        return next((line for key, line in self._lines if key in folded), None)

    def _without_line(self, text: str) -> str:
        folded = fold(text)
        line = self._line(text)
        return folded.replace(fold(line), "") if line else folded

    def group(self, spot: Spot) -> str | None:
        """The physical station that a spot is, if it is one."""
        if spot.id and spot.id.startswith(PREFIX):
            group = spot.id.removeprefix(PREFIX)
            return group if group in self._spots else None
        if spot.kind == "station" and spot.id in self._spots:
            return spot.id
        if spot.kind == "station" or spot.lat is None:
            found = self.locate(spot.name)
            return found.name if found else None
        return None

    def near(self, lat: float, lon: float, within: float, most: int) -> list[tuple[float, str]]:
        """Great-circle metres and stations around a point, nearest first."""
        east = cos(radians(lat))
        north = within / 111_000
        reach = north**2 * 1.05
        low, high = ((lat + side * north * 1.05,) for side in (-1, 1))
        band = self._points[bisect_left(self._points, low) : bisect_left(self._points, high)]
        rough = [group for y, x, group in band if (y - lat) ** 2 + ((x - lon) * east) ** 2 <= reach]
        found = sorted((crow((lat, lon), self._at(group)), group) for group in rough)
        return [pair for pair in found if pair[0] <= within][:most]

    def _at(self, group: str) -> tuple[float, float]:
        spot = self._spots[group]
        return spot.lat or 0.0, spot.lon or 0.0

    def spot(self, group: str) -> Spot:
        return self._spots[group]
