"""What a guest pays, by age, in hanbok, or whether anything at all."""

import re
from typing import Final

from agent.phrasing import labels, timetable
from agent.tools.decision import Language
from agent.tools.terms.party import Who
from agent.tools.text.punctuation import COMMA
from agent.visits import names
from agent.visits.told import KOREAN_DAYS, Told
from agent.visits.visit import Visit
from data.place import Place

YOUNG: Final = 24
"""At the palaces and royal tombs adults up to this age go in free, as their notes tell."""
_FROM_25: Final = re.compile(r"만 25~64세")
_HANBOK_FREE: Final = re.compile(r"한복[^.,]{0,8}무료")
_FREE_UP_TO: Final = re.compile(
    r"(?:만 (?P<age>\d{1,2})세|(?P<months>\d{2})개월) (?P<end>이하|미만)[^,.]{0,6}무료"
)
"""Up to which age nobody pays; older children pay as children."""
_CHARGED: Final = re.compile(
    r"(?:입장료|요금|관람료|표)\s?(?:가|는|도|를)?\s?(?:있|받|내|사)|돈\s?(?:을|이)?\s?(?:내|받|드)"
    r"|need to (?:pay|buy)|要(?:买|付)|需要"
)
_FREE_DAYS: Final = re.compile(r"((?:[월화수목금토일]·?)+)요일.*무료")
_FREE_FEASTS: Final = {"seollal": re.compile(r"설날.*무료"), "chuseok": re.compile(r"추석.*무료")}
_OFTEN_FREE: Final = frozenset({"feast", "holiday", "date"})
"""Days on which places let people in for nothing, announced from case to case: nobody can say no."""
_CLAUSE_END: Final = re.compile(r"[,.] ?")

SEVERAL: Final = 2
"""Guests of whom a sum is told."""
UNGATED: Final = frozenset({"neighbourhood", "market", "shopping", "river", "trail"})
"""Where one walks in: streets, markets and malls, riversides."""


