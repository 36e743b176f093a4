"""Which route the signs of a reading speak for, and how sure that is."""

import re

from agent.tools import cues
from agent.tools.again import SHORT, behaving, pending, varied
from agent.tools.decision import Talk
from agent.tools.felt import felt
from agent.tools.journey import transit
from agent.tools.reading import Guess, Reading, residue
from agent.tools.strangers import strange
from agent.tools.web.orders import orders
from data.place import Spot


def guess(reading: Reading) -> Guess:
    """The route that the signs speak for. The order of the questions is the order of their strength."""
    for ask in (
        _attack,
        _small_talk,
        pending,
        varied,
        _unwell,
        _manners,
        _outside,
        transit,
        _daily,
        _known,
        _wished,
        _about_focus,
        _unknown,
    ):
        found = ask(reading)
        if found:
            return found
    if _LAUGH.match(reading.text) and not reading.asks:
        return Guess("chat", 0.7, "nonsense")
    rest = residue(reading)
    if len(rest) > 1 and not _VERBAL.search(reading.text):
        return Guess("search", BLIND, rivals=("chat",))
    return Guess("chat", 0.45, None, ("search",))


BLIND = 0.3
"""Words, and no sign: of 280 such messages one in seven was a search."""


_LAUGH = re.compile(r"^[ㅋㅎㅠㅜ]{2,}")
_VERBAL = re.compile(
    r"(?:다|야|어|아|해|줘|지|네|파|고|래|자|니|냐|까|음|함|요|죠|군|데|라|ㅋ|ㅎ|ㅠ|か|ね|よ|た|だ|です|ます|なあ?|わ|さ|て|ない|吗|呢|吧|了|啊|呀|哦|哈|的|嘛|啦)[\s.!?~ㅋㅎㅠ？。！]*$"
)
"""Said to someone, rather than the name of something."""


def _attack(reading: Reading) -> Guess | None:
    """An order to the model; one beside a question about a place leaves the question to be answered."""
    if cues.INJECTION.search(reading.text) or (not reading.named and orders(reading.text)):
        return Guess("chat", 0.97, "injection")
    return None


def _small_talk(reading: Reading) -> Guess | None:
    text = reading.text
    rest = text
    kinds: list[Talk] = []
    for kind, pattern in _TALKS:
        if pattern.search(rest):
            kinds.append(kind)
            rest = pattern.sub(" ", rest)
    if kinds and not cues.LINK_ONLY.sub("", cues.FILLER.sub("", rest)):
        return Guess("chat", 0.98, kinds[0])
    if cues.ACKNOWLEDGED.match(text):
        return Guess("chat", SAID, "thanks")
    if cues.NEVER_MIND.match(text):
        return Guess("chat", SAID, "thanks")
    if not reading.mentions and not reading.ends.named and cues.NONSENSE.match(text):
        return Guess("chat", 0.95, "nonsense")
    if (
        cues.ABOUT.search(text)
        and not reading.spots
        and not (reading.way or reading.ride or cues.THERE.search(text))
    ):
        return Guess("chat", 0.93, "about")
    return None


SAID = 0.97
"""Thanks and never mind, and not a word beside."""
_TALKS: tuple[tuple[Talk, re.Pattern[str]], ...] = (
    ("bye", cues.BYE),
    ("thanks", cues.THANKS),
    ("greeting", cues.GREETING),
)


_OCCASION = re.compile(
    r"[가-힣]\s?(?:때|적에|(?<=하)면|(?<=주)면|(?<=받으)면|(?<=오)면|(?<=걸)면)(?:는|엔|에는|에)?(?:요|는요)?[\s?？]*$|(?:とき|時)(?:は|に|には)?[\s?？]*$|的?(?:时候|時候)(?:呢|该|要)?[\s?？]*$"
)
"""Manners of an occasion that is only named: 名刺を渡すときは？"""


