"""What cannot be taken, and why."""

from dataclasses import dataclass

from pydantic import ValidationError

SHORT = 60
"""Characters of a value that is worth showing."""


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that is not a place. `where`: the file and its line or row (from 1), or a service's record."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


class Refused(Exception):
    """Nothing can be loaded: the message says what is wrong and what to do about it."""


def reason(error: ValidationError) -> str:
    """Each fault of a row: the field, what is wrong, and what stands there."""
    faults = []
    for fault in error.errors(include_url=False):
        where = ".".join(map(str, fault["loc"]))
        shown = repr(fault["input"])
        said = fault["msg"] if len(shown) > SHORT else f"{fault['msg']}, not {shown}"
        faults.append(f"{where}: {said}" if where else said)
    return "; ".join(faults)
