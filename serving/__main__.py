"""`python -m serving`: the model endpoint for this machine. `fetch` brings weights, `up` runs the guide.

python -m serving                start an OpenAI-compatible endpoint and print its URL
python -m serving up             the endpoint and the service together, until Ctrl-C
python -m serving vllm           vLLM, set up for the card or the cores here; --print shows the command,
                                 --print --card 24 that for a card of 24 GB elsewhere
python -m serving check URL      what an endpoint can and cannot do for the guide; exit status 1: unusable
python -m serving adapters       the adapters of a running endpoint; --load name=path, --unload name
python -m serving fetch [NAME …] bring weights; without a name, those that `up` needs here
python -m serving models         the models known by name: memory, licence, Korean
"""

import argparse
import shlex
import sys
from dataclasses import replace

from serving import settings as environment
from serving import weights
from serving.catalog import CHAT, EMBEDDER
from serving.errors import ServingError
from serving.progress import say


def main() -> int:
    arguments = _parse()
    try:
        settings = environment.read()
        match arguments.command:
            case "fetch":
                for name in arguments.names or _needed(settings):
                    print(weights.fetch(name, settings.home))
                return 0
            case "models":
                from serving import shelf

                print(shelf.table())
                return 0
            case "vllm":
                return _vllm(settings, arguments)
            case "check":
                return _check(settings, arguments)
            case "adapters":
                return _adapters(settings, arguments)
            case "up":
                from serving import up

                return up.up(settings, arguments.service or up.SERVICE, arguments.model or up.MODEL)
            case _:
                from serving import endpoint

                return endpoint.serve(settings)
    except ServingError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m serving", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("fetch").add_argument("names", nargs="*")
    commands.add_parser("models")
    up = commands.add_parser("up")
    for program in ("service", "model"):
        up.add_argument(f"--{program}", type=_words, metavar="COMMAND", help=f"what to run as the {program}")
    vllm = commands.add_parser("vllm")
    vllm.add_argument("--model", help="a preset, a catalogue name, a folder, or a hub's owner/name")
    vllm.add_argument("--adapters", help="name=path …, beside those found on disk")
    vllm.add_argument("--context", type=int, default=0, help="tokens of one conversation, answer included")
    vllm.add_argument("--host")
    vllm.add_argument("--port", type=int)
    vllm.add_argument("--print", action="store_true", help="show the command and start nothing")
    vllm.add_argument(
        "--card", metavar="GB[:CAPABILITY]", help="with --print: for such a card; 16:7.5 is a T4"
    )
    check = commands.add_parser("check")
    check.add_argument("url", nargs="?", help="default: GUIDE_LLM_BASE_URL")
    check.add_argument("--model", default="")
    check.add_argument("--key", help="default: GUIDE_LLM_API_KEY")
    check.add_argument("--json", action="store_true")
    adapters = commands.add_parser("adapters")
    adapters.add_argument("url", nargs="?", help="default: GUIDE_LLM_BASE_URL")
    adapters.add_argument("--key", help="default: GUIDE_LLM_API_KEY")
    adapters.add_argument("--load", action="append", default=[], metavar="NAME=PATH")
    adapters.add_argument("--unload", action="append", default=[], metavar="NAME")
    return parser.parse_args()


def _words(text: str) -> tuple[str, ...]:
    return tuple(shlex.split(text))


def _needed(settings: environment.Settings) -> list[str]:
    if settings.base_url:
        return [EMBEDDER]
    return [EMBEDDER, settings.weights or CHAT]


def _vllm(settings: environment.Settings, arguments: argparse.Namespace) -> int:
    from serving import machine, vllm

    settings = replace(
        settings,
        weights=arguments.model or settings.weights,
        adapters=arguments.adapters or settings.adapters,
        llm_host=arguments.host or settings.llm_host,
    )
    port = arguments.port or settings.llm_port or environment.LLM_PORT
    if arguments.print or arguments.card:
        card = machine.thought(arguments.card) if arguments.card else None
        try:
            runs = vllm.HOME / "bin" / "python" if card else vllm.interpreter(settings.vllm_python)
        except ServingError:
            runs = (vllm.HOME if machine.has_gpu() else vllm.CPU_HOME) / "bin" / "python"
        if not card and not machine.has_gpu():
            say("no card is seen here: this is for its cores; --card 24 shows it for one of 24 GB")
        fitted = vllm.fit(settings, runs, port, context=arguments.context, fetch=False, card=card)
        print(vllm.script(fitted), end="")
        say(f"the service reaches it with GUIDE_LLM_BASE_URL=http://{fitted.host}:{fitted.port}/v1")
        return 0
    runs = vllm.interpreter(settings.vllm_python)
    machine.claim(settings.llm_host, port, "GUIDE_LLM_PORT")
    return vllm.serve(vllm.fit(settings, runs, port, context=arguments.context), settings.home)


def _check(settings: environment.Settings, arguments: argparse.Namespace) -> int:
    from serving import contract
    from serving.contract import table

    end = contract.connect(_address(settings, arguments), arguments.key or settings.api_key)
    rows = []
    for row in contract.run(end, arguments.model or settings.model):
        rows.append(row)
        if not arguments.json:
            print(table.line(row), flush=True)
    good = contract.usable(rows)
    print(table.document(end, rows, good=good) if arguments.json else table.verdict(rows, good=good))
    return 0 if good else 1


def _adapters(settings: environment.Settings, arguments: argparse.Namespace) -> int:
    from serving import contract, lora, vllm
    from serving.contract.wire import Broken
    from serving.errors import EngineFailed

    end = contract.connect(_address(settings, arguments), arguments.key or settings.api_key)
    try:
        end.look("")
    except Broken as error:
        raise EngineFailed(
            f"{end.wire.url} cannot be used ({error})", "start it, or correct the address"
        ) from error
    if (arguments.load or arguments.unload) and end.engine == "llama.cpp":
        raise EngineFailed(
            "llama.cpp takes adapters at its start alone", "put them in place and start it again: seconds"
        )
    for name in arguments.unload:
        print(vllm.unload(end.wire, name))
    for each in arguments.load:
        for name, path in lora.pairs(each):
            print(vllm.load(end.wire, name, path))
    end.look("")
    print("\n".join(end.adapters) or f"{end.model} alone: no adapters")
    return 0


def _address(settings: environment.Settings, arguments: argparse.Namespace) -> str:
    return str(
        arguments.url or settings.base_url or f"http://127.0.0.1:{settings.llm_port or environment.LLM_PORT}"
    )


if __name__ == "__main__":
    sys.exit(main())
