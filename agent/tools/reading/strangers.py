# ruff: noqa: E501 (lists of words read best as one flowing text)
"""Names of what nobody here holds: 은여울 다방, Amber Court Gallery, 星の海博物館.

Whoever asks for the hours of a house that we do not know must not hear those of the one spoken of before.
A word is taken for such a name where it is none of everyday language; surely so where a kind of house stands
with it.
"""

import re
from collections.abc import Sequence
from typing import Literal

from agent.tools.reading.themes import theme
from agent.tools.text.sieve import Sieve
from agent.tools.text.words import EVERYDAY, GENERIC
from rag.endings import JOINED, LOOSE, PARTICLES

Strange = Literal["house", "word"]
"""What is named: a house by its kind, or just something."""


def _of(last: str) -> str:
    """All syllables that end in a consonant."""
    at = FINALS.index(last)
    return "".join(chr(0xAC00 + 28 * each + at) for each in range(399))


FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

_SURE = (
    "박물관|미술관|뮤지엄|뮤지움|월드|랜드|파크|타워|수족관|아쿠아리움|전시관|기념관|과학관|천문대|동물원|식물원|수목원|역사관|문학관|생태관|민속관|체험관|문고|서점|사우나|다방|책방|주점|상회|공방|제과|양조장|도서관|전망대|궁전|궁"
    "|한옥마을|벽화마을|화랑|사진관|음악회|해수욕장|센터|시장|호텔"
)
_LIKELY = "공원|야시장|북카페|온천|찜질방|찻집|포차|갤러리|스튜디오|놀이공원|식당|국밥|국수|카페|극장|공연장|축제|농장|목장|성당|교회|대여점|편집숍|소품샵"
_TAIL = "(?:은|는|이|가|을|를|의|에|도|요|에서|이라는|라는|이란|란)?$"
_HOUSE = re.compile(rf"^(?P<head>[가-힣A-Za-z]*?)(?:(?P<sure>{_SURE})|{_LIKELY}){_TAIL}")
"""Before a sure kind stands a name, or what sort of one it is; before a likely one everyday words as well."""
_KIND = re.compile(
    rf"\s(?:[가-힣]*?(?:(?:{_SURE})(?<!\s궁)|{_LIKELY})|바|펍|클럽){_TAIL.removesuffix('$')}(?![가-힣])"
)
"""A kind of house as a word of its own, behind its name."""
_APART = re.compile(
    rf"(?<![가-힣])(?P<head>[가-힣]{{3,8}})\s(?:{_SURE})(?<!\s궁){_TAIL.removesuffix('$')}(?![가-힣])"
)
"""The same behind what may be a name made of everyday words."""
_PLAIN = re.compile(
    r"^(?:전통|재래|벼룩|수산|야$|새벽|무료|어린이|미디어|과학|역사|민속|현대|실내|야외|유명|대형|작은|큰|근처|옛날|동네|국립|시립|구립|공립|사립|대학|지하|한옥|테마|루프탑|애견|무인|만화|보드|방탈출|기념품|푸드|먹거리|꽃|한복|교통|관광|안내|쇼핑|문화|체험|방문자|음악|군사|전쟁|궁중|불교|자연사|서울|고$|어느|무슨|어떤|다른|이$|그$|저$)"
)
"""Before a kind of house: what sort of one, and no name."""
_SAID_OF = re.compile(r"(?:[는은한운던된할될볼갈놀을인쁜른진]|[가-힣][하으시계주]실|같은|있는|없는)$")
"""The form in which a Korean verb stands before a noun: 조용한 카페, 사진 잘나오는 한옥."""
_VERBAL = re.compile(
    r"(?:[면고서데음어아여해지게든려니까죠네냐나자듯며]|거나|는데|던데|도록|면서|[가-힣](?:어요|아요|해요|나요|세요|까요|가요|니다))$"
)
_GOING_ON = re.compile(
    r"(?:(?:데리|하|들|타|보|먹|입|신|싸|끌|메|안|가지|갖)고|[해와가아어여]서|[하보으]러|려고|는데|에게|한테)$"
)
"""A clause that goes on to the house: 강아지 데리고 카페."""
_BOUND = re.compile(r"\s?(?:수|것|거|게|건|데|곳|때|줄|지|만한|뿐|동안|김에|정도|만큼)(?![가-힣]{3})")
"""Behind the form of a verb: 빌릴 수, 물어본 데."""
_DOING = re.compile(r"[가-힣]{1,}(?:하|주|들|보|타|쓰|짓|먹|굽|찍|입|만지)기(?:은|는|이|가|도|를|요)*$")
"""What is done: 먹이주기는, 만들기."""
_FUSED = re.compile(
    rf"[{_of('ㄴ')}{_of('ㄹ')}](?:수|거|것|건|게|데|줄|지|때)(?:가|는|도|를|로|예요|에요|야|지|죠|나요?|인가요?|있\S{{0,3}}|없\S{{0,3}})?$"
)
"""A verb and what it stands before, written as one: 빌릴수, 지은거예요."""
_PERSON = re.compile(
    r"(?:학생|대학생|초딩|중딩|고딩|관광객|외부인|외국인|일반인|회원|직원|주민|시민|가족|손님|방문객|누구나|아무나|아기|애기|꼬마|엄마|아빠|부모님?|할머니|할아버지|친구|동생|단체|개인|커플|[둘셋넷]이?)"
    r"(?:은|는|이|가|도|을|를|의|에게|한테|들|이랑|랑|만|용|요금)*$"
)
"""Who asks or comes along."""
_FITTING = re.compile(
    r"^(?:신분증|여권|학생증|준비물|콘센트|충전기?|와이파이|에어컨|난방|엘리베이터|에스컬레이터|승강기|놀이터|벤치|매점|자판기|정수기|쓰레기통|흡연실|흡연구역|탈의실|샤워실|휴게실|쉼터|그늘|의자|테이블|계단|경사로|점자|조명|분수|킥보드|자전거|보관소|대여소)"
    r"(?:은|는|이|가|도|을|를|요|은요|는요|도요)*$"
)
"""What visitors look for in any place."""
_PUT = re.compile(r"(?:은|는|이|가|을|를|에|에서|의|도|도요|은요|는요)$")
_MORE = re.compile(r"[가-힣A-Za-z]")
_COUNTED = re.compile(
    r"^(?:\d|[첫두세네]\s?번째|다섯\s?번째|마지막|(?:[가-힣]{1,4}(?:시|분|명|월|일|호선)|[영일이삼사오육칠팔구십백천만몇]{1,4}원)(?:에|까지|부터)?$)"
)
_HANGUL = re.compile(r"[가-힣]")
_LATIN_KINDS = (
    "museum|gallery|palace|market|tower|temple|park|gardens?|observatory|aquarium|cafe|café|coffee|bakery|restaurant|bistro|bar|pub|diner|hotel|hostel"
    "|guesthouse|bookstore|bookshop|library|theat(?:re|er)|studio|workshop|store|boutique|salon|spa|sauna|house|hall|cent(?:re|er)|festival|zoo|village|castle|shrine"
    "|cathedral|church|skywalk|skydeck|arena|pavilion|fortress|mansion|lounge|kitchen|brewery|winery|arcade|plaza"
)
_LATIN_HOUSE = Sieve(
    rf"(?P<head>(?:[A-Za-z][\w'’-]*\s){{1,4}})(?:{_LATIN_KINDS})\b|\b(?i:{_LATIN_KINDS})\s(?:of|for)\s(?P<of>(?-i:[A-Z])[\w'’-]+)"
)
_PLAIN_LATIN = frozenset(
    """national royal folk war art arts city modern contemporary history historic old new traditional night flea fish flower food street shopping mall
    buddhist catholic hanok underground sci science any the a an this that these those my our your their its his her another other same which what every each no some
    local nearby near close closest nearest cheap free best good nice famous popular small big huge tiny quiet open public children kids family tea jazz rooftop book gift souvenir
    convenience department duty tourist tourism information visitor visitors community cultural culture korean korea first second third fourth last next main whole entire
    inside outside indoor outdoor grand central secret rear back front dept fancy peaceful calm pretty cute lone toy antique river riverside lake forest theme water""".split()  # noqa: SIM905 (words)
)
_LIKE = re.compile(r"^[a-z]+(?:est|ful|ous|ive|ing|ish|able|ed|ly)$")
"""What a house is like: the oldest market."""
_HAN_KINDS = (
    "博物[館馆舘]|美[術术][館馆]|記念館|纪念馆|科学館|科技馆|水族[館馆]|動物園|动物园|植物[園园]|展望台|展望臺|观景台|天文台|遊園地|游乐园|庭園|公園|公园|宮殿?|宫殿?|寺院|市場|市场|夜市|集市|書店|书店|図書館|图书馆|喫茶店|茶館|茶馆|食堂|酒場|劇場|剧场|剧院|温泉|旅館|旅馆|音乐节|音楽祭|祭り"
    "|ミュージアム|ギャラリー|カフェ|ベーカリー|ブックス|ホテル|タワー|パーク|ランド|マーケット|スタジオ|工房|咖啡[馆店厅館廳]?|画廊|畫廊|餐[厅廳馆館]|面包店|(?<!料)亭"
)
_HAN_HOUSE = re.compile(
    rf"(?P<head>(?:[一-鿿々ァ-ヺー]{{1,6}}[ぁ-ゖ]{{2,5}}(?<![るたいなのくうすむつぬぶでにをはがへともてかだんけめらり])|[一-鿿]{{1,4}}[るいつがの][一-鿿]{{1,4}}|(?:^|(?<=[、。\s]))[ぁ-ゖ]{{3,6}}[一-鿿]{{1,3}}|[一-鿿々ァ-ヺーの]{{1,12}}?))(?:{_HAN_KINDS})"
)
_QUOTED = re.compile(rf"[「『“][^」』”]{{2,16}}[」』”](?:という)?(?:{_HAN_KINDS})")
"""A name in its marks, and the kind of house behind it."""
_PLAIN_HAN = re.compile(
    r"(?:近く|附近|周辺|周边|有名な?|人気|無料|免费|免費|国立|國立|市立|民俗|歴史|历史|歷史|戦争|战争|現代|现代|伝統|传统|傳統|この|その|あの|どの|这个|這個|那个|那個|哪个|哪個|什么|甚麼|一个|一個|几个|最近|近い|室内|屋内|屋外|子供|儿童|兒童|大きな|小さな|ソウル|首尔|首爾|韓国|韩国|韓國|伝統的な|おしゃれな|静かな|好的|大的|小的|地元|本地|的|な|い|の|有|没有|沒有|去|到|在|逛|进|進|看|找|和|跟|哪|哪些|家|间|間|座|想|清真|素食|水産|水产|古|韓食|韩餐|ハラル|ビーガン|四大|五大|世界|海鮮|海鲜|高級|高级|平价|个|個|条|種|种|こんな|そんな|みたい)$"
)


