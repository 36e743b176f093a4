"""The place that a search names only to say where, over the real names."""

import pytest

from agent.wishes.around import around, bare
from data.place import Place, read
from tests.understanding import router


@pytest.fixture(scope="module")
def held() -> dict[str, Place]:
    return {place.id: place for place in read()}


@pytest.mark.parametrize(
    ("text", "where", "rest"),
    [
        ("홍대 근처 라멘", "홍대거리", "근처 라멘"),
        ("경복궁 근처 박물관", "경복궁", "근처 박물관"),
        ("temple near COEX", "코엑스", "temple near"),
        ("弘大附近的拉面", "홍대거리", "附近的拉面"),
        ("뚝섬역 공원", "뚝섬역", "공원"),
        ("여의도에서 산책하기 좋은 공원", "여의도", "에서 산책하기 좋은 공원"),
        ("明洞で韓国コスメを買いたい", "명동", "で韓国コスメを買いたい"),
        ("cafes in Seongsu", "성수동", "cafes in"),
        ("경복궁 야간개장", None, ""),
        ("남산 케이블카", None, ""),
        ("홍대", None, ""),
        ("강남역 근처", None, ""),
        ("북촌한옥마을", None, ""),
        ("汉江边看夜景", None, ""),
        ("야경 좋은 곳", None, ""),
    ],
)
def test_a_place_says_where_if_something_is_looked_for_there(
    held: dict[str, Place], text: str, where: str | None, rest: str
) -> None:
    found = around(text, router().gazetteer, held)
    assert (found.spot.name if found else None, found.rest if found else "") == (where, rest)


def test_a_wish_is_searched_without_the_place_that_it_is_around() -> None:
    gazetteer = router().gazetteer
    spot = gazetteer.find("홍대")
    assert spot
    assert bare("홍대 근처 라멘", gazetteer, spot) == "근처 라멘"
    assert bare("홍대 근처", gazetteer, spot) == "홍대 근처"
    assert bare("조용한 카페", gazetteer, spot) == "조용한 카페"
