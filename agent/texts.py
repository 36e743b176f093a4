"""What the guide says by itself, word for word, in its four languages: that it works on an answer, what it asks
back, that it found nothing, small talk. What is said of facts, courses, visits and journeys stands in their rooms.
"""

from typing import Final

from agent.tools.decision import Route, Talk, Text

LOOKING_UP: Final[Text] = {
    "ko": "잘 모르는 내용이라 웹에서 찾아보고 알려 드릴게요.",
    "en": "I don't know this by heart, so let me look it up on the web.",
    "ja": "よく知らない内容なので、ウェブで調べてお伝えします。",
    "zh": "这个我不太清楚，让我上网查一下再告诉您。",
}
CHECKING: Final[Text] = {
    "ko": "날마다 달라질 수 있어서 웹에서 확인해 보고 있어요.",
    "en": "This may change from day to day, so I'm checking the web.",
    "ja": "日によって変わることがあるので、ウェブで確認しています。",
    "zh": "这可能每天都有变化，我正在网上确认。",
}
WEAK: Final[Text] = {
    "ko": "딱 맞는 자료는 찾지 못했어요. 가장 가까운 자료로 말씀드리니 확인하고 이용해 주세요.",
    "en": "I found nothing that answers this exactly. This is from the closest sources, so please double-check.",
    "ja": "ぴったりの資料は見つかりませんでした。近い資料からお伝えするので、ご確認ください。",
    "zh": "没有找到完全对应的资料。以下根据最接近的资料回答，请再确认一下。",
}
NOT_TODAY: Final[Text] = {
    "ko": "지금 달라진 점이 있는지는 웹에서 확인하지 못했으니, 가시기 전에 한 번 더 확인해 주세요.",
    "en": "I could not check on the web whether anything has changed, so please look again before you go.",
    "ja": "今、変更があるかどうかはウェブで確認できませんでした。お出かけ前にもう一度ご確認ください。",
    "zh": "目前无法在网上确认是否有变动，出发前请再确认一下。",
}
READING: Final[Text] = {
    "ko": "알고 있는 정보를 정리하고 있어요.",
    "en": "Putting together what I know.",
    "ja": "知っている情報をまとめています。",
    "zh": "正在整理我知道的信息。",
}
WAITING: Final[Text] = {
    "ko": "잠시만요, 앞선 질문에 먼저 답하고 있어요.",
    "en": "One moment, I am answering earlier questions first.",
    "ja": "少々お待ちください。先のご質問からお答えしています。",
    "zh": "请稍等，我正在先回答前面的问题。",
}
ROUTING: Final[Text] = {
    "ko": "가는 길과 요금을 계산하고 있어요.",
    "en": "Working out the route and the fares.",
    "ja": "経路と料金を計算しています。",
    "zh": "正在计算路线和费用。",
}
NOT_FOUND: Final[Text] = {
    "ko": "죄송해요. 지금은 웹에서 찾지 못해 정확히 말씀드릴 수 없어요.",
    "en": "Sorry, I could not find this on the web just now, so I can't say for sure.",
    "ja": "申し訳ありません。今はウェブで見つけられず、確かなことをお伝えできません。",
    "zh": "抱歉，目前无法在网上查到，所以不能给您准确的答复。",
}
NEARBY: Final[Text] = {
    "ko": "대신 제가 잘 아는 곳이라면 바로 알려 드릴 수 있어요. 예를 들면 {names} 같은 곳이에요.",
    "en": "I can tell you right away about places that I know, such as {names}.",
    "ja": "私がよく知っている場所なら、すぐにご案内できます。たとえば{names}などです。",
    "zh": "我熟悉的地方可以马上为您介绍，比如{names}。",
}
NO_SOURCE_ANSWER: Final[Text] = {
    "ko": "찾은 자료를 그대로 알려 드릴게요.",
    "en": "Here is what I found, as it stands.",
    "ja": "見つかった資料をそのままお伝えします。",
    "zh": "以下是查到的资料原文。",
}
ASK_ORIGIN: Final[Text] = {
    "ko": "{to}까지 가시는군요! 어디에서 출발하세요?",
    "en": "On your way to {to}! Where will you start from?",
    "ja": "{to}までですね！どこから出発しますか？",
    "zh": "您要去{to}！请问从哪里出发？",
}
ASK_HERE: Final[Text] = {
    "ko": "계신 곳이 어디인지 제가 알 수 없어요. 가까운 지하철역이나 장소 이름을 알려 주세요.",
    "en": "I can't tell where that is. Which subway station or well-known place is nearest to you?",
    "ja": "いらっしゃる場所が分かりません。近くの駅や場所の名前を教えてください。",
    "zh": "我无法得知您所在的位置。请告诉我附近的地铁站或地点名称。",
}
ASK_DESTINATION: Final[Text] = {
    "ko": "{origin}에서 출발하시는군요! 어디로 가세요?",
    "en": "Starting from {origin}! Where would you like to go?",
    "ja": "{origin}から出発ですね！どこへ行きますか？",
    "zh": "从{origin}出发！请问要去哪里？",
}
ASK_BOTH: Final[Text] = {
    "ko": "어디에서 어디까지 가시는지 알려 주시면 길과 요금을 비교해 드릴게요.",
    "en": "Tell me where you start and where you are going, and I'll compare routes and fares.",
    "ja": "どこからどこまで行くのか教えていただければ、経路と料金を比べます。",
    "zh": "请告诉我从哪里到哪里，我来为您比较路线和费用。",
}
CARD: Final[Text] = {
    "ko": "교통카드(티머니)는 편의점이나 지하철역 자판기에서 사고, 같은 곳에서 현금으로 충전해요. 탈 때와 내릴 때 단말기에 대면 "
    "버스와 지하철 환승 할인도 받아요.",
    "en": "A T-money transit card (티머니) is sold at convenience stores and at the machines in subway stations, and is "
    "topped up there in cash. Tap it when you get on and off, and transfers between bus and subway are discounted.",
    "ja": "交通カードのT-money（티머니）は、コンビニや地下鉄駅の販売機で買え、同じ所で現金でチャージします。乗る時と降りる時に"
    "タッチすれば、バスと地下鉄の乗り継ぎ割引も受けられます。",
    "zh": "交通卡 T-money（티머니）可以在便利店或地铁站的售卡机购买，也在那里用现金充值。上下车都刷卡，公交和地铁之间还有换乘优惠。",
}
AIRPORTS: Final[dict[str, Text]] = {
    "인천국제공항": {
        "ko": "인천국제공항",
        "en": "Incheon International Airport (인천국제공항)",
        "ja": "仁川国際空港（인천국제공항）",
        "zh": "仁川国际机场（인천국제공항）",
    },
    "김포국제공항": {
        "ko": "김포국제공항",
        "en": "Gimpo International Airport (김포국제공항)",
        "ja": "金浦国際空港（김포국제공항）",
        "zh": "金浦国际机场（김포국제공항）",
    },
}
"""As asked for by 공항 alone."""
UNKNOWN_SPOT: Final[Text] = {
    "ko": "「{name}」의 위치를 찾지 못했어요. 가까운 지하철역이나 알려진 장소 이름으로 알려 주세요.",
    "en": "I could not find “{name}”. Could you give me a nearby subway station or a well-known place?",
    "ja": "「{name}」の場所が見つかりませんでした。近くの駅や有名な場所の名前で教えてください。",
    "zh": "没有找到“{name}”。请告诉我附近的地铁站或知名地点。",
}
NOT_KEPT: Final[Text] = {
    "ko": "{origin}에서 {to}까지 가는 길을 카카오맵으로 찾아 드렸어요. 그 결과는 저장할 수 없어서, 다시 물어봐 주시면 새로 찾아 드릴게요.",
    "en": "I looked up the way from {origin} to {to} with KakaoMap. Its results may not be stored; ask again and I will look it up anew.",
    "ja": "{origin}から{to}までの行き方をカカオマップで調べました。結果は保存できないため、もう一度お聞きいただければ改めてお調べします。",
    "zh": "已用 KakaoMap 查询从{origin}到{to}的路线。其结果不能保存，再问一次我会重新查询。",
}
NO_MANNERS: Final[Text] = {
    "ko": "그 상황에 대해 따로 정리된 예절은 제게 없어요. 지하철, 버스, 식당, 고궁, 사찰 같은 곳의 예절은 알려 드릴 수 있어요.",
    "en": "I have no guide for that. I can tell you the manners of the subway, buses, restaurants, palaces and temples.",
    "ja": "その場面のマナーは手元にありません。地下鉄、バス、食堂、古宮、お寺などのマナーならお伝えできます。",
    "zh": "我没有关于这个场合的礼仪资料。地铁、公交、餐厅、古宫、寺庙等的礼仪可以告诉您。",
}
PICKED: Final[Text] = {
    "ko": "이런 곳은 어떠세요?",
    "en": "How about these?",
    "ja": "こちらはいかがですか？",
    "zh": "这些地方怎么样？",
}
NEARLY: Final[Text] = {
    "ko": "말씀하신 조건에 꼭 맞다고 확인된 곳은 찾지 못했어요. 조건을 조금 넓히면 이런 곳이 있어요.",
    "en": "I found none that I can confirm to meet every condition. With fewer conditions, there are these.",
    "ja": "ご希望の条件をすべて満たすと確認できた場所はありませんでした。条件を少し広げると、こちらがあります。",
    "zh": "没有找到能确认完全符合条件的地方。放宽一点条件的话，有这些地方。",
}
NO_PLACES: Final[Text] = {
    "ko": "바라시는 곳에 꼭 맞는 장소를 찾지 못했어요. 지역이나 종류를 조금 다르게 말씀해 주시겠어요?",
    "en": "I found no place that fits. Could you describe the area or the kind of place differently?",
    "ja": "ご希望に合う場所が見つかりませんでした。地域や種類を少し変えて教えていただけますか？",
    "zh": "没有找到完全符合的地方。可以换个区域或类型再说一次吗？",
}
NOT_HELD: Final[Text] = {
    "ko": "물어보신 이름의 장소는 제가 아는 곳 가운데 없어서, 확인되지 않은 내용은 말씀드리지 않을게요. 이름을 다시 확인해 주시겠어요?",
    "en": "I know no place of that name, so I won't tell what I cannot confirm. Could you check the name?",
    "ja": "その名前の場所は私の知る中にないため、確認できないことはお伝えしません。名前をもう一度ご確認いただけますか？",
    "zh": "我所知道的地方里没有这个名字，未经确认的内容就不说了。可以再确认一下名称吗？",
}
CUT: Final[Text] = {
    "ko": "(답이 중간에 끊겼어요. 확인된 정보를 함께 보여 드려요.)",
    "en": "(The answer broke off. Here are the facts that I hold.)",
    "ja": "（回答が途中で切れました。確認済みの情報をお見せします。）",
    "zh": "（回答中断了。以下是已确认的信息。）",
}
WHICH: Final[Text] = {
    "ko": "어느 쪽이 궁금하세요? ① {first} ② {second}",
    "en": "Which do you mean? ① {first} ② {second}",
    "ja": "どちらをお知りになりたいですか？ ① {first} ② {second}",
    "zh": "您想了解哪一个？ ① {first} ② {second}",
}
READINGS: Final[dict[Route, Text]] = {
    "place": {
        "ko": "그곳과 주변 소개",
        "en": "about the place and around it",
        "ja": "場所と周辺の紹介",
        "zh": "这个地方和周边介绍",
    },
    "transit": {
        "ko": "가는 길과 요금",
        "en": "how to get there, and fares",
        "ja": "行き方と料金",
        "zh": "路线和费用",
    },
    "etiquette": {"ko": "지켜야 할 예절", "en": "manners to mind", "ja": "マナー", "zh": "礼仪"},
    "search": {
        "ko": "웹에서 찾은 최신 소식",
        "en": "the latest from the web",
        "ja": "ウェブの最新情報",
        "zh": "网上的最新信息",
    },
    "chat": {"ko": "그냥 이야기", "en": "just a chat", "ja": "おしゃべり", "zh": "聊天"},
}
UNWELL: Final[Text] = {
    "ko": "몸이 안 좋으셔서 걱정이에요. 약은 가까운 약국에서 약사와 상담하시고, 많이 아프거나 급하면 119에 도움을 "
    "청하세요. 밤이나 휴일에 여는 약국과 병원도 119에서 알려 줘요.",
    "en": "I'm sorry to hear that. Please ask the pharmacist at a nearby pharmacy (약국) about medicine, and call "
    "119 if it is urgent; they also know which pharmacies and hospitals are open, and can interpret.",
    "ja": "お体が心配です。薬は近くの薬局（약국）で薬剤師に相談し、急ぐときは救急電話119にかけてください。"
    "夜間や休日に開いている薬局や病院も教えてくれ、通訳もあります。",
    "zh": "身体不舒服真让人担心。用药请咨询附近药店（약국）的药师，情况紧急请拨打急救电话119。夜间和节假日"
    "营业的药店、医院也可以问，有翻译服务。",
}
LOST: Final[Text] = {
    "ko": "많이 놀라셨겠어요. 지하철에 두고 내리셨다면 가까운 역 역무실이나 서울교통공사(1577-1234)에, 버스는 노선 번호와 내린 때를 "
    "적어 다산콜 120에 알리세요. 택시는 영수증이나 카드 내역에 회사 전화가 있어요. 누가 주워 맡긴 물건은 경찰청 유실물 누리집 "
    "lost112.go.kr에서 찾고, 도난은 112에 신고하세요. 외국어 안내는 1330(24시간)에서 도와줘요.",
    "en": "I'm sorry to hear that. For the subway ask at the nearest station office or call Seoul Metro (1577-1234); for a "
    "bus tell the Dasan call center (120) the route number and when you got off; for a taxi the receipt or card slip "
    "names the company. Things handed in are listed at lost112.go.kr. Report a theft to the police, 112. The travel "
    "hotline 1330 helps in English around the clock.",
    "ja": "それは大変でしたね。地下鉄なら最寄り駅の駅務室かソウル交通公社（1577-1234）へ、バスなら路線番号と降りた時刻を茶山コールセンター"
    "120へ、タクシーなら領収書やカード明細にある会社へ連絡してください。届けられた物は lost112.go.kr で探せます。盗難は警察112へ。"
    "観光通訳案内1330は24時間、日本語で助けてくれます。",
    "zh": "别着急。落在地铁上请问最近车站的站务室或致电首尔交通公社（1577-1234）；落在公交上，请把线路号和下车时间告诉茶山热线120；"
    "出租车请看收据或刷卡记录上的公司电话。有人上交的失物可在 lost112.go.kr 查询。被盗请拨打警察112。旅游热线1330全天提供中文帮助。",
}
TALKS: Final[dict[Talk, Text]] = {
    "greeting": {
        "ko": "안녕하세요! 서울 여행 길동무예요. 궁금한 장소, 가는 길과 요금, 지켜야 할 예절을 물어보세요.",
        "en": "Hello! I'm Gildongmu, your companion in Seoul. Ask me about places, routes and fares, or manners.",
        "ja": "こんにちは！ソウル旅行の友、キルドンムです。場所、行き方と料金、マナーを聞いてください。",
        "zh": "您好！我是首尔旅行伙伴 Gildongmu（길동무）。景点、路线和费用、礼仪，都可以问我。",
    },
    "thanks": {
        "ko": "도움이 되었다니 기뻐요! 또 궁금한 곳이 있으면 언제든 물어보세요.",
        "en": "Glad I could help! Ask me whenever you need anything else.",
        "ja": "お役に立ててうれしいです！またいつでも聞いてください。",
        "zh": "很高兴能帮到您！有需要随时问我。",
    },
    "bye": {
        "ko": "안녕히 가세요! 즐거운 서울 여행 되세요.",
        "en": "Goodbye, and enjoy Seoul!",
        "ja": "さようなら！ソウルの旅を楽しんでください。",
        "zh": "再见！祝您在首尔玩得开心。",
    },
    "about": {
        "ko": "저는 서울 여행 안내자 길동무예요. 아는 장소를 소개하고, 가는 길과 요금을 비교하고, 예절을 알려 드려요. "
        "모르는 것은 웹에서 찾아봐요. 한국어, 영어, 일본어, 중국어로 물어보실 수 있어요.",
        "en": "I'm Gildongmu, a guide to Seoul. I tell you about places, compare routes and fares, explain manners, "
        "and look up what I don't know. You can write in English, Japanese, Chinese or Korean.",
        "ja": "ソウルの案内役、キルドンムです。場所の紹介、経路と料金の比較、マナーの説明をします。知らないことは"
        "ウェブで調べます。日本語、英語、中国語、韓国語で聞けます。",
        "zh": "我是首尔向导 Gildongmu（길동무）。我可以介绍景点、比较路线和费用、说明礼仪，不知道的会上网查。可以用中文、英语、日语和韩语问我。",
    },
    "outside": {
        "ko": "그건 제가 도와드리기 어려워요. 대신 서울의 장소, 가는 길과 요금, 예절이라면 무엇이든 물어보세요.",
        "en": "That is outside what I can do. But ask me anything about places, routes, fares or manners in Seoul.",
        "ja": "それはお手伝いが難しいです。ソウルの場所、行き方と料金、マナーなら何でも聞いてください。",
        "zh": "这个我帮不上忙。不过首尔的景点、路线、费用和礼仪，尽管问我。",
    },
    "injection": {
        "ko": "제 안내 지침은 보여 드리거나 바꿀 수 없어요. 서울 여행이라면 기꺼이 도와드릴게요.",
        "en": "I can't show or change my instructions. I'm happy to help with your trip to Seoul, though.",
        "ja": "案内の指示をお見せしたり変えたりすることはできません。ソウル旅行のことなら喜んでお手伝いします。",
        "zh": "我的指引不能展示也不能更改。不过很乐意为您的首尔之行提供帮助。",
    },
    "nonsense": {
        "ko": "무슨 뜻인지 잘 모르겠어요. 장소나 가는 길, 예절에 대해 다시 물어봐 주시겠어요?",
        "en": "I didn't quite get that. Could you ask again about a place, a route or manners?",
        "ja": "よく分かりませんでした。場所や行き方、マナーについてもう一度聞いていただけますか？",
        "zh": "我没有听懂。可以再问一次关于景点、路线或礼仪的问题吗？",
    },
    "ask": {
        "ko": "조금만 더 알려 주시겠어요? 장소를 소개해 드릴까요, 가는 길을 찾아 드릴까요?",
        "en": "Could you tell me a little more? Is it about a place, or about how to get there?",
        "ja": "もう少し教えていただけますか？場所の紹介でしょうか、行き方でしょうか？",
        "zh": "可以再说详细一点吗？是想了解景点，还是想知道怎么去？",
    },
}
