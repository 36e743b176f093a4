# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""The words that give an intent away, in Korean, English, Japanese and Chinese."""

import re

from agent.tools.reading import eastern, western
from agent.tools.reading.patterns import anyof as _any
from agent.tools.text.sieve import Sieve

_PAST = "".join(chr(0xAC00 + 28 * at + 20) for at in range(399)).replace("있", "")
"""Syllables that end in ㅆ: 화났는데 goes on, and names no 데."""
_COMING = "".join(chr(0xAC00 + 28 * at + 8) for at in range(399)).replace("울", "")
"""Syllables that end in ㄹ: 보낼 실내, 쉴 데; not 서울 공원."""
_BORNE = "한은는던쁜큰된른운린싼연"
"""Syllables that end what tells of a noun behind: 조용한 숲길, 않은 관광지."""


# Ways of getting somewhere: a question of its own even without a place.
WAY = _any(
    eastern.WAY,
    western.WAY,
    r"(?:얼마나|많이)\s?떨어져|어떻게\s?(?:올라가|찾아가|넘어가|가|갈|감|갑|이동|와|오면|오나|오는|돌아가)|어케\s?(?:가|감|갈)|어떡해\s?가|어떠케\s?가|어떻해\s?가|어떻게가|어찌\s?(?:가|갈)|우째\s?가|뭐\s?타고|뭘?\s?타고|무엇을\s?타|뭐\s?타(?=[\s?？]|$|지|나|요)|뭐\s?타야|뭘\s?타",
    r"(?<!올라)(?<!내려)(?<!들어)가는\s?(?:법|방법|길|편|루트|경로|교통|버스|지하철|차편|가장|제일|거)|(?<!올라)(?<!내려)(?<!들어)가는\s?데\s?(?:\S{1,12}\s){0,2}(?:얼마|몇|걸|오래)|(?<!올라)(?<!들어)가는데\s?(?:얼마|몇)|(?<!올라)(?<!들어)가려면|갈려면|가려구|(?<!언제\s)(?<!쯤\s)(?<!쯤)(?<!에\s)가는게\s?(?:빨|나|편|좋)",
    r"(?:가까운|빠른|편한|쉬운|짧은|안전한)\s?(?:길|경로|루트)(?:로|은|이|을)?(?=\s|$|[?？])|얼마나\s?걸|얼마\s?걸|오래\s?걸|몇\s?분|에서\s\S{1,12}\s?몇\s?(?:km|키로|킬로)|몇\s?시간\s?(?:이나\s?)?걸|시간이?\s?얼마나|(?<![피하우막])(?<!면\s)(?<!면)걸[려리릴]|(?<=[가타오로]면)\s?걸[려리릴]|소요\s?시간",
    r"리무진|나가는\s?(?:출구|곳|길)|타는\s?곳|환승|갈아\s?타|갈아탈|길\s?(?:좀\s?)?찾|길\s?안내|길\s?(?:좀\s?)?알려|경로(?!\s?(?:우대|석|당|할인|무료|요금))|루트|교통편|교통비|(?<!주)차비|막차|첫차|배차|몇\s?호선|역\s?몇\s?개|몇\s?(?:개\s?)?(?:역|정거장)(?![가-힣]{2})|몇\s?번\s?버스|몇\s?번\s?타|어디서\s?(?:내려|내리|타|갈아)",
    r"택시\s?비|택시\s?요금|택시(?:로|를)?\s?(?:타|가|얼마|잡|는|은|가)|택시로|지하철\s?(?:요금|비|로|타|운임)|전철로|버스\s?(?:요금|로|타|비)|공항버스|공항철도|심야\s?버스|따릉이로|걸어서|걸어\s?가|(?<!면서\s)걸어도\s?(?:갈|가|될|되|돼|됨)|도보(?!\s?(?:여행|투어|코스|관광|해설|답사))|차로\s?(?:얼마|몇|가)|대중교통|기본\s?요금|기후동행카드|막혀|막히|가는데\s어느\s역|교통카드|티머니|몇\s?번\s?출구|걸어\s?갈|걸어\s?다닐|(?:에서|까지|서)\s?(?:\S{1,6}\s){0,2}걸[으을]|(?:에서|기서|곳에서)\s(?:\S{1,12}\s){0,2}\S{0,12}\s?(?:가까워|가깝|멀어|머나|먼가|멀까)",
    r"(?:거리|멀|가까)\S{0,12}\s?(?:얼마나|어느\s?정도|몇\s?(?:km|키로|킬로))|얼마나\s?멀|데려다|이동\s?(?:시간|방법|경로|하려|할)|(?<=[■역장궁동촌청강입])서\s?(?:가까[워움운]|가깝|멀어|멀까|머[나니ㄴ]|먼가)|에서\s?(?:가까움|멂)",
    r"\b(?:take|bring|get|drive)\s(?:me|us)\s(?:there|to|from|home|back)\b|\b(?:go|get|getting|going|walk|head)\sthere\b|\bfar\s(?:from|to)\b|\bhow\sclose\b|連れて(?:行|い)って|带我(?:们)?(?:去|到)|(?:离|離|从|從)\S{1,12}(?:远|遠|近)|远吗|遠嗎|远不远|近吗|(?:から|まで).{0,8}(?:遠い|近い)|(?:遠い|近い)(?:です|の)?か",
    r"how\s(?:do|can|could|should|would|to)?\s?(?:i|we|you|one)?\s?(?:best\s)?(?:get|go|reach|travel|commute|come)\b(?!\s(?:tickets?|a\sticket))(?!\s(?:an?|my|some)\s(?!(?:\w+\s)?(?:taxi|cab|bus|train|ride|transit|t-?money|metro|subway|transportation)))",
    r"\bhow\sto\s(?:get|go|reach|travel)\b|\bhow\s(?:long|far)\b(?!\s(?:is\sit\s)?open)(?!\sis\sthe\s(?:line|queue|wait))|\bdirections?\b|\bfar\s(?:away\s)?from\b|\b(?:best|fastest|cheapest|quickest|easiest)\s(?:way|route)\b|\bway\s(?:to|from)\b|\broute\s(?:to|from)\b",
    r"\b(?:taxi|cab|subway|bus|train|metro)\s(?:fare|cost|price|to|from|route)\b|\bby\s(?:taxi|cab|subway|metro|bus|train|foot|car)\b|\btransfer\b|\blast\s(?:train|subway|bus)\b|\bfirst\s(?:train|subway|bus)\b|\bwhich\s(?:line|subway|bus|train|exit)\b|\btake\s(?:me\sto|a\staxi|the\s(?:subway|bus|train|metro))|\bwalk\s(?:from|to)\b|\b(?:getting|going|travell?ing)\s(?:to|from)\b(?!\s(?:be|rain|snow|have|do|see|eat|sleep|stay|buy|visit|meet|try|open|close|need|happen|work|take|ask|drink|wear|watch|book|spend|bring|marry|propose|celebrate|study)\b)",
    r"行き方|行きかた|どうやって(?:行|い)|どう行|行くには|行けば|アクセス|乗り換え|乗換|何線|何番線|終電|始発|タクシー(?:で|代|料金|なら|は)|地下鉄(?:の料金|料金)|(?:地下鉄|電車|バス)で(?!.{0,6}(?:席|譲|電話|通話|食|飲|話|音楽|寝|座|化粧|写真|マナー))|歩いて|どのくらいかか|どれくらいかか|何分|何時間かか|かかりますか|まで(?:の|いくら|どう|何分|行)",
    r"怎么(?:去|走|到|坐|搭|过去)|怎麼(?:去|走|到|坐|搭)|如何(?:去|前往|到)|去.{1,14}怎么|要多久|多长时间|多長時間|多远|坐(?:地铁|几号|什么|公交|出租|車|车)|打车|打的|出租车|計程車|计程车|的士|换乘|轉乘|转乘|坐公车|搭(?:地铁|捷运|公车|公交|巴士)|路线|路線|几号线|末班车|首班车|停运|运营到|几点结束运营|走路|地铁票价|搭地鐵|机场快线|机场巴士",
    r"\bon\sfoot\b|\b(?:can|could)\s(?:i|we)\swalk\b(?!\son)|徒步|走得到|とほ(?:で|$)|あるいて|(?:에서|부터)\s?\S{1,12}까지\s?.{0,10}(?:방법|길|법)(?:은|이|\?|$)|(?:지하철|버스|공항철도)\S{0,2}\s?(?:운행|다니|다녀|끊)|마지막\s?(?:지하철|버스|차|열차|기차)|끊겨|끊기|정거장|정류장\s?(?:몇|개)|몇\s?정류장|무슨\s?역에서\s?내|어느\s?역에서\s?(?:내|타|갈)|타고\s?(?:가|와|갈)|타면\s?(?:얼마|몇|되|돼)|(?<!에\s)타야|할증|택시\s?요금|교통\s?수단|가는\s?중인데|노선도?|몇\s?시에\s?(?:나가|나와|출발)|(?:가|오)기\s?(?:편|쉬|좋)\S{0,3}(?:\s?데|은데|한데)|어디서\s?(?:타|내|환승)|(?:제일|가장)\s?(?:싸게|빨리|빠르게|편하게)\s?(?:가|오|이동)|데까지|얼마쯤\s?(?:나와|깨|들)|갈\s?때\s?(?:뭐(?!\s?(?:입|신|챙|가져|사|먹|조심|주의|준비))|어떻(?!게\s?입)|버스|지하철|택시)|지각|도착하려면|환승역|교통이|몇\s?코스|(?:에서|부터)\s\S{1,12}\s안내|(?:쪽|방향|방면)\s?(?:으로\s?)?(?:나가는\s?)?출구|내려서\s(?:\S{1,12}\s){0,3}(?:어느\s?쪽|어디로)|[1일]회[권용]|정기권|승차권|환승\s?할인|(?:어느|무슨)\s?(?:쪽\s?)?출구|까지\s(?:\S{1,8}\s){0,4}(?:방법|루트)(?:은|이|\?|$)|\d\s?호선\s?(?:\S{1,6}\s){0,2}(?:어디\S{0,4}\s?서|서[?나는]|정차)|(?:가야|가려|갈라|갈려)\S{0,4}\s(?:\S{1,6}\s){0,3}(?:무슨|어느|몇)\s?(?:역|호선|번|출구)|어디로\s?(?:올라|내려|나가야)|(?:가는|한\s?번에|한\s?방에|단번에|바로)\s?(?:버스|지하철|전철|노선)",
    r"\b(?:subways?|bus(?:es)?|metro|trains?)\s(?:run|running|operat|stop\s?running|still\srun)|\bhow\smany\s(?:minutes|stops|transfers|stations)\b|\bexit\snumber\b|\bwhat\sexit\b|\bget\s(?:in)?to\sthe\scity\b|\bway\sinto\b|\bneed\sto\s(?:get|be)\s(?:to|at)\b|\bstops\saway\b|\bcable\scar\sor\b|\bwalkable\b|\bwalking\sdistance\b|\b(?:subway|metro|bus|train|transit)\s(?:fares?|pass|card|map|lines?)\b|\bt-?money\b|\b(?:coming|leaving|starting|departing)\sfrom\b|\bhow\smany\s\w+\sby\b|\bdrop\sme\b|\bclimate\scards?\b|\barex\b|\bttareungi\b|\bbike\sshar\w+|\buber\b|\bkakao\s?(?:t|taxis?)\b|\b(?:night|limousine)\sbus(?:es)?\b|\btap\s(?:off|out|in|on)\b|\bwhen\s(?:should|do|must)\s(?:i|we)\s(?:leave|set\soff|depart)\b|\bleave\s(?:for|from)\b|\b(?:bikes?|bicycles?|luggage|suitcases?|baggage|strollers?|prams?|surfboard)\b.{0,24}\b(?:subway|metro|bus|train|tube)\b|\b(?:subway|metro|bus|train)\b.{0,24}\b(?:luggage|suitcases?|baggage|strollers?|prams?)\b|\bpay\b.{0,20}\b(?:subway|metro|bus|taxi|cab)\b|\b(?:subway|metro|bus|taxi|cab)s?\b.{0,20}\b(?:pay|cash|contactless|credit\scard|visa\scard)\b|\btaxi\sbooking\b|\bbook\sa\s(?:taxi|cab|van)\b|\bget\soff\b|\bwhere\s(?:do|can|should|to)\s?(?:i|we)?\s?(?:transfer|change\s(?:trains?|lines?)|catch|board|hail)\b|\b(?:what|which)\s(?:line|metro|stop|platform|terminal)\b|\bwhat\s(?:bus|train)\b|\btop\s?up\b|\brecharge\b|\b(?:shuttle|express|direct)\s(?:bus|train)\b|\brush\shour\b|\bminutes?'?\swalk\b|\bdriv(?:e|ing)\s(?:time|to|from)\b|(?<!book\s)(?<!camping\s)\bfares?\b|\bsubway\sstairs\b|\b(?:bus|train)\stimetable\b|\bflag\sdown\b|\bline\s?\d\b|\b(?:blue|green|orange|purple|brown|pink|s?h?in?bundang|bundang|gyeong\w+|suin|airport)\sline\b|\bexit\s(?:\d|no\b|num|for\b|closer|with\b)|\b(?:which|what|any|nearest|closest|right)\s(?:\w+\s)?exit\b|\bplatforms?\b|\bbus\s(?:no\.?\s?|number\s)?[a-z]?-?\d[\d-]*\b|\b[nm]?-?\d{2,4}\sbus\b|\bn-?bus\b|\bstill\srunning\b|\bstops\srunning\b|\bbetween\sterminals?\b|\bairport\srailroad\b|\bsingle[-\s]journey\b|\bsubway\stickets?\b|\bhop\soff\b|\b(?:simplest|shortest|quick)\sway\b|\bt\smoney\b|\bon\s(?:the\s)?metro\b|\bbus\sstop\b|\bstop\sfor\sbus\b|\btake\sthe\sairport\b|\bairport\s(?:bus|railroad|limousine|express)\b",
    r"交通カード|Suica|T-?money|何番出口|出口は(?:何番|どこ|どっち)|最寄り出口|どうやって.{0,6}(?:行|い)|一番(?:安|早|速|近).{0,6}(?:行|ルート|方法)|何駅|何時間|空港(?:バス|鉄道)|乗れば|乗ったら|乗り場|どのくらい(?:で着|か)|どれくらい[？?]|几号出口|幾號出口|哪个出口|哪個出口|走路|步行|怎么(?:回|转|換|换|从.{1,8}(?:过去|去|到|走))|怎樣去|几站|幾站|坐什么|坐哪|地铁线|多久(?:能|可以|到)|要多长|机场(?:大巴|巴士|快线|铁路)|打車|打车",
)
"""Strong signs of transit."""
GO = _any(
    eastern.GO,
    r"가려는데|가려고|갈려고|갈라고|가고\s?(?:싶|있)|가야\s?(?:해|돼|하|되|할)|갈\s?(?:건데|거야|예정|래|게|까)|가자|갈래|(?:(?<![가-힣])|(?<=[에로까지]))가요\b|간다|가줘|출발|도착|이동|가는\s?중",
    r"\b(?:want|need|going|trying|like)\sto\s(?:get|go)\sto\b|\bheading\sto\b|行きたい|向かい|(?:戻|帰)りたい|想去|要去|打算去|前往",
)
"""Movement: transit when two ends are named, or one end and a way of saying where from."""
FARE = _any(
    r"요금|운임|얼마|비용|가격|fare|cost|how\smuch|price|料金|運賃|いくら|多少钱|多少錢|票价|车费|費用|费用",
    r"얼마|비싸|싸|깨져|깨짐",
)
VARY = _any(
    eastern.VARY,
    r"(?:제일|가장|젤)\s?\S{1,5}\s?(?:방법|길|걸|거|것|건|게)|출발|시에|새벽|퇴근|출근|더\s?(?:싼|빠른|빨리|편한|저렴|가까운)|(?:다른|더\s?\S{1,12})\s?(?:방법|길|경로|교통)|반대로|거꾸로|돌아오|돌아올|한\s?번에|[1-9]\s?호선|자전거|킥보드|직통|일반\s?열차|완행|고속\s?버스|환승|갈아타|계단|(?:짐|캐리어)(?!.{0,8}(?:맡|보관))|급행|심야|차로|운전|걷|도보|cheaper|faster|another\sway|walk|bike|drive|other\s(?:way|route|option)|way\sback|歩い|自転車|他の(?:方法|ルート)|もっと安|走路|骑车|别的(?:方法|路线)|更便宜|更快",
    r"왕복|편도|나가면|탈\s?수\s?(?:있|없)|놓치면|\b(?:last|first|next)\sone\b|\band\sback\b|\bround\s?trip\b|\bone\sway\b|\breturn(?:ing)?\b|往復|往返|帰り|回来|回去|回程|\d\s?시|두\s?명|세\s?명|네\s?명|\d\s?명|인원|빨라|나아|늦게|일찍|earlier|later|いつ|几点",
)
"""A route asked for once more in another way."""
BACK = _any(
    r"반대\s?(?:방향|쪽|로|편|는|면|도)|역방향|(?:帰る|戻る)(?:とき|時|には|なら|のは)|逆(?:方向|向き|ルート|方面|の|は|に|だ|も|$)|反対(?:方向|向き|側|は|に|だ|の)|反过来|反過來|反方向|反向|倒过来|相反|\breverse\b|\bopposite\b|\bother\sdirection\b|\bvice\sversa\b|\breturn\s(?:journey|way|route)\b|\b(?:get(?:ting)?|go(?:ing)?|head(?:ing)?|com(?:e|ing))\sback\b",
    r"\band\sback\b|회차|돌아갈|^(?:and\s)?return(?:ing)?\b|return\strip|回去|반대로|거꾸로|(?<![가-힣])올\s?때(?=\s|는|도|의)|돌아오|돌아올|돌아가는|way\sback|the\sother\sway|帰り|回来|回程",
)
"""The last route the other way round."""
TAXI = _any(
    r"택시|taxi|\bcab\b|タクシー|出租车|計程車|计程车|打车|打的(?!是)|的士|(?<![가-힣])(?:자가용|자동차|승용차|차)(?:로|를?\s?타고|를?\s?몰고)(?![가-힣])|\bby\scar\b|(?<![一-鿿])車(?:で|だと|なら)|开车|自驾"
)
RIDE = _any(
    eastern.RIDE,
    r"지하철|전철|(?<!셔틀)(?<!셔틀\s)(?<!투어)(?<!투어\s)(?<!관광)(?<!층)(?<!층\s)버스|subway|metro|\bbus\b|\btrain\b|地下鉄|電車|バス|地铁|地鐵|捷运|公交|公车|巴士|기차|KTX|공항철도",
)

