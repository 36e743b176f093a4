"""Sentence embeddings by sentence-transformers, in a thread of their own.

Queries that arrive while another is embedded are embedded together: a batch of 32 costs as much as 11 single
ones. torch and its friends take seconds to import; the thread does that too, so the service is up before.
"""

import asyncio
import logging
import queue
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from hashlib import blake2b
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from rag import adapter
from rag.bert import Bert
from rag.settings import Settings
from rag.torched import torched
from rag.unigram import Unlike

Matrix = NDArray[np.float32]
Row = NDArray[np.float32]
Progress = Callable[[int], object]
Encode = Callable[[list[str]], Matrix]

log = logging.getLogger(__name__)

BATCH = 32
PASSAGE_TOKENS = 128
_REMEMBERED = 4096
_E5 = re.compile(r"(?<![^-_])e5(?![^-_])")


class NotReady(Exception):
    """The weights are still being loaded, or cannot be."""


class Encoder(Protocol):
    """Texts to unit vectors. `identity` tells weights from others: it is part of an index's version."""

    identity: str

    @property
    def ready(self) -> bool: ...

    async def queries(self, texts: Sequence[str]) -> Matrix: ...

    async def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix: ...

    async def close(self) -> None: ...


class Embedder:
    """`start()` returns at once; `ready` turns true when the weights are in memory."""

    def __init__(
        self,
        source: str | Path,
        *,
        identity: str,
        threads: int = 1,
        prefixes: tuple[str, str] = ("", ""),
        adapted: Path | None = None,
    ) -> None:
        """`source`: a folder, or a name on the model hub. `threads`: those of torch.

        `prefixes`: what the model was trained to see before a question, and before a passage. `adapted`: a
        file of `rag.adapter`.
        """
        self.identity = identity
        self.error: str | None = None
        self.load_seconds: float | None = None
        self._source = str(source)
        self._threads = threads
        self._prefixes = prefixes
        self._adapted = adapted
        self._work: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._settled = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._cache: OrderedDict[str, Row] = OrderedDict()

    @property
    def ready(self) -> bool:
        return self._settled.is_set() and self.error is None

    @property
    def state(self) -> Literal["idle", "loading", "ready", "failed"]:
        if self._thread is None:
            return "idle"
        if not self._settled.is_set():
            return "loading"
        return "failed" if self.error else "ready"

    def start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="embedder", daemon=True)
            self._thread.start()

    async def wait(self, timeout: float = 300) -> None:
        """Until the weights are loaded. Raises NotReady with the reason when they are not, after seconds."""
        self.start()
        await asyncio.to_thread(self._settled.wait, timeout)
        if not self.ready:
            raise NotReady(self.error or f"the embedder was not loaded within {timeout:.0f} s")

    async def queries(self, texts: Sequence[str]) -> Matrix:
        """One unit vector a text. Raises NotReady instead of waiting for the weights."""
        if not self.ready:
            raise NotReady(self.error or "the embedder is being loaded")
        known = {text: row for text in texts if (row := self._remembered(text)) is not None}
        jobs = {text: self._submit(_Job([self._prefixes[0] + text])) for text in texts if text not in known}
        for text, job in jobs.items():
            known[text] = (await asyncio.wrap_future(job))[0]
            self._remember(text, known[text])
        return np.stack([known[text] for text in texts])

    async def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """One unit vector a text, loading the weights first. `progress` is told how many each batch held."""
        await self.wait()
        longest_first = sorted(range(len(texts)), key=lambda at: -len(texts[at]))
        rows: list[Row | None] = [None] * len(texts)
        for start in range(0, len(texts), BATCH):
            batch = longest_first[start : start + BATCH]
            made = await asyncio.wrap_future(
                self._submit(_Job([self._prefixes[1] + texts[at] for at in batch]))
            )
            for at, row in zip(batch, made, strict=True):
                rows[at] = row
            if progress is not None:
                progress(len(batch))
        return np.stack([row for row in rows if row is not None]) if rows else np.empty((0, 0), np.float32)

    async def close(self) -> None:
        if self._thread is not None:
            self._work.put(None)
            await asyncio.to_thread(self._thread.join, 10)

    def _submit(self, job: "_Job") -> "Future[Matrix]":
        self._work.put(job)
        return job.made

    def _remembered(self, text: str) -> Row | None:
        with self._lock:
            if text in self._cache:
                self._cache.move_to_end(text)
            return self._cache.get(text)

    def _remember(self, text: str, row: Row) -> None:
        with self._lock:
            self._cache[text] = row
            while len(self._cache) > _REMEMBERED:
                self._cache.popitem(last=False)

    def _run(self) -> None:
        begun = time.monotonic()
        try:
            encode = self._load()
        except Exception as error:  # noqa: BLE001 - whatever a model's files make a library raise is the state
            self.error = f"{type(error).__name__}: {error}"
            self._settled.set()
            return
        self.load_seconds = time.monotonic() - begun
        self._settled.set()
        while (first := self._work.get()) is not None:
            jobs, last = _collect(self._work, first)
            _serve(jobs, encode)
            if last:
                return

    def _load(self) -> Encode:
        """On numpy where the network is known, else by sentence-transformers."""
        encode: Encode
        try:
            encode = Bert(
                Path(self._source), longest=PASSAGE_TOKENS, threads=self._threads, adapted=self._adapted
            )
        except Unlike as error:
            log.info("embedder.torch reason=%s", error)
            encode = torched(
                self._source, longest=PASSAGE_TOKENS, threads=self._threads, adapted=self._adapted
            )
        encode(["길동무"])  # the first call allocates
        return encode


