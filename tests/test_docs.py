"""The pages say what is so: links lead somewhere, generated parts are fresh, examples are true."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from agent.settings import Settings as ServiceSettings
from agent.tools.transit.settings import TransitSettings
from agent.tools.web.settings import SearchSettings
from bench.standin import Standin
from data.place import Place
from docs import examples, generate
from ingest.settings import SourceSettings
from rag.settings import Settings as KnowledgeSettings
from tests.service import parse

ROOT = Path(__file__).parents[1]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`([\w.][\w./-]*\.(?:py|jsonl?|toml|txt|md|js|css))`")
FOLDER = re.compile(r"`([a-z][\w./-]*/)`")
MODULE = re.compile(
    r"python -m ((?:agent|bench|cli|docs|evals|gildongmu|ingest|rag|serving|tests|training)[\w.]*\w)"
)
TARGET = re.compile(r"`(?:\$ )?make ([a-z-]+)")
INSIDE = ("house.md", "laws.md", "decisions/*.md", "reference/*.md")
"""Pages that speak of this repository alone: every name in them is one of its files."""
MADE = re.compile(r"\.data/")
"""What the service writes, and no checkout holds."""
SETTING = re.compile(r"GUIDE_[A-Z_]*[A-Z]")
ENDPOINT = re.compile(r"`(GET|POST|PATCH|DELETE) (/[\w/{}-]*)`")
ROOMS = ("agent", "api", "rag", "ingest", "serving", "training", "bench", "evals", "cli")


def prose(page: Path) -> str:
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def links(page: Path) -> list[str]:
    return [link or picture for link, picture in LINK.findall(prose(page))]


def anchors(page: Path) -> set[str]:
    """Headings as GitHub names them."""
    plain = (re.sub(r"[^\w\s-]", "", heading.lower()) for heading in HEADING.findall(prose(page)))
    return {heading.strip().replace(" ", "-") for heading in plain}


def sources() -> Iterator[Path]:
    yield ROOT / "server.py"
    for room in ROOMS:
        yield from (ROOT / room).rglob("*.py")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_named_files_are_there(page: Path) -> None:
    for target in links(page):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{target} leads nowhere"
        assert not anchor or anchor in anchors(there), f"{target}: no such heading"
    for name in CODE.findall(prose(page)):
        assert (
            (ROOT / name).exists() or (page.parent / name).exists() or "/" not in name or MADE.match(name)
        ), f"{name} is gone"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_commands_that_are_named_can_be_given(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for module in MODULE.findall(text):
        path = ROOT / module.replace(".", "/")
        program = path / "__main__.py" if path.is_dir() else path.with_suffix(".py")
        assert program.is_file(), f"python -m {module}: no such module"
        assert "__main__" in program.name + program.read_text(encoding="utf-8"), f"{module} is no program"
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(TARGET.findall(text)) <= targets


def test_pages_about_the_house_name_what_is_in_it() -> None:
    rooms = [ROOT / room for room in (*ROOMS, "data", "docs", "tests", "web", "deploy")]
    files = {
        path.name for paths in (ROOT.iterdir(), *(room.rglob("*.*") for room in rooms)) for path in paths
    }
    for page in sorted(page for pattern in INSIDE for page in (ROOT / "docs").glob(pattern)):
        text = prose(page)
        gone = [name for name in CODE.findall(text) if "/" not in name and name not in files]
        gone += [name for name in FOLDER.findall(text) if not (ROOT / name).is_dir()]
        assert gone == [], page


def test_the_house_asks_each_question_once() -> None:
    """Merged branches leave rows twice, of which one is no longer true."""
    rows = re.findall(r"^\| ([^|]+) \| .*`", (ROOT / "docs" / "house.md").read_text("utf-8"), re.MULTILINE)
    assert len(rows) > 100
    assert sorted(rows) == sorted(set(rows))


def test_no_page_of_the_docs_is_out_of_reach() -> None:
    """From the README and from house.md, by links; in Korean from the Korean README."""
    seen: set[Path] = set()
    ahead = [ROOT / "README.md", ROOT / "docs" / "house.md"]
    while ahead:
        page = ahead.pop()
        if page in seen:
            continue
        seen.add(page)
        linked = (target.partition("#")[0] for target in links(page))
        ahead += [(page.parent / path).resolve() for path in linked if path.endswith(".md")]
    assert {page for page in PAGES if "docs" in page.relative_to(ROOT).parts} <= seen


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_generated_parts_are_fresh(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert generate.fresh(text) == text, "run: python -m docs.generate"


def test_a_change_of_the_graph_makes_its_picture_stale() -> None:
    text = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    assert "route -.-> transit;" in text
    without = text.replace("route -.-> transit;", "")
    assert generate.fresh(without) == text


def test_every_setting_that_the_code_reads_is_on_its_page_and_no_other() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    told = set(SETTING.findall(page))
    read = {name for path in sources() for name in SETTING.findall(path.read_text(encoding="utf-8"))}
    fields = {
        f"GUIDE_{name.upper()}"
        for room in (ServiceSettings, KnowledgeSettings, SearchSettings, SourceSettings, TransitSettings)
        for name in room.model_fields
    }
    assert told == read | fields


@pytest.mark.asyncio(loop_scope="session")
async def test_the_http_page_tells_every_endpoint_and_no_other(client: httpx.AsyncClient) -> None:
    page = examples.PAGE.read_text(encoding="utf-8")
    described = (await client.get("/openapi.json")).json()["paths"]
    there = {(method.upper(), path) for path, methods in described.items() for method in methods}
    asked = {(example.method, example.path.partition("?")[0]) for _, example in examples.examples(page)}
    patterns = {(method, path): re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "$") for method, path in there}
    for endpoint, pattern in patterns.items():
        assert any(method == endpoint[0] and pattern.match(path) for method, path in asked), endpoint
    assert set(ENDPOINT.findall(page)) <= there


def differ(told: Any, got: Any, at: str = "") -> list[str]:
    """Where two answers are not of one shape; null fits everything, a list stands by its first entry."""
    if told is None or got is None:
        return []
    if isinstance(told, dict) and isinstance(got, dict):
        other = [f"{at}.{key}" for key in told.keys() ^ got.keys()]
        return other + [
            line for key in told.keys() & got.keys() for line in differ(told[key], got[key], f"{at}.{key}")
        ]
    if isinstance(told, list) and isinstance(got, list):
        return differ(told[0], got[0], f"{at}[0]") if told and got else []
    number = isinstance(told, (int, float)) and isinstance(got, (int, float))
    return [] if number or type(told) is type(got) else [f"{at}: {told!r}, now {got!r}"]


@pytest.mark.asyncio(loop_scope="session")
async def test_the_examples_of_the_http_page_are_true(client: httpx.AsyncClient, standin: Standin) -> None:
    standin.text = "경복궁은 조선의 법궁이에요."
    asked = [example for _, example in examples.examples(examples.PAGE.read_text(encoding="utf-8"))]
    assert len(asked) > 12
    for example in asked:
        answer = await example.ask(client)
        assert answer.status_code == example.status, f"{example.method} {example.path}: {answer.text}"
        if answer.headers["content-type"].startswith("text/plain"):
            assert answer.text
            continue
        if example.answer.startswith(("id: ", "event: ")):
            told, got = dict(parse(f"{example.answer}\n\n")), dict(parse(answer.text))
            assert list(told) == list(got)
        else:
            told, got = orjson.loads(example.answer), answer.json()
        stale = differ(told, got)
        assert not stale, f"{example.method} {example.path}: {stale}; run: python -m docs.examples URL"


def test_the_comparison_of_answers_sees_what_matters() -> None:
    told = {"a": [{"b": 1, "c": None}], "d": "x"}
    assert not differ(told, {"a": [{"b": 2.5, "c": "y"}], "d": "z"})
    assert not differ(told, {"a": [], "d": None})
    assert differ(told, {"a": [{"b": 1}], "d": "x"}) == [".a[0].c"]
    assert differ(told, {"a": [{"b": "1", "c": None}], "d": "x"})
    assert differ(told, {**told, "e": 1}) == [".e"]


def test_the_place_shown_as_an_example_is_one() -> None:
    page = (ROOT / "docs" / "howto" / "add-a-place.md").read_text(encoding="utf-8")
    [row] = re.findall(r"```json\n\s*(\{.*?\})\n", page)
    assert Place.model_validate_json(row).sources
    order = [field for field in Place.model_fields if field in orjson.loads(row)]
    assert list(orjson.loads(row)) == order


def test_long_answers_are_cut_but_keep_their_shape() -> None:
    whole = {"text": "가" * 200, "list": [{"n": n} for n in range(5)]}
    short = examples.cut(whole)
    assert len(short["text"]) < 100
    assert short["text"].endswith("…")
    assert [one["n"] for one in short["list"]] == [0, 1]
    assert orjson.loads(examples.pretty(short)) == short
