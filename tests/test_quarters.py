"""Wishes by where alone they are to be granted: 명동에서 칼국수 먹고 싶어."""

import pytest

from tests.understanding import decide


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("명동에서 칼국수 먹고 싶어", "명동"),
        ("홍대에서 춤추고 싶어", "홍대거리"),
        ("이태원에서 브런치 먹구싶당", "이태원"),
        ("동대문에서 밤새 쇼핑하고 싶다", "흥인지문"),
        ("을지로3가역에서 맥주 땡긴다", "을지로3가역"),
        ("비건 식당 이태원 쪽에 있나요", "이태원"),
        ("성수에서 존맛 빵집 어디", "성수동"),
        ("성북동 쪽 미술관 뭐 있어?", "성북동"),
    ],
)
def test_what_one_would_like_in_a_quarter_is_a_wish_there(text: str, where: str) -> None:
    found = decide(text)
    assert found.route == "place"
    assert found.wish
    assert [place.name for place in found.places] == [where]


@pytest.mark.parametrize(
    "text",
    ["경복궁에서 한복 입고 싶어", "홍대에서 살고 싶어", "명동에서 친구 만나고 싶어", "세빛섬 볼거 있어?"],
)
def test_of_a_place_itself_and_of_living_somewhere_no_list_is_wished_for(text: str) -> None:
    assert decide(text).wish is None


def test_a_walk_is_no_book() -> None:
    assert decide("산책로 추천해줘").wish
    assert decide("읽을 만한 책 추천해줘").talk == "outside"


def test_what_is_to_be_seen_in_a_quarter_lies_in_it() -> None:
    assert decide("연남동 볼거 있어?").wish


def test_a_craving_in_a_quarter_is_sure() -> None:
    assert decide("종로에서 국밥 한그릇 하고싶네").confidence > 0.95


def test_to_leave_a_quarter_is_a_journey() -> None:
    found = decide("강남역에서 출발하고 싶은데 경복궁 어떻게 가")
    assert (found.route, found.wish) == ("transit", None)
