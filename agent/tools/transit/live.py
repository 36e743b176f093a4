"""What a provider's way adds to the words of a journey, in four languages: who told it, how far its fare
goes, which trains come next.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from agent.tools.decision import Language
from agent.tools.transit.legs import Arrival, Option
from agent.tools.transit.say import station


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
        "요금은 따로 받지 못해 거리로 어림했어요.", "다음 열차는 {trains}이에요({at} 기준).",
        "{minutes}분 뒤 {end}행", "곧 도착하는 {end}행", ", ",
    ),
    "en": Words(
        " ", "Route by {name}.", "Depending on the vehicle the fare may reach ₩{won}.",
        "No fare was given, so it is estimated from the distance.", "Next trains: {trains} (as of {at}).",
        "for {end} in {minutes} min", "for {end} arriving now", ", ",
    ),
    "ja": Words(
        "", "経路は{name}によるものです。", "乗る車両によっては{won}ウォンまでかかります。",
        "運賃は距離からの目安です。", "次の列車は{trains}です（{at}時点）。",
        "{minutes}分後の{end}行き", "まもなく到着の{end}行き", "、",
    ),
    "zh": Words(
        "", "路线由{name}提供。", "视车次不同，票价最高可达{won}韩元。",
        "票价按距离估算。", "下一班车：{trains}（{at}数据）。",
        "{minutes}分钟后开往{end}", "即将到站、开往{end}", "、",
    ),
}  # fmt: skip
_NAMES: Final[Mapping[str, Mapping[Language, str]]] = {
    "kakao": {"ko": "카카오맵", "en": "KakaoMap", "ja": "カカオマップ", "zh": "KakaoMap"},
    "odsay": {"ko": "ODsay", "en": "ODsay", "ja": "ODsay", "zh": "ODsay"},
    "tmap": {"ko": "티맵", "en": "TMAP", "ja": "TMAP", "zh": "TMAP"},
}


def aside(option: Option, language: Language) -> str:
    """Sentences to follow those of the journey, with a space before; empty where there is nothing to add."""
    words = _ALL[language]
    parts = []
    if option.arrivals:
        trains = words.between.join(_train(one, language) for one in option.arrivals)
        parts.append(words.next.format(trains=trains, at=option.arrivals[0].at))
    if option.fare_high:
        parts.append(words.high.format(won=f"{option.fare_high:,}"))
    if name := _NAMES.get(option.provider):
        if option.fare_certainty == "estimated":
            parts.append(words.guessed)
        parts.append(words.told.format(name=name[language]))
    return "".join(words.space + part for part in parts)


def _train(arrival: Arrival, language: Language) -> str:
    words = _ALL[language]
    said = words.train if arrival.minutes else words.now
    return said.format(
        minutes=arrival.minutes, end=station(f"{arrival.heading}역", language).removesuffix("역")
    )
