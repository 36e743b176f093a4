"""Facts into words and back: what the model is told, and what of its answer may stay."""

import re
from datetime import datetime
from typing import Any

import pytest

from agent import briefing, claims, facts, guards
from agent.phrasing import quarters, timetable
from agent.tools.decision import Language
from agent.tools.text.particle import particled
from data.opening import SEOUL
from data.place import Place, read
from data.schedule import Closed, Hours

PALACE = next(place for place in read() if place.id == "gyeongbokgung")


@pytest.mark.parametrize(
    ("question", "told", "kept_back"),
    [
        ("경복궁 입장료는 얼마야?", ["입장료: 3,000원"], ["소개:", "주소:", "시간:"]),
        ("경복궁 몇 시에 닫아?", ["시간:", "휴무: 매주 화요일"], ["소개:", "입장료:"]),
        ("How much is the ticket?", ["입장료: 3,000원"], ["소개:"]),
        ("景福宮はどこにありますか", ["주소:"], ["소개:"]),
        ("경복궁에 대해 알려 줘", ["소개:", "시간:", "입장료:", "가까운 역:"], ["전화:"]),
        ("경복궁의 역사를 알려 줘", ["소개:"], ["전화:"]),
    ],
)
def test_the_model_is_told_what_the_question_asks_for(
    question: str, told: list[str], kept_back: list[str]
) -> None:
    text = briefing.of(PALACE, question)
    assert all(part in text for part in told), text
    assert not any(part in text for part in kept_back), text


def test_an_unknown_fact_is_named_as_unknown() -> None:
    bare = Place.model_validate({**PALACE.model_dump(), "fee": None, "fee_note": None})
    assert "입장료: 확인 안 됨" in briefing.of(bare, "입장료는?")


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("경복궁은 고궁이에요. 입장료는 3,000원이에요.", "경복궁은 고궁이에요. 입장료는 3,000원이에요."),
        ("경복궁은 고궁이에요. 입장료는 5000원이에요.", "경복궁은 고궁이에요."),
        ("1. 경복궁\n2. 창덕궁", "1. 경복궁\n2. 창덕궁"),
        ("입장료는 3000 원이에요! 1395년에 지었어요.", "입장료는 3000 원이에요!"),
        ("7시에 닫아요.", ""),
    ],
)
def test_only_sentences_with_our_numbers_stay(answer: str, kept: str) -> None:
    assert claims.faithful(answer, "입장료: 3,000원") == kept


def test_a_reworded_rule_counts_as_said_and_a_missing_one_does_not() -> None:
    rule = "붐비는 열차에서는 배낭을 앞으로 메거나 손에 들어 주세요."
    assert claims.said(rule, "열차가 붐비면 배낭은 앞으로 메거나 손에 들고 타시면 좋아요.")
    assert not claims.said(rule, "문이 닫히고 있을 때는 뛰어들지 말고 다음 열차를 기다리세요.")


def test_a_bare_name_introduces_nothing() -> None:
    assert guards.introduced(PALACE, "1. 경복궁: 조선의 으뜸 궁궐이라 한복 차림으로 걷기 좋아요.")
    assert not guards.introduced(PALACE, "경복궁\n창덕궁은 후원이 아름다워 천천히 걷기 좋아요.")


def test_plain_facts_read_well_without_a_model() -> None:
    korean = facts.plain(PALACE, "ko")
    assert "입장료: 3,000원" in korean
    assert "가까운 역: 3호선 경복궁역 5번 출구" in korean
    english = facts.plain(PALACE, "en")
    assert english.startswith("Gyeongbokgung Palace (경복궁) · palace")
    assert "Admission: ₩3,000" in english


