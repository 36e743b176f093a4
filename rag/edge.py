"""The index in the process: Qdrant's own engine (qdrant-edge) on files under the data directory.

Layout: `index/<build>/` holds a shard, `index/current` names the current build. The engine takes no lock and
rewrites files of a shard that it only reads, so a shard is opened by one process: each reader works on a
private copy under `index/open/`, held by a file lock and swept by the next reader when its owner has died.
Files are sparse (100 MB long, under 1 MB of data), hence a copy that keeps the holes.
"""

import asyncio
import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

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

_BATCH = 500
_SCROLL = 1000
_CHUNK = 1 << 20


class EdgeStore:
    def __init__(self, data_dir: Path, *, grace: float = GRACE) -> None:
        self._root = data_dir / "index"
        self._grace = grace

    async def current(self) -> str | None:
        return await asyncio.to_thread(self._current)

    async def open(self, build: str) -> "EdgeIndex":
        return await asyncio.to_thread(self._open, build)

    async def write(
        self, build: str, entries: Sequence[Entry], progress: Callable[[int], object] | None = None
    ) -> None:
        await asyncio.to_thread(self._write, build, entries, progress)

    async def publish(self, build: str) -> None:
        await asyncio.to_thread(self._publish, build)

    async def close(self) -> None:
        """Nothing is held between calls."""

    def _current(self) -> str | None:
        try:
            build = (self._root / "current").read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        return build if build and (self._root / build / "shard").is_dir() else None

    def _open(self, build: str) -> "EdgeIndex":
        copies = self._root / "open"
        copies.mkdir(parents=True, exist_ok=True)
        private, held = _claim(copies)
        try:
            _copy(self._root / build / "shard", private / "shard")
            return EdgeIndex(build, private, held)
        except Exception as error:  # the engine raises bare Exception
            _drop(private, held)
            raise Unreachable(f"the index {build} cannot be opened: {error}") from error

    def _write(
        self, build: str, entries: Sequence[Entry], progress: Callable[[int], object] | None = None
    ) -> None:
        self._root.mkdir(parents=True, exist_ok=True)
        for left in self._root.glob(".writing-*"):
            shutil.rmtree(left, ignore_errors=True)  # of a run that was killed; runs exclude each other
        work = Path(tempfile.mkdtemp(prefix=".writing-", dir=self._root))
        try:
            _fill(work / "shard", entries, progress)
            work.chmod(0o755)
            work.rename(self._root / build)
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _publish(self, build: str) -> None:
        before = self._current()
        pointer = self._root / ".current"
        with pointer.open("w", encoding="utf-8") as file:
            file.write(build + "\n")
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(self._root / "current")
        if before is not None and before != build:
            os.utime(self._root / before)  # when it was left
        for path in self._root.iterdir():
            left = path.name not in {build, before} and (path / "shard").is_dir()
            if left and time.time() - path.stat().st_mtime >= self._grace:
                shutil.rmtree(path, ignore_errors=True)


class EdgeIndex:
    """Queries go through one thread of its own: the engine holds the interpreter while it works."""

    def __init__(self, build: str, private: Path, held: IO[bytes]) -> None:
        """Takes over the private copy of a shard and its lock. Blocks while it loads."""
        import qdrant_edge

        self.build = build
        self._private = private
        self._held = held
        self._shard = qdrant_edge.EdgeShard.load(str(private / "shard"))
        places, words = recover(_scroll(self._shard))
        self.places: Mapping[str, Place] = places
        self.words: Mapping[str, int] = words
        self._ids = {point_id(place_id): place_id for place_id in self.places}
        self._thread = ThreadPoolExecutor(1, "edge")
        self._closed = False

    async def query(self, ask: Ask) -> tuple[Leg, Leg]:
        if self._closed:
            raise Unreachable(f"the index {self.build} is closed")
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._query, ask)

    async def close(self) -> None:
        """After the queries that wait already."""
        if self._closed:
            return
        self._closed = True
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown(wait=False)

    def _query(self, ask: Ask) -> tuple[Leg, Leg]:
        import qdrant_edge as q

        only = _filter(ask.where)
        asked: list[tuple[bool, q.QueryRequest]] = []
        if ask.dense is not None:
            nearest = q.Query.Nearest(ask.dense.tolist(), using=DENSE)
            asked.append((True, q.QueryRequest(ask.limit, query=nearest, filter=only)))
        if ask.sparse.indices:
            terms = q.SparseVector(list(ask.sparse.indices), list(ask.sparse.values))
            asked.append(
                (False, q.QueryRequest(ask.limit, query=q.Query.Nearest(terms, using=TERMS), filter=only))
            )
        try:
            answers = self._shard.query_batch(q.QueryBatchRequest([request for _, request in asked]))
        except Exception as error:  # the engine raises bare Exception
            raise Unreachable(f"the index {self.build} does not answer: {error}") from error
        legs: dict[bool, Leg] = {True: [], False: []}
        for (dense, _), points in zip(asked, answers, strict=True):
            legs[dense] = [(self._ids[str(point.id)], point.score) for point in points]
        return legs[True], legs[False]

    def _close(self) -> None:
        self._shard.close()
        _drop(self._private, self._held)


