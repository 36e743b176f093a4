"""The words for journeys are whole in every language: the same texts, with the same blanks to fill."""

from dataclasses import asdict
from datetime import datetime
from string import Formatter
from typing import get_args

import pytest

from agent.tools.decision import Language
from agent.tools.transit import hours, notes, phrases
from data.opening import SEOUL


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


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ((23, 0, 30), "오늘 밤 12시 30분"), ((23, 1, 0), "내일 새벽 1시"), ((22, 12, 0), "낮 12시"),
        ((22, 23, 50), "오후 11시 50분"), ((23, 9, 0), "내일 오전 9시"),
        ((25, 5, 30), "11월 25일 새벽 5시 30분"),
    ],
)  # fmt: skip
def test_hours_are_told_as_koreans_say_them(moment: tuple[int, int, int], told: str) -> None:
    now = datetime(2026, 11, 22, 11, 0, tzinfo=SEOUL)
    assert hours.said(datetime(2026, 11, *moment, tzinfo=SEOUL), now, "ko") == told


def test_notes_of_several_ways_are_told_once_and_that_no_train_runs_first() -> None:
    gone, early, dated = (
        notes.korean("last_gone", first="05:30"),
        notes.korean("early"),
        notes.korean("buses_dated", year=2022, month=4),
    )
    told = [f"{gone} {early}", f"{dated} {early}"]
    assert notes.apart(told, "ko") == (gone, f"{early} {dated}")
    assert notes.apart(told, "en")[0] == "The last train has gone; the first one runs around 05:30."
    assert notes.apart([], "ko") == ("", "")
