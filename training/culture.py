"""Questions about places, as the service puts them to the model, with answers from the facts."""

import random
import re
from collections.abc import Callable, Iterator
from typing import Final, cast

from agent import facts
from agent.facts import Fact
from agent.tools.decision import Language
from agent.tools.style import speech
from data.place import Place
from training import picks, say, terms, whole
from training.row import Row, Split, split
from training.say import Noun, Told
from training.turn import ask, dressed, lowered, row, spoken
from training.variant import Pool, variant

LANGUAGES: Final[tuple[Language, ...]] = ("ko", "en", "ja", "zh")
SHARES: Final = (46, 20, 17, 17)
"""Of the languages, per cent."""
FACTS: Final[tuple[Fact, ...]] = ("hours", "closed", "fee", "address", "station", "phone", "homepage")


def rows(places: list[Place], sizes: dict[Split, int], seed: int) -> Iterator[Row]:
    """As many rows of each split as `sizes` says, no two with the same prompt.

    A held-out row is about a held-out place, and so are all places named in it.
    """
    chance = random.Random(seed)
    pool = Pool.of(places)
    # What people ask for comes more often.
    known = [place for place in places for _ in range(1 + place.popularity + 2 * bool(place.description))]
    for wanted, size in sizes.items():
        mine = [place for place in known if split(place.id) == wanted]
        seen: set[str] = set()
        while len(seen) < size:
            language = chance.choices(LANGUAGES, SHARES)[0]
            make = chance.choices([one for one, _ in MAKERS], [share for _, share in MAKERS])[0]
            made = make(mine, pool, language, chance)
            if made is None or (prompt := made.messages[-1]["content"]) in seen:
                continue
            seen.add(prompt)
            yield made


def fact(mine: list[Place], pool: Pool, language: Language, chance: random.Random) -> Row | None:
    """One fact, or two; what a question's words call for stands among the facts, known or not."""
    place = variant(chance.choice(mine), pool, chance)
    name = spoken(place, language, chance)
    if name is None:
        return None
    words = say.grammar(language)["ask"]
    if chance.random() < 0.3:
        first, second, form = chance.choice(words["two"])
        wanted, question = [first, second], ask([form], name, chance)
    else:
        only = chance.choice(FACTS)
        wanted, question = [only], ask(words[only], name, chance)
    shown = facts.asked(question)
    if not set(wanted) <= set(shown):
        return None
    wanted += [other for other in shown if other not in wanted and {other, *wanted} <= {"hours", "closed"}]
    parts: list[Told] = []
    for at, one in enumerate(wanted):
        part = say.fact(place, cast("Fact", one), language, chance, first=not at)
        if part is None:
            return None
        parts.append(part)
    parts.sort(key=lambda part: not part.known)
    unknown = [part for part in parts if not part.known]
    parts = [*(part for part in parts if part.known), *unknown[:1]] if len(unknown) > 1 else parts
    must = [words for part in parts for words in part.must]
    answer = dressed(parts, language, chance)
    return row("fact", language, [place], question, answer, must=must, refuse=bool(unknown))


def gap(mine: list[Place], pool: Pool, language: Language, chance: random.Random) -> Row | None:
    """Something that no fact tells: parking, a founder, how crowded it is."""
    place = variant(chance.choice(mine), pool, chance)
    name = spoken(place, language, chance)
    if name is None:
        return None
    words = say.grammar(language)
    asked, forms = chance.choice(list(words["ask"]["gaps"].items()))
    question = ask(forms, name, chance)
    if facts.asked(question) or (
        place.description and TOLD[language].search(asked) and HINTS.search(place.description)
    ):
        return None
    if place.description and asked.split()[0] in place.description:
        return None
    refusal = chance.choice(words["tell"]["gap"]).format(name=Noun(say.called(place, language)), gap=asked)
    parts = [refusal]
    if language == "ko" and place.description and chance.random() < 0.4:
        sentence = whole.lead(place, speech.sentences(place.description)[0])
        instead = chance.choice(words["tell"]["instead"])
        parts.append(instead.format(sentence=sentence))
    return row("gap", language, [place], question, say.joined(parts, language), refuse=True)


