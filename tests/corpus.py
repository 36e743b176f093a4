"""Twelve places and an encoder for the tests of search: facts as of November 2026, wording of our own."""

import asyncio
from collections.abc import Callable, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Any

import numpy as np

from data.place import Place
from rag.embed import Matrix
from rag.plain import Hit

ROWS: list[dict[str, Any]] = [
    {
        "id": "gyeongbokgung",
        "names": {"ko": "경복궁", "en": "Gyeongbokgung Palace", "ja": "景福宮", "zh": "景福宫"},
        "category": "palace",
        "district": "종로구",
        "lat": 37.5796,
        "lon": 126.977,
        "fee": 3000,
        "access": {"station": "경복궁", "line": "3호선", "exit": "5"},
        "tags": ["한복", "사진", "역사", "야간개장"],
        "description": "조선의 으뜸 궁궐이에요. 한복을 입으면 무료예요. 수문장 교대식을 해요.",
    },
    {
        "id": "national-palace-museum",
        "names": {"ko": "국립고궁박물관", "en": "National Palace Museum of Korea", "ja": "国立古宮博物館"},
        "category": "museum",
        "district": "종로구",
        "lat": 37.5765,
        "lon": 126.9749,
        "fee": 0,
        "access": {"station": "경복궁", "line": "3호선", "exit": "5"},
        "tags": ["실내", "무료", "아이와"],
        "description": "경복궁 안에서 조선 왕실의 유물을 보여 주는 박물관이에요. 비가 와도 돼요.",
    },
    {
        "id": "national-museum",
        "names": {"ko": "국립중앙박물관", "en": "National Museum of Korea", "zh": "国立中央博物馆"},
        "aliases": ["국중박"],
        "category": "museum",
        "district": "용산구",
        "lat": 37.5239,
        "lon": 126.9804,
        "fee": 0,
        "access": {"station": "이촌", "line": "4호선", "exit": "2"},
        "tags": ["실내", "무료", "아이와"],
        "description": "우리나라에서 가장 큰 박물관이에요. 어린이박물관이 함께 있어요.",
    },
    {
        "id": "n-seoul-tower",
        "names": {"ko": "남산서울타워", "en": "N Seoul Tower", "ja": "Nソウルタワー", "zh": "N首尔塔"},
        "aliases": ["남산타워", "N서울타워", "N타워"],
        "category": "view",
        "district": "용산구",
        "lat": 37.5512,
        "lon": 126.9882,
        "fee": 26000,
        "access": {"station": "명동", "line": "4호선", "exit": "3"},
        "tags": ["야경", "전망", "데이트"],
        "description": "남산 꼭대기에서 서울의 불빛을 내려다보는 전망대예요. 자물쇠를 거는 연인이 많아요.",
    },
    {
        "id": "bongeunsa",
        "names": {"ko": "봉은사", "en": "Bongeunsa Temple", "ja": "奉恩寺", "zh": "奉恩寺"},
        "category": "temple",
        "district": "강남구",
        "lat": 37.5149,
        "lon": 127.0574,
        "fee": 0,
        "access": {"station": "봉은사", "line": "9호선", "exit": "1"},
        "tags": ["조용한", "템플스테이"],
        "description": "삼성동 빌딩 숲 사이에 있는 조용한 사찰이에요.",
    },
    {
        "id": "coex-aquarium",
        "names": {"ko": "코엑스 아쿠아리움", "en": "COEX Aquarium"},
        "category": "theme_park",
        "district": "강남구",
        "lat": 37.5129,
        "lon": 127.0587,
        "fee": 33000,
        "access": {"station": "삼성", "line": "2호선", "exit": "6"},
        "tags": ["실내", "아이와", "물고기"],
        "description": "비가 와도 아이와 물고기와 상어를 볼 수 있는 실내 수족관이에요.",
    },
    {
        "id": "seoul-forest",
        "names": {"ko": "서울숲", "en": "Seoul Forest", "zh": "首尔林"},
        "category": "park",
        "district": "성동구",
        "lat": 37.5444,
        "lon": 127.0374,
        "fee": 0,
        "access": {"station": "서울숲", "line": "수인분당선", "exit": "3"},
        "tags": ["산책", "피크닉", "사슴"],
        "description": "사슴을 볼 수 있는 넓은 공원이에요. 돗자리를 펴고 쉬기 좋아요.",
    },
    {
        "id": "gwangjang-market",
        "names": {"ko": "광장시장", "en": "Gwangjang Market", "ja": "広蔵市場"},
        "category": "market",
        "district": "종로구",
        "lat": 37.57,
        "lon": 126.9996,
        "fee": 0,
        "access": {"station": "종로5가", "line": "1호선", "exit": "8"},
        "tags": ["빈대떡", "육회", "먹거리"],
        "description": "빈대떡과 마약김밥으로 이름난 시장이에요.",
    },
    {
        "id": "mangwon-hangang",
        "names": {"ko": "망원한강공원", "en": "Mangwon Hangang Park"},
        "category": "river",
        "district": "마포구",
        "lat": 37.5545,
        "lon": 126.8957,
        "fee": 0,
        "tags": ["자전거", "피크닉", "노을"],
        "description": "해 지는 강을 보며 자전거를 타는 공원이에요.",
    },
    {
        "id": "bukhansan",
        "names": {"ko": "북한산", "en": "Bukhansan National Park"},
        "category": "mountain",
        "district": "강북구",
        "lat": 37.6584,
        "lon": 126.9779,
        "fee": 0,
        "tags": ["등산", "단풍"],
        "description": "백운대까지 오르는 길이 이름난 국립공원이에요.",
    },
    {
        "id": "gyeongui-line-forest",
        "names": {"ko": "경의선숲길", "en": "Gyeongui Line Forest Park"},
        "aliases": ["연트럴파크"],
        "category": "trail",
        "district": "마포구",
        "lat": 37.5573,
        "lon": 126.9254,
        "fee": 0,
        "tags": ["산책", "카페"],
        "description": "옛 철길을 따라 걷는 공원이에요.",
    },
    {
        "id": "leeum",
        "names": {"ko": "리움미술관", "en": "Leeum Museum of Art"},
        "category": "gallery",
        "district": "용산구",
        "lat": 37.5384,
        "lon": 126.9993,
        "fee": None,
        "tags": ["실내", "전시", "현대미술"],
        "description": "고미술과 현대미술을 함께 보여 주는 미술관이에요.",
    },
]


def rows() -> list[dict[str, Any]]:
    return [{**row, "sources": [{"name": "관광 안내", "date": "2026-11"}]} for row in ROWS]


def places() -> list[Place]:
    return sorted((Place.model_validate(row) for row in rows()), key=lambda place: place.id)


def ids(hits: list[Hit]) -> list[str]:
    return [hit.place.id for hit in hits]


class Letters:
    """Vectors from pairs of letters: like texts are near each other, and it is the same every time."""

    identity = "letters-1"

    def __init__(self) -> None:
        self.ready = True
        self.asked: list[str] = []

    async def queries(self, texts: Sequence[str]) -> Matrix:
        await asyncio.sleep(0)
        return np.stack([_vector(text) for text in texts])

    async def passages(self, texts: Sequence[str], progress: Callable[[int], object] | None = None) -> Matrix:
        self.asked += texts
        if progress is not None:
            progress(len(texts))
        return await self.queries(texts)

    async def close(self) -> None:
        self.ready = False


def _vector(text: str) -> Matrix:
    made = np.full(64, 1e-3, np.float32)
    for one, two in pairwise(text.lower()):
        made[blake2b((one + two).encode(), digest_size=1).digest()[0] % 64] += 1
    return made / np.float32(np.linalg.norm(made))
