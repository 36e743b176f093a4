"""Lets a model answer the examples: over an endpoint as the service would, or in this process, in batches."""

import json
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from serving.errors import EngineFailed, EngineMissing
from serving.train import batch as batching
from serving.train import fit
from serving.train.rows import Row

TOKENS: Final = 320
"""An answer's length at most."""
AT_ONCE: Final = 16


def asked(
    url: str, model: str, rows: Sequence[Row], *, api_key: str = "", at_once: int = AT_ONCE
) -> list[str]:
    """Greedy answers of `model` at an OpenAI-compatible endpoint (`url` ends in /v1). Raises EngineFailed."""
    with ThreadPoolExecutor(at_once, thread_name_prefix="ask") as pool:
        return list(pool.map(lambda row: _ask(url, model, row, api_key), rows))


def _ask(url: str, model: str, row: Row, api_key: str) -> str:
    body = {"model": model, "messages": row.messages, "max_tokens": TOKENS, "temperature": 0}
    head = {"Content-Type": "application/json"}
    if api_key:
        head["Authorization"] = f"Bearer {api_key}"
    request = urllib.request.Request(f"{url.rstrip('/')}/chat/completions", json.dumps(body).encode(), head)  # noqa: S310 - the user's own endpoint
    try:
        with urllib.request.urlopen(request, timeout=300) as reply:  # noqa: S310
            text: str = json.load(reply)["choices"][0]["message"]["content"]
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise EngineFailed(
            f"{model} at {url} did not answer ({error})", "check the URL and the model's name"
        ) from error
    return text.strip()


def made(
    base: str, adapters: dict[str, Path], rows: Sequence[Row], *, size: int = 128
) -> dict[str, list[str]]:
    """Greedy answers of the base, and of each adapter, in this process; by name, the base's is `base`."""
    model, tokenizer, device = fit.load(base)
    model.eval()
    tokenizer.padding_side = "left"
    told = {"base": _generated(model, tokenizer, device, rows, size)}
    if not adapters:
        return told
    try:
        from peft import PeftModel
    except ImportError as error:
        raise EngineMissing("peft is not installed", "pip install 'gildongmu[train]'") from error
    (first, path), *others = adapters.items()
    fitted: Any = PeftModel.from_pretrained(model, path, adapter_name=first)
    for name, folder in others:
        fitted.load_adapter(folder, adapter_name=name)
    for name in adapters:
        fitted.set_adapter(name)
        told[name] = _generated(fitted, tokenizer, device, rows, size)
    return told


def _generated(model: Any, tokenizer: Any, device: str, rows: Sequence[Row], size: int) -> list[str]:
    import torch

    texts = [batching.prompt(row, tokenizer) for row in rows]
    order = sorted(range(len(rows)), key=lambda at: len(texts[at]))
    told = [""] * len(rows)
    for start in range(0, len(order), size):
        part = order[start : start + size]
        given = tokenizer(
            [texts[at] for at in part], return_tensors="pt", padding=True, add_special_tokens=False
        ).to(device)
        with torch.no_grad():
            out = model.generate(
                **given, max_new_tokens=TOKENS, do_sample=False, pad_token_id=tokenizer.pad_token_id
            )
        said = tokenizer.batch_decode(out[:, given["input_ids"].shape[1] :], skip_special_tokens=True)
        for at, text in zip(part, said, strict=True):
            told[at] = text.strip()
    return told
