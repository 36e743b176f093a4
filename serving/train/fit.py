"""Fits a LoRA adapter with peft: warm-up, a cosine, clipped gradients, an eye on what was held out.

A plain loop over 2,000 examples once ran to a loss of 0.002, then to NaN, and answered "!!!!". So steps whose
loss or gradient is not finite are passed over, the weights kept are those of the best held-out loss, and a rate
that no longer helps ends the run early.
"""

import json
import math
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from serving.errors import EngineMissing, ServingError
from serving.train import batch as batching
from serving.train.batch import Example
from serving.train.rows import Row

PLACED: Final = ("q_proj", "k_proj", "v_proj", "o_proj")
SEED: Final = 7


@dataclass(frozen=True, slots=True)
class Recipe:
    """`room`: tokens a batch. `warm`: the share of steps in which the rate grows. `checks`: looks at the held-out
    loss a run; `patience`: so many of them without a better one end it. `held`: examples looked at.
    """

    rank: int = 16
    alpha: int = 32
    dropout: float = 0.05
    rate: float = 2e-4
    epochs: float = 2.0
    room: int = 6_144
    warm: float = 0.05
    clip: float = 1.0
    checks: int = 8
    patience: int = 3
    held: int = 200
    longest: int = 1_536
    steps: int | None = None
    """Given, the run ends after so many."""


@dataclass(slots=True)
class Run:
    """What happened: steps, held-out losses by step, seconds, tokens learned from."""

    steps: int = 0
    skipped: int = 0
    seconds: float = 0.0
    examples: int = 0
    tokens: int = 0
    first: float = math.nan
    best: float = math.inf
    curve: list[tuple[int, float, float]] | None = None
    """(step, mean training loss since the last look, held-out loss)."""


def load(base: str, *, four_bit: bool = False) -> tuple[Any, Any, str]:
    """The base model in bf16 (or 4 bits), its tokenizer, and the device. Raises EngineMissing, ServingError."""
    try:
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer
    except ImportError as error:
        raise EngineMissing(f"{error.name} is not installed", "pip install 'gildongmu[train]'") from error
    device = "cuda" if torch.cuda.is_available() else "cpu"
    more: dict[str, Any] = {}
    if four_bit:
        try:
            import bitsandbytes  # noqa: F401
            import transformers
        except ImportError as error:
            raise EngineMissing("bitsandbytes is not installed", "pip install bitsandbytes") from error
        more["quantization_config"] = transformers.BitsAndBytesConfig(  # type: ignore[no-untyped-call]
            load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16
        )
    try:
        tokenizer = AutoTokenizer.from_pretrained(base)
        model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.bfloat16, **more)
    except (OSError, ValueError) as error:
        raise ServingError(
            f"{base} does not load ({error})", "name a folder of weights, or a model"
        ) from error
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    if not four_bit:
        torch.nn.Module.to(model, device)
    return model, tokenizer, device


