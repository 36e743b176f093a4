"""What requests may hold, checked once, here."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from agent.errors import Invalid, OutsideKorea, TooLong
from agent.state import Ask, Sampling, Style
from agent.tools.decision import Language
from data.place import Category, Spot

LONGEST = 4_000
"""Characters of a message."""


def _message(text: str) -> str:
    text = text.strip()
    if not text:
        raise Invalid("질문을 입력해 주세요.", hint="The text must not be empty.")
    if len(text) > LONGEST:
        raise TooLong("질문이 너무 길어요. 4,000자 안으로 줄여 주세요.")
    return text


def _clean(text: str) -> str:
    """Text that can be stored and sent: no NUL, no half of a surrogate pair."""
    if "\0" in text or (not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)):
        raise Invalid("쓸 수 없는 글자가 있어요.", hint="Text must hold no NUL and no lone surrogate.")
    return text


CLEAN = AfterValidator(_clean)
"""Stands after a bound of the length, which is then told in characters."""
Clean = Annotated[str, CLEAN]
Text = Annotated[
    Clean,
    AfterValidator(_message),
    # Said, not enforced here: `_message` refuses with codes of its own.
    Field(json_schema_extra={"minLength": 1, "maxLength": LONGEST, "examples": ["경복궁 입장료 얼마야?"]}),
]
Name = Annotated[str, Field(min_length=1, max_length=200, examples=["강남역"]), CLEAN]
ThreadId = Annotated[
    str, Field(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9._:@-]*[A-Za-z0-9_:@-][A-Za-z0-9._:@-]*$")
]
"""Not of dots alone: clients take `.` and `..` out of a path, so nobody could erase such a thread."""
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class Point(Body):
    """Degrees, WGS84."""

    lat: Annotated[float, Field(allow_inf_nan=False, examples=[37.5665])]
    lon: Annotated[float, Field(allow_inf_nan=False, examples=[126.978])]

    def spot(self, name: str = "현재 위치") -> Spot:
        """Raises OutsideKorea."""
        if not (33 <= self.lat <= 39 and 124 <= self.lon <= 132):  # noqa: PLR2004 - the hint names them
            raise OutsideKorea("한국 밖의 위치예요.")
        return Spot(name, self.lat, self.lon, kind="location")


class Wanted(BaseModel):
    """What GET /places is asked for. All conditions hold together."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    q: Annotated[str, Field(max_length=200), CLEAN] = ""
    """Empty lists places, the nearest first."""
    near: str | None = None
    """`lat,lon` in degrees: only places around it."""
    radius: Annotated[int | None, Field(ge=50, le=50_000)] = None
    """Metres around `near`; 3,000 when not given."""
    category: list[Category] = []
    """One of these: repeat it for several."""
    district: Annotated[str | None, Field(max_length=20)] = None
    """A gu (종로구), or a city around Seoul."""
    open_now: bool = False
    """Only places that are known to be open now."""
    free: bool | None = None
    """true: admission is free; false: it costs something."""
    limit: Annotated[int, Field(ge=1, le=50)] = 10

    @model_validator(mode="after")
    def _circle(self) -> Self:
        if self.radius is not None and not self.near:
            raise ValueError("radius needs near")
        return self


class Wishes(Body):
    """How to answer."""

    location: Point | None = None
    language: Language | None = None
    style: Style | None = None
    currency: Currency | None = None

    def ask(self, sampling: Sampling = Sampling()) -> Ask:  # noqa: B008 - frozen
        """Raises OutsideKorea."""
        return Ask(
            location=self.location.spot() if self.location else None,
            language=self.language,
            style=self.style,
            currency=self.currency,
            sampling=sampling,
        )


class Asking(Wishes):
    message: Text


class ChatBody(Asking):
    thread_id: ThreadId | None = None
    on_disconnect: Literal["cancel", "continue"] = "cancel"
    """What becomes of the answer when its last reader has left."""


class Earlier(Body):
    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=LONGEST), CLEAN]


class RouteBody(Asking):
    history: Annotated[list[Earlier], Field(max_length=100)] = []


class TitleBody(Body):
    title: Name


class DirectionsBody(Body):
    origin: Name | Point
    destination: Name | Point
    via: Annotated[list[Name | Point], Field(max_length=5)] = []
    """Stops on the way, in order."""
    passing: bool = False
    """Stops on the way are passed inside the stations: one fare for all of it."""
    depart_at: str | None = None
    """ISO 8601; without a zone it is Seoul's time. Now, when neither is given."""
    arrive_by: str | None = None
    """ISO 8601: options and the taxi say when to leave at the latest."""
    people: Annotated[int | None, Field(ge=1, le=20)] = None
    """Who travel together: what a taxi costs each, in the advice."""
    luggage: bool = False
    language: Language = "ko"
    """Of the advice."""
    currency: Currency | None = None
