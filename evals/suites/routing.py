"""Decisions of `POST /route`: the route, the places, the ends of a journey."""

from typing import Any

from evals.case import Linking, Routing, Slots, Time
from evals.judged import Verdict
from evals.names import Slot, same, told
from evals.peer import Peer


async def routed(peer: Peer, case: Routing) -> Verdict:
    found = await peer.route(case.text, case.said, case.location)
    right = found["route"] in {case.route, *case.or_route}
    wrong = [] if right else [f"route {found['route']} for {case.route}"]
    wrong += [
        f"{name} {found.get(name)} for {wanted}"
        for name, wanted in (("category", case.category), ("missing", case.missing), ("talk", case.talk))
        if wanted is not None and found.get(name) != wanted
    ]
    for name, wanted in (("origin", case.origin), ("destination", case.destination)):
        if wanted and not same(found.get(name), wanted, case.location):
            wrong.append(f"{name} {told(found.get(name))} for {'/'.join(wanted)}")
    for names in case.places:
        if not any(same(place, names) for place in found.get("places", ())):
            wrong.append(f"no {names[0]}")
    then = [further["route"] for further in found.get("then", ())]
    if case.then is not None and then != case.then:
        wrong.append(f"then {then} for {case.then}")
    if case.wish and not found.get("wish"):
        wrong.append("no wish")
    return Verdict(not wrong, "; ".join(wrong), {"route": float(right)})


async def linked(peer: Peer, case: Linking) -> Verdict:
    """Right: every place of one reading is found, and no other known one."""
    found = await peer.route(case.text, case.said, case.location)
    slots = _named(found)
    unsaid = found.get("wish") or found.get("talk") == "ask"
    if not slots and unsaid and all(_stations(reading) for reading in case.names):
        return Verdict(None, "a station alone is told in no slot")
    hits, wanted = max((_matched(slots, names) for names in case.names), key=lambda fit: 2 * fit[0] - fit[1])
    right = hits == wanted == len(slots)
    note = "" if right else f"found {', '.join(map(told, slots)) or 'nothing'}"
    return Verdict(right, note, {"recall": hits / wanted} if wanted else {"silent": float(not slots)})


def _named(found: dict[str, Any]) -> list[Slot]:
    """Known places and stations of a decision and of those that follow it, each once."""
    decisions = [found, *found.get("then", ())]
    slots = [
        slot
        for decision in decisions
        for slot in (*decision.get("places", ()), decision.get("origin"), decision.get("destination"))
        if slot and slot.get("id")
    ]
    return list({slot["id"]: slot for slot in slots}.values())


def _stations(reading: list[list[str]]) -> bool:
    return bool(reading) and all(name.endswith("역") for names in reading for name in names)


def _matched(slots: list[Slot], reading: list[list[str]]) -> tuple[int, int]:
    """How many of the places of a reading were found, each by a slot of its own, and how many there are."""
    left = list(slots)
    for names in reading:
        hit = next((slot for slot in left if same(slot, names)), None)
        if hit is not None:
            left.remove(hit)
    return len(slots) - len(left), len(reading)


async def slotted(peer: Peer, case: Slots) -> Verdict:
    """Origin and destination decide; via, time and mode are counted where a reply tells them."""
    found = await peer.route(case.text, case.said, case.location)
    wrong = [] if found["route"] == "transit" else [f"route {found['route']}"]
    points = {}
    for name, wanted in (("origin", case.origin), ("destination", case.destination)):
        right = same(found.get(name), wanted, case.location)
        points[name] = float(right)
        if not right:
            wrong.append(f"{name} {told(found.get(name))} for {'/'.join(wanted or ['–'])}")
    return Verdict(not wrong, "; ".join(wrong), points | _beside(case, found))


def _beside(case: Slots, found: dict[str, Any]) -> dict[str, float]:
    points = {}
    if case.via and "via" in found:
        stops = found["via"] or []
        points["via"] = float(
            len(stops) == len(case.via)
            and all(same(stop, wanted) for stop, wanted in zip(stops, case.via, strict=True))
        )
    if case.mode and "mode" in found:
        points["mode"] = float(found["mode"] == case.mode)
    if case.time and ({"depart_at", "arrive_by"} & found.keys()):
        points["time"] = float(_timed(case.time, found))
    return points


def _timed(wanted: Time, found: dict[str, Any]) -> bool:
    """The clock time, in ISO 8601 or as `first` and `last`; the day is not compared: it moves with today."""
    depart, arrive = str(found.get("depart_at") or ""), str(found.get("arrive_by") or "")
    if wanted.minutes is not None:
        return bool(depart)
    return (wanted.depart or "") in depart and (wanted.arrive or "") in arrive and bool(depart or arrive)
