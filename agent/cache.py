"""Answers that hold for everyone, kept: an equal question is answered from here, or joins the one under way.

What is shared is what an answer node does with a message that stands alone: the first of its thread, with no
place and no wishes of its asker beyond language, style and currency, about a place or about manners. Journeys
depend on the hour and the web on the day, so they are answered anew; small talk is about the asker.

Nothing of the asker is in an entry. Its name is a hash; it holds the words said, the data beside them and the
places that they move the focus to, and no question, thread or owner. Erasing a thread has nothing to do here.
Questions that tell something of the asker are neither looked up nor kept.
"""

import asyncio
import re
import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, cast

import orjson
from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableConfig
from langgraph.runtime import Runtime

from agent.kept import Kept
from agent.parts import Parts
from agent.state import Ask, Sampling, State
from agent.telemetry import metrics
from agent.telemetry.metrics import Cached
from agent.tools.decision import Decision
from agent.tools.reading.cues import TIME
from agent.turns.run import join
from agent.voice import HEAR, answer_id, ears
from data import ROOT

Node = Callable[[Parts, State, Runtime[Ask], RunnableConfig], Awaitable[dict[str, Any]]]
Part = dict[str, Any]
Hear = Callable[[Part], None]
Think = Callable[[Hear], Awaitable[tuple[dict[str, Any], dict[str, Any]]]]
"""Answers, heard by the one given; the outcome, and where the focus moves."""
Shared = Callable[[State, Runtime[Ask], RunnableConfig], Awaitable[dict[str, Any]]]

ROUTES: Final = frozenset({"place", "etiquette"})
LONGEST: Final = 200
"""Characters. A longer question is nobody else's."""
SPACES = re.compile(r"\s+")
BETWEEN = re.compile(r"(?<=[가-힣]) (?=[가-힣])")
"""알려 줘 and 알려줘 are one question."""
ENDS: Final = " .!?~…。、，,;:\"'“”‘’"
PERSONAL = re.compile(
    r"\d{5,}|\d[\d\s-]{7,}\d|@|이름은|(?<![가-힣])(?:[제내] ?(?:이름|나이|집|회사)|저는|나는|우리 ?집)"
    r"|\bmy\b|\bI\s?(?:am|'m|live|work)\b|私|僕|俺|わたし|我[叫是的们住]",
    re.IGNORECASE,
)
"""What tells something of the asker."""
VOLATILE: Final = frozenset({"ms", "confidence", "by", "question"})
"""What two decisions on one question may differ in."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a node said and left, as far as it is the same for everyone."""

    said: tuple[str, ...]
    outcome: dict[str, Any]
    focus: dict[str, Any]
    """Where it moved the focus that its question had made."""

    @property
    def whole(self) -> bool:
        """Worth keeping: words of the model, to their end."""
        told = self.outcome
        return bool(
            told.get("answer")
            and told.get("model")
            and told.get("finish") == "stop"
            and not told.get("degraded")
        )

    def pack(self) -> bytes:
        return orjson.dumps({"said": self.said, "outcome": self.outcome, "focus": self.focus})

    @classmethod
    def unpack(cls, packed: bytes) -> "Held":
        """Raises ValueError, KeyError or TypeError on what `pack` did not make."""
        told = orjson.loads(packed)
        return cls(tuple(told["said"]), dict(told["outcome"]), dict(told["focus"]))


class Flight:
    """One answer under way, and all who hear it. It ends when the last of them leaves."""

    def __init__(self) -> None:
        self._told: list[Part] = []
        self._hearers: dict[object, Hear] = {}
        self.task: asyncio.Task[tuple[Held, bool]] | None = None
        self.left = False
        """Nobody hears it any more: it is being stopped."""

    def tell(self, part: Part) -> None:
        self._told.append(part)
        for hear in self._hearers.values():
            hear(part)

    @property
    def said(self) -> tuple[str, ...]:
        return tuple(part["token"] for part in self._told if "token" in part)

    async def follow(self, hear: Hear) -> tuple[Held, bool]:
        """Hear it from its beginning to its end. Returns it, and whether it had been kept."""
        task = cast("asyncio.Task[tuple[Held, bool]]", self.task)
        for part in self._told:
            hear(part)
        me = object()
        self._hearers[me] = hear
        try:
            await asyncio.wait([task])
        finally:
            del self._hearers[me]
            if not self._hearers and not task.done():
                self.left = True
                task.cancel()
                await join(task)
        return task.result()


