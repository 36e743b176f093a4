# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""What a message says before anyone decides what it wants: names, pointers, cues and ends of a route."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from agent.tools.decision import Focus, Language, Route, Talk
from agent.tools.etiquette import Etiquette
from agent.tools.linking.gazetteer import SURE, WEAK, Gazetteer, Mention
from agent.tools.reading import abroad, courses, cues, currency, pointers
from agent.tools.reading.marks import ADDRESS
from agent.tools.reading.quarters import craved, quarter
from agent.tools.reading.slots import Ends, ends
from agent.tools.reading.themes import looked_for, themed
from agent.tools.reading.varying import WEATHER, better, hour_alone, other_line
from agent.tools.terms import travel
from agent.tools.text.language import detect
from agent.tools.text.sieve import Sieve
from agent.tools.text.words import FAR
from data.place import Spot

_ELSEWHERE = Sieve(
    r"(?<![가-힣A-Za-z])(?:"
    + FAR
    + r")(?![A-Za-z]|에서\s?(?:온|오신|올라온|놀러\s?온|오는|올라오는)\s?\S{0,6}(?:친구|손님|부모|가족|동생|언니|형|누나|오빠|분|애|사람|조카|엄마|아빠)|인(?:들)?(?:이|은|을|과|이랑|\s(?!마을|거리|타운))|\s?(?:에\s?사는\s?)?(?:친구|손님|사람|관광객|여행객|남자|여자|애들|출신|선생|바이어))"
)
"""A town far off that is asked about; where a visitor is from says nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    language: Language
    focus: Focus
    location: Spot | None
    mentions: tuple[Mention, ...]
    named: tuple[Spot, ...]
    """Known places and stations, in order of mention, each once."""
    pointed: tuple[Spot, ...]
    """What 거기, 두 번째 거 and 그 박물관 point at."""
    excluded: tuple[Spot, ...]
    ends: Ends
    category: str | None
    """The category of manners that the words name."""
    place_category: str | None
    described: str
    """What we say of the place that is named, pointed at or in focus."""
    elsewhere: bool
    way: bool
    go: bool
    taxi: bool
    ride: bool
    fare: bool
    manners: bool
    act: bool
    allowed: bool
    daily: bool
    fact: bool
    tell: bool
    wish: bool
    near: bool
    hinted: bool = False
    """Whether a name of ours stands there that nothing around it speaks for: 독립관, 다시서점."""

    @property
    def spots(self) -> tuple[Spot, ...]:
        return self.named or self.pointed

    @property
    def placed(self) -> bool:
        """Whether a place is named or pointed at, or a station in so many words: 삼전 alone may be a share."""
        return bool(self.pointed) or any(
            mention.spot.kind == "place" or mention.score >= SURE for mention in self.mentions
        )

    @property
    def asks(self) -> bool:
        """Whether a cue of any intent is there, and not names alone."""
        cued = (self.way, self.taxi, self.manners, self.daily, self.fact, self.tell, self.wish, self.near)
        return any(cued) or (self.allowed and self.act)

    @property
    def width(self) -> int:
        """Its length in letters of Korean: English says the same with half as many more."""
        return len(self.text) * 2 // 3 if self.language == "en" else len(self.text)

    @property
    def unnamed(self) -> str:
        """The text with its names blanked, as long as before: 버스커피 is no bus."""
        return _without(self.text, self.mentions)

    @property
    def bare(self) -> str:
        """The text without the names in it."""
        out, at = [], 0
        for mention in self.mentions:
            out.append(self.text[at : mention.start])
            at = mention.end
        return "".join([*out, self.text[at:]])


@dataclass(frozen=True, slots=True)
class Guess:
    route: Route
    confidence: float
    talk: Talk | None = None
    rivals: tuple[Route, ...] = ()


def read(
    text: str,
    *,
    gazetteer: Gazetteer,
    etiquette: Etiquette,
    categories: Mapping[str, str],
    descriptions: Mapping[str, str],
    focus: Focus,
    location: Spot | None = None,
    language: Language | None = None,
) -> Reading:
    """`categories`, `descriptions`: the category of each place by id, and what we say of it."""
    mentions = tuple(gazetteer.link(text))
    strong = tuple(mention for mention in mentions if mention.score >= WEAK)
    outside = _without(text, strong)
    way = bool(cues.WAY.search(_STATION.sub(" ", outside)))
    daily = bool(cues.DAILY.search(cues.UNWANTED.sub(" ", outside)))
    taxi, go = bool(cues.TAXI.search(outside)), bool(cues.GO.search(outside))
    ride = bool(cues.RIDE.search(outside))
    routed = way or taxi or go or ride or focus.pending is not None or bool(cues.ROUTED.search(outside))
    routed = routed or _leaving(mentions, text) or bool(ADDRESS.search(text))
    routed = routed or (focus.route == "transit" and bool(cues.NOT.search(text)))
    held = tuple(m for m in mentions if _meant(m, text)) if routed else _beside(strong)
    pointed = pointers.pointed(text, focus)
    excluded = pointers.excluded(text, held if routed else strong, pointed, focus)
    named = tuple(dict.fromkeys(m.spot for m in held if m.spot not in excluded))
    if not (named or pointed or routed) and (inner := pointers.inner(outside, focus, gazetteer)):
        named = (inner,)
    kept = tuple(m for m in held if m.spot not in excluded)
    wide = quarter(kept, categories)
    unwanted = _without(text, tuple(m for m in strong if m.spot in excluded))
    if excluded == pointed:  # 거기 말고: nowhere to go
        unwanted = cues.THERE.sub(lambda there: "■" * len(there.group()), unwanted)
    route_ends = ends(
        unwanted,
        kept,
        focus=focus,
        location=location,
        followed=_followed(text, focus),
    )
    first = next((spot for spot in (*named, *pointed) if spot.id), focus.place)
    return Reading(
        text=text,
        language=language or detect(text),
        focus=focus,
        location=location,
        mentions=held,
        named=named,
        pointed=tuple(spot for spot in pointed if spot not in excluded),
        excluded=excluded,
        ends=route_ends,
        category=_manners_of(text, strong, named, etiquette, categories),
        place_category=categories.get(first.id or "") if first else None,
        described=descriptions.get(first.id or "", "") if first else "",
        elsewhere=bool(_ELSEWHERE.search(outside)),
        way=way,
        go=go,
        taxi=taxi,
        ride=ride,
        fare=bool(cues.FARE.search(outside)),
        manners=bool(cues.MANNERS.search(outside)),
        act=bool(cues.ACT.search(outside)),
        allowed=bool(cues.ALLOWED.search(outside)),
        daily=daily,
        fact=bool(cues.FACT.search(outside) or _STATION.search(outside)),
        tell=bool(cues.TELL.search(outside)),
        wish=_wished(_SIGHTS.sub(" ", outside) if named and not wide else outside, named, focus)
        or (not strong and themed(text))
        or (wide and (craved(outside) or looked_for(outside.replace("■", " "))))
        or (_wide(named or pointed, categories) and bool(_EATERIES.search(outside)))
        or ((not strong or wide) and bool(abroad.LONGED.search(outside))),
        near=bool(cues.NEAR.search(_BESIDE.sub(" ", _STATION.sub(" ", outside)))),
        hinted=not held and _hinted(outside, gazetteer),
    )


def _hinted(text: str, gazetteer: Gazetteer) -> bool:
    words = [match.group() for match in pointers.WORD.finditer(text)]
    told = (*words, *(pointers.TOPICAL.sub("", word) for word in words), *map("".join, pairwise(words)))
    return any(spot.kind == "place" for word in dict.fromkeys(told) if (spot := gazetteer.find(word)))


_STATION = Sieve(
    r"(?:(?:가장|제일)\s?)?(?:가까운|근처|인근)\s?(?:의\s?)?(?:지하철|전철)?\s?역(?!\s?(?:근처|주변|앞|맛집))|\b(?:nearest|closest|nearby)\s(?:\w+\s)?(?:station|subway|metro)\b"
    r"|\b(?:station|subway|metro)\s(?:\w+\s)?(?:near(?:by)?|close\sby|around)\b|\b(?:which|what)\s(?:\w+\s)?(?:station|stop)\s(?:is\s)?(?:the\s)?(?:near|close)(?:e?st)?\b(?:\sto\b)?|(?:一番近い|最寄りの?)駅|(?:最近|附近)的?(?:地铁)?站"
)
"""The station of a place is a fact of it, and no wish for something near."""
_BESIDE = re.compile(r"^[^■]*(?:옆|근처|주변|인근)에?\s?(?:있는\s)?(?=■)")
"""그 옆에 국립중앙박물관은?: said of the place that is named, which is asked about."""
_WORTH = re.compile(
    r"가고\s?싶은데(?=요?[\s?!.~]*$)|(?:가\s?볼|갈|볼|먹을|놀|들를)\s?만\s?(?:해|하(?:나|니|냐|려나|지|죠|겠)|한가|할까|합니)|(?:둘\s?)?중에?(?:서)?\s?(?:[가-힣]{1,6}\s){0,2}?(?:어디|어느|뭐)\S{0,3}|(?:구경|견학|관람|참관|둘러보|둘러볼|들어가|들어갈|올라가|내려가|안에)\S{0,2}\s?(?:볼\s?|봐도\s?)?(?:수\s?(?:있|없)|가능|되나|돼)"
)
"""Asked of places that are named: 이화벽화마을 가볼 만해? wishes for no other."""


_ENDED = re.compile(
    r"(?:(?<=시)|(?<=어디)|(?<=쯤)|(?<=언제)|(?<=누구)|(?<=뭐))인데(?=요?[\s?!.~]*$)|(?:얼만|뭔|얼마인|던)데(?=요?[\s?!.~]*$)"
    r"|(?<![가-힣])(?:어떻게|어케|왜|언제|얼마나|뭐|뭘|몇\s?\S{1,3})\s?[가-힣]{1,4}는데(?=요?[\s?!.~]*$)"
    r"|(?:(?:처음|첨)인|처음\s?(?:\S{1,3})?[는본인])데(?=요?(?:[\s,?!.~]|$))"
)
"""몇 시인데, 어떻게 가는데?, 처음 가는데 …: a clause ends, and no place (데) is meant."""
_INSIDE = re.compile(
    r"(?:놀이터|매점|벤치|정자|그늘|수유실|화장실|흡연실|흡연구역|휴게실|쉼터|엘리베이터|에스컬레이터|식수대|정수기|콘센트|물품\s?보관함?|코인\s?락커|자전거\s?대여소)\S{0,2}\s?(?:있|없|어디)"
    r"|(?:표|티켓|입장권|예매|예약)\S{0,2}\s?(?:는\s|은\s)?(?:어디서?|어떻게)\s?(?:사|구매|구입|예매|예약|받|해|하)"
    r"|^(?:(?:그럼|근데|거기서)\s)?(?:뭐|뭘)\s?(?:를\s?)?(?:할|즐길)\s?(?:수|게|거|것)\S?\s?있|(?:쉴|앉을|도시락(?:을)?\s?먹을|누울|담배\s?(?:를\s)?(?:필|피울))\s?(?:만한\s)?(?:데|곳|자리)"
)
"""What a visitor looks for inside a place that was told of: 놀이터 있나요? wishes for no other."""


_EATERY = re.compile(rf"[■\s]+(?:{cues.EATING.pattern})[\s?!.~ㄱ-ㅎ]*", re.IGNORECASE)
"""명동 카페: where, what, and no more."""


_EATERIES = re.compile(
    r"(?:맛집|카페|식당|술집|찻집|빵집|밥집)\S?\s?(?:\S{1,3}\s)?(?:많|있|없)"
    r"|^(?:(?:any|some|good|best|cheap|nice|is\sthere|are\sthere|where(?:'s|\sis|\sare)?|find|want|need|the|an?)\s)+(?:\w+\s){0,3}(?:restaurants?|caf[eé]s?|bars?|pubs?|baker(?:y|ies)|food|bbq|brunch|breakfast|lunch|dinner)\b"
    r"|(?:レストラン|カフェ|食堂|居酒屋|屋台|ランチ|ごはん|ご飯)(?:は|が|も|って|とか)?(?:あり|ある|ない|教|探|多)|有\S{0,8}(?:餐厅|咖啡馆|咖啡店|咖啡厅|酒吧|美食|小吃|饭馆)",
    re.IGNORECASE,
)
"""거기 카페 많아?: of a quarter, what is to be found there."""


_SIGHTS = re.compile(r"볼\s?(?:거리|거|것|게|만한\s?(?:거|것|게))(?:가|는|은|이)?\s?(?:좀\s?)?(?:있|많|없)")
"""세빛섬에 볼거 있어?: of the place itself; of a part of town, what lies there."""


def _wished(text: str, named: tuple[Spot, ...], focus: Focus) -> bool:
    text = _STATION.sub(" ", text)
    if focus.place and focus.route != "search" and _INSIDE.search(text) and not cues.NEAR.search(text):
        return False
    if courses.is_asked(text):
        return True
    if len(named) > 1 and _EITHER.search(text):
        return False
    if named and _EATERY.fullmatch(text):
        return True
    return bool(cues.WISH.search(_ENDED.sub(" ", _WORTH.sub(" ", text) if named else text)))


def _wide(told: tuple[Spot, ...], categories: Mapping[str, str]) -> bool:
    """Whether all that is named or pointed at is one part of town."""
    return len(told) == 1 and (
        told[0].kind == "station" or categories.get(told[0].id or "") == "neighbourhood"
    )


_EITHER = re.compile(
    r"どっち|どちら|哪(?:个|一个|边)|\bwhich\b|\bbetter\b|둘\s?중|어디가|어느\s?(?:쪽|게|곳)", re.IGNORECASE
)
"""One of those that are named, and no other."""


_MARKED = re.compile(
    r"\s?(?:들러|들렀|거쳐|경유|지나서?\s|에서|서(?=\s|$)|부터|까지|으로|로(?=\s|$)|→|->|발(?=\s|$)|행(?=\s|$)|방면|도착|출발|말고|대신|빼고|아니고|가는|가려|가고|갈|가자|어떻게|택시|지하철|버스|역|요|이요"
    r"|이?(?:야|에요|예요|인데|거든|고요?)(?=\s|$|[.,?!])|입니다|$)|\s(?:몇|얼마|막차|첫차|환승|급행)|\s(?:to|station|exit)\b|\s[가-힣]{2,8}(?:까지|에서|으로|역)"
)


def _manners_of(
    text: str,
    strong: tuple[Mention, ...],
    named: tuple[Spot, ...],
    etiquette: Etiquette,
    categories: Mapping[str, str],
) -> str | None:
    """The category of manners that the words name beside the places; grass of a palace is the palace's."""
    bare = _without(text, tuple(m for m in strong if m.spot.kind == "place"))
    said = etiquette.match(bare)
    kind = next(filter(None, (categories.get(spot.id or "") for spot in named)), None)
    return said and (etiquette.match(bare, kind) if kind else said)


