# ruff: noqa: E501 (tables of words read best by the line)
"""Hours, closed days and fees in the asker's language, from their structures.

Korean has its own wording of them in the data; the other languages are worded here and nowhere else.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import Final

from agent.tools.decision import Language, Text
from agent.tools.text.punctuation import COMMA
from data.schedule import DAY, DECEMBER, HOLIDAY, Closed, Fees, Hours
from data.today import Span

DAYS: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "public holidays"),
    "ja": ("月曜", "火曜", "水曜", "木曜", "金曜", "土曜", "日曜", "祝日"),
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日", "法定节假日"),
}
FULL: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "public holidays"),
    "ja": ("月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日", "祝日"),
    "zh": DAYS["zh"],
}
"""Where there is room: closed days."""
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FEASTS: Final[dict[Language, dict[str, str]]] = {
    "en": {"seollal": "Lunar New Year (설날)", "chuseok": "Chuseok (추석)", "buddha": "Buddha's Birthday", "election": "election days"},
    "ja": {"seollal": "旧正月（설날）", "chuseok": "秋夕（추석）", "buddha": "釈迦誕生日", "election": "選挙日"},
    "zh": {"seollal": "春节（설날）", "chuseok": "中秋节（추석）", "buddha": "佛诞日", "election": "选举日"},
}  # fmt: skip
AGES: Final[dict[Language, tuple[str, str, str]]] = {
    "en": ("youth", "children", "65 and over"),
    "ja": ("青少年", "子ども", "65歳以上"),
    "zh": ("青少年", "儿童", "65岁以上"),
}
NOTES: Final[dict[str, Text]] = {
    "공연마다 다름": {"en": "depends on the performance", "ja": "公演により異なる", "zh": "因演出而异"},
    "전시마다 다름": {"en": "depends on the exhibition", "ja": "展示により異なる", "zh": "因展览而异"},
    "공연·전시마다 다름": {
        "en": "depends on the performance or exhibition",
        "ja": "公演・展示により異なる",
        "zh": "因演出或展览而异",
    },
    "프로그램마다 다름": {
        "en": "depends on the programme",
        "ja": "プログラムにより異なる",
        "zh": "因项目而异",
    },
    "날마다 다름": {"en": "depends on the day", "ja": "日により異なる", "zh": "因日期而异"},
    "행사마다 다름": {"en": "depends on the event", "ja": "イベントにより異なる", "zh": "因活动而异"},
    "예약제": {"en": "by reservation", "ja": "予約制", "zh": "需预约"},
}
"""Notes that stand where no fee is known."""
PART: Final[Text] = {"en": "; ", "ja": " / ", "zh": "；"}
ORDINALS: Final = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", -1: "last"}


def hours(opening: Sequence[Hours], language: Language) -> str | None:
    """Opening hours in English, Japanese or Chinese; None where there are none."""
    if not opening:
        return None
    if any(span.always for span in opening):
        return {"en": "around the clock", "ja": "24時間", "zh": "全天24小时"}[language]
    parts = []
    for when, spans in groupby(opening, key=lambda span: (span.months, span.nth, span.days)):
        times = COMMA[language].join(between(span, language) for span in spans)
        parts.append(f"{_when(*when, language)} {times}".strip())
    return PART[language].join(parts)


def _when(months: tuple[int, ...], nth: tuple[int, ...], days: tuple[int, ...], language: Language) -> str:
    said = [_months(months, language)] if months else []
    if days and nth:
        said.append(_nth([(each, day) for each in nth for day in days], language))
    elif days:
        said.append(_weekdays(days, language))
    return " ".join(said)


def between(span: Hours | Span, language: Language) -> str:
    """09:00–18:00 with the last entry in brackets, in Korean too."""
    told = f"{clock(span.open, language)}{'~' if language == 'ko' else '–'}{clock(span.close, language)}"
    if span.last is None:
        return told
    entry = {"ko": "입장 마감 {at}", "en": "last entry {at}", "ja": "最終入場{at}", "zh": "最晚入场{at}"}[
        language
    ]
    return f"{told} ({entry.format(at=clock(span.last, language))})"


def clock(minute: int, language: Language) -> str:
    """The time of minutes from midnight, those of the next day too, in Korean too."""
    at = f"{minute % DAY // 60:02}:{minute % 60:02}"
    if minute <= DAY:
        return "24:00" if minute == DAY else at
    return {"ko": f"다음 날 {at}", "en": f"{at} the next day", "ja": f"翌{at}", "zh": f"次日{at}"}[language]


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbours as ranges: 0, 1, 2, 5 → (0, 2), (5, 5)."""
    held = sorted(set(numbers))
    breaks = [0, *(at for at, (one, other) in enumerate(pairwise(held), 1) if other - one > 1), len(held)]
    return [(held[start], held[stop - 1]) for start, stop in pairwise(breaks)] if held else []


