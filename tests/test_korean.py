"""Terms for search: the same for an index and for a question, in four scripts."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest

from rag.korean import Korean
from rag.terms import speakable


@pytest.fixture(scope="module")
def korean() -> Korean:
    return Korean(
        ["경의선숲길", "을지로3가역", "동대문 디자인 플라자", "국립중앙박물관", "N서울타워", "서울숲"]
    )


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("경의선숲길에서", "경의선숲길은"),
        ("을지로3가역까지", "을지로3가역"),
        ("동대문디자인플라자로", "동대문 디자인 플라자"),
        ("N서울타워랑", "n서울타워"),
        ("걷기 좋은 길", "걸을 만한 길"),
        ("조용한", "조용하고"),
        ("夜景", "夜景"),
        ("景福宫", "景福宮"),
        ("Temples", "temple"),
        ("ＤＤＰ", "ddp"),
    ],
)
def test_endings_spacing_script_and_case_do_not_matter(korean: Korean, asked: str, written: str) -> None:
    one, other = korean.terms([asked, written])
    assert one
    assert one == other


def test_a_name_stays_whole_and_its_parts_are_known_beside_it(korean: Korean) -> None:
    assert korean.terms(["국립중앙박물관 야경"]) == [["국립중앙박물관", "야경"]]
    assert korean.parts(["국립중앙박물관", "서울숲", "경복궁"]) == [["국립", "중앙", "박물관"], ["숲"], []]
    assert set(korean.terms(["중앙박물관"])[0]) <= {"중앙박물관", "중앙", "박물관"}


def test_four_scripts_in_one_text(korean: Korean) -> None:
    (terms,) = korean.terms(["서울숲에서 cherry blossoms 보기 桜の名所 3.1운동"])
    assert terms[:3] == ["서울숲", "cherry", "blossom"]
    assert {"3.1", "운동", "名所", "桜"} <= set(terms)


def test_japanese_and_chinese_questions_leave_the_words_that_matter(korean: Korean) -> None:
    asked = [
        "看夜景的地方",
        "夜にライトアップされる古宮",
        "コスメを買いたい",
        "ソウルタワー",
        "免费的博物馆在哪里",
    ]
    assert korean.terms(asked) == [
        ["夜景"],
        ["ライトアップ", "夜", "古宮"],
        ["コスメ", "買"],
        ["ソウルタワー"],
        ["免费", "博物", "物館"],
    ]


def test_words_of_every_question_are_dropped_and_empty_texts_are_kept_in_place(korean: Korean) -> None:
    assert korean.terms(["", "추천해 주세요", "  ", "where can i go", "야경"]) == [[], [], [], [], ["야경"]]


def test_decomposed_hangul_is_the_same_word(korean: Korean) -> None:
    assert korean.terms([unicodedata.normalize("NFD", "국립중앙박물관에")]) == [["국립중앙박물관"]]


def test_text_that_is_no_text_does_no_harm(korean: Korean) -> None:
    odd = ["\ud800 야경", "\x00\x01야경\u200b", "🌉야경🌙", "야경" * 2_000, "ㅋㅋㅋ ㅠㅠ", "\n\t"]
    terms = korean.terms(odd)
    assert [row[:1] for row in terms[:4]] == [["야경"]] * 4
    assert len(terms[3]) >= 1
    assert terms[5] == []


def test_threads_share_one_tokenizer() -> None:
    fresh = Korean(["서울숲"])
    texts = [f"서울숲 {number}번 출구에서 만나요" for number in range(40)]
    alone = Korean(["서울숲"]).terms(texts)
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda text: fresh.terms([text])[0], texts))
    assert together == alone


def test_latin_text_needs_no_kiwi() -> None:
    fresh = Korean()
    assert fresh.terms(["Royal palaces of Joseon", "夜景"]) == [["royal", "palace", "joseon"], ["夜景"]]
    assert fresh._kiwi is None


def test_only_names_with_hangul_enter_the_dictionary() -> None:
    assert [word for word in ("궁", "경복궁", "DDP", "N서울타워", "가" * 30) if speakable(word)] == [
        "경복궁",
        "N서울타워",
    ]
