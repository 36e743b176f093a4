"""The contract's rows for a reader: a table, or JSON."""

import json
import unicodedata
from dataclasses import asdict

from serving.contract.endpoint import Endpoint
from serving.contract.rows import Row

_MARKS = {"yes": "✓", "no": "✗", "unseen": "–"}


def line(row: Row) -> str:
    """One row; what the service does instead stands where the answer is no."""
    mark = _MARKS[row.state]
    instead = f"  → {row.otherwise}" if row.state == "no" and row.otherwise else ""
    return f"{mark} {_wide(row.name, 28)} {row.level:<7} {_plain(row.what)}{instead}"


LEGEND = (
    "✓ yes, ✗ no, – could not be tried. must: the service needs it; should: it works, worse; tells: to know."
)


def verdict(rows: list[Row], *, good: bool) -> str:
    missing = [row.name for row in rows if row.level == "must" and row.state == "no"]
    weaker = [row.name for row in rows if row.level == "should" and row.state == "no"]
    if not good:
        return f"{LEGEND}\nThe service cannot use it. What failed: {', '.join(missing)}."
    return f"{LEGEND}\nThe service can use it" + (f", worse by: {', '.join(weaker)}." if weaker else ".")


def document(end: Endpoint, rows: list[Row], *, good: bool) -> str:
    told = {
        "url": end.wire.url,
        "engine": end.engine,
        "version": end.version,
        "model": end.model,
        "adapters": end.adapters,
        "choice": end.form,
        "usable": good,
        "rows": [asdict(row) for row in rows],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _wide(text: str, width: int) -> str:
    """Padded to `width` columns; a Hangul syllable takes two."""
    taken = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return text + " " * max(0, width - taken)
