"""`python -m docs.generate`: rewrites what pages take from the code; tests/test_docs.py fails when it is due.

A page holds it between `<!-- generated: NAME -->` and `<!-- end -->`; the rest is written by hand.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

import agent.errors
import api.errors
import serving.errors
from agent.errors import GuideError
from agent.graph import build
from agent.settings import Settings as ServiceSettings
from agent.tools.transit.settings import TransitSettings
from agent.tools.web.settings import SearchSettings
from docs import figures
from ingest.settings import SourceSettings
from rag.environment import ADDRESS
from rag.settings import Settings as KnowledgeSettings
from serving import shelf
from serving.presets import PRESETS

DOCS: Final = Path(__file__).parent
BLOCK = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
SPACE = re.compile(r"\s+")
BOUNDS: Final = {"ge": "≥ {}", "gt": "> {}", "le": "≤ {}", "lt": "< {}"}

SERVICE: Final = {
    "host": "Address to listen on.",
    "port": "Port to listen on.",
    "llm_base_url": "The model endpoint; `/v1` is added when missing. `make run` sets it.",
    "llm_api_key": "Sent as a bearer token.",
    "llm_curation_model": "Adapter that answers about places; without it the base model does.",
    "llm_tone_model": "Adapter that restyles answers; without it the base model does.",
    "llm_max_tokens": "Longest answer, in tokens.",
    "llm_temperature": "Of answers; choices always use 0.",
    "llm_connect_timeout": "Longest wait for a connection (s).",
    "heartbeat": "A comment is sent on a quiet stream this often (s).",
}
KNOWLEDGE: Final = {"qdrant_api_key": "Key of that server."}
SOURCES: Final = {"tourapi_url": "TourAPI's address.", "seoul_url": "The portal's address."}
SEARCH: Final = {
    "search_cache_seconds": "How long a good result is kept (s).",
    "search_cache_size": "How many results are kept.",
    "tavily_api_key": "Tavily.",
    "tavily_url": "Tavily's address.",
    "naver_client_id": "Naver.",
    "naver_client_secret": "Naver.",
    "kakao_rest_api_key": "Daum search by Kakao.",
    "kakao_search_url": "Kakao's address.",
    "brave_api_key": "Brave Search.",
    "brave_url": "Brave's address.",
    "serper_api_key": "Serper (Google).",
    "serper_url": "Serper's address.",
    "exa_api_key": "Exa.",
    "exa_url": "Exa's address.",
}
TRANSIT: Final = {
    "kakao_transit_url": "Kakao's public transport.",
    "kakao_mobility_url": "Kakao's car directions.",
    "odsay_url": "ODsay's address.",
    "tmap_url": "TMAP's address.",
    "naver_maps_url": "Naver's car directions.",
    "juso_url": "Juso's address.",
}
"""Meanings of fields whose names say nearly all, so that the code has no docstring for them."""

SERVING: Final = (
    ("LLM_WEIGHTS", "text", "", "A path, a name of `python -m serving models`, or a hub's `owner/name`."),
    ("ADAPTERS", "text", "", "`name=path …`: LoRA adapters beside those found in `.data/adapters`."),
    ("LLM_HOST", "text", "127.0.0.1", "Address where the endpoint listens."),
    (
        "LLM_PORT",
        "whole number",
        "8114",
        "Port of the endpoint. Unset, another is taken when 8114 is not free.",
    ),
    ("VLLM_PYTHON", "path", "", "Python of an environment with vLLM. Unset: `.venv-vllm`, beside a GPU."),
    ("VLLM_ARGS", "text", "", "More arguments for vLLM, put last, so that they win."),
)
"""serving/ reads its environment by hand: it must run before any dependency is installed."""


def graph() -> str:
    """The picture of the compiled graph, as Mermaid."""
    drawn = build(cast("Any", None)).compile().get_graph().draw_mermaid()
    return f"```mermaid\n{drawn.strip()}\n```"


def picture() -> str:
    """The same in few lines: nodes that lead to the same ones stand together. Dotted: one or some of them."""
    drawn = build(cast("Any", None)).compile().get_graph()
    ways: dict[tuple[str, bool], list[str]] = {}
    for edge in drawn.edges:
        ways.setdefault((edge.source, edge.conditional), []).append(edge.target)
    joined: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    for (source, conditional), targets in ways.items():
        ahead = sorted(targets, key=list(drawn.nodes).index)
        joined.setdefault((tuple(ahead), conditional), []).append(source)
    lines = [
        f"    {_all(sources)} {'-.->' if conditional else '-->'} {_all(targets)}"
        for (targets, conditional), sources in joined.items()
    ]
    return "\n".join(["```mermaid", "graph LR", *lines, "```"])


def _all(nodes: Iterable[str]) -> str:
    ends = {"__start__": "START((start))", "__end__": "END((end))"}
    return " & ".join(ends.get(node, node) for node in nodes)


def settings() -> str:
    rooms: list[tuple[str, str, type[BaseSettings], dict[str, str]]] = [
        ("The service", "agent/settings.py", ServiceSettings, SERVICE),
        ("Places and embeddings", "rag/settings.py", KnowledgeSettings, KNOWLEDGE),
        ("Web search", "agent/tools/web/settings.py", SearchSettings, SEARCH),
        ("Public services that fill places", "ingest/settings.py", SourceSettings, SOURCES),
        ("Transit with keys", "agent/tools/transit/settings.py", TransitSettings, TRANSIT),
    ]
    told: set[str] = set()
    parts = []
    for title, path, room, said in rooms:
        parts += [f"## {title}", f"Read in `{path}`.", _table(room, said, told)]
        told |= room.model_fields.keys()
    rows = [
        f"| `GUIDE_{name}` | {kind} | {_code(default)} | {said} |" for name, kind, default, said in SERVING
    ]
    return "\n\n".join([*parts, "## The model endpoint", SHARED, "\n".join([*HEAD, *rows])])


SHARED: Final = """Read in `serving/settings.py`. `GUIDE_DATA_DIR`, `GUIDE_HOST`, `GUIDE_PORT`,
`GUIDE_LLM_BASE_URL`, `GUIDE_LLM_API_KEY` and `GUIDE_LLM_MODEL` hold here too."""
HEAD: Final = ("| variable | type | default | meaning |", "|---|---|---|---|")


def _table(room: type[BaseSettings], said: dict[str, str], told: set[str]) -> str:
    """Fields that an earlier table told are passed over. Raises KeyError for one without a meaning."""
    written = _docstrings(room)
    rows = [
        f"| `GUIDE_{name.upper()}` | {_kind(field)} | {_default(field)} | {written.get(name) or said[name]} |"
        for name, field in room.model_fields.items()
        if name not in told
    ]
    return "\n".join([*HEAD, *rows])


def _docstrings(room: type[BaseSettings]) -> dict[str, str]:
    """The string under each field."""
    [body] = [
        node.body
        for node in ast.parse(textwrap.dedent(inspect.getsource(room))).body
        if isinstance(node, ast.ClassDef)
    ]
    return {
        field.target.id: said
        for field, below in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and (said := _said(below))
    }


def _said(node: ast.stmt) -> str:
    """The text of a statement that is a string alone, on one line."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return SPACE.sub(" ", str(node.value.value)).replace("|", "\\|")
    return ""


