"""The whole decision: rules first, labelled examples where they are unsure, the model where both differ."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from time import perf_counter
from typing import TypeVar

from agent.tools.decision import By, Decision, Focus, Language, Route
from agent.tools.etiquette import Etiquette
from agent.tools.etiquette import load as load_etiquette
from agent.tools.linking.gazetteer import Gazetteer
from agent.tools.reading import cues
from agent.tools.reading.read import Guess, Reading
from agent.tools.routing.examples import Scorer, taught
from agent.tools.routing.intent import PLAIN, Knowledge, compound, decision, resumed, understand, whole
from agent.tools.routing.learned import learned
from agent.tools.routing.opinions import (
    ALONE,
    ROUTES,
    TRUST,
    TRUSTED,
    WORDED,
    WORDED_ABROAD,
    blended,
    changed,
    doubted,
    weighed,
)  # fmt: skip
from agent.tools.routing.rules import guess
from agent.tools.routing.wording import Wording, masked
from data.place import Place, Spot

T = TypeVar("T")
log = logging.getLogger(__name__)

Choose = Callable[[str, Sequence[Route]], Awaitable[Route | None]]
"""The model's constrained choice for a question among the routes given; None when it did not choose."""


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
        return reading, compound(reading, found, self.knowledge, self._heard), found

    def _heard(self, reading: Reading) -> Guess:
        """What the rules make of a part of a message, and the wording where they are unsure."""
        found = guess(reading)
        if self._wording is None or found.confidence >= PLAIN:
            return found
        _, alone = TRUSTED.get(reading.language, (TRUST, ALONE))
        trust = 1.0 if reading.focus.route is not None else alone
        return weighed(found, self._wording(masked(reading.text, reading.mentions)), trust)

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
                return changed(
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


def leans(reading: Reading) -> bool:
    """Whether a message leans on the turns before it."""
    return bool(reading.pointed) or (
        reading.focus.route is not None and not (reading.named or reading.ends.named)
    )
