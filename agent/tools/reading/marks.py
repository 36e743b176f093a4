# ruff: noqa: E501, SIM905 (lists of words and patterns read best as one flowing text)
"""What stands before and behind a name that says which end of a route it is, in four languages."""

import re
from typing import Literal

Role = Literal["from", "to", "at", "via", "after"]
"""`at`: where the asker says that they are, an origin unless one is named; `after`: where they are before
(경복궁 보고 명동): an origin where none is named, else a stop on the way."""

_TAG = r"(?:\s?(?:국내선|국제선|[12]?\s?터미널|쪽|앞|옆|근처|부근|안|정문|후문|입구|출구|사거리|정류장|터미널|버스정류장|산책로|매표소|주차장|캠퍼스|에\s?있는\s?\S{1,12}))*\s?"
EXIT = re.compile(
    r"\s?(?:(\d{1,2})\s?번\s?(?:출구|출입구)|(?:station\s?)?exit\s?(\d{1,2})|(\d{1,2})(?:番|号|號)(?:出口|出入口))",
    re.IGNORECASE,
)
AFTER: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("from", re.compile(r"\s?(?:을|를|으로|로|이|가)?\s?출발(?:지|역|점)|(?:を|が)出発(?:地|駅|点)|(?:作为|為|为|当)?(?:出发地|出发站|起点)|\s(?:as|is)\s(?:the|my)\s(?:start|origin|departure)", re.IGNORECASE)),
    ("to", re.compile(r"\s?(?:을|를|으로|로|이|가)?\s?(?:도착|목적)(?:지|역)|(?:を|が)(?:目的地|行き先|到着)|(?:作为|為|为|当)?(?:目的地|终点)|\s(?:as|is)\s(?:the|my)\sdestination", re.IGNORECASE)),
    ("via", re.compile(_TAG + r"(?:을|를|에|도)?\s?(?:잠깐\s?|먼저\s?|잠시\s?)?(?:들러|들렀|들려|들르|들를|들릴|들린|거쳐|거치|경유|지나서|지나(?=\s|가)|찍고|통해서?)|(?:で|を)?(?:経由|経て|乗り継)|に(?:寄っ|寄り|立ち寄)|を通っ")),
    ("to", re.compile(r"(?:역)?에서\s?(?:\S{1,6}\s)?(?:약속|모임|회식|미팅|면접|결혼식|만나기로|보기로|만나(?=$|[요자\s.!]))")),
    ("after", re.compile(_TAG + r"(?:에\s?있다가|(?:을|를|에)?\s?(?:가는\s?김에|갔다가|갔다\s|다녀와서|구경하고|구경하다가|보고\s?(?:나서|서)?(?=\s)|관광하고|둘러보고)|에서\s?(?:갈아|환승)|에서\s?(?:\S{1,5}\s)?(?:먹고|마시고|구경하고|놀고|쇼핑하고|보고|사고|쉬었다가|내렸다가|만나서|찍고)(?=\s))|を(?:見て|観光して)")),
    ("at", re.compile(_TAG + r"(?:에서|에)?\s?(?:(?:막\s|방금\s)?내렸|도착(?:해서|하자마자|한\s?(?:다음|뒤|후)))")),
    ("from", re.compile(_TAG + r"(?:에서부터|에서|부터|출발|(?:을|를)?\s?떠나|\s?(?:에서\s?)?내려서|발(?=\s|$)|서(?=\s|부터|요)|(?:から(?!の(?:眺|景|夜景|ビュー|日の出|夕|朝焼|見晴|展望|写真))|発|より|を(?:何時|いつ)(?:に|ごろ|頃)?\s?(?:出|発)|を(?:出|発)(?:て|る|た|発|れば)))")),
    ("from", re.compile(r"\s?(?:->|→|⇒|=>|>|➡|~|〜|～|—|–|-(?=\s))")),
    ("at", re.compile(_TAG + r"(?:에|에는)?\s?(?:있(?:는데|어|습니다|음|거든)|와\s?있|도착했|묵|머물|숙소)")),
    ("to", re.compile(_TAG + r"(?:까지|(?:에|로)?\s?(?:KTX|SRT|ITX|기차|열차|비행기|고속버스)\S{0,2}\s?타러|(?:을|를)?\s?(?:타|보|먹으|사|놀|만나|쇼핑하|구경하|찍으)러\s?[가갈]|(?:으로|로|에|을|를)?\s?(?:가(?:는|려|고|자|야|면|서|기|려면|줘|요|도)|갈|갑|간다|가\b|향|도착|이동|행)|(?:으로|로)(?=\s|$|[?？.!,])|행(?=\s|$)|방면)")),
    ("to", re.compile(r"\s?(?:(?:の(?:ホテル|宿|近く|駅|方))?(?:に|へ|まで)\s?(?:戻|帰)|まで|への?(?=行|ア|$|\s|は|バ|道|電|タ|の|い|移|向)|に(?:行|いく|いき|は|着|向|変|かえ|変更)|へ)|怎么[去走到]|怎麼[去走到]")),
    ("at", re.compile(_TAG + r"(?:이야|야|인데요?|(?<=근처)고|(?<=[앞옆쪽])이고|이에요|예요|에요|입니다|임|이요|이거든요?|거든요?|이고요?)(?=$|[\s.!?,~)])|(?:の(?:近く|近所|周辺|そば))?に(?:いま|いる|いて|着い|泊ま|宿泊|滞在|住ん)|です(?!か)")),
)  # fmt: skip
BEFORE: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("via", re.compile(r"(?:\b(?:via|through|pass(?:ing)?|past|(?:with\sa\s)?stop(?:ping)?(?:\s(?:off|over))?\s(?:at|by|in))\s(?:the\s)?|经过|經過|经由|途经|途經|经(?!常|济|典|理)|路过|顺路去|(?:中途|途中|中间|路上|顺便)(?:想|要)?去(?:一下)?|先去|経由地?は|경유(?:지|역)(?:는|은|:)?\s?|경유(?:는|은|:)\s?)$", re.IGNORECASE)),
    ("from", re.compile(r"(?:\b(?:from|leav(?:e|ing)(?:\sfrom)?|starting\s(?:at|from|in)|departing)\s(?:the\s|exit\s\d{1,7}\sof\s)?|\bstart(?:ing)?(?:\s(?:point|place|station|location))?\s(?:to|is|at|as)\s(?:the\s)?|\b(?:origin|departure)\s(?:to|is|should\sbe)\s|从|從|由|自|离|離|出発(?:地|駅|点)?[はを]|(?:出发(?:地|点|站)?|起点)(?:改成|改为|改到|改|换成|换到|变成|是|为|:|：)|출발(?:지|역|점|하는\s?곳)?(?:는|은|를|을|만|도|:)?\s?)$", re.IGNORECASE)),
    ("to", re.compile(r"(?:\b(?:to|reach|visit|towards?|for|into|see|to\sbe\s(?:at|in)|be\s(?:at|in)|arriv(?:e|ing)\s(?:at|in))\s(?:the\s)?|\bway\sto\s|\b(?:hotel|hostel|airbnb|accommodation|place)\s(?:is\s)?(?:in|at|near)\s|(?:→|->|⇒|=>|➡)\s?|到|去|回|往|至|前往|抵达|(?:目的地|行き先|到着(?:地|駅)?)[はを]|(?:目的地|终点|到达(?:地|站))(?:改成|改为|改到|改|换成|换到|变成|是|为|:|：)|(?:도착|목적)(?:지|역|하는\s?곳)?(?:는|은|를|을|만|도|:)?\s?)$", re.IGNORECASE)),
    ("at", re.compile(r"(?:\b(?:landed|arrived|just\sgot|got\soff)\s(?:at|in)\s|\b(?:i'?m|i\sam|we'?re|we\sare|now|currently|staying|located)\s(?:\w+\s)?(?:in|at|near)\s(?:the\s)?|(?:지금|현재|나|난|저|저는|나는|우리)(?:은|는)?\s?|在|我在|今(?:は|、)?|いま)$", re.IGNORECASE)),
)  # fmt: skip
ARROWS = ("to", "到", "去", "→", "->", "=>", "⇒", "➡", "~", "～", ">")
PASSING = re.compile(r"갈아|환승|거쳐|거치|경유|지나|통해|経由|経て|を通っ|经过|經過|经由|途经|途經|路过|\bvia\b|\bthrough\b|\bpass(?:ing)?\b", re.IGNORECASE)  # fmt: skip
STAYING = re.compile(
    r"들러|들렀|들려|들르|들를|들릴|들린|갔다|다녀|구경|보고|먹고|찍고|놀고|사고|쇼핑|stop|寄|见|先去|顺路",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"(?<![가-힣A-Za-z])(?:(?:서울(?:특별시|시)?|경기도?|인천(?:광역시|시)?)\s?)?(?:[가-힣]{1,4}(?:구|시|군)\s?){0,2}"
    r"(?:[가-힣][가-힣0-9·]{0,9}(?:대로|로|길)(?:\s?\d{1,3}(?:번|[가-힣])?길)?|(?<=[구시군]\s)[가-힣]{1,6}\d{0,2}(?:동|가|리|읍|(?<![타가오하보으])면))\s?(?:산\s?)?\d{1,4}(?:-\d{1,4})?(?:번지)?(?![\d.]|\s?가(?![는려고야자면])|\s?(?:번\s?출구|호선|분|시|명|원|만|천|개|번째))"
    r"|\b\d{1,4}(?:-\d{1,3})?,?\s[A-Z][\w-]{1,20}-(?:daero|ro|gil)(?:\s\d{1,3}-gil)?(?:,?\s[A-Z][a-z]+-gu)?(?:,?\sSeoul)?"
)
"""A road's name and a number, or a quarter's with a lot."""
AIRPORT = re.compile(r"(?<![가-힣A-Za-z])공항(?=에서|까지|으로|로|에|\s?(?:가|출발|도착|→))|\b(?:from|to|at|reach)\s(?:the\s)?(?P<en>airport)\b(?!\s(?:bus|limousine|railroad|express|train|line))|(?:(?<![一-鿿ァ-ヺー])|(?<=[去到从從往回在离離至]))(?P<han>空港|机场|機場)", re.IGNORECASE)  # fmt: skip
DOMESTIC = re.compile(r"국내선|제주|김포|부산|domestic|jeju|gimpo|国内|済州|济州", re.IGNORECASE)
_LINES = r"(?P<line>[1-9]호선|경의중앙선|경의선|중앙선|경춘선|수인분당선|분당선|경강선|신분당선|서해선|공항철도|인천[12]호선)"
LINE = re.compile(_LINES + r"\s?$")
LINE_BEHIND = re.compile(r"역?\s?\(\s?" + _LINES + r"\s?\)")
LINE_RIDDEN = re.compile(_LINES + r"(?:을|를|으로|로)?\s?(?:타|이용|편|만)")
LINES = {"경의선": "경의중앙선", "중앙선": "경의중앙선", "분당선": "수인분당선"}
COORDINATES = re.compile(r"(?<![\d.])(3[3-9]\.\d{1,15})\s?[,，]\s?(1(?:2[4-9]|3[01])\.\d{1,15})(?![\d.])")
KOREAN = re.compile(
    r"(?<![가-힣A-Za-z0-9·&])(?P<name>(?:[가-힣A-Za-z0-9·&]{1,16}\s){0,2}?[가-힣A-Za-z0-9·&]{1,20}?)(?:역?\s?\d{1,7}번\s?출구)?(?P<role>에서부터|에서|부터|까지|(?:으로|로|에)?\s?(?:가는\s?(?:법|길|방법|거|버스|지하철)|가려면|가려고|가려는데|갈래|가고\s?싶|어떻게\s?가)|(?<=[가-힣])(?=\s(?:빠른|쉬운|편한|가까운)\s?(?:길|방법|노선)))"
)
ENGLISH = re.compile(
    r"(?<!\bhow\s)(?<!nice\s)(?<!count\s)(?<!gonna\s)(?<!\bok\s)(?<!kay\s)(?<!have\s)(?<!need\s)(?<!want\s)(?<!like\s)(?<!allowed\s)(?<!rude\s)(?<!lite\s)(?<!time\s)(?<!sible\s)(?<!able\s)(?<!legal\s)(?<!used\s)(?<!posed\s)(?<!where\s)(?<!what\s)"
    r"\b(?P<role>from|to|reach)\s(?:the\s)?(?P<name>[A-Za-z가-힣0-9][\w가-힣'’&. -]{0,50}?)(?=\s(?:to|from|by|via|and|at|in|on|using|with|please|take|cost|now|tomorrow|tonight|how|what|if)\b|\s?[?,.!;]|\s?$)",
    re.IGNORECASE,
)
JAPANESE = re.compile(
    r"(?P<name>(?![にともへ])[^\s、。,?？はがをで]{2,20}?)(?<!て)(?P<role>から|まで|への?行き方|へ行|に行)"
)
CHINESE = re.compile(
    r"(?P<role>从|從|到|去|往)(?!最|比较|更|哪|什么|啥|玩|逛)(?P<name>[^\s，。,?？从從到去往怎要多坐打的吗呢远近(（]{2,16}?)(?=到|去|往|怎|要|多|坐|打|的|的路|[?？，。,\s]|$)"
)
PAIR = re.compile(
    r"^\s?(?P<first>[가-힣A-Za-z0-9 ]{1,30}?)\s?(?:->|→|⇒|=>|➡|~|～)\s?(?P<second>[가-힣A-Za-z0-9 ]{1,30}?)(?:\s(?:어떻게|택시|지하철|버스|얼마|몇|가는|경로|길).*)?[?？]?\s?$"
)
DASHED = re.compile(
    r"(?:^|\s)(?P<first>[가-힣A-Za-z0-9]{2,16})\s?[-–—]\s?(?P<second>[가-힣A-Za-z0-9]{2,16})\s(?:어떻게|택시|지하철|전철|경전철|버스|급행|얼마|몇\s?(?:분|시간)|요금|소요|도보|걸어|가는|막차|첫차|환승).*$"
)
LEADING = re.compile(r"^(?P<name>[A-Z][\w'’&.-]*(?:\s[A-Z0-9][\w'’&.-]*){0,4})(?=\sto\s)")
"""Starlight Villa to Yeouido: the first words of a message, written as names are."""
STOP = frozenset(
    """그냥 넘어 건너 빠져 옮겨 찾아 따라 움직여 이동해 나 올라 내려 들어 돌아 걸어 타고 빠르게 지금 오늘 내일 모레 나 난 저 저는 나는 우리 그럼 그러면 혹시 근데 그리고 그래서 일단 만약 산책 여기 거기 저기 이제 다음 택시 버스 지하철 전철 걸어서 도보 대중교통 빨리 제일 가장
    들렀다 들렸다 들러 들러서 거쳐 경유 처음 끝 막차 첫차 막차로 심야할증 할증 기본요금 한방 한방에 단번 단번에 한큐 다녀 지나 뛰어 달려 나와 나가 아침 저녁 밤 새벽 오전 오후 여행 한국 서울 어디 집 집에 숙소 호텔 학교 회사 몇 시 언제 얼마 그 이 저기요 안녕하세요 안녕 공항 역 타러 보러 먹으러 놀러 사러 근처 주변 시내 급하게 택시로 버스로 지하철로 지하철 첫차 막차 심야버스 공항버스 공항철도 KTX 기차 차 자전거 따릉이 반대로 거꾸로
    i me my it there here us you this that the a get go how do way where home hotel see visit know be take catch find eat do use drink ride walk some buy
    going heading getting travelling traveling walking walk driving leaving starting directions direction route routes airport station subway metro bus train taxi cab trip
    actually instead rather sorry okay ok then well also maybe change thanks please first last
    go to reach ask pay stay watch enjoy try speak learn transfer ここ そこ どこ 今 なんじ なんぷん いつ 一下 一趟 看看 何時 哪里 那里 这里 哪裡 怎么 现在 几点 什么 那儿 这儿 地方""".split()
)
TRIM = re.compile(r"^(?:지금|오늘|내일|나|난|저|저는|나는|우리|그럼|그러면|혹시|근데|그리고|일단|만약|이제|아|음|저기|그래서|안녕하세요|택시로|버스로|지하철로|빨리|그냥|다시|한번|좀|걸어서|택시|버스|지하철|은|는|이|가|을|를|서울에서|저희는?|제가|내가)\s")  # fmt: skip
AND = re.compile(r"(?:이랑|랑|하고|과|와|도)$")
PARTICLE = re.compile(
    r"(?:에서|까지|부터|으로|은|는|이|가|(?<!마)을|를|에|도|와|과|하고|고|면|데|서|요|야|지|니|까|해|어|아|려)$"
)


CLAUSE = re.compile(
    r"(?:는데|은데|인데|니까|면서|려고|으러|삼아|없이|[가-힣][아어여]서|해서|타고|려면|않고|도록)$"
)
"""What ends a clause and no name."""
ASKING = re.compile(r"(?:^|\s)(?:몇|얼마|언제|어디|무슨|어느|어떤|어떻게|뭐(?:\s|$))")
"""A question's word, that no name holds."""
GATE = re.compile(r"\s?(?:[정후동서남북중]문|매표소|주차장|산책로)")
"""A part of a place, and of no station."""
DESCRIBED = re.compile(
    r"(?:^|\s)(?:곳|데|장소|동네)$|\s(?:길|길거리|도로)$|(?:구경|산책|여행|나들이|데이트|관광|쇼핑|놀이|소풍|피크닉|드라이브|등산|캠핑|투어|체험)$|(?:있는|없는|같은|유명한|좋은|예쁜|가까운|맛있는|재밌는|큰|작은|싼|다른|아무)\s\S{1,5}$"
)
"""A kind of place in so many words, and no name: 촬영지로 유명한 곳."""
