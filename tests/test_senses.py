"""What the words of a wish stand for: phrases, weights, compounds, words that say nothing."""

import pytest

from rag.lexicon import Lexicon
from rag.passage import KINDS, TAGS
from rag.senses import HELD, SHARE, Senses, senses, words

INDEX = {
    "음식점": 9, "맛집": 9, "먹거리": 20, "실내": 30, "비": 30, "일몰": 4, "노을": 4, "고가": 2, "도로": 3,
    "고가도로": 1, "친구": 2, "데이트": 8, "화장품": 2, "카페": 9, "삼계탕": 1, "닭": 3, "통닭": 2, "버스": 5,
    "킹": 1, "파": 1, "스타": 2, "먹": 1, "골목": 9, "떡볶이": 3,
}  # fmt: skip


@pytest.fixture(scope="module")
def read() -> "Read":
    lexicon = Lexicon(INDEX)
    lexicon.learn(words())
    return Read(lexicon)


class Read:
    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon, self.senses = lexicon, Senses(lexicon)

    def __call__(self, text: str) -> dict[str, float]:
        return self.senses.weighed(text, self.lexicon.terms(text))


@pytest.mark.parametrize(
    ("text", "stands_for"),
    [
        ("라멘 먹고 싶어", {"음식점", "맛집", "먹거리"}),
        ("해 지는 거 보기 좋은 곳", {"일몰", "노을"}),
        ("여자친구랑 갈 데", {"데이트"}),
        ("회전초밥", {"음식점", "맛집", "먹거리"}),
        ("ginseng chicken soup", {"삼계탕"}),
        ("コスメを買いたい", {"화장품"}),
        ("とんかつが食べたい", {"음식점"}),
        ("吃烤肉的地方", {"음식점", "맛집"}),
        ("拍照", set()),
        ("박물관", set()),
    ],
)
def test_words_that_the_index_has_not_stand_for_some_that_it_has(
    read: Read, text: str, stands_for: set[str]
) -> None:
    added = {term for term, weight in read(text).items() if weight == SHARE}
    assert stands_for <= added
    assert bool(stands_for) is bool(added)
    assert added <= INDEX.keys()


def test_what_the_index_says_itself_is_added_to_with_less_weight(read: Read) -> None:
    assert read("떡볶이") == {"떡볶이": 1.0, "음식점": HELD, "먹거리": HELD}
    rainy = read("비 오는 날")
    assert (rainy["비"], rainy["실내"]) == (1.0, HELD)


def test_words_are_cut_as_words_although_no_place_has_them(read: Read) -> None:
    assert "파" not in read("파스타 맛집")
    assert "먹" not in read("저녁 먹을 데")
    assert {"버스", "킹"} <= read("버스킹").keys() or "버스킹" in read("버스킹")


def test_who_goes_along_is_no_word_of_a_place_and_a_compound_counts_by_its_parts(read: Read) -> None:
    assert "친구" not in read("친구랑 카페")
    walked = read("고가도로")
    assert (walked["고가도로"], walked["고가"], walked["도로"]) == (1.0, HELD, HELD)


def test_every_sense_ends_in_words_that_places_are_described_with() -> None:
    said = " ".join([*TAGS, *(words.ko for words in (*KINDS.values(), *TAGS.values()))])
    bare = [sense.means for sense in senses() if not any(word[:2] in said for word in sense.means.split())]
    assert len(bare) <= 0.2 * len(senses()), bare
    assert all(sense.said and sense.far for sense in senses()), "four languages"