def _unwell(reading: Reading) -> Guess | None:
    """두통약 뭐 먹어야 돼?: no manners of eating, and nothing that a guide should advise on."""
    named = reading.placed or reading.elsewhere or reading.way or reading.category or reading.near
    if named or not cues.UNWELL.search(reading.text) or cues.TRADE.search(reading.text):
        return None
    return Guess("chat", 0.9, "outside")


def _manners(reading: Reading) -> Guess | None:
    kind = reading.category or (reading.place_category if reading.spots else None)
    if reading.manners:
        return Guess("etiquette", 0.95 if kind else 0.85)
    if behaving(reading) and not (reading.wish or reading.spots):
        return Guess("etiquette", 0.9)
    if (
        reading.category
        and _OCCASION.search(reading.text)
        and not (
            reading.spots or reading.way or reading.wish or reading.fact or reading.daily or reading.taxi
        )
    ):
        return Guess("etiquette", 0.87)
    named = reading.category and reading.act and not (reading.spots or reading.tell or reading.daily)
    if named and reading.width <= SHORT // 2 and not (reading.wish or reading.way or residue(reading)):
        return Guess("etiquette", 0.72, rivals=("transit",))
    if (
        reading.allowed
        and reading.category
        and not (reading.wish or reading.way or reading.spots or reading.act)
    ):
        return Guess("etiquette", 0.75, rivals=("search",))
    if reading.allowed and reading.act and not reading.way and not _entering(reading):
        if reading.category:
            return Guess("etiquette", 0.88)
        if kind:
            return Guess("etiquette", 0.72, rivals=("place",))
        if reading.focus.route in ("place", "etiquette") and reading.place_category:
            return Guess("etiquette", 0.75, rivals=("place",))
        return Guess("etiquette", 0.7 if reading.allowed and not reading.wish else 0.6, rivals=("chat",))
    return None


_ENTRY = re.compile(
    r"(?:관광객|외부인|외국인|일반인|비회원|신자가?\s?아니|누구나|아무나|아이|애들?|아기|어린이|학생|남자|여자|혼자|단체|부모님|어르신|노인)\S{0,3}\s(?:\S{1,8}\s)?(?:들어가|입장|데려가|데리고\s?가|가도|구경)"
    r"|많이\s?걸어야|시까지\s?(?:있어|머물|놀아|들어가)|뭐\s?(?:먹|사|해|봐|마셔|마시)"
    r"|\b(?:dogs?|pets?|strollers?|prams?|wheelchairs?)\b",
    re.IGNORECASE,
)
"""Who may come in, how far one walks and what there is to eat: of the place, and no manners."""


def _entering(reading: Reading) -> bool:
    held = reading.spots or reading.focus.place
    return bool(held and not reading.category and _ENTRY.search(reading.text))


_TO_YOU = re.compile(r"^(?:너|넌|널|너랑|너는|니가|네가|당신)\s(?!.*(?:알|아[니냐는]))")
"""Said of the guide itself."""


def _outside(reading: Reading) -> Guess | None:
    if cues.TASTE.search(reading.text):
        return Guess("chat", 0.9, "outside")
    asked = reading.wish or reading.daily or reading.fact or reading.elsewhere
    if _TO_YOU.search(reading.text) and not (reading.placed or reading.way or asked):
        return Guess("chat", 0.88, "outside" if cues.OUTSIDE.search(reading.text) else None)
    if felt(reading):
        return Guess("chat", 0.88)
    if reading.placed or reading.way or reading.wish or not cues.OUTSIDE.search(reading.text):
        return None
    return Guess("chat", 0.9, "outside")


def _daily(reading: Reading) -> Guess | None:
    if not reading.daily:
        return None
    event = cues.EVENT.search(reading.text)
    if reading.spots and cues.OPENING.search(reading.text) and not event:
        return None
    if reading.wish and not event:
        return None
    return Guess("search", 0.92 if event else 0.75)


FAR = (36.9, 38.2, 126.3, 127.9)
"""Least and greatest latitude, least and greatest longitude that a day out of Seoul reaches."""


def _far(spot: Spot) -> bool:
    """Whether a place that we hold lies too far off for us to know what is around it."""
    south, north, west, east = FAR
    if spot.lat is None or spot.lon is None:
        return False
    return not (south <= spot.lat <= north and west <= spot.lon <= east)


