"""Conversations turn by turn: what each message is about, with what was said before."""

from typing import Any

from agent.tools.decision import Decision, Focus
from agent.tools.routing.follow import next_focus
from agent.tools.routing.intent import rule
from agent.tools.text.language import detect
from data import lines
from tests.understanding import CASES, location, router, same, spot


def told(turn: dict[str, Any], focus: Focus) -> tuple[Decision, list[str]]:
    """The decision on a turn, and what of the case it misses."""
    language = detect(turn["text"], focus.language)
    here = location(turn.get("location"))
    found = rule(turn["text"], router().knowledge, focus=focus, location=here, language=language)
    plain = ("route", "talk", "category", "language", "missing")
    wrong = [
        f"{field} {getattr(found, field)} for {turn[field]}"
        for field in plain
        if field in turn and getattr(found, field) not in turn[field].split("|")
    ]
    wrong += [
        f"{end} {getattr(found, end)} for {turn[end]}"
        for end in ("origin", "destination")
        if end in turn and not same(getattr(found, end), turn[end])
    ]
    if "places" in turn and [place.id for place in found.places] != [
        spot(name).id for name in turn["places"]
    ]:
        wrong.append(f"places {found.places} for {turn['places']}")
    if "wish" in turn and turn["wish"] not in (found.wish or ""):
        wrong.append(f"wish {found.wish} without {turn['wish']}")
    if "question" in turn and turn["question"] not in found.question:
        wrong.append(f"question {found.question} without {turn['question']}")
    return found, wrong


def test_every_turn_of_every_conversation_is_understood() -> None:
    misses = []
    for case in lines(CASES / "conversations.jsonl"):
        focus = Focus()
        for turn in case["turns"]:
            found, wrong = told(turn, focus)
            misses += [f"{turn['text']} ({case['kind']}): {each}" for each in wrong]
            shown = tuple(map(spot, turn.get("shown", [])))
            after = next_focus(found, focus, shown=shown)
            focus = Focus(
                **{name: getattr(after, name) for name in after.__slots__} | {"language": found.language}
            )
    assert not misses, "\n".join(misses)
