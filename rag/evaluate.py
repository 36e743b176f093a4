"""`python -m rag.evaluate`: how well places are found, system by system, on the questions of a file.

Searches the index that `make run` or `python -m ingest` left, with the embedder (and the re-ranker) of the
settings. Exit status: 0 done, 1 there is nothing to search.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.opening import SEOUL
from rag.baseline import Whitespace
from rag.embed import NotReady
from rag.index import Leg
from rag.measure import DEPTH, Question, Score, groups, questions, score, table
from rag.retriever import Retriever
from rag.wish import conditions

QUESTIONS = Path(__file__).parents[1] / "tests" / "cases" / "retrieval.jsonl"
PAGE = Path(__file__).parents[1] / "docs" / "quality-retrieval.md"
BEGIN, END = "<!-- measured -->", "<!-- end -->"
WORST = 10
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Run:
    """One system's rankings, a list of place ids for each question, and their scores."""

    name: str
    rankings: list[list[str]]
    scores: list[Score]


def main() -> int:
    options = _options()
    asked = [row for row in questions(options.questions) if options.half in {row.half, "both"}]
    try:
        text = asyncio.run(_measured(asked, options.worst))
    except NotReady as error:
        sys.stderr.write(f"Nothing was measured: {error}\n")
        return 1
    sys.stdout.write(text + "\n")
    if options.write:
        _write(text)
    return 0


async def _measured(asked: Sequence[Question], worst: int) -> str:
    retriever = await Retriever.open()
    try:
        if not retriever.places:
            raise NotReady("the index is empty: run python -m ingest")
        await retriever.wait()
        runs = await _runs(retriever, asked)
        return _report(retriever, asked, runs, worst)
    finally:
        await retriever.close()


async def _runs(retriever: Retriever, asked: Sequence[Question]) -> list[Run]:
    plain = Whitespace(retriever.places.values())
    found: dict[str, list[list[str]]] = {
        "BM25, words between spaces": [],
        "words": [],
        "meaning": [],
        "both": [],
    }
    when = datetime.now(SEOUL)
    for question in asked:
        dense, words = await retriever.legs(question.query)
        wish = conditions(question.query)
        hits = await retriever.search(question.query, **({"limit": DEPTH} | wish.at(when)))
        legs = (_ids(plain.search(question.query, DEPTH)), _ids(words), _ids(dense))
        for ranking, rows in zip(found.values(), (*legs, [hit.place.id for hit in hits]), strict=True):
            ranking.append(rows)
    return [
        Run(name, rankings, [score(row, asked[at].relevant) for at, row in enumerate(rankings)])
        for name, rankings in found.items()
    ]


def _ids(leg: Leg) -> list[str]:
    return [place_id for place_id, _ in leg[:DEPTH]]


def _report(retriever: Retriever, asked: Sequence[Question], runs: Sequence[Run], worst: int) -> str:
    systems = {run.name: run.scores for run in runs}
    judged = len({place_id for question in asked for place_id in question.relevant})
    about = (
        f"{len(asked)} questions over {len(retriever.places)} places, {judged} of them relevant to one. "
        f"Index `{retriever.version}`. Each cell: hit@1 / hit@5 / nDCG@10."
    )
    parts = [
        about,
        "## By half",
        table(systems, {"all": range(len(asked)), **groups(asked, lambda question: question.half)}),
        "## By language",
        table(systems, groups(asked, lambda question: question.language)),
        "## By kind",
        table(systems, groups(asked, lambda question: question.kind)),
    ]
    for run in runs if worst else ():
        parts += [f"## Worst of {run.name}", _worst(retriever, asked, run, worst)]
    return "\n\n".join(parts)


def _worst(retriever: Retriever, asked: Sequence[Question], run: Run, count: int) -> str:
    places = retriever.places
    order = sorted(range(len(asked)), key=lambda at: (run.scores[at].ndcg, asked[at].query))
    rows = ["| question | nDCG@10 | found | wanted |", "|---|---|---|---|"]
    for at in order[:count]:
        found = [
            f"**{places[key].names.ko}**" if key in asked[at].relevant else places[key].names.ko
            for key in run.rankings[at][:SHOWN]
        ]
        best = sorted(asked[at].relevant, key=lambda key: -asked[at].relevant[key])
        wanted = [places[key].names.ko for key in best if key in places][:SHOWN]
        shown = run.scores[at].ndcg
        rows.append(f"| {asked[at].query} | {shown:.2f} | {', '.join(found) or '–'} | {', '.join(wanted)} |")
    return "\n".join(rows)


def _write(text: str) -> None:
    """Between the marks of the page; the rest of it is written by hand."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m rag.evaluate", description=__doc__)
    parser.add_argument("--questions", type=Path, default=QUESTIONS, metavar="FILE")
    parser.add_argument("--half", choices=["dev", "held", "both"], default="both")
    parser.add_argument("--worst", type=int, default=WORST, help="errors shown of each system")
    parser.add_argument("--write", action="store_true", help=f"put it into {PAGE.name} too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
