"""The endpoint under check: what it is, what it lists, and asking it."""

import re
import time
from dataclasses import dataclass, field
from typing import Any

from serving import dialect
from serving.contract.wire import Broken, Reply, Stream, Wire

_METRIC = re.compile(r"^(vllm:[a-z_]+|llamacpp:[a-z_]+)(?:\{[^}]*\})? ([0-9.eE+-]+)$", re.MULTILINE)
_RUNNING = ("vllm:num_requests_running", "llamacpp:requests_processing")


@dataclass
class Endpoint:
    """`engine`: vllm, llama.cpp, or other. `context`: tokens, 0 where it does not say."""

    wire: Wire
    model: str = ""
    cards: list[dict[str, Any]] = field(default_factory=list)
    engine: str = "other"
    version: str = ""
    context: int = 0
    ids: dict[str, int] = field(default_factory=dict)
    adapters: list[str] = field(default_factory=list)
    form: dialect.Form = "none"

    def look(self, model: str) -> None:
        """Read what it lists. Raises Broken."""
        reply = self.wire.get("models")
        if not reply.ok:
            raise Broken(f"GET /v1/models answers {reply.status} {reply.error}".strip())
        told = reply.json if isinstance(reply.json, dict) else {}
        self.cards = [card for card in told.get("data") or () if isinstance(card, dict) and "id" in card]
        names = [str(card["id"]) for card in self.cards]
        bases = [str(card["id"]) for card in self.cards if not card.get("parent")]
        if model and model not in names:
            raise Broken(f"it lists {', '.join(names) or 'no model'}, not {model}")
        if not names:
            raise Broken("GET /v1/models lists no model")
        self.model = model or (bases or names)[0]
        self.adapters = [str(card["id"]) for card in self.cards if card.get("parent")]
        self._engine()
        card = next(card for card in self.cards if card["id"] == self.model)
        self.context = int(card.get("max_model_len") or (card.get("meta") or {}).get("n_ctx") or 0)

    def _engine(self) -> None:
        owner = str(self.cards[0].get("owned_by", ""))
        if owner == dialect.LLAMACPP:
            self.engine = "llama.cpp"
            props = self.wire.get("/props").json
            self.version = str(props.get("build_info", "")) if isinstance(props, dict) else ""
            self.ids = dialect.adapters(self.wire.get("/lora-adapters").json)
            self.adapters = list(self.ids)
        elif owner == "vllm":
            self.engine = "vllm"
            told = self.wire.get("/version").json
            self.version = str(told.get("version", "")) if isinstance(told, dict) else ""

    def body(self, said: str | list[dict[str, str]], model: str = "", **more: Any) -> dict[str, Any]:
        messages = [{"role": "user", "content": said}] if isinstance(said, str) else said
        asked = dialect.addressed(model or self.model, self.ids)
        return {**asked, "messages": messages, "temperature": 0, "max_tokens": 32, **more}

    def ask(self, said: str | list[dict[str, str]], model: str = "", **more: Any) -> Reply:
        return self.wire.post("chat/completions", self.body(said, model, **more))

    def text(self, said: str | list[dict[str, str]], model: str = "", **more: Any) -> str:
        """The answer. Raises Broken on any status but 200, and on another shape than OpenAI's."""
        return answer(self.ask(said, model, **more))

    def stream(self, said: str | list[dict[str, str]], model: str = "", **more: Any) -> Stream:
        return self.wire.stream(self.body(said, model, **more))

    def metrics(self) -> dict[str, float]:
        """The engine's own counters, summed over labels; empty where it tells none."""
        reply = self.wire.get("/metrics")
        found: dict[str, float] = {}
        for name, value in _METRIC.findall(reply.raw.decode(errors="replace") if reply.ok else ""):
            found[name] = found.get(name, 0.0) + float(value)
        return found

    def running(self) -> float | None:
        """How many answers it is writing, by its own count; None where it does not tell."""
        told = self.metrics()
        counted = [told[name] for name in _RUNNING if name in told]
        if counted:
            return sum(counted)
        slots = self.wire.get("/slots")
        if slots.ok and isinstance(slots.json, list):
            return float(sum(bool(slot.get("is_processing")) for slot in slots.json))
        return None

    def until(self, most: float, patience: float) -> float | None:
        """Seconds until it writes `most` answers or fewer; None when `patience` seconds did not do."""
        began = time.monotonic()
        while (taken := time.monotonic() - began) < patience:
            running = self.running()
            if running is not None and running <= most:
                return taken
            time.sleep(0.05)
        return None


def answer(reply: Reply) -> str:
    """The text of a chat completion. Raises Broken."""
    if not reply.ok:
        raise Broken(f"{reply.status} {reply.error or reply.raw[:120].decode(errors='replace')}".strip())
    try:
        return str(reply.json["choices"][0]["message"]["content"] or "")
    except (KeyError, IndexError, TypeError) as error:
        raise Broken("the answer has not OpenAI's shape") from error


def counted(reply: Reply, what: str) -> int | None:
    """A count of a reply's `usage`; None where it does not tell it."""
    usage = reply.json.get("usage") if isinstance(reply.json, dict) else None
    count = usage.get(what) if isinstance(usage, dict) else None
    return int(count) if count is not None else None
