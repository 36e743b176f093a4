"""Districts and cities as outlines: which one a point lies in, and how far outside one it lies.

The outlines of Seoul's gu are simplified to about 100 m, those of cities around it are boxes (`SOURCES.md`).
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import orjson

from data import ROOT

M_A_DEGREE = 111_200.0
DISTRICTS = ROOT / "districts.json"


@dataclass(frozen=True, slots=True)
class District:
    """`lat`/`lon`: its middle. `outline`: a closed ring of (lon, lat). All in degrees, WGS84."""

    name: str
    lat: float
    lon: float
    outline: tuple[tuple[float, float], ...]

    @property
    def gu(self) -> bool:
        """Whether it is a district of Seoul."""
        return self.name.endswith("구")

    def holds(self, lat: float, lon: float) -> bool:
        """By the crossings of a line from the point to the east."""
        inside = False
        for (x1, y1), (x2, y2) in pairwise(self.outline):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
        return inside

    def outside(self, lat: float, lon: float) -> float:
        """Metres to the outline; 0 inside."""
        if self.holds(lat, lon):
            return 0.0
        scale = math.cos(math.radians(lat))
        ring = [((x - lon) * scale * M_A_DEGREE, (y - lat) * M_A_DEGREE) for x, y in self.outline]
        return min(_to_segment(start, end) for start, end in pairwise(ring))


def _to_segment(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Metres from (0, 0)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(start[0] * dx + start[1] * dy) / length)) if length else 0.0
    return math.hypot(start[0] + along * dx, start[1] + along * dy)


@lru_cache(maxsize=4)
def districts(path: Path = DISTRICTS) -> dict[str, District]:
    """By name, Seoul's first."""
    rows = orjson.loads(path.read_bytes())
    return {
        name: District(name, row["lat"], row["lon"], tuple((x, y) for x, y in row["outline"]))
        for name, row in rows.items()
    }


def at(lat: float, lon: float) -> str | None:
    """The gu, or else the city, that holds the point; None where we know none."""
    return next((name for name, district in districts().items() if district.holds(lat, lon)), None)
