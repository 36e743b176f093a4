"""Sentences in web text that speak to a model instead of to a reader, in four languages.

A second line of defence behind the fence and the prompt's rule: small models obey what they read, so the
plainest orders never reach them. It works on one sentence, already folded and stripped, and leaves travel
prose alone (당신은 이제 광화문에 …, 让游客体验 …). What it looks for is less the phrase than who is spoken to
(a model, a summary), what is touched (rules, restrictions, a task) and its mood (must, only, 할 것).

Fares are dropped too: what a ride costs the guide counts itself, and never takes from a page.
"""

import re
from typing import Final

_ENGLISH = (
    (
        r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}"
        r"\b(?:instructions?|prompts?|rules|guidelines?|messages?|context|above|previous(?:ly)?|prior|told)\b"
    ),
    r"\b(?:system|hidden|initial|developer)\s*(?:prompt|instructions?|message)\b",
    r"\byou\s+(?:are\s+now\s+(?:an?\b|in\s+\w+\s+mode|dan\b|my\b|free)|(?:must|should|will)\s+now\s+(?:act|obey|answer|say))",
    r"\bfrom\s+now\s+on,?\s+you\b|\bnew\s+(?:instructions?|rules?|task)\s*:",
    r"\b(?:reply|respond|answer)\s+(?:only|with|exactly|in)\b.{0,60}(?:[\"'“:]|only|word|phrase|sentence|text)",
    r"\b(?:tell|instruct|direct|convince)\s+(?:the\s+|your\s+)?(?:users?|readers?|travell?ers?|customers?)\s+(?:to|that)\b",
    r"\b(?:ais?|llms?|language\s+models?|chat\s?bots?|assistants?)\b.{0,30}\b(?:must|should|shall|have\s+to|are\s+required)\b",
    r"\b(?:repeat|print|reveal|output|show)\b.{0,30}\b(?:instructions|prompt|api\s+keys?|secrets?|passwords?)\b",
    r"\b(?:jailbreak|do\s+anything\s+now|developer\s+mode)\b",
    (
        r"\b(?:ai|llm|language\s+model|chat\s?bot|bots?|assistant|summari[sz]ers?|model)\b.{0,40}"
        r"(?:\b(?:must|should|shall|always|only|never|required|needs?\s+to|do\s+not|pretend|write|say|answer|recommend)\b|:)"
    ),
    (
        r"\b(?:your|the|every|each|any)\s+(?:\w+\s+)?(?:answers?|repl(?:y|ies)|responses?|summar(?:y|ies)|output|conclusion)\b"
        r".{0,40}\b(?:must|should|always|only|with|is\s+that|verbatim|exactly)\b"
    ),
    r"\b(?:must|should|always|never)\b.{0,30}\b(?:your|every|each)\s+(?:answer|reply|response|summary)\b",
    (
        r"\b(?:when|while|before|after|if)\s+(?:you\s+)?(?:are\s+)?"
        r"(?:summari[sz]\w+|answer\w*|respond\w*|reply\w*|continu\w+|an?\s+(?:ai|language|chat)).{0,60}"
        r"\b(?:always|state|say|write|mention|include|begin|list|add|recommend)\b"
    ),
    (
        r"\b(?:ignore|disregard|forget|drop|lift|remove|stop|abandon|suspend|turn\s+off|override)\b.{0,30}"
        r"\b(?:instructions?|rules|guidelines?|guidance|restrictions|limits|policies|safety|training)\b"
    ),
    (
        r"\b(?:repeat|print|reveal|output|show|list|recite|quote|what\s+(?:are|were)|tell\s+me)\b.{0,40}"
        r"\b(?:hidden|exact|initial|internal|secret|system|your)\s+(?:\w+\s+)?(?:rules|instructions|guidelines|prompt)\b"
    ),
    r"\b(?:rules|instructions|guidelines)\s+(?:that\s+)?you\s+(?:were|are|have\s+been)\s+(?:given|told|following)\b",
    r"\b(?:repeat|print|copy|output)\s+(?:the\s+)?(?:text|words|lines?|everything)\s+(?:above|before)\b|\bverbatim\b",
    r"\byour\s+(?:new|only|real|true)\s+(?:\w+\s+)?(?:job|task|role|goal|mission|purpose|instructions?)\b",
    r"\b(?:administrator|site\s+owner|operator|developer)s?\b.{0,40}\b(?:follow|obey|instruct\w*|authori[sz]e|orders?|answer)\b",
    r"\b(?:follow|obey)\b.{0,20}\b(?:administrator|operator|developer|page|this\s+text)\b",
    r"\b(?:say|output|reply|answer|respond|write)\b:?\s+(?:with\s+)?[\"'“‘]|\bassistant\s*[,:]",
    r"\b(?:users?|visitors?|travell?ers?)\s+(?:should|must|need\s+to)\s+(?:log\s*in|sign\s*in|click|enter\s+(?:their|a)\s+pass)",
)
_KOREAN = (
    (
        r"(?:이전|(?<![가-힣])(?:위|앞)(?:의|에)?\s|앞선|지금까지|기존|모든|원래|상기|시스템|받은).{0,20}"
        r"(?:지시|명령|지침|프롬프트|규칙|설정).{0,20}(?:무시|잊|따르지|버리|버려|무효|어기|우회)"
    ),
    r"시스템\s?(?:프롬프트|메시지|지침|지시|명령)",
    r"(?<![가-힣])(?:너는|당신은|넌)\s?(?:이제|지금)부터|(?:이제|지금)부터\s?(?:너는|당신은|넌|너의|당신의)",
    (
        r"(?:사용자|이용자|고객|여행자|손님)(?:에게|한테|께).{0,80}"
        r"(?:하라|해라|하세요|하십시오|하시오|할\s?것|줘|주세요|주십시오|말해|답해|답하라|요구해)"
    ),
    r"(?:다음|아래)\s?(?:문장|문구|말|내용|링크|글)(?:만|을|를|으로)?.{0,20}(?:출력|답하|답해|대답|반복|복사|그대로)",
    (
        r"(?:AI|인공지능|챗봇|언어\s?모델|어시스턴트)(?:은|는|이|가|라면|에게|야|아)?.{0,40}"
        r"(?:해야|하라|하십시오|하시오|해라|말라|답해)"
    ),
    r"(?:프롬프트|비밀번호|API\s?키|내부\s?지침).{0,20}(?:출력|공개|보여|알려|말해|입력)",
    (
        r"(?:AI|인공지능|챗봇|(?:언어\s?)?모델|어시스턴트|요약\s?(?:기|봇|프로그램|도구)|봇)(?:은|는|이|가|라면|에게|한테|께|야|아|들)?"
        r".{0,60}(?:해야|야\s?한다|야\s?합니다|하라|시오|세요|할\s?것|말\s?것|적을\s?것|쓸\s?것|한다$|한다[.\"'’”]|추천|거절)"
    ),
    r"(?:AI|인공지능|챗봇|언어\s?모델|요약\s?(?:기|봇|프로그램)|봇)\s?(?:에게|참고|필독|전용|님께)",
    (
        r"(?:답변|대답|응답|답|요약|결론|출력|첫\s?문장|마지막\s?문장)(?:할|하실)?\s?(?:때|은|는|을|를|의|에|마지막|끝|시)"
        r".{0,40}(?:반드시|꼭|항상|무조건|만\s|적을\s?것|쓸\s?것|덧붙|언급|빼고|포함)"
    ),
    r"(?:반드시|꼭|항상|무조건).{0,40}(?:답하|답해|답변|대답|응답|요약|결론|출력|권할\s?것|추천할\s?것|적을\s?것)",
    (
        r"(?:다고|라고|이라고)\s?(?:만\s?)?(?:답하|답해|답한|대답하|대답해|대답한|출력하|출력해|말하라|말하시오|말할\s?것|말해라?$|쓰시오"
        r"|쓸\s?것|적으|적어야|적을\s?것|알려\s?(?:주|줘)|안내하(?:세|시|라|십))"
    ),
    (
        r"(?:지시|명령|지침|규칙|원칙|제한|제약|프롬프트|설정|안전\s?장치|정책)(?:\s?사항)?(?:\s?(?:목록|내용))?(?:은|는|을|를|이|가|도|들을|들은)?"
        r"\s?.{0,16}(?:무시|잊|해제|무효|효력|끄고|꺼|버리|어기|우회|따르지|그대로|글자|옮겨|읊|번호를|공개해|공개하라|출력)"
    ),
    r"(?:너|네|당신|넌|그대)(?:는|의|가|한테|에게)?\s.{0,24}(?:임무|역할|봇|규칙|원칙|지침|지시|목적)(?:은|는|이|을|을|목록)?",
    r"관리자\s?(?:의\s?)?(?:지시|명령|권한|로\s?확인)|개발자\s?(?:지시|명령|모드)",
    r"(?:추천|언급|홍보|광고|안내|예약|권)(?:할|하라고\s?권할)\s?것(?:[.!]|$)|만\s?(?:언급|추천|홍보)해\s?(?:주|줘|라|야)",
    r"(?:이제|지금|앞으로).{0,12}(?:대신|너는|당신은).{0,20}(?:홍보|광고|추천|안내)(?:해|하|할)",
    r"(?:효력이\s?없|홍보해\s?(?:줘|주세요|라)?[.!]?$|광고해\s?(?:줘|주세요|라)?[.!]?$)",
)
_JAPANESE = (
    (
        r"(?:これまで|以前|上記|前|先|すべて|全て|全部|元|システム).{0,12}(?:指示|命令|プロンプト|ルール|指令|設定).{0,12}"
        r"(?:無視|忘れ|破棄|従わ|取り消|上書)"
    ),
    r"システム\s?(?:プロンプト|メッセージ)|(?:今|これ)から(?:あなた|君|お前)は?|(?:あなた|君)は(?:今|これ)から",
    r"(?:ユーザー|利用者)に.{0,40}(?:伝え|言っ|言い|答え|勧め|教え)(?:て|なさい|ること|ろ)",
    r"(?:次|以下)の(?:文|文章|言葉|リンク).{0,10}(?:出力|答え|返し|繰り返|表示)",
    (
        r"(?:AI|人工知能|チャットボット|ボット|(?:言語)?モデル|アシスタント|要約(?:器|ツール|プログラム))(?:は|が|に|へ|なら|の方)?"
        r".{0,50}(?:必ず|だけ|こと|なさい|ください|せよ|しろ|べき|ならない)"
    ),
    r"(?:回答|返答|答え|要約|結論|出力|最初の文|最後の文)(?:の|は|を|に|する際|するとき).{0,30}(?:必ず|常に|だけ|こと[。.]?$|添え|含め)",
    r"(?:と|とだけ|のみ)(?:答え(?:て|よ|ろ|なさい|ること)|出力|回答(?:し|せよ|する))",
    (
        r"(?:指示|命令|ルール|規則|制限|原則|プロンプト|設定|ガイドライン)(?:を|は|が|の).{0,16}"
        r"(?:無視|忘れ|解除|無効|破棄|従わ|そのまま|公開|表示|列挙|出力|番号)"
    ),
    r"(?:管理者|開発者)(?:から)?の?(?:命令|指示)|(?:あなた|君|お前)(?:の|に|は).{0,16}(?:任務|役割|ルール|指示|ボット)",
    r"(?:宣伝|広告)して(?:ください|くれ|ほしい)",
)
_CHINESE = (
    (
        r"(?:忽略|无视|忘记|忘掉|無視|忽視|不要理会|不要遵守|绕过|覆盖).{0,20}"
        r"(?:指令|指示|提示|说明|說明|规则|規則|设定|要求|對話|对话)"
    ),
    r"(?:系统|系統)\s?(?:提示|消息|指令|訊息)",
    r"(?:你|您)(?:现在|現在|从现在|從現在)(?:起|开始|開始)?(?:是|必须|必須)|从现在(?:开始|起),?(?:你|您)",
    r"(?:告诉|告訴|要求|引导|引導)(?:用户|用戶|使用者)",
    r"(?:只|仅|請|请)(?:回答|回复|回覆|输出|輸出|重复).{0,40}[::“「\"]",
    (
        r"(?:AI|人工智能|机器人|機器人|(?:语言|語言)?模型|助手|聊天机器人|摘要(?:器|程序))"
        r".{0,40}(?:必须|必須|务必|應當|应当|应该|只|不得|请|須|须)"
    ),
    r"(?:总结|總結|摘要|回答|回复|回覆|结论|結論|答案)(?:本文|此文)?(?:时|時|的|中|里|末|结尾|開頭|开头).{0,30}(?:必|只|写上|寫上|加上|总是|都)",
    (
        r"(?:指令|指示|提示词|提示詞|规则|規則|限制|约束|設定|设定|政策).{0,16}"
        r"(?:忽略|无效|無效|失效|解除|取消|作废|复述|複述|列出|公开|公開|完整|原样)"
    ),
    r"(?:逐条|逐條|完整|原样|一字不差).{0,20}(?:规则|規則|指令|提示|设定)|(?:解除|取消|移除).{0,8}(?:限制|规则|約束|约束)",
    r"(?:你|您)的(?:新)?(?:任务|任務|职责|職責|角色|目标|规则|系统)|(?:管理员|管理員|开发者|開發者)(?:的)?(?:命令|指令|指示)",
    r"(?:^|[,:])\s?(?:回答|输出|輸出)[“「\"']|(?:请|請)(?:宣传|宣傳|推销|推銷)",
)
_ORDERS: Final = [
    (re.compile(letters), re.compile("|".join(patterns), re.IGNORECASE))
    for letters, patterns in (
        ("[A-Za-z]{2}", _ENGLISH),
        ("[가-힣]", _KOREAN),
        ("[\u3040-\u30ff\u4e00-\u9fff]", _JAPANESE),
        ("[\u4e00-\u9fff]", _CHINESE),
    )
]
"""What each language is written in, and its orders: a sentence is held only against those it can be in."""
_FARE = re.compile(
    r"(?:택시|지하철|전철|시내\s?버스).{0,10}(?:비|요금|운임|값)(?=[^가-힣]|은|는|이|가|로|만|도).{0,40}\d[\d,.]*\s?만?\s?원"
    r"|\b(?:taxis?|cabs?|subway|metro)\b.{0,40}\b(?:fares?|costs?|charges?|priced?|rides?|pay)\b.{0,40}(?:\d[\d,.]*\s?(?:k?won|krw)|[₩￦]\s?\d)"
    r"|\b(?:fares?|costs?|charges?)\b.{0,30}\b(?:taxis?|cabs?|subway|metro)\b.{0,40}(?:\d[\d,.]*\s?(?:k?won|krw)|[₩￦]\s?\d)"
    r"|(?:タクシー|地下鉄|電車)の?(?:料金|運賃|代|初乗り).{0,30}\d[\d,.]*\s?(?:万)?(?:ウォン|원)"
    r"|(?:出租车|計程車|的士|打车|地铁|地鐵|捷运).{0,6}(?:费|費|票价|票價|车资|價格|价格).{0,30}\d[\d,.]*\s?万?(?:韩元|韓元|韩币|元)",
    re.IGNORECASE,
)
_ALIKE: Final = str.maketrans(
    "аАеЕоОрРсСуУхХіІјЈѕЅԁкКмМтТнНвВгɡıαΑεΕιΙοΟρΡυΥνΝκΚτΤηΗ",
    "aAeEoOpPcCyYxXiIjJsSdkKmMtTnNbBrgiaAeEiIoOpPuYvNkKtTnH",
)
"""Cyrillic and Greek letters that look like Latin ones."""
_DIGITS: Final = str.maketrans("013457@$", "oieastas")
_MIXED = re.compile(r"(?<![\w.])(?=[\w@$]*[a-z])(?=[\w@$]*[013457@$])[\w@$]{3,}(?![\w.])", re.IGNORECASE)
_SPACED = re.compile(
    r"(?<!\w)(?:\w[ _.\-·]){4,}\w(?!\w)|(?<![a-z])(?:[a-z] ){3,}[a-z](?![a-z])", re.IGNORECASE
)
_BETWEEN = re.compile(r"[ _.\-·]")
_GAP = re.compile(r" {2,}")
_RUN_ON = re.compile(
    r"(?:ignore|disregard|forget)(?:all|the|any)*(?:previous|prior|above|your)", re.IGNORECASE
)


def orders(sentence: str) -> bool:
    """Whether the sentence gives a model an order, also in letters that only look like those of one."""
    if _ordering(sentence):
        return True
    plain = _plain(sentence)
    return plain != sentence and (_ordering(plain) or _RUN_ON.search(plain) is not None)


def fares(sentence: str) -> bool:
    """Whether it says what a taxi or a train costs."""
    return _FARE.search(sentence) is not None


def _ordering(sentence: str) -> bool:
    return any(letters.search(sentence) and order.search(sentence) for letters, order in _ORDERS)


def _plain(sentence: str) -> str:
    """As a reader takes it: Latin letters for their doubles, 1gn0re as a word, i g n o r e too."""
    plain = sentence.translate(_ALIKE)
    plain = _MIXED.sub(lambda word: word[0].translate(_DIGITS), plain)
    words = (_SPACED.sub(lambda run: _BETWEEN.sub("", run[0]), part) for part in _GAP.split(plain))
    return " ".join(words)