TOLD: Final[dict[Language, re.Pattern[str]]] = {
    "ko": re.compile("넓이|방문객"),
    "en": re.compile("size|visitors|founding year"),
    "ja": re.compile("来場者数|創立年"),
    "zh": re.compile("面积|客流量|创立年份"),
}
HINTS: Final = re.compile(r"\d|세운|세웠|지은|지었|만든|만들|창건|설립|시작|㎡|명")
"""Signs that a description may hold the answer after all."""


def claim(mine: list[Place], pool: Pool, language: Language, chance: random.Random) -> Row | None:
    """A question that says the answer: right, or not."""
    place = variant(chance.choice(mine), pool, chance)
    name, wanted = spoken(place, language, chance), chance.choice(("fee", "hours"))
    if name is None or place.fee_note:
        return None
    words = say.grammar(language)
    if wanted == "fee":
        if not place.fee:
            return None
        truth = place.fee
        said = chance.choice((truth, truth + 1000, truth * 2, max(500, truth - 500)))
        value = f"{said:,}원" if language == "ko" else terms.won(said, language)
    else:
        found = say.SIMPLE.fullmatch(place.hours or "")
        if not found:
            return None
        truth, said = found[2], chance.choice((found[2], "16:00", "21:30", "19:00"))  # type: ignore[assignment]
        value = str(said)
    question = ask(words["claim"][wanted], name, chance, value=value)
    if wanted not in facts.asked(question):
        return None
    part = say.fact(place, wanted, language, chance)
    if part is None or not part.known:
        return None
    before = chance.choice(words["tell"]["right" if said == truth else "wrong"])
    text = lowered(before, part.text, language) if before.endswith((", ", ": ")) else before + part.text
    if language == "en" and part.text.startswith(say.called(place, language) or " "):
        text = before + part.text
    return row("claim", language, [place], question, text, must=part.must)


def several(mine: list[Place], pool: Pool, language: Language, chance: random.Random) -> Row | None:
    """Two places, one fact of each; or one place's facts and a question about another."""
    one, two = (variant(place, pool, chance) for place in chance.sample(mine, 2))
    names = [say.called(place, language) for place in (one, two)]
    if None in names or one.id == two.id:
        return None
    wanted = chance.choice(FACTS[:5])
    both = f"{Noun(names[0]):과/와} {names[1]}" if language == "ko" else BOTH[language].format(*names)
    question = ask(say.grammar(language)["ask"][wanted], both, chance)
    if wanted not in facts.asked(question):
        return None
    if chance.random() < 0.25 and language == "ko":
        known = say.fact(one, wanted, language, chance)
        if known is None:
            return None
        missing = chance.choice(say.grammar(language)["tell"]["other_place"]).format(other=names[1])
        text = say.joined([known.text, missing], language)
        return row("other", language, [one], question, text, must=known.must, refuse=True)
    parts = [_named(place, wanted, language, chance) for place in (one, two)]
    told_of = [part for part in parts if part]
    if len(told_of) < len(parts):
        return None
    text = say.joined([part.text for part in told_of], language)
    must = [words for part in told_of for words in part.must]
    refuse = not all(part.known for part in told_of)
    return row("several", language, [one, two], question, text, must=must, refuse=refuse)


BOTH: Final[dict[Language, str]] = {"en": "{} and {}", "ja": "{}と{}", "zh": "{}和{}"}


def _named(place: Place, wanted: Fact, language: Language, chance: random.Random) -> Told | None:
    """A sentence that names its place."""
    name = say.called(place, language) or ""
    part = say.fact(place, wanted, language, chance)
    for _ in range(7):
        if part is None or name in part.text:
            return part
        part = say.fact(place, wanted, language, chance)
    if part is None:
        return None
    before = {"ko": f"{name}: ", "en": f"{name}: ", "ja": f"{name}は、", "zh": f"{name}："}[language]
    return Told(before + part.text, part.must, part.known)


Maker = Callable[[list[Place], Pool, Language, random.Random], Row | None]
MAKERS: Final[tuple[tuple[Maker, int], ...]] = (
    (fact, 36),
    (gap, 12),
    (claim, 5),
    (several, 8),
    (whole.intro, 22),
    (whole.topic, 9),
    (picks.wish, 14),
)
