"""Says the finished answer in the style that was asked for, sentence by sentence, keeping numbers and names.

A sentence is said when whole, if it holds no number and no link that the draft lacks; one that does ends the
restyling, and the model is stopped there. One that the model left in the draft's own style is said as the
rules of speech levels put it (`agent.tools.style.speech`), where they know it. What the restyled text lost is
told at its end: a plain answer beats a wrong one, and half an answer. Without a model the rules speak alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, Final

from langchain_core.messages import HumanMessage, SystemMessage
from langchain_core.runnables import RunnableConfig
from langgraph.runtime import Runtime

from agent import claims, prompts
from agent.errors import ModelDown
from agent.llm import Enough
from agent.parts import Parts
from agent.state import Ask, State, Style
from agent.tools.style import speech
from agent.voice import Voice
from serving.diction import ASIDE, ENDINGS, SAID, URL

ENDED: Final = re.compile(r"(?:\([^()\n]*\)|[^\n(])*?[.!?。！？]+(?=\s)|[^\n]*\n")
"""A sentence, or a line, that is whole: something stands behind it, and no bracket is open."""
PIECE: Final = re.compile(r"\s*(?:[-*•]\s+)?")
"""What stands before a sentence on its line."""
NEAR: Final = 0.85
"""Likeness, of 1, from which a sentence of the model is the draft's."""
PATIENCE: Final = 3.0
"""Seconds that the rules are waited for: their process loads at the first answer in a style."""


async def tone(parts: Parts, state: State, runtime: Runtime[Ask], config: RunnableConfig) -> dict[str, Any]:
    """The draft itself where neither the model nor the rules restyled a word."""
    ask = runtime.context or Ask()
    outcome = state["outcome"]
    draft: str = outcome["answer"]
    if ask.style is None:
        return {}
    voice = Voice(
        parts,
        {"messages": state["messages"], "decision": state["decision"]},
        replace(runtime, context=replace(ask, style=None)),
        config,
    )
    called = names(outcome)
    korean = state["decision"].language == "ko"
    rules = await ruled(parts, draft, ask.style, called) if korean else Rules()
    if parts.settings.words != "rule" or not rules.reach(draft):
        said = Restyled(draft, called, rules, stays=not korean)
        told = [SystemMessage(prompts.TONE), HumanMessage(f"{prompts.STYLES[ask.style]}\n\n글:\n{draft}")]
        try:
            await voice.think("tone", told, lambda delta: _heard(voice, outcome, said, delta))
            _said(voice, outcome, said.end())
        except ModelDown:
            said.wrong = True
        if lost := said.lost(voice.text) if voice.text.strip() else "":
            _say(voice, outcome, "\n" + lost)
    if not voice.text.strip():
        _say(voice, outcome, rules.whole(draft))
        if not rules.reach(draft):
            return _done(voice, outcome, None)
    return _done(voice, outcome, ask.style)


def _heard(voice: Voice, outcome: dict[str, Any], said: "Restyled", delta: str) -> None:
    _said(voice, outcome, said.feed(delta))
    if said.wrong:
        raise Enough


def _said(voice: Voice, outcome: dict[str, Any], pieces: Iterator[str]) -> None:
    for piece in pieces:
        _say(voice, outcome, piece)


def _say(voice: Voice, outcome: dict[str, Any], piece: str) -> None:
    """What may not be stored is not stored restyled either: its note stands for the first piece."""
    note = outcome.get("kept")
    voice.say(piece, kept=None if note is None else "" if voice.text else note)


def _done(voice: Voice, outcome: dict[str, Any], style: Style | None) -> dict[str, Any]:
    done = voice.done()
    done["outcome"] = {**outcome, **done["outcome"], "style": style}
    return done


def names(outcome: dict[str, Any]) -> list[list[str]]:
    """The names of each place that the result shows, in whichever language one is said."""
    cards = outcome.get("places") or [outcome.get("place")]
    return [[name for name in card["names"].values() if name] for card in cards if card and card.get("names")]


