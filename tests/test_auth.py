"""Keys, tokens and owners, over real sockets and the real history."""

import logging
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import jwt
import openai
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from openai import AsyncOpenAI
from pydantic import SecretStr, ValidationError

from agent.settings import Settings, fingerprint
from api.auth import Keys, host
from api.errors import Unauthorized
from bench.standin import Standin
from tests.doors import door, until
from tests.service import result, tell

pytestmark = pytest.mark.asyncio(loop_scope="session")

ANNE, BEN = "anne-key-7f3a91", "벤의-열쇠-19c2"
SECRET = "a-secret-of-at-least-thirty-two-bytes!"
PLACE = "경복궁에 대해 알려 줘"


def bearer(credential: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {credential}"}


def token(key: Any = SECRET, algorithm: str = "HS256", **claims: Any) -> str:
    held = {"sub": "anne", "exp": int(time.time()) + 3600, "iss": "login", "aud": "guide", **claims}
    return jwt.encode({name: value for name, value in held.items() if value is not None}, key, algorithm)


def given(**settings: Any) -> Settings:
    """As the environment would give them."""
    return Settings(**settings)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def closed(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[httpx.AsyncClient]:
    """A service with two keys and HS256 tokens."""
    folder = tmp_path_factory.mktemp("closed")
    keys = f"{ANNE}, sha256:{fingerprint('ben-key')}"
    issued = {"jwt_secret": SecretStr(SECRET), "jwt_issuer": "login", "jwt_audience": "guide"}
    async with door(settings, folder, api_keys=keys, **issued) as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/chat"),
        ("POST", "/chat/stream"),
        ("POST", "/route"),
        ("GET", "/threads"),
        ("GET", "/places"),
        ("POST", "/generate"),
        ("GET", "/v1/models"),
        ("GET", "/metrics"),
        ("GET", "/nothing"),
        ("GET", "/web"),
    ],
)
async def test_without_a_key_nothing_is_told(closed: httpx.AsyncClient, method: str, path: str) -> None:
    for shown in ({}, bearer("wrong"), {"Authorization": f"Basic {ANNE}"}, {"X-API-Key": "x" * 9_000}):
        reply = await closed.request(method, path, headers=shown, json={"message": PLACE})
        assert reply.status_code == 401, path
        assert reply.headers["www-authenticate"].startswith('Bearer realm="gildongmu"')
        error = reply.json()["error"]
        expected = (
            {"message", "type", "param", "code"} if path.startswith("/v1") else {"code", "message", "hint"}
        )
        assert set(error) == expected


async def test_the_page_and_the_state_stay_open_but_tell_no_details(closed: httpx.AsyncClient) -> None:
    for path in ("/", "/web/app.js", "/live", "/ready", "/health", "/docs", "/openapi.json"):
        assert (await closed.get(path)).status_code == 200, path
    stranger = (await closed.get("/ready")).json()["dependencies"]
    assert set(stranger["model"]) == {"state"}
    known = (await closed.get("/ready", headers=bearer(ANNE))).json()["dependencies"]
    assert known["model"]["base"] == "base"


@pytest.mark.parametrize(
    "shown",
    [
        bearer(ANNE),
        {"Authorization": f"bearer  {ANNE}"},
        {"X-API-Key": ANNE},
        bearer("ben-key"),
        bearer(token()),
    ],
)
async def test_a_key_in_either_header_or_a_token_opens(
    closed: httpx.AsyncClient, standin: Standin, shown: dict[str, str]
) -> None:
    reply = await closed.post("/chat", json={"message": PLACE}, headers=shown)
    assert reply.status_code == 200
    assert reply.json()["place"]["id"] == "gyeongbokgung"


BAD_TOKENS: dict[str, dict[str, Any]] = {
    "expired": {"exp": int(time.time()) - 5},
    "never expires": {"exp": None},
    "nobody": {"sub": None},
    "blank": {"sub": "  "},
    "number": {"sub": 7},
    "too long": {"sub": "a" * 201},
    "half a character": {"sub": "\ud800"},
    "NUL": {"sub": "an\0ne"},
    "endless": {"more": "a" * 5_000},
    "other issuer": {"iss": "elsewhere"},
    "no issuer": {"iss": None},
    "other audience": {"aud": "shop"},
    "no audience": {"aud": None},
    "not yet": {"nbf": int(time.time()) + 3600},
    "other key": {"key": "another-secret-of-thirty-two-bytes-or-so"},
    "other algorithm": {"algorithm": "HS512", "key": SECRET * 2},
    "no signature": {"algorithm": "none", "key": None},
}


@pytest.mark.parametrize("change", BAD_TOKENS.values(), ids=BAD_TOKENS)
async def test_a_token_that_does_not_hold_is_refused(
    closed: httpx.AsyncClient, change: dict[str, Any]
) -> None:
    reply = await closed.get("/threads", headers=bearer(token(**change)))
    assert reply.status_code == 401
    assert 'error="invalid_token"' in reply.headers["www-authenticate"]


