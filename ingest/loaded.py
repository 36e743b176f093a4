"""What is in the current build, as rows in the data directory: to compare with it needs no engine."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import orjson

from data.place import Place
from ingest.diff import Diff, diff
from ingest.layers import replace
from ingest.read import dump
from rag.index import Store

NAME = "loaded.jsonl"


async def compare(places: Sequence[Place], store: Store, data_dir: Path) -> Diff:
    """What loading these places would change. The store is asked where the rows are of another build."""
    build = await store.current()
    if build is None:
        return diff(places, {})
    rows = _rows(data_dir / NAME, build)
    if rows is not None:
        return diff(places, _before(places, rows))
    index = await store.open(build)
    try:
        return diff(places, index.places)
    finally:
        await index.close()


def keep(places: Sequence[Place], build: str, data_dir: Path) -> None:
    replace(data_dir / NAME, orjson.dumps({"build": build}) + b"\n" + b"".join(map(dump, places)))


def _rows(path: Path, build: str) -> dict[str, bytes] | None:
    """Rows by id; None where there are none of this build."""
    try:
        head, *rows = path.read_bytes().splitlines(keepends=True)
        if orjson.loads(head)["build"] != build:
            return None
        return {orjson.loads(row)["id"]: row for row in rows}
    except (OSError, ValueError, KeyError):
        return None


def _before(places: Sequence[Place], rows: Mapping[str, bytes]) -> dict[str, Place]:
    """The places of the rows; one that is the same as now is not read again."""
    now = {place.id: place for place in places}
    return {
        key: now[key] if key in now and dump(now[key]) == row else Place.model_validate_json(row)
        for key, row in rows.items()
    }
