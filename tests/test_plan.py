"""Journeys between two spots: what is offered, and how it is said."""

import re
from datetime import datetime
from itertools import combinations
from random import Random

import pytest

from agent.tools.decision import Language
from agent.tools.reading.currency import convert, currency_of
from agent.tools.transit.advise import recommend
from agent.tools.transit.counted import counted
from agent.tools.transit.geo import crow
from agent.tools.transit.legs import Others
from agent.tools.transit.plan import Planner
from agent.tools.transit.say import prices, summary
from data.opening import SEOUL
from data.place import Access, Spot

PALACE = Spot("경복궁", 37.5796, 126.9770, "gyeongbokgung", "place")
CATHEDRAL = Spot("명동성당", 37.5633, 126.9873, "myeongdong-cathedral", "place")
LANGUAGES: tuple[Language, ...] = ("ko", "en", "ja", "zh")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner.load()


def at(day: int, clock: str) -> datetime:
    """2026-11-20 is a Friday."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=SEOUL)


def named(planner: Planner, name: str) -> Spot:
    spot = planner.locate(name)
    assert spot is not None
    return spot


def test_a_journey_walks_to_the_station_of_the_place_and_out_of_its_exit(planner: Planner) -> None:
    journey = planner.journey(
        PALACE,
        CATHEDRAL,
        leave=Access(station="경복궁", line="3호선", exit="5"),
        reach=Access(station="명동", line="4호선", exit="8"),
    )
    option = journey.options[0]
    assert [leg.mode for leg in option.legs] == ["walk", "subway", "walk", "subway", "walk"]
    assert [leg.line for leg in option.legs if leg.mode == "subway"] == ["3호선", "4호선"]
    assert [leg.direction for leg in option.legs if leg.mode == "subway"] == ["오금", "오이도"]
    assert (option.legs[0].exit, option.legs[-1].exit) == ("5", "8")
    assert (option.fare, option.transfers, option.label) == (1550, 1, "fastest")
    assert option.minutes == pytest.approx(sum(leg.minutes for leg in option.legs), abs=0.3)
    assert option.metres == sum(leg.metres or 0 for leg in option.legs)
    assert all(leg.color for leg in option.legs if leg.mode == "subway")
    assert journey.taxi is not None


def test_options_differ_and_each_is_better_at_something(planner: Planner) -> None:
    random = Random(5)
    spots = [
        Spot(str(i), 37.55 + random.uniform(-0.1, 0.1), 127 + random.uniform(-0.15, 0.15)) for i in range(80)
    ]
    several = 0
    for a, b in zip(spots[::2], spots[1::2], strict=True):
        options = planner.public(a, b)
        several += len(options) > 1
        options = tuple(option for option in options if option.mode != "bus")
        assert len({(o.minutes, o.fare, o.transfers) for o in options}) == len(options)
        for option in options[1:]:
            first = options[0]
            assert option.label == "other" or (
                option.transfers < first.transfers
                or option.fare < first.fare
                or option.minutes < first.minutes
            )
    assert several > 3


def test_a_surcharged_line_has_a_cheaper_way_beside_it(planner: Planner) -> None:
    options = planner.public(named(planner, "신사"), named(planner, "양재"))
    assert all("신분당선" in (o.note or "") for o in options if o.mode == "subway" and o.fare > 1650)
    far = planner.public(named(planner, "강남"), named(planner, "미금"))
    cheap = [option for option in far if option.mode == "subway" and option.label == "cheapest"]
    assert cheap[0].fare < far[0].fare


def test_neighbours_are_walked(planner: Planner) -> None:
    options = planner.public(PALACE, Spot("안국동", 37.5765, 126.9850))
    assert options[0].mode == "walk"
    assert (options[0].fare, options[0].transfers) == (0, 0)
    assert options[0].metres == pytest.approx(crow((37.5796, 126.9770), (37.5765, 126.9850)) * 1.3, rel=0.02)


@pytest.mark.parametrize(
    ("a", "b"),
    [("강남역", "강남역 3번 출구"), ("서울역", "서울"), ("이수", "총신대입구")],
)
def test_the_same_place_has_no_way(planner: Planner, a: str, b: str) -> None:
    journey = planner.journey(named(planner, a), named(planner, b))
    assert (journey.options, journey.taxi) == ((), None)
    for language in LANGUAGES:
        assert summary(journey, language)
        assert recommend(journey, language)


def test_far_from_any_station_there_is_no_subway(planner: Planner) -> None:
    hill = Spot("서운산", 36.93, 127.32)
    assert planner.public(PALACE, hill) == ()
    assert planner.taxi(PALACE, hill) is not None
    island = planner.journey(PALACE, Spot("한라산", 33.3617, 126.5292))
    assert (island.options, island.taxi) == ((), None)
    unknown = planner.journey(PALACE, Spot("알 수 없는 곳"))
    assert (unknown.options, unknown.taxi) == ((), None)
    assert "찾지 못했어요" in summary(unknown, "ko")


@pytest.mark.parametrize(
    ("day", "clock", "said"),
    [
        (20, "05:10", "아직 첫차가 다니기 전이에요. 첫차는 05:"),
        (20, "06:00", None),
        (20, "14:00", None),
        (20, "23:00", None),
        (20, "23:50", "막차가 가까워요. 늦어도 "),
        (21, "00:50", "막차가 끊겼어요. 첫차는 05:"),
        (21, "03:30", "아직 첫차가 다니기 전이에요. 첫차는 05:"),
        (22, "12:00", None),
    ],
)
def test_around_the_last_and_the_first_train_the_note_says_so(
    planner: Planner, day: int, clock: str, said: str | None
) -> None:
    journey = planner.journey(named(planner, "강남"), named(planner, "잠실"), at(day, clock))
    train = next(option for option in journey.options if option.mode == "subway")
    note = train.note or ""
    assert (said or "") in note
    assert ("막차" in note or "첫차" in note) is (said is not None)
    assert train.closed is (said is not None and "가까워요" not in said)
    assert journey.taxi is not None
    if train.closed:
        assert train is journey.options[-1]
        assert summary(journey).startswith(said or "")
        assert "택시" in recommend(journey, "ko")


def test_where_hours_are_assumed_the_last_minutes_are_doubtful(planner: Planner) -> None:
    a, b = named(planner, "서울역"), named(planner, "인천공항1터미널")
    notes = {clock: planner.public(a, b, at(20, clock))[0] for clock in ("22:30", "23:40")}
    assert "막차" not in (notes["22:30"].note or "")
    assert "막차가 끊길 무렵이에요" in (notes["23:40"].note or "")
    assert not notes["23:40"].closed


def test_a_train_that_runs_rarely_says_so(planner: Planner) -> None:
    journey = planner.journey(named(planner, "청량리"), named(planner, "춘천"), at(20, "10:00"))
    direct = next(option for option in journey.options if not option.transfers)
    assert direct.headway is not None
    assert direct.headway >= 25
    assert f"(배차 간격 약 {direct.headway:.0f}분)" in summary(journey)


def test_others_pay_what_is_published(planner: Planner) -> None:
    train = planner.public(named(planner, "강남"), named(planner, "시청"), at(20, "15:00"))[0]
    assert train.others == Others(youth=980, child=600, senior=0, cash=1750)
    deep = planner.public(named(planner, "수서"), named(planner, "동탄"), at(20, "15:00"))[0]
    assert deep.others == Others(youth=4000, child=2220, senior=3110, cash=None)
    bus = planner.public(named(planner, "이태원"), named(planner, "명동"), at(20, "15:00"))[-1]
    assert bus.others == Others(youth=900, child=550, senior=1500, cash=None)


def test_after_the_last_train_a_night_bus_comes_first(planner: Planner) -> None:
    journey = planner.journey(named(planner, "강남"), named(planner, "홍대"), at(21, "01:10"))
    bus, train = journey.options[0], journey.options[-1]
    ride = next(leg for leg in bus.legs if leg.mode == "bus")
    assert (bus.mode, bus.fare, train.closed) == ("bus", 2500, True)
    assert (ride.line or "").startswith("N")
    text = summary(journey)
    assert text.index("막차가 끊겼어요") < text.index(ride.line or "") < text.index("첫차부터는 지하철로")
    assert "버스" in recommend(journey)


def test_where_no_night_bus_goes_a_taxi_is_what_remains(planner: Planner) -> None:
    journey = planner.journey(named(planner, "수원"), named(planner, "잠실"), at(21, "01:10"))
    assert {option.closed for option in journey.options} == {True}
    text = summary(journey)
    assert text.index("막차가 끊겼어요") < text.index("택시로는") < text.index("첫차부터는")
    assert "택시를 추천" in recommend(journey)


def test_a_direct_bus_stands_beside_the_train_and_says_how_old_its_route_is(planner: Planner) -> None:
    options = planner.public(named(planner, "이태원"), named(planner, "명동"), at(20, "15:00"))
    train, bus = options
    assert (train.mode, train.label) == ("subway", "fastest")
    assert (bus.mode, bus.label, bus.transfers, bus.fare) == ("bus", "fewest_transfers", 0, 1500)
    assert (bus.as_of, bus.certainty) == ("2022-04-20", "estimated")
    assert "2022년 4월 노선 기준" in (bus.note or "")
    ride = bus.legs[1]
    assert [leg.mode for leg in bus.legs] == ["walk", "bus", "walk"]
    assert ride.line == "421번"
    assert bus.minutes == pytest.approx(sum(leg.minutes for leg in bus.legs), abs=0.3)
    assert bus.metres == sum(leg.metres or 0 for leg in bus.legs)
    said = summary(planner.journey(named(planner, "이태원"), named(planner, "명동"), at(20, "15:00")))
    assert "421번" in said
    assert "2022년 4월 노선 기준" in said


def test_where_the_train_goes_round_the_bus_comes_first(planner: Planner) -> None:
    first = beside = 0
    random = Random(11)
    spots = [
        Spot(str(i), 37.55 + random.uniform(-0.06, 0.06), 126.98 + random.uniform(-0.1, 0.1))
        for i in range(160)
    ]
    for a, b in zip(spots[::2], spots[1::2], strict=True):
        options = [option for option in planner.public(a, b) if option.mode != "walk"]
        trains = [option for option in options if option.mode == "subway"]
        buses = [option for option in options if option.mode == "bus"]
        if options:
            assert options[0].label == "fastest"
            assert [option.label for option in options].count("fastest") == 1
        if trains and buses and options[0].mode == "bus":
            first += 1
            assert buses[0].minutes < trains[0].minutes
        if trains and options[0].mode == "subway":
            beside += bool(buses)
            assert all(option.fare <= trains[0].fare for option in buses)
            assert all(option.minutes <= trains[0].minutes * 1.5 + 20 for option in buses)
    assert first > 3
    assert beside > 3


@pytest.mark.parametrize(
    ("a", "b", "rides"),
    [("서울역", "홍대", 4), ("도봉산", "온수", 3), ("강남", "신사", None), ("서울역", "수원", None)],
)
def test_a_pass_is_named_where_it_is_taken(planner: Planner, a: str, b: str, rides: int | None) -> None:
    option = planner.public(named(planner, a), named(planner, b))[0]
    tip = option.tip or ""
    assert (f"하루 {rides}번 이상" in tip and "5,000원" in tip) if rides else not tip
    if rides:
        assert (rides - 1) * option.fare < 5_000 <= rides * option.fare


def test_the_airport_express_is_named_with_the_date_of_its_price(planner: Planner) -> None:
    option = planner.public(named(planner, "서울역"), named(planner, "인천공항1터미널"))[0]
    assert option.fare == 4750
    assert "직통열차(43분, 40분 간격, 11,000원, 2023-10 기준)" in (option.note or "")
    assert "공항버스도 다니지만" in (option.note or "")


def test_the_early_bird_pays_less_on_weekdays_only(planner: Planner) -> None:
    a, b = named(planner, "강남"), named(planner, "잠실")
    fares = [planner.public(a, b, at(day, "06:05"))[0].fare for day in (20, 21)]
    assert fares == [1240, 1550]
    bus = planner.public(named(planner, "이태원"), named(planner, "명동"), at(20, "06:05"))[-1]
    assert (bus.mode, bus.fare) == ("bus", 1200)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_said_is_a_number_of_the_journey(planner: Planner, language: Language) -> None:
    random = Random(23)
    spots = [spot for group in planner._network.groups if (spot := planner.locate(group))]
    for _ in range(40):
        a, b = random.sample(spots, 2)
        journey = planner.journey(a, b, at(20, "15:00"))
        money = [convert(won, currency_of(language)) for won in prices(journey)] if language != "ko" else None
        text = summary(journey, language, money)
        allowed = {"1", "100"}
        for option in journey.options:
            allowed |= {
                str(round(option.minutes)),
                f"{option.fare:,}",
                str(option.transfers),
                f"{option.metres:,}",
                str(round(option.headway or 0)),
            }
            for leg in option.legs:
                allowed |= {str(max(round(leg.minutes), 1))}
                told = (
                    leg.line,
                    leg.start,
                    leg.end,
                    leg.direction,
                    leg.exit,
                    leg.number,
                    leg.door,
                    *leg.also,
                )
                allowed |= set(NUMBER.findall(" ".join(map(str, told))))
            allowed |= set(NUMBER.findall(option.note or ""))
            allowed |= {"2022", "4", "04"} if option.as_of else set()
        if journey.taxi:
            taxi = journey.taxi
            allowed |= {str(round(taxi.minutes)), f"{taxi.low:,}", f"{taxi.high:,}"}
            allowed |= set(NUMBER.findall(taxi.surcharge or ""))
        for m in money or ():
            allowed |= {
                m.text.split()[0],
                f"{m.rate * (100 if m.rate < 100 else 1):,.0f}",
                *m.date.split("-"),
            }
        names = set(NUMBER.findall(" ".join(_names(planner))))
        assert {number.rstrip(",") for number in NUMBER.findall(text)} <= allowed | names, text


def _names(planner: Planner) -> list[str]:
    """Names hold numbers of their own: 종로3가, Line 2, 1号航站楼."""
    stations = [s.name for s in planner._network.stations.values()]
    lines = [line.name for line in planner._network.lines.values()]
    return [n or "" for name in [*stations, *lines] for n in (name.ko, name.en, name.ja, name.zh)]


def test_korean_reads_naturally(planner: Planner) -> None:
    journey = planner.journey(named(planner, "경복궁"), named(planner, "명동"))
    text = summary(journey, "ko")
    assert text.startswith("지하철로 약 ")
    assert "1,550원이에요(환승 1회)" in text
    assert "경복궁역에서 3호선 오금 방면 → 충무로역에서 4호선 오이도 방면으로 환승 → 명동역 하차." in text
    assert "택시로는 약 " in text


def test_english_names_stations_and_lines(planner: Planner) -> None:
    journey = planner.journey(named(planner, "인천공항1터미널"), named(planner, "홍대"))
    text = summary(journey, "en", [convert(won, "USD") for won in prices(journey)])
    assert "AREX toward Seoul at Incheon Int'l Airport Terminal 1 Station" in text
    assert "₩4,650 (about 3.42 USD)" in text
    assert "2026-09-04" in text
    assert "Hongik Univ. Station (홍대입구역)" in text
    assert not re.search("[가-힣]", re.sub(r"\([가-힣0-9]+\)", "", text))


def test_stops_and_the_distance_are_told_where_they_are_asked_for(planner: Planner) -> None:
    journey = planner.journey(named(planner, "사당"), named(planner, "강남"))
    stops = sum(leg.stops or 0 for leg in journey.options[0].legs if leg.mode == "subway")
    assert counted(journey, "How many stops between Sadang and Gangnam?", "en").startswith(
        f"By subway it is {stops} stops."
    )
    assert "km" in counted(journey, "舍堂到江南多远", "zh")
    assert "km" in counted(journey, "사당에서 강남 몇 km야?", "ko")
    assert counted(journey, "사당에서 강남 얼마야?", "ko") == ""


def test_speeds_over_the_straight_line_are_those_of_trains(planner: Planner) -> None:
    random = Random(42)
    spots = [spot for group in planner._network.groups if (spot := planner.locate(group))]
    for _ in range(200):
        a, b = random.sample(spots, 2)
        options = planner.public(a, b)
        assert options
        straight = crow((a.lat or 0, a.lon or 0), (b.lat or 0, b.lon or 0))
        kmh = straight / 1000 / (options[0].minutes / 60)
        assert kmh < 75, (a, b, kmh)
        assert kmh > 8 or straight < 5_000, (a, b, kmh)


def test_a_fare_on_estimated_lengths_says_so_in_its_note(planner: Planner) -> None:
    ends = ("소사", "시흥시청", "시흥능곡", "달미", "원시", "풍무", "동구릉")
    options = [
        option
        for a, b in combinations(ends, 2)
        for option in planner.public(named(planner, a), named(planner, b))
        if option.mode in {"subway", "mixed"}
    ]
    guessed = [option for option in options if option.fare_certainty == "estimated"]
    assert guessed
    assert len(guessed) < len(options)
    for option in options:
        assert ("추정 거리" in (option.note or "")) == (option in guessed)


def test_a_station_far_from_the_place_says_so(planner: Planner) -> None:
    fortress = Spot("남한산성", 37.4787, 127.1811)
    option = planner.public(named(planner, "서울역"), fortress, at(20, "14:00"))[0]
    assert option.legs[-1].minutes > 25
    assert "역에서 버스나 택시로 갈아타는 편이 좋아요" in (option.note or "")
    near = planner.public(named(planner, "서울역"), named(planner, "강남"), at(20, "14:00"))[0]
    assert "갈아타는 편" not in (near.note or "")