_STREET = re.compile(r"(?:거리|골목|타운|길|시장|동|촌|가|먹자골목)$|^(?:명동|홍대|성수|압구정)")
"""Streets of shops: what is asked about there may be any of them."""
_AMENITY = re.compile(
    r"(?<![가-힣])(?:편의점|매점|코인\s?락커|물품\s?보관함?|현금\s?인출기|atm|자판기|식당|카페|유모차|휠체어|수유실|기저귀|흡연실|의무실|엘리베이터|오디오\s?가이드|해설사|도슨트"
    r"|(?:기념품|굿즈|뮤지엄)\s?(?:샵|숍|가게)?|(?:반려(?:견|동물|묘)|강아지|애견|애완견|멍멍이)\s?(?:동반|출입|입장)?)\S{0,2}\s?(?:\S{1,4}\s)?(?:있|없|어디|[되돼]|가능|동반|출입)"
    r"|\b(?:is|are)\sthere\s(?:an?|any)\s(?:caf[eé]|restaurant|shop|gift\sshop|locker|elevator|lift|toilet|restroom|atm)s?\b(?=\s(?:inside|in\sthere|there|on\ssite)|[\s?]*$)"
    r"|\b(?:have|has|is\sthere|are\sthere)\s(?:an?\s|any\s)?(?:\w+\s)?(?:lockers?|atm|nursing\sroom|baby\sroom|restrooms?|toilets?|strollers?|wheelchairs?|wi-?fi|vending\smachines?)\b|\bluggage\s(?:storage|room)\b"
    r"|(?:カフェ|レストラン|ロッカー|売店|エレベーター|授乳室|お土産(?:屋|店)?)(?:は|が|も)?(?:あり|ある|ない)|(?:里面)?(?:有|有没有|有沒有)(?:咖啡[厅廳馆館店]?|餐[厅廳]|储物柜|寄存|电梯|母婴室|纪念品店?|商店)",
    re.IGNORECASE,
)
"""What a visitor looks for inside a place."""


def _known(reading: Reading) -> Guess | None:
    if not reading.spots or (len(reading.pointed) > 1 and not reading.way):
        return Guess("place", 0.8) if reading.spots else None
    sure = 1.0 if all(m.how != "fuzzy" for m in reading.mentions) else 0.93
    rest = residue(reading)
    if (reading.wish or reading.near) and _far(reading.spots[0]):
        return Guess("search", 0.88)
    other = _beside(reading, rest)
    if other:
        return other
    if reading.wish or reading.near:
        return Guess("place", 0.9 * sure)
    if all(spot.kind != "place" for spot in reading.spots):
        return _stations(reading, rest)
    first = reading.spots[0]
    wide = reading.place_category == "neighbourhood" or (
        reading.place_category in ("shopping", "food") and _STREET.search(first.name)
    )
    area = wide or first.kind == "station"
    if area and rest and reading.fact and not reading.pointed:
        return Guess("search", 0.65, rivals=("place",))
    if (reading.fact or reading.tell) and not rest:  # 오늘 열어? too: what we hold goes beside the day's news
        return Guess("place", HELD * sure)
    if reading.fact or reading.tell or not rest:
        return Guess("place", 0.95 * sure)
    changing = cues.TIME.search(reading.text) or reading.language != "ko"
    return Guess("place", (0.78 if changing else 0.87) * sure, rivals=("search",))


def _stations(reading: Reading, rest: list[str]) -> Guess:
    """Nothing but stations are named."""
    if _setting_out(reading):
        return Guess("transit", 0.88)
    if reading.named and _AT_STATION.search(reading.bare) and not reading.near:
        return Guess("search", HELD)
    if not rest and not reading.fact and not reading.tell:
        return Guess("chat", 0.75, "ask", ("transit", "place"))
    return Guess("search", 0.65, rivals=("place",))


