# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""What travellers ask of the country, and of no place in it: what a word means, tap water, cash, plugs; and what
they would like to do. In English, Japanese and Chinese (simplified).
"""

from agent.tools.reading.patterns import anyof as _any

MEANING = _any(
    r"\bwhat\s(?:(?:does|do|did|is|are)\s)?(?!you\b|(?:it|this|that|they|those|these)\smean|(?:do|does|did|is|are)\s)\S.{0,40}?\smeans?\b(?!\sof\stransport)|\bwhat(?:'s|\sis)\sthe\smeaning\sof\b(?!\slife)|^(?:the\s)?meaning\sof\b(?!\slife)",
    r"(?:^|(?<=[\s。、]))(?!それ|これ|あれ|今の|さっき)[^\s。、]{1,14}?(?:って|とは|は|の)?\s?(?:どういう|どんな|何の|なんの|何て|なんて)意味|\S(?:の|って)意味(?:は|を|が|って|教|何|なん|[?？。]|$)",
    r"(?:^|(?<=[\s，。]))(?!(?:你|您|这|那|它|他|她|这个|那个|这句|刚才)\S{0,3}?是?(?:什么|啥))\S{1,16}?是?(?:什么|啥)(?:意思|含义)|\S的(?:意思|含义)(?:是|[?？。]|$)",
)
"""What a word means: no place of ours tells it."""
MATTERS = _any(
    r"\btap\swater\b|\b(?:need|carry|bring|take|enough|much|use|have)\s(?:(?:any|some|to|lots|of|much|enough|carry|bring|have|korean)\s){0,3}cash\b|\bcash\sor\scards?\b|\bcashless\b|\b(?:plugs?|sockets?|outlets?)\s(?:type|adapt\w+|shape)\b|\b(?:plug|power|travel)\s(?:adapt\w+|sockets?|plugs?)\b|\bvoltage\b|\be?-?sim\s?cards?\b|\be-?sims?\b|\bgoogle\smaps?\b|\bdrinking\sage\b|\bemergency\snumber\b"
    r"|\b(?:credit|debit|visa|foreign|bank)\scards?\b.{0,24}\b(?:accepted|everywhere|work|in\s(?:korea|seoul))\b|\b(?:drivers?|people|locals|staff|koreans?|everyone|anyone|they)\s(?:(?:can|will|usually|really)\s)?(?:speak|understand)\s(?:english|japanese|chinese|mandarin)\b|\b(?:is|how)\s(?:(?:it|seoul|korea|safe)\s){1,2}(?:safe|dangerous|is)\b|\bsafe\s(?:at\snight|for\s(?:women|solo|girls|female|tourists))\b",
    r"水道水|(?:現金|キャッシュ)(?:は|が|って|も)?(?:どのくらい|どれくらい|いくら)?(?:必要|いる|いります|要る|持っ)|コンセント|電圧|変換プラグ|(?<![A-Za-z])e?SIM(?![A-Za-z])|(?:英語|日本語)(?:は|が|って|も)?(?:\S{0,4})?通じ|治安|グーグルマップ|(?:クレカ|カード)(?:は|が|って)?どこでも",
    r"自来水|(?:要|需要|得|用)(?:带|准备|换|付)?(?:多少|很多|点|些)?现金|插头|插座|电压|电话卡|流量卡|上网卡|(?<![A-Za-z])e?SIM卡?(?![A-Za-z])|治安|安全[吗嘛么]|安不安全|谷歌地图|(?:司机|店员|韩国人|当地人|他们|大家)\S{0,4}(?:会|讲|说|懂)\S{0,2}(?:英语|英文|中文|日语)|(?:支付宝|微信支付?|银联)\S{0,4}(?:能用|可以用|能不能用|好用)",
)
"""What one should know of the country beforehand: it is looked up."""
SAFE = _any(r"\b(?:safe|dangerous)\b|治安|安全[吗嘛么]|安不安全|危険|危ない|危险")
"""Whether a part of town is safe, which nothing of ours tells."""
LONGED = _any(
    r"(?:^|\b(?:i|we|i'?d|we'?d|and|but|so|just|really)\s)(?:(?:really|just|would|also)\s)*(?:want\sto|wanna|like\sto|love\sto|hope\sto)\s(?:(?:see|watch|try|taste|experience|eat|drink|enjoy|wear|hike|hear|stroll|relax|picnic)\b(?!\s(?:you|it|that|this|them|there|one|a\s(?:doctor|dentist))\b)|(?:have|go\sfor)\s(?:an?\s|some\s)?(?:\w+\s)?(?:dinner|lunch|breakfast|brunch|coffee|tea|drinks?|picnic|walk|hike|stroll|run)\b|do\ssome\b|go\s\w+ing\b)"
    r"|\bwhere\s(?:to|(?:should|can|could)\s(?:i|we))\s(?:go|visit|hang\sout|explore)\b(?!\s(?:to|if|for\s(?:help|medical|a\s(?:refund|visa))))|\bwhat\s(?:to|(?:should|can|could)\s(?:i|we))\s(?:do|see|visit)\b(?!\s(?:if|when|about|with)\b)",
    r"(?:(?<![てで])見|観|食べ|飲み|体験し|(?<![てで])着|歩き|散歩し|(?:買い物|ピクニック|お茶|花見|登山|観光|ショッピング|ハイキング|サイクリング)(?:が|を)?し|遊び|楽しみ|味わい|撮り|登り|(?:食べ|飲ん|着|見|体験し|やっ|歩い)てみ|(?:見|観|食べ|飲み|買い|遊び|ピクニック|花見|登山|お茶|観光|散歩|ハイキング)に(?:行き|いき))たい(?:です|な|なあ|んだけど|んですが|んですけど|けど|の)?[。、!！〜ー]*$",
    r"(?:^|我们?|，|\s)(?:都|也|很|特别|真的|就)?想要?(?:去)?(?:看|吃|喝|尝|体验|逛|玩|穿|爬|试|泡|感受|参观|野餐|散步|赏)(?!你|起来|过)",
)
"""What one would like to see, eat or do, and no place named for it."""
