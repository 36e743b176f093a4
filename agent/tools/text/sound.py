# ruff: noqa: E501, SIM905 (tables of sounds)
"""How Korean names sound to others: in Latin letters (Revised Romanization) and in katakana, as travellers type them."""

from collections.abc import Iterator

from agent.tools.text.hangul import letters, syllable

_LATIN_LEAD = dict(
    zip(
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
        "g kk n d tt r m b pp s ss - j jj ch k t p h".split(),
        strict=True,
    )
)
_LATIN_VOWEL = dict(
    zip("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ", "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(), strict=True)
)  # fmt: skip
_LATIN_FINAL = {"": "", "ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ng"}
_FINALS = {"ㄲ": "ㄱ", "ㄳ": "ㄱ", "ㄵ": "ㄴ", "ㄶ": "ㄴ", "ㄺ": "ㄱ", "ㄻ": "ㅁ", "ㄼ": "ㄹ", "ㄽ": "ㄹ", "ㄾ": "ㄹ", "ㄿ": "ㅂ", "ㅀ": "ㄹ", "ㅄ": "ㅂ",
           "ㅅ": "ㄷ", "ㅆ": "ㄷ", "ㅈ": "ㄷ", "ㅊ": "ㄷ", "ㅋ": "ㄱ", "ㅌ": "ㄷ", "ㅍ": "ㅂ", "ㅎ": ""}  # fmt: skip
"""Final consonants as they are heard."""
_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
_KANA_LEAD = dict(
    zip(
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "k k n t t r m p p s s - c c c k t p h".split(), strict=True
    )
)
_VOICED = {"ㄱ": "g", "ㄷ": "d", "ㅂ": "b", "ㅈ": "j"}
_KANA_VOWEL = dict(
    zip("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ", "a e ya ye o e yo e o wa we we yo u wo we wi yu u ui i".split(), strict=True)
)  # fmt: skip
_ROWS = {
    "-": "アイウエオ", "k": "カキクケコ", "g": "ガギグゲゴ", "s": "サシスセソ", "t": "タチトテト", "d": "ダヂドデド",
    "n": "ナニヌネノ", "h": "ハヒフヘホ", "p": "パピプペポ", "b": "バビブベボ", "m": "マミムメモ", "r": "ラリルレロ",
}  # fmt: skip
_SMALL = {"ya": "ャ", "ye": "ェ", "yo": "ョ", "yu": "ュ"}
_GLIDE = {"wa": "ァ", "we": "ェ", "wo": "ォ", "wi": "ィ", "ui": "イ"}
_KANA_FINAL = {"": "", "ㄱ": "ク", "ㄴ": "ン", "ㄷ": "ッ", "ㄹ": "ル", "ㅁ": "ム", "ㅂ": "プ", "ㅇ": "ン"}
Sound = tuple[str, str, str]


def _sounds(word: str, *, nasal: bool = True) -> Iterator[Sound]:
    """Lead, vowel and final of each syllable after neighbours have changed one another: 종로 → 종노, 신림 → 실림.

    Not `nasal`: a final before ㄴ or ㅁ stays what it is, as few abroad hear that change: 한옥마을 → ハノクマウル.
    """
    held: Sound | None = None
    for char in word:
        lead, vowel, final = letters(char)
        if held is not None:
            before = held[2]
            heard = _FINALS.get(before, before)
            if lead == "ㅇ" and before not in ("", "ㅇ", "ㅎ"):
                lead, heard = (before if before in _LATIN_LEAD else heard), ""
            elif lead == "ㄹ" and heard in ("ㄱ", "ㄷ", "ㅂ"):
                lead, heard = "ㄴ", _NASAL[heard]
            elif lead == "ㄹ" and heard in ("ㅁ", "ㅇ"):
                lead = "ㄴ"
            elif nasal and lead in ("ㄴ", "ㅁ") and heard in _NASAL:
                heard = _NASAL[heard]
            elif (heard, lead) in (("ㄴ", "ㄹ"), ("ㄹ", "ㄴ")):
                lead, heard = "ㄹ", "ㄹ"
            yield held[0], held[1], heard
        held = (lead, vowel, final)
    if held is not None:
        yield held[0], held[1], _FINALS.get(held[2], held[2])


def latin(word: str, *, heard: bool = True) -> str:
    """`latin("왕십리")` → wangsimni; not as heard but letter by letter: wangsipri. What is no Hangul is left out."""
    plain = "".join(filter(syllable, word))
    sounds = _sounds(plain) if heard else ((*letters(char)[:2], _final(char)) for char in plain)
    out: list[str] = []
    before = ""
    for lead, vowel, final in sounds:
        head = "l" if heard and lead == "ㄹ" and before == "ㄹ" else _LATIN_LEAD[lead].strip("-")
        out.append(head + _LATIN_VOWEL[vowel] + _LATIN_FINAL[final])
        before = final
    return "".join(out)


def _final(char: str) -> str:
    last = letters(char)[2]
    return _FINALS.get(last, last)


_BREATHED = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅂ": "ㅍ"}


def katakana(word: str, *, heard: bool = True, nasal: bool = True) -> str:
    """`katakana("인사동")` → インサドン; letter by letter where not as heard: アプクジョン for 압구정.

    Characters that are no Hangul are left out.
    """
    plain = "".join(filter(syllable, word))
    sounds = (
        list(_sounds(plain, nasal=nasal)) if heard else [(*letters(char)[:2], _final(char)) for char in plain]
    )
    out: list[str] = []
    for at, (lead, vowel, final) in enumerate(sounds):
        before = sounds[at - 1][2] if at else None
        breathed = _BREATHED.get(before or "") if heard and lead == "ㅎ" else None  # 북한산 → プッカンサン
        row = _VOICED.get(lead) if before in ("", "ㄴ", "ㅁ", "ㅇ", "ㄹ") else None
        out.append(_kana(row or _KANA_LEAD[breathed or lead], _KANA_VOWEL[vowel], first=not at))
        after = sounds[at + 1][0] if at + 1 < len(sounds) else ""
        doubled = heard and (
            (final in ("ㄱ", "ㅂ") and after in ("ㄱ", "ㄲ", "ㅋ")) or (final in _BREATHED and after == "ㅎ")
        )
        out.append("ッ" if doubled else _KANA_FINAL[final])
    return "".join(out)


def kanas(word: str) -> tuple[str, ...]:
    """The ways in which travellers write a name in katakana: as heard, letter by letter, ㅁ as ン, or as heard
    but for what becomes a nasal.
    """
    lips = katakana(word.translate(_LIPS))
    return tuple(
        dict.fromkeys((katakana(word), katakana(word, heard=False), lips, katakana(word, nasal=False)))
    )


_LIPS = {code: code - 12 for code in range(0xAC00 + 16, 0xD7A4, 28)}
"""Syllables that end in ㅁ as those that end in ㄴ: ナンデムン for 남대문."""


def _kana(row: str, vowel: str, *, first: bool) -> str:
    if row in ("c", "j"):
        head = "チ" if row == "c" else "ジ"
        return head + {"a": "ャ", "ya": "ャ", "i": "", "u": "ュ", "yu": "ュ", "e": "ェ"}.get(vowel, "ョ")
    if row in ("t", "d") and vowel == "u":
        return "トゥ" if row == "t" else "ドゥ"
    a, i, u, e, o = tuple(_ROWS[row])
    plain = {"a": a, "i": i, "u": u, "e": e, "o": o}
    if vowel in plain:
        return plain[vowel]
    if row == "-":
        if vowel == "ui":
            return "ウィ" if first else "イ"
        return {
            "ya": "ヤ",
            "ye": "イェ",
            "yo": "ヨ",
            "yu": "ユ",
            "wa": "ワ",
            "we": "ウェ",
            "wo": "ウォ",
            "wi": "ウィ",
        }[vowel]
    if vowel in _SMALL:
        return i + _SMALL[vowel]
    return u + _GLIDE[vowel]
