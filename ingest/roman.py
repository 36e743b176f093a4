"""English names by rule, as signs in Seoul form them: the stem in Revised Romanization, the kind in English.

After the National Institute of Korean Language (2000) and Seoul's standard for foreign-language signs.
Sound changes within a word are written, tense sounds are not (압구정 Apgujeong, 종로 Jongno, 신라 Silla).
"""

import re
import tomllib
from pathlib import Path

_LEADS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo",
    "u", "wo", "we", "wi", "yu", "eu", "ui", "i",
)  # fmt: skip
_TAILS = (
    "", "g", "kk", "gs", "n", "nj", "nh", "d", "l", "lg", "lm", "lb", "ls", "lt", "lp", "lh", "m", "b", "bs",
    "s", "ss", "ng", "j", "ch", "k", "t", "p", "h",
)  # fmt: skip
_CLOSED = {
    "g": "k", "kk": "k", "gs": "k", "k": "k", "lg": "k", "d": "t", "s": "t", "ss": "t", "j": "t", "ch": "t",
    "t": "t", "h": "t", "b": "p", "bs": "p", "p": "p", "lp": "p", "nj": "n", "nh": "n", "lm": "m",
    "lb": "l", "ls": "l", "lt": "l", "lh": "l",
}  # fmt: skip
"""How a final consonant sounds before another consonant or at the end."""
_NASAL = {"k": "ng", "t": "n", "p": "m"}
_BASE, _LAST = 0xAC00, 0xD7A3
_HANGUL = re.compile(r"[가-힣]+")

_RULES = tomllib.loads(Path(__file__).with_name("english.toml").read_text(encoding="utf-8"))
_WORDS: dict[str, str] = _RULES["words"]
_BY_LENGTH = tuple(sorted(_RULES["kinds"].items(), key=lambda pair: -len(pair[0])))
_TEMPLE = re.compile(r"(?:사|암|정사)$")
_LOAN = re.compile(
    r"[드르므브스즈츠크트프쿼퀴뮤뷰튜퓨샤셔쇼슈쉐쉬켓넷랩펫픽믹릭닉틱팩랙켄캔큐블클플글글틀웰웨셀휠롤룸룩룬룬갤]"
    r"|컬|컨|캠|콘|코스|포니|센|엠|엘(?!리)|에스|케이|제이|아트|아이|오에|더"
)
"""Syllables that Korean names hardly have: a word with them is foreign, and we do not know its spelling."""
_LONG = 7
"""Syllables beyond which a word is a phrase that nobody put spaces into."""
_LATIN_KINDS = frozenset(
    {"park", "market", "library", "church", "temple", "heritage", "food", "trail", "river"}
)


def romanize(word: str) -> str:
    """One Korean word in Revised Romanization: 독립문 → Dongnimmun. Other letters stay as they are."""
    return _HANGUL.sub(lambda found: _spelled(found.group()).capitalize(), word)


def _spelled(text: str) -> str:
    parts = [_parts(letter) for letter in text]
    out: list[str] = []
    carried = ""
    for at, (lead, vowel, tail) in enumerate(parts):
        out.append((carried if at else lead) + vowel)
        following = parts[at + 1][0] if at + 1 < len(parts) else None
        closing, carried = _meet(tail, following)
        out.append(closing)
    return "".join(out)


def _parts(letter: str) -> tuple[str, str, str]:
    code = ord(letter) - _BASE
    return _LEADS[code // 588], _VOWELS[code % 588 // 28], _TAILS[code % 28]


_SPLIT = {
    "gs": ("k", "s"), "nj": ("n", "j"), "lg": ("l", "g"), "lm": ("l", "m"), "lb": ("l", "b"), "ls": ("l", "s"),
    "lt": ("l", "t"), "lp": ("l", "p"), "bs": ("p", "s"), "nh": ("", "n"), "lh": ("", "r"),
}  # fmt: skip


def _meet(tail: str, lead: str | None) -> tuple[str, str]:  # noqa: C901 (a table of sounds)
    """How a final consonant and the next initial are written: (closing, next initial)."""
    if lead is None:
        return _CLOSED.get(tail, tail), ""
    if not tail:
        return "", lead
    if lead == "":
        if tail in _SPLIT:
            return _SPLIT[tail]
        return ("ng", "") if tail == "ng" else ("", {"l": "r", "h": ""}.get(tail, tail))
    sound = _CLOSED.get(tail, tail)
    if lead == "h":
        return (sound, "h") if sound != "t" or tail == "h" else ("", "ch" if tail == "j" else "t")
    if lead in {"n", "m"} and sound in _NASAL:
        return _NASAL[sound], lead
    if lead == "r":
        if sound in _NASAL:
            return _NASAL[sound], "n"
        if sound in {"m", "ng"}:
            return sound, "n"
        if sound in {"n", "l"}:
            return "l", "l"
    if lead == "n" and sound == "l":
        return "l", "l"
    if tail in {"h", "nh", "lh"} and lead in {"g", "d", "j"}:
        return ("" if tail == "h" else sound), {"g": "k", "d": "t", "j": "ch"}[lead]
    return sound, lead


def english(name: str, category: str) -> str | None:
    """The English name by rule; None where it would be no more than letters (시에나, 룩스: somebody's own name).

    english("자양전통시장", "market") → Jayang Traditional Market.
    """
    bare = name.strip()
    if not _HANGUL.search(bare):
        return bare
    if category == "temple" and _TEMPLE.search(bare):
        return f"{' '.join(map(romanize, bare.split()))} Temple"
    for ending, kind in _BY_LENGTH:
        if bare.endswith(ending) and (stem := bare.removesuffix(ending).strip()):
            named = _stem(stem)
            return f"{named} {kind}" if named else None
    return _stem(bare) if category in _LATIN_KINDS else None


def _stem(stem: str) -> str | None:
    """None where a word of it cannot be spelled by rule."""
    words = [_WORDS.get(word) or _compound(word) for word in stem.split()]
    return " ".join(word for word in words if word) if all(words) else None


def _compound(word: str) -> str | None:
    """국립항공 → National Hanggong: a known word at the head is translated."""
    for ending, kind in (("여자대학교", "Women's University"), ("대학교", "University")):
        if word.endswith(ending) and len(word) > len(ending):
            return f"{romanize(word.removesuffix(ending))} {kind}"
    if _LOAN.search(word) or len(word) > _LONG:
        return None
    for head in ("국립", "시립"):
        if word.startswith(head) and len(word) > len(head):
            return f"{_WORDS[head]} {romanize(word.removeprefix(head))}"
    for head, said in (("서울", "Seoul"), ("한국", "Korea")):
        if word.startswith(head) and len(word) > len(head) + 1:
            return f"{said} {romanize(word.removeprefix(head))}"
    return romanize(word)
