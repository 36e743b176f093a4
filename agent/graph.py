"""The state machine: every turn goes through `route` to one answer, then `tone` if a style is asked."""

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import Any, Literal, cast

from langgraph.graph import END, START, StateGraph
from langgraph.types import Command

from agent import tracing
from agent.cache import Answers
from agent.nodes.converse import converse
from agent.nodes.curate import curate
from agent.nodes.etiquette import etiquette
from agent.nodes.route import onward, route
from agent.nodes.search import search
from agent.nodes.tone import tone
from agent.nodes.transit import compare, public, taxi, transit
from agent.parts import Parts
from agent.state import Ask, State
from agent.tools.web.today import changes

Answer = Literal["curate", "search", "transit", "etiquette", "converse"]
Graph = StateGraph[State, Ask, State, State]
Node = Callable[..., Awaitable[Any]]
Next = Callable[[State, Ask], str | list[str]]

ANSWERS: dict[str, Answer] = {
    "place": "curate",
    "search": "search",
    "transit": "transit",
    "etiquette": "etiquette",
    "chat": "converse",
}

SHARED = {"curate", "etiquette", "tone"}
"""Nodes whose answers may be everyone's."""


def chosen(state: State, _: Ask) -> Answer:
    decision = state["decision"]
    if decision.missing:
        return "converse"
    if decision.route == "place" and decision.places and not decision.wish and changes(decision.question):
        return "search"  # which holds what we know against what the day says
    return ANSWERS[decision.route]


def pinned(state: State, _: Ask) -> list[str]:
    return ["converse"] if state["decision"].missing else ["public", "taxi"]


def then(state: State, ask: Ask) -> str:
    """On to the message's next intent, to another style, or to the end."""
    if state["decision"].then and not state["decision"].missing:
        return "onward"
    return "tone" if ask.style else END


AFTER: dict[str, tuple[Next, tuple[str, ...]]] = {
    **dict.fromkeys(("route", "onward"), (chosen, tuple(ANSWERS.values()))),
    **dict.fromkeys(
        ("curate", "search", "etiquette", "converse", "compare"), (then, ("onward", "tone", END))
    ),
    "transit": (pinned, ("public", "taxi", "converse")),
}
"""Who decides where a turn goes on after a node, and where that may be."""


def leading(node: Node, onward: Next) -> Node:
    """The node, which then says itself where its turn goes on.

    A conditional edge would say the same, but LangGraph runs each as a step of its own, on a thread and with
    a trace run: a tenth of a turn's cost.
    """

    @wraps(node)
    async def led(state: State, **given: Any) -> Command[str]:
        update = await node(state, **given)
        ask = given["runtime"].context if "runtime" in given else None
        return Command(update=update, goto=onward(cast("State", {**state, **update}), ask or Ask()))

    return led


def build(parts: Parts, answers: Answers | None = None) -> Graph:
    """`answers`: shares what holds for everyone."""
    graph: Graph = StateGraph(State, context_schema=Ask)
    nodes: dict[str, Any] = {
        "route": route, "curate": curate, "search": search, "etiquette": etiquette, "converse": converse,
        "transit": transit, "public": public, "taxi": taxi, "compare": compare, "onward": onward,
        "tone": tone,
    }  # fmt: skip
    for name, node in nodes.items():
        work = answers.shared(name, node, parts) if answers and name in SHARED else partial(node, parts)
        if name in AFTER:
            goes, goals = AFTER[name]
            graph.add_node(name, tracing.node(name, leading(work, goes)), destinations=goals)
        else:
            graph.add_node(name, tracing.node(name, work))
    graph.add_edge(START, "route")
    graph.add_edge(["public", "taxi"], "compare")
    graph.add_edge("tone", END)
    return graph
