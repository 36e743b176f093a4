"""Examples as tokens: the model's own chat template around the prompt, and a loss on the answer alone."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from serving.train.rows import Row

IGNORED: Final = -100
"""The label that torch's cross entropy passes over."""


@dataclass(frozen=True, slots=True)
class Example:
    tokens: tuple[int, ...]
    prompt: int
    """Tokens that are given, not learned."""


def prompt(row: Row, tokenizer: Any) -> str:
    """As the endpoint renders it: the same template, and the opening of the answer."""
    text: str = tokenizer.apply_chat_template(row.messages, tokenize=False, add_generation_prompt=True)
    return text


def ending(tokenizer: Any) -> int:
    """The token that ends an answer, as the chat template says it.

    Not the tokenizer's own end of text: read out of a GGUF file it is another one, and an adapter that learned
    it never stops.
    """
    mark = "답"
    said = [{"role": "user", "content": "?"}, {"role": "assistant", "content": mark}]
    text: str = tokenizer.apply_chat_template(said, tokenize=False)
    after = tokenizer(text.rpartition(mark)[2].strip(), add_special_tokens=False)["input_ids"]
    return int(after[0] if after else tokenizer.eos_token_id)


def encode(rows: Sequence[Row], tokenizer: Any, longest: int) -> list[Example]:
    """Those that fit into `longest` tokens, with the token that ends an answer."""
    found, end = [], ending(tokenizer)
    for row in rows:
        given = tokenizer(prompt(row, tokenizer), add_special_tokens=False)["input_ids"]
        learned = tokenizer(row.answer, add_special_tokens=False)["input_ids"]
        tokens = (*given, *learned, end)
        if len(tokens) <= longest:
            found.append(Example(tokens, len(given)))
    return found


def batches(
    examples: Sequence[Example], room: int, chance: random.Random | None = None
) -> Iterator[list[Example]]:
    """Examples of like length together, at most `room` tokens a batch with its padding.

    `chance` shuffles them, and the order of the batches; without it the order is the same each time.
    """
    noise = chance.random if chance else (lambda: 0.0)
    order = sorted(examples, key=lambda one: len(one.tokens) * (1 + 0.1 * noise()))
    made: list[list[Example]] = [[]]
    for one in order:
        longest = max([len(one.tokens), *(len(other.tokens) for other in made[-1])])
        if made[-1] and longest * (len(made[-1]) + 1) > room:
            made.append([])
        made[-1].append(one)
    if chance:
        chance.shuffle(made)
    yield from (batch for batch in made if batch)


def tensors(batch: Sequence[Example], pad: int, device: str) -> dict[str, Any]:
    """Padded on the right; what is given, and the padding, has no label."""
    import torch

    longest = max(len(one.tokens) for one in batch)
    ids = [[*one.tokens, *[pad] * (longest - len(one.tokens))] for one in batch]
    labels = [
        [*[IGNORED] * one.prompt, *one.tokens[one.prompt :], *[IGNORED] * (longest - len(one.tokens))]
        for one in batch
    ]
    mask = [[1] * len(one.tokens) + [0] * (longest - len(one.tokens)) for one in batch]
    named = {"input_ids": ids, "labels": labels, "attention_mask": mask}
    return {name: torch.tensor(value, device=device) for name, value in named.items()}
