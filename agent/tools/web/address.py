"""Addresses that providers return: fit to show, and the same page under one name."""

import ipaddress
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from agent.tools.web.found import Source

_MAX_CHARS = 2_000
_PORTS = frozenset((None, 80, 443))
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|igshid|mc_[ce]id|ref_src|spm|yclid|msclkid|srsltid", re.IGNORECASE
)


def address(raw: object) -> str | None:
    """The address as returned if a reader may be sent there: http(s), a public host, no credentials."""
    if not isinstance(raw, str) or not (url := raw.strip()) or len(url) > _MAX_CHARS:
        return None
    if any(one.isspace() or unicodedata.category(one) in {"Cc", "Cf"} or one in "<>\"'`\\" for one in url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    host = parts.hostname or ""
    if parts.scheme.lower() not in {"http", "https"} or "@" in parts.netloc or port == 0 or not _public(host):
        return None
    return url


def _public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host.strip(".") and not host.endswith((".local", ".internal", ".localhost"))


def canonical(url: str) -> str:
    """No scheme, www., mobile host, fragment, tracking or order of parameters: equal for the same page."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").replace(".m.wiki", ".wiki")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [pair for pair in pairs if not _TRACKING.fullmatch(pair[0])]
    port = "" if parts.port in _PORTS else f":{parts.port}"
    return f"{host}{port}{parts.path.rstrip('/')}?{urlencode(sorted(kept))}".rstrip("?")


def unique(sources: Iterable[Source]) -> list[Source]:
    """The first of each page."""
    kept: dict[str, Source] = {}
    for one in sources:
        kept.setdefault(canonical(one.url), one)
    return list(kept.values())
