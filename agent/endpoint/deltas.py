"""What an answer's stream tells: events out of bytes, deltas out of events, and what was used."""

import math
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final

import httpx
import orjson

from agent.errors import ModelDown

LONGEST_LINE = 1 << 20
"""Bytes. A longer upstream line is garbage."""

DONE = b"[DONE]"


@dataclass(slots=True)
class Usage:
    prompt_tokens: int = 0
    completion_tokens: int = 0

    def add(self, other: "Usage") -> None:
        self.prompt_tokens += other.prompt_tokens
        self.completion_tokens += other.completion_tokens


@dataclass(slots=True)
class Generation:
    """One answer as it grows."""

    model: str
    text: str = ""
    usage: Usage = field(default_factory=Usage)
    finish: str | None = None


class Events:
    """The data of server-sent events, however the bytes were cut."""

    def __init__(self, patience: float = math.inf) -> None:
        self._patience = patience
        self._rest = b""
        self._last = monotonic()

    def feed(self, chunk: bytes) -> list[bytes]:
        """The data that is whole now.

        Raises ModelDown on endless lines, and on one that is not whole `patience` seconds after the last:
        bytes that only drip keep a socket's own timeout from ever coming.
        """
        if not self._rest and chunk.startswith(b"data: ") and chunk.find(b"\n") == len(chunk) - 2:
            self._last = monotonic()
            return [chunk[6:].strip()]  # one event and no more, as most reads of a socket bring
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            raise ModelDown("모델 서버가 알 수 없는 응답을 보냈어요.")
        now = monotonic()
        if lines:
            self._last = now
        elif now - self._last > self._patience:
            raise ModelDown("모델의 답이 너무 느려요.") from httpx.ReadTimeout("dripping")
        return [line[5:].strip() for line in lines if line.startswith(b"data:")]

    def end(self) -> list[bytes]:
        """What a last line without its end held."""
        return self.feed(b"\n")


class Deltas:
    """Texts out of the events of one answer.

    All but the text is the same in nearly all of them. So what stands around it is learned from one, and of
    those that are alike only the text is parsed: a third of what parsing the whole would cost.
    """

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._before = self._after = b""
        self._lessons = LESSONS

    def read(self, data: bytes) -> str:
        """The new text of an event; usage and finish go to the generation. Raises ModelDown."""
        if self._before and data.startswith(self._before) and data.endswith(self._after):
            try:
                text = orjson.loads(data[len(self._before) : -len(self._after)])
            except orjson.JSONDecodeError:
                text = None
            if isinstance(text, str):
                return text
        text = delta(data, self._generation)
        if text and self._lessons and self._generation.finish is None:
            self._lessons -= 1
            self._learn(data, orjson.dumps(text))
        return text

    def _learn(self, data: bytes, text: bytes) -> None:
        """What stands around a text, if it is the text that stands there: another in its place is read."""
        before, _, after = data.partition(text)
        probe = Generation("")
        try:
            alike = after and delta(b"%b%b%b" % (before, PROBE, after), probe) == orjson.loads(PROBE)
        except ModelDown:
            alike = False
        if alike and probe == Generation(""):
            self._before, self._after = before, after


LESSONS: Final = 8
"""So often an answer's events may change what stands around their texts before each is parsed whole."""
PROBE: Final = b'"\\u0000"'


def delta(data: bytes, generation: Generation) -> str:
    """The new text of one event; usage and finish go to `generation`. Raises ModelDown on reported errors."""
    if data == DONE:
        generation.finish = generation.finish or "stop"
        return ""
    try:
        event: dict[str, Any] = orjson.loads(data)
        if usage := event.get("usage"):
            generation.usage = Usage(usage.get("prompt_tokens") or 0, usage.get("completion_tokens") or 0)
        if "error" in event:
            raise ModelDown("모델이 답을 끝내지 못했어요.")
        choices = event.get("choices")
        if not choices:
            return ""
        choice = choices[0]
        generation.finish = choice.get("finish_reason") or generation.finish
        text = choice["delta"].get("content") or ""
    except (orjson.JSONDecodeError, AttributeError, KeyError, IndexError, TypeError) as error:
        raise ModelDown("모델 서버가 알 수 없는 응답을 보냈어요.") from error
    return text if isinstance(text, str) else ""
