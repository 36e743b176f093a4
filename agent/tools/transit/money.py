"""Won, and the same in the traveller's money."""

from collections.abc import Mapping, Sequence
from typing import Final

from agent.tools.decision import Language
from agent.tools.reading.currency import Money
from agent.tools.transit import phrases

SMALL: Final = 100
"""Won for one unit below which rates are given for a hundred."""
TINY: Final = 1
"""Won for one unit below which they are given for ten thousand."""


def price(won: str, converted: Sequence[Money | None], language: Language) -> str:
    """Won, and in brackets the same in the traveller's money."""
    text = phrases.of(language).won.format(won=won)
    amounts = [m for m in converted if m]
    if not amounts or len(amounts) < len(converted):
        return text
    dash = phrases.of(language).dash
    short = [m.text.rsplit(" ", 1)[0] for m in amounts]
    return phrases.of(language).about.format(
        text=text, amount=dash.join(short) + _unit(amounts[0].code, language)
    )


_UNITS: Final[Mapping[Language, Mapping[str, str]]] = {
    "ko": {"JPY": "엔", "USD": "달러", "EUR": "유로", "CNY": "위안", "TWD": "대만달러"},
    "ja": {"JPY": "円", "USD": "米ドル", "EUR": "ユーロ", "CNY": "人民元", "TWD": "台湾ドル"},
    "zh": {"CNY": "元人民币", "USD": "美元", "JPY": "日元", "EUR": "欧元", "TWD": "元新台币"},
}
"""Money as one calls it; by its code elsewhere."""


def _unit(code: str, language: Language) -> str:
    return _UNITS.get(language, {}).get(code, f" {code}")


def rate(money: Money, language: Language) -> str:
    """What a unit of it is worth, or a hundred or ten thousand of a small one, and since when."""
    unit = 1 if money.rate >= SMALL else 100 if money.rate >= TINY else 10_000
    sign = "≈" if money.approximate else "="
    won = f"{money.rate * unit:,.0f}"
    if language == "ko":
        return f"{unit:,}{_unit(money.code, language)} {sign} {won}원, {money.date} 기준"
    return f"{unit:,} {money.code} {sign} {won} KRW, {money.date}"
