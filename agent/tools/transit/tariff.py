# ruff: noqa: E501 (tables of words read best by the line)
"""What a ride costs before anyone says from where to where: base fares and passes, by `data/fares.json`."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Literal

import orjson

from agent.tools.decision import Language, Text
from agent.tools.reading.riding import PASS
from agent.tools.terms.travel import LARGE
from agent.tools.text.punctuation import COMMA, GAP
from data import ROOT

Kind = Literal["pass", "taxi", "large", "bus", "subway"]

_PRICED: Final = re.compile(
    r"요금|얼마|가격|값|비용|할증|차비|교통비|운임|\bfares?\b|how\smuch|\bcosts?\b|\bprices?\b|surcharge|\bextra\scharge|料金|いくら|運賃|値段|割増|多少钱|多少錢|票价|票價|车费|車費|价格|價格",
    re.IGNORECASE,
)
_KINDS: Final[Mapping[Kind, re.Pattern[str]]] = {
    "large": LARGE,
    "pass": PASS,
    "taxi": re.compile(
        r"택시|심야\s?할증|\btaxis?\b|\bcabs?\b|タクシー|深夜割増|出租车|計程車|打车", re.IGNORECASE
    ),
    "bus": re.compile(r"버스|\bbus(?:es)?\b|バス|公交|巴士", re.IGNORECASE),
    "subway": re.compile(r"지하철|전철|\bsubways?\b|\bmetro\b|地下鉄|地铁|地鐵|捷運", re.IGNORECASE),
}
_SAID: Final[Mapping[Kind, Text]] = {
    "subway": {
        "ko": "지하철 기본요금은 교통카드로 어른 {adult:,}원, 청소년 {youth:,}원, 어린이 {child:,}원이에요({km}km까지, 더 가면 {step_km}km마다 {step:,}원씩).",
        "en": "The base fare of the subway with a transit card is ₩{adult:,} for adults, ₩{youth:,} for teenagers and ₩{child:,} for children (up to {km} km, then ₩{step:,} per {step_km} km).",
        "ja": "地下鉄の基本運賃は交通カードで大人{adult:,}ウォン、青少年{youth:,}ウォン、子ども{child:,}ウォンです（{km}kmまで、以降{step_km}kmごとに{step:,}ウォン）。",
        "zh": "地铁刷卡起步价：成人{adult:,}韩元、青少年{youth:,}韩元、儿童{child:,}韩元（{km}公里以内，之后每{step_km}公里加{step:,}韩元）。",
    },
    "bus": {
        "ko": "버스 요금은 교통카드로 어른 기준 간선·지선버스 {city:,}원, 마을버스 {village:,}원, 심야버스 {night:,}원, 광역버스 {express:,}원이에요.",
        "en": "With a transit card adults pay ₩{city:,} on city buses, ₩{village:,} on village buses, ₩{night:,} on night buses and ₩{express:,} on express buses.",
        "ja": "バスの運賃は交通カードで大人の場合、市内バス{city:,}ウォン、マウルバス{village:,}ウォン、深夜バス{night:,}ウォン、広域バス{express:,}ウォンです。",
        "zh": "公交刷卡成人票价：市内公交{city:,}韩元、社区公交{village:,}韩元、深夜公交{night:,}韩元、广域公交{express:,}韩元。",
    },
    "taxi": {
        "ko": "중형택시 기본요금은 {km}km까지 {base:,}원이고, 더 가면 {metres}m마다 {step:,}원씩 붙어요. 밤에는 할증이 붙어요({night}).",
        "en": "A standard taxi starts at ₩{base:,} for the first {km} km, then ₩{step:,} per {metres} m. A night surcharge applies: {night}.",
        "ja": "中型タクシーの初乗りは{km}kmまで{base:,}ウォンで、以降{metres}mごとに{step:,}ウォンです。深夜割増は{night}です。",
        "zh": "中型出租车起步价为{km}公里{base:,}韩元，之后每{metres}米加{step:,}韩元。夜间加收：{night}。",
    },
    "large": {
        "ko": "모범·대형택시 기본요금은 {km}km까지 {base:,}원이고, 더 가면 {metres}m마다 {step:,}원씩 붙어요. 밤에는 할증이 붙어요({night}).",
        "en": "A deluxe or large taxi starts at ₩{base:,} for the first {km} km, then ₩{step:,} per {metres} m. A night surcharge applies: {night}.",
        "ja": "模範タクシーと大型タクシーの初乗りは{km}kmまで{base:,}ウォンで、以降{metres}mごとに{step:,}ウォンです。深夜割増は{night}です。",
        "zh": "模范和大型出租车起步价为{km}公里{base:,}韩元，之后每{metres}米加{step:,}韩元。夜间加收：{night}。",
    },
    "pass": {
        "ko": "기후동행카드는 {days}이에요({date} 기준).",
        "en": "The Climate Card (기후동행카드) costs {days} (as of {date}).",
        "ja": "気候同行カード（기후동행카드）は{days}です（{date}現在）。",
        "zh": "气候同行卡（기후동행카드）：{days}（{date}）。",
    },
}
_DAYS: Final[Text] = {
    "ko": "{days}일권 {won:,}원", "en": "₩{won:,} for {days} day(s)", "ja": "{days}日券{won:,}ウォン",
    "zh": "{days}日券{won:,}韩元",
}  # fmt: skip
_NIGHT: Final[Text] = {
    "ko": "{start}~{end} {share}%", "en": "{share}% from {start} to {end}", "ja": "{start}〜{end} {share}％",
    "zh": "{start}至{end} {share}%",
}  # fmt: skip


@cache
def _values() -> dict[Kind, dict[str, Any]]:
    """What the sentences tell; won, but `km`, `metres` and the days of passes."""
    rules = orjson.loads((ROOT / "fares.json").read_bytes())
    subway, bus, taxi = rules["subway"], rules["bus"]["base"], rules["taxi"]
    large = taxi["large"]
    return {
        "subway": {
            **subway["base"], "km": subway["base_metres"] // 1000, "step": subway["step"]["adult"],
            "step_km": subway["near_step_metres"] // 1000,
        },
        "bus": {
            "city": bus["간선"]["adult"], "village": bus["마을"]["adult"], "night": bus["심야"]["adult"],
            "express": bus["광역"]["adult"],
        },
        "taxi": {
            "km": taxi["base_metres"] / 1000, "base": taxi["base"], "metres": taxi["step_metres"],
            "step": taxi["step"], "night": taxi["night"],
        },
        "large": {
            "km": large["base_metres"] // 1000, "base": large["base"], "metres": large["step_metres"],
            "step": large["step"], "night": large["night"],
        },
        "pass": {"days": rules["passes"]["days"], "date": rules["passes"]["date"]},
    }  # fmt: skip


def asked(question: str) -> tuple[Kind, ...]:
    """What a question wants the price of, where it names no way; both kinds of transit where it names neither."""
    if _KINDS["pass"].search(question):
        return ("pass",)
    if not _PRICED.search(question):
        return ()
    named: tuple[Kind, ...] = tuple(kind for kind in _RIDES if _KINDS[kind].search(question))
    if _KINDS["large"].search(question):
        named = tuple("large" if kind == "taxi" else kind for kind in named)
    return named or (("subway", "bus") if _PUBLIC.search(question) else ())


def general(question: str) -> bool:
    """Whether it asks for what holds of any ride: a pass, a surcharge, a base fare."""
    return bool(_GENERAL.search(question) or (PASS.search(question) and _PRICED.search(question)))


_GENERAL: Final = re.compile(
    r"할증|기본\s?(?:요금|운임|료)|surcharge|\bextra\scharge|\bbase\sfare|割増|初乗り|基本運賃|起步价|起步價|夜间(?:加|附)|夜間加"
)
_RIDES: Final[tuple[Kind, ...]] = ("subway", "bus", "taxi")
_PUBLIC: Final = re.compile(r"대중\s?교통|교통비|public\stransport|公共交通|交通費|交通费", re.IGNORECASE)


def told(question: str, language: Language) -> str | None:
    """The prices that a question asks for; None where it asks for none."""
    return GAP[language].join(_said(kind, language) for kind in asked(question)) or None


def _said(kind: Kind, language: Language) -> str:
    values = dict(_values()[kind])
    if kind == "pass":
        rows = [_DAYS[language].format(days=days, won=won) for days, won in values["days"]]
        values["days"] = COMMA[language].join(rows)
    elif kind in ("taxi", "large"):
        shares = (
            _NIGHT[language].format(start=night["from"], end=night["to"], share=round(100 * night["share"]))
            for night in values["night"]
        )
        values["night"] = COMMA[language].join(shares)
    if "date" in values:
        values["date"] = _month(values["date"], language)
    return _SAID[kind][language].format(**values)


def _month(date: str, language: Language) -> str:
    """Of an ISO date, with or without its day."""
    year, month, *_ = date.split("-")
    said = {"ko": f"{year}년 {int(month)}월", "en": f"{year}-{month}", "ja": f"{year}年{int(month)}月"}
    return said.get(language, f"{year}年{int(month)}月资料")
