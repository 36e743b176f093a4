"""Questions on rules of riding are of transit, though no way is named; what we do not know is looked up."""

from agent.tools.reading.read import Guess, Reading
from agent.tools.reading.riding import BOUGHT, CARD, FREE, OTHERS, PRICE, UNTOLD, asked

PLAIN = frozenset({"express", "scope", "night"})
"""Rules whose words mean nothing else."""


def riding(reading: Reading) -> Guess | None:
    text, rules = reading.text, set(asked(reading.text))
    if rules & PLAIN or (CARD.search(text) and BOUGHT.search(text)):
        return Guess("transit", 0.93)
    before = reading.focus.question if reading.focus.route == "transit" else None
    if before and CARD.search(before) and BOUGHT.search(text) and not (reading.spots or reading.ends.named):
        return Guess("transit", 0.93)
    rides = reading.category in {"subway", "bus", "taxi"} and not reading.placed and not reading.ends.named
    unknown = (rides and UNTOLD.search(text)) or (not reading.way and OTHERS.search(text))
    if unknown and not PRICE.search(text):
        return Guess("search", 0.98)
    if rides and (rules & {"hours", "buses"} or (rules & {"senior", "infant"} and FREE.search(text))):
        return Guess("transit", 0.9)
    return None
