"""Results read further: the page behind a result, its readable text, and of that what the query is about."""

import asyncio
import importlib.util
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from agent.tools.web.clean import text
from agent.tools.web.found import Source
from agent.tools.web.public import Public, Refused
from agent.tools.web.relevance import passage, relevance

log = logging.getLogger(__name__)

PAGE_CHARS: Final = 1_500
"""Of a page at most; the model's room is kept elsewhere."""
READ_CHARS: Final = 30_000
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])|font-size\s*:\s*[01]?(?:px|pt|em)?\s*(?:;|$)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}|(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|$)|clip\s*:"
    r"|(?<!-)color\s*:\s*(?:#f{3}(?:f{3})?\b|white|transparent)",
    re.IGNORECASE,
)


class Pages:
    def __init__(self, public: Public, most: int, patience: float) -> None:
        """`most`: pages to open for one search, within `patience` seconds in all.

        Raises ValueError where the library that reads pages is not installed.
        """
        if importlib.util.find_spec("trafilatura") is None:
            raise ValueError("GUIDE_SEARCH_PAGES needs the extra `pages`: pip install 'gildongmu[pages]'")
        self._public = public
        self._most = most
        self._patience = patience

    async def close(self) -> None:
        await self._public.close()

    async def opened(self, query: str, sources: Sequence[Source], left: float) -> tuple[Source, ...]:
        """The sources, the first of them with what their pages say about the query, within `left` seconds.

        Never raises.
        """
        tasks = [asyncio.create_task(self._read(query, one)) for one in sources[: self._most]]
        try:
            if tasks:
                await asyncio.wait(tasks, timeout=min(self._patience, left))
            read = [
                task.result() if task.done() and not task.cancelled() else one
                for task, one in zip(tasks, sources, strict=False)
            ]
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return (*read, *sources[len(read) :])

    async def _read(self, query: str, source: Source) -> Source:
        try:
            page = await self._public.page(source.url)
            said = await asyncio.to_thread(readable, page)
        except Refused as refused:
            log.info("page.refused reason=%s", refused)
            return source
        except Exception as error:
            log.warning("page.broke", exc_info=error)
            return source
        fuller = replace(source, snippet=passage(query, said, PAGE_CHARS))
        return fuller if relevance(query, fuller) >= relevance(query, source) and fuller.snippet else source


def readable(page: str) -> str:
    """The text of a page that a reader sees, cleaned like every text from the web."""
    import trafilatura

    tree = trafilatura.load_html(page)
    if tree is None:
        return text(page, READ_CHARS, read=READ_CHARS)
    for one in list(tree.iter()):
        hidden = one.get("hidden") is not None or one.get("aria-hidden") == "true"
        if (hidden or _UNSEEN.search(one.get("style") or "")) and one.getparent() is not None:
            one.drop_tree()
    said = trafilatura.extract(tree, include_comments=False, include_tables=True, favor_recall=True)
    return text(said, READ_CHARS, read=READ_CHARS)
