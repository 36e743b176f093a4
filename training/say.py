"""A fact of a place as a sentence in one of four languages, and the words of it that an answer must hold."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from agent import facts
from agent.facts import Fact
from agent.tools.decision import Language
from agent.tools.text.particle import with_particle
from agent.tools.text.punctuation import GAP
from data.place import Place
from training import terms

CLOCK: Final = re.compile(r"\d\d:\d\d")
SIMPLE: Final = re.compile(r"(\d\d:\d\d)~(\d\d:\d\d)")
FREE: Final[dict[Language, list[str]]] = {
    "ko": ["무료", "공짜"],
    "en": ["free"],
    "ja": ["無料"],
    "zh": ["免费"],
}
NEVER: Final[dict[Language, list[str]]] = {
    "ko": ["쉬는 날 없이", "연중무휴"],
    "en": ["every day", "year-round", "never closed"],
    "ja": ["年中無休"],
    "zh": ["全年无休"],
}
_WEEKDAY: Final = re.compile(r"([월화수목금토일](?:·[월화수목금토일])*)요일")


class Noun(str):
    """Takes a particle in a format: `{name:은/는}`."""

    __slots__ = ()

    def __format__(self, pair: str) -> str:
        return with_particle(str(self), pair) if "/" in pair else str(self)


@lru_cache(4)
def grammar(language: Language) -> dict[str, Any]:
    return terms.words(language)


def called(place: Place, language: Language) -> str | None:
    """The name that answers use; None where there is none in that language."""
    return place.names.ko if language == "ko" else getattr(place.names, language)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, and for each thing in it the words of which one has to be said."""

    text: str
    must: list[list[str]]
    known: bool = True


def pick(forms: Sequence[str], chance: random.Random, *, first: bool) -> str:
    """Only a first sentence names the place, as a rule."""
    bare = [form for form in forms if "{name" not in form]
    named = [form for form in forms if "{name" in form]
    chosen = named if first and named and (not bare or chance.random() < 0.75) else bare or named
    return chance.choice(chosen)


def fact(
    place: Place, wanted: Fact, language: Language, chance: random.Random, *, first: bool = True
) -> Told | None:
    """None where the value cannot be said in the language."""
    name = called(place, language)
    value = facts.known(place, wanted)
    if name is None:
        return None
    tell = grammar(language)["tell"]
    if value is None:
        label = Noun(grammar(language)["labels"][wanted])
        form = pick(tell["unknown"], chance, first=first)
        return Told(form.format(name=Noun(name), label=label), [], known=False)
    worded = _worded(place, wanted, value, language)
    if worded is None:
        return None
    form, slots, must, more = worded
    text = apart(pick(tell[form], chance, first=first).format(name=Noun(name), **slots), name)
    if more:
        extra = chance.choice(tell["note"]).format(value=Noun(more))
        text = f"{text}{'' if language in ('ja', 'zh') else ' '}{extra}"
    return Told(text, must)


def apart(text: str, name: str) -> str:
    """A name that ends in a figure does not run into the next one: 首尔路7017 24小时开放."""
    before, found, after = text.partition(name)
    return f"{before}{found} {after}" if found[-1:].isdigit() and after[:1].isdigit() else text


Worded = tuple[str, dict[str, Noun], list[list[str]], str]
"""The form's name, what stands in it, what must be said, and a note."""


def _worded(place: Place, wanted: Fact, value: str, language: Language) -> Worded | None:
    match wanted:
        case "hours":
            return _hours(value, language)
        case "closed":
            return _closed(value, language)
        case "fee":
            return _fee(place, language)
        case "station":
            return _station(value, language)
        case "address":
            return "address", {"value": Noun(value)}, [[value.split(" ", 1)[-1]]], ""
        case _:
            return wanted, {"value": Noun(value)}, [[value.rstrip("/")]], ""


def _hours(value: str, language: Language) -> Worded | None:
    must = [[time] for time in dict.fromkeys(CLOCK.findall(value))]
    if value == "24시간":
        return "hours_always", {}, [["24"]], ""
    if found := SIMPLE.fullmatch(value):
        return "hours_simple", {"open": Noun(found[1]), "close": Noun(found[2])}, must, ""
    said = value if language == "ko" else terms.hours(value, language)
    return ("hours", {"value": Noun(said)}, must, "") if said else None


def _closed(value: str, language: Language) -> Worded | None:
    if value == "연중무휴":
        return "closed_never", {}, [NEVER[language]], ""
    days = dict.fromkeys(day for found in _WEEKDAY.findall(value) for day in found.split("·"))
    if language == "ko":
        told = [[f"{day}요일", f"{day}·", f"{day},"] for day in days] or [[value]]
        return "closed", {"value": Noun(value)}, told, ""
    said = terms.closed(value, language)
    if said is None:
        return None
    week = terms.WEEK[language]
    return "closed", {"value": Noun(said)}, [[week[terms.DAYS.index(day)]] for day in days], ""


def _fee(place: Place, language: Language) -> Worded | None:
    note = place.fee_note
    if language != "ko" and note:
        note = terms.note(note, language)
        if note is None:
            return None
    if place.fee is None:
        if note is None:
            return None
        form = "fee" if language != "ko" else "fee_differs"
        return form, {"value": Noun(note)}, [[place.fee_note or ""]] if language == "ko" else [], ""
    if place.fee == 0:
        return "fee_free", {}, [FREE[language]], note or ""
    amount = f"{place.fee:,}"
    value = f"{amount}원" if language == "ko" else terms.won(place.fee, language)
    return "fee", {"value": Noun(value)}, [[amount, str(place.fee)]], note or ""


def _station(value: str, language: Language) -> Worded | None:
    name = next(word for word in value.split(" ") if word.endswith("역"))
    if language == "ko":
        form = "station_exit" if "출구" in value else "station"
        return form, {"value": Noun(value)}, [[name]], ""
    said = terms.station(value, language)
    return ("station", {"value": Noun(said)}, [[name]], "") if said else None


def kind(place: Place, language: Language, chance: random.Random) -> str | None:
    """경복궁은 종로구에 있는 고궁이에요."""
    name, where, what = called(place, language), district(place, language), sort(place, language)
    if not (name and where and what):
        return None
    form = chance.choice(grammar(language)["tell"]["kind"])
    text: str = form.format(name=Noun(name), district=where, kind=Noun(what))
    return text.replace("is a a", "is an a").replace(", a a", ", an a").replace(" a art", " an art")


def district(place: Place, language: Language) -> str | None:
    if language == "ko":
        return place.district or "서울"
    return terms.term("districts", place.district or "", language)


def sort(place: Place, language: Language) -> str | None:
    if language == "ko":
        return facts.KINDS[place.category]["ko"]
    return terms.term("kinds", place.category, language)


def joined(sentences: Sequence[str], language: Language) -> str:
    return GAP[language].join(one for one in sentences if one)