@pytest.mark.parametrize("cut", ["a.b.c", "..", "eyJhbGciOiJIUzI1NiJ9.e30.", "\xff.\xfe.x"])
async def test_garbage_for_a_token_is_refused_not_a_fault(closed: httpx.AsyncClient, cut: str) -> None:
    raw = b"Bearer " + cut.encode("latin-1")
    assert (await closed.get("/threads", headers={b"Authorization": raw})).status_code == 401


async def test_an_rs256_key_verifies_its_own_signatures_only(tmp_path: Path) -> None:
    """The classic confusion: a token signed by HMAC with the public key's text as the secret."""
    private = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    kind, form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    public = private.public_key().public_bytes(kind, form).decode()
    path = tmp_path / "key.pem"
    path.write_text(public)
    for given in (public, public.replace("\n", "\\n"), str(path)):
        keys = Keys(Settings(jwt_public_key=given))
        good = token(private, "RS256", aud=None, iss=None, sub="앤")
        assert keys.visitor({"authorization": f"Bearer {good}"}).owner == "sub:앤"
    both = Keys(Settings(jwt_public_key=public, jwt_secret=SecretStr(SECRET)))
    assert both.visitor({"authorization": f"Bearer {token(aud=None)}"}).owner == "sub:anne"
    head, claims, _ = token(aud=None).split(".")
    secret = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    forged = secret.sign(f"{head}.{claims}".encode(), public.encode())
    confused = f"{head}.{claims}.{jwt.utils.base64url_encode(forged).decode()}"
    with pytest.raises(Unauthorized):
        Keys(Settings(jwt_public_key=public)).visitor({"authorization": f"Bearer {confused}"})


@pytest.mark.parametrize(
    ("nation", "code"),
    [("US", "USD"), ("jpn", "JPY"), ("Germany", "EUR"), ("중국", "CNY"), ("KR", None), (7, "KRW")],
)
async def test_a_nationality_decides_the_money_shown(
    closed: httpx.AsyncClient, standin: Standin, nation: Any, code: str | None
) -> None:
    """An unknown nation leaves it to the language: Korean shows won alone."""
    shown = bearer(token(nationality=nation))
    reply = await closed.post("/chat", json={"message": "강남역에서 명동까지 어떻게 가?"}, headers=shown)
    currency = reply.json()["transit"]["currency"]
    expected = None if code in {None, "KRW"} else code
    assert (currency and currency["code"]) == expected
    asked = {"message": "강남역에서 명동까지 어떻게 가?", "currency": "GBP"}
    named = await closed.post("/chat", json=asked, headers=shown)
    assert named.json()["transit"]["currency"]["code"] == "GBP", "what is asked for wins"


async def test_a_thread_belongs_to_its_owner_and_does_not_exist_for_others(
    closed: httpx.AsyncClient, standin: Standin
) -> None:
    anne, ben, subject = bearer(ANNE), bearer("ben-key"), bearer(token())
    await closed.post("/chat", json={"message": PLACE, "thread_id": "annes"}, headers=anne)
    for other in (ben, subject):
        refused = [
            await closed.get("/threads/annes", headers=other),
            await closed.patch("/threads/annes", json={"title": "mine"}, headers=other),
            await closed.delete("/threads/annes", headers=other),
            await closed.post("/threads/annes/stop", headers=other),
            await closed.post("/chat", json={"message": "둘째", "thread_id": "annes"}, headers=other),
            await closed.post("/chat/stream", json={"message": "둘째", "thread_id": "annes"}, headers=other),
            await closed.post(
                "/v1/chat/completions",
                json={
                    "model": "gildongmu",
                    "messages": [{"role": "user", "content": "둘째"}],
                    "gildongmu": {"thread_id": "annes"},
                },
                headers=other,
            ),
        ]
        assert [reply.status_code for reply in refused] == [404] * 7
        listed = (await closed.get("/threads", headers=other)).json()["items"]
        assert "annes" not in [item["thread_id"] for item in listed]
    thread = (await closed.get("/threads/annes", headers=anne)).json()
    assert thread["turns"] == 1
    assert [message["content"] for message in thread["messages"] if message["role"] == "user"] == [PLACE]
    listed = (await closed.get("/threads", headers=anne)).json()["items"]
    assert listed[0]["thread_id"] == "annes"


async def test_another_owner_neither_stops_a_running_turn_nor_learns_of_it(
    closed: httpx.AsyncClient, standin: Standin
) -> None:
    standin.pace, standin.tokens = 0.02, 1_000
    other = bearer("ben-key")
    running = closed.build_request(
        "POST", "/chat/stream", json={"message": PLACE, "thread_id": "running"}, headers=bearer(ANNE)
    )
    stream = await closed.send(running, stream=True)
    await until(lambda: bool(standin.answers) and standin.answers[0].tokens > 3)
    assert (await closed.post("/threads/running/stop", headers=other)).status_code == 404
    assert (await closed.delete("/threads/running", headers=other)).status_code == 404
    asked = await closed.post("/chat", json={"message": "둘째", "thread_id": "running"}, headers=other)
    assert asked.status_code == 404, "409 would tell that it exists and is busy"
    assert standin.running == 1
    assert (await closed.post("/threads/running/stop", headers=bearer(ANNE))).json()["stopped"]
    await stream.aclose()


