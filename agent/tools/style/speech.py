"""Korean sentences in other speech levels: the last predicate is taken apart and gets another ending.

Sentences are ours, in 해요체 or 하십시오체. What the rules do not know is not restyled (`None`). Friend is
반말, child the telling voice of picture books (-단다, -란다), dialect that of Busan (-어예, -이라예, -심더).
Takes Kiwi: the service asks the process of `agent.tools.typist`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from agent.tools.style.idioms import FIXED, MODEST, OPENERS, WORDS, Style
from agent.tools.text.particle import ending as heard
from agent.tools.text.particle import with_particle
from rag.korean import Korean

RIEUL: Final = 8
"""The final consonant ㄹ, as `particle.final` counts."""
STEMS: Final = ("VV", "VA", "VX", "VCP", "VCN", "XSV", "XSA")
TELLING: Final = {"어요", "아요", "에요", "예요", "여요", "습니다", "ᆸ니다", "이에요", "죠", "지요"}
REQUEST: Final = {"세요", "으세요", "시어요", "십시오", "으십시오"}
PROMISE: Final = {"ᆯ게요", "을게요"}
SEEN: Final = {"군요", "는군요", "네요"}
LIKE_ADJECTIVES: Final = ("싶", "만하", "듯하")
ADDED: Final = re.compile(r"(?<=\S)\s*\([^()]*\)(?=[.!?]?$)")
"""What may stand behind the predicate: (환승 1회)."""
ENDED: Final = re.compile(r"(?:요|다|까)[.!?]$")
FORMAL: Final = re.compile(r"십시오(?=[.!]?$)")
SENTENCE: Final = re.compile(r"(?:\([^()\n]*\)|[^\n])+?(?:[.!?。！？](?=\s)|(?=\n)|$)")
"""With what stands in brackets: (만 25~64세 기준. 만 24세 이하 무료)."""


@lru_cache(1)
def kiwi() -> Any:
    return Korean().kiwi()


@dataclass(frozen=True, slots=True)
class Predicate:
    """A sentence cut before its last predicate: stem, past or 시, ending, and what stands behind."""

    before: str
    stem: tuple[str, str]
    inner: tuple[tuple[str, str], ...]
    ending: str
    after: str
    verb: bool
    surface: str = ""
    """The sentence as written, up to the ending."""

    @property
    def past(self) -> bool:
        return any(form in ("었", "았") for form, _ in self.inner)


def cut(sentence: str) -> Predicate | None:
    """None where no predicate ends the sentence: a list, a name, a heading."""
    tokens = kiwi().tokenize(sentence)
    ends = [at for at, token in enumerate(tokens) if token.tag == "EF"]
    if not ends:
        return None
    end = ends[-1]
    tail = sentence[tokens[end].start + tokens[end].len :]
    if tail.strip(" .!?~"):
        return None
    at, inner = end - 1, list[tuple[str, str]]()
    while at >= 0 and tokens[at].tag == "EP":
        inner.insert(0, (tokens[at].form, tokens[at].tag))
        at -= 1
    if at < 0 or tokens[at].tag.split("-")[0] not in STEMS:
        return None
    stem = tokens[at]
    kind = stem.tag.split("-")[0]
    verb = kind in ("VV", "XSV")
    if kind == "VX" and not stem.form.startswith(LIKE_ADJECTIVES):
        earlier = next(
            (token.tag.split("-")[0] for token in reversed(tokens[:at]) if token.tag[0] in "VX"), "VV"
        )
        verb = stem.form != "있" and (stem.form not in ("않", "못하") or earlier in ("VV", "XSV", "VX"))
    if stem.form in ("있", "없", "같", "계시"):
        verb = False
    return Predicate(
        sentence[: stem.start],
        (stem.form, stem.tag),
        tuple(inner),
        tokens[end].form,
        tail,
        verb,
        sentence[: tokens[end].start],
    )


def restyle(sentence: str, style: Style) -> str | None:
    """One sentence in a style; one without a predicate stays as it is. None where the rules do not reach."""
    if FORMAL.search(sentence):
        return sentence if style == "polite" else restyle(FORMAL.sub("세요", sentence), style)
    if sentence in FIXED:
        return FIXED[sentence][style]
    if opener := OPENERS.get(f"{sentence} "):
        return opener[style].strip()
    if added := ADDED.search(sentence):
        core = restyle(sentence[: added.start()] + sentence[added.end() :], style)
        return core and core.rstrip(".!?") + added[0] + sentence[added.end() :]
    return _ended(sentence, style)


def _ended(sentence: str, style: Style) -> str | None:
    found = cut(sentence)
    if found is None:
        return None if ENDED.search(sentence) else sentence
    asks = "?" in found.after
    if asks:
        return _asked(found, style)
    if found.ending in REQUEST or (found.ending == "어요" and found.inner and found.inner[-1][0] == "시"):
        return _requested(found, style)
    if found.ending in SEEN:
        return _seen(found, style)
    if found.ending in PROMISE:
        return _promised(found, style)
    if found.ending not in TELLING or any(form in ("시", "으시") for form, _ in found.inner):
        return None
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
        bare = re.sub(r"\s*\([^()]*\)$", "", word)
        opened = not heard(bare)
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
            + {"polite": "아닙니다", "friend": "아니야", "child": "아니란다", "dialect": "아니라예"}[style]
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
                return _join(found, "단다")
            return _join(found, "는단다" if _closed(found) else "ᆫ단다")
        case "dialect":
            told = _join(found, "어")
            head = told.removesuffix(found.after) if found.after else told
            return head + "예" + found.after


def _requested(found: Predicate, style: Style) -> str | None:
    if style == "dialect" and heard(found.stem[0]) == "ㄹ":  # 팔- → 파이소, 말- → 마이소
        return found.before + found.stem[0][:-1] + chr(ord(found.stem[0][-1]) - RIEUL) + "이소" + found.after
    ending = {
        "polite": "으십시오" if _closed(found) else "십시오",
        "friend": "어",
        "child": "으렴" if _closed(found) else "렴",
        "dialect": "으이소" if _closed(found) else "이소",
    }[style]
    return _join(found, ending, inner=False)


def _promised(found: Predicate, style: Style) -> str | None:
    if style == "polite":
        return _join(found, "겠습니다")
    stem = ("주", found.stem[1]) if found.stem[0] == "드리" else found.stem
    plain = Predicate(found.before, stem, (), found.ending, found.after, verb=True)
    return _join(plain, "ᆯ게") if style != "dialect" else _join(found, "ᆯ께예")


def _asked(found: Predicate, style: Style) -> str | None:
    """What the guide asks back: 어디에서 출발하세요? 확인해 주시겠어요? 소개해 드릴까요?"""
    forms = [form for form, _ in found.inner]
    stem = found.stem
    if stem[0] == "드리" and style in ("friend", "child"):
        stem = ("주", stem[1])
    plain = Predicate(found.before, stem, (), found.ending, found.after, found.verb)
    if found.ending in {"ᆯ까요", "을까요"}:
        ending = {"polite": "ᆯ까요", "friend": "ᆯ까", "child": "ᆯ까", "dialect": "ᆯ까예"}[style]
        return _join(plain, ("을" + ending[1:]) if _closed(plain) else ending)
    if "겠" in forms and "시" in forms:
        if style in ("friend", "child"):
            return _join(plain, "을래" if _closed(plain) else "ᆯ래")
        return _join(found, "습니까" if style == "polite" else "습니꺼")
    if found.ending in REQUEST or ("시" in forms and found.ending == "어요"):
        if style in ("friend", "child"):
            return _join(plain, "어" if style == "friend" else "니")
        tail = "십니까" if style == "polite" else "십니꺼"
        return _join(plain, f"으{tail}" if _closed(plain) else tail)
    return None


def _seen(found: Predicate, style: Style) -> str | None:
    """가시는군요!, 좋네요: no form of 하십시오체 says the same, so that one stays."""
    if style == "polite":
        return found.surface + found.ending + found.after
    if style == "dialect":
        return _join(found, "네예")
    plain = Predicate(found.before, found.stem, (), found.ending, found.after, found.verb)
    bare = found if found.past else plain
    return _join(bare, "는구나" if found.verb and not found.past else "구나")


def speak(text: str, style: Style, names: tuple[str, ...] = ()) -> str | None:
    """A whole answer in a style, line by line and sentence by sentence; None where a rule is missing."""
    lines = []
    for line in text.split("\n"):
        mark = "- " if line.startswith("- ") else ""
        opener = next((one for one in OPENERS if line.startswith(one)), "")
        body = reworded(line[len(mark) + len(opener) :], style, names)
        if style in ("friend", "child"):
            for respectful, plain in MODEST:
                body = body.replace(respectful, plain)
        said = [restyle(sentence, style) for sentence in sentences(body)]
        if None in said:
            return None
        lines.append(mark + (OPENERS[opener][style] if opener else "") + " ".join(one for one in said if one))
    return "\n".join(lines)


def sentences(text: str) -> list[str]:
    return [found for one in SENTENCE.findall(text) if (found := one.strip())]


_PAIRS: Final = (("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"))


def reworded(text: str, style: Style, names: tuple[str, ...] = ()) -> str:
    """With the words of the style, outside names; particles follow the new word."""
    masked = text
    held = [name for name in sorted(names, key=len, reverse=True) if name and name in masked]
    for at, name in enumerate(held):
        masked = masked.replace(name, chr(0xE000 + at))
    for old, new in WORDS[style]:
        masked = _exchange(masked, old, new)
    for at, name in enumerate(held):
        masked = masked.replace(chr(0xE000 + at), name)
    return masked


def _exchange(text: str, old: str, new: str) -> str:
    def put(found: re.Match[str]) -> str:
        particle = found[1] or ""
        for closed, opened in _PAIRS:
            if particle in (closed, opened):
                return with_particle(new, f"{closed}/{opened}")
        return new + particle

    # A word of its own: nothing Hangul before it, and a particle or no Hangul behind.
    nouns = r"([은는이가을를과와도]?)(?![가-힣])" if new != old else r"()"
    return re.sub(rf"(?<![가-힣]){old}{nouns}", put, text)
