"""What a text claims that a name means: seen by its words, in four languages, and held against the facts.

A small model that words Korean facts in another language likes to add what a name means, and is mostly wrong.
Such a claim stays only where the facts tell of a meaning themselves; in Korean its gloss has to be theirs
too. Whether a translated gloss is right, code cannot tell.

Standard library alone: the service strikes by it, and the scores of adapters count by it.
"""

import re
from typing import Final

_OPEN, _SHUT = "[\"'“‘「『《〈]", "[\"'”’」』》〉]"
_QUOTED: Final = rf"{_OPEN}[^\"'“”‘’「」『』《》〈〉\n]{{1,60}}{_SHUT}"
_NOT_GLOSS: Final = r"(?!\s*(?:of|that|you|it|its|there|we|they|visitors|no|having)\b)"
_ENGLISH: Final = (
    rf"\b(?:mean(?:s|t|ing)|translat(?:es|ed|ing)\s+(?:to|as|into)|signif(?:ies|ying)|literally)\s*,?\s+"
    rf"(?:as\s+|to\s+)?(?:the\s+)?{_OPEN}"
    r"|\bliterally\s+(?:means?|meaning|translat\w+|the\b)"
    r"|\b(?:name|word|term|characters?|title)s?\b[^.\n]{0,60}?\b(?:means?|meaning|signif\w+|translat\w+"
    rf"|refers?\s+to|com(?:es|ing)\s+from|came\s+from|derive[sd]?|originat\w+){_NOT_GLOSS}"
    r"|(?-i:\b[A-Z][\w'’-]+)(?:\s*\([^)\n]{1,30}\))?,?\s+(?:which\s+|that\s+)?"
    rf"(?:means|meaning|translates\s+(?:to|as|into)){_NOT_GLOSS}\b"
    r"|\b(?:is|was|are|were|been|gets?\s+its\s+name)\s+(?:named\s+(?:after|for)|from\s+the\s+word)\b"
)
_JAPANESE: Final = (
    r"(?:という|と言う|との|を|の)意味(?:で|の|を(?:持|も|込|表)|が(?:あ|込)|する|し(?:て|、|ます)|です|だ)"
    r"|名(?:前|称)?(?:の由来)?は[^。\n]{0,40}(?:由来|から(?:来|き|取|と)|にちなん|意味)"
    r"|(?:に|が|の)由来(?:する|し|です|は|と)|名付けられ|にちなん(?:で|だ)"
)
_CHINESE: Final = (
    r"意思(?:是|为|為)|意(?:为|為|即)|的意思|寓意|含(?:义|義)(?:是|为|為)"
    rf"|意味(?:着|著)?\s*{_OPEN}"
    r"|得名(?:于|於|自|源)|因[^。，\n]{1,20}得名|以[^。，\n]{1,20}命名|取自"
    r"|名(?:字|称|稱)?(?:来自|來自|源自|源于|源於|出自|的由来|的由來)"
)
_KOREAN: Final = (
    r"(?:라는|다는|란|는|은)\s*뜻(?:이|의|을|으로|에서|도|입|인|\.)"
    r"|뜻(?:하는|해요|합니다|하며|하고|한다)|뜻이?(?:에요|예요|입니다|지요)"
    r"|(?:라는|다는|을|를)\s*의미(?:하는|해요|합니다|하며|하고|한다|를\s*(?:가|지|담)|예요|입니다|로)"
    r"|이름은[^.\n]{0,40}(?:(?:에|에게|데)서\s*(?:왔|따|나왔|유래|온)|유래|뜻|의미)"
    r"|유래(?:했|한|하|된|됐|되)|이름(?:이\s*)?붙"
)
CLAIM: Final = re.compile(f"{_ENGLISH}|{_JAPANESE}|{_CHINESE}|{_KOREAN}", re.IGNORECASE)
"""A sentence that says what a name means, or where it comes from."""
TOLD: Final = re.compile(
    r"뜻(?!밖)|의미(?!\s*있)|유래|따온|따서|따\s|본뜬|이름(?!:)|서\s*(?:왔|나왔|온\s)|불(?:리|려|렸|러|린)|지명|별칭"
    r"|상징|옛말|한자"
)
"""Facts, which are Korean, that tell of a name or a meaning."""
APART: Final = re.compile(
    rf"(?:,\s*|\s*\(\s*|\s+(?=which|that))(?:which\s+|that\s+)?(?:literally\s+)?(?:mean(?:s|ing)|translat\w+\s+(?:to|as|into))\s+(?:the\s+)?"
    rf"{_QUOTED}\s*\)?,?"
    rf"|{_QUOTED}(?:という意味の|を意味する|との意味の)"
    rf"|[，,]?(?:意为|意為|意思是|意即|寓意){_QUOTED}"
    rf"|{_QUOTED}(?:이?라는|란)\s*뜻(?:의|을\s*(?:가진|지닌|담은))\s*",
    re.IGNORECASE,
)
"""A claim that stands apart within a sentence, which is whole without it."""
ADMITS: Final = re.compile(
    r"확인|모르|몰라|알 수 없|not (?:been |yet )?confirm|n[o']t (?:yet )?(?:know|have|sure)"
    r"|確認|わか|不明|未确认|确认|不清楚|不知道",
    re.IGNORECASE,
)
"""A sentence that says that it does not know."""
GLOSS: Final = re.compile(rf"({_QUOTED})(?:이?라는|란|을|를)\s*(?:뜻|의미)")
_LINE_EDGE: Final = re.compile(r"[ \t]+(?=\n)|(?<=\n)[ \t]+")
_SPACES: Final = re.compile(r" {2,}")
_BEFORE_MARK: Final = re.compile(r"\s+([,.、。，!?])")
_SENTENCE: Final = re.compile(r"[^.!?。！？\n]*(?:[.!?。！？]+[\"'”’」』)]*|\n|$)")


def claims(text: str, known: str) -> list[str]:
    """The sentences of `text` that claim a meaning which `known`, the facts, does not tell of."""
    return [part.strip() for part in _SENTENCE.findall(text) if _invented(part, known)]


def struck(text: str, known: str) -> str:
    """`text` without such claims: without the words that stand apart, else without the sentence."""
    if not claims(text, known):
        return text
    kept = (_rest(part) if _invented(part, known) else part for part in _SENTENCE.findall(text))
    return _LINE_EDGE.sub("", "".join(kept)).strip()


def _invented(sentence: str, known: str) -> bool:
    return bool(CLAIM.search(sentence)) and not ADMITS.search(sentence) and not _held(sentence, known)


def _rest(sentence: str) -> str:
    """What is left without a claim that stands apart; only the line's end where that does not do."""
    left = _SPACES.sub(" ", APART.sub(" ", sentence)) if APART.search(sentence) else ""
    left = _BEFORE_MARK.sub(r"\1", left)
    if left.strip() and not CLAIM.search(left):
        return left
    return "\n" if sentence.endswith("\n") else ""


def _held(sentence: str, known: str) -> bool:
    """Whether the facts tell of a meaning, and where the gloss is Korean, of this one."""
    if not TOLD.search(known):
        return False
    plain = known.replace(" ", "")
    glosses = [found[1:-1].replace(" ", "") for found in GLOSS.findall(sentence)]
    return all(gloss in plain for gloss in glosses)
