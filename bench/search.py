"""What `GET /places?q=` costs over thousands of places, and whether a hundred at once hold up the others.

The places are variations of the real ones, written to a file and loaded by `python -m ingest --source`, into
a folder of their own below the data directory; a second run finds them there. `search` and `embed` are the
service's own clock (Server-Timing), the whole request is this client's, the socket included; CPU is that of
all the service's threads, which other work on the machine moves less. Asked is in the steady state, when the
embedder is loaded and the examples of routing are learned. From `WORDS_ALONE` places on there is no embedder:
to embed a hundred thousand takes an hour; where it has no weights there is none either.
"""

import argparse
import asyncio
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any

import httpx
import orjson

from bench.places import WORDS, home
from bench.programs import cpu, memory, service, settled, standin

REAL = Path(__file__).parents[1] / "data" / "places.jsonl"
TIMING = re.compile(r"(\w+);dur=([\d.]+)")
WORDS_ALONE = 50_000
CROWD = 100
"""Questions at once."""
TICK = 0.002
"""Seconds between two looks at /live, meanwhile."""
QUESTIONS = (
    "야경 좋은 곳", "비 오는 날 아이랑 갈 만한 실내", "무료 미술관", "조선 왕릉", "벚꽃 명소",
    "단풍 예쁜 산책길", "전통시장 먹거리", "한강에서 자전거", "palace with night tour", "無料の博物館",
    "看夜景的地方", "경복굼", "종로구 조용한 한옥", "해 지는 거 보기 좋은 곳", "museum near Gyeongbokgung",
    "사찰에서 하룻밤", "デートスポット", "책 읽기 좋은 카페", "등산 초보가 갈 만한 산", "크리스마스 분위기",
)  # fmt: skip
CONDITIONS: tuple[dict[str, str], ...] = (
    {},
    {"near": "37.5704,126.9921", "radius": "5000"},
    {"district": "종로구", "free": "true"},
    {"open_now": "true"},
)


def varied(count: int) -> bytes:
    """The real places over and over: other ids, names and tags, and moved by up to a kilometre."""
    real = [orjson.loads(line) for line in REAL.read_bytes().splitlines() if line]
    random = Random(7)  # noqa: S311 - the same places every time
    made = []
    for at in range(count):
        place: dict[str, Any] = dict(real[at % len(real)])
        again = at // len(real)
        if again:
            place["id"] = f"{place['id']}-{again}"
            place["names"] = {key: f"{name} {again}호" for key, name in place["names"].items() if name}
            place["aliases"] = []
            place["tags"] = random.sample(place.get("tags", []), k=min(4, len(place.get("tags", []))))
            place["lat"] = round(place["lat"] + random.uniform(-0.01, 0.01), 6)
            place["lon"] = round(place["lon"] + random.uniform(-0.01, 0.01), 6)
        made.append(orjson.dumps(place))
    return b"\n".join(made) + b"\n"


def settings(count: int, folder: Path) -> dict[str, str]:
    """By words alone where there are too many places to embed, or no weights to embed them with."""
    weights = bool(os.environ.get("GUIDE_EMBEDDER")) or (folder / "weights").exists()
    return {"GUIDE_DATA_DIR": str(folder), **(WORDS if count >= WORDS_ALONE or not weights else {})}


def prepared(count: int) -> Path:
    """A data directory with the index of so many places. Raises SystemExit when ingest does not load them."""
    folder = home() / "bench" / str(count)
    folder.mkdir(parents=True, exist_ok=True)
    weights = folder / "weights"
    if not weights.is_symlink():
        weights.symlink_to(home() / "weights")
    source = folder / "places.jsonl"
    source.write_bytes(varied(count))
    began = time.perf_counter()
    command = [sys.executable, "-m", "ingest", "--source", str(source)]
    done = subprocess.run(command, env={**os.environ, **settings(count, folder)}, check=False)  # noqa: S603 - ours
    if done.returncode:
        raise SystemExit(f"python -m ingest left with status {done.returncode}")
    print(f"{count:,} places loaded in {time.perf_counter() - began:.1f} s")
    return folder


def cuts(spent: list[float]) -> tuple[float, float, float]:
    """The median, the 95th percentile and the highest."""
    made = quantiles(spent, n=100, method="inclusive")
    return made[49], made[94], max(spent)


