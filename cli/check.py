"""`gildongmu check`: are the settings and the places sound? Nothing is started, nobody is asked."""

import sys

from cli import environment
from cli.environment import Environment, Malformed
from data.check import main as checked
from ingest.layers import Layers
from ingest.read import read


def check() -> int:
    """1 when anything is wrong; each fault is one line on stderr."""
    try:
        found = environment.read()
    except Malformed as error:
        return _told(error.wrong)
    wrong = _told(_layers(found))
    return max(wrong, checked([]))


def _told(wrong: list[str]) -> int:
    for line in wrong:
        print(f"error: {line}", file=sys.stderr)
    if not wrong:
        print("The settings are sound.\n")
    return int(bool(wrong))


def _layers(found: Environment) -> list[str]:
    """Rows of a team's own places that are no place."""
    files = [path for path, _ in Layers(found.service.data_dir).files()]
    return [str(bad) for bad in read(files).bad]
