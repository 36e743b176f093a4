"""What is typed into the search box for what people say: names and what is asked, standing alone."""

from functools import cache

import pytest

from agent.tools.decision import Language
from agent.tools.web.morphemes import Cut
from agent.tools.web.query import write
from agent.tools.web.standalone import query
from data import lines
from data.place import read
from rag.korean import Korean
from rag.passage import dictionary
from tests.understanding import CASES


@cache
def cut() -> Cut:
    return Korean(dictionary(list(read()))).morphemes


def test_messages_become_queries_that_stand_alone() -> None:
    wrong = []
    for case in lines(CASES / "queries.jsonl"):
        *before, said = case["said"]
        made = query(said, before[-1] if before else None, case["language"], cut())
        if made != case["query"]:
            wrong.append(f"{' > '.join(case['said'])}: {made!r} for {case['query']!r}")
    assert not wrong, "\n".join(wrong)


def test_a_korean_query_stays_as_it_is() -> None:
    made = [case["query"] for case in lines(CASES / "queries.jsonl") if case["language"] == "ko"]
    assert len(made) > 40
    assert [(one, again) for one in made if (again := write(one, "ko", cut())) != one] == []


@pytest.mark.parametrize(
    ("language", "before", "said", "wanted"),
    [
        ("ko", "부산 해운대 맛집 알려줘", "서울 종로 약국 어디 있어?", "서울 종로 약국 위치"),
        ("ko", "이번 주말 서울 축제 뭐 있어?", "북촌 한옥 카페 알려줘", "서울 북촌 한옥 카페"),
        ("en", "Where is Sungsimdang?", "best fried chicken in Seoul?", "best fried chicken in Seoul"),
        ("ko", "오늘 날씨 어때?", "내일은?", "서울 날씨 내일"),
        ("ko", "오늘 날씨 어때? (내일은?)", "내일은?", "서울 날씨 내일"),
        ("ko", None, "거기 주차는 돼?", "서울 주차"),
    ],
)
def test_only_a_question_that_leans_on_the_last_one_takes_its_words(
    language: Language, before: str | None, said: str, wanted: str
) -> None:
    if before and before.endswith(")"):
        said, before = before, None
    assert query(said, before, language, cut()) == wanted
