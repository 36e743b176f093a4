"""The error tree. Each error knows its stable code, its HTTP status and how to mend it.

    GuideError
    ├── Invalid            400  the request is malformed
    │   ├── TooLong        400
    │   ├── OutsideKorea   400
    │   └── TooLarge       413
    ├── Unknown            404  no such thread, place or name
    ├── Busy               409  the thread is answering another message
    ├── Overloaded         503  no room for another answer now
    ├── Closing            503  the service is about to stop
    ├── TooSlow            504  the turn outlasted its deadline
    └── Unavailable        503  an outside part does not answer
        └── ModelDown      503

Messages are Korean, for the person who asked; hints are English, for the person who integrates.
"""


class GuideError(Exception):
    code = "internal"
    status = 500
    hint = "This is a fault of the service. Please report it with the turn id."

    def __init__(self, message: str, *, hint: str | None = None, retry_after: int | None = None) -> None:
        """`retry_after` in seconds is sent as the `Retry-After` header."""
        super().__init__(message)
        self.message = message
        self.hint = hint if hint is not None else self.hint
        self.retry_after = retry_after

    def body(self) -> dict[str, dict[str, str]]:
        """The one error shape of the HTTP contract."""
        return {"error": {"code": self.code, "message": self.message, "hint": self.hint}}


class Invalid(GuideError):
    code = "invalid_request"
    status = 400
    hint = "Check the body against /docs."


class TooLong(Invalid):
    code = "message_too_long"
    hint = "Send at most 4,000 characters."


class OutsideKorea(Invalid):
    code = "location_outside_korea"
    hint = "lat must lie in 33–39 and lon in 124–132 degrees (WGS84)."


class TooLarge(Invalid):
    code = "body_too_large"
    status = 413
    hint = "Send at most 1 MB."


class Unknown(GuideError):
    code = "not_found"
    status = 404
    hint = "Check the id, or list what exists."


class Busy(GuideError):
    code = "thread_busy"
    status = 409
    hint = "Wait for the running answer, or stop it with POST /threads/{id}/stop."


class Overloaded(GuideError):
    code = "overloaded"
    status = 503
    hint = "Try again after Retry-After seconds."


class Closing(GuideError):
    code = "closing"
    status = 503
    hint = "The service is stopping or starting anew. Try again after Retry-After seconds."


class TooSlow(GuideError):
    code = "turn_timeout"
    status = 504
    hint = "Raise GUIDE_TURN_TIMEOUT, or serve a faster model."


class Unavailable(GuideError):
    code = "unavailable"
    status = 503
    hint = "See GET /ready for the state of each dependency."


class ModelDown(Unavailable):
    code = "model_unavailable"
