"""The settings of every room, read together, and what is wrong with them in one line each."""

from dataclasses import dataclass

import serving.settings
from agent import environment as service
from ingest.settings import SourceSettings
from rag import environment
from rag.environment import Malformed
from serving.errors import ServingError

__all__ = ("Environment", "Malformed", "read")


@dataclass(frozen=True, slots=True)
class Environment(service.Environment):
    """With what only commands read."""

    sources: SourceSettings
    serving: serving.settings.Settings


def read() -> Environment:
    """From the process's environment. Raises Malformed."""
    wrong: list[str] = []
    asked = started = None
    try:
        asked = service.read()
    except Malformed as error:
        wrong.extend(error.wrong)
    sources = environment.read(SourceSettings, wrong)
    try:
        started = serving.settings.read()
    except ServingError as error:
        if not any(line.startswith(error.message.split()[0]) for line in wrong):
            wrong.append(f"{error.message}: {error.fix}")
    if asked is None or sources is None or started is None:
        raise Malformed(wrong)
    return Environment(asked.service, asked.knowledge, asked.search, asked.transit, sources, started)
