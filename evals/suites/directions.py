"""Journeys of `POST /directions`, against published fares and times."""

from typing import Any

from evals.case import Journey
from evals.judged import Verdict
from evals.peer import Peer

Option = dict[str, Any]


async def travelled(peer: Peer, case: Journey) -> Verdict:
    found = await peer.directions(case.origin, case.destination, case.depart_at)
    options = [option for option in found["options"] if case.line is None or _lines(option) == {case.line}]
    if not options and case.taxi is None:
        ways = [" + ".join(sorted(_lines(option))) or option["mode"] for option in found["options"]]
        return Verdict(None, f"no option by {case.line} alone, but by {', '.join(ways)}")
    wrong = [*_fare(case, options), *_times(case, options)]
    if case.transfers is not None and case.transfers not in {option["transfers"] for option in options}:
        wrong.append(f"transfers {[option['transfers'] for option in options]} for {case.transfers}")
    if case.says and not any(case.says in (option.get("note") or "") for option in options):
        wrong.append(f"no note says {case.says}")
    if case.taxi:
        fare = (found.get("taxi") or {}).get("fare")
        if fare is None or not case.taxi[0] <= fare <= case.taxi[1]:
            wrong.append(f"taxi {fare} won, not in {case.taxi}")
    return Verdict(not wrong, "; ".join(wrong))


def _lines(option: Option) -> set[str]:
    return {leg["line"] for leg in option["legs"] if leg["mode"] != "walk"}


def _fare(case: Journey, options: list[Option]) -> list[str]:
    """The fare is right when the option by train that is shown first has it."""
    if case.fare is None:
        return []
    trains = [option for option in options if option["mode"] == "subway"] or options
    option = trains[0]
    fare = option["fare"] if case.rider == "adult" else (option.get("others") or {}).get(case.rider)
    return [] if fare == case.fare else [f"{fare} won for {case.fare}"]


def _times(case: Journey, options: list[Option]) -> list[str]:
    wrong = []
    ride = sum(leg["minutes"] for leg in options[0]["legs"] if leg["mode"] != "walk") if options else 0
    if case.ride and not case.ride[0] <= ride <= case.ride[1]:
        wrong.append(f"{ride:.0f} minutes aboard, not in {case.ride}")
    total = min((option["minutes"] for option in options), default=0)
    if case.total and not case.total[0] <= total <= case.total[1]:
        wrong.append(f"{total:.0f} minutes in all, not in {case.total}")
    return wrong
