"""What routing decides: one of five routes, its slots, and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from agent.tools.terms.travel import Travel
from data.place import Spot

Route = Literal["place", "search", "transit", "etiquette", "chat"]
By = Literal["rule", "embedding", "model"]
Language = Literal["ko", "en", "ja", "zh"]
Text = Mapping[Language, str]
"""The same words in each language."""
Talk = Literal["greeting", "thanks", "bye", "about", "outside", "injection", "nonsense", "ask"]
"""What a `chat` turn is; `ask`: the guide asks back for what is missing, or which of `rivals` is meant."""
Slot = Literal["origin", "destination"]


@dataclass(frozen=True, slots=True)
class Focus:
    """What the thread is about, carried from turn to turn: what 거기, 여기, 두 번째 거 point at."""

    place: Spot | None = None
    places: tuple[Spot, ...] = ()
    """The places of the last answer, in the order shown."""
    origin: Spot | None = None
    destination: Spot | None = None
    route: Route | None = None
    via: tuple[Spot, ...] = ()
    """Stops on the way of the last route."""
    passing: bool = False
    depart_at: str | None = None
    arrive_by: str | None = None
    """When the last route was to begin or end, ISO 8601: "그럼 택시는?" asks for the same hour."""
    pending: Slot | None = None
    """The slot that the guide asked for in its last turn."""
    category: str | None = None
    """The last etiquette category."""
    question: str | None = None
    """The last question as it stood alone: what "내일은?" and "창덕궁은?" vary."""
    wish: str | None = None
    """The last wish: what "거기 말고" asks for again."""
    options: tuple[Route, ...] = ()
    """The readings that the guide offered in its last turn."""
    doubt: str | None = None
    """The message that they are readings of."""
    language: Language | None = None
    """The language of the last message: a bare name is answered in it."""
    recent: tuple[Spot, ...] = ()
    """Places named in the thread, newest first, at most eight: what "아까 그 박물관" points at."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A condition more on the last wish, and the places that were shown for it."""

    said: str
    shown: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    route: Route
    question: str
    """The question, made to stand alone where the focus allows it."""
    language: Language
    confidence: float
    """0–1."""
    by: By
    places: tuple[Spot, ...] = ()
    """Known places named or pointed at, in order of mention."""
    wish: str | None = None
    """What kind of place is wanted (야경 좋은 곳), when no known place is named."""
    origin: Spot | None = None
    destination: Spot | None = None
    missing: Slot | None = None
    travel: Travel | None = None
    """Of a journey: when, past where, by what, with whom."""
    category: str | None = None
    talk: Talk | None = None
    excluded: tuple[Spot, ...] = ()
    """Places that a wish does not want again (거기 말고)."""
    narrowing: Narrowing | None = None
    """What the last wish is narrowed by: 무료인 데는?"""
    around: Spot | None = None
    """What the list was around that is chosen from: 그중 제일 가까운 데."""
    rivals: tuple[Route, ...] = ()
    """Other routes that the message may mean, likeliest first."""
    then: tuple["Decision", ...] = ()
    """Further intents of the same message, in the order to answer them."""
    again: bool = False
    """Whether the journey is the one that the turn before told: only what is asked of it is told now."""
    unheld: bool = False
    """Whether a search is for a thing that we do not hold."""
    ms: float = field(default=0.0, compare=False)