def _fill(path: Path, entries: Sequence[Entry], progress: Callable[[int], object] | None) -> None:
    import qdrant_edge as q

    path.mkdir()
    size = next((len(entry.dense) for entry in entries if entry.dense is not None), 0)
    cold = q.Memory.Cold  # pages are read as they are used: most of a file is an empty reserve
    shard = q.EdgeShard.create(
        str(path),
        q.EdgeConfig(
            vectors={DENSE: q.EdgeVectorParams(size, q.Distance.Cosine, memory=cold)} if size else None,
            sparse_vectors={TERMS: q.EdgeSparseVectorParams(modifier=q.Modifier.Idf)},
            wal_enabled=False,  # a build is whole or thrown away
            max_search_threads=1,
        ),
    )
    kinds: dict[str, Any] = dict.fromkeys(KEYWORD_FIELDS, q.KeywordIndexParams(memory=cold))
    kinds[GEO_FIELD] = q.GeoIndexParams(memory=cold)
    kinds |= dict.fromkeys((FEE_FIELD, HOURS_FIELD), q.IntegerIndexParams(memory=cold))
    for name, kind in kinds.items():
        shard.update(q.UpdateOperation.create_field_index(name, kind))
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        shard.update(q.UpdateOperation.upsert_points([_point(entry) for entry in batch]))
        if progress is not None:
            progress(len(batch))
    shard.optimize()
    shard.flush()
    shard.close()


def _point(entry: Entry) -> Any:
    import qdrant_edge as q

    vectors: dict[str, Any] = {TERMS: q.SparseVector(list(entry.sparse.indices), list(entry.sparse.values))}
    if entry.dense is not None:
        vectors[DENSE] = entry.dense.tolist()
    return q.Point(point_id(entry.place.id), vectors, payload(entry))


def _filter(where: Where) -> Any:
    import qdrant_edge as q

    must: list[Any] = []
    if where.category:
        must.append(q.FieldCondition("category", match=q.MatchAny([*map(str, where.category)])))
    if where.district is not None:
        must.append(q.FieldCondition("district", match=q.MatchValue(where.district)))
    if where.free is not None:
        fee = q.RangeFloat(lte=0) if where.free else q.RangeFloat(gt=0)
        must.append(q.FieldCondition(FEE_FIELD, range=fee))
    if where.open_at is not None:
        must.append(q.FieldCondition(HOURS_FIELD, match=q.MatchAny(slots_at(where.open_at))))
    if where.near is not None and where.within is not None:
        lat, lon = where.near
        must.append(q.FieldCondition(GEO_FIELD, geo_radius=q.GeoRadius(q.GeoPoint(lon, lat), where.within)))
    return q.Filter(must=must) if must else None


def _scroll(shard: Any) -> Iterator[dict[str, Any]]:
    import qdrant_edge as q

    at = None
    while True:
        records, at = shard.scroll(q.ScrollRequest(limit=_SCROLL, offset=at, with_payload=[PLACE, WORDS]))
        yield from (record.payload for record in records)
        if at is None:
            return


def _claim(copies: Path) -> tuple[Path, IO[bytes]]:
    """A new folder, marked as in use for as long as this process lives; folders of dead owners go."""
    with (copies / "lock").open("wb") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        for left in copies.glob("shard-*"):
            with contextlib.suppress(OSError), (left / "lock").open("wb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
        private = Path(tempfile.mkdtemp(prefix="shard-", dir=copies))
        held = (private / "lock").open("wb")
        fcntl.flock(held, fcntl.LOCK_EX)
        return private, held


def _drop(private: Path, held: IO[bytes]) -> None:
    shutil.rmtree(private, ignore_errors=True)
    held.close()


def _copy(source: Path, target: Path) -> None:
    """A folder with its files, holes kept."""
    target.mkdir()
    for path in sorted(source.rglob("*")):
        there = target / path.relative_to(source)
        if path.is_dir():
            there.mkdir()
        else:
            _copy_file(path, there)


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as write:
        size = os.fstat(read.fileno()).st_size
        write.truncate(size)
        at = 0
        while at < size:
            try:
                at = os.lseek(read.fileno(), at, os.SEEK_DATA)
            except OSError:  # nothing but a hole is left
                return
            end = os.lseek(read.fileno(), at, os.SEEK_HOLE)
            read.seek(at)
            write.seek(at)
            while at < end:
                block = read.read(min(_CHUNK, end - at))
                write.write(block)
                at += len(block)
