"""What stands behind Korean words: particles behind nouns, and how verbs and adjectives are bent.

Only enough to find the word again. Rules of contraction and of irregular stems: National Institute of Korean
Language, 한국어 어문 규범 (Hangul orthography, §§ 15-18 and 34-36).
"""

# ruff: noqa: SIM905 (tables of letters)

from collections.abc import Iterator
from typing import Final

_FIRST: Final = 0xAC00
_VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS: Final = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_BRIGHT: Final = frozenset("ㅏㅗㅑ")
_FUSED: Final = {"ㅗ": "ㅘ", "ㅜ": "ㅝ", "ㅣ": "ㅕ", "ㅚ": "ㅙ"}
"""A vowel and 아 or 어 behind it: 보아 is 봐."""
_SAME: Final = frozenset("ㅏㅓㅐㅔㅕ")
"""Vowels that swallow it: 가아 is 가."""

PARTICLES: Final = frozenset(
    "에서부터 에서 에게서 에게 한테 께 께서 으로부터 으로 로부터 로 부터 까지 에다가 에다 에선 에는 에도"
    " 에 의 을 를 이 가 은 는 도 만큼 만 쯤 정도 처럼 보다 보단 마다 밖에 조차 마저 뿐 치고 으론 론 이란"
    " 란 이라는 라는 이라고 라고 이라도 라도 이든 든지 같은 같이 과 와 이랑 랑 하고 이나 나 이고 이며"
    " 이야 야 이에요 예요 이요 요 입니다 임 인데 인데요 인가요 인가 인지 이지 죠 이죠 이면 면 일까 일까요"
    " 이랑은 들 님 적 적인 적으로 째 씩 짜리 용 별 끼리 대로 식 형 급 측 상 권 력 성 화 인 일 였던 이었던"
    " 여서 이라서 라서 없이 없는 있는 있고 있나요 있어요".split()
)
"""Behind a noun, suffixes that make no other word of it among them."""

JOINED: Final = frozenset(
    "하 한 할 함 해 했 합 하는 하고 하기 하게 하며 하면 하지 하던 하려 하러 하여 해서 해도 해야 했던 한다"
    " 합니다 해요 하세요 하자 하니 하나 하나요 할까 할까요 할만한 할수있는 되 된 될 됨 돼 됐 되는 되고"
    " 되어 되어서 돼서 되면 되나 되나요 돼요 됩니다 된다 시키는 시킬 시켜 받는 받은 받을 당한 스러운"
    " 스럽게 스러워 스럽고 로운 롭게 로워 롭고 다운 답게 답고 하신 하실 하였 하였던 하는지 한지 할지"
    " 하더라 한데 한데요".split()
)
"""What makes verbs and adjectives of nouns: 산책하기, 체험할, 조용한."""

ENDINGS: Final = frozenset(
    "고 고요 고서 고는 고도 구 구요 지 지요 죠 지만 지는 지도 는 는데 는데요 는지 는지요 는가 는가요 는걸"
    " 은 은데 은데요 은지 은가 을 을까 을까요 을지 을만한 을수있는 음 기 기에 기가 기는 기도 기를 기로"
    " 기엔 기만 기까지 게 게끔 겠 네 네요 니 니까 나 나요 냐 던 던데 던가 던지 더라 더라고 더라고요 든"
    " 든지 거나 거든 거든요 도록 다 다가 다는 다면 다고 자 자고 려 려고 려고요 려면 러 러가 며 면 면서"
    " 면은 면요 므로 는다 는다면 습 습니다 습니까 읍시다 으 으며 으면 으면서 으니 으니까 으로 으려 으려고"
    " 으려면 으러 으므로 으세요 으신 으실 으셔 아 아서 아도 아야 아요 았 았던 았는데 았어요 았다 어 어서"
    " 어도 어야 어요 었 었던 었는데 었어요 었다 었을 서 도 야 야만 요 만 ㄴ데 데 데요 까 까요 래 래요 걸"
    " 게요 니다 시 시는 신 실 셔 셨 셔서 세요 세 십 시다 시고 시면 자면 던데요 라 라고 라는 란".split()
)
"""Behind a stem; they pile up: 걷+었+던+데."""

