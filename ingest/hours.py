"""Opening hours from Korean wording. What is not understood in full is not read at all."""

import re
from dataclasses import dataclass, replace

from data.schedule import DAY, Hours
from ingest import clock

_ALWAYS = re.compile(
    r"24\s*시간|상시\s*(?:개방|이용|관람|운영|오픈)?|연중\s*(?:상시)?\s*개방|항시\s*개방|00:00\s*~\s*24:00"
)
_NOTE = re.compile(r"\s*(?:※|\*|☞)(?!.*\d{1,2}:\d{2}).*$")
"""What a source adds at the end, where it tells no time."""
_EVENING = re.compile(r"[(（\[][^()（）\[\]]*(?:야간|무료\s*관람)[^()（）\[\]]*[)）\]]")
"""A part of the hours that were told already, said once more."""
_DAY = rf"(?:매일|평일|주중|주말|공휴일|휴일|국경일|매주|[{clock.WEEKDAYS}](?:요일)?(?![가-힣]))"
_DAYS = rf"{_DAY}(?:\s*(?:[·,/~및]|와|과|\s)\s*{_DAY})*"
_MONTH = r"\d{1,2}\s*월?\s*(?:~\s*\d{1,2})?\s*월"
_MONTHS = rf"{_MONTH}(?:\s*[·,및]\s*{_MONTH})*"
_CLOSED = re.compile(
    rf"[(（,/·]?\s*(?:매주\s*)?{_DAYS}\s*(?:은|는|:)?\s*(?:정기\s*)?(?:휴관|휴무|휴일|휴업|제외)(?:일)?\s*[)）]?"
)
"""Closed days among the hours: `ingest.closing` reads those."""
_ENTRY = r"(?:입장|매표|발권|라스트\s*오더|last\s*(?:order|admission|ticketing|entry)|l\.?o|주문)"
_TOKEN = re.compile(
    rf"(?P<ticket>(?:매표|발권)\s*(?:시간)?\s*:?\s*\d{{1,2}}:\d{{2}}\s*~\s*(?P<until>\d{{1,2}}:\d{{2}}))"
    rf"|(?P<last>(?:입장|매표|관람|발권|주문|접수|라스트\s*오더|last\s*order|l\.?o)?\s*(?:및\s*입장)?\s*(?:마감|종료)?\s*(?:시간|시각)?(?:은|:)?\s*"
    rf"(?:(?:운영|관람|폐관|종료|영업|마감|폐장|퇴장)?\s*(?:시간|시각)?\s*(?:종료|마감)?\s*"
    rf"(?=\d)(?:(?P<hours>\d{{1,2}})\s*시간\s*)?(?:(?P<minutes>\d{{1,2}})\s*분\s*)?(?:이?전)\s*(?:까지)?\s*(?:입장|매표|발권|관람)?\s*(?:마감|가능|완료|종료|입장)?(?:입장\s*가능|까지)?))"
    rf"|(?P<before>{_ENTRY}\s*(?:및\s*입장)?\s*(?:마감|종료)?\s*(?:시간|시각)?\s*(?:은|{_ENTRY}|:)?\s*:?\s*~?(?P<at>\d{{1,2}}:\d{{2}})\s*(?:까지)?)"
    rf"|(?P<after>(?P<then>\d{{1,2}}:\d{{2}})\s*(?:까지\s*|에\s*)?(?:입장|매표|발권|접수|주문)\s*(?:마감|종료|가능|완료|제한)?)"
    rf"|(?P<pause>(?:점심\s*시간?|중식\s*시간?|휴게\s*시간?|휴식\s*시간?|브레이크\s*타임?|break\s*time)\s*:?\s*(?P<from>\d{{1,2}}:\d{{2}})\s*~\s*(?P<to>\d{{1,2}}:\d{{2}}))"
    rf"|(?P<nth>(?:매월|매달)?\s*(?P<which>마지막|[첫둘셋넷]째)\s*주?\s*(?P<weekday>[{clock.WEEKDAYS}])요일)"
    rf"|(?P<range>(?P<opens>\d{{1,2}}:\d{{2}})\s*(?:부터)?\s*~\s*(?P<closes>\d{{1,2}}:\d{{2}})(?:\s*까지)?)"
    rf"|(?P<months>{_MONTHS})"
    rf"|(?P<season>하절기|동절기|하계|동계|연중(?!\s*무휴))"
    rf"|(?P<days>{_DAYS})"
    rf"|(?P<join>[·])"
    rf"|(?P<open>[(（\[])|(?P<shut>[)）\]])"
    rf"|(?P<mark>[①-⑳○●■◆▶▷☞※*]|[,:;/|.~&]|(?<!\d)-(?!\d)|\d\)(?=\s))"
    rf"|(?P<word>[가-힣A-Za-z&]+)"
    rf"|(?P<space>\s+)",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"(?:운영|관람|개관|이용|영업|개방|오픈|개장|전시|공연장|박물관|미술관|도서관|상설|실내|기준|시간|시간은|시간:|온실|전망대|"
    r"입장|및|은|는|부터|까지|가능|정상|하절기|동절기|여름|겨울|봄|가을|철|연중무휴|무휴|본관|매장|"
    r"공간마다|시설마다|상점마다|자료실마다|매장마다|점포마다|다름|마다|상이|공간별|점포별|매장별|경우|에는|엔|전시실|"
    r"전시관|카페|주제정원|방문자센터|안내소|OPEN|Open|open|Daily)+",
)
_REFUSED = re.compile(
    r"공연|행사|예약|별도|변동|문의|참조|홈페이지|회차|\d차|시작|타종|방학|학기|야간|시설마다|부정기|우천|비정기"
)


