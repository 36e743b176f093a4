"""Pages fetched from the public web and nowhere else: https, public addresses, small, text, as robots allow.

Addresses are judged after their names are resolved, by the resolver of the very connection that is then made,
and again by its socket: a name that turns to a private address between two look-ups gains nothing, nor does
an address written so that only the connection reads it as one. Each redirect is judged anew.
"""

import ipaddress
import re
import socket
import ssl
from collections.abc import Callable
from typing import Final
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from agent.tools.web.address import address
from agent.tools.web.recent import Recent

MAX_BYTES: Final = 1_500_000
MAX_REDIRECTS: Final = 3
ROBOTS_BYTES: Final = 500_000
ROBOTS_SECONDS: Final = 3_600.0
NAME: Final = "Gildongmu"
_TYPES = re.compile(r"(?:text/html|application/xhtml\+xml|text/plain)\b", re.IGNORECASE)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_OK, _REDIRECTS = 200, frozenset((301, 302, 303, 307, 308))
_GONE = range(400, 500)


class Refused(Exception):
    """A page that is not opened; the reason holds no address."""


def public(host: str) -> bool:
    """Whether an IP address is one of the public net; also one wrapped in another is looked at."""
    try:
        found = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


class Vetted(AbstractResolver):
    """Resolves names, and refuses those with any address that is not public."""

    def __init__(self, resolver: AbstractResolver, allow: Callable[[str], bool]) -> None:
        self._resolver = resolver
        self._allow = allow

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        if not found or not all(self._allow(one["host"]) for one in found):
            raise OSError("not a public address")
        return found

    async def close(self) -> None:
        await self._resolver.close()


class Public:
    """Opens pages; use `close` at the end."""

    def __init__(
        self,
        contact: str,
        *,
        resolver: AbstractResolver | None = None,
        allow: Callable[[str], bool] = public,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        """`contact` goes into the User-Agent; the rest replaces the public net's names and trust."""
        self._agent = f"{NAME}/0.1 ({contact})"
        self._resolver, self._allow, self._trust = resolver, allow, trust
        self._robots: Recent[RobotFileParser] = Recent(256, ROBOTS_SECONDS)
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def page(self, url: str) -> str:
        """The HTML or text at `url`. Raises Refused; without a time limit of its own."""
        try:
            for _ in range(MAX_REDIRECTS + 1):
                if not await self._allowed(url):
                    raise Refused("robots.txt forbids it")
                status, body, onward = await self._get(url, MAX_BYTES, only=_TYPES)
                if status == _OK:
                    return body
                if status not in _REDIRECTS or not onward:
                    raise Refused(f"HTTP {status}")
                url = urljoin(url, onward)
        except (aiohttp.ClientError, OSError, ValueError, UnicodeError) as error:
            raise Refused(f"connection failed ({type(error).__name__})") from error
        raise Refused("too many redirects")

    async def _allowed(self, url: str) -> bool:
        """By the host's robots.txt (RFC 9309): none allows all, one that cannot be read allows nothing."""
        parts = urlsplit(url)
        rules = self._robots.get(parts.netloc)
        if rules is None:
            rules = RobotFileParser()
            where = f"https://{parts.netloc}/robots.txt"
            for _ in range(MAX_REDIRECTS + 1):
                status, body, onward = await self._get(where, ROBOTS_BYTES, only=None)
                if status not in _REDIRECTS or not onward:
                    break
                where = urljoin(where, onward)
            told = body.splitlines() if status == _OK else []
            rules.parse(told if status == _OK or status in _GONE else ["User-agent: *", "Disallow: /"])
            self._robots.put(parts.netloc, rules)
        return rules.can_fetch(NAME, url)

    async def _get(self, url: str, limit: int, only: re.Pattern[str] | None) -> tuple[int, str, str | None]:
        """Status, text and `Location`. Raises Refused, and what aiohttp raises."""
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.port not in {None, 443} or address(url) is None:
            raise Refused("not a public https address")
        if parts.hostname and _literal(parts.hostname) and not self._allow(parts.hostname):
            raise Refused("not a public address")
        async with self._opened().get(url, allow_redirects=False) as answer:
            if answer.status != _OK:
                return answer.status, "", answer.headers.get("Location")
            if only and not only.match(answer.headers.get("Content-Type", "")):
                raise Refused("neither HTML nor text")
            if answer.headers.get("Content-Encoding", "identity") != "identity":
                raise Refused("compressed, unasked")
            body = bytearray()
            async for chunk in answer.content.iter_any():
                body += chunk
                if len(body) > limit:
                    raise Refused("too large")
            return _OK, bytes(body).decode(answer.charset or "utf-8", "replace"), None

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            vetted = Vetted(self._resolver or aiohttp.ThreadedResolver(), self._allow)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    resolver=vetted, ssl=self._trust or True, limit=16, socket_factory=self._socket
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={
                    "User-Agent": self._agent,
                    "Accept": "text/html,text/plain",
                    "Accept-Encoding": "identity",
                },
                auto_decompress=False,
                trust_env=False,
            )
        return self._session

    def _socket(self, address: aiohttp.AddrInfoType) -> socket.socket:
        """For a connection that is about to be made: whatever a host was written as, this is where it leads.

        Raises OSError where that is not public.
        """
        family, kind, protocol, _, where = address
        if not self._allow(str(where[0])):
            raise OSError("not a public address")
        made = socket.socket(family, kind, protocol)
        made.settimeout(0)
        return made


def _literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