class Price:
    """One place and one question; what is said goes into `told`."""

    def __init__(self, place: Place, visit: Visit, told: Told, question: str) -> None:
        self.place = place
        self.visit = visit
        self.told = told
        self.language: Language = told.language
        self.asks_charge = bool(_CHARGED.search(question))
        """입장료 있어?: a yes means that one pays."""
        self.unknown = False
        """Something asked for is not known."""
        self.summed = False
        """What all of a party pay is told."""

    def fee(self) -> None:
        place, visit = self.place, self.visit
        if visit.hanbok:
            self._hanbok()
        elif place.fee is None and not place.fee_note and place.category in UNGATED:
            self.told.say("no_gate")
        elif visit.free and (clause := self._free_then()):
            self._on_some_days(clause)
        else:
            self._guests()
            if not self._answered():
                self._admission()
            if visit.day is not None and visit.free and place.fee:
                self.told.say("no_free_day")

    def _on_some_days(self, clause: str) -> None:
        affirm = not self.asks_charge if self.visit.polar else None
        if self.language == "ko":
            self.told.add("{topic}{clause}예요.", affirm=affirm, clause=clause)
        else:
            self.told.say("free_some" if any(map(str.isdigit, clause)) else "free_then", affirm=affirm)
        self.told.say("adult_fee", fee=self.told.predicate(self._fee() or ""))

    def _guests(self) -> None:
        if self._party():
            return
        if self.visit.who and self.place.fee is None and not self.place.fees:
            return  # what nobody's price is known of, is said once
        for who in self.visit.who:
            self._pays(who)
        guest = self.visit.guest
        if guest and self.place.fee and guest not in (self.place.fee_note or ""):
            self.told.say("who_unknown", who=guest)
            self.unknown = True

    def _party(self) -> bool:
        """The sum for all, where it is known what each pays."""
        rows = [(who, count, self._amount(who)) for who, count in self.visit.party]
        if sum(count for _, count, _ in rows) < SEVERAL or self.visit.guest or self.visit.age is not None:
            return False
        paid = [(who, count, amount * count) for who, count, amount in rows if amount is not None]
        if len(paid) < len(rows):
            return False
        total = sum(won for _, _, won in paid)
        called = names.COUNTED[self.language]
        each = COMMA[self.language].join(
            called.format(
                who=names.WHO[who][self.language], count=count, won=self._won(won) if total else ""
            ).rstrip(" =")
            for who, count, won in paid
        )
        if total:
            self.told.say("party", won=self.told.predicate(self._won(total)), each=each)
        else:
            self.told.say("party_free", each=each)
        self.summed = True
        return True

    def _answered(self) -> bool:
        """Whether nothing is left to tell once the guests are told of: adults among them, or nobody pays."""
        if self.summed:
            return True
        who = self.visit.who
        place = self.place
        if place.fee is None and not place.fees:
            return False
        return bool(who) and ("adult" in who or not place.fee) and not (place.fee is None and place.fee_note)

    def _admission(self) -> None:
        """What an adult pays, as a yes or a no where it is asked whether one pays at all."""
        place, visit = self.place, self.visit
        open_question = bool(visit.guest or visit.who) or (visit.day and visit.day.kind in _OFTEN_FREE)
        yes_or_no = visit.polar and visit.free and not open_question
        if place.fee is None and not place.fee_note:
            self.told.say("fee_unknown")
            self.unknown = True
        elif place.fee == 0 and yes_or_no:
            noted = f" ({place.fee_note})" if place.fee_note and self.language == "ko" else ""
            self.told.say("free", affirm=not self.asks_charge, note=noted)
        else:
            affirm = self.asks_charge if yes_or_no and place.fee else None
            key = "adult_fee" if self.told.said and place.fee is not None else "fee"
            self.told.say(key, affirm=affirm, fee=self.told.predicate(self._fee() or ""))

    def _fee(self) -> str | None:
        if self.language != "ko":
            return timetable.fee(self.place.fee, self.place.fee_note, self.place.fees, self.language) or {
                "en": "not fixed", "ja": "場合により異なる", "zh": "视情况而定",
            }[self.language]  # fmt: skip
        main = None if self.place.fee is None else self._won(self.place.fee)
        note = self.place.fee_note
        return f"{main} ({note})" if main and note else main or note

    def _won(self, amount: int) -> str:
        if amount == 0:
            return labels.FREE[self.language]
        return timetable.won(amount, self.language)

    def _pays(self, who: Who) -> None:
        amount = self._amount(who)
        student = who == "adult" and "student" in self.visit.services
        name = names.WHO["student" if student else who][self.language]
        age = self.visit.age
        if age is not None:
            name = {"ko": f"{age}세", "en": f"age {age}", "ja": f"{age}歳", "zh": f"{age}岁"}[self.language]
        if amount is None or (student and self.place.fee):
            self.told.say("who_unknown", who=name)
            self.unknown = True
            return
        free = amount == 0
        affirm = free is not self.asks_charge if self.visit.polar and self.visit.free else None
        self.told.say("pays", affirm=affirm, who=name, won=self.told.predicate(self._won(amount)))

    def _amount(self, who: Who) -> int | None:
        place = self.place
        fees = place.fees
        if place.fee == 0 and (fees is None or fees.free):
            return 0
        young = _FROM_25.search(place.fee_note or "")
        if who == "adult":
            return 0 if young and self.visit.age is not None and self.visit.age <= YOUNG else place.fee
        if young and who in {"infant", "child", "youth"}:
            return 0
        age = self.visit.age
        if age is not None and (free := _FREE_UP_TO.search(place.fee_note or "")):
            years = int(free["age"]) if free["age"] else int(free["months"]) // 12
            most = years - (free["end"] == "미만")
            if age <= most:
                return 0
            if who == "infant":
                return fees.child if fees else None
        if fees is None:
            return None
        if who == "infant":
            return 0 if fees.child == 0 else None
        return {"youth": fees.youth, "child": fees.child, "senior": fees.senior}[who]

    def _hanbok(self) -> None:
        if self.place.fee == 0:
            self.told.say("free", affirm=True if self.visit.polar else None, note="")
        elif _HANBOK_FREE.search(self.place.fee_note or ""):
            self.told.say("hanbok", affirm=True if self.visit.polar else None)
            self.told.say("adult_fee", fee=self.told.predicate(self._fee() or ""))
        else:
            self.told.say("no_hanbok")
            if fee := self._fee():
                self.told.say("fee", fee=self.told.predicate(fee))
            self.unknown = True

    def _free_then(self) -> str | None:
        """What the note says of the day asked about: 수·토요일 18:00~21:00 무료, 설날·추석 연휴 무료."""
        if self.visit.day is None:
            return None
        named = {KOREAN_DAYS[each.weekday()] for each in self.visit.day.dates}
        for clause in _CLAUSE_END.split(self.place.fee_note or ""):
            found = _FREE_DAYS.search(clause)
            feast = _FREE_FEASTS.get(self.visit.day.name)
            if (found and named <= set(found[1])) or (feast and feast.search(clause)):
                return clause
        return None
