"""Logs: one line an event. JSON for machines, key=value for a terminal; every line knows its turn and thread.

What a line may hold: names, ids, counts, times, states. Never, at INFO and above, what a user wrote or what
was answered; never a secret, whatever raised it: the values of the settings' secrets are struck out of every
line, and so is what follows `Bearer` or a key in an address.

`event(log, "turn.end", ms=12)` writes such a line; lines of libraries come out in the same form, with their
message as the event.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final, Literal, TextIO

import orjson
from pydantic import BaseModel, SecretStr

Format = Literal["auto", "json", "text"]
"""`auto`: text where a person looks on (a terminal), else JSON."""

FIELDS: Final = "guide_fields"
QUIET: Final = ("httpx", "httpcore", "openai", "langchain_core", "opentelemetry", "uvicorn.access")
"""Loggers that tell each request, addresses and keys in them included."""
SHORTEST: Final = 4
"""Characters. A shorter secret would strike out half of every line."""
STRUCK: Final = "***"
KEYS: Final = re.compile(
    r"(?i)(\bbearer\s+|\b(?:api[_-]?key|access[_-]?token|token|secret|password)[\"']?\s*[=:]\s*[\"']?)"
    r"[^\s\"'&,;]+|(://[^/\s:@]*:)[^/\s@]+(?=@)"
)
"""What follows a key's name, and the password of an address."""
NEAR: Final = re.compile(r"bearer\s|(?:key|token|secret|password)[\"']?\s*[=:]|://")
"""What every find of `KEYS` holds, in small letters: most lines hold none, and are read ten times as fast."""
PLAIN: Final = re.compile(r"^[^\s\"=\\]+$")

_bound: ContextVar[dict[str, str] | None] = ContextVar("bound", default=None)


def bind(**ids: str) -> None:
    """Put ids on every line of this task from here on, and of the tasks that it starts."""
    _bound.set({**(_bound.get() or {}), **ids})


def ids() -> dict[str, str]:
    """What is bound here."""
    return _bound.get() or {}


@contextmanager
def bound(**ids: str) -> Iterator[None]:
    """The same, for a while."""
    token = _bound.set({**(_bound.get() or {}), **ids})
    try:
        yield
    finally:
        _bound.reset(token)


def event(log: logging.Logger, name: str, *, level: int = logging.INFO, **fields: Any) -> None:
    """One line. Fields that are None are left out."""
    if log.isEnabledFor(level):
        told = {key: value for key, value in fields.items() if value is not None}
        log.log(level, name, extra={FIELDS: told}, stacklevel=2)


def secrets(*settings: BaseModel) -> tuple[str, ...]:
    """The secret values that settings hold, longest first."""
    found = {
        value.get_secret_value()
        for one in settings
        for value in (getattr(one, name) for name in type(one).model_fields)
        if isinstance(value, SecretStr)
    }
    return tuple(
        sorted((one for one in found if len(one) >= SHORTEST and one != "EMPTY"), key=len, reverse=True)
    )


class _Lines(logging.Formatter):
    def __init__(self, hidden: Iterable[str]) -> None:
        super().__init__()
        known = "|".join(re.escape(one) for one in hidden)
        self._hidden = re.compile(known) if known else None

    def strike(self, text: str) -> str:
        """The text without secrets."""
        if self._hidden:
            text = self._hidden.sub(STRUCK, text)
        if NEAR.search(text.casefold()) is None:
            return text
        return KEYS.sub(lambda found: f"{found[1] or found[2]}{STRUCK}", text)

    def told(self, record: logging.LogRecord) -> dict[str, Any]:
        fields: dict[str, Any] = getattr(record, FIELDS, {})
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **(_bound.get() or {}),
            **fields,
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = "".join(traceback.format_exception(*record.exc_info)).rstrip()
        return line


class Json(_Lines):
    def format(self, record: logging.LogRecord) -> str:
        line = orjson.dumps(self.told(record), default=str, option=orjson.OPT_NON_STR_KEYS)
        return self.strike(line.decode())


class Text(_Lines):
    """`12:00:00.123 info  turn.end turn_id=… ms=12`, and a trace on lines of its own."""

    def format(self, record: logging.LogRecord) -> str:
        line = self.told(record)
        at, level, _, name = (line.pop(key) for key in ("at", "level", "logger", "event"))
        trace = line.pop("trace", "")
        pairs = " ".join(f"{key}={_quoted(value)}" for key, value in line.items())
        head = f"{at[11:23]} {level:<7} {_flat(name)} {pairs}".rstrip()
        return self.strike(f"{head}\n{trace}" if trace else head)


def _flat(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")


def _quoted(value: Any) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if PLAIN.match(text) else orjson.dumps(text).decode()


def setup(
    form: Format = "auto",
    hidden: Iterable[str] = (),
    *,
    level: int = logging.INFO,
    stream: TextIO | None = None,
) -> logging.Handler:
    """Send all logs to `stream` (stderr) as lines of ours; `hidden`: secret values. Replaces what was set."""
    out = stream or sys.stderr
    kind = Text if form == "text" or (form == "auto" and out.isatty()) else Json
    handler = logging.StreamHandler(out)
    handler.setFormatter(kind(hidden))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    logging.captureWarnings(capture=True)
    # No line of ours says any of these.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    return handler
