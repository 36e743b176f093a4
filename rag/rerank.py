"""A second look at the best candidates by a cross-encoder, where a setting names one (GUIDE_RERANKER).

It reads question and passage together: slower by orders than the retriever, and better at what words and
single vectors miss. Any CrossEncoder of sentence-transformers: a folder, or a name on the hub.
"""

import asyncio
import logging
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

from rag.settings import Settings
from serving import machine

log = logging.getLogger(__name__)

TOKENS = 256
"""Of a question and a passage together."""


class Judge(Protocol):
    """Scores pairs; a higher one is a better fit."""

    async def scores(self, query: str, passages: Sequence[str]) -> list[float] | None:
        """None while it cannot judge: then the retriever's order stands."""
        ...

    async def close(self) -> None: ...


class Reranker:
    """Loads in a thread of its own; until then, and when it failed, the retriever's order stands."""

    def __init__(self, source: str | Path, *, threads: int = 1) -> None:
        self.error: str | None = None
        self._source = str(source)
        self._threads = threads
        self._pool = ThreadPoolExecutor(1, "reranker")
        self._model: Any = None
        self._settled = threading.Event()

    def start(self) -> None:
        self._pool.submit(self._load)

    async def wait(self, timeout: float = 300) -> bool:
        """Whether it is loaded, after at most so many seconds."""
        await asyncio.to_thread(self._settled.wait, timeout)
        return self._model is not None

    async def scores(self, query: str, passages: Sequence[str]) -> list[float] | None:
        if self._model is None:
            return None
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._score, query, [*passages])

    async def close(self) -> None:
        await asyncio.to_thread(self._pool.shutdown, cancel_futures=True)

    def _load(self) -> None:
        machine.spare()
        try:
            import torch
            from sentence_transformers import CrossEncoder

            torch.set_num_threads(self._threads)
            self._model = CrossEncoder(
                self._source,
                device="cpu",
                max_length=TOKENS,
                local_files_only=Path(self._source).is_dir(),
            )
        except Exception as error:  # noqa: BLE001 - whatever a model's files make a library raise is the state
            self.error = f"{type(error).__name__}: {error}"
            log.warning("Without re-ranking: %s cannot be loaded: %s", self._source, self.error)
        finally:
            self._settled.set()

    def _score(self, query: str, passages: list[str]) -> list[float]:
        made = self._model.predict([(query, text) for text in passages], show_progress_bar=False)
        return [float(score) for score in made]


def reranker(settings: Settings) -> Reranker | None:
    """The one of the settings, not loaded yet; None where they name none."""
    if not settings.reranker:
        return None
    return Reranker(settings.reranker, threads=settings.embedder_threads)
