"""The default embedder's network on numpy: BERT with mean pooling, as multilingual-e5 has it.

Made for one short question at a time on few cores. torch and its friends take eight seconds of CPU to load
and 900 MB; this takes one and 160 MB. Nothing is padded: the tokens of all texts lie in one matrix, and
attention runs over the texts of one length together. Weights of words are read from the file as they come up,
those of the layers lie in strips that the processor multiplies as they are.

Devlin et al., "BERT" (2019). Reckoned in 32 bits: the cosine to torch's vectors is above 0.9999.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray
from threadpoolctl import threadpool_info, threadpool_limits  # type: ignore[import-untyped]  # no marker

from rag import adapter
from rag.tensors import Tensors
from rag.unigram import Unigram, Unlike

Matrix = NDArray[np.float32]

_SAME: Final = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute"}
_MEAN: Final = ["pooling_mode_mean_tokens"]
_ROWS: Final = 256
"""Tokens that pass the widest layer at once: what they become fits the processor's cache."""
_STRIP: Final = 32
_FEW: Final = 18
"""Columns of a weight, and rows, that are multiplied at a time. OpenBLAS copies a large matrix into an order
of its own before it multiplies it, which costs a question more than the product does; with AVX512 it takes
matrices as they lie up to a million products of numbers (18 · 32 · 1,536 of the longest strip)."""
_UNCOPIED: Final = {"SkylakeX", "Cooperlake", "SapphireRapids"}
"""OpenBLAS's names of the kernels that do so: `kernel/x86_64/sgemm_small_kernel_permit_skylakex.c`."""


def _config(folder: Path) -> dict[str, Any]:
    """Of a folder of sentence-transformers. Raises Unlike when it holds another network than this one."""
    try:
        config = {"position_embedding_type": "absolute", **_read(folder / "config.json")}
        pooled = [name for name, on in _read(folder / "1_Pooling" / "config.json").items() if on is True]
    except OSError as error:
        raise Unlike(f"{folder} is no folder of sentence-transformers") from error
    if pooled != _MEAN or any(config.get(key) != value for key, value in _SAME.items()):
        raise Unlike(f"{folder} is no BERT with mean pooling")
    return config


