"""Samples a program's Python stacks by CPU time: `python -m bench.sampler OUT PROGRAM [ARGUMENT…]`.

SIGUSR1 begins anew, SIGUSR2 writes what was seen to OUT, as JSON `{"outer;inner;…": samples}`. The kernel's
profiling timer counts CPU of all threads, so what waits is not seen; of each tick the thread whose own clock
went on most is taken. C code shows as the Python function that called it, or that ran next. A main
thread that waits in C is told of ticks when it wakes; an event loop is woken by each.
"""

import runpy
import signal
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Final

import orjson

TICK: Final = 0.002
"""Seconds of CPU between two samples; the kernel rounds it up to its own tick."""
DEEPEST: Final = 200
ROOT: Final = str(Path(__file__).parents[1]) + "/"


def name(frame: FrameType) -> str:
    """`agent/guide:Guide.start`: below the repository, a package or the standard library; no full path."""
    path = frame.f_code.co_filename
    for mark in ("/site-packages/", ROOT, f"/python{sys.version_info.major}.{sys.version_info.minor}/"):
        _, found, rest = path.rpartition(mark)
        if found:
            path = rest
            break
    return f"{path.removesuffix('.py').rpartition('//')[2]}:{frame.f_code.co_qualname}".replace(";", ",")


class Sampler:
    def __init__(self, out: Path) -> None:
        self._out = out
        self._seen: Counter[str] = Counter()
        self._clocks: dict[int, float] = {}
        self._main = threading.main_thread().ident

    def begin(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        self._seen.clear()
        signal.setitimer(signal.ITIMER_PROF, TICK, TICK)

    def write(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        part = self._out.with_suffix(".part")
        part.write_bytes(orjson.dumps(self._seen))
        part.replace(self._out)

    def tick(self, _number: int, frame: FrameType | None) -> None:
        busiest = self._busiest()
        found = frame if busiest == self._main else sys._current_frames().get(busiest)  # noqa: SLF001 - documented
        stack: list[str] = []
        while found is not None and len(stack) < DEEPEST:
            stack.append(name(found))
            found = found.f_back
        self._seen[";".join(reversed(stack))] += 1

    def _busiest(self) -> int:
        """The thread that used most CPU since the last tick."""
        spent = {}
        for thread in threading.enumerate():
            if thread.ident is None:
                continue
            try:
                now = time.clock_gettime(time.pthread_getcpuclockid(thread.ident))
            except OSError:  # it ended meanwhile
                continue
            spent[thread.ident] = now - self._clocks.get(thread.ident, 0.0)
            self._clocks[thread.ident] = now
        return max(spent, key=spent.__getitem__)


def main() -> None:
    out, program = Path(sys.argv[1]), sys.argv[2]
    sampler = Sampler(out)
    signal.signal(signal.SIGPROF, sampler.tick)
    signal.signal(signal.SIGUSR1, sampler.begin)
    signal.signal(signal.SIGUSR2, sampler.write)
    sys.argv = sys.argv[2:]
    sys.path.insert(0, str(Path(program).parent.absolute()))
    sampler.begin()
    runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    main()