async def test_the_official_client_opens_with_its_key(closed: httpx.AsyncClient, standin: Standin) -> None:
    asked: dict[str, Any] = {"model": "gildongmu", "messages": [{"role": "user", "content": PLACE}]}
    async with AsyncOpenAI(base_url=f"{closed.base_url}/v1", api_key=ANNE, max_retries=0) as caller:
        reply = await caller.chat.completions.create(**asked)
        assert reply.choices[0].message.content
        with pytest.raises(openai.AuthenticationError) as caught:
            await caller.with_options(api_key="wrong").chat.completions.create(**asked)
        assert caught.value.code == "invalid_api_key"


async def test_secrets_are_in_no_log_no_error_and_no_setting_shown(
    closed: httpx.AsyncClient, standin: Standin, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    stolen, good = "stolen-key-51aa", token()
    standin.fault = "error"
    with caplog.at_level(logging.DEBUG):
        told = [
            (await closed.get("/threads", headers=bearer(stolen))).text,
            (await closed.get("/threads", headers=bearer(token(exp=1)))).text,
            (await closed.post("/chat", json={"message": 7}, headers=bearer(ANNE))).text,
            (await closed.post("/chat", json={"message": PLACE}, headers=bearer(good))).text,
            (await closed.get("/openapi.json")).text,
            (await closed.get("/ready", headers=bearer(ANNE))).text,
        ]
    service = "\n".join(
        f"{record.name} {record.getMessage()} {record.exc_text or ''}"
        for record in caplog.records
        if not record.name.startswith(("httpx", "httpcore", "openai"))
    )
    shown = given(api_keys=ANNE, jwt_secret=SecretStr(SECRET), llm_api_key=SecretStr("upstream-key-90"))
    for text in (*told, service, repr(shown), str(shown.model_dump())):
        for secret in (ANNE, SECRET, stolen, good, "upstream-key-90", "anne-key"):
            assert secret not in text
    for bad in ({"api_keys": "sha256:nothex-annes"}, {"api_keys": "annes", "jwt_issuer": "login"}):
        with pytest.raises(ValidationError) as caught:
            given(**bad)
        assert "annes" not in str(caught.value)


@pytest.mark.parametrize(
    ("setting", "bound"),
    [
        ({"host": "0.0.0.0"}, "127.0.0.1"),
        ({"host": ""}, "127.0.0.1"),
        ({"host": "::"}, "127.0.0.1"),
        ({"host": "guide.example"}, "127.0.0.1"),
        ({"host": "127.0.0.2"}, "127.0.0.2"),
        ({"host": "::1"}, "::1"),
        ({"host": "localhost"}, "localhost"),
        ({"host": "0.0.0.0", "allow_open": True}, "0.0.0.0"),
        ({"host": "0.0.0.0", "api_keys": ANNE}, "0.0.0.0"),
        ({"host": "0.0.0.0", "jwt_secret": SECRET}, "0.0.0.0"),
    ],
)
async def test_without_keys_only_this_machine_is_served_and_it_is_said(
    setting: dict[str, Any], bound: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert host(given(**setting)) == bound
    said = "GUIDE_API_KEYS" in caplog.text
    assert said == (set(setting) == {"host"})


async def test_an_open_service_refuses_callers_from_elsewhere(
    client: httpx.AsyncClient, settings: Settings, tmp_path: Path, standin: Standin
) -> None:
    """However it was bound: a proxy on this machine says where its callers come from."""
    elsewhere = {"X-Forwarded-For": "203.0.113.9"}
    refused = await client.get("/threads", headers=elsewhere)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "local_only")
    assert "GUIDE_API_KEYS" in refused.json()["error"]["hint"]
    async with door(settings, tmp_path, allow_open=True) as opened:
        assert (await opened.get("/threads", headers=elsewhere)).status_code == 200
        assert result(await tell(opened, PLACE))["route"] == "place"


@pytest.mark.parametrize(("secret", "warned"), [(SECRET[:31], True), (SECRET[:32], False), ("", False)])
async def test_a_secret_that_is_found_by_trying_is_warned_of(
    secret: str, warned: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("WARNING", logger="api.auth"):
        host(Settings(jwt_secret=SecretStr(secret)))
    assert ("door.short_secret" in caplog.text) is warned


async def test_tokens_need_a_key_and_a_key_must_be_one() -> None:
    with pytest.raises(ValidationError, match="GUIDE_JWT_SECRET"):
        Settings(jwt_issuer="login")
    with pytest.raises(ValidationError, match="PEM"):
        Settings(jwt_public_key="/no/such/file")
    with pytest.raises(ValidationError, match="RSA"):
        Settings(jwt_public_key="-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY-----")
    kind, form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    curve = ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(kind, form).decode()
    with pytest.raises(ValidationError, match="RSA"):
        Settings(jwt_public_key=curve)
    with pytest.raises(ValidationError, match="64 hex"):
        given(api_keys="sha256:12")
    assert given(api_keys="").closed is False
    assert given(api_keys=f"{ANNE},{ANNE}, {BEN}").api_keys == (fingerprint(ANNE), fingerprint(BEN))
