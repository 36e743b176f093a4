"""Ways past stops as one way, and when to leave for one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from agent.tools.transit.legs import Option, Others, Taxi

LONGEST: Final = 15
"""Minutes of waiting for a first vehicle that a late departure leaves room for; rarer ones are timed."""


def joined(parts: Sequence[Option]) -> Option:
    """Ways one after another as one; fares, minutes and changes add up."""
    first, others = parts[0], [part.others for part in parts]
    modes = {part.mode for part in parts if part.mode != "walk"}
    legs = [len(part.legs) for part in parts]
    notes = dict.fromkeys(part.note for part in parts if part.note)
    sure = [part.certainty for part in parts]
    return replace(
        first,
        mode=modes.pop() if len(modes) == 1 else "mixed" if modes else "walk",
        label="fastest",
        minutes=round(sum(part.minutes for part in parts), 1),
        fare=sum(part.fare for part in parts),
        transfers=sum(part.transfers for part in parts),
        legs=tuple(leg for part in parts for leg in part.legs),
        metres=sum(part.metres for part in parts),
        certainty="estimated" if "estimated" in sure else "official" if "official" in sure else sure[0],
        fare_certainty="estimated" if any(p.fare_certainty == "estimated" for p in parts) else "official",
        note=" ".join(notes) or None,
        closed=any(part.closed for part in parts),
        others=_together([each for each in others if each]) if all(others) else None,
        as_of=next((part.as_of for part in parts if part.as_of), None),
        stages=tuple(sum(legs[:index]) for index in range(len(parts))),
        tip=None,
        last=None,
    )


def turned(option: Option) -> bool:
    """Whether a way goes back on the line that it came by: nobody does that without leaving."""
    rides = [leg for leg in option.legs if leg.mode == "subway"]
    return any(a.line == b.line and a.start == b.end for a, b in pairwise(rides)) or any(
        a.line == b.line and a.direction != b.direction and a.end == b.start for a, b in pairwise(rides)
    )


def _together(others: Sequence[Others]) -> Others:
    cash = [each.cash for each in others]
    return Others(
        sum(each.youth for each in others),
        sum(each.child for each in others),
        sum(each.senior for each in others),
        sum(won for won in cash if won is not None) if None not in cash else None,
    )


def latest(option: Option, arrive_by: datetime) -> datetime:
    """When to leave at the latest, a wait for the first vehicle included, to five minutes."""
    wait = min(option.headway or 0, LONGEST)
    left = arrive_by - timedelta(minutes=option.minutes + wait)
    return left.replace(minute=left.minute // 5 * 5, second=0, microsecond=0)


def cab(taxi: Taxi, arrive_by: datetime) -> datetime:
    """When to leave by taxi at the latest, to five minutes."""
    left = arrive_by - timedelta(minutes=taxi.minutes)
    return left.replace(minute=left.minute // 5 * 5, second=0, microsecond=0)
