"""Journeys with a bus and a train, with stops on the way, by the hour of arrival, and up a hill."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import httpx
import pytest

from agent.nodes.transit import COUNTED
from agent.tools.terms.travel import read
from agent.tools.transit.advise import recommend
from agent.tools.transit.legs import Journey, Option, Terms
from agent.tools.transit.mixed import EVEN, SAVES, soon
from agent.tools.transit.plan import Planner
from agent.tools.transit.say import ordered, summary
from agent.tools.transit.stages import latest
from bench.standin import Standin
from data.opening import SEOUL
from data.place import Spot
from tests.service import result, tell

TOWER = Spot("남산서울타워", 37.551055, 126.987882, id="namsan-seoul-tower", kind="place")


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner.load()


def named(planner: Planner, name: str) -> Spot:
    spot = planner.locate(name)
    assert spot is not None
    return spot


def at(day: int, clock: str) -> datetime:
    """2026-11-20 is a Friday."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=SEOUL)


def test_a_bus_with_the_subway_is_named_only_where_it_is_clearly_better(planner: Planner) -> None:
    random = Random(11)
    spots = [
        Spot(str(i), 37.55 + random.uniform(-0.09, 0.09), 126.99 + random.uniform(-0.13, 0.13))
        for i in range(160)
    ]
    seen = 0
    for a, b in zip(spots[::2], spots[1::2], strict=True):
        options = [option for option in planner.public(a, b) if option.mode != "walk"]
        mixed = [option for option in options if option.mode == "mixed"]
        others = [option for option in options if option.mode != "mixed" and not option.closed]
        assert len(mixed) <= 1
        for option in mixed:
            seen += 1
            assert {leg.mode for leg in option.legs} == {"walk", "bus", "subway"}
            assert sum(leg.mode == "bus" for leg in option.legs) == 1
            assert option.transfers == sum(leg.mode != "walk" for leg in option.legs) - 1
            assert option.minutes == pytest.approx(sum(leg.minutes for leg in option.legs), abs=0.4)
            assert (option.as_of, option.certainty) == ("2022-04-20", "estimated")
            for before, after in zip(option.legs, option.legs[1:], strict=False):
                assert before.end == after.start or "walk" in {before.mode, after.mode}
            if others:
                best = min(others, key=soon)
                saved = soon(best) - soon(option)
                assert saved >= SAVES - 0.5 or (option.transfers < best.transfers and saved >= -EVEN - 0.5)
    assert seen > 8


def test_bus_and_subway_cost_one_integrated_fare(planner: Planner) -> None:
    option = next(
        each
        for each in planner.public(named(planner, "홍대"), TOWER, at(20, "14:00"))
        if each.mode == "mixed"
    )
    bus = next(leg for leg in option.legs if leg.mode == "bus")
    assert option.fare == 1550  # the higher base, below 10 km together
    assert option.others is not None
    assert (option.others.youth, option.others.child, option.others.senior) == (900, 550, 1500)
    assert bus.number


def test_a_hill_takes_its_minutes_and_no_taxi_drives_up(planner: Planner) -> None:
    flat = Spot("탑", TOWER.lat, TOWER.lon)
    street = Spot("명동", 37.5609, 126.9857)
    up, level = (
        next(
            each for each in planner.public(street, end, at(20, "14:00"), on_foot=True) if each.mode == "walk"
        )
        for end in (TOWER, flat)
    )
    assert up.minutes == pytest.approx(level.minutes + 20.2, abs=0.2)
    assert "오르막" in (up.note or "")
    down = next(
        each for each in planner.public(TOWER, street, at(20, "14:00"), on_foot=True) if each.mode == "walk"
    )
    assert down.minutes == level.minutes
    taxi = planner.taxi(street, TOWER)
    assert taxi is not None
    assert (taxi.arrives, taxi.surcharge) == (False, "남산 아래까지")
    assert "택시" not in recommend(Journey(street, TOWER, (up,), taxi, "embedded"))


def test_passing_a_station_is_one_ride_and_leaving_it_two(planner: Planner) -> None:
    stops = [(named(planner, name), None) for name in ("홍대입구", "시청", "잠실")]
    [through] = planner.past(stops, at(20, "14:00"), passing=True)
    [visit] = planner.past(stops, at(20, "14:00"))
    whole = planner.public(stops[0][0], stops[2][0], at(20, "14:00"))[0]
    assert (through.fare, through.transfers, through.stages) == (whole.fare, 0, ())
    assert [leg.end for leg in through.legs if leg.mode == "subway"] == ["잠실역"]
    assert visit.fare > through.fare
    assert visit.stages[0] == 0
    assert len(visit.stages) == 2
    assert visit.minutes == pytest.approx(sum(leg.minutes for leg in visit.legs), abs=0.5)
    [turned] = planner.past(
        [(named(planner, name), None) for name in ("충무로", "명동", "동대문")], at(20, "14:00"), passing=True
    )
    assert turned.stages, "nobody turns round inside a station"


