"""A question as a person types it into a search box: names and what is asked, without the talk around."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from agent.tools.decision import Language
from agent.tools.web.morphemes import Cut, told

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
    (r"\s*(?:아세요|아시나요|아시는지요?|아나요|알아요?|알고\s?(?:계세요|있어요?|있나요))" + _END, ""),
    (r"\s*(?:추천|소개|안내|설명|검색)\s?(?:부탁(?:드려요|드립니다|드릴게요|해요?|합니다)?|바랍니다|바라요|원해요|좀요?)" + _END, ""),
    (r"(?:혹시|저기요?|죄송한데요?|실례지만|안녕하세요|길동무(?:야|님|씨)?)[\s,.!]+", ""),
)  # fmt: skip
_DO = r"(?:해요?|하나요?|하니|합니까|열려요?|열리나요?|시작(?:해요?|하나요?)|가요?|와요?)"
_KOREAN_INTENT = _rules(
    (r"(?<=시간|요금|가격|비용|주소|번호|순서)(?:이|가|은|는)?\s*어떻게[가-힣\s]*" + _END, ""),
    (rf"\s*(?:를|을|은|는)?\s*어떻게\s*(?:하|해|되|돼|가|사|타|쓰|써|신청|예약|이용|구하|구해)[가-힣\s]*{_END}", " 방법"),
    (rf"\s*몇\s?시\s?(?:쯤|정도)?(?:에|부터|까지)?\s*(?:시작|끝나|끝남|출발|공연)[가-힣\s]*{_END}", " 시간"),
    (rf"\s*어디(?:에서|에|쯤에|쯤|서)?\s*(?:{_BE}|{_DO})?{_END}", " 위치"),
    ((rf"\s*(?:몇\s?시|언제)(?:에|까지|부터)?\s*(?:문\s?)?(?:여|열어|열고|닫|영업|운영|오픈|마감"
     rf"|끝나)[가-힣\s]*{_END}"), " 영업시간"),
    (rf"\s*몇\s?시(?:쯤)?(?:에|까지|부터)?\s*(?:{_BE}|{_DO})?{_END}", " 영업시간"),
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
    (r"^(?:hi|hello|hey|excuse me|sorry)(?:\s+(?:there|guys|everyone|gildongmu))?\b[\s,.!]*", ""),
    (r"[\s,]*(?:please|thanks?(?:\s+(?:a\s+lot|so\s+much|in\s+advance))?|thank you(?:\s+so\s+much)?)?[\s?.!]*$", ""),
    (r"^(?:i\s+was|i'm|i\s+am|just)\s+(?:just\s+)?(?:wondering|curious|looking\s+for)\s*(?:about\s+|if\s+|whether\s+)?", ""),
    (r"^(?:please\s+|(?:can|could|would|will)\s+you\s+(?:please\s+)?)+", ""),
    (r"^(?:tell|show|give|let)\s+(?:me\s+)?(?:know\s+)?(?:about\s+|more\s+about\s+)?", ""),
    ((r"^(?:(?:i(?:\s+(?:want|would like|need)|'d\s+like)\s+to\s+know)|do you know|i\s+wonder)\s*(?:about\s+"
     r"|if\s+)?"), ""),
    (r"^(?:recommend|suggest|find|search(?:\s+for)?|look\s+up)\s+(?:me\s+)?", ""),
    (r"[\s,]*(?:please|thanks?|thank you)?[\s?.!]*$", ""),
    (r",?\s+(?:that\s+|which\s+)?(?:you(?:'d|\s+would|\s+could|\s+can)?|locals)\s+(?:recommend|suggest)$", ""),
    (r"\s+and\s+how\s+much\s+(?:it|they|that|is\s+it|does\s+it|do\s+they)(?:\s+(?:is|are|costs?))?$", " price"),
    (r"\s+and\s+(?:where|when)\s+(?:it|they)\s+(?:is|are)$", ""),
    (r"^where\s+(?:can|could|should|do|to)\s*(?:i|we|you|one|people)?\s+(?:go\s+to\s+)?(?:find|see|get)\s+(.+)$", r"\1"),
    (r"^where\s+(?:can|could|should|do|to)\s*(?:i|we|you|one|people)?\s+(.+)$", r"\1"),
    (r"^where(?:\s+(?:is|are)|'s)\s+(.+)$", r"\1 location"),
    (r"^where\s+(?:i|we|one|people)\s+(?:can|could|should)\s+", ""),
    (r"^how\s+(?:do|can|should|would|could)\s+(?:i|we|you|one|people)\s+", "how to "),
    (r"^(?:is|will)\s+it\s+(?:going\s+to\s+|gonna\s+)?(?=rain|snow|be)", ""),
    (r"^when\s+(?:is|are|will|was)\s+(.+?)(?:\s+(?:held|be|happening))?$(?<!open)(?<!closed)", r"\1 dates"),
    (r"^what(?:'s|\s+is|\s+will)\s+(?:the\s+)?weather\s+(?:be\s+)?(?:going\s+to\s+be\s+)?(?:like\s+)?", "weather "),
    (r"^(?:what\s+time|when)\s+(?:does|do|is|are)\s+(.+?)\s*(?:start|begin|end|finish|run|leave)s?$", r"\1 schedule"),
    ((r"^(?:what(?:\s+time|\s+are\s+the\s+(?:opening\s+)?hours)|when)\s+(?:does|do|is|are|of"
     r"|for)\s+(.+?)\s*(?:open|close|start|end)?s?$"), r"\1 opening hours"),
    (r"^(?:is|are)\s+(?!there\b)(.+?)\s+(?:open|closed)\b[\s?]*([\w\s]*)$", r"\1 opening hours \2"),
    (r"^how\s+much\s+(?:is|are|does|do)\s+(.+?)(?:\s+costs?)?$", r"\1 price"),
    (r"^(?:what|which)\s+(\w+)\s+(?:are|is)\s+(?:there\s+)?(?=in|at|on|near|around)", r"\1 "),
    (r"^(?:what|who)(?:\s+(?:is|are)|'s)\s+", ""),
    (r"^(?:(?:is|are)\s+there|there(?:'s|\s+(?:is|are)))\s+(?:any\s+|an?\s+)?", ""),
    (r"^(?:is|are|was|will|does|do|did)\s+(?:the\s+|it\s+)?(.+?)\s+(?:running|happening|available|allowed|held|operat\w+|sold\s+out)\b", r"\1"),
    (r"^(?:can|could|should|may|do)\s+(?:i|we|you|foreigners?|tourists?|people)\s+(?:still\s+|need\s+to\s+)?", ""),
    (r"^(?:any|some|the|an?)\s+", ""),
)  # fmt: skip
_JAPANESE_TALK = _rules(
    (r"^(?:すみません|あの|こんにちは|ちょっと)[、。,\s]*", ""),
    (r"(?:が|を)?(?:知りたい|探してい(?:ます|る)|探して(?:もらえ|くれ|いただけ)ます(?:か)?|お願いし(?:ます|たい))(?:です|のですが|んですが)?[。??!\s]*$", ""),
    (r"(?:は|って)?何曜日(?:が|に)?(?:休み|お休み|定休日)?(?:ですか|でしょうか|なの)?[。??!\s]*$", " 定休日"),
    (r"(?:は|が)?(?:どう|いかが)(?:ですか|でしょうか|なの|ですかね)?[。??!\s]*$", ""),
    (r"(?:は|が|って)?(?:いくら|おいくら)(?:くらい|ぐらい|ほど)?(?:です|でしょう|し(?:ます)?|かかり(?:ます)?)?(?:か)?[。??!\s]*$", " 料金"),
    ((r"(?:について|に関して|のことを?|を)?(?:もっと|詳しく)?(?:教えて|おしえて|紹介して|探して|説明して|調べて)"
     r"(?:ください|下さい|くれませんか|もらえますか|ほしい(?:です)?|欲しい(?:です)?"
     r"|くれる)?[。??!\s]*$"), ""),
    ((r"(?:は|って)?(?:どこ|何処)(?:に)?(?:ありますか|あるの?|ですか|でしょうか"
     r"|にある)?[。??!\s]*$"), " 場所"),
    (r"(?:は|って)?(?:何時|いつ)(?:から|まで|に)?(?:[ぁ-んァ-ヶ一-龠]*)[。??!\s]*$", " 営業時間"),
    (r"(?:は|って)?(今日|明日|明後日|今週末|今)?(?:は|も)?(?:開い|営業し|やっ|動い|運行し)て(?:いますか|ますか|いる|る)[。??!\s]*$",
     r" \1 営業時間"),
    (r"(?:は|って)?(?:いくら|おいくら)(?:ですか|でしょうか|かかりますか|なの)?[。??!\s]*$", " 料金"),
    (r"(?:は|って)?(?:何|なん|どんな(?:ところ|場所))(?:ですか|でしょうか)?[。??!\s]*$", ""),
    (r"(?:は|が)?(?:ありますか|ある|ですか|でしょうか)?[。??!\s]*$", ""),
)  # fmt: skip
_CHINESE_TALK = _rules(
    (r"^(?:你好|您好|不好意思|劳驾|勞駕)[,,。!\s]*", ""),
    (r"[,,。!??\s]*(?:谢谢|謝謝|多谢|拜托了?|感谢)[您你]?[。!??\s]*$", ""),
    (r"^(?:请问|請問)?(?:我|我们)?(?:想|想要|要)?(?:知道|了解|问(?:一下|问)?|查(?:一下)?|找)(?:一下)?", ""),
    (r"^(?:请|請)?(?:能|可以|可不可以|能不能|麻烦你?)?(?:帮|幫)(?:我|忙)?(?:找|查|看|推荐|搜)(?:一下|下)?", ""),
    (r"[,,]?(?:请|能)?(?:推荐|推薦|介绍|介紹)(?:一下|下|给我|几个|一个)?(?:吗|吧|呗)?[。??!\s]*$", ""),
    (r"(?:有没有|有沒有|有什么|有什麼|有哪些|有啥)(?:比较)?", " "),
    ((r"^(?:请问|請問|请|請|麻烦你?|麻煩你?|能不能|可以)?(?:告诉我|告訴我|介绍一下|介紹一下"
     r"|推荐(?:一下|给我)?|推薦(?:一下|給我)?|帮我(?:找|查)(?:一下)?|幫我(?:找|查)(?:一下)?)?(?:关于"
     r"|關於)?"), ""),
    (r"(?:吧|吗|嗎|呢|呀|谢谢|謝謝)*[??。!\s]*$", ""),
    (r"(?:在|位于|位於)?(?:哪里|哪裡|哪儿|哪兒|什么地方|什麼地方)$", " 位置"),
    (r"(?:是|在)?(?:几点|幾點|什么时候|什麼時候)(?:开始|開始|举行|举办|有)$", " 时间"),
    ((r"(?:是)?(?:几点|幾點|什么时候|什麼時候)(?:开门|開門|开|關門|关门|营业|營業|开始"
     r"|開始)?$"), " 营业时间"),
    (r"的?(?:门票|門票|票价)?(?:要|是)?(?:多少钱|多少錢|几块钱)$", " 门票 价格"),
    (r"(?:哪里|哪裡|哪儿)(?:可以|能|有)?(?=\S{2})", " "),
    (r"(?:最|比较)(?:划算|便宜|好)$", ""),
    (r"(?:最|比较)?(?:划算|好|便宜|正宗|有名)?的?(?:地方)?(?:是|在)?(?:哪里|哪裡|哪儿|哪家)$", ""),
    (r"(?:是)?(?:什么|什麼|谁|誰)$", ""),
    (r"(?:怎么样|怎麼樣|好吗|好嗎)$", ""),
)  # fmt: skip
_TALK: Final[dict[Language, _Rules]] = {"en": _ENGLISH_TALK, "ja": _JAPANESE_TALK, "zh": _CHINESE_TALK}

PLACE_WORDS = re.compile(
    r"위치|어디|맛집|카페|식당|영업시간|가격|입장료|주소|전시|축제|날씨|팝업|시장|숙소|호텔|공원"
    r"|박물관|미술관|거리|매장|본점|지점"
    r"|야경|명소|코스|데이트|산책|행사|공연|콘서트|빵집|술집|서점|병원|약국|주차|환전|사우나|찜질방"
    r"|불꽃|버스킹|팝업|노포|대여|환불|예약|원조|클럽|미사|빙수|떡볶이|삼겹살|비건|할랄|쇼핑|아울렛|스파|투어|체험|유람선|크루즈"
    r"|(?<![가-힣])(?:비|눈)\s?(?:오|온|올|와|예보|소식)|미세\s?먼지|기온|우산|벚꽃|단풍|오늘|내일|모레|이번\s?주|주말|다음\s?주"
    r"|가\s?볼\s?만|갈\s?만|놀\s?거리|먹을"
    r"|\b(?:location|restaurants?|caf[eé]s?|bars?|hotels?|hours|price|festivals?|exhibitions?|weather"
    r"|markets?|parks?|museums?"
    r"|rain|snow|forecast|today|tonight|tomorrow|weekend|week|cruise|blossoms?|pop-ups?|tours?|tickets?|jjimjilbang|halal|vegan"
    r"|near|shops?|stores?|view|places?|events?|concerts?|bakery|popup|pop-up|nightlife|streets?"
    r"|address|hospital|pharmacy)\b"
    r"|ポップアップ|両替|チケット|定休日|今日|明日|今週|週末|雨|雪|桜|お店|焼肉|サムギョプサル|免税|コンサート|イベント"
    r"|场所|换钱|換錢|退税|喷泉|噴泉|表演|灯会|今晚|演唱会|演唱會|门票|今天|明天|后天|周末|下雨|下雪|烤肉|免税店|夜市|展览|活动|购物"
    r"|場所|営業時間|料金|天気|レストラン|カフェ|ホテル|祭り|市場|公園|展|店|夜景|観光"
    r"|位置|营业时间|价格|天气|天氣|餐厅|餐廳|咖啡|酒店|市场|公园|博物馆|美食|夜景|景点|景點|商店",
    re.IGNORECASE,
)
SEOUL: Final[dict[Language, str]] = {"ko": "서울", "en": "Seoul", "ja": "ソウル", "zh": "首尔"}
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
_QUOTES = re.compile(r"(?<!\w)['’]|['’](?!\w)|[\"“”‘「」『』《》<>`]+")
_APOSTROPHE = re.compile("’")


def write(question: str, language: Language, cut: Cut | None = None) -> str:
    """The search query for `question`, which stands alone. Never empty unless the question is.

    서울 (in the asker's language) is added when the question is about a place or a day and names no other
    city. `cut`: the morphemes of a Korean text; without them only particles that are sure are taken off.
    """
    plain = asked(question)
    query = _korean(plain, cut) if language == "ko" else _apply(_TALK[language], plain)
    query = _SPACE.sub(" ", query).strip(" ?!.,~。、") or plain
    if (PLACE_WORDS.search(query) or PLACE_WORDS.search(plain)) and not _CITIES.search(plain):
        query = f"{SEOUL[language]} {query}"
    return query[:MAX_CHARS].strip()


def asked(question: str) -> str:
    """The question in one form: no quotes, single spaces."""
    plain = unicodedata.normalize("NFKC", _APOSTROPHE.sub("'", question))
    return _SPACE.sub(" ", _QUOTES.sub(" ", plain)).strip()


def _apply(rules: _Rules, text: str) -> str:
    """Each rule once, in order; one that would leave nothing is passed over."""
    for pattern, word in rules:
        text = pattern.sub(word, text).strip() or text
    return text


def _korean(asked: str, cut: Cut | None) -> str:
    bare, word = _apply(_KOREAN_TALK, asked), ""
    if cut is not None:
        for pattern, meant in _KOREAN_INTENT:
            if (found := pattern.search(bare)) and found.start():
                bare, word = bare[: found.start()].strip(" ?!.,~"), meant
                break
        kept, described = told(_POLITE.sub("", bare), cut)
        if word == " 위치" and kept.endswith(("예약", "예매", "구매", "신청", "환불", "결제", "대여")):
            word = " 방법"
        if word == " 위치" and (described or kept.endswith("곳")):
            word = ""
        return f"{kept}{word}".strip()
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