def fit(
    base: str,
    rows: Sequence[Row],
    held: Sequence[Row],
    out: Path,
    recipe: Recipe,
    *,
    name: str,
    four_bit: bool,
) -> Run:
    """Train on `rows` and write `adapter_config.json`, `adapter_model.safetensors` (bf16) and `training.json`.

    `name`: what the adapter's card calls its base. Raises EngineMissing, ServingError.
    """
    import torch

    try:
        from peft import LoraConfig, get_peft_model, prepare_model_for_kbit_training
    except ImportError as error:
        raise EngineMissing("peft is not installed", "pip install 'gildongmu[train]'") from error
    torch.manual_seed(SEED)
    model, tokenizer, device = load(base, four_bit=four_bit)
    if four_bit:
        model = prepare_model_for_kbit_training(model)
    config = LoraConfig(
        r=recipe.rank,
        lora_alpha=recipe.alpha,
        lora_dropout=recipe.dropout,
        target_modules=list(PLACED),
        bias="none",
        task_type="CAUSAL_LM",
    )
    fitted: Any = get_peft_model(model, config)
    for weight in fitted.parameters():
        if weight.requires_grad:
            weight.data = weight.data.float()
    known = batching.encode(rows, tokenizer, recipe.longest)
    asked = batching.encode(held, tokenizer, recipe.longest)[: recipe.held]
    if not known or not asked:
        raise ServingError("No example fits the longest length", "make examples: python -m training culture")
    run = _steps(fitted, known, asked, tokenizer.pad_token_id, device, recipe)
    write(fitted, out, name)
    report = {"base": name, "recipe": asdict(recipe), "placed": PLACED, "run": asdict(run)}
    (out / "training.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    return run


def _steps(
    model: Any, known: list[Example], held: list[Example], pad: int, device: str, recipe: Recipe
) -> Run:
    import torch

    chance = random.Random(SEED)  # noqa: S311 - the same order every time
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    plan: list[list[Example]] = []
    for _ in range(math.ceil(recipe.epochs)):
        plan += list(batching.batches(known, recipe.room, chance))
    total = recipe.steps or max(1, round(len(plan) * recipe.epochs / math.ceil(recipe.epochs)))
    plan = (plan * math.ceil(total / len(plan)))[:total]
    optimiser = torch.optim.AdamW(weights, lr=recipe.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda at: _rate(at, total, recipe.warm))
    run = Run(first=_loss(model, held, pad, device, recipe), curve=[])
    best = _state(model)
    run.best, waited, since, began = run.first, 0, [], time.monotonic()
    look = max(1, total // recipe.checks)
    model.train()
    for step, batch in enumerate(plan, 1):
        loss = _batch_loss(model, batch, pad, device)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(weights, recipe.clip)
        if math.isfinite(loss.item()) and math.isfinite(norm.item()):
            optimiser.step()
            since.append(loss.item())
        else:
            run.skipped += 1
        schedule.step()
        run.steps, run.examples = step, run.examples + len(batch)
        run.tokens += sum(len(one.tokens) - one.prompt for one in batch)
        if step % look == 0 or step == total:
            loss_held = _loss(model, held, pad, device, recipe)
            run.curve = [*(run.curve or []), (step, sum(since) / max(1, len(since)), loss_held)]
            _say(
                f"step {step}/{total}: loss {run.curve[-1][1]:.4f}, held out {loss_held:.4f}, {time.monotonic() - began:.0f} s"
            )
            since = []
            if loss_held < run.best:
                run.best, best, waited = loss_held, _state(model), 0
            else:
                waited += 1
            if waited >= recipe.patience:
                break
    run.seconds = round(time.monotonic() - began, 1)
    with torch.no_grad():
        for weight, kept in zip(weights, best, strict=True):
            weight.copy_(kept)
    return run


def _rate(at: int, total: int, warm: float) -> float:
    """The share of the rate at a step: up in a line, then down a cosine."""
    rise = max(1, round(total * warm))
    if at < rise:
        return (at + 1) / rise
    return 0.5 * (1 + math.cos(math.pi * (at - rise) / max(1, total - rise)))


def _batch_loss(model: Any, batch: list[Example], pad: int, device: str) -> Any:
    import torch

    with torch.autocast(device, dtype=torch.bfloat16):
        return model(**batching.tensors(batch, pad, device)).loss


def _loss(model: Any, held: list[Example], pad: int, device: str, recipe: Recipe) -> float:
    """Mean loss a learned token."""
    import torch

    model.eval()
    total, count = 0.0, 0
    with torch.no_grad():
        for batch in batching.batches(held, recipe.room):
            learned = sum(len(one.tokens) - one.prompt for one in batch)
            total += _batch_loss(model, batch, pad, device).item() * learned
            count += learned
    model.train()
    return total / max(1, count)


def _state(model: Any) -> list[Any]:
    return [weight.detach().clone() for weight in model.parameters() if weight.requires_grad]


def write(model: Any, out: Path, name: str) -> None:
    """PEFT's layout, which vLLM loads: the weights in bf16, half the size."""
    import torch
    from peft import get_peft_model_state_dict
    from safetensors.torch import save_file

    out.mkdir(parents=True, exist_ok=True)
    state = get_peft_model_state_dict(model)
    held = {key: value.detach().to("cpu", torch.bfloat16).contiguous() for key, value in state.items()}
    save_file(held, out / "adapter_model.safetensors", metadata={"format": "pt"})
    config = model.peft_config["default"]
    config.base_model_name_or_path = name
    config.inference_mode = True
    config.save_pretrained(out)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