@dataclass(frozen=True, slots=True)
class _Span:
    days: tuple[int, ...]
    months: tuple[int, ...]
    nth: tuple[int, ...]
    open: int
    close: int
    last: int | None = None


@dataclass(slots=True)
class _Reader:
    """What holds for the next range: days and months, and which of them was said first."""

    days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    more: tuple[int, ...] = ()
    """Days that stand beside months, not within them: 11~2월·주말."""
    nth: tuple[tuple[int, int], ...] = ()
    days_first: bool = False
    fresh: bool = True
    """Whether a range came since the last condition."""


_AT_ALL_TIMES = re.compile(r"[\s(),.·/]*(?:(?:매일|연중|연중무휴|무휴|이용|개방|운영|가능)[\s(),.·/]*)*")
"""What may stand beside 24시간."""


def read(text: str | None) -> tuple[Hours, ...]:
    """The structure of opening hours; empty where they are unknown or not understood in full.

    read("3~10월 09:00~18:00, 11~2월 09:00~17:00 (입장 마감 1시간 전)")
    """
    if not text:
        return ()
    tidied = clock.tidy(text)
    if _ALWAYS.search(tidied):
        rest = _ALWAYS.sub(" ", tidied)
        return (Hours(open=0, close=DAY),) if _AT_ALL_TIMES.fullmatch(rest) else ()
    tidied = _CLOSED.sub(" ", _EVENING.sub(" ", _NOTE.sub("", tidied)))
    spans = None if _REFUSED.search(tidied) else _spans(tidied)
    return tuple(_hours(each) for each in spans) if spans else ()


def _hours(span: _Span) -> Hours:
    return Hours(
        days=span.days, months=span.months, nth=span.nth, open=span.open, close=span.close, last=span.last
    )


def _spans(text: str) -> list[_Span] | None:  # noqa: C901 (one branch a kind of token)
    made: list[_Span] = []
    reader = _Reader()
    at, union = 0, False
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.end() == at:
            return None
        at = found.end()
        kind = _kind(found)
        if kind == "word" and not _HARMLESS.fullmatch(found.group()):
            return None
        if kind == "range":
            new = _ranged(found, reader)
            if new is None:
                return None
            made += new
            reader.fresh, reader.more, reader.nth = True, (), ()
        elif kind in {"days", "months", "season", "nth"}:
            if not _conditioned(found, kind, reader, union=union):
                return None
            reader.fresh = False
        elif kind in {"ticket", "last", "before", "after", "pause"}:
            later = _amended(found, kind, made)
            if later is None:
                return None
            made = later
        if kind != "space":
            union = kind == "join"
    return made or None


