"""Where from and where to, as people write it."""

from datetime import datetime
from typing import Any

import pytest

from agent.tools.decision import Decision, Focus
from agent.tools.routing.completed import complete
from agent.tools.routing.intent import rule, understand
from agent.tools.terms.calendar import When
from data import lines
from data.opening import SEOUL
from data.place import Spot
from tests.understanding import CASES, cases, focus, location, router, same, spot, tally


@pytest.mark.parametrize(("half", "floor"), [("dev", 0.95), ("held", 0.9)])
def test_origin_and_destination_of_every_case(half: str, floor: float) -> None:
    judged = []
    for case in cases("slots", half):
        reading = understand(
            case["text"],
            router().knowledge,
            focus=focus(case.get("focus")),
            location=location(case.get("location")),
        )
        ends = complete(reading)
        pairs = ((ends.origin, case["origin"]), (ends.destination, case["destination"]))
        right = all(found is None if wanted is None else same(found, wanted) for found, wanted in pairs)
        judged.append((right, f"{case['text']}: {ends.origin} > {ends.destination}"))
    score = tally(judged)
    assert score.rate >= floor, score


def told(when: When | None) -> dict[str, Any]:
    """A time as the cases write it, seen from a Wednesday afternoon."""
    if when is None:
        return {}
    moment = when.at(datetime(2026, 11, 18, 14, tzinfo=SEOUL))
    return {when.kind: moment.strftime("%Y-%m-%dT%H:%M") if moment else True}


def test_journeys_of_every_kind_with_their_stops_and_hours() -> None:
    judged = []
    for case in lines(CASES / "journeys.jsonl"):
        found = rule(
            case["text"],
            router().knowledge,
            focus=focus(case.get("focus")),
            location=location(case.get("location")),
        )
        ends = (found.origin, case["origin"]), (found.destination, case["destination"])
        via = found.travel.via if found.travel else ()
        right = (
            found.route == "transit"
            and all(spot is None if not wanted else same(spot, wanted) for spot, wanted in ends)
            and len(via) == len(case.get("via", []))
            and all(same(spot, wanted) for spot, wanted in zip(via, case.get("via", []), strict=True))
            and told(found.travel.when if found.travel else None) == case.get("time", {})
            and ("missing" not in case or found.missing == case["missing"])
        )
        judged.append((right, f"{case['text']}: {found.origin} > {via} > {found.destination}"))
    score = tally(judged)
    assert score.rate >= 0.98, score


def decide(text: str, held: Focus | None = None, at: Spot | None = None) -> Decision:
    return rule(text, router().knowledge, focus=held, location=at)


def test_a_pending_origin_completes_the_route_and_the_question() -> None:
    held = Focus(destination=spot("명동"), route="transit", pending="origin", question="명동 어떻게 가?")
    done = decide("강남역 2번 출구요", held)
    assert done.route == "transit"
    assert done.missing is None
    assert done.origin is not None
    assert (done.origin.name, done.origin.kind) == ("강남역 2번 출구", "station")
    assert done.question == "강남역 2번 출구에서 명동까지 어떻게 가?"


def test_a_location_stands_in_for_an_origin_that_nobody_named() -> None:
    at = Spot("현재 위치", 37.4979, 127.0276, kind="location")
    assert decide("경복궁 어떻게 가?", at=at).origin == at
    assert decide("경복궁 어떻게 가?").missing == "origin"
    named = decide("명동에서 경복궁 어떻게 가?", at=at).origin
    assert named is not None
    assert named.name == "명동"


def test_coordinates_and_unknown_names_become_spots_for_a_geocoder() -> None:
    done = decide("37.5796,126.9770에서 행복빌라까지 택시비")
    assert done.origin == Spot("37.5796,126.9770", 37.5796, 126.977, kind="location")
    assert done.destination == Spot("행복빌라")
    assert decide("합정에서 망원시장 버스타고 가고싶어").destination == spot("망원시장")
    assert decide("홍입에서 건입 어케감").origin == spot("홍대입구역")


