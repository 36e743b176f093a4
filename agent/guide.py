"""The guide: what HTTP, the command line and tests talk to. A message in, events out, nothing lost."""

import asyncio
import logging
import re
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, aclosing, asynccontextmanager
from typing import Any, cast
from uuid import uuid4

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.runnables import RunnableConfig
from langgraph.graph.state import CompiledStateGraph

from agent.cache import Answers
from agent.errors import Busy, GuideError, TooSlow
from agent.graph import build
from agent.history.stores import Stores, open_stores
from agent.nodes.route import decide
from agent.parts import Parts, opened
from agent.settings import Settings
from agent.state import WINDOW, Ask, State, keep, recall
from agent.telemetry import tracing, watch
from agent.threads import Begun, Message
from agent.tools.decision import Decision
from agent.turns.garbage import Garbage
from agent.turns.peers import Peers
from agent.turns.replay import replay
from agent.turns.run import Run
from agent.turns.runs import Gap, Runs
from agent.turns.turn import Turn
from agent.voice import HEAR

log = logging.getLogger(__name__)

DEADLINE = "시간이 너무 오래 걸려 답을 마치지 못했어요."
PLACE = re.compile(r"([0-9a-f]{32}):(\d{1,9})")
"""An event's id: turn and number."""
AGAIN = 0.1
"""How long an erasure waits for the thread before it stops who has it (s)."""
FAULT = "답하는 중에 문제가 생겼어요. 잠시 뒤에 다시 물어봐 주세요."


Graph = CompiledStateGraph[State, Ask, State, State]