class _Job:
    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.made: Future[Matrix] = Future()


def _collect(work: "queue.SimpleQueue[_Job | None]", first: _Job) -> tuple[list[_Job], bool]:
    """What waits already, up to a batch, and whether the end was among it."""
    jobs = [first]
    count = len(first.texts)
    while count < BATCH:
        try:
            job = work.get_nowait()
        except queue.Empty:
            break
        if job is None:
            return jobs, True
        jobs.append(job)
        count += len(job.texts)
    return jobs, False


def _serve(jobs: list[_Job], encode: Encode) -> None:
    """Embeds each text once, whoever asked for it; a job that was given up is passed over."""
    jobs = [job for job in jobs if job.made.set_running_or_notify_cancel()]
    texts = list(dict.fromkeys(text for job in jobs for text in job.texts))
    if not texts:
        return
    try:
        row = dict(zip(texts, encode(texts), strict=True))
    except Exception as error:  # noqa: BLE001 - handed to whoever asked
        for job in jobs:
            job.made.set_exception(error)
        return
    for job in jobs:
        job.made.set_result(np.stack([row[text] for text in job.texts]))


def embedder(settings: Settings) -> Embedder | None:
    """The embedder of the settings, not loaded yet; None where they say `none`.

    Raises serving.errors.ServingError when the weights are not on this disk.
    """
    if settings.embedder == "none":
        return None
    from serving import weights

    source = weights.locate(settings.embedder, settings.data_dir)
    return Embedder(
        source,
        identity=identity(settings),
        threads=settings.embedder_threads,
        prefixes=prefixes(settings),
        adapted=adapter.chosen(settings),
    )


def prefixes(settings: Settings) -> tuple[str, str]:
    """Before questions and passages: those of the settings, else what the model's name tells."""
    query, text = ("query: ", "passage: ") if _E5.search(Path(settings.embedder).name.lower()) else ("", "")
    return (
        query if settings.query_prefix is None else settings.query_prefix,
        text if settings.passage_prefix is None else settings.passage_prefix,
    )


def identity(settings: Settings) -> str:
    """`<name>-<hash of what vectors depend on>`, or `none`; no engine is loaded."""
    if settings.embedder == "none":
        return "none"
    from serving import weights

    origin = weights.source(settings.embedder, settings.data_dir)
    fitted = adapter.mark(adapter.chosen(settings))
    made_by = f"{origin}|{prefixes(settings)}|{PASSAGE_TOKENS}{fitted and f'|{fitted}'}"
    name = Path(settings.embedder).name.lower()
    return f"{_slug(name)}-{blake2b(made_by.encode(), digest_size=4).hexdigest()}"


def _slug(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name).strip("-")
