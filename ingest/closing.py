"""Closed days from Korean wording. What is not understood in full is not read at all."""

import re
from dataclasses import dataclass, field

from data.schedule import Closed, Feast, Shift
from ingest import clock

_OPEN_ALL_YEAR = re.compile(r"(?:연중\s*)?무\s*휴|연중\s*개방|없음|휴[무관]일?\s*없음|매일\s*(?:운영|개방)|-")
_D = clock.WEEKDAYS
_HOLIDAY_MONDAY = re.compile(
    rf"[(（]?\s*(?:단|다만|※|\*)?\s*,?\s*(?:(?:매주\s*)?[{_D}]요일이|휴관일이|휴무일이|정기\s*휴관일이|공휴일과\s*겹칠|그\s*날이)?\s*"
    rf"(?:(?:법정\s*)?공휴일|휴일|연휴)(?:이면|인\s*경우(?:에는|에|는|엔)?|일\s*경우(?:에는|에|는|엔)?|일\s*때(?:는|에는)?|과\s*겹[칠치]는?\s*경우|인\s*날(?:은)?|시)?\s*,?\s*"
    rf"(?P<what>(?:그\s*)?(?:다음|익)\s*(?:날|일)?\s*(?P<weekday>평일)?(?:인\s*[{_D}]요일)?(?:에|이|은|을)?|[{_D}]요일(?=\s*휴)|(?:정상\s*)?(?:개관|개방|운영|영업|개장)(?:함|합니다)?)"
    rf"\s*(?:휴관|휴무|휴실|쉼|휴장|휴원)?(?:일)?(?:함|합니다|하고)?\s*[)）]?"
)
_OPEN = re.compile(r"개관|개방|운영|영업|개장")
_BUT_SUNDAYS = re.compile(
    r"일요일\s*(?:은|을|이)?\s*제외(?:한|하는)?\s*(?:법정\s*)?공휴일(?:\s*[(（]\s*(?:일요일|공휴일).*?[)）])?"
)
_BUT_HOLIDAYS = re.compile(r"공휴일(?:을|은)?\s*제외(?:한|하고)?\s*(?=(?:매주\s*)?[월화수목금토일]요일)")
_OTHER = re.compile(
    r"(?:[,/(]|및|\s)\s*(?:(?!공휴일|요일)[가-힣 ]){0,24}?(?:정하는|정한|지정한|지정하는|인정하는|인정한|공지한|사정에 의한|포함)"
    r"\s*(?:임시\s*)?(?:휴관일?|휴일|휴무일?|날(?:에는)?|경우)?\s*(?:휴관)?\s*[)）]?"
)
"""Days that somebody will name: they are exceptions, which no structure holds."""
_FEASTS: dict[str, Feast] = {
    "설": "seollal", "설날": "seollal", "구정": "seollal", "추석": "chuseok",
    "부처님오신날": "buddha", "석가탄신일": "buddha", "선거일": "election",
}  # fmt: skip
_DATES = {
    "신정": "01-01", "새해": "01-01", "양력설": "01-01", "근로자의날": "05-01", "노동절": "05-01", "어린이날": "05-05",
    "삼일절": "03-01", "3·1절": "03-01", "현충일": "06-06", "광복절": "08-15", "개천절": "10-03", "한글날": "10-09",
    "크리스마스": "12-25", "성탄절": "12-25",
}  # fmt: skip
_NTH_WORD = r"(?:마지막|[첫둘셋넷]째|다섯째|첫\s*번째|두\s*번째|세\s*번째|네\s*번째|제?[1-5](?=(?:\s*[·,및/]\s*[1-5])*\s*(?:주|번째)))"
_NTHS = rf"{_NTH_WORD}(?:\s*주)?(?:\s*[·,및/]\s*{_NTH_WORD}(?:\s*주)?)*"
_FEAST = r"(?:설날|설(?!립)|구정|추석|부처님\s*오신\s*날|석가\s*탄신일|선거일)"
_TOKEN = re.compile(
    rf"(?P<day>(?P<month>\d{{1,2}})월\s*(?P<date>\d{{1,2}})일(?:\s*~\s*(?:(?P<to_month>\d{{1,2}})월\s*)?(?P<to_date>\d{{1,2}})일)?)"
    rf"|(?P<nth>(?:매월|매달|매주)?\s*(?:(?P<in>\d{{1,2}}(?:\s*[·,]\s*\d{{1,2}})+)월\s*)?(?P<which>{_NTHS})\s*(?:주|번째)?\s*(?:주)?\s*"
    rf"(?P<nth_days>[{_D}](?:요일)?(?:\s*[·,]\s*[{_D}]요일)*)(?![가-힣](?<![과와및]))(?<=[{_D}일]))"
    rf"|(?P<span>\d{{1,2}}월?\s*~\s*\d{{1,2}}월(?!\s*\d))"
    rf"|(?P<holidays>(?:대체\s*|임시\s*)?(?:공휴일|국경일)(?P<sundays>\s*\(?\s*일요일\s*(?:은\s*)?제외\s*\)?)?)"
    rf"|(?P<feasts>{_FEAST}(?:\s*[·,/및]?\s*{_FEAST})*\s*(?P<long>전체\s*|명절\s*)?(?P<extent>연휴|전날|당일|전후)?)"
    rf"|(?P<fixed>신정|새해|양력설|근로자의\s*날|노동절|어린이날|삼일절|3·1절|현충일|광복절|개천절|한글날|크리스마스|성탄절)"
    rf"|(?P<both>명절\s*(?:연휴|당일)?|양대\s*명절\s*(?:연휴|당일)?)"
    rf"|(?P<week>(?:매주)?\s*(?:주말|[{_D}](?:요일)?(?:\s*(?:[·,/및~]|와|과)\s*[{_D}](?:요일)?)*)(?![가-힣](?<![과와및])))"
    rf"|(?P<word>[가-힣A-Za-z]+(?:일|날|기간|시|등|휴관|휴무|매주|및|매월|정기|당일|연휴|전일|그\s*외|기타|지정)?)"
    rf"|(?P<mark>[\s()（）\[\],.·/~&※*:;|'\"①-⑳-])"
)
_NTH_WORDS = re.compile(_NTH_WORD)
_FEAST_WORDS = re.compile(_FEAST)
_COUNTER = re.compile(r"\s*번째|제")
"""What stands around a number: 첫 번째, 제2."""
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s")
_HARMLESS = re.compile(
    r"(?:휴관일?|휴무일?|휴일|휴실|휴원|휴장|정기|매주|매월|매년|및|과|와|은|는|당일|등|단|기타|그외|연휴|법정|지정|임시|관장이|"
    r"정하는|인정하는|필요하다고|날|일|전시|준비|기간|교체|교체기간|준비기간|전시준비기간|시기|시설|점검일?|공사|개교기념일|도서관|장서|"
    r"사정에|따라|변동|가능|자료실|실내|온실|주제정원|시에는|전일|에는|상설전시|미술관|박물관|요일|추가|휴관함|함|설치|행사|교체시|시|"
    r"그|외|정부|관공서|국가|재량|자체|하계|특별|별도|공지|음력|양력|임시휴관|임시휴관일|임시공휴일|대체휴일|대체공휴일|국가가|정한|"
    r"창립기념일|개원기념일|노조창립일)+"
)


