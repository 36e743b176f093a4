"""Examples as lines of JSON. What is in them is made elsewhere (`python -m training`); here they are data."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from serving.errors import ServingError


@dataclass(frozen=True, slots=True)
class Row:
    """`messages` in OpenAI's shape, and the `answer` to learn. The rest is what an answer is held to.

    `known`, all that it may draw on; `must`, for each thing asked the words of which one has to be said; `tells`,
    sentences of which one has to be told; `keep`, words that a restyled text has to hold; `refuse`, whether it has
    to say that something is not known; `most`, its sentences or lines at most.
    """

    task: Literal["culture", "lang"]
    kind: str
    language: Literal["ko", "en", "ja", "zh"]
    messages: list[dict[str, str]]
    answer: str
    known: str
    must: list[list[str]] = field(default_factory=list)
    tells: list[str] = field(default_factory=list)
    keep: list[str] = field(default_factory=list)
    refuse: bool = False
    style: str = ""
    most: int = 5


_FIELDS = tuple(Row.__dataclass_fields__)


def read(path: Path) -> list[Row]:
    """Raises ServingError when the file is not there or is none of ours."""
    try:
        return [_row(json.loads(line)) for line in _lines(path)]
    except (ValueError, TypeError, KeyError) as error:
        raise ServingError(
            f"{path} holds no examples ({error})", "make them: python -m training culture"
        ) from error


def _row(plain: dict[str, Any]) -> Row:
    return Row(**{name: plain[name] for name in _FIELDS if name in plain})


def answers(path: Path) -> list[str]:
    """What a model answered, in the order of the examples."""
    return [json.loads(line)["answer"] for line in _lines(path)]


def write(path: Path, told: Iterable[str]) -> None:
    lines = (json.dumps({"answer": answer}, ensure_ascii=False) for answer in told)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _lines(path: Path) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ServingError(
            f"{path} cannot be read ({error})", "make it: python -m training culture"
        ) from error
    yield from (line for line in text.splitlines() if line.strip())
