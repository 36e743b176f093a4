"""Every failure leaves in one shape: `{"error": {"code", "message", "hint"}}`.

Under /v1/ it is OpenAI's shape instead, `{"error": {"message", "type", "param", "code"}}`: clients of that
API read no other.
"""

import logging
import re
from collections.abc import Mapping
from typing import Any, Final

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from agent.errors import GuideError, Invalid
from agent.telemetry import metrics
from api.headers import safe

log = logging.getLogger(__name__)

FIELD: Final = re.compile(r"[a-z][a-z0-9_]*|\d+")
"""A field of a body, or a place in a list."""


class Malformed(Invalid):
    """`param`: the field at fault, for OpenAI's shape."""

    def __init__(self, message: str, *, hint: str, param: str | None) -> None:
        super().__init__(message, hint=hint)
        self.param = param


class NotAllowed(GuideError):
    code = "method_not_allowed"
    status = 405
    hint = "See /docs for the methods of each path."


class NoSuchPath(GuideError):
    code = "not_found"
    status = 404
    hint = "See /docs for the paths."


class Unauthorized(GuideError):
    code = "unauthorized"
    status = 401
    hint = "Send `Authorization: Bearer <key or token>`, or `X-API-Key: <key>`."

    def __init__(self, message: str, *, token: bool = False) -> None:
        """`token`: one was shown, and is no good (RFC 6750, section 3.1)."""
        super().__init__(message)
        self.challenge = 'Bearer realm="gildongmu"' + (', error="invalid_token"' if token else "")


class Forbidden(GuideError):
    code = "local_only"
    status = 403
    hint = (
        "Without GUIDE_API_KEYS or a JWT key only this machine is served. Set one, or GUIDE_ALLOW_OPEN=true."
    )


class SlowUpload(Invalid):
    code = "upload_too_slow"
    status = 408
    hint = "Send the whole body within GUIDE_BODY_TIMEOUT seconds."


class TooMany(GuideError):
    code = "rate_limited"
    status = 429
    hint = "Wait Retry-After seconds. X-RateLimit-Remaining tells how many requests are left."


class JSON(Response):
    """JSON that keeps Hangul as it is."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


OPENAI: Final = {401: "invalid_api_key", 429: "rate_limit_exceeded"}
"""OpenAI's codes where it has one of its own."""


def shape(error: GuideError, path: str = "") -> dict[str, Any]:
    """The body that the clients of `path` expect."""
    if not path.startswith("/v1/"):
        return error.body()
    kind = "server_error" if error.status >= GuideError.status else "invalid_request_error"
    return {
        "error": {
            "message": f"{error.message} ({error.hint})",
            "type": "rate_limit_error" if isinstance(error, TooMany) else kind,
            "param": getattr(error, "param", None),
            "code": OPENAI.get(error.status, error.code),
        }
    }


def reply(error: GuideError, path: str = "", headers: Mapping[str, str] | None = None) -> JSON:
    if error.code in metrics.CODES:
        metrics.child(metrics.REFUSED, error.code).inc()
    told = dict(headers or {})
    if error.retry_after:
        told["Retry-After"] = str(error.retry_after)
    if isinstance(error, Unauthorized):
        told["WWW-Authenticate"] = error.challenge
    return JSON(shape(error, path), status_code=error.status, headers=told)


def invalid(error: RequestValidationError) -> Invalid:
    """What is wrong with which field, in words of ours."""
    found = error.errors()
    if found[0]["type"] == "json_invalid":
        return Invalid("요청 본문이 올바른 JSON이 아니에요.", hint="Send a JSON object in UTF-8.")
    field = _field(found[0])
    # Where several forms are allowed, each tells why the value is not of it: the nearest miss is heard.
    forms = [one for one in found if _field(one)[: len(field)] == field]
    nearest = min(forms, key=lambda one: (one["type"].endswith("_type"), -len(one["loc"])))
    where = ".".join(_field(nearest))
    hint = f"{where}: {nearest['msg']}" if where else nearest["msg"]
    return Malformed("요청 형식이 올바르지 않아요.", hint=hint, param=where or None)


def _field(error: Mapping[str, Any]) -> list[str]:
    """Its path as the sender knows it: without the names that pydantic gives the forms of a union."""
    parts = map(str, error["loc"][1:])
    return [part for part in parts if FIELD.fullmatch(part) and part != "str"]


def refused(error: HTTPException) -> GuideError:
    """The framework's own refusals, in words of ours."""
    if error.status_code == NotAllowed.status:
        return NotAllowed("이 주소에서는 쓸 수 없는 방식이에요.")
    if error.status_code == NoSuchPath.status:
        return NoSuchPath("그런 주소는 없어요.")
    if error.status_code == Invalid.status:
        return Invalid("요청 본문을 읽을 수 없어요.", hint="Send a JSON object in UTF-8.")
    other = GuideError(str(error.detail))
    other.status = error.status_code
    return other


def install(app: FastAPI) -> None:
    @app.exception_handler(GuideError)
    async def guide_error(request: Request, error: GuideError) -> JSON:
        return reply(error, request.url.path)

    @app.exception_handler(RequestValidationError)
    async def malformed(request: Request, error: RequestValidationError) -> JSON:
        return reply(invalid(error), request.url.path)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSON:
        return reply(refused(error), request.url.path, error.headers)

    @app.exception_handler(Exception)
    async def fault(request: Request, error: Exception) -> JSON:
        """The framework answers with this outside of all middlewares, so it brings its own headers."""
        path = request.url.path
        log.error("request.failed path=%s", path, exc_info=error)
        own = {name.decode(): value.decode() for name, value in safe(path)}
        return reply(GuideError("서비스에 문제가 생겼어요. 잠시 뒤에 다시 시도해 주세요."), path, own)
