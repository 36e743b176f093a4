"""Where a place lies, in four languages: districts, cities and stations with their exits."""

from functools import lru_cache
from typing import Final

from agent.tools.decision import Language, Text
from data import ROOT, lines
from data.district import at
from data.place import Access, Place

DISTRICTS: Final[dict[str, Text]] = {
    name: {"ko": name, "en": english, "ja": japanese, "zh": chinese}
    for name, (english, japanese, chinese) in {
        "종로구": ("Jongno-gu", "鍾路区", "钟路区"),
        "중구": ("Jung-gu", "中区", "中区"),
        "용산구": ("Yongsan-gu", "龍山区", "龙山区"),
        "성동구": ("Seongdong-gu", "城東区", "城东区"),
        "광진구": ("Gwangjin-gu", "広津区", "广津区"),
        "동대문구": ("Dongdaemun-gu", "東大門区", "东大门区"),
        "중랑구": ("Jungnang-gu", "中浪区", "中浪区"),
        "성북구": ("Seongbuk-gu", "城北区", "城北区"),
        "강북구": ("Gangbuk-gu", "江北区", "江北区"),
        "도봉구": ("Dobong-gu", "道峰区", "道峰区"),
        "노원구": ("Nowon-gu", "蘆原区", "芦原区"),
        "은평구": ("Eunpyeong-gu", "恩平区", "恩平区"),
        "서대문구": ("Seodaemun-gu", "西大門区", "西大门区"),
        "마포구": ("Mapo-gu", "麻浦区", "麻浦区"),
        "양천구": ("Yangcheon-gu", "陽川区", "阳川区"),
        "강서구": ("Gangseo-gu", "江西区", "江西区"),
        "구로구": ("Guro-gu", "九老区", "九老区"),
        "금천구": ("Geumcheon-gu", "衿川区", "衿川区"),
        "영등포구": ("Yeongdeungpo-gu", "永登浦区", "永登浦区"),
        "동작구": ("Dongjak-gu", "銅雀区", "铜雀区"),
        "관악구": ("Gwanak-gu", "冠岳区", "冠岳区"),
        "서초구": ("Seocho-gu", "瑞草区", "瑞草区"),
        "강남구": ("Gangnam-gu", "江南区", "江南区"),
        "송파구": ("Songpa-gu", "松坡区", "松坡区"),
        "강동구": ("Gangdong-gu", "江東区", "江东区"),
        "서울": ("Seoul", "ソウル", "首尔"),
        "인천": ("Incheon", "仁川", "仁川"),
        "파주": ("Paju", "坡州", "坡州"),
        "고양": ("Goyang", "高陽", "高阳"),
        "춘천": ("Chuncheon", "春川", "春川"),
        "과천": ("Gwacheon", "果川", "果川"),
        "수원": ("Suwon", "水原", "水原"),
        "포천": ("Pocheon", "抱川", "抱川"),
        "강릉": ("Gangneung", "江陵", "江陵"),
        "용인": ("Yongin", "龍仁", "龙仁"),
        "양평": ("Yangpyeong", "楊平", "杨平"),
        "가평": ("Gapyeong", "加平", "加平"),
        "광주": ("Gwangju", "広州", "广州"),
        "여주": ("Yeoju", "驪州", "骊州"),
        "경주": ("Gyeongju", "慶州", "庆州"),
        "남양주": ("Namyangju", "南楊州", "南杨州"),
        "부산": ("Busan", "釜山", "釜山"),
        "광명": ("Gwangmyeong", "光明", "光明"),
        "하남": ("Hanam", "河南", "河南市"),
        "속초": ("Sokcho", "束草", "束草"),
        "안산": ("Ansan", "安山", "安山"),
        "평창": ("Pyeongchang", "平昌", "平昌"),
        "구리": ("Guri", "九里", "九里"),
        "이천": ("Icheon", "利川", "利川"),
        "화성": ("Hwaseong", "華城", "华城"),
        "전주": ("Jeonju", "全州", "全州"),
        "원주": ("Wonju", "原州", "原州"),
        "양양": ("Yangyang", "襄陽", "襄阳"),
        "시흥": ("Siheung", "始興", "始兴"),
        "성남": ("Seongnam", "城南", "城南"),
        "동두천": ("Dongducheon", "東豆川", "东豆川"),
        "홍천": ("Hongcheon", "洪川", "洪川"),
    }.items()
}
"""Seoul's districts, and the cities around that hold places of ours."""
_AT: Final[Text] = {
    "ko": "{station}은 {district}에 있어요.", "en": "{station} is in {district}.",
    "ja": "{station}は{district}にあります。", "zh": "{station}位于{district}。",
}  # fmt: skip
_LINE: Final[Text] = {"en": "Line {} ", "ja": "{}号線", "zh": "{}号线"}
_STATION: Final[Text] = {"en": "{} Station ({}역)", "ja": "{}駅（{}역）", "zh": "{}站（{}역）"}
_EXIT: Final[Text] = {"en": ", exit {}", "ja": "{}番出口", "zh": "{}号出口"}


def district(place: Place, language: Language) -> str:
    """종로구 (ko), Jongno-gu (en), 鍾路区 (ja), 钟路区 (zh); Seoul where none is known."""
    name = place.district or "서울"
    return DISTRICTS.get(name, {}).get(language, name)


def lies(called: str, lat: float | None, lon: float | None, language: Language) -> str | None:
    """In which district a point lies, degrees WGS84, `called` by its name; None where we know none."""
    name = at(lat, lon) if lat is not None and lon is not None else None
    if name not in DISTRICTS:
        return None
    return _AT[language].format(station=called, district=DISTRICTS[name][language])


def station(access: Access | None, language: Language) -> str | None:
    """3호선 경복궁역 5번 출구 (ko), Line 3 Gyeongbokgung Station (경복궁역), exit 5 (en)."""
    if access is None:
        return None
    bare, line, door = access.station.removesuffix("역"), access.line or "", access.exit
    if language == "ko":
        return f"{line} {bare}역".strip() + (f" {door}번 출구" if door else "")
    called = _names().get(bare, {}).get(language)
    number = line.removesuffix("호선")
    return "".join(
        (
            _LINE[language].format(number) if number.isdigit() else "",
            _STATION[language].format(called.removesuffix(" Station"), bare) if called else f"{bare}역",
            _EXIT[language].format(door) if door else "",
        )
    )


@lru_cache(1)
def _names() -> dict[str, dict[str, str]]:
    """The names of the stations in every language, by the Korean one without 역."""
    rows = (row["name"] for row in lines(ROOT / "subway" / "stations.jsonl"))
    return {names["ko"].removesuffix("역"): names for names in rows}
