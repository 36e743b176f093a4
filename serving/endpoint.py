"""Which engine serves the model on this machine, and serving it."""

from dataclasses import replace

from serving import health, llamacpp, lora, machine, vllm, weights
from serving.catalog import CHAT, MODELS
from serving.progress import give, say
from serving.settings import LLM_PORT, Settings


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
    port = settings.llm_port or machine.free_port(settings.llm_host, LLM_PORT)
    machine.claim(settings.llm_host, port, "GUIDE_LLM_PORT")
    interpreter = vllm.python(settings.vllm_python)
    if interpreter is not None:
        return vllm.serve(vllm.fit(settings, interpreter, port), settings.home)
    name = settings.weights or CHAT
    path = weights.fetch(name, settings.home)
    memory = MODELS[name].memory if name in MODELS else path.stat().st_size
    found = lora.find(settings.home, settings.adapters, lora.known_as(name))
    llamacpp.serve(
        replace(
            llamacpp.fit(path, settings.alias, settings.llm_host, port, settings.api_key),
            adapters=tuple(lora.packed(each, path, settings.home) for each in found),
        ),
        memory,
    )
    return 0
