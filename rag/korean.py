"""Words for search: Korean morphemes by Kiwi, Latin and katakana words, pairs of Chinese characters.

Index and query must be cut the same way: one `Korean` with one dictionary serves both. Kiwi rebuilds its
dictionary (about a second) at the first sentence after words were added, so they are all added before it.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

WORDS = Path(__file__).with_name("words.txt")

_KEPT = ("NNG", "NNP", "SL", "SN", "SH", "VV", "VA", "XR")
_HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")
_FAR = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々]+")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々]+")
_JOINTS = re.compile(
    r"的|在|哪里|哪裡|哪儿|地方|推荐|推薦|附近|周边|可以|适合|適合|吗|什么|有没有|去|看|买|吃|和|見|行|好玩|好吃"
)
"""Chinese words between those that matter, and verbs that stand before them: 看夜景的地方."""
_LATIN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)*")
_SPACE = re.compile(r"\s+")

_KIND = re.compile(
    r"(?P<stem>.{2,}?)(?P<kind>한강공원|식물원|동물원|박물관|미술관|기념관|역사관|전시관|과학관|체험관|도서관|문학관|"
    r"전망대|경기장|야구장|축구장|체육관|운동장|공연장|아트센터|문화센터|테마파크|놀이공원|공원|시장|백화점|아울렛|"
    r"쇼핑몰|타워|빌딩|플라자|광장|한옥마을|벽화마을|마을|먹자골목|골목|거리|로데오|카페거리|둘레길|산책로|숲길|숲|"
    r"대학교|캠퍼스|성당|교회|사당|서원|향교|성곽|산성|고분군|유적지|유적|왕릉|호수|계곡|폭포|섬|다리|대교|공항|극장)"
)
"""What kind of place a name says it is, at its end."""

_EMPTY = frozenset(Path(__file__).with_name("empty.txt").read_text(encoding="utf-8").split())
"""Words of nearly every question: they say nothing about which place is meant."""

_FOLDED = str.maketrans(
    "宫门乐东观龙馆园寿庆钟岛汉净阁汤图书广场术华韩国风乡楼亚桥动战争纪节灯雾云泽沢楽広図駅户戸区双対来変帰",
    "宮門樂東觀龍館園壽慶鐘島漢淨閣湯圖書廣場術華韓國風鄕樓亞橋動戰爭紀節燈霧雲澤澤樂廣圖驛戶戶區雙對來變歸",
)
"""Simplified and Japanese forms to the traditional ones, for characters of place names."""


def normal(text: str) -> str:
    """Full-width forms and letter case made one; decomposed Hangul composed; half a surrogate pair is `?`."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFKC", whole).lower()


def speakable(word: str) -> bool:
    """Whether a name is worth a dictionary entry: Hangul in it, more than one character, not a sentence."""
    return bool(_HANGUL.search(word)) and 2 <= len(_SPACE.sub("", word)) <= 20  # noqa: PLR2004 - characters


class Korean:
    """Thread-safe and blocking: call it in a thread. Nothing is loaded before the first use."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        """`words`: names that must not be cut, beside those of `words.txt`."""
        listed = WORDS.read_text(encoding="utf-8").split()
        self.words = frozenset(normal(word).strip() for word in (*words, *listed) if speakable(word))
        self._kiwi: Any = None

    def warm(self) -> None:
        """Loads the model and the dictionary: one to three seconds, about 340 MB."""
        with _LOCK:
            self._ready()

    def grown(self, words: Iterable[str]) -> "Korean":
        """One that knows these names too. The loaded model is shared, since loading another one holds the
        interpreter for a second or more; names that are gone are known until the process ends.
        """
        more = Korean(words)
        if more.words <= self.words:
            return self
        with _LOCK:
            kiwi = self._ready()
            _add(kiwi, more.words - self.words)
            kiwi.tokenize("길동무")  # rebuilds, and lets others work meanwhile
            more.words |= self.words
            more._kiwi = kiwi
            _built.cache_clear()  # it is no longer the one of these words alone
        return more

    def terms(self, texts: Sequence[str]) -> list[list[str]]:
        """The terms of each text, in their order within a script, repeated as often as they occur."""
        plain = [normal(text) for text in texts]
        rest = [_FAR.sub(" ", text) for text in plain]
        korean = [at for at, text in enumerate(rest) if _HANGUL.search(text)]
        morphemes: dict[int, list[str]] = {}
        if korean:
            with _LOCK:
                cut = self._ready().tokenize([rest[at] for at in korean])
                morphemes = {at: [*_kept(tokens)] for at, tokens in zip(korean, cut, strict=True)}
        return [
            [*(morphemes[at] if at in morphemes else _latin(rest[at])), *_pairs(text)]
            for at, text in enumerate(plain)
        ]

    def morphemes(self, text: str) -> list[tuple[str, str, int, int]]:
        """Form, tag, start and end of each morpheme of a text, which is cut as it stands."""
        with _LOCK:
            cut = self._ready().tokenize(text)
        return [(one.form, str(one.tag), one.start, one.end) for one in cut]

    def parts(self, names: Sequence[str]) -> list[list[str]]:
        """What names are made of: 국립중앙박물관 → 국립, 중앙, 박물관; empty where nothing can be cut.

        An index that holds them too finds a place by a part of its name.
        """
        cut = [_KIND.fullmatch(_SPACE.sub("", normal(name))) for name in names]
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
            yield from _latin(form)
            continue
        term = _SPACE.sub("", form.lower())
        if tag.startswith(("VV", "VA")):
            # Kiwi cuts 조용하다 now as a root, now as an adjective: both become 조용.
            term = term[:-1] if len(term) > 1 and term.endswith("하") else term + "다"
        if term not in _EMPTY:
            yield term


def _latin(text: str) -> Iterator[str]:
    for word in _LATIN.findall(text):
        stem = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word  # noqa: PLR2004
        if stem not in _EMPTY:
            yield stem


def _pairs(text: str) -> Iterator[str]:
    """Katakana words whole, Chinese characters in pairs; hiragana only holds sentences together."""
    yield from _KATAKANA.findall(text)
    for run in _HAN.findall(_JOINTS.sub(" ", text).translate(_FOLDED)):
        if len(run) == 1:
            yield run
        yield from (run[at : at + 2] for at in range(len(run) - 1))
