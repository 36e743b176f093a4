"""The Han as it runs through Seoul, for drawing: the border of the districts on its two banks."""

from functools import lru_cache
from typing import Final

from data.district import districts

SOUTH: Final = frozenset(
    {
        "강서구",
        "양천구",
        "구로구",
        "금천구",
        "영등포구",
        "동작구",
        "관악구",
        "서초구",
        "강남구",
        "송파구",
        "강동구",
    }
)
"""Districts south of the Han; its middle is their northern border."""
NEAR: Final = 160.0
"""Metres: borders of two districts are simplified each by itself and lie so far apart at most."""
STEP: Final = 0.006
"""Degrees of longitude between two points."""


@lru_cache(maxsize=1)
def han() -> tuple[tuple[float, float], ...]:
    """Its middle from west to east as (lat, lon) in degrees, to about 200 m. To draw, not to measure."""
    seoul = [district for district in districts().values() if district.gu]
    north = [district for district in seoul if district.name not in SOUTH]
    shared = sorted(
        (lon, lat)
        for district in seoul
        if district.name in SOUTH
        for lon, lat in district.outline
        if any(other.outside(lat, lon) < NEAR for other in north)
    )
    groups: list[list[tuple[float, float]]] = []
    for point in shared:
        if groups and point[0] - groups[-1][0][0] < STEP:
            groups[-1].append(point)
        else:
            groups.append([point])
    return tuple((_mean([lat for _, lat in group]), _mean([lon for lon, _ in group])) for group in groups)


def _mean(values: list[float]) -> float:
    return round(sum(values) / len(values), 4)
