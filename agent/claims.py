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
    if any(_spoken_of(word, rule) for word in ASKED.findall(question)):
        return True
    return any(of.search(question) and of.search(rule) for of in ALIKE)


def _spoken_of(word: str, rule: str) -> bool:
    """By its first letters: two of Korean or Chinese, of Latin words as many as tell one from another."""
    if not word.isascii():
        return len(word) > 1 and word[:2] in rule
    begun = len(word) >= LATIN and word.lower() not in PLAIN
    return begun and bool(re.search(rf"\b{word[:LATIN]}", rule, re.IGNORECASE))


LATIN: Final = 4
PLAIN: Final = frozenset(
    """what when where which while with without about there here this that these those they them their your
    should could would must have does into from inside korea korean koreans seoul okay people""".split()  # noqa: SIM905
)
"""Words of any question."""
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
        r"옷|복장|반바지|노출|나시|민소매|wear|dress|cloth|shorts|\btops?\b|leggings|modest|服|衣|穿|着て|短パン|タンクトップ|短裤|吊带|露出|暴露",
        r"신발|shoe|靴|鞋",
        r"좌석|자리|노약자석|임산부|앉|\bseats?\b|\bsit\b|席|座",
        r"시끄|떠들|조용|소리|loud|quiet|noise|voice|騒|大声|静か|吵|喧哗|安静|大声",
        r"어른|연장자|윗사람|elder|older|eldest|senior|目上|年長|长辈|老人",
        r"흥정|깎|haggl|bargain|値切|砍价|还价|讲价",
        r"스님|승려|monk|僧|お坊さん|和尚",
        r"젓가락|chopstick|箸|筷",
        r"계산|더치페이|돈을?\s?내|\bbills?\b|\bpay|割り勘|会計|账|AA制|买单",
    )
)
"""Words of one matter: 사진은? is about the rule on 찍기."""
ASKED = re.compile(r"[가-힣A-Za-z]+|[一-鿿]{2,}|[ァ-ヺー]{2,}")
SHARE = 0.4
"""Of a sentence's letter pairs: rewordings keep its nouns and lose its endings."""


def letter_pairs(text: str) -> set[str]:
    words = "".join(char if char.isalnum() else " " for char in text.lower()).split()
    return {word[at : at + 2] for word in words for at in range(max(len(word) - 1, 1))}
