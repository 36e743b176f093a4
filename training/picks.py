"""Wishes: a line for each place of the list, with a reason that the list holds."""

import random

from agent import briefing, facts, prompts
from agent.tools.decision import Language
from agent.tools.style import speech
from data.place import Place
from training import say, terms
from training.row import Row, split, told
from training.say import Noun
from training.variant import Pool

MOST = 4


def wish(mine: list[Place], _pool: Pool, language: Language, chance: random.Random) -> Row | None:
    """Two to four places that share a word people look for."""
    tagged = [place for place in chance.sample(mine, min(len(mine), 400)) if place.tags]
    if not tagged:
        return None
    tag = chance.choice(chance.choice(tagged).tags)
    worded = tag if language == "ko" else terms.term("tags", tag, language)
    if worded is None:
        return None
    fitting = list({place.id: place for place in tagged if tag in place.tags}.values())
    places = fitting[: chance.randint(2, MOST)]
    if len(places) < 2:
        return None
    where, what = say.district(places[0], language), say.sort(places[0], language)
    reasons = [_reason(place, tag, language, chance) for place in places]
    names = [facts.name(place, language) for place in places]
    if (
        None in reasons
        or not where
        or not what
        or any(say.called(place, language) is None for place in places)
    ):
        return None
    form = chance.choice(say.grammar(language)["wish"]["ask"])
    question = form.format(tag=worded, district=where, kind=what)
    block = "[장소들]\n" + "\n".join(briefing.line(place, language) for place in places)
    answer = "\n".join(f"{name}: {reason}" for name, reason in zip(names, reasons, strict=True))
    must = [[name for name in place.names.model_dump().values() if name] for place in places]
    return Row(
        "culture",
        "pick",
        language,
        told(prompts.prompt(prompts.PICK, block, question, language)),
        answer,
        f"{block} {question}",
        split(places[0].id),
        places[0].id,
        must,
        most=len(places),
    )


def _reason(place: Place, tag: str, language: Language, chance: random.Random) -> str | None:
    about = speech.sentences(briefing.described(place))[:1]
    if language == "ko" and about:
        return about[0]
    where, what = say.district(place, language), say.sort(place, language)
    if where is None or what is None:
        return None
    tell = say.grammar(language)["tell"]
    others = [one for one in place.tags[:5] if one != tag]
    named = (
        [tag, *chance.sample(others, min(len(others), chance.randint(0, 1)))] if tag in place.tags[:5] else []
    )
    words = named if language == "ko" else [terms.term("tags", one, language) for one in named]
    known = [word for word in words if word]
    if not known:
        text: str = chance.choice(tell["pick_plain"]).format(district=where, kind=Noun(what))
    else:
        both = {"ko": ", ", "en": " and ", "ja": "や", "zh": "和"}[language].join(known)
        text = chance.choice(tell["pick_fits"]).format(district=where, kind=Noun(what), tags=Noun(both))
    return text.replace("a art", "an art")
