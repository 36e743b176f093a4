# ruff: noqa: E501 (tables of words read best by the line)
"""Which day a question about a visit is on: tomorrow, Mondays, a feast, a date, a season. Four languages."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from data.opening import calendar

Kind = Literal[
    "today", "tomorrow", "later", "weekday", "weekend", "workdays", "holiday", "feast", "date", "month"
]

_I = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is asked about. `dates`: the next ones that it stands for; several for a weekend or a feast.

    `name`: the key of its name: a weekday's number, a feast's, a season's or a month's.
    """

    kind: Kind
    dates: tuple[date, ...]
    name: str = ""


_WEEKDAYS = re.compile(
    r"([월화수목금토일])(?:요일|(?=[·,/]\s?[월화수목금토일]요일))|\b(mon|tues|wednes|thurs|fri|satur|sun)days?\b|([月火水木金土日])曜|(?:星期|周|週|礼拜)([一二三四五六日天])",
    _I,
)
_DAY_LETTERS: Final = ("월화수목금토일", "月火水木金土日", "一二三四五六日")
_DAY_STEMS: Final = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_NEXT_WEEK = re.compile(r"다음\s?주|담주|next week|来週|下周|下星期|下週")
_RELATIVE: Final[tuple[tuple[int, re.Pattern[str]], ...]] = (
    (2, re.compile(r"(?<!아)모레|day after tomorrow|明後日|あさって|后天|後天", _I)),
    (1, re.compile(r"내일|tomorrow|明日|あした|明天", _I)),
    (0, re.compile(r"오늘|today|tonight|今日|本日|今夜|今晩|今天|今晚", _I)),
)
_WEEKEND = re.compile(r"주말|weekend|週末|周末|土日", _I)
_WORKDAYS = re.compile(r"평일|\bweekdays?\b|平日|工作日", _I)
_HOLIDAY = re.compile(
    r"공휴일|빨간\s?날|휴일에|국경일|(?:public|national|bank) holidays?|on holidays|祝日|祭日|节假日|法定假|公休日|假日",
    _I,
)
_FEASTS: Final = {
    "seollal": re.compile(r"설날|구정|(?<![가-힣])설(?=\s|에|연휴|당일|도|은)|seollal|lunar new year|旧正月|ソルラル|春节|春節|农历新年", _I),
    "chuseok": re.compile(r"추석|한가위|chuseok|秋夕|チュソク|中秋", _I),
    "buddha": re.compile(r"부처님\s?오신|석가탄신|초파일|사월\s?초파일|buddha'?s birthday|釈迦誕生|佛诞", _I),
}  # fmt: skip
_WHOLE_FEAST = re.compile(r"연휴|명절\s?기간|holidays\b|連休|长假|假期")
_FIXED: Final = {
    "12-25": re.compile(r"크리스마스(?!\s?이브)|성탄절|christmas(?! eve)|クリスマス(?!イブ)|圣诞(?!前)", _I),
    "12-24": re.compile(r"크리스마스\s?이브|christmas eve|クリスマスイブ|平安夜", _I),
    "01-01": re.compile(r"신정|새해|new year'?s?(?: day)?\b|元日|元旦|お正月", _I),
    "12-31": re.compile(r"섣달\s?그믐|제야의|new year'?s eve|大晦日|除夕", _I),
    "05-05": re.compile(r"어린이날|children'?s day|こどもの日|儿童节", _I),
    "03-01": re.compile(r"삼일절|3\.1절"),
    "06-06": re.compile(r"현충일"),
    "08-15": re.compile(r"광복절|liberation day", _I),
    "10-03": re.compile(r"개천절"),
    "10-09": re.compile(r"한글날|hangeul day", _I),
    "05-01": re.compile(r"근로자의\s?날|노동절|labou?r day", _I),
}  # fmt: skip
_DATE = re.compile(
    r"(?<!\d)(1[0-2]|[1-9])\s?(?:월|月)\s?(3[01]|[12]\d|[1-9])\s?(?:일|日|号)|(?<!\d)(1[0-2]|[1-9])/(3[01]|[12]\d|[1-9])(?!\d)"
)
_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])\s?(?:월|月)(?:에|엔|달|は|中)")
SEASONS: Final = {
    "winter": (re.compile(r"겨울|winter|冬", _I), 1),
    "summer": (re.compile(r"여름|summer|夏", _I), 7),
    "spring": (re.compile(r"봄(?:에|철|엔|\s)|\bspring\b|春(?!节|節)", _I), 4),
    "autumn": (re.compile(r"가을|autumn|\bfall\b|秋(?!夕)", _I), 10),
}  # fmt: skip


