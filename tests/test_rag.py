"""Search on both engines, through new builds, several processes, and parts that are missing."""

import asyncio
import math
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from qdrant_client import AsyncQdrantClient
from rapidfuzz import fuzz

from data import lines
from data.place import PLACES, Place, read
from ingest.load import load
from rag import sparse
from rag.edge import EdgeStore
from rag.embed import BATCH, Embedder, Matrix, NotReady, embedder
from rag.fusion import fuse
from rag.index import Ask, Store, Unreachable, numbered, point_id
from rag.korean import Korean
from rag.names import LIKE, Names, spelled
from rag.passage import passage
from rag.plain import Hit, metres
from rag.retriever import Retriever
from rag.server import ALIAS, ServerStore
from rag.settings import Settings
from serving import weights
from tests.corpus import Letters, places

WISHES = Path(__file__).with_name("wishes.jsonl")
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


def ids(hits: list[Hit]) -> list[str]:
    return [hit.place.id for hit in hits]


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
    await _until(lambda: retriever.version != before)
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
    await _until(lambda: retriever.version is not None)
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
    assert time.monotonic() - begun < 5
    with pytest.raises(Unreachable):
        await retriever.refresh()
    await retriever.close()


_READER = """
import asyncio, sys
from rag.retriever import Hit, Retriever
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


@pytest.mark.model
@pytest.mark.timeout(900)  # from nothing: the weights are fetched and all passages embedded
async def test_real_embeddings_rank_seouls_places_for_what_people_ask(tmp_path: Path) -> None:
    """The wishes of tests/wishes.jsonl over data/places.jsonl, with the weights of `make run`."""
    weights.fetch("multilingual-e5-small", weights.home())
    rows = {place.id: place for place in read(PLACES)}
    asked = [(wish, found) for wish in lines(WISHES) if (found := _fitting(wish, rows))]
    settings = Settings(
        data_dir=weights.home(), qdrant_url=None, embedder="multilingual-e5-small", embedder_threads=2
    )
    encoder = embedder(settings)
    assert encoder is not None
    store = EdgeStore(tmp_path)
    # The vectors of `make run` are used again; the index is the test's own.
    await load([*rows.values()], store, encoder, identity=encoder.identity, data_dir=weights.home())
    await encoder.wait()
    retriever = await Retriever.open(settings, store=store, encoder=encoder)
    hits = [(wish, found, ids(await retriever.search(wish["query"]))) for wish, found in asked]
    missed = [wish["query"] for wish, found, best in hits if not found & set(best)]
    first = sum(best[0] in found for _, found, best in hits if best) / len(hits)
    assert len(hits) >= 40
    assert retriever.dense
    assert len(missed) <= 0.03 * len(hits), missed
    assert first >= 0.85
    await retriever.close()


def _fitting(wish: dict[str, Any], rows: dict[str, Place]) -> set[str]:
    """The ids that a wish names, and those that have all its tags and one of its categories."""
    tags, categories = wish.get("tags", []), wish.get("categories", [])
    return {
        place.id
        for place in rows.values()
        if place.id in wish.get("ids", [])
        or (
            (tags or categories)
            and all(any(tag in own for own in place.tags) for tag in tags)
            and (not categories or place.category in categories)
        )
    }


async def _until(holds: Callable[[], bool]) -> None:
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it did not happen within 10 s")


def test_bm25_weights_are_those_of_the_formula() -> None:
    long, short = sparse.documents([{"야경": 2.0, "산": 4.0}, {"야경": 2.0}])
    mean = (6 + 2) / 2
    norm = sparse.K1 * (1 - sparse.B + sparse.B * 6 / mean)
    expected = 2 * (sparse.K1 + 1) / (2 + norm)
    assert dict(zip(long.indices, long.values, strict=True))[sparse.term_id("야경")] == pytest.approx(
        expected
    )
    assert short.values[0] > expected
    assert sparse.query(["야경", "야경"]).values == (1.0,)
    assert list(long.indices) == sorted(long.indices)


def test_fusion_prefers_what_both_legs_found_and_ignores_an_empty_one() -> None:
    fused = fuse([("a", 0.9), ("b", 0.88), ("d", 0.8)], [("b", 9.0), ("c", 1.0)], share=0.5)
    assert sorted(fused, key=lambda key: -fused[key]) == ["b", "a", "c", "d"]
    assert fused["b"] == pytest.approx(0.5 * 0.8 + 0.5)
    assert fuse([], [("b", 9.0), ("c", 3.0)]) == pytest.approx({"b": 1.0, "c": 1 / 3})
    assert fuse([("a", 0.9)], []) == {"a": 1.0}


def test_a_passage_says_what_the_place_is_in_each_language_it_has() -> None:
    text = passage(next(place for place in places() if place.id == "gyeongbokgung"))
    for said in ("경복궁", "Gyeongbokgung Palace", "景福宮", "궁궐", "한복", "종로구", "경복궁역"):
        assert said in text
    assert "None" not in text


def test_small_facts_of_an_index() -> None:
    assert metres(PALACE, PALACE) == 0
    assert metres((37.5665, 126.978), (35.1796, 129.0756)) == pytest.approx(325_000, rel=0.01)  # Seoul–Busan
    assert numbered("e5-ab", None) == "e5-ab-1"
    assert numbered("e5-ab", "e5-cd-7") == "e5-ab-8"
    assert point_id("gyeongbokgung") == point_id("gyeongbokgung") != point_id("changdeokgung")


class _Slow(Embedder):
    """The real queueing with a model that takes 10 ms a batch."""

    def __init__(self, *, broken: bool = False) -> None:
        super().__init__("nowhere", identity="slow-1", prefixes=("query: ", "passage: "))
        self.batches: list[list[str]] = []
        self.broken = broken

    def _load(self) -> object:  # type: ignore[override]
        if self.broken:
            raise OSError("no weights here")

        def encode(texts: list[str]) -> Matrix:
            self.batches.append(texts)
            time.sleep(0.01)
            if "query: 고장" in texts:
                raise ValueError("고장")
            return np.stack([np.full(4, float(len(text)), np.float32) for text in texts])

        return encode


async def test_a_hundred_queries_at_once_share_batches_and_leave_the_loop_free() -> None:
    embedder = _Slow()
    with pytest.raises(NotReady):
        await embedder.queries(["아직"])
    await embedder.wait()
    stalls: list[float] = []
    done = asyncio.Event()

    async def tick() -> None:
        while not done.is_set():
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            stalls.append(time.perf_counter() - begun)

    ticking = asyncio.create_task(tick())
    texts = [f"질문 {'가' * (number % 50)}" for number in range(100)]
    made = await asyncio.gather(*(embedder.queries([text]) for text in texts))
    done.set()
    await ticking
    assert [row[0][0] for row in made] == [len(f"query: {text}") for text in texts]
    assert len(embedder.batches) <= math.ceil(100 / BATCH) + 2
    assert max(stalls) < 0.2
    served = len(embedder.batches)
    await embedder.queries(texts)
    assert len(embedder.batches) == served  # remembered
    await embedder.close()


async def test_one_bad_batch_fails_alone_and_a_given_up_query_is_passed_over() -> None:
    embedder = _Slow()
    await embedder.wait()
    with pytest.raises(ValueError, match="고장"):
        await embedder.queries(["고장"])
    given_up = asyncio.create_task(embedder.queries(["그만"]))
    await asyncio.sleep(0)
    given_up.cancel()
    assert (await embedder.queries(["다음"])).shape == (1, 4)
    progress: list[int] = []
    rows = await embedder.passages([f"{'나' * number}" for number in range(70)], progress.append)
    assert [row[0] for row in rows] == [len("passage: ") + number for number in range(70)]
    assert sum(progress) == 70
    await embedder.close()


async def test_weights_that_do_not_load_are_a_state_with_a_reason() -> None:
    embedder = _Slow(broken=True)
    with pytest.raises(NotReady, match="no weights here"):
        await embedder.wait()
    assert embedder.state == "failed"
    assert not embedder.ready
    await embedder.close()


async def test_models_load_when_told_and_a_search_before_that_is_by_words(tmp_path: Path) -> None:
    await load(places(), EdgeStore(tmp_path), None, identity="none", data_dir=tmp_path)
    encoder = _Slow()
    settings = Settings(data_dir=tmp_path)
    retriever = await Retriever.open(settings, store=EdgeStore(tmp_path), encoder=encoder, load=False)
    hits = await retriever.search("조용한 사찰", limit=1)
    assert encoder.state == "idle"
    assert hits
    retriever.load()
    await _until(lambda: encoder.ready)
    await retriever.close()


def test_names_left_out_by_their_letters_are_none_that_comparing_all_would_find() -> None:
    known, all_names = Names(places()), _names()
    for name in all_names:
        for typed in (name[1:], name[:-1], name + name[-1], name[:2] + name[3:]):
            asked = spelled(typed)
            if 5 <= len(asked) <= 60:
                alike = (other for other in all_names if other.isascii() is asked.isascii())
                best = max((fuzz.ratio(asked, other) for other in alike), default=0)
                found = known.search(typed)
                assert (found[0][1] * 100 if found else 0) == pytest.approx(best if best >= LIKE else 0)


def _names() -> list[str]:
    """As they are compared: those of five letters and more."""
    said = [(place.names.model_dump(exclude_none=True).values(), place.aliases) for place in places()]
    names = {spelled(name) for names, aliases in said for name in (*names, *aliases)}
    return sorted(name for name in names if len(name) >= 5)
