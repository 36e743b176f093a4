"""Providers with keys over real sockets: each one's shapes and failures."""

import asyncio
from datetime import datetime

import pytest
from pydantic import SecretStr

from agent.tools.transit.legs import Leg
from agent.tools.transit.live import aside
from agent.tools.transit.providers.kakao import Kakao
from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.mobility import Mobility
from agent.tools.transit.providers.naver import Naver
from agent.tools.transit.providers.odsay import Odsay
from agent.tools.transit.providers.provider import Trip
from agent.tools.transit.providers.seoul import Seoul
from agent.tools.transit.providers.tmap import Tmap
from agent.tools.transit.providers.ways import bus, options, station, train
from agent.tools.web.quota import Quota
from data.opening import SEOUL
from data.place import Spot
from tests.fakes import finders, journeys
from tests.fakes.loopback import Loopback, Reply
from tests.keyed import BAD, GANGNAM, GOOD, NOON, PALACE, TRIP, always, refused

# public transport, each provider against its own server


async def test_odsay_gives_our_legs_and_rides_less_one_are_transfers(line: Line) -> None:
    async with Loopback(journeys.odsay) as server:
        ways = await Odsay(server.url, GOOD).ways(line, TRIP)
    assert server.seen[0].query["SX"] == "127.0276"
    assert server.seen[0].query["OPT"] == "0"
    told = options(ways, (GANGNAM, PALACE), "odsay")
    assert [(one.label, one.mode, one.minutes, one.fare, one.transfers) for one in told] == [
        ("fastest", "subway", 37, 1650, 1),
        ("fewest_transfers", "bus", 52, 1500, 0),
    ]
    subway = told[0].legs
    assert [(leg.mode, leg.line, leg.start, leg.end, leg.stops) for leg in subway] == [
        ("subway", "2호선", "강남역", "교대역", 1),
        ("subway", "3호선", "교대역", "경복궁역", 11),
        ("walk", None, "경복궁역", "경복궁", None),
    ]
    assert (subway[1].direction, subway[1].exit, subway[0].exit) == ("대화", "5", None)
    assert (subway[0].color or "").lower() == "#00a84d"
    assert [leg.line for leg in told[1].legs] == [None, "402번", None]
    mixed = next(way for way in ways if way.minutes == 44)
    assert (mixed.transfers, [leg.mode for leg in mixed.legs]) == (
        1,
        ["walk", "subway", "walk", "bus", "walk"],
    )


async def test_odsay_fails_with_200_in_two_shapes_and_each_failure_has_its_kind(line: Line) -> None:
    hurried = journeys.OdsayHurried()
    async with Loopback(journeys.odsay) as server, Loopback(hurried) as busy:
        near = Trip(GANGNAM, Spot("길 건너", 37.4985, 127.0280), NOON)
        south = Trip(GANGNAM, Spot("바다", 36.9, 126.9), NOON)
        for provider, trip, why, code in (
            (Odsay(server.url, GOOD), near, "too_close", "-98"),
            (Odsay(server.url, GOOD), south, "no_route", "-99"),
            (Odsay(server.url, BAD), TRIP, "auth", "500"),
        ):
            refusal = await refused(provider.ways(line, trip))
            assert (refusal.why, refusal.code) == (why, code)
        await Odsay(busy.url, GOOD).ways(line, TRIP)
        quick = [await refused(Odsay(busy.url, GOOD).ways(line, TRIP)) for _ in range(2)]
        assert [(one.why, one.code, one.status) for one in quick] == [
            ("quota", "429", None),
            ("quota", "429", 429),
        ]
        spaced = Line("transit:odsay", line.client, Quota({}, {"transit:odsay": 0.25}))
        await asyncio.sleep(0.25)
        answers = await asyncio.gather(*(Odsay(busy.url, GOOD).ways(spaced, TRIP) for _ in range(3)))
        assert all(answers)


