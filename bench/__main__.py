"""What the service costs, beside the bare model where that makes sense; each command prints a table."""

import argparse
import asyncio

from bench import crowd, faults, kept, relay, route, search, soak, start, stop, threads


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
    started = commands.add_parser("start", help="cold and warm, until it answers; memory")
    started.add_argument("--rounds", type=int, default=start.ROUNDS)
    started.add_argument("--cold", action="store_true", help="once with nothing in the system's cache, first")
    started.set_defaults(run=start.run)
    crowded = commands.add_parser("crowd", help="hundreds at once: who is answered, and does /live answer")
    crowded.add_argument("--users", type=int, nargs="+", default=[100, 500, 1000])
    crowded.add_argument("--places", type=int, default=256, help="answers of the model at once")
    crowded.add_argument("--queue", type=int, default=512, help="turns that may wait beside them")
    crowded.set_defaults(run=crowd.run)
    stopped = commands.add_parser("stop", help="how soon the model stops when its client leaves")
    stopped.add_argument("--users", type=int, default=100, help="that leave at once")
    stopped.add_argument("--rounds", type=int, default=10)
    stopped.set_defaults(run=stop.run)
    cached = commands.add_parser("kept", help="answers that were given before")
    cached.add_argument("--rounds", type=int, default=40)
    cached.set_defaults(run=kept.run)
    commands.add_parser("faults", help="what a failing model costs its users").set_defaults(run=faults.run)
    long = commands.add_parser("threads", help="one long thread: time and disk")
    long.add_argument("--turns", type=int, default=1_000)
    long.set_defaults(run=threads.run)
    soaked = commands.add_parser("soak", help="memory, sockets and tasks after many turns")
    soaked.add_argument("--turns", type=int, default=10_000)
    soaked.add_argument("--users", type=int, default=16)
    soaked.add_argument("--port", type=int, default=8322)
    soaked.set_defaults(run=soak.run)
    given = parser.parse_args()
    asyncio.run(given.run(given))


main()