_LIKENED = re.compile(r"(?:みたいな|のような|っぽい|之类|那样)")
"""Behind a name that others are to be like."""


def strange(words: Sequence[str], text: str) -> Strange | None:
    """What of a message's words that say nothing else (`agent.tools.reading.residue.residue`) names something.

    `text`: the message without the names that we hold.
    """
    found = [_korean(word, text) for word in words if _HANGUL.search(word)]
    houses = (
        *map(_coined, _APART.finditer(text)),
        *map(_latin, _LATIN_HOUSE.finditer(text)),
        *map(_han, _HAN_HOUSE.finditer(text)),
        *map(bool, _QUOTED.finditer(text)),
    )
    return "house" if "house" in found or any(houses) else "word" if "word" in found else None


def _korean(word: str, text: str) -> Strange | None:
    house = _HOUSE.match(word)
    if house and house["head"]:
        head = house["head"]
        plain = len(head) == 1 or _PLAIN.search(head) or _SAID_OF.search(head) or theme(word)
        return None if plain or (not house["sure"] and _everyday(head)) else "house"
    at = text.find(word) + len(word)
    kind = None if house or _COUNTED.match(word) else _KIND.match(text, at)
    if house or _everyday(word) or _COUNTED.match(word):
        return None
    if kind:
        return None if _SAID_OF.search(word) or _GOING_ON.search(word) else "house"
    said = (
        _VERBAL.search(word)
        or _DOING.search(word)
        or _PERSON.search(word)
        or _FITTING.match(word)
        or _FUSED.search(word)
        or _BOUND.match(text, at)
    )
    return None if said or _predicate(word, text, at) else "word"


