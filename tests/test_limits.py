"""Rates, sizes, times, origins and headers at the door, over real sockets."""

import asyncio
from pathlib import Path

import httpx
import pytest

from agent.settings import Settings
from api.limits import KEPT, Buckets, address
from bench.standin import Standin
from tests.doors import door
from tests.servers import valkey_server

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLACE = "경복궁에 대해 알려 줘"


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


async def test_a_bucket_gives_its_burst_then_its_rate_and_says_when() -> None:
    clock = Clock()
    buckets = Buckets(60, 3, clock=clock)
    taken = [await buckets.take("a") for _ in range(4)]
    assert [one.granted for one in taken] == [True, True, True, False]
    assert [one.left for one in taken] == [2, 1, 0, 0]
    assert (taken[-1].wait, taken[-1].full) == (1, 3)
    assert (await buckets.take("b")).granted, "each has its own"
    clock.now += 0.5
    assert not (await buckets.take("a")).granted
    clock.now += 0.5
    assert (await buckets.take("a")).granted
    clock.now += 3_600
    assert (await buckets.take("a")).left == 2, "a full bucket does not overflow"


async def test_buckets_of_many_callers_stay_few() -> None:
    buckets = Buckets(60, 1)
    for number in range(KEPT + 50):
        await buckets.take(str(number))
    assert len(buckets._held) == KEPT


@pytest.mark.parametrize(
    ("host", "caller"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("", ""),
    ],
)
async def test_a_caller_is_an_address_or_an_ipv6_network(host: str, caller: str) -> None:
    assert address({"client": (host, 1)}) == caller


async def test_each_key_has_its_rate_and_wrong_keys_share_their_addresss(
    settings: Settings, tmp_path: Path, standin: Standin
) -> None:
    async with door(settings, tmp_path, api_keys="anne-key,ben-key", rate_limit=6, rate_burst=2) as client:

        async def ask(key: str, path: str = "/places?limit=1", **headers: str) -> httpx.Response:
            return await client.get(path, headers={"X-API-Key": key, **headers})

        first, second, third = [await ask("anne-key") for _ in range(3)]
        assert (first.status_code, second.status_code, third.status_code) == (200, 200, 429)
        assert first.headers["x-ratelimit-limit"] == "6"
        assert [reply.headers["x-ratelimit-remaining"] for reply in (first, second, third)] == ["1", "0", "0"]
        assert third.json()["error"]["code"] == "rate_limited"
        assert 1 <= int(third.headers["retry-after"]) <= 10
        assert int(third.headers["x-ratelimit-reset"]) >= int(third.headers["retry-after"])
        openai_shape = (await ask("anne-key", "/v1/models")).json()["error"]
        assert (openai_shape["code"], openai_shape["type"]) == ("rate_limit_exceeded", "rate_limit_error")
        assert (await ask("ben-key")).status_code == 200
        assert [(await ask("wrong")).status_code for _ in range(3)] == [401, 401, 429]
        elsewhere = {"X-Forwarded-For": "203.0.113.9"}
        assert (await ask("wrong", **elsewhere)).status_code == 401
        assert (await ask("ben-key")).status_code == 200, "its neighbours' guesses are not its own"
        for _ in range(5):
            assert (await client.get("/live")).status_code == 200
            assert (await client.get("/ready")).status_code == 200


async def test_workers_count_together_through_redis_and_alone_without_it(
    settings: Settings, tmp_path: Path, standin: Standin
) -> None:
    server = valkey_server()
    server.start()
    given = {"api_keys": "anne-key", "rate_limit": 6, "rate_burst": 3, "redis_url": server.connection_url}
    async with door(settings, tmp_path, **given) as one, door(settings, tmp_path, **given) as two:

        async def ask(worker: httpx.AsyncClient) -> httpx.Response:
            return await worker.get("/places?limit=1", headers={"X-API-Key": "anne-key"})

        told = [await ask(worker) for worker in (one, two, one, two)]
        assert [reply.status_code for reply in told] == [200, 200, 200, 429]
        assert [reply.headers["x-ratelimit-remaining"] for reply in told] == ["2", "1", "0", "0"]
        assert 1 <= int(told[-1].headers["retry-after"]) <= 10
        server.stop()
        told = [await ask(worker) for worker in (one, two, one, two)]
        assert [reply.status_code for reply in told] == [200, 200, 200, 200], "each counts for itself"


