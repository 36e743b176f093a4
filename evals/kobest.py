"""KoBEST, the Korean benchmark of understanding (Kim et al. 2022), through lm-evaluation-harness.

It measures the bare model, not the guide: one more figure when a model is chosen. The harness and its data
are not part of this project: the data lie on a hub, so that the first run needs the net.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

TASKS = "kobest_boolq,kobest_copa,kobest_hellaswag,kobest_sentineg,kobest_wic"
MISSING = """lm_eval is not installed, so KoBEST cannot be run.
Install it beside this project, with the client for endpoints:
  pip install 'lm_eval[api]'
The first run downloads the benchmark (skt/kobest_v1, some MB) from its hub; without a net, copy the folder
~/.cache/huggingface/datasets from a machine that has run it, and set HF_DATASETS_OFFLINE=1."""
NO_DATA = """lm_eval ended with {code}. Its last words:
{said}
If it could not reach the hub: its data (skt/kobest_v1) are not on this machine. Run it once with a net, or
copy ~/.cache/huggingface/datasets from a machine that has, and set HF_DATASETS_OFFLINE=1."""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


class Unmeasured(Exception):
    """KoBEST could not be run; the text says why and what helps."""


def command(url: str, model: str, folder: Path, limit: int | None) -> list[str]:
    """The endpoint must tell log-probabilities of a prompt (`echo`), as vLLM and llama.cpp's server do."""
    base = url.rstrip("/").removesuffix("/v1")
    arguments = f"model={model},base_url={base}/v1/completions,num_concurrent=4,tokenized_requests=False"
    made = ["lm_eval", "--model", "local-completions", "--model_args", arguments, "--tasks", TASKS]
    made += ["--output_path", str(folder)]
    return made + (["--limit", str(limit)] if limit else [])


def measure(
    url: str, model: str, *, limit: int | None = None, run: Run = subprocess.run
) -> dict[str, dict[str, Any]]:
    """Figures by task. Raises Unmeasured."""
    if shutil.which("lm_eval") is None:
        raise Unmeasured(MISSING)
    with tempfile.TemporaryDirectory() as folder:
        done = run(command(url, model, Path(folder), limit), capture_output=True, text=True, check=False)
        files = sorted(Path(folder).rglob("results*.json"))
        if done.returncode or not files:
            said = "\n".join((done.stderr or "").splitlines()[-5:])
            raise Unmeasured(NO_DATA.format(code=done.returncode, said=said))
        told: dict[str, dict[str, Any]] = json.loads(files[-1].read_text(encoding="utf-8"))["results"]
        return told


def table(results: dict[str, dict[str, Any]]) -> str:
    rows = ["| task | accuracy | ± |", "|---|---|---|"]
    for task, held in sorted(results.items()):
        right, spread = (held.get(name, float("nan")) for name in ("acc,none", "acc_stderr,none"))
        rows.append(f"| {task} | {right:.3f} | {spread:.3f} |")
    return "\n".join(rows)


def main(arguments: Sequence[str]) -> int:
    """`python -m evals kobest --url …`: 0 done, 1 it could not be run."""
    parser = argparse.ArgumentParser(prog="python -m evals kobest", description=__doc__)
    parser.add_argument("--url", required=True, help="base URL of an OpenAI-compatible endpoint, …/v1")
    parser.add_argument("--model", required=True, help="the model's name at that endpoint")
    parser.add_argument("--limit", type=int, help="questions a task, for a slow machine")
    given = parser.parse_args(arguments)
    try:
        sys.stdout.write(table(measure(given.url, given.model, limit=given.limit)) + "\n")
    except Unmeasured as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    return 0
