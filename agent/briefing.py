"""A place's facts as the model is told them: to word, or to pick from."""

from functools import lru_cache
from typing import Final

from agent import facts
from agent.phrasing import labels
from agent.tools.decision import Language
from agent.tools.style import speech
from agent.tools.web.clean import text as cleaned
from data.place import Place

LONGEST: Final = 4_000
"""Characters of a description."""


def of(place: Place, question: str, language: Language = "en") -> str:
    """The facts that a question asks for, or all of them. An unknown that is named is not invented.

    The name stands in `language` beside the Hangul: an answer takes it from here, and small models err at it.
    """
    return beside(facts.direct(place, question, "ko"), place, question, language)


def beside(answer: str | None, place: Place, question: str, language: Language) -> str:
    """The same, where what `facts.direct` answers in Korean is known already."""
    wanted = facts.asked(question)
    rows = [(labels.LABELS[fact]["ko"], facts.dated(place, fact, "ko")) for fact in wanted or facts.WHOLE]
    if not wanted:
        rows.append(("소개", described(place)))
    if answer:
        rows.append(("물음의 답", answer))
    called = facts.name(place, "en" if language == "ko" else language)
    head = f"이름: {called}\n종류: {facts.KINDS[place.category]['ko']}, {place.district or '서울'}\n"
    return head + "\n".join(f"{label}: {value or '확인 안 됨'}" for label, value in rows)


def described(place: Place) -> str:
    """The description for a model: places come from files of others, and give no orders either."""
    return _described(place.description or "")


@lru_cache(1_024)
def _described(text: str) -> str:
    return cleaned(text, LONGEST, read=LONGEST)


def line(place: Place, language: Language = "ko") -> str:
    """One place in a list of candidates."""
    about = speech.sentences(described(place))[:1]
    kind = facts.KINDS[place.category]["ko"]
    fits = f"; {', '.join(place.tags[:5])}" if place.tags else ""
    return f"- {facts.name(place, language)} ({kind}, {place.district or '서울'}{fits}): {' '.join(about)}"
