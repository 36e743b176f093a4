# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""When a traveller goes or has to be there, from sentences in four languages.

What is read holds no clock: `When.at` puts it on the calendar, so that reading stays a pure function.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

Kind = Literal["depart", "arrive", "first", "last"]
"""`first` and `last`: the first or the last train is asked for."""

NOON: Final = 12
NIGHT: Final = 5
"""Hours before which nobody means the night without saying so."""
EARLY: Final = 7
"""Of tomorrow's hours without a half of the day, the first that is a morning's."""
FLIGHT: Final = 120
"""Minutes before a flight by which one should be at the airport."""

_PARTS: Final = {
    "am": r"아침|오전|새벽|이른\s?아침|in\sthe\smorning|morning|a\.?m\.?|午前|朝|早朝|明け方|未明|早上|上午|清晨|凌晨|早晨",
    "pm": r"오후|저녁|낮|점심|대낮|in\sthe\s(?:afternoon|evening)|afternoon|evening|p\.?m\.?|tonight|午後|夕方|昼|下午|中午|傍晚",
    "night": r"밤|심야|한밤|오늘\s?밤|at\snight|夜|深夜|晚上|夜里|半夜|晚",
}
_PART: Final = "|".join(f"(?P<{name}>{words})" for name, words in _PARTS.items())
_KOREAN: Final = {
    name: number
    for number, name in enumerate(
        ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두"), 1
    )
}
_CHINESE: Final = {
    "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12,
}  # fmt: skip
_DAYS: Final = {"오늘": 0, "today": 0, "tonight": 0, "今日": 0, "今天": 0, "今晚": 0, "今夜": 0, "내일모레": 2, "내일": 1, "낼": 1, "tomorrow": 1, "明日": 1, "明天": 1, "明早": 1, "明晚": 1, "모레": 2, "明後日": 2, "あさって": 2, "后天": 2, "後天": 2, "글피": 3}  # fmt: skip
_WEEK: Final = ("월월monday月一", "화화tuesday火二", "수수wednesday水三", "목목thursday木四", "금금friday金五", "토토saturday土六", "일일sunday日日天")  # fmt: skip