def test_who_leaves_at_the_hour_named_arrives_in_time(planner: Planner) -> None:
    a, b = named(planner, "강남"), named(planner, "인천공항1터미널")

    def plan(depart: datetime) -> tuple[Option, ...]:
        return planner.public(a, b, depart)

    arrive = at(23, "09:00")
    depart = planner.leave_at(plan, arrive)
    best = plan(depart)[0]
    leave = latest(best, arrive)
    assert not best.closed
    assert leave + timedelta(minutes=best.minutes) <= arrive
    assert arrive - leave <= timedelta(minutes=best.minutes + 21)
    night = planner.leave_at(plan, at(23, "05:00"))
    assert all(option.closed for option in plan(night) if option.mode == "subway")


def test_first_and_last_trains_are_told_where_timetables_are_known(planner: Planner) -> None:
    known = planner.public(named(planner, "강남"), named(planner, "홍대입구"), at(20, "14:00"))[0]
    assert known.first is not None
    assert known.last is not None
    assert known.first < "06:30"
    unknown = planner.public(named(planner, "김포공항"), named(planner, "여의도"), at(20, "14:00"))[0]
    assert unknown.last is None
    told = {
        option.last: summary(
            Journey(
                named(planner, "강남"),
                named(planner, "여의도"),
                (option,),
                None,
                "embedded",
                Terms(asked="last"),
            )
        )
        for option in (known, unknown)
    }
    assert f"{known.last}쯤 떠나요" in told[known.last]
    assert "갖고 있지 않아요" in told[None]


def test_the_vehicle_and_the_party_that_were_named_are_answered(planner: Planner) -> None:
    a, b = named(planner, "명동"), named(planner, "경복궁")
    options, taxi = planner.public(a, b, at(20, "14:00")), planner.taxi(a, b, at(20, "14:00"))
    by_bus = Terms(mode="bus")
    assert ordered(options, by_bus)[0].mode == "bus"
    four = Journey(a, b, options, taxi, "embedded", Terms(people=4))
    assert "4명이면 택시는 한 사람에" in recommend(four)
    assert "중형택시에는 네 명까지" in recommend(Journey(a, b, options, taxi, "embedded", Terms(people=6)))
    assert taxi is not None
    assert taxi.large is not None
    large = Journey(a, b, options, taxi, "embedded", Terms(mode="taxi", large=read("모범택시로 가면").large))
    assert f"모범택시나 대형택시로는 약 {taxi.large:,}원" in summary(large, taxi_first=True)
    assert f"A deluxe or large taxi costs about ₩{taxi.large:,}." in summary(large, "en")
    assert not read("택시로 가면").large
    far = named(planner, "수원"), named(planner, "인천공항1터미널")
    train = planner.public(*far, at(20, "14:00"))
    told = summary(Journey(*far, train, None, "embedded", by_bus))
    assert "버스는 찾지 못했어요" in told
    paid = Journey(a, b, options[:1], None, "embedded", Terms(riders=("child", "senior")))
    assert options[0].others is not None
    assert f"어린이는 {options[0].others.child:,}원, 65세 이상은 무료예요." in summary(paid)
    assert f"{options[0].others.child:,}ウォン、" in summary(paid, "ja")
    stepless = Journey(a, b, options[:1], None, "embedded", Terms(step_free=True))
    assert all("1330" in summary(stepless, language) for language in ("ko", "en", "ja", "zh"))
    assert "1330" not in summary(Journey(a, b, options[:1], None, "embedded", Terms()))


def test_the_way_that_was_wished_for_comes_first(planner: Planner) -> None:
    options = planner.public(named(planner, "강남"), named(planner, "명동"), at(20, "14:00"))
    for said in ("환승 없이", "최소환승으로", "with the fewest transfers", "乗り換えなしで", "不换乘"):
        fewest = ordered(options, Terms(prefer=read(said).prefer))
        assert fewest[0].transfers == min(option.transfers for option in options) < options[0].transfers
        assert {option.label for option in fewest[1:]} == {"other"}
    for said in ("제일 싼 방법", "the cheapest way", "一番安い行き方", "最便宜的"):
        cheap = ordered(options, Terms(prefer=read(said).prefer))
        assert cheap[0].fare == min(option.fare for option in options) < options[0].fare
    assert ordered(options, Terms(prefer=read("빠른 길로").prefer)) == options


