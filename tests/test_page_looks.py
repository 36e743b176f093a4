"""How the page looks and weighs in a real Chromium: for every eye, hand, screen and language."""

import re
from pathlib import Path
from typing import Any, Final

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Page, expect

from agent.settings import Settings
from bench.standin import Standin
from tests.browser import DESK, Visit, Visitor
from tests.doors import door
from tests.test_page import HEAVIEST

pytestmark = pytest.mark.asyncio(loop_scope="session")

ROUTES: Final = (
    "경복궁에 대해 알려 줘",
    "강남역에서 명동까지 어떻게 가?",
    "야경 보기 좋은 곳 추천해 줘",
    "지하철에서 지켜야 할 예절이 있어?",
    "명동까지 어떻게 가?",
)
PIXEL: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fccff0bf1e00068502"
    "7fb7a1a7370000000049454e44ae426082"
)


async def serious(page: Page) -> list[str]:
    """What axe finds that is serious or worse."""
    await page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = await page.evaluate("axe.run({ resultTypes: ['violations'] })")
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_serious_on_any_route(visit: Visit, standin: Standin, scheme: str) -> None:
    at: Visitor = await visit(color_scheme=scheme, reduced_motion="reduce")
    assert await serious(at.page) == []
    await at.page.evaluate("document.querySelector('.brand img').removeAttribute('alt')")
    assert [one.partition(":")[0] for one in await serious(at.page)] == ["image-alt"], "it does look"
    await at.page.evaluate("document.querySelector('.brand img').setAttribute('alt', '')")
    for question in ROUTES:
        await at.ask(question)
    await expect(at.page.locator(".map .river").first).to_be_attached()
    assert await serious(at.page) == []
    await at.answer.get_by_role("button", name="도움이 됐어요").click()
    await expect(at.answer.locator(".opinion")).to_be_visible()
    await at.page.locator("#menu").click()
    await expect(at.page.locator(".thread").first).to_be_visible()
    assert await serious(at.page) == []
    await at.page.keyboard.press("Escape")
    await expect(at.page.locator("#drawer")).to_be_hidden()
    await at.page.evaluate("document.querySelector('#gate').showModal()")
    assert await serious(at.page) == []


@pytest.mark.parametrize("language", ["ko", "en", "ja", "zh"])
async def test_nothing_scrolls_sideways_on_the_narrowest_phone(
    visit: Visit, standin: Standin, language: str
) -> None:
    at: Visitor = await visit(viewport={"width": 320, "height": 640}, locale=language)
    standin.text = "https://example.com/" + "아주긴주소" * 30
    wide = "() => [document.scrollingElement.scrollWidth, innerWidth]"
    assert await at.page.evaluate(wide) == [320, 320]
    for question in ROUTES[:4]:
        await at.ask(question)
    assert await at.page.evaluate(wide) == [320, 320]
    for tab in await at.page.get_by_role("tab").all():
        await tab.click()
    assert await at.page.evaluate(wide) == [320, 320]
    await at.page.locator("#menu").click()
    await expect(at.page.locator(".thread").first).to_be_visible()
    right = "(all) => Math.max(...all.map((one) => one.getBoundingClientRect().right))"
    assert await at.page.locator("#drawer *").evaluate_all(right) <= 320


async def test_the_language_is_the_browsers_until_one_is_chosen(visit: Visit, standin: Standin) -> None:
    at: Visitor = await visit(locale="ja-JP", viewport=DESK)
    html = at.page.locator("html")
    await expect(html).to_have_attribute("lang", "ja")
    answer = await at.ask("景福宮について教えてください")
    await expect(answer.locator("h3")).to_contain_text("景福宮")
    titles = set()
    for code, hint, category in (
        ("en", "Ask about Seoul", "Palace"),
        ("zh", "问问首尔的事", "宫殿"),
        ("ko", "서울에 대해 물어보세요", "궁궐"),
    ):
        await at.page.locator("#language").select_option(code)
        await expect(html).to_have_attribute("lang", code)
        await expect(at.message).to_have_attribute("placeholder", hint)
        await expect(at.answer.locator("header .small")).to_contain_text(category)
        titles.add(await at.page.title())
    assert len(titles) == 3
    await at.page.reload()
    await expect(html).to_have_attribute("lang", "ko")
    await expect(at.answer.locator("header .small")).to_contain_text("궁궐")


