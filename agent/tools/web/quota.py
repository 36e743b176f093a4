"""How many calls a provider may still be asked for today."""

from collections.abc import Callable, Mapping
from typing import Final

DAY: Final = 86_400
SEOUL: Final = 9 * 3_600
"""Seconds that Seoul is ahead of UTC, all year."""


class Quota:
    """Counts in this process alone: with several workers each has its share."""

    def __init__(self, limits: Mapping[str, int], clock: Callable[[], float]) -> None:
        """`limits`: calls a day by provider; one without is not limited. `clock`: seconds since 1970, UTC."""
        self._limits = limits
        self._clock = clock
        self._day = -1
        self._taken: dict[str, int] = {}

    def spent(self, name: str) -> bool:
        return name in self._limits and self._today().get(name, 0) >= self._limits[name]

    def take(self, name: str) -> None:
        taken = self._today()
        taken[name] = taken.get(name, 0) + 1

    def _today(self) -> dict[str, int]:
        day = int(self._clock() + SEOUL) // DAY
        if day != self._day:
            self._day, self._taken = day, {}
        return self._taken
