"""Many users on raw sockets: the least that a client can cost, so that what is measured is the server."""

import asyncio
import statistics
import time
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

    def ttft(self, share: float) -> float:
        """The quantile of the time to the first token, in milliseconds."""
        ordered = sorted(sample.ttft for sample in self.samples)
        if len(ordered) == 1:
            return ordered[0] * 1e3
        return statistics.quantiles(ordered, n=100, method="inclusive")[int(share * 100) - 1] * 1e3


async def answer(url: str, body: dict[str, Any], mark: bytes) -> Sample:
    """One POST, read to its end; `mark` is what each token's event holds. Raises OSError unless 200."""
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
        first, tokens, rest = 0.0, 0, b""
        while chunk := await reader.read(1 << 16):
            found = (rest + chunk).count(mark)
            rest = chunk[-len(mark) + 1 :]
            if found and not tokens:
                first = time.perf_counter() - began
            tokens += found
            if chunk.endswith(b"0\r\n\r\n"):
                break
        return Sample(first, time.perf_counter() - began, tokens)
    finally:
        writer.close()


async def load(
    url: str, body: dict[str, Any], mark: bytes, *, users: int, each: int, spread: float = 0.0
) -> Load:
    """`users` at once, `each` answers one after another. The users arrive evenly over `spread` seconds."""

    async def user(number: int) -> list[Sample]:
        await asyncio.sleep(spread * number / users)
        return [await answer(url, body, mark) for _ in range(each)]

    began = time.perf_counter()
    done = await asyncio.gather(*(user(number) for number in range(users)))
    return Load([sample for one in done for sample in one], time.perf_counter() - began)
