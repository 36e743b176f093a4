"""Fares: every published case, to the won."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from orjson import dumps

from agent.tools.decision import Language
from agent.tools.transit import published, tariff
from agent.tools.transit.fares import Fares, Terms, steps
from agent.tools.transit.network import load
from agent.tools.transit.published import way as by
from agent.tools.transit.router import Router
from agent.tools.transit.taxi import Meter
from data import lines


@pytest.fixture(scope="module")
def router() -> Router:
    return Router(load())


@pytest.fixture(scope="module")
def fares(router: Router) -> Fares:
    return Fares.load(router)


@pytest.mark.parametrize("row", list(lines(published.CASES)), ids=lambda row: f"{row['kind']}-{row['won']}")
def test_every_published_fare(router: Router, fares: Fares, row: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "case.jsonl"
    there = dumps(row)
    back = dumps(row | {"from": row["to"], "to": row["from"]}) if row["kind"] == "train" else there
    file.write_bytes(there + b"\n" + back + b"\n")
    for case in published.compared(router, fares, Meter.load(), file):
        assert case.right, case
    assert row["source"]


@pytest.mark.parametrize(
    ("km", "won"),
    [
        (0.7, 1550),
        (10.0, 1550),
        (10.1, 1650),
        (13.9, 1650),
        (15.0, 1650),
        (15.1, 1750),
        (50.0, 2350),
        (50.1, 2450),
        (58.0, 2450),
        (58.1, 2550),
    ],
)
def test_distance_steps(fares: Fares, km: float, won: int) -> None:
    assert fares.metropolitan(round(km * 1000)) == won


@pytest.mark.parametrize(
    ("terms", "near", "far"),
    [
        (Terms(), 1550, 1750),
        (Terms(rider="youth"), 900, 1060),
        (Terms(rider="child"), 550, 650),
        (Terms(rider="senior"), 0, 0),
        (Terms(pay="cash"), 1650, 1850),
        (Terms(rider="youth", pay="cash"), 1650, 1850),
        (Terms(rider="child", pay="cash"), 550, 650),
        (Terms(early=True), 1240, 1440),
        (Terms(rider="youth", early=True), 720, 880),
        (Terms(rider="child", early=True), 440, 540),
        (Terms(pay="cash", early=True), 1650, 1850),
    ],
)
def test_riders_and_payment(fares: Fares, terms: Terms, near: int, far: int) -> None:
    assert fares.metropolitan(5_000, terms) == near
    assert fares.metropolitan(18_000, terms) == far


def test_riders_on_lines_with_their_own_fares(router: Router, fares: Fares) -> None:
    airport = by(router, "서울역", "인천공항1터미널역", "공항철도")
    assert fares.of(airport, Terms(rider="youth")).won == 900 + 3200 * 8 // 10
    assert fares.of(airport, Terms(rider="child")).won == 550 + 1600
    assert fares.of(airport, Terms(rider="senior")).won == 0
    assert fares.of(airport, Terms(pay="cash")).won == 4850
    gangnam = by(router, "신사역", "정자역", "신분당선")
    assert fares.of(gangnam, Terms(pay="cash")).won == 3550
    assert fares.of(gangnam, Terms(early=True)).won == 3450 - 310
    assert fares.of(gangnam, Terms(rider="senior")).won == 0
    gtx = by(router, "수서역", "동탄역", "GTX-A")
    assert fares.of(gtx, Terms(rider="youth")).won == 4000
    assert fares.of(gtx, Terms(rider="child")).won == 2220
    assert fares.of(gtx, Terms(weekend=True)).won == 4450 - 320
    assert fares.of(gtx, Terms(rider="senior")).won == 3110


def test_the_fare_rests_on_the_shortest_way_not_on_the_way_ridden(router: Router, fares: Fares) -> None:
    ridden = by(router, "강남역", "시청역", "2호선")
    assert sum(router.length(ride.platforms) for ride in ridden.rides) > 20_000
    assert fares.of(ridden).metres < 15_000


def test_a_journey_to_the_airport_adds_the_operators_fare(router: Router, fares: Fares) -> None:
    path = router.search({"명동역": 0}, {"인천공항2터미널역": 0})
    assert path is not None
    fare = fares.of(path)
    metres, _ = router.distance("명동역", "청라국제도시역", without=("GTX-A",))
    assert fare.won == fares.metropolitan(metres) + 3200
    assert "공항철도" in fare.extras


def test_a_fare_near_a_step_on_estimated_track_says_so(router: Router, fares: Fares) -> None:
    sure = [fares.of(by(router, "강남역", b, None)).certainty for b in ("시청역", "잠실역", "서울역")]
    assert set(sure) == {"official"}
    seen = {
        fares.of(by(router, "소사역", b, "서해선")).certainty
        for b in ("신현역", "시흥시청역", "시흥능곡역", "달미역", "원시역")
    }
    assert "estimated" in seen


@pytest.mark.parametrize(
    ("rides", "subway", "won"),
    [
        ([("간선", 3_000)], 4_000, 1550),
        ([("간선", 6_000)], 6_000, 1650),
        ([("간선", 6_000), ("지선", 6_000)], None, 1600),
        ([("간선", 5_001), ("지선", 9_999)], None, 1600),
        ([("간선", 4_000), ("지선", 6_000)], None, 1500),
        ([("마을", 3_000)], None, 1200),
        ([("간선", 30_000)], None, 1500),
        ([("마을", 500)], 500, 1550),
        ([("광역", 12_000)], 12_000, 3000),
        ([("광역", 25_000)], 5_001, 3100),
        ([("심야", 20_000)], None, 2500),
        ([("마을", 2_000), ("마을", 30_000)], None, 1700),
        ([("마을", 2_000), ("순환", 80_000)], None, 2600),
        ([("경기일반", 5_000)], 4_000, 1650),
        ([("경기직행좌석", 28_000)], None, 3200),
    ],
)
def test_integrated_fares(fares: Fares, rides: list[tuple[str, int]], subway: int | None, won: int) -> None:
    assert fares.bus(rides, subway) == won


@pytest.mark.parametrize(
    ("kind", "adult", "youth", "child", "early"),
    [
        ("간선", 1500, 900, 550, 1200),
        ("지선", 1500, 900, 550, 1200),
        ("순환", 1400, 800, 500, 1120),
        ("광역", 3000, 1700, 1500, 2400),
        ("심야", 2500, 1600, 1400, 2500),
        ("마을", 1200, 600, 400, 960),
    ],
)
def test_bus_fares_by_rider(  # noqa: PLR0917 - one case a row
    fares: Fares, kind: str, adult: int, youth: int, child: int, early: int
) -> None:
    ride = [(kind, 40_000)]
    assert fares.bus(ride) == fares.bus(ride, terms=Terms(rider="senior")) == adult
    assert fares.bus(ride, terms=Terms(rider="youth")) == youth
    assert fares.bus(ride, terms=Terms(rider="child")) == child
    assert fares.bus(ride, terms=Terms(early=True)) == early


@pytest.mark.parametrize(
    ("kind", "won"), [("경기일반", 1650), ("경기좌석", 2650), ("경기직행좌석", 3200), ("경기순환", 3450)]
)
def test_gyeonggi_buses_know_the_adult_fare_only(fares: Fares, kind: str, won: int) -> None:
    assert fares.bus([(kind, 9_000)]) == won
    with pytest.raises(KeyError):
        fares.bus([(kind, 9_000)], terms=Terms(rider="youth"))


def test_an_integrated_journey_of_other_riders(fares: Fares) -> None:
    rides = [("간선", 6_000)]
    assert fares.bus(rides, 6_000, Terms(rider="youth")) == 980
    assert fares.bus(rides, 6_000, Terms(rider="child")) == 600
    assert fares.bus(rides, 6_000, Terms(rider="senior")) == 1500
    assert fares.bus(rides, 6_000, Terms(early=True)) == 1650 - 300
    assert fares.bus([], 6_000, Terms(early=True)) == 1240
    with pytest.raises(ValueError, match="cash"):
        fares.bus(rides, terms=Terms(pay="cash"))


def test_the_airport_lines_table_agrees_with_the_lengths_of_the_network(router: Router, fares: Fares) -> None:
    """Where the common fare holds, published lengths in tenths of a kilometre give the published fare."""
    stations = [f"{name}역" for name in fares._rules["arex"]["stations"][:9]]
    for i, a in enumerate(stations):
        for b in stations[:i]:
            metres, _ = router.distance(a, b, without=("GTX-A",))
            published = fares.of(by(router, a, b, "공항철도")).won
            assert published in {fares.metropolitan(metres + off) for off in (-50, 0, 50)}, (a, b)


def test_a_rule_says_where_and_when_it_was_published(fares: Fares) -> None:
    for name in ("subway", "shinbundang", "gtx", "arex", "bus", "passes", "taxi"):
        assert re.search(r"20\d\d", str(fares._rules[name]["source"])), name
    assert date.fromisoformat(fares.date) <= date(2026, 11, 21)


def test_steps_begun_count() -> None:
    assert [steps(m, 5000) for m in (-1, 0, 1, 5000, 5001)] == [0, 0, 1, 1, 2]


@pytest.mark.parametrize(
    ("question", "language", "told"),
    [
        ("지하철 요금 얼마야", "ko", ("1,550원", "900원", "550원", "10km")),
        ("버스비 얼마예요?", "ko", ("1,500원", "2,500원")),
        ("택시 심야 할증 있어? 얼마야", "ko", ("4,800원", "1.6km", "40%")),
        ("모범택시 요금 얼마야?", "ko", ("모범·대형택시", "7,000원", "3km까지", "151m", "200원", "20%")),
        ("How much is a deluxe taxi?", "en", ("₩7,000", "3 km")),
        ("기후동행카드 얼마야?", "ko", ("1일권 5,000원", "30일권 62,000원", "2024년 8월")),
        ("How much is the subway?", "en", ("₩1,550",)),
        ("地下鉄の料金はいくら？", "ja", ("1,550ウォン",)),
        ("公交车多少钱？", "zh", ("1,500韩元",)),
    ],
)
def test_a_price_without_a_way_is_told_from_the_published_rules(
    question: str, language: Language, told: tuple[str, ...]
) -> None:
    said = tariff.told(question, language) or ""
    assert [part for part in told if part not in said] == []


def test_a_way_without_a_price_is_asked_back_alone() -> None:
    assert tariff.told("지하철 어떻게 타?", "ko") is None
    assert tariff.told("막차 몇 시야?", "ko") is None
