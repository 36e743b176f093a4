"""Providers that failed are left alone for a while."""

import time
from collections.abc import Callable
from dataclasses import dataclass

FAILURES = 2
PAUSE_SECONDS = 60.0
MAX_PAUSE_SECONDS = 900.0


@dataclass(slots=True)
class _Record:
    failures: int = 0
    until: float = 0.0


class Breaker:
    """After two failures in a row a provider rests for 60 s; then one more failure sends it back at once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._records: dict[str, _Record] = {}

    def rest(self, name: str) -> float:
        """Seconds until `name` may be asked; 0 when it may be asked now."""
        record = self._records.get(name)
        return max(0.0, record.until - self._clock()) if record else 0.0

    def failed(self, name: str, retry_after: float | None = None) -> None:
        """`retry_after`: seconds that the provider itself asked for; honoured at once, up to 15 minutes."""
        record = self._records.setdefault(name, _Record())
        record.failures += 1
        pause = PAUSE_SECONDS if record.failures >= FAILURES else 0.0
        if retry_after is not None:
            pause = max(pause, min(retry_after, MAX_PAUSE_SECONDS))
        record.until = self._clock() + pause

    def worked(self, name: str) -> None:
        self._records.pop(name, None)
