"""vLLM in an environment of its own, set up for the card or the cores at hand, with its LoRA adapters.

vLLM pins other versions of our dependencies, so it never shares the service's environment.
"""

import contextlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from serving import health, lora, machine, plan, presets, supervise, weights
from serving.catalog import FULL, MODELS
from serving.contract.endpoint import Endpoint
from serving.contract.wire import Broken, Wire
from serving.dialect import COLORS, constraint
from serving.errors import EngineFailed, EngineMissing, UnknownModel
from serving.lora import Adapter
from serving.progress import give, say
from serving.settings import Settings as Environment

HOME = Path(".venv-vllm")
CPU_HOME = Path(".venv-vllm-cpu")
SCRIPT = "vllm.sh"
"""Where the latest command is written, under `GUIDE_DATA_DIR`."""
KEY = "VLLM_API_KEY"
CHOICES = json.dumps({"backend": "xgrammar", "disable_any_whitespace": True}, separators=(",", ":"))
"""Else a small model may write blanks between two fields of a JSON object until its tokens are used up."""
HUB = re.compile(r"[\w.-]+/[\w.-]+")
_LOCAL = {"127.0.0.1", "localhost", "::1"}
_POLL = 0.5
GRACE = 8
"""Seconds; less than the supervisor's own."""


@dataclass(frozen=True)
class Settings:
    """`weights`: a folder, or a hub's `owner/name`. `extra`: the user's own arguments, put last to win."""

    python: Path
    weights: str
    alias: str
    host: str
    port: int
    flags: tuple[str, ...]
    adapters: tuple[Adapter, ...]
    environment: dict[str, str] = field(default_factory=dict)
    api_key: str = field(default="", repr=False)
    extra: tuple[str, ...] = ()


def python(named: str) -> Path | None:
    """The interpreter to run vLLM with: the one that `GUIDE_VLLM_PYTHON` names, or, beside a GPU, that of
    `.venv-vllm`. None where there is neither.

    Raises:
        EngineMissing: the named one is not there, or has no vLLM.
    """
    if named:
        if not _holds_vllm(Path(named)):
            raise EngineMissing(
                f"{named} cannot import vllm", "install vllm there, or unset GUIDE_VLLM_PYTHON"
            )
        return Path(named)
    path = HOME / "bin" / "python"
    return path.absolute() if path.exists() and machine.has_gpu() and _holds_vllm(path) else None


def interpreter(named: str) -> Path:
    """The same for whoever asks for vLLM by name: without a GPU, the CPU build in `.venv-vllm-cpu`.

    Raises:
        EngineMissing: neither is there; the message says how to get one.
    """
    if found := python(named):
        return found
    path = CPU_HOME / "bin" / "python"
    if not machine.has_gpu() and path.exists() and _holds_vllm(path):
        return path.absolute()
    target = "gpu" if machine.has_gpu() else "vllm-cpu"
    raise EngineMissing("vLLM is not installed here", f"run make {target}, or set GUIDE_VLLM_PYTHON")


def _holds_vllm(path: Path) -> bool:
    """Found, not imported: importing takes half a minute."""
    look = "import importlib.util, sys; sys.exit(importlib.util.find_spec('vllm') is None)"
    try:
        found = subprocess.run([path, "-c", look], timeout=60, check=False, capture_output=True)  # noqa: S603 - the user's own setting
    except (OSError, subprocess.TimeoutExpired):
        return False
    return found.returncode == 0


def extra() -> tuple[str, ...]:
    return tuple(shlex.split(os.environ.get("GUIDE_VLLM_ARGS", "")))


def fit(
    environment: Environment,
    runs: Path,
    port: int,
    *,
    context: int = 0,
    fetch: bool = True,
    card: machine.Card | None = None,
) -> Settings:
    """Settings for the model that `environment` names and the machine at hand, or one with `card`. Brings
    weights if `fetch`.

    Raises:
        EngineFailed: the model does not fit the card.
        UnknownModel: the name is neither known nor a path nor a hub's.
        ServingError: see `weights.fetch`.
    """
    name = environment.weights or FULL
    preset = presets.PRESETS.get(name)
    where = preset.repo if preset else name
    if name in MODELS or Path(name).exists():
        where = str(weights.fetch(name, environment.home) if fetch else weights.place(name, environment.home))
    elif not preset and not HUB.fullmatch(name):
        raise UnknownModel(
            f"No model is called {name}, and no such folder exists",
            f"choose one of: {', '.join((FULL, *presets.PRESETS))}; or a folder, or a hub's owner/name",
        )
    shape = presets.shape(Path(where)) or (preset.shape if preset else plan.SMALL if name == FULL else None)
    cards = (card,) if card else machine.cards()
    given = {"HF_HUB_OFFLINE": "1"} if Path(where).exists() else {}
    if cards:
        planned = plan.for_cards(cards, shape, context)
        if planned.tokens:
            say(f"{cards[0].name}: room for about {planned.tokens:,} tokens beside the weights")
    else:
        planned, space = plan.for_cores(machine.free_memory(), shape, context)
        # A core less than there are: the server and its callers need one, and threads that wait for it spin.
        threads = ",".join(map(str, sorted(os.sched_getaffinity(0))[: max(1, machine.cores() - 1)]))
        given |= {"VLLM_CPU_KVCACHE_SPACE": str(space), "VLLM_CPU_OMP_THREADS_BIND": threads}
    known = lora.known_as(name) | ({preset.repo} if preset else set())
    fitting = lora.find(environment.home, environment.adapters, known)
    if environment.llm_host in _LOCAL or environment.api_key:
        given["VLLM_ALLOW_RUNTIME_LORA_UPDATING"] = "1"
    return Settings(
        python=runs,
        weights=where,
        alias=environment.alias,
        host=environment.llm_host,
        port=port,
        flags=(*planned.flags(gpu=bool(cards)), *(preset.arguments if preset else ())),
        adapters=tuple(each for each in fitting if each.folder),
        environment={"VLLM_NO_USAGE_STATS": "1"} | given,
        api_key=environment.api_key,
        extra=extra(),
    )


