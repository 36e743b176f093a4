"""Settings of the web search. Everything works without a key; keys add better Korean sources."""

import json
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from rag.environment import Address


class SearchSettings(BaseSettings):
    """Read from the environment (`GUIDE_…`). Addresses are settings: a proxy or a mirror can serve."""

    model_config = SettingsConfigDict(
        env_prefix="GUIDE_", frozen=True, extra="ignore", env_ignore_empty=True, allow_inf_nan=False
    )

    search_providers: Annotated[tuple[str, ...], NoDecode] = (
        "mcp", "searxng", "naver", "kakao", "tavily", "brave", "serper", "exa", "ddgs", "wikipedia",
        "tavily-keyless",
    )  # fmt: skip
    """Order of asking, as a comma-separated list; `none` turns the search off. Those without their key or
    address are passed over."""
    search_race: int = Field(default=2, ge=1, le=4)
    """How many providers are asked at once; 1 asks strictly one after the other and spares quotas."""
    search_budget: float = Field(default=4.0, gt=0, le=30)
    """Seconds for one search in all, whatever happens."""
    search_timeout: float = Field(default=2.5, gt=0, le=30)
    """Seconds for one provider."""
    search_timeouts: Annotated[Mapping[str, float], NoDecode] = {}
    """Other timeouts by provider, as `mcp=3.5,ddgs=3` (s)."""
    search_quotas: Annotated[Mapping[str, int], NoDecode] = {}
    """Most calls a day by provider, of all workers together, as `tavily=30`. A day begins at midnight in
    Seoul."""
    search_room: int = Field(default=1_200, ge=100, le=100_000)
    """Tokens of results that the model is told, counted by the endpoint."""
    search_pages: int = Field(default=0, ge=0, le=5)
    """How many of the pages found are opened and read further; 0: none. Needs the extra `pages`."""
    search_page_timeout: float = Field(default=1.5, gt=0, le=30)
    """Seconds for all of them together; they end a second after the budget at the latest."""
    search_cache_seconds: float = Field(default=600.0, ge=0)
    search_cache_size: int = Field(default=256, ge=0)
    search_contact: str = "https://github.com/gildongmu/gildongmu"
    """An address or e-mail where a provider can reach whoever runs this; Wikipedia demands one."""

    searxng_url: Address = ""
    """Base of your own SearXNG, whose `search.formats` must list json."""
    tavily_api_key: SecretStr = SecretStr("")
    tavily_url: Address = "https://api.tavily.com/search"
    wikipedia_url: Address = "https://{language}.wikipedia.org/w/api.php"
    """`{language}` becomes ko, en, ja or zh."""
    ddgs_backends: str = "duckduckgo,mojeek,brave"
    """Never `auto`: its Wikipedia engine takes the region kr-kr for the host kr.wikipedia.org."""
    naver_client_id: SecretStr = SecretStr("")
    naver_client_secret: SecretStr = SecretStr("")
    naver_api: Literal["hub", "legacy"] = "hub"
    """`hub`: keys of NAVER API HUB. `legacy`: openapi.naver.com, which ends on 2027-06-30."""
    naver_url: Address = ""
    """Replaces the address that `naver_api` stands for."""
    kakao_rest_api_key: SecretStr = SecretStr("")
    kakao_search_url: Address = "https://dapi.kakao.com/v2/search/web"
    brave_api_key: SecretStr = SecretStr("")
    brave_url: Address = "https://api.search.brave.com/res/v1/web/search"
    serper_api_key: SecretStr = SecretStr("")
    serper_url: Address = "https://google.serper.dev/search"
    exa_api_key: SecretStr = SecretStr("")
    exa_url: Address = "https://api.exa.ai/search"

    mcp_command: str = ""
    """Command line of a search server on stdio, started with the service. Needs the extra `mcp`."""
    mcp_url: Address = ""
    """Address of a search server that speaks streamable HTTP (`https://…/mcp`)."""
    mcp_token: SecretStr = SecretStr("")
    """Bearer token for `GUIDE_MCP_URL`."""
    mcp_env: Annotated[tuple[str, ...], NoDecode] = ()
    """Names of environment variables that the program of `GUIDE_MCP_COMMAND` is given, e.g. its key."""
    mcp_tool: str = ""
    """The one tool that is called. Empty: the only one, or the first with `search` in its name."""
    mcp_arguments: str = '{"query": "{query}"}'
    """The tool's arguments as JSON; `{query}`, `{limit}` and `{language}` are filled in."""
    mcp_results: str = ""
    """Where the list of results is in the answer (`data.items`). Empty: the first list with addresses."""
    mcp_fields: Annotated[Mapping[str, str], NoDecode] = {}
    """What its results call things, as `title=name,url=href,snippet=text,date=day`. Empty: usual names."""

    @field_validator("search_providers", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        names = tuple(name.strip().lower() for name in value.split(",") if name.strip())
        return () if names == ("none",) else names

    @field_validator("mcp_env", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return (
            tuple(part.strip() for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    @field_validator("mcp_fields", "search_timeouts", "search_quotas", mode="before")
    @classmethod
    def _paired(cls, value: object) -> object:
        return pairs(value) if isinstance(value, str) else value

    @field_validator("mcp_arguments")
    @classmethod
    def _object(cls, value: str) -> str:
        try:
            if isinstance(json.loads(value), dict):
                return value
        except ValueError:
            pass
        raise ValueError('write it as a JSON object, e.g. {"query": "{query}"}')

    @field_validator("search_contact", "tavily_url", "wikipedia_url", "kakao_search_url", mode="after")
    @classmethod
    def _stripped(cls, value: str) -> str:
        return value.strip()


def pairs(text: str) -> dict[str, str]:
    """`a=1,b=2` as a mapping. Raises ValueError for a part without `=`."""
    parts = [part.partition("=") for part in text.split(",") if part.strip()]
    if not all(sign and name.strip() and value.strip() for name, sign, value in parts):
        raise ValueError("write it as name=value,name=value")
    return {name.strip(): value.strip() for name, _, value in parts}
