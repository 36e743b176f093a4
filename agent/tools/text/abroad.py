# ruff: noqa: E501 (tables)
"""Korean names as travellers from abroad put them together: the own part by its sound, the kind by its meaning."""

from collections.abc import Iterator

from agent.tools.text.sound import kanas, latin
from agent.tools.text.words import KIND

_KINDS: dict[str, tuple[tuple[str, ...], str]] = {
    "궁": (("Palace",), "宮"), "산": (("Mountain", "Mt"), "山"), "사": (("Temple",), "寺"), "암": (("Hermitage", "Temple"), "庵"),
    "천": (("Stream",), "川"), "문": (("Gate",), "門"), "길": (("Street", "Road"), "キル"), "거리": (("Street",), "通り"),
    "골목": (("Alley", "Street"), "路地"), "시장": (("Market",), "市場"), "수산시장": (("Fish Market", "Fisheries Market"), "水産市場"), "전통시장": (("Market", "Traditional Market"), "市場"),
    "공원": (("Park",), "公園"), "대공원": (("Grand Park",), "大公園"), "근린공원": (("Park",), "公園"), "한강공원": (("Hangang Park", "Han River Park"), "漢江公園"),
    "마을": (("Village",), "村"), "벽화마을": (("Mural Village",), "壁画村"), "한옥마을": (("Hanok Village",), "韓屋村"), "섬": (("Island",), "島"), "숲": (("Forest",), "の森"),
    "호수": (("Lake",), "湖"), "계곡": (("Valley",), "渓谷"), "릉": (("Royal Tomb", "Royal Tombs"), "陵"), "동": (("dong",), "洞"),
    "박물관": (("Museum",), "博物館"), "미술관": (("Art Museum", "Museum of Art", "Museum"), "美術館"),
    "기념관": (("Memorial Hall", "Memorial"), "記念館"), "과학관": (("Science Museum", "Science Center"), "科学館"),
    "도서관": (("Library",), "図書館"), "타워": (("Tower",), "タワー"), "광장": (("Square", "Plaza"), "広場"),
    "성당": (("Cathedral", "Church"), "聖堂"), "대성당": (("Cathedral",), "大聖堂"), "교회": (("Church",), "教会"),
    "대학교": (("University", "Univ"), "大学"), "공항": (("Airport",), "空港"), "극장": (("Theater", "Theatre"), "劇場"),
    "경기장": (("Stadium",), "競技場"), "백화점": (("Department Store",), "百貨店"), "식물원": (("Botanic Garden",), "植物園"),
}  # fmt: skip
"""Each kind in English and in Japanese."""
_TELLING = 6
"""Letters: a shorter sound alone is too near to words of other languages."""


def spellings(name: str) -> Iterator[tuple[str, bool]]:
    """Ways to write `name` (Hangul) in Latin letters and katakana; the second says whether the kind is in it.

    인왕산: Inwangsan, Inwang Mountain, Inwangsan Mountain, インワンサン, インワン山 …, and Inwang without the kind.
    """
    whole = name.replace(" ", "")
    match = KIND.search(whole)
    kind = match.group() if match else ""
    own = whole.removesuffix(kind)
    english, japanese = _KINDS.get(kind, ((), ""))
    for said in dict.fromkeys((latin(whole), latin(whole, heard=False))):
        yield said, True
        yield from ((f"{said} {word}", True) for word in english)
    yield from ((said, True) for said in kanas(whole))
    if len(own) < 2 or not english:  # noqa: PLR2004 (syllables)
        return
    for said in dict.fromkeys((latin(own), latin(own, heard=False))):
        if len(said) >= _TELLING:
            yield said, False
        yield from ((f"{said} {word}", True) for word in english)
    yield from ((said + japanese, True) for said in kanas(own))
