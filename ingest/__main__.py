"""`python -m ingest`: places from files into the index. Run it again at any time.

Exit status: 0 done or nothing to do, 1 bad rows or something missing (nothing was loaded), 2 wrong usage.
"""

import argparse
import asyncio
import os
import sys
import time
from pathlib import Path

from data.place import PLACES, Place
from ingest.load import Loaded, compare, load
from ingest.read import read
from rag.embed import NotReady
from rag.index import Store, Unreachable
from rag.settings import Settings


def main() -> int:
    options = _options()
    begun = time.monotonic()
    found = read(options.source or [PLACES])
    for bad in found.bad:
        print(bad, file=sys.stderr)
    if found.bad and not options.skip_bad:
        print(
            f"{len(found.bad)} bad rows: nothing was loaded. Mend them, or pass --skip-bad.", file=sys.stderr
        )
        return 1
    if not found.places:
        print("No places were read: the index stays as it is.", file=sys.stderr)
        return 1
    from serving.errors import ServingError

    try:
        return asyncio.run(_run(found.places, options, begun))
    except (ServingError, Unreachable, NotReady) as error:
        print(f"Nothing was loaded: {error}", file=sys.stderr)
        return 1


async def _run(places: tuple[Place, ...], options: argparse.Namespace, begun: float) -> int:
    from rag.retriever import stored

    settings = Settings()
    store = stored(settings)
    try:
        if options.dry_run:
            diff = await compare(places, store)
            print(f"{len(places)} places: {diff} (dry run, nothing was written)")
            for what in ("added", "changed", "removed"):
                for place_id in getattr(diff, what):
                    print(f"  {what:8} {place_id}")
            return 0
        print(_said(await _loaded(places, store, settings, rebuild=options.rebuild), len(places), begun))
        return 0
    finally:
        await store.close()


async def _loaded(places: tuple[Place, ...], store: Store, settings: Settings, *, rebuild: bool) -> Loaded:
    from rag import embed
    from serving import weights

    settings = settings.model_copy(update={"embedder_threads": os.cpu_count() or 1})
    if settings.embedder != "none":
        await asyncio.to_thread(weights.fetch, settings.embedder, settings.data_dir)
    encoder = embed.embedder(settings)
    try:
        return await load(
            places,
            store,
            encoder,
            identity=embed.identity(settings),
            data_dir=settings.data_dir,
            rebuild=rebuild,
        )
    finally:
        if encoder is not None:
            await encoder.close()


def _said(done: Loaded, count: int, begun: float) -> str:
    took = f"{time.monotonic() - begun:.1f} s"
    if not done.fresh:
        return f"{count} places, nothing changed: {done.build} stays current ({took})"
    return f"{count} places: {done.diff}; {done.embedded} embedded; {done.build} is current ({took})"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Load places into the index.")
    parser.add_argument(
        "--source",
        nargs="+",
        action="extend",
        type=Path,
        metavar="FILE",
        help="JSON Lines files that together are all places (default: data/places.jsonl)",
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would change, write nothing")
    parser.add_argument("--rebuild", action="store_true", help="embed and index everything again")
    parser.add_argument("--skip-bad", action="store_true", help="load the good rows although some are bad")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
