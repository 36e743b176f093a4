"""`python -m serving`: the model endpoint for this machine. `fetch` brings weights, `up` runs the guide.

python -m serving                start an OpenAI-compatible endpoint and print its URL
python -m serving up             the endpoint and the service together, until Ctrl-C
python -m serving fetch [NAME …] bring weights; without a name, those that `up` needs here
python -m serving models         list the models known by name
"""

import argparse
import shlex
import sys

from serving import settings as environment
from serving import weights
from serving.catalog import CHAT, EMBEDDER, MODELS
from serving.errors import ServingError


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
                print("\n".join(model.card() for model in MODELS.values()))
                return 0
            case "up":
                from serving import up

                up.up(settings, arguments.service or up.SERVICE, arguments.model or up.MODEL)
                return 0
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
    return parser.parse_args()


def _words(text: str) -> tuple[str, ...]:
    return tuple(shlex.split(text))


def _needed(settings: environment.Settings) -> list[str]:
    if settings.base_url:
        return [EMBEDDER]
    return [EMBEDDER, settings.weights or CHAT]


if __name__ == "__main__":
    sys.exit(main())
