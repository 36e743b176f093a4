"""Public services as sources of places, against servers on loopback that answer as the real ones do."""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.corpus import rows
from tests.fakes import seouldata, tourapi
from tests.fakes.loopback import HANG, HTML, TRUNCATED, Loopback, Reply
from tests.fakes.seouldata import SeoulServer, space
from tests.fakes.tourapi import TourApiServer, content


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str


class Bench:
    """A data directory, a small set of our places, and the command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data_dir = folder / "data"
        self.ours = folder / "ours.jsonl"
        self.ours.write_bytes(b"\n".join(map(orjson.dumps, rows())))

    async def start(self, command: str, url: str, *options: str, **env: str) -> asyncio.subprocess.Process:
        given = {
            "GUIDE_DATA_DIR": str(self.data_dir),
            "GUIDE_TOURAPI_KEY": "ab%2Bcd%2Fef%3D%3D",
            "GUIDE_TOURAPI_URL": f"{url}/B551011/KorService2",
            "GUIDE_SEOUL_KEY": seouldata.KEY,
            "GUIDE_SEOUL_URL": url,
            "GUIDE_SOURCE_SPACING": "0",
            "GUIDE_SOURCE_BACKOFF": "0.01",
            **env,
        }
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "ingest", command, *options, "--source", str(self.ours)),
            env={**os.environ, **given},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def run(self, command: str, url: str, *options: str, **env: str) -> Done:
        process = await self.start(command, url, *options, **env)
        out, err = await process.communicate()
        assert "Traceback" not in err.decode(), err.decode()
        return Done(process.returncode or 0, out.decode(), err.decode())

    def layer(self, name: str) -> dict[str, dict[str, Any]]:
        path = self.data_dir / "places" / "live" / f"{name}.jsonl"
        held = [orjson.loads(line) for line in path.read_bytes().splitlines()]
        return {row["id"]: row for row in held}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


MUSEUM = content(
    2001,
    "달빛 박물관",
    contenttypeid="14",
    lclsSystm3="VE070100",
    modifiedtime="20260701090000",
    intro={
        "contenttypeid": "14",
        "usetimeculture": "10:00~18:00<br>(입장 마감 17:30)",
        "restdateculture": "매주 월요일",
        "usefee": "3,000원",
        "infocenterculture": "02-123-4567",
    },
    common={
        "homepage": '<a href="https://moon.example.kr/" target="_blank" title="새창">https://moon.example.kr/</a>'
    },
)
SHOP = content(3001, "아무개 명동점", contenttypeid="38", lclsSystm3="SH040300")
FAR = content(4001, "부산의 공원", lDongRegnCd="26")


async def test_tourapi_gives_facts_and_no_texts(bench: Bench) -> None:
    palace = content(
        126508,
        "경복궁",
        mapx="126.9767",
        mapy="37.5788",
        lclsSystm3="HS010100",
        intro={"usetime": "09:00~18:00"},
    )
    async with Loopback(TourApiServer([MUSEUM, SHOP, FAR, palace])) as server:
        done = await bench.run("tourapi", server.url)
    assert done.status == 0, done.err
    layer = bench.layer("tourapi")
    assert set(layer) == {"tourapi-2001", "tourapi-126508"}
    museum = layer["tourapi-2001"]
    assert museum["category"] == "museum"
    assert museum["names"] == {"ko": "달빛 박물관"}
    assert (museum["lat"], museum["lon"], museum["district"]) == (37.5201, 126.9852, "종로구")
    assert museum["hours"].startswith("10:00~18:00")
    assert (museum["closed"], museum["fee"], museum["phone"]) == ("매주 월요일", 3000, "02-123-4567")
    assert museum["homepage"] == "https://moon.example.kr/"
    assert museum["sources"][0]["date"] == "2026-07-01"
    assert "남의 글" not in orjson.dumps(layer).decode()
    assert "visitkorea.or.kr/cms" not in orjson.dumps(layer).decode()
    assert "merged   tourapi-126508 경복궁 → gyeongbokgung" in done.out
    assert {query["serviceKey"] for _, query in server.answer.asked} == {tourapi.KEY}  # type: ignore[attr-defined]


def forests(count: int) -> list[dict[str, Any]]:
    return [content(5000 + number, f"{number}번째 달숲") for number in range(count)]


async def test_tourapi_asks_only_for_what_is_new_or_changed(bench: Bench) -> None:
    answers = TourApiServer(forests(130))
    async with Loopback(answers) as server:
        first = await bench.run("tourapi", server.url)
        assert "130 places read, 130 of them new" in first.out
        assert len(answers.details()) == 130

        answers.asked.clear()
        assert "nothing changed" in (await bench.run("tourapi", server.url)).out
        assert answers.details() == []

        answers.rows["5003"]["list"] |= {"modifiedtime": "20260901000000", "title": "이름 바꾼 숲"}
        answers.rows["5004"]["list"] |= {"modifiedtime": "20260902000000", "showflag": "0"}
        answers.rows |= {"6000": content(6000, "새로 온 숲", modifiedtime="20260903000000")}
        del answers.rows["5005"]
        answers.asked.clear()
        second = await bench.run("tourapi", server.url)
        assert sorted(answers.details()) == ["5003", "6000"]
        assert [query["pageNo"] for _, query in answers.asked if "arrange" in query] == ["1"] * 4
        assert "1 of them new, 1 changed, 1 vanished from the source and stay" in second.out
        assert len(bench.layer("tourapi")) == 131

        third = await bench.run("tourapi", server.url, "--delete")
        assert "2 deleted" in third.out
        layer = bench.layer("tourapi")
        assert layer.keys().isdisjoint({"tourapi-5004", "tourapi-5005"})
        assert layer["tourapi-5003"]["names"]["ko"] == "이름 바꾼 숲"


@pytest.mark.parametrize("used_up", [tourapi.USED_UP, tourapi.USED_UP_JSON], ids=["xml", "json"])
async def test_tourapi_goes_on_the_next_day_when_its_calls_are_used_up(bench: Bench, used_up: Reply) -> None:
    answers = TourApiServer(forests(40))
    answers.left, answers.used_up = 4 + 2 * 15 + 1, used_up
    async with Loopback(answers) as server:
        first = await bench.run("tourapi", server.url)
        assert first.status == 3
        assert "To be continued" in first.err
        assert len(bench.layer("tourapi")) == 15, "what came is loaded"

        answers.left = None
        answers.asked.clear()
        second = await bench.run("tourapi", server.url, "--delete", GUIDE_SOURCE_CALLS="44")
        assert (second.status, len(bench.layer("tourapi"))) == (3, 35), (
            "nothing is deleted before all is read"
        )
        third = await bench.run("tourapi", server.url)
        assert third.status == 0
        assert len(answers.details()) == len(set(answers.details())) == 25, "each once"
    assert len(bench.layer("tourapi")) == 40


async def test_tourapi_goes_on_where_a_run_was_killed(bench: Bench) -> None:
    answers = TourApiServer(forests(30))

    def halting(request: Any) -> Reply:
        return HANG if len(answers.details()) >= 12 and stuck else answers(request)

    stuck = True
    async with Loopback(halting) as server:
        running = await bench.start("tourapi", server.url)
        async with asyncio.timeout(60):
            while len(answers.details()) < 12 or len(server.seen) < 4 + 24 + 1:  # noqa: ASYNC110 - of another process
                await asyncio.sleep(0.02)
        running.send_signal(signal.SIGKILL)
        await running.communicate()
        journal = bench.data_dir / "places" / "live" / ".tourapi.journal.jsonl"
        journal.write_bytes(journal.read_bytes()[:-20])  # torn in its last line
        stuck = False
        answers.asked.clear()
        done = await bench.run("tourapi", server.url)
    assert done.status == 0
    assert len(answers.details()) == 30 - 11
    assert len(bench.layer("tourapi")) == 30
    assert not journal.exists()


async def test_tourapi_bears_with_a_service_that_stumbles(bench: Bench) -> None:
    answers = TourApiServer([MUSEUM])
    answers.faults = [HTML, TRUNCATED, tourapi.BUSY]
    async with Loopback(answers) as server:
        done = await bench.run("tourapi", server.url)
        assert (done.status, set(bench.layer("tourapi"))) == (0, {"tourapi-2001"})
        answers.faults = [Reply("upstream", status=502), Reply("", status=429, headers={"Retry-After": "0"})]
        assert (await bench.run("tourapi", server.url)).status == 0

        answers.faults = [HTML] * 4
        lasting = await bench.run("tourapi", server.url, "--whole")
        assert (lasting.status, "does not answer as it should" in lasting.err) == (1, True)
        refused = await bench.run("tourapi", server.url, GUIDE_TOURAPI_KEY="secret-of-mine")
        assert refused.status == 1
        assert "GUIDE_TOURAPI_KEY" in refused.err
        assert "SERVICE_KEY_IS_NOT_REGISTERED_ERROR" in refused.err
        assert "secret-of-mine" not in refused.err + refused.out
        keyless = await bench.run("tourapi", server.url, GUIDE_TOURAPI_KEY="")
        assert (keyless.status, "data.go.kr" in keyless.err) == (1, True)
    assert set(bench.layer("tourapi")) == {"tourapi-2001"}


async def test_a_dry_run_of_a_service_shows_each_field_and_keeps_what_it_fetched(bench: Bench) -> None:
    leeum = content(
        777, "리움미술관", contenttypeid="14", lclsSystm3="VE070600", mapx="126.9993", mapy="37.5384",
        modifiedtime="20270101000000", intro={"usetimeculture": "10:00~18:00"},
    )  # fmt: skip
    answers = TourApiServer([leeum])
    async with Loopback(answers) as server:
        dry = await bench.run("tourapi", server.url, "--dry-run")
        assert dry.status == 0
        assert "  changed  leeum hours: (nothing) → '10:00~18:00'" in dry.out.splitlines()
        assert not (bench.data_dir / "index").exists()
        assert not (bench.data_dir / "places" / "live" / "tourapi.jsonl").exists()
        await bench.run("tourapi", server.url)
    assert answers.details() == ["777"]
    assert set(bench.layer("tourapi")) == {"tourapi-777"}


async def test_seoul_reads_all_pages_and_coordinates_either_way_round(bench: Bench) -> None:
    spaces = [space(number, f"{number}번째 달빛 화랑") for number in range(1, 1205)]
    spaces[3] |= {"X_COORD": "126.91", "Y_COORD": "37.55"}
    spaces[4] |= {"X_COORD": "", "Y_COORD": ""}
    spaces[5] |= {
        "ENTR_FEE": "성인 3,000원",
        "ENTRFREE": "유료",
        "SUBJCODE": "도서관",
        "FAC_NAME": "달빛 책숲(옛 책방)",
    }
    spaces[6] |= {"ENTRFREE": "유료"}
    answers = SeoulServer(culturalSpaceInfo=spaces)
    async with Loopback(answers) as server:
        done = await bench.run("seoul", server.url)
        assert done.status == 0, done.err
        layer = bench.layer("seoul-culturalspaceinfo")
        assert len(layer) == 1203
        assert "culturalSpaceInfo:row 5: lat: missing" in done.err
        swapped, paid = layer["seoul-culturalspaceinfo-4"], layer["seoul-culturalspaceinfo-6"]
        assert (swapped["lat"], swapped["lon"], swapped["fee"]) == (37.55, 126.91, 0)
        assert (paid["fee"], paid["category"]) == (3000, "library")
        assert (paid["names"]["ko"], paid["aliases"]) == ("달빛 책숲", ["책방"])
        assert paid["opening"] == [{"open": 600, "close": 1080}]
        assert paid["closing"] == {"weekdays": [0]}
        assert "fee" not in layer["seoul-culturalspaceinfo-7"]
        assert "남의 글" not in orjson.dumps(layer).decode()

        answers.datasets["culturalSpaceInfo"] = spaces[:1100]
        again = await bench.run("seoul", server.url)
        assert "0 changed, 104 vanished from the source and stay" in again.out
        answers.datasets["culturalSpaceInfo"] = []
        emptied = await bench.run("seoul", server.url, "--delete")
        assert (emptied.status, len(bench.layer("seoul-culturalspaceinfo"))) == (1, 1203)


async def test_seoul_says_what_its_errors_mean(bench: Bench) -> None:
    answers = SeoulServer(culturalSpaceInfo=[space(1, "달빛 화랑")])
    async with Loopback(answers) as server:
        answers.faults = [seouldata.BROKEN, TRUNCATED]
        assert (await bench.run("seoul", server.url)).status == 0
        refused = await bench.run("seoul", server.url, GUIDE_SEOUL_KEY="not-mine")
        assert (refused.status, "GUIDE_SEOUL_KEY): INFO-100" in refused.err) == (1, True)
        assert "not-mine" not in refused.err
        answers.faults = [seouldata.USED_UP]
        assert (await bench.run("seoul", server.url)).status == 1
        unknown = await bench.run("seoul", server.url, "noSuchList")
        assert (unknown.status, "--map" in unknown.err) == (1, True)
