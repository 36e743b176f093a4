"""Whether the signs of a reading speak for a journey: a way, its time, its fare."""

import re
from dataclasses import replace

from agent.tools.reading import cues
from agent.tools.reading.marks import COORDINATES
from agent.tools.reading.read import Guess, Reading
from agent.tools.reading.residue import residue
from agent.tools.terms import when
from agent.tools.terms.party import WITH
from agent.tools.terms.when import without

LASTS = re.compile(
    r"걸려|걸리|걸릴|걸림|걸을|몇\s?(?:시간|분)|소요|얼마나|how\s(?:long|much\stime)|どのくらい|どれくらい|何時間|何分|多久|多长|多長",
    re.IGNORECASE,
)
"""How long something takes: a visit as well as a way."""
_GOING = re.compile(
    r"(?<![가-힣])(?:가|오)는\s?(?:길|법|방법)|how\sto\sget|行き方|怎么去|(?:一日|1日|乗車|定期)券|(?:单程|往返|一日|周|月)票|交通卡|T-?money|怎么[坐搭]",
    re.IGNORECASE,
)
_CLIMB = re.compile(r"[가오]는\s?(?:길|법|방법|데)|가려면|내려가|올라가")
_SETS_OUT = re.compile(
    r"에서\s?출발(?:할|해|하려|하는|합니다)|(?:i'?m|we'?re)\sleaving\sfrom|から出発|从.{1,12}出发"
)
_RIDING = re.compile(
    r"유모차|휠체어|계단\s?(?:없|말고|피)|엘리베이터|캐리어|[1-9]호선|정거장|몇\s?개|갈아[타탈]|환승|한\s?번에\s?(?:가|\?|$)|막차|첫차|요금|운임|차비|승차권|심야\s?버스|빨리\s?가"
    r"|(?<![가-힣])(?:어른|성인|아이|청소년|초등학생)\s?(?:[1-9]|하나|둘|셋|넷)|(?<![가-힣])(?:둘|셋|넷)이서?(?=\s|$)|[2-9]\s?명(?=\s|이|$)|(?<![가-힣])짐(?=\s|이|도|$)"
    r"|stroller|wheelchair|suitcase|luggage|last\strain|first\strain|乗り換え|終電|始発|换乘|末班车|首班车",
    re.IGNORECASE,
)
"""What one asks of a ride and of nothing else."""
_HIRED = re.compile(r"대여|빌리|빌려|빌릴|\brent|借|租")
_HOME = re.compile(
    r"(?<![가-힣])(?:우리\s?|저희\s?|제\s?)?(?:집|숙소|호텔|회사|학교|에어비앤비)(?:에서|부터)|\bfrom\s(?:my|our|the)\s(?:home|house|hotel|hostel|place|airbnb)\b"
    r"|(?:家|ホテル|宿)から|从(?:我家|家|酒店|宾馆)",
    re.IGNORECASE,
)
"""A start that only the asker knows."""
_LODGED = re.compile(
    r"(?<![가-힣])(?:집|숙소|호텔)(?:은|는|이|가)\s|\b(?:staying|(?<!any\s)(?<!good\s)(?<!cheap\s)(?<!which\s)(?<!nice\s)(?<!best\s)(?:hotel|hostel|airbnb|place)\s(?:is\s)?(?:near|in|at|around|close\sto))\b|泊まって|住在"
)
_COMMUTE = re.compile(
    r"통학|통근|출근|퇴근|등교|얼마나|몇\s?(?:분|시간)|시간|어떻게|subway|metro|\bbus\b|taxi|how",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"(?:에서|에)\s?(?:\S{1,6}\s)?(?:약속|모임|회식|미팅|면접|결혼식|만나기로|보기로|만나(?=$|[요\s.!]))"
)
"""Somewhere to be, and so a way there from where one is before."""
_BEST = re.compile(
    r"(?:제일|가장)\s?(?:싼|싸|빠른|빨|편|가까)|一番(?:安|早|速|楽)|最(?:便宜|快|方便|近)|cheapest|fastest|quickest|easiest",
    re.IGNORECASE,
)


_OUTBOUND = re.compile(
    r"ktx|srt|itx|기차|고속버스|시외버스|비행기|열차|가는|까지|\bto\b|到|まで", re.IGNORECASE
)
"""On the way to a town far off."""
_RAIL = re.compile(
    r"(?:KTX|SRT|ITX).{0,12}(?:まで|へ|到|去)|(?:高铁|火车)(?:到|去)|(?:坐|搭|乘)(?:KTX|SRT|ITX|高铁|火车)|去.{1,6}有火车",
    re.IGNORECASE,
)
"""By rail to a town far off: what we tell of trains in Japanese and Chinese."""
_AMOUNT = re.compile(r"얼마(?!나)|how\smuch|いくら|多少钱")
"""What it costs now, whatever has become of it."""


