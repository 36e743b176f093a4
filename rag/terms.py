"""Terms that need no model: Latin and katakana words, pairs of Chinese characters."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")
FAR = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々]+")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々]+")
_JOINTS = re.compile(
    r"的|在|哪里|哪裡|哪儿|地方|推荐|推薦|附近|周边|可以|适合|適合|吗|什么|有没有|去|看|买|吃|和|見|行|好玩|好吃"
)
"""Chinese words between those that matter, and verbs that stand before them: 看夜景的地方."""
_LATIN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)*")
SPACE = re.compile(r"\s+")

EMPTY = frozenset(Path(__file__).with_name("empty.txt").read_text(encoding="utf-8").split())
"""Words of nearly every question: they say nothing about which place is meant."""

_FOLDED = str.maketrans(
    "宫门乐东观龙馆园寿庆钟岛汉净阁汤图书广场术華韩国風乡楼亚桥动战争纪节灯雾云泽沢楽広図駅户戸区双対来変帰",
    "宮門樂東觀龍館園壽慶鐘島漢淨閣湯圖書廣場術華韓國風鄕樓亞橋動戰爭紀節燈霧雲澤澤樂廣圖驛戶戶區雙對來變歸",
)
"""Simplified and Japanese forms to the traditional ones, for characters of place names."""


def normal(text: str) -> str:
    """Full-width forms and letter case made one; decomposed Hangul composed; half a surrogate pair is `?`."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFKC", whole).lower()


def speakable(word: str) -> bool:
    """Whether a name is worth a dictionary entry: Hangul in it, more than one character, not a sentence."""
    return bool(HANGUL.search(word)) and 2 <= len(SPACE.sub("", word)) <= 20  # noqa: PLR2004 - characters


def latin(text: str) -> Iterator[str]:
    for word in _LATIN.findall(text):
        stem = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word  # noqa: PLR2004
        if stem not in EMPTY:
            yield stem


def pairs(text: str) -> Iterator[str]:
    """Katakana words whole, Chinese characters in pairs; hiragana only holds sentences together."""
    yield from _KATAKANA.findall(text)
    for run in _HAN.findall(_JOINTS.sub(" ", text).translate(_FOLDED)):
        if len(run) == 1:
            yield run
        yield from (run[at : at + 2] for at in range(len(run) - 1))
