"""`python -m ingest seoul [DATASET…]`: lists of places of data.seoul.go.kr (서울 열린데이터광장).

`{base}/{key}/json/{dataset}/{from}/{to}/`, at most 1,000 rows a call. Every answer has status 200. What went
wrong stands in RESULT.CODE: inside the dataset's object, at the top, or as XML although JSON was asked for.
"""

import json
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from data.place import Place
from ingest import kinds, mapping
from ingest.bad import Bad, Refused
from ingest.client import Client, Exhausted, Transient
from ingest.draft import Drafter, slug
from ingest.mapping import Map
from ingest.settings import SourceSettings
from ingest.sources import Haul, Progress, called
from ingest.table import Row

MAPS = Path(__file__).parents[1] / "maps"
DATASET = "culturalSpaceInfo"
ROWS = 1000
NONE = "INFO-200"
FINE = "INFO-000"
KEY = frozenset({"INFO-100", "INFO-300", "ERROR-290"})
FULL = frozenset({"ERROR-337", "ERROR-338"})
BUSY = frozenset({"ERROR-500", "ERROR-600", "ERROR-601"})
_XML = re.compile(
    r"<CODE>\s*([^<\s]+)\s*</CODE>\s*<MESSAGE>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</MESSAGE>", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Page:
    rows: tuple[dict[str, Any], ...]
    total: int


class Seoul:
    live = True

    def __init__(self, dataset: str, made: Map, settings: SourceSettings) -> None:
        self.layer = f"seoul-{slug(dataset)}"
        self._dataset, self._map, self._settings = dataset, made, settings

    @staticmethod
    def options(parser: ArgumentParser) -> None:
        parser.add_argument(
            "dataset", nargs="?", default=DATASET, help=f"its name in the API (default: {DATASET})"
        )
        parser.add_argument(
            "--map", type=Path, metavar="MAP.toml", help="of a dataset that has no map here yet"
        )

    @classmethod
    def of(cls, options: Namespace, settings: SourceSettings, data_dir: Path) -> "Seoul":  # noqa: ARG003 - the protocol's
        if not settings.seoul_key.get_secret_value():
            raise Refused("GUIDE_SEOUL_KEY is not set: a key is given at https://data.seoul.go.kr")
        path = options.map or MAPS / f"{options.dataset}.toml"
        if not path.exists():
            raise Refused(f"there is no map for {options.dataset}: write one and pass it with --map")
        return cls(options.dataset, mapping.load(path), settings)

    async def collect(self, held: Mapping[str, Place], progress: Progress) -> Haul:  # noqa: ARG002 - a page costs as much as all
        drafter = Drafter(self._map, self.layer, date.today().isoformat())  # noqa: DTZ011 - the day in Seoul or here
        places: dict[str, Place] = {}
        bad: list[Bad] = []
        at, total, unfinished = 0, 1, None
        base, key = (
            self._settings.seoul_url.rstrip("/"),
            quote(self._settings.seoul_key.get_secret_value(), safe=""),
        )
        async with Client("data.seoul.go.kr", self._settings) as client:
            while at < total:
                url = f"{base}/{key}/json/{self._dataset}/{at + 1}/{at + ROWS}/"
                try:
                    page = await client.get(url, {}, lambda body: read(body, self._dataset))
                except Exhausted as error:
                    unfinished = str(error)
                    break
                for number, cells in enumerate(page.rows, at + 1):
                    row = _row(f"{self._dataset}:row {number}", cells)
                    place = drafter.place(row) if drafter.wanted(row) else None
                    if isinstance(place, Bad):
                        bad.append(place)
                    elif place is not None:
                        places[place.id] = place
                if not page.rows:
                    unfinished = f"the list ended at {at} of {total} rows" if at else None
                    break
                at, total = at + len(page.rows), page.total
                progress(self._dataset, at, total)
        return Haul(tuple(places.values()), tuple(bad), unfinished=unfinished)

    def settle(self, haul: Haul) -> None:
        """Every run reads the whole list: a call holds 1,000 rows."""


def _row(where: str, cells: Mapping[str, Any]) -> Row:
    """With a name to say and a category: by that name, then by the list's own word for it."""
    name = str(cells.get("FAC_NAME") or "")
    return Row(
        where,
        {**called(name), "category": kinds.category(name, kind=str(cells.get("SUBJCODE") or "")), **cells},
    )


def read(body: bytes, dataset: str) -> Page:
    """Raises Refused, Exhausted or Transient."""
    text = body.decode("utf-8", "replace").strip()
    if text.startswith("<"):
        found = _XML.search(text)
        if found is None:
            raise Transient("a page of HTML")
        return _refused(found[1], found[2])
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        raise Transient("broken JSON") from error
    if not isinstance(told, dict):
        raise Transient("no object")
    held = told.get(dataset)
    if not isinstance(held, dict):
        result = told.get("RESULT") or told.get("result") or told
        return _refused(
            str(result.get("CODE") or result.get("code")), str(result.get("MESSAGE") or result.get("message"))
        )
    code = str((held.get("RESULT") or {}).get("CODE", FINE))
    if code != FINE:
        return _refused(code, str(held["RESULT"].get("MESSAGE")))
    rows = held.get("row") or []
    return Page(tuple(rows if isinstance(rows, list) else [rows]), int(held.get("list_total_count") or 0))


def _refused(code: str, message: str) -> Page:
    """An empty page where there is nothing; else raises what the code means."""
    said = f"{code} {' '.join(message.split())}"
    if code == NONE:
        return Page((), 0)
    if code in KEY:
        raise Refused(f"data.seoul.go.kr does not take the key (GUIDE_SEOUL_KEY): {said}")
    if code in FULL:
        raise Exhausted(said)
    if code in BUSY:
        raise Transient(said)
    raise Refused(f"data.seoul.go.kr: {said}")
