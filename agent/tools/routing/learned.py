"""What the labelled messages taught, learned once and shipped.

`python -m agent.tools.routing.learn` makes it anew.

`data/learned.npz` holds the weights of `agent.tools.routing.wording` and, for the default embedder, those of
`agent.tools.routing.examples.Examples`. Learning them takes a minute of a start; reading them, a few
milliseconds. A file that was made from other messages than those in `data/` is passed over (a test holds
that it was not).
"""

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from agent.tools.decision import Route
from agent.tools.routing.wording import Wording
from data import ROOT, lines

EXAMPLES = ROOT / "routes.jsonl"
WORDINGS = ROOT / "wordings.jsonl"
"""More examples: of these a start that cannot read the file learns the wording alone."""
FILE = ROOT / "learned.npz"


class Meaning(NamedTuple):
    """The mean of the vectors, a column of weights a route, and each route's share of the examples."""

    mean: NDArray[np.float32]
    weights: NDArray[np.float32]
    share: NDArray[np.float32]


def read_examples(path: Path = EXAMPLES) -> list[tuple[str, Route]]:
    """Raises KeyError on a row without text or route."""
    return [(row["text"], row["route"]) for row in lines(path)]


def all_examples() -> list[tuple[str, Route]]:
    return [*read_examples(), *read_examples(WORDINGS)]


def mark(examples: Sequence[tuple[str, Route]]) -> str:
    return blake2b(orjson.dumps(examples), digest_size=8).hexdigest()


class Learned(NamedTuple):
    wording: Wording
    embedder: str
    """Whose vectors `meaning` is of."""
    meaning: Meaning


@cache
def learned(path: Path = FILE) -> Learned | None:
    """None where there is no file, or one of other examples."""
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as held:
        if str(held["mark"]) != mark(all_examples()):
            return None
        pieces = bytes(held["pieces"]).decode().split("\n")
        return Learned(
            Wording(
                dict(zip(pieces, held["rarity"].tolist(), strict=True)),
                held["weights"].astype(np.float64),
                held["share"],
            ),
            str(held["embedder"]),
            Meaning(held["meant_mean"], held["meant_weights"], held["meant_share"]),
        )
