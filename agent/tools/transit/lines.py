# ruff: noqa: E501 (tables of words read best by the line)
"""What a station or a bus is, where no way is asked: 홍대입구역에 몇 호선이 서?, 강남역 어디에 있어?, 143번 버스 어디로 가?"""

import re
from math import cos, dist, radians
from typing import Final

from agent.tools.decision import Language, Text
from agent.tools.reading.cues import PLACED
from agent.tools.text.punctuation import COMMA
from agent.tools.transit.bus import Buses
from agent.tools.transit.fleet import Route
from agent.tools.transit.moment import clock
from agent.tools.transit.network import load
from agent.tools.transit.signs import line, station

_LINES: Final = re.compile(
    r"(?:몇|무슨|어느|어떤)\s?(?:호선|노선)|노선(?:이|은|도)?\s?(?:뭐|뭔|몇|어떤|알려|있|지나|$|\?)|갈아탈\s?수\s?있는|환승(?:역|할\s?수|\s?노선|되는\s?노선)|\b(?:which|what)\s(?:subway\s)?lines?\b|何号?線|どの線|乗り換えられる|几号线|哪[几些]?条?线|可以换乘",
    re.IGNORECASE,
)
_BUS: Final = re.compile(
    r"(?<![\w가-힣])((?:[가-힣]{2,3})?[A-Z]?\d{1,4}(?:-\d)?[A-Z]?)\s?[번番]?\s?(?:마을\s?|심야\s?)?(?:버스|バス|公交|路公交|路|巴士|번(?=\s|은|이|$|\?))|\bbus\s(?:no\.?\s|number\s)?([A-Z]?\d{2,4})\b|\b([A-Z]?\d{2,4})\sbus\b",
    re.IGNORECASE,
)
_STATION: Final[Text] = {
    "ko": "{station}에는 {lines} 열차가 서요.", "en": "{station} is on {lines}.",
    "ja": "{station}には{lines}が停まります。", "zh": "{station}停靠{lines}。",
}  # fmt: skip
_ROUTE: Final[Text] = {
    "ko": "{name}번은 {kind}버스로 {start}에서 {end}까지 오가며 {between} 등 {stops}곳에 서요. 대략 {first}부터 {last}까지 다니고(시간표가 아니라 어림이에요), 노선은 {date} 자료예요. 어디에서 타고 어디에서 내리실지 알려 주시면 길을 찾아볼게요.",
    "en": "Bus {name} runs between {start} and {end}, by way of {between}; it has {stops} stops. It runs from roughly {first} to {last} (an estimate, not a timetable); the route is of {date}. Tell me where you get on and off, and I'll find the way.",
    "ja": "{name}番バスは{start}と{end}の間を走り、{between}などを通ります（停留所{stops}か所）。およそ{first}から{last}まで運行し（時刻表ではなく目安です）、路線は{date}の資料です。乗る所と降りる所を教えていただければ、行き方をお調べします。",
    "zh": "{name}路公交往返于{start}与{end}之间，途经{between}等，共{stops}站。大约{first}至{last}运行（估计，非时刻表），线路为{date}的资料。告诉我上下车的地方，我来查路线。",
}  # fmt: skip
BETWEEN: Final = 4
"""Stops named between the ends."""


def of_station(name: str, question: str, language: Language) -> str | None:
    """The lines of a station, also where it is asked where that lies; None where the question asks for neither, or
    it is no station of ours.
    """
    platforms = load().groups.get(name)
    if platforms is None or not (PLACED.search(question) or _LINES.search(question)):
        return None
    told = COMMA[language].join(dict.fromkeys(line(one.line, language) for one in platforms))
    return _STATION[language].format(station=station(name, language), lines=told)


def of_bus(buses: Buses, question: str, language: Language) -> str | None:
    """Where a bus goes that is named by its number; None where none is, or we do not hold it."""
    named = _BUS.search(question)
    number = named and next(filter(None, named.groups())).upper()
    route = next((one for one in buses.routes if one.name == number), None)
    if route is None:
        return None
    half = route.stops[: _turn(buses, route) + 1]
    names = list(dict.fromkeys(buses.stops[at].name for at in half))
    step = max(1, (len(names) - 1) // (BETWEEN + 1))
    year, month, _ = buses.date.split("-")
    return _ROUTE[language].format(
        name=route.name, kind=route.kind.name, stops=len(route.stops),
        start=station(names[0], language), end=station(names[-1], language),
        between=COMMA[language].join(station(each, language) for each in names[step:-1:step][:BETWEEN]),
        first=clock(route.kind.first), last=clock(route.kind.last),
        date=f"{year}년 {int(month)}월" if language == "ko" else f"{year}-{month}",
    )  # fmt: skip


def _turn(buses: Buses, route: Route) -> int:
    """Where on its way a bus is farthest from its first stop: there it turns."""
    first = buses.stops[route.stops[0]]
    east = cos(radians(first.lat))

    def far(at: int) -> float:
        stop = buses.stops[route.stops[at]]
        return dist((stop.lat, stop.lon * east), (first.lat, first.lon * east))

    return max(range(len(route.stops)), key=far)
