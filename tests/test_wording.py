"""Hours, closed days and fees: from the wording of Korean sources to structures."""

from typing import Any

import pytest

from data import place
from data.schedule import Closed, Fees, Hours
from ingest import closing, fees, hours

H = 60
SUMMER, WINTER = (3, 4, 5, 6, 7, 8, 9, 10), (11, 12, 1, 2)


def span(opens: float, closes: float, **more: Any) -> Hours:
    if "last" in more:
        more["last"] = int(more["last"] * H)
    return Hours(open=int(opens * H), close=int(closes * H), **more)


LISTED = """① 평일(화-금) 오전 10시 - 오후 8시<br>② 토 ? 일 ? 공휴일<br>
- 하절기(3-10월) 오전 10시-오후 7시<br>- 동절기(11-2월) 오전 10시-오후 6시"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:00~18:00", (span(10, 18),)),
        ("오전 10시 - 오후 6시 30분", (span(10, 18.5),)),
        ("매일 AM 10:00 ~ PM 06:00 (Last admission 17:45)", (span(10, 18, last=17.75),)),
        ("09:00 ? 18:00", (span(9, 18),)),
        (
            "화 - 금 10:00 - 20:00 토?공휴일 10:00 - 19:00",
            (span(10, 20, days=(1, 2, 3, 4)), span(10, 19, days=(5, 7))),
        ),
        (
            LISTED,
            (
                span(10, 20, days=(1, 2, 3, 4)),
                span(10, 19, days=(5, 6, 7), months=SUMMER),
                span(10, 18, days=(5, 6, 7), months=WINTER),
            ),
        ),
        (
            "3~10월 평일 10:00~18:00, 11~2월·주말·공휴일 10:00~17:00",
            (
                span(10, 18, days=(0, 1, 2, 3, 4), months=SUMMER),
                span(10, 17, months=WINTER),
                span(10, 17, days=(5, 6, 7)),
            ),
        ),
        (
            "4월 ~ 10월 : 09:00 ~ 21:00 / 11월 ~ 3월 : 09:00 ~ 20:00",
            (span(9, 21, months=(4, 5, 6, 7, 8, 9, 10)), span(9, 20, months=(11, 12, 1, 2, 3))),
        ),
        (
            "2월 ~ 5월, 9월 ~ 10월 09:00~18:00 (매표시간 09:00~17:00) 6월 ~ 8월 09:00~18:30",
            (span(9, 18, months=(2, 3, 4, 5, 9, 10), last=17), span(9, 18.5, months=(6, 7, 8))),
        ),
        (
            "09:30~17:30, 토요일·매월 마지막 수요일 09:30~21:00 (입장 마감 30분 전)",
            (
                span(9.5, 17.5, last=17),
                span(9.5, 21, days=(5,), last=20.5),
                span(9.5, 21, days=(2,), nth=(-1,), last=20.5),
            ),
        ),
        (
            "10:00~17:00 (점심시간 13:00~14:00, 입장 마감 30분 전)",
            (span(10, 13), span(14, 17, last=16.5)),
        ),
        ("오후 6시 ~ 새벽 2시", (span(18, 26),)),
        ("17:00~익일 03:00", (span(17, 27),)),
        ("월~토: 10:00~17:00 (일요일, 법정공휴일 휴관)", (span(10, 17, days=(0, 1, 2, 3, 4, 5)),)),
        ("연중무휴 24시간", (span(0, 24),)),
        ("상시 개방", (span(0, 24),)),
        # What is not understood in full is not read at all.
        ("공연에 따라 다름", ()),
        ("10:00, 13:00, 15:00", ()),
        ("상설공연 오후4시, 8시", ()),
        ("매일 10:00 - 23:00 롯데마트, 매일 10:30 - 20:00 에비뉴엘", ()),
        ("10:00 ~ 17:00 매월 마지막 주 수요일만 야간개장 18:00~21:00", ()),
        ("24시간 개방 (기념관 매일 10:00~17:00)", ()),
        ("", ()),
    ],
)
def test_opening_hours_are_read(text: str, expected: tuple[Hours, ...]) -> None:
    assert hours.read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("연중무휴", Closed()),
        ("휴무일 없음", Closed()),
        ("매주 월요일", Closed(weekdays=(0,))),
        ("월, 화요일", Closed(weekdays=(0, 1))),
        ("주말, 공휴일", Closed(weekdays=(5, 6), holidays=True)),
        ("매월 2·4주 일요일", Closed(nth=((2, 6), (4, 6)))),
        ("첫째, 셋째 월요일, 정부지정 공휴일", Closed(nth=((1, 0), (3, 0)), holidays=True)),
        (
            "매월 마지막 월요일(공휴일이면 다음 날), 1월 1일",
            Closed(nth=((-1, 0),), dates=("01-01",), shift="next"),
        ),
        ("3·6·9·12월 첫째 월요일", Closed(nth=((1, 0),), nth_months=(3, 6, 9, 12))),
        (
            "매주 월요일(단, 월요일이 공휴일인 경우 정상 개관), 1월1일",
            Closed(weekdays=(0,), dates=("01-01",), shift="open"),
        ),
        (
            "월요일 (월요일이 공휴일인 경우 그 다음날), 설날·추석 당일",
            Closed(weekdays=(0,), feasts=("chuseok", "seollal"), shift="next"),
        ),
        (
            "매주 월요일(공휴일이면 다음 평일), 신정, 설 연휴, 추석 연휴",
            Closed(weekdays=(0,), dates=("01-01",), feast_days=("chuseok", "seollal"), shift="next_weekday"),
        ),
        ("매주 금요일, 일요일을 제외한 법정공휴일", Closed(weekdays=(4,), holidays=True, sundays_open=True)),
        ("공휴일을 제외한 매주 월요일, 1월 1일", Closed(weekdays=(0,), dates=("01-01",), shift="open")),
        (
            "매주 월요일, 근로자의 날, 12월 29일~1월 2일, 선거일",
            Closed(
                weekdays=(0,),
                dates=("01-01", "01-02", "05-01", "12-29", "12-30", "12-31"),
                feasts=("election",),
            ),
        ),
        ("매주 일·월요일, 12~3월", Closed(weekdays=(0, 6), months=(1, 2, 3, 12))),
        ("매주 월요일, 공휴일 및 도서관장이 정하는 휴관일", Closed(weekdays=(0,), holidays=True)),
        ("매주 일요일 (일반 상점만)", Closed(weekdays=(6,), partly=True)),
        ("둘째·넷째 일요일(문을 여는 점포도 있음)", Closed(nth=((2, 6), (4, 6)), partly=True)),
        ("홈페이지 참조 (상점마다 다름)", None),
        ("홈페이지 참조", None),
        ("전시 일정별 상이", None),
        ("일요일 (공연일정에 따라 휴관일은 변경될 수 있음)", None),
        ("", None),
    ],
)
def test_closed_days_are_read(text: str, expected: Closed | None) -> None:
    assert closing.read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("무료", Fees(adult=0)),
        ("0", Fees(adult=0)),
        ("5,000원", Fees(adult=5000)),
        ("성인 5000원, 청소년 4000원, 어린이 3000원", Fees(adult=5000, youth=4000, child=3000)),
        ("어린이, 청소년 5000원 성인 10000원", Fees(adult=10000, youth=5000, child=5000)),
        ("어른 3000원 / 청소년 2천원 / 65세 이상 무료", Fees(adult=3000, youth=2000, senior=0)),
        ("성인 15,000원 단체 20인 이상 성인 12,000원", Fees(adult=15000)),
        ("일반 3000원 학생 2000원", Fees(adult=3000, youth=2000)),
        ("성인 3,000원, 미취학 아동 무료", Fees(adult=3000)),
        ("성인 1,000원 어린이 5,000원", None),
        ("프로그램별 상이", None),
        ("성인 9,000,000원", None),
    ],
)
def test_fees_are_read(text: str, expected: Fees | None) -> None:
    assert fees.read(text) == expected


def test_free_is_free_for_all() -> None:
    assert Fees(adult=0).free
    assert not Fees(adult=1000, senior=0).free
    assert not Fees().free


def test_our_own_wording_and_structures_say_the_same() -> None:
    """Beside each other in one row, and edited by hand: they must not drift apart."""
    worded = {
        "cheongwadae", "hangeul-museum", "war-memorial", "aquaplanet-63", "art-63", "april19-cemetery",
        "tongin-market", "third-tunnel", "dora-observatory", "the-hyundai-seoul", "lotte-main",
        "shinsegae-main", "shinsegae-gangnam",
        "hyundai-department-store-apgujeong-main", "hyundai-department-store-coex",
    }  # fmt: skip
    by_hand = {"banpo-fountain", "gwangjang-market", "pungmul-market", "seoul-grand-park", "tongin-market"}
    for each in place.read():
        read = hours.read(each.hours)
        assert each.opening == read or (each.id in by_hand and not read), each.id
        if each.id not in worded:
            assert each.closing == closing.read(each.closed), each.id
