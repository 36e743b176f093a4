"""What is found: typos, conditions on both engines, wishes that name them, another judge, shipped vectors."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from qdrant_client import AsyncQdrantClient

from data.opening import SEOUL, calendar, is_open
from data.place import PLACES, Place, read
from data.schedule import Closed, Hours
from ingest.load import load
from rag import embed, hours
from rag.asked import Asked
from rag.baseline import Whitespace
from rag.edge import EdgeStore
from rag.fusion import weigh
from rag.index import Store
from rag.measure import Question, questions, score, table
from rag.names import Names
from rag.passage import passage
from rag.plain import metres
from rag.rerank import Reranker
from rag.retriever import Retriever
from rag.server import ServerStore
from rag.settings import Settings
from rag.shipped import Shipped, key, write
from rag.vectors import Vectors
from rag.wish import conditions
from serving import weights
from tests.corpus import Letters, ids, places

CASES = Path(__file__).parent / "cases" / "retrieval.jsonl"
MONDAY = datetime(2026, 11, 23, 20, 30, tzinfo=SEOUL)
CHUSEOK = datetime(2026, 9, 25, 11, 0, tzinfo=SEOUL)
HOURS: dict[str, tuple[tuple[Hours, ...], Closed | None]] = {
    "gyeongbokgung": ((Hours(open=540, close=1080),), Closed(weekdays=(1,))),
    "national-palace-museum": (
        (Hours(open=600, close=1080), Hours(days=(0,), open=600, close=1260)),
        Closed(),
    ),
    "national-museum": ((Hours(open=600, close=1260),), Closed(weekdays=(0,))),
    "n-seoul-tower": ((Hours(open=600, close=1380),), Closed()),
    "gwangjang-market": ((Hours(open=1080, close=1560),), Closed(feasts=("chuseok",))),
    "seoul-forest": ((Hours(open=0, close=1440),), Closed()),
}
"""Opening and closed days; of the other places nothing is known."""


def opening() -> list[Place]:
    rows = []
    for place in places():
        spans, closed = HOURS.get(place.id, ((), None))
        rows.append(place.model_copy(update={"opening": spans, "closing": closed}))
    return rows


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[list[Retriever]]:
    """The same places on the engine in the process and on a server's client."""
    stores: list[Store] = [EdgeStore(tmp_path), ServerStore(AsyncQdrantClient(":memory:"))]
    settings = Settings(data_dir=tmp_path, embedder="none")
    made = []
    for store in stores:
        encoder = Letters()
        await load(opening(), store, encoder, identity=encoder.identity, data_dir=tmp_path)
        made.append(await Retriever.open(settings, store=store, encoder=encoder))
    yield made
    for retriever in made:
        await retriever.close()


ASKED: list[Asked] = [
    {},
    {"free": True},
    {"free": False},
    {"district": "종로구", "category": ["palace", "museum"]},
    {"near": (37.5796, 126.977), "within": 1_500},
    {"open_at": MONDAY},
    {"open_at": MONDAY.replace(hour=23, minute=45)},
    {"open_at": MONDAY + timedelta(hours=4), "category": "market"},
    {"open_at": CHUSEOK},
    {"open_at": MONDAY, "free": True, "district": "종로구"},
]


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: " ".join(asked) or "nothing")
async def test_both_engines_admit_the_same_places(both: list[Retriever], asked: Asked) -> None:
    asked = asked | {"limit": 12}
    found, too = [await retriever.search("서울 박물관 시장 산책", **asked) for retriever in both]
    assert {hit.place.id: round(hit.score, 3) for hit in found} == {
        hit.place.id: round(hit.score, 3) for hit in too
    }
    admitted = {place.id for place in opening() if _admits(asked, place)}
    assert set(ids(await both[0].search("", **asked))) == admitted
    # All places have a vector: those that are admitted are found, whatever the words.
    assert set(ids(found)) == admitted


def _admits(asked: Asked, place: Place) -> bool:
    """The conditions said once more, from the place alone."""
    kinds, paid = asked.get("category"), asked.get("free")
    near, when = asked.get("near"), asked.get("open_at")
    return (
        (not kinds or place.category in kinds)
        and asked.get("district") in {None, place.district}
        and (paid is None or (place.fee is not None and (place.fee == 0) is paid))
        and (near is None or metres(near, (place.lat, place.lon)) <= 1_500)
        and (when is None or is_open(place, when) is True)
    )


