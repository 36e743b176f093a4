"""Names that nobody here knows, by the marks of a route around them: a geocoder may."""

import re
from collections.abc import Iterator, Sequence

from agent.tools.reading import cues, marks
from agent.tools.text.particle import without_topic
from agent.tools.text.words import ELSEWHERE, GENERIC
from data.place import Spot

Named = tuple[int, int, Spot]
"""Start and end in the message, and what stands there."""


def unheard(text: str, spans: Sequence[Named]) -> Iterator[Named]:
    """Those of `text` outside `spans`, the names that are known."""
    pair = marks.PAIR.match(text) or marks.DASHED.search(text)
    if pair:
        for group in ("first", "second"):
            yield from _free(text, *pair.span(group), spans)
    masked = _masked(text, spans)
    for pattern in (marks.KOREAN, marks.LEADING, marks.ENGLISH, marks.JAPANESE, marks.CHINESE):
        if pattern is marks.JAPANESE and re.search(r"[从從到]", text) and not re.search(r"[ぁ-ゖ]", text):
            continue
        if pattern is marks.CHINESE and re.search(r"[ぁ-ゖ]", text):
            continue
        for match in pattern.finditer(masked):
            yield from _free(text, *match.span("name"), spans)


def _masked(text: str, spans: Sequence[Named]) -> str:
    """Known names blanked by a mark that no name holds, so that patterns stop at them."""
    chars = list(text)
    for start, end, _ in spans:
        for at in range(start, end):
            chars[at] = "\n"
        for particle in ("から", "まで", "より"):
            if text.startswith(particle, end):
                chars[end : end + len(particle)] = "\n" * len(particle)
        while end < len(chars) and "가" <= chars[end] <= "힣":
            chars[end] = "\n"  # its particles
            end += 1  # noqa: PLW2901 (walks on)
    return "".join(chars)


def _bare(raw: str) -> str:
    """Without the words around that are no part of a name."""
    while match := marks.TRIM.match(raw):
        raw = raw[match.end() :]
    words = raw.split()
    while len(words) > 1 and (
        marks.PARTICLE.search(words[0]) or marks.AND.search(words[0]) or words[0].lower() in marks.STOP
    ):
        words = words[1:]
    while len(words) > 1 and words[-1] in marks.STOP:
        words = words[:-1]
    return " ".join(words).strip(" .,?!")


_COME = re.compile(r"\s?(?:에서|서)?\s?(?:올라|막\s|방금\s)?\s?(?:왔|와서|온\s)")
"""부산에서 올라와서: where one has come from, and no end of this way."""


def _free(text: str, start: int, end: int, spans: Sequence[Named]) -> Iterator[Named]:
    if any(start < other[1] and other[0] < end for other in spans):
        return
    name = _bare(text[start:end])
    if marks.CLAUSE.search(name) or marks.ASKING.search(name) or marks.DESCRIBED.search(name) or "■" in name:
        return
    if cues.HERE.fullmatch(name) or cues.FACT.fullmatch(marks.AND.sub("", name)):
        return
    if name in ELSEWHERE and _COME.match(text, end):
        return
    if len(name) < 2 or name.lower() in marks.STOP or name.lower() in GENERIC or name.isdigit():  # noqa: PLR2004
        return
    if re.fullmatch(r"(?:\d{1,7}\s?)?호선|\d{1,7}\s?(?:시|분|일|월|명|번|층|호선|원).*", name) or (
        re.search(r"(?:시|분)$", name) and name[0].isdigit()
    ):
        return
    name = without_topic(name)
    if name.endswith(("게", "히", "번", "빨리", "바로", "으러")):  # adverbs: 싸게, 편히
        return
    at = text.find(name, start)
    yield at, at + len(name), Spot(name)
