"""Imports go only where the house says, down and never round."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from tests.processes import ROOT

ARROWS = re.compile(r"^\| `([\w.]+)` \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
ROOMS = ("agent", "api", "rag", "ingest", "serving", "training", "bench", "evals", "cli", "data")
FRAMEWORKS = {"langgraph", "langchain_core", "langchain_openai", "fastapi", "starlette", "uvicorn"}


@cache
def modules() -> dict[str, Path]:
    """Every module of the rooms by its name; a package by that of its folder."""
    paths = [ROOT / "server.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    dotted = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in paths}
    return {name.removesuffix(".__init__"): path for name, path in dotted.items()}


def imported(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            ours = names & modules().keys()
            found |= ours if len(ours) == len(names) else ours | {node.module}
    return found


def roots(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imported(path)}


def within(room: str) -> Iterator[Path]:
    yield from [ROOT / room] if room.endswith(".py") else (ROOT / room).rglob("*.py")


def test_imports_go_only_along_the_arrows_of_the_house() -> None:
    told = {
        room: set(re.findall(r"`(\w+)(?:\.py)?`", arrows))
        for room, arrows in ARROWS.findall((ROOT / "docs" / "house.md").read_text(encoding="utf-8"))
    }
    assert set(told) == {*ROOMS, "server.py"}
    ours = {*ROOMS, "server", "docs", "tests"}
    for room, allowed in told.items():
        taken = {name for path in within(room) for name in roots(path)} & ours - {room.removesuffix(".py")}
        assert taken == allowed, f"{room} imports {taken}, and the house says {allowed}"


def test_no_import_goes_round() -> None:
    """Also not inside a function: what needs that is in the wrong place."""
    graph = {name: imported(path) & modules().keys() - {name} for name, path in modules().items()}
    assert len(graph) > 300
    TopologicalSorter(graph).prepare()  # raises CycleError with the way round


def test_the_tools_know_neither_frameworks_nor_the_guide() -> None:
    for path in within("agent/tools"):
        assert not roots(path) & FRAMEWORKS, path
        ours = {name for name in imported(path) if name.startswith("agent.")}
        beside = {name for name in ours if not name.startswith("agent.tools")}
        assert beside <= {"agent.errors"}, path
