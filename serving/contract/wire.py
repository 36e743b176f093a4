"""HTTP as the check needs it: raw enough to leave in the middle of an answer. Standard library alone."""

import http.client
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from serving.errors import ServingError

_OK = 200
_DATA = b"data:"


class Broken(Exception):
    """The endpoint did not answer, or not in its protocol."""


@dataclass(frozen=True)
class Reply:
    status: int
    raw: bytes

    @property
    def ok(self) -> bool:
        return self.status == _OK

    @property
    def json(self) -> Any:
        """The body, or None where it is no JSON."""
        try:
            return json.loads(self.raw)
        except ValueError:
            return None

    @property
    def error(self) -> str:
        """What an error of OpenAI's shape says; empty for any other shape."""
        told = self.json
        inner = told.get("error") if isinstance(told, dict) else None
        return str(inner.get("message") or "") if isinstance(inner, dict) else ""


class Wire:
    """`url` ends in /v1, or is given that end. `timeout`: seconds between two bytes."""

    def __init__(self, url: str, key: str = "", timeout: float = 180.0) -> None:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ServingError(f"{url!r} is no address", "give one like http://gpu-host:8100/v1")
        path = parts.path.rstrip("/")
        self.root = path.removesuffix("/v1")
        self.url = f"{parts.scheme}://{parts.netloc}{self.root}/v1"
        self.key = key
        self._tls = parts.scheme == "https"
        self._host, self._port = parts.hostname, parts.port
        self._timeout = timeout

    def get(self, path: str, key: str | None = None) -> Reply:
        """`path` is the engine's own (`/metrics`), or OpenAI's (`models`)."""
        return self._whole("GET", path, None, key)

    def post(self, path: str, body: Any, key: str | None = None) -> Reply:
        return self._whole("POST", path, body, key)

    def stream(self, body: dict[str, Any]) -> "Stream":
        """A streamed chat completion. Raises Broken unless it begins with 200."""
        return Stream(*self._send("POST", "chat/completions", {**body, "stream": True}, None))

    def _whole(self, method: str, path: str, body: Any, key: str | None) -> Reply:
        line, reply = self._send(method, path, body, key)
        try:
            return Reply(reply.status, reply.read())
        except (OSError, http.client.HTTPException) as error:
            raise Broken(str(error) or type(error).__name__) from error
        finally:
            line.close()

    def _send(
        self, method: str, path: str, body: Any, key: str | None
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        kind = http.client.HTTPSConnection if self._tls else http.client.HTTPConnection
        line = kind(self._host, self._port, timeout=self._timeout)
        headers = {"Content-Type": "application/json"}
        if key := self.key if key is None else key:
            headers["Authorization"] = f"Bearer {key}"
        where = self.root + (path if path.startswith("/") else f"/v1/{path}")
        payload = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        try:
            line.request(method, where, payload, headers)
            return line, line.getresponse()
        except (OSError, http.client.HTTPException) as error:
            line.close()
            raise Broken(str(error) or type(error).__name__) from error


@dataclass
class Stream:
    """One answer as it comes: iterate over its pieces of text. Times are seconds since it was asked for."""

    line: http.client.HTTPConnection
    reply: http.client.HTTPResponse
    text: str = ""
    model: str = ""
    finish: str = ""
    done: bool = False
    """Whether `[DONE]` came."""
    pieces: int = 0
    first: float = 0.0
    last: float = 0.0
    usage: dict[str, Any] = field(default_factory=dict)
    _began: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        if self.reply.status != _OK:
            told = Reply(self.reply.status, self.reply.read())
            self.line.close()
            raise Broken(f"{told.status} {told.error}".strip())

    def __iter__(self) -> Iterator[str]:
        try:
            while raw := self.reply.readline():
                if raw.startswith(_DATA) and (delta := self._read(raw[len(_DATA) :].strip())):
                    self.last = time.monotonic() - self._began
                    self.first = self.first or self.last
                    self.pieces += 1
                    self.text += delta
                    yield delta
        except (OSError, http.client.HTTPException) as error:
            raise Broken(str(error) or type(error).__name__) from error

    def _read(self, data: bytes) -> str:
        if data == b"[DONE]":
            self.done = True
            return ""
        try:
            event = json.loads(data)
        except ValueError as error:
            raise Broken(f"a piece is no JSON: {data[:80]!r}") from error
        self.usage = event.get("usage") or self.usage
        self.model = event.get("model") or self.model
        for choice in event.get("choices") or ():
            self.finish = choice.get("finish_reason") or self.finish
            return str((choice.get("delta") or {}).get("content") or "")
        return ""

    def whole(self) -> Self:
        for _ in self:
            pass
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leaves, whether or not the answer has ended."""
        self.reply.close()
        self.line.close()
