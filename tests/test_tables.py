"""A team's own tables: read in every form that cities publish, faults told, and laid over our places."""

import asyncio
import json
import textwrap
from pathlib import Path
from typing import Any

import pytest

from data.place import Place
from ingest import mapping, markup
from ingest.bad import Bad, Refused
from ingest.layers import Layers
from ingest.overlay import pairs
from ingest.sources.files import Files
from tests.corpus import places

HEAD = "번호,이름,분류,주소,위도,경도,요금\n"
MAP = """
[source]
name = "우리 팀"
date = "2026-11"

[place]
key = "번호"
"names.ko" = "이름"
category = "분류"
address = "주소"
lat = "위도"
lon = "경도"
fee = "요금"

[values.category]
"공원" = "park"
"박물관*" = "museum"
"휴업*" = "skip"
"""


def given(folder: Path, name: str, content: str | bytes, made: str = MAP) -> tuple[list[Place], list[str]]:
    """What a file gives: places, and its faults as they are printed, without the folder."""
    path, told = folder / name, folder / "team.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    told.write_text(textwrap.dedent(made), encoding="utf-8")
    source = Files([path], mapping.load(told), "team")
    haul = asyncio.run(source.collect({}, lambda *_: None))
    return list(haul.places), [str(bad).replace(f"{folder}/", "") for bad in haul.bad]


def test_tables_are_read_in_every_encoding_and_with_every_delimiter(tmp_path: Path) -> None:
    table = HEAD + '7,"달빛, 숲",공원,서울특별시 마포구 어딘가 1,37.55,126.91,"3,000원"\n'
    for content in (table.encode(), b"\xef\xbb\xbf" + table.encode(), table.encode("cp949")):
        (place,), bad = given(tmp_path, "a.csv", content)
        assert bad == []
        assert (place.id, place.names.ko, place.category) == ("team-7", "달빛, 숲", "park")
        assert (place.district, place.fee, place.lat, place.lon) == ("마포구", 3000, 37.55, 126.91)
        assert (place.sources[0].name, place.sources[0].date) == ("우리 팀", "2026-11")
    tabs = HEAD.replace(",", "\t") + "7\t달빛 숲\t공원\t서울 마포구 1\t37.55\t126.91\t무료\n\n"
    (place,), bad = given(tmp_path, "a.tsv", tabs.replace("\n", "\r\n"))
    assert (bad, place.fee) == ([], 0)
    titled = f"2026년 현황\n(단위: 원)\n{table}"
    (place,), bad = given(tmp_path, "b.csv", titled, "[read]\nskip = 2\n" + MAP)
    assert (bad, place.names.ko) == ([], "달빛, 숲")


def test_each_fault_is_told_by_line_field_and_reason(tmp_path: Path) -> None:
    rows = [
        "1,좋은 숲,공원,서울 마포구 1,37.55,126.91,무료",
        "2,,공원,서울 마포구 1,37.55,126.91,",
        "3,숲,마굿간,서울 마포구 1,37.55,126.91,",
        "4,숲,공원,서울 마포구 1,126.91,37.55,",
        "5,숲,공원,서울 마포구 1,없음,126.91,",
        "6,숲,공원,서울 마포구 1,450123.5,198745.1,",
        "7,숲,공원,서울 마포구 1,37.55",
        '8,"두 줄로\n쓴 숲",공원,서울 마포구 1,37.55,126.91,',
        "1,또 같은 번호,공원,서울 마포구 1,37.55,126.91,",
        "9,문 닫은 숲,휴업중,서울 마포구 1,37.55,126.91,",
    ]
    found, bad = given(tmp_path, "a.csv", HEAD + "\n".join(rows))
    assert [place.id for place in found] == ["team-1", "team-8"]
    assert bad == [
        "a.csv:3: names.ko: '이름' is empty",
        "a.csv:4: category: '마굿간' is none of ours; add it to [values.category]",
        "a.csv:5: lat: 126.91 is a longitude and lon: 37.55 a latitude: swap the two columns",
        "a.csv:6: lat: '없음' is no number",
        "a.csv:7: lat: 450124 is outside Korea (33–39); metres of a map grid? Degrees (WGS84) are needed",
        "a.csv:8: 5 cells, but the header has 7",
        "a.csv:11: key: that of '또 같은 번호' stands at a.csv:2 already",
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "번호,이름,종류\n1,숲,공원\n", "a.csv: there is no column '경도'"),
        (
            "a.csv",
            HEAD.replace("위도", "위도(WGS84)") + "1,숲,공원,,37,126,\n",
            "no column '위도', but '위도(WGS84)'",
        ),
        ("a.csv", "번호,번호,이름\n", "a.csv:1: the header names 번호 twice"),
        ("a.csv", HEAD + '1,"숲,공원\n', "a.csv:2: broken CSV from here on"),
        ("a.csv", HEAD.encode() + b"1,\xff\xfe\x80,x", "a.csv:2: not utf-8"),
        ("a.json", '{"a": [}', "a.json:1: broken JSON at character"),
        ("a.json", '{"data": {"items": []}}', "a.json: there is no list at the top"),
        ("a.jsonl", '{"이름": "숲"\n', "a.jsonl:1: broken JSON"),
        ("a.json", "[" * 100_000, "a.json: broken JSON: lists within lists"),
        ("a.xlsx", "PK", "a.xlsx: unknown kind of file"),
        (
            "a.geojson",
            '{"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:5179"}}}',
            "is not degrees",
        ),
    ],
)
def test_a_file_that_does_not_fit_is_refused_as_a_whole(
    tmp_path: Path, name: str, content: str | bytes, said: str
) -> None:
    found, bad = given(tmp_path, name, content)
    assert (found, len(bad)) == ([], 1)
    assert said in bad[0]


