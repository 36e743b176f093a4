# ruff: noqa: E501 (patterns of Hangul)
"""How an answer speaks: in which language, in which style, and whether it says that it does not know.

Standard library alone: the service holds its model to this, and the scores of adapters count by it.
"""

import re
from typing import Final

URL: Final = re.compile(r"https?://[^\s)\]」』>]+|www\.[^\s)]+")
_DESCRIBES: Final = r"(?!(?:한|는|던|했던)\s(?!정보|내용|부분|사항|것|거|게|건|점)|게\s|보)"
"""What is said of a thing and not of our knowledge: 유해를 찾지 못한 의사, 잘 모르는 골목, 알 수 없게 만든 계단."""
REFUSAL: Final = {
    "ko": re.compile(
        r"확인하지 못|확인되지 않|확인 안|확인 못|확인 몬|알아보지 못|모르겠|모릅니다|정보가 없|나와 있지 않|없어서 알려"
        rf"|(?:알지 못|알 수 없|찾지 못|잘 모르|몰라){_DESCRIBES}"
    ),
    "en": re.compile(
        r"not (?:yet )?(?:been )?confirmed|n['o]t (?:yet )?(?:have |be )?(?:know|confirm|information|available|sure|provided|specified"
        r"|mention)|unknown|no information|cannot (?:confirm|tell|provide)|unable to|unconfirmed",
        re.IGNORECASE,
    ),
    "ja": re.compile(r"確認でき|確認して(?:い|お)|わかりま|分かりま|不明|情報が(?:ありま|な)|確認されて|未確認"),
    "zh": re.compile(r"未确认|不清楚|不知道|没有[^。]{0,8}信息|无法|暂无|未知|不确定|没有提供|未提供"),
}  # fmt: skip
"""By language: words that say that something is not known."""
ENDINGS: Final = {
    "plain": re.compile(r"(?:요|죠)\W*$"),
    "polite": re.compile(r"(?:니다|니까|십시오|까요)\W*$"),
    "friend": re.compile(r"[가-힣](?<![요다예더소])(?<!니까)\W*$"),
    "child": re.compile(r"(?:단다|란다|렴|게|구나|니|래|까)(?<!니까)\W*$"),
    "dialect": re.compile(r"(?:예|더|이소|소|꺼|데이)\W*$"),
}
"""By style: how its Korean sentences end."""
SAID: Final = re.compile(r"(?:요|죠|다|까)\W*$")
"""A sentence with a predicate, in the draft's own speech levels."""
ASIDE: Final = re.compile(r"\s*[(（][^()（）]*[)）]")
"""What stands in brackets."""
_HANGUL, _KANA, _HAN, _LATIN = (
    re.compile(f"[{span}]+") for span in ("가-힣", "ぁ-ゟァ-ヿ", "一-鿿", "A-Za-z")
)


def speaks(answer: str, language: str, known: str) -> bool:
    """Whether the text is in the language, names aside that the facts hold in another script."""
    text = URL.sub("", answer)
    counts = {}
    for script, pattern in (("ko", _HANGUL), ("ja", _KANA), ("zh", _HAN), ("en", _LATIN)):
        runs = pattern.findall(text)
        counts[script] = sum(len(run) for run in runs if language == script or run not in known)
    if language == "ko":
        return counts["ko"] > 0 and counts["ja"] + counts["zh"] + counts["en"] <= counts["ko"] * 0.2
    if language == "en":
        return counts["en"] > 0 and not counts["ko"] + counts["ja"] + counts["zh"]
    if language == "ja":
        return counts["ja"] > 0 and not counts["ko"]
    return counts["zh"] > 0 and not counts["ko"] + counts["ja"]
