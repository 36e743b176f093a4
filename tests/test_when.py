"""When a journey is, as people say it."""

from datetime import datetime

import pytest

from agent.tools.terms import travel
from agent.tools.terms.when import read, without
from agent.tools.transit.hours import said
from data.opening import SEOUL

NOW = datetime(2026, 11, 18, 14, tzinfo=SEOUL)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("text", "kind", "moment"),
    [
        ("내일 아침 9시까지 강남역", "arrive", "11-19 09:00"),
        ("9시에 도착하려면", "arrive", "11-18 21:00"),
        ("저녁 7시 공연인데 예술의전당까지", "arrive", "11-18 19:00"),
        ("오후3시에 잠실에서 약속있어", "arrive", "11-18 15:00"),
        ("내일 오전 11시 비행기인데 인천공항", "arrive", "11-19 09:00"),
        ("7시 반에 출발하면", "depart", "11-18 19:30"),
        ("내일 7시에 나가면", "depart", "11-19 07:00"),
        ("내일 3시에", "depart", "11-19 15:00"),
        ("밤 12시에 홍대에서", "depart", "11-19 00:00"),
        ("오늘 밤 1시", "depart", "11-19 01:00"),
        ("새벽 5시 40분에 나가서", "depart", "11-19 05:40"),
        ("열한시 반쯤 출발", "depart", "11-18 23:30"),
        ("12월 25일 오후 2시에", "depart", "12-25 14:00"),
        ("크리스마스 아침 6시", "depart", "12-25 06:00"),
        ("크리스마스 이브 밤 11시에", "depart", "12-24 23:00"),
        ("at 6 am on Christmas Day", "depart", "12-25 06:00"),
        ("새해 첫날 오전 7시에", "depart", "01-01 07:00"),
        ("크리스마스 마켓에 오후 3시에", "depart", "11-18 15:00"),
        ("올빼미버스로 강남역에서", "depart", "11-19 00:30"),
        ("night bus from ■ to ■", "depart", "11-19 00:30"),
        ("새벽 2시에 심야버스로", "depart", "11-19 02:00"),
        ("일요일 막차", "last", "11-22 12:00"),
        ("내일 첫차", "first", "11-19 12:00"),
        ("다음 주 월요일 오전 8시까지", "arrive", "11-23 08:00"),
        ("토요일 정오에", "depart", "11-21 12:00"),
        ("한 시간 반 뒤에", "depart", "11-18 15:30"),
        ("심야에 택시 타면", "depart", "11-19 00:30"),
        ("퇴근 시간에 강남에서", "depart", "11-18 18:30"),
        ("I arrive at ■ at 9 pm, how do I get to ■?", "depart", "11-18 21:00"),
        ("夜9時に■に着くんですが、■まで？", "depart", "11-18 21:00"),
        ("晚上九点到■■，去■怎么走", "depart", "11-18 21:00"),
        ("晚上九点要到■■，从■出发", "arrive", "11-18 21:00"),
        ("be there by 9am tomorrow", "arrive", "11-19 09:00"),
        ("arrive at the airport at 9 tomorrow morning", "arrive", "11-19 09:00"),
        ("my flight at 10:30 am tomorrow", "arrive", "11-19 08:30"),
        ("leaving at 11:30 pm", "depart", "11-18 23:30"),
        ("next Friday at 8pm", "depart", "11-27 20:00"),
        ("土曜日の午後3時に", "depart", "11-21 15:00"),
        ("明日の朝9時までに着きたい", "arrive", "11-19 09:00"),
        ("星期天下午三点", "depart", "11-22 15:00"),
        ("明天早上9点前到机场", "arrive", "11-19 09:00"),
    ],
)
def test_times_are_read_and_put_on_the_calendar(text: str, kind: str, moment: str) -> None:
    when = read(text)
    assert when is not None
    found = when.at(NOW)
    assert found is not None
    assert (when.kind, found.strftime("%m-%d %H:%M")) == (kind, moment)


@pytest.mark.parametrize(
    "text",
    ["3시간 걸려?", "2번 출구에서 7호선", "37.5665, 126.9780에서", "몇 시까지 해?", "시청에서 서울역",
     "有一点累", "3号线到哪里",
     "how to get there in 30 minutes", "10분 거리야?", "line 9 to Gimpo"],
)  # fmt: skip
def test_other_numbers_are_no_times(text: str) -> None:
    assert read(text) is None
    assert without(text) == text


def test_the_last_and_the_first_train_are_asked_for_without_an_hour() -> None:
    for text, kind in (
        ("홍대 막차 몇 시야?", "last"),
        ("first train to Incheon", "first"),
        ("終電は何時", "last"),
    ):
        when = read(text)
        assert when is not None
        assert (when.kind, when.at(NOW)) == (kind, None)
    told = read("밤 11시 40분에 막차 있어?")
    assert told is not None
    assert told.kind == "depart"


def test_who_asks_for_a_night_bus_at_night_goes_now() -> None:
    found = read("올빼미버스로 강남역에서 홍대")
    late = datetime(2026, 11, 19, 1, 20, tzinfo=SEOUL)
    assert found is not None
    assert found.at(late) == late


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("내일 강남에서 명동까지", "11-19 12:00"),
        ("주말에 수서에서 동탄 요금", "11-21 12:00"),
        ("from ■ to ■ on Sunday", "11-22 12:00"),
        ("12월 25일에 강남에서", "12-25 12:00"),
        ("오늘 강남에서 명동까지", None),
        ("강남에서 명동까지", None),
        ("조조할인으로 강남에서", "11-19 06:00"),
        ("조조할인 받아 6시에", "11-19 06:00"),
        ("토요일 오후 3시에 강남에서", "11-21 15:00"),
    ],
)
def test_a_day_without_an_hour_is_its_noon_and_the_early_bird_a_morning(
    text: str, moment: str | None
) -> None:
    when = travel.read(text).when
    found = when and when.at(NOW)
    assert (found and found.strftime("%m-%d %H:%M")) == moment


def test_times_leave_as_much_room_as_they_took() -> None:
    text = "내일 낮 12시까지 수원역, 종로3가에서"
    blank = without(text)
    assert len(blank) == len(text)
    assert blank.strip() == "수원역, 종로3가에서"


def test_hours_are_said_with_their_day_where_it_is_another() -> None:
    moment = datetime(2026, 11, 19, 7, 5, tzinfo=SEOUL)
    assert said(moment, NOW, "ko") == "내일 오전 7시 5분"
    assert said(moment, NOW, "en") == "7:05 a.m. tomorrow"
    assert said(moment, NOW, "ja") == "明日午前7時5分"
    assert said(moment, moment, "zh") == "上午7点05分"
    assert said(moment, NOW, "ko", beside=moment) == "오전 7시 5분"
