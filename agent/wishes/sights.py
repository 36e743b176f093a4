"""What to see, where a wish says no more than that: what most people ask for, of several kinds.

Words and meanings have nothing to go by in 가볼 만한 곳 추천해 줘: what is like that sentence is a hotel.
"""

import re
from collections import Counter
from collections.abc import Iterable

from data.place import Category, Place
from rag.plain import centred
from rag.wish import FREE, OPEN, areas, undistricted

ALL = 10_000
"""Places that are looked through: those of a circle or a district, or all."""
NEARER = 1.0
"""What the middle of a circle counts over its rim, in steps of popularity."""
AGAIN = 0.6
"""What a place counts less for each one of its kind before it, in the same steps."""
_UNSEEN: frozenset[Category] = frozenset({"hotel", "airport", "event", "campus", "other"})
"""Nothing to see, or not on every day."""
_STAY = re.compile(
    r"호텔|숙[소박]|게스트\s?하우스|호스텔|민박|모텔|리조트|호캉스|묵[을고는]|[잘자]\s?(?:곳|데|고\s?갈)|스테이"
    r"|\bhotels?\b|\bhostels?\b|guest\s?houses?|\bstay|\bsleep|accommodation|lodging"
    r"|ホテル|宿|泊|酒店|住宿|旅馆|旅館|宾馆|賓館|民宿",
    re.IGNORECASE,
)
_TAIL = (
    r"(?:에서는|에서|에는|에|의|으로|로|이나|이|가|은|는|을|를|도|만|들|좀|요|이요"
    r"|인가요|이야|야|예요|이에요)*"
)
_KOREAN = (
    r"서울시?|여기|거기|이|그|이?\s?동네|근처|주변|부근|인근|근방|가까운|가까이|곳|데|거|것|장소|스팟|명소|관광지?|관광\s?명소|여행지?|핫플|핫한"
    r"|볼\s?거리|놀\s?거리|즐길\s?거리|구경\s?거리|구경\s?할?(?:만한)?|갈|가볼|볼|놀|놀러|놀기|가기|가면|만한|만한데|만한곳|갈만한|가볼만한"
    r"|볼만한|놀만한|갈만한데|가볼만한데|갈만한곳|가볼만한곳|가봐야|가야|할|하는|꼭|한\s?번|한번쯤|좋은|좋을|괜찮은|유명한|인기|있는|많은"
    r"|추천(?:할|해|하는)?|추천\s?(?:해\s?)?(?:줘|주세요|줄래|부탁해|받|받고)\S*|알려\s?\S*|소개\s?\S*|부탁\S*|어디\S*|뭐\S*|뭘|무엇|무슨|어떤|어느"
    r"|있[어나을지니는]\S*|없[어나을지니]\S*|갈까\S*|가지|가볼까\S*|좀|혹시|요즘|오늘|내일|모레|이번|다음|주|주말|주말에|혼자|같이|함께|우리|저희|나|저|친구\S*"
)
_LATIN = (
    r"places?|to|go|visit|see|do|seeing|things?|what|where|which|should|shall|can|could|i|we|me|us|my|is|are|there|here|near|nearby"
    r"|around|close|by|in|at|of|on|the|a|an|any|some|somewhere|best|good|great|nice|top|popular|famous|must|must-see|attractions?|sights?"
    r"|sightseeing|spots?|highlights?|recommend(?:ed|ations?)?|suggest(?:ions?)?|please|seoul|show|tell|worth|visiting|for|tourists?|this"
    r"|area|weekend|today|tomorrow|free|that|you|your|and|city"
)
_FAR = (
    r"ソウル|おすすめ|オススメ|お勧め|観光地?|観光名所|スポット|名所|見どころ|見所|場所|ところ|近く|付近|周辺|この辺り?|どこ|教えて|ください|行くべき|行ける"
    r"|行きたい|行く|人気|有名|良い|いい|ありますか|ある|あります|ですか|です|何か|見る|べき|定番|[のでにはをがかとな]"
    r"|首尔|首爾|附近|周边|周邊|这里|這裡|有什么|有什麼|有哪些|哪里|哪裡|哪些|什么|什麼|好玩|好逛|好去处|值得|必去|热门|熱門|著名|推荐|推薦|景点|景點|地方|旅游|旅遊"
    r"|可以|请|請|一下|几个|幾個|想|我|去|玩|逛|看|的|吗|嗎|呢|在|有|好|一?些"
)
_IN = "[가-힣A-Za-z0-9]"
_SAID = re.compile(rf"(?<!{_IN})(?:(?:{_KOREAN}){_TAIL}|(?:{_LATIN})(?:'s)?)(?!{_IN})|{_FAR}", re.IGNORECASE)
_HELD = re.compile(rf"(?:{FREE.pattern}|{OPEN.pattern})(?:으?로|[는은인에이가의])?", re.IGNORECASE)
_LETTER = re.compile(r"\w")


def general(wish: str) -> bool:
    """Whether a wish asks for what there is to see, whatever it is. Where and at what cost it may say."""
    said = _HELD.sub(" ", areas(undistricted(wish)))
    return not _LETTER.search(_SAID.sub(" ", said))


def lodging(wish: str) -> bool:
    """Whether it may mean a bed."""
    return bool(_STAY.search(wish))


def seen(places: Iterable[Place], near: tuple[float, float] | None, within: float | None) -> list[Place]:
    """Those most asked for first, nearer the middle of the circle before farther; a mixed list of kinds."""
    inside = centred(near, within) if near and within else None

    def fame(place: Place) -> float:
        return place.popularity + (NEARER * inside(place) if inside else 0.0)

    sights = [place for place in places if place.category not in _UNSEEN]
    sights.sort(key=lambda place: (-fame(place), -len(place.aliases), place.id))
    told: Counter[Category] = Counter()
    mixed = []
    for place in sights:
        mixed.append((fame(place) - AGAIN * told[place.category], place))
        told[place.category] += 1
    return [place for _, place in sorted(mixed, key=lambda row: -row[0])]
