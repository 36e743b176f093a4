"""Settings: environment variables with the prefix `GUIDE_`, read once at start, then frozen."""

import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, HttpUrl, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from rag.environment import Address

POSTGRES = ("postgresql://", "postgres://")
REDIS = ("redis://", "rediss://", "unix://")

Seconds = Annotated[float, Field(gt=0)]
Listed = Annotated[tuple[str, ...], NoDecode]
"""A comma-separated list."""
HASHED = "sha256:"
DIGEST = 64
"""Hexadecimal digits of a SHA-256."""


def fingerprint(key: str) -> str:
    """An API key as it is kept: the SHA-256 of its UTF-8, in hexadecimal."""
    return sha256(key.encode()).hexdigest()


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="GUIDE_",
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
        allow_inf_nan=False,
        hide_input_in_errors=True,  # it may hold a key
    )

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    workers: int = Field(default=1, ge=1, le=64)
    """Processes that answer. They share history, locks, stops and resuming; rates with GUIDE_REDIS_URL."""
    data_dir: Path = Path(".data")
    """All state on disk: history, index, weights."""
    database_url: str = Field(default="", repr=False)
    """Empty: `sqlite:///<data_dir>/guide.db`. Or `postgresql://user:password@host/name`."""
    database_pool: int = Field(default=10, ge=2, le=200)
    """Most connections that a worker opens to Postgres, beside one for the locks."""
    redis_url: str = Field(default="", repr=False)
    """`redis://…` or `rediss://…`, Valkey too: locks, rates, kept answers and providers' quotas among all
    workers."""
    thread_ttl: float = Field(default=0, ge=0, le=36_500)
    """Days after its last turn that a thread is erased; 0 keeps all."""
    keep_checkpoints: Literal["latest", "all"] = "latest"
    """"all" keeps each turn's state for inspection; it grows by the window's size with every turn."""

    llm_base_url: HttpUrl = HttpUrl("http://127.0.0.1:8114/v1")
    llm_api_key: SecretStr = SecretStr("EMPTY")
    llm_model: str = ""
    """The base model's name; empty: the first model that the endpoint lists."""
    llm_curation_model: str = "culture"
    llm_tone_model: str = "lang"
    llm_max_tokens: int = Field(default=320, ge=16, le=8192)
    llm_temperature: float = Field(default=0.3, ge=0, le=2)
    llm_history: int = Field(default=800, ge=0, le=100_000)
    """Tokens of the conversation that small talk is told, counted by the endpoint; older turns drop out."""
    llm_crowd: int = Field(default=32, ge=0)
    """So many answers under way at one worker, and an engine that can is asked for two tokens an event in the
    next; for three at twice as many, four at most. 0: always for one."""
    llm_connect_timeout: Seconds = 3.0
    llm_token_timeout: Seconds = 60.0
    """Longest wait for the next token (s)."""
    llm_first_token_timeout: Seconds = 45.0
    """Longest wait for the first token (s), behind the prompts of others. An endpoint that says nothing to
    anybody for so long is taken for down."""

    turn_timeout: Seconds = 120.0
    """Longest a turn may take (s); what was said until then is kept."""
    thread_wait: float = Field(default=2.0, ge=0)
    """How long a second message waits for the running one of its thread (s) before 409."""
    concurrency: int = Field(default=256, ge=1)
    """Answers that a worker asks of the model at once."""
    queue: int = Field(default=512, ge=0)
    """Turns that a worker takes on beside them; they wait for a place, in order. One more gets 503."""
    answer_cache: bool = True
    """Keep answers that hold for everyone, and answer equal questions with them."""
    answer_cache_ttl: Seconds = 21_600.0
    """How long an answer is kept (s); new data or prompts end it sooner."""
    heartbeat: Seconds = 15.0
    slow_reader: Seconds = 30.0
    """A client that takes no byte for this long (s) is dropped."""
    resume: float = Field(default=60.0, ge=0, le=3600)
    """How long an ended answer can still be resumed (s); the latest 256 of a worker."""
    grace: float = Field(default=10.0, ge=0)
    """How long running answers may take to end (s) when the service is told to stop; then they are cut."""

    api_keys: Annotated[Listed, Field(repr=False)] = ()
    """Keys of the clients, comma-separated; kept as SHA-256 alone. `sha256:<hex>` gives the hash itself."""
    jwt_secret: SecretStr = SecretStr("")
    """Accept HS256 tokens signed with this; 32 bytes or more (`openssl rand -hex 32`)."""
    jwt_public_key: str = ""
    """Accept RS256 tokens of this key: PEM text (`\\n` for line ends) or the path of a PEM file."""
    jwt_issuer: str = ""
    """Required `iss` of a token; empty: any."""
    jwt_audience: str = ""
    """Required `aud` of a token; empty: any."""
    allow_open: bool = False
    """Serve other machines without keys or tokens."""
    trusted_proxies: Listed = ("127.0.0.1", "::1")
    """Addresses whose X-Forwarded-For names the client; `*` trusts all."""
    cors_origins: Listed = ()
    """Web origins whose pages may call, e.g. https://seoul.example; `*` for all."""
    rate_limit: int = Field(default=0, ge=0)
    """Requests a minute for each key, token subject or (without one) address; 0: no limit."""
    rate_burst: int = Field(default=0, ge=0)
    """Requests that may come at once; 0: a minute's worth."""
    body_limit: int = Field(default=1_000_000, ge=1_000)
    """Bytes of a request's body."""
    body_timeout: Seconds = 10.0
    """Longest an upload may take (s) before 408."""
    docs: bool = True
    """Serve /docs and /openapi.json."""
    openai_store: bool = True
    """Keep turns of /v1/chat/completions in the history when the request itself does not say `store`."""

    words: Literal["model", "rule"] = "model"
    """Who words manners and the advice on a journey. `rule`: our own text as it stands, for a model too small
    to reword it without changing what it says (docs/decisions/words.md)."""
    search: bool = True
    """False: never ask the web."""
    map_tiles: str = Field(default="", pattern=r"^$|^https://[a-z0-9.-]+(:\d+)?/\S*\{z\}\S*\{x\}\S*\{y\}\S*$")
    """Map tiles for the page, e.g. https://tile.openstreetmap.org/{z}/{x}/{y}.png; browsers then ask that
    host. Empty: the page asks nobody outside and draws a sketch."""
    metrics: bool = True
    """GET /metrics answers; keep it off the public net."""
    log_format: Literal["auto", "json", "text"] = "auto"
    """`auto`: key=value in a terminal, else one JSON line an event."""
    otlp_endpoint: Address = ""
    """Base URL of an OpenTelemetry collector (http://127.0.0.1:4318); empty: no traces."""
    otlp_text: bool = True
    """False: spans hold no prompts and no answers."""

    @field_validator("llm_base_url", mode="before")
    @classmethod
    def _endpoint(cls, value: object) -> object:
        """An OpenAI base URL ends in /v1; people leave it out."""
        if isinstance(value, str) and urlsplit(value).netloc and not value.rstrip("/").endswith("/v1"):
            return value.rstrip("/") + "/v1"
        return value

    @field_validator("trusted_proxies", "cors_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return _listed(value) if isinstance(value, str) else value

    @field_validator("cors_origins")
    @classmethod
    def _origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """A browser names the origin of its page without a path; anything else would never match."""
        if any(origin != "*" and not re.fullmatch(r"https?://[^/\s]+", origin) for origin in value):
            raise ValueError("write each origin as https://host or https://host:port, without a path, or *")
        return value

    @field_validator("api_keys", mode="before")
    @classmethod
    def _hashed(cls, value: object) -> object:
        """The keys themselves are forgotten here."""
        keys = _listed(value) if isinstance(value, str) else value
        if not isinstance(keys, (tuple, list, set, frozenset)):
            return value
        return tuple(dict.fromkeys(_fingerprinted(str(key)) for key in keys))

    @field_validator("jwt_public_key")
    @classmethod
    def _pem(cls, value: str) -> str:
        if not value:
            return value
        try:
            text = value if value.lstrip().startswith("-----BEGIN") else Path(value).read_text()
        except OSError:
            raise ValueError("GUIDE_JWT_PUBLIC_KEY must be PEM text or the path of a PEM file") from None
        return _rsa(text.replace("\\n", "\n"))

    @property
    def closed(self) -> bool:
        """Whether a caller must show a key or a token."""
        return bool(self.api_keys or self.jwt_secret.get_secret_value() or self.jwt_public_key)

    @property
    def llm_url(self) -> str:
        return str(self.llm_base_url).rstrip("/")

    @property
    def database(self) -> Path:
        return (
            Path(self.database_url.removeprefix("sqlite:///"))
            if self.database_url
            else self.data_dir / "guide.db"
        )

    @property
    def postgres(self) -> bool:
        return self.database_url.startswith(POSTGRES)

    @model_validator(mode="after")
    def _tokens_can_be_checked(self) -> Self:
        if (self.jwt_issuer or self.jwt_audience) and not (
            self.jwt_secret.get_secret_value() or self.jwt_public_key
        ):
            raise ValueError("GUIDE_JWT_ISSUER and _AUDIENCE need GUIDE_JWT_SECRET or GUIDE_JWT_PUBLIC_KEY")
        return self

    @model_validator(mode="after")
    def _known_stores(self) -> Self:
        if self.database_url and not self.database_url.startswith(("sqlite:///", *POSTGRES)):
            raise ValueError(
                "GUIDE_DATABASE_URL must start with sqlite:/// or postgresql://,"
                " e.g. sqlite:////var/lib/guide/guide.db or postgresql://guide@db.example/guide"
            )
        if self.redis_url and not self.redis_url.startswith(REDIS):
            raise ValueError("GUIDE_REDIS_URL must start with redis://, rediss:// or unix://")
        return self


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _rsa(pem: str) -> str:
    """Raises ValueError for what is no such key: its tokens would all be refused, with nothing to say why."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    with suppress(ValueError):
        if isinstance(load_pem_public_key(pem.encode()), RSAPublicKey):
            return pem
    raise ValueError("GUIDE_JWT_PUBLIC_KEY must be the PEM of an RSA public key")


def _fingerprinted(key: str) -> str:
    """Raises ValueError, without the key in it."""
    if not key.startswith(HASHED):
        return fingerprint(key)
    digest = key.removeprefix(HASHED).lower()
    if len(digest) != DIGEST or set(digest) - set("0123456789abcdef"):
        raise ValueError("a key of GUIDE_API_KEYS that starts with sha256: must go on with 64 hex digits")
    return digest
