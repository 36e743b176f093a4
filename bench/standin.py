"""A stand-in for the model endpoint: OpenAI's wire format at a known pace, on a real socket.

It writes tokens as vLLM does (one server-sent event a token, chunked), honours a JSON-schema enum, reports
usage, and notes when each answer began and ended, so that a test can see that leaving stops the model. Its
`/metrics` tell vLLM's own counts: answers running, and what a prefix cache would have served.

Run alone: `python -m bench.standin --port 8200 --ttft 0.03 --pace 0.01 --tokens 128`.
"""

import argparse
import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Self

import orjson

Fault = Literal["none", "refuse", "hang", "error", "busy", "reset", "garbage", "truncate", "drip"]
"""`refuse`: the connection is closed without an answer. `drip`: a byte each 50 ms."""

BATCH = 32
"""Tokens between looks at the socket when there is no pace."""

BLOCK = 32
"""Characters that its prefix cache keeps or reads at once; vLLM's blocks hold 16 tokens."""

LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)

WORDS = ("경복궁은 ", "조선의 ", "법궁으로, ", "광화문과 ", "근정전을 ", "둘러보기 ", "좋습니다. ")


@dataclass(slots=True)
class Answer:
    """One streamed answer, as the model's side saw it."""

    model: str
    prompt: str
    began: float
    tokens: int = 0
    ended: float | None = None
    whole: bool = False


@dataclass(slots=True)
class Standin:
    """`ttft` and `pace` in seconds; `tokens` an answer."""

    ttft: float = 0.0
    pace: float = 0.0
    tokens: int = 16
    text: str | None = None
    """Said instead of the stock words, a character a token."""
    models: tuple[str, ...] = ("standin",)
    fault: Fault = "none"
    constrains: bool = True
    grouped: bool = False
    """It sends several tokens an event where it is asked to, and says so of itself."""
    letter: int | None = 2
    """Tokens a character, as it counts them when asked; None: it does not count."""
    choose: Callable[[list[str], str], str] = field(default=lambda choices, _: choices[0])
    answers: list[Answer] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    heads: list[dict[bytes, bytes]] = field(default_factory=list)
    """The headers of each of `requests`, names in lower case."""
    port: int = 0
    posted: int = 0
    """Requests with a body that came, those that a fault left without an answer too."""
    looked: int = 0
    """Characters of prompts that were looked up in the prefix cache, whole blocks alone."""
    hits: int = 0
    """Those that were there."""
    _blocks: set[int] = field(default_factory=set)
    _server: asyncio.Server | None = None
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    def reset(self) -> None:
        """As new, on the same port."""
        fresh = Standin()
        for name in (
            "ttft", "pace", "tokens", "text", "fault", "constrains", "choose", "letter", "grouped",
        ):  # fmt: skip
            setattr(self, name, getattr(fresh, name))
        self.answers.clear()
        self.requests.clear()
        self.heads.clear()

    async def spoke(self, tokens: int, patience: float = 10) -> None:
        """Until the running answer has that many tokens. Raises TimeoutError after `patience` seconds."""
        async with asyncio.timeout(patience):
            while not (self.answers and self.answers[-1].tokens >= tokens):
                await asyncio.sleep(0.01)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def running(self) -> int:
        """Answers still being generated."""
        return sum(answer.ended is None for answer in self.answers)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port, backlog=2048)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        if self._server:
            self._server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task:
            self._open.add(task)
        try:
            while await self._request(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            if task:
                self._open.discard(task)
            writer.close()

    async def _request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        found = LENGTH.search(head)
        length = int(found[1]) if found else 0
        body = await reader.readexactly(length) if length else b""
        self.posted += bool(body)
        if self.fault == "hang":
            await reader.read()
            return False
        if self.fault == "refuse":
            return False
        if head.startswith(b"GET /metrics "):
            return await self._write(writer, 200, self._metrics(), b"text/plain")
        if head.startswith(b"GET /openapi.json "):
            fields = {"stream_interval": {"type": "integer"}} if self.grouped else {}
            return await self._whole(writer, 200, {"components": {"schemas": {"Request": fields}}})
        if head.startswith(b"GET"):
            cards = [{"id": name, "object": "model"} for name in self.models]
            return await self._whole(writer, 200, {"object": "list", "data": cards})
        if self.fault in {"error", "busy"}:
            status = 500 if self.fault == "error" else 429
            return await self._whole(writer, status, {"error": {"message": self.fault, "code": status}})
        if head.startswith(b"POST /tokenize "):
            return await self._count(writer, orjson.loads(body))
        self.heads.append(headers(head))
        return await self._complete(reader, writer, orjson.loads(body))

    async def _whole(self, writer: asyncio.StreamWriter, status: int, content: Any) -> bool:
        return await self._write(writer, status, orjson.dumps(content), b"application/json")

    @staticmethod
    async def _write(writer: asyncio.StreamWriter, status: int, body: bytes, kind: bytes) -> bool:
        writer.write(
            b"HTTP/1.1 %d X\r\ncontent-type: %b\r\ncontent-length: %d\r\n\r\n" % (status, kind, len(body))
        )
        writer.write(body)
        await writer.drain()
        return True

    def _metrics(self) -> bytes:
        """As vLLM names them."""
        counts = {
            "vllm:num_requests_running": self.running,
            "vllm:prefix_cache_queries_total": self.looked,
            "vllm:prefix_cache_hits_total": self.hits,
        }
        lines = (
            f'{name}{{engine="0",model_name="{self.models[0]}"}} {count}.0\n'
            for name, count in counts.items()
        )
        return "".join(lines).encode()

    def _look_up(self, request: dict[str, Any]) -> None:
        """Counts what was read before of a prompt, from its beginning on; blocks belong to one model."""
        text = "\n".join([request["model"], *(str(each["content"]) for each in request["messages"])])
        mark, known = 0, True
        for at in range(BLOCK, len(text) + 1, BLOCK):
            mark = hash((mark, text[at - BLOCK : at]))
            known = known and mark in self._blocks
            self.looked += BLOCK
            self.hits += BLOCK * known
            self._blocks.add(mark)

    async def _count(self, writer: asyncio.StreamWriter, request: dict[str, Any]) -> bool:
        """As vLLM does."""
        if self.letter is None:
            return await self._whole(writer, 404, {"error": {"message": "no such path", "code": 404}})
        return await self._whole(writer, 200, {"count": len(request["prompt"]) * self.letter})

    async def _complete(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: dict[str, Any]
    ) -> bool:
        self.requests.append(request)
        prompt = str(request["messages"][-1]["content"])
        if request["model"] not in self.models:
            return await self._whole(writer, 404, {"error": {"message": "no such model", "code": 404}})
        self._look_up(request)
        if not request.get("stream"):
            text = self._chosen(request, prompt)
            message = {"role": "assistant", "content": text}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            return await self._whole(writer, 200, {"id": "c", "model": request["model"], "choices": [choice]})
        answer = Answer(request["model"], prompt, time.perf_counter())
        self.answers.append(answer)
        left = asyncio.create_task(reader.read(1))
        try:
            each = request.get("stream_interval", 1) if self.grouped else 1
            return await self._stream(writer, answer, left, request.get("max_tokens"), each)
        finally:
            left.cancel()
            await asyncio.gather(left, return_exceptions=True)
            answer.ended = time.perf_counter()

    def _chosen(self, request: dict[str, Any], prompt: str) -> str:
        schema = (request.get("response_format") or {}).get("json_schema", {}).get("schema", {})
        choices = schema.get("enum")
        if choices and self.constrains:
            return orjson.dumps(self.choose(choices, prompt)).decode()
        return "빨간색"

    async def _stream(
        self,
        writer: asyncio.StreamWriter,
        answer: Answer,
        left: asyncio.Task[bytes],
        most: int | None,
        each: int,
    ) -> bool:
        """Write tokens, `most` at most, until done or until the reader's end of the socket closes; the first
        by itself, then `each` an event.
        """
        writer.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
        )
        words = tuple(self.text) if self.text is not None else WORDS
        whole = len(words) if self.text is not None else self.tokens
        count = min(whole, most or whole)
        if self.ttft:
            await asyncio.wait([left], timeout=self.ttft)
        held = ""
        for number in range(count):
            if left.done():
                return False
            if self.fault == "reset" and number == count // 2:
                writer.transport.abort()
                return False
            if self.fault == "truncate" and number == count // 2:
                break
            if self.fault == "drip":
                return await self._drip(writer, answer, left)
            held += words[number % len(words)]
            if number % each == 0 or number == count - 1:
                told = b"{oops" if self.fault == "garbage" else orjson.dumps(_chunk(answer.model, held))
                self._event(writer, told)
                held = ""
            answer.tokens += 1
            if self.pace:
                await asyncio.wait([left], timeout=self.pace)
            elif number % BATCH == 0:
                await writer.drain()
        else:
            self._event(
                writer, orjson.dumps(_chunk(answer.model, None, "stop" if count == whole else "length"))
            )
            usage = {"prompt_tokens": 100, "completion_tokens": count, "total_tokens": 100 + count}
            self._event(writer, orjson.dumps({"id": "c", "choices": [], "usage": usage}))
            self._event(writer, b"[DONE]")
            answer.whole = True
        writer.write(b"0\r\n\r\n")
        await writer.drain()
        return not left.done()

    async def _drip(self, writer: asyncio.StreamWriter, answer: Answer, left: asyncio.Task[bytes]) -> bool:
        """One event that is never whole before its reader leaves."""
        for byte in orjson.dumps(_chunk(answer.model, WORDS[0] * 1_000)):
            writer.write(b"1\r\n%c\r\n" % byte)
            await asyncio.wait([left], timeout=0.05)
            if left.done():
                break
        return False

    @staticmethod
    def _event(writer: asyncio.StreamWriter, data: bytes) -> None:
        body = b"data: " + data + b"\n\n"
        writer.write(b"%x\r\n%b\r\n" % (len(body), body))


