"""`python -m agent.tools.routing.learn` learns from all labelled messages and writes what it learned.

Takes two minutes, and the default embedder; to be run after a change of `data/routes.jsonl` or
`data/wordings.jsonl`.
"""

import asyncio
import sys
from pathlib import Path

import numpy as np

from agent.tools.routing.examples import Examples, taught
from agent.tools.routing.learned import FILE, Meaning, all_examples, mark
from agent.tools.routing.router import Router
from agent.tools.routing.wording import Wording
from data import ROOT, lines
from data.place import read
from rag import embed
from rag.settings import Settings


def write(path: Path, wording: Wording, embedder: str, meaning: Meaning) -> None:
    np.savez_compressed(
        path,
        mark=np.array(mark(all_examples())),
        pieces=np.frombuffer("\n".join(wording.rarity).encode(), np.uint8),
        rarity=np.array([*wording.rarity.values()], dtype=np.float32),
        weights=wording.weights.astype(np.float16),
        share=wording.share,
        embedder=np.array(embedder),
        meant_mean=meaning.mean,
        meant_weights=meaning.weights,
        meant_share=meaning.share,
    )


async def _make() -> str:
    encoder = embed.embedder(Settings())
    if encoder is None:
        raise SystemExit("GUIDE_EMBEDDER is none: there is nothing to embed with")
    encoder.start()
    await encoder.wait()
    examples = Examples(encoder.queries, all_examples())
    meaning = await examples.warm()
    wording = taught(Router.build(read(), lines(ROOT / "subway" / "stations.jsonl")).gazetteer)
    write(FILE, wording, encoder.identity, meaning)
    return f"{FILE.name}: {len(all_examples())} messages, {len(wording.rarity)} pieces, {encoder.identity}"


if __name__ == "__main__":
    sys.stdout.write(asyncio.run(_make()) + "\n")
