"""The chat page in a real Chromium: one for the whole run, a fresh profile for each test."""

import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright, expect

PHONE: Final = {"width": 390, "height": 844}
DESK: Final = {"width": 1280, "height": 800}
expect.set_options(timeout=15_000)  # ms; a machine that does other things too is no fault of the page
NAMES: Final = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """Its path. Without one the tests are skipped; where CI or NEED_CHROMIUM is set they fail."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        how = "these tests need Chromium: apt-get install chromium (or put `chromium` on the PATH)"
        if os.environ.get("CI") or os.environ.get("NEED_CHROMIUM"):
            pytest.fail(how)
        pytest.skip(how)
    return found


@asynccontextmanager
async def launched(path: str) -> AsyncIterator[Browser]:
    async with async_playwright() as engine:
        browser = await engine.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            await browser.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with launched(chromium()) as held:
        yield held


@dataclass
class Visitor:
    """Somebody at the page, and what went wrong meanwhile."""

    page: Page
    context: BrowserContext
    url: str
    faults: list[str] = field(default_factory=list)
    """Errors of scripts, refusals of the policy."""
    asked: list[str] = field(default_factory=list)
    """Addresses that the browser asked for."""

    def watch(self) -> None:
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self._heard(said.type, said.text))

    def _heard(self, kind: str, text: str) -> None:
        # What a refused request leaves in the console is told to the visitor in words.
        if kind == "error" and "Failed to load resource" not in text:
            self.faults.append(text)

    @property
    def message(self) -> Locator:
        return self.page.locator("#message")

    @property
    def answer(self) -> Locator:
        """The latest one."""
        return self.page.locator(".turn.guide").last

    @property
    def status(self) -> Locator:
        return self.page.locator(".status")

    async def open(self) -> None:
        await self.page.goto(self.url)
        await expect(self.page.locator("#ideas button")).to_have_count(6)

    async def say(self, text: str) -> None:
        await self.message.fill(text)
        await self.message.press("Enter")

    async def ask(self, text: str) -> Locator:
        """The whole answer."""
        before = await self.page.locator(".turn.user").count()
        await self.say(text)
        await expect(self.page.locator(".turn.user")).to_have_count(before + 1)
        await self.finished()
        return self.answer

    async def finished(self) -> None:
        await expect(self.answer.locator(".actions").first).to_be_visible(timeout=15_000)
        await expect(self.page.locator("#form.busy")).to_have_count(0)

    async def kept(self) -> list[dict[str, Any]]:
        """The messages of its thread, as the service holds them."""
        thread = await self.page.evaluate("sessionStorage.getItem('guide.thread')")
        reply = await self.context.request.get(f"{self.url}/threads/{thread}")
        told: list[dict[str, Any]] = (await reply.json())["messages"]
        return told


Visit = Callable[..., Any]


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser, service: str) -> AsyncIterator[Visit]:
    """Opens the page of a service, the shared one unless `url` is given; nothing may go wrong on it."""
    visitors: list[Visitor] = []
    async with AsyncExitStack() as stack:

        async def opened(url: str = service, *, load: bool = True, **more: Any) -> Visitor:
            wished = {"viewport": PHONE, "locale": "ko-KR", "timezone_id": "Asia/Seoul", **more}
            context = await browser.new_context(**wished)
            stack.push_async_callback(context.close)
            visitor = Visitor(await context.new_page(), context, url.rstrip("/"))
            visitor.watch()
            visitors.append(visitor)
            if load:
                await visitor.open()
            return visitor

        yield opened
    assert [fault for one in visitors for fault in one.faults] == []
