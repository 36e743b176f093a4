"""The contract of choices: each form is tried with a prompt that begs for another answer."""

import json
from typing import Any

from serving import dialect
from serving.contract.answers import NAMES
from serving.contract.endpoint import Endpoint, answer
from serving.contract.rows import Check, Seen, no, unseen, yes

_WAYS = ["지하철", "버스", "택시"]
_SLOTS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "origin": {"type": "string", "maxLength": 20},
        "destination": {"type": "string", "maxLength": 20},
        "by": {"enum": _WAYS},
    },
    "required": ["origin", "destination", "by"],
    "additionalProperties": False,
}
_TRIP = "서울역에서 경복궁까지 지하철로 가요. 출발지, 목적지, 수단을 뽑아 주세요. 시로 답하세요."


def _tried(end: Endpoint, form: dialect.Form) -> Seen:
    seen = _begged(end, **dialect.constraint(form, dialect.COLORS))
    if seen.state == "yes" and end.form == "none":
        end.form = form
    return seen


def _begged(end: Endpoint, **fields: Any) -> Seen:
    reply = end.ask(dialect.BEG, **fields)
    if not reply.ok:
        return no(f"{reply.status}: {reply.error[:60]}")
    text = answer(reply)
    return yes(text[:30]) if dialect.pick(text, dialect.COLORS) else no(f"200, ignored: {text[:30]!r}")


def schema(end: Endpoint) -> Seen:
    return _tried(end, "json_schema")


def structured(end: Endpoint) -> Seen:
    return _tried(end, "structured_outputs")


def guided(end: Endpoint) -> Seen:
    """The form of older vLLM."""
    return _begged(end, guided_choice=list(dialect.COLORS))


def any_form(end: Endpoint) -> Seen:
    return yes(end.form) if end.form != "none" else no("no form holds")


def letters(end: Endpoint) -> Seen:
    """Hangul, a middle dot and an emoji, there and back, in a stream."""
    asked = dialect.constraint(end.form, NAMES)
    if not asked:
        return unseen("no constraint to hold it to")
    with end.stream("아무 글자도 빼지 말고 하나를 그대로 답하세요.", **asked) as stream:
        stream.whole()
    named = dialect.pick(_decoded(stream.text), NAMES)
    return yes(named) if named else no(repr(stream.text[:40]))


def _decoded(text: str) -> str:
    try:
        return str(json.loads(text))
    except ValueError:
        return text


def slots(end: Endpoint) -> Seen:
    text = end.text(_TRIP, max_tokens=120, **dialect.schema("trip", _SLOTS))
    try:
        told = json.loads(text)
    except ValueError:
        return no(f"no JSON: {text[:50]!r}")
    if not isinstance(told, dict) or set(told) != set(_SLOTS["required"]) or told["by"] not in _WAYS:
        return no(f"another shape: {text[:50]!r}")
    return yes(json.dumps(told, ensure_ascii=False)[:70])


def on_adapters(end: Endpoint) -> Seen:
    if not end.adapters:
        return unseen("no adapters")
    asked = dialect.constraint(end.form, dialect.COLORS)
    loose = [
        name
        for name in end.adapters
        if not asked or dialect.pick(end.text(dialect.BEG, name, **asked), dialect.COLORS) is None
    ]
    return no(f"ignored on {', '.join(loose)}") if loose else yes(", ".join(end.adapters))


_RULES = "rules and examples choose, checked but not constrained"

CHECKS = (
    Check("choice: json_schema enum", "should", "the next form is used", schema),
    Check("choice: structured_outputs", "tells", "the service does not need it", structured),
    Check("choice: guided_choice", "tells", "the service does not use it", guided),
    Check("a choice holds", "should", _RULES, any_form),
    Check("choice on adapters", "tells", "choices go to the base model", on_adapters),
    Check("letters come back whole", "must", "names of places would be torn", letters),
    Check("JSON slots", "tells", "slots come from rules", slots),
)
