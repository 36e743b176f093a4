"""Orders to the model, small talk, and what a guide should not advise on."""

import re

from agent.tools.decision import Talk
from agent.tools.reading import chatter, cues
from agent.tools.reading.lost import FOUND, LOST
from agent.tools.reading.mashed import mashed
from agent.tools.reading.read import Guess, Reading
from agent.tools.routing.felt import felt
from agent.tools.text.sieve import Sieve
from agent.tools.web.orders import orders


def attack(reading: Reading) -> Guess | None:
    """An order to the model; one beside a question about a place leaves the question to be answered."""
    if chatter.INJECTION.search(reading.text) or (not reading.named and orders(_ONLY.sub(" ", reading.text))):
        return Guess("chat", 0.97, "injection")
    return None


_ONLY = re.compile(r"\S{1,8}만\s?추천해\s?(?:주|줘)\S{0,4}")
"""하나만 추천해 줘: an order on a page, and a wish of whoever talks to a guide."""


def small_talk(reading: Reading) -> Guess | None:
    text = reading.text
    rest = text
    kinds: list[Talk] = []
    for kind, pattern in _TALKS:
        if pattern.search(rest):
            kinds.append(kind)
            rest = pattern.sub(" ", rest)
    if kinds and not chatter.LINK_ONLY.sub("", chatter.FILLER.sub("", rest)):
        return Guess("chat", 0.98, kinds[0])
    if chatter.NEWCOMER.fullmatch(rest):
        return Guess("chat", SAID, "greeting")
    if chatter.ACKNOWLEDGED.match(text) or chatter.NEVER_MIND.match(text):
        return Guess("chat", SAID, "thanks")
    if not reading.mentions and not reading.ends.named:
        if mashed(text):
            return Guess("chat", SAID, "nonsense")
        if chatter.NONSENSE.match(text):
            return Guess("chat", 0.95, "nonsense")
    if (
        chatter.ABOUT.search(text)
        and not reading.spots
        and not (reading.focus.place and (_MADE.match(text) or _DONE.match(text)))
        and not (reading.way or reading.ride or cues.THERE.search(text))
    ):
        return Guess("chat", 0.93 if reading.mentions or len(text) > _BARE else SAID, "about")
    return None


_MADE = re.compile(r"^(?:(?:그럼|근데|이거|이건|그건|그거)\s?)?누가\s?만[들드]")
"""Who made it: the place that was told of, unless the guide is spoken to."""
_DONE = re.compile(r"^(?:(?:그럼|근데)\s?)?(?:뭐|뭘|무엇을)\s?(?:를\s?)?할\s?(?:수|게)\s?있")
"""What there is to do: at the place that was told of, unless the guide is spoken to."""
_BARE = 16
"""Letters of a question about the guide, and nothing else."""
SAID = 0.97
"""Thanks, never mind, or letters without sense, and not a word beside."""

_TALKS: tuple[tuple[Talk, Sieve], ...] = (
    ("bye", chatter.BYE),
    ("thanks", chatter.THANKS),
    ("greeting", chatter.GREETING),
)


def unwell(reading: Reading) -> Guess | None:
    """두통약 뭐 먹어야 돼?: no manners of eating, and nothing that a guide should advise on."""
    named = reading.placed or reading.elsewhere or reading.way or reading.category or reading.near
    if named or not chatter.UNWELL.search(reading.text) or cues.TRADE.search(reading.text):
        return None
    return Guess("chat", 0.9, "outside")


def missed(reading: Reading) -> Guess | None:
    """지하철에 폰 두고 내렸어: looked up, and neither a way nor the manners of a train."""
    if LOST.search(reading.text) or (FOUND.search(reading.text) and not reading.placed):
        return Guess("search", 0.98)
    return None


_TO_YOU = re.compile(r"^(?:너|넌|널|너랑|너는|니가|네가|당신)\s(?!.*(?:알|아[니냐는]))")
"""Said of the guide itself."""


def outside(reading: Reading) -> Guess | None:
    if cues.TASTE.search(reading.text):
        return Guess("chat", 0.9, "outside")
    asked = reading.wish or reading.daily or reading.fact or reading.elsewhere
    if _TO_YOU.search(reading.text) and not (reading.placed or reading.way or asked):
        return Guess("chat", 0.88, "outside" if chatter.OUTSIDE.search(reading.text) else None)
    if felt(reading):
        return Guess("chat", 0.88)
    if reading.placed or reading.way or reading.wish or not chatter.OUTSIDE.search(reading.text):
        return None
    return Guess("chat", 0.9, "outside")
