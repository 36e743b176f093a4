"""Messages typed without spaces, cut where a name or a clause ends: 홍대에서명동까지얼마야, 경복궁몇시에열어.

Spaced messages pass as they are: only runs of Hangul too long for a word are cut, and no letter changes.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from agent.tools.linking.gazetteer import Gazetteer
from agent.tools.text.particle import ASKED, DIRECTED
from agent.tools.text.words import EVERYDAY

ALONE, AMONG = 6, 11
"""Syllables of a run that is no word: of a message without any space, and of one with some."""
LONG = 3
"""Letters of a name that is one wherever it stands; a shorter one begins a clause or has marks behind."""
_ALONE, _AMONG = re.compile(rf"[가-힣0-9]{{{ALONE},}}"), re.compile(rf"[가-힣0-9]{{{AMONG},}}")
_LARGER = re.compile(r"[동구점](?![가-힣]?[에까])|대교|대로|번길|입구(?!역)|왕(?=은|이|의)")
"""Behind a name, the name of something larger: 이태원동, 영동대로."""
_HOUSE = re.compile(r"(?:박물관|미술관|갤러리|시장|공원|서점|극장|도서관|기념관|과학관)$")
_ENDED = re.compile(r"[은는이가을를도에서로고데면야요지랑과와만의며니늘일금말녁침엔]$")
"""Before a house by its kind: else more of its name stands there, 별빛공예박물관."""
_PARTICLE = re.compile(
    r"에서는|에서도|에서부터|에서|에는|에도|에|까지는|까지|부터|으로|이랑|하고|말고|이고(?!궁)|은|는|이|가|을|를|도|의|랑|과|와|로"
)
_TURN = re.compile(
    r"(?<=[가-힣]{2})(?:에서부터|에서는|에서도|에서|까지는|까지(?!하철)|부터(?!미널)|는데요?|인데요?|은데요?|려면|려고요?|갈건데|면서|해서|아서|어서|와서|내려서|들러서|들렀다가|갔다가|나서|타고|들고|끌고|말고"
    r"|보고|모시고|데리고|끝나고|이라서|거든요|이야|이면|거쳐서?|에있는|출발(?![은지이을하해점역시])|다음|그럼|혹시|지금|이랑)(?=[가-힣0-9]{2})"
    r"|(?:\d호|분당|중앙|경춘|경의)선(?=[가-힣]{3})|(?<=[가-힣][한는은운쁜큰])(?=(?:전통)?(?:시장|공원|박물관|미술관|카페|식당|맛집|고궁|전망대|동네|거리|골목|도서관|장소|코스))"
)
"""Where a word or a clause ends, whatever is written on."""
_HERE = re.compile(
    r"에서|까지|부터|인데|이야|야(?![가-힣])|이에요|예요|으로|에내|에도착|로가|로갈|가는|가려|어떻게|출발|도착"
)
_KNIT = 6
"""Letters of an everyday word at most."""


def respaced(text: str, gazetteer: Gazetteer) -> str:
    long = _AMONG if " " in text else _ALONE
    return long.sub(lambda run: _cut(run.group(), gazetteer), text)


def _cut(run: str, gazetteer: Gazetteer) -> str:
    if gazetteer.named(run, 0) == len(run):
        return run
    turns = [0, *(match.end() for match in _TURN.finditer(run)), len(run)]
    return " ".join(part for begin, end in pairwise(turns) for part in _parts(run[begin:end], gazetteer))


def _parts(clause: str, gazetteer: Gazetteer) -> Iterator[str]:
    """Names with their particles, and what is between them."""
    at = 0
    for start, end in _names(clause, gazetteer):
        stop = end + _tail(clause, end)
        yield from filter(None, (clause[at:start], clause[start:stop]))
        at = stop
    if at < len(clause):
        yield clause[at:]


def _names(clause: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(clause):
        end = at + gazetteer.named(clause, at)
        if end > at and _stands(clause, at, end):
            yield at, end
            at = end + _tail(clause, end)
        else:
            at += 1


def _stands(clause: str, start: int, end: int) -> bool:
    name = clause[start:end]
    if name in EVERYDAY or _LARGER.match(clause, end):
        return False
    if end - start >= LONG:
        return start == 0 or not _HOUSE.search(name) or bool(_ENDED.search(clause[:start]))
    return (start == 0 or bool(_HERE.match(clause, end))) and not _across(clause, start, end)


def _across(clause: str, start: int, end: int) -> bool:
    """Whether a short name is a piece of an everyday word: 시간에서, 출구로 가."""
    if clause[start - 1 : start + 1] in EVERYDAY and _PARTICLE.fullmatch(clause, start + 1, end):
        return True
    return any(
        clause[begin:stop] in EVERYDAY
        for begin in range(max(0, start - 2), start + 1)
        for stop in range(end, min(len(clause), end + 2) + 1)
        if (begin, stop) != (start, end)
    )


def _tail(clause: str, end: int) -> int:
    """How many letters behind a name are particles of it: none in 경복궁이름, one in 경복궁은."""
    match = _PARTICLE.match(clause, end)
    if match is None or (ASKED.match(clause, end) and not DIRECTED.match(clause, end)):
        return 0
    word = any(clause[end : end + size] in EVERYDAY for size in range(2, _KNIT))
    return 0 if len(match.group()) == 1 and word else len(match.group())
