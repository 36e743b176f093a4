"""`python -m ingest tourapi`: 한국관광공사 국문 관광정보 (KorService2), by modified time.

The list of a kind is read newest first, until what is known already; only what is new or changed is asked for
in detail, two calls a place. Every detail is kept as it comes: a run that was killed, or that used up the
day's calls, goes on where it stopped. Facts alone are taken (KOGL type 3 forbids changed texts and pictures).
"""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from data.place import Place
from ingest import kinds, mapping, names
from ingest.bad import Bad, Refused
from ingest.client import Client, Exhausted
from ingest.draft import Drafter
from ingest.layers import LIVE, replace
from ingest.settings import SourceSettings
from ingest.sources import Haul, Progress, called, korservice
from ingest.sources.korservice import Item, Page
from ingest.table import Row

MAP = Path(__file__).parents[1] / "maps" / "tourapi.toml"
REGION = "11"
"""Seoul's code among the legal districts (lDongRegnCd)."""
KINDS = ("12", "14", "28", "38")
"""Sights, culture, sports, shopping (of which markets and malls alone, by the map)."""
ROWS = 100
NOT_OURS = ("SH", "AC", "EX05")
"""Beginnings of lclsSystm3: shops, lodgings, spas and clinics …"""
SHOPS = ("SH01", "SH02", "SH0503", "SH06")
"""… but department stores, malls, souvenirs and markets are places to go."""
HIDDEN = "0"
"""`showflag` of what is no longer published."""
TEXTS = frozenset({"overview", "firstimage", "firstimage2", "expguide", "heritage1", "program"})
"""Never kept: somebody's texts and pictures."""


class TourApi:
    layer = "tourapi"
    live = True

    def __init__(self, settings: SourceSettings, folder: Path, *, whole: bool) -> None:
        """`whole`: read the list to its end, so that what vanished is seen."""
        self._settings, self._whole = settings, whole
        self._journal = Journal(folder / f".{self.layer}.journal.jsonl")
        self._cursor = folder / f".{self.layer}.cursor.json"
        self._since: dict[str, str] = {}
        """By kind: the newest modified time of this run's list."""

    @staticmethod
    def options(parser: ArgumentParser) -> None:
        parser.add_argument(
            "--whole", action="store_true", help="read the whole list, not only what is newer"
        )

    @classmethod
    def of(cls, options: Namespace, settings: SourceSettings, data_dir: Path) -> "TourApi":
        if not settings.tourapi_key.get_secret_value():
            raise Refused(
                "GUIDE_TOURAPI_KEY is not set: a key is given at https://www.data.go.kr/data/15101578/openapi.do"
            )
        return cls(settings, data_dir / "places" / LIVE, whole=options.whole or options.delete)

    async def collect(self, held: Mapping[str, Place], progress: Progress) -> Haul:
        drafter = Drafter(mapping.load(MAP), self.layer, "")
        known = self._read_cursor() if held else {}
        gone: set[str] = set()
        listed: dict[str, Item] = {}
        unfinished = None
        with self._journal:
            async with Client("TourAPI", self._settings) as client:
                try:
                    for kind in KINDS:
                        listed |= await self._list(client, kind, known.get(kind, ""), gone, progress)
                    await self._details(client, listed, known, progress)
                except Exhausted as error:
                    unfinished = str(error)
        places, bad = _places(self._journal.held.values(), drafter, gone)
        ids = frozenset(f"{self.layer}-{content}" for content in gone)
        if self._whole and unfinished is None:
            here = {f"{self.layer}-{content}" for content, item in listed.items() if _wanted(item)}
            ids |= held.keys() - here
        return Haul(places, bad, gone=ids, unfinished=unfinished)

    def settle(self, haul: Haul) -> None:
        if haul.unfinished is None:
            replace(self._cursor, json.dumps({"since": self._since}).encode())
            self._journal.forget()

    def _read_cursor(self) -> dict[str, str]:
        try:
            return {str(kind): str(at) for kind, at in json.loads(self._cursor.read_bytes())["since"].items()}
        except (OSError, ValueError, KeyError, AttributeError):
            return {}

    async def _list(
        self, client: Client, kind: str, since: str, gone: set[str], progress: Progress
    ) -> dict[str, Item]:
        """What the list holds, by content id; its older part is left out when the server sorts as asked."""
        listed: dict[str, Item] = {}
        read, number = 0, 0
        while True:
            number += 1
            page = await self._page(
                client, "areaBasedSyncList2", number, contentTypeId=kind, lDongRegnCd=REGION, arrange="C"
            )
            times = [item.get("modifiedtime", "") for item in page.items]
            for item in page.items:
                hidden = item.get("showflag") == HIDDEN
                (gone.add if hidden else gone.discard)(item["contentid"])
                if not hidden:
                    listed[item["contentid"]] = item
            read += len(page.items)
            self._since[kind] = max([since, self._since.get(kind, ""), *times])
            progress(f"list {kind}", min(read, page.total), page.total)
            sorted_ = times == sorted(times, reverse=True)
            if not page.items or read >= page.total or (sorted_ and times[-1] < since and not self._whole):
                return listed

    async def _details(
        self,
        client: Client,
        listed: Mapping[str, Item],
        known: Mapping[str, str],
        progress: Progress,
    ) -> None:
        """Fetches what is new or changed and not in the journal yet."""
        changed = [
            item
            for item in listed.values()
            if item.get("modifiedtime", "") > known.get(item.get("contenttypeid", ""), "") and _wanted(item)
        ]
        for done, item in enumerate(changed, 1):
            if not self._journal.holds(item):
                content, kind = item["contentid"], item.get("contenttypeid", "")
                common = await self._page(client, "detailCommon2", 1, contentId=content)
                intro = await self._page(client, "detailIntro2", 1, contentId=content, contentTypeId=kind)
                self._journal.add({**_first(intro), **_filled(_first(common)), **_filled(item)})
            progress("details", done, len(changed))

    async def _page(self, client: Client, operation: str, number: int, **asked: str) -> Page:
        params = {
            # The portal shows the key twice, one of them already escaped.
            "serviceKey": unquote(self._settings.tourapi_key.get_secret_value()),
            "MobileOS": "ETC",
            "MobileApp": "Gildongmu",
            "_type": "json",
            "numOfRows": str(ROWS),
            "pageNo": str(number),
            **asked,
        }
        return await client.get(
            f"{self._settings.tourapi_url.rstrip('/')}/{operation}", params, korservice.read
        )


