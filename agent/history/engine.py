"""What a database engine offers to the history.

A unit of work is a generator: it yields a statement and gets its rows, and the engine runs it whole in one
transaction. So each query is written once, for an engine that blocks and for one that awaits.

Statements are standard SQL that both engines read, with `:name` parameters.
"""

from collections.abc import Callable, Generator
from typing import Any, Protocol, TypeVar

from agent.errors import Unavailable

T = TypeVar("T")
Row = dict[str, Any]
Statement = tuple[str, dict[str, Any]]
Work = Generator[Statement, list[Row], T]


class Engine(Protocol):
    serial: str
    """The type of a key that counts up."""
    saver_tables: tuple[str, ...]
    """Where the graph's checkpoints lie: tables with a column `thread_id`."""

    async def transact(self, work: Callable[[], Work[T]], *, write: bool = True, brief: bool = False) -> T:
        """Run the work that the call makes in one transaction, rolled back when it raises.

        `brief`: a few rows by their keys, which an engine within the process may run at once. It goes to
        its end even when the caller is cancelled meanwhile, and may be run again from its start after the
        connection broke: work must bear repetition. Raises Unavailable.
        """
        ...

    async def scrub(self) -> None:
        """After an erasure: what is left of it on disk goes too, as far as the engine can."""
        ...


def unavailable() -> Unavailable:
    return Unavailable(
        "대화 기록을 지금 쓸 수 없어요. 잠시 뒤에 다시 시도해 주세요.",
        hint="The database of GUIDE_DATABASE_URL does not answer. GET /ready says when it is back.",
        retry_after=5,
    )
