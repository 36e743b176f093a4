"""Fares to the won, by the rules in `data/fares.json`, which carry their sources and dates.

The distance part rests on the shortest way through the network, whatever way was ridden; surcharges rest on
the lines ridden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as File
from typing import Any, Literal

import orjson

from agent.tools.transit.network import minutes_of
from agent.tools.transit.path import Path
from agent.tools.transit.router import Router
from data import ROOT

FARES = ROOT / "fares.json"

Rider = Literal["adult", "youth", "child", "senior"]
"""Youth is 13–18, child 6–12, senior 65 and over."""
Pay = Literal["card", "cash"]
"""`cash` is a single-journey ticket, deposit not counted."""

DOUBT = 0.08
"""Share by which an estimated length may be wrong."""


@dataclass(frozen=True, slots=True)
class Fare:
    won: int
    metres: int
    """The distance charged."""
    certainty: Literal["official", "estimated"]
    """`estimated` where lengths that are not published, or a rule not fully published, could change it."""
    extras: tuple[str, ...] = ()
    """Lines with fares of their own, in Korean, as ridden."""


@dataclass(frozen=True, slots=True)
class Express:
    """The nonstop train to the airport, as it was announced."""

    minutes: int
    every: int
    """Minutes between two trains."""
    won: int
    date: str
    """The month of the price."""
    first: int
    last: int
    """Departures in minutes from midnight."""


@dataclass(frozen=True, slots=True)
class Terms:
    rider: Rider = "adult"
    pay: Pay = "card"
    early: bool = False
    """First tap before 06:30 on a weekday."""
    weekend: bool = False


def steps(metres: int, size: int) -> int:
    """Steps begun: 15.0 km is one step beyond 10 km, 15.1 km two."""
    return -(-max(metres, 0) // size)


class Fares:
    def __init__(self, rules: Mapping[str, Any], router: Router) -> None:
        self._rules = rules
        self._router = router
        arex = rules["arex"]
        self._arex = {
            frozenset((a, b)): won
            for i, a in enumerate(arex["stations"][1:])
            for b, won in zip(arex["stations"], arex["table"][i], strict=False)
        }

    @classmethod
    def load(cls, router: Router, file: File = FARES) -> "Fares":
        return cls(orjson.loads(file.read_bytes()), router)

    @property
    def date(self) -> str:
        """The day the subway fares took effect."""
        return str(self._rules["date"])

    def express(self, terminal: str, *, outward: bool) -> Express:
        """The airport express between Seoul Station and a terminal. Raises KeyError for another station."""
        rule = self._rules["arex"]["express"]
        first, last = map(minutes_of, rule["from_seoul" if outward else "to_seoul"])
        return Express(rule["minutes"][terminal], rule["every"], rule["won"], rule["date"], first, last)

    @property
    def card_only(self) -> str:
        """The line whose fare by single ticket is not published."""
        return str(self._rules["gtx"]["line"])

    def metropolitan(self, metres: int, terms: Terms = Terms()) -> int:
        """The common fare of the metropolitan lines for a distance, in won."""
        rule = self._rules["subway"]
        if terms.rider == "senior":
            return 0
        far, near = rule["far_from_metres"], rule["base_metres"]
        count = steps(min(metres, far) - near, rule["near_step_metres"]) + steps(
            metres - far, rule["far_step_metres"]
        )
        if terms.pay == "cash":
            rider = "child" if terms.rider == "child" else "adult"
            return int(rule["cash"][rider] + count * rule["step"][rider])
        base = rule["base"][terms.rider]
        if terms.early:
            base -= round(base * rule["early"]["share"])
        return int(base + count * rule["step"][terms.rider])

    def of(self, path: Path, terms: Terms = Terms()) -> Fare:
        """The fare of a journey by subway."""
        names = self._names(path)
        if self._rides_only(path, self._rules["arex"]["line"]):
            return self._by_table(path, names, terms)
        if any(ride.service.line == self._rules["gtx"]["line"] for ride in path.rides):
            return self._gtx(path, terms)
        beyond = self._beyond(path)
        if beyond:
            return self._to_airport(path, names, beyond, terms)
        metres, guessed = self._router.distance(*self._ends(path), without=(self._rules["gtx"]["line"],))
        extra, extras = self._surcharges(path, terms)
        won = self.metropolitan(metres, terms) + extra
        return Fare(won, metres, self._sure(metres, guessed), extras)

    def bus(self, rides: Sequence[tuple[str, int]], subway: int | None = None, terms: Terms = Terms()) -> int:
        """The integrated fare by card of bus rides (kind, metres) in order and of a subway ride (metres).

        A lone bus ride is flat; together the highest base counts, a step for each 5 km begun beyond 10 km
        (30 km with an express bus), and never more than the separate fares. The early bird takes its share
        off the first bus. Seniors ride the subway free and pay the adult fare on buses.

        Raises KeyError for a kind whose fare for that rider is not published, ValueError for cash, which is
        not published either and not taken on most buses.
        """
        if terms.pay == "cash":
            raise ValueError("no cash fare of buses is published")
        if terms.rider == "senior":
            return self.bus(rides, None, replace(terms, rider="adult")) if rides else 0
        rule = self._rules["bus"]
        bases = [int(rule["base"][kind][terms.rider]) for kind, _ in rides]
        off = self._early(rides[0][0], bases[0]) if terms.early and rides else 0
        later = replace(terms, early=terms.early and not rides)
        apart = sum(bases) - off + (self.metropolitan(subway, later) if subway is not None else 0)
        if len(bases) + (subway is not None) == 1:
            return apart
        if subway is not None:
            bases.append(int(self._rules["subway"]["base"][terms.rider]))
        express = any(kind in rule["express"] for kind, _ in rides)
        free = rule["express_free_metres" if express else "free_metres"]
        metres = sum(length for _, length in rides) + (subway or 0)
        step = int(self._rules["subway"]["step"][terms.rider])
        return min(max(bases) - off + step * steps(metres - free, rule["step_metres"]), apart)

    def common(self, path: Path) -> bool:
        """Whether the common fare holds all the way, surcharges aside: not on GTX-A, nor to the airport."""
        gtx = any(ride.service.line == self._rules["gtx"]["line"] for ride in path.rides)
        return not gtx and self._beyond(path) is None

    def with_bus(self, rides: Sequence[tuple[str, int]], path: Path, terms: Terms = Terms()) -> Fare:
        """The integrated fare of bus rides and a journey by train on which the common fare holds.

        Lengths of bus rides are estimates all.
        """
        metres, guessed = self._router.distance(*self._ends(path), without=(self._rules["gtx"]["line"],))
        extra, extras = self._surcharges(path, terms)
        ridden = sum(length for _, length in rides)
        doubt = round((guessed + ridden) * DOUBT)
        low, won, high = (self.bus(rides, metres + off, terms) for off in (-doubt, 0, doubt))
        return Fare(won + extra, metres + ridden, "official" if low == high else "estimated", extras)

    def _early(self, kind: str, base: int) -> int:
        rule = self._rules["bus"]["early"]
        return round(base * rule["share"]) if kind in rule["kinds"] else 0

    def _names(self, path: Path) -> tuple[str, str]:
        stations = self._router.network.stations
        return stations[path.start].name.ko, stations[path.end].name.ko

    def _ends(self, path: Path) -> tuple[str, str]:
        stations = self._router.network.stations
        return stations[path.start].station, stations[path.end].station

    @staticmethod
    def _rides_only(path: Path, line: str) -> bool:
        return all(ride.service.line == line for ride in path.rides)

    def _sure(self, metres: int, guessed: int) -> Literal["official", "estimated"]:
        doubt = round(guessed * DOUBT)
        low, high = (self.metropolitan(m) for m in (metres - doubt, metres + doubt))
        return "official" if low == high else "estimated"

    def _share(self, won: int, share: float) -> int:
        """A share of an amount, to the ten won below."""
        return int(won * share + 1e-6) // 10 * 10

    def _surcharges(self, path: Path, terms: Terms) -> tuple[int, tuple[str, ...]]:
        extras = []
        total = 0
        shinbundang = self._shinbundang(path)
        if shinbundang:
            rule = self._rules["shinbundang"]
            total += self._share(shinbundang, rule["share"][terms.rider])
            extras.append(str(rule["line"]))
        for rule in self._rules["flat"]:
            if any(ride.service.line == rule["line"] for ride in path.rides) and terms.rider != "senior":
                total += int(rule["won"])
                extras.append(str(rule["line"]))
        return total, tuple(extras)

    def _shinbundang(self, path: Path) -> int:
        """The adult surcharge of 신분당선 by the sections ridden, neighbours combined."""
        rule = self._rules["shinbundang"]
        if all(ride.service.line != rule["line"] for ride in path.rides):
            return 0
        service = next(s for s in self._router.network.services if s.line == rule["line"])
        names = [self._router.network.stations[p].name.ko for p in service.stations]
        ridden = [
            sorted(
                names.index(self._router.network.stations[p].name.ko)
                for p in (ride.platforms[0], ride.platforms[-1])
            )
            for ride in path.rides
            if ride.service.line == rule["line"]
        ]
        total, previous = 0, False
        for section in rule["sections"]:
            start, end = names.index(section["from"]), names.index(section["to"])
            inside = any(low < end and high > start for low, high in ridden)
            if inside:
                total += (
                    section["after_previous"] if previous and "after_previous" in section else section["won"]
                )
            previous = inside
        return total

    def _beyond(self, path: Path) -> str | None:
        """The airport-side station where the journey starts or ends, when outside the common fare's area."""
        rule = self._rules["arex"]
        outside = set(rule["stations"][rule["stations"].index(rule["free_end"]) + 1 :])
        stations = self._router.network.stations
        for platform in (path.start, path.end):
            if stations[platform].line == rule["line"] and stations[platform].name.ko in outside:
                return stations[platform].name.ko
        return None

    def _arex_rider(self, adult: int, terms: Terms) -> int:
        rule, subway = self._rules["arex"], self._rules["subway"]
        if terms.rider == "senior":
            return 0
        cash = subway["cash"]["adult"] - subway["base"]["adult"]
        if terms.rider == "adult" or (terms.pay == "cash" and terms.rider == "youth"):
            early = round(subway["base"]["adult"] * subway["early"]["share"]) if terms.early else 0
            return int(adult + cash) if terms.pay == "cash" else int(adult - early)
        more = self._share(max(adult - subway["base"]["adult"], 0), rule["extra_share"][terms.rider])
        return self.metropolitan(0, terms) + more

    def _by_table(self, path: Path, names: tuple[str, str], terms: Terms) -> Fare:
        adult = self._arex[frozenset(names)]
        metres = self._router.distance(*self._ends(path), without=(self._rules["gtx"]["line"],))[0]
        own = self._beyond(path) is not None
        return Fare(self._arex_rider(adult, terms), metres, "official", ("공항철도",) if own else ())

    def _to_airport(self, path: Path, names: tuple[str, str], beyond: str, terms: Terms) -> Fare:
        """The common fare as far as the last station of its area, then the operator's own."""
        rule = self._rules["arex"]
        start, end = self._ends(path)
        free = f"{rule['free_end']}역"
        near = end if names[0] == beyond else start
        metres, guessed = self._router.distance(near, free, without=(self._rules["gtx"]["line"],))
        extra, extras = self._surcharges(path, terms)
        adult = self.metropolitan(metres) + self._arex[frozenset((rule["free_end"], beyond))]
        won = self._arex_rider(adult, terms) + extra
        return Fare(won, metres, self._sure(metres, guessed), (*extras, rule["line"]))

    def _gtx(self, path: Path, terms: Terms) -> Fare:
        rule = self._rules["gtx"]
        stations = self._router.network.stations
        metres = rest = guessed = 0
        for ride in path.rides:
            if ride.service.line == rule["line"]:
                metres += self._router.length(ride.platforms)
        first, last = self._gtx_span(path)
        start, end = self._ends(path)
        for a, b in ((start, stations[first].station), (stations[last].station, end)):
            length, unsure = self._router.distance(a, b, without=(rule["line"],))
            rest, guessed = rest + length, guessed + unsure
        base = rule["base"] - (round(rule["base"] * rule["weekend_share"]) if terms.weekend else 0)
        won = base + rule["step"] * steps(metres - rule["base_metres"], rule["step_metres"])
        won += rule["transfer_step"] * steps(rest, self._rules["subway"]["near_step_metres"])
        extra, extras = self._surcharges(path, terms)
        total = self._share(won, rule["share"][terms.rider]) + extra
        return Fare(total, metres + rest, "estimated" if rest else "official", (rule["line"], *extras))

    def _gtx_span(self, path: Path) -> tuple[str, str]:
        rides = [ride for ride in path.rides if ride.service.line == self._rules["gtx"]["line"]]
        return rides[0].platforms[0], rides[-1].platforms[-1]
