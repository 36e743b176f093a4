"""What a provider's way adds to the words of a journey, in four languages: who told it, how far its fare
goes, which trains come next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from agent.tools.decision import Language, Text
from agent.tools.transit.legs import Arrival, Option
from agent.tools.transit.signs import station


@dataclass(frozen=True, slots=True)
class Words:
    space: str
    told: str
    high: str
    guessed: str
    next: str
    train: str
    now: str
    between: str


_ALL: Final[Mapping[Language, Words]] = {
    "ko": Words(
        " ", "{name} 경로예요.", "어느 차를 타느냐에 따라 {won}원까지 나올 수 있어요.",
        "요금을 받지 못한 길은 거리로 어림했어요.", "다음 열차는 {trains}이에요({at} 기준).",
        "{minutes}분 뒤 {end}행", "곧 도착하는 {end}행", ", ",
    ),
    "en": Words(
        " ", "Route by {name}.", "Depending on the vehicle the fare may reach ₩{won}.",
        "Where no fare was given, it is estimated from the distance.", "Next trains: {trains} (as of {at}).",
        "for {end} in {minutes} min", "for {end} arriving now", ", ",
    ),
    "ja": Words(
        "", "経路は{name}によるものです。", "乗る車両によっては{won}ウォンまでかかります。",
        "運賃が示されない経路は、距離からの目安です。", "次の列車は{trains}です（{at}時点）。",
        "{minutes}分後の{end}行き", "まもなく到着の{end}行き", "、",
    ),
    "zh": Words(
        "", "路线由{name}提供。", "视车次不同，票价最高可达{won}韩元。",
        "未提供票价的路线按距离估算。", "下一班车：{trains}（{at}数据）。",
        "{minutes}分钟后开往{end}", "即将到站、开往{end}", "、",
    ),
}  # fmt: skip
_NAMES: Final[Mapping[str, Text]] = {
    "kakao": {"ko": "카카오맵", "en": "KakaoMap", "ja": "カカオマップ", "zh": "KakaoMap"},
    "odsay": {"ko": "ODsay", "en": "ODsay", "ja": "ODsay", "zh": "ODsay"},
    "tmap": {"ko": "티맵", "en": "TMAP", "ja": "TMAP", "zh": "TMAP"},
}


def aside(options: Sequence[Option], language: Language) -> str:
    """Sentences to follow those of a journey, of its first option most of all, with a space before; empty
    where there is nothing to add.
    """
    if not options:
        return ""
    words, option = _ALL[language], options[0]
    parts = []
    if option.arrivals:
        trains = words.between.join(_train(one, language) for one in option.arrivals)
        parts.append(words.next.format(trains=trains, at=option.arrivals[0].at))
    if option.fare_high:
        parts.append(words.high.format(won=f"{option.fare_high:,}"))
    if any(one.fare_certainty == "estimated" and one.provider in _NAMES for one in options):
        parts.append(words.guessed)
    if name := next((_NAMES[one.provider] for one in options if one.provider in _NAMES), None):
        parts.append(words.told.format(name=name[language]))
    return "".join(words.space + part for part in parts)


def _train(arrival: Arrival, language: Language) -> str:
    words = _ALL[language]
    said = words.train if arrival.minutes else words.now
    return said.format(
        minutes=arrival.minutes, end=station(f"{arrival.heading}역", language).removesuffix("역")
    )
