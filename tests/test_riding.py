"""Rules of riding that are asked without a way; every figure is the data's."""

import pytest

from agent.nodes.converse import ask_back
from agent.tools.decision import Decision, Language
from agent.tools.transit import lines, riding, timetable
from agent.tools.transit.bus import Buses
from data.place import Spot
from tests.understanding import decide


def lost(question: str, language: Language = "ko", to: Spot | None = None) -> Decision:
    return Decision("transit", question, language, 1.0, "rule", destination=to)


@pytest.mark.parametrize(
    ("question", "language", "told"),
    [
        ("버스 환승 몇 분 안에 해야 해", "ko", ("30분", "60분", "4번")),
        ("Is the transfer between bus and subway free?", "en", ("30 minutes", "60 minutes", "4 transfers")),
        ("バスから地下鉄への乗り換えは無料ですか", "ja", ("30分", "60分", "4回")),
        ("公交换乘地铁有优惠吗", "zh", ("30分钟", "60分钟", "4次")),
        ("노인 지하철 무료야?", "ko", ("65세", "무료")),
        ("지하철 무임승차 나이", "ko", ("65세", "6세")),
        ("아기도 지하철 요금 내?", "ko", ("6세 미만", "3명", "1,550원")),
        ("Do babies ride the subway free?", "en", ("under 6", "up to 3")),
        ("2호선 막차 시간", "ko", ("2호선은", "05:30", "00:02")),
        ("What time does the subway start?", "en", ("lines 1 to 8", "05:00")),
        ("심야버스 있어?", "ko", ("N13", "N75", "2,500원", "2022년")),
        ("버스 막차 몇 시까지야", "ko", ("05:00쯤", "23:00쯤", "심야버스가 23:50")),
        ("야간에 버스 다녀?", "ko", ("23:00쯤", "심야버스")),
        ("공항철도 직통 얼마", "ko", ("43분", "51분", "11,000원", "2023년 10월")),
        ("기후동행카드 어디서 쓸 수 있어?", "ko", ("신분당선·GTX-A", "2024년 8월", "30일권 62,000원")),
    ],
)
def test_a_rule_is_told_with_its_figures(question: str, language: Language, told: tuple[str, ...]) -> None:
    answer = ask_back(lost(question, language))
    assert [part for part in told if part not in answer] == [], answer


def test_a_rule_with_a_price_of_its_own_is_told_alone() -> None:
    assert "1,550원" not in ask_back(lost("버스에서 지하철 갈아타면 추가요금 있어?"))
    assert ask_back(lost("올빼미버스 얼마야")).count("2,500원") == 1


@pytest.mark.parametrize("language", ["ko", "en", "ja", "zh"])
def test_every_rule_is_told_in_every_language(language: Language) -> None:
    asked = (
        "환승", "경로 우대", "아기", "지하철 첫차", "버스 막차", "심야버스", "직통열차",
        "기후동행카드 어디서 쓸 수 있어",
    )  # fmt: skip
    answers = [riding.told(question, language) for question in asked]
    assert all(answers)
    assert len(set(answers)) == len(asked)
    if language != "ko":
        plain = " ".join(filter(None, answers)).replace("기후동행카드", "").replace("심야버스", "")
        assert not any("가" <= letter <= "힣" for letter in plain), plain


def test_with_an_end_named_the_rule_comes_before_the_question_and_others_are_not_told() -> None:
    airport = Spot(name="인천공항1터미널역", lat=37.4475, lon=126.4524, kind="station")
    answer = ask_back(lost("기후동행카드로 인천공항 갈 수 있나요", to=airport))
    assert "신분당선·GTX-A" in answer
    assert answer.endswith("어디에서 출발하세요?")
    assert riding.told("할머니랑 인천공항 가는 막차", "ko", beside=True) is None


@pytest.mark.parametrize(
    "question", ["지하철 요금 얼마야", "버스로 가는 법", "몇 시에 가?", "기후동행카드 얼마야"]
)
def test_other_questions_ask_for_no_rule(question: str) -> None:
    assert riding.told(question, "ko") is None


