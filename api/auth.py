"""The door: who calls, whether they may, and how often.

A caller shows an API key or a token; its owner name marks the threads that it makes. Keys are known by their
SHA-256 alone and compared in constant time, all of them each time.
"""

import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from agent.errors import GuideError
from agent.settings import Settings, fingerprint
from agent.state import Ask
from api.errors import Forbidden, TooMany, Unauthorized, reply
from api.limits import address
from api.nationality import currency_of

if TYPE_CHECKING:
    from api.tokens import Tokens

log = logging.getLogger(__name__)

OPEN: Final = frozenset({"/", "/live", "/ready", "/health", "/docs", "/openapi.json"})
SECRET: Final = 32
"""Bytes of a secret for HS256, at least (RFC 7518)."""
LONGEST: Final = 4_096
"""Characters of a key or token."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sent a request."""

    owner: str = ""
    """`key:<fingerprint>` or `sub:<subject>`; empty where the service is open."""
    currency: str | None = None
    """ISO 4217 code of the money to show where the request names none."""


STRANGER: Final = Visitor()


class Keys:
    """Knows callers by key or token."""

    def __init__(self, settings: Settings) -> None:
        self._known = tuple(digest.encode() for digest in settings.api_keys)
        self._tokens = _tokens(settings)
        self.closed = settings.closed

    def visitor(self, headers: Mapping[str, str]) -> Visitor:
        """Raises Unauthorized."""
        if not self.closed:
            return STRANGER
        shown = _shown(headers)
        if not shown:
            raise Unauthorized("열쇠가 있어야 쓸 수 있어요.")
        if len(shown) > LONGEST:
            raise Unauthorized("열쇠가 맞지 않아요.", token=True)
        digest = fingerprint(shown).encode()
        matches = [hmac.compare_digest(digest, known) for known in self._known]
        if any(matches):
            return Visitor(owner=f"key:{digest[:16].decode()}")
        if self._tokens and shown.count(".") == 2:  # noqa: PLR2004 - header.claims.signature
            claims = self._tokens.claims(shown)
            return Visitor(owner=f"sub:{claims.subject}", currency=currency_of(claims.nationality))
        raise Unauthorized("열쇠가 맞지 않아요.", token=True)


def _tokens(settings: Settings) -> "Tokens | None":
    """None where none are taken: cryptography is not loaded then."""
    if not (settings.jwt_secret.get_secret_value() or settings.jwt_public_key):
        return None
    from api.tokens import Tokens

    return Tokens.of(settings)


def _shown(headers: Mapping[str, str]) -> str:
    """The key or token of a request; empty when there is none."""
    scheme, _, credential = headers.get("authorization", "").partition(" ")
    shown = credential if scheme.lower() == "bearer" else ""
    return shown.strip() or headers.get("x-api-key", "").strip()


class Doors:
    """Lets a request in, or refuses it. Pure ASGI; nothing of a body is read before."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._keys = Keys(settings)
        self._local = not settings.closed and not settings.allow_open

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        path: str = scope["path"]
        try:
            state["visitor"] = await self._admit(scope, state, free=is_open(path))
        except GuideError as error:
            await reply(error, path)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _admit(self, scope: Scope, state: dict[str, Any], *, free: bool) -> Visitor | None:
        """The visitor; None for a stranger where strangers may look. Raises Forbidden, TooMany, Unauthorized.

        A wrong key counts against the address it came from, a right one against itself.
        """
        if self._local and not is_local(scope):
            raise Forbidden("이 서비스는 같은 컴퓨터에서만 쓸 수 있어요.")
        visitor: Visitor | None = None
        refusal: Unauthorized | None = None
        try:
            visitor = self._keys.visitor(Headers(scope=scope))
        except Unauthorized as error:
            refusal = error
        if free:
            return visitor
        if buckets := scope["app"].state.buckets:
            taken = await buckets.take(visitor.owner if visitor and visitor.owner else address(scope))
            state["headers"] = taken.headers
            if not taken.granted:
                raise TooMany("요청이 너무 잦아요. 잠시 뒤에 다시 보내 주세요.", retry_after=taken.wait)
        if refusal:
            raise refusal
        return visitor


def is_open(path: str) -> bool:
    """Paths that need no key: the page, its parts, the description, and the state of the service."""
    return path in OPEN or path.startswith(("/web/", "/docs/"))


def is_local(scope: Scope) -> bool:
    """Whether the caller is on this machine; a caller without an address did not come over the network."""
    return _loopback((scope.get("client") or ("", 0))[0]) is not False


@lru_cache(1_024)
def _loopback(address: str) -> bool | None:
    """None for what is no address."""
    try:
        known = ip_address(address)
    except ValueError:
        return None
    return (getattr(known, "ipv4_mapped", None) or known).is_loopback


def host(settings: Settings) -> str:
    """The address to bind: without keys it is this machine's own, whatever is set, and that is said."""
    if 0 < len(settings.jwt_secret.get_secret_value().encode()) < SECRET:
        log.warning("door.short_secret: GUIDE_JWT_SECRET is found by trying; make it of %d bytes", SECRET)
    if settings.closed or settings.allow_open:
        return settings.host
    bound = settings.host if settings.host == "localhost" or _loopback(settings.host) else "127.0.0.1"
    log.log(
        logging.INFO if bound == settings.host else logging.WARNING,
        "door.local_only host=%s: no GUIDE_API_KEYS and no JWT key is set, so only this machine is served;"
        " set one, or GUIDE_ALLOW_OPEN=true",
        bound,
    )
    return bound


def visitor(request: Request) -> Visitor:
    """Who sent this request; a stranger where nobody had to say."""
    return getattr(request.state, "visitor", None) or STRANGER


def owner(request: Request) -> str:
    return visitor(request).owner


def asked(request: Request, ask: Ask) -> Ask:
    """`ask` with what is known of its sender."""
    currency = ask.currency or visitor(request).currency
    return replace(ask, currency=currency) if currency != ask.currency else ask