async def test_kakao_routes_are_sorted_by_us_get_their_walks_and_every_kind_of_fare(line: Line) -> None:
    async with Loopback(journeys.kakao) as server:
        ways = await Kakao(server.url, GOOD).ways(line, TRIP)
    assert server.seen[0].query == {
        "start_x": "127.0276", "start_y": "37.4979", "end_x": "126.977", "end_y": "37.5796",
    }  # fmt: skip
    assert [(way.fare, way.fare_high) for way in ways] == [(None, None), (1650, 3200), (1650, None)]
    told = options(ways, (GANGNAM, PALACE), "kakao")
    first, direct = told
    assert (first.mode, first.label, first.fare, first.transfers) == ("subway", "fastest", 1650, 1)
    # 37 min of riding; the palace is 410 m from the last stop, which Kakao leaves to the walker.
    assert 43 <= first.minutes <= 46
    assert [(leg.mode, leg.start, leg.end) for leg in first.legs] == [
        ("subway", "강남역", "교대역"),
        ("walk", "교대역", "교대역"),
        ("subway", "교대역", "경복궁역"),
        ("walk", "경복궁역", "경복궁"),
    ]
    assert (direct.mode, direct.transfers, direct.fare_certainty) == ("bus", 0, "estimated")
    assert direct.fare == 1500, "no fare told: a lone bus of the city"
    assert "거리로 어림" in aside([direct], "ko")
    (ranged,) = options(ways[1:2], (GANGNAM, PALACE), "kakao")
    assert (ranged.fare, ranged.fare_high, ranged.mode) == (1650, 3200, "mixed")
    assert "₩3,200" in aside([ranged], "en")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (journeys.kakao_status("NO_RESULTS"), "no_route"),
        (journeys.kakao_status("STARTNODES_NULL"), "outside"),
        (journeys.kakao_status("ENDNODES_NULL"), "outside"),
        (journeys.kakao_status("EQUAL_POINTS"), "too_close"),
        (journeys.kakao_status("INVALID_REQUEST"), "broken"),
        (journeys.KAKAO_SPENT, "quota"),
        (journeys.KAKAO_DENIED, "auth"),
    ],
)
async def test_kakao_says_what_is_wrong_in_its_status(line: Line, answer: Reply, why: str) -> None:
    async with Loopback(always(answer)) as server:
        assert (await refused(Kakao(server.url, GOOD).ways(line, TRIP))).why == why


async def test_tmap_plans_for_a_departure_and_fails_with_200_or_at_the_gateway(line: Line) -> None:
    later = Trip(GANGNAM, PALACE, datetime(2026, 11, 24, 0, 30, tzinfo=SEOUL))
    async with Loopback(journeys.tmap) as server:
        (way,) = await Tmap(server.url, GOOD).ways(line, later)
        assert server.seen[0].json()["searchDttm"] == "202611240030"
        assert (round(way.minutes), way.fare, way.transfers, way.metres) == (45, 1750, 1, 14_410)
        assert [(leg.mode, leg.line, leg.stops) for leg in way.rides] == [
            ("subway", "2호선", 2),
            ("bus", "472번", None),
        ]
        assert (await refused(Tmap(server.url, BAD).ways(line, TRIP))).why == "auth"
        expected = dict.fromkeys((12, 13, 23), "outside") | {11: "too_close", 14: "no_route", 31: "timeout"}
        expected |= dict.fromkeys((21, 32), "broken")
        for status, why in expected.items():
            server.answer = always(journeys.tmap_result(status))
            assert (await refused(Tmap(server.url, GOOD).ways(line, TRIP))).why == why, status
        server.answer = always(journeys.TMAP_SPENT)
        assert (await refused(Tmap(server.url, GOOD).ways(line, TRIP))).why == "quota"


@pytest.mark.parametrize(
    ("told", "ours"),
    [
        ("수도권 2호선", "2호선"), ("수도권2호선", "2호선"), ("수도권 9호선(급행)", "9호선 급행"),
        ("수도권 공항철도", "공항철도"), ("수도권 경의중앙선", "경의중앙선"), ("인천 1호선", "인천1호선"),
        ("수인.분당선", "수인분당선"), ("신분당선", "신분당선"), ("에버라인", "용인에버라인"),
        ("수도권 1호선(급행)", "1호선 급행"), ("KTX", "KTX"),
    ],
)  # fmt: skip
def test_lines_of_all_providers_bear_our_names(told: str, ours: str) -> None:
    assert train(told)[0] == ours