async def test_a_forwarded_address_is_believed_from_trusted_proxies_only(
    settings: Settings, tmp_path: Path
) -> None:
    async with door(settings, tmp_path, rate_limit=60, rate_burst=1, allow_open=True) as client:
        assert (await client.get("/places?limit=1")).status_code == 200
        assert (await client.get("/places?limit=1")).status_code == 429
        named = {"X-Forwarded-For": "198.51.100.1"}
        assert (await client.get("/places?limit=1", headers=named)).status_code == 200


async def test_without_a_limit_nobody_is_counted(client: httpx.AsyncClient) -> None:
    reply = await client.get("/places?limit=1")
    assert not any(name.startswith("x-ratelimit") for name in reply.headers)


async def test_a_slow_upload_is_refused_and_hung_up_on(settings: Settings, tmp_path: Path) -> None:
    async with door(settings, tmp_path, body_timeout=0.3) as client:
        reading, writing = await asyncio.open_connection(client.base_url.host, client.base_url.port)
        writing.write(
            b"POST /chat HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
            b"content-length: 100\r\n\r\n{"
        )

        async def drip() -> None:
            for _ in range(100):
                writing.write(b" ")
                await asyncio.sleep(0.05)

        dripping = asyncio.create_task(drip())
        told = await reading.read()
        assert not dripping.done(), "it waits for no more of it"
        dripping.cancel()
        assert told.startswith(b"HTTP/1.1 408 ")
        assert b"upload_too_slow" in told
        writing.close()


async def test_a_chunked_body_is_bounded_too(settings: Settings, tmp_path: Path) -> None:
    async with door(settings, tmp_path, body_limit=2_000) as client:

        async def endless() -> "asyncio.AsyncIterator[bytes]":  # type: ignore[name-defined]
            for _ in range(50):
                yield b"a" * 100

        reply = await client.post("/chat", content=endless())
        assert (reply.status_code, reply.json()["error"]["code"]) == (413, "body_too_large")
        assert "2,000" in reply.json()["error"]["hint"]
        assert (await client.post("/chat", json={"message": "안녕"})).status_code == 200


async def test_pages_of_named_origins_may_call_and_no_others(settings: Settings, tmp_path: Path) -> None:
    async with door(settings, tmp_path, api_keys="k", cors_origins="https://seoul.example") as client:
        asked = {
            "Origin": "https://seoul.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type,x-stainless-lang",  # as OpenAI's
        }
        allowed = await client.options("/chat/stream", headers=asked)
        assert allowed.status_code == 200
        assert allowed.headers["access-control-allow-origin"] == "https://seoul.example"
        assert "authorization" in allowed.headers["access-control-allow-headers"].lower()
        other = await client.options("/chat/stream", headers={**asked, "Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in other.headers
        refused = await client.get("/threads", headers={"Origin": "https://seoul.example"})
        assert refused.status_code == 401
        assert refused.headers["access-control-allow-origin"] == "https://seoul.example", "a page reads why"


async def test_no_origin_may_call_unless_named(client: httpx.AsyncClient) -> None:
    reply = await client.get("/live", headers={"Origin": "https://seoul.example"})
    assert "access-control-allow-origin" not in reply.headers


async def test_every_reply_carries_safe_headers(client: httpx.AsyncClient, standin: Standin) -> None:
    replies = [
        await client.get("/"),
        await client.get("/web/app.js"),
        await client.get("/places?limit=1"),
        await client.get("/nothing"),
        await client.post("/chat/stream", json={"message": PLACE}),
    ]
    for reply in replies:
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in reply.headers["content-security-policy"]
    page, _, data, *_ = replies
    written = page.text.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0]
    given = {rule.strip() for rule in page.headers["content-security-policy"].split(";")}
    tiles = written.replace("img-src 'self' https:", "img-src 'self'")  # which hosts, the settings say
    assert {rule.strip() for rule in tiles.split(";")} | {"frame-ancestors 'none'"} == given
    assert data.headers["cache-control"] == "no-store"
    assert "script-src" not in data.headers["content-security-policy"]
    assert replies[4].headers["cache-control"] == "no-cache"


async def test_the_description_is_served_by_setting(
    client: httpx.AsyncClient, settings: Settings, tmp_path: Path
) -> None:
    assert (await client.get("/docs")).status_code == 200
    assert "/v1/chat/completions" in (await client.get("/openapi.json")).json()["paths"]
    async with door(settings, tmp_path, docs=False) as quiet:
        assert (await quiet.get("/docs")).status_code == 404
        assert (await quiet.get("/openapi.json")).status_code == 404
