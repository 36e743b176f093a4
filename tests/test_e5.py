"""The packed embedder: decoded to its exact numbers, and fit for Korean."""

import math
import random
import struct
from pathlib import Path

import pytest

from serving import e5, weights
from serving.catalog import EMBEDDER
from serving.errors import Corrupt


def packed(hidden: int = 32, layers: int = 1) -> tuple[bytes, dict[str, list[float]]]:
    """A tiny model in the packed form, and its numbers by Hugging Face name, computed one by one."""
    rng = random.Random(7)
    wide, words, positions, types = hidden * 4, 64, 16, 2
    tensors: dict[str, tuple[str, int, bool]] = {
        "emb.word": ("embeddings.word_embeddings.weight", words * hidden, True),
        "emb.pos": ("embeddings.position_embeddings.weight", positions * hidden, False),
        "emb.type": ("embeddings.token_type_embeddings.weight", types * hidden, False),
        "emb.ln.w": ("embeddings.LayerNorm.weight", hidden, False),
        "emb.ln.b": ("embeddings.LayerNorm.bias", hidden, False),
    }
    blocks = {
        **{
            k: (f"attention.self.{n}", hidden * hidden)
            for k, n in zip("qkv", ("query", "key", "value"), strict=True)
        },
        "ao": ("attention.output.dense", hidden * hidden),
        "aln": ("attention.output.LayerNorm", hidden),
        "fi": ("intermediate.dense", wide * hidden),
        "fo": ("output.dense", hidden * wide),
        "oln": ("output.LayerNorm", hidden),
    }
    for layer in range(layers):
        for short, (long, size) in blocks.items():
            name = f"encoder.layer.{layer}.{long}"
            tensors[f"l{layer}.{short}.w"] = (f"{name}.weight", size, "LayerNorm" not in long)
            tensors[f"l{layer}.{short}.b"] = (f"{name}.bias", wide if short == "fi" else hidden, False)
    bodies, values = [], {}
    for name, (long, size, quantised) in tensors.items():
        if quantised:
            body, numbers = b"", []
            for _ in range(size // 32):
                scale = struct.unpack("<e", struct.pack("<e", rng.uniform(0.01, 0.1)))[0]
                nibbles = [rng.randrange(16) for _ in range(32)]
                body += struct.pack("<e", scale) + bytes(nibbles[j] | nibbles[j + 16] << 4 for j in range(16))
                numbers += [scale * (nibble - 8) for nibble in nibbles]
        else:
            numbers = [float(i % 7) / 4 for i in range(size)]
            body = struct.pack(f"<{size}f", *numbers)
        bodies.append((name, 1 if quantised else 0, size, body))
        values[long] = numbers
    head = struct.pack("<4sI7ifi", b"E5S1", 1, hidden, layers, 4, wide, words, positions, types, 1e-12, 32)
    blob = "▁서울".encode()
    head += struct.pack("<5iQ", 3, 0, 2, 1, 3, len(blob)) + bytes(4 * 4) + bytes(3 * 4) + blob
    head += struct.pack("<iI", 1, 5) + b"\0" * 5
    directory = sum(2 + len(name.encode()) + 21 for name, *_ in bodies)
    offset = len(head) + 4 + directory
    entries, data = struct.pack("<i", len(bodies)), b""
    for name, dtype, size, body in bodies:
        entries += struct.pack("<H", len(name)) + name.encode()
        entries += struct.pack("<BIQQ", dtype, size, offset + len(data), len(body))
        data += body
    return head + entries + data, values


def test_the_packed_embedder_decodes_to_its_exact_numbers(tmp_path: Path) -> None:
    from safetensors.numpy import load_file

    data, values = packed()
    (tmp_path / e5.PACKED).write_bytes(data)
    e5.build(tmp_path)
    decoded = load_file(tmp_path / "model.safetensors")
    assert not (tmp_path / e5.PACKED).exists()
    assert decoded["encoder.layer.0.intermediate.dense.weight"].shape == (128, 32)
    assert decoded["encoder.layer.0.output.dense.weight"].shape == (32, 128)
    for name, numbers in values.items():
        assert decoded[name].ravel().tolist() == numbers, name
    assert not decoded["pooler.dense.weight"].any()

    for broken in (b"GGUF" + data[4:], data[:300], data[:-8].replace(b"l0.fo.w", b"l0.xx.w")):
        (tmp_path / e5.PACKED).write_bytes(broken)
        with pytest.raises(Corrupt, match="fetch it again"):
            e5.build(tmp_path)


@pytest.mark.model
@pytest.mark.timeout(400)
def test_the_embedder_understands_korean() -> None:
    from sentence_transformers import SentenceTransformer

    folder = weights.fetch(EMBEDDER, weights.home())
    model = SentenceTransformer(str(folder), device="cpu")
    passages = [
        "passage: 남산서울타워에서는 서울의 밤 풍경을 한눈에 볼 수 있다.",
        "passage: 경복궁은 조선 왕조의 법궁으로 1395년에 지어졌다.",
        "passage: 광장시장에서는 빈대떡과 마약김밥을 판다.",
        "passage: 지하철에서는 노약자석을 비워 두는 것이 예절이다.",
    ]
    queries = {
        "query: 야경이 예쁜 전망대": 0,
        "query: 조선 시대 궁궐": 1,
        "query: 시장에서 뭐 먹지?": 2,
        "query: manners on the subway": 3,
    }
    known = model.encode(passages)
    for query, best in queries.items():
        cosines = (known @ model.encode([query])[0]).tolist()
        assert cosines.index(max(cosines)) == best, (query, cosines)
        assert all(0.6 < cosine < 1 for cosine in cosines)
    assert math.isclose(float((known[0] ** 2).sum()), 1, abs_tol=1e-5)
    # Longer than 512 tokens is cut, not refused.
    assert model.encode(["passage: " + "서울 " * 2000]).shape == (1, 384)
