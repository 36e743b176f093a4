"""Model endpoints side by side, for choosing one: speed in and out, memory, and how well they answer.

Speed in: tokens a second of a long prompt that no cache has seen, until the first token. Speed out: tokens a
second of one answer after its first token, and of several at once. Memory: what its processes hold, where it
runs on this machine; on the GPU all that is taken, where the driver does not tell whose it is. Quality: the
service is started in front of each endpoint, and asked the suites of `evals` that depend on a model; where
adapters are served, once more without them.
"""

import argparse
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import uuid4

import httpx

from bench.gpu import CONTENT, endpoint, told
from bench.load import Load, load
from bench.report import Cell, Report, Spread, complain
from evals.report import Report as Judged
from evals.run import peer
from evals.run import run as judge
from evals.service import started

SENTENCE: Final = "경복궁은 서울 종로구에 있고 아홉 시부터 여섯 시까지 열며 입장료는 어른 삼천 원이에요. "
LONG: Final = 40
"""Sentences of the long prompt; about 1,000 tokens."""
SEVERAL: Final = 8
SUITES: Final = ("faithfulness", "language", "refusal", "citations", "style", "etiquette")
"""Those that a model answers, or helps to."""
FAST: Final = 24
"""Cases of each suite with `--quality fast`."""
SPOKEN: Final = ("faithfulness", "language", "style")
"""Suites in which the guide answers without the model only where the model failed."""
PATIENT: Final = {"GUIDE_LLM_FIRST_TOKEN_TIMEOUT": "600", "GUIDE_TURN_TIMEOUT": "900"}
"""A slow model is measured by its words: its slowness stands in the other table."""
LISTENING: Final = "0A"
"""The state of a listening socket in /proc/net/tcp."""


def asked(model: str, text: str, tokens: int) -> dict[str, Any]:
    """A prompt that begins with what was never said before, so that no prefix of it is cached."""
    return {
        "model": model,
        "messages": [{"role": "user", "content": f"{uuid4().hex} {text}"}],
        "max_tokens": tokens,
        "temperature": 0.3,
        "stream": True,
        "stream_options": {"include_usage": True},
    }


async def speed_in(url: str, model: str) -> float:
    """Tokens a second of the prompt, as the endpoint counts them; 0 when it does not."""
    body = asked(model, SENTENCE * LONG, 1)
    done = await load(f"{url}/chat/completions", body, CONTENT, users=1, each=1)
    whole = {**body, "stream": False}
    whole.pop("stream_options")
    async with httpx.AsyncClient(timeout=600) as client:
        usage = (await client.post(f"{url}/chat/completions", json=whole)).json().get("usage") or {}
    return float(usage.get("prompt_tokens", 0)) / (done.samples[0].ttft or done.samples[0].total)


async def speed_out(url: str, model: str, users: int, tokens: int) -> Load:
    bodies = [asked(model, "경복궁에 대해 자세히 알려 주세요.", tokens) for _ in range(users)]
    return await load(f"{url}/chat/completions", bodies, CONTENT, users=users, each=1, reported=True)


async def memory(url: str) -> tuple[float | None, float | None]:
    """MB that the endpoint's processes hold, in memory and on the GPU; None where that cannot be seen."""
    parts = urlsplit(url)
    if parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        return None, None
    pids = family(listener(parts.port or 80))
    if not pids:
        return None, None
    held = sum(_resident(pid) for pid in pids)
    apps = await told("nvidia-smi", "--query-compute-apps=pid,used_memory", "--format=csv,noheader,nounits")
    pairs = (line.split(",") for line in apps)
    on_gpu = [float(mb) for pid, mb in pairs if int(pid) in pids and mb.strip().isdigit()]
    if not on_gpu:  # in a container the driver knows processes by other numbers
        taken = await told("nvidia-smi", "--query-gpu=memory.used", "--format=csv,noheader,nounits")
        on_gpu = [float(mb) for mb in taken if mb.strip().isdigit()]
    return held, sum(on_gpu) if on_gpu else None


def listener(port: int) -> set[int]:
    """The processes that listen on a port of this machine."""
    sockets = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTENING and int(fields[1].rsplit(":", 1)[1], 16) == port:
                sockets.add(f"socket:[{fields[9]}]")
    return {pid for pid in _processes() if sockets & _files(pid)}