def test_json_of_services_and_geojson_of_maps(tmp_path: Path) -> None:
    row = {"번호": 3, "이름": "달빛 숲", "분류": "박물관/기념관", "주소": "인천광역시 중구 1", "요금": None}
    nested = {"response": {"items": [{**row, "위도": "37.4600", "경도": 126.44, "더": {"깊이": 1}}, "x"]}}
    reading = '[read]\nrows = "response.items"\n'
    (place,), bad = given(tmp_path, "a.json", json.dumps(nested), reading + MAP)
    assert (place.id, place.category, place.district, place.fee) == ("team-3", "museum", "인천", None)
    assert bad == ["a.json:row 2: not an object"]
    listed = [{**row, "위도": 37.46, "경도": 126.44, "이름": ["달빛 숲", "숲"]}]
    _, bad = given(tmp_path, "b.json", json.dumps(listed))
    assert bad == ["b.json:row 1: names.ko: ['달빛 숲', '숲'] is a list, and one value is needed"]

    def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
        return {"type": "Feature", "geometry": geometry, "properties": {**row, **properties}}

    square = [[[126.9, 37.5], [127.1, 37.5], [127.1, 37.7], [126.9, 37.7], [126.9, 37.5]]]
    features = [
        feature({"type": "Point", "coordinates": [126.91, 37.55]}),
        feature({"type": "Polygon", "coordinates": square}, 번호="넷", 이름="네모 숲"),
        feature(None, 번호=5),
    ]
    held = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    made = MAP.replace('lat = "위도"\n', "").replace('lon = "경도"\n', "")
    (point, area), bad = given(tmp_path, "a.geojson", held, made)
    assert (point.lat, point.lon) == (37.55, 126.91)
    assert (round(area.lat, 6), round(area.lon, 6)) == (37.6, 127.0)
    assert area.id.startswith("team-")
    assert bad == ["a.geojson:feature 3: lat: missing"]


def test_columns_are_joined_chosen_split_and_turned(tmp_path: Path) -> None:
    made = """
    [source]
    name = "우리 팀"

    [place]
    "names.ko" = "이름"
    address = "{구} {길}"
    phone = ["대표", "전화"]
    point = { column = "좌표", order = "lon,lat" }
    tags = { column = "꼬리표", split = "#" }
    aliases = "별명"
    date = "확인일"

    [constant]
    category = "food"
    popularity = 2

    [only]
    "영업" = ["영업중"]
    """
    table = (
        "이름,구,길,대표,전화,좌표,꼬리표,별명,확인일,영업\n"
        "달빛 국수,마포구,와우산로 1,,02-1,126.91 37.55,#국수#맛집,달빛국시; 달빛 국수,20261103,영업중\n"
        "닫은 국수,마포구,와우산로 2,,,126.91 37.55,,,2026-11,폐업\n"
    )
    (place,), bad = given(tmp_path, "a.csv", table, made)
    assert bad == []
    assert (place.address, place.phone, place.lat, place.popularity) == (
        "마포구 와우산로 1",
        "02-1",
        37.55,
        2,
    )
    assert (place.tags, place.aliases) == (("국수", "맛집"), ("달빛국시",))
    assert (place.category, place.sources[0].date) == ("food", "2026-11-03")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ('[place\n"names.ko" = "이름"', "team.toml"),
        ('[place]\n"names.ko" = "이름"', "source: Field required"),
        ('[source]\nname = "x"\n[place]\nlat = "위도"', 'needs "names.ko"'),
        (
            '[source]\nname = "x"\n[place]\n"names.ko" = "이름"\nadress = "주소"',
            "no field 'adress': address?",
        ),
        (MAP + '"식당" = "restaurant"', "values.category: 'restaurant' is none of palace"),
        (MAP + "[sheet]\nno = 1", "sheet: Extra inputs are not permitted"),
        (
            '[source]\nname = "x"\n[place]\n"names.ko" = "이름"\ntags = { column = "태그", split = "(" }',
            "'(' is no regular expression",
        ),
    ],
)
def test_a_mapping_that_is_wrong_is_refused_with_the_way_out(tmp_path: Path, made: str, said: str) -> None:
    with pytest.raises(Refused, match=r"team\.toml") as refused:
        given(tmp_path, "a.csv", HEAD, made)
    assert said in str(refused.value)