LOOSE: Final = frozenset(
    "수 것 거 게 걸 건 때 데 곳 만 중 안 못 더 꼭 좀 잘 저 나 난 전 우리 그 이 내 제 몇 뭐 뭔 무엇 무슨"
    " 어떤 어느 어디 어떻게 얼마 얼마나 언제 왜 누구 누가 여기 거기 저기 이런 그런 저런 이거 그거 저거"
    " 이번 다음 혹시 진짜 정말 아주 너무 제일 가장 많이 조금 다시 또 그리고 그럼 그러면 근데 그런데"
    " 하지만 아니 네 응 음 및 등 한 두 세 에서 까지 부터 으로 같이 함께 지금 해 해요 할 하는 하고 바로"
    " 빨리 새 온 각 모든 여러 대해 대한 관한 관해 위한 위해 통해 따라 말고 같은 아무 별로 약".split()
)
"""Words that hold a sentence together and say nothing about a place."""


def _with(stem: str, *, vowel: str | None = None, last: str | None = None) -> str:
    """The stem with another vowel or final consonant in its last syllable."""
    code = ord(stem[-1]) - _FIRST
    lead, own, final = code // 588, code % 588 // 28, code % 28
    vowel_at = own if vowel is None else _VOWELS.index(vowel)
    last_at = final if last is None else _FINALS.index(last)
    return stem[:-1] + chr(_FIRST + lead * 588 + vowel_at * 28 + last_at)


def _letters(char: str) -> tuple[str, str]:
    """The vowel and the final of a syllable."""
    code = ord(char) - _FIRST
    return _VOWELS[code % 588 // 28], _FINALS[code % 28]


def heads(stem: str) -> Iterator[tuple[str, bool]]:
    """What the forms of a stem begin with, and whether a form may end there: 걷 (in 걷고), 걸으, 걸어.

    A stem does not tell whether it is irregular (입다, 가깝다), so both kinds of forms are made.
    """
    if not stem or not "가" <= stem[-1] <= "힣":
        return
    vowel, last = _letters(stem[-1])
    yield stem, False
    if not last:
        yield from _open(stem, vowel)
        return
    bright = "ㅏ" if vowel in _BRIGHT else "ㅓ"
    a = "아" if bright == "ㅏ" else "어"
    yield stem + a, True
    if last == "ㄹ":
        bare = _with(stem, last="")
        yield from ((_with(bare, last=end), whole) for end, whole in (("ㄴ", True), ("ㅂ", False)))
        yield bare, False
        yield _with(stem, last="ㄻ"), True
    elif last == "ㅂ":
        bare = _with(stem, last="")
        yield from (
            (bare + end, whole) for end, whole in (("우", False), ("운", True), ("울", True), ("움", True))
        )
        yield from ((bare + end, True) for end in ("워", "웠", "와", "왔"))
    elif last == "ㄷ":
        soft = _with(stem, last="ㄹ")
        yield from ((soft + end, True) for end in ("은", "을", "음", a, f"{'았' if a == '아' else '었'}"))
        yield soft + "으", False
    elif last == "ㅅ":
        bare = _with(stem, last="")
        yield from ((bare + end, True) for end in ("은", "을", "음", a, f"{'았' if a == '아' else '었'}"))
    elif last == "ㅎ" and len(stem) > 1:
        bare = _with(stem, last="")
        yield _with(bare, last="ㄴ"), True
        yield _with(bare, last="ㄹ"), True
        yield _with(bare, vowel="ㅐ"), True


def _open(stem: str, vowel: str) -> Iterator[tuple[str, bool]]:
    """Of a stem that ends in a vowel."""
    yield from ((_with(stem, last=end), True) for end in "ㄴㄹㅁ")
    yield _with(stem, last="ㅂ"), False
    before = _letters(stem[-2])[0] if len(stem) > 1 and "가" <= stem[-2] <= "힣" else "ㅓ"
    if stem[-1] == "르" and len(stem) > 1:
        doubled = _with(stem[:-1], last="ㄹ")
        fused = doubled + ("라" if before in _BRIGHT else "러")
    elif stem[-1] == "하":
        fused = _with(stem, vowel="ㅐ")
    elif vowel == "ㅡ":
        fused = _with(stem, vowel="ㅏ" if before in _BRIGHT else "ㅓ")
    elif vowel in _FUSED:
        fused = _with(stem, vowel=_FUSED[vowel])
        yield stem + ("아" if vowel == "ㅗ" else "어"), True
    elif vowel in _SAME:
        fused = stem
    else:
        fused = stem + "어"
    if fused != stem:
        yield fused, True
        yield _with(fused, last="ㅆ"), False
    else:
        yield stem, True
        yield _with(stem, last="ㅆ"), False
