"""Which route a message wants: by rule, and by the judges that a router may ask."""

from dataclasses import replace
from time import process_time

import pytest

from agent.nodes.route import answerable
from agent.tools.decision import Focus, Route
from agent.tools.reading.read import Guess
from agent.tools.routing.confidence import curves, fitted
from agent.tools.routing.follow import next_focus
from agent.tools.routing.opinions import doubted
from agent.tools.text.spelling import spelled
from data.place import Spot
from tests.routing import complaint, judge
from tests.understanding import cases, decide, spot, tally


@pytest.mark.parametrize(("half", "floor"), [("dev", 0.97), ("held", 0.94)])
def test_routes_by_rule_alone(half: str, floor: float) -> None:
    judged = []
    for case in cases("routes", half):
        found = judge(case)
        judged.append(
            (
                found.route == case["route"],
                f"{case['text']}: {found.route}, not {case['route']} ({found.confidence})",
            )
        )
    score = tally(judged)
    assert score.rate >= floor, score


@pytest.mark.parametrize(("half", "floor"), [("dev", 0.97), ("held", 0.95)])
def test_slots_of_the_messages_routed_right(half: str, floor: float) -> None:
    judged = []
    for case in cases("routes", half):
        found = judge(case)
        if found.route == case["route"]:
            wrong = complaint(case, found)
            judged.append((not wrong, f"{case['text']}: {wrong}"))
    score = tally(judged)
    assert score.rate >= floor, score


def test_few_messages_need_a_second_opinion_and_sure_ones_are_right() -> None:
    judged = [(judge(case), case["route"]) for half in ("dev", "held") for case in cases("routes", half)]
    sure = [found.route == wanted for found, wanted in judged if found.confidence >= 0.85]
    assert sum(sure) / len(sure) >= 0.98
    assert len(sure) / len(judged) >= 0.8


def test_a_doubtful_message_is_asked_back_and_the_reply_picks_a_reading() -> None:
    asked = decide("수서역")
    assert (asked.route, asked.talk, asked.rivals) == ("chat", "ask", ("transit", "place"))
    held = next_focus(asked, Focus())
    way = decide("가는 길이요", held)
    assert (way.route, way.destination) == ("transit", spot("수서역"))
    around = decide("2번", held)
    assert (around.route, around.places) == ("place", (spot("수서역"),))
    assert around.wish
    other = decide("경복궁 입장료 얼마야?", held)
    assert (other.route, other.places) == ("place", (spot("경복궁"),))
    assert next_focus(other, held).options == ()


def test_two_readings_as_likely_as_each_other_are_both_offered() -> None:
    even = doubted(Guess("search", 0.4, rivals=("place",)))
    assert (even.route, even.talk, even.rivals) == ("chat", "ask", ("search", "place"))
    plain = Guess("search", 0.7, rivals=("place",))
    assert doubted(plain) is plain


def test_three_intents_of_one_message_share_their_place() -> None:
    found = decide("봉은사 몇 시까지 열고 절 예절은 뭐가 있고 코엑스에서 어떻게 가?")
    assert [found.route, *(each.route for each in found.then)] == ["place", "etiquette", "transit"]
    assert found.then[1].destination == spot("봉은사")
    elided = decide("입장료랑 강남역에서 경복궁 가는 법")
    assert (elided.route, elided.places) == ("place", (spot("경복궁"),))
    assert elided.question == "경복궁 입장료"
    two = decide("강남역에서 명동 택시비랑 명동에서 이태원 택시비")
    assert (two.destination, two.then[0].destination) == (spot("명동"), spot("이태원"))


