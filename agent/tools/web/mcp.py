"""Any search server that speaks the Model Context Protocol: a program on stdio, or streamable HTTP.

One connection lasts as long as the service: opening one costs a process or a handshake. It belongs to a task
of its own, since the protocol's scopes must be left where they were entered. A server that is away fails one
search; the next one connects again. Of all its tools only the one that the settings name is ever called, and
what it says of itself is not read by any model.
"""

import asyncio
import json
import logging
import os
import re
import shlex
from collections.abc import Iterator, Mapping
from contextvars import Context
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import httpx
from pydantic import SecretStr

from agent.tools.decision import Language
from agent.tools.web.clean import source
from agent.tools.web.found import Source
from agent.tools.web.provider import ProviderError

if TYPE_CHECKING:
    from langchain_mcp_adapters.sessions import Connection

log = logging.getLogger(__name__)

CONNECTING = 30.0
"""Seconds that a server may take to start: a program may be fetched first."""
NOBODY: Final = SecretStr("")
CLOSING = 5.0
"""Seconds that it may take to end."""
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "name"),
    "url": ("url", "link", "href"),
    "snippet": ("snippet", "content", "description", "text", "body", "summary", "contents"),
    "date": ("date", "publishedDate", "published_date", "published", "age", "datetime"),
}
"""Names that servers give to what a source holds."""
_HELD = re.compile(r"\{(query|limit|language)\}")
_LINE = re.compile(
    r"^[\s\d.*#\-]*\**(title|url|link|snippet|description|summary|text|content|published\s?date|date)\**"
    r"\s*:\**\s*(.*)$",
    re.IGNORECASE,
)
_NAMES: Final = {"link": "url", "description": "snippet", "summary": "snippet", "text": "snippet",
                 "content": "snippet", "published date": "date", "publisheddate": "date"}  # fmt: skip
_SEARCHES = re.compile(r"search", re.IGNORECASE)


@dataclass(slots=True)
class _Link:
    """A connection: the task that holds it, and its tool once there is one."""

    task: asyncio.Task[None]
    ready: asyncio.Future[Any]
    leave: asyncio.Event


