"""Builds of the index: how long old ones stay, and what a change of 10,000 places touches."""

import asyncio
import os
import time
from pathlib import Path

import pytest
from qdrant_client import AsyncQdrantClient
from qdrant_client import models as m

from data.place import Place
from ingest.cuts import Cuts
from ingest.load import load
from rag.edge import EdgeStore
from rag.korean import Korean
from rag.passage import dictionary
from rag.server import ALIAS, ServerStore
from tests.corpus import Letters, places


def renamed(name: str) -> list[Place]:
    """The corpus with another name for its first place: another dictionary, another build."""
    first, *rest = places()
    return [first.model_copy(update={"names": first.names.model_copy(update={"ko": name})}), *rest]


async def _loads(store: EdgeStore | ServerStore, folder: Path, names: list[str]) -> list[str]:
    encoder = Letters()
    done = [
        await load(renamed(name), store, encoder, identity=encoder.identity, data_dir=folder)
        for name in names
    ]
    return [each.build for each in done]


async def test_folders_of_old_builds_stay_for_a_grace(tmp_path: Path) -> None:
    store = EdgeStore(tmp_path, grace=60)

    def there() -> set[str]:
        return {path.name for path in (tmp_path / "index").iterdir() if (path / "shard").is_dir()}

    first, second, third = await _loads(store, tmp_path, ["하나궁", "두울궁", "세엣궁"])
    assert there() == {first, second, third}
    long_ago = time.time() - 61
    os.utime(tmp_path / "index" / first, (long_ago, long_ago))
    os.utime(tmp_path / "index" / third, (long_ago, long_ago))
    (fourth,) = await _loads(store, tmp_path, ["네엣궁"])
    assert there() == {second, third, fourth}, "third was current until now, however old it is"


async def test_collections_of_old_builds_stay_for_a_grace_and_others_are_let_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = AsyncQdrantClient(":memory:")
    store = ServerStore(client, grace=60)

    async def there() -> set[str]:
        names = {row.name for row in (await client.get_collections()).collections}
        return {name.removeprefix(f"{ALIAS}-") for name in names}

    await client.create_collection("theirs", vectors_config={})
    await client.create_collection(f"{ALIAS}-killed-in-between-7", vectors_config={})
    await client.create_collection(f"{ALIAS}-pinned-1", vectors_config={})
    pin = m.CreateAlias(collection_name=f"{ALIAS}-pinned-1", alias_name="demo")
    await client.update_collection_aliases([m.CreateAliasOperation(create_alias=pin)])
    first, second, third = await _loads(store, tmp_path, ["하나궁", "두울궁", "세엣궁"])
    kept = {"theirs", "pinned-1"}
    assert await there() == {first, second, third, "killed-in-between-7", *kept}
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 61)
    (fourth,) = await _loads(store, tmp_path, ["네엣궁"])
    assert await there() == {third, fourth, *kept}
    aliases = (await client.get_aliases()).aliases
    assert [row.collection_name for row in aliases if row.alias_name == ALIAS] == [f"{ALIAS}-{fourth}"]


async def test_a_new_name_cuts_only_the_texts_that_hold_it(tmp_path: Path) -> None:
    texts = ["달빛 고래 놀이터 앞", "경복궁 앞 달빛고래", "창덕궁 후원", "Moon Whale"]
    before, after = Korean(dictionary(places())), Korean([*dictionary(places()), "달빛고래"])

    def cut(tokenizer: Korean) -> tuple[list[list[str]], int]:
        cuts = Cuts(tmp_path / "cuts.sqlite", tokenizer)
        terms = cuts.terms(texts)
        cuts.close()
        return terms, cuts.cut

    assert await asyncio.to_thread(cut, before) == (before.terms(texts), 4)
    assert await asyncio.to_thread(cut, before) == (before.terms(texts), 0)
    assert await asyncio.to_thread(cut, after) == (after.terms(texts), 2)
    assert "달빛고래" in after.terms(texts)[1]
    assert await asyncio.to_thread(cut, before) == (before.terms(texts), 2), "a name that went is forgotten"
