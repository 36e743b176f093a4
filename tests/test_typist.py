"""What is typed into the search box, written in a process of its own."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from agent.tools.typist import Typist
from agent.tools.web.standalone import query
from rag.korean import Korean
from tests.doors import until

ASKED = "명동에 있는 하나은행에서 달러 환전하면 수수료가 얼마나 나오는지 좀 찾아봐 주실래요?"


@pytest_asyncio.fixture
async def typist() -> AsyncIterator[Typist]:
    opened = Typist()
    yield opened
    await opened.close()


async def test_a_query_is_written_by_the_process_once_it_has_loaded(typist: Typist) -> None:
    plain, cut = query(ASKED, None, "ko"), query(ASKED, None, "ko", Korean().morphemes)
    assert plain != cut
    assert await typist.query(ASKED, None, "ko") == plain, "nobody waits for it to load"
    await until(typist.ready, 60)
    assert await typist.query(ASKED, None, "ko") == cut
    told = await asyncio.gather(*(typist.query(f"{ASKED} {n}", None, "ko") for n in range(8)))
    assert [text[-1] for text in told] == [str(n) for n in range(8)], "each its own"
    after = query("그럼 주말에는?", ASKED, "ko", Korean().morphemes)
    assert await typist.query("그럼 주말에는?", ASKED, "ko") == after


async def test_a_process_that_hangs_or_dies_costs_words_and_no_search(typist: Typist) -> None:
    plain, cut = query(ASKED, None, "ko"), query(ASKED, None, "ko", Korean().morphemes)
    await typist.query(ASKED, None, "ko")
    await until(typist.ready, 60)
    assert typist.process is not None
    os.kill(typist.process.pid, signal.SIGSTOP)
    assert await typist.query(ASKED, None, "ko") == plain
    os.kill(typist.process.pid, signal.SIGCONT)
    assert await typist.query("덕수궁 근처 환전소", None, "ko") == query(
        "덕수궁 근처 환전소", None, "ko", Korean().morphemes
    ), "the late answer is not taken for this one's"
    first = typist.process
    first.kill()
    await first.wait()
    assert await typist.query(ASKED, None, "ko") == plain
    await until(typist.ready, 60)
    assert await typist.query(ASKED, None, "ko") == cut, "it is started anew"


async def test_it_says_sentences_in_a_style_and_nothing_of_those_it_does_not_know(typist: Typist) -> None:
    said = ["쓰레기는 그 가게에 돌려주세요.", "서울숲은 공원이에요.", "모르는 말이랄까요ㅋㅋ요."]
    assert await typist.spoken(said, "friend", [], patience=0.001) == [None] * 3, "it loads"
    await until(typist.ready, 60)
    told = await typist.spoken(said, "friend", ["서울숲"], patience=60)
    assert told[:2] == ["쓰레기는 그 가게에 돌려줘.", "서울숲은 공원이야."]
    assert told[2] is None


async def test_only_korean_starts_it(typist: Typist) -> None:
    assert await typist.query("pharmacies open now", None, "en") == query("pharmacies open now", None, "en")
    assert typist.process is None


async def test_it_ends_with_the_service(typist: Typist) -> None:
    await typist.query(ASKED, None, "ko")
    await until(lambda: typist.process is not None, 60)
    held = typist.process
    assert held is not None
    await typist.close()
    assert held.returncode is not None
    with pytest.raises(ProcessLookupError):
        os.kill(held.pid, 0)
