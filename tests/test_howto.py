"""The worked example of the page is run as it stands: its files, its commands, and what they say."""

import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "howto" / "add-your-places.md"
FILE = re.compile(r"^```\w+ (?P<name>[\w.-]+)\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(
    r"^```sh\npython (?P<line>-m ingest[^\n]*)\n```$(?:\n\n^```text\n(?P<said>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)


def test_a_team_adds_its_places_as_the_page_shows(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    files = {found["name"]: found["content"] for found in FILE.finditer(page)}
    assert files.keys() == {"cafes.csv", "cafes.toml"}
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    commands = list(COMMAND.finditer(page))
    assert len(commands) == 3
    for command in commands:
        done = subprocess.run(
            [sys.executable, *command["line"].split()],
            cwd=tmp_path,
            env={**os.environ, "GUIDE_DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(PAGE.parents[2])},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        said = done.stdout.splitlines()
        for line in (command["said"] or "").splitlines():
            assert line in said, f"{command['line']} said:\n{done.stdout}"
    layer = (tmp_path / "data" / "places" / "cafes.jsonl").read_text(encoding="utf-8")
    assert layer.count("\n") == 3