def test_markup_and_links_of_sources_are_made_plain() -> None:
    assert (
        markup.plain("09:00~18:00<br />(입장&nbsp;마감 <b>17:00</b>)\u200b")
        == "09:00~18:00\n(입장 마감 17:00 )"
    )
    assert markup.line("굵은 <i>집</i>\u202e\u2066\u00ad\U000e0041\x7f") == "굵은 집"
    assert markup.line(" 가\r\n나 ") == "가, 나"
    assert [markup.plain(nothing) for nothing in ("-", " 없음 ", None, "null")] == [None] * 4
    assert markup.plain(37.0) == "37"
    assert (
        markup.link('<a href="https://a.kr/x?b=1&amp;c=2" target="_blank">홈</a>') == "https://a.kr/x?b=1&c=2"
    )
    assert markup.link("www.a.co.kr/관광") == "https://www.a.co.kr/관광"
    assert markup.link("홈페이지 없음") is None


def own(**more: Any) -> Place:
    row = {
        "id": "team-1",
        "names": {"ko": "경복궁"},
        "category": "palace",
        "district": None,
        "lat": 37.58,
        "lon": 126.977,
    }
    return Place.model_validate({**row, "sources": [{"name": "우리 팀", "date": "2026-11"}], **more})


def test_own_places_win_and_leave_what_they_do_not_say(tmp_path: Path) -> None:
    layers = Layers(tmp_path)
    layers.write(
        "team",
        {"team-1": own(fee=5000, tags=["점등"], names={"ko": "경복궁", "ja": "キョンボックン"})},
        live=False,
    )
    merged, bad = layers.merged(places())
    palace = next(place for place in merged.places if place.id == "gyeongbokgung")
    assert (bad, len(merged.places), merged.into) == ((), 12, {"team-1": "gyeongbokgung"})
    assert (palace.fee, palace.district) == (5000, "종로구")
    assert palace.names.model_dump() == {
        "ko": "경복궁", "en": "Gyeongbokgung Palace", "ja": "キョンボックン", "zh": "景福宫",
    }  # fmt: skip
    assert palace.tags[-1] == "점등"
    assert [note.name for note in palace.sources] == ["관광 안내", "우리 팀"]
    assert "fee" in palace.sources[1].fields


def test_a_public_service_fills_gaps_and_updates_what_is_older(tmp_path: Path) -> None:
    layers = Layers(tmp_path)
    source = {"name": "서울시", "date": "2026-10-01"}
    layers.write("city", {"team-1": own(fee=9000, hours="09:00–18:00", sources=[source])}, live=True)
    palace = next(place for place in layers.merged(places())[0].places if place.id == "gyeongbokgung")
    assert (palace.fee, palace.hours) == (3000, "09:00–18:00"), "ours are of 2026-11"
    source["date"] = "2027-01-02"
    layers.write("city", {"team-1": own(fee=9000, sources=[source])}, live=True)
    layers.write("team", {"x-1": own(id="x-1", phone="02-1")}, live=False)
    palace = next(place for place in layers.merged(places())[0].places if place.id == "gyeongbokgung")
    assert (palace.fee, palace.phone, palace.hours) == (9000, "02-1", None)


def test_a_branch_a_part_and_a_namesake_far_away_stay_places_of_their_own() -> None:
    ours = places()
    rows = [
        own(id="a", names={"ko": "경복궁"}),
        own(id="b", names={"ko": "경복궁"}, lat=37.5797),
        own(id="c", names={"ko": "봉은사"}, lat=35.1),
        own(id="d", names={"ko": "서울숲 주차장"}, lat=37.5444, lon=127.0374),
        own(id="leeum", names={"ko": "이름이 다른 리움"}),
        own(id="e", names={"ko": "국중박"}, category="museum", lat=37.524, lon=126.98),
    ]
    assert pairs(ours, rows) == {"b": "gyeongbokgung", "leeum": "leeum", "e": "national-museum"}


def test_a_layer_that_somebody_broke_is_told_and_nothing_is_loaded(tmp_path: Path) -> None:
    layers = Layers(tmp_path)
    layers.write("team", {"team-1": own()}, live=False)
    path = layers.path("team", live=False)
    path.write_bytes(path.read_bytes() + b'{"id": "half"\n')
    merged, bad = layers.merged(places())
    assert (len(merged.places), len(bad)) == (12, 1)
    assert isinstance(bad[0], Bad)
    assert bad[0].where == f"{path}:2"
