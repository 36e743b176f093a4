"""The model endpoint and the service, supervised together: what `make run` ends in."""

import asyncio
import sys
from pathlib import Path

from serving import machine, supervise
from serving.progress import say
from serving.settings import LLM_PORT, Settings

ROOT = Path(__file__).resolve().parents[1]
SERVICE = (sys.executable, str(ROOT / "server.py"))
MODEL = (sys.executable, "-m", "serving")
_ANY = {"0.0.0.0", "::", ""}
AFTERWARDS = 5.0
"""Seconds beyond the grace that a stopping service may take to close what it holds."""


def programs(
    settings: Settings, service: tuple[str, ...], model: tuple[str, ...]
) -> tuple[supervise.Program, ...]:
    """What is to run. The model's address is settled here, so that both can start at once.

    Raises:
        PortTaken: another program listens on a port that the user chose.
    """
    machine.claim(settings.host, settings.port, "GUIDE_PORT")
    ready = f"{_address(settings)}/ready"
    env = {"GUIDE_HOST": settings.host, "GUIDE_PORT": str(settings.port)}
    if settings.words:
        env["GUIDE_WORDS"] = settings.words
    if settings.base_url:
        say(f"The model is the one at {settings.base_url} (GUIDE_LLM_BASE_URL).")
        return (supervise.Program("guide", service, ready, env),)
    port = settings.llm_port
    if port is None:
        port = machine.free_port("127.0.0.1", LLM_PORT)
    else:
        machine.claim("127.0.0.1", port, "GUIDE_LLM_PORT")
    endpoint = f"http://127.0.0.1:{port}"
    if settings.small:
        env.setdefault("GUIDE_WORDS", "rule")
    return (
        supervise.Program("model", model, f"{endpoint}/health", {"GUIDE_LLM_PORT": str(port)}),
        supervise.Program("guide", service, ready, env | {"GUIDE_LLM_BASE_URL": f"{endpoint}/v1"}),
    )


def up(
    settings: Settings,
    service: tuple[str, ...] = SERVICE,
    model: tuple[str, ...] = MODEL,
    patience: supervise.Patience | None = None,
) -> int:
    """Run until Ctrl-C. The exit status: 1 when a program cannot be started with these settings."""
    address = _address(settings)

    def opened() -> None:
        say(f"\n길동무가 열렸어요: {address}\nThe guide is open at {address} (Ctrl-C stops it)\n")

    running = programs(settings, service, model)
    patience = patience or supervise.Patience(grace=settings.grace + AFTERWARDS)
    ended_well = asyncio.run(supervise.Supervisor(running, say, opened, patience).run())
    say("stopped")
    return 0 if ended_well else 1


def _address(settings: Settings) -> str:
    host = "127.0.0.1" if settings.host in _ANY else settings.host
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"