async def test_open_now_finds_what_is_open_although_most_is_shut(both: list[Retriever]) -> None:
    for retriever in both:
        night = await retriever.search("실내 박물관 궁궐", limit=5, open_at=MONDAY)
        assert "n-seoul-tower" in ids(night)
        assert {"gyeongbokgung", "national-museum", "leeum"} & set(ids(night)) == set()
        late = await retriever.search("먹거리 시장", limit=5, open_at=MONDAY + timedelta(hours=5))
        assert ids(late)[0] == "gwangjang-market"  # till two in the night after
        assert "gwangjang-market" not in ids(await retriever.search("먹거리 시장", open_at=CHUSEOK))


def test_hours_of_the_week_never_miss_an_open_place() -> None:
    """Every quarter of an hour over weeks with and without holidays, against the calendar itself."""
    rows = [place for place in opening() if place.opening]
    night = Hours(days=(7,), open=1320, close=1620)
    rows.append(rows[0].model_copy(update={"opening": (night,), "closing": None}))
    admitted = {place.id + str(place.opening): set(hours.slots(place)) for place in rows}
    starts = [CHUSEOK - timedelta(days=2), MONDAY]
    for start in starts:
        for step in range(7 * 24 * 4):
            when = start + timedelta(minutes=15 * step)
            wanted = set(hours.slots_at(when))
            for place in rows:
                if is_open(place, when):
                    assert wanted & admitted[place.id + str(place.opening)], (place.id, when)
    assert CHUSEOK.date() in calendar().public


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("경복굼", "gyeongbokgung"),
        ("국립 중앙 방물관", "national-museum"),
        ("N 서울타워", "n-seoul-tower"),
        ("연트럴파크", "gyeongui-line-forest"),
        ("Gyeongbokgong Palace", "gyeongbokgung"),
        ("奉恩寺", "bongeunsa"),
        ("야경 좋은 곳", None),
        ("궁", None),
        ("ㅋㅋㅋㅋㅋ", None),
        ("", None),
    ],
)
def test_a_name_is_known_with_a_letter_or_two_wrong(typed: str, meant: str | None) -> None:
    found = Names(places()).search(typed)
    assert (found[0][0] if found else None) == meant


def test_a_typed_name_outweighs_fame_and_a_wish_does_not() -> None:
    rows = {place.id: place.model_copy(update={"popularity": 3}) for place in places()}
    rows["leeum"] = rows["leeum"].model_copy(update={"popularity": 0})
    wished = weigh({"leeum": 0.50, "seoul-forest": 0.45}, [], rows)
    assert max(wished, key=lambda place_id: wished[place_id]) == "seoul-forest"
    named = weigh({"leeum": 0.50, "seoul-forest": 0.45}, [("leeum", 1.0)], rows)
    assert max(named, key=lambda place_id: named[place_id]) == "leeum"
    assert named["seoul-forest"] == 0.45


@pytest.mark.parametrize(
    ("text", "free", "now", "district"),
    [
        ("무료 미술관 추천해 줘", True, False, None),
        ("입장료 없는 박물관", True, False, None),
        ("free art museum", True, False, None),
        ("無料の博物館", True, False, None),
        ("免费看夜景", True, False, None),
        ("무료 주차 되는 쇼핑몰", None, False, None),
        ("museums with free wifi", None, False, None),
        ("지금 열린 카페", None, True, None),
        ("지금 문 연 박물관", None, True, None),
        ("cafes open now", None, True, None),
        ("今開いている市場", None, True, None),
        ("现在营业的咖啡馆", None, True, None),
        ("종로에서 조용한 절", None, False, "종로구"),
        ("강남구 무료 전시", True, False, "강남구"),
        ("museums in Jongno-gu", None, False, "종로구"),
        ("江南区の美術館", None, False, "강남구"),
        ("종로3가 골목", None, False, None),
        ("강남구 말고 서초구 공원", None, False, "서초구"),
        ("parks outside of Gangnam-gu", None, False, None),
        ("동대문 야경", None, False, None),
        ("마포구나 용산구 카페", None, False, None),
        ("아이랑 비 오는 날", None, False, None),
    ],
)
def test_a_wish_names_its_conditions(text: str, free: bool | None, now: bool, district: str | None) -> None:
    told = conditions(text)
    assert (told.free, told.open_now, told.district) == (free, now, district)
    assert told.at(MONDAY) == {"free": free, "district": district, "open_at": MONDAY if now else None}


