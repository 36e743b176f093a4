"""The graph for LangGraph Studio and its API (`langgraph dev`): the service's nodes in a frame to look at.

What differs from the service, and why:
- An end of a journey that is missing makes the run pause (`interrupt`), to be resumed with the user's words.
  Over our own HTTP the guide asks back and the next message fills in: a client there keeps no run open.
- The state is plain JSON, and all of it is kept: Studio shows it, edits it, and goes on from any step. The
  service keeps messages and focus alone, since kept facts grow with every turn.
- No saver: the server brings its own, and refuses a graph that has one.
"""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import fields
from functools import wraps
from typing import Annotated, Any, Final, cast

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import Send, interrupt
from pydantic import TypeAdapter
from typing_extensions import TypedDict  # pydantic, which draws the schemas, reads no other on 3.11

from agent.graph import AFTER, Frame, Next, Node, build
from agent.nodes.converse import ask_back
from agent.parts import Parts, opened
from agent.settings import Settings
from agent.state import Ask, State, remember
from agent.tools.decision import Decision
from agent.tools.transit.legs import Option, Taxi

Compiled = CompiledStateGraph[State, Ask, State, State]


class Said(TypedDict):
    """What a run begins with: `{"messages": [{"role": "user", "content": "…"}]}`."""

    messages: Annotated[list[BaseMessage], remember]


class Shown(Said, total=False):
    """`agent.state.State` as JSON."""

    focus: dict[str, Any]
    decision: dict[str, Any]
    options: list[dict[str, Any]]
    taxi: dict[str, Any] | None
    outcome: dict[str, Any]


KINDS: Final[Mapping[str, TypeAdapter[Any]]] = {
    "decision": TypeAdapter(Decision),
    "options": TypeAdapter(tuple[Option, ...]),
    "taxi": TypeAdapter(Taxi | None),
    "outcome": TypeAdapter(dict[str, Any]),
}
"""What lives for one turn, by its field."""
EMPTY: Final[Mapping[str, Any]] = {"options": [], "taxi": None, "outcome": {}}
"""What a turn starts with: `route` comes first."""
_ASK: Final[TypeAdapter[Ask]] = TypeAdapter(Ask)


def plain(name: str, node: Node) -> Node:
    """The node between JSON and its own types."""

    @wraps(node)
    async def told(state: Any, **given: Any) -> Any:
        if name == "route":
            state = {key: value for key, value in state.items() if key not in KINDS}
        if runtime := given.get("runtime"):
            given["runtime"] = runtime.override(context=_context(runtime.context))
        update = await node(_typed(state), **given)
        return {**(EMPTY if name == "route" else {}), **_json(update)}

    return told


def _typed(state: Mapping[str, Any]) -> dict[str, Any]:
    """Raises ValidationError, which Studio shows, for a state edited into something else."""
    return {
        name: KINDS[name].validate_python(value) if name in KINDS else value for name, value in state.items()
    }


def _json(update: Any) -> dict[str, Any]:
    return {
        name: KINDS[name].dump_python(value, mode="json") if name in KINDS else value
        for name, value in update.items()
    }


def _context(given: Ask | None) -> Ask:
    """The API fills `Ask` from JSON and leaves what lies within (a location) as it came."""
    told = {each.name: getattr(given, each.name) for each in fields(Ask)} if given else {}
    return _ASK.validate_python(told)


def pausing(onward: Next) -> Next:
    """Where the guide would ask back for an end of a journey, the run pauses for it instead."""

    def paused(state: State, ask: Ask) -> str | list[str] | Send:
        typed = cast("State", _typed(state))
        decision = typed["decision"]
        if not decision.missing:
            return onward(typed, _context(ask))
        return Send("ask", {"question": ask_back(decision), "missing": decision.missing})

    return paused


async def ask(_: Parts, state: Any) -> dict[str, Any]:
    """Pauses until somebody answers, with words: `Command(resume="강남역")`. They are the next message."""
    words: Any = None
    while not isinstance(words, str) or not words.strip():
        words = interrupt({"question": state["question"], "missing": state["missing"]})
    return {"messages": [AIMessage(state["question"]), HumanMessage(words.strip())]}


def again(_: State, __: Ask) -> str:
    return "route"


FRAME: Final = Frame(
    state=Shown,
    given=Said,
    after={
        **{name: (pausing(goes), goals) for name, (goes, goals) in AFTER.items()},
        **{name: (pausing(AFTER[name][0]), (*AFTER[name][1], "ask")) for name in ("route", "onward")},
        "transit": (pausing(AFTER["transit"][0]), ("public", "taxi", "ask")),
        "ask": (again, ("route",)),
    },
    more={"ask": ask},
    around=plain,
    edges=True,
)

_opening = asyncio.Lock()
_held: list[Compiled] = []
_stack = AsyncExitStack()
"""Open until the development server ends."""


async def graph() -> Compiled:
    """Studio asks for the graph at every run; it is built once."""
    async with _opening:
        if not _held:
            parts = await _stack.enter_async_context(opened(Settings()))
            _held.append(build(parts, frame=FRAME).compile(name="guide"))
    return _held[0]