async def test_a_bare_name_is_answered_in_the_pages_language_and_the_chosen_money(
    visit: Visit, standin: Standin
) -> None:
    at: Visitor = await visit(locale="en-US", viewport=DESK)
    await at.page.locator("#currency").select_option("EUR")
    async with at.page.expect_request("**/chat/stream") as sent:
        await at.ask("광장시장")
    body: dict[str, Any] = (await sent.value).post_data_json or {}
    assert (body["language"], body["currency"]) == ("en", "EUR")
    answer = await at.ask("How do I get from Seoul Station to Hongik University Station?")
    await expect(answer.get_by_role("tab", selected=True)).to_contain_text("≈ €")


async def test_it_can_be_used_without_a_mouse(visit: Visit, standin: Standin) -> None:
    at: Visitor = await visit()
    await at.page.keyboard.press("Tab")
    await expect(at.page.locator(".skip")).to_be_focused()
    await at.page.keyboard.press("Enter")
    await expect(at.message).to_be_focused()
    await at.page.locator("#menu").focus()
    await at.page.keyboard.press("Enter")
    await expect(at.page.locator("#drawer")).to_be_visible()
    await at.page.keyboard.press("Shift+Tab")
    outside = at.page.locator("body > :not(dialog) :focus")
    await expect(outside).to_have_count(0)
    await at.page.keyboard.press("Escape")
    await expect(at.page.locator("#menu")).to_be_focused()
    await at.page.locator("#ideas button").first.focus()
    await at.page.keyboard.press("Enter")
    await at.finished()
    log = at.page.get_by_role("log")
    await expect(log).to_have_attribute("aria-busy", "false")
    await expect(log.get_by_role("heading", name="길동무")).to_have_count(1)


async def test_dark_light_and_still_as_the_visitor_wishes(visit: Visit, standin: Standin) -> None:
    ground = "() => getComputedStyle(document.body).backgroundColor"
    dark: Visitor = await visit(color_scheme="dark", viewport=DESK, reduced_motion="reduce")
    assert await dark.page.evaluate(ground) == "rgb(20, 24, 26)"
    await dark.page.locator("#theme").select_option("light")
    assert await dark.page.evaluate(ground) == "rgb(247, 244, 238)"
    await dark.page.reload()
    await expect(dark.page.locator("html")).to_have_attribute("data-theme", "light")
    assert await dark.page.evaluate(ground) == "rgb(247, 244, 238)"
    standin.tokens, standin.pace = 60, 0.02
    await dark.say(ROUTES[0])
    await expect(dark.status).to_be_visible()
    moving = "() => getComputedStyle(document.querySelector('.status'), '::before').animationName"
    assert await dark.page.evaluate(moving) == "none"
    await dark.finished()


async def test_all_of_it_is_light_and_comes_from_the_service_alone(
    visit: Visit, record_property: Any
) -> None:
    at: Visitor = await visit(load=False)
    reply = await at.page.goto(at.url)
    assert reply
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "img-src 'self';" in policy
    await expect(at.page.locator("#ideas button")).to_have_count(6)
    loaded = await at.page.evaluate(
        "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".map((one) => [new URL(one.name).origin, one.encodedBodySize])"
    )
    assert {origin for origin, _ in loaded} == {at.url}
    assert 30_000 < sum(size for _, size in loaded) < HEAVIEST
    paints = await at.page.evaluate(
        "performance.getEntriesByType('paint').map((one) => [one.name, one.startTime])"
    )
    assert "first-contentful-paint" in dict(paints)
    record_property("bytes", sum(size for _, size in loaded))
    record_property("first_contentful_paint_ms", dict(paints)["first-contentful-paint"])


async def test_map_tiles_where_a_server_is_named_and_reached_else_the_sketch(
    visit: Visit, settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    template = "https://tiles.example/{z}/{x}/{y}.png"
    async with door(settings, tmp_path, map_tiles=template) as client:
        near: Visitor = await visit(str(client.base_url))
        await near.page.route(
            "https://tiles.example/**", lambda route: route.fulfill(body=PIXEL, content_type="image/png")
        )
        answer = await near.ask(ROUTES[0])
        await expect(answer.locator(".map.tiled image").first).to_be_attached()
        await expect(answer.locator(".map figcaption a")).to_have_text("© OpenStreetMap contributors")
        asked = [address for address in near.asked if "tiles.example" in address]
        assert all(re.fullmatch(r"https://tiles\.example/1[0-4]/\d+/\d+\.png", address) for address in asked)
        assert len(set(asked)) >= 4

        far: Visitor = await visit(str(client.base_url))
        await far.page.route("https://tiles.example/**", lambda route: route.abort("addressunreachable"))
        answer = await far.ask(ROUTES[0])
        await expect(answer.locator(".map .river")).to_be_attached()
        await expect(answer.locator(".map.tiled")).to_have_count(0)
