"""`gildongmu chat`: a conversation in the terminal.

Ctrl-C stops the answer, and with it the model; the thread stays, and the next message goes on with it. A line
that breaks in mid-answer is taken up again after the last event that was seen.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

from cli.client import Event, Lost, Service
from cli.screen import BOLD, RED, YELLOW, Screen
from cli.texts import LANGUAGES, text
from cli.trouble import Trouble

PROMPT: Final = "› "
LISTED: Final = 15
"""Conversations that /threads shows."""
TRIES: Final = 3
"""Times that a broken line is taken up again."""
LASTING: Final = "continue"
"""What becomes of an answer whose line broke: it goes on for a while, to be taken up again."""


class Left(Exception):
    """The user wants to leave."""


@dataclass(slots=True)
class Told:
    """What one turn has shown so far."""

    said: list[str] = field(default_factory=list)
    last: str = ""
    """Id of the last event."""
    over: bool = False


@dataclass(slots=True)
class Chat:
    service: Service
    screen: Screen
    spoken: str
    """The language of the interface."""
    language: str | None = None
    """Of the answers; None: that of each message."""
    thread: str = field(default_factory=lambda: uuid4().hex)
    more: dict[str, Any] = field(default_factory=dict)
    """Further fields of the body: style, currency, location."""
    _listed: list[str] = field(default_factory=list)

    def say(self, name: str, **values: str) -> None:
        self.screen.dim(text(name, self.spoken, **values))

    def turn(self, message: str) -> None:
        """Ask and show the answer as it comes. Raises Trouble."""
        body = {
            **self.more, "message": message, "thread_id": self.thread, "on_disconnect": LASTING,
            **({"language": self.language} if self.language else {}),
        }  # fmt: skip
        told = Told()
        try:
            self._follow(body, told)
        except KeyboardInterrupt:
            self.screen.line()
            self._stop()
            self.say("stopped")

    def _follow(self, body: dict[str, Any], told: Told) -> None:
        for attempt in range(TRIES + 1):
            try:
                with self.service.stream(body, told.last) as events:
                    for event in events:
                        self._show(event, told)
                if told.over:
                    return
            except Lost:
                if not told.last:
                    raise Trouble("the line broke before the answer began", "ask again") from None
            if attempt < TRIES:
                self.screen.line()
                self.say("again")
                time.sleep(attempt)
        raise Trouble("the line broke in mid-answer", "/history shows what was said", code="unreachable")

    def _show(self, event: Event, told: Told) -> None:
        told.last = event.id or told.last
        match event.kind:
            case "route":
                self.screen.dim(route_line(event.data))
            case "status":
                self.screen.dim(f"… {event.data['text']}")
            case "token":
                told.said.append(event.data["delta"])
                self.screen.write(event.data["delta"])
            case "error":
                self.screen.line(f"! {event.data['message']} → {event.data['hint']}", RED)
            case "result":
                self._close(event.data, "".join(told.said))
            case "done":
                told.over = True
            case "gap":
                raise Trouble("what follows cannot be told any more", "/history shows what was said")
            case _:
                pass  # of a newer service

    def _close(self, result: dict[str, Any], said: str) -> None:
        """The end of an answer. The final text may differ from what was streamed."""
        self.screen.line()
        if result["answer"].strip() != said.strip():
            if said:
                self.say("mended")
            self.screen.line(result["answer"])
        for number, source in enumerate(result["sources"], 1):
            self.screen.dim(f"[{number}] {source.get('title') or ''} {source.get('url') or ''}")
        if result["degraded"]:
            self.screen.line(text("degraded", self.spoken), YELLOW)

    def _stop(self) -> None:
        """Raises nothing: an answer that has ended, or a service that is gone, is stopped already."""
        with suppress(Trouble):
            self.service.ask("POST", f"/threads/{self.thread}/stop")

    def command(self, line: str) -> None:
        """A line that starts with a slash. Raises Trouble, and Left."""
        name, _, rest = line.partition(" ")
        if name in {"/quit", "/exit", "/q"}:
            raise Left
        known: dict[str, Callable[[str], None]] = {
            "/help": lambda _: self.screen.line(text("help", self.spoken)),
            "/new": self._new,
            "/threads": self._threads,
            "/open": self._open,
            "/history": self._history,
            "/language": self._language,
            "/delete": self._delete,
        }
        if name in known:
            known[name](rest.strip())
        else:
            self.say("unknown", command=name)

    def _new(self, _: str) -> None:
        self.thread = uuid4().hex
        self.say("new")

    def _threads(self, _: str) -> None:
        items = self.service.ask("GET", "/threads", limit=LISTED)["items"]
        self._listed = [item["thread_id"] for item in items]
        if not items:
            self.say("none")
        for number, item in enumerate(items, 1):
            here = "*" if item["thread_id"] == self.thread else " "
            when = item["updated_at"][:16].replace("T", " ")
            self.screen.line(f"{here}{number:3}  {when}  {item['title']}")

    def _open(self, wanted: str) -> None:
        """By its number in the last list, or by its id."""
        if wanted.isdecimal() and 0 < int(wanted) <= len(self._listed):
            wanted = self._listed[int(wanted) - 1]
        if not wanted:
            self.say("unknown_thread")
            return
        try:
            thread = self.service.ask("GET", f"/threads/{wanted}")
        except Trouble as trouble:
            if trouble.code not in {"not_found", "invalid_request"}:
                raise
            self.say("unknown_thread")
            return
        self.thread = thread["thread_id"]
        self.say("opened", title=thread["title"])

    def _history(self, _: str) -> None:
        try:
            messages = self.service.ask("GET", f"/threads/{self.thread}")["messages"]
        except Trouble as trouble:
            if trouble.code != "not_found":
                raise
            self.say("none")
            return
        for message in messages:
            if message["role"] == "user":
                self.screen.line(f"{PROMPT}{message['content']}", BOLD)
            else:
                self.screen.line(message["content"] + (" …" if message["stopped"] else ""))

    def _language(self, wanted: str) -> None:
        if wanted not in {*LANGUAGES, "auto"}:
            self.say("choose", choices=", ".join((*LANGUAGES, "auto")))
        elif wanted == "auto":
            self.language = None
            self.say("language_auto")
        else:
            self.language = self.spoken = wanted
            self.say("language", language=wanted)

    def _delete(self, _: str) -> None:
        """A thread that was never begun is gone already. Raises Trouble where it stays."""
        try:
            self.service.ask("DELETE", f"/threads/{self.thread}")
        except Trouble as trouble:
            if trouble.code != "not_found":
                raise
        self.thread = uuid4().hex
        self.say("deleted")


def route_line(decision: dict[str, Any]) -> str:
    """The decision in one line: `transit · 강남역 → 경복궁 · rule 0.97`."""
    ends = [decision.get(name) for name in ("origin", "destination")]
    journey = " → ".join(end["name"] if end else "?" for end in ends) if any(ends) else ""
    about = journey or ", ".join(place["name"] for place in decision.get("places") or [])
    about = about or decision.get("wish") or decision.get("category") or ""
    sure = f"{decision['by']} {decision['confidence']:.2f}"
    return " · ".join(part for part in (decision["route"], about, sure) if part)


def talk(chat: Chat) -> int:
    """Until the user leaves. Returns the exit status: 1 when a piped question could not be answered."""
    asking = sys.stdin.isatty()
    if asking:
        with suppress(ImportError):
            import readline  # noqa: F401 - input() then edits lines and remembers them
        chat.say("open")
    failed = False
    for line in _lines(chat, asking=asking):
        try:
            if line.startswith("/"):
                chat.command(line)
            else:
                chat.turn(line)
        except Left:
            break
        except Trouble as trouble:
            failed = True
            chat.screen.line(f"! {trouble.line()}", RED)
            if trouble.code == "unauthorized":
                return 1
    return int(failed and not asking)


def _lines(chat: Chat, *, asking: bool) -> Iterator[str]:
    """What the user types, or what is piped in. An interrupt at the prompt drops the line."""
    while True:
        try:
            line = input(PROMPT if asking else "")
        except EOFError:
            if asking:
                chat.screen.line()
            return
        except KeyboardInterrupt:
            if not asking:
                raise
            chat.screen.line()
            chat.say("leave")
            continue
        if line.strip():
            yield line.strip()