def _weekdays(days: Iterable[int], language: Language, names: Sequence[str] = ()) -> str:
    names, told = names or DAYS[language], []
    for first, last in _runs(day for day in days if day != HOLIDAY):
        if last - first > 1:
            told.append(
                f"{names[first]}{'–' if language == 'en' else '〜' if language == 'ja' else '至'}{names[last]}"
            )
        else:
            told += [names[day] for day in range(first, last + 1)]
    if HOLIDAY in days:
        told.append(names[HOLIDAY])
    return COMMA[language].join(told)


def _months(months: Iterable[int], language: Language) -> str:
    runs = _runs(months)
    if len(runs) > 1 and runs[0][0] == 1 and runs[-1][1] == DECEMBER:  # November to February
        runs = [(runs[-1][0], runs[0][1]), *runs[1:-1]]
    if language == "en":
        return ", ".join(
            MONTHS[first - 1] if first == last else f"{MONTHS[first - 1]}–{MONTHS[last - 1]}"
            for first, last in runs
        )
    dash = "〜" if language == "ja" else "至"
    return COMMA[language].join(
        f"{first}月" if first == last else f"{first}{'' if language == 'ja' else '月'}{dash}{last}月"
        for first, last in runs
    )


def _nth(nth: Sequence[tuple[int, int]], language: Language) -> str:
    """The second and the fourth Sunday of a month."""
    told = []
    for day, pairs in groupby(sorted(nth, key=lambda each: each[1]), key=lambda each: each[1]):
        which = [each for each, _ in pairs]
        name = FULL[language][day]
        if language == "en":
            told.append(f"{' and '.join(ORDINALS[each] for each in which)} {name} of the month")
        elif language == "ja":
            told.append("毎月" + "・".join("最終" if each < 0 else f"第{each}" for each in which) + name)
        else:
            told.append(
                "每月" + "、".join("最后一个" if each < 0 else f"第{each}个" for each in which) + name
            )
    return COMMA[language].join(told)


def closed(closing: Closed | None, language: Language) -> str | None:
    """Closed days in English, Japanese or Chinese; None where they are unknown."""
    if closing is None:
        return None
    if closing == Closed():
        return {"en": "none (open every day)", "ja": "なし（年中無休）", "zh": "无（全年无休）"}[language]
    if closing.since:
        year, month = closing.since.split("-")
        since = {
            "en": f"closed since {MONTHS[int(month) - 1]} {year}",
            "ja": f"{year}年{int(month)}月から休業中",
            "zh": f"自{year}年{int(month)}月起停业",
        }
        return since[language]
    days = COMMA[language].join(_days_off(closing, language))
    some = {"en": " (some shops stay open)", "ja": "（営業する店もあり）", "zh": "（部分店铺照常营业）"}
    return days + some[language] if closing.partly else days


