"""Who is measured: anything that answers, behind one protocol. `Guide` speaks this service's contract, `Chat`
that of any OpenAI-compatible endpoint, which can do no more than talk.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import uuid4

import httpx

from evals.case import Said

Point = tuple[float, float]
STANDIN = "standin"
"""The model's name that `python -m bench.standin` lists."""
TIMEOUT = 900.0
"""Seconds for one answer: small models on small machines are slow."""


class Cannot(Exception):
    """The peer has no such ability; what needs it is passed over, not failed."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer. `decision` and `result` are empty where the peer tells its words alone."""

    answer: str
    decision: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0


class Peer(Protocol):
    name: str

    async def about(self) -> dict[str, Any]:
        """What a report says of the peer: model, version, what is up."""

    async def route(
        self, message: str, history: Sequence[Said] = (), location: Point | None = None
    ) -> dict[str, Any]: ...

    async def places(self, query: str, limit: int) -> list[dict[str, Any]]: ...

    async def directions(self, origin: str, destination: str, depart_at: str) -> dict[str, Any]: ...

    async def manners(self, text: str) -> str | None:
        """The category chosen."""

    async def say(
        self,
        messages: Sequence[Said],
        *,
        location: Point | None = None,
        language: str | None = None,
        style: str | None = None,
    ) -> Turn:
        """The answer to the last message, of the user; earlier ones of the user are said first."""

    async def talk(self, texts: Sequence[str]) -> list[Turn]:
        """A conversation, turn by turn."""

    async def mute(self) -> bool:
        """Whether a stand-in speaks for the model, so that its words mean nothing."""


class Guide:
    """This service, of any version that keeps the contract in docs/reference/http.md."""

    def __init__(self, url: str, key: str = "") -> None:
        self.name = url
        self._mute: bool | None = None
        self._client = _client(url, key)

    async def close(self) -> None:
        await self._client.aclose()

    async def about(self) -> dict[str, Any]:
        held = (await self._client.get("/ready")).json().get("dependencies", {})
        model, places = held.get("model", {}), held.get("places", {})
        return {
            "kind": "guide",
            "model": model.get("base"),
            "choice": model.get("choice"),
            "search": places.get("search"),
            "places": places.get("places"),
            "transit": ", ".join(held.get("transit", {}).get("providers", ())) or "embedded",
        }

    async def mute(self) -> bool:
        if self._mute is None:
            self._mute = (await self.about())["model"] == STANDIN
        return self._mute

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        reply = await self._client.post(path, json=body)
        reply.raise_for_status()
        return reply.json()

    async def route(
        self, message: str, history: Sequence[Said] = (), location: Point | None = None
    ) -> dict[str, Any]:
        body: dict[str, Any] = {"message": message, "history": [said.model_dump() for said in history]}
        if location:
            body["location"] = {"lat": location[0], "lon": location[1]}
        decided: dict[str, Any] = await self._post("/route", body)
        return decided

    async def places(self, query: str, limit: int) -> list[dict[str, Any]]:
        reply = await self._client.get("/places", params={"q": query, "limit": limit})
        reply.raise_for_status()
        items: list[dict[str, Any]] = reply.json()["items"]
        return items

    async def directions(self, origin: str, destination: str, depart_at: str) -> dict[str, Any]:
        body = {"origin": origin, "destination": destination, "depart_at": depart_at}
        found: dict[str, Any] = await self._post("/directions", body)
        return found

    async def manners(self, text: str) -> str | None:
        reply = await self._client.get("/etiquette", params={"place": text})
        reply.raise_for_status()
        category: str | None = reply.json()["category"]
        return category

    async def say(
        self,
        messages: Sequence[Said],
        *,
        location: Point | None = None,
        language: str | None = None,
        style: str | None = None,
    ) -> Turn:
        more: dict[str, Any] = {"language": language, "style": style}
        if location:
            more["location"] = {"lat": location[0], "lon": location[1]}
        more = {name: value for name, value in more.items() if value is not None}
        thread = f"evals-{uuid4().hex}"
        turn = Turn("")
        for said in messages:
            if said.role == "user":
                turn = await self._turn(said.content, thread, more)
        return turn

    async def talk(self, texts: Sequence[str]) -> list[Turn]:
        thread = f"evals-{uuid4().hex}"
        return [await self._turn(text, thread, {}) for text in texts]

    async def _turn(self, message: str, thread: str, more: dict[str, Any]) -> Turn:
        """By the stream: only there the decision is told with the answer."""
        body = {"message": message, "thread_id": thread, **more}
        reply = await self._client.post("/chat/stream", json=body)
        reply.raise_for_status()
        told = dict(events(reply.text))
        if "result" not in told:
            raise httpx.HTTPError(f"no result: {told.get('error')}")
        result = told["result"]
        return Turn(result["answer"], told.get("route", {}), result, reply.elapsed.total_seconds())


class Chat:
    """An OpenAI-compatible endpoint: a bare model, or another service behind that interface."""

    def __init__(self, url: str, model: str = "", key: str = "") -> None:
        self.name, self._model = url, model
        self._client = _client(url, key)

    async def close(self) -> None:
        await self._client.aclose()

    async def about(self) -> dict[str, Any]:
        return {"kind": "chat", "model": await self._named()}

    async def _named(self) -> str:
        if not self._model:
            reply = await self._client.get("/models")
            reply.raise_for_status()
            self._model = reply.json()["data"][0]["id"]
        return self._model

    async def route(self, *_: Any, **__: Any) -> dict[str, Any]:
        raise Cannot("decides nothing that it tells")

    async def places(self, *_: Any) -> list[dict[str, Any]]:
        raise Cannot("lists no places")

    async def directions(self, *_: Any) -> dict[str, Any]:
        raise Cannot("plans no ways")

    async def manners(self, *_: Any) -> str | None:
        raise Cannot("chooses no category")

    async def say(
        self,
        messages: Sequence[Said],
        *,
        location: Point | None = None,
        language: str | None = None,
        style: str | None = None,
    ) -> Turn:
        if location or style or language:
            raise Cannot("takes neither a location nor a style nor a language")
        told = [said.model_dump() for said in messages]
        body = {"model": await self._named(), "messages": told, "temperature": 0, "max_tokens": 400}
        reply = await self._client.post("/chat/completions", json=body)
        reply.raise_for_status()
        content = reply.json()["choices"][0]["message"]["content"] or ""
        return Turn(content, seconds=reply.elapsed.total_seconds())

    async def talk(self, *_: Any) -> list[Turn]:
        raise Cannot("decides nothing that it tells")

    async def mute(self) -> bool:
        return await self._named() == STANDIN


def _client(url: str, key: str) -> httpx.AsyncClient:
    headers = {"authorization": f"Bearer {key}"} if key else {}
    return httpx.AsyncClient(base_url=url.rstrip("/"), timeout=TIMEOUT, headers=headers)


def events(text: str) -> list[tuple[str, Any]]:
    """Server-sent events as (event, data); comments are passed over."""
    out = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line and line[0] != ":")
        if "event" in fields and "data" in fields:
            out.append((fields["event"], json.loads(fields["data"])))
    return out
