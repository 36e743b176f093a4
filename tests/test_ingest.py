"""Loading places: bad rows, repeated and broken runs, and what a change costs."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import orjson
import pytest

from data.place import Place
from ingest.load import load
from ingest.loaded import compare
from ingest.read import read
from rag.edge import EdgeStore
from rag.embed import BATCH, Matrix
from rag.retriever import Retriever
from rag.settings import Settings
from tests.corpus import Letters, places, rows


def run(tmp_path: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "ingest", *options],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "GUIDE_DATA_DIR": str(tmp_path / "data"),
        "GUIDE_EMBEDDER": "none",
        "GUIDE_QDRANT_URL": "",
    }


def write(path: Path, given: Sequence[object]) -> Path:
    path.write_bytes(b"\n".join(row if isinstance(row, bytes) else orjson.dumps(row) for row in given))
    return path


def many(count: int) -> list[Place]:
    (pattern,) = [place for place in places() if place.id == "seoul-forest"]
    return [
        pattern.model_copy(update={"id": f"forest-{number:04}", "tags": (f"숲{number}",)})
        for number in range(count)
    ]


def test_bad_rows_are_named_and_nothing_is_half_loaded(tmp_path: Path) -> None:
    good = rows()
    source = write(
        tmp_path / "places.jsonl",
        [
            good[0],
            b"",
            b'{"id": "broken',
            {**good[1], "lat": 3.7, "colour": "red"},
            {**good[2], "category": "bar"},
            {**good[0], "names": {"ko": "다른 궁"}},
            b'"\xff"',
        ],
    )
    failed = run(tmp_path, "--source", str(source))
    assert failed.returncode == 1
    said = failed.stderr.splitlines()
    assert [line.split(":")[1] for line in said[:-1]] == ["3", "4", "5", "6", "7"]
    assert "lat: Input should be greater than or equal to 33, not 3.7" in said[1]
    assert "colour: Extra inputs are not permitted" in said[1]
    assert "category" in said[2]
    assert f"id: 'gyeongbokgung' stands at {source}:1 already" in said[3]
    assert "nothing was loaded" in said[-1]
    assert not (tmp_path / "data" / "index").exists()
    skipped = run(tmp_path, "--source", str(source), "--skip-bad")
    assert skipped.returncode == 0
    assert "1 places: 1 added" in skipped.stdout
    missing = run(tmp_path, "--source", str(tmp_path / "absent.jsonl"))
    assert (missing.returncode, "absent.jsonl:0: No such file" in missing.stderr) == (1, True)


def test_a_file_with_a_byte_order_mark_and_several_files_are_one_set(tmp_path: Path) -> None:
    first = write(tmp_path / "a.jsonl", rows()[:5])
    first.write_bytes(b"\xef\xbb\xbf" + first.read_bytes())
    found = read([first, write(tmp_path / "b.jsonl", rows()[5:])])
    assert found.bad == ()
    assert list(found.places) == places()


def test_the_second_run_does_nothing_and_loads_no_engine(tmp_path: Path) -> None:
    source = write(tmp_path / "places.jsonl", rows())
    assert "12 added" in run(tmp_path, "--source", str(source)).stdout
    program = (
        "import sys; from ingest.__main__ import main; code = main();"
        "heavy = {'torch', 'kiwipiepy', 'qdrant_edge', 'qdrant_client', 'transformers'} & set(sys.modules);"
        "print('heavy:', *heavy); sys.exit(code)"
    )
    again = subprocess.run(
        [sys.executable, "-c", program, "--source", str(source)],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "nothing changed" in again.stdout
    assert again.stdout.splitlines()[-1] == "heavy:"


def test_a_dry_run_shows_the_difference_and_writes_nothing(tmp_path: Path) -> None:
    source = write(tmp_path / "places.jsonl", rows())
    run(tmp_path, "--source", str(source))
    pointer = (tmp_path / "data" / "index" / "current").read_text()
    changed = [{**row, "fee": 1} if row["id"] == "leeum" else row for row in rows()[1:]]
    new = {**rows()[0], "id": "new-palace", "names": {"ko": "새 궁"}}
    dry = run(tmp_path, "--dry-run", "--source", str(write(tmp_path / "next.jsonl", [*changed, new])))
    assert dry.returncode == 0
    assert "1 added, 1 changed, 10 unchanged, 1 removed" in dry.stdout
    assert [line.split(maxsplit=1) for line in dry.stdout.splitlines()[1:-1]] == [
        ["added", "new-palace 새 궁"],
        ["removed", "gyeongbokgung 경복궁"],
        ["changed", "leeum fee: (nothing) → 1"],
    ]
    assert (tmp_path / "data" / "index" / "current").read_text() == pointer


async def test_only_what_changed_is_embedded_again(tmp_path: Path) -> None:
    encoder, store = Letters(), EdgeStore(tmp_path)

    async def again(given: list[Place], *, rebuild: bool = False) -> tuple[str, int, int]:
        encoder.asked.clear()
        done = await load(
            given, store, encoder, identity=encoder.identity, data_dir=tmp_path, rebuild=rebuild
        )
        return done.build, done.embedded, len(encoder.asked)

    first, *embedded = await again(places())
    assert embedded == [12, 12]
    assert await again(places()) == (first, 0, 0)
    edited = [
        place.model_copy(update={"tags": ("새 꼬리표",)}) if place.id == "leeum" else place
        for place in places()
    ]
    second, *embedded = await again(edited)
    assert embedded == [1, 1]
    dearer = [place.model_copy(update={"fee": 9_900}) if place.id == "leeum" else place for place in edited]
    diff = await compare(dearer, store, tmp_path)
    assert (diff.changed, len(diff.unchanged)) == (("leeum",), 11)
    third, *embedded = await again(dearer)
    assert embedded == [0, 0]  # a fee is no text
    fourth, *embedded = await again(dearer, rebuild=True)
    assert embedded == [12, 12]
    builds = {path.name for path in (tmp_path / "index").iterdir() if (path / "shard").is_dir()}
    assert builds == {first, second, third, fourth}, "a reader may still be opening one of them"
    assert await store.current() == fourth
    assert [build.rpartition("-")[2] for build in (first, second, third, fourth)] == ["1", "2", "3", "4"]
    other = Letters()
    other.identity = "letters-2"
    await load(dearer, store, other, identity="letters-2", data_dir=tmp_path)
    assert len(other.asked) == 12  # vectors of another model are of no use


async def test_a_run_that_broke_off_goes_on_and_never_shows(tmp_path: Path) -> None:
    class Breaking(Letters):
        async def passages(
            self, texts: Sequence[str], progress: Callable[[int], object] | None = None
        ) -> Matrix:
            if len(self.asked) >= 2 * BATCH:
                raise OSError("power cut")
            return await super().passages(texts, progress)

    store = EdgeStore(tmp_path)
    before = await load(places(), store, Letters(), identity="letters-1", data_dir=tmp_path)
    with pytest.raises(OSError, match="power cut"):
        await load(many(100), store, Breaking(), identity="letters-1", data_dir=tmp_path)
    assert await store.current() == before.build
    encoder = Letters()
    done = await load(many(100), store, encoder, identity="letters-1", data_dir=tmp_path)
    assert done.embedded == len(encoder.asked) == 100 - 2 * BATCH
    assert (len(done.diff.added), len(done.diff.removed)) == (100, 12)


async def test_killed_while_writing_leaves_the_old_build_and_the_next_run_cleans_up(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    store = EdgeStore(data_dir)
    before = await load(places(), store, None, identity="none", data_dir=data_dir)
    big = write(tmp_path / "big.jsonl", [place.model_dump(mode="json") for place in many(1200)])
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "ingest",
        "--source",
        str(big),
        env=environment(tmp_path),
        stderr=asyncio.subprocess.DEVNULL,
    )
    for _ in range(4000):
        if list((data_dir / "index").glob(".writing-*/shard/segments")):
            break
        await asyncio.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    assert await running.wait() == -signal.SIGKILL
    assert list((data_dir / "index").glob(".writing-*"))
    assert await store.current() == before.build
    again = await load(many(1200), store, None, identity="none", data_dir=data_dir)
    assert len(again.diff.added) == 1200
    assert not list((data_dir / "index").glob(".writing-*"))
    retriever = await Retriever.open(Settings(data_dir=data_dir, embedder="none"))
    assert len(retriever.places) == 1200
    await retriever.close()


async def test_two_runs_at_once_take_turns(tmp_path: Path) -> None:
    one = write(tmp_path / "one.jsonl", rows())
    two = write(tmp_path / "two.jsonl", rows()[:6])
    both = await asyncio.gather(
        *(asyncio.to_thread(run, tmp_path, "--source", str(source)) for source in (one, two))
    )
    assert [done.returncode for done in both] == [0, 0]
    store = EdgeStore(tmp_path / "data")
    build = await store.current()
    assert build is not None
    assert build.endswith("-2")
    index = await store.open(build)
    assert len(index.places) in {6, 12}
    await index.close()


def test_an_unknown_embedder_is_refused_with_the_way_out(tmp_path: Path) -> None:
    source = write(tmp_path / "places.jsonl", rows()[:1])
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "--source", str(source)],
        env={**environment(tmp_path), "GUIDE_EMBEDDER": "no-such-model"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "no-such-model" in done.stderr
    assert "choose one of" in done.stderr
    assert "Traceback" not in done.stderr
