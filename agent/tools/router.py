"""The whole decision: rules first, nearest examples when they are unsure, the model when the two disagree."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Protocol, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from agent.tools.decision import By, Decision, Focus, Language, Route
from agent.tools.etiquette import Etiquette
from agent.tools.etiquette import load as load_etiquette
from agent.tools.guess import Guess, guess
from agent.tools.intent import Knowledge, compound, decision, resumed, understand, whole
from agent.tools.places import Gazetteer
from agent.tools.reading import Reading
from data import ROOT, lines
from data.place import Place, Spot

T = TypeVar("T")
log = logging.getLogger(__name__)

ROUTES: tuple[Route, ...] = get_args(Route)
EXAMPLES = ROOT / "routes.jsonl"
Embed = Callable[[list[str]], Awaitable[NDArray[np.float32]]]
"""Unit vectors of texts, one a row."""
Choose = Callable[[str, Sequence[Route]], Awaitable[Route | None]]
"""The model's constrained choice for a question among the routes given; None when it did not choose."""


class Scorer(Protocol):
    async def __call__(self, text: str) -> Mapping[Route, float]:
        """How likely each route is; sums to 1."""


class Examples:
    """k nearest labelled examples, weighed by a softmax over their cosines; vectors are computed once."""

    def __init__(
        self,
        embed: Embed,
        examples: Iterable[tuple[str, Route]] | None = None,
        *,
        k: int = 9,
        heat: float = 0.03,
    ) -> None:
        pairs = list(examples) if examples is not None else read_examples()
        self._embed = embed
        self._texts = [text for text, _ in pairs]
        self._routes = [route for _, route in pairs]
        self._k, self._heat = min(k, len(pairs)), heat
        self._vectors: NDArray[np.float32] | None = None
        self._lock = asyncio.Lock()

    async def warm(self) -> None:
        async with self._lock:
            if self._vectors is None:
                self._vectors = await self._embed(self._texts)

    async def __call__(self, text: str) -> Mapping[Route, float]:
        await self.warm()
        vectors = self._vectors
        assert vectors is not None  # noqa: S101 (warm has set it)
        cosines = vectors @ (await self._embed([text]))[0]
        nearest = np.argpartition(-cosines, self._k - 1)[: self._k]
        weights = np.exp((cosines[nearest] - cosines[nearest].max()) / self._heat)
        scores = dict.fromkeys(ROUTES, 0.0)
        for index, weight in zip(nearest, weights / weights.sum(), strict=True):
            scores[self._routes[index]] += float(weight)
        return scores


def read_examples(path: Path = EXAMPLES) -> list[tuple[str, Route]]:
    """Raises KeyError on a row without text or route."""
    return [(row["text"], row["route"]) for row in lines(path)]


class Router:
    """`sure`: the confidence above which a rule needs no second opinion; `patience`: seconds a judge has."""

    def __init__(
        self, knowledge: Knowledge, *, sure: float = 0.7, agreed: float = 0.6, patience: float = 3.0
    ) -> None:
        self.knowledge = knowledge
        self._sure, self._agreed, self._patience = sure, agreed, patience

    @classmethod
    def build(
        cls,
        places: Iterable[Place],
        stations: Iterable[Mapping[str, object]] = (),
        etiquette: Etiquette | None = None,
    ) -> "Router":
        held = list(places)
        gazetteer = Gazetteer.build(held, stations)
        categories = {place.id: place.category for place in held}
        return cls(Knowledge(gazetteer, etiquette or load_etiquette(), categories))

    @property
    def gazetteer(self) -> Gazetteer:
        return self.knowledge.gazetteer

    async def decide(
        self,
        message: str,
        *,
        focus: Focus | None = None,
        location: Spot | None = None,
        language: Language | None = None,
        embed: Scorer | None = None,
        choose: Choose | None = None,
    ) -> Decision:
        """Never raises for a judge that fails or is slow: the best guess stands. `ms` is the whole time."""
        begun = perf_counter()
        message, focus, chosen = resumed(message, focus or Focus())
        reading = understand(message, self.knowledge, focus=focus, location=location, language=language)
        if chosen:
            out = decision(reading, chosen, self.knowledge.etiquette)
            return replace(out, ms=(perf_counter() - begun) * 1000)
        several = compound(reading, self.knowledge)
        if several:
            return replace(whole(several, message), ms=(perf_counter() - begun) * 1000)
        found = guess(reading)
        by: By = "rule"
        if found.confidence < self._sure:
            found, by = await self._second(reading, found, embed, choose)
            found = found if by == "model" else doubted(found)
        out = decision(reading, found, self.knowledge.etiquette)
        return replace(whole(out, message), by=by, ms=(perf_counter() - begun) * 1000)

    async def _second(
        self, reading: Reading, found: Guess, embed: Scorer | None, choose: Choose | None
    ) -> tuple[Guess, By]:
        scores = await self._patient(embed(reading.text), "embedding") if embed else None
        by: By = "rule"
        if scores:
            ranked = sorted(scores, key=lambda route: -scores[route])
            best = ranked[0]
            if best == found.route and scores[best] >= self._agreed:
                return Guess(best, max(found.confidence, min(0.95, scores[best])), found.talk), "embedding"
            rivals = tuple(dict.fromkeys((found.route, best, *found.rivals)))
            if scores[best] > found.confidence:
                found, by = _as(best, round(min(0.9, scores[best]), 3), found, rivals), "embedding"
        if choose:
            chosen = await self._patient(choose(reading.text, ROUTES), "choice")
            if chosen in ROUTES:
                return _as(
                    chosen,
                    max(0.8, found.confidence if chosen == found.route else 0.0),
                    found,
                    (found.route,),
                ), "model"
        return found, by

    async def _patient(self, asked: Awaitable[T], judge: str) -> T | None:
        try:
            async with asyncio.timeout(self._patience):
                return await asked
        except Exception as error:  # noqa: BLE001 (whatever ails another judge, a decision is owed)
            log.warning("routing: %s gave no opinion: %s: %s", judge, type(error).__name__, error)
            return None


ASK = 0.5
"""Below this, two readings of a message are as likely as each other."""


def doubted(found: Guess) -> Guess:
    """The best guess, or a question back with the two likeliest readings where neither stands out."""
    readings = tuple(dict.fromkeys((found.route, *found.rivals)))[:2]
    if found.confidence >= ASK or len(readings) < 2 or "chat" in readings:  # noqa: PLR2004
        return found
    return Guess("chat", found.confidence, "ask", readings)


def _as(route: Route, confidence: float, found: Guess, rivals: tuple[Route, ...]) -> Guess:
    others = tuple(rival for rival in dict.fromkeys(rivals) if rival != route)
    return Guess(route, confidence, found.talk if route == "chat" else None, others)
