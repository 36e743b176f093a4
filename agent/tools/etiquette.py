"""Manners: categories, their rules with sources, and which one a message means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from agent.tools.decision import Language
from agent.tools.text.fold import key
from data import ROOT, lines
from data.place import Category

NONE = "없음"
"""The choice that says no category fits."""
PATH = ROOT / "etiquette.jsonl"
Authority = Literal["official", "press", "secondary", "custom"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleSource(_Frozen):
    """`date` is ISO, or None where the source gives none. `custom`: common practice, undocumented."""

    name: str
    url: str | None = None
    date: str | None = None
    authority: Authority


class Rule(_Frozen):
    ko: str
    en: str
    ja: str
    zh: str
    source: RuleSource


class Title(_Frozen):
    ko: str
    en: str
    ja: str
    zh: str


class Manners(_Frozen):
    """One category. `place_categories` are the kinds of place whose manners these are.

    `acts` name it too, but are done in other places as well: they give way to any place that is named
    (왕릉 잔디 is about the tomb, 스님께 인사 about the temple).
    """

    id: str
    title: Title
    aliases: tuple[str, ...]
    acts: tuple[str, ...] = ()
    place_categories: tuple[Category, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    text: str
    source: RuleSource


class Etiquette:
    def __init__(self, categories: Iterable[Manners]) -> None:
        self.categories = {category.id: category for category in categories}
        self._aliases: dict[str, list[tuple[str, str, bool, bool]]] = {}
        """By their first letter: of some five hundred, few begin with one that a message has."""
        for category in self.categories.values():
            for alias in {*category.aliases, *category.acts, *category.title.model_dump().values()}:
                flat = key(alias)
                named = flat, category.id, alias.isascii(), alias in category.acts
                self._aliases.setdefault(flat[:1], []).append(named)
        self._places = {kind: c.id for c in self.categories.values() for kind in c.place_categories}
        self.choices = (*(category.title.ko for category in self.categories.values()), NONE)
        """What a model may choose from: Korean titles, and 없음."""

    def match(self, text: str, place_category: str | None = None) -> str | None:
        """The category that the text names; else the one of the place's kind; None when neither speaks.

        The longest name wins, of equals the first in the text. Narrow categories (`escalator`, `drinking`)
        win over the wide ones they happen in, acts of a place yield to the place named.
        """
        flat, words = key(text), _words(text)
        own: str | None = self._places.get(place_category or "")  # type: ignore[call-overload,unused-ignore]
        found: list[tuple[bool, int, int, str]] = []
        near = (named for letter in set(flat) for named in self._aliases.get(letter, ()))
        for alias, category, latin, act in near:
            there = alias in words or (len(alias) > 5 and alias in flat) if latin else alias in flat  # noqa: PLR2004
            if there:
                weight = len(alias) + (10 if category in NARROW else 0) + (5 if _within(flat, alias) else 0)
                found.append((not act, weight, -flat.find(alias), category))
        if not found:
            return own
        setting, _, _, category = max(found)
        return category if setting or own is None or not self.categories[category].place_categories else own

    def chosen(self, title: str) -> str | None:
        """The category of a choice; None for 없음 and for anything that was not offered."""
        return next((c.id for c in self.categories.values() if c.title.ko == title), None)

    def title(self, category: str, language: Language = "ko") -> str:
        """Raises KeyError for an unknown category."""
        named: str = getattr(self.categories[category].title, language)
        return named

    def guide(self, category: str, language: Language = "ko") -> tuple[Advice, ...]:
        """The rules in a language. Raises KeyError for an unknown category."""
        rules = self.categories[category].rules
        return tuple(Advice(getattr(rule, language), rule.source) for rule in rules)


def _within(flat: str, alias: str) -> bool:
    """Whether something is done there: 버스 안에서 김밥을 먹는 is about the bus."""
    return flat.startswith(("에", "안에", "で", "の中", "里", "上"), flat.find(alias) + len(alias))


def _words(text: str) -> set[str]:
    """English words, with their singulars."""
    words = re.findall(r"[a-z]+", text.lower())
    return {form for word in words for form in (word, word.removesuffix("s"), word.removesuffix("es"))}


NARROW = frozenset({"escalator", "drinking", "tipping", "smoking", "photo", "wedding", "funeral"})


@cache
def load(path: Path = PATH) -> Etiquette:
    """Raises pydantic.ValidationError on the first row that breaks the schema."""
    return Etiquette(Manners.model_validate(row) for row in lines(path))