BEHIND: Final = re.compile(r"\(([^()]+)\)\s*$")
"""What was said in this turn, where it goes on with the last question."""


def meant(text: str, today: date) -> Day | None:
    """The day that a question is on; dates are the next ones from `today` on, Seoul's.

    A question that goes on with the last one, in brackets behind it, has the last word: 내일 열어? (크리스마스에는?)
    """
    if (behind := BEHIND.search(text)) and (day := meant(behind[1], today)):
        return day
    for ahead, words in _RELATIVE:
        if words.search(text):
            kinds: tuple[Kind, ...] = ("today", "tomorrow", "later")
            return Day(kinds[ahead], (today + timedelta(ahead),))
    return _feast(text, today) or _dated(text, today) or _weekly(text, today) or _season(text, today)


def _feast(text: str, today: date) -> Day | None:
    held = calendar()
    for name, words in _FEASTS.items():
        if words.search(text):
            ahead = sorted(day for day in held.days[name] if day >= today)
            if not ahead:
                return None
            around = held.feasts.get(name, frozenset()) if _WHOLE_FEAST.search(text) else frozenset()
            near = tuple(sorted(day for day in around if abs((day - ahead[0]).days) < 7))  # noqa: PLR2004
            return Day("feast", near or (ahead[0],), name)
    return None


def _dated(text: str, today: date) -> Day | None:
    fixed = next((at for at, words in _FIXED.items() if words.search(text)), None)
    if fixed is None and (found := _DATE.search(text)):
        month, day = filter(None, found.groups())
        fixed = f"{int(month):02}-{int(day):02}"
    if fixed is None:
        return None
    for year in (today.year, today.year + 1):
        try:
            at = date.fromisoformat(f"{year}-{fixed}")
        except ValueError:
            return None
        if at >= today:
            return Day("date", (at,), fixed)
    return None


def _weekly(text: str, today: date) -> Day | None:
    if _HOLIDAY.search(text):
        ahead = sorted(day for day in calendar().public if day >= today and day.weekday() < SATURDAY)
        return Day("holiday", tuple(ahead[:1])) if ahead else None
    named = {_weekday(found) for found in _WEEKDAYS.finditer(text)}
    if named:
        begin = today + timedelta(7 - today.weekday()) if _NEXT_WEEK.search(text) else today
        return Day("weekday", tuple(_next(begin, day) for day in sorted(named)))
    if _WEEKEND.search(text):
        return Day("weekend", (_next(today, SATURDAY), _next(today, SATURDAY + 1)))
    if _WORKDAYS.search(text):
        return Day("workdays", tuple(_next(today, day) for day in range(SATURDAY)))
    return None


SATURDAY: Final = 5


def _weekday(found: re.Match[str]) -> int:
    korean, english, japanese, chinese = found.groups()
    if english:
        return _DAY_STEMS.index(english.lower())
    letter = (korean or japanese or chinese).replace("天", "日")
    return next(letters.index(letter) for letters in _DAY_LETTERS if letter in letters)


def _next(begin: date, weekday: int) -> date:
    """The first such weekday from `begin` on that is no public holiday, so that the weekly rule shows."""
    at = begin + timedelta((weekday - begin.weekday()) % 7)
    while at in calendar().public:
        at += timedelta(7)
    return at


def _season(text: str, today: date) -> Day | None:
    found = _MONTH.search(text)
    name, month = (f"{int(found[1]):02}", int(found[1])) if found else ("", 0)
    for season, (words, middle) in SEASONS.items():
        if not month and words.search(text):
            name, month = season, middle
    if not month:
        return None
    year = today.year + (month < today.month)
    days = (date(year, month, 1) + timedelta(ahead) for ahead in range(14))
    return Day("month", tuple(day for day in days if day not in calendar().public), name)
