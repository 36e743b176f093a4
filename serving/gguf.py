"""A LoRA adapter as llama.cpp reads it: from PEFT's folder (safetensors) to one GGUF file.

Format: GGUF version 3, `general.type` "adapter", tensors `<name in GGUF>.lora_a` and `.lora_b` in half
precision, as llama.cpp's own `convert_lora_to_gguf.py` writes them
(https://github.com/ggml-org/gguf/blob/master/docs/gguf.md). The names are those of models whose weights keep
their order on the way to GGUF: Qwen 2, 2.5 and 3, Gemma 3. Llama's queries and keys are reordered there, and
are refused here.
"""

import json
import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from serving.errors import EngineFailed

if TYPE_CHECKING:
    import numpy as np

KNOWN = {"qwen2", "qwen3", "gemma3"}
"""`general.architecture` of models whose weights are not reordered."""
_LAYER = re.compile(r"\.layers\.(\d+)\.([\w.]+?)\.lora_([AB])(?:\.default)?\.weight$")
_NAMES = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
_MAGIC = b"GGUF"
_VERSION = 3
_ALIGNMENT = 32
_TEXT, _FLOAT = 8, 6
_HALF = 1
_WIDTHS = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
"""Bytes of the value types of fixed width."""
_ARRAY = 9


def architecture(model: Path) -> str:
    """What kind of model a GGUF file holds: its `general.architecture`.

    Raises:
        EngineFailed: it is no GGUF file, or does not say.
    """
    try:
        with model.open("rb") as file:
            magic, _, _, pairs = struct.unpack("<4sIQQ", file.read(24))
            if magic != _MAGIC:
                pairs = 0
            for _ in range(pairs):
                key = _text(file)
                value = _value(file)
                if key == "general.architecture":
                    return str(value)
    except (OSError, ValueError, struct.error) as error:
        raise EngineFailed(f"{model} is no GGUF file ({error})", "give a GGUF file to llama.cpp") from error
    raise EngineFailed(
        f"{model} is no GGUF file that tells its architecture", "give a GGUF file to llama.cpp"
    )


def _text(file: BinaryIO) -> str:
    (length,) = struct.unpack("<Q", file.read(8))
    return file.read(length).decode()


def _value(file: BinaryIO) -> Any:
    """The next value; only texts are given back, others are passed over."""
    (kind,) = struct.unpack("<I", file.read(4))
    return _of(file, kind)


def _of(file: BinaryIO, kind: int) -> Any:
    if kind == _TEXT:
        return _text(file)
    if kind == _ARRAY:
        inner, count = struct.unpack("<IQ", file.read(12))
        for _ in range(count):
            _of(file, inner)
        return None
    file.seek(_WIDTHS[kind], 1)
    return None


def convert(adapter: Path, target: Path, kind: str) -> None:
    """Write the adapter in the folder `adapter`, for a model of the architecture `kind`, to `target`.

    Raises:
        EngineFailed: the adapter or the model is of a sort that this cannot carry over.
    """
    if kind not in KNOWN:
        raise EngineFailed(
            f"Adapters of {kind} models are not turned into GGUF here",
            f"put the adapter beside its folder as {adapter.name}.gguf (llama.cpp: convert_lora_to_gguf.py)",
        )
    settings = json.loads((adapter / "adapter_config.json").read_text(encoding="utf-8"))
    rank, alpha = int(settings["r"]), float(settings["lora_alpha"])
    if settings.get("use_rslora"):
        alpha *= rank**0.5  # llama.cpp scales by alpha / rank
    if settings.get("use_dora"):
        raise EngineFailed(f"{adapter} is a DoRA adapter", "train a plain LoRA adapter")
    tensors = {
        _name(name, adapter): values for name, values in _tensors(adapter / "adapter_model.safetensors")
    }
    facts: dict[str, str | float] = {
        "general.architecture": kind,
        "general.type": "adapter",
        "general.name": adapter.name,
        "adapter.type": "lora",
        "adapter.lora.alpha": alpha,
    }
    partial = target.with_name(f"{target.name}.partial")
    with partial.open("wb") as file:
        _write(file, facts, tensors)
    partial.rename(target)


def _name(peft: str, adapter: Path) -> str:
    found = _LAYER.search(peft)
    if not found or found[2] not in _NAMES:
        raise EngineFailed(
            f"{adapter} changes {peft}, which has no counterpart here",
            f"train on {', '.join(name.partition('.')[2] for name in _NAMES)} alone",
        )
    return f"blk.{found[1]}.{_NAMES[found[2]]}.weight.lora_{found[3].lower()}"


def _tensors(path: Path) -> "list[tuple[str, np.ndarray[Any, Any]]]":
    """Names and values, in half precision. safetensors: a JSON header of offsets, then the numbers."""
    import numpy as np

    raw = path.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + length])
    found = []
    for name, told in header.items():
        if name == "__metadata__":
            continue
        begin, end = told["data_offsets"]
        cut = raw[8 + length + begin : 8 + length + end]
        if told["dtype"] == "BF16":
            # bfloat16 is the upper half of a float32.
            values = (np.frombuffer(cut, "<u2").astype("<u4") << 16).view("<f4")
        else:
            values = np.frombuffer(cut, {"F16": "<f2", "F32": "<f4"}[told["dtype"]])
        found.append((name, values.reshape(told["shape"]).astype("<f2")))
    return found


def _write(file: BinaryIO, facts: dict[str, str | float], tensors: "dict[str, np.ndarray[Any, Any]]") -> None:
    file.write(_MAGIC + struct.pack("<IQQ", _VERSION, len(tensors), len(facts)))
    for key, value in facts.items():
        file.write(_packed(key))
        if isinstance(value, str):
            file.write(struct.pack("<I", _TEXT) + _packed(value))
        else:
            file.write(struct.pack("<If", _FLOAT, value))
    at = 0
    for name, values in tensors.items():
        file.write(_packed(name) + struct.pack("<I", values.ndim))
        # Dimensions are told from the innermost out.
        file.write(struct.pack(f"<{values.ndim}Q", *reversed(values.shape)))
        file.write(struct.pack("<IQ", _HALF, at))
        at += values.nbytes + -values.nbytes % _ALIGNMENT
    file.write(b"\0" * (-file.tell() % _ALIGNMENT))
    for values in tensors.values():
        file.write(values.tobytes() + b"\0" * (-values.nbytes % _ALIGNMENT))


def _packed(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw
