"""Which route the signs of a reading speak for, and how sure that is."""

from agent.tools.reading.read import Guess, Reading
from agent.tools.reading.residue import residue
from agent.tools.routing.abroad import abroad
from agent.tools.routing.continued import pending, unsure, varied
from agent.tools.routing.far import outbound
from agent.tools.routing.held import about_focus, in_station, known, wished
from agent.tools.routing.journey import transit
from agent.tools.routing.longing import longing
from agent.tools.routing.manners import manners, newly
from agent.tools.routing.riding import riding
from agent.tools.routing.stranger import stranger
from agent.tools.routing.talk import attack, missed, outside, small_talk, unwell
from agent.tools.routing.unheld import LAUGH, VERBAL, daily, unknown


def guess(reading: Reading) -> Guess:
    """The route that the signs speak for. The order of the questions is the order of their strength."""
    for ask in (
        attack,
        unsure,
        small_talk,
        missed,
        abroad,
        pending,
        riding,
        stranger,
        outbound,
        varied,
        unwell,
        newly,
        manners,
        outside,
        longing,
        transit,
        daily,
        in_station,
        known,
        wished,
        about_focus,
        unknown,
    ):
        found = ask(reading)
        if found:
            return found
    if LAUGH.match(reading.text) and not reading.asks:
        return Guess("chat", 0.7, "nonsense")
    rest = residue(reading)
    if len(rest) > 1 and not VERBAL.search(reading.text):
        return Guess("search", BLIND, rivals=("chat",))
    return Guess("chat", 0.45, None, ("search",))


BLIND = 0.3
"""Words, and no sign: of 280 such messages one in seven was a search."""
