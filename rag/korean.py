"""What is indexed as words: Korean morphemes by Kiwi, Latin and katakana words, pairs of Chinese characters.

For who makes an index; a question is cut by `rag.lexicon`. Kiwi rebuilds its dictionary (about a second) at
the first sentence after words were added, so they are all added before it.
"""

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from rag.terms import EMPTY, FAR, HANGUL, SPACE, latin, normal, pairs, speakable

WORDS = Path(__file__).with_name("words.txt")

_KEPT = ("NNG", "NNP", "SL", "SN", "SH", "VV", "VA", "XR")

_KIND = re.compile(
    r"(?P<stem>.{2,}?)(?P<kind>한강공원|식물원|동물원|박물관|미술관|기념관|역사관|전시관|과학관|체험관|도서관|문학관|"
    r"전망대|경기장|야구장|축구장|체육관|운동장|공연장|아트센터|문화센터|테마파크|놀이공원|공원|시장|백화점|아울렛|"
    r"쇼핑몰|타워|빌딩|플라자|광장|한옥마을|벽화마을|마을|먹자골목|골목|거리|로데오|카페거리|둘레길|산책로|숲길|숲|"
    r"대학교|캠퍼스|성당|교회|사당|서원|향교|성곽|산성|고분군|유적지|유적|왕릉|호수|계곡|폭포|섬|다리|대교|공항|극장)"
)
"""What kind of place a name says it is, at its end."""


class Korean:
    """Thread-safe and blocking: call it in a thread. Nothing is loaded before the first use."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        """`words`: names that must not be cut, beside those of `words.txt`."""
        listed = WORDS.read_text(encoding="utf-8").split()
        self.words = frozenset(normal(word).strip() for word in (*words, *listed) if speakable(word))
        self._kiwi: Any = None

    def warm(self) -> None:
        """Loads the model and the dictionary: one to three seconds, about 300 MB."""
        with _LOCK:
            self._ready()

    def terms(self, texts: Sequence[str]) -> list[list[str]]:
        """The terms of each text, in their order within a script, repeated as often as they occur."""
        plain = [normal(text) for text in texts]
        rest = [FAR.sub(" ", text) for text in plain]
        korean = [at for at, text in enumerate(rest) if HANGUL.search(text)]
        morphemes: dict[int, list[str]] = {}
        if korean:
            with _LOCK:
                cut = self._ready().tokenize([rest[at] for at in korean])
                morphemes = {at: [*_kept(tokens)] for at, tokens in zip(korean, cut, strict=True)}
        return [
            [*(morphemes[at] if at in morphemes else latin(rest[at])), *pairs(text)]
            for at, text in enumerate(plain)
        ]

    def morphemes(self, text: str) -> list[tuple[str, str, int, int]]:
        """Form, tag, start and end of each morpheme of a text, which is cut as it stands."""
        with _LOCK:
            cut = self._ready().tokenize(text)
        return [(one.form, str(one.tag), one.start, one.end) for one in cut]

    def kiwi(self) -> Any:
        """The tokenizer itself, for who puts morphemes together again."""
        with _LOCK:
            return self._ready()

    def parts(self, names: Sequence[str]) -> list[list[str]]:
        """What names are made of: 국립중앙박물관 → 국립, 중앙, 박물관; empty where nothing can be cut.

        An index that holds them too finds a place by a part of its name.
        """
        cut = [_KIND.fullmatch(SPACE.sub("", normal(name))) for name in names]
        stems = self.terms([match["stem"] if match else "" for match in cut])
        return [[*stem, match["kind"]] if match else [] for stem, match in zip(stems, cut, strict=True)]

    def _ready(self) -> Any:
        if self._kiwi is None:
            self._kiwi = _built(self.words)
        return self._kiwi


_LOCK = threading.Lock()


@lru_cache(maxsize=1)
def _built(words: frozenset[str]) -> Any:
    """One tokenizer for all that use the same dictionary: it is large."""
    from kiwipiepy import Kiwi  # type: ignore[import-untyped]  # the package ships no marker

    kiwi = Kiwi(num_workers=1, load_typo_dict=False, load_multi_dict=False)
    _add(kiwi, words)
    kiwi.tokenize("길동무")
    return kiwi


def _add(kiwi: Any, words: Iterable[str]) -> None:
    for word in sorted(words):
        # A long name outweighs its parts; a short one must not swallow everyday words.
        kiwi.add_user_word(word, "NNP", 3.0 if len(word) > 2 else 0.0)  # noqa: PLR2004 - characters


def _kept(tokens: Iterable[Any]) -> Iterator[str]:
    for token in tokens:
        tag: str = token.tag
        if not tag.startswith(_KEPT):
            continue
        form: str = token.form
        if tag == "SL":
            yield from latin(form)
            continue
        term = SPACE.sub("", form.lower())
        if tag.startswith(("VV", "VA")):
            # Kiwi cuts 조용하다 now as a root, now as an adjective: both become 조용.
            term = term[:-1] if len(term) > 1 and term.endswith("하") else term + "다"
        if term not in EMPTY:
            yield term
