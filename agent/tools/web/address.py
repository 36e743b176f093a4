"""Addresses that providers return: fit to show, and the same page under one name."""

import ipaddress
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from agent.tools.web.found import Source

_MAX_CHARS = 2_000
_NUMERIC = re.compile(r"\d+|0x[0-9a-f]*")
_INSIDE = (".local", ".internal", ".localhost", ".lan", ".home", ".corp", ".intranet", ".home.arpa")
"""Ends of names that only a network's inside knows."""
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
    """By its letters: as clients read them, with full-width digits and dots folded."""
    name = unicodedata.normalize("NFKC", host).replace("。", ".").rstrip(".").lower()
    try:
        return ipaddress.ip_address(name).is_global
    except ValueError:
        last = name.rpartition(".")[2]
        numeric = _NUMERIC.fullmatch(last) is not None  # 127.1, 0177.0.0.1, 0x7f.1: IPv4 written otherwise
        return "." in name and not numeric and not name.endswith(_INSIDE)


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
