"""A stand-in for the web: a search engine with SearXNG's interface over the pages that cases bring along.

What a measured answer cites is then known, the same every day, and nothing leaves the machine.
"""

import asyncio
import json
import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from typing import Self
from urllib.parse import parse_qs, urlsplit

from evals.case import Page

FOUND = 3
"""Results at most."""
NAMED, HELD = 0.25, 0.6
"""Shares of the query's terms that a page's title, or all of it, must hold."""
_LATIN = re.compile(r"[a-z]{3,}")
_RUN = re.compile(r"[가-힣]+|[一-鿿ぁ-ゖァ-ヺー]+")
_COMMON = frozenset("the what how much where when who does for and are with from this that seoul".split())  # noqa: SIM905


def terms(text: str) -> set[str]:
    """Words in Latin letters, pairs of letters in the others: endings and compounds then do not matter."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    pairs = {run[at : at + 2] for run in _RUN.findall(plain) for at in range(len(run) - 1)}
    return pairs | (set(_LATIN.findall(plain)) - _COMMON)


class Web:
    """Use `async with Web(pages) as web`; `web.url` is what `GUIDE_SEARXNG_URL` wants."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._pages = [(page, terms(page.title), terms(page.text)) for page in pages]
        self._server: asyncio.Server | None = None
        self.url = ""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server:
            self._server.close()

    def search(self, query: str) -> list[Page]:
        """Pages whose title or text shares most terms with the query, the best first."""
        wanted = terms(query)
        scored = [
            (len(wanted & title) * 2 + len(wanted & text), page)
            for page, title, text in self._pages
            if len(wanted & title) > NAMED * len(wanted) or len(wanted & (title | text)) > HELD * len(wanted)
        ]
        scored.sort(key=lambda one: -one[0])
        best = scored[0][0] if scored else 0
        return [page for score, page in scored[:FOUND] if score * 3 >= best * 2]

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            query = parse_qs(urlsplit(head.split(" ", 2)[1]).query).get("q", [""])[0]
            results = [
                {"title": page.title, "url": page.url, "content": page.text, "engine": "standin"}
                for page in self.search(query)
            ]
            told = {"query": query, "results": results, "unresponsive_engines": []}
            body = json.dumps(told, ensure_ascii=False).encode()
            writer.write(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n"
                b"content-length: %d\r\n\r\n" % len(body)
            )
            writer.write(body)
            await writer.drain()
        writer.close()
