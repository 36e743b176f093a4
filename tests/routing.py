# ruff: noqa: T201 (a command that prints)
"""How well messages are understood: `python -m tests.routing [--half held] [--set phone] [--misses]`.

Tables, by rule alone, or with `--embed WEIGHTS` by rule and examples, as the service decides when its model
is away. `right`: the route; `whole`: route and every slot that the case names.
Times are of the CPU by rule alone, of the clock with examples.
"""

import argparse
import asyncio
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import mean, quantiles
from time import process_time
from typing import Any

from agent.threads import Message
from agent.tools.decision import Decision, Focus, Route
from agent.tools.routing import confidence
from agent.tools.routing.examples import Examples, Scorer
from agent.tools.routing.intent import rule
from agent.tools.routing.learned import learned
from agent.tools.routing.router import Choose
from agent.tools.text.language import detect
from agent.turns.replay import replay
from rag.embed import Embedder
from tests.understanding import CASES, cases, focus, location, router, same

OUTCOMES = CASES / "outcomes.json"
HALVES = ("dev", "held")
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
Case = dict[str, Any]


@cache
def _replayed(history: str) -> Focus:
    said = [Message("", "", turn["role"], turn["content"], "") for turn in json.loads(history)]
    return asyncio.run(replay(router(), said))


def before(case: Case) -> Focus:
    """The focus that a case starts from: given, or found in the messages before it."""
    if "history" in case:
        return _replayed(json.dumps(case["history"], ensure_ascii=False))
    return focus(case.get("focus"))


def judge(case: Case) -> Decision:
    """The decision by rule alone."""
    held = before(case)
    return rule(
        case["text"],
        router().knowledge,
        focus=held,
        location=location(case.get("location")),
        language=detect(case["text"], held.language),
    )


def right(case: Case, found: Decision) -> bool:
    return bool(found.route == case["route"])


def complaint(case: Case, found: Decision) -> str:
    """What is wrong with the slots; empty when nothing is."""
    wrong = [
        f"{field} {getattr(found, field)}"
        for field in ("talk", "category", "missing", "language", "question")
        if field in case and getattr(found, field) != case[field]
    ]
    wrong += [
        f"{field} {getattr(found, field)}"
        for field in ("origin", "destination")
        if field in case and not same(getattr(found, field), [case[field]])
    ]
    wrong += [
        f"no {name}"
        for name in case.get("places", ())
        if not any(same(place, [name]) for place in found.places)
    ]
    then = [each.route for each in found.then]
    if then != case.get("then", then):
        wrong.append(f"then {then}")
    return "; ".join(wrong + ["no wish"] * (case.get("wish", False) and not found.wish))


@dataclass(frozen=True, slots=True)
class Judged:
    case: Case
    found: Decision
    ms: float

    @property
    def right(self) -> bool:
        return right(self.case, self.found)

    @property
    def whole(self) -> bool:
        return self.right and not complaint(self.case, self.found)


def by_rule(rows: Iterable[Case]) -> list[Judged]:
    out = []
    for case in rows:
        before(case)
        begun = process_time()
        found = judge(case)
        out.append(Judged(case, found, (process_time() - begun) * 1000))
    return out


async def by_all(rows: Iterable[Case], embed: Scorer | None, choose: Choose | None = None) -> list[Judged]:
    held = [(case, await asyncio.to_thread(before, case)) for case in rows]
    out = []
    for case, begins in held:
        found = await router().decide(
            case["text"],
            focus=begins,
            location=location(case.get("location")),
            language=detect(case["text"], begins.language),
            embed=embed,
            choose=choose,
        )
        out.append(Judged(case, found, found.ms))
    return out


async def embedded(weights: Path, rows: Iterable[Case]) -> list[Judged]:
    embedder = Embedder(weights, identity=f"{weights}-e5")
    embedder.start()
    await embedder.wait()
    shipped = learned()
    examples = Examples(embedder.queries, meaning=shipped.meaning if shipped else None)
    await examples.warm()
    unsure: set[str] = set()

    async def absent(text: str, _: Sequence[Route]) -> Route | None:
        unsure.add(text)
        return None

    try:
        judged = await by_all(rows, examples, absent)
        print(f"the model would be asked: {len(unsure) / len(judged):.1%}\n")
        return judged
    finally:
        await embedder.close()


