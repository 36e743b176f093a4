"""Search for places: dense and sparse candidates of one index, fused."""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import asin, cos, radians, sin, sqrt
from typing import Self

from data.place import Category, Place
from rag import embed, passage, sparse
from rag.embed import Encoder, Matrix, NotReady, Row
from rag.index import Ask, Index, Leg, Store, Unreachable, Where, fingerprint
from rag.korean import Korean
from rag.settings import Settings

log = logging.getLogger(__name__)

MEANING = 0.4
"""The share of the dense leg in a score; the words have the rest. Chosen on tests/wishes.jsonl."""
CANDIDATES = 50
"""Of each leg."""
WITHIN = 3_000.0
"""Metres around `near` when the caller names no distance."""
_CHECK = 3.0
_EARTH = 6_371_000.0
_DEGREE = 111_000.0
"""Metres of one degree of latitude, rounded down."""


Prepare = Callable[[Mapping[str, Place]], Awaitable[Callable[[], None]]]
"""Made ready for the places of a new build; what it returns is called when they are taken up."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found.

    `score`: fused, from 0 to 1, to order by. `similarity`: the cosine, None outside the dense
    candidates. `words`: its share of the best BM25 score. `metres`: from `near`, where that was given.
    """

    place: Place
    score: float
    similarity: float | None = None
    words: float = 0.0
    metres: float | None = None


class Retriever:
    """Use `open`. Searches by words alone while the embedder loads, or when the index was made by another.

    Before the first ingest it holds no places; it takes up a new build a few seconds after it was published.
    """

    def __init__(self, store: Store, encoder: Encoder | None, *, check: float = _CHECK) -> None:
        self._store = store
        self._encoder = encoder
        self._check = check
        self._index: Index | None = None
        self._korean = Korean()
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
        check: float = _CHECK,
    ) -> Self:
        """Starts loading the embedder and returns without waiting for it.

        `check`: seconds between looks for a new build. `store`, `encoder`: instead of those of the settings.
        """
        settings = settings or Settings()
        retriever = cls(store or stored(settings), encoder or _encoder(settings), check=check)
        try:
            await retriever.refresh()
        except Unreachable as error:
            log.warning("No index yet: %s", error)
        return retriever

    @property
    def places(self) -> Mapping[str, Place]:
        return self._index.places if self._index else {}

    @property
    def version(self) -> str | None:
        """The name of the build in use."""
        return self._index.build if self._index else None

    @property
    def korean(self) -> Korean:
        """The tokenizer of this index. Blocking: call it in a thread."""
        return self._korean

    @property
    def dense(self) -> bool:
        """Whether meanings are searched, or words alone."""
        return bool(
            self._encoder
            and self._encoder.ready
            and self.version
            and fingerprint(self.version).startswith(f"{self._encoder.identity}-")
        )

    def get(self, place_id: str) -> Place | None:
        return self.places.get(place_id)

    async def search(
        self,
        query: str,
        *,
        limit: int = 5,
        near: tuple[float, float] | None = None,
        within: float | None = None,
        category: Category | Collection[Category] | None = None,
        district: str | None = None,
        free: bool | None = None,
    ) -> list[Hit]:
        """The best places first, at most `limit`; all conditions hold. `near`: (lat, lon) in degrees.

        `within`: metres around `near`, 3,000 when not given. An empty query lists what the conditions admit,
        nearest first. With the engine gone the places in memory are searched by their names and tags.
        """
        self._look()
        index = self._index
        if index is None or limit < 1:
            return []
        kinds = (category,) if isinstance(category, str) else tuple(category or ())
        within = WITHIN if near is not None and within is None else within
        where = Where(kinds, district, free, near, within if near else None)
        if not query.strip():
            return await asyncio.to_thread(_listed, index.places, where, limit)
        row, terms = await asyncio.gather(self._embedded(query), asyncio.to_thread(self._terms, query))
        ask = Ask(sparse.query(terms), row, where, limit=max(CANDIDATES, 2 * limit))
        if row is None and not terms:
            return []
        try:
            index, dense, words = await self._asked(index, ask)
        except Unreachable as error:
            log.warning("The index does not answer, searching names and tags: %s", error)
            self._checked = 0.0
            return await asyncio.to_thread(_named, index.places, terms, where, limit)
        return _hits(index.places, dense, words, near, limit)

    async def _asked(self, index: Index, ask: Ask) -> tuple[Index, Leg, Leg]:
        """A build that was replaced meanwhile is closed: then the new one is asked."""
        try:
            return index, *await index.query(ask)
        except Unreachable:
            new = self._index
            if new is None or new is index:
                raise
            return new, *await new.query(ask)

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
                before = self._korean if self._index else None
                korean = await asyncio.to_thread(_tokenizer, index.places, before)
                adopt = await self.prepare(index.places) if self.prepare is not None else None
            except BaseException:
                await index.close()
                raise
            old, self._index, self._korean = self._index, index, korean
            if adopt is not None:
                adopt()
        if old is not None:
            await old.close()
        return True

    async def close(self) -> None:
        if self._reload is not None:
            self._reload.cancel()
            await asyncio.gather(self._reload, return_exceptions=True)
        if self._index is not None:
            await self._index.close()
        await self._store.close()
        if self._encoder is not None:
            await self._encoder.close()

    def _terms(self, query: str) -> list[str]:
        return self._korean.terms([query])[0]

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


