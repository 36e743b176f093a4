"""What a question about a journey counts beside minutes and won: stops, and the distance between its ends."""

import re
from collections.abc import Mapping
from typing import Final

from agent.tools.decision import Language, Text
from agent.tools.linking.gazetteer import metres
from agent.tools.transit.legs import Journey

_STOPS: Final = re.compile(
    r"몇\s?(?:정거장|정류장|역)|정거장\s?(?:수|몇)|\bhow\smany\s(?:stops|stations)\b|\bstops\saway\b|何駅|いくつ目|几站|幾站|多少站",
    re.IGNORECASE,
)
_FAR: Final = re.compile(
    r"떨어져|몇\s?(?:km|키로|킬로)|거리(?:가|는)?\s?(?:얼마|몇|어느|어떻)|얼마나\s?(?:멀|먼)|몇\s?(?:km|킬로|키로|미터)"
    r"|\bhow\sfar\b|\bfar\sapart\b|\bdistance\b|\bhow\smany\s(?:km|kilomet|miles)|離れて|距離|何キロ|离得|離得|相距|隔(?:得)?多远|距离|距離|多远|多遠|几公里|多少公里",
    re.IGNORECASE,
)
_KM: Final = 1000
_TOLD: Final[Mapping[str, Text]] = {
    "stops": {
        "ko": "지하철로는 {count}정거장이에요.",
        "en": "By subway it is {count} stops.",
        "ja": "地下鉄では{count}駅です。",
        "zh": "乘地铁共{count}站。",
    },
    "apart": {
        "ko": "직선거리로 약 {far} 떨어져 있어요.",
        "en": "They are about {far} apart in a straight line.",
        "ja": "直線距離で約{far}離れています。",
        "zh": "直线距离约{far}。",
    },
}


def counted(journey: Journey, question: str, language: Language) -> str:
    """Sentences to stand before those of the journey; empty where nothing of the kind is asked or known."""
    told = []
    ride = next((option for option in journey.options if option.mode == "subway"), None)
    if ride and _STOPS.search(question):
        stops = [leg.stops for leg in ride.legs if leg.mode == "subway"]
        if all(stops):
            told.append(_TOLD["stops"][language].format(count=sum(filter(None, stops))))
    far = metres(journey.origin, journey.destination)
    if far and _FAR.search(question):
        told.append(_TOLD["apart"][language].format(far=_length(far, language)))
    space = " " if language in ("ko", "en") else ""
    return "".join(each + space for each in told)


def _length(far: float, language: Language) -> str:
    space = " " if language == "en" else ""
    return f"{far / _KM:.1f}{space}km" if far >= _KM else f"{round(far, -1):.0f}{space}m"