def test_a_question_back_comes_after_what_can_be_answered() -> None:
    found = decide("창덕궁 가는 법이랑 관람시간 그리고 지켜야 할 예절")
    assert [found.route, *(each.route for each in found.then)] == ["transit", "place", "etiquette"]
    ordered = answerable(found)
    assert [ordered.route, *(each.route for each in ordered.then)] == ["place", "etiquette", "transit"]
    assert ordered.then[-1].missing == "origin"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("지하철 애티켓", "지하철 에티켓"),
        ("예졀 알려줘", "예절 알려줘"),
        ("낼 하나여?", "내일 하나요?"),
        ("텍시비 얼마임", "택시비 얼마야"),
        ("에스컬에서 걸어도 돼?", "에스컬레이터에서 걸어도 돼?"),
        ("whats the subway ettiquete", "what's the subway etiquette"),
        ("hongdae n myeongdong", "hongdae and myeongdong"),
        ("N Seoul Tower", "N Seoul Tower"),
        ("일욜날 존맛 국밥 ㅊㅊ", "일요일 맛있는 국밥 추천"),
        ("야경맛집 어디야 뷰 맛집 추천", "야경 명소 어디야 뷰 명소 추천"),
        ("쉬구 싶은데 어딨어", "쉬고 싶은데 어디 있어"),
        ("예전에 요즘 에이 재일교포 춘천", "예전에 요즘 에이 재일교포 춘천"),
        ("식당 성당 여행 은행", "식당 성당 여행 은행"),
    ],
)
def test_a_phones_spelling_is_mended_and_other_words_are_left(typed: str, meant: str) -> None:
    assert spelled(typed) == meant


def test_confidence_is_the_share_that_is_right() -> None:
    judged = [(judge(case), case["route"]) for case in cases("routes", "held")]
    said = sum(found.confidence for found, _ in judged) / len(judged)
    right = sum(found.route == wanted for found, wanted in judged) / len(judged)
    assert right - 0.1 < said < right, "fitted on newer messages, harder than these"
    for by, curve in curves().items():
        assert list(curve) == sorted(curve), by
        assert [share for _, share in curve] == sorted(share for _, share in curve), by
    assert fitted([0.9, 0.1] * 40, [True, False] * 40) == ((0.1, 0.024), (0.9, 0.976))


SPITEFUL = (
    "1",
    "a",
    "가",
    "에서",
    "강남 ",
    "from ",
    "여기 ",
    "to the ",
    "明洞",
    "가 나 다 ",
    "는데 가려고 ",
    "그 규칙 ",
    "ㅋ",
    "(",
    "\\d+",
)


@pytest.mark.parametrize("piece", SPITEFUL)
def test_no_long_message_holds_a_rule_up(piece: str) -> None:
    """No pattern may take more than linear time: 4,000 characters of one piece cost little."""
    text = (piece * 4000)[:4000]
    begun = process_time()
    assert decide(text).question == text.strip()
    assert process_time() - begun < 5, "a pattern runs away: seconds where milliseconds are due"


def test_a_conversation_keeps_its_thread() -> None:
    held = Focus()
    turns: list[tuple[str, Route, str]] = [
        ("안녕?", "chat", "안녕?"),
        ("경복궁에 대해 알려줘", "place", "경복궁에 대해 알려줘"),
        ("입장료는 얼마야?", "place", "경복궁 입장료는 얼마야?"),
        ("창덕궁은?", "place", "창덕궁 입장료는 얼마야?"),
        ("거기서 남산서울타워까지 어떻게 가?", "transit", "창덕궁에서 남산서울타워까지 어떻게 가?"),
        ("택시는 얼마 정도 나와?", "transit", "창덕궁에서 남산서울타워까지 택시는 얼마 정도 나와?"),
        ("고마워", "chat", "고마워"),
        ("거기 몇 시에 닫아?", "place", "남산서울타워 몇 시에 닫아?"),
        ("아까 그 궁은 언제 쉬어?", "place", "창덕궁 아까 그 궁은 언제 쉬어?"),
        ("오늘 서울 날씨 어때?", "search", "오늘 서울 날씨 어때?"),
        ("내일은?", "search", "내일 서울 날씨 어때?"),
    ]
    for text, route, question in turns:
        found = decide(text, held)
        assert (found.route, found.question) == (route, question), text
        held = next_focus(found, held)
    assert held.place is not None


def test_a_missing_origin_is_asked_for_then_filled_or_dropped() -> None:
    first = decide("명동 어떻게 가?")
    assert first.missing == "origin"
    held = next_focus(first, Focus())
    assert held.pending == "origin"
    filled = decide("홍대입구역이요", held)
    assert (filled.missing, filled.destination) == (None, spot("명동"))
    assert next_focus(filled, held).pending is None
    dropped = decide("경복궁 입장료 얼마야?", held)
    assert dropped.route == "place"
    assert next_focus(dropped, held).pending is None


