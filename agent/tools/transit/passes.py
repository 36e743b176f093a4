"""The Climate Card: where it is taken, and from how many rides a day it pays, by `data/fares.json`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from agent.tools.transit.geo import inside
from agent.tools.transit.legs import Leg, Option
from agent.tools.transit.network import Network
from data import ROOT


class Passes:
    def __init__(self, rules: Mapping[str, Any], network: Network) -> None:
        self._rules = rules["passes"]
        self._kinds = frozenset(self._rules["buses"])
        ring = rules["taxi"]["seoul"]
        stations = network.stations.values()
        self._seoul = frozenset((s.line, f"{s.name.ko}역") for s in stations if inside((s.lat, s.lon), ring))
        """Line and name: 양평 is in Seoul on line 5 alone."""

    @classmethod
    def load(cls, network: Network, file: Path = ROOT / "fares.json") -> "Passes":
        return cls(orjson.loads(file.read_bytes()), network)

    def covers(self, option: Option, kind: str | None = None) -> bool:
        """Whether every ride of a way by train, or a bus of that kind, is taken by the card.

        Trains count where they are boarded and left in Seoul and have no fare of their own. Some stations
        outside are covered too; nothing is claimed of those.
        """
        if option.mode == "bus":
            return kind in self._kinds
        rides = [leg for leg in option.legs if leg.mode == "subway"]
        if option.mode != "subway" or any(leg.line in self._rules["without"] for leg in rides):
            return False
        first, last = rides[0], rides[-1]
        return {(_line(first), first.start), (_line(last), last.end)} <= self._seoul

    def tip(self, option: Option, kind: str | None = None) -> str | None:
        """A sentence in Korean; None where the card is not known to be taken, or nothing is paid."""
        if not option.fare or not self.covers(option, kind):
            return None
        days, won = self._rules["days"][0]
        rides = -(-won // option.fare)
        year, month, _ = self._rules["date"].split("-")
        return (
            f"이런 길을 하루 {rides}번 이상 타면 {self._rules['name']} {days}일권({won:,}원, "
            f"{year}년 {int(month)}월 기준)이 이득이에요."
        )


def _line(leg: Leg) -> str:
    return (leg.line or "").removesuffix(" 급행")