def _setting_out(reading: Reading) -> bool:
    """강남역에서 버스 있어? after a place was told of: the way to it from there."""
    ends, place = reading.ends, reading.focus.place
    leaving = ends.roles == {"from"} and ends.named == 1 and place not in (None, *reading.named)
    other = reading.fact or reading.tell or reading.wish or reading.near or reading.daily
    return leaving and not other and reading.width <= SHORT


_AT_STATION = re.compile(
    r"(?:엘리베이터|에스컬레이터|승강기|리프트|화장실|수유실|물품\s?보관함?|보관함|락커|자판기|분실물|유실물|휠체어\s?리프트)\S{0,2}\s?(?:\S{1,4}\s)?(?:있|없|어디|몇)"
)
"""What a station has, which we do not hold."""


HELD = UNHELD = 0.97
"""A fact asked of a name that is ours, and nothing else said, or of one that is not: no example knows what we
hold."""


def _beside(reading: Reading, rest: list[str]) -> Guess | None:
    """Something in or near a place that we know: a shop, a service, a name that is not ours."""
    stranger = not reading.wish and strange(rest, reading.bare) == "house"
    if stranger and reading.fact and _surrounds(reading):
        return Guess("search", UNHELD)
    if not stranger and not _surrounds(reading) and _AMENITY.search(reading.bare):
        return Guess("place", 0.85)
    if stranger or (cues.TRADE.search(reading.bare) and not _eaten(reading)):
        quarter = reading.language in ("ja", "zh") and _surrounds(reading)
        return Guess("search", 0.85 if quarter else 0.75, rivals=("place",))
    if reading.near and not reading.wish and rest and (reading.fact or cues.WHERE.search(reading.text)):
        return Guess("search", 0.62, rivals=("place",))
    return None


def _surrounds(reading: Reading) -> bool:
    """Whether all that is known of the places named is where something else may be: 강남 별빛수목원."""
    return reading.place_category in ("neighbourhood", "shopping") or all(
        spot.kind == "station" for spot in reading.spots
    )


def _wished(reading: Reading) -> Guess | None:
    again = reading.excluded or cues.OTHER.search(reading.text)
    if not (reading.wish or (again and reading.focus.wish)):
        return None
    if reading.elsewhere or (cues.TRADE.search(reading.text) and not _eaten(reading)):
        return Guess("search", 0.93 if reading.elsewhere else 0.8, rivals=("place",))
    if _HAD.search(reading.bare) and not cues.THEME.search(reading.text):
        return Guess("place", 0.55, rivals=("search",))
    if _MERELY.search(reading.text) and not _SAID_OF.search(reading.bare) and residue(reading):
        return Guess("place", 0.7, rivals=("search",))
    return Guess("place", 0.88)


def _eaten(reading: Reading) -> bool:
    """Whether somewhere to eat is wished for around a place: 근처 한정식집 추천해 주세요."""
    around = reading.near or reading.named or reading.focus.place
    called = "이름" in reading.text or "상호" in reading.text
    return bool(reading.wish and around and cues.EATING.search(reading.text) and not called)


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


def _about_focus(reading: Reading) -> Guess | None:
    """입장료는 얼마야? after a place was told of: about that place when nothing else is named."""
    if reading.focus.place is None or reading.elsewhere:
        return None
    rest = residue(reading)
    if _AMENITY.search(reading.bare) and strange(rest, reading.bare) != "house":
        return Guess("place", 0.9)
    if not (reading.fact or reading.tell or reading.near):
        return None
    if cues.TRADE.search(reading.text) and not (reading.near or _NEEDED.search(reading.text)):
        return None
    other = None if reading.near else strange(_untold(rest, reading.described), reading.bare)
    if other == "house":
        return None
    if other == "word":
        return Guess("search", 0.88)
    return Guess("place", 0.9) if len(rest) <= 1 else Guess("place", 0.6, rivals=("search",))


_NEEDED = re.compile(r"(?:신분증|여권|학생증|증명서|예약증)\S{0,2}\s?(?:필요|있어야|챙겨|가져|보여)")
"""What a visitor must show at the door."""


