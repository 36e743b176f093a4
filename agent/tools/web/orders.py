"""Sentences in web text that speak to a model instead of to a reader, in four languages.

A second line of defence behind the fence and the prompt's rule: small models obey what they read, so the
plainest orders never reach them. It works on one sentence, already folded and stripped, and leaves travel
prose alone (당신은 이제 광화문에 …, 让游客体验 …).
"""

import re

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
    r"(?:프롬프트|비밀번호|API\s?키|내부\s?지침).{0,20}(?:출력|공개|보여|알려|말해)",
)
_JAPANESE = (
    (
        r"(?:これまで|以前|上記|前|先|すべて|全て|全部|元|システム).{0,12}(?:指示|命令|プロンプト|ルール|指令|設定).{0,12}"
        r"(?:無視|忘れ|破棄|従わ|取り消|上書)"
    ),
    r"システム\s?(?:プロンプト|メッセージ)|(?:今|これ)から(?:あなた|君|お前)は?|(?:あなた|君)は(?:今|これ)から",
    r"(?:ユーザー|利用者)に.{0,40}(?:伝え|言っ|言い|答え|勧め|教え)(?:て|なさい|ること|ろ)",
    r"(?:次|以下)の(?:文|文章|言葉|リンク).{0,10}(?:出力|答え|返し|繰り返|表示)",
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
)
_ORDER = re.compile("|".join((*_ENGLISH, *_KOREAN, *_JAPANESE, *_CHINESE)), re.IGNORECASE)


def orders(sentence: str) -> bool:
    """Whether the sentence gives a model an order."""
    return _ORDER.search(sentence) is not None
