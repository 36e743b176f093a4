"""How many tokens a text is to the model, so that what it is told fits.

The endpoint counts with the model's own tokenizer (`/tokenize`, which vLLM and llama.cpp serve beside /v1).
Where it does not, the usage that it reports for each answer teaches how many tokens a character of ours is:
Korean is anything from 0.4 to 2, by tokenizer.
"""

import logging
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from langchain_core.messages import BaseMessage

from agent.errors import ModelDown
from agent.llm import Endpoint

log = logging.getLogger(__name__)

MESSAGE: Final = 6
"""Tokens that a chat template puts around a message, at most of those known."""
KEPT: Final = 2_048
"""Counts in memory: those of the messages that running conversations hold."""


class Gauge:
    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._counts: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._silent: set[str] = set()
        """Models whose endpoint does not count."""

    async def count(self, text: str, model: str) -> int:
        """Tokens of a message with this text."""
        key = (model, text)
        found = self._counts.get(key)
        if found is None:
            found = await self._asked(text, model)
            if found is None:
                return MESSAGE + round(len(text) * self._endpoint.weight)
            self._counts[key] = found
            if len(self._counts) > KEPT:
                self._counts.popitem(last=False)
        return MESSAGE + found

    async def latest(self, messages: Sequence[BaseMessage], room: int, model: str) -> Sequence[BaseMessage]:
        """The end of a conversation that fits `room` tokens; the last message in any case."""
        first = len(messages) - 1
        left = room - await self.count(messages[-1].text, model)
        while first > 0:
            left -= await self.count(messages[first - 1].text, model)
            if left < 0:
                break
            first -= 1
        return messages[first:]

    async def _asked(self, text: str, model: str) -> int | None:
        if model in self._silent:
            return None
        try:
            return await self._endpoint.count(text, model)
        except ModelDown as error:
            log.info("gauge.learns model=%s reason=%s", model, error.__cause__)
            self._silent.add(model)
            return None
