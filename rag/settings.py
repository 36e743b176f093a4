"""What the knowledge rooms read from the environment, once, at start."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from rag.environment import ADDRESS

DEFAULT = "multilingual-e5-small"


class Settings(BaseSettings):
    """`GUIDE_DATA_DIR`, `GUIDE_QDRANT_URL` and so on. Empty values count as unset."""

    model_config = SettingsConfigDict(
        env_prefix="GUIDE_", frozen=True, extra="ignore", env_ignore_empty=True, allow_inf_nan=False
    )

    data_dir: Path = Path(".data")
    """All state on disk: the index, the vectors already computed, the weights."""
    qdrant_url: str | None = Field(default=None, pattern=ADDRESS)
    """A Qdrant server; without it the engine runs in the process."""
    qdrant_api_key: SecretStr | None = None
    embedder: str = DEFAULT
    """A name of the catalogue, a folder, or a name on the hub; `none` for search by words only."""
    embedder_adapter: str = "seoul"
    """`seoul`: what fits the default embedder to Seoul; the path of another adapter; `none`."""
    embedder_threads: int = Field(default=1, ge=1, le=64)
    """Threads that reckon vectors in one process of the service; more make single questions no faster."""
    query_prefix: str | None = None
    """Put before a question that is embedded; unset: `query: ` for E5 models, nothing for others."""
    passage_prefix: str | None = None
    """Put before a place's text; unset: `passage: ` for E5 models, nothing for others."""
    reranker: str = ""
    """A cross-encoder that reads the best 20 again: a folder, or a name on the hub. Empty: none."""
