"""Raw endpoint, a naive service and ours side by side: added TTFT, tokens/s, CPU a token.

Each round asks all of them one after the other, on the same client, so that what the machine does meanwhile
falls on each. Client, stand-in and service share the machine: `of pace` says how much of the stand-in's own
pace the raw path still reaches; where that falls, all below it are held back by the machine, not by the
service. CPU is the clock of the service's own process. `service, grouped`: a stand-in that sends several
tokens an event where it is asked to, as vLLM does; the service asks for it in a crowd.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from bench.load import Load, load
from bench.programs import cpu, naive, service, standin
from bench.report import Report, Spread

__all__ = ["QUESTION", "cpu", "run", "service", "standin"]

QUESTION: Final = "경복궁에 대해 알려주세요"
TTFT, PACE, TOKENS = 0.03, 0.01, 128
SHORT, LONG = 32, 320
"""Tokens of the answers that a turn's CPU and a token's are told apart by; 320 is the service's own limit."""
SPREAD = 1.3
"""Seconds over which the users arrive."""
WIDE = 100
"""From so many users on the naive service is asked once a user, beyond them in one round alone: minutes."""
COLUMNS: Final = (
    "users", "path", "tokens/s", "of pace %", "of raw %", "TTFT p50 ms", "TTFT p95 ms", "added p50 ms",
    "added p95 ms", "CPU µs a token",
)  # fmt: skip


@dataclass(slots=True)
class Path:
    """One way to the model, and what it did at one number of users."""

    name: str
    url: str
    body: dict[str, Any] | list[dict[str, Any]]
    mark: bytes
    pid: int | None = None
    reported: bool = False
    """Tokens are counted by the usage that is told at the end, not by events."""
    loads: list[Load] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)
    """CPU µs a token, a round."""

    async def ask(self, users: int, each: int, spread: float) -> None:
        before = cpu(self.pid) if self.pid else 0.0
        done = await load(
            self.url, self.body, self.mark, users=users, each=each, spread=spread, reported=self.reported
        )
        self.loads.append(done)
        if self.pid:
            self.spent.append((cpu(self.pid) - before) / done.tokens * 1e6)

    def over(self, what: Callable[[Load], float]) -> Spread:
        return Spread.of(map(what, self.loads))


def raw(model: str) -> Path:
    messages = [{"role": "user", "content": QUESTION}]
    body: dict[str, Any] = {"model": "standin", "messages": messages, "stream": True}
    return Path("raw", f"{model}/chat/completions", body, b'"content":')


def answered(name: str, url: str, pid: int, *, reported: bool = False) -> Path:
    return Path(name, f"{url}/chat/stream", {"message": QUESTION}, b"event: token", pid, reported)


def added(path: Path, beside: Path, share: float) -> Spread | None:
    """Milliseconds to the first token beyond those of the raw path in the same round."""
    if path is beside:
        return None
    pairs = zip(path.loads, beside.loads, strict=False)
    return Spread.of(one.ttft(share) - other.ttft(share) for one, other in pairs)


def row(users: int, path: Path, beside: Path, best: dict[str, float]) -> tuple[Any, ...]:
    """`best`: tokens/s at the stand-in's own pace, by path; without one, rates are compared as they are."""
    rate = path.over(lambda load: load.rate)
    share = rate.median / best.get(path.name, 1)
    raw_share = beside.over(lambda load: load.rate).median / best.get(beside.name, 1)
    return (
        users,
        path.name,
        rate,
        share * 100 if best else None,
        share / raw_share * 100,
        path.over(lambda load: load.ttft(0.5)),
        path.over(lambda load: load.ttft(0.95)),
        added(path, beside, 0.5),
        added(path, beside, 0.95),
        Spread.of(path.spent) if path.spent else None,
    )


def pace(tokens: int, *, unpaced: bool) -> list[str]:
    ttft, each = (0.0, 0.0) if unpaced else (TTFT, PACE)
    return ["--ttft", str(ttft), "--pace", str(each), "--tokens", str(tokens)]


def ideal(users: int, each: int, spread: float, tokens: int) -> float:
    """Tokens/s of a machine that costs nothing: the last one arrives, and is answered at the pace."""
    return users * each * tokens / (spread * (users - 1) / users + each * (TTFT + PACE * tokens))


async def run(given: argparse.Namespace, report: Report) -> None:
    kinds = [True] if given.unpaced else [False, True] if given.both else [False]
    for unpaced in kinds:
        await levels(given, report, unpaced=unpaced)
    if not given.unpaced:
        await parts(given, report)


async def parts(given: argparse.Namespace, report: Report) -> None:
    """The service's CPU told apart by short and long answers: what grows with them is the tokens'."""
    table = report.table(
        "A turn's CPU and a token's, at the same pace", "users", "CPU µs a token alone", "CPU ms a turn"
    )
    async with (
        standin(pace(SHORT, unpaced=False)) as brief,
        standin(pace(LONG, unpaced=False)) as lengthy,
        service(brief) as (one, one_pid),
        service(lengthy) as (other, other_pid),
    ):
        short, long = answered("short", one, one_pid), answered("long", other, other_pid)
        for path in (short, long):
            await load(path.url, path.body, path.mark, users=4, each=2)
        for users in given.users:
            short.spent, long.spent = [], []
            for _ in range(given.rounds):
                for path in (short, long):
                    await path.ask(users, given.each, SPREAD * min(users - 1, 1))
            pairs = list(zip(short.spent, long.spent, strict=True))
            tokens = [(b * LONG - a * SHORT) / (LONG - SHORT) for a, b in pairs]
            turns = [(a - token) * SHORT / 1e3 for (a, _), token in zip(pairs, tokens, strict=True)]
            table.add(users, Spread.of(tokens), Spread.of(turns))


async def levels(given: argparse.Namespace, report: Report, *, unpaced: bool) -> None:
    how = "as fast as it writes" if unpaced else f"{TTFT * 1e3:.0f} ms to the first, {PACE * 1e3:.0f} ms each"
    table = report.table(f"{given.tokens} tokens an answer, {how}", *COLUMNS)
    paces = pace(given.tokens, unpaced=unpaced)
    async with (
        standin(paces) as model,
        standin([*paces, "--grouped"]) as able,
        naive(model) as (plain, plain_pid),
        service(model) as (url, pid),
        service(able) as (grouped, grouped_pid),
    ):
        paths = [raw(model), answered("naive", plain, plain_pid), answered("service", url, pid)]
        if not unpaced:
            paths.append(answered("service, grouped", grouped, grouped_pid, reported=True))
        for path in paths:
            await load(path.url, path.body, path.mark, users=4, each=2)
        for users in given.unpaced_users if unpaced else given.users:
            spread = 0.0 if unpaced else SPREAD * min(users - 1, 1)
            each = given.each if users > 1 else given.each + 2
            for path in paths:
                path.loads, path.spent = [], []
            for number in range(given.rounds):
                for path in paths:
                    if not (path.name == "naive" and users > WIDE and number):
                        await path.ask(users, asked(path, users, each), spread)
            best = {
                path.name: ideal(users, asked(path, users, each), spread, given.tokens)
                for path in paths
                if not unpaced
            }
            for path in paths:
                table.add(*row(users, path, paths[0], best))


def asked(path: Path, users: int, each: int) -> int:
    """Answers a user."""
    return 1 if path.name == "naive" and users >= WIDE else each
