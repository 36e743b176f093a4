"""The OpenAPI description, honest about failures: which statuses a path may answer, and in which shape.

The framework would promise a 422 of its own shape on every path with input; this service never sends one.
"""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.auth import is_open

REASONS: Final = {
    400: "The request is malformed, or asks for what there is not",
    401: "No key, or a wrong one",
    403: "Without keys only this machine is served",
    404: "No such thread, turn, place, name or model of yours",
    408: "The body came too slowly",
    409: "The thread is answering another message",
    413: "The body is too large",
    429: "Too many requests; Retry-After tells when",
    503: "No room for another answer, or a part that it needs is down",
}
TURNS: Final = frozenset(
    {"/chat", "/chat/stream", "/v1/chat/completions", "/generate", "/generate-stream", "/get-etiquette"}
)
"""Paths that answer a message."""
NAMES: Final = frozenset({"/chat", "/chat/stream", "/v1/chat/completions", "/directions", "/feedback"})
"""Paths whose body names something that may not be there."""
STATES: Final = frozenset({"/ready", "/health"})

_TEXT: Final = {"type": "string"}
_NULLABLE: Final = {"type": ["string", "null"]}


def _error(**fields: dict[str, Any]) -> dict[str, Any]:
    inner = {"type": "object", "required": list(fields), "properties": fields}
    return {"type": "object", "required": ["error"], "properties": {"error": inner}}


SHAPES: Final = {
    "Error": _error(
        code={**_TEXT, "description": "Stable; see docs/reference/http.md"},
        message={**_TEXT, "description": "For the person who asked, in Korean"},
        hint={**_TEXT, "description": "For whoever integrates, in English"},
    ),
    "OpenAIError": _error(message=_TEXT, type=_TEXT, param=_NULLABLE, code=_NULLABLE),
}


def install(app: FastAPI) -> None:
    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = described(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def described(app: FastAPI) -> dict[str, Any]:
    spec = get_openapi(title=app.title, version=app.version, routes=app.routes)
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            told = operation["responses"]
            told.pop("422", None)
            for status in statuses(path, method, operation):
                told.setdefault(str(status), _failure(path, status))
    schemas = spec.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas.update(SHAPES)
    return spec


def statuses(path: str, method: str, operation: dict[str, Any]) -> list[int]:
    """The failures that a path may answer."""
    body = "requestBody" in operation
    may = {
        400: body or bool(operation.get("parameters")),
        401: not is_open(path),
        403: True,
        404: "{" in path or path in NAMES,
        408: body,
        409: path in TURNS or (path == "/threads/{thread_id}" and method == "delete"),
        413: body,
        429: not is_open(path),
        503: path not in {"/live", "/metrics", "/v1/models", "/v1/models/{model}"},
    }
    return [status for status, holds in may.items() if holds]


def _failure(path: str, status: int) -> dict[str, Any]:
    if path in STATES and status == 503:  # noqa: PLR2004 - unready, in the same shape as ready
        return {"description": "Not ready", "content": {"application/json": {"schema": {"type": "object"}}}}
    shape = "OpenAIError" if path.startswith("/v1/") else "Error"
    schema = {"$ref": f"#/components/schemas/{shape}"}
    return {"description": REASONS[status], "content": {"application/json": {"schema": schema}}}
