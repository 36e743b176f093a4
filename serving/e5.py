"""multilingual-e5-small from its packed 4-bit form to a folder that sentence-transformers loads.

The packed file, little-endian: a header; the tokenizer (a second copy, passed over: `tokenizer.json`
stands beside it); a directory of tensors; the tensors. A 4-bit block is 18 bytes for 32 weights: a half
float `d`, then 16 bytes of which byte j holds weight j (low nibble) and weight j + 16 (high nibble); a
weight is `d · (nibble − 8)`. That product is exact in 32-bit floats and in nothing smaller.

The packed file has no pooler, and mean pooling needs none. A pooler of zeros is written all the same:
without it transformers fills one with random numbers and warns at every load.
"""

import json
import mmap
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from serving.errors import Corrupt

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

PACKED = "e5-small-q4.bin"

_HEADER = struct.Struct("<4sI7ifi")
_BLOCK = 32
_BLOCK_BYTES = 18
_F32, _Q4, _ZEROS = 0, 1, -1
_POOLER = ("pooler.dense.weight", "pooler.dense.bias")
_LAYER = re.compile(r"l(\d+)\.(\w+)\.([wb])")
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_BLOCKS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True)
class Shape:
    """The sizes of a BERT encoder, as the header gives them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float

    def of(self, name: str) -> tuple[int, ...]:
        """The shape of a Hugging Face tensor: rows are output units."""
        match name.split("."):
            case ["embeddings", "word_embeddings", _]:
                return self.vocabulary, self.hidden
            case ["embeddings", "position_embeddings", _]:
                return self.positions, self.hidden
            case ["embeddings", "token_type_embeddings", _]:
                return self.types, self.hidden
            case [*_, "intermediate", "dense", kind]:
                return (self.feed_forward,) if kind == "bias" else (self.feed_forward, self.hidden)
            case ["encoder", "layer", _, "output", "dense", "weight"]:
                return self.hidden, self.feed_forward
            case [*_, "query" | "key" | "value" | "dense", "weight"]:
                return self.hidden, self.hidden
            case _:
                return (self.hidden,)


@dataclass(frozen=True)
class Tensor:
    name: str
    shape: tuple[int, ...]
    dtype: int
    offset: int
    length: int

    @property
    def elements(self) -> int:
        count = 1
        for side in self.shape:
            count *= side
        return count


def build(folder: Path) -> None:
    """Replace the packed file in `folder` by a sentence-transformers model.

    Raises:
        Corrupt: the file is not of this form.
    """
    packed = folder / PACKED
    with packed.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            shape, tensors = _directory(data)
        except (struct.error, ValueError, KeyError, IndexError) as error:
            raise Corrupt(f"{packed.name} is not a packed E5 model ({error})", "fetch it again") from error
        zeros = [Tensor(name, shape.of(name), _ZEROS, 0, 0) for name in _POOLER]
        _write_safetensors(folder / "model.safetensors", data, tensors + zeros)
    _write_configuration(folder, shape)
    packed.unlink()


def _directory(data: mmap.mmap) -> tuple[Shape, list[Tensor]]:
    magic, version, hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon, block = (
        _HEADER.unpack_from(data)
    )
    if (magic, version, block) != (b"E5S1", 1, _BLOCK):
        raise ValueError(f"magic {magic!r}, version {version}, block {block}")
    shape = Shape(hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon)
    at = _skip_tokenizer(data, _HEADER.size)
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors = []
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = bytes(data[at + 2 : at + 2 + length]).decode()
        dtype, elements, offset, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        tensor = Tensor(_translate(name), shape.of(_translate(name)), dtype, offset, size)
        expected = elements * 4 if dtype == _F32 else elements // _BLOCK * _BLOCK_BYTES
        if dtype not in (_F32, _Q4) or tensor.elements != elements or size != expected:
            raise ValueError(f"tensor {name}: {elements} elements in {size} bytes for {tensor.shape}")
        tensors.append(tensor)
    return shape, tensors


def _skip_tokenizer(data: mmap.mmap, at: int) -> int:
    (pieces,) = struct.unpack_from("<i", data, at)
    (blob,) = struct.unpack_from("<Q", data, at + 20)
    at += 28 + 4 * (pieces + 1) + 4 * pieces + blob
    (normalisation,) = struct.unpack_from("<I", data, at + 4)
    return int(at + 8 + normalisation)


def _translate(name: str) -> str:
    if name in _EMBEDDINGS:
        return _EMBEDDINGS[name]
    match = _LAYER.fullmatch(name)
    if match is None:
        raise ValueError(f"unknown tensor {name}")
    layer, block, kind = match.groups()
    return f"encoder.layer.{layer}.{_BLOCKS[block]}.{'weight' if kind == 'w' else 'bias'}"


def _values(data: mmap.mmap, tensor: Tensor) -> Iterator["npt.NDArray[np.float32]"]:
    """The tensor's numbers in order, a few megabytes at a time."""
    import numpy as np

    if tensor.dtype == _ZEROS:
        yield np.zeros(tensor.elements, np.float32)
        return
    if tensor.dtype == _F32:
        yield np.frombuffer(data, "<f4", tensor.elements, tensor.offset)
        return
    step = 100_000 * _BLOCK_BYTES
    for at in range(0, tensor.length, step):
        size = min(step, tensor.length - at)
        blocks = np.frombuffer(data, np.uint8, size, tensor.offset + at).reshape(-1, _BLOCK_BYTES)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        nibbles = np.concatenate((blocks[:, 2:] & 15, blocks[:, 2:] >> 4), axis=1)
        yield (scale * (nibbles.astype(np.float32) - 8)).ravel()


def _write_safetensors(path: Path, data: mmap.mmap, tensors: list[Tensor]) -> None:
    """The safetensors format: u64 length of a JSON header, the header, the numbers."""
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    at = 0
    for tensor in tensors:
        size = tensor.elements * 4
        header[tensor.name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [at, at + size]}
        at += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors:
            for values in _values(data, tensor):
                file.write(values.astype("<f4", copy=False).data)


def _write_configuration(folder: Path, shape: Shape) -> None:
    files: dict[str, object] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": 1e-12,
            "hidden_dropout_prob": 0.1,
            "attention_probs_dropout_prob": 0.1,
            "pad_token_id": 0,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "unk_token": "<unk>",
            "pad_token": "<pad>",
            "mask_token": "<mask>",
        },
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
    }
    (folder / "2_Normalize").mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2), encoding="utf-8")
