"""The environment's settings for serving, read once. The names are those of the service."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from serving.catalog import CHAT, MODELS
from serving.errors import ServingError

LLM_PORT = 8114
_PORTS = range(1, 65536)


@dataclass(frozen=True)
class Settings:
    """`llm_port` is None where the user named none: then any free port will do."""

    home: Path
    base_url: str
    api_key: str
    weights: str
    model: str
    llm_port: int | None
    vllm_python: str
    llm_host: str
    """Where an endpoint that is started alone listens."""
    adapters: str
    """`name=path …`, beside those found on disk."""
    host: str
    port: int
    words: str
    grace: float
    """Seconds that the service gives its running answers when it is told to stop."""

    @property
    def small(self) -> bool:
        """Whether the model that would be started is too small to be trusted with our words."""
        name = self.weights or CHAT
        return name in MODELS and MODELS[name].small

    @property
    def alias(self) -> str:
        """The name that the endpoint lists: the user's, or what the weights are called."""
        if self.model:
            return self.model
        name = self.weights or CHAT
        if name in MODELS:
            return MODELS[name].alias
        path = Path(name)
        return path.name if path.is_dir() else path.stem if path.exists() else name


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """From the process's environment, unless another is given.

    Raises:
        ServingError: a value is malformed.
    """
    env = os.environ if environment is None else environment
    return Settings(
        home=Path(env.get("GUIDE_DATA_DIR") or ".data").expanduser(),
        base_url=env.get("GUIDE_LLM_BASE_URL", "").rstrip("/"),
        api_key=env.get("GUIDE_LLM_API_KEY", ""),
        weights=env.get("GUIDE_LLM_WEIGHTS", ""),
        model=env.get("GUIDE_LLM_MODEL", ""),
        llm_port=_port(env, "GUIDE_LLM_PORT"),
        vllm_python=env.get("GUIDE_VLLM_PYTHON", ""),
        llm_host=env.get("GUIDE_LLM_HOST") or "127.0.0.1",
        adapters=env.get("GUIDE_ADAPTERS", ""),
        host=env.get("GUIDE_HOST") or "127.0.0.1",
        port=_port(env, "GUIDE_PORT") or 8000,
        words=env.get("GUIDE_WORDS", ""),
        grace=_seconds(env, "GUIDE_GRACE", 10.0),
    )


def _seconds(env: Mapping[str, str], name: str, default: float) -> float:
    text = env.get(name, "").strip()
    try:
        return float(text) if text else default
    except ValueError:
        raise ServingError(f"{name} is {text!r}", "give a number of seconds, or leave it empty") from None


def _port(env: Mapping[str, str], name: str) -> int | None:
    text = env.get(name, "").strip()
    if not text:
        return None
    if not text.isdecimal() or int(text) not in _PORTS:
        raise ServingError(f"{name} is {text!r}", "give a port between 1 and 65535, or leave it empty")
    return int(text)
