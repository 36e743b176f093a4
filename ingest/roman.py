"""English names by rule, as signs in Seoul form them: the stem in Revised Romanization, the kind in English.

After the National Institute of Korean Language (2000) and Seoul's standard for foreign-language signs.
Sound changes within a word are written, tense sounds are not (압구정 Apgujeong, 종로 Jongno, 신라 Silla).
"""

import re

_LEADS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo",
    "u", "wo", "we", "wi", "yu", "eu", "ui", "i",
)  # fmt: skip
_TAILS = (
    "", "g", "kk", "gs", "n", "nj", "nh", "d", "l", "lg", "lm", "lb", "ls", "lt", "lp", "lh", "m", "b", "bs",
    "s", "ss", "ng", "j", "ch", "k", "t", "p", "h",
)  # fmt: skip
_CLOSED = {
    "g": "k", "kk": "k", "gs": "k", "k": "k", "lg": "k", "d": "t", "s": "t", "ss": "t", "j": "t", "ch": "t",
    "t": "t", "h": "t", "b": "p", "bs": "p", "p": "p", "lp": "p", "nj": "n", "nh": "n", "lm": "m",
    "lb": "l", "ls": "l", "lt": "l", "lh": "l",
}  # fmt: skip
"""How a final consonant sounds before another consonant or at the end."""
_NASAL = {"k": "ng", "t": "n", "p": "m"}
_BASE, _LAST = 0xAC00, 0xD7A3
_HANGUL = re.compile(r"[가-힣]+")

_KINDS: tuple[tuple[str, str], ...] = (
    ("골목형상점가", "Shopping Alley"), ("지하쇼핑센터", "Underground Shopping Center"),
    ("지하도상점가", "Underground Shopping Center"), ("지하도상가", "Underground Shopping Center"),
    ("지하상가", "Underground Shopping Center"), ("종합상가", "Shopping Arcade"), ("상점가", "Shopping Street"),
    ("상가", "Shopping Arcade"), ("전통시장", "Traditional Market"), ("재래시장", "Traditional Market"),
    ("종합시장", "Market"), ("골목시장", "Alley Market"), ("수산시장", "Fish Market"), ("벼룩시장", "Flea Market"),
    ("시장", "Market"), ("어린이공원", "Children's Park"), ("근린공원", "Park"), ("도시자연공원", "Nature Park"),
    ("자연공원", "Nature Park"), ("생태공원", "Ecological Park"), ("체육공원", "Sports Park"),
    ("역사공원", "History Park"), ("한강공원", "Hangang Park"), ("문화공원", "Culture Park"), ("공원", "Park"),
    ("수목원", "Arboretum"), ("식물원", "Botanic Garden"), ("캠핑장", "Campsite"),
    ("어린이도서관", "Children's Library"), ("작은도서관", "Small Library"), ("정보도서관", "Information Library"),
    ("숲속도서관", "Forest Library"), ("도서관", "Library"), ("평생학습관", "Lifelong Learning Center"),
    ("문화예술회관", "Culture and Arts Center"), ("문화체육센터", "Culture and Sports Center"),
    ("체육센터", "Sports Center"), ("청소년센터", "Youth Center"), ("문화센터", "Culture Center"),
    ("문화원", "Cultural Center"), ("구민회관", "Community Hall"), ("아트센터", "Art Center"),
    ("아트홀", "Art Hall"), ("예술극장", "Arts Theater"), ("소극장", "Small Theater"), ("극장", "Theater"),
    ("씨어터", "Theater"), ("시어터", "Theater"), ("콘서트홀", "Concert Hall"), ("공연장", "Performance Hall"),
    ("자연사박물관", "Natural History Museum"), ("역사박물관", "History Museum"), ("박물관", "Museum"),
    ("미술관", "Museum of Art"), ("갤러리", "Gallery"), ("화랑", "Gallery"), ("기념관", "Memorial Hall"),
    ("과학관", "Science Museum"), ("역사관", "History Hall"), ("전시관", "Exhibition Hall"),
    ("체험관", "Experience Center"), ("문학관", "House of Literature"), ("대학교", "University"),
    ("초등학교", "Elementary School"), ("고등학교", "High School"), ("성당", "Catholic Church"),
    ("교회", "Church"), ("순교성지", "Martyrs' Shrine"), ("향교", "Confucian School"),
    ("서원", "Confucian Academy"), ("봉수대 터", "Beacon Mound Site"), ("봉수대", "Beacon Mound"),
    ("고분군", "Ancient Tombs"), ("묘역", "Tomb"), ("가옥", "House"), ("옛집", "Old House"),
    ("동상", "Statue"), ("먹자골목", "Food Alley"), ("음식문화거리", "Food Street"), ("맛의거리", "Food Street"),
    ("카페거리", "Cafe Street"), ("카페골목", "Cafe Street"), ("로데오거리", "Rodeo Street"),
    ("가구거리", "Furniture Street"), ("벽화마을", "Mural Village"), ("한옥마을", "Hanok Village"), ("마을", "Village"),
    ("골목", "Alley"), ("거리", "Street"), ("둘레길", "Dullegil Trail"), ("숲길", "Forest Trail"),
    ("계곡", "Valley"), ("호수", "Lake"), ("폭포", "Falls"), ("전망대", "Observatory"), ("백화점", "Department Store"),
    ("호텔", "Hotel"), ("게스트하우스", "Guesthouse"), ("축제", "Festival"), ("페스티벌", "Festival"),
    ("센터", "Center"), ("교", "Bridge"),
)  # fmt: skip
_TEMPLE = re.compile(r"(?:사|암|정사)$")
_WORDS = {
    "국립": "National", "서울시립": "Seoul", "시립": "Municipal", "서울": "Seoul", "한국": "Korea", "갤러리": "Gallery",
    "스페이스": "Space", "스튜디오": "Studio", "아트": "Art", "호텔": "Hotel", "구": "Former", "북": "Book", "더": "The",
    "카페": "Cafe", "본점": "Main Store", "하우스": "House", "센터": "Center", "코엑스": "COEX", "라운지": "Lounge",
    "스테이": "Stay", "뮤지엄": "Museum", "아트스페이스": "Art Space", "극장": "Theater", "소극장": "Small Theater",
    "대학로": "Daehangno", "공간": "Space", "롯데": "Lotte", "신세계": "Shinsegae", "올림픽": "Olympic",
    "어린이": "Children's", "청소년": "Youth", "레지던스": "Residence", "힐튼": "Hilton", "메리어트": "Marriott",
}  # fmt: skip
_LATIN_KINDS = frozenset(
    {"park", "market", "library", "church", "temple", "heritage", "food", "trail", "river"}
)


