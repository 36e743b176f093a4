"""Plots as SVG text: shares as dots on a scale, with their intervals."""

from collections.abc import Mapping
from html import escape

from evals.judged import Share

WIDTH, NAMES, ROW = 720, 190, 24
INK, WHISKER, GRID, DOT = "#1f2430", "#8a93a6", "#e3e6ee", "#2f6fde"
SVG, FONT = "http://www.w3.org/2000/svg", 'font-family="system-ui, sans-serif" font-size="12"'
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def dots(shares: Mapping[str, Share], title: str, before: Mapping[str, Share] | None = None) -> str:
    """One row a share: a dot with its 95 % interval; a ring where it stood before."""
    height = ROW * (len(shares) + 2)
    parts = [
        f'<svg xmlns="{SVG}" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}" {FONT}>',
        f'<text x="0" y="14" fill="{INK}" font-weight="600">{escape(title)}</text>',
        *(_tick(value, height) for value in TICKS),
    ]
    for row, (name, share) in enumerate(shares.items(), 1):
        parts += _row(name, share, row * ROW + ROW / 2, (before or {}).get(name))
    return "\n".join([*parts, "</svg>"])


def _at(value: float) -> float:
    return NAMES + value * (WIDTH - NAMES - 60)


def _tick(value: float, height: int) -> str:
    at = _at(value)
    return (
        f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{ROW}" y2="{height - ROW}" stroke="{GRID}"/>'
        f'<text x="{at:.1f}" y="{height - 8}" fill="{WHISKER}" text-anchor="middle">{value:.0%}</text>'
    )


def _row(name: str, share: Share, y: float, before: Share | None) -> list[str]:
    low, high = _at(share.low), _at(share.high)
    parts = [
        f'<text x="{NAMES - 10}" y="{y + 4:.1f}" fill="{INK}" text-anchor="end">{escape(name)}</text>',
        f'<path d="M{low:.1f} {y:.1f}H{high:.1f}" stroke="{WHISKER}" stroke-width="2"/>',
    ]
    if before is not None and before.all:
        parts.append(
            f'<circle cx="{_at(before.rate):.1f}" cy="{y:.1f}" r="6" fill="none" stroke="{WHISKER}"/>'
        )
    parts.append(
        f'<circle cx="{_at(share.rate):.1f}" cy="{y:.1f}" r="4.5" fill="{DOT}">'
        f"<title>{share.right} of {share.all}</title></circle>"
    )
    parts.append(f'<text x="{WIDTH}" y="{y + 4:.1f}" fill="{INK}" text-anchor="end">{share.rate:.1%}</text>')
    return parts
