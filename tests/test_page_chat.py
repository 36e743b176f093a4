"""A conversation at the page, in a real Chromium, with the real service on a real socket."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Route, expect

from agent.settings import Settings
from bench.standin import Standin
from tests.browser import DESK, Visit, Visitor
from tests.doors import door, until
from tests.fakes.loopback import Loopback
from tests.fakes.searches import searxng

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLACE = "경복궁에 대해 알려 줘"
WAY = "강남역에서 명동까지 어떻게 가?"


async def test_every_route_answers_with_its_card_and_nobody_outside_is_asked(
    visit: Visit, standin: Standin
) -> None:
    at: Visitor = await visit(locale="en-US", viewport=DESK)
    standin.text = "It is a **grand** palace.\n- gate\n- hall"
    answer = await at.ask("Tell me about Gyeongbokgung Palace")
    card = answer.locator(".card.place")
    await expect(answer.locator(".text strong")).to_have_text("grand")
    await expect(answer.locator(".text li")).to_have_text(["gate", "hall"])
    await expect(card.locator("h3")).to_have_text("Gyeongbokgung Palace")
    await expect(card.locator("header .small")).to_have_text("경복궁 · Palace · Jongno-gu")
    await expect(card.locator(".state")).to_have_text(text := card_state())
    assert text
    await expect(card.locator("dd")).to_contain_text(["every Tuesday", "₩3,000", "Exit 5", "02-3700-3900"])
    await expect(card.locator(".map .river")).to_have_count(1)

    await card.get_by_role("button", name="How to get there").click()
    await expect(at.page.locator(".turn.user").last).to_have_text("YouHow do I get to Gyeongbokgung Palace?")
    await at.finished()
    await at.answer.locator(".choices").get_by_role("button", name="Gangnam Station").click()
    await at.finished()
    trip = at.answer.locator(".card.transit")
    await expect(trip.locator("h3")).to_contain_text("Gangnam Station → Gyeongbokgung")
    await expect(trip.get_by_role("tab").last).to_contain_text("Taxi")
    await expect(trip.get_by_role("tab", selected=True)).to_contain_text("≈ $")
    await expect(trip.locator(".diagram .plate").first).to_be_visible()
    assert await trip.locator(".diagram .node").count() == 2 * await trip.locator(".steps li").count()
    await expect(trip.locator(".sign").first).to_contain_text("Line")
    await expect(trip.locator(".notes")).to_contain_text("Rate 1 USD ≈ ₩")
    assert await trip.locator(".map .way").count() >= 1
    await trip.get_by_role("tab", selected=True).press("ArrowLeft")
    await expect(trip.get_by_role("tab", selected=True)).to_contain_text("Taxi")
    await expect(trip.get_by_role("tab", selected=True)).to_be_focused()
    await expect(trip.locator(".fare")).to_contain_text("$")

    manners = (await at.ask("What are the manners on the subway?")).locator(".card.manners")
    assert await manners.locator("li").count() >= 3
    link = manners.locator("footer a").first
    assert await link.get_attribute("rel") == "noopener noreferrer nofollow"

    answer = await at.ask("Where is the best night view?")
    assert await answer.locator(".card.place").count() >= 2
    assert await answer.locator(".map .numbered").count() == await answer.locator(".card.place").count()
    answer = await at.ask("Thank you!")
    await expect(answer.locator(".card")).to_have_count(0)
    assert {httpx.URL(address).copy_with(path="/", query=None) for address in at.asked} == {
        httpx.URL(at.url + "/")
    }


def card_state() -> Any:
    """Whatever the day: open until, or closed."""
    import re

    return re.compile(r"^(Open until \d\d:\d\d|Closed (now|today)( · opens .*\d\d:\d\d)?)$")


async def test_sources_lead_where_the_search_found_them_and_nowhere_else(
    visit: Visit, settings: Settings, standin: Standin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standin.text = "성심당 본점은 대전 은행동에 있어요[1]. [여기](javascript:alert(1)) https://evil.example"
    async with Loopback(searxng) as engine:
        monkeypatch.setenv("GUIDE_SEARCH_PROVIDERS", "searxng")
        monkeypatch.setenv("GUIDE_SEARXNG_URL", engine.url)
        async with door(settings, tmp_path, search=True) as client:
            at: Visitor = await visit(str(client.base_url))
            answer = await at.ask("성심당 본점은 어디야?")
            links = [await one.get_attribute("href") for one in await answer.locator("a").all()]
            assert set(links) == {"https://www.sungsimdang.co.kr/"}
            await expect(answer.locator(".sources summary")).to_have_text("출처 1")
            await expect(answer.locator("sup a")).to_have_attribute("rel", "noopener noreferrer nofollow")


async def test_what_a_model_writes_is_never_markup(visit: Visit, standin: Standin) -> None:
    at: Visitor = await visit()
    standin.text = (
        '<img src=x onerror="window.hit=1"><script>window.hit=1</script>\n'
        "**<b onclick=hit()>굵게</b>**\n- <svg onload=hit()>\n# <a href=javascript:hit()>제목</a>"
    )
    answer = await at.ask(PLACE)
    await expect(answer.locator(".text")).to_contain_text("<script>window.hit=1</script>")
    await expect(answer.locator(".text strong")).to_have_text("<b onclick=hit()>굵게</b>")
    assert await answer.locator(".text :is(img, script, b, svg, a)").count() == 0
    await at.page.reload()
    await at.finished()
    assert await at.answer.locator(".text :is(img, script, b, svg, a)").count() == 0
    assert await at.page.evaluate("window.hit") is None


async def test_stop_stops_the_model_and_keeps_what_was_said(visit: Visit, standin: Standin) -> None:
    at: Visitor = await visit()
    standin.tokens, standin.pace = 400, 0.02
    await at.say(PLACE)
    await standin.spoke(5)
    await expect(at.answer.locator(".text")).to_contain_text("경복궁은")
    await expect(at.page.locator("#send")).to_have_accessible_name("멈추기")
    await at.page.locator("#send").click()
    await expect(at.answer.locator(".note")).to_contain_text("여기서 멈췄어요.")
    await until(lambda: not standin.running)
    assert (await at.kept())[-1]["stopped"]
    standin.reset()
    await at.answer.get_by_role("button", name="다시 시도").click()
    await at.finished()
    await expect(at.page.locator(".turn.guide .note")).to_have_count(0)
    # Escape does the same, wherever the focus is.
    standin.tokens, standin.pace = 400, 0.02
    await at.say(PLACE)
    await standin.spoke(3)
    await at.page.keyboard.press("Escape")
    await expect(at.answer.locator(".note")).to_contain_text("여기서 멈췄어요.")


async def test_a_reload_in_mid_answer_goes_on_and_brings_the_cards_back(
    visit: Visit, standin: Standin
) -> None:
    at: Visitor = await visit()
    standin.tokens, standin.pace = 70, 0.02
    await at.say(PLACE)
    await standin.spoke(10)
    await at.page.reload()
    await expect(at.page.locator(".turn.user")).to_have_count(1)
    await at.finished()
    await expect(at.answer.locator(".card.place h3")).to_have_text("경복궁")
    assert len(standin.answers) == 1, "nothing is asked twice"
    kept = await at.kept()
    assert [one["role"] for one in kept] == ["user", "assistant"]
    assert not kept[-1]["stopped"]
    await at.page.reload()
    await expect(at.answer.locator(".card.place h3")).to_have_text("경복궁")


async def test_a_lost_line_is_taken_up_and_a_question_waits_for_one(visit: Visit, standin: Standin) -> None:
    at: Visitor = await visit()
    standin.tokens, standin.pace = 70, 0.02
    await at.say(PLACE)
    await standin.spoke(8)
    await at.context.set_offline(True)
    await expect(at.page.locator("#notice")).to_contain_text("연결이 끊겼어요")
    await at.context.set_offline(False)
    await at.finished()
    await expect(at.page.locator("#notice")).to_be_empty()
    kept = await at.kept()
    assert kept[-1]["content"].startswith("경복궁은 조선의")
    await expect(at.answer.locator(".note")).to_have_count(0)
    standin.reset()
    await at.context.set_offline(True)
    await at.say("고마워")
    await expect(at.status).to_contain_text("다시 이어지면")
    await at.context.set_offline(False)
    await at.finished()
    assert [one["role"] for one in await at.kept()] == ["user", "assistant"] * 2


async def test_a_message_whose_reply_was_lost_is_not_asked_twice(visit: Visit, standin: Standin) -> None:
    at: Visitor = await visit()
    standin.tokens, standin.pace = 40, 0.02
    arrived = asyncio.Event()

    async def swallowed(route: Route) -> None:
        """The service hears the question; the line breaks before its first word."""
        if not arrived.is_set():
            arrived.set()
            async with httpx.AsyncClient() as line:
                sent = {"content-type": "application/json"}
                async with line.stream(
                    "POST", route.request.url, content=route.request.post_data, headers=sent
                ):
                    await route.abort("connectionreset")
        else:
            await route.continue_()

    await at.page.route("**/chat/stream", swallowed)
    await at.ask(PLACE)
    assert arrived.is_set()
    assert len(standin.answers) == 1
    assert [one["role"] for one in await at.kept()] == ["user", "assistant"]


async def test_a_crowded_service_is_asked_again_by_itself(
    visit: Visit, settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    async with door(settings, tmp_path, concurrency=1, queue=0) as client:
        at: Visitor = await visit(str(client.base_url))
        standin.tokens, standin.pace = 2_000, 0.02
        other = asyncio.create_task(client.post("/chat", json={"message": PLACE, "thread_id": "crowd"}))
        await standin.spoke(1)
        await at.say(PLACE)
        await expect(at.status).to_contain_text("지금 찾는 분이 많아요.")
        await expect(at.status).to_contain_text("초 뒤에 다시 물어볼게요.")
        standin.reset()
        await client.post("/threads/crowd/stop")
        await at.finished()
        await expect(at.answer.locator(".note")).to_have_count(0)
        await other


async def test_a_busy_thread_and_a_caller_who_came_too_often_wait_their_turn(
    visit: Visit, settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    async with door(settings, tmp_path, rate_limit=15, rate_burst=20) as client:
        at: Visitor = await visit(str(client.base_url))
        await at.ask("고마워")
        thread = await at.page.evaluate("sessionStorage.getItem('guide.thread')")
        standin.tokens, standin.pace = 2_000, 0.02
        busy = {"message": PLACE, "thread_id": thread}
        other = asyncio.create_task(client.post("/chat", json=busy))
        await standin.spoke(1)
        await at.say(PLACE)
        await expect(at.status).to_contain_text("앞의 질문에 아직 답하는 중이에요.")
        standin.reset()
        await client.post(f"/threads/{thread}/stop")
        await other
        await at.finished()
        await expect(at.answer.locator(".note")).to_have_count(0)

        async def spent(route: Route) -> None:
            """Others at the same address take what is left of the rate just before."""
            while (await client.get("/threads")).status_code == 200:
                pass
            await route.continue_()

        await at.page.route("**/chat/stream", spent, times=1)
        await at.say("고마워")
        await expect(at.status).to_contain_text("질문이 조금 잦았어요.")
        await at.finished()
        await expect(at.answer.locator(".note")).to_have_count(0)


async def test_a_key_is_asked_for_kept_and_forgotten(
    visit: Visit, settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    async with door(settings, tmp_path, api_keys="open-sesame") as client:
        at: Visitor = await visit(str(client.base_url))
        await at.say(PLACE)
        gate = at.page.locator("#gate")
        await expect(gate).to_be_visible()
        await expect(at.page.locator("#key")).to_be_focused()
        await at.page.locator("#key").fill("wrong")
        await at.page.locator("#key").press("Enter")
        await expect(gate.get_by_role("alert")).to_have_text("열쇠가 맞지 않아요. 다시 확인해 주세요.")
        await at.page.locator("#key").fill("open-sesame")
        await gate.get_by_role("button", name="열쇠 저장").click()
        await at.finished()
        await expect(gate).to_be_hidden()
        await at.page.reload()
        await expect(at.page.locator(".turn.guide")).to_have_count(1)
        await at.page.locator("#menu").click()
        await expect(at.page.locator(".thread")).to_have_count(1)
        await at.page.locator("#forget").click()
        await at.page.locator("#shut").click()
        await at.say("고마워")
        await gate.get_by_role("button", name="취소").click()
        await expect(at.answer.locator(".note")).to_contain_text("열쇠")
        assert await at.page.evaluate("localStorage.getItem('guide.key')") is None


async def test_threads_are_listed_renamed_and_deleted(
    visit: Visit, settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    async with door(settings, tmp_path) as client:
        at: Visitor = await visit(str(client.base_url), viewport=DESK)
        await at.ask("고마워")
        await at.page.locator("#fresh").click()
        await expect(at.page.locator("#welcome")).to_be_visible()
        await at.ask(PLACE)
        rows = at.page.locator("#threads li")
        await expect(rows).to_have_count(2)
        await expect(rows.first).to_contain_text("경복궁")
        await rows.first.get_by_role("button", name="이름 바꾸기").click()
        field = at.page.get_by_role("textbox", name="대화 이름")
        await field.fill("가을 고궁 산책")
        await field.press("Enter")
        await expect(rows.first.locator("span")).to_have_text("가을 고궁 산책")
        await rows.last.locator(".thread").click()
        await expect(at.page.locator(".turn.user .text")).to_have_text("고마워")
        await rows.first.get_by_role("button", name="지우기: 가을 고궁 산책").click()
        await rows.first.get_by_role("button", name="지우기", exact=True).click()
        await expect(rows).to_have_count(1)
        await expect(at.page.locator(".turn.user .text")).to_have_text("고마워")
        await rows.first.get_by_role("button", name="지우기: 고마워").click()
        await rows.first.get_by_role("button", name="지우기", exact=True).click()
        await expect(at.page.locator("#welcome")).to_be_visible()
        await expect(at.page.locator("#notice")).to_have_text("대화를 지웠어요.")
        assert (await client.get("/threads")).json()["items"] == []


async def test_what_one_thinks_of_an_answer_reaches_the_service(visit: Visit, standin: Standin) -> None:
    at: Visitor = await visit()
    answer = await at.ask(PLACE)
    async with at.page.expect_response("**/feedback") as told:
        await answer.get_by_role("button", name="아쉬워요").click()
    assert (await (await told.value).json())["thumb"] == -1
    await expect(answer.get_by_role("button", name="아쉬워요")).to_have_attribute("aria-pressed", "true")
    await answer.locator(".opinion textarea").fill("시간이 틀려요")
    async with at.page.expect_response("**/feedback") as told:
        await answer.get_by_role("button", name="의견 보내기").click()
    assert (await (await told.value).json())["text"] == "시간이 틀려요"
    await expect(answer.locator(".actions .small")).to_contain_text("고맙습니다")
    await at.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await answer.get_by_role("button", name="복사").click()
    assert (await at.page.evaluate("navigator.clipboard.readText()")).startswith("경복궁은")


async def test_enter_belongs_to_the_input_method_while_it_composes(visit: Visit, standin: Standin) -> None:
    at: Visitor = await visit()
    wire = await at.context.new_cdp_session(at.page)
    await at.message.focus()
    for typed in ("ㅇ", "아", "안", "안ㄴ", "안녀", "안녕"):
        await wire.send(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
    # As Chromium tells it, and as older Safari does; the input method takes the key, so that no text follows.
    for key, number in (("Enter", 13), ("Process", 229)):
        pressed = {"type": "rawKeyDown", "windowsVirtualKeyCode": number, "key": key, "code": "Enter"}
        await wire.send("Input.dispatchKeyEvent", pressed)
    await expect(at.page.locator(".turn")).to_have_count(0)
    await wire.send("Input.insertText", {"text": "안녕"})
    await expect(at.message).to_have_value("안녕")
    await at.page.keyboard.press("Shift+Enter")
    await at.page.keyboard.type("반가워")
    await expect(at.message).to_have_value("안녕\n반가워")
    await at.page.keyboard.press("Enter")
    await expect(at.page.locator(".turn.user .text")).to_have_text("안녕반가워")
    await at.finished()


@pytest.mark.parametrize(
    ("language", "readings"),
    [
        ("ko", ["가는 길과 요금", "장소 소개"]),
        ("en", ["How to get there", "About the place"]),
        ("ja", ["行き方と料金", "場所の紹介"]),
        ("zh", ["路线和费用", "景点介绍"]),
    ],
)
async def test_a_doubtful_question_is_settled_by_a_button(
    visit: Visit, standin: Standin, language: str, readings: list[str]
) -> None:
    at: Visitor = await visit(locale=language)
    standin.constrains = False  # the model has no opinion that counts
    answer = await at.ask("수서역")
    await expect(answer.locator(".choices button")).to_have_text(readings)
    await answer.get_by_role("button", name=readings[0]).click()
    await expect(at.page.locator(".turn.guide")).to_have_count(2)
    await at.finished()
    await expect(at.answer.locator(".choices button")).to_have_count(5)  # where from?
    await at.page.locator("#fresh").click()
    answer = await at.ask("수서역")
    await answer.get_by_role("button", name=readings[1]).click()
    await expect(at.page.locator(".turn.guide")).to_have_count(2)
    await at.finished()
    await expect(at.answer.locator(".card.place").first).to_be_visible()


async def test_where_one_is_goes_along_by_permission_alone(visit: Visit, standin: Standin) -> None:
    at: Visitor = await visit(geolocation={"latitude": 37.5547, "longitude": 126.9707})
    await at.page.locator("#place").click()
    await expect(at.page.locator("#notice")).to_contain_text("위치를 알 수 없어요")
    await at.context.grant_permissions(["geolocation"])
    await at.ask("명동까지 어떻게 가?")
    await at.answer.get_by_role("button", name="내 위치에서").click()
    await expect(at.page.locator("#place")).to_have_attribute("aria-pressed", "true")
    await expect(at.answer.locator(".card.transit h3")).to_contain_text("명동", timeout=15_000)
