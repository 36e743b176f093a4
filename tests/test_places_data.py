"""The places that the guide knows: complete, in their districts, one name for one place."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data import check, lines, place
from data.district import districts
from data.place import PLACES
from data.same import fold

Row = dict[str, Any]

MUST = """
경복궁 창덕궁 덕수궁 창경궁 종묘 경희궁 남산서울타워 동대문디자인플라자 광장시장 코엑스 별마당도서관
봉은사 조계사 명동성당 국립중앙박물관 국립민속박물관 국립고궁박물관 전쟁기념관 리움미술관 청계천
광화문광장 청와대 서울숲 올림픽공원 롯데월드 서울대공원 잠실야구장 고척스카이돔 서울월드컵경기장
서울식물원 하늘공원 북한산 관악산 도봉산 인왕산 한양도성 길상사 서울시립미술관 예술의전당
세종문화회관 노량진수산시장 남대문시장 동대문시장 통인시장 망원시장 경동시장 인사동 이화여대 서울대
연세대 고려대 성균관대 북촌한옥마을 남산골한옥마을 은평한옥마을 서대문형무소역사관 독립문 흥인지문
숭례문 선정릉 몽촌토성 풍납토성 서울어린이대공원 뚝섬한강공원 반포한강공원 여의도한강공원
잠실한강공원 망원한강공원 난지한강공원 이촌한강공원 광나루한강공원 양화한강공원 잠원한강공원
강서한강공원 노들섬 선유도공원 서울로7017 경의선숲길 석촌호수 가로수길 압구정로데오 타임스퀘어 IFC몰
명동 홍대 이태원 성수동 익선동 서촌 연남동 망원동 해방촌 경리단길 신당동 을지로 롯데월드타워
서울스카이 63빌딩 응봉산 낙산공원 세빛섬 김포국제공항 서울역 용산역 고속버스터미널 DDP 국중박 N타워
남산타워 서울타워 롯데타워 코엑스몰 홍대거리 이대 북촌 쌈지길 문화역서울284 서울도서관 푸른수목원
"""
SPACED = (
    "국립현대미술관 서울", "국현 서울관", "암사동 유적", "반포대교 달빛무지개분수", "더현대 서울",
    "신세계 강남", "강남역 거리", "인천국제공항 제1여객터미널", "인천국제공항 제2여객터미널",
    "Namsan Tower", "N Seoul Tower", "Gyeongbok Palace", "景福宮", "Incheon Airport T1",
)  # fmt: skip


@pytest.fixture(scope="module")
def places() -> list[place.Place]:
    return list(place.read())


def test_places_cover_the_city(places: list[place.Place]) -> None:
    areas = Counter(each.district for each in places)
    gus = [district.name for district in districts().values() if district.gu]
    assert len(places) >= 3000
    assert len(gus) == 25
    assert {gu: areas[gu] for gu in gus if areas[gu] < 35} == {}
    assert sum(each.description is not None for each in places) >= 120
    assert all(each.tags for each in places)
    assert {each.id for each in places if each.popularity > 1 and each.names.en is None} == set()


@pytest.fixture(scope="module")
def named(places: list[place.Place]) -> dict[str, set[str]]:
    """Ids by the folded names and aliases that lead to them."""
    owners: dict[str, set[str]] = defaultdict(set)
    for each in places:
        for name in filter(None, (*dict(each.names).values(), *each.aliases)):
            owners[fold(name)].add(each.id)
    return owners


@pytest.mark.parametrize("name", [*MUST.split(), *SPACED])
def test_the_best_known_places_are_there(named: dict[str, set[str]], name: str) -> None:
    assert len(named[fold(name)]) == 1


def test_facts_people_ask_first(places: list[place.Place]) -> None:
    by = {each.names.ko: each for each in places}
    fees = {name: by[name].fee for name in ("경복궁", "창덕궁", "덕수궁", "창경궁", "종묘", "국립중앙박물관")}
    assert fees == {
        "경복궁": 3000,
        "창덕궁": 3000,
        "덕수궁": 1000,
        "창경궁": 1000,
        "종묘": 1000,
        "국립중앙박물관": 0,
    }
    palace = by["경복궁"]
    assert palace.closed == "매주 화요일(공휴일이면 다음 날)"
    assert palace.hours
    assert "6~8월 09:00~18:30" in palace.hours
    assert palace.access is not None
    assert (palace.access.station, palace.access.line, palace.access.exit) == ("경복궁", "3호선", "5")
    assert {"야경", "전망"} <= set(by["남산서울타워"].tags)
    assert {by[f"인천국제공항 제{n}여객터미널"].district for n in (1, 2)} == {"인천"}


def test_the_file_is_canonical() -> None:
    text = PLACES.read_text(encoding="utf-8")
    rows = list(lines(PLACES))
    order = list(place.Place.model_fields)
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert text == "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    for row in rows:
        assert list(row) == [field for field in order if field in row], row["id"]
        # A closing that sets nothing says something: open every day.
        empty = [field for field, value in row.items() if value in (None, "", [], {}) and field != "closing"]
        assert not empty, row["id"]


def test_the_check_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([]) == 0
    report = capsys.readouterr().out
    assert re.search(r"^종로구\s+\d+$", report, re.MULTILINE)
    assert re.search(r"^museum\s+\d+$", report, re.MULTILINE)
    assert re.search(r"^hours\s+\d+ \(\d+%\)$", report, re.MULTILINE)
    assert report.endswith("0 problems\n")


def _set(**fields: Any) -> Callable[[Row, Row], Row]:
    return lambda row, _: row | fields


def _twin(row: Row, other: Row) -> Row:
    return row | {"id": other["id"]}


def _borrowed(row: Row, other: Row) -> Row:
    return row | {"aliases": [other["names"]["ko"]]}


def _spaced(row: Row, other: Row) -> Row:
    return row | {"aliases": [" ".join(other["names"]["ko"])]}


FAULTS: dict[str, tuple[Callable[[Row, Row], Row], str]] = {
    "the same id": (_twin, "stands 2 times"),
    "another place's name": (_borrowed, "points at"),
    "another place's name, spaced": (_spaced, "points at"),
    "a station as an alias": (_set(aliases=["경복궁역"]), "is a station"),
    "an alias twice": (_set(aliases=["궁궐", "궁궐"]), "stands 2 times"),
    "far outside its district": (_set(lat=37.45), "lies outside 종로구"),
    "latitude and longitude changed over": (_set(lat=126.97, lon=37.58), "schema: lat"),
    "an unknown district": (_set(district="한양구"), "is not known"),
    "an address elsewhere": (_set(address="서울특별시 송파구 올림픽로 300"), "is not in 종로구"),
    "hours in words": (_set(hours="오전 9시부터 오후 6시"), "are suspicious"),
    "an impossible hour": (_set(hours="09:00~25:30"), "are suspicious"),
    "broken bytes": (_set(hours="토?일 09:00~18:00"), "is broken"),
    "a homepage that is none": (_set(homepage="www.royal.khs.go.kr"), "is not http(s)"),
    "a fee that nobody dated": (
        _set(fee=3000, sources=[{"name": "누리집", "date": "어제"}]),
        "fee without a dated source",
    ),
    "one sentence": (_set(description="조선의 궁궐이에요."), "description has 1 sentences"),
    "no such station": (_set(access={"station": "광화궁", "line": "3호선"}), "no station '광화궁'"),
    "not on that line": (_set(access={"station": "경복궁", "line": "9호선"}), "no station '경복궁' on 9호선"),
    "a station across the city": (_set(access={"station": "잠실", "line": "2호선"}), "more than 4 km"),
    "hours that overlap": (
        _set(
            hours="09:00~18:00, 10:00~17:00",
            opening=[{"open": 540, "close": 1080}, {"open": 600, "close": 1020}],
        ),
        "overlap",
    ),
    "hours of a closed day": (
        _set(hours="화~일 09:00~18:00", opening=[{"days": [1, 2, 3, 4, 5, 6], "open": 540, "close": 1080}]),
        "name a day that is closed",
    ),
    "closed days among the hours": (_set(hours="09:00~18:00, 화요일 휴무"), "tell closed days"),
    "shops that close, told of the whole": (
        _set(closed="매주 일요일 (일반 상점만)", closing={"weekdays": [6]}),
        "is of some shops",
    ),
    "a last entry that is lost": (_set(opening=[{"open": 540, "close": 1080}]), "마감 is lost"),
    "a note against the fees": (_set(fee_note="청소년 1,500원"), "says 1500 won for youth"),
    "seniors free in words alone": (
        _set(fee_note="만 65세 이상 무료", fees={"adult": 3000}),
        "lets seniors in free",
    ),
    "a name in other letters": (_set(names={"ko": "경복궁", "en": "경복궁 Palace"}), "is not en"),
    "a telephone that nobody can dial": (_set(phone="2-3700-39"), "is odd"),
    "a name turned around at one address": (
        lambda row, other: (
            row
            | {
                "address": other["address"],
                "district": other["district"],
                "lat": other["lat"],
                "lon": other["lon"],
                "names": {"ko": other["names"]["ko"][1] + other["names"]["ko"][0] + other["names"]["ko"][2:]},
            }
        ),
        "is the same place as",
    ),
    "a field that the schema lacks": (_set(rating=5), "schema: rating"),
    "a category that the schema lacks": (_set(category="motel"), "schema: category"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_check_fails_on(fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant, complaint = FAULTS[fault]
    rows = [row for row in lines(PLACES) if row["id"] in {"gyeongbokgung", "deoksugung"}]
    other, row = sorted(rows, key=lambda each: str(each["id"]))
    path = tmp_path / "places.jsonl"
    path.write_text(
        "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in (plant(row, other), other))
    )
    assert check.main([str(path)]) == 1
    assert complaint in capsys.readouterr().out
