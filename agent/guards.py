"""What of a model's words does not stay, numbers aside (`claims.faithful`): inventions, and idle refusals."""

import re
from collections.abc import Sequence
from typing import Final

from agent import claims, facts
from agent.tools.decision import Language
from agent.tools.style import speech
from data.place import Place
from serving.diction import REFUSAL

FEW: Final = 8
"""Letter pairs of a sentence that says little more than 네."""
FOUNDED: Final = 0.3
"""Of a sentence's letter pairs: rewordings keep the nouns of what they reword."""
INTRODUCE: Final = re.compile(
    r"소개|설명|어떤\s?(?:곳|데)|뭐\s?하는\s?(?:곳|데)|에\s?대해|\babout\b|introduc|\bwhat\s(?:is|kind)|紹介|について|どんな|介绍|什么样|什么地方"
)


def founded(answer: str, known: str, language: Language) -> str:
    """`answer` without the sentences of whose letter pairs `known`, in the same language, holds too few: what
    was not told to the model, it made up. Short ones stay, and those that say what is not known.
    """
    held = claims.letter_pairs(known)

    def stays(sentence: str) -> bool:
        pairs = claims.letter_pairs(sentence)
        if len(pairs) < FEW or len(pairs & held) >= FOUNDED * len(pairs):
            return True
        return bool(REFUSAL[language].search(sentence))

    lines = []
    for line in answer.split("\n"):
        said = speech.sentences(line)
        kept = [part for part in said if stays(part)]
        lines.append(line if len(kept) == len(said) else " ".join(kept))
    return "\n".join(lines).strip()


def withheld(answer: str, places: Sequence[Place], question: str, language: Language) -> bool:
    """Whether an answer says that something is not known and tells nothing of what the facts hold: small
    models do so where a place is asked for by its second name.
    """
    if not REFUSAL[language].search(answer):
        return False
    wanted = facts.asked(question)
    if not wanted:
        return bool(INTRODUCE.search(question)) and all(place.description for place in places)
    values = [facts.known(place, fact, language) for place in places for fact in wanted]
    return all(values) and not any(
        claims.said(value, answer) or claims.numbers(value) & claims.numbers(answer)
        for value in values
        if value
    )


WORDS: Final = 12
"""Characters that say something."""


def introduced(place: Place, text: str) -> bool:
    """Whether a line of a text tells something of the place, beyond its name."""
    called = [name for name in place.names.model_dump().values() if name]
    return any(name in line and len(line) > len(name) + WORDS for line in text.split("\n") for name in called)
