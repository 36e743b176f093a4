"""An adapter is fitted, added and told from others: the whole way on a model of 30,000 weights."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest

from rag import adapter, embed
from rag.settings import DEFAULT, Settings
from rag.train import lora, pairs
from tests.corpus import places
from tests.test_retrieval import _tiny, _tokenizer


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer import modules as models
    from transformers import BertModel

    torch.manual_seed(3)
    folder = tmp_path_factory.mktemp("model")
    _tokenizer(folder)
    BertModel(_tiny()).save_pretrained(folder)
    parts: list[Any] = [models.Transformer(str(folder)), models.Pooling(16)]
    SentenceTransformer(modules=parts, device="cpu").save(str(folder / "saved"))
    return folder / "saved"


def test_a_question_goes_with_its_place_and_other_right_ones_do_not_count_against_it() -> None:
    rows = list(pairs.pairs(places(), random.Random(1)))
    for row in rows:
        assert set(row["marks"]) <= set(row["has"]), row["query"]
    named = [row for row in rows if "경복궁" in row["query"]]
    assert named
    import torch

    park = {"query": "공원", "passage": "a", "marks": ["kind:park"], "has": ["kind:park", "place:a"]}
    other = {"query": "b", "passage": "b", "marks": ["place:b"], "has": ["kind:park", "place:b"]}
    right = lora.also_right([park, other, {**park, "passage": "c"}], torch).tolist()
    assert right == [[False, True, True], [False, False, False], [True, True, False]]


async def test_an_adapter_is_fitted_added_and_part_of_an_index_s_name(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row for row in pairs.pairs(places(), random.Random(1)) if row["marks"][0].startswith("place:")]
    told, made = tmp_path / "pairs.jsonl", tmp_path / "made.safetensors"
    told.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    arguments = [
        "lora",
        str(model),
        str(told),
        "--out",
        str(made),
        "--epochs",
        "40",
        "--batch",
        "16",
        "--rate",
        "4e-3",
    ]
    monkeypatch.setattr("sys.argv", arguments)
    assert lora.main() == 0

    plain = Settings(data_dir=tmp_path, embedder=str(model))
    fitted = Settings(data_dir=tmp_path, embedder=str(model), embedder_adapter=str(made))
    assert embed.identity(plain) != embed.identity(fitted), "an index of one is not asked by the other"
    found = []
    for settings in (plain, fitted):
        encoder = embed.embedder(settings)
        assert encoder
        await encoder.wait()
        asked = await encoder.queries([f"query: {row['query']}" for row in rows])
        texts = list(dict.fromkeys(row["passage"] for row in rows))
        known = await encoder.passages([f"passage: {text}" for text in texts])
        best = np.argmax(asked @ known.T, axis=1)
        found.append(np.mean([texts[at] == row["passage"] for at, row in zip(best, rows, strict=True)]))
        await encoder.close()
    assert found[1] > found[0] + 0.1, "it learned nothing"


def test_ours_is_for_our_embedder_and_one_of_another_model_is_refused(model: Path) -> None:
    from transformers import AutoModel

    assert adapter.chosen(Settings(embedder=DEFAULT)) == adapter.FILE
    assert adapter.chosen(Settings(embedder=DEFAULT, embedder_adapter="none")) is None
    assert adapter.chosen(Settings(embedder="elsewhere")) is None
    with pytest.raises(ValueError, match="does not fit"):
        adapter.add(AutoModel.from_pretrained(model), adapter.FILE)
