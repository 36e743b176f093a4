"""Questions for `gildongmu ask`: lines of text, or JSON Lines with an id and wishes of their own."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from cli.trouble import Trouble

FIELDS: Final = ("message", "thread_id", "language", "style", "currency", "location")
"""Of a question that is JSON: they go to the service as they are."""
DIGITS: Final = 12
"""Hexadecimal digits of an id made from the words."""


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    body: dict[str, Any] = field(hash=False)


def read(lines: Iterable[str], wishes: dict[str, Any]) -> list[Question]:
    """Empty lines are passed over. `wishes` hold where a line has none of its own.

    A question without an id is known by its words, so that a line put in before it changes nothing; the same
    words again get `-2`, `-3`. Raises Trouble with the number of a bad line.
    """
    found: list[Question] = []
    seen: Counter[str] = Counter()
    for number, line in enumerate(lines, 1):
        stripped = line.strip().removeprefix("\ufeff")
        if not stripped:
            continue
        row = _row(stripped, number)
        body = {**wishes, **{name: row[name] for name in FIELDS if row.get(name) is not None}}
        mark = row.get("id")
        if mark is None:
            mark = sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:DIGITS]
            seen[mark] += 1
            mark = mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"
        found.append(Question(str(mark), body))
    twice = [mark for mark, count in Counter(question.id for question in found).items() if count > 1]
    if twice:
        raise Trouble(
            f"the id {twice[0]!r} stands at {len(twice)} questions", "give each question its own id"
        )
    return found


def _row(line: str, number: int) -> dict[str, Any]:
    if not line.startswith("{"):
        return {"message": line}
    try:
        row = json.loads(line)
    except ValueError as error:
        raise Trouble(
            f"line {number} is broken JSON: {error}", "mend it, or write the question as text"
        ) from None
    message = row.get("message", row.get("question"))
    if not isinstance(message, str):
        raise Trouble(f"line {number} has no `message`", 'write {"id": "1", "message": "…"}')
    return {**row, "message": message}


def chains(questions: Sequence[Question]) -> list[list[Question]]:
    """What can be asked at the same time: questions of one thread follow each other, the rest stand alone."""
    threads: dict[str, list[Question]] = {}
    for question in questions:
        threads.setdefault(question.body.get("thread_id") or f"\0{question.id}", []).append(question)
    return list(threads.values())
