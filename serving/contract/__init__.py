"""What the service needs of a model endpoint, tried on one: `python -m serving check URL`."""

from collections.abc import Iterator

from serving.contract import answers, choices, engine
from serving.contract.endpoint import Endpoint
from serving.contract.rows import Row, no
from serving.contract.wire import Broken, Wire

CHECKS = (*answers.CHECKS, *choices.CHECKS, *engine.CHECKS)


def run(end: Endpoint, model: str = "") -> Iterator[Row]:
    """The rows as they are found, the first one `reachable`; only that one when it is not.

    Takes the endpoint's time: about 40 answers of a dozen tokens.
    """
    served = "the model counts as down"
    try:
        end.look(model)
    except Broken as error:
        yield Row("reachable", "must", "no", str(error), served)
        return
    yield Row("reachable", "must", "yes", f"{end.engine} {end.version}".strip(), served)
    for check in CHECKS:
        try:
            seen = check.look(end)
        except Broken as error:
            seen = no(str(error)[:100])
        except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
            seen = no(f"answers in another shape than OpenAI's ({type(error).__name__} {error})"[:100])
        yield Row(check.name, check.level, seen.state, seen.what, check.otherwise)


def usable(rows: list[Row]) -> bool:
    """Whether the service can use the endpoint: nothing that it must do is missing."""
    return not any(row.level == "must" and row.state == "no" for row in rows)


def connect(url: str, key: str = "") -> Endpoint:
    """Raises ServingError when `url` is no address; nothing is asked yet."""
    return Endpoint(Wire(url, key))
