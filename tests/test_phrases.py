"""The words for journeys are whole in every language: the same texts, with the same blanks to fill."""

from dataclasses import asdict
from string import Formatter
from typing import get_args

import pytest

from agent.tools.decision import Language
from agent.tools.transit import phrases


def blanks(language: Language) -> dict[str, set[str]]:
    """For each text, what is filled in, also at the second filling."""
    texts: dict[str, str] = {}
    for name, said in asdict(phrases.of(language)).items():
        texts |= (
            {f"{name} {key}": text for key, text in said.items()} if isinstance(said, dict) else {name: said}
        )
    filled = {name: text.replace("{{", "{").replace("}}", "}") for name, text in texts.items()}
    return {
        name: {blank for _, blank, *_ in Formatter().parse(text) if blank} for name, text in filled.items()
    }


@pytest.mark.parametrize("language", get_args(Language))
def test_a_language_lacks_no_text_and_no_number(language: Language) -> None:
    assert blanks(language) == blanks("ko")
    assert set(phrases.LOOPS["내선순환"]) == set(get_args(Language))
