"""What this machine has: cores that are ours, free memory, an NVIDIA GPU, free ports."""

import errno
import os
import re
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from serving.errors import NoSuchCard, PortTaken

_LEAVES = re.compile(r"^cpuid level\s*:\s*(\d+)$", re.MULTILINE)
_AMX = re.compile(r"^flags\s*:.*\bamx_tile\b", re.MULTILINE)
_CORE = re.compile(r"^(processor|physical id|core id)\s*:\s*(\d+)$", re.MULTILINE)


def cores() -> int:
    """Physical cores that this process may use: two threads on one core's halves only hinder each other.

    Bounded by the affinity mask and by a container's quota.
    """
    mine = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set(range(os.cpu_count() or 1))
    seen = {_core_of().get(cpu, (0, cpu)) for cpu in mine}
    return max(1, min(len(seen), _quota(Path("/sys/fs/cgroup/cpu.max"))))


def _core_of() -> dict[int, tuple[int, int]]:
    """(socket, core) of each logical CPU; empty where the system does not say."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return {}
    found: dict[int, tuple[int, int]] = {}
    for block in text.split("\n\n"):
        fields = {key: int(value) for key, value in _CORE.findall(block)}
        if len(fields) == len(("processor", "physical id", "core id")):
            found[fields["processor"]] = (fields["physical id"], fields["core id"])
    return found


def _quota(path: Path) -> int:
    """Whole CPUs that the container may use; a large number where there is no limit."""
    try:
        quota, period = path.read_text(encoding="utf-8").split()
        return max(1, int(quota) // int(period))
    except (OSError, ValueError):
        return 1 << 16


TILES: Final = 0x1D
"""The leaf of CPUID that describes the tiles of AMX."""


def spared(told: str | None = None) -> dict[str, str]:
    """What torch is to be started with here, as variables of its environment; nothing on most machines.

    Some virtual machines say that they have AMX and do not describe its tiles, whereupon oneDNN, in torch and
    in vLLM, dies of an illegal instruction: it is held to AVX-512. `told`: as Linux tells of its processors.
    """
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8") if told is None else told
    except OSError:
        return {}
    leaves = _LEAVES.search(text)
    if leaves is None or int(leaves[1]) >= TILES or not _AMX.search(text):
        return {}
    return {"ONEDNN_MAX_CPU_ISA": "AVX512_CORE_FP16"}


def spare() -> None:
    """The same for this process, before torch first calculates; what the user set stays."""
    for name, value in spared().items():
        os.environ.setdefault(name, value)


def free_memory() -> int | None:
    """Bytes that can be had without swapping, or None where the system does not say."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    return None


@dataclass(frozen=True)
class Card:
    """An NVIDIA GPU; memory in bytes, `capability` as NVIDIA counts it (8.0: Ampere, 9.0: Hopper)."""

    name: str
    total: int
    free: int
    capability: float


TOLD = 0.98
"""Of the memory that a card is sold with: what its driver reports (24 GB: 23.6 GiB)."""
DRIVER = 400 << 20
"""Bytes that are taken before anything runs."""
AMPERE = 8.0
_FIELDS = "name,memory.total,memory.free,compute_cap"


def cards() -> tuple[Card, ...]:
    """The GPUs that the NVIDIA driver lists, none where there is no driver."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return ()
    asked = [tool, f"--query-gpu={_FIELDS}", "--format=csv,noheader,nounits"]
    try:
        listed = subprocess.run(asked, capture_output=True, text=True, timeout=10, check=False)  # noqa: S603 - fixed arguments
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return read_cards(listed.stdout) if listed.returncode == 0 else ()


def read_cards(told: str) -> tuple[Card, ...]:
    """From nvidia-smi's CSV, memory in MiB. Lines that say [N/A] are passed over."""
    found = []
    for line in told.splitlines():
        try:
            name, total, free, capability = (part.strip() for part in line.split(","))
            found.append(Card(name, int(total) << 20, int(free) << 20, float(capability)))
        except ValueError:
            continue
    return tuple(found)


def thought(told: str) -> Card:
    """A card elsewhere, told as its memory in GB and its compute capability: `24`, `16:7.5`. Else Ampere.

    Raises:
        NoSuchCard: not told so.
    """
    memory, _, capability = told.partition(":")
    try:
        total = int(float(memory) * (1 << 30) * TOLD)
        return Card(f"a card of {memory} GB", total, total - DRIVER, float(capability or AMPERE))
    except ValueError as error:
        raise NoSuchCard(
            f"{told!r} is no card", "tell its memory, and its compute capability: --card 16:7.5"
        ) from error


def has_gpu() -> bool:
    """Whether an NVIDIA driver lists a GPU."""
    return bool(cards())


def claim(host: str, port: int, setting: str) -> None:
    """Make sure that nobody listens on `port`, which the user set by `setting`.

    Raises:
        PortTaken: somebody does.
    """
    if not is_free(host, port):
        raise PortTaken(
            f"Port {port} is taken by another program",
            f"stop that program (`ss -ltnp | grep :{port}` shows it), or set {setting} to another port",
        )


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise
    return True


def free_port(host: str, wish: int) -> int:
    """`wish` if it is free, else any free port."""
    if is_free(host, wish):
        return wish
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
