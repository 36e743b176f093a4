"""Search on both engines, through new builds, several processes, and parts that are missing."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from qdrant_client import AsyncQdrantClient

from data.place import Place
from ingest.load import load
from rag import sparse
from rag.edge import EdgeStore
from rag.index import Ask, Store, Unreachable
from rag.korean import Korean
from rag.retriever import Retriever
from rag.server import ALIAS, ServerStore
from rag.settings import Settings
from tests.corpus import Letters, ids, places
from tests.doors import until

PALACE = (37.5796, 126.977)


@pytest.fixture(params=["edge", "server"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    made = EdgeStore(tmp_path) if request.param == "edge" else ServerStore(AsyncQdrantClient(":memory:"))
    yield made
    await made.close()


async def opened(store: Store, tmp_path: Path, rows: list[Place] | None = None) -> Retriever:
    encoder = Letters()
    await load(rows or places(), store, encoder, identity=encoder.identity, data_dir=tmp_path)
    return await Retriever.open(_settings(tmp_path), store=store, encoder=encoder, check=0.05)


def _settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, embedder="none", qdrant_url=None)


async def test_wishes_names_and_languages_find_their_place(store: Store, tmp_path: Path) -> None:
    retriever = await opened(store, tmp_path)
    wishes = {
        "야경 좋은 곳": "n-seoul-tower",
        "비 오는 날 아이랑 갈 만한 실내": "coex-aquarium",
        "조용한 사찰": "bongeunsa",
        "한복 입고 사진 찍기 좋은 곳": "gyeongbokgung",
        "국중박": "national-museum",
        "중앙박물관": "national-museum",
        "경의선숲길에서 산책": "gyeongui-line-forest",
        "N Seoul Tower": "n-seoul-tower",
        "景福宫": "gyeongbokgung",
        "奉恩寺": "bongeunsa",
        "登山": "bukhansan",
        "night view": "n-seoul-tower",
    }
    found = {wish: ids(await retriever.search(wish, limit=3)) for wish in wishes}
    assert {wish: hits[0] for wish, hits in found.items()} == wishes
    assert retriever.dense
    await retriever.close()


async def test_all_conditions_hold(store: Store, tmp_path: Path) -> None:
    retriever = await opened(store, tmp_path)
    museums = await retriever.search("실내", category=["museum", "gallery"], limit=9)
    assert {hit.place.category for hit in museums} == {"museum", "gallery"}
    assert set(ids(await retriever.search("실내", free=True))) >= {
        "national-museum",
        "national-palace-museum",
    }
    assert all(hit.place.fee == 0 for hit in await retriever.search("실내", free=True, limit=20))
    assert all((hit.place.fee or 0) > 0 for hit in await retriever.search("서울", free=False, limit=20))
    near = await retriever.search("박물관", near=PALACE, within=500, limit=9)
    assert set(ids(near)) == {"gyeongbokgung", "national-palace-museum"}
    assert all(hit.metres is not None and hit.metres <= 500 for hit in near)
    assert ids(await retriever.search("공원", district="성동구")) == ["seoul-forest"]
    assert await retriever.search("공원", district="성동구", category="palace") == []
    await retriever.close()


async def test_without_a_query_the_nearest_are_listed(store: Store, tmp_path: Path) -> None:
    retriever = await opened(store, tmp_path)
    listed = await retriever.search("  ", near=PALACE, within=5_000, limit=3)
    assert ids(listed) == ["gyeongbokgung", "national-palace-museum", "gwangjang-market"]
    assert [hit.metres for hit in listed] == sorted(hit.metres or 0 for hit in listed)
    assert len(await retriever.search("", limit=50)) == 12
    await retriever.close()


async def test_both_engines_hold_the_same_index(tmp_path: Path) -> None:
    encoder = Letters()
    asked = [
        Ask(sparse.query(Korean().terms([text])[0]), (await encoder.queries([text]))[0], limit=12)
        for text in ("야경 좋은 곳", "실내 박물관", "산책")
    ]
    answers = []
    for store in (EdgeStore(tmp_path / "edge"), ServerStore(AsyncQdrantClient(path=str(tmp_path / "local")))):
        done = await load(places(), store, encoder, identity=encoder.identity, data_dir=tmp_path)
        index = await store.open(done.build)
        answers.append([await index.query(ask) for ask in asked])
        assert index.places == {place.id: place for place in places()}
        await index.close()
        await store.close()
    for (dense, words), (dense_too, words_too) in zip(*answers, strict=True):
        assert {key: round(score, 4) for key, score in dense} == {key: round(s, 4) for key, s in dense_too}
        assert dict(words) == pytest.approx(dict(words_too), rel=1e-3)
        assert words


async def test_questions_are_answered_while_a_new_build_takes_over(store: Store, tmp_path: Path) -> None:
    retriever = await opened(store, tmp_path)
    before = retriever.version
    rows = [place for place in places() if place.id != "n-seoul-tower"]
    stop = asyncio.Event()
    answered: list[str] = []

    async def ask() -> None:
        while not stop.is_set():
            hits = await retriever.search("야경 좋은 전망대", limit=1)
            answered.append(hits[0].place.id if hits else "")
            await asyncio.sleep(0.002)

    asking = [asyncio.create_task(ask()) for _ in range(8)]
    await load(rows, store, Letters(), identity="letters-1", data_dir=tmp_path)
    await until(lambda: retriever.version != before)
    await asyncio.sleep(0.1)
    stop.set()
    await asyncio.gather(*asking)
    assert answered[0] == "n-seoul-tower"
    assert "" not in answered
    assert answered[-1] != "n-seoul-tower"
    assert retriever.get("n-seoul-tower") is None
    await retriever.close()


async def test_a_retriever_opened_before_the_first_ingest_takes_it_up(tmp_path: Path) -> None:
    store = EdgeStore(tmp_path)
    retriever = await Retriever.open(_settings(tmp_path), store=store, check=0.05)
    assert (retriever.version, await retriever.search("야경")) == (None, [])
    await load(places(), EdgeStore(tmp_path), None, identity="none", data_dir=tmp_path)
    await asyncio.sleep(0.06)
    await retriever.search("야경")
    await until(lambda: retriever.version is not None)
    assert ids(await retriever.search("야경"))[0] == "n-seoul-tower"
    assert not retriever.dense
    await retriever.close()


async def test_words_alone_while_the_embedder_loads_or_is_another(tmp_path: Path) -> None:
    encoder = Letters()
    retriever = await opened(EdgeStore(tmp_path), tmp_path)
    await retriever.close()
    for ready, identity in ((False, "letters-1"), (True, "letters-2")):
        encoder = Letters()
        encoder.ready, encoder.identity = ready, identity
        retriever = await Retriever.open(_settings(tmp_path), encoder=encoder)
        (hit,) = await retriever.search("조용한 사찰", limit=1)
        assert (hit.place.id, hit.similarity, hit.words) == ("bongeunsa", None, 1.0)
        await retriever.close()


async def test_names_and_tags_are_searched_when_the_engine_is_gone(tmp_path: Path) -> None:
    client = AsyncQdrantClient(":memory:")
    retriever = await opened(ServerStore(client), tmp_path)
    await client.delete_collection(f"{ALIAS}-{retriever.version}")
    hits = await retriever.search("야경 전망", category="view")
    assert ids(hits) == ["n-seoul-tower"]
    await retriever.close()


async def test_an_unreachable_server_leaves_an_empty_retriever(tmp_path: Path, unused_tcp_port: int) -> None:
    url = f"http://127.0.0.1:{unused_tcp_port}"
    begun = time.monotonic()
    retriever = await Retriever.open(Settings(data_dir=tmp_path, qdrant_url=url, embedder="none"))
    assert await retriever.search("야경") == []
    assert time.monotonic() - begun < 20
    with pytest.raises(Unreachable):
        await retriever.refresh()
    await retriever.close()


_READER = """
import asyncio, sys
from rag.retriever import Retriever
async def main():
    retriever = await Retriever.open(check=0.2)
    print("open", flush=True)
    for line in sys.stdin:
        for _ in range(500):
            hits = await retriever.search("야경", limit=1)
            if retriever.version.endswith("-" + line.strip()):
                break
            await asyncio.sleep(0.02)
        print(retriever.version.rpartition("-")[2], hits[0].place.id, flush=True)
    await retriever.close()