def fit() -> str:
    """Writes the curves of confidence, from outcomes of messages that nobody had tuned on yet."""
    outcomes = json.loads(OUTCOMES.read_text(encoding="utf-8"))
    made = {
        by: confidence.fitted([raw for raw, _ in seen], [bool(right) for _, right in seen])
        for by, seen in outcomes.items()
    }
    text = json.dumps(made)
    confidence.PATH.write_text(text + "\n", encoding="utf-8")
    return text


def record(judged: Sequence[Judged]) -> None:
    """Adds outcomes to those that `fit` reads: for new messages, before anything is tuned on them."""
    outcomes = json.loads(OUTCOMES.read_text(encoding="utf-8"))
    for each in judged:
        outcomes[each.found.by].append([each.found.confidence, int(each.right)])
    OUTCOMES.write_text(json.dumps(outcomes) + "\n", encoding="utf-8")


def raw() -> None:
    """Confidence as the judges say it, from here on."""
    confidence.curves = dict  # type: ignore[assignment]


def row(name: str, judged: Sequence[Judged]) -> str:
    count = len(judged)
    rights, wholes = sum(each.right for each in judged), sum(each.whole for each in judged)
    return f"| {name:22} | {count:5} | {rights:5} {rights / count:7.1%} | {wholes:5} {wholes / count:7.1%} |"


def table(title: str, judged: Sequence[Judged], name: Callable[[Judged], str]) -> str:
    groups: dict[str, list[Judged]] = {}
    for each in judged:
        groups.setdefault(name(each), []).append(each)
    head = f"| {title:22} |   all |         right |         whole |\n|---|---|---|---|"
    return "\n".join([head, *(row(group, groups[group]) for group in sorted(groups))])


def calibration(judged: Sequence[Judged]) -> str:
    """Confidence against accuracy, in bins."""
    out = ["| confidence   |   all | mean conf. | right  |", "|---|---|---|---|"]
    for low, high in pairwise(BINS):
        held = [each for each in judged if low <= each.found.confidence < high]
        if held:
            share, said = mean(each.right for each in held), mean(each.found.confidence for each in held)
            out.append(f"| {low:.2f} – {min(high, 1):.2f}  | {len(held):5} | {said:10.2f} | {share:6.1%} |")
    return "\n".join(out)


def times(judged: Sequence[Judged]) -> str:
    out = ["| by         | share  | median ms | p95 ms |", "|---|---|---|---|"]
    for by in ("rule", "embedding", "model"):
        held = [each.ms for each in judged if each.found.by == by]
        if len(held) > 1:
            cuts = quantiles(held, n=20)
            out.append(f"| {by:10} | {len(held) / len(judged):6.1%} | {cuts[9]:9.2f} | {cuts[18]:6.2f} |")
    return "\n".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, help="dev: tuned on; held: set aside")
    parser.add_argument("--set", help="first, phone (as people type), or last (written after tuning)")
    parser.add_argument("--embed", type=Path, help="a folder of sentence-transformers weights")
    parser.add_argument("--misses", action="store_true", help="name what went wrong")
    parser.add_argument(
        "--fit", action="store_true", help="fit data/confidence.json on the outcomes recorded"
    )
    parser.add_argument(
        "--record", action="store_true", help="record the outcomes of messages new to the rules"
    )
    wanted = parser.parse_args()
    rows = [
        case
        for half in ([wanted.half] if wanted.half else HALVES)
        for case in cases("routes", half)
        if wanted.set is None or case.get("set", "first") == wanted.set
    ]
    if wanted.fit:
        print(fit())
        return
    if wanted.record:
        raw()
    judged = asyncio.run(embedded(wanted.embed, rows)) if wanted.embed else by_rule(rows)
    if wanted.record:
        record(judged)
    names: dict[str, Callable[[Judged], str]] = {
        "route": lambda each: each.case["route"],
        "language": lambda each: each.found.language,
        "kind": lambda each: each.case.get("kind", "focus" if "focus" in each.case else "plain"),
        "all": lambda each: each.case.get("set", "first") + " " + each.case["half"],
    }
    for title, name in names.items():
        print(table(title, judged, name), end="\n\n")
    print(calibration(judged), times(judged), sep="\n\n")
    if wanted.misses:
        for each in judged:
            if not each.whole:
                found, case = each.found, each.case
                print(
                    f"{case['text']!r} {found.route} for {case['route']} ({found.confidence:.2f} {found.by}) "
                    f"{complaint(case, found)}"
                )


if __name__ == "__main__":
    main()
