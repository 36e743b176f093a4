"""How well names in messages are linked: `python -m tests.linked [--misses]` prints precision and recall.

A case counts its best reading. Found and wanted are compared one by one, so that a message with two names of
which one was found is half right. `--misses` lists the wrong ones of the half that is tuned on.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from agent.tools.linking.gazetteer import WEAK, Mention
from tests.understanding import cases, router, same


def linked(text: str) -> list[Mention]:
    return [mention for mention in router().gazetteer.link(text) if mention.score >= WEAK]


@dataclass(slots=True)
class Count:
    right: int = 0
    found: int = 0
    wanted: int = 0
    whole: int = 0
    cases: int = 0

    def add(self, right: int, found: int, wanted: int) -> None:
        self.right, self.found, self.wanted = self.right + right, self.found + found, self.wanted + wanted
        self.whole += right == found == wanted
        self.cases += 1

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    def __str__(self) -> str:
        shares = f"{self.precision:9.3f} {self.recall:9.3f} {self.whole / self.cases:9.3f}"
        return f"{self.cases:6} {shares}"


def matched(mentions: Iterable[Mention], names: list[str]) -> int:
    """How many of the names wanted were found, each by a mention of its own."""
    left = list(mentions)
    right = 0
    for name in names:
        hit = next((m for m in left if same(m.spot, [name])), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return right


def judge(case: dict[str, Any]) -> tuple[int, int, int, list[Mention]]:
    """Right, found and wanted under the reading that fits best."""
    mentions = linked(case["text"])
    fits = [(matched(mentions, names), len(names)) for names in case["names"]]
    right, wanted = max(fits, key=lambda fit: 2 * fit[0] - fit[1])
    return right, len(mentions), wanted, mentions


def report(*, misses: bool) -> Iterator[str]:
    for half in ("dev", "held"):
        counts: dict[str, Count] = defaultdict(Count)
        for case in cases("linking", half):
            right, found, wanted, mentions = judge(case)
            for kind in (case.get("kind", "first"), "all"):
                counts[kind].add(right, found, wanted)
            if misses and half == "dev" and not right == found == wanted:
                got = [(mention.text, mention.spot.name, mention.how, mention.score) for mention in mentions]
                yield f"  {case['text']}: {got}"
        yield f"{half:>12} {'cases':>6} {'precision':>9} {'recall':>9} {'whole':>9}"
        for kind, count in counts.items():
            yield f"{kind:>12} {count}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in report(misses="--misses" in sys.argv))
