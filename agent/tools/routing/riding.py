"""Questions on rules of riding are of transit, though they name no way."""

from agent.tools.reading.read import Guess, Reading
from agent.tools.reading.riding import BOUGHT, CARD, FREE, asked

PLAIN = frozenset({"express", "scope", "night"})
"""Rules whose words mean nothing else."""


def riding(reading: Reading) -> Guess | None:
    rules = set(asked(reading.text))
    if rules & PLAIN or (CARD.search(reading.text) and BOUGHT.search(reading.text)):
        return Guess("transit", 0.93)
    rides = reading.category in {"subway", "bus"} and not reading.placed
    if rides and ("hours" in rules or (rules & {"senior", "infant"} and FREE.search(reading.text))):
        return Guess("transit", 0.9)
    return None
