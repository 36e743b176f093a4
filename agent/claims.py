"""What a text claims, held against what is known: its numbers, and what its sentences tell."""

import re
from typing import Final

from agent.tools.style.speech import sentences

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
MARKERS = re.compile(r"^\s*(?:\d+[.)]|[-*•])\s+|\[\d+\]", re.MULTILINE)
"""List numbers and citations: no claims."""


def numbers(text: str) -> set[str]:
    """Numbers as values: 3,000 and 3000 are one, 09 and 9 too. List numbers and [1] do not count."""
    text = MARKERS.sub("", text)
    return {found.replace(",", "").lstrip("0").rstrip(".") or "0" for found in NUMBER.findall(text)}


def faithful(answer: str, known: str) -> str:
    """`answer` without the sentences that hold a number which `known` does not."""
    allowed = numbers(known)
    if numbers(answer) <= allowed:
        return answer
    lines = []
    for line in answer.split("\n"):
        if numbers(line) <= allowed:
            lines.append(line)
        else:
            kept = [part for part in sentences(line) if numbers(part) <= allowed]
            lines.append(" ".join(kept))
    return "\n".join(lines).strip()


def said(rule: str, answer: str) -> bool:
    """Whether an answer tells what a sentence tells: by the share of its letter pairs, in any order."""
    pairs = letter_pairs(rule)
    return len(pairs & letter_pairs(answer)) >= SHARE * len(pairs)


def about(rule: str, question: str) -> bool:
    """Whether a question names something that the sentence speaks of."""
    stems = (found["stem"].lower() for found in ASKED.finditer(question))
    if any(stem in rule.lower() for stem in stems if not EMPTY.fullmatch(stem)):
        return True
    return any(of.search(question) and of.search(rule) for of in ALIKE)


ALIKE: Final = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"사진|촬영|찍|photo|picture|撮|写真|拍照|拍摄|摄影",
        r"담배|흡연|금연|smok|たばこ|煙草|禁煙|吸烟|抽烟|禁烟",
        r"커피|음료|마시|마셔|drink|coffee|飲|コーヒー|饮料|咖啡|喝",
        r"음식|먹|food|\beat|食べ|食物|吃",
        r"강아지|반려|애완|개를|\bpets?\b|\bdogs?\b|ペット|犬|宠物|狗",
        r"쓰레기|분리수거|trash|litter|rubbish|garbage|ごみ|ゴミ|垃圾",
        r"짐|캐리어|가방|배낭|luggage|suitcase|bag|荷物|リュック|スーツケース|行李|背包",
        r"전화|통화|phone|call|電話|通話|电话|通话|手机",
        r"팁|\btips?\b|\btipping\b|チップ|小费|小費",
        r"옷|복장|반바지|노출|wear|dress|cloth|服|衣|穿",
    )
)
"""Words of one matter: 사진은? is about the rule on 찍기."""
ASKED: Final = re.compile(
    r"(?P<stem>(?<![가-힣])[가-힣]{2}|(?<![A-Za-z])[A-Za-z]{4}|(?<![一-鿿])[一-鿿]{2}|(?<![ァ-ヺー])[ァ-ヺー]{2})"
)
"""Beginnings of words, long enough to tell one from another."""
EMPTY: Final = re.compile(
    r"있[어나는을죠니]|없[어나는]|해[야도]|하[면는나지]|할때|되[나는]|돼[요나]|안돼|지[켜킬]|예절|에티|매너|규칙|조심|주의|어[떻떤]"
    r"|뭐[가야]|무[엇슨]|알려|가르|궁금|한국|처음|[거여]기|[이그]거|때[는도]|그[럼런]|혹시|갈때|가[면는서야]"
    r"|what|when|wher|whic|shou|ther|have|does|with|abou|rule|mann|etiq|know|kore|tell|must|need|allo|they|this|that|your"
)
"""Beginnings of words that name no matter: 있어 of a question stands in 비어 있어도, too."""
SHARE = 0.4
"""Of a sentence's letter pairs: rewordings keep its nouns and lose its endings."""


def letter_pairs(text: str) -> set[str]:
    words = "".join(char if char.isalnum() else " " for char in text.lower()).split()
    return {word[at : at + 2] for word in words for at in range(max(len(word) - 1, 1))}
