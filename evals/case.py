"""The schema of cases: one model a kind of suite, one JSON object a line (evals/cases/README.md)."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Half = Literal["dev", "test"]
Language = Literal["ko", "en", "ja", "zh"]
Names = list[str] | None
"""Accepted answers, any of which is right; None: nothing must be found."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Provenance(_Frozen):
    by: str
    how: str
    when: str
    """ISO date."""


class Case(_Frozen):
    id: str
    half: Half
    source: Annotated[Provenance, Field(alias="from")]
    kind: str = "plain"
    language: Language = "ko"

    @property
    def shown(self) -> str:
        """The case as a reader of a report meets it."""
        return self.id


class Said(_Frozen):
    role: Literal["user", "assistant"]
    content: str


class Message(Case):
    """A message, after what was said before: texts of the user, or turns with their roles."""

    text: str
    history: list[str | Said] = []
    location: tuple[float, float] | None = None
    """Degrees, WGS84."""

    @property
    def shown(self) -> str:
        before = [said if isinstance(said, str) else said.content for said in self.history]
        return " ⏎ ".join([*before, self.text])

    @property
    def said(self) -> list[Said]:
        return [Said(role="user", content=said) if isinstance(said, str) else said for said in self.history]


class Routing(Message):
    """What `POST /route` decides. A field that is not set is not looked at."""

    route: str
    or_route: list[str] = []
    """Other routes that are right as well."""
    places: list[list[str]] = []
    origin: list[str] = []
    destination: list[str] = []
    category: str | None = None
    missing: str | None = None
    talk: str | None = None
    then: list[str] | None = None
    wish: bool = False


class Linking(Message):
    names: list[list[list[str]]]
    """Readings; each the places named, each of these its accepted names. `[[]]`: none is named."""


class Time(_Frozen):
    depart: str | None = None
    """HH:MM, `first` or `last`; so `arrive`."""
    arrive: str | None = None
    day: int | None = None
    """Days from today."""
    weekday: str | None = None
    minutes: int | None = None
    """From now."""


class Slots(Message):
    origin: Names
    destination: Names
    via: list[list[str]] = []
    time: Time | None = None
    mode: Literal["subway", "bus", "taxi", "walk"] | None = None


class Retrieval(Case):
    """What `GET /places?q=` finds: ids of places with their grade, 1 fits, 2 is meant."""

    query: str
    relevant: dict[str, int] = {}
    tags: list[str] = []
    """Instead of `relevant`: any place with one of these tags or categories, or of these ids, fits."""
    categories: list[str] = []
    ids: list[str] = []

    @property
    def shown(self) -> str:
        return self.query


class Journey(Case):
    """What `POST /directions` tells. Won; minutes."""

    origin: str
    destination: str
    depart_at: str = "2026-11-24T12:00"
    line: str | None = None
    """Only options that ride this line and no other."""
    fare: int | None = None
    rider: Literal["adult", "youth", "child", "senior", "cash"] = "adult"
    ride: tuple[float, float] | None = None
    """Bounds of the minutes aboard."""
    total: tuple[float, float] | None = None
    """Bounds of the minutes from door to door."""
    taxi: tuple[int, int] | None = None
    """Bounds of the taxi's fare."""
    transfers: int | None = None
    says: str | None = None
    """What the first option's note must hold."""
    reference: str
    """Where the figure is published, or how it was derived."""

    @property
    def shown(self) -> str:
        via = f" ({self.line})" if self.line else ""
        return f"{self.origin} → {self.destination}{via}, {self.depart_at[11:]}, {self.rider}"


class Manners(Message):
    category: str | None
    """None: no category fits."""


class Page(_Frozen):
    """A result of the web, as a search engine returns it."""

    title: str
    url: str
    text: str


class Answer(Message):
    """What an answer must and must not hold."""

    route: list[str] = []
    """Accepted routes; empty: not looked at."""
    place: str | None = None
    """The place that the answer must be about."""
    nowhere: bool = False
    """No known place may be taken for the one asked about."""
    says: list[list[str]] = []
    """Each entry: at least one of its texts is in the answer."""
    never: list[str] = []
    admits: bool = False
    """The answer says that it does not know, or that it cannot help with this."""
    style: str | None = None
    answer_in: Language | None = None
    pages: list[Page] = []
    """What the web holds about it, where the service is given our stand-in of a search engine."""
    web: bool = False
    """Sources and marks are looked at."""
    model: bool = True
    """Worded by the model; False: by the service's own rules, so that a stand-in model does not matter."""


class Expected(_Frozen):
    """After one turn; a field that is not set is not looked at. Lists hold accepted answers."""

    route: list[str] = []
    place: list[str] = []
    origin: list[str] = []
    destination: list[str] = []
    missing: str | None = None
    category: str | None = None
    language: Language | None = None
    talk: str | None = None


class Exchange(_Frozen):
    text: str
    expect: Expected


class Conversation(Case):
    turns: list[Exchange]

    @property
    def shown(self) -> str:
        return " ⏎ ".join(turn.text for turn in self.turns)