MANNERS = _any(
    eastern.MANNERS,
    western.MANNERS,
    r"예절|예의|매너|에티켓|에티겟|에티케|지켜야|지킬\s?(?:것|점|게|거)|조심해야|조심할|주의\s?(?:할|해야|사항|점)|유의\s?(?:할|사항|점)|금기|실례|무례|민폐|(?:지하철|버스|공원|박물관|시장|이용|안전|관람)\s?(?:규칙|수칙)|하지\s?말아야|삼가|눈치\s?(?:안\s?)?(?:보|봐|줘|주)",
    r"(?:하면|먹으면|찍으면|가면|떠들면|앉으면|입으면|마시면|피우면|타면|만지면|쓰면|신으면)\s?안\s?[되돼됨될된]|해선\s?안|면\s?욕\s?먹|면\s?안\s?되는\s?(?:것|거|행동)",
    r"(?:두|한)\s?손으로|한\s?줄\s?서기|두\s?줄\s?서기|줄\s?서|노약자석|임산부석|임산부\s?배려석|교통약자석|팁(?:을|도|은|이)?\s?(?:줘|주|내|문화|필요|있)|신발(?:을|은)?\s?벗|고개를?\s?돌",
    r"\betiquette\b|\bmanners?\b|\brude\b|\bpolite|\bimpolite|\boffensive\b|\btaboo|\bcustoms?\b(?!\s(?:office|declaration))|\bbehav|\bdos?\s(?:and|&)\sdon|\bshould(?:n'?t| not)\si\b|\brules?\s(?:on|for|in|about|when|at)\b|\bdress\scode\b|\btip(?:ping|s)?\b(?!\s(?:for|on)\s(?:visit|travel))|\brespectful|\bproper\sway|\bbow(?:ing)?\b|\bshould\s(?:i|we)\s(?:not|never|avoid)\b(?!\smiss)|\bavoid\sdoing|\bnot\s(?:to\s)?do\sin\b|\btake\soff\s(?:my|your|our)\sshoes",
    r"マナー|エチケット|礼儀|作法|気をつける(?:こと|べき|点)|譲る|让座|让给|给老人|気を付ける|失礼|タブー|ては(?:いけない|だめ|ダメ)|しちゃ(?:だめ|ダメ|いけない)|チップ|注意(?:点|す(?:べき|る))|靴を脱",
    r"礼仪|禮儀|礼节|规矩|規矩|禁忌|失礼|不礼貌|没礼貌|禮貌|礼貌|小费|小費|要注意什么|注意事项|注意什么|脱鞋|该注意|应该注意",
    r"쓰레기\S{0,2}\s?(?:\S{1,4}\s)?(?:어떻게|어디(?:다|에다?)?\s?(?:가\s)?버)|예절|복장|옷차림|드레스\s?코드|(?:술|잔|명함|선물|돈|물건|악수|인사|절|건배|숟가락|젓가락|줄)\S{0,2}\s?(?:서|받|따르|따라\s?주|드리|주고\s?받|하|드는|드|잡|쥐|건네)(?:는|을|ㄹ)?\s?(?:법|방법|거|순서)|인사는?\s?어떻게|어떻게\s?인사|인사(?:를|도)?\s?(?:하나|하는\s?게|드려야|드리나)|욕\s?먹|혼나|눈치\s?보|큰일\s?나|싫어하(?:나|는|지|세|겠|실)|무안|(?:면|거|게|걸)\s?(?:\S{1,6}\s)?뭐라\s?(?:하|해|함|그러|할|그래)|눈총|째려|(?:때|땐|려면)\s?(?:옷\S?\s?)?(?:뭐|뭘|어떻게|무슨\s?옷)\s?입|장례식장?\s?(?:에\s)?(?:\S{1,6}\s)?옷|처음인데\s?(?:뭐|뭘)\s?입|기분\s?나빠[하해]|불쾌|반말(?:하면|해도|쓰면|써도)|빈손|면\s?(?:\S{1,4}\s)?좀\s?그(?:래|런가|렇)|쫓겨나|쫓아내|(?<!언)제지|셀프(?:야|인|예요|에요|임)|(?:면|거|게)\s?안\s?좋(?:은가|아|나|지|은\s?거)|(?<![가타오로하으])면\s?걸[려리]|예의\s?없|버릇없|매너상|고개\s?(?:를\s?)?돌|지켜야|지킬\s?거|하면\s?안|주의할|조심해야|조심할|(?:뭐|뭘|무엇을|어떤\s?[거걸])\s?(?:를\s)?조심",
    r"\bwhat\s(?:do|should|can|to)\s?(?:i|we)?\swear\b|\bshoes?\soff\b|\btake\soff\s(?:\w+\s)?shoes\b|\btip(?:s|ping)?\b|\bhow\s(?:to|do\s(?:i|you))\s(?:\w+\s)?(?:pour|hold|bow|greet|toast|address\s(?:elders|people|someone))|\bdisrespect|\bfrowned\b|\bsocially\b|\bfaux\spas\b|\bcultural\s(?:norms?|rules?|tips)|\bpriority\sseats?\b|\bpink\sseats?\b|(?<!\w)(?:il)?legal\b|\bfined?\sfor\b|\blook\sdown\son\b|\bgood\sform\b|\b(?:side|stand)\b.{0,20}\bescalators?\b|\bescalators?\b.{0,24}\b(?:side|stand|walk)|\bcultural(?:ly)?\sappropriat|\btoilet\spaper\b|\b(?:prohibit|forbid)\w*\b|\bwhy\s(?:can't|cannot|can\snot|aren't|shouldn't)\b|\bis\s(?:it|that|this)\s(?:normal|weird|strange|bad|wrong|insulting|embarrassing|awkward)\b|\b(?:unlucky|bad\sluck)\b|\bnumber\s(?:4|four)\b|\btattoos?\b.{0,24}\b(?:problem|issue|ok|okay|allowed|sauna|spa|jjimjilbang)|\bjaywalk|\bfirst\sname\b|\bbig\sdeal\b|\bat\s(?:a|the)\s(?:wedding|funeral)\b|\bfinish\s(?:all|my|the|every)\b.{0,14}\b(?:food|plate|drink|dish)\b|\bembarrass|\bshushed\b|\bglar(?:ed|ing)\b|\bupset\b|\bmess(?:ed)?\sup\b|\bcustomary\b|\bgreedy\b|\bsleeveless\b|\bcrop\stop\b|\b(?:hair|knees|shoulders|arms|head)\b.{0,14}\bcover|\bconsidered\s(?:ok|okay|rude|normal|bad)\b|\bmy\sturn\b|\bpaying\s(?:my\s)?respects\b|\bfunerals?\b|\bbows\b|\binvited\sto\b|\bturn\s(?:my|your)\shead\b|\b(?:left|right|one)\shand\b|\bcutting\s(?:the\s)?(?:queue|line)\b|\b(?:ppl|people|they|locals|neighbou?rs)\smind\b|\bfind\sit\s(?:odd|off|rude|weird|strange)\b|\b(?:am|are)\s(?:i|we|you)\s(?:supposed|expected)\b|\binappropriate\b|(?<!\w)appropriate\b|\bmind\sif\b|\bdo\s(?:koreans?|locals|people\shere)\s(?:mind|care|get|find|queue|tip|bow|hug|really|actually|always|usually)\b|\boffend|\binsult|\bin\spublic\b|\bculturally\b|\bculture\sshock\b|\b(?:both|two)\shands\b|\bhonorific|\belders\b|\bolder\s(?:people|person|man|woman|lady)\b|\b(?:be|being)\scareful\b|\brefus(?:e|ing)\s(?:an?\s)?(?:drink|shot|food|soju|invitation)\b|\bdress\s(?:modestly|properly)\b|\bpda\b|\bleave\sa\stip\b|\bhow\s(?:low|deep)\b.{0,12}\bbow\b|\bwhen\s(?:someone|people|they|an?\s(?:elder|old))\b.{0,24}\b(?:offer|pour|give)s?\b",
    r"靴(?:を|は)?脱|チップ|(?:お酌|乾杯|挨拶|名刺|箸|器).{0,8}(?:仕方|やり方|持ち方|使い方|マナー|方法|持って|持ち上げ)|どっち側に立|どちら側に立|左右どっち|タトゥー|刺青|入れ墨|失礼|怒られ|迷惑|ルール|守る(?:べき|こと)|しちゃ|ちゃ(?:だめ|ダメ|いけ)|优先座|老弱病残|爱心座|要脱鞋|脱不脱鞋|小费|站(?:左|右|哪)边|左边还是右边|敬酒|倒酒|有什么规矩|讲究|要注意(?:啥|什么|点|哪)|注意啥|纹身|紋身|不尊重|冒犯|入乡随俗|该不该|会不会(?:不|没)礼貌",
    r"(?:앞|뒷)문(?:으로|에서|만)\s?(?:타|내)|축의금|조의금|부의금|부조금|경조사비|(?:결혼식|장례식장?|상갓집|돌잔치)\S{0,2}\s(?:\S{1,6}\s)?얼마|합석|자리(?:를|도)?\s?양보|(?:면|게|거)\s?(?:\S{1,4}\s)?이상해|이상하게\s?(?:보|쳐다)|절(?:은|을)?\s?(?:몇|두|한)\s?번|(?:식당|음식점|카페|술집)에서\s(?:\S{1,6}\s)?(?:물|반찬|리필|김치)\S{0,2}\s(?:\S{1,4}\s)?(?:돈|공짜|무료|따로|더\s?달|추가)",
)
ACT = _any(
    eastern.ACT,
    r"담[가그궈]|밟|낚시|춤[추을]|노래\s?(?:부르|불러|틀)|(?:입|메|끌|신|쓰|들)고\s|포옹|껴안|쩍벌|다리\s?(?:를\s?)?(?:꼬|벌리)|계산|먼저|일어나|양보|비켜|쳐다|만나|부르|웃|나눠|덜어|섞|치우|치워|반납|밀치|어르신|어른|할머니|할아버지|노인|연장자|나이|강아지|반려|애견|삼각대|드론|플래시|셀카|조용|소리|시끄|복장|써도|쓰고|날려|터뜨|터트|껌|침\s?뱉|코\s?(?:풀|푸)|손\s?잡|키스|뽀뽀|스킨십|들어가\s?도|갖고|가지고\s?(?:타|들)|두고|놔두|얘기|대화|떠드|졸|자도|누우|맨발|슬리퍼|나시|레깅스|화장|벗|신고|걷|구워|따라|따르|받|주면|줘도|돌리|안고|기대|새치기|양보|피워|펴도|피우|버려|버리|버려야|시켜|주문|불러|부르|깎|먹는|통화는",
    r"\bdrone|\btripod|\bflash\b|\bselfie|\bdrink|\bnap\b|\bsleep|\bkiss|\bhug|\bhold\shands|\bchew|\bspit|\bblow|\bhat\b|\bshorts\b|\btouch|\bfeed\b|\bnoise|\bswear|\bpush|\bbring\s(?:my|a|food|drinks?|coffee)|\bquiet\b|\byell|\bshout|\bwhisper|\bcough|\bsneez|\bblow(?:ing)?\smy|\bcoffee|\blitter|\bbarefoot|\bleggings|\bmusic\b|電話|通話|音楽|ドローン|三脚|短パン|ショートパンツ|帽子|触|飲食|寝|化粧|席|譲|着て|着物|持ち込|入って|走|让座|座位|老人|年长|長輩|长辈|长辈|打电话|通话|听音乐|无人机|三脚架|短裤|帽子|摸|睡觉|化妆|喝酒|带.{0,4}(?:饮料|咖啡|食物)|吃东西|坐着|坐吗|进去吗",
    r"먹|마시|마셔|통화|전화|떠들|사진|촬영|찍|담배|흡연|신발|모자|문신|음식|음료|커피|건배|술|복장|옷|반바지|민소매|앉|뛰|누워|눕|음악|이어폰|만져|만지|들고\s?타|캐리어|가방|백팩|서서|걸어|화장|악수|인사|돗자리|텐트|취사|쓰레기|씻|수영복|깎|흥정|절|거절",
    r"\beat|\bdrink|\bphoto|\bpicture|\bsmok|\bshoe|\bloud|\bphone|\btalk|\bsit\b|\bstand\b|\bwear|\btattoo|\bhaggl|\bbargain|\bpour|\bwalk\son|食べ|飲|写真|撮|靴|電話|話|座|吸|服|値切|吃|喝|拍照|抽烟|鞋|打电话|讲话|坐|穿|砍价|讲价",
)
ALLOWED = _any(
    eastern.ALLOWED,
    western.ALLOWED,
    r"(?:들고|가지고|끌고|데리고|싣고)\s?\S{0,5}\s?탈\s?수\s?(?:있|없)|(?<=[아어여해셔워])도\s?안\s?(?:잡혀|걸려|혼나)|벌금|과태료|불법|허용|용납|(?:반입|출입|착용|이용|사용|촬영|통화|식사|취식|흡연|음주|탑승)\s?(?:가능|돼|되|금지|해도)|(?:아|어|(?<!대)(?<!참)여|해|도|도\s)도?\s?(?:되|돼|됨|괜찮|될까|가능해)|(?:면|선|서)\s?안\s?[되돼됨될된]|안\s?(?:되|돼)(?:지|죠|나|요|냐|는|니|\?)|야\s?(?:함|됨|되|돼|하|해)|도\s?(?:되|돼|됨|괜찮)|는\s?(?:거|게|건)\s?(?:괜찮|실례|민폐|매너|예의)|괜찮(?:고|나|을|아|은가)|[는은]\s?(?:괜찮고|되고)|해야\s?(?:되|돼|하|해)\S{0,12}\?|야\s?(?:되|돼|하나|해|(?:된|한)(?:다|대))|안\s?(?:되|돼)나?|금지",
    r"(?<!\bwhat\s)(?<!\bwhere\s)(?<!\bwhich\s)(?<!\bwhen\s)(?<!\bhow\s)(?<!\btime\s)\b(?:can|may|could|should|must)\s(?:i|we|you|one|tourists?|foreigners?|visitors?|women|men|girls|guys)\b|\b(?:ok|okay|fine|acceptable|alright)\s(?:to|if)\b|\bdo\s(?:i|we|you)\sneed\sto\b|\b(?:is|are)\s(?:it|there)?\s?(?:ok|okay|allowed|fine|acceptable|prohibited|forbidden|appropriate)|\ballowed\b|\bdo\s(?:i|we)\shave\sto\b|ても?(?:いい|良い|大丈夫|平気|構わ|OK|ok)|でも?(?:いい|大丈夫)か?|ちゃ(?:だめ|ダメ|いけ)|していい|べき(?:です|か|？|\?|$)|ないといけ|るの[？?]|必要[？?]|可以.{0,12}吗|哪[里儿]可以|可以[?？]|可以.{0,12}[嘛么]|能.{0,12}[嘛么？?]|让不让|准不准|行吗|行不行|能.{0,12}吗|能不能|可不可以|要不要",
)

