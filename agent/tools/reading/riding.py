# ruff: noqa: E501 (patterns read best as flowing texts)
"""Questions on rules of riding, where no way is asked: 버스 환승 몇 분 안에?, 심야버스 있어?, 티머니 어디서 사?"""

import re
from collections.abc import Mapping
from typing import Final, Literal, get_args

Rule = Literal["transfer", "senior", "infant", "hours", "buses", "night", "express", "scope"]

PASS: Final = re.compile(
    r"기후\s?동행\s?카드|기동카|climate\scard|気候同行カード|气候同行卡|氣候同行卡", re.IGNORECASE
)
CARD: Final = re.compile(
    r"(?:교통\s?카드|티머니|티\s?머니)|(?<![a-z])t-?\s?money(?![a-z])|\b(?:transit|transport|transportation|subway|metro)\scards?\b|交通(?:系)?カード|T-?マネー|ティーマネー|交通卡",
    re.IGNORECASE,
)
"""How rides are paid for, and no way from one place to another."""
BOUGHT: Final = re.compile(
    r"어디서|어디에서|살\s?수|사[나면야요]?(?=[\s?]|$)|사는|파[나는]|팔[아지]|구[매입]|충전|\bbuy|\bsold\b|\bget\b|\btop\s?up|recharge|\bwhere\b"
    r"|買|どこ|チャージ|购买|哪里|哪裡|充值|加值|儲值|怎么买|怎麼買",
    re.IGNORECASE,
)
"""Where a card is sold or topped up."""
FREE: Final = re.compile(
    r"무료|공짜|무임|요금|할인|우대|내[나야요]|얼마|\bfree\b|\bpay\b|\bfares?\b|\bdiscount|\bcost|無料|割引|運賃|免费|免費|优惠|優惠|票价|票價|买票|要钱",
    re.IGNORECASE,
)
"""Whether a rider pays."""
_ASKED: Final[Mapping[Rule, re.Pattern[str]]] = {
    "night": re.compile(
        r"심야\s?버스|올빼미\s?버스|야간\s?버스|\bnight\sbus|\bowl\sbus|深夜バス|夜行バス|夜间(?:公交|巴士)|夜間公車|夜班车|深夜公交",
        re.IGNORECASE,
    ),
    "express": re.compile(
        r"직통\s?(?:열차|기차|은|요금|얼마)|공항철도\s?직통|(?:airport|arex)\sexpress|\barex\b.{0,12}\bexpress|空港鉄道.{0,4}直通|直通列[車车]|[機机][場场]快[線线]",
        re.IGNORECASE,
    ),
    "transfer": re.compile(
        r"환승(?!역|\s?통로)|갈아타(?:도|면|는\s?데|기)|\btransfers?\b|\bchang(?:e|ing)\s(?:from|between|to)\b|乗り[換継]え|乗換|换乘|轉乘|转乘",
        re.IGNORECASE,
    ),
    "senior": re.compile(
        r"경로|무임|노인|어르신|할머니|할아버지|(?:만\s?)?65세|\bseniors?\b|\belderly\b|\bover\s65\b|高齢|お年寄り|シニア|老人|长者|長者|老年",
        re.IGNORECASE,
    ),
    "infant": re.compile(
        r"아기|무임|유아|영유아|미취학|갓난|[1-5]살|\binfants?\b|\bbab(?:y|ies)\b|\btoddlers?\b|赤ちゃん|幼児|乳児|婴儿|幼儿|嬰兒|寶寶|宝宝",
        re.IGNORECASE,
    ),
    "hours": re.compile(
        r"첫\s?차|막\s?차|운행\s?시간|몇\s?시(?:까지|부터|에?\s?(?:끊|끝|시작|다[녀니]))|언제(?:까지|부터)|\b(?:first|last)\s(?:trains?|subway|metro)|\bhow\slate\b|\bwhat\stime\b.{0,30}\b(?:start|stop|run|close|open)|24\s?시간|밤새|\b24[\s-]?(?:hours?|/7)|\ball\s(?:night|day)\b|始発|終電|24時間|一晩中|首班|末班|头班|頭班|几点(?:开始|停运|结束|到)|24小[时時]|通宵|何時(?:から|まで)"
        r"|\b(?:subways?|metro|trains?)\b.{0,32}\b(?:(?:1[0-2]|[1-5])\s?a\.?m|midnight|at\snight)\b|(?:still|late)\s(?:run|going)|(?:凌晨|半夜|深夜|夜里|这么晚|[\d一二三十两]点)\S{0,6}(?:还|也)?有(?:没有)?(?:地铁|地鐵)|(?:地铁|地鐵)\S{0,4}(?:凌晨|半夜|深夜|夜里)|(?:夜中|深夜|\d時)\S{0,8}(?:地下鉄|電車)\S{0,4}(?:ある|あり|走|動)|(?:地下鉄|電車)\S{0,4}(?:夜中|深夜)\S{0,8}(?:ある|あり|走|動)",
        re.IGNORECASE,
    ),
}
_SCOPE: Final = re.compile(
    r"쓸\s?수|사용|범위|어디(?:서|까지|에서)|탈\s?수|[되돼](?:나|요|는|지|\?|$)|가능|공항|신분당|GTX|광역|따릉이|갈\s?수|\bwhere\b|\buse\b|\bvalid\b|\bcover|\bwork|\bairport\b|使え|利用|空港|能用|可以|机场|機場",
    re.IGNORECASE,
)
_BUSES: Final = re.compile(r"버스|\bbus(?:es)?\b|バス|公交|公車|巴士", re.IGNORECASE)
_LATE: Final = re.compile(
    r"야간|밤늦게|밤에|새벽에?|자정|늦게까지|\bat\snight\b|\blate\b|\bmidnight\b|夜(?:中|遅)|深夜|半夜|晚上|凌晨",
    re.IGNORECASE,
)
_TRAINS: Final = re.compile(
    r"지하철|전철|열차|[1-8]\s?호선|\bsubways?\b|\bmetro\b|\btrains?\b|\bline\s?[1-8]\b|地下鉄|電車|地铁|地鐵|捷運|[1-8]\s?[号號]線|[1-8]\s?号线",
    re.IGNORECASE,
)


