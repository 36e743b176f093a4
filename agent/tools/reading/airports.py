# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""Airports and their terminals as ends of a journey: by a number alone, beside the name, or without it."""

import re
from collections.abc import Iterator

from agent.tools.reading import marks
from data.place import Spot

_LANDS = re.compile(r"\b(?:land|fly|arriv|touch)\w*\s(?:down\s)?(?:at|in|into|to)\s$", re.IGNORECASE)
_FLIES = re.compile(r"\b(?:land(?:s|ing|ed)?|fl(?:y|ying|ight)|plane)\b|飛行機|航班|飞机", re.IGNORECASE)
_FIGURES = str.maketrans("一二", "12")
_AIRPORT = re.compile(r"(?:仁川|인천|incheon|\bicn\b)", re.IGNORECASE)
_NUMBER = re.compile(
    r"[\s,の的]*(?:제|第)?\s?(?P<number>[12一二])\s?(?:여객\s?)?(?:터미널|청사|(?:旅客)?ターミナル|号?(?:航站|候机)楼|号?航[厦廈])|[\s,の的]*\(?(?:T|terminal\s?)(?P<en>[12])(?!\d)\)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?:terminal\s?|T)(?P<number>[12])\s(?:of|at|in)\s(?:the\s)?$", re.IGNORECASE)


def numbered(text: str, start: int, end: int) -> tuple[int, int, Spot] | None:
    """A terminal by its number behind or before the airport's name: 仁川机场第二航站楼, T2 at Incheon airport."""
    if not _AIRPORT.match(text, start) or text[end - 1].isdigit():
        return None
    behind, before = _NUMBER.match(text, end), _NUMBERED.search(text[:start])
    match = behind or before
    if match is None:
        flown = _LANDS.search(text[:start]) and _FLIES.search(text)
        return (start, end, Spot("인천국제공항")) if flown else None
    number = next(filter(None, match.groups())).translate(_FIGURES)
    return (before.start() if before else start), max(end, match.end()), Spot(f"인천공항{number}터미널역")


_TERMINAL = re.compile(
    r"(?<!공항\s)(?<!공항)제?\s?(?P<ko>[12])\s?(?:여객\s?)?터미널|(?<!airport\s)(?:\bT|\bterminal\s)(?P<en>[12])(?!\d)|(?<!空港)(?<!机场)第(?P<han>[12一二])(?:ターミナル|航站楼|航厦|航廈|候机楼|候機樓)",
    re.IGNORECASE,
)


def terminals(text: str) -> Iterator[tuple[int, int, Spot]]:
    """A terminal of Incheon airport by its number alone."""
    for match in _TERMINAL.finditer(text):
        number = (match["ko"] or match["en"] or match["han"]).translate(_FIGURES)
        yield (*match.span(), Spot(f"인천공항{number}터미널역"))


def unnamed(text: str) -> Iterator[tuple[int, int, Spot]]:
    """An airport without its name: Incheon's, from which most travellers come, Gimpo's for a flight at home."""
    for match in marks.AIRPORT.finditer(text):
        group = next((name for name in ("en", "han") if match[name]), 0)
        name = "김포국제공항" if marks.DOMESTIC.search(text) else "인천국제공항"
        yield (*match.span(group), Spot(name))


_ANY = re.compile(r"공항|\bairport|\bicn\b|空港|机场|機場", re.IGNORECASE)
_CITY = re.compile(
    r"(?:서울\s)?(?:시내|도심)(?!\s?(?:버스|투어|면세|교통))|(?<![가-힣])서울(?=(?:까지|로|으로|쪽|에)?\s?(?:어떻게|어케|가|오|들어|나가|택시|버스|요금|얼마))"
    r"|\b(?:downtown\sseoul|seoul\sdowntown|downtown|(?:the\s)?(?:seoul\s)?city(?:\s(?:cent(?:er|re)|of\sseoul))?(?!\s?(?:hall|tour|bus))|(?:central\s)?seoul(?!\s(?:station|forest|tower|land|city)))\b"
    r"|ソウル(?:の?(?:市内|市街地?|中心部?))?(?=まで|へ|に|の行き方|へは|$)|市内(?=まで|へ|に)|(?:首[尔爾])?(?:市区|市區|市中心|市内|市內)|(?<=[到去往至])首[尔爾](?!站|塔|林)",
    re.IGNORECASE,
)


def downtown(text: str) -> Iterator[tuple[int, int, Spot]]:
    """The city as the other end of a way from or to an airport: Seoul Station, where the airport's trains end."""
    if _ANY.search(text):
        for match in _CITY.finditer(text):
            yield (*match.span(), Spot("서울역"))
