"""Sentences in web text that speak to a model instead of to a reader, in four languages.

A second line of defence behind the fence and the prompt's rule: small models obey what they read, so the
plainest orders never reach them. It works on one sentence, already folded and stripped, and leaves travel
prose alone (당신은 이제 광화문에 …, 让游客体验 …). What it looks for is less the phrase than who is spoken to
(a model, a summary), what is touched (rules, restrictions, a task) and its mood (must, only, 할 것).

Fares are dropped too: what a ride costs the guide counts itself, and never takes from a page.
"""

import re
from typing import Final

from agent.tools.text.sieve import Sieve

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
    r"\b(?:enter|type|give|submit|provide|confirm)\b.{0,20}\b(?:passwords?|pin|card\s+numbers?|passport\s+numbers?)\b",
    r"\b(?:new|updated|urgent|next|additional)\s+(?:instructions?|orders?|commands?|task|rules?)\s*:",
    r"\b(?:whatever|no\s+matter\s+(?:what|which)|regardless\s+of)\b.{0,12}\b(?:questions?|asked|query)\b",
    r"\b(?:switch|change|swap)\s+(?:your\s+)?(?:roles?|personas?|characters?)\b|\brole-?play\b",
    (
        r"(?:^|[,:;]|\b(?:must|should|now|and|please|then))\s*(?:act|speak|talk|answer|respond|reply|behave|write)\s+"
        r"(?:as|like)\s+(?:an?|my|if)\b"
    ),
    r"\b(?:dear|hello|hey|hi|attention|note\s+to)\s+(?:the\s+|all\s+)?(?:assistants?|helpers?|ais?|bots?|models?)\b|^\s*helper\b",
    r"\b(?:text|message|words?|lines?|paragraph)\s+(?:that\s+)?you\s+(?:\w+\s+)?(?:received|got|given|told|shown)\b",
    r"\bwithout\s+(?:changing|altering|omitting|leaving\s+out)\s+(?:a|any|one)\s+(?:single\s+)?(?:letter|word|character)\b",
    (
        r"\b(?:settings|configuration|prompt|setup|directives?)\b.{0,20}\byou\b.{0,16}\b(?:run\w*|work\w*|operat\w+|under|use|given|follow\w*)\b"
        r"|\bare\s+you\s+(?:running|working|operating)\s+(?:under|on|with)\b|\bquote\s+(?:them|it|all)\s+in\s+full\b"
    ),
    r"\b(?:return|output|print|emit)\s+[\"'“‘].{1,60}[\"'”’]",
    r"\byour\s+(?:\w+\s+){0,2}(?:dut(?:y|ies)|jobs?|tasks?|mission|assignments?|objectives?)\b",
    (
        r"\b(?:everything|anything|all)\s+(?:that\s+)?you\s+(?:produce|write|say|generate|output|answer)\b|\b(?:hereafter|henceforth)\b"
        r"|\b(?:respond|reply|answer|speak|write)\w*\s+without\s+(?:any\s+)?(?:filters?|censor\w*|restrictions?|limits?)\b|\buncensored\b"
    ),
    (
        r"\b(?:be\s+sure\s+to|please|remember\s+to|make\s+sure\s+to|kindly|so)\s+"
        r"(?:pass\s+(?:on|along)|(?:let|inform|tell|advise)\s+(?:the\s+|all\s+|your\s+)?(?:people|every\w+|users?|customers?|visitors?|readers?|travell?ers?"
        r"|tourists?|guests?|them))\b"
        r"|\b(?:users?|customers?|visitors?|readers?|travell?ers?)\s+(?:are|is)\s+to\s+(?:hear|be\s+told|know|learn)\b"
    ),
    r"\b(?:creators?|makers?|developers?|operators?|programmers?)\b.{0,24}\b(?:you|your)\b|\bcopy\s+and\s+paste\b",
    r"\b(?:bank\s+(?:details|account)|card\s+details|account\s+numbers?|one-time\s+code|otp|cvc)\b.{0,30}\b(?:go|send|sent|to|at|via)\b",
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
    r"비밀\s?번호(?:를|부터|와|만)?.{0,12}(?:입력|넣|적어|알려|보내)|(?:카드|여권|주민)\s?번호(?:를|부터)?.{0,8}(?:입력|넣|적어|보내)",
    r"(?:새|새로운|다음|추가|긴급|변경된)\s?(?:지시|명령|지침|규칙|임무|프롬프트)(?:\s?사항)?\s*:",
    r"(?:질문|물음)(?:이|은|의)?\s?(?:무엇이든|뭐든|어떻든|내용과\s?상관)|(?:어떤|무슨|모든)\s?(?:질문|물음)(?:에|이)(?:도|든|나|게)?\s?.{0,20}(?:답|말|꼽)",
    r"(?:역할|인격|캐릭터|말투)(?:을|를)?\s?(?:바꾸|바꿔|전환|맡아|연기)",
    r"(?:이|본|아래|위)\s?(?:글|문서|페이지|내용|자료)(?:을|를)?\s?(?:읽는|처리하는|요약하는|분석하는|보는).{0,40}(?:야\s?한다|야\s?합니다|하라|시오|할\s?것)",
    r"(?:너|네|너희|당신|그대)의?\s(?:\S+\s){0,2}(?:과제|임무|업무|할\s?일|역할|사명|일은)",
    r"(?:이후|이다음|앞으로|여기서부터|다음부터)(?:의|는|에)?\s?(?:모든\s)?(?:출력|응답|답변|대답)",
    r"(?:검열|필터|여과)(?:을|를|이)?\s?(?:없이|풀고|끄고|해제)|(?:제한|제약)(?:을|를)\s?(?:풀고|끄고)",
    (
        r"(?:라고|하라고|다고|도록|음을|임을|그렇게|이렇게|이를)\s?(?:꼭\s|반드시\s|잘\s)*"
        r"(?:알린다|알려\s?(?:주|줘|라)|전해\s?(?:주|줘|라)|일러\s?(?:주|줘|라)|전하(?!는(?!\s?것)|며|지만|고\s|여)|안내해\s?(?:주|줘|라)|소개(?:해\s?(?:주|줘|라)|하는\s?것이))"
    ),
    r"(?:너|널|네|당신)(?:를|을)?\s?(?:만든|개발한|운영하는)\s?(?:사람|회사|이|곳|쪽)(?:이|가|에서).{0,12}(?:적어|남긴|남겨|준|써|쓴)|통째로\s?(?:복사|붙여|옮겨(?!\s?(?:왔|온|오|갔|간|지))|베껴)",
    r"(?:계좌|카드|인증|주민)\s?번호(?:를|와|은|도)?\s?.{0,8}(?:남기|보내|적|입력|알려|주)",
    r"도우미\s?(?:님|에게|여러분)|어시스턴트\s*:",
    r"['\"’”」]\s?(?:이?라고|만|만을|이?라고만)\s?(?:(?:답|대답|응답|출력|반환|돌려)(?:할|하|해|준|만)|(?:말|적|쓰|기록)(?:할\s?것|하라|하시오|으시오|어라))",
    r"(?:처음|맨\s?앞|위|먼저)에?(?:서)?\s?(?:받은|주어진|건네받은|입력된)\s?(?:글|문장|내용|말|텍스트|메시지)",
    r"(?:한\s?글자도|토씨\s?하나|글자\s?하나)\s?(?:도\s?)?(?:바꾸|빠|틀리|고치|안\s?바꾸)",
    r"(?:어떤|무슨)\s?(?:설정|지침|규칙|프롬프트|지시)(?:으로|에\s?따라|을|를|대로).{0,20}(?:움직|작동|동작|받|따르|일하)|전문을?\s?(?:그대로\s?)?인용",
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
    r"(?:パスワード|暗証番号|カード番号|パスポート番号).{0,10}(?:入力|教え|送)",
    r"(?:新しい|新たな|次の|追加の|緊急の)(?:指示|命令|ルール|任務)\s*:|(?:どんな|すべての|全ての)(?:質問|問い)(?:に|が)",
    r"(?:役割|人格|キャラ(?:クター)?|口調).{0,8}(?:切り替え|変え|演じ|なりき)|として(?:返事|回答|返答|答え|話し)",
    r"[」』”\"']\s?(?:と|とだけ|だけを?|のみ)\s?(?:返す|返せ|返し|返答|答え|言え|出力|書け)",
    r"(?:最初|先|初め)に(?:与え|受け取|渡|もら)|一字一句|一言一句|(?:どんな|どういう)(?:設定|指示|ルール|プロンプト)で|全文を?(?:引用|表示|出力)",
    r"(?:あなた|君|お前)の(?:\S{0,6}?)(?:仕事|任務|役目|使命|課題)|(?:以後|以降|今後|これ以降)の(?:出力|返答|回答|応答|文)",
    r"(?:検閲|制限|フィルター)(?:なし|を外し|を切|を解除)|(?:作成者|開発者|製作者|運営者).{0,10}(?:残し|書い|与え|渡し)|丸ごと(?:貼|コピー|写)",
    r"(?:案内|紹介|説明|通知)する(?:こと|ように|よう)(?:[。.]|$)|(?:必ず|きっと)(?:案内|伝え|紹介)|(?:口座|カード|暗証)番号を?\S{0,6}(?:送|入力|教え|書)",
    r"アシスタント\s*:|^(?:AI|アシスタント|助手)(?:の)?(?:皆様|皆さん|さん|各位)|^(?:要約|AI)\S{0,8}(?:へ|宛)\s*:",
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
    r"(?:密码|密碼|卡号|卡號|护照号码|護照號碼).{0,8}(?:输入|輸入|填|告诉|提供)|(?:输入|輸入|填写|提供).{0,8}(?:密码|密碼|卡号|卡號|护照号码)",
    r"(?:新的?|以下|追加|紧急)(?:的)?(?:指令|指示|命令|任务|任務|规则)\s*:|(?:只|仅)(?:返回|输出|回复|回覆|回答)|(?:到此为止|到此結束|到此结束)",
    r"(?:请|請|你|您|接下来|现在|現在|开始).{0,6}扮演|用.{1,8}(?:口气|语气|口吻)|(?:回答|答复)(?:一切|所有|任何)(?:问题|問題)|(?:不管|无论|不论)(?:问|问题)",
    r"(?:你|您)的\S{0,6}?(?:工作|任务|任務|职责|使命|目标)是|(?:此后|今后|以后|接下来)的?(?:输出|回答|回复|回应|每句)",
    r"(?:不受|取消|解除)(?:任何)?(?:审查|过滤)|(?:取消|解除)(?:任何|所有)?限制|(?:创建者|开发者|制作者|运营者|作者).{0,4}(?:留给|写给|给|告诉)(?:你|您)|整段(?:粘贴|复制)",
    r"(?:务必|务请|一定要?|记得|请)(?:转告|(?:告知|告诉|说明|通知|介绍)(?:给)?(?:所有|每)?(?:游客|用户|大家|客人|顾客|人))|(?:银行)?(?:账号|账户|帳號|验证码).{0,6}(?:发|送|填|输入|告诉|提供)",
    r"助手\s*:|(?:致|给|告)(?:所有|各位)?(?:的)?(?:AI|人工智能|助手|模型|机器人)|(?:AI|助手|模型|机器人).{0,30}(?:一定|务必|都要)",
    r"(?:最开始|最初|一开始|最先)(?:所)?(?:收到|得到|给)|一字不(?:改|差|漏|落)|(?:什么|哪些|怎样的)(?:设定|设置|指令|规则|提示)|全文(?:引用|输出|复制)",
    r"(?:^|[,:])\s?(?:回答|输出|輸出)[“「\"']|(?:请|請)(?:宣传|宣傳|推销|推銷)",
)
_ORDERS: Final = [
    (re.compile(letters), Sieve("|".join(patterns)))
    for letters, patterns in (
        ("[A-Za-z]{2}", _ENGLISH),
        ("[가-힣]", _KOREAN),
        ("[\u3040-\u30ff\u4e00-\u9fff]", _JAPANESE),
        ("[\u4e00-\u9fff]", _CHINESE),
    )
]
"""What each language is written in, and its orders: a sentence is held only against those it can be in."""
_FARE = re.compile(
    r"(?:택시|지하철|전철|공항\s?철도|시내\s?버스)(?:(?!주차|입장|관람|이용).){0,10}(?:비|요금|운임|값)(?=[^가-힣]|은|는|이|가|로|만|도).{0,40}\d[\d,.]*\s?만?\s?원"
    r"|\b(?:taxis?|cabs?|subway|metro)\b(?:(?!admission|tickets|entrance|entry|parking).){0,40}\b(?:fares?|costs?|charges?|priced?|rides?|pay)\b.{0,40}(?:\d[\d,.]*\s?(?:k?won|krw)|[₩￦]\s?\d)"
    r"|\b(?:fares?|costs?|charges?)\b.{0,30}\b(?:taxis?|cabs?|subway|metro)\b.{0,40}(?:\d[\d,.]*\s?(?:k?won|krw)|[₩￦]\s?\d)"
    r"|택시(?:비|로|를|는|가|\s)(?:(?!입장|관람|이용료|체험|주차|메뉴|식사|커피|가격).){0,30}?\d[\d,.]*\s?만?\s?원"
    r"|(?:지하철|전철|공항\s?철도)(?:는|은|을|를|\s)(?:(?!입장|관람|이용료|체험|주차|메뉴).){0,12}(?:한\s?번|1회|타는).{0,12}\d[\d,.]*\s?만?\s?원"
    r"|\b(?:single|one)\s+ride\b.{0,50}(?:\d[\d,.]*\s?(?:k?won|krw)|[₩￦]\s?\d)"
    r"|\b(?:taxis?|cabs?)\b(?:(?!admission|entrance|entry|ticket|parking|meal).){0,50}?(?:\d[\d,.]*\s?(?:k?won|krw)|[₩￦]\s?\d)"
    r"|(?:地下鉄|電車|空港鉄道)(?:(?!入場|入館|駐車).){0,12}(?:一回|1回|片道).{0,12}\d[\d,.]*\s?万?(?:ウォン|원)"
    r"|タクシー(?:(?!入場|入館|観覧|駐車).){0,30}?\d[\d,.]*\s?万?(?:ウォン|원)"
    r"|(?:地铁|地鐵|机场铁路|機場鐵路)(?:(?!门票|門票|停车).){0,10}(?:一次|单程|每次).{0,10}\d[\d,.]*\s?万?(?:韩元|韓元|韩币|元)"
    r"|(?:出租车|計程車|计程车|的士|打车)(?:(?!门票|門票|入场|停车).){0,20}?\d[\d,.]*\s?万?(?:韩元|韓元|韩币|元)"
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