def transit(reading: Reading) -> Guess | None:
    if _other(reading):
        return None
    if reading.elsewhere and (not reading.named or _outbound(reading)):
        return _far_off(reading)
    ends = reading.ends
    both = ends.origin is not None and ends.destination is not None
    routed = {"from", "to"} <= ends.roles
    if both and (ends.via or ("from" in ends.roles and ends.named > 1 and _CLIMB.search(reading.text))):
        return Guess("transit", 0.9)
    if both and ends.named > 1 and "from" in ends.roles and _RIDING.search(reading.unnamed):
        return Guess("transit", 0.88 if reading.near or _HIRED.search(reading.text) else ASKED)
    if "to" in ends.roles and _HOME.search(reading.text) and not (reading.fact or reading.wish):
        return Guess("transit", 0.9)
    due = "to" in ends.roles and ends.named and _due(reading) and not reading.near
    if due or _laden(reading):
        return Guess("transit", 0.9 if due else ASKED)
    if both and ends.named > 1 and (_met(reading) or _between(reading)):
        return Guess("transit", 0.88)
    if ends.named and "from" in ends.roles and _SETS_OUT.search(reading.text) and not reading.fact:
        return Guess("transit", 0.9)
    if reading.way:
        apart = both and ends.named > 1 and bool(_APART.search(reading.text))
        apart = apart or bool(ends.named and _LINE.search(reading.text))
        return Guess("transit", ASKED if apart else 0.95 if ends.named else 0.85)
    return _moving(reading, both=both, routed=routed) or _ends_alone(reading, both=both, routed=routed)


_APART = re.compile(
    r"떨어져\s?있|\bfar\sapart\b|\bdistance\sbetween\b|離れて|距離|离得|相距|隔(?:得)?多远|距离",
    re.IGNORECASE,
)
"""How far two places are from each other."""
_LINE = re.compile(r"何号線|几号线|\bwhich\s(?:subway\s|metro\s)?line\b", re.IGNORECASE)
"""By which line a place is reached."""
ASKED = 0.97
"""Nothing else can be meant."""


def _far_off(reading: Reading) -> Guess | None:
    if reading.way and _RAIL.search(reading.text):
        return Guess("transit", 0.75, rivals=("search",))
    asks = reading.named or reading.way or reading.ride
    return Guess("search", 0.75, rivals=("transit",)) if asks else None


def _outbound(reading: Reading) -> bool:
    """Whether one of ours is left for a town far off: 서울역에서 부산 ktx."""
    ends = reading.ends
    leaving = ends.destination is None and ends.roles <= {"from"}
    return leaving and bool(_OUTBOUND.search(reading.text))


def _laden(reading: Reading) -> bool:
    """김포공항 가는데 짐이 많아: on the way somewhere, with what only a ride cares for."""
    bound = reading.ends.named == 1 and _BOUND.search(reading.unnamed)
    asks = reading.wish or _HIRED.search(reading.text) or "?" in reading.text
    return bool(bound and _RIDING.search(reading.unnamed)) and not asks


_BOUND = re.compile(
    r"■(?:역|쪽)?(?:에|까지|으로|로)?\s?(?:\S{1,4}\s)?(?:가는데|가려는데|갈\s?건데|가야\s?(?:하|되)는데)"
)


def _due(reading: Reading) -> bool:
    """Whether an hour to be there is named."""
    said = when.read(reading.text)
    return said is not None and said.kind == "arrive"


def _met(reading: Reading) -> bool:
    """연신내에서 일 끝나고 이태원에서 약속 있어: from the one to the other."""
    starts = reading.ends.roles & {"from", "at", "after"}
    return bool(starts and not reading.wish and _MEETING.search(reading.unnamed))


def _between(reading: Reading) -> bool:
    """Whether two ends can only be those of a journey: two stations, an hour to be there, or a lodging."""
    ends = reading.ends
    if "at" in ends.roles and _LODGED.search(reading.text) and _COMMUTE.search(reading.text):
        return True
    if reading.near or reading.wish:
        return False
    if "at" in ends.roles:
        return bool(_LODGED.search(reading.text))
    stations = all(spot.kind == "station" for spot in (ends.origin, ends.destination) if spot)
    written = any(m.text.endswith(("역", "驛", "駅", "站")) for m in reading.mentions)
    held = all(spot is not None and spot.id for spot in (ends.origin, ends.destination))
    dated = when.read(reading.text) or (when.whole(reading.text) if held else None)
    return "from" in ends.roles and ((stations and written) or dated is not None)


def _other(reading: Reading) -> bool:
    """A ride as news or as a wish, or the time that a visit takes."""
    ends = reading.ends
    if reading.taxi or {"from", "to"} <= ends.roles:
        return False
    wished = reading.wish and not _GOING.search(reading.text)
    renewed = cues.RENEWED.search(reading.text) and not _AMOUNT.search(reading.text)
    if (not ends.named and (wished or renewed)) or (reading.named and _RENTED.search(reading.text)):
        return True
    if _SEEN.search(reading.text) and not reading.go:
        return True
    if reading.wish and ends.named == 1 and "to" not in ends.roles and _WITHIN.search(reading.text):
        return True
    told = ends.named == 1 and not (ends.roles or reading.go)
    asked = told or (reading.focus.route == "place" and not reading.named)
    climbed = (reading.place_category in _CLIMBED and asked) or (told and _SPENT.search(reading.text))
    return bool(LASTS.search(reading.text) and (cues.VISIT.search(reading.text) or climbed))


