"""What a language has to say of journeys: each text by what it is for."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    space: str
    dash: str
    """Of a range."""
    won: str
    about: str
    way: Mapping[str, str]
    """By mode."""
    direct: str
    one: str
    many: str
    walk: str
    to_station: str
    board: str
    stop_of: str
    """A bus stop by its name and the number on its sign."""
    bus: str
    also: str
    door: str
    """Car and door from which the change is short."""
    dated: str
    change: str
    toward: str
    leave: str
    on_foot: str
    exit: str
    stop: str
    taxi: str
    extra: str
    rate: str
    none: str
    same: str
    station: str
    express: str
    other: Mapping[str, str]
    """By what an option is best at, `closed` where its trains do not run; buses apart."""
    other_bus: str
    rare: str
    """Added where one may wait long."""
    terms: Mapping[str, str]
    """What the journey was asked with, told back."""
    advice: Mapping[str, str]
