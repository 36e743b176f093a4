"""Sentences that name a place once, and the times, days and amounts in them, in four languages."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from agent.phrasing import labels, timetable
from agent.tools.decision import Language
from agent.tools.text.particle import with_particle
from agent.tools.text.punctuation import COMMA, GAP
from agent.visits import names, sayings
from agent.visits.day import Day, Kind
from data.place import Place, SourceNote
from data.today import Span

KOREAN_DAYS: Final = "월화수목금토일"
_DIFFERS: Final = re.compile(r"(마다) 다름$")
_NAMED: Final = re.compile(r"\{(?:topic|of|subject)\}")


_AGREEING: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "en": ((" is depends", " depends"),),
    "ja": (("異なるです", "異なります"),),
    "zh": (("为因", "因"), ("为视", "视"), ("为需", "需")),
}
"""A value that is a verb itself, behind the verb of a sentence: 入場料は公演により異なります."""


class Told:
    """Sentences in one language; the first one names the place."""

    def __init__(self, called: str, language: Language) -> None:
        self._called = called
        self.language: Language = language
        self.said: list[str] = []
        self.pointed = False
        """Whether it is told already who knows more."""

    def say(self, key: str, *, affirm: bool | None = None, **values: str) -> None:
        """`affirm`: a yes or a no before it, where the question wants one."""
        template = sayings.SAY[key][self.language]
        self.add(template, affirm=affirm, **values)

    def add(self, template: str, *, affirm: bool | None = None, **values: str) -> None:
        if not template:
            return
        language = self.language
        word = "" if affirm is None else (sayings.YES if affirm else sayings.NO)[language]
        topic = of = subject = ""
        if not self.said:
            if language == "ko":
                topic, of = with_particle(self._called, "은/는") + " ", self._called + " "
                subject = with_particle(self._called, "이/가") + " "
            else:
                topic = of = self._called + labels.ABOUT[language]
        if language == "ko":
            text = word + template.format(topic=topic, of=of, subject=subject, **values)
            text = text if _NAMED.search(template) else of + text
        else:
            text = topic + word + template.format(topic="", of="", subject="", **values)
        for wrong, right in _AGREEING.get(language, ()):
            text = text.replace(wrong, right)
        english = language == "en" and not topic
        self.said.append(text[:1].upper() + text[1:] if english else text)

    def predicate(self, value: str) -> str:
        """`value` as the end of a sentence: in Korean with its copula."""
        return copula(value) if self.language == "ko" else value

    def __str__(self) -> str:
        return GAP[self.language].join(self.said)


def copula(value: str) -> str:
    """`value` with 이에요 or 예요 as it is read, before what stands in brackets at its end.

    18:00 ends in 시, 3,000원 in 원; 전시마다 다름 becomes a verb.
    """
    bare, bracket = bracketed(value)
    if _DIFFERS.search(bare):
        return _DIFFERS.sub(r"\1 달라요", bare) + bracket
    return (bare + "예요" if bare.endswith(":00") else with_particle(bare, "이에요/예요")) + bracket


def bracketed(value: str) -> tuple[str, str]:
    """A text and the brackets at its end, with the space before them."""
    if not value.endswith(")"):
        return value, ""
    depth = 0
    for at in range(len(value) - 1, -1, -1):
        depth += (value[at] == ")") - (value[at] == "(")
        if depth == 0:
            return value[:at].rstrip(), " " + value[at:]
    return value, ""


def spans(found: Sequence[Span], language: Language) -> str:
    return COMMA[language].join(timetable.between(span, language) for span in found)


def weekdays(days: Iterable[date], language: Language) -> str:
    numbers = sorted({day.weekday() for day in days})
    if language == "ko":
        return "·".join(KOREAN_DAYS[number] for number in numbers) + "요일"
    names = timetable.FULL[language]
    return COMMA[language].join(names[number] for number in numbers)


def label(day: Day, language: Language) -> str:
    """The day as a sentence takes it: 월요일에, on Mondays, 月曜日, 周一."""
    if day.kind in {"today", "tomorrow", "later"}:
        name, weekday = names.KINDS[day.kind][language], weekdays(day.dates[:1], language)
        return f"{name} ({weekday})" if language == "en" else f"{name}({weekday})"
    if day.kind == "weekday":
        said = weekdays(day.dates, language)
        return {"ko": f"{said}에", "en": f"on {plural(said)}"}.get(language, said)
    name = _NAMED_DAYS.get(day.kind, _kind)(day, language)
    return f"{name}에" if language == "ko" else name


def _kind(day: Day, language: Language) -> str:
    return names.KINDS[day.kind][language]


def _feast(day: Day, language: Language) -> str:
    name = names.FEASTS[day.name][language]
    if len(day.dates) == 1:
        return name
    return {"ko": f"{name} 연휴", "en": name.replace("Day ", "holidays ")}.get(language, name)


def _date(day: Day, language: Language) -> str:
    month, number = (int(part) for part in day.name.split("-"))
    weekday = weekdays(day.dates[:1], language)
    return {
        "ko": f"{month}월 {number}일({weekday})",
        "en": f"on {number} {timetable.MONTHS[month - 1]} ({weekday})",
    }.get(language, f"{month}月{number}日({weekday})")


def _month(day: Day, language: Language) -> str:
    """A season, or a month of the year."""
    if known := names.SEASONS.get(day.name):
        return known[language]
    month = day.dates[0].month
    return {"ko": f"{month}월", "en": f"in {timetable.MONTHS[month - 1]}"}.get(language, f"{month}月")


_NAMED_DAYS: Final[Mapping[Kind, Callable[[Day, Language], str]]] = {
    "feast": _feast, "date": _date, "month": _month,
}  # fmt: skip


def plural(said: str) -> str:
    return ", ".join(f"{word}s" for word in said.split(", "))


YEAR: Final = timedelta(days=365)
"""From which a price or an hour is told with its month."""


def stale(place: Place, fields: Iterable[str], today: date) -> list[SourceNote]:
    """The sources of these facts that are older than a year, or bear no date."""
    notes = [note for field in fields if (note := place.source(field))]
    return [note for note in notes if note.undated or today - _day(note) >= YEAR]


def _day(note: SourceNote) -> date:
    """A month counts from its first day."""
    return date.fromisoformat(note.date if len(note.date) > len("2026-11") else f"{note.date}-01")


def month(note: SourceNote, language: Language) -> str:
    day = _day(note)
    words = {"ko": f"{day.year}년 {day.month}월", "en": f"{timetable.MONTHS[day.month - 1]} {day.year}"}
    return words.get(language, f"{day.year}年{day.month}月")


def aged(told: Told, place: Place, fields: Iterable[str], today: date) -> bool:
    """How old the oldest of the told facts is, where that matters; whether it does."""
    if not (notes := stale(place, fields, today)):
        return False
    dated = [note for note in notes if not note.undated]
    if dated:
        told.say("as_of", month=month(min(dated, key=_day), told.language))
    else:
        told.say("undated")
    return True


def as_of(place: Place, field: str, language: Language, today: date) -> str:
    """The same in brackets, behind one fact of a list; empty where it is young."""
    for note in stale(place, [field], today):
        if note.undated:
            return {
                "ko": " (날짜 없는 자료)",
                "en": " (undated)",
                "ja": "（日付不明）",
                "zh": "（日期不明）",
            }[language]
        when = month(note, language)
        return {"ko": f" ({when} 자료)", "en": f" (as of {when})", "ja": f"（{when}現在）"}.get(
            language, f"（{when}）"
        )
    return ""


def where_to_ask(told: Told, place: Place) -> None:
    """Who knows what we do not; once an answer."""
    if told.pointed:
        return
    told.pointed = True
    if place.homepage:
        told.say("look", url=place.homepage)
    elif place.phone:
        told.say("call", phone=place.phone)
    else:
        told.say("hotline")
