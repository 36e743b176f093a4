"""What the labelled messages say of a new one: by their meaning (vectors) and by their wording."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Protocol
from zipfile import BadZipFile

import numpy as np
import orjson
from numpy.typing import NDArray

from agent.tools.decision import Route
from agent.tools.linking.gazetteer import Gazetteer
from agent.tools.routing.intent import legible
from agent.tools.routing.learned import Meaning, all_examples, read_examples
from agent.tools.routing.opinions import ROUTES
from agent.tools.routing.wording import Wording, masked

log = logging.getLogger(__name__)

Embed = Callable[[list[str]], Awaitable[NDArray[np.float32]]]
"""Unit vectors of texts, one a row."""


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