def headers(head: bytes) -> dict[bytes, bytes]:
    """By name in lower case."""
    pairs = (line.split(b":", 1) for line in head.split(b"\r\n")[1:] if b":" in line)
    return {name.lower(): value.strip() for name, value in pairs}


def _chunk(model: str, delta: str | None, finish: str | None = None) -> dict[str, Any]:
    content = {} if delta is None else {"content": delta}
    choice = {"index": 0, "delta": content, "logprobs": None, "finish_reason": finish}
    return {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": model, "choices": [choice]}


async def _serve(standin: Standin) -> None:
    async with standin:
        print(standin.url, flush=True)
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(description="A stand-in model endpoint at a known pace.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--ttft", type=float, default=0.03, help="seconds to the first token")
    parser.add_argument("--pace", type=float, default=0.01, help="seconds a token")
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--models", default="standin", help="names that it lists, separated by commas")
    parser.add_argument("--vague", action="store_true", help="chooses nothing that was offered")
    parser.add_argument("--grouped", action="store_true", help="sends several tokens an event by request")
    given = parser.parse_args()
    standin = Standin(ttft=given.ttft, pace=given.pace, tokens=given.tokens, port=given.port)
    standin.models = tuple(given.models.split(","))
    standin.constrains = not given.vague
    standin.grouped = given.grouped
    asyncio.run(_serve(standin))


if __name__ == "__main__":
    main()
