# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""What a wish sets aside by its kind: 不用爬山的景点, museums but no art museum, and hills for old people."""

import re
from typing import Final

from data.place import Category
from rag.wish import strictly

_ASIDE: Final = re.compile(
    r"\b(?:besides|except(?:\sfor)?|other\sthan|apart\sfrom|no|not|without|don'?t\s(?:want\sto|like|want)|instead\sof|too\smuch)\s(?:(?:an?|the|any|go|too|much|like)\s)*(?P<en>art\s\w+|\w+)\b"
    r"|(?P<ja>[^\s、。をのにで]{1,8}?)(?:(?:は|が|も)?(?:以外|なし|抜き|じゃない|じゃなくて|嫌|無理|したくない|飽きた)|たくない|(?<=歩か)(?:ない|なくて|ずに)(?:で|も?いい)?)"
    r"|(?:不(?:用|要|想|必|需要|喜欢|太想)|没有|除了|别)(?:去|再|是|太)?(?P<zh>[^\s，。的]{1,4}?)(?:以外|之外|的|，|。|,|\s|$)",
    re.IGNORECASE,
)
_KINDS: Final[tuple[tuple[re.Pattern[str], tuple[Category, ...]], ...]] = (
    (re.compile(r"hik|climb|mountain|爬|登山|山|ハイキング", re.IGNORECASE), ("mountain",)),
    (re.compile(r"walk|歩|走", re.IGNORECASE), ("mountain", "trail")),
    (re.compile(r"shop|逛街|购物|買い物|ショッピング", re.IGNORECASE), ("shopping",)),
)
_ELDERLY: Final = re.compile(
    r"\belder(?:ly|s)\b|\b(?:grand(?:ma|pa|mother|father|parents?)|seniors?|old\s(?:parents?|people|mother|father))\b|お年寄り|高齢|祖父母|おばあ|おじい|年配|老人|长辈|爷爷|奶奶|外公|外婆|老年",
    re.IGNORECASE,
)
_HILLS: Final = re.compile(r"\bhik|\bclimb|\bmountain|\btrail|山|登|ハイキング|爬|徒步", re.IGNORECASE)


def unwanted(wish: str) -> tuple[str, frozenset[Category]]:
    """The wish without what it sets aside, and the categories that are left out: mountains for old people too,
    unless it speaks of hills itself.
    """
    left: set[Category] = set()
    rest = wish
    for said in _ASIDE.finditer(wish):
        what = said["en"] or said["ja"] or said["zh"]
        kinds = {*strictly(what), *(kind for words, kinds in _KINDS if words.search(what) for kind in kinds)}
        if "gallery" in kinds:  # an art museum is called a museum, and is another kind
            kinds.discard("museum")
        if kinds:
            left |= kinds
            rest = rest.replace(said.group(), " ")
    if _ELDERLY.search(rest) and not _HILLS.search(rest):
        left.add("mountain")
    return " ".join(rest.split()), frozenset(left)