_SOME_SHOPS = re.compile(r"\s*\([^()]*(?:상점|가게|점포|매장)[^()]*\)$")
"""매주 일요일 (일반 상점만): of some shops only."""


@dataclass(slots=True)
class _Found:
    weekdays: set[int] = field(default_factory=set)
    nth: list[tuple[int, int]] = field(default_factory=list)
    nth_months: tuple[int, ...] = ()
    dates: set[str] = field(default_factory=set)
    months: set[int] = field(default_factory=set)
    feasts: set[Feast] = field(default_factory=set)
    feast_days: set[Feast] = field(default_factory=set)
    holidays: bool = False
    sundays_open: bool = False
    shift: Shift = "closed"


def read(text: str | None) -> Closed | None:
    """The structure of closed days; None where they are unknown or not understood in full.

    read("매주 월요일(공휴일이면 다음 날), 1월 1일, 설날·추석 당일")
    """
    if not text:
        return None
    if some := _SOME_SHOPS.search(text):
        whole = read(text[: some.start()])
        return whole and whole.model_copy(update={"partly": True})
    tidied = clock.tidy(text)
    if _OPEN_ALL_YEAR.fullmatch(tidied.strip(" .()")):
        return Closed()
    found = _Found()
    tidied = _BUT_SUNDAYS.sub("공휴일(일요일 제외)", tidied)
    if _BUT_HOLIDAYS.search(tidied):
        found.shift = "open"
        tidied = _BUT_HOLIDAYS.sub(" ", tidied)
    tidied = _OTHER.sub(" ", tidied)
    rest = _HOLIDAY_MONDAY.sub(lambda match: _shifted(match, found), tidied)
    at = 0
    while at < len(rest):
        token = _TOKEN.match(rest, at)
        if token is None or not _taken(token, found):
            return None
        at = token.end()
    made = Closed(
        weekdays=tuple(sorted(found.weekdays)),
        nth=tuple(dict.fromkeys(found.nth)),
        nth_months=found.nth_months,
        dates=tuple(sorted(found.dates)),
        months=tuple(sorted(found.months)),
        feasts=tuple(sorted(found.feasts - found.feast_days)),
        feast_days=tuple(sorted(found.feast_days)),
        holidays=found.holidays,
        sundays_open=found.sundays_open,
        shift=found.shift if found.weekdays or found.nth else "closed",
    )
    return None if made == Closed() else made


