"""The graph for LangGraph Studio (`langgraph dev`): the same nodes without a saver; Studio brings its own."""

import asyncio
from contextlib import AsyncExitStack

from langgraph.graph.state import CompiledStateGraph

from agent.graph import build
from agent.parts import opened
from agent.settings import Settings
from agent.state import Ask, State

Compiled = CompiledStateGraph[State, Ask, State, State]

_opening = asyncio.Lock()
_held: list[Compiled] = []
_stack = AsyncExitStack()
"""Open until the development server ends."""


async def graph() -> Compiled:
    """Studio asks for the graph at every run; it is built once."""
    async with _opening:
        if not _held:
            parts = await _stack.enter_async_context(opened(Settings()))
            _held.append(build(parts).compile(name="guide"))
    return _held[0]
