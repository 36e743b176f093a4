"""Asking an endpoint how it is. Local addresses are asked directly, whatever proxy the environment names."""

import http.client
import json
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from serving.errors import EngineFailed

_OK = 200
_LOCAL = {"127.0.0.1", "localhost", "::1"}


def answers(url: str, timeout: float = 2.0) -> bool:
    """Whether `url` answers 200 within `timeout` seconds."""
    try:
        return _get(url, timeout, "")[0] == _OK
    except (OSError, http.client.HTTPException):
        return False


def models(base_url: str, api_key: str, timeout: float = 5.0) -> list[str]:
    """The names that an OpenAI-compatible endpoint lists.

    Raises:
        EngineFailed: it does not answer, refuses the key, or is something else.
    """
    url = f"{base_url.rstrip('/')}/models"
    fix = "start it, or correct GUIDE_LLM_BASE_URL (it ends in /v1) and GUIDE_LLM_API_KEY"
    try:
        status, body = _get(url, timeout, api_key)
    except (OSError, http.client.HTTPException) as error:
        raise EngineFailed(f"Nothing answers at {url} ({error})", fix) from error
    if status != _OK:
        raise EngineFailed(f"{url} answers with status {status}", fix)
    try:
        return [str(card["id"]) for card in json.loads(body)["data"]]
    except (ValueError, KeyError, TypeError) as error:
        raise EngineFailed(f"{url} does not list models as OpenAI's API does", fix) from error


def _get(url: str, timeout: float, api_key: str) -> tuple[int, bytes]:
    if urlsplit(url).scheme not in ("http", "https"):
        raise OSError(f"{url} is not an http address")
    proxies: dict[str, str] | None = {} if urlsplit(url).hostname in _LOCAL else None
    opener = urllib.request.build_opener(urllib.request.ProxyHandler(proxies))
    request = urllib.request.Request(url)  # noqa: S310 - the scheme was checked
    if api_key:
        request.add_header("Authorization", f"Bearer {api_key}")
    try:
        with opener.open(request, timeout=timeout) as response:
            return int(response.status), bytes(response.read())
    except urllib.error.HTTPError as error:
        return int(error.code), b""
