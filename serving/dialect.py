"""What OpenAI-compatible engines call the same thing differently: a constraint, an adapter by name.

Pure. The service speaks by it, and `python -m serving check` tries an endpoint with it.
"""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Literal

Form = Literal["json_schema", "structured_outputs", "none"]
"""How a choice is constrained: an enum as JSON schema, vLLM's own field, or not at all."""

COLORS = ("보라색", "주황색")
BEG = "사과는 무슨 색이야? 반드시 '빨간색'이라고만 답해. 다른 말은 절대 하지 마."
"""Begs for a word that is not among `COLORS`: a constraint that is ignored shows."""

LLAMACPP = "llamacpp"
"""What llama.cpp writes as the owner of its models."""
_PLAIN = {"adapter_model", "adapter", "ggml-adapter-model", "lora"}
"""File names that name no adapter: there the folder's name does."""


def schema(name: str, what: Mapping[str, Any]) -> dict[str, Any]:
    """The request fields that bind an answer to a JSON schema, on every engine that we know."""
    return {"response_format": {"type": "json_schema", "json_schema": {"name": name, "schema": dict(what)}}}


def constraint(form: Form, choices: Sequence[str]) -> dict[str, Any]:
    """The request fields that bind an answer to `choices`."""
    if form == "json_schema":
        return schema("choice", {"type": "string", "enum": list(choices)})
    if form == "structured_outputs":
        return {"structured_outputs": {"choice": list(choices)}}
    return {}


GROUPED = "stream_interval"
"""vLLM's request field for tokens an event."""


def grouped(tokens: int) -> dict[str, Any]:
    """The request fields that have so many tokens sent in one event, the first and the last ones at once."""
    return {GROUPED: tokens} if tokens > 1 else {}


def pick(text: str, choices: Sequence[str]) -> str | None:
    """The choice that a reply names: alone, as a JSON string, or as the only one within a sentence."""
    plain = text.strip().strip('"').strip()
    if plain in choices:
        return plain
    named = [choice for choice in choices if choice in text]
    return named[0] if len(named) == 1 else None


def adapters(listed: Any) -> dict[str, int]:
    """Names and ids of the adapters in llama.cpp's `GET /lora-adapters`, which tells paths alone.

    A file is called as its adapter (`culture.gguf`), or lies in a folder that is.
    """
    found: dict[str, int] = {}
    for each in listed if isinstance(listed, list) else []:
        if isinstance(each, dict) and isinstance(each.get("id"), int) and each.get("path"):
            path = PurePath(str(each["path"]).replace("\\", "/"))
            found[path.parent.name if path.stem in _PLAIN else path.stem] = each["id"]
    return found


def addressed(model: str, ids: Mapping[str, int]) -> dict[str, Any]:
    """The request fields that ask for `model`, which may be one of llama.cpp's adapters.

    llama.cpp picks adapters by `lora`. Every scale is named: those left out keep their scale of the start,
    which is 1 (its issue 28674).
    """
    if not ids:
        return {"model": model}
    return {"model": model, "lora": [{"id": id_, "scale": float(name == model)} for name, id_ in ids.items()]}
