"""What `python -m ingest` reads from the environment beside rag.settings."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from rag.environment import Address


class SourceSettings(BaseSettings):
    """`GUIDE_TOURAPI_KEY` and so on. Empty values count as unset."""

    model_config = SettingsConfigDict(
        env_prefix="GUIDE_", frozen=True, extra="ignore", env_ignore_empty=True, allow_inf_nan=False
    )

    tourapi_key: SecretStr = SecretStr("")
    """Key of data.go.kr for 한국관광공사 국문 관광정보 서비스, in either form that the portal shows."""
    tourapi_url: Address = "https://apis.data.go.kr/B551011/KorService2"
    seoul_key: SecretStr = SecretStr("")
    """Key of data.seoul.go.kr (서울 열린데이터광장)."""
    seoul_url: Address = "http://openapi.seoul.go.kr:8088"
    source_spacing: float = Field(default=0.2, ge=0, le=60)
    """Least time between two calls to a public service (s)."""
    source_backoff: float = Field(default=1.0, ge=0, le=60)
    """Wait before the second try of a call (s); each later one waits four times as long."""
    source_timeout: float = Field(default=20.0, gt=0, le=300)
    """Longest wait for an answer of a public service (s)."""
    source_calls: int = Field(default=900, ge=1)
    """Most calls of one run; what is left is done by the next. A new key of data.go.kr has 1,000 a day."""
