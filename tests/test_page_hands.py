"""The page under hands: the keyboard in the list, haste, the clipboard of plain HTTP, other scripts."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from agent.settings import Settings
from bench.standin import Standin
from tests.browser import DESK, Visit, Visitor
from tests.doors import door

pytestmark = pytest.mark.asyncio(loop_scope="session")
PLACE = "경복궁에 대해 알려 줘"


async def test_the_list_of_threads_bears_haste_and_keeps_the_keyboards_place(
    visit: Visit, settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    async with door(settings, tmp_path) as client:
        for number in range(23):
            body = {"message": f"고마워 {number}", "thread_id": f"thread-{number:020}"}
            (await client.post("/chat", json=body)).raise_for_status()
        at: Visitor = await visit(str(client.base_url), viewport=DESK)
        rows = at.page.locator("#threads li")
        await expect(rows).to_have_count(20)
        await at.page.locator("#more").dblclick()
        await expect(at.page.locator("#more")).to_be_hidden()
        await at.page.wait_for_load_state("networkidle")
        await expect(rows).to_have_count(23)

        await rows.nth(2).get_by_role("button", name="이름 바꾸기").press("Enter")
        await at.page.keyboard.type("<b>고궁</b> مرحبا 😀")
        standin.tokens = 4
        await at.page.evaluate("document.querySelector('#ideas button').click()")
        await at.finished()
        field = at.page.get_by_role("textbox", name="대화 이름")
        await expect(field).to_have_value("<b>고궁</b> مرحبا 😀")
        await field.press("Enter")
        renamed = at.page.get_by_role("button", name="<b>고궁</b> مرحبا 😀", exact=False)
        await expect(renamed.first).to_be_focused()
        await expect(at.page.locator("#threads b")).to_have_count(0)
        for name, then in (("취소", 3), ("지우기", 0)):
            await rows.nth(3).get_by_role("button", name="지우기").press("Enter")
            await rows.nth(3).get_by_role("button", name=name, exact=True).press("Enter")
            await expect(rows.nth(then).locator(".thread")).to_be_focused()


async def test_an_answer_is_copied_over_plain_http_too(visit: Visit, standin: Standin) -> None:
    at: Visitor = await visit(load=False)
    await at.page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    await at.open()
    answer = await at.ask(PLACE)
    copy = answer.get_by_role("button", name="복사")
    await copy.click()
    await expect(answer.locator(".actions [role=status]")).to_have_text("복사했어요")
    await expect(copy).to_be_focused()
    await at.message.press("Control+V")
    assert (await at.message.input_value()).startswith("경복궁은")
    await at.page.evaluate("document.execCommand = () => false")
    await copy.click()
    await expect(answer.locator(".actions [role=status]")).to_contain_text("복사하지 못했어요")


async def test_numbers_go_on_after_a_paragraph_and_each_script_runs_its_own_way(
    visit: Visit, standin: Standin
) -> None:
    at: Visitor = await visit()
    standin.text = "1. 경복궁\n넓은 궁이에요.\n\n2. 창덕궁\n숲이 있어요."
    answer = await at.ask(PLACE)
    values = "items => items.map(item => item.value)"
    assert await answer.locator(".text li").evaluate_all(values) == [1, 2]
    starts = """text => { const range = document.createRange(); range.selectNodeContents(text);
        const [line, box] = [range.getBoundingClientRect(), text.getBoundingClientRect()];
        return Math.round(line.left - box.left) > Math.round(box.right - line.right) ? "right" : "left" }"""
    await at.ask("경복궁은 언제 열어?\nمتى؟")
    words = at.page.locator(".turn.user .text p").last
    assert await words.evaluate("p => getComputedStyle(p).unicodeBidi") == "plaintext"
    await words.evaluate("p => { p.textContent = 'متى؟'; p.style.width = '12rem' }")
    assert await words.evaluate(starts) == "right"
    await words.evaluate("p => { p.textContent = '언제?' }")
    assert await words.evaluate(starts) == "left"


async def test_sentences_that_are_korean_alone_are_shown_to_who_reads_korean(
    visit: Visit, standin: Standin
) -> None:
    asked = {"ko": "강남역에서 명동까지 어떻게 가?", "en": "How do I get from Gangnam Station to Myeongdong?"}
    for locale, hints in (("ko-KR", 1), ("en-US", 0)):
        at: Visitor = await visit(locale=locale)
        answer = await at.ask(asked[locale[:2]])
        await expect(answer.locator(".steps")).to_be_visible()
        await expect(answer.locator(".hint")).to_have_count(hints)
