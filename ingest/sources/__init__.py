"""Where places come from: one file a source. A new one is a class like these and its line in registry.py."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from data.place import Place
from ingest import names
from ingest.bad import Bad

if TYPE_CHECKING:
    from ingest.settings import SourceSettings

Progress = Callable[[str, int, int], None]
"""What is being done, how much of it, of how many."""


@dataclass(frozen=True, slots=True)
class Haul:
    """What a source gave. `gone`: ids that it no longer has; None where `places` is all that it has.

    `unfinished`: why there is more to fetch, for the next run; nothing is deleted then.
    """

    places: tuple[Place, ...]
    bad: tuple[Bad, ...] = ()
    gone: frozenset[str] | None = None
    unfinished: str | None = None


def called(written: str) -> dict[str, str | None]:
    """Columns of a name that a service wrote with remarks and brackets: what one says, and what else."""
    found = names.clean(written)
    return {
        "called.name": found.name or written,
        "called.latin": found.latin,
        "called.aliases": "|".join(found.aliases),
    }


class Source(Protocol):
    layer: str
    """The file under `places/` that holds its rows."""
    live: bool
    """Whether it fills gaps of ours (a public service) or wins over ours (a team's own places)."""

    @staticmethod
    def options(parser: ArgumentParser) -> None: ...

    @classmethod
    def of(cls, options: Namespace, settings: "SourceSettings", data_dir: Path) -> "Source":
        """Raises Refused: no key, no such file."""
        ...

    async def collect(self, held: Mapping[str, Place], progress: Progress) -> Haul:
        """`held`: the layer as it is. Nothing of it is changed here. Raises Refused."""
        ...

    def settle(self, haul: Haul) -> None:
        """The haul is on disk: a cursor may move."""
        ...
