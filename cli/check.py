"""`gildongmu check`: are the settings and the places sound? Nothing is started, nobody is asked."""

import sys

from agent.tools.transit.providers import registry as transit
from agent.tools.web.registry import providers
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
    wrong = _told([*_names(found), *_layers(found)])
    return max(wrong, checked([]))


def _told(wrong: list[str]) -> int:
    for line in wrong:
        print(f"error: {line}", file=sys.stderr)
    if not wrong:
        print("The settings are sound.\n")
    return int(bool(wrong))


def _names(found: Environment) -> list[str]:
    """Providers that the settings name and nobody knows."""
    keyed = found.transit
    wrong = []
    try:
        providers(found.search)
    except ValueError as error:
        wrong.append(str(error))
    for setting, names, known in (
        ("GUIDE_TRANSIT_PROVIDERS", keyed.transit_providers, transit.TRANSIT),
        ("GUIDE_TAXI_PROVIDERS", keyed.taxi_providers, transit.TAXI),
        ("GUIDE_PLACE_PROVIDERS", keyed.place_providers, transit.PLACES),
    ):
        unknown = [name for name in names if name not in known]
        if unknown:
            wrong.append(f"{setting}: {', '.join(unknown)} unknown. Known: {', '.join(known)}; or none.")
    return wrong


def _layers(found: Environment) -> list[str]:
    """Rows of a team's own places that are no place."""
    files = [path for path, _ in Layers(found.service.data_dir).files()]
    return [str(bad) for bad in read(files).bad]
