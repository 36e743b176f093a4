"""The embedder as a queue: batches shared, failures alone, states with a reason."""

import asyncio
import math
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from ingest.load import load
from rag.edge import EdgeStore
from rag.embed import BATCH, Embedder, Matrix, NotReady
from rag.retriever import Retriever
from rag.settings import Settings
from tests.corpus import places
from tests.doors import until


class _Slow(Embedder):
    """The real queueing with a model that takes 10 ms a batch."""

    def __init__(self, *, broken: bool = False) -> None:
        super().__init__("nowhere", identity="slow-1", prefixes=("query: ", "passage: "))
        self.batches: list[list[str]] = []
        self.threads: set[int] = set()
        self.broken = broken

    def _load(self) -> object:  # type: ignore[override]
        if self.broken:
            raise OSError("no weights here")

        def encode(texts: list[str]) -> Matrix:
            self.batches.append(texts)
            self.threads.add(threading.get_ident())
            time.sleep(0.01)
            if "query: 고장" in texts:
                raise ValueError("고장")
            return np.stack([np.full(4, float(len(text)), np.float32) for text in texts])

        return encode


async def test_a_hundred_queries_at_once_share_batches_away_from_the_loop() -> None:
    embedder = _Slow()
    with pytest.raises(NotReady):
        await embedder.queries(["아직"])
    await embedder.wait()
    texts = [f"질문 {'가' * (number % 50)}" for number in range(100)]
    made = await asyncio.gather(*(embedder.queries([text]) for text in texts))
    assert [row[0][0] for row in made] == [len(f"query: {text}") for text in texts]
    assert len(embedder.batches) <= math.ceil(100 / BATCH) + 2
    assert threading.get_ident() not in embedder.threads
    assert len(embedder.threads) == 1, "two would fight for the cores"
    served = len(embedder.batches)
    await embedder.queries(texts)
    assert len(embedder.batches) == served  # remembered
    await embedder.close()


async def test_one_bad_batch_fails_alone_and_a_given_up_query_is_passed_over() -> None:
    embedder = _Slow()
    await embedder.wait()
    with pytest.raises(ValueError, match="고장"):
        await embedder.queries(["고장"])
    given_up = asyncio.create_task(embedder.queries(["그만"]))
    await asyncio.sleep(0)
    given_up.cancel()
    assert (await embedder.queries(["다음"])).shape == (1, 4)
    progress: list[int] = []
    rows = await embedder.passages([f"{'나' * number}" for number in range(70)], progress.append)
    assert [row[0] for row in rows] == [len("passage: ") + number for number in range(70)]
    assert sum(progress) == 70
    await embedder.close()


async def test_weights_that_do_not_load_are_a_state_with_a_reason() -> None:
    embedder = _Slow(broken=True)
    with pytest.raises(NotReady, match="no weights here"):
        await embedder.wait()
    assert embedder.state == "failed"
    assert not embedder.ready
    await embedder.close()


async def test_models_load_when_told_and_a_search_before_that_is_by_words(tmp_path: Path) -> None:
    await load(places(), EdgeStore(tmp_path), None, identity="none", data_dir=tmp_path)
    encoder = _Slow()
    settings = Settings(data_dir=tmp_path)
    retriever = await Retriever.open(settings, store=EdgeStore(tmp_path), encoder=encoder, load=False)
    hits = await retriever.search("조용한 사찰", limit=1)
    assert encoder.state == "idle"
    assert hits
    retriever.load()
    await until(lambda: encoder.ready)
    await retriever.close()