@pytest.mark.parametrize(
    ("question", "language", "answer"),
    [
        (
            "입장료는 얼마야?",
            "ko",
            (
                "경복궁 입장료는 3,000원이에요 (만 25~64세 기준. 만 24세 이하·만 65세 이상, 한복 착용자 무료."
                " 설날·추석 연휴 무료)."
            ),
        ),
        ("쉬는 날은?", "ko", "경복궁 쉬는 날은 매주 화요일이에요 (공휴일이면 다음 날)."),
        (
            "How much is it?",
            "en",
            "Gyeongbokgung Palace (경복궁): admission is ₩3,000 (youth, children, 65 and over free).",
        ),
        ("昌德宫哪天休息？", "zh", "景福宫 (경복궁)：休息日为每周二（逢节假日则顺延至次日）。"),
        (
            "最寄り駅は？",
            "ja",
            "景福宮／キョンボックン (경복궁)：最寄り駅は3号線キョンボックン駅（경복궁역）5番出口です。",
        ),
    ],
)
def test_a_fact_is_told_in_a_sentence_of_ours(question: str, language: Language, answer: str) -> None:
    assert facts.answer([PALACE], question, language) == answer


def test_no_fact_of_any_place_is_told_in_korean_to_others() -> None:
    hangul = re.compile(r"[가-힣][가-힣\d·]*")
    named = ("설날", "추석", "역")
    languages: tuple[Language, ...] = ("en", "ja", "zh")
    for place in read():
        for language in languages:
            for fact in ("hours", "closed", "fee", "station"):
                told = facts.known(place, fact, language) or ""
                korean = [word for word in hangul.findall(told) if not word.endswith(named)]
                assert not korean, (place.names.ko, language, told)
            assert not hangul.search(quarters.district(place, language)), place.district


@pytest.mark.parametrize(
    ("opening", "language", "told"),
    [
        ([{"open": 540, "close": 1080, "last": 1020}], "en", "09:00–18:00 (last entry 17:00)"),
        ([{"open": 1020, "close": 1560}], "ja", "17:00–翌02:00"),
        ([{"open": 0, "close": 1440}], "zh", "全天24小时"),
        (
            [
                {"days": [0, 1, 2, 3, 4], "open": 600, "close": 900},
                {"days": [5, 7], "open": 660, "close": 900},
            ],
            "en",
            "Mon–Fri 10:00–15:00; Sat, public holidays 11:00–15:00",
        ),
        ([{"months": [11, 12, 1, 2], "open": 600, "close": 900}], "ja", "11〜2月 10:00–15:00"),
        ([{"open": 660, "close": 900}, {"open": 1020, "close": 1320}], "zh", "11:00–15:00、17:00–22:00"),
    ],
)
def test_hours_are_worded_from_their_structure(
    opening: list[dict[str, Any]], language: Language, told: str
) -> None:
    assert timetable.hours([Hours.model_validate(span) for span in opening], language) == told


@pytest.mark.parametrize(
    ("closing", "language", "told"),
    [
        (Closed(), "ja", "なし（年中無休）"),
        (
            Closed(weekdays=(0,), shift="next"),
            "en",
            "every Monday (if that is a public holiday, the next day instead)",
        ),
        (Closed(nth=((2, 6), (4, 6))), "ja", "毎月第2・第4日曜日"),
        (Closed(nth=((-1, 0),)), "zh", "每月最后一个周一"),
        (Closed(weekdays=(0,), dates=("01-01",), feasts=("seollal",)), "zh", "每周一、1月1日、春节（설날）"),
        (Closed(since="2025-08"), "en", "closed since Aug 2025"),
    ],
)
def test_closed_days_are_worded_from_their_structure(closing: Closed, language: Language, told: str) -> None:
    assert timetable.closed(closing, language) == told


def test_a_particle_follows_the_sound_of_the_name() -> None:
    text = "국립중앙박물관는 용산에 있고 경복궁를 보려면 경복궁로 가세요. 경복궁이 좋아요."
    mended = "국립중앙박물관은 용산에 있고 경복궁을 보려면 경복궁으로 가세요. 경복궁이 좋아요."
    assert particled(text, ["국립중앙박물관", "경복궁"]) == mended


def test_a_password_is_a_fact_that_nobody_knows() -> None:
    assert facts.answer([PALACE], "와이파이 비밀번호 알려줘", "ko").startswith("경복궁 와이파이 정보는 아직")


def test_what_we_do_not_know_we_say_we_do_not_know() -> None:
    bare = Place.model_validate({**PALACE.model_dump(), "phone": None, "homepage": "https://a.kr"})
    told = facts.answer([bare], "전화번호 알려 줘", "ko")
    assert told == "경복궁 전화 정보는 아직 확인하지 못했어요. 누리집 https://a.kr 에서 확인하실 수 있어요."


