"""Questions and wishes about places that we hold: those named, pointed at, or in focus."""

import re
from collections.abc import Sequence

from agent.tools.reading import abroad, courses, cues
from agent.tools.reading.read import Guess, Reading
from agent.tools.reading.residue import residue
from agent.tools.reading.varying import WIDEST
from agent.tools.routing.far import far
from agent.tools.routing.stranger import UNHELD, beside, named, surrounds

_STREET = re.compile(r"(?:거리|골목|타운|길|시장|동|촌|가|먹자골목)$|^(?:명동|홍대|성수|압구정)")
"""Streets of shops: what is asked about there may be any of them."""

_AMENITY = re.compile(
    r"(?<![가-힣])(?:편의점|매점|코인\s?락커|물품\s?보관함?|현금\s?인출기|atm|자판기|식당|카페|유모차|휠체어|수유실|기저귀|흡연실|의무실|엘리베이터|오디오\s?가이드|해설사|도슨트"
    r"|(?:기념품|굿즈|뮤지엄)\s?(?:샵|숍|가게)?|(?:반려(?:견|동물|묘)|강아지|애견|애완견|멍멍이)\s?(?:동반|출입|입장)?)\S{0,2}\s?(?:\S{1,4}\s)?(?:있|없|많|어디|[되돼]|가능|동반|출입)"
    r"|(?<![가-힣])(?:유모차|유아차|휠체어)\S{0,2}\s(?:끌고|밀고|타고|가지고|갖고)\s?\S{0,4}(?:\s?(?:[되돼]|괜찮|가능|들어|관람|구경|다닐))"
    r"|\b(?:is|are)\sthere\s(?:an?|any)\s(?:caf[eé]|restaurant|shop|gift\sshop|locker|elevator|lift|toilet|restroom|atm)s?\b(?=\s(?:inside|in\sthere|there|on\ssite)|[\s?]*$)"
    r"|\b(?:have|has|is\sthere|are\sthere|any)\s(?:an?\s|any\s)?(?:\w+\s)?(?:lockers?|atm|nursing\sroom|baby\sroom|restrooms?|toilets?|strollers?|wheelchairs?|wi-?fi|vending\smachines?)\b|\bluggage\s(?:storage|room)\b"
    r"|(?:カフェ|レストラン|ロッカー|売店|エレベーター|授乳室|お土産(?:屋|店)?)(?:は|が|も)?(?:あり|ある|ない)|(?:里面)?(?:有|有没有|有沒有)(?:咖啡[厅廳馆館店]?|餐[厅廳]|储物柜|寄存|电梯|母婴室|纪念品店?|商店)",
    re.IGNORECASE,
)
"""What a visitor looks for inside a place."""


def known(reading: Reading) -> Guess | None:
    if not reading.spots or (len(reading.pointed) > 1 and not reading.way):
        return Guess("place", 0.8) if reading.spots else None
    sure = 1.0 if all(m.how != "fuzzy" for m in reading.mentions) else 0.93
    rest = residue(reading)
    if (reading.wish or reading.near) and far(reading.spots[0]):
        return Guess("search", 0.88)
    if reading.near and not reading.way and _NEAREST.search(reading.bare):
        return Guess("place" if reading.wish or cues.THEME.search(reading.bare) else "search", HELD * sure)
    other = _beside(reading, rest)
    if other:
        return other
    if reading.wish or reading.near:
        eaten = [word for word in rest if not cues.EATING.search(word)]
        plain = reading.wish and (reading.near or cues.EATING.search(reading.bare)) and not eaten
        longed = abroad.LONGED.search(reading.bare)
        fed = reading.language != "ko" and reading.named and (_eaten(reading) or longed)
        return Guess("place", (HELD if plain or fed else 0.9) * sure)  # examples do not know what we hold
    if all(spot.kind != "place" for spot in reading.spots):
        return _stations(reading, rest)
    first = reading.spots[0]
    wide = reading.place_category == "neighbourhood" or (
        reading.place_category in ("shopping", "food") and _STREET.search(first.name)
    )
    area = wide or first.kind == "station"
    if area and rest and reading.fact and not reading.pointed:
        return Guess("search", 0.65, rivals=("place",))
    if not rest:  # 오늘 열어? too: what we hold goes beside the day's news
        return Guess("place", HELD * sure)
    if reading.fact or reading.tell:
        return Guess("place", 0.95 * sure)
    changing = cues.TIME.search(reading.text) or reading.language != "ko"
    return Guess("place", (0.78 if changing else 0.87) * sure, rivals=("search",))


