# ruff: noqa: E501 (tables of messages)
"""Manners: the data says where each rule comes from, and words find their category."""

import os
import re
import subprocess
import sys

import pytest

from agent.claims import numbers
from agent.nodes.etiquette import relevant
from agent.tools.decision import Language
from agent.tools.etiquette import NONE, load


def test_every_category_is_complete_and_every_rule_has_an_honest_source() -> None:
    held = load()
    assert len(held.categories) >= 12
    for category in held.categories.values():
        assert len(category.rules) >= 2, category.id
        assert category.title.ko in held.choices
        for rule in category.rules:
            assert rule.ko.strip() != rule.en.strip()
            documented = rule.source.url is not None
            assert documented == (rule.source.authority != "custom"), rule.ko


def test_place_kinds_belong_to_one_category_each() -> None:
    kinds = [kind for category in load().categories.values() for kind in category.place_categories]
    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize(
    ("text", "kind", "category"),
    [
        ("지하철에서 지켜야 할 예절", None, "subway"), ("경복궁 예절", "palace", "palace"), ("조계사에서 조심할 점", "temple", "temple"),
        ("지하철 에스컬레이터에서 걸어도 돼?", None, "escalator"), ("식당에서 술 마실 때 예절", None, "drinking"),
        ("subway manners", None, "subway"), ("お寺のマナー", None, "temple"), ("坐地铁的礼仪", None, "subway"),
        ("at the café", None, "cafe"), ("예절 알려줘", None, None), ("결혼식 축의금 얼마", None, "wedding"),
        ("장례식장 갈 때 옷", None, "funeral"), ("장례식장에서 건배해도 돼?", None, "funeral"), ("길에서 술마셔도 돼?", None, "drinking"), ("전문상담 구조문제 건축의 역사", None, None), ("we take the busy road", None, None),
    ],
)  # fmt: skip
def test_words_and_kinds_of_place_find_the_category(
    text: str, kind: str | None, category: str | None
) -> None:
    assert load().match(text, kind) == category


def test_manners_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "from agent.tools.etiquette import load; held = load();"
        "print(*map(held.match, ['스님을 만나면 인사', '산에서 만나면 인사', '버스와 지하철', '왕릉 잔디', '식당과 카페']))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("0", "1", "2")
    }
    assert told == {"temple hiking subway palace restaurant"}


def test_the_choice_is_among_titles_and_none() -> None:
    held = load()
    assert held.choices[-1] == NONE
    assert held.chosen("지하철") == "subway"
    assert held.chosen(NONE) is None
    assert held.chosen("우주선") is None


def test_the_guide_speaks_four_languages_with_sources_and_the_same_numbers() -> None:
    held = load()
    korean, english = held.guide("subway", "ko"), held.guide("subway", "en")
    assert any("임산부" in advice.text for advice in korean)
    assert any("금주구역" in advice.text for advice in held.guide("drinking", "ko"))
    assert all(advice.text.isascii() or "–" in advice.text for advice in english)
    assert korean[0].source.name
    for category in held.categories:
        for told, japanese, chinese in zip(
            *(held.guide(category, language) for language in ("ko", "ja", "zh")), strict=True
        ):
            assert re.search("[ぁ-ゖ]", japanese.text), japanese.text
            assert re.search("[一-鿿]", chinese.text), chinese.text
            assert not re.search("[가-힣]", japanese.text), japanese.text
            assert numbers(told.text) <= numbers(japanese.text) == numbers(chinese.text), told.text


@pytest.mark.parametrize(
    ("category", "language", "question", "first"),
    [
        ("subway", "en", "can i eat on the subway", "eating"),
        ("subway", "ja", "地下鉄で食べていい？", "食べ"),
        ("subway", "zh", "地铁上能吃东西吗", "吃东西"),
        ("temple", "en", "Can I wear shorts at a temple?", "Dress modestly"),
        ("temple", "en", "do I take off my shoes there?", "shoes"),
        ("temple", "ja", "短パンでも大丈夫？", "露出"),
        ("wedding", "ko", "결혼식 축의금 얼마 내야 예의에요?", "축의금"),
        ("wedding", "ko", "하객이 흰 원피스 입으면 안 돼?", "흰옷"),
        ("funeral", "ko", "장례식장 갈 때 옷 뭐입어", "검은색"),
        ("funeral", "ko", "장례식장에서 건배하면 안 되나", "건배"),
    ],
)
def test_the_rule_that_is_asked_about_is_told_first(
    category: str, language: Language, question: str, first: str
) -> None:
    rules = [rule.text for rule in load().guide(category, language)]
    assert first in relevant(rules, question)[0]
