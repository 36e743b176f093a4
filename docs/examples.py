"""`python -m docs.examples URL`: asks a service what reference/http.md shows, and writes its answers.

An example is a block `http` (method, path, headers, then a body) and below it a block with the answer and its
status: `json`, or `text` for server-sent events. Long texts, and lists after their second entry, are cut.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

PAGE: Final = Path(__file__).parent / "reference" / "http.md"
EXAMPLE = re.compile(
    r"```http\n(?P<method>[A-Z]+) (?P<path>\S+)\n(?P<headers>(?:[A-Z][\w-]+: [^\n]*\n)*)(?P<body>.*?)```\n\n"
    r"```(?P<kind>json|text) (?P<status>\d+)\n(?P<answer>.*?)```",
    re.DOTALL,
)
LONGEST: Final = 90
"""Characters of a text that a page shows."""
MOST: Final = 2
"""Entries of a list that a page shows."""
WIDEST: Final = 100
"""Characters of an object that stays on one line."""


@dataclass(frozen=True, slots=True)
class Example:
    method: str
    path: str
    headers: str
    body: str
    status: int
    answer: str

    async def ask(self, client: httpx.AsyncClient) -> httpx.Response:
        headers = dict(line.split(": ", 1) for line in self.headers.splitlines())
        if self.body:
            headers["content-type"] = "application/json"
        return await client.request(self.method, self.path, content=self.body, headers=headers)


def examples(page: str) -> Iterator[tuple[re.Match[str], Example]]:
    for found in EXAMPLE.finditer(page):
        given = found["method"], found["path"], found["headers"], found["body"].strip()
        yield found, Example(*given, int(found["status"]), found["answer"].strip())


def shown(answer: httpx.Response) -> str:
    """The answer as its block, cut for reading."""
    if answer.headers["content-type"].startswith("text/plain"):
        return f"```text {answer.status_code}\n{answer.text.strip()}\n```"
    if answer.headers["content-type"].startswith("text/event-stream"):
        return f"```text {answer.status_code}\n{_events(answer.text)}\n```"
    return f"```json {answer.status_code}\n{pretty(cut(answer.json()))}\n```"


def _events(text: str) -> str:
    lines = (
        f"data: {json.dumps(cut(json.loads(line[6:])), ensure_ascii=False)}"
        if line.startswith("data: ")
        else line
        for line in text.strip().split("\n")
    )
    return "\n".join(lines)


def cut(value: Any) -> Any:
    """Long texts and lists made short; the shape stays."""
    if isinstance(value, dict):
        return {key: cut(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [cut(inner) for inner in value[:MOST]]
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{value[:LONGEST].rstrip()} …"
    return value


def pretty(value: Any, indent: int = 0) -> str:
    """JSON with small objects on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= WIDEST or not isinstance(value, (dict, list)):
        return flat
    inside, pad = " " * (indent + 2), " " * indent
    if isinstance(value, list):
        rows = ",\n".join(inside + pretty(inner, indent + 2) for inner in value)
        return f"[\n{rows}\n{pad}]"
    rows = ",\n".join(
        f"{inside}{json.dumps(key)}: {pretty(inner, indent + 2)}" for key, inner in value.items()
    )
    return f"{{\n{rows}\n{pad}}}"


async def refresh(page: str, client: httpx.AsyncClient) -> str:
    """The page with the answers that this service gives, asked in the order of the page."""
    parts, end = [], 0
    for found, example in examples(page):
        answer = await example.ask(client)
        head = found[0][: found[0].rindex(f"```{found['kind']} ")]
        parts += [page[end : found.start()], head, shown(answer)]
        end = found.end()
    return "".join([*parts, page[end:]])


async def main(url: str) -> None:
    async with httpx.AsyncClient(base_url=url, timeout=30) as client:
        page = await refresh(PAGE.read_text(encoding="utf-8"), client)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    import asyncio

    asyncio.run(main(sys.argv[1]))
