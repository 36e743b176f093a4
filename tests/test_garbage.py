"""The circles of dead turns are let go when nobody is served, and at last whatever runs."""

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest

from agent.turns import garbage
from agent.turns.garbage import Garbage


class Circle:
    def __init__(self) -> None:
        self.itself = self


def dead() -> weakref.ref[Circle]:
    """A circle of a turn that ended, too old for the collections that come by themselves."""
    made = Circle()
    gc.collect()
    return weakref.ref(made)


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[Garbage]:
    monkeypatch.setattr(garbage, "QUIET", 0.02)
    monkeypatch.setattr(garbage, "MOST", 3)
    held = Garbage()
    with held.settled():
        yield held
    gc.unfreeze()


async def test_circles_wait_while_a_turn_runs_and_go_when_none_does(collector: Garbage) -> None:
    with collector.turn():
        with collector.turn():
            circle = dead()
        await asyncio.sleep(0.06)
        assert circle() is not None
    with collector.turn():  # the next one comes before it is quiet
        await asyncio.sleep(0.06)
        assert circle() is not None
    await asyncio.sleep(0.06)
    assert circle() is None


async def test_where_it_is_never_quiet_circles_go_after_a_number_of_turns(collector: Garbage) -> None:
    with collector.turn():
        circle = dead()
        for ended in range(1, 4):
            assert circle() is not None, ended
            with collector.turn():
                pass
            await asyncio.sleep(0)
        assert circle() is None


def test_the_interpreters_own_measure_is_back_afterwards() -> None:
    before = gc.get_threshold()
    with Garbage().settled():
        assert gc.get_threshold() == garbage.YOUNG
    assert gc.get_threshold() == before
    gc.unfreeze()