DAILY = _any(
    eastern.DAILY,
    r"특별전|기획전|예매|날씨|기온|우산|새로\s?(?:생긴|오픈|문)|비\s?(?:소식|예보)|(?:비|눈)\s?(?:안\s?)?(?:와(?!도|서)|올까|올\s?거|올려나|온(?!\s?날)|오나|오니|오는\s?지|오려나)|미세\s?먼지|황사|태풍|일기\s?예보|뉴스|속보|환율|주가|시세|실시간|혼잡|붐벼|(?<!덜\s)(?<!안\s)붐비[나냐니려]|사람\s?(?:이\s?|은\s?|\S{1,3}\s)?(?:많|적)(?:아|어|나|을|니|은지|은가)|(?<!북)한산(?!도|섬)|줄\s?길|대기\s?(?:시간|줄)|웨이팅|품절|재고",
    r"이번\s?(?:주|달|주말)|다음\s?(?:주|달)|올해|금년|내년|요즘|최근|최신|근황|현재\s?진행|지금\s?(?:하는|하고|진행|열리)|(?:오늘|내일|주말에?|모레)\s?\S{0,12}\s?(?:하는|열리는|있는|볼)\s?\S{0,12}\s?(?:전시|공연|행사|축제|이벤트|콘서트|경기)|(?:오늘|내일|주말|지금|현재|요새)\S{0,12}\s?(?:\S{1,12}\s){0,2}(?:전시|공연|행사|축제|이벤트|콘서트|경기)",
    r"요새|(?:홈|원정)\s?경기|(?:공연|전시회?|경기|행사|축제|콘서트|상영|방송)\s?(?:일정|스케줄|시간표|정보|뭐|라인업|예매|티켓|소식|언제|결과|있)|상영작|개봉|신상|팝업\s?스토어|팝업|불꽃\s?축제|세일|할인\s?행사|누가\s?이|파업|시위|통제",
    r"\bweather\b|\bforecast\b|\brain(?:ing)?\s(?:today|tomorrow|tonight|this)|\bis\sit\s(?:rain|snow)|\bnews\b|\bexchange\srate\b|\bthis\s(?:week|weekend|month)\b|\bnext\s(?:week|weekend|month)\b|\bright\snow\b|\bcurrent(?:ly)?\b|\blatest\b|\bconcerts?\b|\bevents?\b|\bfestivals?\b|\bexhibitions?\b.*\b(?:now|today|on)\b|\bschedule\b|\bpop-?up\b|\bwait(?:ing)?\stime\b|(?<!less\s)(?<!least\s)(?<!not\s)(?<!too\s)\bcrowded\b|\bwho\swon\b|\bplaying\snow|\bmovies?\s(?:are|is|now)|\bsold\sout\b|\bin\sstock\b|\bqueue\b.{0,20}\b(?:long|now)\b|\bhow\sbusy\b|\bhow\slong\sis\sthe\s(?:line|queue|wait)\b|\bprotests?\b|\b(?:metro|bus|train|taxi|subway)?\s?strike\b|\btyphoon\b|\bsun(?:set|rise)\stime\b|\bpollen\b|\buv\sindex\b|\b(?:seats?|slots?|rooms?|tickets?)\s(?:left|available)\b|\bmusicals\b|\bfan\s?meeting\b|\bclosed\sdown\b|\breopen\w*\b|\brenovat\w+|\bunder\sconstruction\b|\bthis\s(?:year|yr|wk|season|winter|summer|spring|autumn|fall|january|february|march|april|may|june|july|august|september|october|november|december|friday|saturday|sunday)\b|\bblossoms?\s(?:are\s)?(?:out|open|yet|peak)\b|\bpeak\s(?:now|yet)\b|\bfoggy\b|\bvisibility\b|\bpower\soutage\b|\bfully\sbooked\b|\bbooking\sfull\b|\bice\srink\b|\bperforming\b|\broads?\s(?:blocked|closed)\b|\bshut\sfor\srepair|\bcountdown\b|\bon\ssale\b",
    r"天気|天氣|気温|ニュース|為替|今週|今月|来週|来月|週末の|今日の(?:イベント|公演|展示)|最新|イベント|コンサート|ライブ|公演(?:日程|スケジュール|情報)|花火|混雑|混んで",
    r"天气|气温|新闻|新聞|汇率|匯率|这周|這週|本周|这个月|本月|下周|最近有|最新|活动|演出|演唱会|演唱會|展览有|节日|现在人多|下雨(?!天|的|时|時)",
    r"(?:이번|다음|올해|작년|지난)\s?(?:추석|설|연휴|명절|여름|겨울|가을|봄|크리스마스|방학)|공사\s?(?:중|끝|언제)|폐업|폐점|없어졌|이전했|재개장|지연|연착|운휴|취소\s?(?:됐|되었|된)|중단|재개|오르나|올랐|오른다|인상|바뀌었|바뀐|변경\s?됐|단속|개화\s?시기|만개|절정|단풍\s?시기|몇\s?도|추워|추울|더울|더워\?|덥|춥|습해|자외선|체감|장마|폭염|한파|무정차|비\s?(?:그치|그쳐)|맑(?:아|을|나)|흐리(?:나|니|ㄴ가)|흐려|(?:지금|오늘|내일|이번|요즘|올해)\S{0,3}\s(?:\S{1,12}\s){0,3}(?:뭐\s?(?:해|하|상영|열|있)|하는\s?거)|라인업|캐치테이블|오픈런|대기줄|상영",
    r"\bumbrella\b|\bdelay(?:ed|s)?\b|\bcancel(?:l?ed)\b|\bshowtimes?\b|\bgames?\s(?:tonight|today|tomorrow|schedule)\b|\blineup\b|\btemperature\b|\bhumid\b|\bhot\s(?:today|tomorrow|is\sit)\b|\bcold\b|\bair\squality\b|\b(?:fine\s)?dust\b|\bsnow(?:ing)?\b|\brain(?:y|ing)?\s(?:now|tonight|later|soon)|\bwill\sit\srain\b|\b(?:usd|eur|jpy|gbp|dollar|yen|euro|yuan)s?\b|\bwon\s(?:today|now|rate)\b|\bgoing\son\b|\bwhat'?s\son\b|\btickets?\s(?:for|to)\s(?:the\s)?(?:concert|show|game|bts)",
    r"ポップアップ|レート|円.{0,4}ウォン|ウォン.{0,4}円|今何やって|やってるイベント|やっているイベント|祭り|フェス|雨(?:が)?降|雨(?:です|かな|でしょう|だろう)?か?[？?]|(?:今日|明日|明後日|週末)(?:は|の)?.{0,3}(?:雨|雪|晴れ|暑い|寒い)|傘|暑い(?:です)?か|寒い(?:です)?か|試合|快闪|首映|上映|比赛|球赛|下雨吗|下不下|下雪|(?:今天|明天|后天|周末)(?:会|要|很)?(?:不会)?(?:下|有)?(?:雨|雪|冷|热)|带伞|雾霾|台风|韩元|韩币|打折季|延误|罢工|最近有什么|这几天",
    r"(?:벚꽃|단풍|꽃|개나리|진달래|장미|튤립|유채|철쭉|매화|억새|핑크뮬리|코스모스|국화|은행나무|낙엽)\S{0,2}\s?(?:(?:지금|언제|몇\s?월에|다|많이|아직|벌써|이제|얼마나|좀|예쁘게|곧|거의)\s?){0,3}(?:펴|피(?:나|었|니|는지|려나|고\s?있)|폈|폇|핀대|졌|지나|지는지|들었|드나|물들|지려나)",
)
"""What changes from day to day: nothing that the guide holds."""

