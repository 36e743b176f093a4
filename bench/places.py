"""The places that a bench asks about: loaded first where the data directory holds none."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bench.report import ROOT, complain

WORDS: Final = {"GUIDE_EMBEDDER": "none"}

SHOWN: Final = 400
"""Characters of what ingest says when it fails."""


def home(env: Mapping[str, str] = os.environ) -> Path:
    return Path(env.get("GUIDE_DATA_DIR") or ROOT / ".data").absolute()


def held(env: Mapping[str, str] = os.environ) -> bool:
    """Whether an index is there, or may be: a server's is not looked at."""
    return bool(env.get("GUIDE_QDRANT_URL")) or (home(env) / "index" / "current").exists()


async def loaded(more: Mapping[str, str]) -> dict[str, str]:
    """What the service needs beside `more` to serve places. Without an index they are loaded into the data
    directory, about half a minute; where the embedder has no weights, by words alone.

    Raises RuntimeError, with what ingest said last, when it does not load them.
    """
    env = {**os.environ, **more}
    if held(env):
        return {}
    complain(f"no places in {home(env)}: loading them first (python -m ingest)")
    said = await _ingest(env)
    if said is None:
        return {}
    if not env.get("GUIDE_EMBEDDER"):
        complain("the embedder has no weights here: searching by words alone (GUIDE_EMBEDDER=none)")
        said = await _ingest({**env, **WORDS})
        if said is None:
            return WORDS
    raise RuntimeError(f"there are no places, and python -m ingest does not load them: {said}")


async def _ingest(env: Mapping[str, str]) -> str | None:
    """None when it went well, else what it said last."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "ingest",
        cwd=ROOT, env=dict(env), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    _, said = await process.communicate()
    told = " ".join(said.decode(errors="replace").split())
    return told[-SHOWN:] or "nothing" if process.returncode else None
