"""Which trains meet which, wherever that is: the fewest changes between two stations."""

from collections.abc import Iterable, Mapping


class Meetings:
    """Immutable after construction; safe to share."""

    def __init__(self, at: Mapping[str, Iterable[str]], through: Iterable[tuple[str, str]]) -> None:
        """`at`: the services that stop at each station;
        `through`: those whose trains go on as one another.
        """
        run = {service: service for services in at.values() for service in services}
        for a, b in through:
            old, new = run[a], run[b]
            run = {service: new if one == old else one for service, one in run.items()}
        self._at = {
            station: frozenset(run[service] for service in services) for station, services in at.items()
        }
        met: dict[str, set[str]] = {}
        for runs in self._at.values():
            for one in runs:
                met.setdefault(one, set()).update(runs)
        self._met = {one: frozenset(others) for one, others in met.items()}

    def fewest(self, origins: Iterable[str], destinations: Iterable[str]) -> int | None:
        """The fewest changes by which any way leads there, however long it takes; None where none does."""
        goals = frozenset[str]().union(*(self._at[station] for station in destinations))
        reached = frozenset[str]().union(*(self._at[station] for station in origins))
        changes = 0
        while not reached & goals:
            further = reached.union(*(self._met[one] for one in reached))
            if further == reached:
                return None
            reached, changes = further, changes + 1
        return changes
