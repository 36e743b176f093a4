# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""The words of small talk, of orders to the model and of what is none of a guide's business, in four languages."""

import re

from agent.tools.reading import eastern, western
from agent.tools.reading.patterns import anyof as _any

GREETING = _any(
    eastern.GREETING,
    western.GREETING,
    r"안뇽\S{0,4}|하잉|하위|방가방가|헤이|안녕(?:하세요|하십니까|하심\S{1,2}|하숑|하신가요|하셔요|요|ㅎ+)?|하이(?:루|요)?|헬로우?|반가(?:워|워요|웠|습니다|버)?|방가|ㅎㅇ+|여보세요|처음\s?뵙겠습니다|좋은\s?(?:아침|저녁|오후|하루)(?:이에요|입니다|이야|이네)?|잘\s?지냈\S{0,12}|오랜만(?:이야|이에요|입니다)?|굿모닝",
    r"\bhello\b|\bhi\b|\bhiya\b|\bhey+\b|\bsup\b|\bgood\s(?:morning|afternoon|evening|day)(?:\sguide)?\b|\bgreetings\b|\bnice\sto\smeet\syou\b|\bgreetings\b|\bhow\sare\syou(?:\s(?:today|doing))?\b|\bannyeong(?:haseyo)?\b|\bwhat'?s\sup\b|\bhow'?s\sit\sgoing\b|\bhow\sdo\syou\sdo\b",
    r"こんにちは|こんにちわ|こんばんは|おはよう(?:ございます)?|はじめまして|初めまして|やあ|どうも|你好|您好|大家好|嗨|哈喽|哈囉|早上好|晚上好|下午好|早安|晚安",
)
THANKS = _any(
    eastern.THANKS,
    r"고마(?:[워어우]+[요용욤]?|웠어요?|우이|버|운데|움)|고맙(?:습니다|다|네요?|구나)|감사(?:요|용|합니다|해요?|드려요|드립니다|했어요|했습니다|ㅎ)?|(?:땡|쌩|탱)[큐유]|베리\s?감사|ㄱㅅ+|ㄳ+|감[사삼솨샤]\S{0,1}[당댱](?=\s|$|[!~.ㅎㅋㅠ^])|[감캄][사삼솨샤]\S{0,2}니[다당](?=\s|$|[!~.ㅎㅋㅠ^])|도움(?:이|\s?많이)?\s?(?:됐|되었|많이)\S{0,12}|\bthank\s?(?:you|s)?(?:\s(?:so|very)\smuch|\sa\slot)?\b|\bthx+\b|\bcheers\b|\bthanks\b|\bty\b|\bappreciate(?:\sit)?\b",
    r"ありがとう?(?:ございます|ございました)?|どうもありがとう|助かりま(?:した|す)|感謝(?:します|です)?|谢谢(?:你|您|啦)?|謝謝(?:你|您)?|多谢(?:啦|了)?|谢啦|感谢|感謝你|太好了|辛苦了",
)
BYE = _any(
    r"잘\s?(?:가|있어|자|계세요|지내)(?:요|라|렴)?|안녕히\s?\S{1,12}|바이(?:바이)?|빠이|다음에\s?(?:봐|또|만나|뵈)\S{0,12}(?:\s?(?:봐|올게|만나|뵈)\S{0,12})?|또\s?(?:봐|올게|만나|뵐)\S{0,12}|나중에\s?봐\S{0,12}|수고(?:해|하세요|했어|하셨\S{0,12}|요)?\S{0,12}|ㅂㅂ+|ㅂ2|이만\s?(?:갈게|갑니다|가요|간다)\S{0,12}|굿\s?(?:빠이|바이|나잇|밤)|그만\s?할게\S{0,12}|(?:이제|먼저|난|나는|그럼)\s?(?:자러\s?)?(?:잘|갈|가볼)게\S{0,2}|(?:이제|먼저)\s?(?:간다|잔다)|(?:내일|담에|다음에|이따)\s?(?:또\s?)?(?:보자|봐요?|만나)|(?:내일|담에|나중에|다음에)\s?또\s?(?:옴|온다|올|물어)\S{0,3}|고생(?:했|하셨|많)\S{0,4}|이만\s?(?:줄일|가볼|끊을)게?\S{0,2}|끝\b|(?:오늘은\s?)?(?:여기까지|그만)\s?(?:할게|하자)\S{0,12}",
    r"\bgood\s?bye\b|\bbye(?:\s?bye)?\b|\bsee\s(?:you|ya)(?:\s(?:later|soon|again|around|tomorrow|next\s(?:time|week)))?\b|\btake\scare\b|\bgood\s?(?:night|nite)\b|\bgn\b|\bcya\b|さようなら|さよなら|またね|じゃあ?ね|では?また|バイバイ|おやすみ(?:なさい)?|再见|再見|拜拜|回头见|下次见|晚安",
)
ABOUT = _any(
    eastern.ABOUT,
    r"길동무(?:는|란|가)?\s?(?:뭐|누구|무엇|어떤|무슨)|(?:너|넌)\s?(?:진짜\s?|혹시\s?)?(?:사람|로봇|봇)|(?:너|넌|당신|니|네|그쪽|길동무)(?:는|은|의|가|이)?\s?(?:대체\s?)?(?:누구|뭐(?:야|니|예요|하는|해)|이름|정체|어떤|사람이|로봇|챗\s?지피티|챗?GPT|AI|인공지능|몇\s?살|나이|챗봇)|^(?:대체\s?)?누구(?:야|세요|니|신가요|냐)\s?\??$|(?:너|널|너를|당신을)\s?(?:를\s?)?만든|(?:한국어|영어|일본어|중국어)\s?(?:도\s?)?(?:잘|할\s?(?:수|줄)|돼|가능)|(?:너|넌|널|니가|네가)\s(?:누가|무슨\s?(?:언어|말|일)|어떤\s?(?:언어|말|일)|몇\s?(?:개|살))|뭐든\s?물어|이름이?\s?(?:뭐|뭔|무엇)|자기\s?소개(?!서|\S{0,2}\s?(?:써|글|작성|문장|예시))|(?:뭘|뭐|무엇을|무엇|어떤\s?걸|어떤\s?것을|뭐를)\s?(?:할\s?수|도와|해\s?줄|물어|할\s?줄|잘\s?해)|(?:무슨|어떤|몇)\s?(?:언어|나라\s?말|외국어)\S{0,2}\s?(?:할|말|알|가능|지원)|(?:무슨|어떤)\s?(?:기능|모델|질문|일을?\s?(?:하|할|도와))|^사용법|길동무\s?사용법|남자(?:야|니)|여자(?:야|니)|어떻게\s?(?:사용|쓰|이용)(?:해|하면|하나|하는)|누가\s?(?:널|너를|만들)|도움말|(?:로봇|봇|사람)이(?:야|니|에요)\s?\??$|사람(?:이야|이니|이에요)\s?\??$|몇\s?개\s?국어|영어(?:로)?\s?(?:할|말할|대답할|답할)\s?(?:수|줄)",
    r"\bwho\s(?:are\syou|made\syou|built\syou|created\syou)\b|\bwhat\s(?:are\syou|can\syou\sdo|do\syou\sdo|is\syour\sname|can\si\sask|languages?\sdo\syou|model\sare)\b|\bwhat's\syour\sname\b|\bare\syou\s(?:a\s|an\s)?(?:bot|ai|robot|human|real|chatgpt|gpt)\b|\bhow\scan\syou\shelp\b|\bhelp\s?$|\bintroduce\syourself\b|\bdo\syou\sspeak\b|\bcan\syou\sspeak\b|\bcan\s(?:we|you)\s(?:talk|chat)\b|\bdo\syou\s(?:know\severything|remember|store|save|keep|learn|work|have\s(?:feelings|friends|a\sname))\b|\bcan\si\strust\s(?:you|this)\b|\byour\s(?:data|creator|job|age|birthday|name|developer|opinion|sources?)\b|\bhow\s(?:old|smart)\sare\syou\b|\bhow\sdo\syou\swork\b|\bare\syou\s(?:sure|there|listening|ok|okay)\b",
    r"あなたは(?:誰|だれ|何|AI|ＡＩ|ロボット|人間)|君は(?:誰|何)|名前は(?:何|なん)|お名前|何ができ|何が出来|なにができ|自己紹介|話せます|喋れ|你会说|你会講|使い方を?教|你是(?:谁|誰|什么|机器人|人工)|你叫什么|你的名字|你能(?:做|帮|帮我)(?:什么|些什么)?\S{0,4}$|你会(?:做)?什么|你可以做什么|自我介绍|你會什麼",
)
INJECTION = _any(
    r"(?:시스템|내부|초기|숨겨진|숨은|원래)\s?(?:프롬프트|지시|명령|메시지|설정|규칙|지침)|프롬프트\S{0,12}\s?(?:\S{1,12}\s){0,3}(?:알려|보여|출력|공개|말해|복사|반복|무시|뭐야|그대로)|(?:이전|위|앞|지금까지|기존|모든|너의|네|받은|주어진)\S{0,12}\s?(?:\S{1,12}\s?)?(?:지시|명령|규칙|지침|설정|대화|프롬프트|제약|내용)\S{0,12}\s?(?:\S{1,12}\s){0,3}(?:무시|잊|어기|버리|삭제|초기화|알려|보여|출력|공개|반복|말해)|(?:지시|명령|규칙|지침|제약)\S{0,12}\s?(?:\S{1,12}\s){0,2}(?:무시|잊어|어기|벗어나)|(?:이제|지금)부터\s?(?:너는|넌|당신은)|(?:너는|넌)\s?(?:이제|지금)(?:부터)?\s?\S{0,12}\s?(?:역할|해커|제한|개발자)|(?:너|네|당신|니)(?:한테|에게|가|의|는)?\s?(?:\S{1,12}\s){0,2}(?:지시|명령|프롬프트|지침)(?:이|가|는|은|를|을|문)|(?:지금까지|여태(?:까지)?|앞에서|위에서|이전에)\s?(?:\S{1,6}\s){0,3}(?:다|모두|전부|싹)\s?(?:잊|무시|지우|지워)|(?:네가|니가|너가|당신이|맨)\s?(?:\S{1,8}\s){0,2}(?:첫|처음|최초)\S{0,2}\s?(?:\S{1,4}\s)?(?:메시지|문장|글|지시|말|프롬프트)\S{0,4}\s?(?:\S{1,6}\s)?(?:출력|보여|복사|알려|그대로|말해|반복|읊)|무조건\s?(?:\S{1,8}\s){0,4}(?:이?라고|로만)\s?(?:만\s?)?(?:대답|답)|[가-힣]{1,5}처럼\s?(?:만\s?)?(?:말해|대답해|행동해|굴어|답해|연기해)|(?:내부|비밀|기밀)\s?(?:문서|정보|코드|데이터)\S{0,2}\s(?:\S{1,6}\s)?(?:보여|알려|출력|공개|말해)|탈옥|개발자\s?모드|관리자\s?(?:모드|권한)|제한\s?없(?:는|이)\s?(?:ai|인공지능|모델|답|대답)|^(?!.*(?:와이파이|wi-?fi|무선|화장실|사물함|라커|락커|현관|도어락|금고)).*비밀번호|api\s?키|역할극\S{0,12}\s?\S{0,12}\s?(?:제한|규칙)",
    r"\bignore\s(?:all|any|the|your|previous|prior|above|everything|what)|\bdisregard\s(?:all|any|the|your|previous|prior|above)|\bforget\s(?:all|your|previous|everything|the\s(?:above|instructions|rules))|\bsystem\s(?:prompt|message|instruction)|\b(?:reveal|show|print|repeat|output|leak|tell\sme|give\sme|what\s(?:is|are))\b.{0,40}\b(?:(?:your|hidden|initial|original|secret)\s(?:\w+\s)?(?:prompt|instructions?|rules|configuration|guidelines)|the\s(?:prompt|instructions?|configuration|(?:hidden|secret|system|initial|original)\s(?:\w+\s)?rules))\b(?!\s(?:on|for|in|about|at|of|when|with|to)\b)|\brepeat\s(?:the\s)?(?:text|words|everything|message|sentences?)\s(?:above|before)|\bdeveloper\smode\b|\bjailbreak|^\s?(?:system|assistant)\s?:|\bunrestricted\b|\bDAN\b|\bpretend\s(?:you|to\sbe|that\syou)|\byou\sare\snow\b|\bact\sas\s(?:if|an?\s(?:unrestricted|evil|hacker|admin|linux))|\bapi\s?key\b|\boverride\s(?:your|all|the)|\bno\srestrictions\b|<\|?(?:im_start|system|endoftext)|\[/?INST\]|###\s?(?:system|instruction)",
    r"(?:プロンプト|指示|命令|設定)\S{0,6}(?:無視|忘れ|見せ|教え|表示|公開|出力|破)|(?:ルール|制限)(?:を|は)?(?:すべて|全て|全部)?(?:無視し(?:て(?!は|も)|ろ)|忘れ(?:て|ろ)|破って|破れ)|(?:あなた|君|お前|内部|隠)\S{0,6}(?:ルール|制限)\S{0,6}(?:見せ|教え|表示|公開|出力)|(?:これまで|以前|前|上)の?(?:すべての|全ての)?(?:指示|命令|会話)|システムプロンプト|あなたは(?:今から|これから)|制限なし|脱獄",
    r"(?:忽略|无视|無視|忘记|忘掉|忘記|不要理会|跳过).{0,12}(?:指令|指示|提示|规则|規則|命令|设定|要求|内容)|(?:系统|系統)(?:提示|指令|消息)|提示词|提示詞|(?:显示|告诉我|輸出|输出|公开|泄露|重复|打印).{0,10}(?:指令|提示|设定)|(?:显示|告诉我|輸出|输出|公开|泄露|重复|打印|给我看).{0,4}(?:你|系统|内部|隐藏).{0,6}规则|从现在(?:开始|起)你|你现在是|越狱|开发者模式|没有限制",
)
OUTSIDE = _any(
    eastern.SPOKEN,
    eastern.FEELING,
    r"(?:화났|화가\s?났|화나|삐졌|삐쳤|싸웠|다퉜|서운해하|토라졌)\S{0,4}\s|(?:뭐라고|어떻게)\s?(?:사과|위로|화해|달래)|해킹|크랙|디도스|악성\s?코드|바이러스\s?(?:만드|만들)|폭탄\s?(?:만드|제조)|불법\s?다운|(?:고치|수리하|조립하|설치하)는\s?(?:법|방법)|(?:세탁기|냉장고|에어컨|보일러|컴퓨터|노트북|핸드폰|휴대폰|프린터|변기)\S{0,2}\s?(?:가\s?|이\s?)?(?:고장|안\s?(?:돼|켜|나와)|어떻게\s?고)",
    r"\bhack(?:ing|er)?\b|\bmalware\b|\bphishing\b|\bcrack\s(?:a|the|this|my)\b|\bhow\s(?:do|can|to|should)\s?(?:i|we|you)?\s?(?:fix|repair|install|assemble|unclog|reset|bake|clean)\b|\blove\sletters?\b|\b(?:apologi[sz]e|say\ssorry)\sto\s(?:my|her|him)\b",
    r"ハッキング|ウイルスを作|ラブレター|(?:手紙|作文|レポート|論文|小説|メール|歌詞|詩)を?(?:書い|書き|作っ)|(?:直し|修理の?仕)方|黑客|入侵|破解|(?:帮|替|给)我(?:写|做|画|算|翻)|写.{0,4}(?:情书|信|作文|论文|邮件|诗|小说|文章|代码|简历|歌词)|教我.{0,3}(?:做|写|画|弹|唱|煮|炒|烤|编)|怎么(?:修|做).{0,8}(?:肉|鸡|鱼|饭|菜|汤|面|饼|蛋糕|洗衣机|冰箱|电脑|手机)|的做法|吵架|生气了",
    r"(?:축구|야구|농구|배구|골프|바둑|장기|체스|포커|화투)\s?(?:룰|규칙|두는|치는\s?법|하는\s?법)|API|외우는|공부\s?(?:하는\s?)?(?:법|방법)|영어\s?단어|대선|총선|\d{1,7}\s?%|파이썬|자바(?:스크립트)?\b|코딩|코드\s?(?:를|좀)?\s?(?:짜|작성|만들|고쳐|설명)|코드\s?짜|프로그래밍|프로그램\s?(?:짜|만들)|알고리즘|SQL|엑셀|번역|영어로\s?(?:써|바꿔|옮겨)|영작|맞춤법|방정식|미분|적분|인수분해|구구단|수학|물리\s?문제|숙제|과제\s?(?:해|도와)|리포트\s?써|독후감|자소서|자기소개서|이력서|논문|에세이|소설\s?(?:써|하나)|(?:시|소설|편지|가사|글|기사|메일|이메일)\s?(?:하나|한\s?편|를|을|좀)?\s?(?:\S{1,12}\s?)?(?:써|지어|작성)|농담|웃긴|재밌는\s?(?:얘기|이야기)|끝말잇기|게임하|노래\s?(?:불러|추천|가사)|끝말|수수께끼|로또|주식|비트코인|코인|부동산|대출|보험|세금(?!\s?(?:환급|포함))|연봉|투자|레시피|요리법|만드는\s?(?:법|방법)|끓이는|다이어트|운동법|감기|두통|아파(?:요)?\b|병원비|처방|진단|약\s?(?:추천|먹)|고소|소송|이혼|법률|배고프|배고파|졸려|사귈|바보|멍청|똑똑하|연애|여자\s?친구|남자\s?친구|여친|남친|썸|고백|사랑해|결혼해|짝사랑|심심|우울|외로|슬퍼|슬프|힘들|지쳐|짜증|화나|죽고|대통령|국회의원|정치|선거|정당|북한(?!산|강)|한국\s?전쟁|축구\s?선수|손흥민|아이돌|BTS\s?멤버|드라마\s?추천|영화\s?추천|책\s?추천|인생|종교|신은\s?있|우주(?!왕복)|블랙홀|지구|공룡|몇\s?살이야|혈액형|MBTI|운세|사주|타로|수도(?:는|가)\s?(?:어디|뭐)|인구(?:는|가)\s?(?:몇|얼마)|\d{1,7}\s?(?:[+*×x÷/]|더하기|곱하기|빼기|나누기)\s?\d{1,7}",
    r"\bdo\syou\s(?:like|love|think|feel)\b|\bpython\b|\d{1,7}\s?%|\bjavascript\b|\bjava\b|(?<!q-)(?<!q\s)(?<!dress\s)(?<!zip\s)\bcode\b|\bcoding\b|\btell\sme\sa\s(?:secret|story)\b|\bprogram(?:ming)?\b|\balgorithm|\bsql\b|\btranslate|\bpoem\b|\bhaiku\b|\bessay\b|\bhomework\b|\bmath\b|\bequation|\bintegral\b|\bderivative\b|\bjokes?\b|\bstocks?\b|\bbitcoin|\bcrypto|\bmortgage|\brecipe|\bcook\b|\bcapital\sof\b|\bpresident\b|\belection|\bpolitic|\bboyfriend|\bgirlfriend|\blove\syou|\bmarry\b|\bhoroscope|\bmeaning\sof\slife|\bwrite\s(?:me\s)?(?:a|an)\b|\bsing\b|\bbored\b|\bsad\b|\blonely\b|\bdiagnos|\bheadache|\blawyer|\bblack\shole|\bresume\b|\bcover\sletter|\bsummari[sz]e\b|\bquantum|\d\s?(?:times|plus|minus|divided\sby)\s?\d|\bwhat\s(?:day|date|year)\sis\s(?:it|today)\b|\bworld\scup\b(?!\s(?:stadium|park))|\bwho\swill\swin\b|\bsquare\sroot\b|\bsolve\b|\bi(?:'m|\sam|\sfeel|\sfeeling)\s(?:so\s|very\s|really\s)?(?:tired|exhausted|bored|homesick|happy|excited|scared|sleepy|drunk|stressed)\b|\bi\smiss\s|\bfeeling\s(?:lonely|sad|down|tired|happy)\b|\byou(?:'re|\sare)?\s(?:so\s|really\s|very\s)?(?:stupid|dumb|smart|useless|funny|great|amazing|awesome|the\sbest|wrong|cute|kind|helpful|useful)\b|\b(?:that|this|it)(?:'s|\swas|\sis)\s(?:wrong|not\s(?:what|right|true)|incorrect|a\slie)\b|\bnot\swhat\si\b|\b(?:speak|talk|answer|reply|type|write)\s(?:slower|slowly|shorter|longer|less|more\s(?:slowly|simply))\b|\bstart\sover\b|\bnew\schat\b|\bclear\s(?:the\s|this\s)?(?:chat|history)\b|\bsing\b|\bwhat\sdo\syou\sthink\b|\byour\sfavou?rite\b|\bhow\sdo\syou\ssay\b",
    r"パイソン|Python|コード|プログラ|翻訳|宿題|数学|方程式|小説|詩を|俳句|冗談|株価|ビットコイン|レシピ|作り方|首都は|大統領|恋愛|好きです|愛してる|占い|頭が痛|退屈|寂し|代码|編程|编程|程序|翻译成|翻譯|作业|数学|方程|写一?(?:首|篇|个|段)|寫一|笑话|笑話|股票|比特币|菜谱|食谱|怎么做(?:菜|饭)|首都是|总统|總統|女朋友|男朋友|我爱你|无聊|無聊|头疼|算命|星座",
)
UNWELL = _any(
    r"(?:감기|두통|소화|진통|해열|멀미|수면|항생|지사|비상|알레르기|위장|생리통|변비|설사|기침)\s?(?:약|제)(?![가-힣]{2,})|소화제|진통제|해열제|항생제|타이레놀|(?<![가-힣])약(?:을|은|이|도)?\s?(?:뭐|먹|좀|추천|어떤|바르)|(?:머리|배|목|이|이빨|허리|속|다리|발목|몸)(?:가|이|도)?\s?(?:너무\s?|좀\s?|많이\s?|계속\s?)?아(?:파|픈|프|플)|열이?\s?(?:나|날|나는)(?=\s|요|$|는데)|토할\s?것|어지러|체했|식중독|두드러기|삐었|다쳤|화상\s?입",
    r"\b(?:head|stomach|tooth|back)ache\b|\bpainkillers?\b|\bmedicine\b|\bmedication\b|\bi\s(?:feel|am|have)\s(?:a\s)?(?:sick|fever|ill|dizzy|nausea|cold\b(?=.{0,20}(?:take|pill|drug)))|\bpills?\b|頭痛|腹痛|熱がある|風邪薬|痛み止め|(?:頭|お腹|喉|歯|腰)が痛|吐き気|めまい|头疼|头痛|肚子(?:疼|痛)|发烧|感冒药|止痛药|吃什么药|牙疼|拉肚子|头晕",
)
"""Somebody who is not well, or asks for a medicine."""
NONSENSE = re.compile(
    r"^(?:[\W\d_ㄱ-ㅎㅏ-ㅣ]+|(.)\1{2,}|[bcdfghjklmnpqrstvwxz]{5,}|(?:아|어|음|흠|오|와|헐|헉|에|엥|응|웅|네|넵|예|아니|그래|ok|okay|lol|haha|hmm+|test|테스트)[\s.!?~ㅋㅎㅠㅜ]*)$",
    re.IGNORECASE,
)
NEWCOMER = re.compile(
    r"[\s,.!~]*(?:(?:나는?|저는?|난|전|우리는?|저희는?|이번에|오늘|혼자|친구랑|가족이랑|막|방금)\s)*(?:서울|한국|여기|코리아)(?:은|는|이|에|엔|에는|도)?\s?(?:여행(?:은|이)?\s?)?(?:(?:진짜|정말|완전|이번이)\s?)?(?:처음|첨|초행)(?:길)?"
    r"(?:이?[에예]요|이에용|이야|이라서?요?|입니다|인데요?|\s?(?:와\s?[봤봐]\S{0,4}|왔\S{1,4}|와요|오는\s?\S{1,5}|가요|가\s?봐요|방문\S{0,5}))?[\s.!~ㅎㅋㅠ^]*"
    r"|[\s,.!]*(?:(?:it'?s|this\sis)\s)?(?:my|our)\s(?:very\s)?first\s(?:time|trip|visit)(?:\s(?:in|to|visiting))?(?:\s(?:seoul|korea|here))?[\s.!]*"
    r"|[\s,.!]*(?:i'?m|i\sam|we'?re|we\sare)\s(?:new\s(?:here|to\s(?:seoul|korea))|(?:in|visiting)\s(?:seoul|korea)\sfor\sthe\sfirst\stime)[\s.!]*"
    r"|[\s、。！]*(?:ソウル|韓国)(?:は|に|へは|旅行は)?(?:初めて|はじめて)(?:です|なんです|来ました|だよ|なの)?[\s。！]*"
    r"|[\s，。！]*(?:我们?(?:是)?)?第一次(?:来|來|到)(?:首尔|首爾|韩国|韓國)了?[\s。！]*",
    re.IGNORECASE,
)
"""Who is here for the first time, and asks nothing yet."""
NEVER_MIND = re.compile(
    r"^(?:(?:아|음|어|그럼|그냥)[\s,.]*)?(?:아니(?:야|요|에요)?|아냐|아뇨|노노|됐[다음네](?:고)?|됐어(?:요)?|괜찮아(?:요)?|취소(?:해|할게)?\S{0,12}|그만|필요\s?없\S{0,12}|(?:잘\s?)?모르겠\S{0,4}|글쎄\S{0,2}|never\s?mind|cancel|forget\sit|no\sthanks?|いいえ|やめ\S{0,12}|キャンセル|算了|不用了|取消)[\s,.!~]*(?:됐어(?:요)?|괜찮아(?:요)?|취소\S{0,12}|(?:나중에|다음에|이따)\s?(?:다시\s?)?(?:물어|찾아|연락|올|할)\S{0,5})?[\s.!~]*$",
    re.IGNORECASE,
)
LINK_ONLY = re.compile(r"[\s,，.!?~？！。、…ㅋㅎㅠㅜ:;)(^]+")
FILLER = re.compile(
    eastern.FILLER
    + r"|덕분에(?:\s?\S+){1,3}$|(?:오키(?:도키)?|오케(?!이)|아이고|아이구|어이구|젊은이|총각|아가씨|학생|선생님?|양반|자네|기사님|\bno\b|그렇(?:구나|군요?|네요?)|알겠(?:어요?|습니다|음)|이해했\S{0,4}|좋(?:네요?|아요?|다)|됐(?:어요?|다)|완벽|최고|잘\s?다녀(?:왔|올게|오겠|갈게)\S{0,6}|(?:잘\s?)?(?:다녀올게|갔다\s?올게|놀다\s?올게|가볼게)\S{0,3}|잘\s?(?:볼게|갈게|쓸게|먹을게|놀게)\S{0,3}|재밌게|거기|a\sbunch|cool|nice|perfect|awesome|wonderful|all\sgood|sure|alright|ね|よ|なるほど|わかりました|わかった|了解(?:です)?|助かる|好的|知道了|明白了?|原来如此|오케이|대박|짱|정말|진짜|너무|아주|많이|오늘|매우|그럼|네|넵|응|아|오|와|길동무(?:야|님|씨)?|ㅇㅋ|ㅇㅇ|넵넵|친구(?:야)?|여러분|모두|덕분에|ok|okay|so\smuch|very\smuch|very|much|a\slot|there|everyone|friend|for\s(?:your\s)?(?:help|everything|the\shelp)|your\shelp|got\sit|great|본|만나서|뵙게\s?되어|잘했어|오케이|ㅎㅎ+|ㅋㅋ+|알려\s?줘서|도와\s?줘서|도와주셔서|알려주셔서|안내해\s?줘서|친절하게|좋은\s?하루\s?(?:보내세요|되세요)|たくさん|本当に|どうも|非常|真的|太|(?:that|this|it)(?:'s|\swas|\sis)\s(?:(?:so|very|really|super|all)\s)*(?:helpful|useful|great|perfect|awesome|amazing|nice|kind)(?:\sof\syou)?|helpful|that(?:'s|\sis)\sall(?:\sfor\snow)?|实在|十分|了|啊|呀|的帮助|帮助)",
    re.IGNORECASE,
)
ACKNOWLEDGED = re.compile(
    eastern.HEARD
    + r"|^굿+[\s.!~]*$|^(?:(?:오키|오케이|ㅇㅋ|아|오|음|네|넵|응|와|아하|오오|ah|oh)[\s,]*)?(?:그렇(?:구나|군요?|네요?)|알겠(?:어요?|습니다|음)|알았(?:어요?|습니다)|이해했\S{0,4}|좋(?:네요?|아요?|다|은데요?)|오케이|오키|굿|대박|신기하다|재밌네요?|다행이다|cool|nice|perfect|awesome|great|wow|amazing|i\ssee|got\sit|all\sgood|alright|(?:ok|okay|oki|k|lol|haha+|hehe|thx|sure|fine|understood|noted|perfect|great|good|nice|cool|thats|that's|that\sis|all|for\snow|got\sit|i\ssee|makes\ssense|sounds\sgood|[\s,])+|なるほど|わかりました|わかった|了解(?:です|しました)?|いいね|すごい|好的|知道了|明白了?|原来如此|不错|厉害)[\s.!~ㅋㅎㅠ^。！]*$",
    re.IGNORECASE,
)
"""Heard and understood: nothing is asked."""
