"""Says the finished answer in the style that was asked for, sentence by sentence, keeping numbers and names.

A sentence is said when whole, if it holds no number that the draft lacks; one that does ends the restyling,
and the model is stopped there. What the restyled text lost is told at its end, in the draft's own sentences:
a plain answer beats a wrong one, and half an answer.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from langchain_core.messages import HumanMessage, SystemMessage
from langchain_core.runnables import RunnableConfig
from langgraph.runtime import Runtime

from agent import facts, prompts
from agent.errors import ModelDown
from agent.llm import Enough
from agent.parts import Parts
from agent.state import Ask, State
from agent.voice import Voice

ENDED: Final = re.compile(r"[^\n]*?[.!?。！？]+(?=\s)|[^\n]*\n")
"""A sentence, or a line, that is whole: something stands behind it."""


async def tone(parts: Parts, state: State, runtime: Runtime[Ask], config: RunnableConfig) -> dict[str, Any]:
    """The draft itself when the model is down or made something up before a word was said."""
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
    told = [SystemMessage(prompts.TONE), HumanMessage(f"{prompts.STYLES[ask.style]}\n\n글:\n{draft}")]
    said = Restyled(draft, names(outcome))

    def hear(delta: str) -> None:
        _said(voice, outcome, said.feed(delta))
        if said.wrong:
            raise Enough

    try:
        await voice.think("tone", told, hear)
        _said(voice, outcome, said.end())
    except ModelDown:
        said.wrong = True
    if not voice.text.strip():
        return _plain(voice, outcome, draft)
    if lost := said.lost(voice.text):
        _say(voice, outcome, "\n" + lost)
    done = voice.done()
    done["outcome"] = {**outcome, **done["outcome"], "style": ask.style}
    return done


def _said(voice: Voice, outcome: dict[str, Any], pieces: Iterator[str]) -> None:
    for piece in pieces:
        _say(voice, outcome, piece)


def _say(voice: Voice, outcome: dict[str, Any], piece: str) -> None:
    """What may not be stored is not stored restyled either: its note stands for the first piece."""
    note = outcome.get("kept")
    voice.say(piece, kept=None if note is None else "" if voice.text else note)


def _plain(voice: Voice, outcome: dict[str, Any], draft: str) -> dict[str, Any]:
    voice.say(draft, kept=outcome.get("kept"))
    done = voice.done()
    done["outcome"] = {**outcome, **done["outcome"], "style": None}
    return done


def names(outcome: dict[str, Any]) -> list[list[str]]:
    """The names of each place that the result shows, in whichever language one is said."""
    cards = outcome.get("places") or [outcome.get("place")]
    return [[name for name in card["names"].values() if name] for card in cards if card and card.get("names")]


class Restyled:
    """Lets through the sentences of a restyled text that hold no number foreign to the draft."""

    def __init__(self, draft: str, called: list[list[str]]) -> None:
        self._draft = draft
        self._numbers = facts.numbers(draft)
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
        self.wrong = not facts.numbers(sentence) <= self._numbers
        if not self.wrong:
            yield sentence

    def lost(self, said: str) -> str:
        """What the text lost: the draft's sentences with its numbers and names, and the rest of a cut one."""
        numbers = self._numbers - facts.numbers(said)
        gone = [names for names in self._names if names and not any(name in said for name in names)]
        kept = []
        for sentence in facts.sentences(self._draft):
            missing = facts.numbers(sentence) & numbers
            unsaid = self.wrong and not facts.said(sentence, said)
            if missing or unsaid or any(name in sentence for names in gone for name in names):
                kept.append(sentence)
        return " ".join(kept)