def row(name: str, spent: list[float]) -> str:
    return f"| {name} | {len(spent)} | {' | '.join(f'{cut:.2f}' for cut in cuts(spent))} |"


class Spent:
    """Milliseconds by what they went to; `cpu`: of the service, a question."""

    def __init__(self) -> None:
        self.search: list[float] = []
        self.embed: list[float] = []
        self.whole: list[float] = []
        self.cpu = 0.0

    async def ask(self, client: httpx.AsyncClient, question: str, conditions: dict[str, str]) -> None:
        began = time.perf_counter()
        answer = await client.get("/places", params={"q": question, **conditions})
        self.whole.append((time.perf_counter() - began) * 1e3)
        answer.raise_for_status()
        parts = dict(TIMING.findall(answer.headers["server-timing"]))
        self.search.append(float(parts["search"]))
        self.embed.append(float(parts["embed"]))

    def rows(self) -> list[str]:
        whole = ("whole request", self.whole)
        rows = (("search itself", self.search), ("embedding the question", self.embed), whole)
        spent = f"| CPU a question | – | {self.cpu:.2f} | – | – |"
        return [*(row(name, took) for name, took in rows), spent]


async def run(given: argparse.Namespace) -> None:
    found = []
    for count in given.places:
        folder = await asyncio.to_thread(prepared, count)
        async with (
            standin(["--ttft", "0", "--pace", "0"]) as model,
            service(model, 0, **settings(count, folder)) as (url, pid),
            httpx.AsyncClient(base_url=url, timeout=60) as client,
        ):
            meanings = await settled(url)
            alone = await one_by_one(client, pid, given.rounds)
            shown(f"{count:,} places", "one after another", alone.rows())
            crowd, stalls = await at_once(client, pid)
            shown(
                f"{count:,} places, {CROWD} questions at once",
                f"{CROWD} at once",
                [*crowd.rows(), row("/live meanwhile", stalls)],
            )
            found.append((count, meanings, alone, crowd, stalls, memory(pid)))
    if len(found) > 1:
        print("\nBy the number of places, p50 / p95 in ms\n")
        print("| places | searched | search itself | embedding | whole request | CPU | ", end="")
        print(f"{CROWD} at once, whole | /live then | MB |\n|---|---|---|---|---|---|---|---|---|")
    for count, meanings, alone, crowd, stalls, held in found if len(found) > 1 else ():
        pairs = ["{:.1f} / {:.1f}".format(*cuts(one)) for one in (alone.search, alone.embed, alone.whole)]
        then = ["{:.0f} / {:.0f}".format(*cuts(one)) for one in (crowd.whole, stalls)]
        kind = "meaning and words" if meanings else "words"
        told = [f"{count:,}", kind, *pairs, f"{alone.cpu:.1f}", *then, f"{held:,.0f}"]
        print(f"| {' | '.join(told)} |")


def shown(title: str, head: str, rows: list[str]) -> None:
    """A table."""
    told = [f"\n{title}\n", f"| {head} | calls | p50 ms | p95 | max |", "|---|---|---|---|---|", *rows]
    print("\n".join(told), flush=True)


async def one_by_one(client: httpx.AsyncClient, pid: int, rounds: int) -> Spent:
    """Each question is another text every time: no vector is remembered."""
    spent, before = Spent(), cpu(pid)
    for number in range(rounds):
        for question in QUESTIONS:
            for at, conditions in enumerate(CONDITIONS):
                await spent.ask(client, f"{question} {number}{at}", conditions)
    spent.cpu = (cpu(pid) - before) / len(spent.whole) * 1e3
    return spent


async def at_once(client: httpx.AsyncClient, pid: int) -> tuple[Spent, list[float]]:
    """Questions all at the same moment, and what /live takes meanwhile."""
    spent, stalls, before = Spent(), list[float](), cpu(pid)
    asking = asyncio.gather(
        *(spent.ask(client, f"{QUESTIONS[at % len(QUESTIONS)]} 동시 {at}", {}) for at in range(CROWD))
    )
    while not asking.done():
        began = time.perf_counter()
        await client.get("/live")
        stalls.append((time.perf_counter() - began) * 1e3)
        await asyncio.sleep(TICK)
    await asking
    spent.cpu = (cpu(pid) - before) / CROWD * 1e3
    return spent, stalls
