"""Facts as files, and the types that read them. `SOURCES.md` names each source and licence."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

ROOT = Path(__file__).parent


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open("rb") as file:
        for line in file:
            if line.strip():
                yield orjson.loads(line)
