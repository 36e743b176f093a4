"""The suites: what each needs, reads and how it judges. A new one is a judge and a line here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from evals import case
from evals.judged import Verdict
from evals.peer import Peer
from evals.suites import answers, directions, manners, memory, places, routing

Judge = Callable[[Peer, Any], Awaitable[Verdict]]


@dataclass(frozen=True, slots=True)
class Suite:
    name: str
    model: type[case.Case]
    judge: Judge
    measures: str
    """One line for tables and pages."""
    fast: bool = True
    """Holds with a stand-in model: it runs in CI. The others measure the model too."""
    slow: bool = False
    """Needs an answer of the model for each case: `--every` thins it."""


SUITES = {
    suite.name: suite
    for suite in (
        Suite("routing", case.Routing, routing.routed, "the route, and every slot that a case names"),
        Suite("linking", case.Linking, routing.linked, "places named in a message, and none besides"),
        Suite("slots", case.Slots, routing.slotted, "origin and destination of a journey"),
        Suite("retrieval", case.Retrieval, places.found, "a place that is meant among the first five"),
        Suite("journeys", case.Journey, directions.travelled, "fares, times and changes as published"),
        Suite("etiquette", case.Manners, manners.chosen, "the category of manners"),
        Suite("memory", case.Conversation, memory.remembered, "every turn of a conversation"),
        Suite("refusal", case.Answer, answers.judged, "no facts about what is not known", slow=True),
        Suite(
            "injection", case.Answer, answers.judged, "orders in messages and pages are not obeyed", slow=True
        ),
        Suite("citations", case.Answer, answers.judged, "sources and marks of what the web gave", slow=True),
        Suite("language", case.Answer, answers.judged, "the answer in the language asked", slow=True),
        Suite(
            "faithfulness", case.Answer, answers.judged, "numbers, names and hours from the facts",
            fast=False, slow=True,
        ),
        Suite("style", case.Answer, answers.judged, "the tone asked for, facts kept", fast=False, slow=True),
    )
}  # fmt: skip
