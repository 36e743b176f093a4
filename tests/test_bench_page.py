"""What the benches tell: profiles, plots, figures, targets and the page that the reports make."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import orjson
import pytest

from bench import commands, page, turn
from bench.flame import flame, outline
from bench.plot import bars, lines
from bench.report import Report, Spread, Table, figure, number, printed

COUNT = re.compile(r"[\d,]+ ")
SVG = "{http://www.w3.org/2000/svg}"


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
