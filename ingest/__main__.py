"""`python -m ingest`: places into the index. Run it again at any time.

Without a command it loads our places under what was added to them; `files`, `tourapi`, `seoul` add to them.
Exit status: 0 done or nothing to do, 1 bad rows or something missing (nothing was loaded), 2 wrong usage or
a setting that cannot be used, 3 a service's calls are used up (what came is loaded; the next run goes on),
130 stopped by Ctrl-C.
"""

import argparse
import asyncio
import os
import sys
from pathlib import Path

from data.place import PLACES
from ingest.add import Options, Outcome, Run
from ingest.bad import Refused
from ingest.phases import Phases
from ingest.sources.registry import SOURCES, find
from rag import environment
from rag.embed import NotReady
from rag.environment import Malformed
from rag.index import Unreachable
from rag.settings import Settings


def main() -> int:
    options = _options()
    from serving.errors import ServingError

    phases = Phases()
    try:
        outcome = asyncio.run(_run(options, phases))
    except Malformed as error:
        print(error, file=sys.stderr)
        return 2
    except (Refused, ServingError, Unreachable, NotReady) as error:
        print(f"Nothing was loaded: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped: nothing is half loaded. The same command goes on.", file=sys.stderr)
        return 130
    for bad in outcome.bad:
        print(bad, file=sys.stderr)
    if outcome.refused:
        print(outcome.refused, file=sys.stderr)
        return 1
    for line in outcome.said:
        print(line)
    print(f"Time: {phases}")
    if outcome.unfinished:
        print(f"To be continued: {outcome.unfinished}. The same command goes on from here.", file=sys.stderr)
    return 3 if outcome.unfinished else 0


async def _run(options: argparse.Namespace, phases: Phases) -> Outcome:
    settings = environment.only(Settings)
    settings = settings.model_copy(update={"embedder_threads": os.cpu_count() or 1})
    asked = Options(
        ours=tuple(options.source or (PLACES,)),
        dry_run=options.dry_run,
        rebuild=options.rebuild,
        skip_bad=options.skip_bad,
        delete=getattr(options, "delete", False),
    )
    if options.command is None:
        return await Run(asked, settings, phases).everything()
    from ingest.settings import SourceSettings

    source = find(options.command).of(options, environment.only(SourceSettings), settings.data_dir)
    return await Run(asked, settings, phases).add(source)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Load places into the index.")
    common = argparse.ArgumentParser(add_help=False)
    for group in (parser, common):
        group.add_argument(
            "--source",
            nargs="+",
            action="extend",
            type=Path,
            metavar="FILE",
            default=argparse.SUPPRESS if group is common else None,
            help="JSON Lines files that together stand for our places (default: data/places.jsonl)",
        )
        for name, said in (
            ("--dry-run", "show what would change, place by place and field by field; write nothing"),
            ("--rebuild", "embed and index everything again"),
            ("--skip-bad", "load the good rows although some are bad"),
        ):
            silent = argparse.SUPPRESS if group is common else False
            group.add_argument(name, action="store_true", default=silent, help=said)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="add places from")
    for name, (_, said) in SOURCES.items():
        command = commands.add_parser(name, parents=[common], description=said, help=said)
        command.add_argument("--delete", action="store_true", help="take out what the source no longer has")
        if name in sys.argv:
            find(name).options(command)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
