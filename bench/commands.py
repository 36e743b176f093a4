"""`python -m bench`: one command a bench, `all` of them in a row, and the page made of their reports."""

import argparse
import asyncio
import inspect
import io
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TextIO

import httpx

from bench.report import REPORTS, Report, complain, printed

Arguments = Callable[[argparse.ArgumentParser], None]


@dataclass(frozen=True, slots=True)
class Bench:
    """`all`: arguments when all are run in a row, None: not one of them; `limit`: s it may take then.

    `extra`: the extra of the package that holds what it imports beyond the service's own needs.
    """

    name: str
    help: str
    arguments: Arguments
    all: tuple[str, ...] | None = ()
    limit: float = 120
    extra: str = "dev"


class NotInstalled(ImportError):
    """What a bench imports is not here; its text names the remedy."""


def nothing(_parser: argparse.ArgumentParser) -> None:
    """No arguments of its own."""


def relay(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--users", type=int, nargs="+", default=[1, 16, 100, 256, 500])
    parser.add_argument("--unpaced-users", type=int, nargs="+", default=[32])
    parser.add_argument("--rounds", type=int, default=3, help="the paths alternate this often")
    parser.add_argument("--each", type=int, default=3, help="answers a user, a round")
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--unpaced", action="store_true", help="tokens as fast as the stand-in writes")
    parser.add_argument("--both", action="store_true", help="paced, then unpaced")


def turn(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--turns", type=int, default=60, help="of each kind")
    parser.add_argument("--rounds", type=int, default=3)


def search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--places", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3, help="each question is asked this often")


def crowd(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--users", type=int, nargs="+", default=[100, 500, 1000])
    parser.add_argument("--places", type=int, default=256, help="answers of the model at once")
    parser.add_argument("--queue", type=int, default=512, help="turns that may wait beside them")


def stop(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--users", type=int, default=100, help="that leave at once")
    parser.add_argument("--rounds", type=int, default=10)


def kept(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rounds", type=int, default=40)


def threads(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--turns", type=int, default=1_000)
    parser.add_argument("--naive-turns", type=int, default=100, help="of the naive service, beside them")
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgres"])


def start(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cold", action="store_true", help="once with nothing in the system's cache, first")


def soak(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--turns", type=int, default=10_000)
    parser.add_argument("--users", type=int, default=16)


def gpu(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", required=True, help="a model endpoint: http://127.0.0.1:8100/v1")
    parser.add_argument("--models", default="", help="base,adapter for places,adapter for styles")
    parser.add_argument("--service", default="", help="a running service; otherwise one is started")
    parser.add_argument("--users", type=int, nargs="+", default=[1, 32, 100, 256])
    parser.add_argument("--steady", type=int, nargs="*", default=[256], help="users in a steady stream")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--each", type=int, default=2, help="answers a user, a round, in waves")
    parser.add_argument("--spread", type=float, default=0.5, help="seconds over which a wave comes")
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument(
        "--grouped", action="store_true", help="also raw with four tokens an event, where the engine can"
    )
    parser.add_argument("--no-naive", action="store_true", help="raw and service alone")


def talk(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", help="a running service: http://127.0.0.1:8000")
    parser.add_argument("--key", default="", help="its API key")
    parser.add_argument("--endpoint", default="", metavar="URL", help="its model's, for the prefix cache")
    parser.add_argument("--script", type=Path, help="messages, one a line, or JSON like bench/talk.jsonl")


def models(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("urls", nargs="+", metavar="URL", help="a model endpoint, http://host:port/v1")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--models", default="", help="which of them; its first and its adapters by default")
    parser.add_argument(
        "--quality",
        choices=("none", "fast", "whole"),
        default="fast",
        help="none: speed and memory alone; fast: two dozen cases of each suite; whole: all of them",
    )
    parser.add_argument("--every", type=int, default=1, help="each N-th of these cases")
    parser.add_argument("--limit", type=float, default=300, help="s for the quality of a model, at most")
    parser.add_argument("--at-once", type=int, default=8, help="cases asked side by side")
    parser.add_argument("--no-quality", dest="quality", action="store_const", const="none")


BENCHES: Final = (
    Bench("relay", "added TTFT, tokens/s, CPU a token", relay, ("--both", "--each", "2"), 360),
    Bench("turn", "where a turn's milliseconds go", turn, (), 120, "otel"),
    Bench("route", "what a decision and a journey cost", nothing, (), 60),
    Bench("kept", "answers that were given before", kept, ("--rounds", "20"), 60),
    Bench("crowd", "hundreds at once: who is answered", crowd, ("--users", "100", "500"), 60),
    Bench("stop", "how soon the model stops when its client leaves", stop, ("--rounds", "5"), 60),
    Bench("faults", "what a failing model costs its users", nothing, (), 120),
    Bench("threads", "one long thread: time and disk", threads, (), 90, "postgres"),
    Bench("soak", "memory, sockets and tasks after many turns", soak, ("--turns", "4000"), 120),
    Bench("start", "cold and warm, until it answers; memory", start, ("--rounds", "2"), 120),
    Bench("search", "GET /places over thousands of places", search, ("--rounds", "1"), 300),
    Bench("gpu", "the service beside raw vLLM on a GPU", gpu, None),
    Bench("talk", "a conversation with a running service, turn by turn", talk, None),
    Bench("models", "speed, memory and quality of model endpoints", models, None),
)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    made.add_argument("--docs", action="store_true", help="write docs/performance.md from the kept reports")
    commands = made.add_subparsers(dest="bench")
    every = commands.add_parser("all", help="all of them in a row, about 12 minutes")
    every.add_argument("--save", action="store_true", help="keep the reports, then write the page")
    every.add_argument("--only", nargs="+", choices=[one.name for one in BENCHES if one.all is not None])
    for bench in BENCHES:
        if not _there(bench.name):
            continue
        command = commands.add_parser(bench.name, help=bench.help)
        bench.arguments(command)
        command.add_argument(
            "--save", action="store_true", help=f"keep the report: bench/reports/{bench.name}.json"
        )
        command.add_argument("--json", type=Path, metavar="FILE", help="write the report there")
    return made


def _there(name: str) -> bool:
    return (Path(__file__).parent / f"{name}.py").exists()


HIDDEN: Final = frozenset(
    {"bench", "save", "json", "docs", "only", "url", "urls", "service", "key", "endpoint", "script"}
)
"""Arguments that a report does not show: where it goes, and addresses."""


class Both(io.StringIO):
    """Keeps what is printed, and prints it."""

    def __init__(self, beside: TextIO) -> None:
        super().__init__()
        self._beside = beside

    def write(self, text: str) -> int:
        self._beside.write(text)
        self._beside.flush()
        return super().write(text)


async def measure(name: str, given: argparse.Namespace, limit: float | None = None) -> Report:
    """Runs a bench, `limit` seconds at most; what it had found until then is in its report.

    Raises NotInstalled.
    """
    run = _runs(name)
    settings = {key: _plain(value) for key, value in vars(given).items() if key not in HIDDEN}
    written = len(inspect.signature(run).parameters) > 1
    report = Report.begin(name, settings) if written else Report(name, {})
    out = Both(sys.stdout)
    try:
        async with asyncio.timeout(limit):
            if written:
                await run(given, report)
            else:
                with redirect_stdout(out):
                    await run(given)
    except TimeoutError:
        report.whole = False
    made = report if written else printed(name, out.getvalue(), settings, whole=report.whole)
    if not made.whole:
        made.failed = True
        made.note(
            f"Cut short after {limit:.0f} s." if limit else "Cut short: something did not answer in time."
        )
    return made


def _runs(name: str) -> Any:
    """The bench's `run`."""
    try:
        return import_module(f"bench.{name}").run
    except ModuleNotFoundError as error:
        if str(error.name).startswith(("bench", "evals")):
            raise
        extra = next((bench.extra for bench in BENCHES if bench.name == name), "dev")
        raise NotInstalled(f"{error.name} is not installed: pip install 'gildongmu[{extra}]'") from error


def _plain(value: Any) -> Any:
    """Lists as people write them."""
    return " ".join(map(str, value)) if isinstance(value, list) else value


def keep(report: Report, given: argparse.Namespace) -> None:
    if given.save:
        REPORTS.mkdir(exist_ok=True)
        (REPORTS / f"{report.name}.json").write_bytes(report.json())
    if given.json:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        given.json.write_bytes(report.json())


async def every(given: argparse.Namespace, reads: argparse.ArgumentParser) -> list[str]:
    """Those that cannot run here, failed or ran out of time; the others' reports are kept all the same."""
    failed, began = [], time.monotonic()
    for bench in BENCHES:
        if bench.all is None or not _there(bench.name) or (given.only and bench.name not in given.only):
            continue
        chosen = reads.parse_args([bench.name, *bench.all, *(["--save"] if given.save else [])])
        try:
            report = await measure(bench.name, chosen, bench.limit)
            keep(report, chosen)
            failed += [f"{bench.name}: {report.notes[-1]}"] if report.failed else []
        except NotInstalled as error:
            failed.append(f"{bench.name}: {error}")
            complain(failed[-1])
        except (OSError, RuntimeError, ValueError, SystemExit, httpx.HTTPError) as error:
            failed.append(f"{bench.name}: {type(error).__name__} {error}".strip())
            complain(failed[-1])
    complain(f"{time.monotonic() - began:.0f} s in all; failed: {'; '.join(failed) or 'none'}")
    return failed


async def one(given: argparse.Namespace) -> list[str]:
    """Its name where it failed or cannot run here."""
    try:
        report = await measure(given.bench, given)
    except NotInstalled as error:
        complain(f"{given.bench}: {error}")
        return [given.bench]
    keep(report, given)
    return [given.bench] if report.failed else []


def main(arguments: list[str] | None = None) -> None:
    reads = parser()
    given = reads.parse_args(arguments)
    if not (given.docs or given.bench):
        reads.error("name a bench, or all, or --docs")
    failed: list[str] = []
    if given.bench == "all":
        failed = asyncio.run(every(given, reads))
    elif given.bench:
        failed = asyncio.run(one(given))
    if given.docs or (given.bench == "all" and given.save):
        from bench.page import write

        write()
    if failed:
        raise SystemExit(1)