@pytest.fixture(scope="module")
def judge_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder of 30,000 weights: untrained, but a real one, saved and loaded like any other."""
    from sentence_transformers import CrossEncoder
    from transformers import BertForSequenceClassification

    folder = tmp_path_factory.mktemp("judge")
    _tokenizer(folder)
    BertForSequenceClassification(_tiny(num_labels=1)).save_pretrained(folder)
    assert CrossEncoder(str(folder), device="cpu").num_labels == 1
    return folder


_TINY: dict[str, Any] = {
    "vocab_size": 800,
    "hidden_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "max_position_embeddings": 300,
}


def _tiny(**more: int) -> Any:
    from transformers import BertConfig

    kind: Any = BertConfig
    return kind(**_TINY, **more)


def _tokenizer(folder: Path) -> None:
    import transformers

    kinds: Any = transformers  # the package's types miss some of its names
    words = sorted({char for place in places() for char in passage(place).lower() if not char.isspace()})
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words, *(f"##{word}" for word in words)]
    (folder / "vocab.txt").write_text("\n".join(vocabulary[:800]), encoding="utf-8")
    kinds.BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)


async def test_a_cross_encoder_by_setting_reads_the_best_again(judge_folder: Path, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, embedder="none", reranker=str(judge_folder))
    store = EdgeStore(tmp_path)
    await load(places(), store, None, identity="none", data_dir=tmp_path)
    plain = await Retriever.open(Settings(data_dir=tmp_path, embedder="none"))
    retriever = await Retriever.open(settings)
    await retriever.wait()
    hits = await retriever.search("실내 박물관", limit=4)
    before = await plain.search("실내 박물관", limit=20)
    judged = {hit.place.id: hit.score for hit in hits}
    alone = Reranker(judge_folder)
    alone.start()
    assert await alone.wait()
    scores = await alone.scores("실내 박물관", [passage(hit.place) for hit in before])
    assert scores is not None
    best = sorted(zip(scores, before, strict=True), key=lambda row: -row[0])[:4]
    assert judged == pytest.approx({hit.place.id: made for made, hit in best}, abs=1e-4)
    assert [*judged.values()] == sorted(judged.values(), reverse=True)
    assert ids(await retriever.search("국중박", limit=1)) == ["national-museum"]  # a name needs no judge
    for one in (alone, plain, retriever):
        await one.close()


async def test_without_its_weights_the_retrievers_order_stands(tmp_path: Path) -> None:
    await load(places(), EdgeStore(tmp_path), None, identity="none", data_dir=tmp_path)
    nowhere = str(tmp_path / "nowhere")
    retriever = await Retriever.open(Settings(data_dir=tmp_path, embedder="none", reranker=nowhere))
    await retriever.wait()
    assert ids(await retriever.search("야경", limit=1)) == ["n-seoul-tower"]
    await retriever.close()


async def test_any_embedder_of_sentence_transformers_by_folder(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer import modules as models
    from transformers import BertModel

    folder = tmp_path / "my-model"
    folder.mkdir()
    _tokenizer(folder)
    BertModel(_tiny()).save_pretrained(folder)
    parts = [models.Transformer(str(folder)), models.Pooling(16)]
    SentenceTransformer(modules=parts, device="cpu").save(str(folder / "saved"))
    settings = Settings(data_dir=tmp_path, embedder=str(folder / "saved"))
    other = Settings(data_dir=tmp_path, embedder=str(folder / "saved"), query_prefix="질문: ")
    encoder, asking = embed.embedder(settings), embed.embedder(other)
    assert encoder
    assert asking
    assert encoder.identity != asking.identity  # an index of one is not asked by the other
    assert embed.prefixes(Settings(embedder="multilingual-e5-small")) == ("query: ", "passage: ")
    await load(places(), EdgeStore(tmp_path), encoder, identity=encoder.identity, data_dir=tmp_path)
    retriever = await Retriever.open(settings, encoder=encoder)
    (hit,) = await retriever.search("조용한 사찰", limit=1)
    assert retriever.dense
    assert hit.similarity is not None
    await asking.wait()
    (plain,), (prefixed,), (written,) = [
        await one.queries([text])
        for one, text in ((encoder, "사찰"), (asking, "사찰"), (encoder, "질문: 사찰"))
    ]
    assert plain @ prefixed < 0.9999
    assert prefixed @ written == pytest.approx(1, abs=1e-3)
    await asking.close()
    await retriever.close()


def test_shipped_vectors_are_those_that_were_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"글 {number}" for number in range(50)]
    rows = np.random.default_rng(3).normal(size=(50, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    write(tmp_path / "vectors.npz", "e5-1", texts, rows)
    held = Shipped(tmp_path / "vectors.npz")
    assert (held.identity, len(held)) == ("e5-1", 50)
    back = [held.get(key("e5-1", text)) for text in texts]
    assert min(float(one @ row) for one, row in zip(back, rows, strict=True) if one is not None) > 0.999
    assert held.get(key("e5-2", texts[0])) is None
    monkeypatch.setattr("rag.shipped.FILE", tmp_path / "vectors.npz")
    monkeypatch.setattr("rag.vectors.Shipped", lambda: held)
    kept = Vectors(tmp_path / "vectors.sqlite", "e5-1")
    own = np.ones(384, np.float32)
    kept.put([texts[1]], own[None])
    got = kept.get([texts[0], texts[1], "neu"])
    assert got.keys() == {texts[0], texts[1]}
    assert got[texts[1]] == pytest.approx(own)  # what was computed here goes first
    kept.close()


def test_the_shipped_vectors_are_those_of_the_places() -> None:
    held = Shipped()
    texts = {passage(place) for place in read(PLACES)}
    missing = [text for text in texts if held.get(key(held.identity, text)) is None]
    assert len(missing) <= 0.02 * len(texts), "places changed: run python -m rag.shipped"


@pytest.mark.model
@pytest.mark.timeout(300)
async def test_the_shipped_vectors_are_those_of_the_embedder() -> None:
    weights.fetch("multilingual-e5-small", weights.home())
    settings = Settings(data_dir=weights.home(), embedder="multilingual-e5-small")
    if "packages" not in (weights.home() / "weights/multilingual-e5-small" / weights.SEAL).read_text():
        pytest.skip("the weights are the hub's: of 32 bits, with vectors of their own")
    held, encoder = Shipped(), embed.embedder(settings)
    assert encoder
    assert held.identity == encoder.identity, "run python -m rag.shipped"
    sample = sorted(passage(place) for place in read(PLACES))[::60]
    for text, row in zip(sample, await encoder.passages(sample), strict=True):
        shipped = held.get(key(held.identity, text))
        if shipped is not None:
            assert float(shipped @ row) > 0.99
    await encoder.close()


def test_measures_are_those_of_the_formulas() -> None:
    relevant = {"a": 2, "b": 1, "c": 1}
    best = score(["a", "b", "c"], relevant)
    assert (best.hit1, best.hit5, best.ndcg) == (1, 1, 1)
    second = score(["x", "a"], relevant)
    ideal = 3 + 1 / np.log2(3) + 1 / np.log2(4)
    assert (second.hit1, second.hit5) == (0, 1)
    assert second.ndcg == pytest.approx(3 / np.log2(3) / ideal)
    assert score([], relevant).ndcg == 0
    assert "| words | 0.50 / 1.00 / " in table({"words": [best, second]}, {"all": [0, 1]})


def test_the_baseline_knows_words_between_spaces_and_nothing_else() -> None:
    plain = Whitespace(places())
    assert plain.search("경복궁", 3)[0][0] == "gyeongbokgung"
    assert plain.search("경복궁을", 3) == []


def test_the_questions_are_whole_and_split_evenly() -> None:
    asked = questions(CASES)
    known = {place.id for place in read(PLACES)}
    assert len({row.query for row in asked}) == len(asked) >= 320
    assert [(row.query, gone) for row in asked if (gone := set(row.relevant) - known)] == []
    assert all(row.relevant and set(row.relevant.values()) <= {1, 2} for row in asked)
    assert {row.kind for row in asked} == {"name", "typo", "wish", "category", "attribute", "near"}
    assert {row.language for row in asked} == {"ko", "en", "ja", "zh"}
    for half in _halves(asked):
        assert abs(len(half) - len(asked) / 2) <= 0.02 * len(asked)


def _halves(asked: list[Question]) -> Iterator[list[Question]]:
    for name in ("dev", "held"):
        yield [row for row in asked if row.half == name]
