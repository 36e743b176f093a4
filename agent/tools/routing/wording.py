"""What the wording of labelled messages says of a new one, by pieces of one to four letters.

A linear reading (ridge regression) as `agent.tools.routing.examples` has of meanings, but of letters: it
needs no model, and is asked in a third of a millisecond. Names are put aside first, so that
갈라파고스 예약 되나요 and 경복궁 예약 되나요 differ by what we know of them.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from agent.tools.decision import Route
from agent.tools.linking.gazetteer import WEAK, Mention

ROUTES: tuple[Route, ...] = get_args(Route)
Floats = NDArray[np.float64]
_LONGEST = 4
"""Letters of a piece."""
_OFTEN = 2
"""Messages that a piece must be in: what was said once may be chance."""
_STEPS, _CLOSE = 60, 1e-3
"""At most so many steps of conjugate gradients; the residue, as a share of what there was, that ends them."""
_OTHER = re.compile(r"[^가-힣a-z§¤?ぁ-んァ-ヺー一-鿿]+")


def masked(text: str, mentions: Sequence[Mention]) -> str:
    """The text with each known place as §, each known station as ¤."""
    out, at = [], 0
    for mention in mentions:
        if mention.score >= WEAK:
            out += [text[at : mention.start], "§" if mention.spot.kind == "place" else "¤"]
            at = mention.end
    return "".join([*out, text[at:]])


class Wording:
    """Immutable once learned; safe to ask from any thread."""

    def __init__(
        self, rarity: Mapping[str, float], weights: Floats, share: Floats, heat: float = 0.12
    ) -> None:
        """`rarity`: of each piece; `weights`: a row a piece, a number a route; `heat` softens scores."""
        self.rarity, self.weights, self.share = rarity, weights, share
        self._column = {piece: at for at, piece in enumerate(rarity)}
        self._rare = np.fromiter(rarity.values(), float, len(rarity))
        self._heat = heat

    @classmethod
    def learned(cls, examples: Iterable[tuple[str, Route]], *, ridge: float = 0.5) -> "Wording":
        """`examples`: messages, their names put aside, with their routes. `ridge` holds weights small."""
        pairs = list(examples)
        said = [_pieces(text) for text, _ in pairs]
        held = Counter(piece for pieces in said for piece in pieces)
        rarity = {
            piece: math.log((len(said) + 1) / (often + 1)) + 1
            for piece, often in held.items()
            if often >= _OFTEN
        }
        column = {piece: at for at, piece in enumerate(rarity)}
        rows = [_weighed(pieces, rarity) for pieces in said]
        targets = np.array([[route == each for each in ROUTES] for _, route in pairs], dtype=np.float64)
        share = targets.mean(axis=0)
        at_row = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        at_column = np.array([column[piece] for row in rows for piece in row], dtype=np.int64)
        values = np.array([value for row in rows for value in row.values()])
        matrix = _Sparse(at_row, at_column, values, len(rows), len(column))
        weights = np.stack([matrix.ridge(side, ridge) for side in (targets - share).T], axis=1)
        return cls(rarity, weights, share)

    def __call__(self, text: str) -> Mapping[Route, float]:
        """How likely each route is for a message with its names put aside; sums to 1."""
        pieces = _pieces(text)
        known = [piece for piece in pieces if piece in self._column]
        rows = [self._column[piece] for piece in known]
        values = (1 + np.log([pieces[piece] for piece in known])) * self._rare[rows]
        values /= math.sqrt(float(values @ values)) or 1.0
        scores = self.share + values @ self.weights[rows]
        odds = np.exp((scores - scores.max()) / self._heat)
        return dict(zip(ROUTES, map(float, odds / odds.sum()), strict=True))


def _pieces(text: str) -> Counter[str]:
    plain = f" {_OTHER.sub(' ', text.lower()).strip()} "
    sizes = range(1, _LONGEST + 1)
    found = Counter(plain[at : at + size] for size in sizes for at in range(len(plain) - size + 1))
    del found[" "]
    return found


def _weighed(pieces: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    """Known pieces with their weight in this message, which sum to 1 as squares."""
    out = {piece: (1 + math.log(often)) * rarity[piece] for piece, often in pieces.items() if piece in rarity}
    length = math.sqrt(sum(value * value for value in out.values())) or 1.0
    return {piece: value / length for piece, value in out.items()}


def _sums(places: NDArray[np.int64], values: Floats, size: int) -> Floats:
    return np.bincount(places, values, size).astype(np.float64)


class _Sparse:
    """A matrix of few numbers: the one at `rows[i], columns[i]` is `values[i]`."""

    def __init__(
        self, rows: NDArray[np.int64], columns: NDArray[np.int64], values: Floats, height: int, width: int
    ) -> None:
        self._rows, self._columns, self._values = rows, columns, values
        self._height, self._width = height, width

    def across(self, vector: Floats) -> Floats:
        """The matrix times a vector as long as it is wide."""
        return _sums(self._rows, self._values * vector[self._columns], self._height)

    def down(self, vector: Floats) -> Floats:
        """The matrix, turned, times a vector as long as it is high."""
        return _sums(self._columns, self._values * vector[self._rows], self._width)

    def ridge(self, target: Floats, penalty: float) -> Floats:
        """Weights of the columns that tell `target` best, by conjugate gradients on the dual."""
        dual = np.zeros(self._height)
        rest = target.copy()
        way = rest.copy()
        left = start = float(rest @ rest)
        for _ in range(_STEPS):
            if left <= start * _CLOSE**2:
                break
            seen = self.across(self.down(way)) + penalty * way
            step = left / float(way @ seen)
            dual += step * way
            rest -= step * seen
            before, left = left, float(rest @ rest)
            way = rest + left / before * way
        return self.down(dual)
