"""Distances and areas on the globe. Degrees WGS84 in, metres out."""

from collections.abc import Sequence
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

import numpy as np
from numpy.typing import NDArray

EARTH = 12_742_000
"""Diameter, m."""

DETOUR = 1.3
"""Walking way over great-circle distance in a city grid."""
PACE = 75
"""Metres a minute: 4.5 km/h."""


def crow(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle metres between two (lat, lon) points."""
    (lat1, lon1), (lat2, lon2) = a, b
    north, east = radians(lat2 - lat1), radians(lon2 - lon1)
    h = sin(north / 2) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(east / 2) ** 2
    return EARTH * asin(sqrt(h))


def hops(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same between each two neighbours of a way, whose points are rows."""
    lat, lon = np.radians(points).T
    h = np.sin(np.diff(lat) / 2) ** 2 + np.cos(lat[:-1]) * np.cos(lat[1:]) * np.sin(np.diff(lon) / 2) ** 2
    metres: NDArray[np.float64] = EARTH * np.arcsin(np.sqrt(h))
    return metres


def walk(metres: float) -> tuple[int, float]:
    """Metres and minutes on foot for a great-circle distance."""
    way = metres * DETOUR
    return round(way / 10) * 10, way / PACE


def inside(point: tuple[float, float], ring: Sequence[Sequence[float]]) -> bool:
    """Whether a (lat, lon) point lies in a closed ring of such points."""
    lat, lon = point
    odd = False
    for (lat1, lon1), (lat2, lon2) in pairwise(ring):
        if (lat1 > lat) != (lat2 > lat) and lon < (lon2 - lon1) * (lat - lat1) / (lat2 - lat1) + lon1:
            odd = not odd
    return odd