def test_a_wish_is_asked_again_without_what_was_shown() -> None:
    shown = (spot("경복궁"), spot("창덕궁"), spot("덕수궁"))
    first = decide("조용한 고궁 추천해 줘")
    held = next_focus(first, Focus(), shown=shown)
    assert (held.place, held.places) == (shown[0], shown)
    again = decide("거기 말고 다른 데는?", held)
    assert again.route == "place"
    assert again.wish == "조용한 고궁 추천해 줘"
    assert set(again.excluded) >= set(shown)
    assert decide("두 번째 거 알려줘", held).places == (shown[1],)


def test_two_intents_of_one_message_are_both_kept_in_order() -> None:
    found = decide("경복궁 입장료랑 강남역에서 가는 법 알려줘")
    assert found.route == "place"
    (second,) = found.then
    assert (second.route, second.destination) == ("transit", spot("경복궁"))
    assert second.origin is not None
    assert second.origin.name == "강남역"
    assert decide("경복궁이랑 창덕궁 입장료 알려줘").then == ()


def test_a_price_beside_a_way_without_a_start_is_the_places_and_a_fare_the_ways() -> None:
    found = decide("롯데월드 가는 법이랑 가격")
    (price,) = found.then
    assert (found.route, found.missing) == ("transit", "origin")
    assert (price.route, price.places) == ("place", (spot("롯데월드"),))
    assert decide("롯데월드 가는 법이랑 택시 요금").then == ()


def test_a_fee_and_somewhere_to_eat_are_two_answers() -> None:
    fee = decide(
        "부모님 모시고 서울 가는데요 남산타워 요금이랑 근처에 어르신들 드실만한 한식집 있는지 궁금합니다"
    )
    (meal,) = fee.then
    assert (fee.route, fee.wish, meal.route) == ("place", None, "place")
    assert meal.wish
    assert fee.places == meal.places == (spot("남산서울타워"),)


def test_small_talk_leaves_the_focus_alone() -> None:
    held = Focus(place=spot("경복궁"), route="place", question="경복궁 알려줘")
    assert next_focus(decide("고마워!", held), held) == held
    assert next_focus(decide("고마워", held), replace(held, pending="origin")).pending is None


def test_origin_and_destination_resolved_elsewhere_go_into_the_focus() -> None:
    found = decide("행복빌라에서 명동까지 택시비 얼마야?")
    geocoded = Spot("행복빌라", 37.5, 127.0, kind="location")
    assert next_focus(found, Focus(), origin=geocoded).origin == geocoded


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("두 번째 거 알려줘", "창덕궁 알려줘"), ("두 번째는 몇 시까지 해?", "창덕궁은 몇 시까지 해?"),
        ("그건 뭐야?", "경복궁은 뭐야?"), ("거기는 어때?", "경복궁은 어때?"),
        ("tell me about the second one", "tell me about 창덕궁"),
    ],
)  # fmt: skip
def test_what_points_at_a_place_gives_way_to_its_name(message: str, question: str) -> None:
    shown = (spot("경복궁"), spot("창덕궁"))
    told = decide(message, Focus(place=shown[0], places=shown, recent=shown, route="place"))
    assert told.question == question


def test_a_thing_that_we_do_not_hold_is_looked_up_whatever_was_told_of_before() -> None:
    told = Focus(place=spot("창덕궁"), route="place")
    for text in ("별빛정원 수목원은 몇 시까지 해?", "그럼 하늘바람 미술관은?", "and the Moonlit Fox Museum?"):
        found = decide(text, told)
        assert (found.route, found.unheld, found.places) == ("search", True, ()), text
    own = decide("후원은 얼마야?", told)
    assert (own.route, own.unheld, own.places) == ("place", False, (spot("창덕궁"),))
    likened = decide("별 보기 좋은 수목원 어디 있어?")
    assert (likened.route, bool(likened.wish)) == ("place", True)
    assert not decide("내일 서울 날씨 어때?").unheld
