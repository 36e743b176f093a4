# ruff: noqa: E501, SIM905 (lists of words read best as one flowing text)
"""A phone's spelling made the dictionary's, before names and cues are looked for.

Three things happen to words on phones: they are shortened (낼, tmrw), softened (있나여, 고마웡) and written as
they sound (애티켓, 예졀). Only words that carry an intent are mended; names are `agent.tools.linking.slips`' business.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from agent.tools.text.hangul import letters, syllable
from agent.tools.text.particle import closes
from agent.tools.text.words import EVERYDAY

_SHORT = {
    "낼": "내일", "낼은": "내일은", "담주": "다음 주", "담달": "다음 달", "담날": "다음 날", "글고": "그리고", "글구": "그리고", "그러구": "그리고", "그리구": "그리고",
    "젤": "제일", "걍": "그냥", "넘": "너무", "머": "뭐", "머가": "뭐가", "머야": "뭐야", "모야": "뭐야",
    "머임": "뭐야", "뭐임": "뭐야", "ㅇㄷ": "어디", "ㅇㄷ야": "어디야", "어디임": "어디야", "울집": "우리 집",
    "지철": "지하철", "에스컬": "에스컬레이터", "엘베": "엘리베이터", "미먼": "미세먼지", "게하": "게스트하우스",
    "추천바람": "추천해 주세요", "월욜": "월요일", "화욜": "화요일", "수욜": "수요일", "목욜": "목요일", "금욜": "금요일", "토욜": "토요일",
    "일욜": "일요일", "얼마임": "얼마야", "얼만지": "얼마인지", "얼만가요": "얼마인가요", "얼만데": "얼마야",
    "몇시임": "몇 시야", "올영": "올리브영", "스벅": "스타벅스", "공철": "공항철도",
    "일욜날": "일요일", "토욜날": "토요일", "ㅊㅊ": "추천", "ㅊㅊ좀": "추천 좀", "존맛": "맛있는", "존맛탱": "맛있는", "존맛집": "맛집", "jmt": "맛있는", "꿀맛": "맛있는",
    "걸로": "것으로", "근처엔": "근처에는", "여서": "여기서", "거서": "거기서", "갈라면": "가려면",
    "갈려면": "가려면", "갈라는데": "가려는데", "어케": "어떻게", "우째": "어떻게", "우예": "어떻게", "우짜": "어떻게", "어데": "어디", "뭐꼬": "뭐야", "머꼬": "뭐야", "거그": "거기", "여그": "여기", "긍께": "그러니까", "그랑께": "그러니까", "얼매": "얼마", "얼매나": "얼마나", "억수로": "엄청",
    "묵고": "먹고", "묵어도": "먹어도", "묵나": "먹나", "우야노": "어떻게 해", "와이리": "왜 이렇게", "워디": "어디", "워디서": "어디서", "워디여": "어디야", "얼마고": "얼마야", "어데고": "어디야", "델꼬": "데리고", "델고": "데리고", "데꼬": "데리고", "버쓰": "버스", "버쓰로": "버스로", "어뜨케": "어떻게",
    "어떠케": "어떻게", "어떡게": "어떻게", "어떻해": "어떻게", "어떻게해": "어떻게 해",
    "u": "you", "r": "are", "ur": "your", "pls": "please", "plz": "please", "smth": "something",
    "tmrw": "tomorrow", "tmr": "tomorrow", "tmw": "tomorrow", "2moro": "tomorrow", "2nite": "tonight",
    "whats": "what's", "wheres": "where's", "hows": "how's", "im": "i'm", "w": "with", "ppl": "people",
    "gonna": "going to", "wanna": "want to", "gotta": "have to", "mkt": "market", "hrs": "hours",
    "mins": "minutes", "dont": "don't", "cant": "can't", "isnt": "isn't", "doesnt": "doesn't",
    "ettiquete": "etiquette", "etiquete": "etiquette", "etiquet": "etiquette", "ettiquette": "etiquette",
    "etiquitte": "etiquette", "ediquette": "etiquette", "manors": "manners", "maners": "manners",
    "restuarant": "restaurant", "resturant": "restaurant", "restaraunt": "restaurant", "adress": "address",
    "tatoo": "tattoo", "tatoos": "tattoos", "subwey": "subway", "weathr": "weather", "wether": "weather",
    "recomend": "recommend", "reccomend": "recommend", "recommand": "recommend", "musuem": "museum",
    "palce": "palace", "enterance": "entrance", "entrence": "entrance", "tikets": "tickets",
    "hw": "how", "frm": "from", "stn": "station", "wat": "what", "wats": "what's", "wher": "where", "gud": "good",
    "tkt": "ticket", "tkts": "tickets", "abt": "about", "rn": "right now", "wk": "week", "yr": "year",
    "rec": "recommend", "recs": "recommendations", "thru": "through",
}  # fmt: skip
_NOUNS = frozenset(
    "거그 여그 워디 지철 에스컬 엘베 미먼 게하 올영 스벅 공철 월욜 화욜 수욜 목욜 금욜 토욜 일욜".split()
)
"""Short forms that particles follow."""
_WORD = re.compile(r"(?<![\w'’])(?:[가-힣ㄱ-ㅎ]+|[A-Za-z0-9]+)(?![\w'’])")
_ASKED = re.compile(
    r"(?<=추천|부탁|[려개]줘|안내|는길|는법|방법|정보|시간|위치|소개|설명)\s?점(?=[\s?!.~ㅋㅎㅠㅜ]|$)"
)
"""추천점: 좀, as it is heard."""
_HOW = re.compile(
    r"(?<![가-힣])어(?:[떠떡떻떢뜨트]\s?[게케캐께](?=[\s?!가나하되된해할감갈와오타]|$)|[케캐캬](?=[\s?!가하해감갈와오타됨되돼]|$))"
)
_FROM = re.compile(r"(?<=[가-힣])여게서(?![가-힣])")
"""역에서, as it is said."""
_TWO = re.compile(r"(?<=\bhow )2(?= [a-z])|(?<=[a-z] )2(?= (?:go|get|the)\b)", re.IGNORECASE)
"""how 2 go."""
_AND = re.compile(r"(?<=\w)\s+n\s+(?=(?!seoul|tower|서울)\w)")
_SOFT = re.compile(
    r"(?<=[나아어해에예까네세죠돼되데고와워줘야지가])(?:여|염|욤|용|영|효|유)(?=[\s?!.~,^ㅋㅎㅠㅜ]|$)"
)
_TOO = re.compile(r"(?<=[아어여해워춰려겨펴와봐줘])두(?=\s?(?:되|돼|괜찮|좋))")
_FINE = re.compile(r"(?<![가-힣])(?:괘안|개안|괜안|갠찮|괜춘)(?=[나아은을습지])")
_THERE_IS = re.compile(r"(?<![가-힣])잇(?=[나어는을지]|$)")
_ASKED_SOUTH = re.compile(
    r"(?<=[있없하되여닫가오좋싸묵])노(?=[\s?!.~ㅋㅎ]|$)|(?<=[가-힣])당[가께](?=[\s?!.~ㅋㅎ]|$)"
)
_EATEN_SOUTH = re.compile(r"(?<=[뭐뭘]\s)묵을|(?<![가-힣])묵을(?=\s?[거게만])")
_IF_SOUTH = re.compile(r"(?<=[가하되오타보])믄(?=\s|$)")
_UNTIL_SOUTH = re.compile(r"(?<=[가-힣])(?:꺼정|까정)(?=[\s은는도]|$)")
"""여노, 한당가, 걸어가믄 and 시꺼정: as they are said in the south."""
_BUT = re.compile(r"(?<=말)구(?=[\s는]|$)|(?<=[가-힣])구(?=\s?싶)")
"""거기 말구, 먹구 싶다: 말고 and 먹고, as they are said."""
_SLIPS = {
    "까쥐": "까지",
    "어딨": "어디 있",
    "에써": "에서",
    "됌": "됨",
    "몃": "몇",
    "을마": "얼마",
    "만아": "많아",
    "조은": "좋은",
    "갠춘": "괜찮",
}
_SLIP = re.compile(r"(?<=[가-힣])(?:까쥐|에써)|됌|(?<![가-힣])(?:몃|을마|만아|조은|갠춘|어딨)")
"""Written as they sound, wherever they stand."""
_GOOD_FOR = re.compile(
    r"(야경|노을|일몰|일출|벚꽃|단풍|사진|풍경|전망|경치|포토|눈꽃|인스타|(?<![가-힣])뷰)\s?맛집"
)
"""야경 맛집: where something is at its best, and nothing to eat."""
_HOUSE = re.compile(r"(?<=[가-힣])찝(?=[\s은이을도]|$)")
"""맛찝, 칼국수찝: as they are said."""
_CUTE = str.maketrans({"웡": "워", "넹": "네", "죵": "죠"})
_CUTE_END = re.compile(r"[가-힣]*[웡넹죵](?=[\s?!.~,^ㅋㅎㅠㅜ]|$)")
_KO = re.compile(r"[가-힣]{2,12}")

LEXICON = (
    "예절 매너 에티켓 날씨 추천 축제 환율 요금 막차 첫차 택시 버스 휴무 전시 예약 무료 맛집 근처 어때 언제 금연 신발 담배 "
    "입장료 관람료 이용료 지하철 박물관 미술관 노약자석 임산부석 에스컬레이터 영업시간 운영시간 개장시간 휴무일 휴관일 택시비 "
    "대중교통 소요시간 찜질방 젓가락 숟가락 화장실 주차장 전망대 산책로 미세먼지 전시회 게스트하우스 공항버스 공항철도 "
    "안녕하세요 감사합니다 고맙습니다 입장권 주차비 놀이공원 둘레길 야시장 전통시장 벼룩시장 일기예보 교통카드 편의점"
).split()
"""Words that give an intent away and that people misspell."""
MANNERS = ("예절", "매너", "에티켓")
ENGLISH = (
    "etiquette manners polite weather recommend suggest festival exchange subway station airport terminal transfer ticket "
    "tickets entrance admission opening closing address parking reservation restaurant museum palace temple market "
    "tattoo tattoos smoking chopsticks elderly escalator luggage suitcase cheapest fastest nearest "
    "tomorrow tonight weekend today afternoon morning evening exhibition concert schedule pharmacy hospital passport "
    "currency wheelchair stroller children thanks goodbye another blossom blossoms directions minutes souvenirs "
    "vegetarian reserve allowed photos picture pictures"
).split()
"""The same in English."""
_SAME = str.maketrans("ㅐㅒㅖㅙㅞㅢㅆㅅㅈㅊㅌㅎㄲㅋㅍ", "ㅔㅔㅔㅚㅚㅣㄷㄷㄷㄷㄷㄷㄱㄱㅂ")
_VOWELS = str.maketrans("ㅐㅒㅖㅙㅞㅢ", "ㅔㅔㅔㅚㅚㅣ")


def _sounds(word: str) -> str:
    """A word by its sound: ㅐ and ㅔ, ㅈㅕ and ㅈㅓ, and the stops that end a syllable fall together."""
    return "".join(map(_sound, word))


@lru_cache(12_000)
def _sound(char: str) -> str:
    if not syllable(char):
        return char
    lead, vowel, last = letters(char)
    vowel = "ㅓ" if vowel == "ㅕ" and lead in "ㅈㅉㅊㅅ" else vowel.translate(_VOWELS)
    return lead + vowel + (last.translate(_SAME) or "-")


_BY_SOUND = {_sounds(word): word for word in LEXICON}
_LONG = {length: [(_sounds(w), w) for w in LEXICON if len(w) == length] for length in range(3, 8)}
_RIGHT = frozenset(LEXICON)


def spelled(text: str) -> str:
    """`지하철 애티켓 낼도 지켜야되나여` → `지하철 에티켓 내일도 지켜야되나요`. Other scripts stay as they are."""
    text = _TWO.sub("to", _AND.sub(" and ", text))
    text = _SLIP.sub(lambda match: _SLIPS[match.group()], text)
    text = _WORD.sub(_lengthened, text)
    text = _FROM.sub("역에서", _HOW.sub("어떻게", text))
    text = _UNTIL_SOUTH.sub(
        "까지", _IF_SOUTH.sub("면", _ASKED_SOUTH.sub("니", _EATEN_SOUTH.sub("먹을", text)))
    )
    text = _GOOD_FOR.sub(r"\1 명소", text)
    text = _HOUSE.sub("집", _THERE_IS.sub("있", _FINE.sub("괜찮", text)))
    text = _ASKED.sub(" 좀", _TOO.sub("도", _SOFT.sub("요", _BUT.sub("고", text))))
    text = _CUTE_END.sub(lambda match: match.group().translate(_CUTE), text)
    return _KO.sub(_mended, text)


def _lengthened(match: re.Match[str]) -> str:
    word = match.group()
    if word in _SHORT:
        return _SHORT[word]
    if len(word) < 2 or not word.isascii():  # noqa: PLR2004
        return word
    return _SHORT.get(word.lower()) or _latin(word)


@lru_cache(8_192)
def _latin(word: str) -> str:
    """What is no everyday word, as the word of intent that it is a slip away from; names are written large."""
    if len(word) < 5 or not word.islower() or word in EVERYDAY or word in ENGLISH:  # noqa: PLR2004
        return word
    limit = 1 if len(word) < 8 else 2  # noqa: PLR2004
    near = [
        (OSA.distance(word, other, score_cutoff=limit), other)
        for other in ENGLISH
        if other[0] == word[0]
        and abs(len(other) - len(word)) <= limit
        and not (word.startswith(other) or other.startswith(word))
    ]
    cost, meant = min(near, default=(limit + 1, word))
    return meant if cost <= limit else word


def _mended(match: re.Match[str]) -> str:
    return _as_meant(match.group())


@lru_cache(8_192)
def _as_meant(written: str) -> str:
    """A written word without its slips; most messages are made of few words."""
    for head, rest in _heads(written):
        if head in _RIGHT:
            return written
        if rest and head in _NOUNS and closes(rest):
            return _SHORT[head] + rest
        word = _meant(head)
        if word and closes(rest):
            return word + rest
    return _joined(written)


def _joined(written: str) -> str:
    """식당메너: a word of manners written on to where they are minded."""
    for start in range(1, len(written) - 1):
        word = _BY_SOUND.get(_sounds(written[start:]))
        if word in MANNERS and word != written[start:]:
            return written[:start] + word
    return written


def _heads(written: str) -> Iterator[tuple[str, str]]:
    for end in range(min(len(written), 7), 1, -1):
        yield written[:end], written[end:]


def _meant(head: str) -> str | None:
    """The word of the lexicon that sounds so, or one letter from it where it is long enough to be told."""
    sound = _sounds(head)
    exact = _BY_SOUND.get(sound)
    if exact or len(head) < 3:  # noqa: PLR2004
        return exact
    limit = 1 if len(head) < 5 else 2  # noqa: PLR2004
    for other, word in _LONG.get(len(head), ()):
        if (other[0] == sound[0] or head[-1] == word[-1]) and OSA.distance(
            sound, other, score_cutoff=limit
        ) <= limit:
            return word
    return None
