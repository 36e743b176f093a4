"""Korean facts in English, Japanese and Chinese: hours, closed days, fees and stations are a small language.

Whatever that language does not hold is not translated (`None`), and the example is not made: a teacher that
guesses would teach guessing.
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

Foreign = Literal["en", "ja", "zh"]
COLUMN: Final[dict[Foreign, int]] = {"en": 0, "ja": 1, "zh": 2}
DAYS: Final = "월화수목금토일"
WEEK: Final[dict[Foreign, tuple[str, ...]]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ja": tuple(f"{day}曜日" for day in "月火水木金土日"),
    "zh": tuple(f"周{day}" for day in "一二三四五六日"),
}
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
FIXED: Final[dict[str, tuple[str, str, str]]] = {
    "연중무휴": ("never", "なし", "无"),
    "공휴일": ("public holidays", "祝日", "公休日"),
    "공휴일(일요일 제외)": ("public holidays except Sundays", "祝日（日曜日を除く）", "公休日（周日除外）"),
    "주말": ("weekends", "週末", "周末"),
    "설날·추석 당일": ("the day of Seollal and of Chuseok", "旧正月と秋夕の当日", "春节和中秋节当天"),
    "설날·추석 연휴": ("the Seollal and Chuseok holidays", "旧正月と秋夕の連休", "春节和中秋节假期"),
    "설날·추석": ("Seollal and Chuseok", "旧正月と秋夕", "春节和中秋节"),
    "설날": ("Seollal", "旧正月", "春节"),
    "추석": ("Chuseok", "秋夕", "中秋节"),
    "공휴일이면 개관": ("open if it is a public holiday", "祝日なら開館", "遇公休日则开放"),
    "공휴일이면 다음 날": ("the next day if it is a public holiday", "祝日なら翌日", "遇公休日则次日"),
    "공휴일이면 다음 평일": ("the next weekday if it is a public holiday", "祝日なら翌平日", "遇公休日则下一个工作日"),
    "24시간": ("24 hours", "24時間", "24小时"),
    "평일": ("weekdays", "平日", "平日"),
    "공연마다 다름": ("different for each performance", "公演ごとに異なる料金", "视演出而定"),
    "전시마다 다름": ("different for each exhibition", "展示ごとに異なる料金", "视展览而定"),
    "프로그램마다 다름": ("different for each programme", "プログラムごとに異なる料金", "视项目而定"),
}  # fmt: skip
WHO: Final = {
    "청소년": ("teens", "青少年", "青少年"),
    "어린이": ("children", "子ども", "儿童"),
    "경로": ("seniors", "高齢者", "老人"),
}
_SPAN = re.compile(r"(익일 )?(\d\d:\d\d)~(익일 )?(\d\d:\d\d)")
_ENTRY = re.compile(r"^(.*?) ?\(입장 마감 (?:(\d\d:\d\d)|(\d+)(분|시간) 전)\)$")
_WEEKLY = re.compile(r"^매주 ([월화수목금토일](?:·[월화수목금토일])*)요일$")
_MONTHLY = re.compile(
    r"^매월 ((?:첫째|둘째|셋째|넷째|다섯째|마지막)(?:·(?:첫째|둘째|셋째|넷째|다섯째|마지막))*) ([월화수목금토일])요일$"
)
_DATE = re.compile(r"^(\d{1,2})월 (\d{1,2})일$")
_ASIDE = re.compile(r"^(.+?)\((공휴일이면 [^)]+)\)$")
_RANGE = re.compile(r"^([월화수목금토일])~([월화수목금토일])$")
_DAYS = re.compile(r"^([월화수목금토일](?:·[월화수목금토일])*)요일$")
_SEASON = re.compile(r"^(\d{1,2})~(\d{1,2})월$")
_NTH: Final = {
    "첫째": ("first", "第一", "第一个"), "둘째": ("second", "第二", "第二个"), "셋째": ("third", "第三", "第三个"),
    "넷째": ("fourth", "第四", "第四个"), "다섯째": ("fifth", "第五", "第五个"), "마지막": ("last", "最終", "最后一个"),
}  # fmt: skip
_STATION = re.compile(r"^(?:(\S+선) )?(\S+역)(?: (\S+)번 출구)?$")


@lru_cache(1)
def tables() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).with_name("words") / "terms.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def term(table: str, key: str, language: Foreign) -> str | None:
    row = tables()[table].get(key)
    return row[COLUMN[language]] if row else None


def _and(parts: list[str], language: Foreign) -> str:
    if language != "en":
        return "、".join(parts)
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _days(letters: str, language: Foreign) -> str:
    return _and([WEEK[language][DAYS.index(day)] for day in letters.split("·")], language)


def closed(text: str, language: Foreign) -> str | None:
    """매주 월요일, 공휴일 → every Monday and public holidays."""
    parts = [_closed(part, language) for part in re.split(r", (?![^(]*\))", text)]
    return _and([part for part in parts if part], language) if all(parts) else None


def _closed(part: str, language: Foreign) -> str | None:
    column = COLUMN[language]
    if part in FIXED:
        return FIXED[part][column]
    if found := _ASIDE.match(part):
        main = _closed(found[1], language)
        aside = FIXED.get(found[2])
        left, right = ("（", "）") if language != "en" else (" (", ")")
        return f"{main}{left}{aside[column]}{right}" if main and aside else None
    if found := _WEEKLY.match(part):
        days = _days(found[1], language)
        return {"en": f"every {days}", "ja": f"毎週{days}", "zh": f"每{days}"}[language]
    if found := _MONTHLY.match(part):
        nth = _and([_NTH[word][column] for word in found[1].split("·")], language)
        day = WEEK[language][DAYS.index(found[2])]
        return {"en": f"the {nth} {day} of each month", "ja": f"毎月{nth}{day}", "zh": f"每月{nth}{day}"}[
            language
        ]
    if found := _DATE.match(part):
        return date(int(found[1]), int(found[2]), language)
    return None


def date(month: int, day: int, language: Foreign) -> str:
    if language == "en":
        return f"{MONTHS[month - 1]} {day}"
    return f"{month}月{day}日"


def hours(text: str, language: Foreign) -> str | None:
    """평일 10:00~18:00 (입장 마감 17:30) → on weekdays from 10:00 to 18:00 (last entry 17:30)."""
    if text == "24시간":
        return FIXED[text][COLUMN[language]]
    last = ""
    if found := _ENTRY.match(text):
        text, last = found[1], _last(found, language)
    parts = [_hours(part, language) for part in text.split(", ")]
    if not all(parts):
        return None
    joined = (", " if language == "en" else "、").join(part for part in parts if part)
    return joined + last


def _last(found: re.Match[str], language: Foreign) -> str:
    if found[2]:
        return {
            "en": f" (last entry {found[2]})",
            "ja": f"（最終入場{found[2]}）",
            "zh": f"（最晚入场{found[2]}）",
        }[language]
    unit = {
        "분": {"en": "minutes", "ja": "分", "zh": "分钟"},
        "시간": {"en": "hour" if found[3] == "1" else "hours", "ja": "時間", "zh": "小时"},
    }[found[4]][language]
    return {
        "en": f" (last entry {found[3]} {unit} before closing)",
        "ja": f"（最終入場は閉館{found[3]}{unit}前）",
        "zh": f"（闭馆前{found[3]}{unit}停止入场）",
    }[language]


def _hours(part: str, language: Foreign) -> str | None:
    words = part.split(" ")
    span = _SPAN.fullmatch(words[-1]) if "익일" not in part else _SPAN.fullmatch(" ".join(words[-2:]))
    if not span:
        return None
    before = part.removesuffix(span[0]).strip()
    when = [_when(word, language) for word in before.split(" ") if word]
    if not all(when):
        return None
    night = {"en": " the next day", "ja": "翌日", "zh": "次日"}[language] if span[3] else ""
    told = {
        "en": f"from {span[2]} to {span[4]}{night}",
        "ja": f"{span[2]}〜{night}{span[4]}",
        "zh": f"{span[2]}–{night}{span[4]}",
    }[language]
    gap = " " if language == "en" else ""
    return gap.join([*(one for one in when if one), told])


def _when(word: str, language: Foreign) -> str | None:
    """주말·공휴일, 화~금, 3~5월·9~10월 → the words before a span of hours."""
    both = word.split("·")
    if (found := _DAYS.match(word)) and len(both) > 1 and "공휴일" not in both:
        named = _days(found[1], language)
    else:
        told = [_period(one, language) for one in both]
        if not all(told):
            return None
        named = _and([one for one in told if one], language)
    if language == "en":
        return f"{'in' if word.endswith('월') else 'on'} {named}"
    return f"{named}は" if language == "ja" else f"{named} "


def _period(piece: str, language: Foreign) -> str | None:
    if piece in {"평일", "주말", "공휴일"}:
        return FIXED[piece][COLUMN[language]]
    if found := _RANGE.match(piece):
        first, last = (WEEK[language][DAYS.index(day)] for day in found.groups())
        return {"en": f"{first} to {last}", "ja": f"{first}〜{last}", "zh": f"{first}至{last}"}[language]
    if found := _DAYS.match(piece):
        return _days(found[1], language)
    if found := _SEASON.match(piece):
        opens, ends = int(found[1]), int(found[2])
        if language == "en":
            return f"{MONTHS[opens - 1]} to {MONTHS[ends - 1]}"
        return f"{opens}〜{ends}月" if language == "ja" else f"{opens}–{ends}月"
    return None


def won(amount: int, language: Foreign) -> str:
    return {"en": f"{amount:,} won", "ja": f"{amount:,}ウォン", "zh": f"{amount:,}韩元"}[language]


def note(text: str, language: Foreign) -> str | None:
    """청소년 2,000원, 어린이 1,000원 → 2,000 won for teens, 1,000 won for children."""
    if text in FIXED:
        return FIXED[text][COLUMN[language]]
    told = []
    for part in text.split(", "):
        found = re.fullmatch(r"(청소년|어린이|경로) ([\d,]+)원", part)
        if not found:
            return None
        amount, who = won(int(found[2].replace(",", "")), language), WHO[found[1]][COLUMN[language]]
        told.append(f"{amount} for {who}" if language == "en" else f"{who}{amount}")
    return (", " if language == "en" else "、").join(told)


def station(text: str, language: Foreign) -> str | None:
    """3호선 경복궁역 5번 출구 → 경복궁역 (Line 3, Exit 5): signs show Hangul, and we do not guess how it is read."""
    found = _STATION.fullmatch(text)
    if not found:
        return None
    line, name, door = found.groups()
    told = []
    if line:
        number = re.fullmatch(r"(\d)호선", line)
        named = (
            {"en": f"Line {number[1]}", "ja": f"{number[1]}号線", "zh": f"{number[1]}号线"}[language]
            if number
            else term("lines", line, language)
        )
        if named is None:
            return None
        told.append(named)
    if door:
        told.append({"en": f"Exit {door}", "ja": f"{door}番出口", "zh": f"{door}号出口"}[language])
    if not told:
        return name
    return f"{name} ({', '.join(told)})" if language == "en" else f"{name}（{'、'.join(told)}）"


def aside(value: str, extra: str | None, language: Foreign) -> str:
    if not extra:
        return value
    return f"{value} ({extra})" if language == "en" else f"{value}（{extra}）"


def words(language: str) -> dict[str, Any]:
    """The grammar of questions and answers in a language."""
    path = Path(__file__).with_name("words") / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
