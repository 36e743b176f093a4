"""`python -m rag.train.lora MODEL PAIRS OUT`: a low-rank adapter for the embedder, fitted to pairs.

Needs torch, transformers and safetensors alone, so that it runs on a machine that holds nothing else of ours.
Contrastive: within a batch each question must find its passage; passages that answer it too do not count
against it. What is written is small (2–3 MB) and is added to the weights when the model is loaded
(`rag/adapter.py`).
"""

import argparse
import json
import math
import random
import sys
import time
from pathlib import Path
from typing import Any, Final

RANK: Final = 16
ALPHA: Final = 32.0
PLACED: Final = ("query", "key", "value", "attention.output.dense", "intermediate.dense", "output.dense")
"""Linear layers that get an adapter, by the end of their name."""
TEMPERATURE: Final = 0.03
TOKENS: Final = 128
WARM: Final = 0.1
"""The share of steps in which the rate grows."""


def main() -> int:
    given = _options()
    import torch
    from safetensors.torch import save_file
    from transformers import AutoModel, AutoTokenizer

    torch.manual_seed(7)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokens: Any = AutoTokenizer.from_pretrained(given.model)
    model: Any = AutoModel.from_pretrained(given.model, dtype=torch.float32).to(device)
    fitted = wrap(model, torch)
    rows = [
        json.loads(line) for file in given.pairs for line in file.read_text(encoding="utf-8").splitlines()
    ]
    steps = math.ceil(len(rows) / given.batch) * given.epochs
    rate = torch.optim.AdamW(
        [weight for pair in fitted.values() for weight in pair], lr=given.rate, weight_decay=0.01
    )
    plan = torch.optim.lr_scheduler.LambdaLR(
        rate, lambda at: min(1.0, at / (steps * WARM) + 1e-3) * max(0.0, 1 - at / steps)
    )
    chance, began, done = random.Random(7), time.monotonic(), 0  # noqa: S311 - the same order every time
    for epoch in range(given.epochs):
        chance.shuffle(rows)
        total = 0.0
        for start in range(0, len(rows), given.batch):
            batch = rows[start : start + given.batch]
            with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
                asked = embed(model, tokens, [f"query: {row['query']}" for row in batch], device, torch)
                told = embed(model, tokens, [f"passage: {row['passage']}" for row in batch], device, torch)
            scores = asked.float() @ told.float().T / TEMPERATURE
            scores = scores.masked_fill(also_right(batch, torch).to(device), float("-inf"))
            aim = torch.arange(len(batch), device=device)
            loss: Any = (
                torch.nn.functional.cross_entropy(scores, aim)
                + torch.nn.functional.cross_entropy(scores.T, aim)
            ) / 2
            rate.zero_grad()
            loss.backward()
            rate.step()
            plan.step()
            total, done = total + loss.item(), done + 1
        mean = total / math.ceil(len(rows) / given.batch)
        _say(f"epoch {epoch + 1}: loss {mean:.4f}, {time.monotonic() - began:.0f} s")
    held = {
        f"{name}.{part}": weight.detach().to("cpu", torch.float16).contiguous()
        for name, pair in fitted.items()
        for part, weight in zip(("down", "up"), pair, strict=True)
    }
    save_file(
        held,
        given.out,
        metadata={"scale": str(ALPHA / RANK), "pairs": str(len(rows)), "epochs": str(given.epochs)},
    )
    _say(f"{len(rows):,} pairs, {done} steps on {device}: {Path(given.out).stat().st_size / 1e6:.1f} MB")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def wrap(model: Any, torch: Any) -> dict[str, tuple[Any, Any]]:
    """Freeze the model and put an adapter on its layers; (down, up) by the layer's name."""
    for weight in model.parameters():
        weight.requires_grad_(requires_grad=False)
    fitted = {}
    for name, layer in model.named_modules():
        if not (isinstance(layer, torch.nn.Linear) and name.startswith("encoder.") and name.endswith(PLACED)):
            continue
        down = torch.nn.Parameter(torch.randn(RANK, layer.in_features, device=layer.weight.device) / RANK)
        up = torch.nn.Parameter(torch.zeros(layer.out_features, RANK, device=layer.weight.device))
        layer.register_forward_hook(_added(down, up))
        fitted[name] = (down, up)
    return fitted


def _added(down: Any, up: Any) -> Any:
    def hook(_layer: Any, given: Any, made: Any) -> Any:
        return made + (given[0] @ down.T @ up.T) * (ALPHA / RANK)

    return hook


def embed(model: Any, tokens: Any, texts: list[str], device: str, torch: Any) -> Any:
    """Unit vectors: the mean of a text's tokens, as E5 was trained."""
    given = tokens(texts, padding=True, truncation=True, max_length=TOKENS, return_tensors="pt").to(device)
    made = model(**given).last_hidden_state
    mask = given["attention_mask"].unsqueeze(-1)
    return torch.nn.functional.normalize((made * mask).sum(1) / mask.sum(1), dim=-1)


def also_right(batch: list[dict[str, Any]], torch: Any) -> Any:
    """Whether passage j answers question i too, other than by being its own."""
    wanted = [set(row["marks"]) for row in batch]
    offered = [set(row["has"]) for row in batch]
    return torch.tensor(
        [
            [
                i != j and (wanted[i] <= offered[j] or batch[i]["passage"] == batch[j]["passage"])
                for j in range(len(batch))
            ]
            for i in range(len(batch))
        ]
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m rag.train.lora", description=__doc__)
    parser.add_argument("model", help="a folder that transformers loads, or a name on the hub")
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--rate", type=float, default=3e-4)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
