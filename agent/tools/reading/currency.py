# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""Won in the traveller's money: a dated table in the package, and a keyless live source over it.

A converted amount never stands alone: it carries its rate and the day of the rate.
"""

import asyncio
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import Final

import httpx
import orjson

from agent.errors import Unknown
from agent.tools.decision import Language
from data import ROOT

log = logging.getLogger(__name__)

RATES: Final = ROOT / "rates.json"
LIVE: Final = "https://api.frankfurter.dev/v1/latest"
"""European Central Bank reference rates, free and without a key."""
WHOLE: Final = frozenset({"JPY", "KRW", "VND", "IDR", "TWD", "HUF", "CLP"})
"""Currencies that are not divided in daily use."""
BY_LANGUAGE: Final[Mapping[Language, str]] = {"ko": "KRW", "en": "USD", "ja": "JPY", "zh": "CNY"}


@dataclass(frozen=True, slots=True)
class Rates:
    won: Mapping[str, float]
    """Won for one unit, by ISO 4217 code."""
    date: str
    """ISO day of the rates."""
    source: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Money:
    won: int
    amount: float
    """Rounded to what is paid in daily use: 1.14, 179."""
    code: str
    rate: float
    """Won for one unit."""
    date: str
    approximate: bool = False

    @property
    def text(self) -> str:
        """The amount as written in every language: 1.14 USD, 1,790 JPY."""
        return f"{self.amount:,.0f} {self.code}" if self.code in WHOLE else f"{self.amount:,.2f} {self.code}"


@lru_cache(maxsize=1)
def embedded() -> Rates:
    """The packaged table: approximate, and dated."""
    row = orjson.loads(RATES.read_bytes())
    return Rates(row["won_per_unit"], row["date"], row["source"], bool(row["approximate"]))


def convert(won: int, code: str, rates: Rates | None = None) -> Money:
    """Won in another currency. Raises Unknown for a code that the rates lack."""
    table = rates or embedded()
    code = code.upper()
    if code == "KRW":
        return Money(won, float(won), code, 1.0, table.date)
    try:
        rate = table.won[code]
    except KeyError:
        message = f"{code} 환율은 아직 몰라요."
        raise Unknown(message, hint=f"Known: KRW, {', '.join(sorted(table.won))}.") from None
    amount = round(won / rate, 0 if code in WHOLE else 2)
    return Money(won, amount, code, rate, table.date, table.approximate)


_ABROAD: Final = "".join(
    rf"(?<!{land})(?<!{land}\s)"
    for land in ("호주", "대만", "타이완", "홍콩", "캐나다", "뉴질랜드", "싱가포르")
)
_OTHERS: Final = "".join(
    rf"(?<!{land}\s)"
    for land in ("australian", "canadian", "taiwan", "taiwanese", "kong", "singapore", "zealand")
)
"""Dollars that are not America's."""
_NAMED: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (code, re.compile(words, re.IGNORECASE))
    for code, words in {
        "HKD": r"홍콩\s?달러|\bhkd\b|\bhong\s?kong\sdollars?|香港ドル|港币|港幣",
        "SGD": r"싱가포르\s?달러|\bsgd\b|\bsingapore\sdollars?|シンガポールドル|新加坡元|新币",
        "TWD": r"(?:대만|타이완)\s?(?:달러|돈|화폐)|\btwd\b|\bntd\b|\bnt\$|\btaiwan(?:ese)?\s(?:dollars?|money)|台湾(?:ドル|元)|[台臺](?:币|幣)",
        "AUD": r"호주\s?달러|\baud\b|\baustralian\sdollars?|豪ドル|オーストラリアドル|澳元|澳币|澳幣",
        "CAD": r"캐나다\s?달러|\bcad\b|\bcanadian\sdollars?|カナダドル|加元|加币|加幣",
        "THB": r"(?<![가-힣])바트(?=로|은|는|이|\s|[?？]|$)|\bthb\b|\bbaht\b|バーツ|泰铢|泰銖",
        "VND": r"베트남\s?(?:동|돈)|\bvnd\b|\bvietnamese\sdong\b|ベトナムドン|越南盾",
        "MYR": r"링깃|\bmyr\b|\bringgit\b|リンギット|令吉|林吉特",
        "IDR": r"루피아|\bidr\b|\brupiah\b|ルピア|印尼盾",
        "USD": rf"{_ABROAD}(?:미국\s?|미\s?)?달러|\busd\b|{_OTHERS}\bdollars?\b|\bbucks\b|(?<!香港)(?<!ポール)(?<!台湾)(?<!豪)(?<!カナダ)(?<!リア)ドル|美元|美金|미화",
        "JPY": r"엔화|(?<![가-힣])(?:\d+\s?)?엔(?=으로|이|은|\s|[?？]|$|정도)|\bjpy\b|\byen\b|日本円|円|日元|日币|日圓",
        "EUR": r"유로(?!존|파|\s?스타)|\beuros?\b|\beur\b|ユーロ|欧元|歐元",
        "GBP": r"파운드|\bpounds?\b|\bgbp\b|\bsterling\b|ポンド|英镑|英鎊",
        "CNY": r"위안|\byuan\b|\brmb\b|\bcny\b|\brenminbi\b|人民元|人民币|人民幣",
        "KRW": r"원화|(?<![가-힣])한화(?![가-힣]{2})|\bkrw\b",
        "PHP": r"페소|\bpesos?\b|\bphp\b|ペソ|比索",
        "INR": r"루피(?!아)|\brupees?\b|\binr\b|ルピー|卢比|盧比",
    }.items()
)


