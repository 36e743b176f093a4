# ruff: noqa: E501 (tables of words read best by the line)
"""First and last trains of a station, where no way is asked: 강남역 막차 몇 시야. By `data/subway/hours.jsonl`."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from agent.tools.decision import Language, Text
from agent.tools.transit import phrases
from agent.tools.transit.moment import clock
from agent.tools.transit.network import Direction, Network, Service, Station, load
from agent.tools.transit.signs import line, station

_ASKED: Final = re.compile(
    r"첫\s?차|막\s?차|첫\s?열차|마지막\s?열차|\b(?:first|last)\s(?:trains?|subway|metro)|始発|終電|首班|末班|头班|頭班",
    re.IGNORECASE,
)
_WAY: Final = re.compile(
    r"까지|가는|가려|가요|에서\s\S+\s?(?:가|까지)|행\b|으로\s?가|\bto\b|\bfrom\b|行き|まで|から|[去到往]",
    re.IGNORECASE,
)
"""A journey of which one end is missing: its own first and last trains are what is asked."""
_DAY: Final[tuple[Text, Text]] = (
    {"ko": "휴일", "en": "on holidays", "ja": "休日", "zh": "节假日"},
    {"ko": "평일", "en": "on weekdays", "ja": "平日", "zh": "平日"},
)
_WHOLE: Final[Text] = {
    "ko": "{station}의 {day} 첫차와 막차예요.\n{rows}",
    "en": "First and last trains at {station}, {day}:\n{rows}",
    "ja": "{station}の{day}の始発と終電です。\n{rows}",
    "zh": "{station}{day}首末班车：\n{rows}",
}
_ROW: Final[Text] = {
    "ko": "- {line} {heading}: 첫차 {first}, 막차 {last}", "en": "- {line} {heading}: first {first}, last {last}",
    "ja": "- {line} {heading}：始発{first}、終電{last}", "zh": "- {line} {heading}：首班{first}，末班{last}",
}  # fmt: skip
_TOWARD: Final[Text] = {"ko": "{ends} 방면", "en": "towards {ends}", "ja": "{ends}方面", "zh": "往{ends}"}
_UNKNOWN: Final[Text] = {
    "ko": "- {line}: 시각 자료가 없어요.", "en": "- {line}: no timetable at hand.",
    "ja": "- {line}は時刻の資料がありません。", "zh": "- {line}没有时刻资料。",
}  # fmt: skip
_DOT: Final[Text] = {"ko": "·", "en": "/", "ja": "・", "zh": "、"}


def told(name: str, question: str, language: Language, *, weekday: bool) -> str | None:
    """The first and last trains of a station by line and direction; None where the question asks for none, or
    for those of a way, and for what is no station of ours. Holidays of which nothing is known count as weekdays.
    """
    network = load()
    platforms = network.groups.get(name)
    if platforms is None or not _ASKED.search(question) or _WAY.search(question):
        return None
    weekday = weekday or not any((one.id, False, way) in network.hours for one in platforms for way in _WAYS)
    rows = {one.line: list(_rows(one, network, language, weekday=weekday)) for one in platforms}
    if not any(rows.values()):
        return None
    told = chain.from_iterable(
        known or [_UNKNOWN[language].format(line=line(by, language))] for by, known in rows.items()
    )
    return _WHOLE[language].format(
        station=station(name, language), day=_DAY[weekday][language], rows="\n".join(told)
    )


_WAYS: Final[tuple[Direction, Direction]] = ("up", "down")


def _rows(platform: Station, network: Network, language: Language, *, weekday: bool) -> Iterator[str]:
    for way in _WAYS:
        span = network.hours.get((platform.id, weekday, way))
        heading = _heading(platform, network, way, language)
        if span and heading:
            yield _ROW[language].format(
                line=line(platform.line, language), heading=heading, first=clock(span[0]), last=clock(span[1])
            )


def _heading(platform: Station, network: Network, way: Direction, language: Language) -> str | None:
    """Where trains of a direction head; None where none goes on from here."""
    services = (
        one for one in network.services if platform.id in one.stations and _goes(one, platform.id, way)
    )
    ends = list(dict.fromkeys(one.ends[way == "down"] for one in services if one.seconds is None))
    if not ends:
        return None
    if loop := phrases.LOOPS.get(ends[0], {}).get(language):
        return loop
    return _TOWARD[language].format(ends=_DOT[language].join(station(end, language) for end in ends))


def _goes(service: Service, platform: str, way: Direction) -> bool:
    if service.circular:
        return True
    if service.oneway and way == "up":
        return False
    return service.stations[-1 if way == "down" else 0] != platform