@dataclass(slots=True)
class Mcp:
    command: str
    url: str
    token: SecretStr = NOBODY
    passed: tuple[str, ...] = ()
    """Environment variables that the program is given; of its own accord it sees PATH and HOME only."""
    tool: str = ""
    arguments: str = '{"query": "{query}"}'
    results: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    name: str = "mcp"
    _link: _Link | None = field(default=None, repr=False)
    _ending: set[asyncio.Task[None]] = field(default_factory=set, repr=False)
    """Connections on their way out; the loop alone would not keep their tasks."""

    def start(self) -> None:
        """Begin to connect. What goes wrong is told by the searches."""
        self._linked()

    async def close(self) -> None:
        if self._link is not None:
            self._drop(self._link)
        ending = tuple(self._ending)
        if ending:
            await asyncio.wait(ending, timeout=CLOSING)
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    async def search(
        self,
        client: httpx.AsyncClient,  # noqa: ARG002 – the protocol's; the connection is its own
        query: str,
        *,
        limit: int,
        language: Language,
    ) -> list[Source]:
        asked = filled(self.arguments, query=query, limit=limit, language=language)
        kept = self._link is not None
        try:
            answer = await self._call(asked)
        except ProviderError:
            if not kept:
                raise
            answer = await self._call(asked)  # it may have been restarted since
        found = (
            source(self.name, *(self._of(row, part) for part in ("title", "url", "snippet", "date")))
            for row in self._rows(answer)
        )
        return [one for one in found if one][:limit]

    async def _call(self, asked: dict[str, Any]) -> Any:
        """The tool's message. Raises ProviderError when there is no connection, or none any more."""
        link = self._linked()
        tool = await asyncio.shield(link.ready)
        wanted = {"type": "tool_call", "id": "search", "name": tool.name, "args": asked}
        answer = asyncio.ensure_future(tool.ainvoke(wanted))
        try:
            await asyncio.wait((answer, link.task), return_when=asyncio.FIRST_COMPLETED)
            return answer.result()
        except Exception as error:
            self._drop(link)
            lost = isinstance(error, asyncio.InvalidStateError)
            reason = "the server went away" if lost else f"the call failed ({type(error).__name__})"
            raise ProviderError(reason) from error
        finally:
            answer.cancel()
            await asyncio.gather(answer, return_exceptions=True)

    def _linked(self) -> _Link:
        """The connection, begun anew when there is none or the last one ended."""
        if self._link is None or self._link.task.done():
            ready: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
            ready.add_done_callback(
                lambda done: done.cancelled() or done.exception()
            )  # nobody may be waiting
            leave = asyncio.Event()
            # In a context of its own: it outlives the turn that happened to open it.
            task = asyncio.create_task(self._hold(ready, leave), name="mcp", context=Context())
            self._link = _Link(task, ready, leave)
        return self._link

    def _drop(self, link: _Link) -> None:
        link.leave.set()
        self._ending.add(link.task)
        link.task.add_done_callback(self._ending.discard)
        if self._link is link:
            self._link = None

    async def _hold(self, ready: asyncio.Future[Any], leave: asyncio.Event) -> None:
        """Connect, find the tool, and keep the connection until told to leave it."""
        try:
            from langchain_mcp_adapters.client import MultiServerMCPClient
            from langchain_mcp_adapters.tools import load_mcp_tools

            client = MultiServerMCPClient({self.name: self._connection()})
            async with asyncio.timeout(CONNECTING) as patience, client.session(self.name) as session:
                ready.set_result(self._chosen(await load_mcp_tools(session)))
                patience.reschedule(None)
                await leave.wait()
                patience.reschedule(asyncio.get_running_loop().time() + CLOSING)
        except ImportError:
            self._fail(ready, "the package langchain-mcp-adapters is not installed")
        except asyncio.CancelledError:
            self._fail(ready, "closed")
            raise
        except Exception as error:  # noqa: BLE001 – however it breaks, the search says so
            cause = _cause(error)
            log.info("mcp.lost reason=%s", type(cause).__name__)
            said = (
                cause.reason
                if isinstance(cause, ProviderError)
                else f"cannot connect ({type(cause).__name__})"
            )
            self._fail(ready, said)

    @staticmethod
    def _fail(ready: asyncio.Future[Any], reason: str) -> None:
        if not ready.done():
            ready.set_exception(ProviderError(reason))

    def _connection(self) -> "Connection":
        """Raises ProviderError for a command line that is none."""
        if self.url:
            token = self.token.get_secret_value()
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            return {"transport": "streamable_http", "url": self.url, "headers": headers}
        try:
            program, *args = shlex.split(self.command)
        except ValueError as error:
            raise ProviderError("its command line cannot be read") from error
        given = {name: os.environ[name] for name in ("PATH", "HOME", *self.passed) if name in os.environ}
        return {"transport": "stdio", "command": program, "args": args, "env": given}

    def _chosen(self, tools: list[Any]) -> Any:
        """The tool that the settings name, else the one that searches. Raises ProviderError."""
        names = [tool.name for tool in tools]
        for tool in tools:
            if tool.name == self.tool or (not self.tool and (len(tools) == 1 or _SEARCHES.search(tool.name))):
                return tool
        raise ProviderError(f"no such tool; it has {', '.join(names)[:80] or 'none'}")

    def _rows(self, answer: Any) -> list[dict[str, Any]]:
        """The results in a tool's message: structured, JSON as text, or lines such as `URL: …`."""
        blocks = answer.content if isinstance(answer.content, list) else [answer.content]
        texts = [str(block.get("text", "")) if isinstance(block, dict) else str(block) for block in blocks]
        if answer.status == "error":
            raise ProviderError("the tool reported an error")
        structured = (answer.artifact or {}).get("structured_content")
        decoded = [_decoded(text) for text in texts]
        for payload in (structured, decoded[0] if len(decoded) == 1 else decoded):
            if (found := self._listed(payload)) is not None:
                return found
        if found := list(lined("\n\n".join(texts))):
            return found
        if any(text.strip() for text in texts):
            raise ProviderError("its answer holds no addresses")
        return []

    def _listed(self, payload: Any) -> list[dict[str, Any]] | None:
        """The list at the path of the settings, or the first one whose entries have an address."""
        if self.results:
            for key in self.results.split("."):
                payload = payload.get(key) if isinstance(payload, dict) else None
            return [row for row in payload if isinstance(row, dict)] if isinstance(payload, list) else None
        waiting = [payload]
        while waiting:
            one = waiting.pop(0)
            if isinstance(one, str):
                one = _decoded(one)
            if isinstance(one, list):
                rows = [row for row in one if isinstance(row, dict)]
                if (rows and all(self._of(row, "url") for row in rows)) or one == []:
                    return rows
                waiting += one
            elif isinstance(one, dict):
                if self._of(one, "url"):
                    return [one]
                waiting += one.values()
        return None

    def _of(self, row: dict[str, Any], part: str) -> Any:
        names = (self.fields[part],) if part in self.fields else FIELDS[part]
        return next((row[name] for name in names if isinstance(row.get(name), str)), None)


def filled(template: str, *, query: str, limit: int, language: str) -> dict[str, Any]:
    """The JSON object `template` with its places filled; "{limit}" alone becomes a number.

    Raises ProviderError when it is no object.
    """
    held: dict[str, Any] = {"query": query, "limit": limit, "language": language}

    def fill(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: fill(one) for key, one in value.items()}
        if isinstance(value, list):
            return [fill(one) for one in value]
        if not isinstance(value, str):
            return value
        if whole := _HELD.fullmatch(value):
            return held[whole[1]]
        return _HELD.sub(lambda found: str(held[found[1]]), value)

    asked = fill(_decoded(template))
    if not isinstance(asked, dict):
        raise ProviderError("GUIDE_MCP_ARGUMENTS is no JSON object")
    return asked


def lined(text: str) -> Iterator[dict[str, Any]]:
    """Results written out for a reader: `Title: …`, `URL: …` and the text below, one after the other."""
    row: dict[str, Any] = {}
    last = "snippet"
    for line in text.splitlines():
        found = _LINE.match(line)
        if found is None:
            if row and line.strip():
                row[last] = f"{row.get(last, '')}\n{line.strip()}".strip()
            continue
        part = found[1].lower()
        last = _NAMES.get(part, part)
        if last in row and last != "snippet":
            if "url" in row:
                yield row
            row = {}
        row[last] = found[2].strip()
        last = last if last == "snippet" else "snippet"
    if "url" in row:
        yield row


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _cause(error: BaseException) -> BaseException:
    """The first real error in a group."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
