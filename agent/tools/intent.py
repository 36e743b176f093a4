"""What a message wants, by rule: always a best guess, with how sure it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from agent.tools.clauses import clauses
from agent.tools.decision import Decision, Focus, Language
from agent.tools.etiquette import Etiquette
from agent.tools.fill import fill
from agent.tools.follow import next_focus
from agent.tools.guess import Guess, guess
from agent.tools.places import Gazetteer
from agent.tools.reading import Reading, read
from agent.tools.spelling import spelled
from data.place import Spot


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the rules know: names, manners, and the category of each place by id."""

    gazetteer: Gazetteer
    etiquette: Etiquette
    categories: Mapping[str, str]


def rule(
    message: str,
    knowledge: Knowledge,
    *,
    focus: Focus | None = None,
    location: Spot | None = None,
    language: Language | None = None,
) -> Decision:
    """Never fails and never waits: names, patterns and the focus, within 3 ms.

    `location`: where the asker is. `language`: the one to answer in, where it is known beforehand.
    """
    reading = understand(message, knowledge, focus=focus, location=location, language=language)
    found = compound(reading, knowledge) or decision(reading, guess(reading), knowledge.etiquette)
    return whole(found, message)


def whole(found: Decision, message: str) -> Decision:
    """The question in full where only the ends of a long message were read."""
    return replace(found, question=message.strip()) if len(message) > LONG else found


_ARROW = re.compile(r"[-ㅡ=~—]{1,3}>|⇒|➡️?|▶|►")
LONG = 600
"""Characters: of a longer message the first 400 and the last 200 are read."""


def clipped(message: str) -> str:
    text = message if len(message) <= LONG else f"{message[:400]} {message[-200:]}"
    return spelled(_ARROW.sub("→", " ".join(text.split())))


def compound(reading: Reading, knowledge: Knowledge) -> Decision | None:
    """Several intents of one message, each with its route: the first asked, with the others in `then`.

    None when the message is one question, or when any part alone is not plain.
    """
    parts = clauses(reading.text, reading.mentions)
    if len(parts) == 1 or guess(reading).talk == "injection":
        return None
    focus, found = reading.focus, list[Decision]()
    for part in parts:
        read_part = understand(
            part, knowledge, focus=focus, location=reading.location, language=reading.language
        )
        best = guess(read_part)
        if best.route == "chat" and best.talk in ("greeting", "thanks", "bye"):
            continue
        if best.confidence < PLAIN or best.route == "chat" or not read_part.asks:
            return None
        found.append(decision(read_part, best, knowledge.etiquette))
        focus = next_focus(found[-1], focus)
    if len({each.route for each in found}) < 2:  # noqa: PLR2004 (one route answers both at once)
        return None
    return replace(found[0], then=tuple(found[1:]))


PLAIN = 0.82
"""How sure each part of a message must be to be answered by itself."""


def understand(
    message: str,
    knowledge: Knowledge,
    *,
    focus: Focus | None = None,
    location: Spot | None = None,
    language: Language | None = None,
) -> Reading:
    return read(
        clipped(message),
        gazetteer=knowledge.gazetteer,
        etiquette=knowledge.etiquette,
        categories=knowledge.categories,
        focus=focus or Focus(),
        location=location,
        language=language,
    )


def decision(reading: Reading, found: Guess, etiquette: Etiquette) -> Decision:
    """The slots of `found.route`: also when another judge than the rules chose it."""
    return fill(
        reading,
        etiquette,
        route=found.route,
        confidence=found.confidence,
        talk=found.talk,
        rivals=found.rivals,
    )