_NEAREST = re.compile(
    r"(?:에서|서)\s?(?:제일\s?|가장\s?|젤\s?)?가까운\s\S{2,8}(?:\s\S{1,8}){0,2}[\s?？.!~]*$"
)
"""강남역에서 제일 가까운 영화관: what is near a place, and no way from it."""


def _stations(reading: Reading, rest: Sequence[str]) -> Guess:
    """Nothing but stations are named."""
    if _setting_out(reading):
        return Guess("transit", 0.88)
    if not rest and not reading.fact and not reading.tell:
        return Guess("chat", 0.75, "ask", ("transit", "place"))
    if len(reading.spots) == 1 and cues.PLACED.search(reading.bare) and all(map(cues.PLACED.search, rest)):
        return Guess("transit", HELD)
    return Guess("search", 0.65, rivals=("place",))


def in_station(reading: Reading) -> Guess | None:
    """What a station has, a locker or a lift: not held, whatever else is wished for there."""
    stations = bool(reading.named) and all(spot.kind == "station" for spot in reading.named)
    asked = stations and not reading.near and _AT_STATION.search(reading.bare)
    return Guess("search", HELD) if asked else None


def _setting_out(reading: Reading) -> bool:
    """강남역에서 버스 있어? after a place was told of: the way to it from there."""
    ends, place = reading.ends, reading.focus.place
    leaving = ends.roles == {"from"} and ends.named == 1 and place not in (None, *reading.named)
    other = reading.fact or reading.tell or reading.wish or reading.near or reading.daily
    return leaving and not other and reading.width <= WIDEST


_AT_STATION = re.compile(
    r"(?:엘리베이터|에스컬레이터|승강기|리프트|화장실|수유실|물품\s?보관함?|보관함|락커|자판기|분실물|유실물|휠체어\s?리프트)\S{0,2}\s?(?:\S{1,4}\s)?(?:있|없|어디|몇)|(?:짐|캐리어|가방|수하물)\S{0,2}\s?(?:보관|맡[기길겨])"
)
"""What a station has, which we do not hold."""

HELD = 0.97
"""A fact asked of a name that is ours, and nothing else said: no example knows what we hold."""


def _beside(reading: Reading, rest: Sequence[str]) -> Guess | None:
    """Something in or near a place that we know: a shop, a service, a name that is not ours."""
    stranger = not reading.wish and named(reading) == "house"
    asked = reading.fact or cues.THERE_IS.search(reading.text)
    if stranger and asked and (surrounds(reading) or reading.place_category in _WIDE):
        return Guess("search", UNHELD)
    if not stranger and not surrounds(reading) and _AMENITY.search(reading.bare):
        return Guess("place", 0.93)
    if stranger or (_traded(reading) and not _eaten(reading)):
        if reading.language == "ko" and reading.fact and surrounds(reading):  # 다이소 명동 몇 시까지
            return Guess("search", UNHELD)
        quarter = reading.language in ("ja", "zh") and surrounds(reading)
        return Guess("search", 0.85 if quarter else 0.75, rivals=("place",))
    if reading.near and not reading.wish and rest and (reading.fact or cues.WHERE.search(reading.text)):
        return Guess("search", 0.62, rivals=("place",))
    return None


def _traded(reading: Reading) -> bool:
    """Whether a shop or a service is asked for that we do not hold; not one that is set aside."""
    return bool(cues.TRADE.search(cues.UNWANTED.sub(" ", reading.bare)))


_WIDE = frozenset({"mountain", "park", "river", "trail"})
"""Categories of places that houses stand in: 남산 지하동굴 박물관."""


