"""Sparse vectors: BM25's term weights on one side, plain terms on the other; Qdrant multiplies by the IDF.

Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), §3.6: the weights of
a document's fields are summed before saturation, so that a word of the name counts for several of the text.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

K1 = 0.8
B = 0.15


@dataclass(frozen=True, slots=True)
class Sparse:
    """Term ids (32 bits, ascending) and their weights, of one length."""

    indices: tuple[int, ...]
    values: tuple[float, ...]


@lru_cache(maxsize=1 << 17)
def term_id(term: str) -> int:
    """The same in every process and version. Two of 20,000 terms meet with a chance of 5 %."""
    return int.from_bytes(blake2b(term.encode(), digest_size=4).digest(), "little")


def query(terms: Iterable[str]) -> Sparse:
    return weighed(dict.fromkeys(terms, 1.0))


def weighed(terms: Mapping[str, float]) -> Sparse:
    """A question whose terms do not weigh the same."""
    return _vector({term_id(term): weight for term, weight in terms.items()})


def documents(bags: Sequence[Mapping[str, float]]) -> list[Sparse]:
    """`bags`: each document's terms with their frequency, summed over its weighted fields."""
    lengths = [sum(bag.values()) for bag in bags]
    mean = sum(lengths) / max(len(lengths), 1) or 1.0
    return [
        _vector(_saturated(bag, 1 - B + B * length / mean)) for bag, length in zip(bags, lengths, strict=True)
    ]


def _saturated(bag: Mapping[str, float], norm: float) -> dict[int, float]:
    ids: defaultdict[int, float] = defaultdict(float)
    for term, frequency in bag.items():
        ids[term_id(term)] += frequency
    return {key: frequency * (K1 + 1) / (frequency + K1 * norm) for key, frequency in ids.items()}


def _vector(weights: Mapping[int, float]) -> Sparse:
    ordered = sorted(weights.items())
    return Sparse(tuple(key for key, _ in ordered), tuple(value for _, value in ordered))
