"""Many users on raw sockets: the least that a client can cost, so that what is measured is the server."""

import asyncio
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import orjson


@dataclass(frozen=True, slots=True)
class Sample:
    """One answer. Times in seconds."""

    ttft: float
    total: float
    tokens: int


@dataclass(frozen=True, slots=True)
class Load:
    """All answers of one level."""

    samples: list[Sample]
    seconds: float

    @property
    def tokens(self) -> int:
        return sum(sample.tokens for sample in self.samples)

    @property
    def rate(self) -> float:
        """Tokens a second, over all users."""
        return self.tokens / self.seconds

    @property
    def token(self) -> float:
        """Median milliseconds between two tokens of an answer."""
        gaps = [(one.total - one.ttft) / (one.tokens - 1) for one in self.samples if one.tokens > 1]
        return statistics.median(gaps) * 1e3 if gaps else 0.0

    def ttft(self, share: float) -> float:
        """The quantile of the time to the first token, in milliseconds."""
        ordered = sorted(sample.ttft for sample in self.samples)
        if len(ordered) == 1:
            return ordered[0] * 1e3
        return statistics.quantiles(ordered, n=100, method="inclusive")[int(share * 100) - 1] * 1e3


USAGE = re.compile(rb'"completion_tokens":\s?(\d+)')
TAIL = 4_096
"""Bytes at the end of a stream in which its usage is looked for."""


async def answer(url: str, body: dict[str, Any], mark: bytes, *, reported: bool = False) -> Sample:
    """One POST, read to its end; `mark` is what each token's event holds. Raises OSError unless 200.

    `reported`: tokens as the model counts them, where a stream tells; it may put several into one event.
    """
    parts = urlsplit(url)
    payload = orjson.dumps(body)
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=1 << 20)
    try:
        writer.write(
            b"POST %b HTTP/1.1\r\nhost: %b\r\ncontent-type: application/json\r\ncontent-length: %d\r\n"
            b"connection: close\r\n\r\n%b"
            % (parts.path.encode(), parts.netloc.encode(), len(payload), payload)
        )
        status = await reader.readline()
        if b" 200 " not in status:
            raise OSError(status.decode().strip())
        first, tokens, rest, tail = 0.0, 0, b"", b""
        while chunk := await reader.read(1 << 16):
            tail = (tail + chunk)[-TAIL:] if reported else b""
            found = (rest + chunk).count(mark)
            rest = chunk[-len(mark) + 1 :]
            if found and not tokens:
                first = time.perf_counter() - began
            tokens += found
            if chunk.endswith(b"0\r\n\r\n"):
                break
        told = USAGE.findall(tail)
        return Sample(first, time.perf_counter() - began, int(told[-1]) if told else tokens)
    finally:
        writer.close()


async def load(
    url: str,
    body: dict[str, Any] | Sequence[dict[str, Any]],
    mark: bytes,
    *,
    users: int,
    each: int,
    spread: float = 0.0,
    reported: bool = False,
) -> Load:
    """`users` at once, `each` answers one after another. The users arrive evenly over `spread` seconds.

    Several bodies are asked in turn.
    """
    bodies = [body] if isinstance(body, dict) else body

    async def user(number: int) -> list[Sample]:
        await asyncio.sleep(spread * number / users)
        asked = (bodies[(number * each + at) % len(bodies)] for at in range(each))
        return [await answer(url, one, mark, reported=reported) for one in asked]

    began = time.perf_counter()
    done = await asyncio.gather(*(user(number) for number in range(users)))
    return Load([sample for one in done for sample in one], time.perf_counter() - began)
