"""The whole decision: rules first, labelled examples when they are unsure, the model when the two differ."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import Protocol, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from agent.tools.decision import By, Decision, Focus, Language, Route
from agent.tools.etiquette import Etiquette
from agent.tools.etiquette import load as load_etiquette
from agent.tools.guess import guess
from agent.tools.intent import Knowledge, compound, decision, resumed, understand, whole
from agent.tools.places import Gazetteer
from agent.tools.reading import Guess, Reading
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
    """What the labelled examples say: a linear reading of their vectors (ridge regression), learned once.

    `ridge`: how strongly weights are held small; `heat`: softens the regression's scores to probabilities.
    """

    def __init__(
        self,
        embed: Embed,
        examples: Iterable[tuple[str, Route]] | None = None,
        *,
        ridge: float = 1.0,
        heat: float = 0.12,
    ) -> None:
        pairs = list(examples) if examples is not None else read_examples()
        self._embed = embed
        self._texts = [text for text, _ in pairs]
        self._targets = np.array([[route == each for each in ROUTES] for _, route in pairs], dtype=np.float32)
        self._ridge, self._heat = ridge, heat
        self._learned: _Weights | None = None
        self._learning: asyncio.Task[_Weights] | None = None

    async def warm(self) -> "_Weights":
        """Learns at the first call. A caller that gives up stops nobody else; a failure is tried again."""
        if self._learned is None:
            if self._learning is None or self._learning.done():
                self._learning = asyncio.create_task(self._learn())
            self._learned = await asyncio.shield(self._learning)
        return self._learned

    async def _learn(self) -> "_Weights":
        parts = [await self._embed(self._texts[at : at + CHUNK]) for at in range(0, len(self._texts), CHUNK)]
        vectors = np.concatenate(parts)
        mean = vectors.mean(axis=0)
        inputs = _unit(vectors - mean)
        share = self._targets.mean(axis=0)
        gram = inputs.T @ inputs + self._ridge * np.eye(inputs.shape[1], dtype=np.float32)
        return mean, np.linalg.solve(gram, inputs.T @ (self._targets - share)), share

    async def __call__(self, text: str) -> Mapping[Route, float]:
        mean, weights, share = await self.warm()
        raised = (_unit(await self._embed([text]) - mean) @ weights + share)[0] / self._heat
        odds = np.exp(raised - raised.max())
        return dict(zip(ROUTES, map(float, odds / odds.sum()), strict=True))


_Weights = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]
"""The mean of the vectors, a column of weights a route, and each route's share of the examples."""
CHUNK = 16
"""Texts embedded at once while learning: whoever searches meanwhile waits for no more."""


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6), dtype=np.float32)


def read_examples(path: Path = EXAMPLES) -> list[tuple[str, Route]]:
    """Raises KeyError on a row without text or route."""
    return [(row["text"], row["route"]) for row in lines(path)]


OPENINGS = 1024
"""Readings held: many ask the same, and a reading follows from the message and its thread alone."""


class Router:
    """`sure`: the confidence from which a rule needs no second opinion; `leaning`: that of a message which
    leans on what was said before, of which the examples know nothing; `agreed`: the confidence from which two
    judges of one opinion need no third; `patience`: seconds a judge has.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        *,
        sure: float = 0.86,
        leaning: float = 0.7,
        agreed: float = 0.6,
        patience: float = 3.0,
    ) -> None:
        self.knowledge = knowledge
        self._sure, self._leaning = sure, leaning
        self._agreed, self._patience = agreed, patience
        self._ruled = lru_cache(maxsize=OPENINGS)(self._rule)

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
        reading, several, found = self._ruled(message, focus, location, language)
        if chosen:
            out = decision(reading, chosen, self.knowledge.etiquette)
            return replace(whole(out, message), ms=(perf_counter() - begun) * 1000)
        if several:
            return replace(whole(several, message), ms=(perf_counter() - begun) * 1000)
        by: By = "rule"
        if found.confidence < (self._leaning if leans(reading) else self._sure):
            found, by = await self._second(reading, found, embed, choose)
            found = found if by == "model" else doubted(found)
        out = decision(reading, found, self.knowledge.etiquette)
        return replace(whole(out, message, by), ms=(perf_counter() - begun) * 1000)

    def _rule(
        self, message: str, focus: Focus, location: Spot | None, language: Language | None
    ) -> tuple[Reading, Decision | None, Guess]:
        """What the rules read, the intents of a message with several, and their best guess."""
        reading = understand(message, self.knowledge, focus=focus, location=location, language=language)
        return reading, compound(reading, self.knowledge), guess(reading)

    async def _second(
        self, reading: Reading, found: Guess, embed: Scorer | None, choose: Choose | None
    ) -> tuple[Guess, By]:
        scores = await self._patient(embed(reading.text), "embedding") if embed else None
        by: By = "rule"
        if scores:
            both = together(found, scores)
            best = max(both, key=lambda route: both[route])
            rivals = tuple(sorted((route for route in both if route != best), key=lambda route: -both[route]))
            agreed = best == found.route and both[best] >= self._agreed
            found, by = _as(best, round(both[best], 3), found, rivals[:1]), "embedding"
            if agreed:
                return found, by
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


def together(found: Guess, scores: Mapping[Route, float]) -> dict[Route, float]:
    """The two judges' opinions as one, each weighed by how sure it is (a product of experts); sums to 1."""
    said = min(found.confidence, SUREST)
    prior = {route: said if route == found.route else (1 - said) / (len(ROUTES) - 1) for route in ROUTES}
    joint = {route: prior[route] * scores[route] for route in ROUTES}
    total = sum(joint.values()) or 1.0
    return {route: share / total for route, share in joint.items()}


SUREST = 0.93
"""No rule is so sure that no example could speak against it."""


def leans(reading: Reading) -> bool:
    """Whether a message leans on the turns before it."""
    return bool(reading.pointed) or (
        reading.focus.route is not None and not (reading.named or reading.ends.named)
    )


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