FACT = _any(
    eastern.FACT,
    r"가격|비용|몇\s?(?:개|곳|명)|입장료|관람료|이용료|이용\s?요금|티켓|입장권|표\s?(?:값|가격|는|얼마)|얼마|몇\s?시|언제\s?(?:까지|부터|열|닫|쉬|문)|영업|운영|오픈|마감|여는|열어|열었|여나|여니|열까|열지|연대|문\s?(?:열|닫|여)|닫아|닫나|닫는|개장|폐장|개관|휴관|휴무|휴궁|휴일|쉬는|쉬어|쉬나|쉬니|안\s?쉬",
    r"전화|번호|주소|위치|어디(?:에|야|예|인|지|임|냐|쯤|\s?있|\s?위치|\?|$)|주차|홈페이지|사이트|예약|볼거리|볼\s?게|누가\s?만[들드]|역사|유래|의미|지어|세워|누가|언제|왜|높이|몇\s?층|몇\s?미터|크기|넓이|무료|할인|유료|공짜|야간\s?개장|휠체어|유모차|반려|강아지|애완|화장실|짐\s?보관|물품\s?보관|와이파이|한복|해설|투어|소요|몇\s?시간|오래|입장|관람|(?<!번 )(?<!번)출구|가까운\s?역|근처\s?역|무슨\s?역|현장",
    r"\b(?:opening|closing|business)\s(?:hours?|times?|days?)\b|\bhours\b|\bopen\b|\bclose[sd]?\b|\badmission\b|\bentr(?:y|ance)\b|\bfees?\b|\btickets?\b|\bhow\smuch\b|\baddress\b|\bphone\b|\bwhere(?:'s|\sis|\sare)\b|\bparking\b|\bwebsite\b|\bhistory\b|\bwhen\b|\bfree\b|\bwheelchair|\bstroller|\bpets?\b|\bdogs?\b|\bluggage\sstorage\b|\bnursing\sroom|\bcable\scar\b|\baudio\sguide|\bguided\b|\bwhat\stime\b(?!\sis\sit\b)|\bvisiting\b|\bincluded?\b|\blast\s(?:entry|admission)\b|\bwho\s(?:built|designed|founded)\b|\bwhen\swas\b|\bhow\smany\s(?:rooms|floors|gates|buildings|steps|people)\b|\bdiscounts?\b|\btoddlers?\b|\brestrooms?\b|\bbathrooms?\b|\b(?:english|guided)\stours?\b|\bticket\soffice\b|\bwheel-?chair|\bhow\slong\s(?:is\sthe\svisit|does\s(?:a|the)\s(?:visit|tour)|to\sspend|to\ssee|should\s(?:i|we)\sspend)|\bnearest\s(?:station|subway)|\bhow\s(?:tall|high|old|big)\b|\breserv|\bbook(?:ing)?\b",
    r"入場料|料金|いくら|営業|開館|閉館|開園|閉園|何時|休館|休み|定休|住所|電話|どこに|どこです|場所は|駐車|歴史|無料|予約|開いて|最寄り",
    r"门票|門票|票价|多少钱|多少錢|几点|幾點|开放|開放|营业|營業|开门|開門|关门|關門|闭馆|休馆|休息|地址|电话|電話|在哪|哪里|哪裡|位置|停车|历史|歷史|免费|免費|预约|開到",
    r"시간표|셔틀(?:\s?버스)?(?!\s?타)(?:\s?(?:시간표|노선|요금))?|케이블카|모노레일|곤돌라|(?:(?:음식물?|음료수?|물|술|도시락|캔|페트병|가방|외부\s?음식)\S?\s?)?반입|재입장|(?:카드|현금|페이)(?:도|로|는|만)?\s?(?:결제|되|돼|됨|받|가능|계산)|시까지\s?(?:있어|머물|놀아|들어가)|뭐\s?(?:팔|파[나는])|브레이크\s?타임|메뉴|어디(?:에)?서\s?(?:받|사(?=$|[\s?요지나야])|살|산|하나|해야|신청|만들|발급|떼|등록|맡기|팔|파[나는]|빌리|빌려|구해|구할|찾)|웨이팅\s?(?:많|길)|라스트\s?오더|표값|자유\s?이용권|몇\s?살|공짜|돈\s?(?:내|받|드|안)|들어갈\s?수|들어가도|올라갈|올라가도|데려가|예약|하나요|휴관|일요일|월요일|화요일|수요일|목요일|금요일|토요일|공휴일|빌려|수영장|물놀이|텐트|밤에도|야간|24시간|새벽에|난이도|초보|주차|몇\s?키로|몇\s?km|스탬프|락커|물품|아이|아기|애들|틀어|구하|대여|체험",
    r"\bopens?\b|\bcloses?\b|\bentrance\b|\bprice\b|\bcost\b|\bat\snight\b|\bkids?\b|\bon\s(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|何時まで|やって(?:ます|る|い)|チケット(?:代|料金|はいくら)?|見学|入れ(?:ます|る)|几点关|几点開|开吗|開嗎|开不开|开门吗|门票|要票|收费|关门|晚上能|成人票|儿童票",
    r"(?:오늘|내일|모레|주말|평일|요일|연휴|설날|추석|새해|휴일|명절)\S{0,3}\s?(?:해|하나|하니|하죠|하는지|합니까|하려나|하냐|함|돼|되나|되니)(?:요)?[\s?!~ㅋㅎㅠ]*$|지은\s?(?:거|건|지|해)|필요(?:해|하|한가|한지)|준비물|걸어야\s?(?:하|해|되|돼)",
)
"""Facts of one place."""
TELL = _any(
    eastern.TELL,
    r"어떻게\s?생|알려|소개|설명|대해|대하여|어떤\s?(?:곳|데)|뭐\s?하는|뭐\s?할\s?수\s?있|뭐야|뭔가요|뭐예요|무엇|궁금|정보|얘기|이야기|말해|가\s?봤|어때|어떤가|볼\s?만|유명|보여|특징|뭐가\s?(?:있|좋|유명)|뭐\s?(?:있|볼|봐|해|먹)|분위기|좋아\?|괜찮",
    r"\btell\sme\b|\babout\b|\bwhat(?:'s|\sis|\sare)\b|\bdescribe|\bexplain|\binfo|\bworth\b|\bfamous\b|\bintroduc|教えて|について|とは|どんな|何です|有名|見どころ|介绍|介紹|什么是|是什么|怎么样|怎麼樣|有名|好玩吗|讲讲|告诉我",
    r"어떤\s?편|어떤\s?동네|한\s?줄로|들려\s?줘|들려줘|볼거\s?있|맞아|맞나|진짜야|뭐였|맛있대|유명해|누구\s?무덤|뭐\s?하던|언제\s?생|smth|好逛吗|好玩吗|值得|要不要去|行く価値|楽しい[？?]",
)
WISH = _any(
    eastern.WISH,
    western.WISH,
    r"원\s?(?:이하|미만|이내|안쪽)(?:로|의|인)?\s|(?:곳|개|군데|데)\S{0,4}\s?(?:골라|뽑아|찍어|추려)\s?[줘주봐]|추천|갈\s?만한|갈만한|가\s?볼|가볼|가\s?보면|들를\s?만한|볼\s?만한\s?(?:곳|데|거)|놀\s?만한|할\s?만한|먹을\s?만한|쉴\s?만한|[__COMING__]\s?만한(?=\s)|(?:놀|볼|할|즐길|구경할|체험할)\s?(?:거|것|꺼)(?:리)?\s?(?:있|없|추천|뭐|좀|\?|$)|(?:느끼|즐기|구경하|체험하|체험해\s?보|둘러보|돌아다니|걷)고\s?(?:싶|파|픈)|(?:구경|산책|나들이|소풍|피크닉|데이트)\S{0,1}\s?(?:가고|하고)\s?(?:싶|파|픈)|[가-힣]기\s?(?:에\s?)?(?:딱\s?)?좋은|걷기\s?좋|(?:곳|데|장소)\S{0,2}\s?(?:가\s?보고|가고|보고)\s?싶|좋은\s?(?:곳|데|장소|공원|카페|시장|산|길|코스|박물관|미술관|동네|스팟|포인트|절|명소)|(?:곳|(?<![__PAST__]는)(?<!건)데|장소|스팟|코스)\s?(?:있|없|어디|알려|좀|추천|찾|뭐|말해|가르쳐|\?|$)|할\s?수\s?있는\s?(?:곳|데)|볼\s?수\s?있는\s?(?:곳|데)|하기\s?좋은|보기\s?좋은|가기\s?좋은|찍기\s?좋은".replace(
        "__PAST__", _PAST
    ).replace("__COMING__", _COMING),
    r"(?:^|[는은한의운인른을쁜큰]\s|서울\s|시내\s|근교\s|[가-힣]구\s)(?:공원|박물관|미술관|시장|고궁|사찰|절|궁|산|전망대|갤러리|한옥마을|도서관|카페\s?거리|먹자골목|둘레길|등산로|동네|쇼핑몰|백화점|놀이공원|영화관|공연장)\S{0,2}\s?(?:좀\s?|몇\s?군데\s?|몇\s?개\s?)?(?:알려|추천|뭐|어디|있(?:어|나|을|니|는지)|찾|말해|목록|리스트|모아|소개|없)|(?:가장|제일)\s?\S{1,12}\s(?:곳|데|건물|산|공원|시장|박물관|미술관|궁|절|타워|길|다리)\S{0,2}\s?(?:어디|뭐)",
    r"(?:는|은|한|운|을|쁜|큰)\s(?:큰\s|작은\s|예쁜\s)?(?:공원|박물관|미술관|시장|고궁|궁|절|사찰|산|전망대|갤러리|동네|거리|골목|카페|식당|찜질방|사우나|온천|쇼핑몰|길|곳|데|장소)(?:은|는)?\s?\??$",
    r"어디(?:를|로)?\s?(?:가|갈|놀러)|어디서\s?(?:\S{1,4}\s)?먹(?:지|을까|을래|으면)|어디(?:가|서)\s?(?:좋|제일|가장|예쁘|유명|볼|먹|놀|살|사)|뭐\s?(?:할|하지|하고\s?놀|먹을|먹지)|명소|핫플|맛집|가고\s?싶(?:어|은데|다).*(?:어디|뭐)|데이트\s?(?:코스|장소)|하루\s?코스|여행\s?코스|일정\s?(?:짜|좀)|구경할|구경(?:을|은)?\s?어디|어디(?:를|로)?\s?(?:\S{1,6}\s)?(?:구경|데려|데리고|모시고|보여)|놀러\s?갈|어디\s?없|괜찮은\s?(?:곳|데|카페|공원)|근처에?\s?(?:뭐|볼|갈|놀|먹|카페|공원|박물관|시장|맛집|다른)|주변에?\s?(?:뭐|볼|갈|놀|먹|카페|공원|박물관|시장|맛집|다른)|다른\s?(?:곳|데|거|장소|궁|공원|박물관|시장|산|절)",
    r"\brecommend|\bsuggest|\bwhere\s(?:should|can|could|do|would|to)\b|\b(?:good|best|nice|great|cool|fun|romantic|quiet|pretty|famous|popular|top|cheap|free)\s(?:\w+\s){0,3}(?:places?|spots?|areas?|views?|parks?|markets?|museums?|cafes?|restaurants?|palaces?|temples?|things|hikes?|neighbou?rhoods?|night\s?view)\b|\b(?:places?|things|spots?|sights)\s(?:to|for|with|in|near|around|where)\b|\bwhat\s(?:to|can|should)\b.*\b(?:see|do|visit|eat)\b|\banything\s(?:to|near|fun)|\bany\s(?:good|nice|other)|\bnearby\b|\bsomewhere\b|\bsomething\sto\b|\bany\s\S{1,20}\s(?:\w{1,12}\s)?(?:streets?|parks?|markets?|museums?|cafes?|temples?|palaces?)\b|\banother\s(?:one|place|palace|park)|\bideas?\sfor|\blooking\sfor\s(?:an?\s|some\s)?(?:\w+\s){0,2}(?:places?|spots?|parks?|museums?|markets?|cafes?|streets?|areas?|views?|walks?|hikes?|garden)\b|\bitinerary\b|\bhalf\s(?:a\s)?day\b|\bone\sday\sin\b|\bhow\sto\sspend\b|\bspend\s(?:a|an|the|my|our|half|one|two|three|\d)\b.{0,16}\b(?:day|afternoon|morning|evening|hours?)\b|\brainy\sday\b|\bhidden\sgems?\b|\b(?:lesser|less)[-\s](?:known|visited|touristy)\b|\boff\sthe\sbeaten\b|\bany\s(?:\w+\s){1,3}(?:near|nearby|around|close|here)\b|\b(?:i|we)\s(?:want|need|like|love|prefer)\s(?:an?\s|some\s)?(?:\w+\s){0,2}(?:places?|spots?|parks?|museums?|markets?|cafes?|streets?|views?|hikes?)\b|\banything\s(?:else|cheaper|closer|better|free|smaller|quieter|good|similar)\b",
    r"(?:一番|人気|有名).{1,14}どこ|どこ(?:が|で).{0,10}(?:人気|きれい|有名)|おすすめ|オススメ|お勧め|いい(?:所|ところ|場所|とこ)|良い(?:所|場所|ところ)|どこがいい|どこに行|どこへ行|見どころ|観光スポット|きれいな(?:所|場所|ところ)|できる(?:所|場所|ところ)|穴場|グルメ",
    r"推荐|推薦|好玩的|好吃的|好去处|哪里(?:可以|适合|好|能|看|有)|哪裡(?:可以|適合|好|能|看|有)|适合.*(?:地方|去)|什么(?:地方|好玩|景点|好吃)|去哪|有什么|有没有|景点|美食",
    r"(?:[__BORNE____COMING__]|만한|같은|오는|있는|좋은|예쁜|조용한|나오는|되는)\s?(?:공간|골목(?:길)?|장소|거리|코스|동네|마을|스팟|명소|관광지|여행지|카페|찻집|책방|서점|식당|술집|놀이터|산책길|산책로|둘레길|빵집|밥집|맛집|국숫집|디저트\s?가게|숲길?|수목원|식물원|동물원|도서관|전시관?|체험관|과학관|공연장|전망대|쇼핑몰|백화점|야시장|호수|섬|절|사찰|고궁|궁궐|한옥|건물|수영장|눈썰매장|잔디밭|놀이공원|실내|야외|공원|박물관|미술관|구경거리|시장|(?<![__PAST__]는)(?<!건)데|곳|길|궁|산|절)(?:은|는|이|가|을|를|으로|로|도|이나|나|에)?\s?(?:좀\s?|또\s?|더\s?|뭐\s?|혹시\s?|하나\s?|몇\s?군데\s?)?(?:있|없|알려|추천|소개|골라|보여|어디|찾|뭐|가르|말해|궁금|\?|$)|뭐\s?(?:하면|해야|하고)\s?(?:좋|놀|돼|되|할)|코스\s?(?:짜|추천|좀|알려|로)|일정\s?(?:추천|짜)|(?:재밌|재미있|신나)는\s?(?:거|것|데|곳)|\d박\s?\d일|놀거리|볼거리|먹거리|즐길\s?거리|구경거리|할\s?거리|할거|먹을\s?데|밥\s?먹을\s?(?:만|데|곳|집|식당)|(?:하루|반나절|시간|주말|오후|저녁)\S{0,2}\s?(?:때우|때울|보내기|보낼)|등산\s?코스|산책\s?코스|드라이브|나들이|돌아다니기|멍\s?때리|데려갈|데리고\s?갈|모시고\s?갈|놀수\s?있|갈수\s?있는|볼수\s?있는|쉴\s?곳|쉬었다|핫한|핫플|힙한|어디\s?어디(?!\s?(?:서|정차))|가기\s?좋은\s?데|사람\s?적은|덜\s?붐비|한적한".replace(
        "__PAST__", _PAST
    )
    .replace("__COMING__", _COMING)
    .replace("__BORNE__", _BORNE),
    r"(?:시장|고궁|궁궐|박물관|미술관|공원|사찰|한옥마을|한옥|야경|골목|전망대|카페\s?거리|둘레길|숲길|전시관|동네)(?:을|를|에|이|도)?\s?(?:좀\s?)?(?:구경|산책|체험|가\s?보|둘러\s?보|보러\s?가|가|보|걷|돌아다니)(?:을|를)?\s?(?:하)?고\s?(?:싶|파)|무료(?:로)?\s?(?:\S{1,6}\s){0,3}(?:전시관|박물관|미술관|전망대|공원|고궁)\S{0,2}\s?(?:알려|추천|있|어디|뭐)",
    r"\bwhich\s(?:\w+\s)?(?:palaces|parks|markets|museums|temples|galleries|neighbou?rhoods|areas|mountains|places)\b|\b(?:want|like|love)\sto\s(?:see|visit|explore|go\sto)\s(?:\w+\s)?(?:palaces|parks|markets|museums|temples|galleries)\b|(?:市場|博物館|美術館|公園|お寺|古宮|夜景)(?:を|に|が)?(?:見|行き|回り|歩き)たい|想(?:逛|看|去).{0,3}(?:市场|博物馆|美术馆|公园|寺庙|古宫|夜景)",
    r"\bstuff\sto\s(?:do|see)\b|\bwhere\s(?:do|can|should)\s(?:locals|people|i|we)\b|\b(?:pretty|indoor|outdoor|hidden|quiet|cheap|free|cozy|scenic|kid[-\s]?friendly|family|less\s(?:crowded|touristy))\s(?:\w+\s){0,2}(?:alleys?|stuff|activit\w+|gems?|museums?|places?|spots?|streets?|corners?|markets?|cafes?|palaces?|walks?|hikes?)\b|\bwhich\s(?:palace|park|market|museum|temple|neighbou?rhood|area|mountain)\b|\bmust[-\s]see\b|\bto\sdo\s(?:in|with|when|near|around)\b|\bplace\sto\s(?:eat|go|see|visit|relax|chill)\b|\bto\seat\b|\bhang\sout\b|\bother\s(?:palaces?|parks?|markets?|museums?)\b|\b(?:want|like|love)\sto\s(?:see|visit|find|try)\s(?:an?|some)\b",
    r"とこ(?:教えて|ない|ある|は)|ところ(?:教えて|ない|ある|は)|場所(?:教えて|ない|ある|は|って)|屋内|室内で|行ける(?:所|ところ|場所|屋内)|(?:入れる|行ける|できる|見える|見られる|遊べる|楽しめる)(?:博物館|美術館|公園|市場|お寺|場所|ところ|とこ|カフェ)|食べる(?:とこ|ところ|場所)|どこか|近くに(?:何|食べ|いい|カフェ|ある)|去哪(?:玩|儿玩|里玩|逛)?|带(?:娃|孩子|小孩|爸妈|父母).{0,6}去|(?:哪里|哪儿)(?:拍照|好玩|好看|好逛|好吃|可以|适合|能)|适合(?:拍照|约会|散步|带)|室内(?:好|有|去)?|周边(?:有|好)|附近(?:有|好)|小众|打卡|好玩的|好逛的|好看的|人少",
    r"(?:유명한|맛있는|잘하는|잘\s?하는|괜찮은|오래된|숨은|소문난)\s?집(?=\s|$|[?？은이])",
)

