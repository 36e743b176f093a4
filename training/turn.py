"""One question and its answer, put together as the service would."""

import random

from agent import briefing, prompts
from agent.tools.decision import Language
from data.place import Place
from training import say
from training.row import Row, split, told
from training.say import Noun, Told


def ask(forms: list[str], name: str, chance: random.Random, **slots: str) -> str:
    """A question, now and then as it is typed on a phone."""
    text = chance.choice(forms).format(name=Noun(name), **slots)
    if chance.random() < 0.15:
        text = text.rstrip("?？.").replace("  ", " ")
    if chance.random() < 0.05 and not text.isascii():
        text = text.replace(" ", "")
    return text + chance.choice(("", "", "", "", "", "?", " ", "!"))


def spoken(place: Place, language: Language, chance: random.Random) -> str | None:
    """What an asker calls the place."""
    if language == "ko":
        return chance.choice((place.names.ko, place.names.ko, *place.aliases[:3]))
    return say.called(place, language)


def row(
    kind: str,
    language: Language,
    places: list[Place],
    question: str,
    answer: str,
    *,
    must: list[list[str]] | None = None,
    refuse: bool = False,
    tells: list[str] | None = None,
    most: int = 4,
) -> Row:
    block = "[사실]\n" + "\n\n".join(briefing.of(place, question, language) for place in places)
    return Row(
        "culture",
        kind,
        language,
        told(prompts.prompt(prompts.CURATE, block, question, language)),
        answer,
        f"{block} {question}",
        split(places[0].id),
        places[0].id,
        must or [],
        tells or [],
        refuse=refuse,
        most=most,
    )


def dressed(parts: list[Told], language: Language, chance: random.Random) -> str:
    """Sentences with a word of a guide before or after them."""
    words = say.grammar(language)
    opener = chance.choice(words["openers"]) if parts[0].known else ""
    closer = chance.choice(words["closers"]) if any(part.known for part in parts) else ""
    body = []
    for at, part in enumerate(parts):
        if at and not part.known and part.known != parts[at - 1].known and not polite(part.text):
            body.append(lowered(chance.choice(words["but"]), part.text, language))
        else:
            body.append(part.text)
    return opener + say.joined([*body, closer], language)


def polite(text: str) -> bool:
    return text.startswith(("아쉽", "죄송", "Sorry", "I'm sorry", "申し訳", "很抱歉", "그 정보"))


def lowered(before: str, text: str, language: Language) -> str:
    if language == "en" and not text.startswith("I "):
        return before + text[0].lower() + text[1:]
    return before + text