class Guide:
    """Use `async with open_guide(settings) as guide`."""

    def __init__(self, parts: Parts, stores: Stores) -> None:
        self.parts = parts
        self.threads = stores.threads
        self._settings = parts.settings
        self._locks = stores.locks
        self.answers = Answers(parts.kept)
        self._graph: Graph = build(parts, self.answers).compile(checkpointer=stores.saver)
        self._passing: Graph = build(parts).compile()
        """For turns that nobody wants kept."""
        self.runs = Runs(parts.settings.resume)
        self.garbage = Garbage()
        self._peers = Peers(self.runs, parts.settings.data_dir)

    async def start(
        self,
        message: str,
        *,
        thread_id: str | None = None,
        ask: Ask | None = None,
        history: Sequence[Message] = (),
        kept: bool = True,
        owner: str = "",
        lasting: bool = False,
    ) -> Run:
        """Begin a turn. When this returns, the message is on disk and the thread is this turn's.

        `history`: what was said before on a conversation that the client keeps, oldest first; it is read,
        not stored. `kept=False`: neither message nor answer is stored. `lasting`: the turn goes on when
        nobody reads it. Raises Busy when another turn of the thread does not end in time, Unknown for the
        thread of another owner, Overloaded at once when the service has all the turns that it can take, and
        Closing when it is about to stop.
        """
        self.runs.admit()
        run = Run(thread_id or uuid4().hex, uuid4().hex, owner=owner, lasting=lasting)
        ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        async def work(run: Run) -> None:
            try:
                async with self._admitted(run, message, kept=kept, owner=owner) as begun:
                    with self.runs.hold(run):
                        ready.set_result(None)
                        turn = Turn(run)
                        with watch.turn(turn):
                            await self._turn(run, turn, begun, ask or Ask(), history, kept=kept)
            except Exception as error:
                if ready.done():
                    raise
                ready.set_exception(error)

        run.start(work)
        try:
            await ready
        except asyncio.CancelledError:
            await run.stop()
            raise
        return run

    @asynccontextmanager
    async def _admitted(self, run: Run, message: str, *, kept: bool, owner: str) -> AsyncIterator[Begun]:
        with self.parts.admission.turn(), self.garbage.turn():
            async with self._begun(run, message, kept=kept, owner=owner) as begun:
                yield begun

    @asynccontextmanager
    async def _begun(self, run: Run, message: str, *, kept: bool, owner: str) -> AsyncIterator[Begun]:
        """The turn's message: on disk and its thread locked, or in passing only."""
        if not kept:
            said = Message(f"{run.turn_id}.u", run.turn_id, "user", message, "")
            yield Begun(run.thread_id, run.turn_id, (said,))
            return
        try:
            async with self._locks.hold(run.thread_id, self._settings.thread_wait):
                self.runs.admit()  # it may have waited while the service began to stop
                yield await self.threads.begin(run.thread_id, message, run.turn_id, owner=owner)
        except Busy:
            await self.threads.read(run.thread_id, owner=owner)  # that it is busy is its owner's to know
            raise

    async def _turn(
        self, run: Run, turn: Turn, begun: Begun, ask: Ask, history: Sequence[Message], *, kept: bool
    ) -> None:
        """Run the graph, tell what happens, and keep the answer however the turn ends."""
        try:
            async with asyncio.timeout(self._settings.turn_timeout):
                await self._flow(turn, begun, ask, history, self._graph if kept else self._passing)
        except TimeoutError:
            log.warning("turn.deadline")
            turn.error(TooSlow(DEADLINE))
        except GuideError as error:
            turn.error(error)
        except asyncio.CancelledError:
            turn.stopped = True
            raise
        except Exception:
            log.exception("turn.failed")
            turn.error(GuideError(FAULT))
        finally:
            if kept:
                await self._finish(turn, begun)
            if turn.said or turn.stopped:
                run.tell("result", turn.result())
            run.tell("done", {"turn_id": run.turn_id, "stopped": turn.stopped})

    async def _finish(self, turn: Turn, begun: Begun) -> None:
        """Commit the answer. A history that is gone is told, not raised: who listens hears the turn's end."""
        degraded = bool(turn.outcome.get("degraded"))
        try:
            await self.threads.finish(
                begun, turn.kept, route=turn.route, stopped=turn.stopped, degraded=degraded
            )
        except GuideError as error:
            log.warning("turn.unkept", exc_info=True)
            if turn.failed is None:
                turn.error(error)

    async def _flow(
        self, turn: Turn, begun: Begun, ask: Ask, history: Sequence[Message], graph: Graph
    ) -> None:
        where = {"thread_id": begun.thread_id, "turn_id": begun.turn_id}
        callbacks = tracing.handlers()
        config: RunnableConfig = {"configurable": where, "run_name": "turn", "callbacks": [*callbacks]}
        said: list[Message] = [*history[-WINDOW:], *begun.unanswered]
        given: State = {"messages": [_told(message) for message in said if message.content]}
        if history:
            given["focus"] = keep(await replay(self.parts.router, history[-WINDOW:], ask.location))
        elif begun.unanswered[1:]:
            given |= await self._missed(begun, config, ask)
        stream = graph.astream(
            given,
            config,
            context=ask,
            stream_mode="updates",
            durability=None if graph is self._passing else "exit",
        )
        HEAR.set(turn.hear)  # in this task's own context
        async with aclosing(stream) as updates:  # type: ignore[type-var]
            async for update in updates:
                turn.note(cast("dict[str, Any]", update))

    async def _missed(self, begun: Begun, config: RunnableConfig, ask: Ask) -> State:
        """The focus after messages that a crash kept out of the checkpoint; nothing where there are none."""
        held = (await self._graph.aget_state(config)).values
        known = {message.id for message in held.get("messages", ())}
        missed = [message for message in begun.unanswered[:-1] if message.id not in known]
        if not missed:
            return {}
        focus = recall(held.get("focus"))
        return {"focus": keep(await replay(self.parts.router, missed, ask.location, focus=focus))}

    async def stop(self, thread_id: str, *, owner: str = "") -> bool:
        """Stop the running turn of a thread; False when none runs on this machine. Raises Unknown."""
        run = self.runs.running(thread_id)
        if run is None or run.owner != owner:
            await self.threads.read(thread_id, owner=owner)
            return await self._peers.stop(thread_id)
        await run.stop()
        return True

    async def run(self, turn_id: str, *, owner: str = "", thread_id: str | None = None) -> Run | None:
        """The run of a turn, wherever on this machine it goes on or ended lately."""
        run = self.runs.turn(turn_id, owner) or await self._peers.follow(turn_id, owner)
        return run if run and thread_id in {None, run.thread_id} else None

    async def resume(self, last: str, *, owner: str = "", thread_id: str | None = None) -> tuple[Run, int]:
        """The run of an event's id, and the event's number: what follows it is told next. Raises Gap."""
        found = PLACE.fullmatch(last.strip())
        if found is None:
            raise Gap("malformed")
        turn, number = found[1], int(found[2])
        run = await self.run(turn, owner=owner, thread_id=thread_id)
        if run is None:
            raise Gap("unknown", turn)
        if number > len(run.events) and (run.done or self.runs.turn(turn, owner)):
            raise Gap("ahead", turn)
        return run, number

    async def decide(self, message: str, history: list[Message], ask: Ask) -> Decision:
        """The routing decision alone; `history` is replayed by rule to find what the message points at."""
        focus = await replay(self.parts.router, history, ask.location)
        return await decide(self.parts, message, focus, ask)

    async def forget(self, thread_id: str, *, owner: str = "") -> dict[str, int]:
        """Erase a thread everywhere; says what was erased where. Raises Unknown and Busy."""
        clock = asyncio.get_running_loop().time
        until = clock() + self._settings.thread_wait
        while True:
            await self.stop(thread_id, owner=owner)
            try:
                async with self._locks.hold(thread_id, AGAIN):
                    receipt = await self.threads.delete(thread_id, owner=owner)
                break
            except Busy:  # a message that had waited for the stopped turn has the thread now
                if clock() > until:
                    raise
        self.runs.forget(thread_id)
        await self._peers.forget(thread_id)
        return receipt

    async def locking(self) -> None:
        """Raises Unavailable when no thread can be taken: every turn that is kept would be refused."""
        async with self._locks.hold(uuid4().hex, 0):
            pass

    def listening(self) -> AbstractAsyncContextManager[None]:
        """While it lasts, the other workers of this machine find this one's turns."""
        return self._peers.listening()

    async def drain(self, grace: float = 0) -> None:
        """No turn begins any more; those still running after `grace` seconds stop, what was said is kept."""
        await self.runs.drain(grace)


def _told(message: Message) -> BaseMessage:
    kind = HumanMessage if message.role == "user" else AIMessage
    return kind(content=message.content, id=message.id)


SWITCH = 0.0005
"""Seconds. At Python's 5 ms, each hop to a database thread waits that long for a busy loop's interpreter."""


@asynccontextmanager
async def open_guide(settings: Settings) -> AsyncIterator[Guide]:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    sys.setswitchinterval(SWITCH)
    async with AsyncExitStack() as stack:
        stores = await stack.enter_async_context(open_stores(settings))
        parts = await stack.enter_async_context(opened(settings))
        guide = Guide(parts, stores)
        await stack.enter_async_context(guide.listening())
        stack.push_async_callback(guide.drain)
        stack.enter_context(guide.garbage.settled())
        yield guide
