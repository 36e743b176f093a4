"""From checked places to the current build of the index: embeds what is new, writes, then moves the pointer.

Safe at any point: one run at a time (a file lock), vectors kept as they are made, a build whole or absent.
"""

import asyncio
import contextlib
import fcntl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import numpy as np

from data.place import Place
from ingest.cuts import Cuts
from ingest.diff import Diff, diff
from ingest.loaded import compare, keep
from ingest.phases import Phases, bar
from ingest.read import dump
from rag import korean, lexicon, passage, sparse, terms
from rag.embed import BATCH, Encoder, Row
from rag.index import SCHEMA, Entry, Store, fingerprint, numbered
from rag.korean import Korean
from rag.vectors import Vectors

_ROOM = Path(passage.__file__).parent
_MAKERS = (
    *(Path(str(module.__file__)) for module in (passage, korean, terms, sparse)),
    *(_ROOM / name for name in ("glosses.toml", "words.txt", "empty.txt")),
    passage.STATIONS,
)
"""What makes terms and passages of places: another text of these is another index."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """`build`: the current one now. `embedded`: how many passages were; the others' vectors were known."""

    build: str
    diff: Diff
    embedded: int
    fresh: bool


def mark(places: Sequence[Place], identity: str) -> str:
    """A build's name without its number: `<embedder>-<hash of all that it is made from>`."""
    made = blake2b(f"{SCHEMA}|{version('kiwipiepy')}|{version('kiwipiepy_model')}".encode(), digest_size=8)
    for path in _MAKERS:
        made.update(path.read_bytes())
    for place in places:
        made.update(dump(place))
    return f"{identity}-{made.hexdigest()}"


async def load(
    places: Sequence[Place],
    store: Store,
    encoder: Encoder | None,
    *,
    identity: str,
    data_dir: Path,
    rebuild: bool = False,
    phases: Phases | None = None,
) -> Loaded:
    """Makes these places the current build. `rebuild`: all of it again, vectors too.

    Raises rag.index.Unreachable, rag.embed.NotReady.
    """
    phases = phases or Phases()
    with alone(data_dir / "index.lock"):
        with phases("compare"):
            wanted = await asyncio.to_thread(mark, places, identity)
            current = await store.current()
            if not rebuild and current is not None and fingerprint(current) == wanted:
                return Loaded(current, diff(places, {place.id: place for place in places}), 0, fresh=False)
            changes = await compare(places, store, data_dir)
        with phases("embed"):
            rows, embedded = await _embed(places, encoder, identity, data_dir, rebuild=rebuild)
        with phases("words"):
            entries = await asyncio.to_thread(_entries, places, rows, data_dir, rebuild=rebuild)
        build = numbered(wanted, current)
        with phases("index"), bar("index", len(entries)) as shown:
            await store.write(build, entries, shown.update)
        await store.publish(build)
        keep(places, build, data_dir)
        return Loaded(build, changes, embedded, fresh=True)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """One run at a time with this lock file; another one waits."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


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
            with bar("embedding", len(missing)) as shown:
                for start in range(0, len(missing), BATCH):
                    batch = missing[start : start + BATCH]
                    made = await encoder.passages(batch)
                    vectors.put(batch, made)
                    known |= dict(zip(batch, made, strict=True))
                    shown.update(len(batch))
        vectors.keep(texts)
    return [np.asarray(known[text], np.float32) for text in texts], len(missing)


def _entries(
    places: Sequence[Place], rows: list[Row] | None, data_dir: Path, *, rebuild: bool
) -> list[Entry]:
    path = data_dir / "cuts.sqlite"
    if rebuild:
        path.unlink(missing_ok=True)
    cuts = Cuts(path, Korean(passage.dictionary(places)))
    with contextlib.closing(cuts), bar("words", len(places)) as shown:
        bags = passage.bags(places, cuts, shown.update)
        words = lexicon.told(bags, cuts)
    dense = rows if rows is not None else [None] * len(places)
    made = zip(places, dense, sparse.documents(bags), words, strict=True)
    return [Entry(place, row, vector, own) for place, row, vector, own in made]
