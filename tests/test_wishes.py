"""The real embedder over Seoul's places: what people ask for is found."""

from pathlib import Path
from typing import Any

import pytest

from data import lines
from data.place import PLACES, Place, read
from ingest.load import load
from rag.edge import EdgeStore
from rag.embed import embedder
from rag.retriever import Retriever
from rag.settings import Settings
from serving import weights
from tests.corpus import ids

WISHES = Path(__file__).with_name("wishes.jsonl")


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
