"""The model hub, where one is reachable. A machine without one moves on within seconds, and remembers."""

import importlib.util
import json
import os
import time
import urllib.error
import urllib.request
from pathlib import Path
from threading import Thread

from serving.catalog import Hub
from serving.errors import SourceDown

ENDPOINT = "https://huggingface.co"
PATIENCE = 4.0
MEMORY = 24 * 3600.0
_TRUE = {"1", "ON", "YES", "TRUE"}
_FIX = "set HF_ENDPOINT to a mirror, unset HF_HUB_OFFLINE, or give a local path"


def reachable(memory: Path) -> bool:
    """Whether to try the hub at all. An answer of "no" is kept in the file `memory` for a day.

    The probe runs in a thread that is left behind after `PATIENCE` seconds: resolving a name has no
    timeout of its own.
    """
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in _TRUE or not importlib.util.find_spec(
        "huggingface_hub"
    ):
        return False
    if _remembered(memory):
        return False
    answers: list[bool] = []
    probe = Thread(target=lambda: answers.append(_answers()), daemon=True)
    probe.start()
    probe.join(PATIENCE)
    if answers == [True]:
        return True
    forget_until_tomorrow(memory)
    return False


def download(source: Hub, into: Path) -> None:
    """The hub's files into the folder `into`.

    Raises:
        SourceDown: it is not there, not for us, or the connection broke.
    """
    import huggingface_hub
    from huggingface_hub.errors import HfHubHTTPError

    try:
        huggingface_hub.snapshot_download(
            source.repo,
            allow_patterns=list(source.files) or None,
            local_dir=into,
            endpoint=_endpoint(),
            etag_timeout=PATIENCE,
            max_workers=3,
        )
    except (HfHubHTTPError, OSError, ValueError) as error:
        raise SourceDown(f"The model hub did not deliver {source.repo}: {error}", _FIX) from error


def forget_until_tomorrow(memory: Path) -> None:
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(json.dumps({"endpoint": _endpoint(), "failed": time.time()}), encoding="utf-8")


def _endpoint() -> str:
    return os.environ.get("HF_ENDPOINT", "").rstrip("/") or ENDPOINT


def _remembered(memory: Path) -> bool:
    try:
        seen = json.loads(memory.read_text(encoding="utf-8"))
        return bool(seen["endpoint"] == _endpoint() and 0 <= time.time() - seen["failed"] < MEMORY)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _answers() -> bool:
    request = urllib.request.Request(f"{_endpoint()}/api/models?limit=1")  # noqa: S310 - the user's own setting
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310 - as above
            return bool(response.status == 200)  # noqa: PLR2004 - HTTP OK
    except (OSError, ValueError):
        return False
