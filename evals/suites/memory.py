"""Conversations: what a turn takes over from those before it."""

from evals.case import Conversation, Expected
from evals.judged import Verdict
from evals.names import same, told
from evals.peer import Peer, Turn


async def remembered(peer: Peer, case: Conversation) -> Verdict:
    turns = await peer.talk([turn.text for turn in case.turns])
    wrong = [
        f"turn {number}: {fault}"
        for number, (said, turn) in enumerate(zip(case.turns, turns, strict=True), 1)
        if (fault := _fault(said.expect, turn))
    ]
    return Verdict(not wrong, "; ".join(wrong), {"turns": 1 - len(wrong) / len(turns)})


def _fault(wanted: Expected, turn: Turn) -> str:
    found, wrong = turn.decision, []
    if wanted.route and found.get("route") not in wanted.route:
        wrong.append(f"route {found.get('route')} for {'/'.join(wanted.route)}")
    for name in ("missing", "category", "language", "talk"):
        value = getattr(wanted, name)
        if name == "category" and value is not None:
            got = (turn.result.get("etiquette") or {}).get("category")
        else:
            got = found.get(name)
        if value is not None and got != value:
            wrong.append(f"{name} {got} for {value}")
    if wanted.place and not any(same(place, wanted.place) for place in found.get("places", ())):
        wrong.append(f"place {told(found.get('place'))} for {wanted.place[0]}")
    for name in ("origin", "destination"):
        names = getattr(wanted, name)
        if names and not same(found.get(name), names):
            wrong.append(f"{name} {told(found.get(name))} for {names[0]}")
    return ", ".join(wrong)
