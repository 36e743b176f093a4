"""A report for readers: an HTML file that stands alone, and the Markdown of docs/quality.md."""

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

from evals.draw import dots
from evals.load import cases
from evals.report import HEAD, REPORTS, Report, diff, read, rows, table
from evals.suites import SUITES

PAGE = Path(__file__).parents[1] / "docs" / "quality.md"
BEGIN, END = "<!-- measured -->", "<!-- end -->"
_BLOCK = re.compile(f"({BEGIN}\n).*?({END})", re.DOTALL)
WORST = 10
STYLE = """body{font:15px/1.55 system-ui,sans-serif;max-width:860px;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;font-size:13px}summary{cursor:pointer}h2{margin-top:2.2rem}
td,th{border-bottom:1px solid #e3e6ee;padding:.3rem .5rem;text-align:left;vertical-align:top}
pre{white-space:pre-wrap;background:#f6f7fa;padding:1rem}"""

DOTS = ("dev", "test")
TITLES = {
    "dev": "The development half",
    "test": "The test half",
    "model": "With a real model",
    "model-test": "With a real model, the test half",
}
"""Reports that the page tells of, by the name of their file."""


def html(report: Report, before: Report | None = None) -> str:
    shares = {name: result.share for name, result in report.suites.items() if result.share.all}
    old = {name: result.share for name, result in before.suites.items()} if before else None
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><title>Quality</title>",
        f"<style>{STYLE}</style><h1>Quality</h1>",
        f"<p>{escape(_head(report))}</p>",
        dots(shares, "Right, with 95 % intervals", old),
        _table(HEAD, rows(report)),
    ]
    if before:
        parts.append(f"<h2>Against {escape(before.made)}</h2><pre>{escape(diff(before, report))}</pre>")
    for name, result in report.suites.items():
        parts.append(f"<h2>{name}</h2><p>{escape(SUITES[name].measures)}.</p>")
        if len(result.by_kind) > 1:
            parts.append(dots(result.by_kind, "by kind"))
        if len(result.by_language) > 1:
            parts.append(dots(result.by_language, "by language"))
        if result.misses:
            wrong = ([miss.id, miss.kind, miss.text, miss.note] for miss in result.misses)
            listed = _table(["case", "kind", "message", "what is wrong"], wrong)
            parts.append(f"<details><summary>{len(result.misses)} misses</summary>{listed}</details>")
    return "\n".join(parts) + "</html>\n"


def _head(report: Report) -> str:
    about = ", ".join(f"{key} {value}" for key, value in report.peer.items() if value)
    return f"{report.made}, half {report.half or 'both'}, commit {report.commit}; {about}"


def _table(head: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}" for cell in head)
    lines = ("<tr>" + "".join(f"<td>{escape(cell)}" for cell in line) for line in body)
    return f"<table><tr>{top}{''.join(lines)}</table>"


def counts() -> str:
    """How many cases there are, by suite and half."""
    body, totals = [], [0, 0]
    for name, suite in SUITES.items():
        halves = [sum(case.half == half for case in cases(name)) for half in DOTS]
        totals = [total + count for total, count in zip(totals, halves, strict=True)]
        body.append([name, suite.measures, *map(str, halves), str(sum(halves))])
    body.append(["**all**", "", *(f"**{count}**" for count in (*totals, sum(totals)))])
    return table(["suite", "right is", "dev", "test", "cases"], body)


def measured(folder: Path = REPORTS) -> str:
    """What docs/quality.md takes from the reports that are kept."""
    parts = ["## Cases", counts()]
    for name, title in TITLES.items():
        path = folder / f"{name}.json"
        if path.exists():
            parts += [f"## {title}", *_told(read(path))]
    return "\n\n".join(parts)


def _told(report: Report) -> list[str]:
    about = ", ".join(f"{key} `{value}`" for key, value in report.peer.items() if value)
    thinned = f", one case in {report.every} of those that the model answers" if report.every > 1 else ""
    parts = [
        f"{report.made[:10]}, commit `{report.commit}`{thinned}; {about}.",
        table(HEAD, list(rows(report))),
    ]
    wrong = [
        [name, miss.text.replace("\n", " "), miss.note]
        for name, result in report.suites.items()
        for miss in result.misses[:WORST]
    ]
    if wrong:
        parts += ["### What goes wrong", table(["suite", "message", "what is wrong"], wrong)]
    return parts


def fresh(page: str) -> str:
    """The page with its measured part as the kept reports are."""
    return _BLOCK.sub(lambda block: f"{block[1]}{measured()}\n{block[2]}", page)