SUNDAY = datetime(2026, 11, 22, 16, 30, tzinfo=SEOUL)
MUSEUM = next(place for place in read() if place.id == "national-museum-of-korea")


@pytest.mark.parametrize(
    ("question", "language", "answer"),
    [
        ("월요일에 해?", "ko", "네, 경복궁은 월요일에 열어요. 운영 시간은 09:00~17:00예요 (입장 마감 16"),
        ("화요일에 쉬나요?", "ko", "네, 경복궁은 화요일에 쉬어요. 쉬는 날은 매주 화요일이에요"),
        ("내일모레 열어?", "ko", "아니요, 경복궁은 모레(화요일) 쉬어요. 쉬는 날은 매주 화요일이에요"),
        ("내일 열어? (크리스마스에는?)", "ko", "네, 경복궁은 12월 25일(금요일)에 열어요."),
        ("대학생은 얼마야? (만 5세는?)", "ko", "경복궁 5세 입장료는 무료예요."),
        ("지금 열려 있어?", "ko", "경복궁은 아직 열려 있지만 입장은 16:00에 끝났어요."),
        ("밤 9시에 들어갈 수 있어?", "ko", "아니요, 경복궁은 21:00에는 열지 않아요. 운영 시간은 09:00"),
        ("오후 5시까지 해?", "ko", "네, 경복궁은 17:00까지 열어요."),
        ("오후 6시까지 해?", "ko", "아니요, 경복궁은 17:00에 닫아요."),
        ("부모님이 70대신데 무료죠?", "ko", "네, 경복궁 만 65세 이상 입장료는 무료예요."),
        ("주차 무료야?", "ko", "경복궁 주차 정보는 아직 확인하지 못했어요. 누리집"),
        ("자전거 빌리는 데 얼마야?", "ko", "경복궁 자전거 이용 정보는 아직 확인하지 못했어요."),
        ("관람 시간은 얼마나 잡아야 해?", "ko", "경복궁은 둘러보는 데 보통 1시간 30분쯤"),
        ("어린이는 얼마야?", "ko", "경복궁 어린이 입장료는 무료예요. 어른은 3,000원이에요"),
        ("한복 입으면 무료야?", "ko", "네, 경복궁은 한복을 입으면 무료예요."),
        ("입장료 있어?", "ko", "네, 경복궁 입장료는 3,000원이에요"),
        ("주차장 요금 얼마야?", "ko", "경복궁 주차 정보는 아직 확인하지 못했어요. 누리집"),
        ("Is it open on Tuesdays?", "en", "Gyeongbokgung Palace (경복궁): no, it is closed on Tuesdays."),
        ("最終入場は何時？", "ja", "景福宮／キョンボックン (경복궁)：今の時期の最終入場は16:00です。"),
        ("老人多少钱？", "zh", "景福宫 (경복궁)：65岁以上免费。门票为3,000韩元"),
    ],
)  # fmt: skip
def test_a_question_on_a_day_a_guest_or_a_service_gets_its_own_answer(
    question: str, language: Language, answer: str
) -> None:
    told = facts.direct(PALACE, question, language, SUNDAY)
    assert told is not None
    assert told.startswith(answer), told
    assert told.count("https://a.kr") <= 1


def test_a_name_is_no_day_and_an_unknown_feast_is_told_as_such() -> None:
    amore = next(place for place in read() if place.id == "amore-museum")
    assert "모레" not in (facts.particular(amore, "아모레퍼시픽미술관 몇 시까지야", "ko") or "").replace(
        "아모레", ""
    )
    closed = facts.direct(MUSEUM, "추석 당일 열어?", "ko", SUNDAY)
    assert closed is not None
    assert closed.startswith("아니요, 국립중앙박물관은 추석에 쉬어요.")
    bare = Place.model_validate(
        {**MUSEUM.model_dump(), "hours": None, "opening": (), "closed": None, "closing": None}
    )
    unsure = facts.direct(bare, "설날에도 열어?", "ko", SUNDAY)
    assert unsure is not None
    assert unsure.startswith("국립중앙박물관이 설날에 여는지는 아직 확인하지 못했어요. 누리집")


