"""Korean sentences in other speech levels: the last predicate is taken apart and gets another ending.

Sentences are ours, in 해요체 or 하십시오체. What the rules do not know is not restyled (`None`). Friend is
반말, child the telling voice of picture books (-단다, -란다), dialect that of Busan (-어예, -이라예, -심더).
Takes Kiwi: the service asks the process of `agent.tools.typist`.
"""

import re
from dataclasses import replace
from typing import Final

from agent.tools.style.idioms import ADVERBS, FIXED, NOUNS, OPENERS, PHRASES, Style
from agent.tools.style.predicate import (
    OFFER,
    PROMISE,
    REQUEST,
    REQUESTED,
    SEEN,
    SPOKEN,
    TELLING,
    WONDER,
    Predicate,
    cut,
    kiwi,
)
from agent.tools.style.respect import plain
from agent.tools.text.particle import ending as heard
from agent.tools.text.particle import with_particle

ADDED: Final = re.compile(r"(?<=\S)\s*\([^()]*\)(?=[.!?]?$)")
"""What may stand behind the predicate: (환승 1회)."""
COLON: Final = re.compile(r"(?<=[가-힣][요다])(?=:\s)")
"""Where a sentence goes on after its predicate: 누리집은 여기예요: https://…"""
LOUD: Final = re.compile(r"!$")
LOUD_AGAIN: Final = re.compile(r"\.$")
LINK: Final = re.compile(r":\s+https?://\S+\s+(?=\S)")
ENDED: Final = re.compile(r"(?:요|다|까)[.!?]$")
FORMAL: Final = re.compile(r"십시오(?=[.!]?$)")
ASKING: Final = re.compile(r"(?:으?세요|으?시나요|으?십니까)(?=\?)")
"""A question to a listener of respect, from its ending on: 출발하세요? 어떠십니까?"""
REQUESTING: Final = re.compile(r"세요(?=[.!]?$)")
CHILDISH: Final = re.compile(r"(?<=[가-힣])으니(?=\?)")
"""있니? and not 있으니?"""
GUESSED: Final = re.compile(r"[가-힣] 거$")
ASIDE: Final = re.compile(r"\s*\([^()]*\)$")
SENTENCE: Final = re.compile(r"(?:\([^()\n]*\)|[^\n])+?(?:[.!?。！？](?=\s)|(?=\n)|$)")
"""With what stands in brackets: (만 25~64세 기준. 만 24세 이하 무료)."""
PARTICLES: Final = (("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("으로", "로"))
ALONE: Final = r"(?<![가-힣'\"‘“])"
"""Nothing Hangul before it, and no quotation mark: what is quoted stays."""
BEHIND: Final = r"(은|는|이|가|을|를|과|와|도|만|에서|에|의|으로|로|부터|까지)"


def restyle(sentence: str, style: Style) -> str | None:
    """One sentence in a style; one without a predicate stays as it is. None where the rules do not reach."""
    if FORMAL.search(sentence):
        return sentence if style == "polite" else restyle(FORMAL.sub("세요", sentence), style)
    if fixed := FIXED.get(sentence) or FIXED.get(LOUD.sub(".", sentence)):
        return fixed[style] if sentence in FIXED else LOUD_AGAIN.sub("!", fixed[style])
    if opener := OPENERS.get(f"{sentence} "):
        return opener[style].strip()
    if goes := COLON.search(sentence):
        core = restyle(sentence[: goes.start()] + ".", style)
        told = _behind(sentence[goes.end() :], style)
        return None if core is None or told is None else core.rstrip(".") + told
    if added := ADDED.search(sentence):
        core = restyle(sentence[: added.start()] + sentence[added.end() :], style)
        return core and core.rstrip(".!?") + added[0] + sentence[added.end() :]
    return _ended(sentence, style)


def _behind(rest: str, style: Style) -> str | None:
    """After a colon: as it is, but for what follows a link, which ends no sentence by a full stop."""
    link = LINK.match(rest)
    if link is None:
        return rest
    said = restyle(rest[link.end() :], style)
    return said and link[0] + said


def _ended(sentence: str, style: Style) -> str | None:
    if style in ("friend", "child"):
        sentence = plain(sentence)
    found = cut(sentence)
    if found is None:
        return None if ENDED.search(sentence) else sentence
    if "?" in found.after:
        return _asked(sentence, found, style)
    if REQUESTED.search(sentence) and (found.ending in REQUEST or found.respectful):
        return _requested(sentence, found, style)
    if found.ending in SEEN:
        return _seen(found, style)
    if found.ending in PROMISE:
        return _promised(found, style)
    if found.respectful or found.ending not in TELLING | SPOKEN:
        return None
    if found.ending in SPOKEN and style in ("friend", "dialect"):
        return (
            sentence[: len(sentence) - len(found.after) - 1]
            + ("예" if style == "dialect" else "")
            + found.after
        )
    return _told(found, style)


def _join(found: Predicate, ending: str, *, inner: bool = True) -> str:
    middle = found.inner if inner else ()
    text: str = kiwi().join([found.stem, *middle, (ending, "EF")])
    return found.before + text + found.after


def _closed(found: Predicate) -> bool:
    """Whether the ending follows a consonant other than ㄹ."""
    last = found.inner[-1][0] if found.inner else found.stem[0]
    return heard(last) not in {"", "ㄹ"}


def _told(found: Predicate, style: Style) -> str | None:
    if found.stem[1].startswith("VCP") and not found.inner:
        word, rest = found.before, found.after
        opened = _opened(found)
        if style == "polite" and GUESSED.search(word):
            return word[:-1] + "겁니다" + rest
        forms: dict[Style, str] = {
            "polite": "입니다",
            "friend": "야" if opened else "이야",
            "child": "란다" if opened else "이란다",
            "dialect": "라예" if opened else "이라예",
        }
        return word + forms[style] + rest
    if found.stem[1].startswith("VCN") and not found.inner:
        return (
            found.before
            + {"polite": "아닙니다", "friend": "아니야", "child": "아니란다", "dialect": "아이라예"}[style]
            + found.after
        )
    if found.past:  # as written: 지었- may be 짓- or 지-, and only the writer knew
        past: dict[Style, str] = {"polite": "습니다", "friend": "어", "child": "단다", "dialect": "심더"}
        return found.surface + past[style] + found.after
    match style:
        case "polite":
            return _join(found, "습니다" if _closed(found) else "ᆸ니다")
        case "friend":
            return _join(found, "어")
        case "child":
            if found.inner or not found.verb:
                return _join(found, "구나" if found.after.startswith("!") else "단다")
            return _join(found, "는단다" if _closed(found) else "ᆫ단다")
        case "dialect":
            told = _join(found, "어")
            head = told.removesuffix(found.after) if found.after else told
            return head + "예" + found.after


def _opened(found: Predicate) -> bool:
    """Whether the word before the copula ends open, as the writer heard it: 632m예요, 집이에요."""
    if found.written.startswith(("예요", "이에요")):
        return found.written.startswith("예요")
    return not heard(ASIDE.sub("", found.before))


def _requested(sentence: str, found: Predicate, style: Style) -> str | None:
    if style in ("polite", "dialect"):
        return REQUESTING.sub("십시오" if style == "polite" else "이소", sentence)
    ending = "어" if style == "friend" else "으렴" if _closed(_bare(found)) else "렴"
    return _join(found, ending, inner=False)


def _bare(found: Predicate) -> Predicate:
    """Without 시 and 겠."""
    return replace(found, inner=())


def _promised(found: Predicate, style: Style) -> str | None:
    if style == "polite":
        return _join(found, "겠습니다")
    ending = ("을" if _closed(found) else "ᆯ") + ("께예" if style == "dialect" else "게")
    return _join(found, ending)


def _asked(sentence: str, found: Predicate, style: Style) -> str | None:
    """What the guide asks back: 어디에서 출발하세요? 확인해 주시겠어요? 소개해 드릴까요?"""
    forms = [form for form, _ in found.inner]
    bare = _bare(found)
    if found.ending in OFFER:
        tail = {"polite": "까요", "friend": "까", "child": "까", "dialect": "까예"}[style]
        return _join(bare, ("을" if _closed(bare) else "ᆯ") + tail)
    if "겠" in forms and "시" in forms:
        if style in ("friend", "child"):
            return _join(bare, "을래" if _closed(bare) else "ᆯ래")
        return _join(found, "습니까" if style == "polite" else "습니꺼")
    if style in ("friend", "child"):
        known = found.ending in REQUEST | WONDER | TELLING | {"습니까", "ᆸ니까"}
        said = _join(found if found.past else bare, "어" if style == "friend" else "니") if known else None
        return said and CHILDISH.sub("니", said)
    if ASKING.search(sentence):
        return ASKING.sub(lambda said: _respectful(said[0], style), sentence)
    if found.ending in TELLING | WONDER | {"습니까", "ᆸ니까"} and not found.stem[1].startswith("VC"):
        tail = "니까" if style == "polite" else "니꺼"
        return _join(found, ("습" if _closed(found) else "ᆸ") + tail)
    return None


def _respectful(ending: str, style: Style) -> str:
    return ("으" if ending.startswith("으") else "") + ("십니까" if style == "polite" else "십니꺼")


def _seen(found: Predicate, style: Style) -> str | None:
    """가시는군요!, 좋네요: no form of 하십시오체 says the same, so that one stays."""
    if style == "polite":
        return found.surface + found.ending + found.after
    if style == "dialect":
        return _join(found, "네예")
    bare = found if found.past else _bare(found)
    return _join(bare, "는구나" if found.verb and not found.past else "구나")


def speak(text: str, style: Style, names: tuple[str, ...] = ()) -> str | None:
    """A whole answer in a style, line by line and sentence by sentence; None where a rule is missing."""
    lines = []
    for line in text.split("\n"):
        mark = "- " if line.startswith("- ") else ""
        opener = next((one for one in OPENERS if line.startswith(one)), "")
        body = reworded(line[len(mark) + len(opener) :], style, names)
        said = [restyle(sentence, style) for sentence in sentences(body)]
        if None in said:
            return None
        lines.append(mark + (OPENERS[opener][style] if opener else "") + " ".join(one for one in said if one))
    return "\n".join(lines)


def sentences(text: str) -> list[str]:
    return [found for one in SENTENCE.findall(text) if (found := one.strip())]


def reworded(text: str, style: Style, names: tuple[str, ...] = ()) -> str:
    """With the words of the style, outside names; particles follow the new word."""
    masked = text
    held = [name for name in sorted(names, key=len, reverse=True) if name and name in masked]
    for at, name in enumerate(held):
        masked = masked.replace(name, chr(0xE000 + at))
    for old, new in PHRASES[style]:
        masked = masked.replace(old, new)
    for old, new in NOUNS[style]:
        masked = _exchange(masked, old, new)
    for old, new in ADVERBS[style]:
        masked = re.sub(rf"{ALONE}{old}(?![가-힣'\"’”])", new, masked)
    for at, name in enumerate(held):
        masked = masked.replace(chr(0xE000 + at), name)
    return masked


def _exchange(text: str, old: str, new: str) -> str:
    """A word of its own, with a particle or before a colon: nothing Hangul before it, and none behind."""

    def put(found: re.Match[str]) -> str:
        for closed, opened in PARTICLES:
            if found[1] in (closed, opened):
                return with_particle(new, f"{closed}/{opened}")
        return new + (found[1] or "")

    return re.sub(rf"{ALONE}{old}(?:{BEHIND}(?![가-힣])|(?=:))", put, text)
