"""Questions of travellers about the country itself, which no place, way or manners of ours answers."""

from agent.tools.reading.abroad import MATTERS, MEANING
from agent.tools.reading.read import Guess, Reading
from agent.tools.routing.stranger import UNHELD


def abroad(reading: Reading) -> Guess | None:
    """What does kimchi mean, is tap water safe, 現金は必要: looked up, unless a place or a way is named."""
    if reading.language == "ko" or reading.spots or reading.ends.named:
        return None
    general = MATTERS.search(reading.text) and not reading.wish
    return Guess("search", UNHELD) if general or MEANING.search(reading.text) else None
