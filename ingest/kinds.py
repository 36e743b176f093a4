"""The category of a place: by what its name says it is, then by the code or the kind that its source gives."""

import re

from data.place import Category

_BY_NAME: tuple[tuple[str, Category], ...] = (
    (r"한강공원$|유수지$|저수지$", "river"),
    (r"(?:먹자골목|먹자거리|음식문화거리|맛의\s?거리|맛집거리|음식거리|미식거리|(?:족발|떡볶이|순대|곱창|닭한마리|감자국|홍어|"
     r"전|쭈꾸미|대구탕|갈치조림|낙지볶음|아구찜|노가리|양꼬치|국수|보쌈|매운탕|칼국수|통닭|횟집|갈비|포장마차|카페|양념)\s?(?:골목|거리|타운))$", "food"),
    (r"(?:백화점|아울렛|쇼핑몰|쇼핑센터|면세점|지하상가|지하도상가|지하쇼핑센터|지하도상점가|플래그십\s?스토어)$", "shopping"),
    (r"시장$|상점가$|시장상점가$|종합상가$|골목형상점가", "market"),
    (r"(?:미술관|갤러리|화랑|[Gg]allery|GALLERY|아트스페이스|뮤지엄웨이브)$|^갤러리\s", "gallery"),
    (r"(?:박물관|기념관|뮤지엄|[Mm]useum|과학관|역사관|전시관|문학관|체험관|자료관|역사박물관|우주과학관|홍보관)$", "museum"),
    (r"도서관$|책쉼터$|평생학습관$|도서관마을$", "library"),
    (r"(?:극장|소극장|아트홀|공연장|씨어터|시어터|콘서트홀|국악당|라이브홀|라이브하우스|아트센터|예술극장|오페라하우스|"
     r"뮤직홀|체육관\s?공연장|놀이마당|음악당|문화예술회관|드라마센터|시네마|시네센터)$", "theatre"),
    (r"(?:성당|교회|순교성지|성지|대교당)$", "church"),
    (r"(?:근린공원|공원|수목원|식물원|정원|생태공원|어린이공원|숲|캠핑장|캠핑숲|약수터|습지|꽃밭|농업공원|캠프)$", "park"),
    (r"(?:둘레길|자락길|숲길|산책로|올레길|순성길|하늘길|산책길|자전거도로|\d구간|\d코스)$|둘레길\s", "trail"),
    (r"^(?:경복궁|창덕궁|창경궁|덕수궁|경희궁)\s?\S+$", "heritage"),
    (r"(?:봉수대|(?:\s|집|사|각|우물|자결|나루)터|묘역|묘소|가옥|고택|사당|향교|서원|고분군|토성|산성|궁지|사지|[가-힣]{2,}(?:추모|기념|순수|신도|전적|"
     r"중창|공적)비|(?:기념|추념|위령|석)탑|부군당|재실|옛집|동상|생가|보루|별서|은행나무|느티나무|백송)$", "heritage"),
    (r"(?:경기장|야구장|축구장|체육관|운동장|수영장|스케이트장|아이스링크|빙상장|사격장|스포츠타운|체육센터|스포츠센터|사회체육센터|놀이장|눈썰매장|클라이밍.*)$", "stadium"),
    (r"(?:호텔|리조트|유스호스텔|호스텔|레지던스)$", "hotel"),
    (r"(?:전망대|팔각정|스카이워크)$", "view"),
    (r"(?:대학교|대학원대학교|사관학교)$", "campus"),
    (r"(?:축제|페스티벌|문화제)$", "event"),
)  # fmt: skip
_NAMED = tuple((re.compile(pattern), kind) for pattern, kind in _BY_NAME)

_BY_CODE: tuple[tuple[str, Category], ...] = (
    ("HS0101", "heritage"), ("HS0106", "neighbourhood"), ("HS0201", "heritage"), ("HS0301", "temple"),
    ("HS0302", "church"), ("HS03", "heritage"), ("HS", "heritage"),
    ("NA0101", "mountain"), ("NA0104", "park"), ("NA0201", "river"), ("NA0205", "river"),
    ("NA0302", "heritage"), ("NA0303", "heritage"), ("NA", "park"),
    ("VE0102", "view"), ("VE0104", "view"), ("VE0105", "heritage"), ("VE0103", "other"), ("VE0101", "other"),
    ("VE02", "theme_park"), ("VE03", "park"), ("VE0401", "shopping"), ("VE0402", "neighbourhood"),
    ("VE0403", "trail"), ("VE05", "neighbourhood"), ("VE0601", "theatre"), ("VE0602", "theatre"),
    ("VE0701", "museum"), ("VE0702", "museum"), ("VE0703", "museum"), ("VE0704", "other"), ("VE0705", "museum"),
    ("VE0706", "gallery"), ("VE0903", "library"), ("VE09", "other"), ("VE1001", "stadium"), ("VE1002", "other"),
    ("VE1201", "shopping"), ("VE12", "other"), ("EX07", "other"), ("EX06", "museum"), ("EX", "other"),
    ("AC05", "park"), ("AC", "hotel"), ("LS0119", "trail"), ("LS0102", "trail"), ("LS", "stadium"),
    ("SH06", "market"), ("SH", "shopping"), ("EV", "event"),
)  # fmt: skip

_BY_KIND: dict[str, Category] = {
    "미술관/갤러리": "gallery", "공연장": "theatre", "도서관": "library", "박물관/기념관": "museum", "문화원": "other",
    "문화예술회관": "theatre", "기타": "other", "공원": "park", "사적": "heritage", "보물": "heritage",
    "국보": "heritage", "기념물": "heritage", "유형문화유산": "heritage", "국가등록유산": "heritage",
    "문화유산자료": "heritage", "민속문화유산": "heritage", "국가민속유산": "heritage", "명승": "heritage",
    "천연기념물": "heritage", "자연유산": "heritage", "등록시장": "market", "인정시장": "market",
    "무등록시장": "market", "상점가": "market", "골목형상점가": "market", "관광지": "heritage",
}  # fmt: skip


def named(name: str) -> Category | None:
    """What the name itself says: 남산도서관 is a library whoever lists it."""
    return next((kind for pattern, kind in _NAMED if pattern.search(name)), None)


def coded(code: str) -> Category | None:
    """By TourAPI's classification (lclsSystm3): HS010300 is a heritage site."""
    return next((kind for head, kind in _BY_CODE if code.startswith(head)), None)


def category(name: str, code: str = "", kind: str = "") -> Category:
    """The category of a place by its name, its TourAPI code or the kind of another source."""
    by_code = coded(code)
    if by_code in {"temple", "hotel", "event", "church", "trail"}:
        return by_code
    by_source = by_code or _BY_KIND.get(kind)
    by_name = named(name)
    if by_name == "theatre" and by_source in {"gallery", "museum"}:
        return by_source  # 가나아트센터 shows pictures
    return by_name or by_source or "other"
