"""How long a start takes, cold and warm, and what the service holds in memory then and after a hundred turns.

Warm: everything was read before. Cold: the files of the service, of its packages, of the weights and of the
data directory are first dropped from the system's cache, as far as no other process holds them. Seconds count
from the moment the process is made; CPU is that of all its threads until then.
"""

import argparse
import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx

from bench import places
from bench.programs import cpu, standin

ROOT: Final = Path(__file__).parents[1]
ROUNDS: Final = 3
TURNS: Final = 100
LOOK: Final = 0.02
"""Seconds between two looks."""
PATIENCE: Final = 180.0
LOADED: Final = "search by meaning"
EMBEDDERS: Final = {"with the embedder": {}, "by words alone": {"GUIDE_EMBEDDER": "none"}}
QUESTIONS: Final = (
    "경복궁 입장료 얼마야?", "야경 좋은 곳 추천해 줘", "강남역에서 홍대 어떻게 가?", "지하철 예절 알려 줘",
    "비 오는 날 아이랑 갈 만한 실내", "무료 미술관 알려 줘", "택시비 얼마 나와 서울역에서 강남",
    "palace with a night tour", "夜景がきれいな場所", "故宫门票多少钱",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """Since the process was made: seconds, and seconds of CPU; MB that it held."""

    seconds: float
    cpu: float
    held: float


@dataclass(slots=True)
class Start:
    """One start: its moments by name, MB by kind after some turns."""

    moments: dict[str, Moment] = field(default_factory=dict)
    after: dict[str, float] = field(default_factory=dict)


def memory(pid: int) -> dict[str, float]:
    """MB by kind: VmRSS is all, RssAnon its own, RssFile pages of files; VmHWM the most it ever was."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    told = dict(line.split(":", 1) for line in lines)
    return {name: int(told[name].split()[0]) / 1024 for name in ("VmRSS", "RssAnon", "RssFile", "VmHWM")}


def forget(roots: Iterable[Path]) -> None:
    """Drops files from the system's cache, but those that are in use."""
    for root in roots:
        for path in root.rglob("*"):
            if path.is_file() and not path.is_symlink():
                with path.open("rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@asynccontextmanager
async def process(model: str, more: dict[str, str]) -> AsyncIterator[tuple[httpx.AsyncClient, int, float]]:
    """The service as a user starts it, a client of it, its id, and when it was made."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        given = {
            "GUIDE_LLM_BASE_URL": model,
            "GUIDE_PORT": str(port),
            "GUIDE_ANSWER_CACHE": "false",
            "GUIDE_DATABASE_URL": f"sqlite:///{folder}/bench.db",
            **more,
        }
        began = time.monotonic()
        made = await asyncio.create_subprocess_exec(
            sys.executable, "server.py", env={**os.environ, **given}, cwd=ROOT, stderr=subprocess.DEVNULL
        )
        try:
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
                yield client, made.pid, began
        finally:
            made.terminate()
            await made.wait()


async def alive(client: httpx.AsyncClient) -> bool:
    return (await client.get("/live")).is_success


async def answers(client: httpx.AsyncClient) -> bool:
    """To a question that a rule decides: the fee is what we know of the palace."""
    answer = (await client.post("/chat", json={"message": QUESTIONS[0]})).json()
    return bool(answer["place"])


async def ready(client: httpx.AsyncClient) -> bool:
    return bool((await client.get("/ready")).json()["status"] == "ready")


async def words(client: httpx.AsyncClient) -> bool:
    return bool((await client.get("/places", params={"q": "조용한 한옥"})).json()["items"])


async def meaning(client: httpx.AsyncClient) -> bool:
    places = (await client.get("/ready")).json()["dependencies"]["places"]
    return bool(places["search"] != "words")


LOOKS: Final[dict[str, Callable[[httpx.AsyncClient], Awaitable[bool]]]] = {
    "/live": alive,
    "first answer by rule": answers,
    "/ready": ready,
    "search by words": words,
    LOADED: meaning,
}


async def started(model: str, more: dict[str, str], turns: int) -> Start:
    """Raises TimeoutError when a moment does not come, httpx.HTTPError when a turn fails."""
    start = Start()
    async with process(model, more) as (client, pid, began), asyncio.timeout(PATIENCE):
        for name, look in LOOKS.items():
            if name == LOADED and more:
                continue
            while not await _seen(look, client):
                await asyncio.sleep(LOOK)
            start.moments[name] = Moment(time.monotonic() - began, cpu(pid), memory(pid)["VmRSS"])
        for number in range(turns):
            question = QUESTIONS[number % len(QUESTIONS)]
            (await client.post("/chat", json={"message": question})).raise_for_status()
        start.after = memory(pid)
    return start


async def _seen(look: Callable[[httpx.AsyncClient], Awaitable[bool]], client: httpx.AsyncClient) -> bool:
    try:
        return await look(client)
    except (httpx.TransportError, ValueError, KeyError):  # not yet
        return False


def spread(values: Iterable[float], digits: int) -> str:
    """The median, the lowest and the highest."""
    held = sorted(values)
    middle = f"{statistics.median(held):,.{digits}f}"
    return middle if len(held) == 1 else f"{middle} ({held[0]:,.{digits}f}–{held[-1]:,.{digits}f})"


def moments(title: str, by: dict[str, list[Start]]) -> None:
    print(f"\n{title}\n\n| until | service | s | CPU s | MB then |\n|---|---|---|---|---|")
    for service, starts in by.items():
        for name in starts[0].moments:
            seen = [start.moments[name] for start in starts]
            took, spent = spread((one.seconds for one in seen), 2), spread((one.cpu for one in seen), 2)
            print(f"| {name} | {service} | {took} | {spent} | {spread((one.held for one in seen), 0)} |")


def memories(title: str, by: dict[str, list[Start]]) -> None:
    print(
        f"\n{title}\n\n| service | resident MB | its own | pages of files | at most |\n|---|---|---|---|---|"
    )
    for service, starts in by.items():
        kinds = ("VmRSS", "RssAnon", "RssFile", "VmHWM")
        told = " | ".join(spread((start.after[kind] for start in starts), 0) for kind in kinds)
        print(f"| {service} | {told} |", flush=True)


async def run(given: argparse.Namespace) -> None:
    home, words = places.home(), await places.loaded({})
    services = {name: more for name, more in EMBEDDERS.items() if more or not words}
    rounds, cold = getattr(given, "rounds", ROUNDS), getattr(given, "cold", False)
    async with standin(["--ttft", "0", "--pace", "0"]) as model:
        frozen: dict[str, list[Start]] = {}
        if cold:
            packages = [Path(path) for path in sys.path if path.endswith("site-packages")]
            for service, more in services.items():
                await asyncio.to_thread(forget, [*packages, ROOT, (home / "weights").resolve(), home])
                frozen[service] = [await started(model, more, 1)]
            moments("Cold", frozen)
        by: dict[str, list[Start]] = {service: [] for service in services}
        for _ in range(rounds):
            for service, more in services.items():
                by[service].append(await started(model, more, TURNS))
        moments(f"Warm, {rounds} rounds: median (lowest–highest)", by)
        memories(f"Memory after {TURNS} turns", by)