def romanize(word: str) -> str:
    """One Korean word in Revised Romanization: 독립문 → Dongnimmun. Other letters stay as they are."""
    return _HANGUL.sub(lambda found: _spelled(found.group()).capitalize(), word)


def _spelled(text: str) -> str:
    parts = [_parts(letter) for letter in text]
    out: list[str] = []
    carried = ""
    for at, (lead, vowel, tail) in enumerate(parts):
        head = carried if carried is not None and at else lead
        out.append((head if at else lead) + vowel)
        following = parts[at + 1][0] if at + 1 < len(parts) else None
        closing, carried = _meet(tail, following)
        out.append(closing)
    return "".join(out)


def _parts(letter: str) -> tuple[str, str, str]:
    code = ord(letter) - _BASE
    return _LEADS[code // 588], _VOWELS[code % 588 // 28], _TAILS[code % 28]


_SPLIT = {"gs": ("k", "s"), "nj": ("n", "j"), "lg": ("l", "g"), "lm": ("l", "m"), "lb": ("l", "b"), "ls": ("l", "s"),
          "lt": ("l", "t"), "lp": ("l", "p"), "bs": ("p", "s"), "nh": ("", "n"), "lh": ("", "r")}  # fmt: skip


def _meet(tail: str, lead: str | None) -> tuple[str, str]:
    """How a final consonant and the next initial are written: (closing, next initial)."""
    if lead is None:
        return _CLOSED.get(tail, tail), ""
    if not tail:
        return "", lead
    if lead == "":
        if tail in _SPLIT:
            return _SPLIT[tail]
        return ("ng", "") if tail == "ng" else ("", {"l": "r", "h": ""}.get(tail, tail))
    sound = _CLOSED.get(tail, tail)
    if lead == "h":
        return (sound, "h") if sound not in {"t"} or tail in {"h"} else ("", "ch" if tail == "j" else "t")
    if lead in {"n", "m"} and sound in _NASAL:
        return _NASAL[sound], lead
    if lead == "r":
        if sound in _NASAL:
            return _NASAL[sound], "n"
        if sound in {"m", "ng"}:
            return sound, "n"
        if sound in {"n", "l"}:
            return "l", "l"
    if lead == "n" and sound == "l":
        return "l", "l"
    if tail in {"h", "nh", "lh"} and lead in {"g", "d", "j"}:
        return ("" if tail == "h" else sound), {"g": "k", "d": "t", "j": "ch"}[lead]
    return sound, lead


def english(name: str, category: str) -> str | None:
    """The English name by rule; None where it would be no more than letters (시에나, 룩스: somebody's own name).

    english("자양전통시장", "market") → Jayang Traditional Market.
    """
    bare = name.strip()
    if not _HANGUL.search(bare):
        return bare
    if category == "temple" and _TEMPLE.search(bare) and " " not in bare:
        return f"{romanize(bare)} Temple"
    for ending, kind in _KINDS:
        if bare.endswith(ending) and (stem := bare.removesuffix(ending).strip()):
            return f"{_stem(stem)} {kind}"
    return _stem(bare) if category in _LATIN_KINDS else None


def _stem(stem: str) -> str:
    return " ".join(_WORDS.get(word) or _compound(word) for word in stem.split())


def _compound(word: str) -> str:
    """국립항공 → National Hanggong: a known word at the head is translated."""
    for head in ("국립", "시립"):
        if word.startswith(head) and len(word) > len(head):
            return f"{_WORDS[head]} {romanize(word.removeprefix(head))}"
    for head, said in (("서울", "Seoul"), ("한국", "Korea")):
        if word.startswith(head) and len(word) > len(head) + 1:
            return f"{said} {romanize(word.removeprefix(head))}"
    return romanize(word)
