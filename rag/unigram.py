"""Text to token ids as SentencePiece's unigram model cuts it: the tokenizer of multilingual-e5 (XLM-R).

It reads the `tokenizer.json` of the tokenizers library, which takes 300 MB for it and a second of CPU; this
takes 60 MB, and a question some 50 µs.

Kudo, "Subword Regularization" (2018): of all ways to cut a word into known pieces, the likeliest.
"""

import base64
import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import orjson

_ENDS: Final = "<s>", "</s>"
_SPACES: Final = re.compile(" {2,}")
_WORDS: Final = re.compile("▁[^▁]*")
_UNKNOWN: Final = 10.0
"""How much less likely an unknown character is than the rarest piece."""
_REMEMBERED: Final = 1 << 14
_STEPS: Final = "pre_tokenizer", "model", "post_processor"
_KIND: Final = ["Precompiled", "Replace", "Metaspace", "Unigram", "TemplateProcessing"]


class Unlike(ValueError):
    """A model of another kind than the one that is computed here."""


class Unigram:
    """Of one model. Thread-safe."""

    def __init__(self, path: Path, longest: int) -> None:
        """`longest`: tokens of a text, the two at its ends among them.

        Raises Unlike when the file describes another kind of tokenizer.
        """
        told = orjson.loads(path.read_bytes())
        if _kind(told) != _KIND:
            raise Unlike(f"{path} is no unigram model of SentencePiece")
        pieces: list[tuple[str, float]] = told["model"]["vocab"]
        self._ids = {piece: at for at, (piece, _) in enumerate(pieces)}
        self._scores = array("d", (score for _, score in pieces))
        self._reach = max(map(len, self._ids))
        self._unknown: int = told["model"]["unk_id"]
        self._rare = min(self._scores) - _UNKNOWN
        self._first, self._last = (self._ids[piece] for piece in _ENDS)
        self._longest = longest
        self._normal = _charsmap(
            base64.b64decode(told["normalizer"]["normalizers"][0]["precompiled_charsmap"])
        )
        self._word: Callable[[str], tuple[int, ...]] = lru_cache(_REMEMBERED)(self._cut)

    def ids(self, text: str) -> list[int]:
        """Of a text between the marks of beginning and end; what is too long loses its end."""
        whole = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
        plain = _SPACES.sub(" ", "".join(map(self._normal, whole))).replace(" ", "▁")
        found = [self._first]
        for word in _WORDS.findall(plain if plain[:1] in {"", "▁"} else f"▁{plain}"):
            found += self._word(word)
        return [*found[: self._longest - 1], self._last]

    def _cut(self, word: str) -> tuple[int, ...]:
        """The likeliest pieces, by Viterbi's algorithm; unknown characters in a row are one piece."""
        count = len(word)
        best = [0.0, *[float("-inf")] * count]
        came = [(0, self._unknown)] * (count + 1)
        for start in range(count):
            for end in range(start + 1, min(start + self._reach, count) + 1):
                piece = self._ids.get(word[start:end])
                if piece is None and end > start + 1:
                    continue
                score = best[start] + (self._rare if piece is None else self._scores[piece])
                if score > best[end]:
                    best[end], came[end] = score, (start, self._unknown if piece is None else piece)
        pieces = []
        while count:
            count, piece = came[count]
            pieces.append(piece)
        pieces.reverse()
        again = (one == other == self._unknown for one, other in pairwise([-1, *pieces]))
        return tuple(piece for piece, same in zip(pieces, again, strict=True) if not same)


def _kind(told: dict[str, Any]) -> list[str]:
    steps = ((told.get("normalizer") or {}).get("normalizers") or [])[:2]
    return [step["type"] for step in (*steps, *(told.get(key) or {"type": ""} for key in _STEPS))]


def _charsmap(packed: bytes) -> Callable[[str], str]:
    """What each character becomes, of SentencePiece's packed map.

    Four bytes of length; a trie of so many bytes (Yata's double array, as the darts-clone library lays it
    out: 32 bits a node, bit 8: a value follows, bits 10 up: the offset, shifted by 8 where bit 9 is set);
    what the values point at, each ended by a zero.
    """
    size = int.from_bytes(packed[:4], "little")
    trie = array("I", packed[4 : 4 + size])
    texts = packed[4 + size :]

    def values(letter: str) -> Iterator[int]:
        at = _offset(trie[0])
        for byte in letter.encode():
            at ^= byte
            node = trie[at]
            if node & 0x800000FF != byte:
                return
            at ^= _offset(node)
            if node >> 8 & 1:
                yield trie[at] & 0x7FFFFFFF

    @lru_cache(_REMEMBERED)
    def becomes(letter: str) -> str:
        start = next(values(letter), None)
        return letter if start is None else texts[start : texts.index(0, start)].decode()

    return becomes


def _offset(node: int) -> int:
    return (node >> 10) << ((node & 1 << 9) >> 6)
