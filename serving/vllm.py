"""vLLM, where a GPU and an environment of its own are there, with the LoRA adapters found on disk.

vLLM pins other versions of our dependencies, so it never shares the service's environment.
"""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from serving import health, machine, supervise
from serving.errors import EngineFailed, EngineMissing
from serving.progress import give, say

ADAPTERS = ("culture", "lang")
HOME = Path(".venv-vllm")
_RANKS = (1, 8, 16, 32, 64, 128, 256, 320, 512)
_POLL = 0.5


@dataclass(frozen=True)
class Settings:
    """`weights`: a folder, or a hub's `owner/name`. `extra`: the user's own arguments, put last to win."""

    python: Path
    weights: str
    alias: str
    host: str
    port: int
    adapters: dict[str, Path]
    api_key: str = ""
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


def _holds_vllm(path: Path) -> bool:
    """Found, not imported: importing takes half a minute."""
    look = "import importlib.util, sys; sys.exit(importlib.util.find_spec('vllm') is None)"
    try:
        found = subprocess.run([path, "-c", look], timeout=60, check=False, capture_output=True)  # noqa: S603 - the user's own setting
    except (OSError, subprocess.TimeoutExpired):
        return False
    return found.returncode == 0


def adapters(home: Path) -> dict[str, Path]:
    """The adapters trained here, by name: folders with an `adapter_config.json` under `home/adapters`."""
    folders = {name: (home / "adapters" / name).absolute() for name in ADAPTERS}
    return {name: path for name, path in folders.items() if (path / "adapter_config.json").exists()}


def extra() -> tuple[str, ...]:
    return tuple(shlex.split(os.environ.get("GUIDE_VLLM_ARGS", "")))


def command(settings: Settings) -> tuple[str, ...]:
    """The module rather than the `vllm` script: the CPU build's script does not find its own metadata."""
    line = [str(settings.python), "-m", "vllm.entrypoints.openai.api_server"]
    line += ["--model", settings.weights, "--served-model-name", settings.alias]
    line += ["--host", settings.host, "--port", str(settings.port)]
    if settings.adapters:
        # Both adapters share a batch only if there is room for both; ranks come in steps.
        rank = max(_rank(path) for path in settings.adapters.values())
        line += ["--enable-lora", "--max-loras", str(len(settings.adapters)), "--max-lora-rank", str(rank)]
        line += ["--lora-modules", *(f"{name}={path}" for name, path in settings.adapters.items())]
    return (*line, *settings.extra)


def _rank(adapter: Path) -> int:
    path = adapter / "adapter_config.json"
    try:
        rank = int(json.loads(path.read_text(encoding="utf-8"))["r"])
        return next(step for step in _RANKS if step >= rank)
    except (ValueError, KeyError, TypeError, StopIteration) as error:
        raise EngineFailed(
            f"{path} gives no usable LoRA rank", "train the adapter again, or move it away"
        ) from error


def serve(settings: Settings) -> int:
    """Run vLLM until SIGINT or SIGTERM; prints the URL on stdout once it is healthy. Returns its status."""
    environment = os.environ | ({"VLLM_API_KEY": settings.api_key} if settings.api_key else {})
    names = ", ".join(settings.adapters) or "none"
    say(f"vLLM: loading {settings.weights}; adapters: {names} …")
    process = subprocess.Popen(  # noqa: S603 - the user's own setting, arguments made above
        command(settings),
        env=environment,
        stdout=sys.stderr,
        preexec_fn=supervise.leash(),  # noqa: PLW1509 - this process has one thread
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: process.terminate())
    url = f"http://{settings.host}:{settings.port}"
    while process.poll() is None and not health.answers(f"{url}/health"):
        time.sleep(_POLL)
    if process.poll() is None:
        give(f"{url}/v1")
    code = process.wait()
    return 0 if code == -signal.SIGTERM else code
