"""The graph's state. Only `messages` and `focus` are kept between turns; the rest lives for one turn.

Retrieved facts in a checkpoint make it grow quadratically, so they travel in untracked channels.
"""

from dataclasses import dataclass, fields
from typing import Annotated, Any, Literal, TypedDict, cast

from langchain_core.messages import BaseMessage
from langgraph.channels.untracked_value import UntrackedValue
from langgraph.graph.message import add_messages

from agent.tools.decision import Decision, Focus, Language, Route
from agent.tools.style import idioms
from agent.tools.transit.legs import Option, Taxi
from data.place import Spot

Style = idioms.Style
Adapter = Literal["base", "curation", "tone"]

WINDOW = 24
"""Messages that the state keeps: twelve turns. The history table keeps all."""


def remember(old: list[BaseMessage], new: list[BaseMessage]) -> list[BaseMessage]:
    """Messages merged by id, the oldest dropped: the state stays small however long the thread is."""
    merged = cast("list[BaseMessage]", add_messages(cast("Any", old), cast("Any", new)))
    return merged[-WINDOW:]


@dataclass(frozen=True, slots=True)
class Sampling:
    """What a caller asks of the model's generation; None and () leave it to the settings."""

    max_tokens: int | None = None
    temperature: float | None = None
    top_p: float | None = None
    stop: tuple[str, ...] = ()

    def for_model(self, most: int | None) -> dict[str, Any]:
        """Arguments of `Endpoint.stream`. `most`: tokens that the node itself allows at most."""
        limits = [limit for limit in (self.max_tokens, most) if limit is not None]
        extra = {"top_p": self.top_p, "stop": list(self.stop) or None}
        return {
            "max_tokens": min(limits, default=None),
            "temperature": self.temperature,
            "extra": {name: value for name, value in extra.items() if value is not None},
        }


@dataclass(frozen=True, slots=True)
class Ask:
    """What came with the message and holds for this turn only (the graph's context)."""

    location: Spot | None = None
    language: Language | None = None
    style: Style | None = None
    currency: str | None = None
    sampling: Sampling = Sampling()
    adapter: Adapter | None = None
    """Words the answers about places, instead of the curation adapter."""
    route: Route | None = None
    """Decided by the caller: routing only fills the slots."""


class State(TypedDict, total=False):
    messages: Annotated[list[BaseMessage], remember]
    focus: dict[str, Any]
    decision: Annotated[Decision, UntrackedValue]
    options: Annotated[tuple[Option, ...], UntrackedValue]
    taxi: Annotated[Taxi | None, UntrackedValue]
    outcome: Annotated[dict[str, Any], UntrackedValue]
    """The data beside the text: place, places, transit, etiquette, sources, degraded, model, usage."""


def question(state: State) -> str:
    """The message of this turn: the last one, also where earlier turns broke off unanswered."""
    return state["messages"][-1].text


HELD = tuple(field.name for field in fields(Focus))


def keep(focus: Focus) -> dict[str, Any]:
    """A focus as plain data, the only kind that checkpoints hold."""
    return {name: _plain(value) for name in HELD if (value := getattr(focus, name))}


def recall(kept: dict[str, Any] | None) -> Focus:
    """The inverse of `keep`; tolerant of fields that an older version wrote."""
    return Focus(**{name: _spots(value) for name, value in (kept or {}).items() if name in HELD})


def _plain(value: Any) -> Any:
    """Spots as mappings. Not by `asdict`, which copies each leaf deeply: a thirtieth of a turn."""
    if isinstance(value, Spot):
        return {name: getattr(value, name) for name in POINT}
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


POINT = tuple(field.name for field in fields(Spot))


def _spots(value: Any) -> Any:
    """Plain data with the spots in it made spots again."""
    if isinstance(value, dict):
        return Spot(**value)
    return tuple(map(_spots, value)) if isinstance(value, (list, tuple)) else value
