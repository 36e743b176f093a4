"""The service as its clients see it: an address, a key, JSON and Server-Sent Events."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import urlsplit

import httpx

from cli.trouble import INTERNAL, Trouble, alive, refused, unreachable

LOCAL: Final = frozenset({"127.0.0.1", "localhost", "::1"})
PATIENCE: Final = httpx.Timeout(10, read=60)
"""Seconds. A quiet stream says something every 15."""
WHOLE: Final = httpx.Timeout(10, read=600)
"""For an answer in one piece, which says nothing until it is there."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the service is, and the key or token that it asks for. Raises Trouble for no URL of http."""

    url: str
    key: str = ""

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise Trouble(f"{self.url!r} is no address of http", "e.g. --url http://127.0.0.1:8000")
        if not self.key.isascii() or not self.key.isprintable():
            raise Trouble("the key holds letters that no key has", "check --key or GILDONGMU_API_KEY")

    def settings(self, timeout: httpx.Timeout = PATIENCE) -> dict[str, Any]:
        """For httpx.Client and httpx.AsyncClient. This machine is asked directly, whatever proxy is set."""
        return {
            "base_url": self.url.rstrip("/"),
            "headers": {"Authorization": f"Bearer {self.key}"} if self.key else {},
            "timeout": timeout,
            "trust_env": urlsplit(self.url).hostname not in LOCAL,
        }


@dataclass(frozen=True, slots=True)
class Event:
    kind: str
    data: Any
    id: str = ""


def events(lines: Iterable[str]) -> Iterator[Event]:
    """Server-Sent Events; comments are passed over, and an event cut by a broken line. Raises Trouble."""
    fields: dict[str, str] = {}
    for line in lines:
        if not line:
            if "data" in fields:
                yield Event(fields.get("event", "message"), decoded(fields["data"]), fields.get("id", ""))
            fields = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(":")
            fields[name] = value.removeprefix(" ")


def decoded(text: str) -> Any:
    """Raises Trouble."""
    try:
        return json.loads(text)
    except ValueError:
        raise Trouble("the answer is no JSON", "is it Gildongmu that answers there?", code=INTERNAL) from None


class Service:
    """`with Service(address) as service:` for one call after another."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._http = httpx.Client(**address.settings())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None, **query: Any) -> Any:
        """Decoded JSON. Raises Trouble."""
        try:
            answer = self._http.request(method, path, json=body, params=query or None)
        except httpx.TransportError as error:
            raise unreachable(self.address.url, error) from None
        if not answer.is_success:
            raise refused(answer, answer.text)
        return decoded(answer.text)

    def greet(self) -> None:
        """Raises Trouble when no guide answers."""
        try:
            alive(self._http.get("/live"))
        except httpx.TransportError as error:
            raise unreachable(self.address.url, error) from None

    @contextmanager
    def stream(self, body: dict[str, Any], last: str = "") -> Iterator[Iterator[Event]]:
        """One turn's events; with `last`, those after that event. Raises Trouble, and Lost in mid-answer."""
        headers = {"Last-Event-ID": last} if last else {}
        try:
            with self._http.stream("POST", "/chat/stream", json=body, headers=headers) as answer:
                if not answer.is_success:
                    raise refused(answer, answer.read().decode(errors="replace"))
                yield events(_heard(answer))
        except httpx.TransportError as error:
            raise unreachable(self.address.url, error) from None


class Lost(Exception):
    """The line broke while the answer came."""


def _heard(answer: httpx.Response) -> Iterator[str]:
    try:
        yield from answer.iter_lines()
    except httpx.TransportError as error:
        raise Lost(str(error)) from error