@pytest.mark.asyncio(loop_scope="session")
async def test_directions_take_an_arrival_stops_and_a_party(client: httpx.AsyncClient) -> None:
    arrive = (datetime.now(SEOUL) + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
    body = {
        "origin": "강남역", "destination": "경복궁", "via": ["명동"], "arrive_by": arrive.isoformat(),
        "people": 4, "luggage": True,
    }  # fmt: skip
    told = (await client.post("/directions", json=body)).json()
    best = told["options"][0]
    leave = datetime.fromisoformat(best["leave_by"])
    assert leave + timedelta(minutes=best["minutes"]) <= arrive
    assert datetime.fromisoformat(told["taxi"]["leave_by"]) < arrive
    assert [spot["name"] for spot in told["via"]] == ["명동"]
    assert len(best["stages"]) == 2
    assert told["arrive_by"] == arrive.isoformat(timespec="minutes")
    assert told["advice"]
    both = await client.post("/directions", json={**body, "depart_at": arrive.isoformat()})
    assert both.status_code == 400
    wrong = await client.post(
        "/directions", json={"origin": "강남역", "destination": "명동", "arrive_by": "soon"}
    )
    assert wrong.status_code == 400


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(
    ("said", "station"),
    [
        ("천호(풍납토성)", "천호역"),
        ("뚝섬유원지역", "자양역"),
        ("당고개역", "불암산역"),
        ("송정", "송정역"),
        ("한남", "한남역"),
        ("경복궁", "경복궁"),
        ("양평역(경의중앙선)", "양평역(경의중앙선)"),
    ],
)
async def test_directions_take_stations_by_the_names_on_their_signs(
    client: httpx.AsyncClient, said: str, station: str
) -> None:
    told = (await client.post("/directions", json={"origin": said, "destination": "강남역"})).json()
    assert told["origin"]["name"] == station
    assert told["options"]


@pytest.mark.asyncio(loop_scope="session")
async def test_an_hour_named_once_holds_for_the_next_question_about_the_same_way(
    client: httpx.AsyncClient,
) -> None:
    asked = result(await tell(client, "내일 아침 9시까지 경복궁 가야 하는데"))
    way = result(await tell(client, "강남역에서", thread_id=asked["thread_id"]))
    assert "내일 오전 9시까지 도착하려면 늦어도" in way["answer"]
    assert way["transit"]["options"][0]["leave_by"]
    cab = result(await tell(client, "그럼 택시는?", thread_id=asked["thread_id"]))
    assert cab["transit"]["arrive_by"] == way["transit"]["arrive_by"]
    other = result(await tell(client, "명동에서 잠실역까지 어떻게 가?", thread_id=asked["thread_id"]))
    assert other["transit"]["arrive_by"] is None


@pytest.mark.parametrize(
    "words",
    [
        "지하철이 35분으로 빨라요.",
        "택시는 만오천 원이면 돼요.",
        "약 이십 분이면 도착해요.",
        "택시가 두 배 비싸지만 편해요.",
        "버스는 무료예요.",
        "It takes about twenty minutes.",
        "A taxi costs twice as much.",
        "約三十分で着きます。",
        "大约二十分钟就到。",
    ],
)
@pytest.mark.asyncio(loop_scope="session")
async def test_no_number_of_the_model_gets_into_the_answer(
    client: httpx.AsyncClient, standin: Standin, words: str
) -> None:
    standin.text = words
    final = result(await tell(client, "강남역에서 경복궁까지 어떻게 가?"))
    assert words not in final["answer"]
    assert f"{final['transit']['options'][0]['fare']:,}원" in final["answer"]


@pytest.mark.parametrize(
    "words", ["한 번에 가는 버스가 편해요.", "막힐 걱정이 없는 지하철이 좋아요.", "地铁不堵车，比较方便。"]
)
def test_words_without_numbers_pass(words: str) -> None:
    assert not COUNTED.search(words)


def test_plans_are_pure(planner: Planner) -> None:
    a, b = named(planner, "홍대"), named(planner, "잠실")
    plan: Callable[[], tuple[Option, ...]] = lambda: planner.public(a, b, at(20, "08:00"))  # noqa: E731
    assert plan() == plan()
