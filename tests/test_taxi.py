"""The taxi meter, and trips estimated from a straight line."""

from datetime import UTC, datetime

import orjson
import pytest

from agent.tools.transit.notes import surcharge
from agent.tools.transit.taxi import Meter, slow_share, speed
from data import ROOT
from data.opening import SEOUL as KST

SEOUL, GANGNAM, PANGYO = (37.5547, 126.9707), (37.4979, 127.0276), (37.3948, 127.1112)
AIRPORT, GWANGHWAMUN = (37.4475, 126.4515), (37.5710, 126.9769)


@pytest.fixture(scope="module")
def meter() -> Meter:
    return Meter.load()


def at(clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, 20, hour, minute, tzinfo=KST)


@pytest.mark.parametrize(
    ("metres", "won"),
    [(500, 4800), (1600, 4800), (2000, 5200), (5000, 7400), (10_000, 11_300), (10_470, 11_600)],
)
def test_the_meter_counts_steps_begun(meter: Meter, metres: int, won: int) -> None:
    assert meter.fare(metres) == won


def test_slow_time_counts(meter: Meter) -> None:
    """서울역–강남역 as routed: 10,470 m in 1,485 s cost 12,500 won."""
    assert meter.fare(10_470, 1485 * 0.182) == 12_500


@pytest.mark.parametrize(
    ("clock", "base", "name"),
    [
        ("21:59", 4800, None),
        ("22:00", 5800, "심야 20%"),
        ("23:00", 6700, "심야 40%"),
        ("01:59", 6700, "심야 40%"),
        ("02:00", 5800, "심야 20%"),
        ("03:59", 5800, "심야 20%"),
        ("04:00", 4800, None),
    ],
)
def test_night_tariffs_begin_and_end_on_time(meter: Meter, clock: str, base: int, name: str | None) -> None:
    tariff = meter.tariff(at(clock))
    assert (tariff.base, tariff.name) == (base, name)
    assert meter.fare(1000, at=at(clock)) == base


def test_surcharges_raise_the_steps_and_add_up(meter: Meter) -> None:
    day = meter.fare(10_000) - 4800
    assert meter.fare(10_000, at=at("23:30")) == 6700 + round(day * 1.4 / 100) * 100
    assert meter.fare(10_000, at=at("23:30"), outside=1.0) == 6700 + round(day * 1.6 / 100) * 100


def test_other_time_zones_are_read_as_seoul_time(meter: Meter) -> None:
    assert meter.tariff(datetime(2026, 11, 20, 14, 30, tzinfo=UTC)).base == 6700


def test_an_estimate_holds_the_routed_trip(meter: Meter) -> None:
    taxi = meter.estimate(SEOUL, GANGNAM)
    assert taxi is not None
    assert taxi.low <= 12_500 <= taxi.high
    assert taxi.metres == pytest.approx(10_470, rel=0.05)
    assert taxi.minutes == pytest.approx(24.75, abs=2)
    assert taxi.low < taxi.fare < taxi.high
    assert taxi.surcharge is None


def test_leaving_seoul_costs_more_and_the_airport_does_not(meter: Meter) -> None:
    pangyo = meter.estimate(GANGNAM, PANGYO)
    airport = meter.estimate(GWANGHWAMUN, AIRPORT)
    assert pangyo is not None
    assert airport is not None
    assert pangyo.surcharge == "시계 외 20%"
    assert pangyo.fare > meter.fare(pangyo.metres)
    assert airport.surcharge == "통행료 2,000~3,200원 별도"
    assert 40_000 < airport.low < airport.high < 70_000
    assert 45 <= airport.minutes <= 80


def test_within_another_city_the_surcharge_is_only_possible(meter: Meter) -> None:
    """부평–인천시청 lies in Incheon, whose taxis take none there: the range begins without it."""
    bupyeong, hall, ansan = (37.4895, 126.7245), (37.4576, 126.7021), (37.3270, 126.7886)
    trip, far = meter.estimate(bupyeong, hall), meter.estimate(bupyeong, ansan)
    assert trip is not None
    assert far is not None
    assert trip.surcharge == far.surcharge == "다른 시로 넘어가면 시계 외 20%"
    for each, share in ((trip, 0.0), (far, 1.0)):
        kmh = speed(each.metres, None)
        slow = each.metres / kmh * 3.6 * slow_share(kmh)
        assert each.fare == meter.fare(each.metres, slow, outside=share)
        assert each.low == meter.fare(round(each.metres * 0.92), slow * 0.5)
        assert each.high == meter.fare(round(each.metres * 1.12), slow * 1.6, outside=1.0)
    assert surcharge(trip.surcharge, "en") == "if it crosses into another city, out-of-city surcharge 20%"
    assert surcharge("시계 외 20%", "en") == "out-of-city surcharge 20%"


def test_a_night_trip_is_faster_and_dearer(meter: Meter) -> None:
    day, night = meter.estimate(SEOUL, GANGNAM, at("14:00")), meter.estimate(SEOUL, GANGNAM, at("00:30"))
    assert day is not None
    assert night is not None
    assert night.fare > day.fare
    assert night.minutes < day.minutes


@pytest.mark.parametrize("to", [SEOUL, (37.5548, 126.9708), (33.4996, 126.5312)])
def test_no_taxi_to_where_one_is_or_over_the_sea(meter: Meter, to: tuple[float, float]) -> None:
    assert meter.estimate(SEOUL, to) is None


@pytest.mark.parametrize(("metres", "won"), [(3000, 7000), (3001, 7200), (10_000, 16_400)])
def test_large_taxis_have_a_meter_of_their_own(metres: int, won: int) -> None:
    rules = orjson.loads((ROOT / "fares.json").read_bytes())["taxi"]
    large = Meter({**rules, **rules["large"], "large": None})
    assert large.fare(metres) == won
    assert large.tariff(at("21:59")).share == 0
    assert {large.tariff(at(clock)).share for clock in ("22:00", "23:30", "03:59")} == {0.2}


def test_a_large_taxi_costs_more_than_the_range_of_a_medium_one(meter: Meter) -> None:
    taxi = meter.estimate(SEOUL, GANGNAM)
    assert taxi is not None
    assert taxi.large is not None
    assert taxi.high < taxi.large < taxi.high * 2
