"""What tutorials and how-tos tell people to type is typed: into a shell, beside one real service a page.

The convention, in the words after a fence's language:

- `run`: the block is run, in the order of the page, in the page's own folder. `run wait`: until it says so.
- a file's name (`cafes.csv`, `.env`): the block becomes that file. A page with an `.env` gets a service with
  these settings, and one that loads places a service with an index of its own; the others share one.
- a `text` or `json` block right after a block that is run: its output. Each line must come, in this order;
  `…` stands for anything.
- any other block of commands or code begins with a comment that says why it is not run: `# not run here: …`.

A Korean page holds the same blocks as the page that it translates; comments and what is said may differ.
"""

import asyncio
import os
import re
import shlex
import shutil
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Final

import pytest

from agent.settings import Settings
from bench.standin import Standin
from tests.doors import door

ROOT: Final = Path(__file__).parents[1]
DOCS: Final = ROOT / "docs"
TRIED: Final = sorted([*(DOCS / "tutorials").glob("*.md"), *(DOCS / "howto").glob("*.md")])
TRANSLATED: Final = {
    ROOT / "README.ko.md": ROOT / "README.md",
    **{page: DOCS / page.relative_to(DOCS / "ko") for page in sorted((DOCS / "ko").rglob("*.md"))},
}
BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<head>[^\n`]*)\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL
)
ADDRESS = re.compile(r"(?:localhost|127\.0\.0\.1):8000")
LOAD = re.compile(r"-m ingest(?!.*--dry-run)")
REASON = re.compile(r"(?:#|//) (?:not run here|여기서는 실행하지 않음): \S")
COMMENT = re.compile(r"\s*(?:#|//) [^\n]*|^#[^\n]*\n", re.MULTILINE)
CODE: Final = frozenset({"", "sh", "bash", "console", "python", "js", "ts", "http"})
SAID: Final = frozenset({"text", "json"})
PROGRAMS: Final[Mapping[str, str]] = {"sh": "sh", "python": "python -", "js": "node --input-type=module -"}


@dataclass(frozen=True, slots=True)
class Block:
    language: str
    words: tuple[str, ...]
    body: str
    line: int
    after: int
    """Where the page goes on."""
    start: int

    @property
    def runs(self) -> bool:
        return "run" in self.words

    @property
    def file(self) -> str | None:
        return self.words[0] if len(self.words) == 1 and "." in self.words[0] else None


def blocks(text: str) -> Iterator[Block]:
    for found in BLOCK.finditer(text):
        language, *words = found["head"].split() or [""]
        line = text.count("\n", 0, found.start()) + 1
        yield Block(language, tuple(words), dedent(found["body"]), line, found.end(), found.start())


def output(text: str, block: Block, following: Block | None) -> str | None:
    """What the page says that a block which is run says."""
    if following is None or following.language not in SAID or following.words:
        return None
    return following.body if not text[block.after : following.start].strip() else None


def missing(told: str, said: str) -> str | None:
    """The first line of `told` that does not come in its turn."""
    lines = iter(said.splitlines())
    for line in filter(str.strip, told.splitlines()):
        pattern = re.compile(".*".join(map(re.escape, line.strip().split("…"))))
        if not any(pattern.fullmatch(one.strip()) for one in lines):
            return line
    return None


def unexplained(text: str) -> list[int]:
    """Lines of blocks that are neither run, nor a file, nor say why not."""
    return [
        block.line
        for block in blocks(text)
        if block.language in CODE and not block.runs and not block.file and not REASON.match(block.body)
    ]


@dataclass(frozen=True, slots=True)
class Page:
    """A folder in which a page's blocks are run one after the other; what one exports the next ones see."""

    folder: Path
    address: str
    environment: Mapping[str, str]

    async def run(self, block: Block, told: str | None) -> None:
        body = ADDRESS.sub(self.address, block.body)
        if block.language != "sh":
            body = f"{PROGRAMS[block.language]} <<'END-OF-BLOCK'\n{body}END-OF-BLOCK\n"
        script = f"set -aeuo pipefail; [ ! -f .shell ] || . ./.shell\n{body}\nexport -p > .shell\n"
        patience = 40 if "wait" in block.words else 1
        for tried in range(patience):
            status, said = await self._once(script)
            lacking = missing(told or "", said)
            if status == 0 and lacking is None:
                return
            if tried + 1 < patience:
                await asyncio.sleep(0.5)
        raise AssertionError(f"line {block.line}: status {status}, lacking {lacking!r}, said:\n{said}")

    async def _once(self, script: str) -> tuple[int, str]:
        shell = await asyncio.create_subprocess_exec(
            *("bash", "-c", script),
            cwd=self.folder,
            env=dict(self.environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await asyncio.wait_for(shell.communicate(), 60)
        return int(shell.returncode or 0), said.decode()

    def write(self, block: Block) -> None:
        assert block.file
        (self.folder / block.file).write_text(ADDRESS.sub(self.address, block.body), encoding="utf-8")


def dotenv(page: str) -> dict[str, str]:
    """The settings that the page's `.env` gives its service."""
    [*files] = [block.body for block in blocks(page) if block.file == ".env"]
    lines = (line.partition("=") for body in files for line in body.splitlines() if line.startswith("GUIDE_"))
    return {name.strip().removeprefix("GUIDE_").lower(): value.strip() for name, _, value in lines}


def programs(folder: Path) -> Path:
    """`python` and `gildongmu` as an activated environment has them."""
    folder.mkdir()
    for name, words in {"python": "", "gildongmu": "-m gildongmu"}.items():
        shim = folder / name
        shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {words} "$@"\n', encoding="utf-8")
        shim.chmod(0o755)
    return folder


RUN: Final = [page for page in TRIED if any(block.runs for block in blocks(page.read_text("utf-8")))]


@asynccontextmanager
async def beside(text: str, shared: str, settings: Settings, folder: Path) -> AsyncIterator[tuple[str, Path]]:
    """The address of the page's service, and its data directory."""
    given = {name: value for name, value in dotenv(text).items() if name in Settings.model_fields}
    loads = any(block.runs and LOAD.search(block.body) for block in blocks(text))
    if not loads and Settings(**{**settings.model_dump(), **given}) == settings:
        yield shared.removeprefix("http://"), settings.data_dir
        return
    data = folder / "data"
    await asyncio.to_thread(shutil.copytree, settings.data_dir, data)
    async with door(settings, folder, data_dir=data, **given) as client:
        yield f"{client.base_url.host}:{client.base_url.port}", data


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("path", RUN, ids=lambda path: f"{path.parent.name}/{path.stem}")
async def test_what_a_page_tells_to_type_does_what_it_says(
    path: Path, service: str, settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    text = await asyncio.to_thread(path.read_text, "utf-8")
    standin.text = "경복궁은 조선의 법궁이에요."
    folder = tmp_path / "page"
    folder.mkdir()
    async with beside(text, service, settings, tmp_path) as (address, data):
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GUIDE_")},
            "PATH": f"{programs(tmp_path / 'bin')}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "GILDONGMU_URL": f"http://{address}",
            "GUIDE_DATA_DIR": str(data),
            "GUIDE_EMBEDDER": "none",
            "GUIDE_LLM_BASE_URL": str(settings.llm_base_url),
        }
        page = Page(folder, address, environment)
        ahead = list(blocks(text))
        for block, following in zip(ahead, [*ahead[1:], None], strict=True):
            if block.runs:
                await page.run(block, output(text, block, following))
            elif block.file:
                page.write(block)


@pytest.mark.parametrize(
    "path", [*TRIED, *sorted((DOCS / "ko").rglob("*.md"))], ids=lambda path: str(path.relative_to(DOCS))
)
def test_every_block_is_run_or_says_why_not(path: Path) -> None:
    assert not unexplained(path.read_text(encoding="utf-8"))


def typed(path: Path) -> list[tuple[str, tuple[str, ...], str]]:
    """What a reader types or saves, without comments, and without what comes back."""
    return [
        (block.language, block.words, COMMENT.sub("", block.body).strip())
        for block in blocks(path.read_text(encoding="utf-8"))
        if block.language not in SAID
    ]


def parts(path: Path) -> list[str]:
    """The levels of its headings."""
    return re.findall(r"^#+(?= )", BLOCK.sub("", path.read_text("utf-8")), re.MULTILINE)


@pytest.mark.parametrize("path", TRANSLATED, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_korean_page_has_the_blocks_and_parts_of_the_english_one(path: Path) -> None:
    assert typed(path) == typed(TRANSLATED[path])
    assert parts(path) == parts(TRANSLATED[path])


def test_every_tutorial_is_there_in_korean() -> None:
    names = {page.name for page in (DOCS / "tutorials").glob("*.md")}
    assert names == {page.name for page in (DOCS / "ko" / "tutorials").glob("*.md")}
    assert names


def test_a_block_that_is_neither_run_nor_explained_is_seen() -> None:
    page = "a\n```sh\nrm x\n```\n\n```sh run\ntrue\n```\n\n```sh\n# not run here: needs a GPU\nvllm\n```\n"
    assert unexplained(page) == [2]
    assert unexplained(page.replace("needs a GPU", "")) == [2, 10]
    assert not unexplained("```csv a.csv\n1\n```\n```text\nx\n```\n")


def test_what_comes_back_is_compared_line_by_line_in_order() -> None:
    said = '{"route": "place"}\n  two 12 ms\nthree\n'
    assert missing("two … ms\nthree", said) is None
    assert missing("three\ntwo … ms", said) == "two … ms"
    assert missing("two", said) == "two"


async def test_a_failing_block_and_a_wrong_output_fail(tmp_path: Path) -> None:
    page = Page(tmp_path, "127.0.0.1:9", os.environ)
    [first, second, third] = blocks(
        "```sh run\nNAME=길\n```\n```sh run\necho $NAME\n```\n```sh run\nfalse | cat\n```\n"
    )
    await page.run(first, None)
    await page.run(second, "길\n")
    with pytest.raises(AssertionError, match="lacking '동무'"):
        await page.run(second, "동무\n")
    with pytest.raises(AssertionError, match="status 1"):
        await page.run(third, None)
