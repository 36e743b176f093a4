"""Which rules of a category are told, and in which order."""

import pytest

from agent.nodes.etiquette import relevant, without
from agent.tools.etiquette import load


@pytest.mark.parametrize(
    ("category", "question", "first"),
    [
        ("subway", "지하철에서 지켜야 할 예절이 있어?", "분홍색"),
        ("subway", "지하철에서 통화해도 돼?", "전화는"),
        ("museum", "박물관에서 뛰면 안 돼요?", "작품에"),
        ("palace", "고궁에서 돗자리 펴도 돼?", "술, 텐트·돗자리"),
    ],
)
def test_neither_the_places_own_name_nor_words_of_any_question_ask_for_a_rule(
    category: str, question: str, first: str
) -> None:
    held = load()
    rules = [rule.text for rule in held.guide(category)]
    assert relevant(rules, without(question, held.title(category)))[0].startswith(first)
