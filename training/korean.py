"""Korean sentences in other speech levels: the last predicate is taken apart and put together with another ending.

Sentences are ours, in 해요체 or 하십시오체. What the rules do not know is not restyled (`None`), and the example is
not made. Friend is 반말, child the telling voice of picture books (-단다, -란다), dialect that of Busan
(-어예, -이라예, -심더, -이소).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from agent.facts import sentences
from agent.state import Style
from agent.tools.particle import ending as heard
from agent.tools.particle import with_particle

RIEUL: Final = 8
"""The final consonant ㄹ, as `particle.final` counts."""
STEMS: Final = ("VV", "VA", "VX", "VCP", "VCN", "XSV", "XSA")
TELLING: Final = {"어요", "아요", "에요", "예요", "여요", "습니다", "ᆸ니다", "이에요", "죠", "지요"}
REQUEST: Final = {"세요", "으세요", "시어요", "십시오", "으십시오"}
PROMISE: Final = {"ᆯ게요", "을게요"}
LIKE_ADJECTIVES: Final = ("싶", "만하", "듯하")
_END: Final = re.compile(r"[.!?~]*$")


@lru_cache(1)
def kiwi() -> Any:
    from kiwipiepy import Kiwi  # type: ignore[import-untyped]  # the package ships no marker

    return Kiwi()


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
    if tail.strip(" .!?~") and not re.fullmatch(r"\s*\([^()]*\)[.!?]?", tail):
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
    if sentence in FIXED:
        return FIXED[sentence][style]
    found = cut(sentence)
    if found is None:
        return None if re.search(r"(?:요|다|까)[.!?]$", sentence) else sentence
    asks = "?" in found.after
    if found.ending in REQUEST or (
        found.ending == "어요" and found.inner and found.inner[-1][0] == "시" and not asks
    ):
        return None if asks else _requested(found, style)
    if found.ending in PROMISE:
        return _promised(found, style)
    if found.ending not in TELLING or asks or any(form in ("시", "으시") for form, _ in found.inner):
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


FIXED: Final[dict[str, dict[Style, str]]] = {
    "그 정보는 아직 확인하지 못했어요.": {
        "polite": "그 정보는 아직 확인하지 못했습니다.",
        "friend": "그건 아직 확인 못 했어.",
        "child": "그건 아직 알아보지 못했단다.",
        "dialect": "그거는 아직 확인 몬 했심더.",
    },
    "즐거운 나들이 되세요.": {
        "polite": "즐거운 나들이 되십시오.",
        "friend": "재밌게 놀다 와.",
        "child": "즐겁게 놀다 오렴.",
        "dialect": "재밌게 놀다 오이소.",
    },
    "편하게 다녀오세요.": {
        "polite": "편안히 다녀오십시오.",
        "friend": "편하게 다녀와.",
        "child": "조심히 다녀오렴.",
        "dialect": "편하게 댕기오이소.",
    },
    "좋은 시간 보내세요.": {
        "polite": "좋은 시간 보내십시오.",
        "friend": "좋은 시간 보내.",
        "child": "신나는 시간 보내렴.",
        "dialect": "좋은 시간 보내이소.",
    },
    "참고하세요.": {
        "polite": "참고하십시오.",
        "friend": "참고해.",
        "child": "기억해 두렴.",
        "dialect": "참고하이소.",
    },
}

WORDS: Final[dict[Style, tuple[tuple[str, str], ...]]] = {
    "polite": (),
    "friend": (),
    "child": (
        ("입장료", "들어갈 때 내는 돈"), ("운영 시간", "문을 여는 시간"), ("휴무일", "쉬는 날"), ("관람", "구경"),
        ("연중무휴", "쉬는 날이 없는 곳"), ("하차", "내리기"), ("환승", "갈아타기"), ("도심", "도시 한가운데"),
        ("복원", "옛 모습대로 다시 짓기"),
    ),
    "dialect": (
        ("아주", "억수로"), ("매우", "억수로"), ("무척", "억수로"), ("많이", "마이"), ("조금", "쪼매"), ("그런데", "근데"),
        ("어디", "어데"), ("빨리", "퍼뜩"), ("가장", "젤로"), ("함께", "같이"), ("그냥", "기냥"),
        ("저렴한", "싼"), ("모두", "마카"),
    ),
}  # fmt: skip
"""Words that go with a style. Only those whose exchange leaves a sentence right, particles included."""

OPENERS: Final[dict[str, dict[Style, str]]] = {
    "네! ": {"polite": "네, ", "friend": "응! ", "child": "그래! ", "dialect": "예! "},
    "네, 맞아요. ": {
        "polite": "네, 맞습니다. ",
        "friend": "응, 맞아. ",
        "child": "그래, 맞단다. ",
        "dialect": "예, 맞심더. ",
    },
    "맞아요! ": {"polite": "맞습니다. ", "friend": "맞아! ", "child": "맞단다! ", "dialect": "맞심더! "},
    "네, ": {"polite": "네, ", "friend": "응, ", "child": "그래, ", "dialect": "예, "},
    "그럼요, ": {"polite": "물론입니다. ", "friend": "그럼, ", "child": "그럼, ", "dialect": "하모예, "},
    "물론이죠, ": {
        "polite": "물론입니다. ",
        "friend": "물론이지, ",
        "child": "물론이란다, ",
        "dialect": "하모예, ",
    },
    "죄송해요, ": {
        "polite": "죄송합니다. ",
        "friend": "미안, ",
        "child": "미안하구나, ",
        "dialect": "미안합니더, ",
    },
    "아니에요, ": {
        "polite": "아닙니다. ",
        "friend": "아니야, ",
        "child": "아니란다, ",
        "dialect": "아이라예, ",
    },
}
"""How an answer begins, longest first where one begins as another."""
MODEST: Final = (
    ("하시면", "하면"), ("가시면", "가면"), ("나오시면", "나오면"), ("들어가시면", "들어가면"), ("찾아가시면", "찾아가면"),
    ("가실 때", "갈 때"), ("가실 수", "갈 수"), ("들르실 수", "들를 수"), ("둘러보실 수", "둘러볼 수"),
    ("확인하실 수", "확인할 수"), ("보실 수", "볼 수"), ("말씀드리면", "말해 주면"), ("알려 드릴", "알려 줄"),
    ("기사님", "기사 아저씨"),
)  # fmt: skip
"""What is said of the listener with respect, and without, to friends and children."""


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
