"""Money: the packaged table, and the live source as a server on loopback."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import orjson
import pytest

from agent.errors import Unknown
from agent.tools.reading.currency import Exchange, convert, currency_of, embedded, named
from agent.tools.transit.money import price, rate

LATEST = {
    "amount": 1.0,
    "base": "KRW",
    "date": "2026-11-20",
    "rates": {"USD": 0.000724, "JPY": 0.11495, "THB": 0.02345, "EUR": 0.00064},
}

Reply = tuple[int, bytes]


class Source:
    """Answers GET /v1/latest as frankfurter.dev does, from a list of replies; the last one repeats."""

    def __init__(self, *replies: Reply | None) -> None:
        self.replies = list(replies)
        self.asked: list[str] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked.append((await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0].decode())
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if reply is None:
            writer.transport.abort()
            return
        status, body = reply
        head = [f"HTTP/1.1 {status} X", "content-type: application/json", f"content-length: {len(body)}"]
        writer.write("\r\n".join([*head, "connection: close", "", ""]).encode() + body)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def serving(
    handler: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1/latest"
    finally:
        server.close()
        await server.wait_closed()


def good(**changes: object) -> Reply:
    return 200, orjson.dumps(LATEST | changes)


@pytest.mark.parametrize("code", ["USD", "JPY", "EUR", "CNY", "gbp"])
def test_the_packaged_table_is_dated_and_plausible(code: str) -> None:
    money = convert(10_000, code)
    assert money.date == embedded().date
    assert len(money.date) == len("2026-09-04")
    assert money.approximate
    assert money.amount * money.rate == pytest.approx(10_000, rel=0.01)
    assert 0.5 < convert(1_000, "USD").amount < 1


def test_amounts_are_written_as_they_are_paid() -> None:
    assert convert(1_550, "JPY").text == f"{round(1_550 / embedded().won['JPY']):,} JPY"
    assert convert(1_550, "USD").text.endswith(" USD")
    assert convert(1_550, "krw").text == "1,550 KRW"
    with pytest.raises(Unknown):
        convert(1_550, "XXX")


def test_languages_have_their_money() -> None:
    assert [currency_of(x) for x in ("ko", "en", "ja", "zh")] == ["KRW", "USD", "JPY", "CNY"]


async def test_live_rates_are_asked_once_and_kept() -> None:
    source = Source(good())
    async with serving(source) as url:
        exchange = Exchange(url)
        first, second = await asyncio.gather(exchange.convert(13_810, "USD"), exchange.convert(100, "THB"))
        assert (first.amount, first.date, first.approximate) == (10.0, "2026-11-20", False)
        assert second.amount == pytest.approx(2.34, abs=0.01)
    assert len(source.asked) == 1
    assert "base=KRW" in source.asked[0]


async def test_what_the_source_lacks_comes_from_the_table() -> None:
    async with serving(Source(good())) as url:
        money = await Exchange(url).convert(20_200, "CNY")
    assert money.date == embedded().date
    assert money.approximate


async def test_one_dropped_connection_is_tried_again() -> None:
    source = Source(None, good())
    async with serving(source) as url:
        rates = await Exchange(url).current()
    assert rates.date == "2026-11-20"
    assert len(source.asked) == 2


@pytest.mark.parametrize(
    "reply",
    [
        (503, b"{}"),
        (429, b'{"message":"too many requests"}'),
        (200, b"<html>maintenance</html>"),
        (200, b'{"amount":1.0,"base":"KRW"'),
        (200, b"[]"),
        good(base="EUR"),
        good(rates={}),
        good(rates={"USD": None}),
        good(rates={"USD": 0}),
        None,
    ],
)
async def test_a_broken_source_leaves_the_table_and_is_not_asked_again_at_once(reply: Reply | None) -> None:
    source = Source(reply)
    async with serving(source) as url:
        exchange = Exchange(url)
        assert (await exchange.current()) == embedded()
        asked = len(source.asked)
        assert (await exchange.current()) == embedded()
    assert len(source.asked) == asked <= 2


async def test_a_silent_source_costs_no_more_than_its_timeout() -> None:
    async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)
        writer.close()

    async with serving(silent) as url:
        async with asyncio.timeout(10):
            rates = await Exchange(url, timeout=0.2).current()
    assert rates == embedded()


async def test_stale_rates_stand_while_the_source_is_down() -> None:
    source = Source(good(), (503, b""))
    async with serving(source) as url:
        exchange = Exchange(url, fresh=0)
        first = await exchange.current()
        assert (await exchange.current()) is first
    assert exchange.known is first


def test_dollars_are_americas_unless_another_land_is_named() -> None:
    assert named("그럼 택시는 달러로 얼마야?") == "USD"
    assert named("달러로는?") == "USD"
    assert named("뉴질랜드 달러로 얼마야?") is None
    assert named("how much in New Zealand dollars?") is None
    assert named("홍콩달러로 얼마야?") == "HKD"
    assert named("how much in Hong Kong dollars?") == "HKD"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("강남에서 홍대 대만달러로 얼마?", "TWD"),
        ("대만 돈으로는?", "TWD"),
        ("How much is it in Taiwan dollars?", "TWD"),
        ("NT$ please", "TWD"),
        ("台湾ドルでいくら？", "TWD"),
        ("從江南站到明洞多少台幣", "TWD"),
        ("호주 달러로 얼마야?", "AUD"),
        ("豪ドルだと？", "AUD"),
        ("베트남 동으로 알려줘", "VND"),
        ("바트로는 얼마야?", "THB"),
        ("루피아로?", "IDR"),
        ("루피로?", "INR"),
    ],
)
def test_money_of_the_neighbours_is_known_without_a_live_source(text: str, code: str) -> None:
    assert named(text) == code
    assert convert(10_000, code).date == embedded().date


def test_a_rate_is_told_for_as_many_as_make_a_figure_of_it() -> None:
    """4,270 won for 100 of Taiwan's dollars, and hundreds of won, not one, for Vietnam's dong."""
    assert rate(convert(1_650, "TWD"), "zh").startswith("100 TWD ≈ 4,270 KRW")
    assert rate(convert(1_650, "TWD"), "ko").startswith("100대만달러 ≈ 4,270원")
    assert rate(convert(1_650, "VND"), "en").startswith("10,000 VND ≈ 518 KRW")
    assert rate(convert(1_650, "USD"), "en").startswith("1 USD ≈ 1,360 KRW")
    assert price("1,650", [convert(1_650, "TWD")], "ko") == "1,650원(약 39대만달러)"
