"""Seoul's real-time subway (data.seoul.go.kr, realtimeStationArrival): which trains come next."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pydantic import SecretStr

from agent.tools.transit.legs import Arrival, Leg
from agent.tools.transit.locate import fold
from agent.tools.transit.network import Service, load
from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.refusal import Refusal, kind, listed
from data.opening import SEOUL

LINES: Final[Mapping[str, str]] = {
    **{f"100{number}": f"{number}호선" for number in range(1, 10)},
    "1063": "경의중앙선", "1065": "공항철도", "1067": "경춘선", "1075": "수인분당선", "1077": "신분당선",
    "1081": "경강선", "1092": "우이신설선", "1093": "서해선",
}  # fmt: skip
"""`subwayId` → our line."""
NONE: Final = "INFO-200"
GONE: Final = "2"
"""`arvlCd` of a train that has left."""
THERE: Final = frozenset({"0", "1"})
"""It enters, or stands there."""
STALE: Final = 300
"""Seconds after which an observation is not told."""
MOST: Final = 2
_BOUND: Final = re.compile(r"-\s*(\S+?)방면")
_MINUTES: Final = re.compile(r"(\d+)\s*분")
_EXPRESS: Final = " 급행"


def _now() -> datetime:
    return datetime.now(SEOUL)


@dataclass(frozen=True, slots=True)
class Seoul:
    url: str
    key: SecretStr
    clock: Callable[[], datetime] = _now
    name: str = "seoul"

    async def next(self, line: Line, leg: Leg) -> tuple[Arrival, ...]:
        """The next trains that take a ride on, at its first station; soonest first. Raises Refusal."""
        bare = leg.start.removesuffix("역") or leg.start
        path = f"{self.key.get_secret_value()}/json/realtimeStationArrival/0/20/{bare}"
        told = await line.get(f"{self.url}/{path}")
        code = str((told.get("errorMessage") or told).get("code", ""))
        if code == NONE:
            return ()
        if code != "INFO-000":
            raise Refusal(kind(None, code), code=code)
        ahead = towards(leg)
        name = (leg.line or "").removesuffix(_EXPRESS)
        rows = [
            row for row in listed(told.get("realtimeArrivalList")) if LINES.get(str(row["subwayId"])) == name
        ]
        found = [one for row in rows if _goes(row, ahead, leg) and (one := self._arrival(row, name))]
        return tuple(sorted(found, key=lambda one: one.minutes)[:MOST])

    def _arrival(self, row: dict[str, Any], line: str) -> Arrival | None:
        """None for a train that has left, or whose time is not told."""
        seen = datetime.fromisoformat(str(row["recptnDt"])).replace(tzinfo=SEOUL)
        age = (self.clock() - seen).total_seconds()
        code, seconds = str(row["arvlCd"]), int(row["barvlDt"] or 0)
        if code == GONE or abs(age) > STALE:
            return None
        if seconds <= 0 and code not in THERE:
            said = _MINUTES.search(str(row.get("arvlMsg2") or ""))
            if said is None:
                return None
            seconds = int(said[1]) * 60
        left = max(seconds - max(age, 0), 0)
        return Arrival(line, str(row["bstatnNm"]), int(left // 60), seen.strftime("%H:%M"))


def _goes(row: dict[str, Any], ahead: frozenset[str], leg: Leg) -> bool:
    """Whether a train goes the ride's way, and as far."""
    bound = _BOUND.search(str(row["trainLineNm"]))
    if bound is None or fold(bound[1]) not in ahead:
        return False
    last = fold(str(row["bstatnNm"]))
    return last not in ahead or last == fold(leg.end.removesuffix("역"))


def towards(leg: Leg) -> frozenset[str]:
    """The stations of a ride after the first one, folded, by the shortest run of its line."""
    start, end = leg.start.removesuffix("역"), leg.end.removesuffix("역")
    line = (leg.line or "").removesuffix(_EXPRESS)
    runs = [run for service in load().services if service.line == line for run in _runs(service, start, end)]
    return frozenset(fold(name) for name in min(runs, key=len, default=()))


def _runs(service: Service, start: str, end: str) -> list[list[str]]:
    """Names from the station after `start` to `end`, each way that the service runs between them."""
    stations = load().stations
    names = [stations[platform].name.ko for platform in service.stations]
    if start not in names or end not in names:
        return []
    a, b, size = names.index(start), names.index(end), len(names)
    runs = []
    if service.circular:
        runs.append([names[(a + step) % size] for step in range(1, (b - a) % size + 1)])
        if not service.oneway:
            runs.append([names[(a - step) % size] for step in range(1, (a - b) % size + 1)])
    elif a < b:
        runs.append(names[a + 1 : b + 1])
    elif not service.oneway:
        runs.append(names[b:a][::-1])
    return runs