THERE = _any(
    eastern.THERE,
    r"(?<![가-힣])(?:거기|그\s?곳|그곳|거긴|거길|그\s?쪽|저기|저곳|그\s?장소|거(?=\s(?:안에|앞에|옆에|근처|주변|문은|문이|입구|가게|집은)))",
    r"(?<!is\s)(?<!are\s)(?<!was\s)\bthere\b(?!\s(?:is|are|was|any|an?)\b)",
    r"そこ(?!で?す)|あそこ|そちら|那里|那裡|那儿|那边|那個地方|那个地方",
)
HERE = _any(
    r"(?<![가-힣])(?:여기|이\s?곳|이곳|여긴|현재\s?위치|(?:나|내가|제가|저|우리)\s?(?:지금\s?)?있는\s?(?:곳|데)|내\s?위치|지금\s?(?:내가\s?)?있는\s?(?:곳|데)|지금\s?위치|우리\s?위치|제\s?위치|현\s?위치|이\s?자리|지금\s?여기)",
    r"\bhere\b|\bmy\s(?:current\s)?(?:location|place|position)\b|\bcurrent\s(?:location|position)\b|\bwhere\s(?:i\sam|i'?m|we\sare|we'?re)\b|ここ|[現现]在(?:地|位置)|今の(?:場所|位置)|こちら|(?:今|いま|私の?が?)いる(?:場所|所|ところ)|这里|這裡|这儿|这边|我(?:现在|目前)?(?:的|所在的?|在的)(?:位置|地方)|我(?:现在|目前)?(?:位置|这里|这儿|这边)|(?:当前|现在|目前)的?位置|所在位置|我所在的地方",
)
IT = _any(r"(?<![가-힣])(?:그거|그건|이거|그것|그게)(?![가-힣]*\s?말고)|\bit\b|\bits\b|それ|它")
NEAR = _any(
    eastern.NEAR,
    r"근처|주변|부근|가까운|인근|옆에|출구\s?(?:에서|로)?\s?(?:나가|나오|나와)(?:면|서|자마자)|\bnear|\baround|\bclose\sto|近く|周辺|附近|周边|旁边",
)
THEME = _any(
    r"야경|산책|데이트|피크닉|단풍|벚꽃|꽃구경|전통\s?시장|한옥|카페\s?거리|고궁|궁궐|등산|전망대|박물관|미술관|공원|시장|일출|일몰|노을|쇼핑|둘레길|전통\s?문화|나들이|볼거리|놀거리|가볼",
    r"\bnight\s?view|\bpalaces?\b|\bmuseums?\b|\bparks?\b|\bmarkets?\b|\btemples?\b|\bhanok|\bhik(?:e|ing)\b|\bsightseeing|\bshopping|\bcherry\sblossom|\bview|夜景|桜|観光|買い物|散歩|公園|博物館|市場|夜景|樱花|观光|购物|公园|博物馆|逛",
)
"""What a wish may be about when it says no more."""
NOT = _any(
    western.NOT,
    r"말고|별로|싫(?:고|어|은)|마음에\s?안|아니라|아니고|빼고|제외|아닌\s?(?:곳|데)|other\sthan|instead\sof|\bnot\s(?:there|that|the\s(?:one|place))|以外|じゃなくて|じゃなく|ではなく|除了|以外|不要|不去|不是(?=.{1,14}(?:是|，|,))|\bnot\s(?=\S{3,24}(?:\s\S{3,14}){0,3}(?:,|\sbut\b))",
)
UNWANTED = _any(r"\S+\s?(?:말고|빼고|제외하고|아니고|말구)")
"""What is set aside, and so not asked about: 특별전 말고."""
TOMORROW = _any(
    r"^(?:그럼|그러면|그리고|그래서|혹시|근데|아)?\s?(?:오늘|내일|모레|글피|이번\s?주말|주말|평일|일요일|토요일|월요일|화요일|수요일|목요일|금요일|공휴일|설날|추석|봄|여름|가을|겨울|크리스마스|연휴|아침|저녁|밤|야간|지금|새벽|오전|오후)(?:에|에는|에도|엔|은|는|도|이면|이라면)?(?:요)?\s?(?:어때\S{0,12}|(?:해|하나|열어|여나|되나|돼|가능해)요?)?[?？.!~]*$",
    r"^(?:and|what\sabout|how\sabout|then)?\s?(?:on\s)?(?:today|tomorrow|tonight|(?:this\s)?weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:in\sthe\s)?(?:morning|afternoon|evening)|(?:in\s)?(?:spring|summer|autumn|fall|winter)|at\snight)\s?[?？.!]*$",
    r"^(?:では|じゃあ)?(?:明日|今日|週末|明後日|[月火水木金土日]曜日?|春|夏|秋|冬|夜|朝)(?:は|も|だと|なら)?(?:どう(?:です)?か?)?[?？]*$|^(?:那)?(?:明天|今天|周末|后天|星期.|周[一二三四五六日末]|春天|夏天|秋天|冬天|晚上|早上)(?:呢|怎么样)[?？]*$",
)
TIME = _any(
    r"오늘|내일|모레|이번\s?주말|이번\s?주|주말|평일|지금|today|tomorrow|tonight|this\sweekend|weekend|今日|明日|週末|今天|明天|周末"
)
ORDINAL = Sieve(
    r"(?P<first>(?:가장|제일|맨)\s?(?:먼저|처음|위)(?:에|의)?\s?(?:\S{1,3}\s)?(?:거|것|데|곳)|첫\s?(?:번)?째|첫번|1\s?번(?:째)?(?!\s?출구|\s?버스)|일번|처음(?:에)?\s?(?:거|것|(?:말|물어|얘기|이야기|알려|나온|본)\S{0,4})|\b(?:the\s)?(?:first|1st)\s(?:one|place|spot|option)|\bthe\s(?:first|1st)\b(?!\s\w)|(?:一|1|１)(?:つ目|番目|番)|第一(?:个|個)|"
    + eastern.ORDINAL_FIRST
    + r")"
    r"|(?P<second>두\s?번째|둘째|2\s?번(?:째)?(?!\s?출구|\s?버스)|\b(?:the\s)?(?:second|2nd)\s(?:one|place|spot|option)|\bthe\s(?:second|2nd)\b(?!\s\w)|(?:二|2|２)(?:つ目|番目|番)|第二(?:个|個))"
    r"|(?P<third>세\s?번째|셋째|3\s?번(?:째)?(?!\s?출구|\s?버스)|\b(?:the\s)?(?:third|3rd)\s(?:one|place|spot|option)|\bthe\s(?:third|3rd)\b(?!\s\w)|(?:三|3|３)(?:つ目|番目|番)|第三(?:个|個))"
    r"|(?P<fourth>네\s?번째|넷째|4\s?번(?:째)?(?!\s?출구|\s?버스)|\b(?:the\s)?(?:fourth|4th)\s(?:one|place|spot|option)|(?:四|4|４)(?:つ目|番目)|第四(?:个|個))"
    r"|(?P<fifth>다섯\s?번째|5\s?번째|\b(?:the\s)?(?:fifth|5th)\s(?:one|place)|第五(?:个|個))"
    r"|(?P<last>마지막\s?(?:거|것|곳|데|에\s?말한)|\bthe\slast\s(?:one|place|spot)|最後の|最后一个)"
)
THAT = Sieve(
    r"(?:아까|방금|전에|위에|그|저)\s?(?:말한|물어본|본|나온|얘기한|알려준)?\s?(?:그\s?|거기\s?)?(?P<kind>궁|박물관|미술관|공원|시장|산|절|타워|성당|동네|거리|한옥마을|도서관|공항|쇼핑몰|역)(?:은|는|이|가|을|를|에|도|의|까지|으로|로|$|\s|\?)",
    0,
)
EVENT = _any(
    eastern.EVENT,
    r"공사|폐업|폐점|없어졌|재개장|전시|특별전|기획전|예매|공연|행사|축제|이벤트|마켓|세일|야간\s?개장|콘서트|뮤지컬|연극|경기|상영|날씨|기온|미세\s?먼지|뉴스|환율|팝업|불꽃|라인업|일정|최신|신상|우산\s?(?:챙|가져|필요|들고)|비\s?소식|새로\s?생긴|혼잡|붐벼|(?<!덜\s)(?<!안\s)붐비[나냐니려]|사람\s?(?:이\s?|은\s?|\S{1,3}\s)?(?:많|적)(?:아|어|나|을|니|은지|은가)|(?<!북)한산(?!도|섬)|웨이팅|대기",
    r"weather|forecast|news|exchange\srate|concert|event|festival|exhibition|schedule|pop-?up|(?<!less\s)(?<!least\s)(?<!not\s)(?<!too\s)crowded|wait|game|match|天気|イベント|公演|展示|コンサート|ライブ|花火|混|天气|活动|演出|演唱会|演唱會|展览|新闻|汇率|下雨(?!天|的|时|時)|人多",
    r"지연|취소|상영|(?:비|눈)\s?(?:안\s?)?(?:와(?!도|서)|올까|올\s?거|온(?!\s?날)|오나|오니|오는\s?지)|오르나|올랐|인상|개화|캐치테이블|오픈런|시위|파업|통제",
    r"lineup|going\son|what'?s\son|rain|snow|protest|strike|outage|perform|\bexhibits?\b|ice\srink|blossoms?\s(?:are\s)?(?:out|yet)|this\s(?:year|yr|season)|delay|cancel|temperature|ポップアップ|レート|フェス|祭り|試合|快闪|上映|比赛|罢工|雨[？?です]|(?:今日|明日|週末|今天|明天|周末).{0,3}(?:雨|雪)",
    r"(?:벚꽃|단풍|꽃|개나리|진달래|장미|튤립|유채|철쭉|매화|억새|핑크뮬리|코스모스|국화|은행나무|낙엽)\S{0,2}\s?(?:(?:지금|다|많이|아직|벌써|이제|얼마나|좀|예쁘게|곧|거의)\s?){0,3}(?:펴|피(?:나|었|니|는지|려나|고\s?있)|폈|폇|핀대|졌|지나|지는지|들었|드나|물들|지려나)",
)
THERE_IS = re.compile(r"(?:있|없)(?:어|나|니|을까|는지|음|습니까|지)\S{0,3}[\s?？.!~ㅋㅎ]*$")
"""Whether there is something somewhere: 찜질방 있나요? is no question of manners."""
WHERE = _any(r"어디|몇\s?시|전화|주소|where|何時|どこ|哪里|在哪|几点")
PLACED = _any(
    r"어디(?:에|쯤)?\s?(?:있|야|예요|에요|인가|인지|임|죠|위치)|어딨|어디[\s?？]*$|위치",
    r"\bwhere(?:'s|\s(?:is|are))\b|\blocated\b|どこ(?:に|です|にある)|哪[里裡儿]|位置",
)
"""Where something lies."""
OPENING = _any(
    r"가도\s?(?:되|돼)|들어갈|들어가|올라갈|올라가|열어|열었|여나|여니|열까|열지|여는|닫|휴무|휴관|쉬는|쉬어|쉬나|쉬니|영업|운영|몇\s?시|개장|폐장|입장|무료|\bopen|\bclose|\bhours\b|開い|休み|営業|开门|关门|开放|营业|營業|開放"
)
VISIT = _any(
    r"\bto\s(?:see|explore|tour|browse)\b|한\s?바퀴|도는|보는|(?<!걸로\s)(?<!지도\s)(?<!앱\s)(?:만|다|다\s)\s?(?:보|돌|구경하)면|머무|걷는\s?데|관람|구경|둘러|돌아보|투어|보는\s?데|보려면|다\s?보|visit|tour|see\s(?:it|everything|all)|spend|\bstay\sthere\b|見学|観覧|回る|滞在|参观|逛|游览|待多久|玩多久"
)
ROUTED = _any(
    r"(?:들렀|들러|거쳐|경유|찍고\s)|(?:에서|부터|서)\s.*(?:[가오]는\s?(?:길|법|방법)|가려면)|(?:에서|부터|서)\s.*(?:까지|으로|로)(?![가-힣])|[가-힣](?:에서|부터).*까지|(?:→|->)|\bfrom\b.+\bto\b|から.+(?:まで|へ)|从.+[到去]|從.+[到去]"
)
"""Two ends in their marks."""
TRADE = _any(
    eastern.TRADE,
    r"(?:세금|택스)\s?(?:환급|리펀드|프리)|방탈출|보드\s?게임|노래방|오락실|볼링장|당구장|클라이밍|만화\s?카페|(?:타투|네일|피어싱|왁싱|안마|마사지|속눈썹|헤어)\s?(?:샵|숍|가게)|미용실|경찰서|파출소|지구대|소방서|세탁소|신분증|수하물|위탁|기내\s?반입|(?:뮤지컬|연극|오페라|콘서트|페스티벌|내한)\s(?!추천|볼|보기|보러|보고|좋|공연|전용|극장|관람|티켓|예매)[가-힣A-Za-z]{2,}(?=\s)|(?:카페|베이커리|제과|과자점|제빵소|펍|분식|국밥|칼국수|냉면|면옥|치킨|피자|갈비|곱창|족발|횟집|빵집|돈까스|닭한마리|순두부|해장국|설렁탕|떡집|버거|라멘|이자카야|포차|키친|다방|로스터리|로스터스|호텔|리조트|펜션|영화관|시네마|CGV|메가박스|롯데시네마)(?=\s?(?:메뉴|예약|웨이팅|주차|가격|영업|몇\s?시|전화|브레이크|휴무|위치|어디))|[가-힣A-Za-z]{1,}(?<![은는한의])(?:무슨카페)|무슨\s?카페|메가박스|CGV|롯데시네마|조식|게스트하우스|파는\s?(?:곳|데|가게|집)|맛보는\s?곳|미쉐린|미슐랭|별\s?받은|캐치테이블|배민|쿠팡|요기요|당일치기|수리|유심칩|e심|esim|이심|로밍|택스\s?리펀|면세|비자|여권|대사관|영사관|분실|k-?eta|환불|입국|출국|세관|보험|성형|피부과|치과|한의원|렌트|인생네컷|문고|서점|본점|[가-힣]{2,}(?<!주차장)(?<!단)(?<!장)점(?=\s|$|은|이|에|의)|[가-힣]+식당|[가-힣]{2,}(?<!맛)(?<!우리)(?<!한국의)집(?=\s|$|은|이|가|을)|삼계탕|클럽|마트|학원|네일|사진관|스타벅스|올리브영|다이소|맥도날드|맥날|이디야|투썸|버거킹|KFC|롯데리아|유니클로|무신사|애플\s?스토어|에어비앤비|호텔|게스트\s?하우스|호스텔|모텔|숙소|숙박|매장|배달|자판기|응급실|응급|병원|약국|은행|환전|환전소|미용실|헬스장|PC방|당근|유심|렌터카|아메리카노|가격\s?비교|피시방|편의점|주유소|대사관|우체국|코인\s?락커",
    r"\bdelivery\b|\bhotels?\b|\bhostels?\b|\bairbnb\b|\bstarbucks\b|\bhospital\b|\bpharmacy\b|\bbank\b|\bsim\scard|\bexchange\b|\bembassy\b|ホテル|両替|病院|薬局|スターバックス|酒店|宾馆|换钱|換錢|医院|药店|星巴克",
    r"\bbakery\b|\bpassport\b|\bvisa\b|\besim\b|\bclinic\b|\bdentist\b|\bpolice\b|\blost\s(?:my|and)\b|\bk-?eta\b|\btax\srefund\b|\bcurrency\b|\brent(?:al|ing)?\s(?:a\s)?(?:car|scooter|ski|phone|van)\b|\bcoupon\b|\bday\strips?\b|\bapp\b|\bambulance\b|\bbook\s(?:me\s)?a\s(?:table|room|seat)\b|\btable\sfor\s(?:\d|two|three|four)\b|\bcovid\b|\bboarding\spass\b|\bprint\s(?:my|a|out|some)\b|\brepair\b|\bemergency\b|\bq-?code\b|\b(?:tax|vat)\srefunds?\b|\binsurance\b|\bconsulate\b|\bsim\b|\bwi-?fi\srental\b|\blaundr\w+|\bhair\s(?:salon|cut)|\bhaircut\b|\bdermatolog\w+|\bdoctor\b|\bduty[-\s]free\b|\bguest\s?house|\bmotel\b|\b(?:cooking|korean|taekwondo|pottery|dance)\s(?:class|lesson)(?:es|s)?\b|\bluggage\sdelivery\b|\blockers?\b|\b(?:luggage|baggage)\sforward\w+|\bski\b|\bmenu\b|\bpower\sbank|\bcasino\b|\boptician\b|\bvet\b|\broaming\b|\bdata\splan\b|\bpocket\swifi\b|\badapter\b|\bcharger\b|\batm\b|\bwithdraw\b|\bremittance\b|\bbitcoin\satm\b|\bpost\soffice\b|\bparcel\b|\bdhl\b|\bdry\sclean\w+|\btailor\b|\bbarber\b|\bgym\b|\byoga\b|\bpilates\b|\bnoraebang\b|\bkaraoke\b|\bnight\s?clubs?\b|\bcinema\b|\bmcdonald'?s\b|\bburger\sking\b|\bkfc\b|\buniqlo\b|\bapple\sstore\b|\bsamsung\sstore\b|\bolive\syoung\b|\bdaiso\b|\be-?mart\b|\blotte\smart\b|\bhomeplus\b|\bcostco\b|\bikea\b|\bcu\b|\bgs25\b|\b7-?eleven\b|\bconvenience\sstores?\b|\bflights?\b(?!.{0,20}\b(?:at|leaves?|departs?|lands?)\b)|\bairlines?\b|\bimmigration\b|\bcustoms\s(?:office|declaration|limit)\b|\bresort\b|\bapartments?\b|\brent\b(?!\s(?:a\s)?(?:bike|hanbok|bicycle))|\bdeposit\b|\bdorm\w*|\btuition\b|\btopik\b|\bwork\svisa\b|\bmichelin\b|\bcatchtable\b|\bklook\b|\bsaunas?\b(?=.{0,12}\b(?:price|open|cost))|\bbrunch\b|\bbuffet\b|\bafternoon\stea\b|\bnetflix\b|\bfilming\slocations?\b|\bdon\squijote\b|\biphone\b|\bairpods\b|\bcosmetic\ssurgery\b|\bplastic\ssurgery\b|\bbotox\b|\bfillers?\b|\bpersonal\scolou?r\b|SIMカード|両替|パスポート|ビザ|免税|レンタカー|ゲストハウス|买.{0,3}电话卡|电话卡|手机卡|签证|护照|退税|租车|民宿|诊所|警察",
)
"""Shops, stays and services: real, and not held."""
LODGED = re.compile(
    r"(?<!집)에서\s?(?:하룻밤\s?|하루\s?|1박\s?)?(?:자고\s?싶|자\s?보고\s?싶|자려|잘\s?수|묵)|(?<![가-힣])(?:하룻밤\s?|하루\s?)?(?:묵을|잘|머물)\s?(?:만한\s?)?(?:곳|데)(?![가-힣]{2})"
)
"""Where to stay the night: 한옥에서 자고 싶어."""
TASTE = Sieve(
    r"(?:좋은|만한|싶은|재밌는|재미있는|신나는|슬픈|잔잔한|[볼들읽]을?)\s(?:[가-힣]{1,6}\s){0,2}(?:드라마|영화|노래|음악|웹툰|예능|만화|애니|게임|책)(?![가-힣]{2,}|관|방|\s?(?:촬영|에\s나|속))|(?:[삼사오육N]행시|시|소설|동화|노래|가사|편지|자소서|독후감|기사)\S{0,2}\s?(?:한\s?편\s?|하나\s?|좀\s?)?(?:지어|써|만들어)\s?(?:줘|봐|주)|선물\S{0,2}\s?(?:뭐|뭘|골라)|(?:영화|드라마|노래|(?<!산)책|주식|코인|게임|약|로또|번호|메뉴|이름|닉네임|음악|유튜브|웹툰|예능|선물|향수|노트북|핸드폰|휴대폰|종목|책\s?한\s?권|영화\s?한\s?편|노래\s?한\s?곡|드라마\s?한\s?편|movie|song|book|drama|music|anime|映画|曲|本|电影|电视剧|歌|书)\S{0,2}\s?(?:좀\s?|하나\s?|몇\s?개\s?)?(?:추천|를?\s?おすすめ|のおすすめ|推荐|recommendation)|(?:recommend|suggest)\s(?:me\s)?(?:a\s|some\s)?(?:good\s)?(?:movie|song|book|drama|music|anime|stock)|推荐.{0,4}(?:电影|电视剧|歌|书)"
)
"""Recommendations of things that are no places."""
RESIDUE = Sieve(
    r"제?\s?[12]\s?(?:여객\s?)?터미널(?:이?면|은|는|이요|이야|이에요|예요|입니다)?(?![가-힣])|出发|出発|就在|离|最近的?|最寄り|\d+\s?번\s?출구(?:에서|부터|까지|로)?|(?<![가-힣])(?:가게들?|상점들?|매장들?|사람들|시간|방법|정보|이름|정도|쪽|편|(?:올라|내려|들어)가(?:는|려면|려고)|몇|좀|그럼|그러면|그리고|근데|혹시|저기|저기요|정확히|대략|보통|원래|제가|저|나|내가|우리|이|그|저희|아|음|오|또|더|다|한번|다시|빨리|자세히|간단히|정말|진짜|제일|가장|전체|모두|다들|사람|사람들|때|건가|건지|수|게|거|것|데|곳|분|번|개|명|말|안|못|잘|꼭|좀더|현재|요|네|예|성인|어른|아이|어린이|학생|청소년|외국인|한국인|관광객|한국|서울|서울에|서울에서|오늘|내일|모레|지금|주말|평일|아침|저녁|밤|새벽|오전|오후|매일|당일|명절|연휴|추석|설날|설|어린이날|크리스마스|공휴일|보려면|사려면|하려면|되나|되나요|되니|돼|돼요|되죠|해|해요|하나요|하니|하나|한데|할까|하지|했어|있어|있어요|있나|있나요|있니|있을까|없어|없나|인가요|인가|이야|야|뭐|뭐가|무슨|무엇|어떤|어떻게|어때|어떰|왜|누가|언제|어디|얼마|얼마나|줘|주세요|줄래|주라|줘요|해줘|해주세요|싶어|싶은데|싶어요|알아|알아요|알고|알려|알려줘|궁금해|궁금|대해|대해서|대하여|관해|관해서|설명|소개|말해|말해줘|찾아줘|찾아|검색|보여줘|가르쳐|부탁해|부탁|같이|혼자|둘이|가족|친구|하고|랑)(?:은|는|이|가|을|를|에|도|만|요|의)?(?![가-힣])",
    0,
)