def test_stations_and_buses_are_called_as_people_do() -> None:
    assert [station(name) for name in ("강남", "서울역", "총신대입구(이수)", "")] == [
        "강남역", "서울역", "총신대입구역", "",
    ]  # fmt: skip
    assert [bus(name) for name in ("472", "간선:472", "M4101", "N13", "마포01", "공항리무진", "")] == [
        "472번", "472번", "M4101번", "N13번", "마포01번", "공항리무진", "",
    ]  # fmt: skip


# taxis


async def test_roads_are_measured_in_seconds_and_metres_whatever_the_provider_counts_in(line: Line) -> None:
    async with Loopback(journeys.mobility) as kakao, Loopback(journeys.naver) as naver:
        first = await Mobility(kakao.url, GOOD).drive(line, TRIP)
        assert (first.metres, first.seconds, first.fare, first.toll) == (10_470, 1485, 12_500, 0)
        assert kakao.seen[0].query["origin"] == "127.0276,37.4979"
        second = await Naver(naver.url, SecretStr("naver-id-1"), GOOD).drive(line, TRIP)
        assert (second.seconds, second.fare, second.toll) == (3720, 58_300, 6600)
        here = Trip(GANGNAM, GANGNAM, NOON)
        assert (await refused(Mobility(kakao.url, GOOD).drive(line, here))).why == "too_close"
        same = await refused(Naver(naver.url, SecretStr("naver-id-1"), GOOD).drive(line, here))
        assert same.why == "too_close"
        assert (await refused(Mobility(kakao.url, BAD).drive(line, TRIP))).why == "auth"
        assert (await refused(Naver(naver.url, SecretStr("naver-id-1"), BAD).drive(line, TRIP))).why == "auth"
        for code, why in {1: "no_route", 102: "outside", 105: "no_route", 999: "broken"}.items():
            kakao.answer = always(journeys.mobility_result(code))
            assert (await refused(Mobility(kakao.url, GOOD).drive(line, TRIP))).why == why
        for code, why in {2: "outside", 3: "no_route", 5: "outside"}.items():
            naver.answer = always(journeys.naver_code(code))
            assert (await refused(Naver(naver.url, GOOD, GOOD).drive(line, TRIP))).why == why
        naver.answer = always(journeys.NAVER_UNTICKED)
        assert (await refused(Naver(naver.url, GOOD, GOOD).drive(line, TRIP))).why == "quota"


# next trains


RIDE = Leg("subway", 2, "강남역", "교대역", line="2호선")


async def test_next_trains_go_the_rides_way_and_far_enough_and_say_when_they_were_seen(line: Line) -> None:
    clock = lambda: datetime(2026, 11, 23, 10, 0, 0, tzinfo=SEOUL)  # noqa: E731
    async with Loopback(finders.seoul) as server:
        seoul = Seoul(server.url + "/api/subway", GOOD, clock)
        trains = await seoul.next(line, RIDE)
        # 200 s, seen 30 s ago; the train that has left and the one without a time are not told.
        assert [(one.heading, one.minutes, one.at) for one in trains] == [
            ("서울대입구", 0, "09:59"),
            ("성수", 2, "09:59"),
        ]
        back = await seoul.next(line, Leg("subway", 9, "강남역", "잠실역", line="2호선"))
        assert [(one.heading, one.minutes) for one in back] == [("성수", 0)]
        far = await seoul.next(line, Leg("subway", 9, "강남역", "홍대입구역", line="2호선"))
        assert [one.heading for one in far] == ["성수"], "the one to 서울대입구 does not go as far"
        other = await seoul.next(line, Leg("subway", 9, "강남역", "판교역", line="신분당선"))
        assert [(one.line, one.heading, one.minutes) for one in other] == [("신분당선", "광교", 1)]
        assert await seoul.next(line, Leg("subway", 9, "역삼역", "강남역", line="2호선")) == ()
        late = Seoul(server.url + "/api/subway", GOOD, lambda: datetime(2026, 11, 23, 10, 30, tzinfo=SEOUL))
        assert await late.next(line, RIDE) == ()
        refusal = await refused(Seoul(server.url + "/api/subway", BAD, clock).next(line, RIDE))
        assert (refusal.why, refusal.code) == ("auth", "INFO-100")