def _predicate(word: str, text: str, end: int) -> bool:
    """Whether a word ends its sentence without a particle, as verbs do: 밤에도 이뻐?, 언제 지은거예요."""
    return not _PUT.search(word) and not _MORE.search(text, end)


def _everyday(word: str) -> bool:
    """Whether a word is one of everyday language, with a particle or another such word behind it."""
    for end in range(len(word), 1, -1):
        head, tail = word[:end], word[end:]
        if head not in EVERYDAY and head not in GENERIC and theme(head) is None:
            continue
        if (
            not tail
            or tail in PARTICLES
            or tail in {"다", "다가"}
            or tail in JOINED
            or tail in LOOSE
            or tail in EVERYDAY
        ):
            return True
    return False


def _coined(match: re.Match[str]) -> bool:
    """Whether two nouns of everyday language are one name: 별빛정원, 하늘바람; no 겨울여행."""
    word = match["head"]
    if _DONE.search(word) or _SAID_OF.search(word):
        return False
    parts = ((word[:at], word[at:]) for at in range(1, len(word)))
    return any(_noun(head) and theme(head) is None and _noun(tail) for head, tail in parts)


def _noun(part: str) -> bool:
    return part in EVERYDAY if len(part) > 1 else part in _SKY


_SKY = frozenset("별달해빛꽃숲솔샘섬돌")
"""Nouns of one syllable that names are made of: 바다별."""
_DONE = re.compile(
    r"(?:여행|구경|나들이|산책|축제|체험|데이트|관람|코스|명소|투어|개장|행사|공연|전시|추천|정보)$"
)
"""What visitors do, and no part of a name."""


def _latin(match: re.Match[str]) -> bool:
    """Whether the words right before a kind of house are a name: written large, or no everyday ones."""
    if match["of"]:
        return True
    *_, last = match["head"].split()
    if last.lower() in _PLAIN_LATIN or _LIKE.search(last):
        return False
    return last.lower() not in EVERYDAY or (last[0].isupper() and match["head"].strip() != last)


def _han(match: re.Match[str]) -> bool:
    head = match["head"].lstrip("的の")
    if _LIKENED.match(match.string, match.end()):
        return False
    return len(head.replace("の", "")) > 1 and not _PLAIN_HAN.search(head)
