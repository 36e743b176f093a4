"""The benches themselves, at loads of a moment: they measure what they say; the page is what they found."""

import argparse
import asyncio
from pathlib import Path
from types import SimpleNamespace

import httpx
import orjson
import psycopg
import pytest
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor

from bench import commands, places, turn
from bench.postgres import postgres, size
from bench.programs import cpu, naive
from bench.report import Report, Spread, number
from bench.spans import collecting
from bench.standin import Standin

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
        "--steady", "2", "--rounds", "1", "--tokens", "16", "--no-naive",
    )  # fmt: skip
    streamed = [request for request in standin.requests if request.get("stream")]
    assert {request["model"] for request in streamed} == {"culture"}
    raw = [request["messages"] for request in streamed if request["max_tokens"] == 16]
    ours = [request["messages"] for request in streamed if request["max_tokens"] != 16]
    assert len(raw) == len(ours) > 16
    assert sorted(map(orjson.dumps, raw)) == sorted(map(orjson.dumps, ours))
    waves, stream = (table.select({"users": 2}) for table in report.tables)
    assert [row["path"] for row in waves] == [row["path"] for row in stream] == ["raw", "service"]
    assert all((number(row["tokens/s"]) or 0) > 0 for row in (*waves, *stream))


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


def test_a_bench_that_is_not_installed_is_told_with_its_remedy_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = []

    async def run(_given: argparse.Namespace, report: Report) -> None:
        ran.append(report.name)

    def brought(name: str) -> SimpleNamespace:
        if name == "bench.turn":
            raise ModuleNotFoundError("No module named 'opentelemetry'", name="opentelemetry")
        return SimpleNamespace(run=run)

    monkeypatch.setattr(commands, "import_module", brought)
    with pytest.raises(SystemExit) as ended:
        commands.main(["all", "--only", "turn", "route", "kept"])
    assert ended.value.code == 1
    assert ran == ["route", "kept"]
    told, *_ = capsys.readouterr().err.splitlines()
    assert told == "turn: opentelemetry is not installed: pip install 'gildongmu[otel]'"
    with pytest.raises(SystemExit) as ended:
        commands.main(["turn"])
    assert ended.value.code == 1
    assert capsys.readouterr().err.splitlines() == [told]


def test_a_postgres_of_ones_own_grows() -> None:
    with postgres() as url:
        empty = size(url)
        with psycopg.connect(url, autocommit=True) as session:
            session.execute("CREATE TABLE kept AS SELECT generate_series(1, 50000) AS number")
        assert size(url) > empty + 1
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


async def test_a_bench_loads_the_places_that_are_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("GUIDE_EMBEDDER", "GUIDE_QDRANT_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GUIDE_DATA_DIR", str(tmp_path))
    asked: list[dict[str, str]] = []

    async def ingest(env: dict[str, str]) -> str | None:
        """Ingest where the embedder has no weights."""
        asked.append(dict(env))
        if env.get("GUIDE_EMBEDDER") != "none":
            return "no weights of multilingual-e5-small on this disk"
        (tmp_path / "index").mkdir()
        (tmp_path / "index" / "current").write_text("none-1\n")
        return None

    monkeypatch.setattr(places, "_ingest", ingest)
    assert await places.loaded({}) == {"GUIDE_EMBEDDER": "none"}
    assert "loading them first" in capfd.readouterr().err
    assert await places.loaded({}) == {}, "now they are there"
    assert len(asked) == 2
    (tmp_path / "index" / "current").unlink()
    monkeypatch.setattr(places, "_ingest", lambda env: asyncio.sleep(0, "a bad row"))
    with pytest.raises(RuntimeError, match="a bad row"):
        await places.loaded({"GUIDE_EMBEDDER": "none"})


async def test_ingest_says_why_it_loads_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("GUIDE_EMBEDDER", str(tmp_path / "no-such-model"))
    with pytest.raises(RuntimeError, match="no-such-model"):
        await places.loaded({})
