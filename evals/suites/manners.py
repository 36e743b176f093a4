"""The category of manners that `GET /etiquette` chooses."""

from evals.case import Manners
from evals.judged import Verdict
from evals.peer import Peer


async def chosen(peer: Peer, case: Manners) -> Verdict:
    found = await peer.manners(case.text)
    right = found == case.category
    return Verdict(right, "" if right else f"{found} for {case.category}")
