"""Every provider by name: a new one is its file and a line here. None where its key or address is not set."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from agent.tools.web.brave import Brave
from agent.tools.web.ddgs import Ddgs
from agent.tools.web.exa import Exa
from agent.tools.web.kakao import Kakao
from agent.tools.web.mcp import Mcp
from agent.tools.web.naver import Naver
from agent.tools.web.provider import Lasting, Provider
from agent.tools.web.searxng import SearXNG
from agent.tools.web.serper import Serper
from agent.tools.web.settings import SearchSettings
from agent.tools.web.tavily import Tavily
from agent.tools.web.wikipedia import Wikipedia

if TYPE_CHECKING:
    from agent.tools.web.pages import Pages

PROVIDERS: dict[str, Callable[[SearchSettings], Provider | None]] = {
    "mcp": lambda s: (
        Mcp(
            s.mcp_command,
            s.mcp_url,
            s.mcp_token,
            s.mcp_env,
            s.mcp_tool,
            s.mcp_arguments,
            s.mcp_results,
            s.mcp_fields,
        )
        if s.mcp_command or s.mcp_url
        else None
    ),
    "searxng": lambda s: SearXNG(s.searxng_url) if s.searxng_url else None,
    "naver": lambda s: (
        Naver(s.naver_client_id, s.naver_client_secret, s.naver_api, s.naver_url)
        if s.naver_client_id and s.naver_client_secret
        else None
    ),
    "kakao": lambda s: Kakao(s.kakao_search_url, s.kakao_rest_api_key) if s.kakao_rest_api_key else None,
    "tavily": lambda s: Tavily(s.tavily_url, s.tavily_api_key) if s.tavily_api_key else None,
    "brave": lambda s: Brave(s.brave_url, s.brave_api_key) if s.brave_api_key else None,
    "serper": lambda s: Serper(s.serper_url, s.serper_api_key) if s.serper_api_key else None,
    "exa": lambda s: Exa(s.exa_url, s.exa_api_key) if s.exa_api_key else None,
    "ddgs": lambda s: Ddgs(s.ddgs_backends, s.search_timeout) if s.ddgs_backends else None,
    "wikipedia": lambda s: Wikipedia(s.wikipedia_url, s.search_contact) if s.wikipedia_url else None,
    "tavily-keyless": lambda s: Tavily(s.tavily_url, None, "tavily-keyless") if s.tavily_url else None,
}


def providers(settings: SearchSettings) -> tuple[Provider, ...]:
    """Those that can be asked, in the order of the settings. Raises ValueError for an unknown name."""
    if unknown := [name for name in settings.search_providers if name not in PROVIDERS]:
        raise ValueError(
            f"GUIDE_SEARCH_PROVIDERS: {', '.join(unknown)} unknown. Known: {', '.join(PROVIDERS)}; or none."
        )
    built = (PROVIDERS[name](settings) for name in dict.fromkeys(settings.search_providers))
    return tuple(provider for provider in built if provider)


@asynccontextmanager
async def open_pages(settings: SearchSettings) -> AsyncIterator["Pages | None"]:
    """What reads results further, where the settings want it. Raises ValueError where it is not installed."""
    if not settings.search_pages:
        yield None
        return
    from agent.tools.web.pages import Pages  # with aiohttp: a fifth of a second that few services need
    from agent.tools.web.public import Public

    pages = Pages(Public(settings.search_contact), settings.search_pages, settings.search_page_timeout)
    try:
        yield pages
    finally:
        await pages.close()


@asynccontextmanager
async def open_providers(settings: SearchSettings) -> AsyncIterator[tuple[Provider, ...]]:
    """The same, lasting connections begun and at the end closed. A server that is away stops nothing."""
    built = providers(settings)
    lasting = [provider for provider in built if isinstance(provider, Lasting)]
    for provider in lasting:
        provider.start()
    try:
        yield built
    finally:
        for provider in lasting:
            await provider.close()
