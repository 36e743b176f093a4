"""What one turn has told so far, and the result made of it."""

import time
from typing import Any

from agent.errors import GuideError
from agent.turns.run import Run


class Turn:
    """What one turn has told so far."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._began = time.perf_counter()
        self._said: list[str] = []
        self._keep: list[str] = []
        self.decision: dict[str, Any] = {}
        self.outcome: dict[str, Any] = {}
        self.timings: dict[str, float] = {}
        self.stopped = False

    @property
    def route(self) -> str | None:
        return self.decision.get("route")

    @property
    def said(self) -> bool:
        """Whether there is an answer, or a part of one."""
        return bool(self._said or self.outcome.get("answer"))

    @property
    def answer(self) -> str:
        """The finished answer, or what was said of it, or what was said instead."""
        said: str = self.outcome.get("answer") or "".join(self._said)
        return said or (self._run.failed.message if self._run.failed else "")

    @property
    def kept(self) -> str:
        """The answer as the history may hold it: some providers forbid keeping what they told."""
        kept: str | None = self.outcome.get("kept")
        return kept or (self.answer if self.outcome.get("answer") else "".join(self._keep) or self.answer)

    @property
    def failed(self) -> GuideError | None:
        return self._run.failed

    @property
    def deltas(self) -> int:
        """How many pieces of text were sent on."""
        return len(self._said)

    def _clock(self, name: str) -> None:
        self.timings.setdefault(name, round((time.perf_counter() - self._began) * 1e3, 1))

    def hear(self, part: dict[str, Any]) -> None:
        """A node's own words: a token, a status or the decision."""
        if (delta := part.get("token")) is not None:
            if not self._said:
                self._clock("first_token")
            self._said.append(delta)
            self._keep.append(part.get("kept", delta))
            self._run.tell("token", {"delta": delta})
        elif (text := part.get("status")) is not None:
            self._run.tell("status", {"text": text})
        elif (decision := part.get("route")) is not None:
            self._clock("route")
            self.decision = decision
            told = {**decision, "thread_id": self._run.thread_id, "turn_id": self._run.turn_id}
            self._run.tell("route", told)

    def note(self, updates: dict[str, Any]) -> None:
        """What a node left in the state: the data beside the text."""
        for update in updates.values():
            if update and (outcome := update.get("outcome")):
                self.outcome = outcome

    def error(self, error: GuideError) -> None:
        self._run.failed = error
        self.stopped = bool(self._said)
        self.outcome = {**self.outcome, "degraded": True}
        self._run.tell("error", error.body()["error"])

    def result(self) -> dict[str, Any]:
        """The HTTP contract's result."""
        self._run.cut = self.stopped or self.outcome.get("finish") == "length"
        self._clock("total")
        return {
            "thread_id": self._run.thread_id,
            "turn_id": self._run.turn_id,
            "route": self.route,
            "answer": self.answer,
            "place": self.outcome.get("place"),
            "places": self.outcome.get("places", []),
            "transit": self.outcome.get("transit"),
            "etiquette": self.outcome.get("etiquette"),
            "sources": self.outcome.get("sources", []),
            "degraded": bool(self.outcome.get("degraded")),
            "cached": bool(self.outcome.get("cached")),
            "model": self.outcome.get("model"),
            "usage": self.outcome.get("usage"),
            "timings_ms": self.timings,
            "stopped": self.stopped,
        }
