"""`python -m bench relay`: what the service adds to the model's own stream. `tools`: what a message costs."""

import argparse
import asyncio

from bench import relay, tools


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(required=True)
    relayed = commands.add_parser("relay", help="added TTFT, tokens/s, CPU a token beside raw")
    relayed.add_argument("--users", type=int, nargs="+", default=[1, 16, 100])
    relayed.add_argument("--rounds", type=int, default=3, help="raw and service alternate this often")
    relayed.add_argument("--unpaced", action="store_true", help="tokens as fast as the stand-in writes")
    relayed.set_defaults(run=relay.run)
    commands.add_parser("tools", help="CPU of routing, linking and planning").set_defaults(run=tools.run)
    given = parser.parse_args()
    asyncio.run(given.run(given))


main()
