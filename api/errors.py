"""Every failure leaves in one shape: `{"error": {"code", "message", "hint"}}`."""

import logging
from typing import Any

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from agent.errors import GuideError, Invalid

log = logging.getLogger(__name__)


class NotAllowed(GuideError):
    code = "method_not_allowed"
    status = 405
    hint = "See /docs for the methods of each path."


class NoSuchPath(GuideError):
    code = "not_found"
    status = 404
    hint = "See /docs for the paths."


class JSON(Response):
    """JSON that keeps Hangul as it is."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


def reply(error: GuideError) -> JSON:
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after else None
    return JSON(error.body(), status_code=error.status, headers=headers)


def invalid(error: RequestValidationError) -> Invalid:
    """What is wrong with which field, in words of ours."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if part not in {"body", "query", "path"})
    if first["type"] == "json_invalid":
        return Invalid("요청 본문이 올바른 JSON이 아니에요.", hint="Send a JSON object in UTF-8.")
    named = f"{where}: " if where and first["type"] != "json_invalid" else ""
    return Invalid("요청 형식이 올바르지 않아요.", hint=f"{named}{first['msg']}")


def install(app: FastAPI) -> None:
    @app.exception_handler(GuideError)
    async def guide_error(_: Request, error: GuideError) -> JSON:
        return reply(error)

    @app.exception_handler(RequestValidationError)
    async def malformed(_: Request, error: RequestValidationError) -> JSON:
        return reply(invalid(error))

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSON:
        if error.status_code == NotAllowed.status:
            return reply(NotAllowed("이 주소에서는 쓸 수 없는 방식이에요."))
        if error.status_code == NoSuchPath.status:
            return reply(NoSuchPath("그런 주소는 없어요."))
        if error.status_code == Invalid.status:
            return reply(Invalid("요청 본문을 읽을 수 없어요.", hint="Send a JSON object in UTF-8."))
        return JSON(GuideError(str(error.detail)).body(), status_code=error.status_code)

    @app.exception_handler(Exception)
    async def fault(request: Request, error: Exception) -> JSON:
        log.error("request.failed path=%s", request.url.path, exc_info=error)
        return reply(GuideError("서비스에 문제가 생겼어요. 잠시 뒤에 다시 시도해 주세요."))