def _read(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = orjson.loads(path.read_bytes())
    return told


@dataclass(frozen=True, slots=True)
class Linear:
    """`weight`: strips of columns, each of them in rows by so many columns."""

    weight: Matrix
    bias: Matrix

    @classmethod
    def of(cls, weight: Matrix, bias: Matrix, strip: int) -> "Linear":
        """`weight`: out rows, in columns, as files hold it. In one piece where strips do not divide it."""
        width, size = weight.shape
        count = width // strip if strip and width % strip == 0 else 1
        return cls(np.ascontiguousarray(weight.reshape(count, -1, size).swapaxes(1, 2)), bias)

    def __call__(self, rows: Matrix) -> Matrix:
        count, _, strip = self.weight.shape
        made = np.empty((len(rows), count * strip), np.float32)
        few = _FEW if count > 1 else len(rows)
        for start in range(0, len(rows), few):
            part = made[start : start + few].reshape(-1, count, strip).swapaxes(0, 1)
            np.matmul(rows[start : start + few], self.weight, out=part)
        made += self.bias
        return made


@dataclass(frozen=True, slots=True)
class Norm:
    """Of each row, to a mean of 0 and a variance of 1, in its place."""

    gain: Matrix
    bias: Matrix
    least: float

    def __call__(self, rows: Matrix) -> Matrix:
        rows -= rows.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", rows, rows) / np.float32(rows.shape[1])
        rows *= (1 / np.sqrt(spread + np.float32(self.least)))[:, None]
        rows *= self.gain
        rows += self.bias
        return rows


@dataclass(frozen=True, slots=True)
class Layer:
    asked: Linear
    """Queries, keys and values side by side."""
    told: Linear
    after: Norm
    widened: Linear
    narrowed: Linear
    end: Norm

    def __call__(self, rows: Matrix, texts: Sequence["Alike"], heads: int) -> Matrix:
        mixed = self.told(_attended(self.asked(rows), texts, heads))
        mixed += rows
        mixed = self.after(mixed)
        for start in range(0, len(mixed), _ROWS):
            part = mixed[start : start + _ROWS]
            part += self.narrowed(_gelu(self.widened(part)))
        return self.end(mixed)


@dataclass(frozen=True, slots=True)
class Alike:
    """Texts of one length, one after another from a row on."""

    start: int
    count: int
    length: int

    @property
    def rows(self) -> slice:
        return slice(self.start, self.start + self.count * self.length)


def _attended(asked: Matrix, texts: Sequence[Alike], heads: int) -> Matrix:
    """What each token takes from the others of its text; the scale lies in the queries' weights already."""
    size = asked.shape[1] // 3
    made = np.empty((len(asked), size), np.float32)
    for alike in texts:
        shape = (alike.count, alike.length, 3, heads, size // heads)
        queries, keys, values = asked[alike.rows].reshape(shape).transpose(2, 0, 3, 1, 4)
        weights = queries @ keys.swapaxes(-1, -2)
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=-1, keepdims=True)
        heard = (weights @ values).transpose(0, 2, 1, 3)
        made[alike.rows].reshape(heard.shape)[...] = heard
    return made


def _gelu(rows: Matrix) -> Matrix:
    """By its tanh; Hendrycks & Gimpel, "Gaussian Error Linear Units" (2016), §2."""
    made = np.square(rows)
    made *= np.float32(0.044715 * 0.7978845608)
    made += np.float32(0.7978845608)
    made *= rows
    np.tanh(made, out=made)
    made += 1
    made *= rows
    made *= np.float32(0.5)
    return made


class Bert:
    """Texts to unit vectors, one a row. Blocking; one thread at a time."""

    def __init__(self, folder: Path, *, longest: int, threads: int = 1, adapted: Path | None = None) -> None:
        """`longest`: tokens of a text; `threads`: those of numpy, in the whole process.

        Raises Unlike when the folder holds a model of another kind, ValueError when the adapter does not fit.
        """
        config = _config(folder)
        threadpool_limits(threads, user_api="blas")
        self._heads: int = config["num_attention_heads"]
        self._cut = Unigram(folder / "tokenizer.json", min(longest, config["max_position_embeddings"]))
        self._words = Tensors(folder / "model.safetensors")
        if not self._words.single:
            raise Unlike(f"{folder} holds no numbers of 32 bits")
        weights = _Weights(self._words, adapted, config)
        self._places = weights.places()
        self._start = weights.norm("embeddings.LayerNorm")
        self._layers = [weights.layer(at) for at in range(config["num_hidden_layers"])]
        weights.done()

    def __call__(self, texts: Sequence[str]) -> Matrix:
        tokens = [self._cut.ids(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda at: len(tokens[at]))
        alike, start = [], 0
        for length, same in groupby(len(tokens[at]) for at in order):
            alike.append(Alike(start, len([*same]), length))
            start = alike[-1].rows.stop
        rows = self._start(
            self._words.rows("embeddings.word_embeddings.weight", [one for at in order for one in tokens[at]])
            + np.concatenate([self._places[: len(tokens[at])] for at in order])
        )
        for layer in self._layers:
            rows = layer(rows, alike, self._heads)
        means = [rows[one.rows].reshape(one.count, one.length, -1).mean(axis=1) for one in alike]
        made = np.empty((len(texts), rows.shape[1]), np.float32)
        made[order] = np.concatenate(means)
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        return made


def _uncopied() -> bool:
    """Whether this processor's kernels multiply small matrices as they lie."""
    return any(one.get("architecture") in _UNCOPIED for one in threadpool_info())


class _Weights:
    """Those of a file as the layers want them, with an adapter's share added."""

    def __init__(self, held: Tensors, adapted: Path | None, config: dict[str, Any]) -> None:
        self._held = held
        self._added = adapter.deltas(adapted) if adapted else {}
        self._least: float = config["layer_norm_eps"]
        self._scale = np.float32((config["hidden_size"] / config["num_attention_heads"]) ** -0.5)
        self._strip = _STRIP if _uncopied() else 0

    def places(self) -> Matrix:
        """The vector of each position, and of the one kind of text there is."""
        held = self._held
        of_kind = held.read("embeddings.token_type_embeddings.weight")[0]
        made: Matrix = held.read("embeddings.position_embeddings.weight") + of_kind
        return made

    def layer(self, at: int) -> Layer:
        name = f"encoder.layer.{at}"
        return Layer(
            self.asked(f"{name}.attention.self"),
            self.linear(f"{name}.attention.output.dense"),
            self.norm(f"{name}.attention.output.LayerNorm"),
            self.linear(f"{name}.intermediate.dense"),
            self.linear(f"{name}.output.dense"),
            self.norm(f"{name}.output.LayerNorm"),
        )

    def asked(self, name: str) -> Linear:
        """Queries, to their scale, keys and values as one layer."""
        weights, biases = zip(
            *(self._pair(f"{name}.{part}") for part in ("query", "key", "value")), strict=True
        )
        weights[0][...] *= self._scale
        biases[0][...] *= self._scale
        return Linear.of(np.concatenate(weights), np.concatenate(biases), self._strip)

    def linear(self, name: str) -> Linear:
        return Linear.of(*self._pair(name), self._strip)

    def _pair(self, name: str) -> tuple[Matrix, Matrix]:
        """A weight, out rows and in columns, and its bias."""
        weight = self._held.read(f"{name}.weight")
        if name in self._added:
            weight += self._added.pop(name)
        return weight, self._held.read(f"{name}.bias")

    def norm(self, name: str) -> Norm:
        return Norm(self._held.read(f"{name}.weight"), self._held.read(f"{name}.bias"), self._least)

    def done(self) -> None:
        """Raises ValueError when the adapter names layers that are not there."""
        if self._added:
            raise ValueError(f"the adapter does not fit: {min(self._added)}")
