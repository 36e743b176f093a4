"""Questions of travellers about the country itself, which no place, way or manners of ours answers."""

from agent.tools.reading.abroad import MATTERS, MEANING, SAFE
from agent.tools.reading.read import Guess, Reading
from agent.tools.routing.stranger import UNHELD, surrounds


def abroad(reading: Reading) -> Guess | None:
    """What does kimchi mean, is tap water safe, 現金は必要: looked up, unless a place or a way is named; and
    whether a part of town is safe.
    """
    if reading.language == "ko":
        return None
    if reading.spots or reading.ends.named:
        safe = SAFE.search(reading.text) and surrounds(reading) and not (reading.way or reading.wish)
        return Guess("search", UNHELD) if safe else None
    general = MATTERS.search(reading.text) and not reading.wish
    return Guess("search", UNHELD) if general or MEANING.search(reading.text) else None