def _shifted(match: re.Match[str], found: _Found) -> str:
    if _OPEN.search(match.group("what")):
        found.shift = "open"
    else:
        found.shift = "next_weekday" if match.group("weekday") else "next"
    return " "


def _taken(token: re.Match[str], found: _Found) -> bool:
    """Takes one token up; whether it was understood."""
    if token.group("day"):
        return _dated(token, found)
    if token.group("nth"):
        return _nth(token, found)
    if token.group("span"):
        found.months.update(clock.months(token.group("span")) or ())
    elif token.group("holidays"):
        found.holidays = True
        found.sundays_open = token.group("sundays") is not None
    elif token.group("feasts"):
        _feast(token, found)
    elif token.group("both"):
        feasts = found.feasts if token.group("both").endswith("당일") else found.feast_days
        feasts.update(("seollal", "chuseok"))
    elif token.group("fixed"):
        found.dates.add(_DATES[_SPACE.sub("", token.group("fixed"))])
    elif token.group("week"):
        return _weekly(token.group("week"), found)
    elif token.group("word"):
        return _HARMLESS.fullmatch(token.group("word")) is not None
    return True


def _weekly(words: str, found: _Found) -> bool:
    days = clock.days(words.replace("매주", "").strip())
    if days is not None:
        found.weekdays.update(days or range(7))
    return days is not None


def _dated(token: re.Match[str], found: _Found) -> bool:
    month, day = int(token.group("month")), int(token.group("date"))
    if not token.group("to_date"):
        found.dates.add(f"{month:02}-{day:02}")
        return 1 <= month <= 12 and 1 <= day <= 31  # noqa: PLR2004
    last_month, last_day = int(token.group("to_month") or month), int(token.group("to_date"))
    length = (last_month - month) % 12 * 31 + last_day - day
    if not 0 < length <= 31:  # noqa: PLR2004
        return False
    while (month, day) != (last_month, last_day):
        found.dates.add(f"{month:02}-{day:02}")
        day += 1
        if day > 31:  # noqa: PLR2004
            month, day = month % 12 + 1, 1
    found.dates.add(f"{month:02}-{day:02}")
    return True


def _nth(token: re.Match[str], found: _Found) -> bool:
    ordinals = [_ordinal(word) for word in _NTH_WORDS.findall(token.group("which"))]
    days = clock.days(token.group("nth_days"))
    if not days:
        return False
    found.nth += [(ordinal, day) for ordinal in ordinals for day in days]
    if token.group("in"):
        found.nth_months = tuple(int(month) for month in _DIGITS.findall(token.group("in")))
    return True


def _feast(token: re.Match[str], found: _Found) -> None:
    named = {_FEASTS[_SPACE.sub("", word)] for word in _FEAST_WORDS.findall(token.group("feasts"))}
    whole = token.group("extent") in {"연휴", "전날", "전후"}
    (found.feast_days if whole else found.feasts).update(named)


def _ordinal(word: str) -> int:
    word = _COUNTER.sub("", word)
    return clock.NTH[word] if word in clock.NTH else int(word)
