"""The flame graph of a sampling profile: what was on the stack, below whom, and how much of the time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Final
from zlib import crc32

from bench.plot import framed, text

WIDE, ROW = 1000, 15
NEARLY: Final = 0.95
HEAD: Final = 26
LETTER: Final = 5.6
"""Pixels a letter takes at the size used."""
SMALLEST: Final = 0.005
"""Share of all samples; narrower boxes are left out."""
FEWEST: Final = 3
"""Letters that are worth writing."""
OURS: Final = ("agent", "api", "rag", "data", "server")


Outline = list[tuple[int, int, str]]
"""Boxes as an outline: depth, samples with all that is below, function; the widest of a depth first."""


@dataclass(slots=True)
class Box:
    name: str
    samples: int = 0
    inner: dict[str, "Box"] = field(default_factory=dict)


def outline(stacks: Mapping[str, int]) -> Outline:
    """Of collapsed stacks (`outer;inner;…`): without the way that nearly all go, and without narrow boxes."""
    root = Box("all", sum(stacks.values()))
    for stack, samples in stacks.items():
        at = root
        for name in filter(None, stack.split(";")):
            at = at.inner.setdefault(name, Box(name))
            at.samples += samples
    while root.inner and (widest := max(root.inner.values(), key=_width)).samples > root.samples * NEARLY:
        root = widest
    return list(_listed(root, 0, root.samples * SMALLEST))


def _width(box: Box) -> int:
    return box.samples


def _listed(box: Box, depth: int, least: float) -> Iterator[tuple[int, int, str]]:
    if box.samples < least:
        return
    yield depth, box.samples, box.name
    for inner in sorted(box.inner.values(), key=_width, reverse=True):
        yield from _listed(inner, depth + 1, least)


def flame(title: str, boxes: Outline) -> str:
    """Our own code in orange, libraries in grey. The widths are shares of all samples."""
    whole = boxes[0][1] if boxes else 0
    scale, begins = WIDE / max(whole, 1), [0.0] * (max((depth for depth, _, _ in boxes), default=0) + 2)
    parts = [text(8, 18, f"{title}: {whole:,} samples", size=14)]
    for depth, samples, name in boxes:
        left, width = begins[depth], samples * scale
        begins[depth], begins[depth + 1] = left + width, left
        y = HEAD + depth * ROW
        parts.append(
            f"<g><title>{escape(f'{name}: {samples / whole:.1%}')}</title>"
            f'<rect x="{left:.1f}" y="{y}" width="{width:.1f}" height="{ROW - 1}" fill="{_colour(name)}"/>'
            f"{_label(name, left, y, width)}</g>"
        )
    return framed(WIDE, HEAD + (len(begins) - 1) * ROW, title, parts)


def _label(name: str, left: float, y: float, width: float) -> str:
    short = name.rpartition(":")[2].replace("<locals>.", "")
    room = int((width - 4) / LETTER)
    if room < FEWEST:
        return ""
    return text(
        left + 2, y + 11, short if len(short) <= room else f"{short[: room - 1]}…", size=10, fill="#111"
    )


def _colour(name: str) -> str:
    shade = crc32(name.encode()) % 30
    if name.partition("/")[0].partition(":")[0] in OURS:
        return f"hsl(28 90% {62 + shade / 3:.0f}%)"
    return f"hsl(215 18% {72 + shade / 2:.0f}%)"