class Answers:
    def __init__(self, kept: Kept | None) -> None:
        """None: nothing is shared."""
        self._kept = kept
        self._flights: dict[str, Flight] = {}
        self.counts: dict[Cached, int] = {"hit": 0, "miss": 0, "shared": 0}

    def report(self) -> dict[str, Any]:
        """For GET /ready."""
        counts = {str(name): count for name, count in self.counts.items()}
        held = self._kept
        return {
            "state": held.state if held is not None else "off",
            **counts,
            "entries": len(held) if held is not None else 0,
        }

    def shared(self, name: str, node: Node, parts: Parts) -> Shared:
        """The node of the graph whose update is kept, shared with equal questions under way, or its own."""

        async def run(state: State, runtime: Runtime[Ask], config: RunnableConfig) -> dict[str, Any]:
            ask = runtime.context or Ask()
            if self._kept is None or not alone(state, ask):
                return await node(parts, state, runtime, config)

            async def think(hear: Hear) -> tuple[dict[str, Any], dict[str, Any]]:
                HEAR.set(hear)  # in the task of the shared answer
                update = await node(parts, state, runtime, config)
                return update["outcome"], _moved(state.get("focus"), update.get("focus"))

            flight, joined = self._flight(named(name, parts, state, ask), self._kept, think)
            held, found = await flight.follow(ears(runtime))
            result: Cached = "hit" if found else "shared" if joined else "miss"
            self.counts[result] += 1
            metrics.child(metrics.CACHE, result).inc()
            return settled(held, state, cached=found)

        return run

    def _flight(self, key: str, kept: Kept, think: Think) -> tuple[Flight, bool]:
        """The answer under way, and whether somebody else had begun it. It must be followed at once."""
        flying = self._flights.get(key)
        if flying is not None and not flying.left:
            return flying, True
        flight = self._flights[key] = Flight()
        flight.task = asyncio.create_task(self._fly(flight, key, kept, think), name=f"answer-{key[:8]}")
        return flight, False

    async def _fly(self, flight: Flight, key: str, kept: Kept, think: Think) -> tuple[Held, bool]:
        """Also whether it had been kept."""
        try:
            held = _read(await kept.get(key))
            if held is not None:
                for delta in held.said:
                    flight.tell({"token": delta})
                return held, True
            outcome, focus = await think(flight.tell)
            held = Held(flight.said, outcome, focus)
            if held.whole:
                await kept.put(key, held.pack())
            return held, False
        finally:
            if self._flights.get(key) is flight:
                del self._flights[key]


def alone(state: State, ask: Ask) -> bool:
    """Whether the message stands alone, so that its answer is everyone's."""
    decision, messages = state["decision"], state["messages"]
    question = messages[0].text
    turn = {(message.id or "").rpartition(".")[0] for message in messages}
    return (
        decision.route in ROUTES
        and not decision.missing
        and not decision.then
        and len(turn) == 1
        and replace(ask, language=None, style=None, currency=None) == DEFAULT
        and len(question) <= LONGEST
        and not PERSONAL.search(question)
        and not TIME.search(question)
    )


DEFAULT: Final = Ask(sampling=Sampling())


def named(name: str, parts: Parts, state: State, ask: Ask) -> str:
    """The key: all that an answer depends on. `name`: the node's; the tone depends on the draft, too."""
    decision, settings, seen = state["decision"], parts.settings, parts.probe.seen
    told = {
        "node": name,
        "question": normal(state["messages"][0].text),
        "decision": _decided(decision),
        "draft": (state.get("outcome") or {}).get("answer"),
        "language": decision.language,
        "style": ask.style,
        "currency": ask.currency,
        "prompts": written(),
        "models": [settings.llm_url, seen.base, seen.curation, seen.tone],
        "sampling": [settings.llm_max_tokens, settings.llm_temperature, settings.words],
        "data": [parts.retriever.version, parts.retriever.dense, packaged()],
    }
    return sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()


def normal(question: str) -> str:
    """One spelling of a question: width, case, spaces and the marks at its end do not make it another."""
    folded = unicodedata.normalize("NFKC", question).casefold()
    return BETWEEN.sub("", SPACES.sub(" ", folded).strip(ENDS))


@cache
def written() -> str:
    """The version of every word that we put before the model or beside its answer, and of what is struck."""
    home = Path(__file__).parent
    source = (path.read_bytes() for room in WORDED for path in sorted((home / room).glob("*.py")))
    return sha256(b"".join(source)).hexdigest()


WORDED: Final = ("", "nodes", "phrasing", "visits", "wishes")
"""Rooms of `agent` whose words are in an answer."""


@cache
def packaged() -> str:
    """The version of the manners; places have one in their index."""
    return sha256((ROOT / "etiquette.jsonl").read_bytes()).hexdigest()


def settled(held: Held, state: State, *, cached: bool) -> dict[str, Any]:
    """A node's update for one more asker. What was kept cost no tokens."""
    outcome = {**held.outcome, "cached": cached}
    if cached:
        outcome["usage"] = {"prompt_tokens": 0, "completion_tokens": 0}
    return {
        "messages": [AIMessage(content=outcome["answer"], id=answer_id(state))],
        "outcome": outcome,
        "focus": {**(state.get("focus") or {}), **held.focus},
    }


def _decided(decision: Decision) -> dict[str, Any]:
    return {name: value for name, value in asdict(decision).items() if name not in VOLATILE}


def _moved(before: dict[str, Any] | None, after: dict[str, Any] | None) -> dict[str, Any]:
    held = before or {}
    return {name: value for name, value in (after or {}).items() if held.get(name) != value}


def _read(packed: bytes | None) -> Held | None:
    """None also for what another version wrote."""
    try:
        return Held.unpack(packed) if packed else None
    except (ValueError, KeyError, TypeError):
        return None
