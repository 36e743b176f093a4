"""Texts already cut into words: what did not change is not cut again, and Kiwi is not even loaded.

A word of the dictionary can change the cut of those texts only that hold it, wherever their spaces are. So a
new name costs the few texts with it, not all of them.
"""

import inspect
import json
import re
import sqlite3
from collections.abc import Callable, Sequence
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from rag import korean, terms
from rag.korean import Korean
from rag.terms import normal

MOST = 2_000
"""Changed words beyond which everything is cut again: looking for each in each text would take longer."""
_SPACE = re.compile(r"\s+")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS cuts (kind TEXT, text TEXT, plain TEXT, terms TEXT, PRIMARY KEY (kind, text));
CREATE TABLE IF NOT EXISTS made (name TEXT PRIMARY KEY, value TEXT);
"""


class Cuts:
    """Stands for a `Korean` while an index is made. Blocks. One SQLite file under the data directory."""

    def __init__(self, path: Path, tokenizer: Korean) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.cut = 0
        """Texts that were not known."""
        self._korean = tokenizer
        self._base = sqlite3.connect(path, timeout=30)
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.executescript(_SCHEMA)
        self._forget()
        rows = self._base.execute("SELECT kind, text, terms FROM cuts")
        self._held: dict[tuple[str, str], str] = {(kind, text): terms for kind, text, terms in rows}

    def terms(self, texts: Sequence[str]) -> list[list[str]]:
        return self._known("terms", texts, self._korean.terms)

    def parts(self, names: Sequence[str]) -> list[list[str]]:
        return self._known("parts", names, self._korean.parts)

    def close(self) -> None:
        self._base.close()

    def _known(
        self, kind: str, texts: Sequence[str], cut: Callable[[Sequence[str]], list[list[str]]]
    ) -> list[list[str]]:
        new = [text for text in dict.fromkeys(texts) if (kind, text) not in self._held]
        if new:
            made = [json.dumps(terms) for terms in cut(new)]
            rows = [(kind, text, _plain(text), terms) for text, terms in zip(new, made, strict=True)]
            with self._base:
                self._base.executemany("INSERT OR REPLACE INTO cuts VALUES (?, ?, ?, ?)", rows)
            self._held |= {(kind, text): terms for text, terms in zip(new, made, strict=True)}
            self.cut += len(new)
        return [json.loads(self._held[kind, text]) for text in texts]

    def _forget(self) -> None:
        """What was cut otherwise than now: by other code, or with other words."""
        told = dict(self._base.execute("SELECT name, value FROM made").fetchall())
        changed = self._korean.words ^ frozenset(json.loads(told.get("words", "[]")))
        with self._base:
            if told.get("code") != _code() or len(changed) > MOST:
                self._base.execute("DELETE FROM cuts")
            elif changed:
                words = [_plain(word) for word in changed]
                texts = self._base.execute("SELECT kind, text, plain FROM cuts").fetchall()
                gone = [(kind, text) for kind, text, plain in texts if any(word in plain for word in words)]
                self._base.executemany("DELETE FROM cuts WHERE kind = ? AND text = ?", gone)
            self._base.executemany(
                "INSERT OR REPLACE INTO made VALUES (?, ?)",
                [("code", _code()), ("words", json.dumps(sorted(self._korean.words)))],
            )


def _plain(text: str) -> str:
    return _SPACE.sub("", normal(text))


def _code() -> str:
    """The version of all that cuts: our modules, the words that they drop, and Kiwi."""
    ours = "|".join((inspect.getsource(korean), inspect.getsource(terms), *sorted(terms.EMPTY)))
    told = f"{version('kiwipiepy')}|{version('kiwipiepy_model')}|{ours}"
    return blake2b(told.encode(), digest_size=16).hexdigest()