RENEWED = _any(
    r"오르나|올랐|오른다|인상|지연|연착|운휴|파업|중단|취소|바뀌|변경|delay|cancel|strike|suspend|延误|罢工|遅延|運休"
)
"""News of what runs and costs: no journey."""
ENDS = _any(
    r"출발(?:지|역|점|하는\s?(?:곳|데))|출발(?:을|를)|(?:도착|목적)(?:지|역)|도착(?:을|를)|\bstart(?:ing)?\s?(?:point|place|station|location)?\s(?:to|as|is|at|from)\b|\borigin\b|\bdestination\b|\bdeparture\b|出発(?:地|駅|点|を)|目的地|行き先|到着(?:地|駅)|出发(?:地|点|站)|起点|起點|终点|終點|到达(?:地|站)"
)
"""An end of a journey by its name."""
CLARIFIED = _any(
    r"말하는\s?(?:거|건데)|말한\s?(?:거|건데)|얘기하는\s?거|말이(?:야|에요|었)|말입니다|\bi\s?mean\b|\bi\smeant\b|のこと(?:です|だ)|の方(?:です|だ)|我(?:是)?(?:说|指)的?是?|不对|^不是|^(?:不|啊)?错了|間違え|違い?ます|違った|^no\b|\bwrong\b|^아니"
)
"""A name that was understood otherwise than it was meant."""
OTHER = _any(
    eastern.OTHER,
    western.OTHER,
    r"(?:다른|딴)\s?(?:거|것|곳|데|코스|일정)(?:은|는|도|로)?(?:\s?(?:없|있|추천|보여|알려|짜|줘)|[\s?？]*$)|또\s?(?:없|있|다른)|더\s?(?:없|보여|추천)|\b(?:something|anything|somewhere|anywhere)\selse\b|\banother\s(?:one|option|place|plan|itinerary|course)\b|\bother\s(?:ones?|options?)\b|他に(?:は|も)?|ほかに|(?:別|他)の(?:所|ところ|場所|店|お店|もの)|换(?:一)?个|换别的|别的(?:地方)?(?:呢|有|吧)?|还有(?:别的|其他)?吗|其他的",
)
"""Another answer to the last wish."""
PREFER = re.compile(
    eastern.NARROWED
    + r"|^(?:그럼|음|아|난|나는|저는|우리는?)?\s?\S{1,10}(?:이|가|쪽이|으로|로|이면|면|게|데가|곳이)\s?(?:더\s?)?(?:좋아|좋겠|좋을|좋고|좋지|좋음|괜찮|할래|부탁|해\s?줘|끌려|낫)\S{0,5}[\s.!~]*$"
    r"|\b(?:prefer|i'?d\srather|i\swould\srather|i(?:'d|\swould)\slike)\b|(?:が|の方が|のほうが)(?:いい|良い|好き)(?:です|な|かな)?[。!]?$|(?:想要|更喜欢|最好)|的(?:比较|更)?好[。!]?$",
    re.IGNORECASE,
)
"""A wish made narrower: 실내가 좋아."""
EATING = _any(
    eastern.EATING,
    western.EATING,
    r"맛집|카페(?!\s?(?:거리|골목))|빙수|밥집|술집|고기집|고깃집|빵집|찻집|국수집|(?:한정식|한식|중식|일식|양식|칼국수|냉면|국밥|떡볶이|곱창|횟|분식|갈비|파전|두부|만두|죽|해장국|백반|돈까스|닭갈비|삼겹살|치킨|피자|파스타|라멘|초밥|스시|카레|쌀국수|양꼬치|꼬치|샤브샤브|족발|보쌈|순대|김밥|감자탕|설렁탕|삼계탕|갈비탕|쭈꾸미|낙지|장어|게장|버거|빈대떡|부대찌개|한우|막창|회|물회|칵테일|와인|맥주|전골|떡)\s?집|식당|음식점|디저트|브런치|막걸리|(?:먹|마실|마시|밥|한잔|커피)\S{0,4}\s?(?:할\s?)?(?:만한\s)?(?:데|곳|집)",
)
"""Somewhere to eat or drink."""
ANYWHERE = _any(r"서울|시내|전국|우리나라|한국에서|아무\s?데나")
NARROWER = re.compile(
    eastern.NARROWER
    + "|"
    + western.NARROWER
    + r"|^(?:저희|우리|나|전)?\s?(?:아이|애|아기|부모님|할머니|할아버지|어르신|친구|강아지|유모차|휠체어)\S{0,3}\s?(?:\S{1,4}\s)?(?:있|같이|함께|데리고|모시고|타는데|탑니다|타요)\S{0,6}[\s.!~]*$|^(?:아침|점심|저녁|밥|식사|커피|간식|오전|오후|마지막|첫\s?(?:번째|코스))\S{0,2}[은는]\s\S{2,10}?(?:에서|으로|로)(?:요|\s?(?:먹|하|마시|넣)\S{0,6})?[\s.!~]*$|^(?:\S{1,6}\s){0,3}(?:실내|실외|야외|무료|공짜|가성비|조용한\s?데|한적한\s?데)(?:로|으로)(?:다가|만|요|만요)?(?:\s\S{1,6})?$|(?:데|곳|쪽)(?:로|으로)(?:요|만요?|좀요?)?\s?(?:ㄱ+|좀|부탁\S{0,5}|추천\S{0,5}|골라\S{0,4}|찾아\S{0,4}|없\S{0,4}|있\S{0,4})?[\s?？.!~ㅋㅎ]*$|(?:인|없는|있는|되는|싼|가까운|큰|작은|좋은|넓은|조용한)\s?(?:데|곳)(?:은|는)(?:요)?[\s?？.!~]*$",
    re.IGNORECASE,
)
"""The last wish with a condition more: 무료인 데는?, 웨이팅 없는 데로."""
WITHOUT = re.compile(f"{eastern.WITHOUT}|{western.WITHOUT}", re.IGNORECASE)
"""The last wish, but for what it was granted with."""
SWAPPED = re.compile(
    r"^(?:아니|음|아|그럼|근데)?[\s,.]*(?:\S{1,6}\s)?\S{1,8}\s?말고(?:는|요)?\s*(?P<thing>(?:\S{1,8}\s){0,2}\S{0,8}?)(?:은|는|로|으로|도|요)*[\s?？.!~ㅋㅎ]*$"
)
"""The last wish for something else: 아니 바 말고 밥집."""
ANEW = re.compile(
    r"^(?:(?:아|그럼|그러면|이제|다시|근데|죄송한데|please|sorry|ok|now|can\syou|could\syou|すみません|では|じゃあ|请|那|能不能|可以|我想|我要|想|i\swant|i\sprefer|let's\suse)[\s,、，]*)*"
    r"(?:(?:한국어|한국말|영어|일본어|일어|중국어|중국말)(?:로)?\s말고\s)?(?:(?:한국어|한국말|영어|일본어|일어|중국어|중국말)로\s?(?:(?:다시|좀|한\s?번\s?더)\s?)*(?:말해|알려|설명해|답해|대답해|얘기해|이야기해|해|부탁)?\S{0,5}"
    r"|(?:say\s(?:it|that)|repeat(?:\s(?:it|that))?|answer|reply|explain(?:\s(?:it|that))?|tell\sme|write(?:\sit)?|again|speak)?\s?(?:again\s)?in\s(?:english|korean|japanese|chinese)(?:\s(?:please|instead|again))?"
    r"|(?:日本語|韓国語|英語|中国語)で(?:もう一度|お願い|教えて|説明して|言って|答えて)?\S{0,6}|(?:再)?用?(?:中文|韩语|韩文|英文|英语|日语|日文)(?:再)?(?:说|回答|解释|告诉我)?(?:一遍|一下|一次)?(?:吧|好吗|可以吗)?"
    r"|다시\s?(?:한\s?번\s?)?(?:말해|알려|설명해)\S{0,4}|(?:say|tell\sme)\s(?:it|that)\sagain|もう一度(?:言って|教えて)\S{0,4}|再说一(?:遍|次)|(?:조금\s?|좀\s?)?더\s?(?:짧게|길게|간단히|간단하게|쉽게|자세히|자세하게)\S{0,5}(?:\s?(?:말해|알려|설명해)\S{0,3})?"
    r"|(?:make\sit\s)?(?:shorter|simpler|more\sdetails?|in\smore\sdetail)(?:\splease)?|もっと(?:短く|詳しく|簡単に)\S{0,6}|(?:再)?(?:简短|详细|简单)(?:一)?点\S{0,3})[\s.!?~。！？]*$",
    re.IGNORECASE,
)
"""The last answer once more: in another language, shorter, plainer."""
MANY = _any(
    r"(?<![가-힣])(?:둘\s?다|두\s?(?:곳|군데)\s?(?:다|모두)?|셋\s?다|모두|전부|[그이저]\s?(?:중|가운데)에?서?|여기(?:들|서)?\s?중에?서?|(?:[셋넷]|[세네]\s?(?:곳|군데|개)|[이그저]?[것거]들|[가-힣][한준던신온본]\s?(?:곳|데|거|것|장소)들?)\s?중에?서?|거기들|각각|[두세네]\s?(?:곳|군데)(?=\s(?:\S{1,6}\s)?비교)|비교(?:해|하면|좀)|(?:어디|어느\s?쪽|뭐)(?:가|는|이)?\s?(?:더\s|제일\s)?(?:나아|나은|나을|낫|싸|저렴|가까워|가깝|편해|편하|넓어|커(?=[\s요?]|$))|둘\s?중에?서?|어느\s?(?:쪽|게|곳|데)(?:이|가)?\s?더)",
    r"\bboth\b|\bwhich(?:'s|\sis|\sare)\b|\bwhich\s(?:one|of\s(?:them|these|those|the\stwo))\b|\b(?:any|all|one)\sof\s(?:them|these|those)\b|両方|どちらも|どっち(?:が|の方|も)|どちらが|その(?:中|うち)|两个都|都(?=.{0,6}[吗？?])|哪(?:个|一个)(?:更|比较|最|离)|其中",
)
"""What points at several places told before."""
CHOOSING = _any(
    r"어디|어느|뭐|하나만|[한]\s?(?:군데|곳)만?|(?:제일|가장|젤|그나마)\s?\S{1,8}\s?(?:데|곳|거|것|건|게)"
)
"""One of several."""
ALIKE = r"\s?(?:그래|그런가|그렇|같아|같은가|같나|같습|똑같|마찬가지|해당|포함)\S{0,4}"
LIKEWISE = rf"(?:{ALIKE})?"
"""Behind what the last question is asked of as well: 외국인도 같아?, 북촌도 그래?"""
INSTEAD = _any(
    r"출발(?:지|역|점)|(?:도착|목적)(?:지|역)|\bdestination\b|\bstarting\spoint\b|目的地|行き先|出発(?:地|駅)|出发(?:地|点)|起点|终点|変え|変更|かえて|换",
    r"^아니|^그냥|^no\b|\bwait\b|\bsorry\b|不对|錯|错|违|間違|すみません|대신|말고|바꿔|바꾸|변경|생각해\s?보니|instead|actually|rather|change|やっぱり|代わり|不|改|还是|換",
)
"""A slot of the last question taken back."""
HENCE = _any(
    r"(?:여기|있는\s?(?:곳|데)|현재\s?위치|지금\s?위치|내\s?위치|제\s?위치|이\s?근처|이\s?자리)(?:에서|서)|from\shere|from\smy\s(?:current\s)?(?:location|position)|from\swhere\s(?:i|we)|ここから|現在(?:地|位置)から|今の(?:場所|位置)から|从这里|從這裡|从这儿|从我|从(?:当前|现在|目前)"
)
"""A start where the asker stands."""
ENTRY = re.compile(
    r"(?:유모차|유아차|휠체어|킥보드|관광객|외부인|외국인|일반인|비회원|신자가?\s?아니|누구나|아무나|그냥|예약|예매|표|티켓|해설|아이|애들?|아기|어린이|학생|남자|여자|혼자|단체|부모님|어르신|노인)\S{0,3}\s(?:\S{1,8}\s)?(?:들어가|들어갈|입장|데려가|데리고\s?가|가도|구경)"
    r"|많이\s?걸어야|何を?(?:食べ|買|見|飲|注文)|(?:吃|喝|买|看|点)(?:什么|啥)|시까지\s?(?:있어|머물|놀아|들어가)|뭐\s?(?:먹|사|해|봐|마셔|마시)|반입|재입장|외부\s?음식"
    r"|\b(?:dogs?|pets?|strollers?|prams?|wheelchairs?)\b",
    re.IGNORECASE,
)
"""Who may come in and with what, how far one walks and what there is to eat: of the place, and no manners."""