def command(settings: Settings) -> tuple[str, ...]:
    """The module rather than the `vllm` script: the CPU build's script does not find its own metadata.

    The key is not in it, where every user of the machine would see it: it goes by `VLLM_API_KEY`.
    """
    line = [str(settings.python), "-m", "vllm.entrypoints.openai.api_server"]
    line += ["--model", settings.weights, "--served-model-name", settings.alias]
    line += ["--host", settings.host, "--port", str(settings.port), *settings.flags]
    line += ["--enable-prefix-caching", "--enable-prompt-tokens-details"]
    line += ["--structured-outputs-config", CHOICES]
    if settings.adapters:
        # All adapters share a batch only if there is room for all; a place more is for one that comes later.
        most = len(settings.adapters) + 1
        line += ["--enable-lora", "--max-loras", str(most), "--max-cpu-loras", str(most + 2)]
        line += ["--max-lora-rank", str(lora.rank(settings.adapters))]
        line += ["--lora-modules", *(f"{each.name}={each.folder}" for each in settings.adapters)]
    return (*line, *settings.extra)


def script(settings: Settings) -> str:
    """The same as a shell script: the exact command, its environment, and where the key comes from."""
    given = [f"export {name}={shlex.quote(value)}" for name, value in settings.environment.items()]
    if settings.api_key:
        given.append(f'export {KEY}="$GUIDE_LLM_API_KEY"')
    words = [shlex.quote(word) for word in command(settings)]
    return "\n".join(("#!/bin/sh", *given, f"exec {_folded(words)}", ""))


def _folded(words: Iterable[str]) -> str:
    """Each option on a line of its own."""
    return "".join(f" \\\n  {word}" if word.startswith("--") else f" {word}" for word in words).strip()


def serve(settings: Settings, home: Path) -> int:
    """Run vLLM until SIGINT or SIGTERM; prints the URL on stdout once it is warm. Returns its status."""
    names = ", ".join(each.name for each in settings.adapters) or "none"
    path = home / SCRIPT
    home.mkdir(parents=True, exist_ok=True)
    path.write_text(script(settings), encoding="utf-8")
    path.chmod(0o755)
    say(f"vLLM: loading {settings.weights}; adapters: {names}; the command is in {path} …")
    began = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - the user's own setting, arguments made above
        command(settings),
        env=machine.spared()
        | settings.environment
        | os.environ
        | ({KEY: settings.api_key} if settings.api_key else {}),
        stdout=sys.stderr,
        start_new_session=True,
        preexec_fn=supervise.leash(),  # noqa: PLW1509 - this process has one thread
    )
    asked = _stopped_by_signals(process)
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "") else settings.host
    url = f"http://{host}:{settings.port}"
    try:
        while process.poll() is None and not health.answers(f"{url}/health"):
            time.sleep(_POLL)
        if process.poll() is None:
            warm(url, settings.api_key)
            say(f"vLLM: ready after {time.monotonic() - began:.0f} s")
            give(f"{url}/v1")
        code = process.wait()
    finally:
        # Its engine is a process of its own, and outlives a server that ends while it still loads.
        _kill(process)
    return 0 if asked.is_set() else code


def _stopped_by_signals(process: subprocess.Popen[bytes]) -> threading.Event:
    """SIGINT and SIGTERM end vLLM; one that is still loading may not listen, and is killed `GRACE` later.

    The event tells whether that was asked for.
    """
    asked = threading.Event()

    def stop(*_: object) -> None:
        asked.set()
        process.terminate()
        signal.alarm(GRACE)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    signal.signal(signal.SIGALRM, lambda *_: _kill(process))
    return asked


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The whole group; it may be gone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def warm(url: str, key: str) -> None:
    """One word of each model and one choice: kernels, grammars and adapters are ready for the first turn."""
    end = Endpoint(Wire(url, key))
    try:
        end.look("")
        end.text("안녕하세요?", max_tokens=1, **constraint("json_schema", COLORS))
        for name in end.adapters:
            end.text("안녕하세요?", name, max_tokens=1)
    except Broken as error:
        say(f"vLLM: healthy, but a first word failed ({error})")


def load(wire: Wire, name: str, path: Path) -> str:
    """Load an adapter into a running vLLM, or read it anew where that name is served. Returns what it said.

    Raises:
        EngineFailed: refused; the fix says what is missing.
    """
    body = {"lora_name": name, "lora_path": str(path), "load_inplace": True}
    return _told(wire, "load_lora_adapter", body)


def unload(wire: Wire, name: str) -> str:
    """Raises EngineFailed."""
    return _told(wire, "unload_lora_adapter", {"lora_name": name})


def _told(wire: Wire, what: str, body: dict[str, object]) -> str:
    try:
        reply = wire.post(what, body)
    except Broken as error:
        raise EngineFailed(
            f"{wire.url} does not answer ({error})", "start it, or correct the address"
        ) from error
    if reply.ok:
        return reply.raw.decode(errors="replace").strip().strip('"')
    raise EngineFailed(
        f"{what} answers {reply.status}: {reply.error or 'not known there'}",
        "vLLM takes them with VLLM_ALLOW_RUNTIME_LORA_UPDATING=1, of ranks up to --max-lora-rank",
    )
