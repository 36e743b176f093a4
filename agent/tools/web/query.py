"""A question as a person types it into a search box: names and what is asked, without the talk around."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from agent.tools.decision import Language

MAX_CHARS: Final = 120
_Rules = Sequence[tuple[re.Pattern[str], str]]


def _rules(*pairs: tuple[str, str]) -> _Rules:
    return [(re.compile(pattern, re.IGNORECASE), word) for pattern, word in pairs]


_ASK = (
    r"(?:알려|가르쳐|찾아(?:봐)?|말해|설명해|추천해|소개해|검색해(?:봐)?|보여|얘기해|이야기해|안내해|골라"
    r"|추천)"
)
_GIVE = (
    r"(?:줘요?|주세요|주라|줄래요?|줄\s?수\s?있(?:어요?|나요|을까요?)|주실래요|주실\s?수\s?있(?:나요"
    r"|을까요)|주시겠어요"
    r"|주시면\s?(?:감사하겠습니다|좋겠(?:어요|습니다))|봐요?|다오|달라|바랍니다|부탁해요?|부탁드려요"
    r"|부탁드립니다)"
)
_BE = (
    r"(?:있(?:어요?|나요?|니|을까요?|는지|죠|습니까|는데)|야|예요|에요|이에요|죠|지|인가요?|일까요?|입니까"
    r"|인지|임)"
)
_END = r"[\s?.!~,。^\u1100-\u11ff]*$"  # NFKC makes the letters of ㅋㅋ and ㅠㅠ conjoining ones
_KOREAN_TALK = _rules(
    ((rf"(?:에\s?대해서?|에\s?관해서?|에\s?대한\s?(?:걸|것을?|정보)?)?\s*(?:좀|한\s?번|자세히|간단히"
     rf"|빨리)*\s*{_ASK}\s*{_GIVE}{_END}"), ""),
    (r"(?:이|가|은|는|을|를)?\s*(?:궁금(?:해요?|합니다|한데요?)|알고\s?싶(?:어요?|습니다|은데요?)"
     r"|모르겠(?:어요?|습니다))" + _END, ""),
    (r"(?:혹시|저기요?|죄송한데요?|실례지만|안녕하세요|길동무(?:야|님|씨)?)[\s,.!]+", ""),
)  # fmt: skip
_DO = r"(?:해요?|하나요?|하니|합니까|열려요?|열리나요?|시작(?:해요?|하나요?)|가요?|와요?)"
_KOREAN_INTENT = _rules(
    (rf"\s*어디(?:에서|에|쯤에|쯤|서)?\s*(?:{_BE}|{_DO})?{_END}", " 위치"),
    ((rf"\s*(?:몇\s?시|언제)(?:에|까지|부터)?\s*(?:문\s?)?(?:여|열어|열고|닫|영업|운영|오픈|마감"
     rf"|끝나)[가-힣\s]*{_END}"), " 영업시간"),
    (rf"\s*몇\s?시(?:에|까지|부터)?\s*(?:{_BE}|{_DO})?{_END}", " 영업시간"),
    (rf"\s*언제(?:에|까지|부터)?\s*(?:{_BE}|{_DO})?{_END}", " 일정"),
    ((rf"\s*(?:문\s?)?(?:열어|열었|여나|여니|열까|열려|닫았|닫혀|쉬어|쉬나|쉬니|쉴까|쉽니까|(?:영업|운영)(?:해|하[나니는]))"
     rf"[가-힣\s]*{_END}"), " 영업시간"),
    (rf"\s*얼마(?:나)?\s*(?:정도)?\s*(?:{_BE}|해요?|하나요?|하니|들어요?|나와요?|돼요?)?{_END}", " 가격"),
    (rf"\s*(?:뭐|뭔|무엇|무슨\s?뜻)\s*(?:가|가요|이야|{_BE})?\s*(?:{_BE})?{_END}", ""),
    (rf"\s*(?:누구|어때|어떤가요|어떤\s?곳)(?:요|{_BE})?{_END}", ""),
    (r"\s*(?:좀\s*)?(?:있(?:어요?|나요?|니|을까요?|습니까)|하나요|할까요?|인가요|일까요?|되나요"
     r"|될까요?|맞나요|맞아요?)"
     + _END, ""),
)  # fmt: skip
_POLITE = re.compile(_END)
_TOPIC = re.compile(r"(?<=[가-힣]{2})(?:은|는|을|를)$")
_SUBJECT = re.compile(r"(?<=[가-힣]{2})[이가]$")
_VERB_LIKE = frozenset("리하되기이지가오보")
"""열리는, 하는, 되는, 즐기는, 보이는 … end like a topic but are verbs."""
_WHOLE = frozenset((
    "고양이", "어린이", "떡볶이", "호랑이", "나들이", "집들이", "불꽃놀이", "물놀이", "전통놀이", "따릉이",
))  # fmt: skip
"""Nouns that end like a subject."""

_ENGLISH_TALK = _rules(
    (r"^(?:hi|hello|hey|excuse me|sorry)\b[\s,.!]*", ""),
    (r"^(?:please\s+|(?:can|could|would|will)\s+you\s+(?:please\s+)?)+", ""),
    (r"^(?:tell|show|give|let)\s+(?:me\s+)?(?:know\s+)?(?:about\s+|more\s+about\s+)?", ""),
    ((r"^(?:(?:i\s+(?:want|would like|'d like|need)\s+to\s+know)|do you know|i\s+wonder)\s*(?:about\s+"
     r"|if\s+)?"), ""),
    (r"^(?:recommend|suggest|find|search(?:\s+for)?|look\s+up)\s+(?:me\s+)?", ""),
    (r"[\s,]*(?:please|thanks?|thank you)?[\s?.!]*$", ""),
    (r"^where(?:\s+(?:is|are|can\s+i\s+(?:find|see|get|buy|eat))|'s)\s+(.+)$", r"\1 location"),
    ((r"^(?:what(?:\s+time|\s+are\s+the\s+(?:opening\s+)?hours)|when)\s+(?:does|do|is|are|of"
     r"|for)\s+(.+?)\s*(?:open|close|start|end)?s?$"), r"\1 opening hours"),
    (r"^(?:is|are)\s+(?!there\b)(.+?)\s+(?:open|closed)\b[\s?]*([\w\s]*)$", r"\1 opening hours \2"),
    (r"^how\s+much\s+(?:is|are|does|do)\s+(.+?)(?:\s+costs?)?$", r"\1 price"),
    (r"^(?:what|who)(?:\s+(?:is|are)|'s)\s+", ""),
    (r"^(?:is|are)\s+there\s+(?:any\s+|an?\s+)?", ""),
    (r"^(?:the|an?)\s+", ""),
)  # fmt: skip
_JAPANESE_TALK = _rules(
    (r"^(?:すみません|あの|こんにちは)[、。,\s]*", ""),
    ((r"(?:について|に関して|のことを?|を)?(?:もっと|詳しく)?(?:教えて|おしえて|紹介して|探して|説明して|調べて)"
     r"(?:ください|下さい|くれませんか|もらえますか|ほしい(?:です)?|欲しい(?:です)?"
     r"|くれる)?[。??!\s]*$"), ""),
    ((r"(?:は|って)?(?:どこ|何処)(?:に)?(?:ありますか|あるの?|ですか|でしょうか"
     r"|にある)?[。??!\s]*$"), " 場所"),
    (r"(?:は|って)?(?:何時|いつ)(?:から|まで|に)?(?:[ぁ-んァ-ヶ一-龠]*)[。??!\s]*$", " 営業時間"),
    (r"(?:は|って)?(今日|明日|明後日|今週末|今)?(?:は|も)?(?:開い|営業し|やっ)て(?:いますか|ますか|いる|る)[。??!\s]*$",
     r" \1 営業時間"),
    (r"(?:は|って)?(?:いくら|おいくら)(?:ですか|でしょうか|かかりますか|なの)?[。??!\s]*$", " 料金"),
    (r"(?:は|って)?(?:何|なん|どんな(?:ところ|場所))(?:ですか|でしょうか)?[。??!\s]*$", ""),
    (r"(?:は|が)?(?:ありますか|ある|ですか|でしょうか)?[。??!\s]*$", ""),
)  # fmt: skip
_CHINESE_TALK = _rules(
    (r"^(?:你好|您好|不好意思|劳驾|勞駕)[,,。!\s]*", ""),
    ((r"^(?:请问|請問|请|請|麻烦你?|麻煩你?|能不能|可以)?(?:告诉我|告訴我|介绍一下|介紹一下"
     r"|推荐(?:一下|给我)?|推薦(?:一下|給我)?|帮我(?:找|查)(?:一下)?|幫我(?:找|查)(?:一下)?)?(?:关于"
     r"|關於)?"), ""),
    (r"(?:吧|吗|嗎|呢|呀|谢谢|謝謝)*[??。!\s]*$", ""),
    (r"(?:在|位于|位於)?(?:哪里|哪裡|哪儿|哪兒|什么地方|什麼地方)$", " 位置"),
    ((r"(?:是)?(?:几点|幾點|什么时候|什麼時候)(?:开门|開門|开|關門|关门|营业|營業|开始"
     r"|開始)?$"), " 营业时间"),
    (r"(?:要|是)?(?:多少钱|多少錢|几块钱)$", " 价格"),
    (r"(?:是)?(?:什么|什麼|谁|誰)$", ""),
    (r"(?:怎么样|怎麼樣|好吗|好嗎)$", ""),
)  # fmt: skip
_TALK: Final[dict[Language, _Rules]] = {"en": _ENGLISH_TALK, "ja": _JAPANESE_TALK, "zh": _CHINESE_TALK}

_PLACE_WORDS = re.compile(
    r"위치|어디|맛집|카페|식당|영업시간|가격|입장료|주소|전시|축제|날씨|팝업|시장|숙소|호텔|공원"
    r"|박물관|미술관|거리|매장|본점|지점"
    r"|야경|명소|코스|데이트|산책|행사|공연|콘서트|빵집|술집|서점|병원|약국|주차|환전|사우나|찜질방"
    r"|가\s?볼\s?만|갈\s?만|놀\s?거리|먹을"
    r"|\b(?:location|restaurants?|caf[eé]s?|bars?|hotels?|hours|price|festivals?|exhibitions?|weather"
    r"|markets?|parks?|museums?"
    r"|near|shops?|stores?|view|places?|events?|concerts?|bakery|popup|pop-up|nightlife|streets?"
    r"|address|hospital|pharmacy)\b"
    r"|場所|営業時間|料金|天気|レストラン|カフェ|ホテル|祭り|市場|公園|展|店|夜景|観光"
    r"|位置|营业时间|价格|天气|天氣|餐厅|餐廳|咖啡|酒店|市场|公园|博物馆|美食|夜景|景点|景點|商店",
    re.IGNORECASE,
)
_SEOUL: Final[dict[Language, str]] = {"ko": "서울", "en": "Seoul", "ja": "ソウル", "zh": "首尔"}
_CITIES = re.compile(
    r"서울|인천|부산|대구|대전|광주|울산|세종|수원|용인|성남|고양시|안양|과천|하남|파주|가평|춘천"
    r"|강릉|속초|평창|양양|전주|군산|여수"
    r"|순천|목포|경주|포항|안동|통영|거제|제주|서귀포|천안|청주|공주시|부여|남이섬|경기도|강원|충청"
    r"|전라|경상|일산|분당|판교|에버랜드"
    r"|도쿄|오사카|교토|후쿠오카|베이징|상하이|타이베이|홍콩|방콕|파리|런던|뉴욕|미국|일본|중국|대만"
    r"|전국|한국|국내"
    r"|성심당|해운대|광안리|자갈치|감천문화마을|태종대|불국사|석굴암|첨성대|동궁과\s?월지|한라산"
    r"|성산일출봉|오죽헌|한옥마을\s?전주|순천만"
    r"|\b(?:seoul|incheon|busan|daegu|daejeon|gwangju|ulsan|suwon|jeju|gyeongju|jeonju|gangneung"
    r"|sokcho|chuncheon|everland|nami"
    r"|haeundae|sungsimdang|bulguksa|tokyo|osaka|kyoto|beijing|shanghai|taipei|hong kong|bangkok"
    r"|london|paris|new york|korea)\b"
    r"|ソウル|釜山|仁川|済州|慶州|大邱|大田|全州|水原|東京|大阪|韓国|海雲台"
    r"|首尔|首爾|仁川|济州|濟州|庆州|慶州|大邱|大田|全州|水原|东京|東京|大阪|北京|上海|韩国|韓國|海云台",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_QUOTES = re.compile(r"[\"'“”‘’「」『』《》<>`]+")


def write(question: str, language: Language) -> str:
    """The search query for `question`, which stands alone. Never empty unless the question is.

    서울 (in the asker's language) is added when the question is about a place and names no other city.
    """
    asked = _SPACE.sub(" ", _QUOTES.sub(" ", unicodedata.normalize("NFKC", question))).strip()
    query = _korean(asked) if language == "ko" else _apply(_TALK[language], asked)
    query = _SPACE.sub(" ", query).strip(" ?!.,~。、") or asked
    if (_PLACE_WORDS.search(query) or _PLACE_WORDS.search(asked)) and not _CITIES.search(asked):
        query = f"{_SEOUL[language]} {query}"
    return query[:MAX_CHARS].strip()


def _apply(rules: _Rules, text: str) -> str:
    """Each rule once, in order; one that would leave nothing is passed over."""
    for pattern, word in rules:
        text = pattern.sub(word, text).strip() or text
    return text


def _korean(asked: str) -> str:
    bare = _apply(_KOREAN_TALK, asked)
    for pattern, word in _KOREAN_INTENT:
        if (found := pattern.search(bare)) and found.start():
            head = _particle(bare[: found.start()].strip(" ?!.,~"), subject=True)
            bare = f"{head}{word}"
            break
    return " ".join(_particle(word, subject=False) for word in _POLITE.sub("", bare).split())


def _particle(phrase: str, *, subject: bool) -> str:
    """Without its last particle, if that fits the syllable before: 은/을/이 follow a final consonant."""
    word = phrase.rsplit(" ", 1)[-1]
    if word in _WHOLE:
        return phrase
    found = _TOPIC.search(word) or (_SUBJECT.search(word) if subject else None)
    if not found:
        return phrase
    particle, before = found[0], word[found.start() - 1]
    closed = (ord(before) - ord("가")) % 28 != 0
    if closed != (particle in "은을이") or (particle == "는" and before in _VERB_LIKE and not subject):
        return phrase
    return phrase[: -len(particle)]
