"""Settings of several rooms read together: what is wrong with them is told in one line each."""

from collections.abc import Iterable
from typing import Annotated, Any, Final, TypeVar

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings

ADDRESS: Final = r"^$|^https?://[^/\s]+"
Address = Annotated[str, Field(pattern=ADDRESS)]
"""A web address, or nothing."""

S = TypeVar("S", bound=BaseSettings)


class Malformed(Exception):
    """`wrong`: one line for each setting at fault, without its value, which may be a key."""

    def __init__(self, wrong: Iterable[str]) -> None:
        self.wrong = list(dict.fromkeys(wrong))
        super().__init__("; ".join(self.wrong))

    def __str__(self) -> str:
        return "\n".join(f"error: {line}" for line in self.wrong)


def read(kind: type[S], wrong: list[str]) -> S | None:
    """From the process's environment; None where a value cannot be used, and `wrong` then says which."""
    try:
        return kind()
    except ValidationError as error:
        wrong.extend(_said(each) for each in error.errors(include_input=False, include_url=False))
        return None


def only(kind: type[S]) -> S:
    """Those of one room. Raises Malformed."""
    wrong: list[str] = []
    settings = read(kind, wrong)
    if settings is None:
        raise Malformed(wrong)
    return settings


def _said(error: Any) -> str:
    """`GUIDE_PORT: Input should be less than or equal to 65535`."""
    said = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "string_pattern_mismatch" and error["ctx"]["pattern"] == ADDRESS:
        said = "write it as http://… or https://…"
    name = f"GUIDE_{str(error['loc'][0]).upper()}" if error["loc"] else ""
    return said if not name or said.startswith(name) else f"{name}: {said}"
