"""The benches themselves, at loads of a moment: they measure what they say; the page is what they found."""

import argparse
import asyncio
import os
import re
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import httpx
import orjson
import psycopg
import pytest
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor

from bench import commands, page, turn
from bench.flame import flame, outline
from bench.plot import bars, lines
from bench.postgres import postgres, size
from bench.programs import cpu, naive
from bench.report import Report, Spread, Table, figure, number, printed
from bench.spans import collecting
from bench.standin import Standin

COUNT = re.compile(r"[\d,]+ ")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def home(index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The services that a bench starts read the places of the whole run."""
    monkeypatch.setenv("GUIDE_DATA_DIR", str(index))
    return index


async def measured(*arguments: str) -> Report:
    given = commands.parser().parse_args(arguments)
    return await commands.measure(given.bench, given)


async def test_relay_measures_all_three_paths_in_one_run(home: Path, tmp_path: Path) -> None:
    report = await measured(
        "relay", "--unpaced", "--unpaced-users", "2", "--tokens", "8", "--rounds", "2", "--each", "2"
    )
    [table] = report.tables
    rows = {row["path"]: row for row in table.select({"users": 2})}
    assert list(rows) == ["raw", "naive", "service"]
    for name, row in rows.items():
        rate, spent = row["tokens/s"], row["CPU µs a token"]
        assert isinstance(rate, Spread)
        assert rate.rounds == 2
        assert 0 < rate.low <= rate.median <= rate.high
        assert (spent is None) == (name == "raw")
        assert spent is None or (number(spent) or 0) > 0
    assert number(rows["raw"]["of raw %"]) == 100
    path = tmp_path / "relay.json"
    path.write_bytes(report.json())
    again = Report.read(path)
    assert again.tables[0].markdown() == table.markdown()
    assert {"at", "commit", "machine", "versions", "settings"} == set(again.header)
    assert str(home) not in path.read_text()


@pytest.mark.asyncio(loop_scope="session")
async def test_gpu_sends_raw_the_very_prompts_of_the_service(
    home: Path, service: str, standin: Standin
) -> None:
    standin.tokens = 8
    report = await measured(
        "gpu", "--url", standin.url, "--service", service, "--models", "base,culture", "--users", "2",
        "--rounds", "1", "--tokens", "16", "--no-naive",
    )  # fmt: skip
    streamed = [request for request in standin.requests if request.get("stream")]
    assert {request["model"] for request in streamed} == {"culture"}
    raw = [request["messages"] for request in streamed if request["max_tokens"] == 16]
    ours = [request["messages"] for request in streamed if request["max_tokens"] != 16]
    assert len(raw) == len(ours) > 16
    assert sorted(map(orjson.dumps, raw)) == sorted(map(orjson.dumps, ours))
    assert [row["path"] for row in report.tables[0].select({"users": 2})] == ["raw", "service"]


@pytest.mark.asyncio(loop_scope="session")
async def test_talk_tells_each_turn_of_a_conversation_and_what_the_prefix_cache_held(
    service: str, standin: Standin, tmp_path: Path
) -> None:
    standin.text = "경복궁은 1395년에 지은 고궁이에요."
    lines = tmp_path / "script.jsonl"
    lines.write_text(
        '{"message": "경복굼에 대해 알려 줘", "routes": ["place"]}\n'
        "거기서 남산타워까지 어떻게 가?\n"
        '{"message": "What kind of place is Changdeokgung?", "language": "en", "routes": ["etiquette"]}\n'
        "경복궁 종로구에 있어?",
        encoding="utf-8",
    )
    report = await measured("talk", service, "--endpoint", standin.url, "--script", str(lines))
    turns, answers, whole = report.tables
    place, way, foreign, _ = turns.select({})
    assert (place["route"], place["checks"], place["model"]) == ("place", "✓", "culture")
    assert place["tokens"] == len(standin.text)
    assert (number(place["TTFT ms"]) or 0) > 0
    assert (way["route"], way["checks"]) == ("transit", "✓"), "거기 is the palace of the turn before"
    assert foreign["checks"] == "route place for etiquette"
    assert "1395" in str(answers.rows[0][1])
    [row] = whole.select({})
    assert (row["turns"], row["right"]) == (4, 3)
    assert 0 < (number(row["cached %"]) or 0) < 100
    assert str(tmp_path) not in report.json().decode()


async def test_the_stand_ins_prefix_cache_counts_what_a_model_has_read_from_the_beginning() -> None:
    said = "당신은 서울 여행 안내자입니다. " * 8
    async with Standin(models=("base", "culture")) as model, httpx.AsyncClient() as client:

        async def ask(name: str, text: str) -> int:
            before = model.hits
            body = {"model": name, "messages": [{"role": "user", "content": text}]}
            await client.post(f"{model.url}/chat/completions", json=body)
            return model.hits - before

        assert await ask("base", said) == 0
        assert len(said) - 64 < await ask("base", said + "어디예요?") <= len(said) + 5
        assert await ask("culture", said) == 0, "blocks belong to one model"
        assert await ask("base", "아, " + said) == 0, "a prefix begins at the beginning"
        told = (await client.get(model.url.replace("/v1", "/metrics"))).text
        assert f'{{engine="0",model_name="base"}} {model.hits}.0' in told


async def test_models_tells_speed_and_memory_of_an_endpoint() -> None:
    async with Standin(tokens=12, models=("small",)) as model:
        report = await measured("models", model.url, "--rounds", "1", "--tokens", "12", "--no-quality")
    [row] = report.tables[0].select({})
    assert row["model"] == "small"
    assert (number(row["out tokens/s, 8 at once"]) or 0) > 0
    assert (number(row["memory MB"]) or 0) > 20, "the stand-in listens in this very process"


async def test_models_tells_how_well_the_guide_answers_with_and_without_adapters(home: Path) -> None:
    async with Standin(models=("small", "culture"), text="그 정보는 아직 확인하지 못했어요.") as model:
        report = await measured(
            "models", model.url, "--rounds", "1", "--tokens", "4", "--every", "40", "--limit", "60",
            "--models", "culture,nobody",
        )  # fmt: skip
        asked = {request["model"] for request in model.requests}
    speed, scored = report.tables
    assert [row["model"] for row in speed.select({})] == ["culture"]
    assert [row["model"] for row in scored.select({})] == ["small with culture", "small alone"]
    assert all("%" in str(row["refusal"]) for row in scored.select({}))
    assert [row["without the model %"] for row in scored.select({})] == [0, 0]
    assert asked == {"small", "culture"}


async def test_the_naive_service_answers_and_remembers() -> None:
    async with (
        Standin(text="경복궁이에요.", models=("standin",)) as model,
        naive(model.url) as (url, pid),
        httpx.AsyncClient(base_url=url, timeout=30) as client,
    ):
        for _ in range(2):
            reply = await client.post("/chat/stream", json={"message": "어디야?", "thread_id": "t"})
            events = [
                dict(line.split(": ", 1) for line in block.split("\n"))
                for block in reply.text.strip().split("\n\n")
            ]
            tokens = [orjson.loads(one["data"])["delta"] for one in events if one["event"] == "token"]
            assert "".join(tokens) == "경복궁이에요."
            assert events[-1]["event"] == "done"
        assert [one["role"] for one in model.requests[-1]["messages"]] == [
            "system",
            "user",
            "assistant",
            "user",
        ]
        assert cpu(pid) > 0


async def test_a_services_spans_become_rows_of_a_turn() -> None:
    async with collecting() as collector:
        provider = TracerProvider()
        exporter = OTLPSpanExporter(endpoint=f"{collector.url}/v1/traces")
        provider.add_span_processor(SimpleSpanProcessor(exporter))
        tracer = provider.get_tracer("test")

        def turns() -> None:
            for _ in range(2):
                whole = tracer.start_span("turn", start_time=0)
                from opentelemetry.trace import set_span_in_context

                inner = tracer.start_span("node route", set_span_in_context(whole), start_time=1_000_000)
                inner.end(4_000_000)
                whole.end(10_000_000)
            provider.shutdown()

        await asyncio.to_thread(turns)
        rows = turn.rows(collector.spans())
    assert rows == [("turn", 1.0, 10.0, 10.0, 7.0), ("node route", 1.0, 3.0, 3.0, 3.0)]


def test_the_sampler_sees_where_cpu_goes_in_every_thread(tmp_path: Path) -> None:
    program = tmp_path / "busy.py"
    program.write_text(
        textwrap.dedent("""
        import threading, time

        def spin(seconds):
            until = time.thread_time() + seconds
            while time.thread_time() < until:
                sum(range(1000))

        def aside():
            spin(0.4)

        worker = threading.Thread(target=aside)
        worker.start()
        while worker.is_alive():
            time.sleep(0.001)
        print("spun", flush=True)
        while True:
            time.sleep(0.05)
        """)
    )
    out = tmp_path / "stacks.json"
    command = [sys.executable, "-m", "bench.sampler", str(out), str(program)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"spun\n"
        os.kill(process.pid, signal.SIGUSR2)
        stacks = asyncio.run(turn.written(out))
        process.terminate()
    spun = sum(count for stack, count in stacks.items() if "aside;" in stack and "spin" in stack)
    assert spun > sum(stacks.values()) / 2
    assert str(tmp_path.parent.parent) not in turn.own(stacks).most_common(1)[0][0].partition(":")[2]


def test_a_profile_is_outlined_and_drawn() -> None:
    stacks = {
        "main;run;agent/a:work;sql": 60,
        "main;run;agent/a:work": 20,
        "main;run;<b>": 19,
        "main;run;c": 1,
    }
    boxes = outline({**stacks, "main;run;d": 0})
    assert boxes[:3] == [(0, 100, "run"), (1, 80, "agent/a:work"), (2, 60, "sql")]
    drawn = ET.fromstring(flame("A turn", boxes))
    widths = [float(box.get("width", "0")) for box in drawn.iter(f"{SVG}rect")]
    assert widths[:3] == [1000, 800, 600]
    assert "agent/a:work: 80.0%" in {title.text for title in drawn.iter(f"{SVG}title")}


def test_plots_are_svg_with_each_figure() -> None:
    drawn = lines("A", "users", "ms", {"raw": [(1, 2), (16, 4)], "a<b": [(1, 200), (16, 4_000)]}, log=True)
    marks = [mark.text for mark in ET.fromstring(drawn).iter(f"{SVG}title")]
    assert "a<b, 16: 4,000" in marks
    assert len(marks) == 5
    assert ET.fromstring(bars("A", "ms", [("one", 0.0), ("two", 3.0)])) is not None


def test_figures_read_as_people_write_them() -> None:
    assert [figure(one) for one in (3, 12_345, 12_345.6, 99.95, 1.234, 0.0, -4.5)] == [
        "3", "12,345", "12,346", "100.0", "1.23", "0.00", "-4.50",
    ]  # fmt: skip
    spread = Spread.of([3.0, 1.0, 2.0])
    assert str(spread) == "2.00 (1.00–3.00)"
    assert [number(one) for one in (spread, "1,204 users", "none", None, 7)] == [2.0, 1204.0, None, None, 7]


def test_tables_of_a_bench_that_only_prints_are_read() -> None:
    text = "10,000 places\n\n| search | p95 |\n|---|---|\n| itself | 4.20 |\n| whole | – |\n\nrest\n"
    report = printed("search", text, {"places": "10000"})
    [table] = report.tables
    assert (table.title, table.columns) == ("10,000 places", ("search", "p95"))
    assert table.rows == [("itself", "4.20"), ("whole", None)]


def told(**rows: Any) -> dict[str, Report]:
    table = Table("by users", ("users", "ms"), [(int(key[1:]), value) for key, value in rows.items()])
    return {"relay": Report("relay", {}, [table])}


@pytest.mark.parametrize(
    ("limit", "value", "meets"),
    [
        ({"at_most": 15}, 14.9, True),
        ({"at_most": 15}, Spread(15.1, 1, 20, 3), False),
        ({"at_least": 97}, "98 %", True),
        ({"at_least": 97}, 96.9, False),
        ({"at_most": 15}, None, None),
    ],
)
def test_a_target_is_judged_by_its_cell(limit: dict[str, int], value: Any, meets: bool | None) -> None:
    target = {"name": "wait", "unit": "ms", "report": "relay", "table": "users", "where": {"users": 100}}
    verdict = page.judged({**target, **limit, "column": "ms"}, told(u1=1_000_000, u100=value))
    assert verdict.meets is meets


def test_every_target_means_a_cell_of_a_bench_that_exists() -> None:
    held = page.reports()
    names = {bench.name for bench in commands.BENCHES}
    for target in orjson.loads(page.TARGETS.read_bytes()):
        assert {"name", "unit", "source", "report", "table", "where", "column"} <= target.keys()
        assert ("at_most" in target) != ("at_least" in target)
        assert target["report"] in names
        module = Path(commands.__file__).with_name(f"{target['report']}.py")
        if module.exists():
            assert COUNT.sub("", target["table"]) in module.read_text(encoding="utf-8"), target["name"]
        tables = held[target["report"]].tables if target["report"] in held else []
        meant = [table for table in tables if target["table"] in table.title]
        columns = {target["column"], *target["where"]}
        assert not meant or any(columns <= set(table.columns) for table in meant), target["name"]


def test_the_page_is_the_one_that_the_reports_make() -> None:
    held = page.reports()
    assert held, "reports are kept by python -m bench all --save"
    assert page.PAGE.read_text(encoding="utf-8") == page.page(held), "run: python -m bench --docs"
    made = page.images(held)
    kept = {path.name: path.read_text(encoding="utf-8") for path in page.IMAGES.glob("bench-*.svg")}
    assert kept == made, "run: python -m bench --docs"


async def test_all_goes_on_after_a_bench_that_fails_or_hangs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran = []

    async def run(_given: argparse.Namespace, report: Report) -> None:
        ran.append(report.name)
        report.table("Made", "what").add("one")
        if report.name == "route":
            raise RuntimeError("no service")
        if report.name == "kept":
            await asyncio.sleep(60)
        if report.name == "soak":
            report.failed = True
            report.note("Something was left behind.")

    benches = [commands.Bench(name, "", commands.nothing, limit=0.05) for name in ("route", "kept", "soak")]
    monkeypatch.setattr(commands, "import_module", lambda _: SimpleNamespace(run=run))
    monkeypatch.setattr(commands, "BENCHES", benches)
    monkeypatch.setattr(commands, "REPORTS", tmp_path)
    reads = commands.parser()
    failed = await commands.every(reads.parse_args(["all", "--save"]), reads)
    assert ran == ["route", "kept", "soak"]
    assert [one.partition(":")[0] for one in failed] == ran
    assert "no service" in failed[0]
    kept = Report.read(tmp_path / "kept.json")
    assert not kept.whole
    assert kept.tables[0].rows == [("one",)], "what it had found is not lost"
    assert Report.read(tmp_path / "soak.json").whole


def test_a_postgres_of_ones_own_grows() -> None:
    with postgres() as url:
        empty = size(url)
        with psycopg.connect(url, autocommit=True) as session:
            session.execute("CREATE TABLE kept AS SELECT generate_series(1, 50000) AS number")
        assert size(url) > empty + 1
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
