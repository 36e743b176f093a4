"""Direct buses: the packaged routes, and rides between points."""

from collections import Counter
from itertools import pairwise
from random import Random

import pytest

from agent.tools.transit.bus import LONGEST, NEAR, Buses
from agent.tools.transit.geo import crow

GANGNAM, HONGDAE = (37.4979, 127.0276), (37.5572, 126.9254)
ITAEWON, MYEONGDONG = (37.5345, 126.9946), (37.5610, 126.9863)


@pytest.fixture(scope="module")
def buses() -> Buses:
    return Buses.load()


def test_routes_run_through_stops_that_lie_along_a_road(buses: Buses) -> None:
    kinds = Counter(route.kind.name for route in buses.routes)
    assert set(kinds) == {"간선", "지선", "순환", "광역", "마을", "심야"}
    assert sum(kinds.values()) > 600
    for route in buses.routes:
        assert len(route.stops) >= 4
        assert all(a != b for a, b in pairwise(route.stops))
        assert all(0 <= b - a < 30_000 for a, b in pairwise(route.metres)), route.name
        if route.kind.name == "마을":
            assert max(b - a for a, b in pairwise(route.metres)) < 7_000, route.name
    for stop in buses.stops:
        assert 37.0 < stop.lat < 38.0
        assert 126.4 < stop.lon < 127.6
        assert stop.number[2] == "-"


def test_what_the_fare_or_the_hours_are_not_known_of_is_left_out(buses: Buses) -> None:
    names = {route.name for route in buses.routes}
    assert {"150", "402", "N13", "9404", "01A"} <= names
    assert not {"TOUR01", "6001", "6105", "6705", "8772"} & names


def test_stops_near_a_point_are_all_those_near_it(buses: Buses) -> None:
    random = Random(3)
    for _ in range(15):
        point = 37.55 + random.uniform(-0.1, 0.1), 127 + random.uniform(-0.15, 0.15)
        every = {i for i, stop in enumerate(buses.stops) if crow(point, (stop.lat, stop.lon)) <= NEAR}
        assert {index for _, index in buses.near(point)} == every


def test_a_ride_goes_from_stop_to_stop_in_the_order_of_its_route(buses: Buses) -> None:
    random = Random(4)
    seen = 0
    for _ in range(150):
        a = 37.55 + random.uniform(-0.06, 0.06), 126.98 + random.uniform(-0.1, 0.1)
        b = a[0] + random.uniform(-0.03, 0.03), a[1] + random.uniform(-0.03, 0.03)
        rides = buses.direct(a, b)
        assert [ride.total for ride in rides] == sorted(ride.total for ride in rides)
        for ride in rides:
            seen += 1
            assert max(ride.to_metres, ride.on_metres) <= NEAR
            assert crow(a, (ride.board.lat, ride.board.lon)) == pytest.approx(ride.to_metres, abs=0.1)
            assert ride.total <= LONGEST
            for name in ride.routes:
                orders = [
                    [buses.stops[stop] for stop in route.stops]
                    for route in buses.routes
                    if route.name == name and route.kind is ride.kind
                ]
                assert any(
                    ride.alight in order[order.index(ride.board) + 1 :]
                    for order in orders
                    if ride.board in order
                )
            straight = crow((ride.board.lat, ride.board.lon), (ride.alight.lat, ride.alight.lon))
            assert ride.metres >= straight * 0.99
            assert 8 < ride.metres / 1000 / (ride.minutes / 60) < 45
    assert seen > 60


def test_the_other_side_of_the_road_leads_back(buses: Buses) -> None:
    there = next(ride for ride in buses.direct(ITAEWON, MYEONGDONG) if "421" in ride.routes)
    back = next(ride for ride in buses.direct(MYEONGDONG, ITAEWON) if "421" in ride.routes)
    assert there.board.number != back.alight.number
    assert there.heading != back.heading
    assert there.minutes == pytest.approx(17, abs=4)


def test_night_buses_run_at_night_and_day_buses_by_day(buses: Buses) -> None:
    night = buses.direct(GANGNAM, HONGDAE, 25 * 60 + 10)
    assert {ride.kind.name for ride in night} == {"심야"}
    assert any("N75" in ride.routes for ride in night)
    day = buses.direct(ITAEWON, MYEONGDONG, 14 * 60)
    assert "심야" not in {ride.kind.name for ride in day}
    assert buses.direct(ITAEWON, MYEONGDONG, 4 * 60 + 45) == []


def test_the_peak_takes_longer(buses: Buses) -> None:
    calm, jam = (buses.direct(ITAEWON, MYEONGDONG, 8 * 60, peak=peak)[0] for peak in (False, True))
    assert jam.minutes > calm.minutes


def test_routes_of_one_fare_between_two_stops_are_told_together(buses: Buses) -> None:
    rides = buses.direct((37.5701, 126.9920), (37.5717, 127.0098))
    together = max(rides, key=lambda ride: len(ride.routes))
    assert len(together.routes) > 3
    assert len(set(together.routes)) == len(together.routes)
    pairs = [(ride.kind.name, ride.routes[0]) for ride in rides]
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize("to", [ITAEWON, (36.35, 127.38), (33.45, 126.57)])
def test_there_is_no_bus_to_where_one_is_or_far_away(buses: Buses, to: tuple[float, float]) -> None:
    assert buses.direct(ITAEWON, to) == []
