"""Any model of sentence-transformers, on torch: the embedders that `rag.bert` does not compute itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag import adapter
from serving import machine

_BATCH = 32


def torched(
    source: str, *, longest: int, threads: int, adapted: Path | None
) -> Callable[[list[str]], NDArray[np.float32]]:
    """`source`: a folder, or a name on the model hub. Seconds: torch is imported here."""
    machine.spare()
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    quiet: Any = transformers_logging  # its functions carry no types
    quiet.disable_progress_bar()  # ours speak of places, not of tensors
    torch.set_num_threads(threads)
    model: Any = SentenceTransformer(source, device="cpu", local_files_only=Path(source).is_dir())
    model.max_seq_length = min(model.max_seq_length or longest, longest)
    if adapted is not None:
        adapter.add(model[0].auto_model, adapted)
    if _halves(torch):
        model[0].to(torch.bfloat16)
        model[0].register_forward_hook(_in_full)

    def encode(texts: list[str]) -> NDArray[np.float32]:
        made: NDArray[np.float32] = model.encode(
            texts, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return made

    return encode


def _halves(torch: Any) -> bool:
    """Whether this processor multiplies bfloat16 by itself: two to three times the passages a second.

    The cosine to vectors of 32 bits is above 0.9999, so that one index serves both kinds of machine.
    """
    known = (
        getattr(torch.cpu, name, None) for name in ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    )
    return any(asked() for asked in known if asked is not None)


def _in_full(_module: Any, _given: Any, made: dict[str, Any]) -> dict[str, Any]:
    """Token vectors back in 32 bits: means and lengths lose too much in 16."""
    return {**made, "token_embeddings": made["token_embeddings"].float()}
