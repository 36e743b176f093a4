"""The whole decision: rules first, labelled examples where they are unsure, the model where both differ."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from time import perf_counter
from typing import Protocol, TypeVar, get_args
from zipfile import BadZipFile

import numpy as np
import orjson
from numpy.typing import NDArray

from agent.tools.decision import By, Decision, Focus, Language, Route
from agent.tools.etiquette import Etiquette
from agent.tools.etiquette import load as load_etiquette
from agent.tools.linking.gazetteer import Gazetteer
from agent.tools.reading import cues
from agent.tools.reading.read import Guess, Reading
from agent.tools.routing.intent import Knowledge, compound, decision, legible, resumed, understand, whole
from agent.tools.routing.learned import Meaning, all_examples, learned, read_examples
from agent.tools.routing.rules import guess
from agent.tools.routing.wording import Wording, masked
from data.place import Place, Spot

T = TypeVar("T")
log = logging.getLogger(__name__)

ROUTES: tuple[Route, ...] = get_args(Route)
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
    `kept`: a folder of this embedder's own, in which what was learned is kept for the next start. `meaning`:
    what was learned elsewhere with this embedder, of more examples.
    """

    def __init__(
        self,
        embed: Embed,
        examples: Iterable[tuple[str, Route]] | None = None,
        *,
        ridge: float = 1.0,
        heat: float = 0.12,
        kept: Path | None = None,
        meaning: Meaning | None = None,
    ) -> None:
        pairs = list(examples) if examples is not None else read_examples()
        self._embed = embed
        self._texts = [text for text, _ in pairs]
        self._targets = np.array([[route == each for each in ROUTES] for _, route in pairs], dtype=np.float32)
        self._ridge, self._heat = ridge, heat
        self._kept = kept / f"examples-{self._mark()}.npz" if kept else None
        self._learned = meaning
        self._learning: asyncio.Task[Meaning] | None = None

    @property
    def learned(self) -> bool:
        return self._learned is not None

    async def warm(self) -> Meaning:
        """Learns at the first call. A caller that gives up stops nobody else; a failure is tried again."""
        if self._learned is None:
            if self._learning is None or self._learning.done():
                self._learning = asyncio.create_task(self._learn())
            self._learned = await asyncio.shield(self._learning)
        return self._learned

    def _mark(self) -> str:
        """Of all that the weights depend on beside the embedder."""
        told = orjson.dumps((self._texts, self._targets.tolist(), self._ridge))
        return blake2b(told, digest_size=8).hexdigest()

    async def _learn(self) -> Meaning:
        if self._kept and (held := await asyncio.to_thread(_read, self._kept)):
            return held
        parts = [await self._embed(self._texts[at : at + CHUNK]) for at in range(0, len(self._texts), CHUNK)]
        vectors = np.concatenate(parts)
        mean = vectors.mean(axis=0)
        inputs = _unit(vectors - mean)
        share = self._targets.mean(axis=0)
        gram = inputs.T @ inputs + self._ridge * np.eye(inputs.shape[1], dtype=np.float32)
        made = Meaning(mean, np.linalg.solve(gram, inputs.T @ (self._targets - share)), share)
        if self._kept:
            await asyncio.to_thread(_keep, self._kept, made)
        return made

    async def __call__(self, text: str) -> Mapping[Route, float]:
        mean, weights, share = await self.warm()
        raised = (_unit(await self._embed([text]) - mean) @ weights + share)[0] / self._heat
        odds = np.exp(raised - raised.max())
        return dict(zip(ROUTES, map(float, odds / odds.sum()), strict=True))


CHUNK = 16
"""Texts embedded at once while learning: whoever searches meanwhile waits for no more."""


def _read(path: Path) -> Meaning | None:
    """None where nothing was kept, or half of it."""
    try:
        with np.load(path, allow_pickle=False) as held:
            return Meaning(held["mean"], held["weights"], held["share"])
    except (OSError, ValueError, KeyError, BadZipFile):
        return None


def _keep(path: Path, learned: Meaning) -> None:
    """A whole file or none; a folder that cannot be written to costs the next start a second."""
    mean, weights, share = learned
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            np.savez(file, mean=mean, weights=weights, share=share)
        part.replace(path)
    except OSError as error:
        log.warning("routing: what was learned is not kept: %s", error)


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6), dtype=np.float32)


def taught(gazetteer: Gazetteer) -> Wording:
    """What the wording of all examples says: some seconds."""
    return Wording.learned((put_aside(text, gazetteer), route) for text, route in all_examples())


def put_aside(text: str, gazetteer: Gazetteer) -> str:
    """An example without its names."""
    said = legible(text)
    return masked(said, gazetteer.link(said, fuzzy=False))


OPENINGS = 1024
"""Readings held: many ask the same, and a reading follows from the message and its thread alone."""


