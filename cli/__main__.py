"""`gildongmu`: run the guide, talk with it, ask it in bulk, look after it.

Exit status: 0 done, 1 something failed (said in one line), 2 wrong usage, 130 stopped by Ctrl-C.
"""

import argparse
import asyncio
import os
import runpy
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from cli.trouble import Trouble

SERVING: Final = 8000
INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["ingest"]:
        return _module("ingest", given[1:])
    options = _parser().parse_args(given)
    try:
        status: int = options.work(options)
    except Trouble as trouble:
        print(f"error: {trouble.line()}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more is said at exit
        return 1
    return status


def _module(name: str, arguments: Sequence[str]) -> int:
    """As `python -m NAME` in this process."""
    sys.argv = [f"gildongmu {name}", *arguments]
    try:
        runpy.run_module(name, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _run(_: argparse.Namespace) -> int:
    """Weights, places, then the model and the service until Ctrl-C. What is there already is left."""
    for step in (("serving", "fetch"), ("ingest",)):
        done = subprocess.run([sys.executable, "-m", *step], check=False)  # noqa: S603 - our own modules
        if done.returncode:
            raise Trouble(f"`python -m {' '.join(step)}` ended with status {done.returncode}", "see above")
    os.execv(sys.executable, [sys.executable, "-m", "serving", "up"])  # noqa: S606 - signals reach it itself


def _serve(_: argparse.Namespace) -> int:
    """The service alone, in this process: for containers and units."""
    import server

    server.main()
    return 0


def _chat(options: argparse.Namespace) -> int:
    from cli.chat import Chat, talk
    from cli.client import Service
    from cli.screen import Screen
    from cli.texts import spoken

    language = options.language or spoken(os.environ.get("LC_ALL") or os.environ.get("LANG") or "")
    with Service(_address(options)) as service:
        service.greet()
        chat = Chat(service, Screen(), language, options.language, more=_wishes(options))
        if options.thread:
            chat.thread = options.thread
        return talk(chat)


def _ask(options: argparse.Namespace) -> int:
    from cli import answers, ask, questions

    wishes = _wishes(options) | ({"language": options.language} if options.language else {})
    asked = questions.read(_lines(options), wishes)
    if not asked:
        raise Trouble("no question was given", 'gildongmu ask "…", or --file FILE, or - for standard input')
    concurrency = options.concurrency or (1 if options.text else 4)
    plan = ask.Plan(concurrency, options.tries, options.forget, options.text)
    with answers.opened(options.out) as out:
        return int(asyncio.run(ask.ask(_address(options), asked, out, plan)) > 0)


def _lines(options: argparse.Namespace) -> list[str]:
    """The questions of the command line, then those of the file; without either those of the pipe."""
    lines = [word for word in options.question if word != "-"]
    piped = "-" in options.question or options.file == Path("-")
    if piped or (not lines and options.file is None and not sys.stdin.isatty()):
        lines += sys.stdin.read().split("\n")
    if options.file and options.file != Path("-"):
        try:
            lines += options.file.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise Trouble(f"{options.file} cannot be read: {error}", "give a file of UTF-8 text") from None
    return lines


def _check(_: argparse.Namespace) -> int:
    from cli.check import check

    return check()


def _doctor(options: argparse.Namespace) -> int:
    from cli.doctor import examine

    return examine(as_json=options.json, outside=not options.offline, quick=options.quick)


def _backup(options: argparse.Namespace) -> int:
    from cli import backup

    print(backup.backup(options.archive))
    return 0


def _restore(options: argparse.Namespace) -> int:
    from cli import backup

    print(backup.restore(options.archive, force=options.force))
    return 0


def _address(options: argparse.Namespace) -> Any:
    from cli.client import Address

    return Address(options.url, options.key)


def _wishes(options: argparse.Namespace) -> dict[str, Any]:
    wishes: dict[str, Any] = {"style": options.style, "currency": options.currency}
    if options.where:
        try:
            lat, lon = map(float, options.where.split(","))
        except ValueError:
            raise Trouble(f"{options.where!r} is no place", "in degrees: --where 37.5665,126.9780") from None
        wishes["location"] = {"lat": lat, "lon": lon}
    return {name: value for name, value in wishes.items() if value}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gildongmu", description="A guide to Seoul on your own model.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, work: Any, said: str, parents: Sequence[argparse.ArgumentParser] = ()) -> Any:
        made = commands.add_parser(name, help=said, description=said, parents=list(parents))
        made.set_defaults(work=work)
        return made

    caller = _caller()
    command("run", _run, "bring the weights, load the places, start the model and the service")
    command("serve", _serve, "the service alone, beside a model of your own (GUIDE_LLM_BASE_URL)")
    chat = command("chat", _chat, "talk in the terminal", [caller])
    chat.add_argument("--thread", help="go on with this thread, or begin it under this id")
    asking = command("ask", _ask, "ask one question or thousands: JSON Lines out", [caller])
    asking.add_argument("question", nargs="*", help="a question; `-` reads them from standard input")
    asking.add_argument("--file", type=Path, help="a question a line: text, or JSON with `id` and `message`")
    asking.add_argument("--out", type=Path, help="a file of rows; what it answers is not asked again")
    asking.add_argument("--concurrency", type=_count, help="questions at the same time (4; with --text 1)")
    asking.add_argument("--tries", type=_count, default=5, help="of a question that finds no room (5)")
    asking.add_argument("--forget", action="store_true", help="erase each new thread after its answer")
    asking.add_argument("--text", action="store_true", help="print answers alone")
    commands.add_parser("ingest", help="places into the index (as python -m ingest)", add_help=False)
    command("check", _check, "are the settings and the places sound?")
    doctor = command("doctor", _doctor, "look at everything that the guide needs, and say what to do")
    doctor.add_argument("--json", action="store_true", help="findings as JSON")
    doctor.add_argument("--offline", action="store_true", help="ask no service of others; each costs a call")
    doctor.add_argument("--quick", action="store_true", help="do not load the embedder")
    saving = command("backup", _backup, "history and your own places into one file; the service may run")
    saving.add_argument("archive", type=Path, metavar="FILE", help="e.g. guide.tar.gz; not there yet")
    restoring = command("restore", _restore, "the opposite, while the service stands still")
    restoring.add_argument("archive", type=Path, metavar="FILE")
    restoring.add_argument("--force", action="store_true", help="replace what is there")
    return parser


def _caller() -> argparse.ArgumentParser:
    """Options of the commands that talk with a service."""
    port = os.environ.get("GUIDE_PORT") or SERVING
    caller = argparse.ArgumentParser(add_help=False)
    caller.add_argument(
        "--url",
        default=os.environ.get("GILDONGMU_URL") or f"http://127.0.0.1:{port}",
        help="where the service is (GILDONGMU_URL; %(default)s)",
    )
    caller.add_argument(
        "--key", default=os.environ.get("GILDONGMU_API_KEY", ""), help="API key or token (GILDONGMU_API_KEY)"
    )
    caller.add_argument("--language", choices=("ko", "en", "ja", "zh"), help="of the answers")
    caller.add_argument("--style", choices=("polite", "friend", "child", "dialect"))
    caller.add_argument("--currency", help="fares in this money too, e.g. USD")
    caller.add_argument("--where", metavar="LAT,LON", help="where you are, in degrees")
    return caller


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