def _asked(question: str, language: Language = "ko", **changed: Any) -> str:
    place = Place.model_validate({**PALACE.model_dump(), "homepage": "https://a.kr", **changed})
    return facts.direct(place, question, language, SUNDAY) or facts.told(
        place, facts.wanted_of(place, question), language
    )


def test_a_price_of_long_ago_is_told_with_its_month_and_who_knows_todays() -> None:
    fee: dict[str, Any] = {"fee": 62_000, "fee_note": None, "fees": {"adult": 62_000, "youth": 54_000}}
    old: dict[str, Any] = {"name": "신문", "date": "2022-04", "fields": ["fee"]}
    assert _asked("입장료 얼마야?", **fee, sources=[old]).endswith(
        "62,000원이에요. 2022년 4월 자료라 바뀌었을 수 있어요. 누리집 https://a.kr 에서 확인하실 수 있어요."
    )
    assert "2022年4月の情報" in _asked("料金はいくら？", "ja", **fee, sources=[old])
    assert _asked("어린이 요금은?", **fee, sources=[old]).count("https://a.kr") == 1
    assert "날짜가 적히지 않은" in _asked("청소년 얼마야?", **fee, sources=[old | {"undated": True}])
    young = old | {"date": "2026-07"}
    assert "자료라" not in _asked("입장료 얼마야?", **fee, sources=[old, young])
    assert "자료라" not in _asked("몇 시까지 해?", **fee, sources=[old])
    held = Place.model_validate({**PALACE.model_dump(), **fee, "sources": [old]})
    assert "62,000원 (2022년 4월 자료)" in briefing.of(held, "입장료 얼마야?", "ko")


def test_a_market_whose_shops_close_in_part_is_neither_open_nor_shut() -> None:
    market: dict[str, Any] = {
        "hours": "09:00~23:00", "opening": [{"open": 540, "close": 1380}],
        "closed": "매주 일요일 (일반 상점만)", "closing": {"weekdays": [6], "partly": True},
    }  # fmt: skip
    assert _asked("일요일에 열어?", **market).startswith("경복궁은 일요일에 쉬는 가게가 많아요. 운영 시간은")
    assert "many of its shops are closed on Sundays" in _asked("Open on Sundays?", "en", **market)
    assert _asked("토요일에 열어?", **market).startswith("네, 경복궁은 토요일에 열어요.")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("샤워실 있어?", "경복궁 샤워실 정보는 확인하지 못했어요. 누리집 https://a.kr"),
        ("수족관 지금도 해?", "경복궁 수족관과 전망대는 2024년에 문을 닫았어요."),
        ("식당은 몇 시까지 해?", "경복궁 식당 정보는 확인하지 못했어요."),
        ("셔틀 있어?", "경복궁은 정문 앞에서 셔틀을 타요."),
        ("수요일은 무료야?", "네, 경복궁은 수·토요일 18:00~21:00 무료예요. 어른은 3,000원이에요"),
        ("다섯 살도 무료야?", "아니요, 경복궁 5세 입장료는 1,500원이에요."),
        ("네 살인데 얼마야?", "경복궁 4세 입장료는 무료예요."),
        (
            "전화번호랑 누리집 알려줘",
            "경복궁 누리집은 여기예요: https://a.kr 전화 정보는 아직 확인하지 못했어요.",
        ),
    ],
)
def test_parts_and_guests_are_told_as_far_as_the_place_tells_of_them(question: str, answer: str) -> None:
    about = "궁궐이에요. 수족관과 전망대는 2024년에 문을 닫았어요. 정문 앞에서 셔틀을 타요."
    told = _asked(
        question,
        description=about,
        phone=None,
        fee_note="어린이 1,500원, 만 4세 이하 무료, 수·토요일 18:00~21:00 무료",
        fees={"adult": 3_000, "child": 1_500},
    )
    assert told.startswith(answer), told


