"""`python -m serving.train`: adapters, from examples to scores.

python -m serving.train data culture|lang                   make the examples
python -m serving.train culture|lang [--base B] [--out DIR]  fit an adapter to them
python -m serving.train answer ROWS --base B --adapter NAME=DIR … --out DIR
python -m serving.train score ROWS [--url URL] MODEL[=FILE] …   score answers, given or asked for; with --out
                                    20 side by side, and 50 pairs without names to read
python -m serving.train read DIR PICKS                      who won the pairs that were read
"""

import argparse
import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from serving import machine, weights
from serving import settings as environment
from serving.catalog import FULL, MODELS
from serving.errors import ServingError
from serving.train import rows as examples

TASKS = ("culture", "lang")


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parse(arguments)
    machine.spare()
    try:
        return int(given.run(given) or 0)
    except ServingError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def data(given: argparse.Namespace) -> int:
    """By the program that makes them: it knows the service's prompts, which this room does not import."""
    command = [
        sys.executable,
        "-m",
        "training",
        given.task,
        "--out",
        str(given.out or _rows(given.task)),
        *given.more,
    ]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own program


def train(given: argparse.Namespace) -> int:
    from serving.train import fit

    folder = given.rows or _rows(given.command)
    if not (folder / "train.jsonl").exists():
        data(argparse.Namespace(task=given.command, out=folder, more=[]))
    known, held = (examples.read(folder / f"{split}.jsonl") for split in ("train", "held"))
    base = given.base
    if base in MODELS:
        base = str(weights.fetch(base, environment.read().home))
    out = given.out or environment.read().home / "adapters" / given.command
    changed = {
        name: value
        for name in ("rank", "rate", "epochs", "room", "steps", "held")
        if (value := getattr(given, name)) is not None
    }
    recipe = dataclasses.replace(fit.Recipe(), **changed)
    run = fit.fit(base, known, held, out, recipe, name=given.name or given.base, four_bit=given.four_bit)
    print(f"{out}: held-out loss {run.first:.3f} → {run.best:.3f} in {run.steps} steps, {run.seconds:.0f} s")
    return 0


def answer(given: argparse.Namespace) -> int:
    from serving.train import answer as answering

    known = examples.read(given.file)[: given.most]
    adapters = {name: Path(path) for name, _, path in (one.partition("=") for one in given.adapter)}
    given.out.mkdir(parents=True, exist_ok=True)
    for name, told in answering.made(given.base, adapters, known).items():
        examples.write(given.out / f"{name}.jsonl", told)
        print(given.out / f"{name}.jsonl")
    return 0


def score(given: argparse.Namespace) -> int:
    from serving.train import answer as answering
    from serving.train import score as scoring

    known = examples.read(given.file)[: given.most]
    told: dict[str, list[str]] = {}
    for one in given.models:
        name, _, path = one.partition("=")
        if path:
            told[name] = examples.answers(Path(path))[: given.most]
        elif given.url:
            key = os.environ.get("GUIDE_LLM_API_KEY", "")
            told[name] = answering.asked(given.url, name, known, api_key=key)
        else:
            raise ServingError(f"No answers of {name}", "give --url, or NAME=FILE with answers")
    scored = {name: scoring.scores(known, said) for name, said in told.items()}
    print(scoring.table(known[0].task, scored))
    if given.out:
        given.out.mkdir(parents=True, exist_ok=True)
        failed = {name: scoring.failures(known, said) for name, said in told.items()}
        for file, held in (("scores.json", scored), ("failures.json", failed)):
            (given.out / file).write_text(json.dumps(held, ensure_ascii=False, indent=1), encoding="utf-8")
        (given.out / "samples.md").write_text(
            scoring.samples(known, dict(told), given.samples), encoding="utf-8"
        )
        if len(told) > 1:
            one, two = list(told.values())[:2]
            scoring.blind(known, one, two, given.pairs, given.out)
    return 0


def read(given: argparse.Namespace) -> int:
    from serving.train import score as scoring

    try:
        key = json.loads((given.out / "key.json").read_text(encoding="utf-8"))
        picks = given.picks.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ServingError(
            f"The reading cannot be counted ({error})", "score with --out DIR first"
        ) from error
    won = scoring.tally(key, picks)
    print(", ".join(f"{name} {count}" for name, count in won.items()) + f" of {sum(won.values())}")
    return 0


def _rows(task: str) -> Path:
    return environment.read().home / "train" / task


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m serving.train",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("data", help="make examples")
    make.add_argument("task", choices=TASKS)
    make.add_argument("--out", type=Path)
    make.add_argument("more", nargs="*", help="for python -m training")
    make.set_defaults(run=data)
    for task in TASKS:
        learn = commands.add_parser(task, help=f"fit the adapter {task}")
        learn.add_argument("--base", default=FULL, help="a folder, a name of ours, or owner/name on the hub")
        learn.add_argument("--name", help="what the adapter's config calls its base")
        learn.add_argument("--rows", type=Path, help="a folder with train.jsonl and held.jsonl")
        learn.add_argument("--out", type=Path)
        learn.add_argument("--four-bit", action="store_true")
        learn.add_argument("--rank", type=int)
        learn.add_argument("--rate", type=float)
        learn.add_argument("--epochs", type=float)
        learn.add_argument("--room", type=int, help="tokens a batch")
        learn.add_argument("--steps", type=int)
        learn.add_argument("--held", type=int, help="held-out examples that are looked at on the way")
        learn.set_defaults(run=train)
    say = commands.add_parser("answer", help="let a base and its adapters answer, in this process")
    say.add_argument("file", type=Path)
    say.add_argument("--base", required=True)
    say.add_argument("--adapter", action="append", default=[], metavar="NAME=DIR")
    say.add_argument("--out", type=Path, required=True)
    say.add_argument("--most", type=int)
    say.set_defaults(run=answer)
    judge = commands.add_parser("score", help="score answers")
    judge.add_argument("file", type=Path)
    judge.add_argument("models", nargs="+", metavar="MODEL[=FILE]")
    judge.add_argument("--url", help="an OpenAI-compatible endpoint, up to /v1")
    judge.add_argument("--out", type=Path)
    judge.add_argument("--most", type=int)
    judge.add_argument("--samples", type=int, default=20)
    judge.add_argument("--pairs", type=int, default=50)
    judge.set_defaults(run=score)
    count = commands.add_parser("read", help="count a blind reading")
    count.add_argument("out", type=Path, help="what `score --out` wrote")
    count.add_argument("picks", type=Path, help="lines like `12 A`, `13 B`, `14 =`")
    count.set_defaults(run=read)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
