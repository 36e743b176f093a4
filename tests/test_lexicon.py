"""Questions cut without Kiwi: into the words that an index has, as Kiwi cut them there."""

import subprocess
import sys
from pathlib import Path

import pytest

from data import lines
from data.place import read
from ingest.cuts import Cuts
from rag.korean import Korean
from rag.lexicon import STEM, Lexicon, told
from rag.passage import bags, dictionary
from rag.terms import EMPTY

ROOT = Path(__file__).parents[1]
QUESTIONS = ROOT / "tests" / "cases" / "retrieval.jsonl"
SAME = 0.93
"""The share of Kiwi's terms that must be found, and of those found that must be Kiwi's. Measured on all our
places: 0.94 and 0.95."""


@pytest.fixture(scope="module")
def korean() -> Korean:
    return Korean(dictionary(read()))


@pytest.fixture(scope="module")
def lexicon(korean: Korean, tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    """Of the places that people ask for most."""
    places = [place for place in read() if place.popularity > 1]
    cuts = Cuts(tmp_path_factory.mktemp("cuts") / "cuts.sqlite", korean)
    words: dict[str, int] = {}
    for row in told(bags(places, cuts), cuts):
        assert not words.keys() & row.keys(), "each word is told once"
        words |= row
    cuts.close()
    return Lexicon(words, dictionary(places))


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("경복궁에서 가까운 박물관", ["경복궁", "가깝다", "박물관"]),
        ("조용하게 걸을 만한 산", ["조용", "걷다", "산"]),
        ("비 오는 날 아이랑 볼 전시", ["비", "날", "아이", "전시"]),
        ("넓은 정원", ["넓다", "정원"]),
        ("서울숲에서 cherry blossoms 보기 桜の名所", ["서울숲", "cherry", "blossom", "桜", "名所"]),
        ("추천해 주세요", []),
        ("", []),
    ],
)
def test_particles_endings_and_spaces_are_seen_through(
    lexicon: Lexicon, question: str, terms: list[str]
) -> None:
    assert lexicon.terms(question) == terms


def test_a_name_of_several_words_is_one_with_its_spaces_and_without() -> None:
    words = {"동대문디자인플라자": 1, "동대문": 9, "디자인": 9, "플라자": 3}
    lexicon = Lexicon(words, ["동대문 디자인 플라자"])
    for said in ("동대문 디자인 플라자로", "동대문디자인플라자까지", "동대문 디자인플라자"):
        assert lexicon.terms(said) == ["동대문디자인플라자"]
    assert lexicon.terms("동대문 옆 디자인") == ["동대문", "옆", "디자인"]


def test_questions_are_cut_as_kiwi_cuts_them(lexicon: Lexicon, korean: Korean) -> None:
    asked = [row["query"] for row in lines(QUESTIONS)]
    both = found = wanted = 0
    for question, terms in zip(asked, korean.terms(asked), strict=True):
        kiwi = {term for term in terms if lexicon.knows(term)}
        ours = {term for term in lexicon.terms(question) if lexicon.knows(term)}
        both, found, wanted = both + len(kiwi & ours), found + len(ours), wanted + len(kiwi)
    assert both / wanted >= SAME, "of Kiwi's terms"
    assert both / found >= SAME, "of the terms found"


def test_a_word_that_begins_a_name_stands_for_it() -> None:
    held = Lexicon({"닭": 3, "닭한마리골목": 1, "골목": 9}, ["닭한마리 골목"])
    assert "닭한마리골목" in held.terms("닭한마리")
    assert "닭한마리골목" not in held.terms("진옥화 닭한마리")


def test_a_word_that_nobody_knows_stays_whole(lexicon: Lexicon) -> None:
    assert lexicon.terms("쿠알라룸푸르에서") == ["쿠알라룸푸르"]


@pytest.mark.parametrize(
    "odd", ["\ud800 야경", "\x00야경\u200b", "🌉야경🌙", "야경" * 3_000, "야 " * 2_000 + "야경"]
)
def test_text_that_is_no_text_does_no_harm(lexicon: Lexicon, odd: str) -> None:
    assert "야경" in lexicon.terms(odd)


def test_verbs_are_told_from_nouns_that_end_like_them(lexicon: Lexicon, korean: Korean) -> None:
    words = {key for row in told([{"바다": 1.0, "걷다": 1.0, "예쁘다": 1.0}], korean) for key in row}
    assert words == {"바다", f"걷{STEM}", f"예쁘{STEM}"}
    assert Lexicon(dict.fromkeys(words, 1)).terms("바다를 걸어서") == ["바다", "걷다"]
    assert not {"가다", "있다"} - EMPTY, "verbs of every question are known as such"


def test_a_start_loads_neither_kiwi_nor_what_few_services_use() -> None:
    code = (
        "import sys, server, rag.edge;"
        "heavy = {'kiwipiepy', 'torch', 'aiohttp', 'cryptography', 'openai'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
