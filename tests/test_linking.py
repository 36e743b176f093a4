# ruff: noqa: E501 (tables of messages)
"""Names in messages: every spelling finds its place, and nothing else does."""

import pytest

from agent.tools.language import detect
from agent.tools.particle import with_particle
from agent.tools.places import WEAK, Gazetteer, Mention
from data.place import Names, Place, SourceNote
from tests.understanding import cases, router, same, tally


def linked(text: str) -> list[Mention]:
    return [mention for mention in router().gazetteer.link(text) if mention.score >= WEAK]


def right(mentions: list[Mention], wanted: list[list[str]]) -> bool:
    return any(
        len(names) == len(mentions)
        and all(same(m.spot, [name]) for m, name in zip(mentions, names, strict=True))
        for names in wanted
    )


@pytest.mark.parametrize(("half", "floor"), [("dev", 0.95), ("held", 0.9)])
def test_cases_of_every_kind_link_to_their_places(half: str, floor: float) -> None:
    judged = []
    for case in cases("linking", half):
        found = linked(case["text"])
        judged.append(
            (right(found, case["names"]), f"{case['text']}: {[(m.spot.name, m.how) for m in found]}")
        )
    score = tally(judged)
    assert score.rate >= floor, score


def test_spans_cover_the_name_as_written_without_its_particles() -> None:
    text = "그럼 남산 서울 타워까지는 경복굼에서 얼마나 걸려?"
    tower, palace = router().gazetteer.link(text)
    assert (tower.text, tower.how) == ("남산 서울 타워", "exact")
    assert (palace.text, palace.how, palace.spot.name) == ("경복굼", "fuzzy", "경복궁")
    assert text[palace.start : palace.end] == "경복굼"


def test_a_name_shared_by_two_stations_keeps_both() -> None:
    (mention,) = linked("신촌역에서 만나")
    assert {mention.spot.id, *(spot.id for spot in mention.alternatives)} >= {
        "신촌역(2호선)",
        "신촌역(경의중앙선)",
    }


def test_station_names_that_are_words_count_only_weakly() -> None:
    weak = router().gazetteer.link("대화하다가 국수를 먹었어")
    assert [mention.score < WEAK for mention in weak] == [True] * len(weak)
    for text in ("대화역에서 국수역까지", "대화에서 국수까지", "대화에서 국수 가는 전철"):
        assert [mention.spot.name for mention in linked(text)] == ["대화역", "국수역"], text


HEADS, TAILS = "가나다라마바사아자차카타파하", ("공원", "시장", "미술관", "박물관", "전망대", "거리")


def invented(count: int) -> list[Place]:
    """Places that exist nowhere, named as places are."""
    return [
        Place(
            id=f"p-{n}",
            names=Names(
                ko=f"{HEADS[n % 14]}{chr(0xAC00 + n * 7 % 11172)}{HEADS[n // 14 % 14]}{TAILS[n % 6]}"
            ),
            category="other",
            district=None,
            lat=37.5,
            lon=127.0,
            sources=(SourceNote(name="invented", date="2026-01"),),
        )
        for n in range(count)
    ]


def test_ten_thousand_names_are_told_apart() -> None:
    places = invented(10_000)
    gazetteer = Gazetteer.build(places)
    assert len(gazetteer) > 9_000
    name, other = places[4321].names.ko, places[77].names.ko
    text = f"지금 {name}에서 출발하려고 하는데 {other}까지 어떻게 가나요?"
    assert [m.spot.id for m in gazetteer.link(text)] == [places[4321].id, places[77].id]
    assert len(gazetteer.link("경복궁 " * 800)) == 0


def test_a_bare_name_keeps_the_language_of_the_thread() -> None:
    assert (detect("Gyeongbokgung", "ja"), detect("Gyeongbokgung", "ko"), detect("景福宮", "ja")) == (
        "ja",
        "ko",
        "ja",
    )


@pytest.mark.parametrize(
    ("word", "pair", "out"),
    [
        ("경복궁", "을/를", "경복궁을"), ("홍대", "을/를", "홍대를"), ("서울", "으로/로", "서울로"), ("명동", "으로/로", "명동으로"),
        ("이태원", "이/가", "이태원이"), ("DDP", "은/는", "DDP는"), ("서울로7017", "을/를", "서울로7017을"), ("63", "이/가", "63이"),
        ("Seoul", "으로/로", "Seoul로"), ("KTX", "와/과", "KTX와"), ("롯데월드(잠실)", "은/는", "롯데월드(잠실)는"),
        ("2번 출구", "으로/로", "2번 출구로"),
    ],
)  # fmt: skip
def test_particles_follow_the_sound(word: str, pair: str, out: str) -> None:
    assert with_particle(word, pair) == out