def asked(question: str) -> tuple[Rule, ...]:
    """Which rules a question is about that names no way."""
    if PASS.search(question):
        return ("scope",) if _SCOPE.search(question) else ()
    found = {rule for rule, pattern in _ASKED.items() if pattern.search(question)}
    if "night" in found:
        return ("night",)
    bus = bool(_BUSES.search(question))
    if bus and ("hours" in found or _LATE.search(question)):
        found.add("buses")
    if not _TRAINS.search(question):
        found.discard("hours")
    return tuple(rule for rule in get_args(Rule) if rule in found)


def of_line(question: str) -> bool:
    """Whether the hours of a whole line, or of all, are asked whatever place was talked of before: 2호선 막차
    몇 시, how late is the subway open.
    """
    return "hours" in asked(question) and not _STOP.search(question)


LINE: Final = re.compile(r"([1-8])\s?(?:호선|号線|號線|号线)|\bline\s?([1-8])\b", re.IGNORECASE)
_STOP: Final = re.compile(r"역|station|\bat\b|\bfrom\b|駅|站|에서|까지", re.IGNORECASE)


UNTOLD: Final = re.compile(
    r"와이파이|wi-?fi|현금|신용\s?카드|체크\s?카드|해외\s?카드|비자\s?카드|애플\s?페이|삼성\s?페이|앱(?![가-힣]*으로\s?봐)|어플|파업|지연|연착|운행\s?중단|혼잡도"
    r"|\bcash\b|\bcredit\scards?\b|\bdebit\scards?\b|\bapple\spay\b|\bapps?\b|\bstrike\b|\bdelay(?:s|ed)?\b"
    r"|現金|クレジット|アプリ|ストライキ|遅延|信用卡|现金|支付宝|支付寶|微信|罢工|罷工"
    r"|\b(?:visa|master|foreign|overseas|international|bank)\s?cards?\b|\bmastercard\b|\bcontactless\b|\b(?:google|samsung)\spay\b|\balipay\b|\bwechat\b|クレカ|タッチ決済|デビット|银联|外国卡|境外卡",
    re.IGNORECASE,
)
"""Of riding, and in none of our data."""
OTHERS: Final = re.compile(
    r"카카오\s?(?:T(?![a-z])|티(?![가-힣])|택시)|(?<![가-힣])우버|와우\s?패스|나마네\s?카드|\bwowpass\b|\bnamane\b|\buber\b|\bkakao\s?t(?:axi)?\b|打车软件|优步|ウーバー|カカオタクシー",
    re.IGNORECASE,
)
"""Services of others that a traveller rides with."""
PRICE: Final = re.compile(r"요금|얼마|\bfares?\b|how\smuch|いくら|料金|多少[钱錢]", re.IGNORECASE)
ALIGHT: Final = re.compile(
    r"(?:(?:무슨|어느|어떤)\s?역(?:에서|에)?|어디(?:서|에서)?)\s?(?:내[려리릴]|하차)|\bwhich\s(?:station|stop)\b.{0,16}\bget\soff|どの?駅で降り|哪[个一]?站下"
    r"|(?:몇\s?번|어느|무슨|어떤)\s?(?:쪽\s?)?출구|출구\s?번호|\bwhich\sexit|何番出口|どの出口|几号(?:出)?口|哪个出口",
    re.IGNORECASE,
)
"""Where to get off, or by which exit to leave, is asked: the same, wherever one starts."""
