"""From checked places to the current build of the index: embeds what is new, writes, then moves the pointer.

Safe at any point: one run at a time (a file lock), vectors kept as they are made, a build whole or absent.
"""

import asyncio
import contextlib
import fcntl
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

import numpy as np
from tqdm import tqdm

from data.place import Place
from rag import passage, sparse
from rag.embed import BATCH, Encoder, Row
from rag.index import SCHEMA, Entry, Store, fingerprint, numbered
from rag.korean import Korean
from rag.vectors import Vectors


@dataclass(frozen=True, slots=True)
class Diff:
    """Ids against the build that was current before."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{len(self.added)} added, {len(self.changed)} changed, "
            f"{len(self.unchanged)} unchanged, {len(self.removed)} removed"
        )


@dataclass(frozen=True, slots=True)
class Loaded:
    """`build`: the current one now. `embedded`: how many passages were; the others' vectors were known."""

    build: str
    diff: Diff
    embedded: int
    fresh: bool


def mark(places: Sequence[Place], identity: str) -> str:
    """A build's name without its number: `<embedder>-<hash of all that it is made from>`."""
    made = blake2b(f"{SCHEMA}|{version('kiwipiepy')}".encode(), digest_size=8)
    for place in places:
        made.update(place.model_dump_json().encode())
        made.update(passage.passage(place).encode())
        for weight, text in passage.fields(place):
            made.update(f"{weight}|{text}\n".encode())
    for word in sorted(Korean(passage.dictionary(places)).words):
        made.update(word.encode())
    return f"{identity}-{made.hexdigest()}"


async def compare(places: Sequence[Place], store: Store) -> Diff:
    """What loading these places would change."""
    build = await store.current()
    if build is None:
        return _diff(places, {})
    index = await store.open(build)
    try:
        return _diff(places, index.places)
    finally:
        await index.close()


async def load(
    places: Sequence[Place],
    store: Store,
    encoder: Encoder | None,
    *,
    identity: str,
    data_dir: Path,
    rebuild: bool = False,
) -> Loaded:
    """Makes these places the current build. `rebuild`: all of it again, vectors too.

    Raises rag.index.Unreachable, rag.embed.NotReady.
    """
    with alone(data_dir):
        wanted = mark(places, identity)
        current = await store.current()
        if not rebuild and current is not None and fingerprint(current) == wanted:
            return Loaded(current, _diff(places, {place.id: place for place in places}), 0, fresh=False)
        diff = await compare(places, store)
        rows, embedded = await _embed(places, encoder, identity, data_dir, rebuild=rebuild)
        entries = await asyncio.to_thread(_entries, places, rows)
        build = numbered(wanted, current)
        with _bar("index", len(entries)) as bar:
            await store.write(build, entries, bar.update)
        await store.publish(build)
        return Loaded(build, diff, embedded, fresh=True)


@contextlib.contextmanager
def alone(data_dir: Path) -> Iterator[None]:
    """One ingest at a time on a data directory; another one waits."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "ingest.lock").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _diff(places: Sequence[Place], before: Mapping[str, Place]) -> Diff:
    now = {place.id: place for place in places}
    both = now.keys() & before.keys()
    changed = {key for key in both if now[key] != before[key]}
    return Diff(
        added=tuple(sorted(now.keys() - before.keys())),
        changed=tuple(sorted(changed)),
        unchanged=tuple(sorted(both - changed)),
        removed=tuple(sorted(before.keys() - now.keys())),
    )


async def _embed(
    places: Sequence[Place], encoder: Encoder | None, identity: str, data_dir: Path, *, rebuild: bool
) -> tuple[list[Row] | None, int]:
    """Each place's vector, and how many were not known. Kept batch by batch: a killed run goes on."""
    if encoder is None:
        return None, 0
    texts = [passage.passage(place) for place in places]
    with contextlib.closing(Vectors(data_dir / "vectors.sqlite", identity)) as vectors:
        known = {} if rebuild else vectors.get(texts)
        # Passages of like length together: a batch is padded to its longest.
        missing = sorted({text for text in texts if text not in known}, key=len, reverse=True)
        if missing:
            with _bar("embedding", len(missing)) as bar:
                for start in range(0, len(missing), BATCH):
                    batch = missing[start : start + BATCH]
                    made = await encoder.passages(batch)
                    vectors.put(batch, made)
                    known |= dict(zip(batch, made, strict=True))
                    bar.update(len(batch))
        vectors.keep(texts)
    return [np.asarray(known[text], np.float32) for text in texts], len(missing)


def _entries(places: Sequence[Place], rows: list[Row] | None) -> list[Entry]:
    korean = Korean(passage.dictionary(places))
    with _bar("words", len(places)) as bar:
        bags = passage.bags(places, korean, bar.update)
    dense = rows if rows is not None else [None] * len(places)
    return [
        Entry(place, row, terms)
        for place, row, terms in zip(places, dense, sparse.documents(bags), strict=True)
    ]


def _bar(what: str, total: int) -> "tqdm[NoReturn]":
    return tqdm(total=total, desc=f"{what:>10}", unit=" places", mininterval=0.3)