def _kind(field: FieldInfo) -> str:
    given: Any = field.annotation
    options = [one for one in get_args(given) if one is not type(None)]
    if get_origin(given) is Literal:
        return " or ".join(f"`{one}`" for one in options)
    if get_origin(given) is tuple:
        return "list"
    if any(getattr(rule, "pattern", None) == ADDRESS for rule in field.metadata):
        return "URL"
    one = options[0] if options else given
    name = {
        "str": "text",
        "float": "number",
        "int": "whole number",
        "bool": "true or false",
        "HttpUrl": "URL",
        "Path": "path",
        "SecretStr": "secret",
    }[one.__name__]
    bounds = [
        text.format(getattr(rule, key))
        for rule in field.metadata
        for key, text in BOUNDS.items()
        if getattr(rule, key, None) is not None
    ]
    return ", ".join([name, *bounds])


def _default(field: FieldInfo) -> str:
    held = field.default
    if isinstance(held, SecretStr):
        held = held.get_secret_value()
    if isinstance(held, (tuple, dict)):
        held = ",".join(held)
    if isinstance(held, bool):
        held = str(held).lower()
    return "" if held is None else _code(str(held))


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def errors() -> str:
    rows = sorted({(error.status, error.code, error.hint) for error in _below(GuideError)})
    table = [f"| {status} | `{code}` | {hint} |" for status, code, hint in rows]
    tree = (agent.errors.__doc__ or "").split("\n\n")[1]
    return "\n".join(
        ["| status | code | hint (default) |", "|---|---|---|", *table, "",
         "The tree, as `except` sees it:", "", "```text", textwrap.dedent(tree), "```"]
    )  # fmt: skip


def _below(kind: type[GuideError]) -> Iterator[type[GuideError]]:
    """A class and its descendants in our own modules; those of a test are none of ours."""
    if kind.__module__ in {agent.errors.__name__, api.errors.__name__}:
        yield kind
    for child in kind.__subclasses__():
        yield from _below(child)


def commands() -> str:
    """What `python -m serving` and `python -m ingest` may end in."""
    _, tree = (serving.errors.__doc__ or "").split("\n\n", 1)
    return f"```text\n{tree.strip()}\n```"


def presets() -> str:
    """The models that `python -m serving vllm` knows by name."""
    lines = [f"| {' | '.join(shelf.HEAD)} |", "|---|---|---|---|---|"]
    for name, *rest in shelf.rows():
        lines.append(f"| [{name}]({PRESETS[name].card}) | {' | '.join(rest)} |")
    return "\n".join(lines)


MADE: Final[dict[str, Callable[[], str]]] = {
    "graph": graph,
    "picture": picture,
    "settings": settings,
    "errors": errors,
    "commands": commands,
    "presets": presets,
    **figures.MADE,
}


def fresh(page: str) -> str:
    """A page with its generated parts as the code is now. Raises KeyError for a name that nobody makes."""
    return BLOCK.sub(lambda block: f"{block[1]}{MADE[block[2]]()}\n{block[3]}", page)


def main() -> None:
    for path in sorted([*DOCS.parent.glob("README*.md"), *DOCS.rglob("*.md")]):
        page = path.read_text(encoding="utf-8")
        now = fresh(page)
        if now != page:
            path.write_text(now, encoding="utf-8")
            print(f"{path.relative_to(DOCS.parent)} brought up to date")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