def wished(reading: Reading) -> Guess | None:
    again = reading.excluded or cues.OTHER.search(reading.text)
    if not (reading.wish or (again and reading.focus.wish)):
        return None
    if courses.is_asked(reading.text) and not reading.elsewhere:
        return Guess("place", HELD)
    traded = cues.TRADE.search(_MEANWHILE.sub(" ", reading.text))
    if reading.elsewhere or (traded and not (_eaten(reading) or _fed(reading))):
        return Guess("search", 0.93 if reading.elsewhere else 0.8, rivals=("place",))
    if _HAD.search(reading.bare) and not cues.THEME.search(reading.text):
        return Guess("place", 0.55, rivals=("search",))
    if abroad.LONGED.search(reading.bare) and not (reading.daily or reading.way):
        return Guess("place", HELD)
    if _MERELY.search(reading.text) and not _SAID_OF.search(reading.bare) and residue(reading):
        return Guess("place", 0.7, rivals=("search",))
    return Guess("place", 0.88)


def _eaten(reading: Reading) -> bool:
    """Whether somewhere to eat is wished for around a place: 근처 한정식집 추천해 주세요."""
    around = reading.near or reading.named or reading.focus.place
    called = "이름" in reading.text or "상호" in reading.text
    return bool(reading.wish and around and cues.EATING.search(reading.text) and not called)


def _fed(reading: Reading) -> bool:
    """Whether all that is traded there is a meal, and one is advised on: 어른 모시고 갈 한정식집."""
    trade = cues.TRADE.search(reading.text)
    return bool(trade and cues.EATING.search(trade.group()) and _ADVISED.search(reading.text))


_MEANWHILE = re.compile(
    r"\b(?:before|until|till|after)\s(?:(?:my|our|the)\s)?(?:flight|plane|check-?\s?(?:in|out))\b|(?:飛行機|フライト|チェックイン|チェックアウト)の?(?:まで|前)|(?:飞机|航班|入住|退房)之?前",
    re.IGNORECASE,
)
"""Until when something is looked for, and not what."""
_ADVISED = re.compile(r"추천|만한|모시고|데려갈|데리고")
_HAD = re.compile(
    r"\bwhere\b.{0,16}\b(?:buy|sell|sold|rent|get\s(?:an?|some|my)|find\s(?:an?|some)|fix|order|pay|send|print)\b",
    re.IGNORECASE,
)
"""Something to be had: of a market as well as of a shop that we do not hold."""

_MERELY = re.compile(r"^\S+(?:\s\S+)?\s?(?:추천|추천\s?(?:좀|해\S{0,4}|부탁\S{0,4}))[\s?!.~ㅋㅎ]*$")
"""Something recommended, and nothing else said: a place only where the thing is one."""

_SAID_OF = re.compile(
    cues.THEME.pattern
    + r"|[곳데길집숲산절궁섬강]|장소|코스|동네|식당|카페|전시|갤러리|호수|해변|온천|찜질방|여행|명소|핫플",
    re.IGNORECASE,
)


def about_focus(reading: Reading) -> Guess | None:
    """입장료는 얼마야? after a place was told of: about that place when nothing else is named."""
    if reading.focus.place is None or reading.elsewhere:
        return None
    if reading.focus.route == "search" and reading.focus.place.kind == "station" and not reading.near:
        return Guess("search", 0.9) if reading.fact or reading.tell else None
    rest = residue(reading)
    if _AMENITY.search(reading.bare) and named(reading) != "house":
        return Guess("place", 0.9)
    paid = reading.fare and reading.focus.route == "place"
    if not (reading.fact or reading.tell or reading.near or paid):
        return None
    if cues.TRADE.search(reading.text) and not (reading.near or _NEEDED.search(reading.text)):
        return None
    other = None if reading.near else beside(reading)
    if other == "house":
        return None
    if other == "word":
        return Guess("search", 0.88)
    return Guess("place", 0.9) if len(rest) <= 1 else Guess("place", 0.6, rivals=("search",))


_NEEDED = re.compile(r"(?:신분증|여권|학생증|증명서|예약증)\S{0,2}\s?(?:필요|있어야|챙겨|가져|보여)")
"""What a visitor must show at the door."""
