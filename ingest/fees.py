"""Admission by age from Korean wording. What is not understood is not read."""

import re

from data.schedule import Fees

MOST = 200_000
"""Won: an admission above it is a price of something else."""

_FREE = re.compile(
    r"[\s(]*(?:입장료?|관람료?|전시|이용료?)?\s*:?\s*(?:무료(?:\s*(?:관람|입장|이용|개방))?|0\s*원?)[\s).]*"
)
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_GROUP = re.compile(
    r"단체|\d+\s*인\s*이상|할인|체험|주차|대관|패키지|통합권|연간|회원|구민|도슨트|음료|예약금"
)
_AGES = {
    "adult": r"성인|어른|대인|일반인?|개인",
    "youth": r"청소년|중\s*[·,]?\s*고등?학?생|중고생|대학생|학생",
    "child": r"어린이|초등학생|초등생|소인|(?<!미취학 )아동",
    "senior": r"경로(?:우대)?|어르신|노인|시니어|(?:만\s*)?65세\s*이상",
}
_AGE = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _AGES.items()))
_AMOUNT = re.compile(
    r"(?<![\d,])(?P<won>\d{1,3}(?:,\d{3})+|\d{3,6}|0)\s*원|(?P<thousands>\d{1,3})천\s*원|(?P<bare>\d{1,3},\d{3})(?![\d,])|(?P<free>무료)"
)
_ALONE = re.compile(rf"\s*(?:입장료|관람료|요금)?\s*:?\s*(?:{_AMOUNT.pattern})\s*")
_PART = re.compile(
    rf"(?P<ages>(?:(?:{'|'.join(_AGES.values())})[\s·,/및와과]*(?:만\s*[\d~]+세(?:\s*이[상하])?\s*)?)+)[^\d무성청어초경중학대일소노]{{0,6}}(?P<fee>{_AMOUNT.pattern.replace('?P<', '?P<_')})"
)


def read(text: str | None) -> Fees | None:
    """Won by age; None where nobody knows or nothing was understood.

    read("성인 5,000원, 청소년 3,000원, 어린이 무료")
    """
    if not text:
        return None
    plain = " ".join(text.replace("<br>", " / ").split())
    if _FREE.fullmatch(plain):
        return Fees(adult=0)
    plain = _ASIDE.sub(" ", plain)
    fees: dict[str, int] = {}
    for part in _PART.finditer(plain):
        if _GROUP.search(plain[max(0, part.start() - 12) : part.start()]):
            continue
        amount = _won(_AMOUNT.search(part.group("fee")))
        for age in _AGE.finditer(part.group("ages")):
            name = next(key for key in _AGES if age.group(key))
            if amount is not None and amount <= MOST:
                fees.setdefault(name, amount)
    if not fees:
        alone = _ALONE.fullmatch(plain)
        amount = _won(alone) if alone else None
        fees = {"adult": amount} if amount is not None and amount <= MOST else {}
    return Fees(**fees) if fees and _plausible(fees) else None


def _won(found: re.Match[str] | None) -> int | None:
    if found is None:
        return None
    if found.group("free"):
        return 0
    if found.group("thousands"):
        return int(found.group("thousands")) * 1000
    return int((found.group("won") or found.group("bare")).replace(",", ""))


def _plausible(fees: dict[str, int]) -> bool:
    """Nobody pays more than an adult."""
    most = fees.get("adult")
    return most is None or all(fee <= most for fee in fees.values())
