"""What linking costs: `python -m agent.tools.linking.measure [--places 10000]` prints milliseconds a message.

The gazetteer holds the real places and stations, filled up with invented places whose names are put together
from pieces of real ones, so that they are as near to one another and to the messages as real ones would be.
Messages are the labelled examples of routing and the same with a letter mistyped.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from random import Random
from statistics import mean, quantiles
from time import perf_counter, thread_time

from agent.tools.linking.gazetteer import Gazetteer
from data import ROOT, lines
from data.place import Names, Place, SourceNote, read

_SOURCE = SourceNote(name="invented", date="2026-01")


def invented(names: Sequence[str], count: int, random: Random) -> Iterator[Place]:
    """Places that exist nowhere: the first half of one name and the second of another."""
    said = set(names)
    made = 0
    while made < count:
        first, second = random.choice(names), random.choice(names)
        name = first[: (len(first) + 1) // 2].strip() + second[len(second) // 2 :].strip()
        if len(name) < 3 or name in said:  # noqa: PLR2004 (syllables)
            continue
        said.add(name)
        yield Place(
            id=f"invented-{made}",
            names=Names(ko=name),
            category="other",
            district=None,
            lat=37.5,
            lon=127.0,
            sources=(_SOURCE,),
        )
        made += 1


def slipped(text: str, random: Random) -> str:
    """`text` with one Hangul syllable replaced by a neighbour in Unicode, as a slip of the finger would."""
    at = [index for index, char in enumerate(text) if "가" <= char <= "힢"]
    if not at:
        return text
    index = random.choice(at)
    return text[:index] + chr(ord(text[index]) + 1) + text[index + 1 :]


def report(count: int) -> Iterator[str]:
    """The lines of a table: exact names alone, and with slips."""
    random = Random(7)  # noqa: S311 - the same names every time
    real = list(read())
    extra = invented([place.names.ko for place in real], max(0, count - len(real)), random)
    started = perf_counter()
    gazetteer = Gazetteer.build([*real, *extra], lines(ROOT / "subway" / "stations.jsonl"))
    built = perf_counter() - started
    messages = [row["text"] for row in lines(ROOT / "routes.jsonl")]
    messages += [slipped(message, random) for message in messages]
    yield f"{max(count, len(real)):,} places, {len(gazetteer):,} names, built in {built:.1f} s"
    yield f"{len(messages)} messages, CPU milliseconds a message"
    yield f"{'':>14} {'mean':>7} {'p50':>7} {'p95':>7} {'p99':>7} {'worst':>7}"
    for kind, fuzzy in (("exact", False), ("with slips", True)):
        took = []
        for message in messages:
            started = thread_time()
            gazetteer.link(message, fuzzy=fuzzy)
            took.append((thread_time() - started) * 1000)
        cuts = quantiles(took, n=100)
        shares = (mean(took), cuts[49], cuts[94], cuts[98], max(took))
        yield f"{kind:>14} " + " ".join(f"{value:7.3f}" for value in shares)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m agent.tools.linking.measure", description=__doc__)
    parser.add_argument("--places", type=int, default=10_000)
    for line in report(parser.parse_args().places):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
