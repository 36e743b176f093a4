"""Plots as small SVG, drawn from tables: lines, bars, and the flame graph of a profile. No library.

Colours hold on light and dark pages; every mark has its figure as a tooltip.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Final

from bench.report import figure

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 34, 40
INK: Final = "#6b7280"
COLOURS: Final = ("#2563eb", "#ea580c", "#059669", "#7c3aed", "#db2777", "#ca8a04")
FONT: Final = 'font-family="system-ui,sans-serif"'
Point = tuple[float, float]


def text(x: float, y: float, said: str, *, size: int = 12, anchor: str = "start", fill: str = INK) -> str:
    place = f'x="{x:.0f}" y="{y:.0f}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"'
    return f"<text {place}>{escape(said)}</text>"


def framed(width: int, height: int, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" {FONT}>\n'
        f"<title>{escape(title)}</title>\n" + "\n".join(parts) + "\n</svg>\n"
    )


def steps(top: float) -> list[float]:
    """Round values from 0 to at least `top`."""
    unit = 10 ** math.floor(math.log10(top)) if top > 0 else 1.0
    step = next(unit * part for part in (0.2, 0.25, 0.5, 1, 2) if top / (unit * part) <= 5)  # noqa: PLR2004
    return [step * at for at in range(math.ceil(top / step) + 1)]


def lines(title: str, x: str, y: str, series: Mapping[str, Sequence[Point]], *, log: bool = False) -> str:
    """One line a series. The x axis is by rank of its values; `log`: the y axis by powers of ten."""
    places = sorted({at for points in series.values() for at, _ in points})
    heights = [value for points in series.values() for _, value in points]
    marks = _powers(heights) if log else steps(max([*heights, 0.0]) or 1.0)
    floor, top = marks[0], marks[-1]

    def across(at: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (places.index(at) / max(len(places) - 1, 1))

    def up(value: float) -> float:
        held = max(value, floor)
        share = math.log(held / floor) / math.log(top / floor) if log else (held - floor) / (top - floor)
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share

    parts = [text(LEFT, 18, f"{title} ({y})", size=14), *_grid(marks, up)]
    parts += [
        text(across(at), HEIGHT - 20, figure(at if at % 1 else int(at)), anchor="middle") for at in places
    ]
    parts += [text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 4, x, anchor="middle")]
    for number, (name, points) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        drawn = " ".join(f"{across(at):.0f},{up(value):.0f}" for at, value in points)
        parts.append(f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{across(at):.0f}" cy="{up(value):.0f}" r="3" fill="{colour}">'
            f"<title>{escape(f'{name}, {figure(at)}: {figure(value)}')}</title></circle>"
            for at, value in points
        ]
        parts.append(text(WIDTH - RIGHT + 12, TOP + 12 + 18 * number, name, fill=colour))
    return framed(WIDTH, HEIGHT, title, parts)


def _powers(values: Sequence[float]) -> list[float]:
    low = min((value for value in values if value > 0), default=1.0)
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(max([*values, low])))
    return [10.0**power for power in range(first, max(last, first + 1) + 1)]


def _grid(marks: Sequence[float], up: Callable[[float], float]) -> list[str]:
    made = []
    for mark in marks:
        height = up(mark)
        made.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{height:.0f}" y2="{height:.0f}" stroke="{INK}" '
            'stroke-opacity="0.25"/>'
        )
        made.append(
            text(LEFT - 6, height + 4, figure(mark if mark % 1 else int(mark)), anchor="end", size=11)
        )
    return made


def bars(title: str, unit: str, rows: Sequence[tuple[str, float]]) -> str:
    """Horizontal bars, in the order given."""
    tall, wide, label = 22, 330, 270
    top = max((value for _, value in rows), default=1.0) or 1.0
    parts = [text(8, 18, f"{title} ({unit})", size=14)]
    for number, (name, value) in enumerate(rows):
        y = 30 + number * tall
        length = max(wide * value / top, 1)
        parts.append(text(label - 8, y + 14, name, anchor="end"))
        parts.append(
            f'<rect x="{label}" y="{y + 2}" width="{length:.0f}" height="{tall - 6}" fill="{COLOURS[0]}">'
            f"<title>{escape(f'{name}: {figure(value)} {unit}')}</title></rect>"
        )
        parts.append(text(label + length + 6, y + 14, figure(value)))
    return framed(WIDTH, 40 + tall * len(rows), title, parts)
