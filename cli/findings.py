"""What a look at one part told, and how it is shown."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final, Literal

from cli.screen import DIM, GREEN, RED, YELLOW, Screen

State = Literal["ok", "off", "note", "bad"]
"""`off`: not set up, and not needed. `note`: it works, but could do better. `bad`: it must be mended."""
SHOWN: Final[dict[State, tuple[str, str]]] = {
    "ok": ("✓", GREEN),
    "off": ("·", DIM),
    "note": ("!", YELLOW),
    "bad": ("✗", RED),
}
WIDE: Final = 20


@dataclass(frozen=True, slots=True)
class Finding:
    part: str
    state: State
    said: str
    fix: str = ""


def show(findings: Sequence[Finding], screen: Screen) -> None:
    for finding in findings:
        mark, code = SHOWN[finding.state]
        said = " ".join(finding.said.split())
        print(f"{screen.style(mark, code)} {finding.part:<{WIDE}} {said}")
        if finding.fix:
            print(f"  {'':<{WIDE}} → {' '.join(finding.fix.split())}")
    count = {state: sum(finding.state == state for finding in findings) for state in SHOWN}
    print(f"\n{count['ok']} ok, {count['note']} could be better, {count['bad']} must be mended")


def dumped(findings: Sequence[Finding]) -> str:
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1)
