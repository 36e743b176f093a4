"""The settings of every room, read together, and what is wrong with them in one line each."""

from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError
from pydantic_settings import BaseSettings

import serving.settings
from agent.settings import Settings as ServiceSettings
from agent.tools.transit.settings import TransitSettings
from agent.tools.web.settings import SearchSettings
from ingest.settings import SourceSettings
from rag.settings import Settings as KnowledgeSettings
from serving.errors import ServingError


@dataclass(frozen=True, slots=True)
class Environment:
    service: ServiceSettings
    knowledge: KnowledgeSettings
    search: SearchSettings
    transit: TransitSettings
    sources: SourceSettings
    serving: serving.settings.Settings


ROOMS: Final[dict[str, type[BaseSettings]]] = {
    "service": ServiceSettings,
    "knowledge": KnowledgeSettings,
    "search": SearchSettings,
    "transit": TransitSettings,
    "sources": SourceSettings,
}


class Malformed(Exception):
    """`wrong`: one line for each setting at fault, without its value, which may be a key."""

    def __init__(self, wrong: list[str]) -> None:
        super().__init__("; ".join(wrong))
        self.wrong = wrong


def read() -> Environment:
    """From the process's environment. Raises Malformed."""
    wrong: list[str] = []

    def room(kind: type[BaseSettings]) -> BaseSettings | None:
        try:
            return kind()
        except ValidationError as error:
            wrong.extend(_said(each) for each in error.errors(include_input=False, include_url=False))
            return None

    rooms: dict[str, Any] = {name: room(kind) for name, kind in ROOMS.items()}
    try:
        rooms["serving"] = serving.settings.read()
    except ServingError as error:
        wrong.append(f"{error.message}: {error.fix}")
    if wrong:
        raise Malformed(list(dict.fromkeys(wrong)))
    return Environment(**rooms)


def _said(error: Any) -> str:
    """`GUIDE_PORT: Input should be less than or equal to 65535`."""
    name = f"GUIDE_{str(error['loc'][0]).upper()}: " if error["loc"] else ""
    return f"{name}{str(error['msg']).removeprefix('Value error, ')}"
