"""The index on a Qdrant server: a collection a build, an alias on the current one.

The same vectors, payload and filters as in the process. Tested through qdrant-client, whose local mode runs
the same calls without a server.
"""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from qdrant_client import AsyncQdrantClient
from qdrant_client import models as m
from qdrant_client.http.exceptions import ApiException, ResponseHandlingException, UnexpectedResponse

from data.place import Place
from rag.hours import slots_at
from rag.index import (
    DENSE,
    FEE_FIELD,
    GEO_FIELD,
    GRACE,
    HOURS_FIELD,
    KEYWORD_FIELDS,
    PLACE,
    TERMS,
    WORDS,
    Ask,
    Entry,
    Leg,
    Unreachable,
    Where,
    payload,
    point_id,
    recover,
)

T = TypeVar("T")

ALIAS = "gildongmu"
_LEFT = "left-"
_TIMEOUT = 5
"""Seconds for one call of a question; one more try on a broken connection."""
_WRITE_TIMEOUT = 60
_BATCH = 200
_SCROLL = 500


class ServerStore:
    def __init__(self, client: AsyncQdrantClient, *, grace: float = GRACE) -> None:
        self._client = client
        self._grace = grace

    @classmethod
    def at(cls, url: str, api_key: str | None = None) -> "ServerStore":
        return cls(AsyncQdrantClient(url=url, api_key=api_key, timeout=_TIMEOUT, check_compatibility=False))

    async def current(self) -> str | None:
        return (await self._collection() or "").removeprefix(f"{ALIAS}-") or None

    async def open(self, build: str) -> "ServerIndex":
        rows = [payload async for payload in self._payloads(_name(build))]
        return ServerIndex(build, self._client, *recover(rows))

    async def write(
        self, build: str, entries: Sequence[Entry], progress: Callable[[int], object] | None = None
    ) -> None:
        name = _name(build)
        size = next((len(entry.dense) for entry in entries if entry.dense is not None), 0)
        # What a killed run left under this name goes first.
        await _once_more(lambda: self._client.delete_collection(name, timeout=_WRITE_TIMEOUT))
        await _once_more(lambda: self._create(name, size))
        for start in range(0, len(entries), _BATCH):
            points = [_point(entry) for entry in entries[start : start + _BATCH]]
            await _once_more(lambda points=points: self._client.upsert(name, points, wait=True))  # type: ignore[misc]
            if progress is not None:
                progress(len(points))

    async def publish(self, build: str) -> None:
        before = await self._collection()
        change = [_pointed(ALIAS, _name(build))]
        if before is not None:
            gone = m.DeleteAliasOperation(delete_alias=m.DeleteAlias(alias_name=ALIAS))
            change = [gone, *change, _pointed(_left(before), before)]
        await _once_more(lambda: self._client.update_collection_aliases(change))
        await self._prune({_name(build), before})

    async def close(self) -> None:
        await self._client.close()

    async def _collection(self) -> str | None:
        aliases = await _once_more(self._client.get_aliases)
        return next((row.collection_name for row in aliases.aliases if row.alias_name == ALIAS), None)

    async def _prune(self, kept: set[str | None]) -> None:
        """A collection's own alias tells when it was left; one without (a run was killed) gets it now.

        A collection under anybody's other alias stays.
        """
        found = await _once_more(self._client.get_collections)
        aliases = await _once_more(self._client.get_aliases)
        left = {row.collection_name: row.alias_name for row in aliases.aliases}
        for name in (row.name for row in found.collections):
            if not name.startswith(f"{ALIAS}-") or name in kept:
                continue
            alias = left.get(name)
            if alias is None:
                change = [_pointed(_left(name), name)]
                await _once_more(lambda change=change: self._client.update_collection_aliases(change))  # type: ignore[misc]
            elif (since := _since(alias)) is not None and since >= self._grace:
                await self._client.delete_collection(name, timeout=_WRITE_TIMEOUT)

    async def _create(self, name: str, size: int) -> None:
        await self._client.create_collection(
            name,
            vectors_config={DENSE: m.VectorParams(size=size, distance=m.Distance.COSINE)} if size else {},
            sparse_vectors_config={TERMS: m.SparseVectorParams(modifier=m.Modifier.IDF)},
            timeout=_WRITE_TIMEOUT,
        )
        kinds = dict.fromkeys(KEYWORD_FIELDS, m.PayloadSchemaType.KEYWORD)
        kinds |= {GEO_FIELD: m.PayloadSchemaType.GEO, FEE_FIELD: m.PayloadSchemaType.INTEGER}
        kinds[HOURS_FIELD] = m.PayloadSchemaType.INTEGER
        for field, kind in kinds.items():
            await self._client.create_payload_index(name, field, kind, wait=True)

    async def _payloads(self, name: str) -> AsyncIterator[m.Payload | None]:
        at: m.ExtendedPointId | None = None
        while True:
            page = await _once_more(
                lambda at=at: self._client.scroll(name, limit=_SCROLL, offset=at, with_payload=[PLACE, WORDS])  # type: ignore[misc]
            )
            for record in page[0]:
                yield record.payload
            at = page[1]
            if at is None:
                return


