"""Providers with keys over real sockets: each one's shapes and failures, order, budgets, checks."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack
from datetime import date, datetime, timedelta
from typing import Any

import httpx
import pytest
from pydantic import SecretStr, ValidationError

from agent import logs, metrics, watch
from agent.tools.transit.legs import Leg, Option, Taxi
from agent.tools.transit.live import aside
from agent.tools.transit.plan import Planner
from agent.tools.transit.providers.choose import asked
from agent.tools.transit.providers.kakao import Kakao
from agent.tools.transit.providers.keyed import Keyed
from agent.tools.transit.providers.line import KST, Limits, Line
from agent.tools.transit.providers.local import Local
from agent.tools.transit.providers.mobility import Mobility
from agent.tools.transit.providers.naver import Naver
from agent.tools.transit.providers.odsay import Odsay
from agent.tools.transit.providers.provider import Trip
from agent.tools.transit.providers.refusal import Refusal, Spent
from agent.tools.transit.providers.seoul import Seoul
from agent.tools.transit.providers.tmap import Tmap
from agent.tools.transit.providers.ways import bus, options, station, train
from agent.tools.transit.settings import QUOTAS, TransitSettings
from agent.tools.transit.taxi import Meter
from data.place import Spot
from tests.fakes import finders, journeys
from tests.fakes.journeys import KEY, WRONG
from tests.fakes.loopback import HANG, HANGUP, HTML, TRUNCATED, Loopback, Reply, Request, closed_port, reply

GOOD, BAD = SecretStr(KEY), SecretStr(WRONG)
NOON = datetime(2026, 11, 23, 10, 0, tzinfo=KST)
"""A Monday."""
GANGNAM = Spot("강남역", 37.4979, 127.0276, "station:강남", "station")
PALACE = Spot("경복궁", 37.5796, 126.9770, "gyeongbokgung", "place")
AIRPORT = Spot("인천공항 1터미널", 37.4492, 126.4510, kind="location")
TRIP = Trip(GANGNAM, PALACE, NOON)
Answer = Callable[[Request], Reply]
KEYED = (
    "kakao_transit", "odsay", "tmap", "kakao_mobility", "naver_maps", "kakao_local", "vworld", "juso",
    "seoul",
)  # fmt: skip
"""Settings of addresses, without `_url`."""


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [name for name in os.environ if name.startswith("GUIDE_")]:
        monkeypatch.delenv(name)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


@pytest.fixture
def line(client: httpx.AsyncClient) -> Line:
    return Line("transit:test", client, Limits({}, {}))


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner.load()


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
        spaced = Line("transit:odsay", line.client, Limits({}, {"transit:odsay": 0.25}))
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
    assert direct.fare == 1550, "no fare told: by the rule on six kilometres"
    assert "거리로 어림" in aside(direct, "ko")
    (ranged,) = options(ways[1:2], (GANGNAM, PALACE), "kakao")
    assert (ranged.fare, ranged.fare_high, ranged.mode) == (1650, 3200, "mixed")
    assert "₩3,200" in aside(ranged, "en")


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
    later = Trip(GANGNAM, PALACE, datetime(2026, 11, 24, 0, 30, tzinfo=KST))
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


def always(answer: Reply) -> Answer:
    return lambda _: answer


hang = always(HANG)


async def refused(call: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await call
    assert WRONG not in str(caught.value) + repr(caught.value)
    return caught.value


# all of them together


class Scene:
    """The providers of the settings, each behind a loopback server."""

    def __init__(self, client: httpx.AsyncClient, stack: AsyncExitStack, planner: Planner) -> None:
        self.client = client
        self.stack = stack
        self.planner = planner
        self.servers: dict[str, Loopback] = {}
        self.now = NOON

    async def keyed(self, answers: dict[str, Answer], **said: Any) -> Keyed:
        """`answers` by the setting of the address without `_url`."""
        nowhere = await closed_port()
        urls = {
            name.removesuffix("_url"): nowhere
            for name in TransitSettings.model_fields
            if name.endswith("_url")
        }
        for name, answer in answers.items():
            self.servers[name] = await self.stack.enter_async_context(Loopback(answer))
            urls[name] = self.servers[name].url + ("/api/subway" if name == "seoul" else "")
        keys = {
            "kakao_key": ("kakao_transit", "kakao_mobility", "kakao_local"), "odsay_key": ("odsay",),
            "tmap_key": ("tmap",), "naver_maps_id": ("naver_maps",), "naver_maps_key": ("naver_maps",),
            "vworld_key": ("vworld",), "juso_key": ("juso",), "seoul_key": ("seoul",),
        }  # fmt: skip
        given = {
            name: ("naver-id-1" if name.endswith("_id") else KEY)
            for name, needed in keys.items()
            if set(needed) & answers.keys()
        }
        addresses = {f"{name}_url": url for name, url in urls.items()}
        chosen: dict[str, Any] = {**addresses, **given, **said}
        settings = TransitSettings(**chosen)
        return Keyed(settings, self.client, Meter.load(), watch=watch.tool, clock=lambda: self.now)

    async def ways(self, keyed: Keyed, trip: Trip = TRIP) -> tuple[Option, ...]:
        async def own() -> tuple[Option, ...]:
            return self.own(trip)

        return await keyed.public(own, trip)

    def own(self, trip: Trip = TRIP) -> tuple[Option, ...]:
        return self.planner.public(trip.origin, trip.destination, trip.depart)

    def taxi(self, trip: Trip = TRIP) -> Taxi:
        own = self.planner.taxi(trip.origin, trip.destination, trip.depart)
        assert own
        return own

    def asked(self, name: str) -> int:
        return len(self.servers[name].seen)


@pytest.fixture
async def scene(client: httpx.AsyncClient, planner: Planner) -> AsyncIterator[Scene]:
    async with AsyncExitStack() as stack:
        yield Scene(client, stack, planner)


ALL: Sequence[tuple[Reply, str]] = (
    (HTML, "html"), (TRUNCATED, "truncated"), (HANGUP, "hangup"), (reply({}), "empty"), (reply([]), "list"),
    (reply({"status": "OK", "routes": [{"steps": 1}], "code": 0, "response": "x", "documents": None}), "odd"),
    (reply({}, 500), "500"), (reply({"result": {"path": [{"info": None}]}, "metaData": 1}), "odder"),
)  # fmt: skip


@pytest.mark.parametrize("answer", [pair[0] for pair in ALL], ids=[pair[1] for pair in ALL])
async def test_whatever_is_answered_the_embedded_plan_and_the_meter_remain(
    scene: Scene, answer: Reply
) -> None:
    names = (*KEYED, "nominatim")
    keyed = await scene.keyed(dict.fromkeys(names, always(answer)))
    assert await scene.ways(keyed) == scene.own()
    assert await keyed.taxi(scene.taxi(), TRIP) == scene.taxi()
    assert await keyed.find("오금로 1") is None
    assert all(scene.asked(name) for name in names)


async def test_the_first_that_answers_is_told_the_others_are_spared_and_failures_lead_on(
    scene: Scene,
) -> None:
    keyed = await scene.keyed(
        {
            "kakao_transit": always(journeys.kakao_status("NO_RESULTS")),
            "odsay": journeys.odsay,
            "tmap": journeys.tmap,
        }
    )
    told = await scene.ways(keyed)
    assert {option.provider for option in told} == {"odsay"}
    assert scene.asked("tmap") == 0
    keyed = await scene.keyed(
        {"kakao_transit": journeys.kakao, "tmap": journeys.tmap}, transit_providers="tmap, kakao"
    )
    assert keyed.names[:2] == ("transit:tmap", "transit:kakao")
    assert (await scene.ways(keyed))[0].provider == "tmap"
    keyed = await scene.keyed({"kakao_transit": journeys.kakao}, transit_providers="none")
    assert await scene.ways(keyed) == scene.own()


async def test_ends_that_are_too_close_end_the_round(scene: Scene) -> None:
    keyed = await scene.keyed(
        {"kakao_transit": always(journeys.kakao_status("EQUAL_POINTS")), "odsay": journeys.odsay}
    )
    assert await scene.ways(keyed) == scene.own()
    assert scene.asked("odsay") == 0


async def test_for_a_later_departure_only_those_are_asked_that_plan_for_it(scene: Scene) -> None:
    keyed = await scene.keyed({"kakao_transit": journeys.kakao, "kakao_mobility": journeys.mobility,
                               "tmap": journeys.tmap})  # fmt: skip
    later = Trip(GANGNAM, PALACE, NOON + timedelta(hours=7))
    assert (await scene.ways(keyed, later))[0].provider == "tmap"
    assert (scene.asked("kakao_transit"), scene.asked("kakao_mobility")) == (0, 0)
    assert await keyed.taxi(scene.taxi(later), later) == scene.taxi(later)


async def test_ways_that_cannot_be_are_not_believed(scene: Scene) -> None:
    def told(seconds: int, fare: int) -> Answer:
        stops = [{"name": "강남"}, {"name": "경복궁"}]
        step = {"type": "SUBWAY", "time": seconds, "distance": 12_000, "stops": stops,
                "vehicles": [{"name": "3호선"}]}  # fmt: skip
        properties = {
            "type": "SUBWAY",
            "totalTime": seconds,
            "totalDistance": 12_000,
            "fare": {"value": fare},
        }
        routes = [{"properties": properties, "steps": [{"properties": step}]}]
        return lambda _: reply({"status": "OK", "routes": routes})

    for seconds, fare in ((120, 1650), (30_000, 1650), (2200, 165_000)):
        keyed = await scene.keyed({"kakao_transit": told(seconds, fare)})
        assert await scene.ways(keyed) == scene.own(), (seconds, fare)
    keyed = await scene.keyed({"kakao_transit": told(2200, 1650)})
    assert (await scene.ways(keyed))[0].provider == "kakao"
    # At three in the morning our timetables know that no train runs; a provider that plans for "now" may not.
    scene.now = datetime(2026, 11, 24, 3, 0, tzinfo=KST)
    assert await scene.ways(keyed, Trip(GANGNAM, PALACE, scene.now)) == scene.own(
        Trip(GANGNAM, PALACE, scene.now)
    )


async def test_a_taxi_on_a_measured_road_spans_the_providers_fare_and_our_meter(scene: Scene) -> None:
    keyed = await scene.keyed({"kakao_mobility": journeys.mobility})
    taxi = await keyed.taxi(scene.taxi(), TRIP)
    assert (taxi.provider, taxi.metres, taxi.minutes, taxi.fare) == ("kakao", 10_470, 25, 12_500)
    assert taxi.low <= 12_500 <= taxi.high
    assert taxi.high - taxi.low < 3_000
    keyed = await scene.keyed(
        {"kakao_mobility": always(journeys.mobility_result(104)), "naver_maps": journeys.naver}
    )
    assert await keyed.taxi(scene.taxi(), TRIP) == scene.taxi(), "too close ends the round"
    keyed = await scene.keyed({"kakao_mobility": always(journeys.KAKAO_DENIED), "naver_maps": journeys.naver})
    trip = Trip(AIRPORT, PALACE, NOON)
    taxi = await keyed.taxi(scene.taxi(trip), trip)
    assert (taxi.provider, taxi.minutes, taxi.fare) == ("naver", 62, 58_300 + 6_600)
    assert taxi.surcharge
    assert "통행료 6,600원 포함" in taxi.surcharge


async def test_places_are_found_by_whoever_knows_them_and_only_under_their_name(scene: Scene) -> None:
    keyed = await scene.keyed({"kakao_local": finders.local, "vworld": finders.vworld, "juso": finders.juso,
                               "nominatim": finders.nominatim})  # fmt: skip
    for name, at in {
        "강남 교보문고": (37.503862, 127.023989),
        "교보문고": (37.503862, 127.023989),  # Daegu's comes first in the answer
        "만성역": (37.501, 126.901),  # a station before what is named after it
        "서울책보고": (37.5208, 127.1056),  # VWorld, a lone object in place of a list
        "강남대로 465": (37.503862, 127.023989),  # Kakao knows roads by another search
        "오금로 1": (37.520834, 127.105621),  # Juso's address, VWorld's coordinates
        "Boogie Woogie Jazz Bar": (37.5347, 126.9947),
    }.items():
        spot = await keyed.find(name)
        assert spot, name
        assert (spot.name, spot.lat, spot.lon) == (name, *at)
    assert await keyed.find("없는가게") is None
    asked_so_far = scene.asked("kakao_local")
    for name in ("집", "우리 집", "my hotel", "숙소", "역", "??", "12"):
        assert await keyed.find(name) is None
    assert scene.asked("kakao_local") == asked_so_far
    assert asked("  강남   교보문고 ") == "강남 교보문고"


async def test_bad_keys_of_places_are_refused_in_every_shape_and_rest(scene: Scene, line: Line) -> None:
    keyed = await scene.keyed(
        {"kakao_local": finders.local, "vworld": finders.vworld, "juso": finders.juso},
        kakao_key=WRONG, vworld_key=WRONG, juso_key=WRONG, place_providers="kakao,vworld,juso",
    )  # fmt: skip
    for _ in range(3):
        assert await keyed.find("오금로 1") is None
    assert [scene.asked(name) for name in ("kakao_local", "vworld", "juso")] == [1, 1, 1]
    async with Loopback(always(finders.LOCAL_SPENT)) as server:
        assert (await refused(Local(server.url, GOOD).spots(line, "강남 교보문고"))).why == "quota"
    async with Loopback(finders.local) as server:
        assert await Local(server.url, GOOD).spots(line, "모르는곳") == []


async def test_nobody_without_a_key_is_asked_where_the_web_is_off(scene: Scene) -> None:
    async with Loopback(finders.nominatim) as server:
        keyed = Keyed(TransitSettings(nominatim_url=server.url), scene.client, Meter.load(), keyless=False)
        assert keyed.names == ()
        assert await keyed.find("Boogie Woogie Jazz Bar") is None
        assert server.seen == []


# next trains


RIDE = Leg("subway", 2, "강남역", "교대역", line="2호선")


async def test_next_trains_go_the_rides_way_and_far_enough_and_say_when_they_were_seen(line: Line) -> None:
    clock = lambda: datetime(2026, 11, 23, 10, 0, 0, tzinfo=KST)  # noqa: E731
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
        late = Seoul(server.url + "/api/subway", GOOD, lambda: datetime(2026, 11, 23, 10, 30, tzinfo=KST))
        assert await late.next(line, RIDE) == ()
        refusal = await refused(Seoul(server.url + "/api/subway", BAD, clock).next(line, RIDE))
        assert (refusal.why, refusal.code) == ("auth", "INFO-100")


async def test_next_trains_stand_beside_the_way_and_are_absent_in_silence(scene: Scene) -> None:
    seen = datetime.now(KST) - timedelta(seconds=30)
    keyed = await scene.keyed(
        {
            "kakao_transit": journeys.kakao,
            "seoul": lambda request: finders.seoul(request, f"{seen:%Y-%m-%d %H:%M:%S}"),
        }
    )
    first, *others = await scene.ways(keyed)
    assert [(one.heading, one.minutes) for one in first.arrivals] == [("서울대입구", 0), ("성수", 2)]
    assert not any(option.arrivals for option in others)
    assert aside(first, "ko") == (
        f" 다음 열차는 곧 도착하는 서울대입구행, 2분 뒤 성수행이에요({seen:%H:%M} 기준). 카카오맵 경로예요."
    )
    assert "for Seongsu Station in 2 min" in aside(first, "en")
    later = Trip(GANGNAM, PALACE, NOON + timedelta(hours=5))
    asked_so_far = scene.asked("seoul")
    assert not any(option.arrivals for option in await scene.ways(keyed, later))
    assert scene.asked("seoul") == asked_so_far
    keyed = await scene.keyed({"seoul": hang}, transit_timeout=0.2)
    assert await scene.ways(keyed) == scene.own()
    keyed = await scene.keyed({"seoul": finders.seoul}, seoul_key=WRONG)
    assert await scene.ways(keyed) == scene.own()


# quotas, pauses, time, metrics, secrets


async def test_a_days_budget_is_shared_by_the_workers_and_renewed_at_midnight(line: Line) -> None:
    today = date(2026, 11, 23)
    now = 0.0
    limits = Limits({"a": 5}, {"b": 2.0}, workers=2, clock=lambda: now, day=lambda: today)
    for _ in range(3):
        await limits.take("a")
    assert limits.left("a") == 0
    with pytest.raises(Spent):
        await limits.take("a")
    today += timedelta(days=1)
    await limits.take("a")
    assert limits.left("a") == 2
    await limits.take("b")
    with pytest.raises(Spent):  # two workers, two seconds: the next one is due in four
        await limits.take("b")
    now = 4.0
    await limits.take("b")
    assert limits.left("b") is None


async def test_a_spent_budget_asks_nobody_and_blames_nobody(scene: Scene) -> None:
    keyed = await scene.keyed(
        {"kakao_transit": journeys.kakao, "tmap": journeys.tmap}, provider_quotas="transit:kakao=1"
    )
    assert [(await scene.ways(keyed))[0].provider for _ in range(3)] == ["kakao", "tmap", "tmap"]
    assert scene.asked("kakao_transit") == 1


async def test_a_provider_whose_quota_is_gone_rests_and_the_next_one_answers(scene: Scene) -> None:
    keyed = await scene.keyed({"kakao_transit": always(journeys.KAKAO_SPENT), "odsay": journeys.odsay})
    assert [(await scene.ways(keyed))[0].provider for _ in range(2)] == ["odsay", "odsay"]
    assert scene.asked("kakao_transit") == 1


async def test_whatever_hangs_the_budget_holds(scene: Scene) -> None:
    keyed = await scene.keyed(
        dict.fromkeys(("kakao_transit", "odsay", "tmap", "seoul"), hang),
        transit_timeout=0.3, transit_budget=0.5,
    )  # fmt: skip
    assert await scene.ways(keyed) == scene.own()
    assert [scene.asked(name) for name in ("kakao_transit", "odsay", "tmap")] == [1, 1, 0]


async def test_leaving_stops_the_providers(scene: Scene) -> None:
    keyed = await scene.keyed({"kakao_transit": hang})
    task = asyncio.create_task(scene.ways(keyed))
    await asyncio.sleep(0.2)
    assert scene.asked("kakao_transit") == 1
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 1)


async def test_calls_and_failures_are_counted_by_provider_and_no_answer_is_no_failure(scene: Scene) -> None:
    def errors(name: str) -> float:
        return float(metrics.TOOL_ERRORS.labels(name)._value.get())

    before = {name: errors(name) for name in ("transit:kakao", "transit:odsay")}
    keyed = await scene.keyed(
        {"kakao_transit": always(journeys.kakao_status("NO_RESULTS")), "odsay": always(HTML)}
    )
    await scene.ways(keyed)
    assert errors("transit:kakao") == before["transit:kakao"]
    assert errors("transit:odsay") == before["transit:odsay"] + 1


async def test_keys_are_in_no_log_and_no_error(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    def echo(request: Request) -> Reply:
        said = f"{request.path} {request.query} {request.headers} {KEY}"
        return reply({"error": {"code": KEY, "message": said, "msg": said}, "code": 401, "msg": said}, 401)

    keyed = await scene.keyed(dict.fromkeys(KEYED, echo))
    with caplog.at_level(logging.DEBUG, "agent"):
        await scene.ways(keyed)
        await keyed.taxi(scene.taxi(), TRIP)
        await keyed.find("오금로 1")
    assert "auth" in caplog.text
    assert KEY not in caplog.text
    settings = TransitSettings(kakao_key=GOOD, seoul_key=SecretStr("seoul-key-1"))
    assert KEY not in repr(settings)
    assert set(logs.secrets(settings)) == {KEY, "seoul-key-1"}


def test_settings_are_read_once_and_refused_with_the_names_that_are_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GUIDE_ODSAY_KEY", "  spaced-key+/= ")
    monkeypatch.setenv("GUIDE_PLACE_PROVIDERS", "Juso, vworld,vworld")
    monkeypatch.setenv("GUIDE_PROVIDER_QUOTAS", "transit:odsay=1000, places:vworld=0")
    settings = TransitSettings()
    assert settings.odsay_key.get_secret_value() == "spaced-key+/="
    assert settings.place_providers == ("juso", "vworld")
    quotas = settings.quotas
    assert (quotas["transit:odsay"], quotas["places:vworld"], quotas["transit:kakao"]) == (1000, 0, 1000)
    assert len(quotas) == len(QUOTAS)
    for name, value in (("GUIDE_PROVIDER_QUOTAS", "odsay=3"), ("GUIDE_TRANSIT_TIMEOUT", "0")):
        monkeypatch.setenv(name, value)
        with pytest.raises(ValidationError):
            TransitSettings()
        monkeypatch.delenv(name)
    with pytest.raises(ValueError, match="GUIDE_TAXI_PROVIDERS: uber unknown"):
        Keyed(TransitSettings(taxi_providers=("uber",)), httpx.AsyncClient(), Meter.load())
