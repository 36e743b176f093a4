"""Search for places: dense and sparse candidates of one index and names like the question, in one order."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Self, Unpack

from data.place import Place
from rag import embed, passage, plain, sparse
from rag.asked import Asked, Found, conditions
from rag.embed import Encoder, Matrix, NotReady, Row
from rag.index import Ask, Index, Leg, Store, Unreachable, fingerprint
from rag.plain import Hit
from rag.rerank import Judge, Reranker, reranker
from rag.settings import Settings
from rag.view import Reading, View, admitted, ranked

log = logging.getLogger(__name__)

CANDIDATES = 50
"""Of each leg."""
READ_AGAIN = 20
"""Of the best, by a cross-encoder where there is one."""
_WIDER = 4
_CHECK = 3.0


Prepare = Callable[[Mapping[str, Place]], Awaitable[Callable[[], None]]]
"""Made ready for the places of a new build; what it returns is called when they are taken up."""


class Retriever:
    """Use `open`. Searches by words alone while the embedder loads, or when the index was made by another.

    Before the first ingest it holds no places; it takes up a new build a few seconds after it was published.
    """

    def __init__(
        self, store: Store, encoder: Encoder | None, judge: Judge | None = None, *, check: float = _CHECK
    ) -> None:
        self._store = store
        self._encoder = encoder
        self._judge = judge
        self._check = check
        self._view: View | None = None
        self._reader = ThreadPoolExecutor(1, "reader")  # one: many would fight for the interpreter
        self._checked = 0.0
        self._lock = asyncio.Lock()
        self._reload: asyncio.Task[None] | None = None
        self.prepare: Prepare | None = None

    @classmethod
    async def open(
        cls,
        settings: Settings | None = None,
        *,
        store: Store | None = None,
        encoder: Encoder | None = None,
        judge: Judge | None = None,
        check: float = _CHECK,
        load: bool = True,
    ) -> Self:
        """Starts loading the models and returns without waiting for them; with `load` off, `load()` does.

        `check`: seconds between looks for a new build. `store`, `encoder`, `judge`: instead of those of the
        settings.
        """
        settings = settings or Settings()
        retriever = cls(
            store or stored(settings), encoder or _encoder(settings), judge or reranker(settings), check=check
        )
        try:
            await retriever.refresh()
        except Unreachable as error:
            log.warning("No index yet: %s", error)
        if load:
            retriever.load()
        return retriever

    def load(self) -> None:
        """Starts loading the models."""
        for model in (self._encoder, self._judge):
            if isinstance(model, embed.Embedder | Reranker):
                model.start()

    @property
    def places(self) -> Mapping[str, Place]:
        return self._view.index.places if self._view else {}

    @property
    def version(self) -> str | None:
        """The name of the build in use."""
        return self._view.index.build if self._view else None

    @property
    def dense(self) -> bool:
        """Whether meanings are searched, or words alone."""
        return bool(
            self._encoder
            and self._encoder.ready
            and self.version
            and fingerprint(self.version).startswith(f"{self._encoder.identity}-")
        )

    @property
    def embeds(self) -> bool:
        """Whether there is an embedder, loaded or not."""
        return self._encoder is not None

    @property
    def loaded(self) -> bool:
        """Whether texts can be embedded now."""
        return self._encoder is not None and self._encoder.ready

    @property
    def districts(self) -> frozenset[str]:
        """Those of the places."""
        return self._view.districts if self._view else frozenset()

    def get(self, place_id: str) -> Place | None:
        return self.places.get(place_id)

    async def search(self, query: str, **asked: Unpack[Asked]) -> list[Hit]:
        """The best places first; all conditions hold. An empty query lists what they admit, nearest first.

        With the engine gone the places in memory are searched by their names and tags.
        """
        return (await self.find(query, **asked)).hits

    async def find(self, query: str, **asked: Unpack[Asked]) -> Found:
        """The same, with what it took."""
        self._look()
        view, where, limit = self._view, conditions(asked), asked.get("limit", 5)
        if view is None or limit < 1:
            return Found([])
        begun = time.perf_counter()
        if not query.strip():
            hits = await asyncio.to_thread(plain.listed, view.index.places, where, limit)
            return Found(hits, 0.0, time.perf_counter() - begun)
        reading = self._reading(view, query)  # beside the embedding, which does not need it
        row = await self._embedded(query)
        embedded = time.perf_counter()
        read = await reading
        ask = Ask(sparse.weighed(read.terms), row, where, limit=max(CANDIDATES, 2 * limit))
        something = row is not None or read.terms or read.named
        hits = await self._searched(view, query, ask, read, limit) if something else []
        return Found(hits, embedded - begun, time.perf_counter() - embedded)

    async def legs(self, query: str, *, limit: int = CANDIDATES) -> tuple[Leg, Leg]:
        """The dense and the sparse candidates by themselves: what each is worth. Raises Unreachable."""
        if self._view is None:
            return [], []
        row = await self._embedded(query)
        read = await self._reading(self._view, query)
        return await self._view.index.query(Ask(sparse.weighed(read.terms), row, limit=limit))

    async def _searched(self, view: View, query: str, ask: Ask, read: Reading, limit: int) -> list[Hit]:
        try:
            return await self._best(view, query, ask, read, limit)
        except Unreachable as error:
            log.warning("The index does not answer, searching names and tags: %s", error)
            self._checked = 0.0
            said = [term for term, weight in read.terms.items() if weight == 1]
            return await asyncio.to_thread(plain.named, view.index.places, said, ask.where, limit)

    async def _best(self, view: View, query: str, ask: Ask, read: Reading, limit: int) -> list[Hit]:
        """Of what the engine and the names found. Looks further until enough is open, or there is no more."""
        while True:
            index, dense, words = await self._asked(view.index, ask)
            known = replace(read, named=admitted(read.named, index.places, ask.where))
            judged = self._judge is not None and not (known.named and known.named[0][1] == 1)
            count = max(limit, READ_AGAIN) if judged else limit
            rank = partial(ranked, index.places, (dense, words), known, ask.where, count)
            timed = ask.where.open_at is not None
            hits = await asyncio.to_thread(rank) if timed else rank()
            if not timed or len(hits) >= limit or ask.limit not in {len(dense), len(words)}:
                return (await self._judged(query, hits))[:limit] if judged else hits
            ask = replace(ask, limit=ask.limit * _WIDER)

    def _reading(self, view: View, query: str) -> asyncio.Future[Reading]:
        return asyncio.get_running_loop().run_in_executor(self._reader, view.read, query)

    async def _judged(self, query: str, hits: list[Hit]) -> list[Hit]:
        """The best read again; their scores are the cross-encoder's then."""
        if self._judge is None or not hits:
            return hits
        scores = await self._judge.scores(query, [passage.passage(hit.place) for hit in hits])
        if scores is None:
            return hits
        again = (replace(hit, score=score) for hit, score in zip(hits, scores, strict=True))
        return sorted(again, key=lambda hit: -hit.score)

    async def _asked(self, index: Index, ask: Ask) -> tuple[Index, Leg, Leg]:
        """A build that was replaced meanwhile is closed: then the new one is asked."""
        try:
            return index, *await index.query(ask)
        except Unreachable:
            new = self._view.index if self._view else None
            if new is None or new is index:
                raise
            return new, *await new.query(ask)

    async def wait(self) -> None:
        """Until what the settings name is loaded. Raises NotReady when the embedder is not."""
        if isinstance(self._encoder, embed.Embedder):
            await self._encoder.wait()
        if isinstance(self._judge, Reranker):
            await self._judge.wait()

    async def embed(self, texts: Sequence[str]) -> Matrix:
        """Query vectors, one unit row a text. Raises NotReady while there is no embedder."""
        if self._encoder is None:
            raise NotReady("there is no embedder")
        return await self._encoder.queries(texts)

    async def refresh(self) -> bool:
        """Takes up the current build if it is another one. Raises Unreachable; what was open stays open."""
        async with self._lock:
            self._checked = time.monotonic()
            build = await self._store.current()
            if build is None or build == self.version:
                return False
            index = await self._store.open(build)
            try:
                new = await asyncio.to_thread(View.of, index)
                adopt = await self.prepare(index.places) if self.prepare is not None else None
            except BaseException:
                await index.close()
                raise
            old, self._view = self._view, new
            if adopt is not None:
                adopt()
        if old is not None:
            await old.index.close()
        return True

    async def close(self) -> None:
        if self._reload is not None:
            self._reload.cancel()
            await asyncio.gather(self._reload, return_exceptions=True)
        if self._view is not None:
            await self._view.index.close()
        self._reader.shutdown(wait=False, cancel_futures=True)
        await self._store.close()
        if self._encoder is not None:
            await self._encoder.close()
        if self._judge is not None:
            await self._judge.close()

    async def _embedded(self, query: str) -> Row | None:
        if self._encoder is None or not self.dense:
            return None
        try:
            row: Row = (await self._encoder.queries([query]))[0]
        except NotReady:
            return None
        return row

    def _look(self) -> None:
        """Looks for a new build beside the search that came by, at most every few seconds."""
        due = time.monotonic() - self._checked >= self._check
        if due and (self._reload is None or self._reload.done()):
            self._checked = time.monotonic()
            self._reload = asyncio.create_task(self._refresh_quietly())

    async def _refresh_quietly(self) -> None:
        try:
            await self.refresh()
        except Unreachable as error:
            log.warning("The new build cannot be opened: %s", error)


def stored(settings: Settings) -> Store:
    """The store of the settings: a server where a URL is set, else the engine in the process."""
    if settings.qdrant_url:
        from rag.server import ServerStore

        key = settings.qdrant_api_key
        return ServerStore.at(settings.qdrant_url, key.get_secret_value() if key else None)
    from rag.edge import EdgeStore

    return EdgeStore(settings.data_dir)


def _encoder(settings: Settings) -> Encoder | None:
    from serving.errors import ServingError

    try:
        return embed.embedder(settings)
    except ServingError as error:
        log.warning("Searching by words alone: %s", error)
        return None
