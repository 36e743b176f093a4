"""`python -m training culture|lang --out FOLDER`: examples, as train.jsonl and held.jsonl."""

import argparse
import sys
from pathlib import Path
from typing import Final

import orjson

from data.place import read
from training import culture, lang
from training.row import Split

SIZES: Final[dict[Split, int]] = {"train": 4000, "held": 400}


def main() -> int:
    given = _options()
    sizes: dict[Split, int] = {"train": given.train, "held": given.held}
    make = culture.rows if given.task == "culture" else lang.rows
    given.out.mkdir(parents=True, exist_ok=True)
    lines: dict[Split, list[bytes]] = {"train": [], "held": []}
    for row in make(list(read()), sizes, given.seed):
        lines[row.split].append(orjson.dumps(row.plain()))
    for split, told in lines.items():
        path = given.out / f"{split}.jsonl"
        path.write_bytes(b"\n".join(told) + b"\n")
        print(f"{path}: {len(told):,} examples")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("task", choices=("culture", "lang"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--train", type=int, default=SIZES["train"])
    parser.add_argument("--held", type=int, default=SIZES["held"])
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
