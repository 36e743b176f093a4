"""What is refused: one shape of error, a right status and a hint, at every path."""

from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.asyncio(loop_scope="session")


BAD: list[tuple[str, Any, int, str]] = [
    ("empty", b'{"message": ""}', 400, "invalid_request"),
    ("blank", '{"message": " \u3000 "}'.encode(), 400, "invalid_request"),
    ("too long", b'{"message": "%b"}' % ("가" * 4_001).encode(), 400, "message_too_long"),
    ("no message", b"{}", 400, "invalid_request"),
    ("broken json", b'{"message": "a"', 400, "invalid_request"),
    ("a list", b"[]", 400, "invalid_request"),
    ("nothing", b"", 400, "invalid_request"),
    ("wrong type", b'{"message": 3}', 400, "invalid_request"),
    ("null", b'{"message": null}', 400, "invalid_request"),
    ("NUL", b'{"message": "a\\u0000b"}', 400, "invalid_request"),
    ("lone surrogate", b'{"message": "\\ud800"}', 400, "invalid_request"),
    ("invalid utf-8", b'{"message": "\xff\xfe"}', 400, "invalid_request"),
    ("10 MB", b'{"message": "' + b"a" * 10_000_000 + b'"}', 413, "body_too_large"),
    (
        "outside Korea",
        b'{"message": "a", "location": {"lat": 48.8, "lon": 2.3}}',
        400,
        "location_outside_korea",
    ),
    ("NaN", b'{"message": "a", "location": {"lat": NaN, "lon": 2.3}}', 400, "invalid_request"),
    ("half a location", b'{"message": "a", "location": {"lat": 37.5}}', 400, "invalid_request"),
    ("thread id", b'{"message": "a", "thread_id": "../../etc"}', 400, "invalid_request"),
    ("style", b'{"message": "a", "style": "pirate"}', 400, "invalid_request"),
    ("currency", b'{"message": "a", "currency": "won"}', 400, "invalid_request"),
]


WRONG = [(path, *row) for path in ("/chat", "/chat/stream", "/route") for row in BAD]
WRONG.remove(("/route", *next(row for row in BAD if row[0] == "thread id")))  # routing has no thread


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [(path, *rest) for path, _, *rest in WRONG],
    ids=[f"{path} {name}" for path, name, *_ in WRONG],
)
async def test_bad_input_gets_the_one_error_shape(
    client: httpx.AsyncClient, path: str, body: bytes, status: int, code: str
) -> None:
    reply = await client.post(path, content=body, headers={"content-type": "application/json"})
    assert reply.status_code == status, reply.text
    error = reply.json()["error"]
    assert error["code"] == code
    assert error["message"]
    assert error["hint"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/threads/nobody", 404),
        ("DELETE", "/threads/nobody", 404),
        ("POST", "/threads/nobody/stop", 404),
        ("GET", "/threads?cursor=x", 400),
        ("GET", "/threads?limit=0", 400),
        ("GET", "/places/nowhere", 404),
        ("GET", "/places?near=1", 400),
        ("GET", "/places?near=48.8,2.3", 400),
        ("GET", "/places?category=castle", 400),
        ("GET", "/nothing", 404),
        ("PUT", "/chat", 405),
        ("GET", "/etiquette", 400),
    ],
)
async def test_every_path_refuses_in_the_one_shape(
    client: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    reply = await client.request(method, path)
    assert reply.status_code == status, reply.text
    assert set(reply.json()["error"]) == {"code", "message", "hint"}


@pytest.mark.parametrize(
    ("path", "body", "hint"),
    [
        ("/directions", {"origin": "", "destination": "명동"}, "origin: String should have at least 1 "),
        ("/directions", {"origin": {"lat": 37.5}, "destination": "명동"}, "origin.lon: Field required"),
        ("/directions", {"origin": "명동", "destination": 3}, "destination: Input should be a valid string"),
        ("/generate", {"prompt": "경복궁", "stop": ["a"] * 5}, "stop: List should have at most 4 items"),
        ("/generate", {"prompt": "경복궁", "stop": ["a", 3]}, "stop.1: Input should be a valid string"),
        ("/feedback", {"turn_id": "t", "thumb": 1, "text": "a" * 2_001}, "text: String should have at most "),
    ],
)
async def test_a_hint_names_the_field_as_its_sender_knows_it(
    client: httpx.AsyncClient, path: str, body: dict[str, Any], hint: str
) -> None:
    """Of a field of several forms, the one that the value nearly was."""
    reply = await client.post(path, json=body)
    assert reply.status_code == 400
    assert reply.json()["error"]["hint"].startswith(hint)


@pytest.mark.parametrize("field", ["depart_at", "arrive_by"])
@pytest.mark.parametrize("moment", ["9999-12-31T23:59-23:59", "0001-01-01T00:00", "1999-12-31T09:00"])
async def test_a_journey_at_the_end_of_time_is_refused_not_a_fault(
    client: httpx.AsyncClient, field: str, moment: str
) -> None:
    reply = await client.post("/directions", json={"origin": "강남역", "destination": "명동", field: moment})
    assert reply.status_code == 400, reply.text
    assert field in reply.json()["error"]["hint"]


@pytest.mark.parametrize("name", [".", "..", "...."])
async def test_a_thread_that_no_path_could_name_is_not_begun(client: httpx.AsyncClient, name: str) -> None:
    reply = await client.post("/chat", json={"message": "안녕", "thread_id": name})
    assert reply.status_code == 400, reply.text


@pytest.mark.parametrize("path", ["/", "/live", "/ready", "/health"])
async def test_watchers_may_ask_for_the_head_alone(client: httpx.AsyncClient, path: str) -> None:
    reply = await client.head(path)
    assert (reply.status_code, reply.content) == (200, b"")
