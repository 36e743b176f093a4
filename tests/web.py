"""What the web search is worth, as tables: `python -m tests.web`, about a minute; no model and no network.

Providers before the same trials, each against its own loopback server, with the time of one search; attacks
against the defences that need no model; markers of citations; queries for what people say. What attacks do to
a real model: `python -m agent.attacked URL`.
"""

import asyncio
import sys
from collections.abc import Iterator

from agent.tools.web.attacks import PLACES, attacks, rates, signs, told
from agent.tools.web.standalone import query
from data import lines
from tests.outside.test_web_queries import cut
from tests.test_web_clean import marked
from tests.test_web_table import HEADS, TRIED, tried
from tests.understanding import CASES


async def providers() -> list[str]:
    rows = [f"| provider | {' | '.join(HEADS)} |", "|---" * (len(HEADS) + 1) + "|"]
    for name in TRIED:
        cells = [one[:40] for one in (await tried(name)).values()]
        rows += [f"| {name} | {' | '.join(cells)} |"]
    return rows


def planted() -> Iterator[str]:
    """Attacks in each place of a result: how many still show in what a model is told."""
    yield "| corpus | kind | planted | get past |\n|---|---|---|---|"
    for name, held in (("the rules were made with", False), ("held out", True)):
        corpus = [one for one in attacks() if one.held is held]
        passed = ((one, bool(signs(one, told(one, place)))) for one in corpus for place in PLACES)
        for row in rates(passed, "kind"):
            yield f"| {name} | {row['kind']} | {row['planted']} | {row['through']} |"


def queries() -> Iterator[str]:
    yield "| said | typed |\n|---|---|"
    for case in lines(CASES / "queries.jsonl"):
        *before, said = case["said"]
        made = query(said, before[-1] if before else None, case["language"], cut())
        yield f"| {' ⏎ '.join(case['said'])} | {made} |"


async def tables() -> Iterator[str]:
    written, kept = await asyncio.to_thread(marked)
    return iter([
        "## Providers\n", *await providers(),
        "\n`ms`: one search, the median of twenty on one connection, against a loopback server.",
        "\n## Attacks, without a model\n", *planted(),
        "\n## Citations\n",
        f"Of {written:,} markers in 3,000 answers made at random, the {kept:,} that have a source are kept.",
        "\n## Queries\n", *queries(),
    ])  # fmt: skip


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in asyncio.run(tables()))
