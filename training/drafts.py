"""Answers as the service gives them, in 해요체 with 하십시오체 between, to be said in another style."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from agent import facts, texts
from agent.state import Style
from agent.tools.decision import Language
from agent.tools.style import speech
from agent.tools.transit import phrases
from data import ROOT, lines
from data.opening import SEOUL
from data.place import Place
from training import culture, say, whole
from training.row import HELD, Split, split
from training.variant import Pool, variant

LEFT: Final = 0.75
MIXED: Final = 0.3
"""Of the drafts, those in which some sentences stand in 하십시오체: answers are put together of both."""
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
    makers = (
        (_answer, 30), (_about, 24), (_rule, 12), (_journey, 11), (_manners, 16), (_visit, 8), (_own, 3),
        (_foreign, 10),
    )  # fmt: skip
    while True:
        make = chance.choices([one for one, _ in makers], [share for _, share in makers])[0]
        place = variant(chance.choice(known), pool, chance)
        draft = make(place, pool, chance)
        if draft is not None and draft.text:
            yield mixed(draft, chance) if chance.random() < MIXED else draft


def mixed(draft: Draft, chance: random.Random) -> Draft:
    """The draft with some of its sentences in 하십시오체, where they are Korean and the rules know them."""
    if draft.language != "ko":
        return draft
    lines = []
    for line in draft.text.split("\n"):
        mark = "- " if line.startswith("- ") else ""
        said = [
            (speech.speak(one, "polite", draft.names) or one) if chance.random() < LEFT else one
            for one in speech.sentences(line[len(mark) :])
        ]
        lines.append(mark + " ".join(said))
    return replace(draft, text="\n".join(lines))


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
    said = speech.sentences(place.description or "")
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
    """Manners that the service tells, and as many requests of our own: the rules alone have few verbs."""
    told = [rule["ko"] for row in lines(ROOT / "etiquette.jsonl") for rule in row["rules"]]
    more = Path(__file__).with_name("words") / "requests.txt"
    return [*told, *more.read_text(encoding="utf-8").splitlines()]


def _manners(_place: Place, _pool: Pool, chance: random.Random) -> Draft | None:
    wanted = "held" if chance.random() < HELD / 100 else "train"
    mine = [rule for rule in _rules() if split(rule) == wanted]
    said = chance.sample(mine, min(len(mine), chance.randint(1, 4)))
    text = "\n".join(f"- {rule}" for rule in said) if chance.random() < 0.5 else " ".join(said)
    return Draft("manners", "ko", text, (), "held" if wanted == "held" else "train")


VISITS: Final = (
    "월요일에 열어?", "공휴일에도 해?", "어린이는 얼마야?", "초등학생 요금", "65세 이상은 무료야?", "주차 돼?",
    "휠체어로 갈 수 있어?", "한복 입으면 무료야?", "단체 할인 있어?", "설날에 열어?", "저녁 8시에 열려 있어?",
    "유모차 빌릴 수 있어?", "강아지 데려가도 돼?", "몇 시에 마감이야?",
)  # fmt: skip


def _visit(place: Place, _pool: Pool, chance: random.Random) -> Draft | None:
    """What the service answers by code to a question about a day, a guest or a service."""
    question = f"{place.names.ko} {chance.choice(VISITS)}"
    day = datetime(2026, chance.randint(1, 12), chance.randint(1, 28), chance.randint(7, 22), tzinfo=SEOUL)
    text = facts.direct(place, question, "ko", day)
    return Draft("visit", "ko", text, _names(place, text), split(place.id)) if text else None


def _own(_place: Place, _pool: Pool, chance: random.Random) -> Draft | None:
    """What the guide says by itself in small talk, and where it found nothing."""
    said = [*(each["ko"] for each in texts.TALKS.values()), texts.NOT_FOUND["ko"], texts.NOT_HELD["ko"]]
    text = chance.choice([one for one in said if one != HELLO])
    return Draft("own", "ko", text, (), split(text))


def _foreign(place: Place, pool: Pool, chance: random.Random) -> Draft | None:
    language: Language = chance.choice(("en", "ja", "zh"))
    make = chance.choice((culture.fact, culture.fact, whole.intro, culture.gap))
    row = make([place], pool, language, chance)
    if row is None:
        return None
    name = say.called(place, language)
    names = (name,) if name and name in row.answer else ()
    return Draft("foreign", language, row.answer, names, row.split)