class ServerIndex:
    def __init__(
        self, build: str, client: AsyncQdrantClient, places: Mapping[str, Place], words: Mapping[str, int]
    ) -> None:
        self.build = build
        self.places = places
        self.words = words
        self._client = client
        self._ids = {point_id(place_id): place_id for place_id in places}

    async def query(self, ask: Ask) -> tuple[Leg, Leg]:
        only = _filter(ask.where)
        asked: list[tuple[bool, m.QueryRequest]] = []
        if ask.dense is not None:
            dense = m.QueryRequest(query=ask.dense.tolist(), using=DENSE, filter=only, limit=ask.limit)
            asked.append((True, dense))
        if ask.sparse.indices:
            terms = m.SparseVector(indices=list(ask.sparse.indices), values=list(ask.sparse.values))
            asked.append((False, m.QueryRequest(query=terms, using=TERMS, filter=only, limit=ask.limit)))
        requests = [request for _, request in asked]
        answers = await _once_more(lambda: self._client.query_batch_points(_name(self.build), requests))
        legs: dict[bool, Leg] = {True: [], False: []}
        for (is_dense, _), answer in zip(asked, answers, strict=True):
            legs[is_dense] = [(self._ids[str(point.id)], point.score) for point in answer.points]
        return legs[True], legs[False]

    async def close(self) -> None:
        """The client belongs to the store."""


def _pointed(alias: str, collection: str) -> m.AliasOperations:
    return m.CreateAliasOperation(create_alias=m.CreateAlias(collection_name=collection, alias_name=alias))


def _left(collection: str) -> str:
    return f"{_LEFT}{time.time():.0f}-{collection}"


def _since(alias: str) -> float | None:
    """Seconds since the collection was left; None for an alias that is not of ours."""
    told = alias.removeprefix(_LEFT).partition("-")[0]
    return time.time() - float(told) if alias.startswith(_LEFT) and told.isdecimal() else None


def _name(build: str) -> str:
    return f"{ALIAS}-{build}"


def _point(entry: Entry) -> m.PointStruct:
    vectors: dict[str, m.Vector] = {
        TERMS: m.SparseVector(indices=list(entry.sparse.indices), values=list(entry.sparse.values))
    }
    if entry.dense is not None:
        vectors[DENSE] = entry.dense.tolist()
    return m.PointStruct(id=point_id(entry.place.id), vector=vectors, payload=payload(entry))


def _filter(where: Where) -> m.Filter | None:
    must: list[m.Condition] = []
    if where.category:
        must.append(m.FieldCondition(key="category", match=m.MatchAny(any=[*map(str, where.category)])))
    if where.district is not None:
        must.append(m.FieldCondition(key="district", match=m.MatchValue(value=where.district)))
    if where.free is not None:
        fee = m.Range(lte=0) if where.free else m.Range(gt=0)
        must.append(m.FieldCondition(key=FEE_FIELD, range=fee))
    if where.open_at is not None:
        must.append(m.FieldCondition(key=HOURS_FIELD, match=m.MatchAny(any=slots_at(where.open_at))))
    if where.near is not None and where.within is not None:
        lat, lon = where.near
        circle = m.GeoRadius(center=m.GeoPoint(lat=lat, lon=lon), radius=where.within)
        must.append(m.FieldCondition(key=GEO_FIELD, geo_radius=circle))
    return m.Filter(must=must) if must else None


async def _once_more(call: Callable[[], Awaitable[T]]) -> T:
    """One retry when the connection broke; an answer of the server is final."""
    try:
        try:
            return await call()
        except ResponseHandlingException:
            return await call()
    except UnexpectedResponse as error:
        raise Unreachable(f"Qdrant refused: {error.status_code} {error.reason_phrase}") from error
    except (ApiException, OSError, ValueError) as error:  # ValueError: the local mode
        raise Unreachable(f"Qdrant does not answer: {error}") from error
