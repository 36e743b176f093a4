"""`python -m rag.train.pairs FILE`: questions and the passages that answer them, made from our own places.

Each line: {"query", "passage", "marks", "has"}. `marks` is what the question asks for (a tag, a district, a
place), `has` what the place offers: another place that has all marks of a question is no wrong answer to it,
and is kept out of the ones to tell apart. The second half of tests/cases/retrieval.jsonl stays unseen.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import orjson

from data.place import Place, read
from rag.index import free
from rag.measure import questions
from rag.passage import DISTRICTS, KINDS, TAGS, Words, passage

QUESTIONS: Final = Path(__file__).parents[2] / "tests" / "cases" / "retrieval.jsonl"
SEED: Final = 20261122
NAMED: Final = 4
"""Letters of a name that is still itself with one wrong."""
TELLING: Final = 13
"""Letters of a sentence that says something without its subject."""

KO: Final = (
    "{a} 좋은 곳", "{a} 하기 좋은 곳 추천해 줘", "{a}", "서울 {a} 명소", "{a} 어디가 좋아?", "{a} 갈 만한 데",
    "{a}에 가고 싶어", "{a} 추천", "요즘 {a} 어디로 가?",
)  # fmt: skip
KO_TWO: Final = ("{a} {b}", "{a} 있는 {b}", "{a} {b} 추천해 줘", "{b} 중에 {a} 좋은 데")
KO_AT: Final = ("{d} {a}", "{d}에서 {a} 좋은 곳", "{d} 쪽 {a} 추천", "{d} {a} 어디 있어?")
OTHER: Final = (
    "{a}",
    "{a} seoul",
    "best {a} in Seoul",
    "where to go for {a}",
    "ソウル {a}",
    "首尔 {a}",
    "{a} おすすめ",
    "{a} 推荐",
)
NAME: Final = (
    "{n}",
    "{n} 알려 줘",
    "{n}에 대해 알려 줘",
    "{n} 어때?",
    "{n} 어떤 곳이야",
    "Tell me about {n}",
    "{n}はどんな所",
    "介绍一下{n}",
)


def pairs(places: Sequence[Place], chance: random.Random) -> Iterator[dict[str, Any]]:
    for place in places:
        has = sorted(offers(place))
        for query, marks in asked(place, chance):
            yield {"query": query, "passage": passage(place), "marks": sorted(marks), "has": has}


def offers(place: Place) -> set[str]:
    """What a question may ask for and find here."""
    found = {f"place:{place.id}", f"kind:{place.category}", f"district:{place.district}"}
    found |= {f"tag:{key}" for key in tagged(place)}
    return found


def tagged(place: Place) -> list[str]:
    said = [*place.tags, *(["무료"] if free(place) else [])]
    return [key for key in TAGS if any(tag.startswith(key) for tag in said)]


def asked(place: Place, chance: random.Random) -> Iterator[tuple[str, set[str]]]:
    """Questions that this place answers, and what each asks for."""
    own = f"place:{place.id}"
    for name in filter(
        None, (place.names.ko, *place.aliases[:3], place.names.en, place.names.ja, place.names.zh)
    ):
        yield chance.choice(NAME).format(n=name), {own}
    if len(place.names.ko) >= NAMED:
        yield slipped(place.names.ko, chance), {own}
    for sentence in (place.description or "").split(". ")[:4]:
        text = sentence.replace(place.names.ko, "").strip(" .,은는이가")
        if len(text) >= TELLING:
            yield text, {own}
    kind = KINDS[place.category]
    wishes = [(f"tag:{key}", key, TAGS[key]) for key in tagged(place)]
    wishes += [(f"kind:{place.category}", kind.ko.split()[0], kind)]
    for mark, key, words in chance.sample(wishes, min(4, len(wishes))):
        yield chance.choice(KO).format(a=korean(key, words, chance)), {mark}
        yield chance.choice(OTHER).format(a=other(words, chance)), {mark}
        if place.district in DISTRICTS:
            area = chance.choice((place.district, place.district[:-1]))
            yield (
                chance.choice(KO_AT).format(d=area, a=korean(key, words, chance)),
                {mark, f"district:{place.district}"},
            )
    for (mark, key, words), (second, _, more) in pairwise(wishes):
        a, b = korean(key, words, chance), chance.choice(more.ko.split())
        yield chance.choice(KO_TWO).format(a=a, b=b), {mark, second}


def korean(key: str, words: Words, chance: random.Random) -> str:
    return chance.choice([key, *words.ko.split()])


def other(words: Words, chance: random.Random) -> str:
    said = words.other.split()
    start = chance.randrange(len(said))
    return " ".join(said[start : start + 2]) if said[start].isascii() else said[start]


def slipped(name: str, chance: random.Random) -> str:
    """One syllable of a name away, doubled or exchanged, as thumbs do it."""
    at = chance.randrange(len(name) - 1)
    return chance.choice(
        (name[:at] + name[at + 1 :], name[:at] + name[at] * 2 + name[at + 1 :],
         name[:at] + name[at + 1] + name[at] + name[at + 2 :])
    )  # fmt: skip


def judged(places: dict[str, Place]) -> Iterator[dict[str, Any]]:
    """The first half of our own test questions; the second is what decides."""
    for question in questions(QUESTIONS):
        if question.half != "dev":
            continue
        right = {f"right:{question.query}"}
        for key, grade in question.relevant.items():
            if grade > 1 and key in places:
                has = sorted(offers(places[key]) | right)
                yield {
                    "query": question.query,
                    "passage": passage(places[key]),
                    "marks": sorted(right),
                    "has": has,
                }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m rag.train.pairs", description=__doc__)
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    places = list(read())
    chance = random.Random(SEED)  # noqa: S311 - the same pairs every time
    rows = [*pairs(places, chance), *judged({place.id: place for place in places})]
    chance.shuffle(rows)
    given.file.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    sys.stdout.write(f"{len(rows):,} pairs from {len(places):,} places in {given.file}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
