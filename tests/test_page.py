"""The chat page as files: what a strict policy, a closed network and a screen reader need."""

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest

from api import headers
from data.place import Category

WEB = Path(__file__).parent.parent / "web"
PAGE = (WEB / "index.html").read_text("utf-8")
SCRIPTS = {path.name: path.read_text("utf-8") for path in sorted(WEB.glob("*.js"))}
STYLE = "".join(path.read_text("utf-8") for path in sorted(WEB.glob("*.css")))
NODE = shutil.which("node")
LANGUAGES = ("ko", "en", "ja", "zh")
HEAVIEST = 150_000
"""Bytes of the whole page, uncompressed."""
OUTSIDE = {"http://www.w3.org/2000/svg", "https://www.openstreetmap.org/copyright"}
"""A name of a language, and a link; neither is loaded."""
VOID = {"meta", "link", "img", "path", "circle", "rect", "br", "input"}


class Document(HTMLParser):
    """Every element with its attributes and the text inside it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[tuple[str, list[str]]] = []
        self.feed(html)
        self.close()
        assert self._open == [], "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inside: list[str] = []
        self.elements.append((tag, {name: value or "" for name, value in attrs}, inside))
        if tag not in VOID:
            self._open.append((tag, inside))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self._open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_data(self, data: str) -> None:
        for _, inside in self._open:
            inside.append(data)

    def all(self, *tags: str) -> list[tuple[str, dict[str, str], list[str]]]:
        return [element for element in self.elements if element[0] in tags]


DOCUMENT = Document(PAGE)
IDS = [attributes["id"] for _, attributes, _ in DOCUMENT.elements if "id" in attributes]


def test_nothing_is_inline_and_the_page_forbids_it_itself() -> None:
    for tag, attributes, inside in DOCUMENT.elements:
        assert tag != "style"
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "script":
            assert attributes["type"] == "module"
            assert not "".join(inside).strip()
    (policy,) = (
        a["content"] for _, a, _ in DOCUMENT.all("meta") if a.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in policy
    assert {rules[name] for name in ("script-src", "style-src", "connect-src")} == {"'self'"}
    assert rules["img-src"] == "'self' https:", "the header decides whether map tiles may be loaded"
    assert "img-src 'self';" in headers.policy("/")
    tiles = "https://tiles.example/{z}/{x}/{y}.png"
    assert "img-src 'self' https://tiles.example;" in headers.policy("/", tiles)
    assert headers.policy("/chat", tiles) == headers.DATA


def test_everything_it_loads_lies_beside_it_and_weighs_little() -> None:
    wanted = [a[name] for _, a, _ in DOCUMENT.elements for name in ("src", "href") if name in a]
    files = {address for address in wanted if not address.startswith("#")}
    imported = {found for script in SCRIPTS.values() for found in re.findall(r'from "\./([^"]+)"', script)}
    for script in SCRIPTS.values():
        assert len(re.findall(r"^import\b", script, re.MULTILINE)) == len(re.findall(r'from "\./', script))
        assert "import(" not in script
    assert imported | {"app.js"} == {Path(name).name for name in files if name.endswith(".js")}, "preload all"
    held = [path for path in WEB.iterdir() if path.suffix in {".html", ".js", ".css", ".svg"}]
    assert {path.name for path in held} - {"index.html"} == {Path(name).name for name in files}
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    for name, text in {**SCRIPTS, "style.css": STYLE, "index.html": PAGE}.items():
        named = set(re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z][^\s\"'`]*", text))
        assert named <= OUTSIDE, f"{name} names an outside host"
    assert sum(path.stat().st_size for path in held) < HEAVIEST


def test_no_way_leads_from_text_to_markup() -> None:
    sinks = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
        r"|createContextualFragment"
        r"|DOMParser|srcdoc|setHTML|setTimeout\(\s*[\"'`]"
    )
    assert {name: sinks.findall(text) for name, text in SCRIPTS.items()} == {name: [] for name in SCRIPTS}


def test_the_page_speaks_to_screen_readers_and_keyboards() -> None:
    (html,) = DOCUMENT.all("html")
    assert html[1]["lang"] == "ko"
    labelled = {a["for"] for _, a, _ in DOCUMENT.all("label") if "for" in a}
    wrapped = "".join(re.findall(r"<label.*?</label>", PAGE, re.DOTALL))
    for tag, attributes, inside in DOCUMENT.all("textarea", "select", "button", "input", "img", "a"):
        named = (
            "".join(inside).strip()
            or attributes.get("aria-label")
            or attributes.get("id") in labelled
            or f'id="{attributes.get("id")}"' in wrapped
        )
        assert named or attributes.get("alt") is not None, (tag, attributes)
    roles = {a.get("role"): a for _, a, _ in DOCUMENT.elements if "role" in a}
    assert roles["log"]["aria-live"] == "polite"
    assert "status" in roles
    assert len(IDS) == len(set(IDS))
    assert [tag for tag, _, _ in DOCUMENT.all("h1", "h2", "h3")] == ["h1", "h2", "h2", "h2", "h2"]
    (viewport,) = (a["content"] for _, a, _ in DOCUMENT.all("meta") if a.get("name") == "viewport")
    assert "user-scalable" not in viewport
    assert "prefers-reduced-motion" in STYLE
    assert "color-scheme: light dark" in STYLE
    assert ":focus-visible" in STYLE


def test_scripts_find_what_they_ask_for() -> None:
    asked: set[str] = set()
    for script in SCRIPTS.values():
        asked |= set(re.findall(r'(?:find|getElementById)\("([a-z]+)"\)', script))
        for listed in re.findall(r"= (\[[^\]]+\])\.map\(find\)", script):
            asked |= set(json.loads(listed))
    assert asked <= set(IDS)
    called = set(re.findall(r"(?:call|json)\([`\"]([^`\"$?]+)", "".join(SCRIPTS.values())))
    known = {"chat/stream", "threads/", "threads", "feedback", "today", "stations", "map"}
    assert called == known, "addresses stay relative: the page may live under a prefix"


def _contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two #rrggbb colours."""

    def light(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_in_both_schemes(scheme: int) -> None:
    pairs = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", STYLE)
    colors = {name: both[scheme] for name, *both in pairs}
    for text in ("ink", "soft", "green", "amber", "seal"):
        for ground in ("paper", "sheet"):
            assert _contrast(colors[text], colors[ground]) >= 4.5, (text, ground)
    assert _contrast(colors["on-green"], colors["green"]) >= 4.5
    for ground in ("mine", "tint", "land"):
        assert _contrast(colors["ink"], colors[ground]) >= 4.5
    for seal in re.findall(r"--kind: (#[0-9a-f]{6})", STYLE):
        assert _contrast("#ffffff", seal) >= 4.5


def _node(script: str) -> object:
    """What an ES module prints as JSON; the page's own modules are imported from disk."""
    assert NODE
    done = subprocess.run(
        [NODE, "--input-type=module", "--experimental-default-type=module", "-e", script],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _module(name: str) -> str:
    return json.dumps((WEB / name).as_uri())


@pytest.mark.skipif(NODE is None, reason="needs Node.js")
def test_events_are_read_alike_wherever_the_stream_splits_them() -> None:
    stream = (
        ': heartbeat\n\nid: 1\nevent: status\ndata: {"text":"찾는 중"}\n\n'
        'event: token\r\ndata: {"delta":"경복궁"}\r\n\r\n'
        "event: token\rdata:x\rdata: y\r\revent: none\n\ndata: z\n\n"
    )
    got = _node(
        f"""
        import {{ Events }} from {_module("stream.js")};
        const text = {json.dumps(stream)};
        const seen = new Set();
        for (let i = 0; i <= text.length; i++) for (let j = i; j <= text.length; j++) {{
          const events = new Events();
          const parts = [text.slice(0, i), text.slice(i, j), text.slice(j)];
          seen.add(JSON.stringify(parts.flatMap((part) => events.feed(part))));
        }}
        console.log(JSON.stringify([...seen].map((one) => JSON.parse(one))));
        """
    )
    assert got == [
        [
            {"event": "status", "data": '{"text":"찾는 중"}', "id": "1"},
            {"event": "token", "data": '{"delta":"경복궁"}', "id": "1"},
            {"event": "token", "data": "x\ny", "id": "1"},
            {"event": "message", "data": "z", "id": "1"},
        ]
    ]


@pytest.mark.skipif(NODE is None, reason="needs Node.js")
def test_every_word_is_there_in_all_four_languages_and_every_category_has_a_seal() -> None:
    got = _node(
        f"""
        import {{ LANGUAGES, CATEGORIES }} from {_module("words.js")};
        const keyed = (value) => (typeof value === "object" ? Object.keys(value) : typeof value);
        const shape = (value) => (Array.isArray(value) ? value.length : keyed(value));
        const pairs = (table) => Object.entries(table).map(([key, one]) => [key, shape(one)]);
        const shapes = (table) => Object.fromEntries(pairs(table));
        const all = Object.values(LANGUAGES).flatMap((table) => Object.values(table));
        console.log(JSON.stringify({{
          words: Object.fromEntries(Object.entries(LANGUAGES).map(([key, table]) => [key, shapes(table)])),
          empty: all.flatMap((one) => (typeof one === "object" ? Object.values(one) : [one]))
            .filter((one) => !one.length).length,
          categories: shapes(CATEGORIES),
        }}));
        """
    )
    assert isinstance(got, dict)
    assert tuple(got["words"]) == LANGUAGES
    assert all(got["words"][language] == got["words"]["ko"] for language in LANGUAGES)
    assert got["empty"] == 0
    shown = {
        a[name]
        for _, a, _ in DOCUMENT.elements
        for name in ("data-word", "data-label", "data-hint")
        if name in a
    }
    assert shown <= set(got["words"]["ko"])
    used = set(re.findall(r"(?:words\(\)|\bsay)\.([a-zA-Z_]+)", "".join(SCRIPTS.values())))
    assert used <= set(got["words"]["ko"])
    assert got["categories"] == dict.fromkeys(get_args(Category), 5)


@pytest.mark.skipif(NODE is None, reason="needs Node.js")
def test_a_lost_line_is_taken_up_after_the_last_event_that_came() -> None:
    got = _node(
        f"""
        import {{ talk, ask }} from {_module("stream.js")};
        const encode = (text) => new TextEncoder().encode(text);
        const token = (n) => `id: a:${{n}}\\nevent: token\\ndata: {{"delta":"${{n}}"}}\\n\\n`;
        const asked = [];
        const body = (parts, whole) => new ReadableStream({{
          start(out) {{ for (const part of parts) out.enqueue(encode(part)); }},
          pull(out) {{ whole ? out.close() : out.error(new TypeError("network")); }},
        }});
        globalThis.setTimeout = (after) => queueMicrotask(after);
        globalThis.fetch = async (path, options) => {{
          asked.push([path, options.headers["Last-Event-ID"] ?? JSON.parse(options.body).on_disconnect]);
          const route = 'id: a:1\\nevent: route\\ndata: {{"thread_id":"t/1"}}\\n\\n';
          if (asked.length === 1) return new Response(body([route, token(2)], false));
          if (asked.length === 2) throw new TypeError("still no line");
          if (asked.length === 3) return new Response(body([token(3)], false));
          return new Response(body([token(4), 'id: a:5\\nevent: done\\ndata: {{}}\\n\\n'], true));
        }};
        const told = [];
        for await (const one of talk(() => ask({{ message: "x" }}), null)) told.push(one.id);
        console.log(JSON.stringify({{ asked, told }}));
        """
    )
    assert got == {
        "asked": [
            ["chat/stream", "continue"],
            ["threads/t%2F1/events", "a:2"],
            ["threads/t%2F1/events", "a:2"],
            ["threads/t%2F1/events", "a:3"],
        ],
        "told": ["a:1", "a:2", "a:3", "a:4", "a:5"],
    }
