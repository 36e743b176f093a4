"""The small model on any machine: llama.cpp in this process, as an OpenAI-compatible server.

Measured on 2 cores with the 1.5B model in 4 bits: reading a prompt takes about 16 ms a token, from batches
of 64 upwards and with either attention kernel; writing takes about 60 ms a token. What matters is elsewhere.
A prompt whose beginning was read before costs only its new part, so prompts keep what is fixed in front.
A batch is not interrupted: at 2,048 tokens it held up every other answer, and the client's leaving, for
half a minute. And OpenMP's threads must not spin: a spinning pair that shares its cores with other work fell
from 23 tokens/s to 1, a sleeping one from 17 to 13.

Adapters are loaded beside the model at scale 0; a request picks one by the field `lora`
(`serving/dialect.py`). Two ways of llama.cpp to read a prompt by one adapter and answer by another are shut:
scales are never set for all requests at once, and with adapters no prompts are kept outside the slots, where
it does not tell whose they were (`docs/decisions/engines.md`).
"""

import os
import signal
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from serving import machine
from serving.errors import EngineFailed, EngineMissing
from serving.progress import MB, give, say

if TYPE_CHECKING:
    import xllamacpp

CONTEXT = 4096
PROMPT_CACHE = 512
HTTP_THREADS = 64
_ERRORS, _WARNINGS = 1, 2


@dataclass(frozen=True)
class Settings:
    """`slots` answers are written side by side, `CONTEXT` tokens each; more requests wait their turn."""

    weights: Path
    alias: str
    host: str
    port: int
    threads: int
    slots: int
    api_key: str = ""
    adapters: tuple[Path, ...] = ()
    """GGUF files, each called as its adapter."""


def fit(weights: Path, alias: str, host: str, port: int, api_key: str) -> Settings:
    cores = machine.cores()
    return Settings(weights, alias, host, port, cores, min(max(2, cores), 8), api_key)


def serve(settings: Settings, memory: int) -> None:
    """Serve until SIGINT or SIGTERM. Prints the URL on stdout once the model is loaded.

    `memory`: bytes that the model is known to need; too little free is said, not refused.

    Raises:
        EngineMissing: xllamacpp or the system's OpenMP library is not installed.
        EngineFailed: the weights do not load.
    """
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    free = machine.free_memory()
    if free is not None and free < memory:
        say(f"{settings.alias} needs {memory // MB} MB of memory, and {free // MB} MB are free: slow.")
    names = ", ".join(path.stem for path in settings.adapters) or "none"
    slots = f"{settings.threads} threads, {settings.slots} slots"
    say(f"llama.cpp: loading {settings.weights.name}, {slots}, adapters: {names} …")
    server = _start(settings)
    give(f"{server.listening_address}/v1")
    stop.wait()
    # Leaving the interpreter joins threads that may be writing an answer; nothing here is worth that wait.
    os._exit(0)


def _start(settings: Settings) -> "xllamacpp.Server":
    # libgomp reads this once, when it is loaded; a choice of the user's own stands.
    if "GOMP_SPINCOUNT" not in os.environ:
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    try:
        import xllamacpp
    except ImportError as error:
        raise EngineMissing(
            f"llama.cpp does not load ({error})",
            "pip install xllamacpp; if libgomp.so.1 is what is missing, apt-get install libgomp1",
        ) from error
    params = xllamacpp.CommonParams()
    params.model.path = str(settings.weights)
    params.model_alias = {settings.alias}
    params.hostnames = [settings.host]
    params.port = settings.port
    params.api_keys = [settings.api_key] if settings.api_key else []
    params.cors_origins = f"http://{settings.host}:{settings.port}"
    params.ui = False
    params.endpoint_metrics = True
    params.n_parallel = settings.slots
    params.n_ctx = CONTEXT * settings.slots
    params.cache_ram_mib = 0 if settings.adapters else PROMPT_CACHE
    params.n_threads_http = HTTP_THREADS
    params.n_batch = params.n_ubatch = min(max(64, 32 * settings.threads), 512)
    params.verbosity = _WARNINGS if not settings.adapters else _ERRORS  # a warning for each tensor of each
    params.lora_adapters = [_idle(xllamacpp.CommonAdapterLoraInfo(), path) for path in settings.adapters]
    params.lora_init_without_apply = True
    for pool in (params.cpuparams, params.cpuparams_batch):
        pool.n_threads = settings.threads
        pool.poll = 0
    try:
        return xllamacpp.Server(params)
    except RuntimeError as error:
        raise EngineFailed(
            f"llama.cpp does not load {settings.weights} ({error})",
            "its lines above say why; too little memory, or another format than GGUF, are the usual causes",
        ) from error


def _idle(info: "xllamacpp.CommonAdapterLoraInfo", path: Path) -> "xllamacpp.CommonAdapterLoraInfo":
    info.path = str(path)
    info.scale = 0.0
    return info
