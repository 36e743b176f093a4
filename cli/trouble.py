"""What a command cannot do, told in one line with what helps."""

from typing import Any, Final

import httpx

INTERNAL: Final = "bad_answer"


class Trouble(Exception):
    """`code`: of the service's errors, or `unreachable`, `bad_answer`, `usage`. `retry_after` in seconds."""

    def __init__(
        self,
        message: str,
        hint: str,
        *,
        code: str = "usage",
        status: int = 0,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code
        self.status = status
        self.retry_after = retry_after

    def line(self) -> str:
        said = " ".join(self.message.split())
        return f"{said} → {' '.join(self.hint.split())}" if self.hint else said

    def row(self) -> dict[str, str]:
        return {"code": self.code, "message": self.message, "hint": self.hint}


def refused(answer: httpx.Response, text: str) -> Trouble:
    """What an answer other than 2xx says."""
    try:
        told: dict[str, Any] = httpx.Response(200, text=text).json()["error"]
        code, message, hint = (str(told[name]) for name in ("code", "message", "hint"))
    except (ValueError, KeyError, TypeError):
        return Trouble(
            f"{answer.url.copy_with(path='/')} answers {answer.status_code}, not as Gildongmu does",
            "check --url or GILDONGMU_URL",
            code=INTERNAL,
            status=answer.status_code,
        )
    return Trouble(message, hint, code=code, status=answer.status_code, retry_after=_seconds(answer))


def _seconds(answer: httpx.Response) -> float | None:
    """`Retry-After` in seconds; a date is no number of ours."""
    value = answer.headers.get("retry-after", "")
    return float(value) if value.isdecimal() else None


def alive(answer: httpx.Response) -> None:
    """Raises Trouble unless `GET /live` was answered by a guide."""
    if not answer.is_success:
        raise refused(answer, answer.text)
    try:
        there = answer.json()["status"] == "alive"
    except (ValueError, KeyError, TypeError):
        there = False
    if not there:
        url = answer.url.copy_with(path="/")
        raise Trouble(f"{url} is no Gildongmu", "check --url or GILDONGMU_URL", code=INTERNAL)


def unreachable(url: str, error: Exception) -> Trouble:
    return Trouble(
        f"nothing answers at {url} ({str(error) or type(error).__name__})",
        "start it with `gildongmu run`, or name another by --url or GILDONGMU_URL",
        code="unreachable",
    )
