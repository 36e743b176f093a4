"""One run: what a source gave goes into its layer, all layers over our places, all places into the index."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data.place import Place
from ingest.bad import Bad
from ingest.diff import Diff, diff
from ingest.layers import Layers, Merged
from ingest.load import Loaded, alone, load
from ingest.loaded import compare
from ingest.phases import Bars, Phases
from ingest.read import read
from rag.settings import Settings

if TYPE_CHECKING:
    from ingest.sources import Haul, Source
    from rag.embed import Encoder

NONE = "No places were read: the index stays as it is."
MOST = 20
"""Merged places that are named one by one."""


@dataclass(frozen=True, slots=True)
class Options:
    """`ours`: the files of our own places."""

    ours: tuple[Path, ...]
    dry_run: bool = False
    rebuild: bool = False
    skip_bad: bool = False
    delete: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """`said`: lines for the reader. `refused`: why nothing was loaded. `unfinished`: why more is to come."""

    said: tuple[str, ...] = ()
    bad: tuple[Bad, ...] = ()
    refused: str | None = None
    unfinished: str | None = None


class Run:
    def __init__(self, options: Options, settings: Settings, phases: Phases) -> None:
        self._options, self._settings, self._phases = options, settings, phases
        self._layers = Layers(settings.data_dir)

    async def everything(self) -> Outcome:
        """Our places under all layers, into the index."""
        with alone(self._settings.data_dir / "ingest.lock"):
            with self._phases("read"):
                merged, bad = self._together()
            refused = _refusal(bad, self._options) or (None if merged.places else NONE)
            if refused:
                return Outcome(bad=bad, refused=refused)
            if self._options.dry_run:
                changes = await self._compared(merged.places)
                return Outcome((_dry(merged, changes), *changes.lines()), bad)
            async with _ready(self._settings) as encoder:
                done = await self._load(merged.places, encoder)
            return Outcome((_done(done, len(merged.places)),), bad)

    async def add(self, source: "Source") -> Outcome:
        """What the source gives into its layer, then everything."""
        bars = Bars()
        with alone(self._settings.data_dir / "places" / f".{source.layer}.lock"):
            try:
                with self._phases("fetch"):
                    haul = await source.collect(self._layers.held(source.layer, live=source.live), bars)
            finally:
                bars.close()
            # A service's faulty rows are not ours to mend: they are left out and told.
            refused = None if source.live else _refusal(haul.bad, self._options)
            if haul.gone is None and not haul.places:
                refused = refused or f"{source.layer}: {haul.unfinished or NONE}"
            if refused:
                return Outcome(bad=haul.bad, refused=refused)
            with alone(self._settings.data_dir / "ingest.lock"):
                return await self._take(source, haul)

    async def _take(self, source: "Source", haul: "Haul") -> Outcome:
        held = self._layers.held(source.layer, live=source.live)
        vanished = _vanished(held, haul)
        kept = [place for key, place in held.items() if not (self._options.delete and key in vanished)]
        rows = {place.id: place for place in (*kept, *(_unchanged(place, held) for place in haul.places))}
        with self._phases("merge"):
            path = self._layers.path(source.layer, live=source.live)
            after, bad = self._together({path: tuple(rows.values())})
        if refused := _refusal(bad, self._options):
            return Outcome(bad=bad, refused=refused)
        gone = _gone(vanished, delete=self._options.delete)
        said = [f"{source.layer}: {_count(held, haul)}, {gone}{_skipped(haul.bad)}"]
        said += _merged(haul.places, after)
        bad = (*haul.bad, *bad)
        if self._options.dry_run:
            before, _ = self._together()
            changes = diff(after.places, {place.id: place for place in before.places})
            return Outcome((*said, _dry(after, changes), *changes.lines()), bad, unfinished=haul.unfinished)
        async with _ready(self._settings) as encoder:
            self._layers.write(source.layer, rows, live=source.live)
            source.settle(haul)
            done = await self._load(after.places, encoder)
        return Outcome((*said, _done(done, len(after.places))), bad, unfinished=haul.unfinished)

    def _together(
        self, changed: Mapping[Path, Sequence[Place]] | None = None
    ) -> tuple[Merged, tuple[Bad, ...]]:
        ours = read(self._options.ours)
        merged, bad = self._layers.merged(ours.places, changed)
        return merged, (*ours.bad, *bad)

    async def _compared(self, places: Sequence[Place]) -> Diff:
        from rag.retriever import stored

        store = stored(self._settings)
        try:
            return await compare(places, store, self._settings.data_dir)
        finally:
            await store.close()

    async def _load(self, places: Sequence[Place], encoder: "Encoder | None") -> Loaded:
        from rag import embed
        from rag.retriever import stored

        store = stored(self._settings)
        try:
            return await load(
                places,
                store,
                encoder,
                identity=embed.identity(self._settings),
                data_dir=self._settings.data_dir,
                rebuild=self._options.rebuild,
                phases=self._phases,
            )
        finally:
            await store.close()


@asynccontextmanager
async def _ready(settings: Settings) -> "AsyncIterator[Encoder | None]":
    """The embedder; what it lacks is known before anything is written."""
    from rag import embed
    from serving import weights

    if settings.embedder != "none":
        await asyncio.to_thread(weights.fetch, settings.embedder, settings.data_dir)
    encoder = embed.embedder(settings)
    try:
        yield encoder
    finally:
        if encoder is not None:
            await encoder.close()


def _dry(merged: Merged, changes: Diff) -> str:
    return f"{len(merged.places)} places: {changes} (dry run, nothing was written)"


def _refusal(bad: Sequence[Bad], options: Options) -> str | None:
    if not bad or options.skip_bad:
        return None
    rows = f"{len(bad)} bad row{'s' if len(bad) > 1 else ''}"
    return f"{rows}: nothing was loaded. Mend them, or pass --skip-bad."


def _vanished(held: Mapping[str, Place], haul: "Haul") -> frozenset[str]:
    """Ids of the layer that its source no longer has, as far as the haul can tell."""
    if haul.unfinished and haul.gone is None:
        return frozenset()
    gone = held.keys() - {place.id for place in haul.places} if haul.gone is None else haul.gone
    return frozenset(gone & held.keys())


def _unchanged(place: Place, held: Mapping[str, Place]) -> Place:
    """The row that we have, where the new one differs in nothing but the day on which it was read."""
    before = held.get(place.id)
    if before is None or _dateless(before) != _dateless(place):
        return place
    return before


def _dateless(place: Place) -> Place:
    notes = tuple(note.model_copy(update={"date": ""}) for note in place.sources)
    return place.model_copy(update={"sources": notes})


def _count(held: Mapping[str, Place], haul: "Haul") -> str:
    new = sum(place.id not in held for place in haul.places)
    changed = sum(place.id in held and _unchanged(place, held) is place for place in haul.places)
    return f"{len(haul.places)} places read, {new} of them new, {changed} changed"


def _gone(vanished: Iterable[str], *, delete: bool) -> str:
    count = len(frozenset(vanished))
    if delete or not count:
        return f"{count} deleted"
    return f"{count} vanished from the source and stay (--delete takes them out)"


def _skipped(bad: Sequence[Bad]) -> str:
    return f", {len(bad)} bad rows left out" if bad else ""


def _merged(rows: Iterable[Place], after: Merged) -> Iterator[str]:
    """Which rows are places that we hold."""
    into = [(place, after.into[place.id]) for place in rows if place.id in after.into]
    if into:
        yield f"{len(into)} of them are places that were there already:"
    for place, at in into[:MOST]:
        yield f"  merged   {place.id} {place.names.ko} → {at}"
    if len(into) > MOST:
        yield f"  … and {len(into) - MOST} more"


def _done(done: Loaded, count: int) -> str:
    if not done.fresh:
        return f"{count} places, nothing changed: {done.build} stays current"
    return f"{count} places: {done.diff}; {done.embedded} embedded; {done.build} is current"
