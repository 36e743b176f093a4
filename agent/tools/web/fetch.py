"""One JSON call to a provider: the only place that retries, reads errors and limits size."""

import re
from typing import Any

import httpx
import orjson

from agent.tools.web.clean import text
from agent.tools.web.provider import ProviderError

MAX_BYTES = 2_000_000
_REASON_CHARS = 100
_XML_CODE = re.compile(rb"<(?:CODE|code|returnReasonCode)>\s*([\w-]{1,24})\s*<")
"""Public data services answer a bad key in XML with status 200, whatever form was asked for."""
_AGAIN = (httpx.ConnectError, httpx.RemoteProtocolError)
"""A refused connection, or a pooled one that the other side had closed. Timeouts are not tried again."""


async def fetch(
    client: httpx.AsyncClient,
    method: str,
    url: str,
    *,
    params: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
    body: dict[str, Any] | None = None,
) -> Any:
    """The decoded JSON of a 2xx answer. Raises ProviderError with a reason fit for logs."""
    accept = {"Accept": "application/json", **(headers or {})}
    try:
        request = client.build_request(method, url, params=params, headers=accept, json=body)
        try:
            status, answer, head = await _send(client, request)
        except _AGAIN:
            status, answer, head = await _send(client, request)
    except httpx.TimeoutException as error:
        raise ProviderError("timed out") from error
    except httpx.ConnectError as error:
        raise ProviderError("cannot connect") from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise ProviderError(f"connection failed ({type(error).__name__})") from error
    return _read(status, answer, head)


async def _send(client: httpx.AsyncClient, request: httpx.Request) -> tuple[int, bytes, httpx.Headers]:
    response = await client.send(request, stream=True, follow_redirects=False)
    try:
        answer = bytearray()
        async for chunk in response.aiter_bytes():
            answer += chunk
            if len(answer) > MAX_BYTES:
                raise ProviderError("the answer is too large", status=response.status_code)
        return response.status_code, bytes(answer), response.headers
    finally:
        await response.aclose()


def _read(status: int, answer: bytes, head: httpx.Headers) -> Any:
    payload: Any = None
    try:
        payload = orjson.loads(answer)
    except orjson.JSONDecodeError as error:
        if httpx.codes.is_success(status):
            if found := _XML_CODE.search(answer):
                raise fault({"code": found[1].decode("ascii", "replace")}, status=status) from error
            kind = head.get("content-type", "no content type").split(";")[0]
            raise ProviderError(f"not JSON ({text(kind, 40)})", status=status) from error
    if not httpx.codes.is_success(status):
        raise fault(payload, status=status, retry_after=head.get("retry-after"))
    return payload


def fault(payload: Any, *, status: int | None = None, retry_after: str | None = None) -> ProviderError:
    """Reads the error shapes of all providers: under `error`, `detail` or `result`, or flat (Kakao)."""
    inner = payload if isinstance(payload, dict) else {}
    for key in ("error", "detail", "result"):
        told = inner.get(key)
        told = told[0] if isinstance(told, list) and told else told
        if isinstance(told, dict):
            inner = told
    code = next(
        (str(inner[key]) for key in ("code", "errorCode", "errorType", "status") if inner.get(key)), ""
    )
    said = next(
        (inner[key] for key in ("error", "detail", "message", "info", "errorMessage", "msg")
         if isinstance(inner.get(key), str)), "",
    )  # fmt: skip
    parts = [f"HTTP {status}" if status else "", code, said]
    reason = text(" ".join(part for part in parts if part), _REASON_CHARS) or "error without a reason"
    return ProviderError(
        reason, status=status, code=code, retry_after=_seconds(inner.get("retry_after_seconds", retry_after))
    )


def _seconds(value: Any) -> float | None:
    try:
        return max(0.0, float(value))
    except (TypeError, ValueError):
        return None
