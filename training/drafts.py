"""Answers as the service gives them, in 해요체, to be said in another style."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from agent import facts
from agent.state import Style
from agent.tools.decision import Language
from agent.tools.transit import phrases
from data import ROOT, lines
from data.place import Place
from training import culture, say, whole
from training.row import Split, split
from training.variant import Pool, variant

LEFT: Final = 0.75
SPOKEN: Final[dict[Style, tuple[str, ...]]] = {
    "polite": (
        "안녕하십니까? 서울 여행 길동무입니다. 궁금한 장소, 가는 길과 요금, 지켜야 할 예절을 물어보십시오.",
    ),
    "friend": ("안녕! 서울 여행 길동무야. 궁금한 장소, 가는 길과 요금, 지켜야 할 예절을 물어봐.",),
    "child": ("안녕! 서울 여행 길동무란다. 궁금한 장소, 가는 길과 요금, 지켜야 할 예절을 물어보렴.",),
    "dialect": (
        "안녕하십니꺼? 서울 여행 길동무라예. 궁금한 장소, 가는 길과 요금, 지켜야 할 예절을 물어보이소.",
    ),
}
HELLO: Final = "안녕하세요! 서울 여행 길동무예요. 궁금한 장소, 가는 길과 요금, 지켜야 할 예절을 물어보세요."


@dataclass(frozen=True, slots=True)
class Draft:
    """`names` have to be kept letter by letter."""

    kind: str
    language: Language
    text: str
    names: tuple[str, ...]
    split: Split


def drafts(places: list[Place], seed: int) -> Iterator[Draft]:
    """Without end; each split has its own places, stations and rules."""
    chance = random.Random(seed)
    pool = Pool.of(places)
    known = [place for place in places for _ in range(1 + 2 * bool(place.description))]
    makers = ((_answer, 34), (_about, 30), (_rule, 12), (_journey, 12), (_manners, 8), (_foreign, 10))
    while True:
        make = chance.choices([one for one, _ in makers], [share for _, share in makers])[0]
        place = variant(chance.choice(known), pool, chance)
        draft = make(place, pool, chance)
        if draft is not None and draft.text:
            yield draft


def _names(place: Place, text: str) -> tuple[str, ...]:
    found = [place.names.ko, *(name for name in (place.access and f"{place.access.station}역",) if name)]
    return tuple(name for name in found if name in text)


def _answer(place: Place, pool: Pool, chance: random.Random) -> Draft | None:
    make = chance.choice((culture.fact, culture.fact, culture.gap, culture.claim, whole.intro, whole.topic))
    row = make([place], pool, "ko", chance)
    if row is None:
        return None
    return Draft("answer", "ko", row.answer, _names(place, row.answer), row.split)


def _about(place: Place, _pool: Pool, chance: random.Random) -> Draft | None:
    said = facts.sentences(place.description or "")
    if not said:
        return None
    kept = [whole.lead(place, said[0]), *(one for one in said[1:] if chance.random() < LEFT)]
    parts = [
        say.fact(place, fact, "ko", chance, first=False)
        for fact in ("fee", "station")
        if chance.random() < 0.3
    ]
    text = " ".join([*kept, *(part.text for part in parts if part)])
    return Draft("about", "ko", text, _names(place, text), split(place.id))


def _rule(place: Place, _pool: Pool, chance: random.Random) -> Draft | None:
    """What the service says without a model."""
    wanted = chance.sample(culture.FACTS, chance.randint(1, 3))
    text = facts.told(place, wanted, "ko") if chance.random() < LEFT else facts.plain(place, "ko")
    return Draft("rule", "ko", text, _names(place, text), split(place.id))


@lru_cache(1)
def _stations() -> list[str]:
    return sorted(
        {
            row["name"]["ko"] if isinstance(row["name"], dict) else row["name"]
            for row in lines(ROOT / "subway" / "stations.jsonl")
        }
    )


def _journey(_place: Place, _pool: Pool, chance: random.Random) -> Draft | None:
    words = phrases.of("ko")
    one, two, three = (f"{name.removesuffix('역')}역" for name in chance.sample(_stations(), 3))
    fare, minutes = f"{chance.randint(15, 32) * 100 + 50:,}", chance.randint(4, 75)
    changes = chance.randint(0, 2)
    transfers = (
        words.direct if not changes else words.one if changes == 1 else words.many.format(count=changes)
    )
    way = words.way[chance.choice(("subway", "bus", "mixed"))]
    legs = [words.board.format(station=one, line=f"{chance.randint(1, 9)}호선")]
    if changes:
        legs.append(words.change.format(station=two, line=f"{chance.randint(1, 9)}호선"))
    legs.append(
        words.leave.format(
            station=three, exit=words.exit.format(exit=chance.randint(1, 12)) if changes else ""
        )
    )
    low = chance.randint(48, 300) * 100
    parts = [
        way.format(minutes=minutes, price=words.won.format(won=fare), transfers=transfers),
        ", ".join(legs) + words.stop,
        words.taxi.replace("{{extra}}", "")
        .format(minutes=chance.randint(5, 60), price=f"{low:,}~{low + chance.randint(5, 60) * 100:,}원")
        .replace("{extra}", ""),
    ]
    advice = words.advice[chance.choice(("walk", "taxi", "share", "subway", "bus", "transit"))]
    text = (
        " ".join(parts[: chance.randint(1, 3)])
        + "\n"
        + advice.format(each=f"{chance.randint(20, 90) * 100:,}")
    )
    names = tuple(name for name in (one, two, three) if name in text)
    return Draft("journey", "ko", text, names, split(one))


@lru_cache(1)
def _rules() -> list[str]:
    return [rule["ko"] for row in lines(ROOT / "etiquette.jsonl") for rule in row["rules"]]


def _manners(_place: Place, _pool: Pool, chance: random.Random) -> Draft | None:
    wanted = chance.choice(("train", "train", "held"))
    mine = [rule for rule in _rules() if split(rule) == wanted]
    said = chance.sample(mine, min(len(mine), chance.randint(1, 4)))
    text = "\n".join(f"- {rule}" for rule in said) if chance.random() < 0.5 else " ".join(said)
    return Draft("manners", "ko", text, (), "held" if wanted == "held" else "train")


def _foreign(place: Place, pool: Pool, chance: random.Random) -> Draft | None:
    language: Language = chance.choice(("en", "ja", "zh"))
    make = chance.choice((culture.fact, culture.fact, whole.intro, culture.gap))
    row = make([place], pool, language, chance)
    if row is None:
        return None
    name = say.called(place, language)
    names = (name,) if name and name in row.answer else ()
    return Draft("foreign", language, row.answer, names, row.split)
