"""The state machine: every turn goes through `route` to one answer, then `tone` if a style is asked."""

from functools import partial
from typing import Any, Literal

from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime

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

Answer = Literal["curate", "search", "transit", "etiquette", "converse"]
Graph = StateGraph[State, Ask, State, State]

ANSWERS: dict[str, Answer] = {
    "place": "curate",
    "search": "search",
    "transit": "transit",
    "etiquette": "etiquette",
    "chat": "converse",
}

SHARED = {"curate", "etiquette", "tone"}
"""Nodes whose answers may be everyone's."""


def chosen(state: State) -> Answer:
    decision = state["decision"]
    return "converse" if decision.missing else ANSWERS[decision.route]


def pinned(state: State) -> list[Literal["public", "taxi", "converse"]]:
    return ["converse"] if state["decision"].missing else ["public", "taxi"]


def then(state: State, runtime: Runtime[Ask]) -> Literal["onward", "tone", "__end__"]:
    """On to the message's next intent, to another style, or to the end."""
    if state["decision"].then and not state["decision"].missing:
        return "onward"
    return "tone" if runtime.context and runtime.context.style else "__end__"


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
        graph.add_node(name, tracing.node(name, work))
    graph.add_edge(START, "route")
    graph.add_conditional_edges("route", chosen)
    graph.add_conditional_edges("transit", pinned, ["public", "taxi", "converse"])
    graph.add_edge(["public", "taxi"], "compare")
    for answer in ("curate", "search", "etiquette", "converse", "compare"):
        graph.add_conditional_edges(answer, then)
    graph.add_conditional_edges("onward", chosen)
    graph.add_edge("tone", END)
    return graph
