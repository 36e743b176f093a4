"""Bus stops by their names in another language: the station or the kind of place by its word, the rest by its
sound. Signs show Hangul, so that stays beside it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from agent.tools.decision import Language, Text
from agent.tools.text.sound import katakana, latin

_HANGUL: Final = re.compile(r"[가-힣]+")
_KINDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "버스환승센터": ("Bus Transfer Center", "バス乗り換えセンター", "公交换乘中心"),
    "환승센터": ("Transfer Center", "乗り換えセンター", "换乘中心"),
    "주민센터": ("Community Center", "住民センター", "居民中心"),
    "버스터미널": ("Bus Terminal", "バスターミナル", "客运站"),
    "터미널": ("Terminal", "ターミナル", "客运站"),
    "초등학교": ("Elementary School", "初等学校", "小学"),
    "중학교": ("Middle School", "中学校", "中学"),
    "고등학교": ("High School", "高等学校", "高中"),
    "대학교": ("University", "大学", "大学"),
    "우체국": ("Post Office", "郵便局", "邮局"),
    "경찰서": ("Police Station", "警察署", "警察局"),
    "소방서": ("Fire Station", "消防署", "消防局"),
    "보건소": ("Health Center", "保健所", "保健所"),
    "도서관": ("Library", "図書館", "图书馆"),
    "박물관": ("Museum", "博物館", "博物馆"),
    "미술관": ("Art Museum", "美術館", "美术馆"),
    "백화점": ("Department Store", "百貨店", "百货店"),
    "전통시장": ("Market", "市場", "市场"),
    "시장": ("Market", "市場", "市场"),
    "아파트": ("Apartments", "アパート", "公寓"),
    "병원": ("Hospital", "病院", "医院"),
    "은행": ("Bank", "銀行", "银行"),
    "공원": ("Park", "公園", "公园"),
    "구청": ("District Office", "区庁", "区厅"),
    "시청": ("City Hall", "市庁", "市厅"),
    "사거리": ("Intersection", "交差点", "十字路口"),
    "교차로": ("Intersection", "交差点", "十字路口"),
    "삼거리": ("Three-way Intersection", "三差路", "三岔路口"),
    "정류장": ("Stop", "停留所", "站"),
    "호텔": ("Hotel", "ホテル", "酒店"),
    "성당": ("Catholic Church", "聖堂", "圣堂"),
    "교회": ("Church", "教会", "教会"),
    "극장": ("Theater", "劇場", "剧场"),
    "입구": ("Entrance", "入口", "入口"),
    "정문": ("Main Gate", "正門", "正门"),
    "후문": ("Back Gate", "裏門", "后门"),
}
_EXIT: Final = re.compile(r"(\d+)번출(?:입)?구$")
_EXITS: Final[Text] = {"en": " Exit {}", "ja": "{}番出口", "zh": "{}号出口"}
_BY_LENGTH: Final = sorted(_KINDS, key=len, reverse=True)
_LANGUAGES: Final[tuple[Language, ...]] = ("en", "ja", "zh")


@lru_cache(maxsize=4_096)
def heard(name: str, language: Language) -> str:
    """The first part of a stop's name; empty where it holds no Hangul.

    `heard("소공동주민센터", "en")` → Sogongdong Community Center; 명동.롯데영플라자 → Myeongdong, ミョンドン.
    """
    part = name.split(".", maxsplit=1)[0]
    if not _HANGUL.search(part):
        return ""
    exit_ = _EXIT.search(part)
    if exit_ and exit_.start():
        own = heard(part[: exit_.start()], language) or part[: exit_.start()]
        return own + _EXITS[language].format(exit_[1])
    kind = next((word for word in _BY_LENGTH if part.endswith(word) and part != word), "")
    own = _HANGUL.sub(lambda word: _sound(word.group(), language), part.removesuffix(kind))
    if not kind:
        return own
    said = _KINDS[kind][_LANGUAGES.index(language)]
    return f"{own} {said}" if language == "en" else f"{own}{said}"


def _sound(word: str, language: Language) -> str:
    return katakana(word) if language == "ja" else latin(word).capitalize()
