# ruff: noqa: E501, SIM905 (lists of words and patterns read best as one flowing text)
"""Where a route starts and ends, from sentences as people write them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

from agent.tools import cues
from agent.tools.decision import Focus, Slot
from agent.tools.places import Mention
from agent.tools.when import without
from agent.tools.words import GENERIC
from data.place import Spot

Role = Literal["from", "to", "at", "via", "after"]
"""`at`: where the asker says that they are, an origin unless one is named; `after`: where they are before
(경복궁 보고 명동): an origin where none is named, else a stop on the way."""

_TAG = r"(?:\s?(?:쪽|앞|옆|근처|부근|안|정문|후문|입구|출구|사거리|정류장|터미널|버스정류장|산책로|매표소|주차장|캠퍼스|에\s?있는\s?\S{1,12}))*\s?"
_EXIT = re.compile(r"\s?(?:(\d{1,2})\s?번\s?(?:출구|출입구)|(?:station\s?)?exit\s?(\d{1,2}))", re.IGNORECASE)
_AFTER: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("via", re.compile(_TAG + r"(?:을|를|에|도)?\s?(?:잠깐\s?|먼저\s?|잠시\s?)?(?:들러|들렀|들려|들르|들린|거쳐|거치|경유|지나서|지나(?=\s|가)|찍고|통해서?)|(?:で|を)?(?:経由|経て|乗り継)|に(?:寄っ|寄り|立ち寄)|を通っ")),
    ("after", re.compile(_TAG + r"(?:(?:을|를|에)?\s?(?:가는\s?김에|갔다가|갔다\s|다녀와서|구경하고|구경하다가|보고\s?(?:나서|서)?(?=\s)|관광하고|둘러보고)|에서\s?(?:갈아|환승)|에서\s?(?:\S{1,5}\s)?(?:먹고|마시고|구경하고|놀고|쇼핑하고|보고|사고|쉬었다가|내렸다가|만나서|찍고)(?=\s))|を(?:見て|観光して)")),
    ("from", re.compile(_TAG + r"(?:에서부터|에서|부터|출발|발(?=\s|$)|서(?=\s|부터)|(?:から|発|より))")),
    ("from", re.compile(r"\s?(?:->|→|⇒|=>|>|➡|~|〜|～|—|–|-(?=\s))")),
    ("at", re.compile(_TAG + r"(?:에|에는)?\s?(?:있(?:는데|어|습니다|음|거든)|와\s?있|도착했|묵|머물|숙소)")),
    ("to", re.compile(_TAG + r"(?:까지|(?:을|를)?\s?(?:타|보|먹으|사|놀|만나|쇼핑하|구경하|찍으)러\s?[가갈]|(?:으로|로|에|을|를)?\s?(?:가(?:는|려|고|자|야|면|서|기|려면|줘|요|도)|갈|갑|간다|가\b|향|도착|이동|행)|(?:으로|로)(?=\s|$|[?？.!,])|행(?=\s|$)|방면)")),
    ("to", re.compile(r"\s?(?:まで|への?(?=行|ア|$|\s|は|バ|道|電|タ|の|い|移|向)|に(?:行|いく|いき|は|着|向)|へ)|怎么[去走到]|怎麼[去走到]")),
    ("at", re.compile(_TAG + r"(?:이야|야|인데요?|이에요|예요|에요|입니다|임|이요|이거든요?|거든요?|이고요?)(?=$|[\s.!?,~])|に(?:いま|いる|いて|着い)|です(?!か)")),
)  # fmt: skip
_BEFORE: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("via", re.compile(r"(?:\b(?:via|through|pass(?:ing)?|past|(?:with\sa\s)?stop(?:ping)?(?:\s(?:off|over))?\s(?:at|by|in))\s(?:the\s)?|经过|經過|经由|途经|途經|路过|顺路去|中途去|先去|経由地?は|경유(?:지|역)?(?:는|은|:)?\s?)$", re.IGNORECASE)),
    ("from", re.compile(r"(?:\b(?:from|leav(?:e|ing)(?:\sfrom)?|starting\s(?:at|from|in)|departing)\s(?:the\s|exit\s\d{1,7}\sof\s)?|从|從|由|自|出発地?は|출발(?:지|역)?(?:는|은|:)?\s?)$", re.IGNORECASE)),
    ("to", re.compile(r"(?:\b(?:to|reach|visit|towards?|for|into|see|to\sbe\s(?:at|in)|be\s(?:at|in)|arriv(?:e|ing)\s(?:at|in))\s(?:the\s)?|\bway\sto\s|(?:→|->|⇒|=>|➡)\s?|到|去|往|至|前往|抵达|目的地は|(?:도착|목적)(?:지|역)?(?:는|은|:)?\s?)$", re.IGNORECASE)),
    ("at", re.compile(r"(?:\b(?:i'?m|i\sam|we'?re|we\sare|now|currently|staying|located)\s(?:\w+\s)?(?:in|at|near)\s(?:the\s)?|(?:지금|현재|나|난|저|저는|나는|우리)(?:은|는)?\s?|在|我在|今(?:は|、)?|いま)$", re.IGNORECASE)),
)  # fmt: skip
_ARROWS = ("to", "到", "去", "→", "->", "=>", "⇒", "➡", "~", "～", ">")
_PASSING = re.compile(r"갈아|환승|거쳐|거치|경유|지나|통해|経由|経て|を通っ|经过|經過|经由|途经|途經|路过|\bvia\b|\bthrough\b|\bpass(?:ing)?\b", re.IGNORECASE)  # fmt: skip
_STAYING = re.compile(
    r"들러|들렀|들려|들르|들린|갔다|다녀|구경|보고|먹고|찍고|놀고|사고|쇼핑|stop|寄|见|先去|顺路",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"(?<![가-힣A-Za-z])(?:(?:서울(?:특별시|시)?|경기도?|인천(?:광역시|시)?)\s?)?(?:[가-힣]{1,4}(?:구|시|군)\s?){0,2}"
    r"(?:[가-힣][가-힣0-9·]{0,9}(?:대로|로|길)(?:\s?\d{1,3}(?:번|[가-힣])?길)?|(?<=[구시군]\s)[가-힣]{1,6}\d{0,2}(?:동|가|리|읍|면))\s?(?:산\s?)?\d{1,4}(?:-\d{1,4})?(?:번지)?(?![\d.]|\s?가(?![는려고야자면])|\s?(?:번\s?출구|호선|분|시|명|원|번째))"
    r"|\b\d{1,4}(?:-\d{1,3})?,?\s[A-Z][\w-]{1,20}-(?:daero|ro|gil)(?:\s\d{1,3}-gil)?(?:,?\s[A-Z][a-z]+-gu)?(?:,?\sSeoul)?"
)
"""A road's name and a number, or a quarter's with a lot."""
_AIRPORT = re.compile(r"(?<![가-힣A-Za-z])공항(?=에서|까지|으로|로|에|\s?(?:가|출발|도착|→))|(?<!\w\s)(?:\bfrom|\bto|\bat)\s(?:the\s)?(?P<en>airport)\b|(?<![一-鿿ァ-ヺー])(?P<han>空港|机场|機場)", re.IGNORECASE)  # fmt: skip
_DOMESTIC = re.compile(r"국내선|제주|김포|부산|domestic|jeju|gimpo|国内|済州|济州", re.IGNORECASE)
_LINE = re.compile(
    r"(?P<line>[1-9]호선|경의중앙선|경의선|중앙선|경춘선|수인분당선|분당선|경강선|신분당선|서해선|공항철도|인천[12]호선)\s?$"
)
_LINES = {"경의선": "경의중앙선", "중앙선": "경의중앙선", "분당선": "수인분당선"}
_COORDINATES = re.compile(r"(?<![\d.])(3[3-9]\.\d{1,15})\s?[,，]\s?(1(?:2[4-9]|3[01])\.\d{1,15})(?![\d.])")
_KOREAN = re.compile(
    r"(?<![가-힣A-Za-z0-9·&])(?P<name>(?:[가-힣A-Za-z0-9·&]{1,16}\s){0,2}?[가-힣A-Za-z0-9·&]{1,20}?)(?:역?\s?\d{1,7}번\s?출구)?(?P<role>에서부터|에서|부터|까지|(?:으로|로|에)?\s?(?:가는\s?(?:법|길|방법|거|버스|지하철)|가려면|가려고|가려는데|갈래|가고\s?싶|어떻게\s?가))"
)
_ENGLISH = re.compile(
    r"\b(?P<role>from|to|reach)\s(?:the\s)?(?P<name>[A-Za-z가-힣0-9][\w가-힣'’&. -]{0,50}?)(?=\s(?:to|from|by|via|and|at|in|on|using|with|please|take|cost|now|tomorrow|tonight|how|what|if)\b|\s?[?,.!;]|\s?$)",
    re.IGNORECASE,
)
_JAPANESE = re.compile(r"(?P<name>[^\s、。,?？はがをで]{2,20}?)(?P<role>から|まで|への?行き方|へ行|に行)")
_CHINESE = re.compile(
    r"(?P<role>从|從|到|去|往)(?P<name>[^\s，。,?？从從到去往怎要多坐打的]{2,16}?)(?=到|去|往|怎|要|多|坐|打|的|的路|[?？，。,\s]|$)"
)
_PAIR = re.compile(
    r"^\s?(?P<first>[가-힣A-Za-z0-9 ]{1,30}?)\s?(?:->|→|⇒|=>|➡|~|～)\s?(?P<second>[가-힣A-Za-z0-9 ]{1,30}?)(?:\s(?:어떻게|택시|지하철|버스|얼마|몇|가는|경로|길).*)?[?？]?\s?$"
)
_LEADING = re.compile(r"^(?P<name>[A-Z][\w'’&.-]*(?:\s[A-Z0-9][\w'’&.-]*){0,4})(?=\sto\s)")
"""Starlight Villa to Yeouido: the first words of a message, written as names are."""
_STOP = frozenset(
    """올라 내려 들어 돌아 걸어 타고 빠르게 지금 오늘 내일 모레 나 난 저 저는 나는 우리 그럼 그러면 혹시 근데 그리고 그래서 일단 만약 산책 여기 거기 저기 이제 다음 택시 버스 지하철 전철 걸어서 도보 대중교통 빨리 제일 가장
    처음 끝 아침 저녁 밤 새벽 오전 오후 여행 한국 서울 어디 집 집에 숙소 호텔 학교 회사 몇 시 언제 얼마 그 이 저기요 안녕하세요 안녕 공항 역 타러 보러 먹으러 놀러 사러 근처 주변 시내 급하게 택시로 버스로 지하철로 지하철
    i me my it there here us you this that the a get go how do way where home hotel see visit know be take find eat do use drink ride walk some buy
    going heading getting travelling traveling walking walk driving leaving starting directions direction route routes airport station subway metro bus train taxi cab trip
    go to reach ask pay stay watch enjoy try speak learn transfer ここ そこ どこ 今 何時 哪里 那里 这里 哪裡 怎么 现在 几点 什么 那儿 这儿 地方""".split()
)
_TRIM = re.compile(r"^(?:지금|오늘|내일|나|난|저|저는|나는|우리|그럼|그러면|혹시|근데|그리고|일단|만약|이제|아|음|저기|그래서|안녕하세요|택시로|버스로|지하철로|빨리|그냥|다시|한번|좀|걸어서|택시|버스|지하철|은|는|이|가|을|를|서울에서|저희는?|제가|내가)\s")  # fmt: skip
_AND = re.compile(r"(?:이랑|랑|하고|과|와|도)$")
_PARTICLE = re.compile(
    r"(?:에서|까지|부터|으로|은|는|이|가|(?<!마)을|를|에|도|와|과|하고|고|면|데|서|요|야|지|니|까|해|어|아|려)$"
)


_CLAUSE = re.compile(r"(?:는데|은데|인데|니까|면서|려고|으러|삼아)$")
"""What ends a clause and no name."""

_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}


@dataclass(frozen=True, slots=True)
class Point:
    start: int
    end: int
    spot: Spot
    role: Role | None


@dataclass(frozen=True, slots=True)
class Ends:
    """`named`: how many ends the message itself names or points at; the rest came from the focus or the location."""

    origin: Spot | None = None
    destination: Spot | None = None
    named: int = 0
    roles: frozenset[Role] = frozenset()
    via: tuple[Spot, ...] = ()
    passing: bool = False
    """Whether the traveller only passes through (경유), and does not leave the train there."""

    @property
    def missing(self) -> Slot | None:
        """The destination is asked for first: without it an origin helps nobody."""
        if self.destination is None:
            return "destination"
        return "origin" if self.origin is None else None


def ends(
    text: str,
    mentions: Sequence[Mention],
    *,
    focus: Focus,
    location: Spot | None = None,
    followed: bool = False,
) -> Ends:
    """`followed`: the message continues the last route (그럼 택시는?), so that ends it leaves open are the last ones."""
    text = without(text)
    points = _points(text, mentions, focus, location)
    origin, destination, via = _assign(points)
    named = len({id(point.spot) for point in points if point.role != "via" and point.spot not in via})
    if origin is None and destination is not None and _NEXT.search(text):
        origin = focus.destination or focus.place
    if followed or (focus.route == "transit" and named and _elliptic(text, points)):
        if origin is None and destination is not None:
            origin = focus.origin
        elif destination is None:
            destination = focus.destination
            origin = origin or focus.origin
    if origin is None and location is not None and destination is not None:
        origin = location
    if origin is not None and destination is None and location is not None and not named:
        origin = None
    roles = frozenset(point.role for point in points if point.role)
    passing = bool(via) and bool(_PASSING.search(text)) and not _STAYING.search(text)
    return Ends(origin, destination, named, roles, via, passing)


_NEXT = re.compile(
    r"그\s?다음|이어서|그러고\s?나서|after\s(?:that|this)|\bthen\s(?:to|how)|その後|然后", re.IGNORECASE
)


def here(location: Spot | None) -> Spot | None:
    return replace(location, name=location.name or "현재 위치", kind="location") if location else None


_ELLIPSIS = re.compile(r"^(?:그럼|그러면|그리고|and|then|what\sabout|how\sabout|では|じゃあ|那)?\s?\S{1,12}(?:\s\S{1,12}){0,2}(?:까지는|에서는|부터는|으로는|로는|까지|에서|からは|までは|は|呢)(?:요)?(?:\s?(?:가면|출발하면|출발|타면|가려면|오면)(?:요|은|는)?)?\s?[?？]?\s?$|^(?:and|what\sabout|how\sabout)\s(?:from|to)\b", re.IGNORECASE)  # fmt: skip


def _elliptic(text: str, points: Sequence[Point]) -> bool:
    return len(points) == 1 and bool(_ELLIPSIS.search(text)) and not cues.WAY.search(text)


def _points(text: str, mentions: Sequence[Mention], focus: Focus, location: Spot | None) -> list[Point]:
    spans: list[tuple[int, int, Spot]] = [
        (*match.span(), Spot(match.group().strip())) for match in ADDRESS.finditer(text)
    ]
    spans.extend(_named(text, mentions))
    for match in _COORDINATES.finditer(text):
        spot = Spot(f"{match[1]},{match[2]}", float(match[1]), float(match[2]), kind="location")
        spans.append((*match.span(), spot))
    spans.extend(_pointed(text, focus, location))
    spans = _apart(spans)
    spans = _apart([*spans, *_terminals(text), *_airports(text)])
    spans = _apart([*spans, *_unknown(text, spans)])
    points = [_point(text, *span) for span in sorted(spans, key=lambda span: span[:2])]
    return _between(text, points)


def _named(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int, Spot]]:
    """Names with their spots; one that only leads another written right behind it is part of that: 南山首尔塔."""
    begin = None
    for mention, following in zip_longest(mentions, mentions[1:]):
        start = mention.start if begin is None else begin
        joined = following and following.start == mention.end and _HAN.search(mention.text)
        begin = start if joined else None
        if not joined:
            yield start, mention.end, stop(mention, text)


_HAN = re.compile(r"[一-鿿ァ-ヺ]$")


_TERMINAL = re.compile(
    r"(?<!공항\s)(?<!공항)제?\s?(?P<ko>[12])\s?(?:여객\s?)?터미널|(?<!airport\s)(?:\bT|\bterminal\s)(?P<en>[12])(?!\d)|(?<!空港)(?<!机场)第(?P<han>[12一二])(?:ターミナル|航站楼|航厦|候机楼)",
    re.IGNORECASE,
)


def _terminals(text: str) -> Iterator[tuple[int, int, Spot]]:
    """A terminal of Incheon airport by its number alone."""
    for match in _TERMINAL.finditer(text):
        number = (match["ko"] or match["en"] or match["han"]).translate(str.maketrans("一二", "12"))
        yield (*match.span(), Spot(f"인천공항{number}터미널역"))


def _airports(text: str) -> Iterator[tuple[int, int, Spot]]:
    """An airport without its name: Incheon's, from which most travellers come, Gimpo's for a flight at home."""
    for match in _AIRPORT.finditer(text):
        group = next((name for name in ("en", "han") if match[name]), 0)
        name = "김포국제공항" if _DOMESTIC.search(text) else "인천국제공항"
        yield (*match.span(group), Spot(name))


def stop(mention: Mention, text: str = "") -> Spot:
    """Where a traveller to or from a name goes: 홍대 is the station there, 명동 and 경복궁 are themselves; of
    two stations of a name, the one on the line that stands before it.
    """
    spot = mention.spot
    line = _LINE.search(text[: mention.start])
    if line and spot.kind == "station":
        name = _LINES.get(line["line"], line["line"])
        on = (other for other in (spot, *mention.alternatives) if name in (other.id or ""))
        return next(on, spot)
    if spot.kind != "place" or mention.how == "exact":
        return spot
    stations = [other for other in mention.alternatives if other.kind == "station"]
    own = any(other.name.removesuffix("역") == spot.name for other in stations)
    return stations[0] if stations and not own else spot


def _pointed(text: str, focus: Focus, location: Spot | None) -> Iterator[tuple[int, int, Spot]]:
    there = focus.place or focus.destination
    ordinal = cues.ORDINAL.search(text)
    if ordinal and focus.places:
        spot = ordinal_spot(ordinal, focus)
        if spot:
            yield (*ordinal.span(), spot)
    for match in cues.THERE.finditer(text):
        if there:
            yield (*match.span(), there)
    for match in cues.HERE.finditer(text):
        spot = here(location) or there
        if spot:
            yield (*match.span(), spot)


def ordinal_spot(match: re.Match[str], focus: Focus) -> Spot | None:
    """What 두 번째 거 points at among the places last shown."""
    at = _ORDINALS[match.lastgroup or "last"]
    return focus.places[at] if at < len(focus.places) else None


def _apart(spans: Sequence[tuple[int, int, Spot]]) -> list[tuple[int, int, Spot]]:
    """Without those that overlap an earlier one of the list."""
    kept: list[tuple[int, int, Spot]] = []
    for start, end, spot in spans:
        if all(end <= other[0] or other[1] <= start for other in kept):
            kept.append((start, end, spot))
    return kept


def _point(text: str, start: int, end: int, spot: Spot) -> Point:
    exit_ = _EXIT.match(text, end)
    if exit_:
        spot, end = replace(spot, name=f"{spot.name} {exit_[1] or exit_[2]}번 출구"), exit_.end()
    before, behind = text[max(0, start - 24) : start], text[end : end + 30]
    role: Role | None = None
    for name, pattern in _BEFORE:
        if pattern.search(before) and (name != "at" or before.isascii() or before.strip()):
            role = name
            break
    for name, pattern in _AFTER:
        match = pattern.match(behind)
        if match:
            if role in (None, "at") or name in ("via", "after"):
                role = name
            break
    return Point(start, end, spot, role)


def _between(text: str, points: list[Point]) -> list[Point]:
    """`X to Y`, `X → Y`, `X到Y` and `between X and Y`: the first of a pair takes the role that the second leaves."""
    out = list(points)
    for index in range(len(out) - 1):
        gap = text[out[index].end : out[index + 1].start].strip().lower()
        lead = text[: out[index].start].rstrip().lower()
        if index and gap in _ARROWS[3:] and out[index].role in ("to", "from"):  # A → B → C
            out[index] = replace(out[index], role="via")
            out[index + 1] = replace(out[index + 1], role="to")
        elif (gap in _ARROWS and out[index].role not in ("from", "via")) or (
            gap in ("and", "와", "과", "랑", "이랑", "-", "–", "—")
            and (lead.endswith("between") or gap in "-–—")
        ):
            out[index] = replace(out[index], role="from")
            out[index + 1] = replace(out[index + 1], role="to")
    return out


def _assign(points: Sequence[Point]) -> tuple[Spot | None, Spot | None, tuple[Spot, ...]]:
    origin = next((point for point in points if point.role == "from"), None)
    after = next((point for point in points if point.role == "after"), None)
    if origin is None and all(point.role != "at" for point in points):
        origin = after
    via = tuple(p.spot for p in points if p.role == "via" or (p.role == "after" and p is not origin))
    destination = next((point for point in reversed(points) if point.role == "to"), None)
    at = next((point for point in points if point.role == "at"), None)
    free = [point for point in points if point.role is None]
    if origin is None and at is not None:
        origin = at
    elif at is not None and destination is None:
        destination = at
    if origin is None and destination is None and len(free) > 1:
        origin, destination = free[0], free[1]
    elif destination is None and free:
        destination = free[-1]
    elif origin is None and free and destination is not None and free[0].start < destination.start:
        origin = free[0]
    if origin is not None and destination is None:  # 홍대에서 명동에서: the second is where to
        later = [point for point in points if point is not origin and point.role == "from"]
        destination = later[0] if later else None
    return (origin.spot if origin else None), (destination.spot if destination else None), via


def _unknown(text: str, spans: Sequence[tuple[int, int, Spot]]) -> Iterator[tuple[int, int, Spot]]:
    """Names that nobody here knows, by the marks of a route around them: a geocoder may."""
    pair = _PAIR.match(text)
    if pair:
        for group in ("first", "second"):
            yield from _free(text, *pair.span(group), spans)
    masked = _masked(text, spans)
    for pattern in (_KOREAN, _LEADING, _ENGLISH, _JAPANESE, _CHINESE):
        if pattern is _JAPANESE and re.search(r"[从從到]", text) and not re.search(r"[ぁ-ゖ]", text):
            continue
        if pattern is _CHINESE and re.search(r"[ぁ-ゖ]", text):
            continue
        for match in pattern.finditer(masked):
            yield from _free(text, *match.span("name"), spans)


def _masked(text: str, spans: Sequence[tuple[int, int, Spot]]) -> str:
    """Known names blanked by a mark that no name holds, so that patterns stop at them."""
    chars = list(text)
    for start, end, _ in spans:
        for at in range(start, end):
            chars[at] = "\n"
        while end < len(chars) and "가" <= chars[end] <= "힣":
            chars[end] = "\n"  # its particles
            end += 1  # noqa: PLW2901 (walks on)
    return "".join(chars)


def _bare(raw: str) -> str:
    """Without the words around that are no part of a name."""
    while match := _TRIM.match(raw):
        raw = raw[match.end() :]
    words = raw.split()
    while len(words) > 1 and (_PARTICLE.search(words[0]) or words[0].lower() in _STOP):
        words = words[1:]
    while len(words) > 1 and words[-1].lower() in _STOP:
        words = words[:-1]
    return " ".join(words).strip(" .,?!")


def _free(
    text: str, start: int, end: int, spans: Sequence[tuple[int, int, Spot]]
) -> Iterator[tuple[int, int, Spot]]:
    if any(start < other[1] and other[0] < end for other in spans):
        return
    name = _bare(text[start:end])
    if _CLAUSE.search(name):
        return
    if cues.HERE.fullmatch(name) or cues.FACT.fullmatch(_AND.sub("", name)):
        return
    if len(name) < 2 or name.lower() in _STOP or name.lower() in GENERIC or name.isdigit():  # noqa: PLR2004
        return
    if re.fullmatch(r"\d{1,7}\s?(?:시|분|일|월|명|번|층|호선|원).*", name) or (
        re.search(r"(?:시|분)$", name) and name[0].isdigit()
    ):
        return
    if len(name) > 3 and name.endswith(("은", "는", "을", "를")):  # noqa: PLR2004 (롯데월드는 어떻게 가요)
        name = name[:-1]
    if name.endswith(("게", "히", "번", "빨리", "바로", "으러")):  # adverbs: 싸게, 편히
        return
    at = text.find(name, start)
    yield at, at + len(name), Spot(name)