def _kind(found: re.Match[str]) -> str:
    kinds = (
        "ticket",
        "last",
        "before",
        "after",
        "pause",
        "nth",
        "range",
        "months",
        "season",
        "days",
        "join",
        "open",
        "shut",
    )
    return next(
        (kind for kind in (*kinds, "mark", "word", "space") if found.group(kind) is not None), "space"
    )


def _ranged(found: re.Match[str], reader: _Reader) -> list[_Span] | None:
    opens = clock.minutes(found.group("opens"))
    closes = clock.closing(opens, clock.minutes(found.group("closes")))
    if closes is None or opens >= DAY or closes - opens > DAY:
        return None
    one = _Span(reader.days, reader.months, (), opens, closes)
    spans = [] if reader.nth and not (reader.days or reader.months) else [one]
    spans += [replace(one, days=(weekday,), nth=(nth,)) for nth, weekday in reader.nth]
    return [*spans, replace(one, days=reader.more, months=())] if reader.more else spans


def _conditioned(found: re.Match[str], kind: str, reader: _Reader, *, union: bool) -> bool:
    """Takes a condition up; whether it was understood."""
    if kind == "nth":
        at = (clock.NTH[found.group("which")], clock.WEEKDAYS.index(found.group("weekday")))
        if not union:
            reader.days, reader.months = (), ()
        reader.nth = (*reader.nth, at)
        return True
    if kind == "days":
        days = clock.days(found.group())
        if days is None:
            return False
        if union and reader.months and not reader.fresh:
            reader.more = days
        else:
            reader.days = tuple(sorted({*reader.days, *days})) if union and not reader.fresh else days
            reader.days_first = not reader.months
        return True
    words = found.group()
    months = clock.SEASONS[words] if kind == "season" else clock.months(words)
    if months is None:
        return False
    if kind == "months" and reader.months and not reader.fresh and not union:
        reader.months = months  # 하절기(3~10월): the source says which months it means
        return True
    if union and reader.months and not reader.fresh:
        months = tuple(dict.fromkeys((*reader.months, *months)))
    elif not reader.days_first:
        reader.days = ()
    reader.months = months
    return True


def _amended(found: re.Match[str], kind: str, made: list[_Span]) -> list[_Span] | None:
    """The spans with their last entry or their break; None where they do not fit."""
    if not made:
        return None
    if kind == "last":
        early = int(found.group("hours") or 0) * 60 + int(found.group("minutes") or 0)
        if not early:
            return None
        return [
            each if each.last is not None or _resumed(each, made) else _until(each, each.close - early)
            for each in made
        ]
    if kind == "pause":
        start, end = clock.minutes(found.group("from")), clock.minutes(found.group("to"))
        end = clock.closing(start, end) or end
        return [part for each in made for part in _split(each, start, end)]
    at = clock.minutes(found.group("at") or found.group("then") or found.group("until"))
    *before, ending = made
    return [*before, _until(ending, at)] if ending.open <= at <= ending.close else None


def _resumed(span: _Span, made: list[_Span]) -> bool:
    """Whether it opens again later that day: then what closes is a break."""
    day = (span.days, span.months, span.nth)
    return any((each.days, each.months, each.nth) == day and each.open >= span.close for each in made)


def _until(span: _Span, last: int) -> _Span:
    return replace(span, last=last) if span.open <= last <= span.close else span


def _split(span: _Span, start: int, end: int) -> list[_Span]:
    if not span.open < start < end < span.close:
        return [span]
    return [replace(span, close=start, last=None), replace(span, open=end)]