_HEADED = re.compile(r"\b(?:from|to)\s$|[从到去]$", re.IGNORECASE)


def _meant(mention: Mention, text: str) -> bool:
    """A station's bare name that is also a word (가능, 대화) counts where a mark of a route stands behind it."""
    if mention.score >= WEAK or _MARKED.match(text, mention.end):
        return True
    return bool(_HEADED.search(text[: mention.start]))


_LEAVING = re.compile(
    r"\s?(?:\d{1,2}번\s?출구)?(?:에서|부터|서(?=\s)|から)|\s?(?:→|->)|\sto\s", re.IGNORECASE
)


def _leaving(mentions: tuple[Mention, ...], text: str) -> bool:
    """Two names, and a mark of a start behind one of them: 판교에서 강남."""
    return len(mentions) > 1 and any(_LEAVING.match(text, mention.end) for mention in mentions)


def _without(text: str, mentions: tuple[Mention, ...]) -> str:
    """Names give no cues: 예술의전당 is no art, 길음 no way."""
    chars = list(text)
    for mention in mentions:
        chars[mention.start : mention.end] = "■" * (mention.end - mention.start)
    return "".join(chars)


def _beside(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Without bare station names where a place is named: 미사 시간 is not the station 미사."""
    if not any(mention.spot.kind == "place" for mention in mentions):
        return mentions
    return tuple(m for m in mentions if m.spot.kind == "place" or m.score >= SURE or m.text.endswith("역"))


def _followed(text: str, focus: Focus) -> bool:
    """Whether a message without names of its own goes on about the last route."""
    if focus.destination is None or focus.pending is not None:
        return False
    if other_line(text):
        return True
    if focus.route != "transit" and not cues.TAXI.search(text):
        return False
    if focus.route == "transit" and (
        cues.TOMORROW.match(text) or WEATHER.match(text) or hour_alone(text) or better(text)
    ):
        return True
    if currency.named(text) or cues.ANEW.match(text) or travel.termed(text) or _STOPS.search(text):
        return True
    return any(cue.search(text) for cue in (cues.TAXI, cues.RIDE, cues.WAY, cues.FARE, cues.VARY))


_STOPS = re.compile(
    r"들러|들를|들렀|거쳐|경유|\bvia\b|\bstop(?:ping)?\s(?:at|by|in)\b|寄って|寄り|経由|经过|途经|顺路",
    re.IGNORECASE,
)
