"""What replies hold, for the OpenAPI description and the clients generated from it.

Replies are made from dataclasses and written by orjson; nothing is validated on its way out. That they are as
described is for the tests to see (`tests/test_fuzz.py` holds every reply against this).
"""

from typing import Any, Literal

from pydantic import BaseModel, Field

from agent.threads import Message, Thread
from agent.tools.decision import By, Language, Route, Slot, Talk
from agent.tools.etiquette import RuleSource
from agent.tools.reading.currency import Money
from agent.tools.terms.travel import Mode
from agent.tools.transit.legs import Option, Taxi
from agent.tools.transit.network import Name
from agent.tools.web.found import Source
from data.place import Place
from data.today import Span


class Pin(BaseModel):
    """A place-like slot. `id` and the position (degrees, WGS84) where they are known."""

    name: str
    id: str = Field(default="", description="Absent for what is no place or station of ours")
    lat: float = Field(default=0.0, description="Absent where it is unknown")
    lon: float = Field(default=0.0, description="Absent where it is unknown")


class Decided(BaseModel):
    """A routing decision."""

    route: Route
    place: Pin | None
    places: list[Pin]
    wish: str | None
    origin: Pin | None
    destination: Pin | None
    via: list[Pin]
    depart_at: str | None = Field(description="ISO 8601 in Seoul's time, or `first` or `last`: that train")
    arrive_by: str | None
    mode: Mode | None
    missing: Slot | None
    category: str | None
    talk: Talk | None
    rivals: list[Route]
    language: Language
    question: str = Field(description="The message as it stands alone")
    confidence: float = Field(ge=0, le=1)
    by: By
    ms: float
    then: list["Decided"] = Field(description="Further intents of the same message, in order")


class Card(Place):
    """A place with its facts; fees in won, times in minutes after midnight, positions in degrees."""

    name: str


class Hit(Card):
    """A place that was found."""

    score: float
    metres: int = Field(default=0, description="From `near`; absent without it")


class Prices(BaseModel):
    code: str
    prices: list[Money]


class Journeys(BaseModel):
    """Ways side by side; minutes, metres, and won for one adult with a transport card."""

    origin: Pin | None
    destination: Pin | None
    options: list[Option]
    taxi: Taxi | None
    via: list[Pin]
    depart_at: str | None
    arrive_by: str | None
    currency: Prices | None
    provider: str


class Directions(Journeys):
    advice: str = Field(description="The way that we would take, and why")


class Rule(BaseModel):
    text: str
    source: RuleSource


class Manners(BaseModel):
    category: str | None
    title: str | None
    by: By
    guide: list[Rule]


class Tokens(BaseModel):
    prompt_tokens: int
    completion_tokens: int


class Result(BaseModel):
    """One turn."""

    thread_id: str
    turn_id: str
    route: Route | None
    answer: str
    place: Card | None
    places: list[Card]
    transit: Journeys | None
    etiquette: Manners | None
    sources: list[Source]
    degraded: bool = Field(description="An outside part failed; the answer is what is known without it")
    cached: bool
    model: str | None
    usage: Tokens | None
    timings_ms: dict[str, float]
    stopped: bool


class ThreadPage(BaseModel):
    items: list[Thread]
    next: str | None = Field(description="The cursor of the next page")


class ThreadWhole(BaseModel):
    thread_id: str
    title: str
    created_at: str
    updated_at: str
    turns: int
    messages: list[Message]


class Erased(BaseModel):
    thread_id: str
    erased: dict[str, int] = Field(description="Rows by table")


class Stopped(BaseModel):
    thread_id: str
    stopped: bool


class Rated(BaseModel):
    turn_id: str
    thumb: Literal[1, -1]
    text: str


class PlacePage(BaseModel):
    items: list[Hit]


class Open(BaseModel):
    """Of a place: see `data/today.py`. Minutes of the day; `open` is null where that is not known."""

    id: str
    date: str
    open: bool | None
    closed: bool | None
    always: bool
    spans: list[Span]
    next: str | None


class OpenPage(BaseModel):
    at: str
    items: list[Open]


class Shape(BaseModel):
    name: str
    outline: list[tuple[float, float]] = Field(description="Latitude and longitude, degrees")


class City(BaseModel):
    tiles: str | None
    districts: list[Shape]
    river: list[tuple[float, float]]


class StationPoint(BaseModel):
    name: str
    names: Name
    lat: float
    lon: float
    code: str | None


class StationPage(BaseModel):
    items: list[StationPoint]


class State(BaseModel):
    status: Literal["alive", "ok", "unready", "starting", "closing", "degraded", "ready"]


class Ready(State):
    dependencies: dict[str, dict[str, Any]]


def shaped(model: type[Any]) -> dict[int | str, dict[str, Any]]:
    """FastAPI's `responses` for a success of that shape."""
    return {200: {"model": model}}
