"""`python -m docs.screenshots`: the page as it is, on a phone and on a desk, into docs/images.

The service is the real one, on a socket, with the shipped places; the words of the model are written here, so
that anybody's machine shows the same. Needs Chromium.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from playwright.async_api import Browser, Page
from pydantic import HttpUrl

from agent.settings import Settings
from bench.standin import Standin
from docs.picture import small
from server import create
from tests.browser import chromium, launched
from tests.fakes.loopback import Loopback
from tests.fakes.searches import searxng
from tests.service import serve

IMAGES: Final = Path(__file__).parent / "images"
LARGEST: Final = 60_000
"""Bytes of a picture."""
PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 1.5,
    "is_mobile": True,
    "has_touch": True,
}
DESK: Final[dict[str, Any]] = {"viewport": {"width": 1200, "height": 860}, "device_scale_factor": 1}


_TO_TOP: Final = """(one) => {
  const bar = document.querySelector(".bar").offsetHeight;
  scrollTo(0, one.getBoundingClientRect().top + scrollY - bar - 24);
}"""


@dataclass(frozen=True, slots=True)
class Shot:
    name: str
    screen: dict[str, Any]
    scheme: Literal["light", "dark"]
    language: str
    question: str = ""
    """Empty: the page before the first question."""
    words: str = ""
    """The model's."""
    show: str = ""
    """What to scroll to, as a selector; empty: the question stays on top."""


SHOTS: Final = (
    Shot("phone-welcome", PHONE, "light", "ko-KR"),
    Shot(
        "phone-place", PHONE, "light", "ko-KR", "경복궁에 대해 알려줘",
        "경복궁은 조선의 첫 궁궐이에요. 근정전과 경회루를 천천히 둘러보세요. "
        "**한복**을 입으면 무료로 들어갈 수 있어요.",
    ),
    Shot(
        "phone-transit", PHONE, "dark", "ko-KR", "강남역에서 경복궁까지 어떻게 가?",
        "짐이 많지 않다면 지하철이 가장 편해요.", ".card.transit",
    ),
    Shot(
        "phone-etiquette", PHONE, "dark", "ko-KR", "지하철에서 지켜야 할 예절이 있어?",
        "지하철에서는 서로를 조금씩 배려하면 모두가 편해요.",
    ),
    Shot(
        "desk-transit", DESK, "light", "en-US", "How do I get from Gangnam Station to Myeongdong?",
        "The subway is the easiest way; a taxi is good when you carry luggage.", ".card.transit",
    ),
    Shot(
        "desk-places", DESK, "dark", "en-US", "Where is the best night view?",
        "For a **night view**, go up high: a tower or a hill by the old city wall.", ".places",
    ),
    Shot(
        "desk-search", DESK, "light", "ko-KR", "성심당 본점은 어디야?",
        "성심당 본점은 대전광역시 중구 은행동에 있는 빵집이에요[1].",
    ),
)  # fmt: skip


@asynccontextmanager
async def served(folder: Path, model: Standin) -> AsyncIterator[str]:
    env = {**os.environ, "GUIDE_DATA_DIR": str(folder), "GUIDE_EMBEDDER": "none"}
    subprocess.run([sys.executable, "-m", "ingest"], env=env, check=True, capture_output=True)  # noqa: ASYNC221 - before all
    async with Loopback(searxng) as engine:
        os.environ.update(
            GUIDE_EMBEDDER="none", GUIDE_SEARCH_PROVIDERS="searxng", GUIDE_SEARXNG_URL=engine.url
        )
        settings = Settings(data_dir=folder, llm_base_url=HttpUrl(model.url), answer_cache=False)
        async with serve(create(settings)) as url:
            yield url


async def taken(browser: Browser, url: str, shot: Shot) -> bytes:
    context = await browser.new_context(
        **shot.screen,
        color_scheme=shot.scheme,
        locale=shot.language,
        timezone_id="Asia/Seoul",
        reduced_motion="reduce",
    )
    try:
        page = await context.new_page()
        await page.goto(url)
        await page.locator("#ideas button").last.wait_for()
        if shot.question:
            await _asked(page, shot)
        return await page.screenshot()
    finally:
        await context.close()


async def _asked(page: Page, shot: Shot) -> None:
    await page.locator("#message").fill(shot.question)
    await page.locator("#send").click()
    await page.locator(".actions").wait_for()
    await page.wait_for_load_state("networkidle")
    if shot.show:
        await page.locator(shot.show).evaluate(_TO_TOP)
    await page.evaluate("document.activeElement.blur()")
    await page.evaluate(
        "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
    )


async def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with (
            Standin(models=("base", "culture")) as model,
            served(Path(folder), model) as url,
            launched(chromium()) as browser,
        ):
            for shot in SHOTS:
                model.text = shot.words
                picture = await small(browser, await taken(browser, url, shot), 1)
                if len(picture) > LARGEST:
                    raise SystemExit(f"{shot.name}.png has {len(picture):,} bytes; {LARGEST:,} are allowed")
                (IMAGES / f"{shot.name}.png").write_bytes(picture)
                sys.stdout.write(f"{shot.name}.png {len(picture):,} bytes\n")


if __name__ == "__main__":
    asyncio.run(main())
