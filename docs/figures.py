"""The few figures that both READMEs show, out of the kept reports, so that neither tells old ones."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Literal

Tongue = Literal["en", "ko"]

ROOT: Final = Path(__file__).parents[1]
USERS: Final = (1, 16, 100)
PEER: Final = (("98", "91", "18"), ("11", "98", "2,990"), "559")
"""agent-service-toolkit, its `chatbot` agent with SQLite, one worker: measured once with the same stand-in
(128 tokens, 30 ms to the first, 10 ms each) on 2 shared cores. Tokens/s of raw (%), added wait (ms), CPU a
token with 100 users (µs)."""
SUITES: Final[Mapping[str, Mapping[Tongue, str]]] = {
    "routing": {"en": "route and slots", "ko": "라우팅과 슬롯"},
    "linking": {"en": "names of places", "ko": "장소 이름"},
    "slots": {"en": "ends of a journey", "ko": "출발지·도착지"},
    "retrieval": {"en": "place among the first five", "ko": "상위 5곳 안의 장소"},
    "journeys": {"en": "published fares and times", "ko": "공시 요금·시간"},
    "etiquette": {"en": "manners", "ko": "예절"},
    "memory": {"en": "whole conversations", "ko": "대화 전체"},
}
SPEED: Final[Mapping[Tongue, tuple[str, ...]]] = {
    "en": (
        "beside the raw endpoint: 1 / 16 / 100 users",
        "tokens/s of it",
        "first word later by",
        "CPU a token",
        "a naive LangGraph service, same run",
        "agent-service-toolkit, a run of its own",
    ),
    "ko": (
        "모델 직접 호출과 비교: 사용자 1 / 16 / 100명",
        "초당 토큰 비율",
        "첫 단어 지연",
        "토큰당 CPU",
        "평범한 LangGraph 서비스(같은 측정)",
        "agent-service-toolkit(별도 측정)",
    ),
}


def _report(path: str) -> Any:
    return json.loads((ROOT / path).read_text(encoding="utf-8"))


def _median(cell: Any) -> float:
    return float(cell["median"] if isinstance(cell, dict) else cell)


def speed(tongue: Tongue) -> str:
    """What a hop through the service costs, of `python -m bench relay --save`."""
    table = _report("bench/reports/relay.json")["tables"][0]
    at = {name: table["columns"].index(name) for name in ("of raw %", "added p50 ms", "CPU µs a token")}
    rows = {(row[0], row[1]): row for row in table["rows"]}

    def of(path: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        share, added, cpu = (
            tuple(f"{_median(rows[users, path][column]):,.0f}" for users in USERS) for column in at.values()
        )
        return share, added, cpu[-1]

    head, share, added, cpu, naive, peer = SPEED[tongue]
    lines = [f"| {head} | {share} | {added} | {cpu} |", "|---|---|---|---|"]
    for name, cells in (("**Gildongmu**", of("service")), (naive, of("naive")), (peer, PEER)):
        lines.append(f"| {name} | {' / '.join(cells[0])} % | {' / '.join(cells[1])} ms | {cells[2]} µs |")
    return "\n".join(lines)


def right(tongue: Tongue) -> str:
    """Shares of cases right in every respect, of `python -m evals --half test --report test`."""
    suites = _report("evals/reports/test.json")["suites"]
    shares = [suites[name]["share"] for name in SUITES]
    return "\n".join(
        f"| {' | '.join(cells)} |"
        for cells in (
            [names[tongue] for names in SUITES.values()],
            ["---"] * len(SUITES),
            [f"{share['rate']:.1%} ({share['right']}/{share['all']})" for share in shares],
        )
    )


MADE: Final[Mapping[str, Callable[[], str]]] = {
    "speed": lambda: speed("en"),
    "right": lambda: right("en"),
    "speed_ko": lambda: speed("ko"),
    "right_ko": lambda: right("ko"),
}