asyncio.run(main())
"""


async def test_processes_share_an_index_that_is_replaced_under_them(tmp_path: Path) -> None:
    await load(places(), EdgeStore(tmp_path), None, identity="none", data_dir=tmp_path)
    environment = {**os.environ, "GUIDE_DATA_DIR": str(tmp_path), "GUIDE_EMBEDDER": "none"}
    readers = [_reader(environment) for _ in range(2)]
    copies = tmp_path / "index" / "open"
    try:
        assert [_line(reader) for reader in readers] == ["open"] * 2
        assert [_line(reader, "1") for reader in readers] == ["1 n-seoul-tower"] * 2
        assert len(list(copies.glob("shard-*"))) == 2
        rows = [place.model_copy(update={"fee": 7}) for place in places()]
        await load(rows, EdgeStore(tmp_path), None, identity="none", data_dir=tmp_path)
        for reader in readers:
            _tell(reader, "2")
        assert [_line(reader) for reader in readers] == ["2 n-seoul-tower"] * 2
        readers[0].kill()
        readers[0].wait()
        for reader in readers[1:]:
            reader.communicate(timeout=20)
        left = set(copies.glob("shard-*"))
        assert left  # the killed one's
        retriever = await Retriever.open(_settings(tmp_path))
        (own,) = copies.glob("shard-*")
        assert own not in left
        await retriever.close()
        assert not list(copies.glob("shard-*"))
    finally:
        for reader in readers:
            reader.kill()
            reader.communicate()


def _reader(environment: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _READER],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _tell(reader: "subprocess.Popen[str]", line: str) -> None:
    assert reader.stdin
    reader.stdin.write(line + "\n")
    reader.stdin.flush()


def _line(reader: "subprocess.Popen[str]", told: str | None = None) -> str:
    if told:
        _tell(reader, told)
    assert reader.stdout
    return reader.stdout.readline().strip()