class Router:
    """Confidences from which a guess stands: `sure`, a rule's for the first message of a thread; `going`, for
    a later one; `leaning`, for one that leans on the turns before, of which the examples know nothing;
    `plain`, that of a rule and the wording of the examples; `agreed`, that of all but the model. `patience`:
    seconds that a judge has.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        wording: Wording | None = None,
        *,
        sure: float = 0.97,
        going: float = 0.9,
        leaning: float = 0.7,
        plain: float = 0.85,
        agreed: float = 0.6,
        patience: float = 3.0,
    ) -> None:
        self.knowledge = knowledge
        self._wording = wording
        self._sure, self._going, self._leaning = sure, going, leaning
        self._plain, self._agreed, self._patience = plain, agreed, patience
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
        shipped = learned()
        descriptions = {place.id: place.description for place in held if place.description}
        knowledge = Knowledge(gazetteer, etiquette or load_etiquette(), categories, descriptions)
        return cls(knowledge, shipped.wording if shipped else taught(gazetteer))

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
        if not self._stands(reading, found):
            found, by = await self._second(reading, found, embed, choose)
            found = found if by == "model" else doubted(found)
        out = decision(reading, found, self.knowledge.etiquette)
        return replace(whole(out, message, by), ms=(perf_counter() - begun) * 1000)

    def _stands(self, reading: Reading, found: Guess) -> bool:
        """Whether a rule's guess needs no second opinion. Two readings of a bare name are as likely, whatever
        was said; orders to the model are none's question; taxes and recipes sound like manners and places.
        """
        if found.talk in {"ask", "injection"}:
            return True
        wanted = reading.fact or cues.THEME.search(reading.text) or cues.WHERE.search(reading.text)
        if found.talk == "outside" and not wanted:
            return True
        if reading.focus.route is None:
            return found.confidence >= self._sure
        return found.confidence >= (self._leaning if leans(reading) else self._going)

    def _rule(
        self, message: str, focus: Focus, location: Spot | None, language: Language | None
    ) -> tuple[Reading, Decision | None, Guess]:
        """What the rules read, the intents of a message with several, and their best guess."""
        reading = understand(message, self.knowledge, focus=focus, location=location, language=language)
        found = guess(reading)
        return reading, compound(reading, found, self.knowledge), found

    async def _second(
        self, reading: Reading, found: Guess, embed: Scorer | None, choose: Choose | None
    ) -> tuple[Guess, By]:
        by: By = "rule"
        trust, alone = TRUSTED.get(reading.language, (TRUST, ALONE))
        if reading.focus.route is not None:  # examples know nothing of the turns before
            trust = alone = 1.0
        told = self._wording(masked(reading.text, reading.mentions)) if self._wording else None
        if embed:
            heard = weighed(found, told, trust)
            if heard.route == found.route and heard.confidence >= self._plain:
                return heard, by
            meant = await self._patient(embed(reading.text), "embedding")
        else:
            meant = None
        if meant:
            share = WORDED if reading.language == "ko" else WORDED_ABROAD
            scores = blended(told, meant, share) if told else meant
            heard, by = weighed(found, scores, trust), "embedding"
        else:
            heard = weighed(found, told, alone)
        likely = meant or heard.route == found.route
        if heard.confidence >= (self._agreed if likely else self._plain):
            return heard, by
        if choose:
            chosen = await self._patient(choose(reading.text, ROUTES), "choice")
            if chosen in ROUTES:
                return _as(
                    chosen,
                    max(0.8, heard.confidence if chosen == heard.route else 0.0),
                    heard,
                    (heard.route,),
                ), "model"
        return heard, by

    async def _patient(self, asked: Awaitable[T], judge: str) -> T | None:
        try:
            async with asyncio.timeout(self._patience):
                return await asked
        except Exception as error:  # noqa: BLE001 (whatever ails another judge, a decision is owed)
            log.warning("routing: %s gave no opinion: %s: %s", judge, type(error).__name__, error)
            return None


def together(found: Guess, scores: Mapping[Route, float], trust: float = 1.0) -> dict[Route, float]:
    """The two judges' opinions as one, each weighed by how sure it is (a product of experts); sums to 1.

    `trust`: the power of the rule's.
    """
    said = min(found.confidence, SUREST)
    prior = {
        route: (said if route == found.route else (1 - said) / (len(ROUTES) - 1)) ** trust for route in ROUTES
    }
    joint = {route: prior[route] * scores[route] for route in ROUTES}
    total = sum(joint.values()) or 1.0
    return {route: share / total for route, share in joint.items()}


def weighed(found: Guess, scores: Mapping[Route, float] | None, trust: float) -> Guess:
    """The guess of a rule and of the examples together."""
    if scores is None:
        return found
    both = together(found, scores, trust)
    best, rival, *_ = sorted(both, key=lambda route: -both[route])
    return _as(best, round(both[best], 3), found, (rival,))


WORDED, WORDED_ABROAD = 0.5, 0.3
"""The part of the wording in what the examples say, by their wording and their meaning: letters of Korean
endings tell more than those of other languages."""


def blended(
    one: Mapping[Route, float], other: Mapping[Route, float], share: float = WORDED
) -> dict[Route, float]:
    """Two opinions that may share their mistakes: their geometric mean, `share` the part of the first."""
    joint = {route: one[route] ** share * other[route] ** (1 - share) for route in ROUTES}
    total = sum(joint.values()) or 1.0
    return {route: share / total for route, share in joint.items()}


SUREST = 0.93
"""No rule is so sure that no example could speak against it."""
TRUST = 0.35
"""The power of a rule's opinion of a thread's first message: rules were tuned on the messages that they are
sure of, new ones are not. On
3,768 messages new to all judges 0.35 was right in 90.1 %, 0.5 in 89.3, 0.7 in 88.3 and 1 in 85.1."""
ALONE = 0.5
"""The same where their meaning cannot be told: wording alone is right more seldom."""
TRUSTED: Mapping[Language, tuple[float, float]] = {
    "en": (0.5, 1.0),
    "ja": (TRUST, 0.85),
    "zh": (TRUST, 0.85),
}
"""Both in languages of which fewer examples are at hand: of 396 new messages in English 89.2 % went right
with 0.5, 88.0 with 0.35; 85.3 with 1 and no meaning, 82.4 with 0.5. With no meaning, of 517 messages in
Japanese 87.2 % went right with 0.85, 86.3 with 0.5; of 543 in Chinese 88.4 and 87.8."""


def leans(reading: Reading) -> bool:
    """Whether a message leans on the turns before it."""
    return bool(reading.pointed) or (
        reading.focus.route is not None and not (reading.named or reading.ends.named)
    )


ASK = 0.42
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
