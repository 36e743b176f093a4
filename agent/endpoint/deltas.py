"""What an answer's stream tells: events out of bytes, deltas out of events, and what was used."""

import math
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

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