@pytest.mark.parametrize(
    ("text", "stops", "end"),
    [
        ("서울역에서 명동, 남대문시장 들렀다가 경복궁까지", ["명동", "남대문시장"], "경복궁"),
        ("서울역에서 명동이랑 남대문시장 들러서 경복궁까지", ["명동", "남대문시장"], "경복궁"),
        ("신촌에서 경복궁, 북촌한옥마을 보고 인사동 가는 길", ["경복궁", "북촌한옥마을"], "인사동"),
        ("How do I get from Hongdae to Namsan Tower then Myeongdong?", ["남산서울타워"], "명동"),
        ("从弘大到景福宫，然后明洞怎么走", ["경복궁"], "명동"),
        ("서울역에서 명동 들러서 경복궁까지", ["명동"], "경복궁"),
    ],
)
def test_no_stop_of_a_list_is_lost(text: str, stops: list[str], end: str) -> None:
    done = decide(text)
    assert done.travel is not None
    assert done.destination is not None
    assert ([stop.name for stop in done.travel.via], done.destination.name) == (stops, end)


def test_a_stop_put_between_keeps_both_ends() -> None:
    held = Focus(
        origin=spot("홍대입구역"), destination=spot("잠실"), route="transit", question="홍대에서 잠실"
    )
    done = decide("중간에 명동 들르면?", held)
    assert (done.origin, done.destination, done.missing) == (held.origin, held.destination, None)
    assert done.travel is not None
    assert [stop.name for stop in done.travel.via] == ["명동"]


def test_a_distance_between_two_ends_is_a_way() -> None:
    done = decide("강남에서 명동 몇 km야")
    assert (done.route, done.destination and done.destination.name) == ("transit", "명동")


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("이번 주말 강남에서 명동", "transit"),
        ("from Hongdae to Jamsil this weekend", "transit"),
        ("토요일 강남에서 명동", "transit"),
        ("이번 주말 강남에서 하는 전시", "search"),
        ("이번 주말에 한강에서 불꽃축제 하나요? 여의도한강공원까지 강남역에서 어떻게 가요?", "search"),
    ],
)
def test_a_day_beside_two_ends_is_a_journeys(text: str, route: str) -> None:
    assert decide(text).route == route


def test_the_way_back_turns_the_last_route_round() -> None:
    held = Focus(
        origin=spot("경복궁"),
        destination=spot("명동"),
        route="transit",
        question="경복궁에서 명동까지 어떻게 가?",
    )
    back = decide("그럼 돌아오는 건 택시로 얼마야?", held)
    assert (back.origin, back.destination) == (spot("명동"), spot("경복궁"))


def test_a_corrected_destination_replaces_the_old_one() -> None:
    held = Focus(destination=spot("명동"), route="transit", pending="origin")
    turned = decide("명동이 아니라 인사동으로 갈래", held)
    assert (turned.route, turned.destination, turned.missing) == ("transit", spot("인사동"), "origin")


@pytest.mark.parametrize(
    ("text", "step_free"),
    [
        ("휠체어 타는데 안국역에서 창덕궁까지", True),
        ("계단 없이 경복궁역에서 북촌 가는 법", True),
        ("엘베로만 종로3가에서 경복궁", True),
        ("From Hongdae to Myeongdong with a stroller", True),
        ("明洞から景福宮まで車椅子で行けますか", True),
        ("推婴儿车从明洞到景福宫怎么走", True),
        ("안국역에서 창덕궁까지 걸어서", False),
    ],
)
def test_a_way_without_steps_is_heard(text: str, step_free: bool) -> None:
    travel = decide(text).travel
    assert travel is not None
    assert travel.step_free is step_free


@pytest.mark.parametrize(
    ("text", "people", "riders"),
    [
        ("어른 둘 애 하나 강남에서 롯데월드 지하철 요금", 3, ("child",)),
        ("아이 둘이랑 어른 둘 서울역에서 서울대공원", 4, ("child",)),
        ("친구 셋이랑 이태원에서 건대", 4, ()),
        ("친구 셋이서 이태원에서 건대", 3, ()),
        ("4명이서 명동에서 홍대 택시", 4, ()),
        ("70세 어머니랑 종로에서 잠실 지하철비", None, ("senior",)),
        ("15살 요금 강남에서 잠실", None, ("youth",)),
        ("우리 아이 12살인데 신촌에서 잠실 요금", None, ("child",)),
        ("스물한 살 요금 노원에서 강남", None, ()),
    ],
)
def test_who_travels_is_counted_and_told_apart_by_age(
    text: str, people: int | None, riders: tuple[str, ...]
) -> None:
    travel = decide(text).travel
    assert travel is not None
    assert (travel.people, travel.riders) == (people, riders)
