"""What the service reads from its environment, all at once: what cannot be used is told before it starts."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from agent.settings import Settings
from agent.tools.transit.providers import registry as transit
from agent.tools.transit.settings import TransitSettings
from agent.tools.web.registry import PROVIDERS
from agent.tools.web.settings import SearchSettings
from rag import environment
from rag.environment import Malformed
from rag.settings import Settings as KnowledgeSettings
from serving import weights
from serving.errors import UnknownModel

__all__ = ("Environment", "Malformed", "read")


@dataclass(frozen=True, slots=True)
class Environment:
    service: Settings
    knowledge: KnowledgeSettings
    search: SearchSettings
    transit: TransitSettings


def read() -> Environment:
    """Raises Malformed."""
    wrong: list[str] = []
    service = environment.read(Settings, wrong)
    knowledge = environment.read(KnowledgeSettings, wrong)
    search = environment.read(SearchSettings, wrong)
    keyed = environment.read(TransitSettings, wrong)
    if service is None or knowledge is None or search is None or keyed is None:
        raise Malformed(wrong)
    wrong.extend((*_providers(search, keyed), *_folder(service.data_dir), *_embedder(knowledge)))
    if wrong:
        raise Malformed(wrong)
    return Environment(service, knowledge, search, keyed)


def _providers(search: SearchSettings, keyed: TransitSettings) -> Iterator[str]:
    """Names that nobody knows."""
    for setting, names, known in (
        ("GUIDE_SEARCH_PROVIDERS", search.search_providers, tuple(PROVIDERS)),
        ("GUIDE_TRANSIT_PROVIDERS", keyed.transit_providers, tuple(transit.TRANSIT)),
        ("GUIDE_TAXI_PROVIDERS", keyed.taxi_providers, tuple(transit.TAXI)),
        ("GUIDE_PLACE_PROVIDERS", keyed.place_providers, tuple(transit.PLACES)),
    ):
        if unknown := [name for name in names if name not in known]:
            yield f"{setting}: {', '.join(unknown)} unknown. Known: {', '.join(known)}; or none."


def _folder(data: Path) -> Iterator[str]:
    there = data.resolve()
    while not there.exists():
        there = there.parent
    if not there.is_dir() or not os.access(there, os.W_OK):
        yield f"GUIDE_DATA_DIR: {there} is no folder that can be written to"


def _embedder(knowledge: KnowledgeSettings) -> Iterator[str]:
    if knowledge.embedder == "none":
        return
    try:
        weights.place(knowledge.embedder, knowledge.data_dir)
    except UnknownModel as error:
        yield f"GUIDE_EMBEDDER: {error.message}; {error.fix}, or none"
