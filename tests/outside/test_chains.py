"""Providers with keys together: order, budgets, checks, what is told and what is not."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from datetime import datetime, timedelta

import httpx
import pytest
from pydantic import SecretStr, ValidationError

from agent.telemetry import logs, metrics
from agent.tools.transit.live import aside
from agent.tools.transit.plan import Planner
from agent.tools.transit.providers.choose import asked
from agent.tools.transit.providers.keyed import Keyed
from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.local import Local
from agent.tools.transit.providers.provider import Trip
from agent.tools.transit.settings import QUOTAS, TransitSettings
from agent.tools.transit.taxi import Meter
from data.opening import SEOUL
from tests.fakes import finders, journeys
from tests.fakes.journeys import KEY, WRONG
from tests.fakes.loopback import HANGUP, HTML, TRUNCATED, Loopback, Reply, Request, reply
from tests.keyed import (
    AIRPORT,
    GANGNAM,
    GOOD,
    KEYED,
    NOON,
    PALACE,
    TRIP,
    Answer,
    Scene,
    always,
    hang,
    refused,
)
from tests.service import SOON


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner.load()


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
    scene.now = datetime(2026, 11, 24, 3, 0, tzinfo=SEOUL)
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


async def test_nobody_without_a_key_is_asked_unless_named_and_never_where_the_web_is_off(
    scene: Scene,
) -> None:
    async with Loopback(finders.nominatim) as server:
        named = TransitSettings(nominatim_url=server.url, place_providers=("nominatim",))
        plain = TransitSettings(nominatim_url=server.url)
        for settings, keyless in ((plain, True), (named, False)):
            keyed = Keyed(settings, scene.client, Meter.load(), keyless=keyless)
            assert keyed.names == ()
            assert await keyed.find("Boogie Woogie Jazz Bar") is None
        assert server.seen == []
        assert Keyed(named, scene.client, Meter.load()).names == ("places:nominatim",)


async def test_next_trains_stand_beside_the_way_and_are_absent_in_silence(scene: Scene) -> None:
    seen = datetime.now(SEOUL) - timedelta(seconds=30)
    keyed = await scene.keyed(
        {
            "kakao_transit": journeys.kakao,
            "arrivals": lambda request: finders.seoul(request, f"{seen:%Y-%m-%d %H:%M:%S}"),
        }
    )
    first, *others = await scene.ways(keyed)
    assert [(one.heading, one.minutes) for one in first.arrivals] == [("서울대입구", 0), ("성수", 2)]
    assert not any(option.arrivals for option in others)
    assert aside([first], "ko") == (
        f" 다음 열차는 곧 도착하는 서울대입구행, 2분 뒤 성수행이에요({seen:%H:%M} 기준). 카카오맵 경로예요."
    )
    assert "for Seongsu Station (성수역) in 2 min" in aside([first], "en")
    later = Trip(GANGNAM, PALACE, NOON + timedelta(hours=5))
    asked_so_far = scene.asked("arrivals")
    assert not any(option.arrivals for option in await scene.ways(keyed, later))
    assert scene.asked("arrivals") == asked_so_far
    keyed = await scene.keyed({"arrivals": hang}, transit_timeout=0.2)
    assert await scene.ways(keyed) == scene.own()
    keyed = await scene.keyed({"arrivals": finders.seoul}, seoul_key=WRONG)
    assert await scene.ways(keyed) == scene.own()


# quotas, pauses, time, metrics, secrets


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
        dict.fromkeys(("kakao_transit", "odsay", "tmap", "arrivals"), hang),
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
        await asyncio.wait_for(task, SOON)


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
