"""`gildongmu ask`: many questions, asked side by side, one row of JSON each.

Nothing is lost: a question ends as a row with a `result` or with an `error`, and what a killed run did not
come to is asked by the next.
"""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import httpx
from tqdm import tqdm

from cli.answers import Answers
from cli.client import WHOLE, Address, decoded
from cli.questions import Question, chains
from cli.trouble import Trouble, alive, refused, unreachable

PASSING: Final = frozenset(
    {"thread_busy", "overloaded", "closing", "rate_limited", "unreachable", "unavailable"}
)
"""Codes of failures that another try may better."""
LONGEST: Final = 30.0
"""Seconds between two tries at most."""


@dataclass(frozen=True, slots=True)
class Plan:
    concurrency: int = 4
    tries: int = 5
    forget: bool = False
    """Erase the thread of each question that named none."""
    only_text: bool = False
    """Print the answer alone."""


async def ask(address: Address, questions: Sequence[Question], answers: Answers, plan: Plan) -> int:
    """Returns how many questions ended in an error. Raises Trouble when the service is not there at all."""
    left = [question for question in questions if question.id not in answers.done]
    async with httpx.AsyncClient(**address.settings(WHOLE)) as http:
        await _there(http, address)
        with tqdm(
            total=len(questions),
            initial=len(questions) - len(left),
            unit="q",
            file=sys.stderr,
            disable=None if len(questions) > 1 else True,
        ) as bar:
            return await _Asking(http, address, answers, plan, bar).all(left)


async def _there(http: httpx.AsyncClient, address: Address) -> None:
    try:
        answer = await http.get("/live")
    except httpx.TransportError as error:
        raise unreachable(address.url, error) from None
    alive(answer)


@dataclass(slots=True)
class _Asking:
    http: httpx.AsyncClient
    address: Address
    answers: Answers
    plan: Plan
    bar: "tqdm[Any]"
    failed: int = 0

    async def all(self, questions: Sequence[Question]) -> int:
        waiting = iter(chains(questions))

        async def work() -> None:
            for chain in waiting:
                for question in chain:
                    self._tell(question, await self._row(question))

        async with asyncio.TaskGroup() as group:
            for _ in range(self.plan.concurrency):
                group.create_task(work())
        return self.failed

    def _tell(self, question: Question, row: dict[str, Any]) -> None:
        error = row.get("error")
        self.failed += error is not None
        if self.plan.only_text:
            print(error["message"] if error else row["result"]["answer"], flush=True)
        else:
            self.answers.write({"id": question.id, "message": question.body["message"], **row})
        if error:
            self.bar.set_postfix(errors=self.failed, refresh=False)
        self.bar.update()

    async def _row(self, question: Question) -> dict[str, Any]:
        try:
            result = await self._result(question)
        except Trouble as trouble:
            return {"error": trouble.row()}
        if self.plan.forget and not question.body.get("thread_id"):
            with suppress(httpx.TransportError):
                await self.http.delete(f"/threads/{result['thread_id']}")
        return {"result": result}

    async def _result(self, question: Question) -> dict[str, Any]:
        """Raises Trouble when the last try failed, or one that no other would better."""
        for wait in (2.0**attempt for attempt in range(self.plan.tries - 1)):
            try:
                return await self._once(question)
            except Trouble as trouble:
                if trouble.code not in PASSING:
                    raise
                await asyncio.sleep(min(trouble.retry_after or wait, LONGEST))
        return await self._once(question)

    async def _once(self, question: Question) -> dict[str, Any]:
        try:
            answer = await self.http.post("/chat", json=question.body)
        except httpx.TransportError as error:
            raise unreachable(self.address.url, error) from None
        if not answer.is_success:
            raise refused(answer, answer.text)
        result: dict[str, Any] = decoded(answer.text)
        return result
