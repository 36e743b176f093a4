"""What search reckons with: weights of words, sums of scores, distances, names compared."""

import pytest
from rapidfuzz import fuzz

from rag import sparse
from rag.fusion import fuse
from rag.index import numbered, point_id
from rag.names import LIKE, Names, spelled
from rag.passage import passage
from rag.plain import metres
from tests.corpus import places

PALACE = (37.5796, 126.977)


def test_bm25_weights_are_those_of_the_formula() -> None:
    long, short = sparse.documents([{"야경": 2.0, "산": 4.0}, {"야경": 2.0}])
    mean = (6 + 2) / 2
    norm = sparse.K1 * (1 - sparse.B + sparse.B * 6 / mean)
    expected = 2 * (sparse.K1 + 1) / (2 + norm)
    assert dict(zip(long.indices, long.values, strict=True))[sparse.term_id("야경")] == pytest.approx(
        expected
    )
    assert short.values[0] > expected
    assert sparse.query(["야경", "야경"]).values == (1.0,)
    assert list(long.indices) == sorted(long.indices)


def test_fusion_prefers_what_both_legs_found_and_ignores_an_empty_one() -> None:
    fused = fuse([("a", 0.9), ("b", 0.88), ("d", 0.8)], [("b", 9.0), ("c", 1.0)], share=0.5)
    assert sorted(fused, key=lambda key: -fused[key]) == ["b", "a", "c", "d"]
    assert fused["b"] == pytest.approx(0.5 * 0.8 + 0.5)
    assert fuse([], [("b", 9.0), ("c", 3.0)]) == pytest.approx({"b": 1.0, "c": 1 / 3})
    assert fuse([("a", 0.9)], []) == {"a": 1.0}


def test_a_passage_says_what_the_place_is_in_each_language_it_has() -> None:
    text = passage(next(place for place in places() if place.id == "gyeongbokgung"))
    for said in ("경복궁", "Gyeongbokgung Palace", "景福宮", "궁궐", "한복", "종로구", "경복궁역"):
        assert said in text
    assert "None" not in text


def test_small_facts_of_an_index() -> None:
    assert metres(PALACE, PALACE) == 0
    assert metres((37.5665, 126.978), (35.1796, 129.0756)) == pytest.approx(325_000, rel=0.01)  # Seoul–Busan
    assert numbered("e5-ab", None) == "e5-ab-1"
    assert numbered("e5-ab", "e5-cd-7") == "e5-ab-8"
    assert point_id("gyeongbokgung") == point_id("gyeongbokgung") != point_id("changdeokgung")


def test_names_left_out_by_their_letters_are_none_that_comparing_all_would_find() -> None:
    known, all_names = Names(places()), _names()
    for name in all_names:
        for typed in (name[1:], name[:-1], name + name[-1], name[:2] + name[3:]):
            asked = spelled(typed)
            if 5 <= len(asked) <= 60:
                alike = (other for other in all_names if other.isascii() is asked.isascii())
                best = max((fuzz.ratio(asked, other) for other in alike), default=0)
                found = known.search(typed)
                assert (found[0][1] * 100 if found else 0) == pytest.approx(best if best >= LIKE else 0)


def _names() -> list[str]:
    """As they are compared: those of five letters and more."""
    said = [(place.names.model_dump(exclude_none=True).values(), place.aliases) for place in places()]
    names = {spelled(name) for names, aliases in said for name in (*names, *aliases)}
    return sorted(name for name in names if len(name) >= 5)