async def ruled(parts: Parts, draft: str, style: Style, called: Sequence[Sequence[str]]) -> "Rules":
    """The draft's sentences as the rules put them; none that would lose a number or a link."""
    said = [PIECE.sub("", sentence, count=1) for sentence in speech.sentences(draft)]
    kept = [name for each in called for name in each]
    told = await parts.typist.spoken(said, style, kept, PATIENCE)
    return Rules(
        style,
        {
            one: other
            for one, other in zip(said, told, strict=True)
            if other and claims.numbers(one) == claims.numbers(other) and links(one) == links(other)
        },
    )


def links(text: str) -> set[str]:
    return {link.rstrip(".,)") for link in URL.findall(text)}


@dataclass(frozen=True, slots=True)
class Rules:
    """What sentences of the draft are in the style."""

    style: Style | None = None
    known: Mapping[str, str] = field(default_factory=dict)

    def put(self, sentence: str) -> str:
        """The sentence in the style where the rules know it, or nearly, and it is not yet; else as it is."""
        if self.style is None:
            return sentence
        head = PIECE.match(sentence)
        start = head.end() if head else 0
        bare = sentence[start:].rstrip()
        told = self.known.get(bare) or (bare if self._styled(sentence) else self._near(bare))
        return sentence[:start] + told + sentence[start + len(bare) :]

    def _near(self, bare: str) -> str:
        """What the draft says, by rule: a model may break a word that it leaves (어둡습니다 → 어둡니다)."""
        for near in get_close_matches(bare, self.known, 1, NEAR):
            if claims.numbers(near) == claims.numbers(bare):
                return self.known[near]
        return bare

    def whole(self, draft: str) -> str:
        return "".join(self.put(sentence) for sentence in pieces(draft))

    def reach(self, draft: str) -> bool:
        """Whether they know each sentence that has to change."""
        return self.style is not None and all(
            self._styled(sentence) or PIECE.sub("", sentence, count=1).rstrip() in self.known
            for sentence in pieces(draft)
        )

    def _styled(self, sentence: str) -> bool:
        bare = ASIDE.sub("", sentence.rstrip())
        return not SAID.search(bare) or (self.style is not None and bool(ENDINGS[self.style].search(bare)))


def pieces(text: str) -> Iterator[str]:
    """Sentences and lines of a text; together they are the text."""
    while found := ENDED.match(text):
        yield found[0]
        text = text[found.end() :]
    if text:
        yield text


class Restyled:
    """Lets through the sentences of a restyled text that hold no number and no link foreign to the draft."""

    def __init__(
        self, draft: str, called: list[list[str]], rules: Rules = Rules(), *, stays: bool = False
    ) -> None:
        """`stays`: the draft's language has no styles of ours, so that all of it is to be said."""
        self._draft, self._rules, self._stays = draft, rules, stays
        self._numbers, self._links = claims.numbers(draft), links(draft)
        self._names = [[name for name in names if name in draft] for names in called]
        self._waiting = ""
        self.wrong = False
        """A sentence held a foreign number, or the model went: nothing after it is said."""

    def feed(self, delta: str) -> Iterator[str]:
        self._waiting += delta
        while not self.wrong and (found := ENDED.match(self._waiting)):
            self._waiting = self._waiting[found.end() :]
            yield from self._checked(found[0])

    def end(self) -> Iterator[str]:
        last, self._waiting = self._waiting, ""
        if not self.wrong and last.strip():
            yield from self._checked(last.rstrip())

    def _checked(self, sentence: str) -> Iterator[str]:
        self.wrong = not (claims.numbers(sentence) <= self._numbers and links(sentence) <= self._links)
        if not self.wrong:
            yield self._rules.put(sentence)

    def lost(self, said: str) -> str:
        """What the text lost, in the style where the rules know it: sentences with the draft's numbers and
        names, and the rest of a cut one.
        """
        numbers = self._numbers - claims.numbers(said)
        gone = [names for names in self._names if names and not any(name in said for name in names)]
        kept = []
        for sentence in speech.sentences(self._draft):
            missing = claims.numbers(sentence) & numbers
            unsaid = (self.wrong or self._stays) and not claims.said(sentence, said)
            if missing or unsaid or any(name in sentence for names in gone for name in names):
                kept.append(self._rules.put(sentence))
        return " ".join(kept)
