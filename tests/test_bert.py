"""The embedder of our own against the libraries that the model comes from."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data import ROOT, lines
from data.place import read
from rag import adapter
from rag.bert import Bert
from rag.passage import passage
from rag.torched import torched
from rag.unigram import Unigram, Unlike
from serving import weights

LONGEST = 128
ODD = (
    "", " ", "  ", "a  b\t\nc", "ＦＵＬＬ　ｗｉｄｔｈ ①②③ ㈜ ㎡", "😀😀 👨‍👩‍👧", "ǆ", "e\u0301a",
    "▁x▁▁y", "\u200bzero\u200b",
    "\x00\x07", "ﷺ", "ｶﾞ", "x" * 500, "가나다" * 200, "𠮷野家", "ㅋㅋㅋ 뷁", "Ａ\u3000Ｂ",
)  # fmt: skip

pytestmark = [pytest.mark.model, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def folder() -> Path:
    return weights.fetch("multilingual-e5-small", weights.home())


def texts() -> list[str]:
    """In four languages: passages of places, their parts, questions."""
    places = [*read()][::7]
    named = [name for place in places for name in place.names.model_dump().values() if name]
    told = [place.description or place.address or "" for place in places]
    asked = [row["text"] for row in lines(ROOT / "routes.jsonl")]
    return [*named, *told, *asked, *(passage(place) for place in places)]


def test_texts_are_cut_as_the_tokenizers_library_cuts_them(folder: Path) -> None:
    from tokenizers import Tokenizer

    kind: Callable[[str], Any] = Tokenizer.from_file
    theirs = kind(str(folder / "tokenizer.json"))
    theirs.enable_truncation(LONGEST)
    ours = Unigram(folder / "tokenizer.json", LONGEST)
    asked = [*texts(), *ODD]
    assert len(asked) > 1000
    assert [text for text in asked if ours.ids(text) != theirs.encode(text).ids] == []


def test_vectors_are_those_of_torch_whatever_is_embedded_beside(folder: Path) -> None:
    ours = Bert(folder, longest=LONGEST, adapted=adapter.FILE)
    theirs = torched(str(folder), longest=LONGEST, threads=1, adapted=adapter.FILE)
    asked = ["query: " + text for text in texts()[::40]]
    batch = ours(asked)
    cosines = (batch * theirs(asked)).sum(axis=1)
    alone = np.concatenate([ours([text]) for text in asked[:10]])
    assert len(asked) >= 40
    assert cosines.min() > 0.9995  # torch multiplies in 16 bits where the processor can
    assert np.allclose(alone, batch[:10], atol=1e-5)


def test_a_model_of_another_kind_is_refused(folder: Path, tmp_path: Path) -> None:
    for name in ("config.json", "1_Pooling/config.json", "tokenizer.json", "model.safetensors"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).symlink_to(folder / name)
    told = (folder / "config.json").read_text(encoding="utf-8")
    (tmp_path / "config.json").unlink()
    (tmp_path / "config.json").write_text(told.replace('"gelu"', '"relu"'), encoding="utf-8")
    with pytest.raises(Unlike):
        Bert(tmp_path, longest=LONGEST)
    with pytest.raises(Unlike):
        Bert(tmp_path / "nothing", longest=LONGEST)
