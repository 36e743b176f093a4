"""The words for journeys: one file a language."""

from collections.abc import Mapping
from typing import Final

from agent.tools.decision import Language, Text
from agent.tools.transit.phrases import en, ja, ko, zh
from agent.tools.transit.phrases.form import Phrases

LOOPS: Final[Mapping[str, Text]] = {
    "내선순환": {"ko": "내선순환", "en": "inner loop, clockwise", "ja": "内回り", "zh": "内环"},
    "외선순환": {"ko": "외선순환", "en": "outer loop, counterclockwise", "ja": "外回り", "zh": "外环"},
    "응암순환": {"ko": "응암순환", "en": "Eungam loop", "ja": "鷹岩循環", "zh": "鹰岩循环"},
}
"""The ways round a loop, by their Korean names."""

_ALL: Final[Mapping[Language, Phrases]] = {"ko": ko.WORDS, "en": en.WORDS, "ja": ja.WORDS, "zh": zh.WORDS}


def of(language: Language) -> Phrases:
    return _ALL[language]
