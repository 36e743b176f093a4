# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""What is left of a message without known names and cues: perhaps the name of something else."""

import re
from functools import lru_cache

from agent.tools.reading import chatter, cues
from agent.tools.reading.read import Reading

_TEXTS = 256
"""Texts whose residue is remembered: several rules ask for that of one message."""
_PIECES = re.compile(r"[가-힣A-Za-z0-9一-鿿ァ-ヺー々]+")
_CUES = (
    cues.HERE,
    cues.FACT,
    cues.TELL,
    cues.WISH,
    cues.TIME,
    cues.GO,
    cues.FARE,
    cues.THERE,
    cues.IT,
    cues.NEAR,
    cues.RIDE,
    chatter.GREETING,
)
_ENGLISH_STOP = frozenset(
    """the a an is are was do does did can could would should will i me my we us our you your it its in on
    at of for to and or if so as by with from any some be been have has had not no please there here
    this that hi hello go going gone get see still even worth time night day days people kids kid adult adults around now pls please like feel then what when who why which how one ok okay also just really much many seoul
    korea""".split()  # noqa: SIM905 (words)
)


def residue(reading: Reading) -> tuple[str, ...]:
    """Words that neither name a known place nor carry a cue: perhaps the name of something else."""
    return _residue(reading.bare)


@lru_cache(_TEXTS)
def _residue(text: str) -> tuple[str, ...]:
    for pattern in _CUES:
        text = pattern.sub(" ", text)
    text = cues.RESIDUE.sub(" ", text)
    words = []
    for match in _PIECES.finditer(text):
        word = match.group()
        if word.isascii():
            if len(word) > 1 and word.lower() not in _ENGLISH_STOP and not word.isdigit():
                words.append(word)
        elif len(_TRIMMED.sub("", word)) > 1:
            words.append(word)
    return tuple(words)


_TRIMMED = re.compile(
    r"(?:은|는|이|가|을|를|에|의|도|만|요|야|에서|까지|으로|로|이야|인데|하는|해|어|아|지|니|나|까|죠|고|면|서|려고|습니다|세요|네|들|던|던데|될까|되나)+$"
)
