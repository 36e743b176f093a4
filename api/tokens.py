"""Signed tokens (JWT) that callers may show in place of a key: HS256 by a secret, RS256 by a public key."""

import logging
from dataclasses import dataclass
from typing import Any, Self

import jwt

from agent.settings import Settings
from api.errors import Unauthorized

log = logging.getLogger(__name__)

LONGEST = 200
"""Characters of a subject: a readable id, so printable too: others no database keeps."""


@dataclass(frozen=True, slots=True)
class Claims:
    subject: str
    nationality: Any
    """As the token words it, if it does."""


class Tokens:
    def __init__(self, keys: dict[str, str], issuer: str | None, audience: str | None) -> None:
        """`keys`: by algorithm."""
        self._keys = keys
        self._issuer = issuer
        self._audience = audience

    @classmethod
    def of(cls, settings: Settings) -> Self:
        keys = {"HS256": settings.jwt_secret.get_secret_value(), "RS256": settings.jwt_public_key}
        held = {name: key for name, key in keys.items() if key}
        return cls(held, settings.jwt_issuer or None, settings.jwt_audience or None)

    def claims(self, token: str) -> Claims:
        """Raises Unauthorized."""
        try:
            algorithm = jwt.get_unverified_header(token).get("alg", "")
            claims: dict[str, Any] = jwt.decode(
                token,
                # The algorithm picks its own key: an RS256 key never verifies an HS256 signature.
                self._keys.get(algorithm, ""),
                algorithms=[name for name in self._keys if name == algorithm],
                issuer=self._issuer,
                audience=self._audience,
                options={"require": ["exp", "sub"], "verify_aud": self._audience is not None},
            )
        except jwt.ExpiredSignatureError:
            raise Unauthorized("로그인한 지 오래됐어요. 다시 로그인해 주세요.", token=True) from None
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            log.info("door.token_refused reason=%s", type(error).__name__)
            raise Unauthorized("열쇠가 맞지 않아요.", token=True) from None
        subject = claims["sub"]
        if len(subject) > LONGEST or not subject.strip() or not subject.isprintable():
            raise Unauthorized("열쇠가 맞지 않아요.", token=True)
        return Claims(subject, claims.get("nationality"))