_SPENT = re.compile(
    r"^(?!.*역\s).*(?:소요|관람)\s?시간\S{0,3}(?:\s?(?:얼마나?|어느\s?정도|몇\s?시간)\S{0,4})?[\s?？.!~]*$"
)
"""How long a place takes, of which nothing but the name is said: 아쿠아리움 소요시간."""
_CLIMBED = frozenset({"mountain", "trail"})
"""Categories of places that take hours themselves: 인왕산 등산코스, then 몇 시간 걸려?"""


_RENTED = re.compile(
    r"자전거\S{0,2}\s?(?:빌|대여)|\bbikes?\s(?:rental|hire)|\brent\s(?:an?\s)?bikes?|自転車\S{0,3}(?:借|レンタル)|(?:租|借)\S{0,3}(?:自行车|单车)",
    re.IGNORECASE,
)
"""A bicycle to be had at a place."""
_WITHIN = re.compile(
    r"(?:걸어서?|도보로?|지하철로|전철로|버스로|한\s?번에)\s?(?:갈|가는|다닐)\s?(?:수\s?있는|만한)\s"
)
"""명동에서 걸어갈 수 있는 관광지: what is wished for lies within a walk or a ride."""
_SEEN = re.compile(
    r"(?:이|가|도|은|는)?\s?(?:볼\s?수\s?(?:있|없)|보(?:여|이(?:나|니|는|지|려나|죠))|보일까)\S{0,4}[\s?？.!~ㅋㅎ]*$"
)
"""남산에서 롯데타워 보여?: what is seen from the one, and no way to the other."""


_REACHED = re.compile(r"(?:갈|올)\s?(?:수|만)\s?(?:있|없|해|하|한)|가도\s?(?:되|돼)")
"""이촌역에서 휠체어로 갈 수 있나, where a place was told of."""


def _moving(reading: Reading, *, both: bool, routed: bool) -> Guess | None:
    """Ends, and a word of going or riding."""
    ends = reading.ends
    if routed and both and not reading.daily:
        return Guess("transit", 0.93)
    visiting = reading.go and not ends.roles and (reading.fact or reading.tell)  # 내일 가려는데 둘 다 얼마야
    if (reading.go or reading.taxi or reading.ride) and both and ends.named and not visiting:
        return Guess("transit", 0.88)
    if reading.taxi and ends.named:
        return Guess("transit", 0.85)
    there = reading.focus.place
    leaving = ends.roles == {"from"} and ends.named == 1 and there not in (None, *reading.named)
    if leaving and _REACHED.search(reading.text):
        return Guess("transit", 0.9)
    if reading.fact or reading.wish or reading.daily:
        return None
    if leaving and reading.ride:
        return Guess("transit", 0.88)
    if reading.go and ends.named and ends.roles & {"from", "at", "to"}:
        return Guess("transit", 0.72, rivals=("place",))
    return None


def _ends_alone(reading: Reading, *, both: bool, routed: bool) -> Guess | None:
    """Two ends, or one with its mark, and nothing that asks for anything else."""
    ends = reading.ends
    if reading.fare and (routed or (both and ends.named > 1 and "from" in ends.roles)):
        return Guess("transit", 0.85)
    if ends.named and cues.HENCE.search(reading.text) and not (reading.near or reading.wish):
        return Guess("transit", 0.85)
    if reading.daily or reading.fact or reading.wish:
        return None
    if not reading.near and _led(reading):
        return Guess("transit", 0.8)
    if reading.focus.route == "transit" and ends.named and both and ends.roles:
        return Guess("transit", 0.85)
    if both and ends.named > 1 and "from" in ends.roles and _BEST.search(reading.text):
        return Guess("transit", 0.85)
    if reading.tell or reading.near or _left(reading):
        return None
    if both and ends.named > 1 and "from" in ends.roles:
        return Guess("transit", 0.8)
    if (
        both
        and ends.named > 1
        and not ends.roles
        and all(spot.kind == "station" for spot in reading.named[:1])
    ):
        return Guess("transit", 0.75, rivals=("place",))
    return Guess("transit", 0.7) if "to" in ends.roles else None


def _led(reading: Reading) -> bool:
    """Whether stops lead somewhere (남부터미널 찍고 판교), or a station does (시청역에서 덕수궁)."""
    ends = reading.ends
    if ends.via:
        return ends.destination is not None
    leaves = "from" in ends.roles and ends.named > 1 and ends.destination is not None
    return leaves and ends.origin is not None and ends.origin.kind == "station" and not reading.tell


def _left(reading: Reading) -> list[str]:
    """What is neither a cue nor a known name nor an end that only a geocoder may know."""
    spots = (reading.ends.origin, reading.ends.destination)
    ends = [part for spot in spots if spot for part in (spot.name, *spot.name.split())]
    timeless = replace(reading, text=COORDINATES.sub(" ", without(reading.text)))
    words = residue(timeless)
    return [word for word in words if not (WITH.search(word) or any(word.startswith(name) for name in ends))]