@pytest.mark.parametrize(
    ("name", "question", "language", "told"),
    [
        ("강남역", "강남역 막차", "ko", ("내선순환: 첫차 05:36, 막차 23:42", "외선순환", "신분당선: 시각")),
        ("광화문역", "광화문역 첫차", "ko", ("하남검단산·마천 방면: 첫차 05:45, 막차 23:54", "방화 방면")),
        ("경복궁역", "the last train at Gyeongbokgung", "en", ("Daehwa", "Ogeum", "00:50", "00:58")),
    ],
)  # fmt: skip
def test_a_stations_first_and_last_trains_need_no_other_end(
    name: str, question: str, language: Language, told: tuple[str, ...]
) -> None:
    answer = timetable.told(name, question, language, weekday=True)
    assert answer
    assert [part for part in told if part not in answer] == [], answer


def test_a_terminus_has_one_direction_and_holidays_their_own_hours() -> None:
    end = timetable.told("방화역", "방화역 막차", "ko", weekday=True)
    assert end is not None
    assert end.count("\n- ") == 1
    assert timetable.told("경복궁역", "막차", "ko", weekday=False) != timetable.told(
        "경복궁역", "막차", "ko", weekday=True
    )


@pytest.mark.parametrize(
    ("name", "question"),
    [("강남역", "강남역 어떻게 가"), ("강남역", "강남역까지 가는 막차"), ("경복궁", "경복궁 막차")],
)
def test_a_way_and_what_is_no_station_are_no_timetables_business(name: str, question: str) -> None:
    assert timetable.told(name, question, "ko", weekday=True) is None


@pytest.fixture(scope="module")
def buses() -> Buses:
    return Buses.load()


@pytest.mark.parametrize(
    ("question", "language", "told"),
    [
        (
            "143번 버스 어디로 가?",
            "ko",
            ("간선버스", "정릉산장아파트에서 개포중학교까지", "115곳", "2022년 4월"),
        ),
        ("종로02 마을버스 노선 알려줘", "ko", ("마을버스", "성균관대학교")),
        ("where does bus N26 go", "en", ("Bus N26", "23:50", "2022-04")),
        ("143番バスはどこへ行きますか", "ja", ("143番バス", "115か所")),
        ("143路公交去哪里", "zh", ("143路", "115站")),
    ],
)
def test_a_bus_is_told_by_its_number(
    buses: Buses, question: str, language: Language, told: tuple[str, ...]
) -> None:
    answer = lines.of_bus(buses, question, language)
    assert answer
    assert [part for part in told if part not in answer] == [], answer


@pytest.mark.parametrize("question", ["9999번 버스 어디 가", "3번 출구", "버스 3명 얼마", "2호선 어디 가"])
def test_what_is_no_bus_of_ours_is_not_told(buses: Buses, question: str) -> None:
    assert lines.of_bus(buses, question, "ko") is None


def test_the_lines_of_a_station() -> None:
    assert lines.of_station("홍대입구역", "홍대입구역에 몇 호선 지나가?", "ko") == (
        "홍대입구역에는 2호선, 경의중앙선, 공항철도 열차가 서요."
    )
    assert lines.of_station("홍대입구역", "홍대입구역 어떻게 가", "ko") is None
    assert lines.of_station("홍대", "몇 호선이야", "ko") is None


def test_where_a_station_lies_is_told_with_its_lines() -> None:
    assert ask_back(decide("강남역 어딨어?")) == (
        "강남역은 강남구에 있어요. 강남역에는 2호선, 신분당선 열차가 서요."
    )
    assert ask_back(decide("Where is Gangnam station?")).startswith(
        "Gangnam Station (강남역) is in Gangnam-gu."
    )
    assert "중구" in ask_back(decide("회현역 위치가 어디죠"))
    assert "강남구" not in ask_back(decide("강남역 가는 법"))
    assert decide("강남역 화장실 어디에 있어?").route == "search"


def test_a_line_that_is_named_is_told_whatever_way_was_talked_of_before() -> None:
    museum = Spot(name="국립민속박물관", lat=37.58, lon=126.98, kind="place")
    assert "2호선은" in ask_back(lost("2호선 막차 몇시", to=museum))
    assert "lines 1 to 8" in ask_back(lost("how late is the subway open?", "en", to=museum))
    assert "2호선은" not in ask_back(lost("홍대입구역까지 2호선 막차", to=museum))
