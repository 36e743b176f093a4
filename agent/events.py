"""What a turn tells while it runs, in the order of the HTTP contract."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal, NamedTuple

import orjson

from agent.tools.decision import Decision
from agent.tools.reading.currency import Money
from agent.tools.terms.travel import Travel
from agent.tools.transit.legs import Journey
from data.opening import SEOUL
from data.place import Spot

Kind = Literal["route", "status", "token", "result", "error", "done"]


class Event(NamedTuple):
    kind: Kind
    data: Any
    """JSON-able: dicts, lists, dataclasses, pydantic dumps."""

    def wire(self, turn: bytes, number: int) -> bytes:
        """The event as server-sent bytes, its id the turn's and its number; Hangul stays UTF-8."""
        told = (turn, number, self.kind.encode(), orjson.dumps(self.data))
        return b"id: %b:%d\nevent: %b\ndata: %b\n\n" % told


def pinned(spot: Spot | None) -> dict[str, Any] | None:
    """A slot as the contract has it: `{id?, name, lat?, lon?}`."""
    if spot is None:
        return None
    known = {"id": spot.id, "name": spot.name, "lat": spot.lat, "lon": spot.lon}
    return {key: value for key, value in known.items() if value is not None}


def decided(decision: Decision) -> dict[str, Any]:
    """A decision as `POST /route` and the `route` event show it."""
    return {
        "route": decision.route,
        "place": pinned(decision.places[0]) if decision.places else None,
        "places": [pinned(spot) for spot in decision.places],
        "wish": decision.wish,
        "origin": pinned(decision.origin),
        "destination": pinned(decision.destination),
        "via": [pinned(spot) for spot in decision.travel.via] if decision.travel else [],
        **_timed(decision.travel),
        "mode": decision.travel.mode if decision.travel else None,
        "missing": decision.missing,
        "category": decision.category,
        "talk": decision.talk,
        "rivals": list(decision.rivals),
        "language": decision.language,
        "question": decision.question,
        "confidence": round(decision.confidence, 3),
        "by": decision.by,
        "ms": round(decision.ms, 2),
        "then": [decided(further) for further in decision.then],
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="minutes") if at else None


def _timed(travel: Travel | None) -> dict[str, str | None]:
    """`depart_at`: ISO 8601 in Seoul's time, or `first` or `last` where that train is asked for."""
    when = travel.when if travel else None
    moment = when.at(datetime.now(SEOUL)) if when else None
    told = moment.isoformat(timespec="minutes") if moment else None
    if when is None:
        return {"depart_at": None, "arrive_by": None}
    if when.kind == "arrive":
        return {"depart_at": None, "arrive_by": told}
    return {"depart_at": told if when.kind == "depart" else when.kind, "arrive_by": None}


def travelled(journey: Journey, prices: Sequence[Money] = ()) -> dict[str, Any]:
    """A journey as `POST /directions` and a result's `transit` show it; fares in won, times in minutes.

    `prices`: amounts of the journey in the traveller's money, each beside its won.
    """
    return {
        "origin": pinned(journey.origin),
        "destination": pinned(journey.destination),
        "options": [asdict(option) for option in journey.options],
        "taxi": asdict(journey.taxi) if journey.taxi else None,
        "via": [pinned(spot) for spot in journey.terms.via] if journey.terms else [],
        "depart_at": _moment(journey.terms.depart_at if journey.terms else None),
        "arrive_by": _moment(journey.terms.arrive_by if journey.terms else None),
        "currency": {"code": prices[0].code, "prices": [asdict(money) for money in prices]}
        if prices
        else None,
        "provider": journey.provider,
    }
