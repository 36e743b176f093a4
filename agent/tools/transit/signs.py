"""Stations, lines and buses by their names in another language, as signs show them."""

import re
from functools import lru_cache
from typing import Final

from agent.tools.decision import Language
from agent.tools.transit import phrases
from agent.tools.transit.legs import Leg
from agent.tools.transit.network import load
from agent.tools.transit.stopnames import heard

_AT_STATION: Final = re.compile(r"(?:지하철\d호선)?(.+?)역(?:(\d+)번출구|버스환승센터|환승센터)?")
_END: Final = re.compile(r"\([가-힣]+\)$")
"""Where a branch of a bus route ends: 110B(국민대)."""
MOST: Final = 3
"""Other buses named beside the first."""


@lru_cache(maxsize=1)
def _stations() -> dict[str, dict[Language, str]]:
    names: dict[str, dict[Language, str]] = {}
    for stop in load().stations.values():
        name = stop.name
        names[name.ko] = {"en": name.en or name.ko, "ja": name.ja or name.ko, "zh": name.zh or name.ko}
    return names


def station(name: str, language: Language) -> str:
    """A station in another language, with the Hangul of its signs; as it is where no such name is known."""
    if language == "ko":
        return name
    bare = name.removesuffix("역") or name
    known = _stations().get(bare) or _stations().get(name)
    if not known:
        return _by_station(name, language)
    if name == bare:
        return known[language]
    sign = f" ({name})" if language == "en" else f"（{name}）"
    return phrases.of(language).station.format(name=known[language]) + sign


def _by_station(name: str, language: Language) -> str:
    """A bus stop in another language by its station, else by its sound; its own name in brackets."""
    for part in name.split("."):
        found = _AT_STATION.fullmatch(part)
        known = found and _stations().get(found[1])
        if found and known:
            say = phrases.of(language)
            place = say.station.format(name=known[language])
            exit_ = say.exit.format(exit=found[2]) if found[2] else ""
            return f"{place}{exit_} [{name}]"
    sound = heard(name, language)
    return f"{sound} [{name}]" if sound else name


def line(name: str, language: Language) -> str:
    """A line, or an express on it, in another language."""
    known = load().lines.get(name.removesuffix(" 급행"))
    if language == "ko" or known is None:
        return name
    text = {"en": known.name.en, "ja": known.name.ja, "zh": known.name.zh}[language] or name
    return text + phrases.of(language).express if name.endswith(" 급행") else text


def bus(leg: Leg, language: Language) -> str:
    """A bus by its number, and others that one may take instead."""
    say = phrases.of(language)
    names = (_number(name.removesuffix("번"), language) for name in (leg.line or "", *leg.also))
    first, *others = (say.bus.format(name=name) for name in names)
    return first + (say.also.format(names="·".join(others[:MOST])) if others else "")


def _number(name: str, language: Language) -> str:
    """A bus as its front shows it, with the sound of what is Hangul there: 강남07 → Gangnam07 [강남07]."""
    if language == "ko":
        return name
    short = _END.sub("", name)
    sound = heard(short, language)
    return f"{sound} [{short}]" if sound else short