class Journal:
    """What was fetched and is not in the layer yet: a JSON Lines file, one line a place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None
        self.held: dict[str, Item] = {}

    def __enter__(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        torn = False
        if self._path.exists():
            content = self._path.read_bytes()
            torn = bool(content) and not content.endswith(b"\n")
            self.held = {item["contentid"]: item for item in _whole(content)}
        self._file = self._path.open("ab")
        if torn:  # a run was killed in the middle of a line
            self._file.write(b"\n")

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def holds(self, item: Item) -> bool:
        held = self.held.get(item["contentid"], {})
        return held.get("modifiedtime") == item.get("modifiedtime")

    def add(self, item: Item) -> None:
        kept = {name: value for name, value in item.items() if value and name not in TEXTS}
        self.held[kept["contentid"]] = kept
        if self._file is not None:
            self._file.write(json.dumps(kept, ensure_ascii=False).encode() + b"\n")
            self._file.flush()

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)
        self.held = {}


def _whole(content: bytes) -> Iterator[Item]:
    for line in content.split(b"\n"):
        try:
            item = json.loads(line)
        except ValueError:
            continue
        if isinstance(item, dict) and "contentid" in item:
            yield item


def _places(
    items: Iterable[Item], drafter: Drafter, gone: set[str]
) -> tuple[tuple[Place, ...], tuple[Bad, ...]]:
    drafts = [drafter.place(_row(item)) for item in items if item["contentid"] not in gone]
    return (
        tuple(draft for draft in drafts if isinstance(draft, Place)),
        tuple(draft for draft in drafts if isinstance(draft, Bad)),
    )


def _wanted(item: Item) -> bool:
    code = item.get("lclsSystm3", "")
    return code.startswith(SHOPS) or not code.startswith(NOT_OURS)


def _row(item: Item) -> Row:
    title = item.get("title", "")
    made = {"category": kinds.category(names.clean(title).name, code=item.get("lclsSystm3", ""))}
    return Row(f"TourAPI:{item.get('contentid')} {title}", {**item, **called(title), **made})


def _first(page: Page) -> Item:
    return page.items[0] if page.items else {}


def _filled(item: Item) -> Item:
    return {name: value for name, value in item.items() if value}
