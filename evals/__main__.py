"""`python -m evals`: quality over HTTP, suite by suite, with intervals.

Without `--url` it starts the service itself, beside a stand-in model and a stand-in web. `python -m evals
kobest` runs KoBEST on a bare endpoint.
"""

import argparse
import asyncio
import sys
from contextlib import AsyncExitStack
from pathlib import Path

from evals import kobest
from evals.page import PAGE, fresh, html
from evals.report import REPORTS, Report, diff, falls, floors, joined, read, text, withheld, write
from evals.run import AT_ONCE, peer, run
from evals.service import started
from evals.suites import SUITES


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    made.add_argument("--suite", nargs="+", choices=SUITES, help="only these")
    made.add_argument("--half", choices=("dev", "test"), default="dev", help="dev: may be worked on")
    made.add_argument(
        "--report", metavar="NAME", help="keep the report as evals/reports/NAME.json (dev, test …)"
    )
    made.add_argument("--url", help="a running service, or a bare endpoint (…/v1)")
    made.add_argument("--key", default="", help="its API key")
    made.add_argument("--model", default="", help="which model of a bare endpoint; its first by default")
    made.add_argument(
        "--endpoint", default="", help="a model's base URL for the service that is started here"
    )
    made.add_argument("--embedder", default="none", help="GUIDE_EMBEDDER of the service that is started here")
    made.add_argument("--data", type=Path, help="its GUIDE_DATA_DIR, filled by python -m ingest")
    made.add_argument("--fast", action="store_true", help="what holds with a stand-in model")
    made.add_argument("--every", type=int, default=1, help="one in so many of the cases that a model answers")
    made.add_argument("--most", type=int, default=0, help="about so many cases of each suite, evenly taken")
    made.add_argument("--at-once", type=int, default=AT_ONCE)
    made.add_argument("--compare", type=Path, metavar="PATH", help="an earlier report")
    made.add_argument("--json", type=Path, metavar="PATH", help="write the report here")
    made.add_argument("--html", type=Path, metavar="PATH", help="write a page with plots here")
    made.add_argument("--worst", type=int, default=5, help="misses to show of each suite")
    made.add_argument("--floor", action="store_true", help="fail under evals/floor.json")
    made.add_argument("--docs", action="store_true", help="only bring docs/quality.md up to date")
    return made


async def measured(given: argparse.Namespace) -> Report:
    names = given.suite or [name for name, suite in SUITES.items() if suite.fast or not given.fast]
    async with AsyncExitStack() as stack:
        url = given.url
        if url is None:
            url = await stack.enter_async_context(started(given.embedder, given.data, given.endpoint))
        target = peer(url, given.key, given.model)
        stack.push_async_callback(target.close)

        def tell(line: str) -> None:
            print(line, file=sys.stderr, flush=True)

        return await run(
            target, names, given.half, every=given.every, most=given.most, at_once=given.at_once, tell=tell
        )


def main() -> int:
    if sys.argv[1:2] == ["kobest"]:
        return kobest.main(sys.argv[2:])
    given = parser().parse_args()
    if given.docs:
        PAGE.write_text(fresh(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        return 0
    if given.half == "test" and not given.report:
        print("The test half is for reports: --half test needs --report NAME.", file=sys.stderr)
        return 2
    report = asyncio.run(measured(given))
    kept = withheld(report)
    print(text(kept, worst=given.worst))
    stored = REPORTS / f"{given.report}.json" if given.report else None
    held = read(stored) if stored and stored.exists() else None
    before = read(given.compare) if given.compare else held
    if before:
        print("\n" + diff(before, kept))
    if stored:
        write(joined(held, kept) if given.suite else kept, stored)
    if given.json:
        write(kept, given.json)
    if given.html:
        given.html.write_text(html(kept, before), encoding="utf-8")
    low = falls(report, floors()) if given.floor else []
    for line in low:
        print(f"FELL: {line}", file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