def named(text: str) -> str | None:
    """The ISO code of the currency that a message names last (달러로는?); None where it names none."""
    found = [(match.start(), code) for code, words in _NAMED for match in words.finditer(text)]
    return max(found)[1] if found else None


def kept(text: str, before: str | None) -> str:
    """The currency of the question before, to stand behind one that names none; empty where there is none."""
    code = None if named(text) else named(before or "")
    return f" ({code})" if code else ""


def currency_of(language: Language) -> str:
    """The currency to show where the traveller named none."""
    return BY_LANGUAGE[language]


class Exchange:
    """Live rates with a cache; the packaged table fills what they lack, and all of it when offline.

    One request at a time, one retry, and after a failure no new try for `pause` seconds.
    """

    def __init__(
        self,
        url: str = LIVE,
        *,
        timeout: float = 2.0,
        fresh: float = 12 * 3600,
        pause: float = 600,
        client: httpx.AsyncClient | None = None,
    ) -> None:
        """`timeout` of one request, `fresh` and `pause` in seconds."""
        self._url = url
        self._timeout = timeout
        self._fresh = fresh
        self._pause = pause
        self._client = client
        self._lock = asyncio.Lock()
        self._rates: Rates | None = None
        self._due = 0.0

    @property
    def known(self) -> Rates:
        """What is at hand now, without waiting."""
        return self._rates or embedded()

    async def current(self) -> Rates:
        """Fresh rates where they can be had; never raises."""
        async with self._lock:
            if monotonic() < self._due:
                return self.known
            live = await self._fetch()
            self._due = monotonic() + (self._fresh if live else self._pause)
            self._rates = live or self._rates
            return self.known

    async def convert(self, won: int, code: str) -> Money:
        """Raises Unknown for a code that neither source has."""
        rates = await self.current()
        return convert(won, code, rates if code.upper() in rates.won else embedded())

    async def _fetch(self) -> Rates | None:
        for last in (False, True):
            try:
                return await self._ask()
            except httpx.TransportError as error:
                if last:
                    log.warning("exchange rates: %s", error or type(error).__name__)
            except (httpx.HTTPStatusError, ValueError, KeyError, TypeError) as error:
                log.warning("exchange rates: %s", error or type(error).__name__)
                return None
        return None

    async def _ask(self) -> Rates:
        if self._client is not None:
            return self._read(
                await self._client.get(self._url, params={"base": "KRW"}, timeout=self._timeout)
            )
        async with httpx.AsyncClient() as client:
            return self._read(await client.get(self._url, params={"base": "KRW"}, timeout=self._timeout))

    @staticmethod
    def _read(answer: httpx.Response) -> Rates:
        body = orjson.loads(answer.raise_for_status().content)
        if body["base"] != "KRW":
            raise ValueError(f"base is {body['base']}")
        amount = float(body.get("amount", 1.0))
        won = {code: amount / float(rate) for code, rate in body["rates"].items() if float(rate) > 0}
        if not won:
            raise ValueError("no rates")
        return Rates(won, str(body["date"]), "frankfurter.dev (ECB)")