def _tokenizer(places: Mapping[str, Place], before: Korean | None) -> Korean:
    """Blocks: Kiwi loads its dictionary, or what is new in it."""
    words = passage.dictionary(places.values())
    korean = before.grown(words) if before is not None else Korean(words)
    korean.warm()
    return korean


def stored(settings: Settings) -> Store:
    """The store of the settings: a server where a URL is set, else the engine in the process."""
    if settings.qdrant_url:
        from rag.server import ServerStore

        key = settings.qdrant_api_key
        return ServerStore.at(settings.qdrant_url, key.get_secret_value() if key else None)
    from rag.edge import EdgeStore

    return EdgeStore(settings.data_dir)


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along the great circle between two (lat, lon) in degrees: the haversine formula."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half))


def fuse(dense: Leg, words: Leg, share: float = MEANING) -> dict[str, float]:
    """A convex combination of both legs' scores, each scaled to at most 1; a missing leg leaves the other.

    The cosines of one embedder crowd in a narrow band, so they are stretched from the last candidate to the
    first. Unlike ranks, scores let the one place that bears the asked name win over many that fit somewhat.
    Bruch, Gai & Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (2023).
    """
    if not dense or not words:
        share = 1.0 if dense else 0.0
    fused: defaultdict[str, float] = defaultdict(float)
    if dense:
        top, last = dense[0][1], dense[-1][1]
        for place_id, score in dense:
            fused[place_id] += share * ((score - last) / (top - last) if top > last else 1.0)
    for place_id, score in words:
        fused[place_id] += (1 - share) * score / words[0][1]
    return fused


def _hits(
    places: Mapping[str, Place], dense: Leg, words: Leg, near: tuple[float, float] | None, limit: int
) -> list[Hit]:
    fused = fuse(dense, words)
    cosines, bm25 = dict(dense), dict(words)
    top = max(bm25.values(), default=1.0) or 1.0
    best = sorted(fused, key=lambda place_id: (-fused[place_id], place_id))[:limit]
    return [
        Hit(
            places[place_id],
            fused[place_id],
            cosines.get(place_id),
            bm25.get(place_id, 0.0) / top,
            _distance(places[place_id], near),
        )
        for place_id in best
    ]


def _distance(place: Place, near: tuple[float, float] | None) -> float | None:
    return None if near is None else metres(near, (place.lat, place.lon))


def _listed(places: Mapping[str, Place], where: Where, limit: int) -> list[Hit]:
    if where.near is None:
        admitted = [(0.0, place) for place in places.values() if where.admits(place, None)]
        return [Hit(place, 0.0) for _, place in nsmallest(limit, admitted, key=lambda row: row[1].names.ko)]
    band = (where.within or WITHIN) / _DEGREE
    close = (place for place in places.values() if abs(place.lat - where.near[0]) <= band)
    measured = ((metres(where.near, (place.lat, place.lon)), place) for place in close)
    admitted = [(far, place) for far, place in measured if where.admits(place, far)]
    best = nsmallest(limit, admitted, key=lambda row: (row[0], row[1].names.ko))
    return [Hit(place, 0.0, metres=far) for far, place in best]


def _named(places: Mapping[str, Place], terms: Sequence[str], where: Where, limit: int) -> list[Hit]:
    """The places whose names and tags hold most of the terms: what is left without an engine."""
    hits = []
    for place in places.values():
        far = _distance(place, where.near)
        text = " ".join(text for weight, text in passage.fields(place) if weight > 1).lower()
        share = sum(term in text for term in terms) / max(len(terms), 1)
        if share and where.admits(place, far):
            hits.append(Hit(place, share, words=share, metres=far))
    return sorted(hits, key=lambda hit: (-hit.score, hit.place.id))[:limit]


def _encoder(settings: Settings) -> Encoder | None:
    from serving.errors import ServingError

    try:
        found = embed.embedder(settings)
    except ServingError as error:
        log.warning("Searching by words alone: %s", error)
        return None
    if found is not None:
        found.start()
    return found