def test_on_a_feast_nobody_says_no_to_free_entry_unless_it_is_known() -> None:
    assert _asked("설날에 무료야?", fee_note="설날·추석 연휴 무료").startswith(
        "네, 경복궁은 설날·추석 연휴 무료예요."
    )
    english = _asked("Is it free on Chuseok?", "en", fee_note="설날·추석 연휴 무료")
    assert "yes, free on that day" in english
    for question in ("설날에 무료야?", "어린이날 무료야?"):
        told = _asked(question, fee_note="성인 3,000원")
        assert not told.startswith("아니요"), told
        assert "그날만 무료라는 정보는 확인하지 못했어요." in told
    assert _asked("무료야?", fee_note=None).startswith("아니요")


@pytest.mark.parametrize(
    ("name", "language", "question", "answer"),
    [
        ("경복궁", "ko", "어른 둘 애 하나면 얼마야", "6,000원이에요 (어른 2명 6,000원, 어린이 1명 무료)."),
        ("경복궁", "ko", "가족 4명(초등생 2명) 얼마", "6,000원이에요 (어른 2명 6,000원, 어린이 2명 무료)."),
        ("경복궁", "ko", "셋이서 가면 얼마야?", "경복궁 입장료는 모두 9,000원이에요 (어른 3명 9,000원)."),
        ("경복궁", "ko", "65세 이상 두 명이면 얼마?", "경복궁 입장료는 만 65세 이상 2명 모두 무료예요."),
        ("창덕궁", "en", "How much for 2 adults and a child?", "(adults × 2 = ₩6,000, children × 1 = free)."),
        ("창덕궁", "ja", "大人2人と子ども1人でいくら？", "です（大人2名 6,000ウォン、子ども1名 無料）。"),
        ("창덕궁", "zh", "两个大人一个孩子门票多少钱？", "（成人2位 6,000韩元、儿童1位 免费）。"),
    ],
)  # fmt: skip
def test_a_party_is_told_what_all_of_them_pay(
    name: str, language: Language, question: str, answer: str
) -> None:
    place = next(place for place in read() if place.names.ko == name)
    assert (facts.direct(place, question, language) or "").endswith(answer)


def test_what_it_costs_to_see_all_is_no_length_of_a_visit() -> None:
    place = next(place for place in read() if place.names.ko == "창덕궁")
    asked = "창덕궁, 창경궁 둘 다 보려면 {}"
    assert "3,000원" in (facts.particular(place, asked.format("얼마야"), "ko") or "")
    assert "1시간" in (facts.particular(place, asked.format("얼마나 걸려"), "ko") or "")


def test_one_guest_makes_no_party_and_an_unknown_price_no_sum() -> None:
    held = {place.names.ko: place for place in read()}
    assert "모두" not in (facts.direct(held["경복궁"], "어른 한 명 얼마?", "ko") or "")
    assert "모두" not in (facts.direct(held["롯데월드"], "어른 둘 애 하나면 얼마야", "ko") or "")


@pytest.mark.parametrize(
    ("name", "language", "question", "answer"),
    [
        ("예술의전당", "en", "admission fee?", "admission depends on the performance or exhibition."),
        ("예술의전당", "ja", "入場料は？", "入場料は公演・展示により異なります。"),
        ("예술의전당", "zh", "门票多少钱", "门票因演出或展览而异。"),
        ("남산서울타워", "en", "How much for 2 adults and 1 kid?", "I have not confirmed the admission."),
        ("남산서울타워", "ja", "大人2人と子ども1人でいくら？", "入場料はまだ確認できていません。"),
    ],
)
def test_a_price_that_is_none_is_told_in_one_sentence(
    name: str, language: Language, question: str, answer: str
) -> None:
    place = next(place for place in read() if place.names.ko == name)
    told = facts.particular(place, question, language) or ""
    assert answer in told
    assert told.count(answer[:8]) == 1


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Is Cheonggyecheon lit up at night?"),
        ("ja", "清渓川は夜ライトアップされますか"),
        ("zh", "清溪川晚上有灯吗"),
    ],
)
def test_how_a_place_looks_at_night_is_not_answered_by_its_hours(language: Language, question: str) -> None:
    place = next(place for place in read() if place.names.ko == "청계천")
    assert facts.direct(place, question, language) is None
