"""`relay`: the service over the model's stream. `route`, `search`: what they cost. `soak`: what stays."""

import argparse
import asyncio

from bench import relay, route, search, soak


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(required=True)
    relayed = commands.add_parser("relay", help="added TTFT, tokens/s, CPU a token beside raw")
    relayed.add_argument("--users", type=int, nargs="+", default=[1, 16, 100])
    relayed.add_argument("--rounds", type=int, default=3, help="raw and service alternate this often")
    relayed.add_argument("--unpaced", action="store_true", help="tokens as fast as the stand-in writes")
    relayed.set_defaults(run=relay.run)
    commands.add_parser("route", help="what a decision and a journey cost").set_defaults(run=route.run)
    searched = commands.add_parser("search", help="GET /places over thousands of places")
    searched.add_argument("--places", type=int, nargs="+", default=[10_000])
    searched.add_argument("--rounds", type=int, default=3, help="each question is asked this often")
    searched.set_defaults(run=search.run)
    soaked = commands.add_parser("soak", help="memory, sockets and tasks after many turns")
    soaked.add_argument("--turns", type=int, default=10_000)
    soaked.add_argument("--users", type=int, default=16)
    soaked.add_argument("--port", type=int, default=8322)
    soaked.set_defaults(run=soak.run)
    given = parser.parse_args()
    asyncio.run(given.run(given))


main()
