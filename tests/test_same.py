"""One entry a real place: names cleaned, sameness decided; categories by rule."""

import pytest

from data.same import Known, same
from ingest import kinds, names

HERE = (37.5700, 126.9800)
A_METRE = 1 / 111_200


def known(name: str, category: str = "other", north: float = 0) -> Known:
    return Known((name,), HERE[0] + north * A_METRE, HERE[1], category)


@pytest.mark.parametrize(
    ("one", "other", "category", "apart"),
    [
        ("서울특별시교육청 남산도서관", "남산도서관", "library", 500),
        ("도산근린공원", "도산공원", "park", 400),
        ("갤러리 현대", "갤러리현대", "gallery", 900),
        ("만해 한용운 심우장", "심우장", "heritage", 30),
        ("매헌 윤봉길의사 기념관", "윤봉길 의사 기념관", "museum", 50),
        ("국립현대미술관 서울", "국립현대미술관 서울관", "gallery", 100),
        ("북한산", "북한산", "mountain", 4000),
        ("사비나", "사비나미술관", "gallery", 20),
    ],
)
def test_one_place_in_two_spellings(one: str, other: str, category: str, apart: float) -> None:
    assert same(known(one, category), known(other, category, apart))


@pytest.mark.parametrize(
    ("one", "other", "category", "apart"),
    [
        ("신세계백화점 강남점", "신세계백화점 본점", "shopping", 50),
        ("더클라임 클라이밍 양재점", "더클라임 클라이밍 마곡점", "stadium", 50),
        ("석촌호수", "석촌호수 아뜰리에", "park", 100),
        ("창경궁", "창경궁 대온실", "palace", 200),
        ("서울둘레길 2코스", "서울둘레길 3코스", "trail", 100),
        ("잠실한강공원", "잠실한강공원 물놀이장", "river", 10),
        ("자양전통시장", "자양종합시장", "market", 300),
        ("한양대학교 박물관", "한양여자대학교 박물관", "museum", 100),
        ("갤러리도스", "갤러리도올", "gallery", 100),
        ("영화사", "영화사", "temple", 9000),
        ("신사시장", "신사시장", "market", 5000),
    ],
)
def test_two_places(one: str, other: str, category: str, apart: float) -> None:
    assert not same(known(one, category), known(other, category, apart))


def test_a_part_of_a_university_is_not_the_university() -> None:
    assert not same(known("서울대학교", "campus"), known("서울대학교 박물관", "museum", 100))


@pytest.mark.parametrize(
    ("written", "name", "aliases"),
    [
        ("1898 명동성당", "명동성당", ()),
        ("서울생각마루(뚝섬 자벌레)", "서울생각마루", ("뚝섬 자벌레",)),
        ("진관사(서울)", "진관사", ()),
        ("서울 선릉과 정릉 [유네스코 세계유산]", "서울 선릉과 정릉", ()),
        ("[북한산 둘레길 8구간] 구름정원길", "북한산둘레길 구름정원길", ("북한산둘레길 8구간",)),
        ("[서울둘레길 2코스] 덕릉고개코스", "서울둘레길 2코스", ("서울둘레길 덕릉고개코스",)),
        ("켄싱턴호텔 여의도 (구. 렉싱턴호텔)", "켄싱턴호텔 여의도", ("렉싱턴호텔",)),
        ("[K드라마 촬영지] 공근혜갤러리", "공근혜갤러리", ()),
        ("서울특별시교육청 남산도서관", "남산도서관", ()),
        ("금천 체육공원(관악산)", "금천 체육공원", ()),
    ],
)
def test_names_as_people_say_them(written: str, name: str, aliases: tuple[str, ...]) -> None:
    called = names.clean(written)
    assert (called.name, called.aliases) == (name, aliases)


@pytest.mark.parametrize(
    ("name", "code", "kind", "category"),
    [
        ("남산도서관", "VE070600", "", "library"),
        ("가나아트센터", "VE070600", "", "gallery"),
        ("강동아트센터", "VE060100", "", "theatre"),
        ("서울예술인지원센터", "", "기타", "other"),
        ("한국미술관", "", "미술관/갤러리", "gallery"),
        ("서울무형유산교육전시장", "", "기타", "museum"),
        ("뚝섬한강공원", "VE030100", "", "river"),
        ("아현동 전골목", "VE040100", "", "food"),
        ("금강사", "HS030100", "", "temple"),
        ("풍경", "AC010100", "", "hotel"),
        ("필운동 홍건익 가옥", "", "민속문화유산", "heritage"),
        ("자양전통시장", "", "인정시장", "market"),
        ("무엇인가", "", "", "other"),
    ],
)
def test_the_category(name: str, code: str, kind: str, category: str) -> None:
    assert kinds.category(name, code, kind) == category