def family(pids: set[int]) -> set[int]:
    """With all that they started."""
    parents = {pid: _parent(pid) for pid in _processes()}
    found = set(pids)
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _files(pid: int) -> set[str]:
    found = set()
    try:
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # closed meanwhile
                found.add(str(link.readlink()))
    except OSError:  # another's process, or one that is gone
        return set()
    return found


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def _resident(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS:")), 0.0)


async def cards(url: str) -> list[dict[str, Any]]:
    async with httpx.AsyncClient(timeout=30) as client:
        listed: list[dict[str, Any]] = (await client.get(f"{url}/models")).raise_for_status().json()["data"]
        return listed


def based(listed: Sequence[dict[str, Any]]) -> str:
    """The first model that is no adapter."""
    return str(next((card for card in listed if not card.get("parent")), listed[0])["id"])


def named(listed: Sequence[dict[str, Any]], wanted: str) -> list[str]:
    """The models whose speed is measured: those `wanted` that are listed, else the base and its adapters."""
    names = [str(card["id"]) for card in listed]
    if chosen := [name for name in wanted.split(",") if name in names]:
        return chosen
    base = based(listed)
    return [base, *(str(card["id"]) for card in listed if card.get("parent") == base)]


async def quality(url: str, base: str, given: argparse.Namespace) -> list[tuple[str, Judged]]:
    """The guide's answers judged; where adapters answer, without them too."""
    alone = {"GUIDE_LLM_CURATION_MODEL": base, "GUIDE_LLM_TONE_MODEL": base}
    adapters, judged = await answered(url, given, GUIDE_LLM_MODEL=base)
    found = [(f"with {', '.join(adapters)}" if adapters else "", judged)]
    if adapters:
        found.append(("alone", (await answered(url, given, GUIDE_LLM_MODEL=base, **alone))[1]))
    return found


async def answered(url: str, given: argparse.Namespace, **settings: str) -> tuple[list[str], Judged]:
    """The adapters that the service uses at an endpoint, and how well it answers."""
    held = os.environ.get("GUIDE_DATA_DIR")
    most = FAST if given.quality == "fast" else 0
    async with started(data=Path(held) if held else None, model=url, **{**PATIENT, **settings}) as at:
        async with httpx.AsyncClient(timeout=30) as client:
            seen = (await client.get(f"{at}/ready")).json()["dependencies"]["model"]
        target = peer(at)
        try:
            judged = await judge(
                target, SUITES, "dev",
                every=given.every, most=most, at_once=given.at_once, limit=given.limit, tell=complain,
            )  # fmt: skip
        finally:
            await target.close()
    return seen["adapters"], judged


def unspoken(judged: Judged) -> float | None:
    """Percent of the answers that the model should have worded and did not; None where there were none."""
    points = [suite.points.get("degraded") for name, suite in judged.suites.items() if name in SPOKEN]
    told = [point for point in points if point is not None]
    count = sum(point.all for point in told)
    return sum(point.mean * point.all for point in told) / count * 100 if count else None


async def run(given: argparse.Namespace, report: Report) -> None:
    """Raises httpx.HTTPError or OSError when an endpoint cannot be reached or refuses."""
    table = report.table(
        f"By endpoint, {given.tokens} tokens an answer",
        "endpoint", "model", "in tokens/s", "out tokens/s, one", f"out tokens/s, {SEVERAL} at once",
        "first token p50 ms", "memory MB", "GPU MB",
    )  # fmt: skip
    served = [(url, await cards(url)) for url in map(endpoint, given.urls)]
    for number, (url, listed) in enumerate(served, 1):
        held = await memory(url)
        for model in named(listed, given.models):
            table.add(number, short(model), *await speed(url, model, given), *held)
    if given.quality == "none":
        return
    rows: list[tuple[int, str, Judged]] = []
    for number, (url, listed) in enumerate(served, 1):
        base = based(listed)
        complain(f"quality of {short(base)}: {given.limit:.0f} s at most, twice where it has adapters")
        rows += [
            (number, f"{short(base)} {kind}".strip(), found)
            for kind, found in await quality(url, base, given)
        ]
    suites = [name for name in SUITES if any(found.suites[name].share.all for _, _, found in rows)]
    if not suites:
        report.note("No suite of the evaluations could be asked of these endpoints: they are stand-ins.")
        return
    scored = report.table(
        "How well the guide answers with it", "endpoint", "model", *suites, "without the model %"
    )
    for number, name, found in rows:
        shares = (found.suites[suite].share for suite in suites)
        scored.add(number, name, *(str(share) if share.all else None for share in shares), unspoken(found))
    report.note(
        "Right answers of those asked, with the 95 % interval: where two overlap, they may be alike. The "
        "last column is the share that the guide had to answer from its facts, as the model failed: it says "
        "nothing of the model."
    )


async def speed(url: str, model: str, given: argparse.Namespace) -> tuple[Cell, ...]:
    await speed_out(url, model, 1, 8)
    inward = [await speed_in(url, model) for _ in range(given.rounds)]
    alone = [await speed_out(url, model, 1, given.tokens) for _ in range(given.rounds)]
    crowd = [await speed_out(url, model, SEVERAL, given.tokens) for _ in range(given.rounds)]
    return (
        Spread.of(inward) if all(inward) else None,
        Spread.of(1e3 / one.token for one in alone) if all(one.token for one in alone) else None,
        Spread.of(one.rate for one in crowd),
        Spread.of(one.ttft(0.5) for one in alone),
    )


def short(model: str) -> str:
    """Without the folder that llama.cpp names it by."""
    return model.rpartition("/")[2]