def _days_off(closing: Closed, language: Language) -> list[str]:
    told = []
    if closing.weekdays:
        every = {"en": "every ", "ja": "毎週", "zh": "每"}[language]
        told.append(every + _weekdays(closing.weekdays, language, FULL[language]) + _shift(closing, language))
    if closing.nth:
        of = f" ({_months(closing.nth_months, language)})" if closing.nth_months else ""
        told.append(_nth(closing.nth, language) + of)
    if closing.months:
        told.append(_months(closing.months, language))
    for date in closing.dates:
        month, day = map(int, date.split("-"))
        told.append(f"{MONTHS[month - 1]} {day}" if language == "en" else f"{month}月{day}日")
    told += [FEASTS[language][feast] for feast in closing.feasts]
    whole = {"en": "the {feast} holidays", "ja": "{feast}の連休", "zh": "{feast}假期"}[language]
    told += [whole.format(feast=FEASTS[language][feast]) for feast in closing.feast_days]
    if closing.holidays:
        sundays = {"en": " (not on Sundays)", "ja": "（日曜を除く）", "zh": "（周日除外）"}[language]
        feasts = {
            "en": " (not at Lunar New Year or Chuseok)",
            "ja": "（旧正月・秋夕を除く）",
            "zh": "（春节、中秋除外）",
        }
        excepted = feasts[language] if closing.feasts_open else sundays if closing.sundays_open else ""
        told.append(DAYS[language][HOLIDAY] + excepted)
    return told


def _shift(closing: Closed, language: Language) -> str:
    said: dict[str, Text] = {
        "closed": {"en": "", "ja": "", "zh": ""},
        "open": {
            "en": " (open if that is a public holiday)",
            "ja": "（祝日の場合は開館）",
            "zh": "（逢节假日开放）",
        },
        "next": {
            "en": " (if that is a public holiday, the next day instead)",
            "ja": "（祝日の場合は翌日）",
            "zh": "（逢节假日则顺延至次日）",
        },
    }
    return said["next" if closing.shift == "next_weekday" else closing.shift][language]


def fee(adult: int | None, note: str | None, fees: Fees | None, language: Language) -> str | None:
    """One adult's admission with what others pay, in English, Japanese or Chinese; None where unknown."""
    if adult is None:
        return _noted(note or "", language)
    main = _won(adult, language)
    if fees is None or not adult:
        return main
    others = [
        (name, amount)
        for name, amount in zip(AGES[language], (fees.youth, fees.child, fees.senior), strict=True)
        if amount is not None and amount != adult
    ]
    told = [
        f"{COMMA[language].join(name for name, _ in same)}{_IS[language]}{_won(amount, language)}"
        for amount, same in (
            (amount, list(each)) for amount, each in groupby(others, key=lambda each: each[1])
        )
    ]
    if not told:
        return main
    others_ = PART[language].join(told)
    return f"{main} ({others_})" if language == "en" else f"{main}（{others_}）"


_IS: Final[Text] = {"en": " ", "ja": "は", "zh": ""}
"""Between who pays and how much."""


_RANGE: Final = re.compile(r"([\d,]{3,})~([\d,]{3,})원")


def _noted(note: str, language: Language) -> str | None:
    """What a note tells where there is no one fee: a range, and what it depends on."""
    known = next((NOTES[part] for part in note.split(", ") if part in NOTES), None)
    found = _RANGE.search(note)
    if found is None:
        return known[language] if known else None
    span = f"₩{found[1]}–{found[2]}"
    return f"{span} ({known[language]})" if known else span


def _won(amount: int, language: Language) -> str:
    free = {"en": "free", "ja": "無料", "zh": "免费"}[language]
    return won(amount, language) if amount else free


def won(amount: int, language: Language) -> str:
    """3,000원, ₩3,000, 3,000ウォン, 3,000韩元."""
    said = {"ko": f"{amount:,}원", "en": f"₩{amount:,}", "ja": f"{amount:,}ウォン"}
    return said.get(language, f"{amount:,}韩元")