_DAY: Final = re.compile(
    r"(?P<near>내일모레|오늘|내일|(?<![가-힣])낼|모레|글피|\btoday\b|\btonight\b|\btomorrow\b|今日|明日|明後日|あさって|今天|今晚|今夜|明天|明早|明晚|后天|後天)"
    r"|(?P<next>다음\s?주|담\s?주|next\s|来週の?|下周|下个?星期|下週)?\s?(?:(?P<ko>[월화수목금토일])요일|\b(?P<en>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|(?P<ja>[月火水木金土日])曜日?|(?:周|星期|礼拜|週)?(?<=[周期拜週])(?P<zh>[一二三四五六日天]))"
    r"|(?P<month>\d{1,2})\s?[월月/]\s?(?P<date>\d{1,2})\s?[일日号號]?",
    re.IGNORECASE,
)
_LEAD: Final = rf"(?:(?:{_PART})(?:에|의|の|,)?\s?)?"
_CLOCKS: Final = (
    re.compile(
        _LEAD
        + r"(?P<hour>\d{1,2}|열한|열두|열|다섯|여섯|일곱|여덟|아홉|한|두|세|네)\s?시(?![간장청민외작])\s?(?:(?P<minute>\d{1,2})\s?분|(?P<half>반))?",
        re.IGNORECASE,
    ),
    re.compile(
        _LEAD + r"(?P<hour>\d{1,2})\s?時(?!間)\s?(?:(?P<minute>\d{1,2})\s?分|(?P<half>半))?", re.IGNORECASE
    ),
    re.compile(
        _LEAD
        + r"(?P<hour>\d{1,2}|十[一二]?|[一二两兩三四五六七八九])(?:点|點)(?!心)(?:(?P<minute>\d{1,2})分?|(?P<half>半)|钟|鐘)?",
        re.IGNORECASE,
    ),
    re.compile(_LEAD + r"(?<![\d.,:])(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?!\d)(?:\s?(?P<after>a\.?m\b\.?|p\.?m\b\.?))?", re.IGNORECASE),
    re.compile(r"(?<![\d.,:])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<after>a\.?m\b\.?|p\.?m\b\.?)", re.IGNORECASE),
    re.compile(r"\b(?:by|at|before|around|until|after)\s(?P<hour>\d{1,2})(?:\s?o'?clock)?(?=\s(?:today|tomorrow|tonight|in\sthe|on|from|to|at)\b|\s?[,.?!]|\s?$)", re.IGNORECASE),
)  # fmt: skip
_NOONS: Final = re.compile(r"(?P<noon>정오|\bnoon\b|正午)|(?P<midnight>자정|\bmidnight\b|真夜中|午夜|零点)", re.IGNORECASE)  # fmt: skip
_LATER: Final = re.compile(
    r"(?:(?P<hours>\d{1,2}|한|두|세|네|半|一|两|\ban?\b)\s?(?:시간|時間|个?小时|hours?\b)\s?(?P<half>반|半)?)?\s?(?:(?P<minutes>\d{1,3})\s?(?:분|分(?:钟|鐘)?|min(?:ute)?s?\b))?\s?(?:뒤|후|있다가|이따|後|后|之后|from\snow|later)",
    re.IGNORECASE,
)
_IN: Final = re.compile(r"\bin\s(?:(?P<hours>\d{1,2}|an?)\s?(?P<half>\bhalf\b)?\s?hours?|(?P<minutes>\d{1,3})\s?min(?:ute)?s?)\b(?=.*\b(?:leav|depart|start|go(?:ing)?)\b)|(?<=leaving\s)in\s(?P<soon>\d{1,3})\s?min", re.IGNORECASE)  # fmt: skip
_LOOSE: Final = (
    (re.compile(r"(?:심야(?!\s?(?:버스|택시|할증|영업|식당))|한밤중?|밤\s?늦게|늦은\s?밤|야심한)(?:에|쯤)?|\blate\sat\snight\b|深夜に?|半夜|深夜"), 24 * 60 + 30),
    (re.compile(r"(?<![가-힣])새벽(?:에|쯤)?(?![가-힣])|早朝に|凌晨(?!\d)"), 3 * 60),
    (re.compile(r"출근\s?시간(?:대)?(?:에)?|morning\srush(?:\shour)?|朝のラッシュ|早高峰"), 8 * 60),
    (re.compile(r"퇴근\s?시간(?:대)?(?:에)?|evening\srush(?:\shour)?|夕方のラッシュ|晚高峰|\brush\shour\b|러시\s?아워"), 18 * 60 + 30),
)  # fmt: skip
_LAST: Final = re.compile(r"막차|마지막\s?(?:열차|전철|지하철|차|버스)|\blast\s(?:train|subway|metro|bus)|終電|最終(?:電車|列車)|末班|尾班", re.IGNORECASE)  # fmt: skip
_FIRST: Final = re.compile(r"첫\s?(?:차|열차|전철|지하철|버스)|\bfirst\s(?:train|subway|metro|bus)|始発|首班|头班", re.IGNORECASE)  # fmt: skip
_BY: Final = re.compile(
    r"\s?(?:쯤|경|정도|정각|전후|頃|ごろ|左右)?(?:까지|전까지|\s?전에|\s?이전|\s?안에|에\s?맞춰|までに?|前に|前(?!面)|之前|以前)"
)
_UNTIL: Final = re.compile(r"\b(?:by|before|until|no\slater\sthan)\s(?:about\s|around\s)?$", re.IGNORECASE)
_TAIL: Final = re.compile(r"\s?(?:쯤|경|정도|정각|頃|ごろ|左右)?(?:에는|에|부터|이후|に|출발|発)?")
_THERE: Final = re.compile(
    r"도착|약속|예약|공연|콘서트|경기|시작|만나|체크인|비행기|항공|탑승|기차|ktx|수업|회의|미팅|면접|가야|있어야|arriv|\breach\b|get\sthere|be\s(?:there|at|in)\b|flight|check.?in|concert|着|到着|フライト|飛行機|予約|到(?!底)|航班|飞机|飛機|起飞|预约|演出",
    re.IGNORECASE,
)
_AWAY: Final = re.compile(r"출발|나가|나서|떠나|나와|타[고면서]|탈|\bleav|\bdepart|\bset\soff|出発|発|出て|出发|出發|离开|从|從|から|\bfrom\b", re.IGNORECASE)  # fmt: skip
_FLIGHT: Final = re.compile(
    r"비행기|항공편|탑승|\bflight\b|フライト|飛行機|航班|飞机|飛機|起飞", re.IGNORECASE
)
_LEAVING: Final = re.compile(r"\bleav|\bdepart", re.IGNORECASE)
_EN_BEFORE: Final = re.compile(r"arriv|\breach\b|get\s(?:there|to)\b|be\s(?:there|at|in)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """Read, not yet put on the calendar."""

    kind: Kind
    minutes: int | None = None
    """Of the day; beyond 24 hours where a night goes on."""
    half: bool = True
    """Whether the half of the day is known."""
    day: int | None = None
    """Days from today."""
    weekday: int | None = None
    """0 is Monday; `week`: of the week after this one."""
    week: bool = False
    date: tuple[int, int] | None = None
    """Month and day."""
    later: int | None = None
    """Minutes from now."""
    flight: bool = False
    """The time is a flight's: one is there `FLIGHT` minutes before it."""

    def at(self, now: datetime) -> datetime | None:
        """The moment in the zone of `now`, the next that fits; None where only the first or last is asked."""
        if self.later is not None:
            return now.replace(second=0, microsecond=0) + timedelta(minutes=self.later)
        if self.minutes is None:
            return None
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        base = self._base(today)
        if base is not None:
            late = self.half or self.minutes >= NOON * 60 or (base > today and self.minutes >= EARLY * 60)
            found = base + timedelta(minutes=self.minutes if late else self.minutes + NOON * 60)
            if self.weekday is not None and not self.week and found <= now:
                found += timedelta(days=7)
        else:
            found = self._next(today, now)
        return found - timedelta(minutes=FLIGHT) if self.flight else found

    def _base(self, today: datetime) -> datetime | None:
        if self.day:
            return today + timedelta(days=self.day)
        if self.date:
            month, date = self.date
            try:
                found = today.replace(month=month, day=date)
            except ValueError:
                return None
            return found if found >= today else found.replace(year=today.year + 1)
        if self.weekday is not None:
            if self.week:
                return today + timedelta(days=7 - today.weekday() + self.weekday)
            return today + timedelta(days=(self.weekday - today.weekday()) % 7)
        return None

    def _next(self, today: datetime, now: datetime) -> datetime:
        minutes = self.minutes or 0
        hours = (minutes,) if self.half else (minutes % (NOON * 60), minutes % (NOON * 60) + NOON * 60)
        found = [today + timedelta(days=days, minutes=each) for days in (0, 1) for each in hours]
        fits = [each for each in found if each > now]
        awake = [each for each in fits if self.half or each.hour >= NIGHT]
        return (awake or fits)[0]


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    when: When


def read(text: str) -> When | None:
    """When a journey is, where the text says so; the last time said counts, an arrival before a departure."""
    found = [span.when for span in spans(text)]
    asked = _asked(text)
    if asked and all(when.minutes is None and when.later is None for when in found):
        day = next((when for when in found if when.minutes is None), None)
        return When(asked, day=day.day, weekday=day.weekday) if day else When(asked)
    told = [when for when in found if when.kind == "arrive"] or found
    return told[-1] if told else None


def without(text: str) -> str:
    """The text with its times blanked, as long as before, so that no place is read in them."""
    for span in spans(text):
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _asked(text: str) -> Kind | None:
    if _LAST.search(text):
        return "last"
    return "first" if _FIRST.search(text) else None


def spans(text: str) -> Iterator[Span]:
    """Times with where they stand, in order."""
    taken: list[tuple[int, int]] = []
    found = []
    for span in (*_later(text), *_clocks(text), *_loose(text)):
        if all(span.end <= start or end <= span.start for start, end in taken):
            taken.append((span.start, span.end))
            found.append(span)
    yield from sorted(found, key=lambda span: span.start)


def _later(text: str) -> Iterator[Span]:
    for pattern in (_LATER, _IN):
        for match in pattern.finditer(text):
            group = match.groupdict()
            hours, minutes = group.get("hours"), group.get("minutes") or group.get("soon")
            if hours or minutes:
                more = 30 if group.get("half") else 0
                total = round(_number(hours) * 60) + more + int(minutes or 0)
                yield Span(*match.span(), When("depart", later=total))


def _number(text: str | None) -> float:
    if text is None:
        return 0
    if text.isdigit():
        return int(text)
    return {"半": 0.5, "a": 1, "an": 1, **_KOREAN, **_CHINESE}.get(text.lower(), 1)


def _clocks(text: str) -> Iterator[Span]:
    for pattern in _CLOCKS:
        for match in pattern.finditer(text):
            group = match.groupdict()
            hour = int(_number(group["hour"]))
            if hour > 24 or (pattern is _CLOCKS[2] and not _meant(text, match)):  # noqa: PLR2004 (hours)
                continue
            minutes = hour * 60 + (30 if group.get("half") else int(group.get("minute") or 0))
            part = _part(text, match)
            minutes, half = _half(minutes, part, exact=group["hour"].startswith("0"))
            yield _span(text, match, minutes, half=half)
    for match in _NOONS.finditer(text):
        yield _span(text, match, 12 * 60 if match["noon"] else 24 * 60, half=True)


def _meant(text: str, match: re.Match[str]) -> bool:
    """一点 is a little as well as one o'clock."""
    if match["hour"].isdigit() or match["half"] or any(match[name] for name in _PARTS):
        return True
    return bool(re.match(r"(?:前|之前|出发|出發|到|左右|从)", text[match.end() :]))


def _part(text: str, match: re.Match[str]) -> str | None:
    group = match.groupdict()
    after = (group.get("after") or "").lower()
    if after:
        return "am" if after.startswith("a") else "pm"
    part = next((name for name in _PARTS if group.get(name)), None)
    if part is None and match.group().isascii():
        behind = re.match(rf"(?:\s(?:today|tomorrow))?\s(?:{_PART})", text[match.end() :], re.IGNORECASE)
        if behind:
            return next(name for name in _PARTS if behind[name])
        if re.search(r"\btonight\b", text, re.IGNORECASE):
            return "night"
        both = ("am", "pm")
        return next(
            (n for n in both if re.search(rf"\btomorrow\s(?:{_PARTS[n]})", text, re.IGNORECASE)), None
        )
    return part


def _half(minutes: int, part: str | None, *, exact: bool) -> tuple[int, bool]:
    """Minutes of the day, and whether the half of the day is known."""
    hour = minutes // 60
    if part == "am":
        return minutes % (NOON * 60) if hour == NOON else minutes, True
    if part == "pm" and hour < NOON:
        return minutes + NOON * 60, True
    if part == "night":
        if hour == NOON:
            return minutes + NOON * 60, True
        return (minutes + 24 * 60 if hour < NIGHT else minutes + NOON * 60 if hour < NOON else minutes), True
    return minutes, part is not None or exact or hour > NOON or hour == 0


def _span(text: str, match: re.Match[str], minutes: int, *, half: bool) -> Span:
    start, end = match.span()
    by = _BY.match(text, end)
    kind: Kind = "arrive" if by or _UNTIL.search(text[:start]) else "depart"
    if re.match(r"by|before|until", match.group(), re.IGNORECASE):
        kind = "arrive"
    end = by.end() if by else end
    kind = "depart" if by and re.match(r"\s?출발|\s?나가|\s?나서", text[end:]) else kind
    if kind == "depart":
        kind = _aim(text, start, end)
        tail = _TAIL.match(text, end)
        end = tail.end() if tail else end
    near = text[end : end + 8] + " " + text[max(0, start - 14) : start]
    flight = bool(_FLIGHT.search(text[end : end + 6]) or (_FLIGHT.search(near) and match.group().isascii()))
    start, day = _day(text, start)
    when = replace(day, kind="arrive" if flight else kind, minutes=minutes, half=half, flight=flight)
    return Span(start, end, when)


_WHEN_TO_LEAVE = re.compile(
    r"(?:몇\s?시에|언제(?:쯤)?|몇\s?시쯤)\s?(?:나가|나와|나서|출발|떠나)|(?:when|what\stime)\s(?:should|do|must|shall)\s(?:i|we)\s(?:leave|set\sout|head)|何時に(?:出|出発)|几点(?:出发|走|出门)|什么时候出发",
    re.IGNORECASE,
)
"""Who asks when to leave names the hour of something else."""


def _aim(text: str, start: int, end: int) -> Kind:
    """Whether the word that the time belongs to is one of arriving; else it is a departure."""
    if _WHEN_TO_LEAVE.search(text):
        return "arrive"
    there, away = _THERE.search(text, end), _AWAY.search(text, end)
    if there and (away is None or there.start() < away.start()):
        return "arrive"
    if text[start:end].isascii():
        before = list(_EN_BEFORE.finditer(text[:start]))
        left = list(_LEAVING.finditer(text[:start]))
        return "arrive" if before and (not left or left[-1].start() < before[-1].start()) else "depart"
    return "depart"


def _day(text: str, start: int) -> tuple[int, When]:
    """Where a time begins with its day, and the day: the one said right before it, else anywhere in the text."""
    days = list(_DAY.finditer(text))
    if not days:
        return start, When("depart")
    before = [
        match for match in days if match.end() <= start and not text[match.end() : start].strip(" 에의の,")
    ]
    match = before[-1] if before else days[0]
    if match["near"]:
        said = When("depart", day=_DAYS[match["near"].lower()])
    elif match["month"]:
        said = When("depart", date=(int(match["month"]), int(match["date"])))
    else:
        name = (match["ko"] or match["en"] or match["ja"] or match["zh"]).lower()
        weekday = next(i for i, names in enumerate(_WEEK) if _names(names, name, match))
        said = When("depart", weekday=weekday, week=bool(match["next"]))
    return (match.start() if before else start), said


def _names(names: str, name: str, match: re.Match[str]) -> bool:
    if match["ko"]:
        return names[0] == name
    if match["en"]:
        return name in names
    return name in (names[-3:] if match["zh"] else names[2:])


def _loose(text: str) -> Iterator[Span]:
    for pattern, minutes in _LOOSE:
        for match in pattern.finditer(text):
            start, day = _day(text, match.start())
            yield Span(start, match.end(), replace(day, minutes=minutes))
