"""The state machine: every turn goes through `route` to one answer, then `tone` if a style is asked."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import Any, Literal, cast

from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime, get_runtime
from langgraph.types import Command, Send

from agent.cache import Answers
from agent.nodes.converse import beside, converse
from agent.nodes.curate import curate
from agent.nodes.etiquette import etiquette
from agent.nodes.route import onward, route
from agent.nodes.search import search
from agent.nodes.tone import tone
from agent.nodes.transit import compare, public, taxi, transit
from agent.parts import Parts
from agent.state import Ask, State, question
from agent.telemetry import tracing
from agent.tools.web.today import changes

Answer = Literal["curate", "search", "transit", "etiquette", "converse"]
Graph = StateGraph[State, Ask, State, State]
Node = Callable[..., Awaitable[Any]]
Next = Callable[[State, Ask], str | list[str] | Send]
After = Mapping[str, tuple[Next, tuple[str, ...]]]

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
    if decision.missing or (decision.route == "transit" and beside(question(state), decision)):
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


AFTER: After = {
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


def branching(onward: Next) -> Callable[..., Any]:
    """The same as the function of a conditional edge. When a state is edited there is no run, nor what came
    with its message.
    """

    def branch(state: Any) -> Any:
        runtime: Runtime[Ask] | None = get_runtime(Ask)
        return onward(state, (runtime and runtime.context) or Ask())

    return branch


def bare(_: str, node: Node) -> Node:
    return node


@dataclass(frozen=True, slots=True)
class Frame:
    """What the same nodes are set in. The service takes this one; `agent.studio` has its own."""

    state: Any = State
    given: Any = State
    """What a run begins with."""
    after: After = field(default_factory=lambda: AFTER)
    more: Mapping[str, Node] = field(default_factory=dict)
    """Further nodes; the parts are their first argument too."""
    around: Callable[[str, Node], Node] = bare
    edges: bool = False
    """Conditional edges say where a turn goes on, not the nodes themselves (see `leading`): slower, but a
    state that was edited after a node finds its way again."""


def build(parts: Parts, answers: Answers | None = None, frame: Frame = Frame()) -> Graph:
    """`answers`: shares what holds for everyone."""
    graph: Any = StateGraph(frame.state, context_schema=Ask, input_schema=frame.given)
    nodes: dict[str, Any] = {
        "route": route, "curate": curate, "search": search, "etiquette": etiquette, "converse": converse,
        "transit": transit, "public": public, "taxi": taxi, "compare": compare, "onward": onward,
        "tone": tone, **frame.more,
    }  # fmt: skip
    for name, node in nodes.items():
        work = answers.shared(name, node, parts) if answers and name in SHARED else partial(node, parts)
        goes, goals = frame.after.get(name, (None, ()))
        leads = leading(work, goes) if goes and not frame.edges else work
        set_in = frame.around(name, tracing.node(name, leads))
        destinations = None if leads is work else goals
        graph.add_node(name, set_in, destinations=destinations, input_schema=frame.state)
        if goes and frame.edges:
            graph.add_conditional_edges(name, branching(goes), list(goals))
    graph.add_edge(START, "route")
    graph.add_edge(["public", "taxi"], "compare")
    graph.add_edge("tone", END)
    return cast("Graph", graph)