def _untold(words: list[str], described: str) -> list[str]:
    """Without those that our description of the place speaks of: its gate is no stranger."""
    return [
        word
        for word in words
        if not any(word[:end] in described for end in (len(word), *range(2, len(word))))
    ]


def _moves(reading: Reading) -> bool:
    return reading.way or reading.ride or reading.go or reading.taxi


def _unknown(reading: Reading) -> Guess | None:
    """Something that we do not hold, or a question about nothing in particular."""
    rest = residue(reading)
    if reading.elsewhere and (reading.fact or reading.tell or reading.wish) and not _moves(reading):
        return Guess("search", UNHELD)
    if reading.elsewhere or cues.TRADE.search(reading.text):
        return Guess("search", 0.88)
    return _nameless(reading, rest) or _vague(reading, rest)


def _nameless(reading: Reading, rest: list[str]) -> Guess | None:
    """A word of intent, or a vehicle, and perhaps a name that is not ours."""
    if (reading.ride or reading.taxi) and not rest and not reading.asks:
        return Guess("chat", 0.75, "ask", ("transit", "etiquette"))
    if reading.ride and reading.near:
        return Guess("transit", 0.72, rivals=("place",))
    if reading.ride and reading.category and reading.fact and not rest:
        return Guess("etiquette", 0.6, rivals=("transit",))
    if cues.THEME.search(reading.text) and not cues.THEME.sub("", reading.text).strip(" ?!.~s"):
        return Guess("place", 0.75, rivals=("search",))
    stranger = strange(rest, reading.bare) == "house"
    manners = _of_manners(reading, rest, stranger=stranger)
    if manners:
        return manners
    if (reading.fact or reading.tell) and not rest:  # 어디에 있어요? of what was looked up goes on there
        found = reading.focus.route == "search"
        return Guess("search", 0.85) if found else Guess("chat", 0.7, "ask")
    if stranger and (reading.fact or reading.tell):  # examples do not know what we hold
        return Guess("search", UNHELD)
    if reading.fact or reading.tell:
        return Guess("place", 0.65, rivals=("search",)) if _general(reading, rest) else Guess("search", 0.6)
    return Guess("search", 0.75, rivals=("place",)) if stranger else None


def _of_manners(reading: Reading, rest: list[str], *, stranger: bool) -> Guess | None:
    """A word of manners, and nothing that says what is asked: 찜질방 있나요? looks for one."""
    if reading.category is None or reading.fact:
        return None
    if _THERE_IS.search(reading.text):
        return Guess("search" if len(rest) > 1 else "place", 0.8) if reading.category in _HOUSES else None
    return Guess("etiquette", 0.5, rivals=("chat",)) if len(rest) <= 1 and not stranger else None


_HOUSES = frozenset(
    {"restaurant", "cafe", "spa", "museum", "market", "temple", "church", "palace", "park", "village"}
)
"""Categories of manners that are kinds of places as well."""


def _general(reading: Reading, rest: list[str]) -> bool:
    """Whether a fact is asked of places of a kind: are the palaces open at night."""
    kind = reading.language == "en" and cues.THEME.search(reading.text)
    return bool(kind) and strange(rest, reading.bare) is None


_THERE_IS = re.compile(r"(?:있|없)(?:어|나|니|을까|는지|음|습니까|지)\S{0,3}[\s?？.!~ㅋㅎ]*$")
"""Asked whether there is one: 찜질방 있나요? is no question of manners."""


def _vague(reading: Reading, rest: list[str]) -> Guess | None:
    """Near what, or of what kind, is all that is said."""
    if reading.near:
        return Guess("place", 0.6, rivals=("search",))
    if cues.THEME.search(reading.text) and not cues.OUTSIDE.search(reading.text):
        return Guess("place", 0.6, rivals=("search",))
    if _LAUGH.match(reading.text):
        return None
    if (
        len(rest) == 1
        and reading.width <= SHORT // 2
        and not _VERBAL.search(reading.text)
        and not rest[0].islower()
    ):
        return Guess("search", 0.55, rivals=("chat",))
    return None
