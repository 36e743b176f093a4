"""`gildongmu backup` and `restore`: nothing of a running service is lost, nothing damaged is put back."""

import asyncio
import hashlib
import io
import json
import sqlite3
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agent.history.schema import STEPS
from agent.history.stores import open_stores
from agent.settings import Settings
from tests.commands import run
from tests.servers import Postgres
from tests.test_threads import FIRST_RELEASE

LAYER = '{"id":"our-cafe","name":"우리 카페"}\n'


def layers(folder: Path) -> None:
    (folder / "places" / "live").mkdir(parents=True)
    (folder / "places" / "ours.jsonl").write_text(LAYER, encoding="utf-8")
    (folder / "places" / "live" / "seoul.jsonl").write_text(LAYER * 2, encoding="utf-8")
    (folder / "places" / ".ours.jsonl.new").write_text("half", encoding="utf-8")


async def talked(folder: Path, turns: int) -> None:
    async with open_stores(Settings(data_dir=folder)) as stores:
        for number in range(turns):
            begun = await stores.threads.begin(f"t{number}", f"질문 {number}")
            await stores.threads.finish(begun, f"답 {number}", route="chat", stopped=False, degraded=False)


def repacked(archive: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive with other contents, and none the wiser."""
    with tarfile.open(archive) as tar:
        held = {name: file.read() for name in tar.getnames() if (file := tar.extractfile(name))}
    change(held)
    other = archive.with_name("other.tar.gz")
    with tarfile.open(other, "w:gz") as tar:
        for name, content in held.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return other


async def test_a_backup_of_a_writing_service_is_one_moment_and_comes_back_whole(tmp_path: Path) -> None:
    old, new, archive = tmp_path / "old", tmp_path / "new", tmp_path / "kept" / "guide.tar.gz"
    layers(old)
    async with open_stores(Settings(data_dir=old)) as stores:
        running = True

        async def write() -> None:
            number = 0
            while running:
                begun = await stores.threads.begin(f"t{number % 50}", f"질문 {number}")
                await stores.threads.finish(
                    begun, f"답 {number}", route="chat", stopped=False, degraded=False
                )
                number += 1
                await asyncio.sleep(0)

        writing = asyncio.create_task(write())
        await asyncio.sleep(0.2)
        kept = await run("backup", archive, GUIDE_DATA_DIR=old)
        assert not writing.done()  # nobody was held up until he failed
        running = False
        await writing
        assert kept.status == 0, kept.err
        assert "3 files" in kept.out
        busy = await run("restore", archive, "--force", GUIDE_DATA_DIR=old)
        assert (busy.status, "is in use" in busy.err) == (1, True)
    assert archive.stat().st_mode & 0o777 == 0o600
    again = await run("backup", archive, GUIDE_DATA_DIR=old)
    assert "there already" in again.err

    back = await run("restore", archive, GUIDE_DATA_DIR=new)
    assert back.status == 0, back.err
    assert (new / "places" / "live" / "seoul.jsonl").read_text(encoding="utf-8") == LAYER * 2
    assert not (new / "places" / ".ours.jsonl.new").exists()
    with sqlite3.connect(new / "guide.db") as db:
        asked = db.execute("SELECT turn_id FROM messages WHERE role = 'user' ORDER BY seq").fetchall()
        answered = db.execute("SELECT turn_id FROM messages WHERE role = 'assistant' ORDER BY seq").fetchall()
    assert 0 <= len(asked) - len(answered) <= 1
    assert asked[: len(answered)] == answered
    async with open_stores(Settings(data_dir=new)) as stores:
        assert (await stores.threads.read("t0"))[1][0].content == "질문 0"


async def test_what_is_damaged_or_newer_or_foreign_changes_nothing(tmp_path: Path) -> None:
    data, archive = tmp_path / "data", tmp_path / "guide.tar.gz"
    layers(data)
    await talked(data, 3)
    assert (await run("backup", archive, GUIDE_DATA_DIR=data)).status == 0
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}

    def flipped(held: dict[str, bytes]) -> None:
        held["guide.db"] = held["guide.db"][:-1] + bytes([held["guide.db"][-1] ^ 1])

    def told(held: dict[str, bytes], **change: Any) -> None:
        held["manifest.json"] = json.dumps({**json.loads(held["manifest.json"]), **change}).encode()

    def outside(held: dict[str, bytes]) -> None:
        held["places/../../evil"] = b"x"
        told(held, files={"places/../../evil": {"sha256": hashlib.sha256(b"x").hexdigest()}})

    def missing(held: dict[str, bytes]) -> None:
        del held["places/ours.jsonl"]

    for change, said in (
        (flipped, "guide.db is not what was kept"),
        (lambda held: told(held, schema=99), "newer version"),
        (lambda held: told(held, format=2), "newer version"),
        (outside, "is damaged"),
        (missing, "is damaged"),
        (lambda held: held.pop("manifest.json"), "no archive of ours"),
    ):
        done = await run("restore", repacked(archive, change), "--force", GUIDE_DATA_DIR=data)
        assert (done.status, said in done.err) == (1, True), done.err
        assert done.err.count("\n") == 1
    archive.with_name("cut.tar.gz").write_bytes(archive.read_bytes()[:-200])
    for name, said in (("cut.tar.gz", "damaged"), ("none.tar.gz", "not there")):
        done = await run("restore", archive.with_name(name), "--force", GUIDE_DATA_DIR=data)
        assert (done.status, said in done.err) == (1, True), done.err
    unforced = await run("restore", archive, GUIDE_DATA_DIR=data)
    assert "--force replaces it" in unforced.err
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before
    assert not (tmp_path / "evil").exists()
    assert (await run("restore", archive, "--force", GUIDE_DATA_DIR=data)).status == 0


async def test_an_archive_of_the_first_release_is_brought_up_to_date_at_the_next_start(
    tmp_path: Path,
) -> None:
    old, new, archive = tmp_path / "old", tmp_path / "new", tmp_path / "first.tar.gz"
    old.mkdir()
    with sqlite3.connect(old / "guide.db") as db:
        db.executescript(FIRST_RELEASE)
    assert (await run("backup", archive, GUIDE_DATA_DIR=old)).status == 0
    await talked(new, 1)
    assert (await run("restore", archive, "--force", GUIDE_DATA_DIR=new)).status == 0
    async with open_stores(Settings(data_dir=new)) as stores:
        assert [thread.title for thread in (await stores.threads.page())[0]] == ["옛 대화"]
    with sqlite3.connect(new / "guide.db") as db:
        assert db.execute("SELECT max(version) FROM migrations").fetchone() == (len(STEPS),)


async def test_with_postgres_the_places_are_kept_and_pg_dump_is_named(
    tmp_path: Path, postgres: Postgres
) -> None:
    layers(tmp_path / "data")
    env: dict[str, Any] = {"GUIDE_DATA_DIR": tmp_path / "data", "GUIDE_DATABASE_URL": postgres.database()}
    kept = await run("backup", tmp_path / "guide.tar.gz", **env)
    assert kept.status == 0
    assert "pg_dump" in kept.out
    with tarfile.open(tmp_path / "guide.tar.gz") as tar:
        assert set(tar.getnames()) == {"manifest.json", "places/ours.jsonl", "places/live/seoul.jsonl"}
    assert (await run("restore", tmp_path / "guide.tar.gz", "--force", **env)).status == 0
