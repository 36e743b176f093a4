"""Which engine serves the model on this machine, and serving it."""

from pathlib import Path

from serving import health, llamacpp, machine, vllm, weights
from serving.catalog import CHAT, FULL, MODELS
from serving.progress import give, say
from serving.settings import LLM_PORT, Settings

HOST = "127.0.0.1"


def serve(settings: Settings) -> int:
    """Start an endpoint fit for the machine, print its URL on stdout, and stay until it is stopped.

    With `GUIDE_LLM_BASE_URL` set there is nothing to start: the address is checked and printed.
    Returns the exit status.

    Raises:
        ServingError: see `serving.errors`.
    """
    if settings.base_url:
        names = health.models(settings.base_url, settings.api_key)
        say(f"{settings.base_url} answers and lists: {', '.join(names) or 'no models'}")
        give(settings.base_url)
        return 0
    port = settings.llm_port or machine.free_port(HOST, LLM_PORT)
    machine.claim(HOST, port, "GUIDE_LLM_PORT")
    interpreter = vllm.python(settings.vllm_python)
    if interpreter is not None:
        return _vllm(settings, interpreter, port)
    name = settings.weights or CHAT
    path = weights.fetch(name, settings.home)
    memory = MODELS[name].memory if name in MODELS else path.stat().st_size
    llamacpp.serve(llamacpp.fit(path, settings.alias, HOST, port, settings.api_key), memory)
    return 0


def _vllm(settings: Settings, interpreter: Path, port: int) -> int:
    """A hub's name is passed on: vLLM downloads by itself."""
    name = settings.weights or FULL
    return vllm.serve(
        vllm.Settings(
            python=interpreter,
            weights=str(weights.fetch(name, settings.home))
            if name in MODELS or Path(name).exists()
            else name,
            alias=settings.alias,
            host=HOST,
            port=port,
            adapters=vllm.adapters(settings.home),
            api_key=settings.api_key,
            extra=vllm.extra(),
        )
    )
