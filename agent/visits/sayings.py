"""What is said at the door of a place: open or closed, for how much, and what is not known. Four languages.

`{of}` and `{topic}` name the place in the first sentence and are empty after it.
"""

from typing import Final

from agent.texts import Text

YES: Final[Text] = {"ko": "네, ", "en": "yes, ", "ja": "はい、", "zh": "是的，"}
NO: Final[Text] = {"ko": "아니요, ", "en": "no, ", "ja": "いいえ、", "zh": ""}

SAY: Final[dict[str, Text]] = {
    "open": {
        "ko": "{topic}{day} 열어요.",
        "en": "{topic}it is open {day}.",
        "ja": "{topic}{day}は開いています。",
        "zh": "{topic}{day}开放。",
    },
    "shut": {
        "ko": "{topic}{day} 쉬어요.",
        "en": "{topic}it is closed {day}.",
        "ja": "{topic}{day}はお休みです。",
        "zh": "{topic}{day}休息。",
    },
    "partly": {
        "ko": "{topic}{day} 쉬는 가게가 많아요.",
        "en": "{topic}many of its shops are closed {day}.",
        "ja": "{topic}{day}は休む店が多いです。",
        "zh": "{topic}{day}很多店铺休息。",
    },
    "open_hours": {
        "ko": "{of}{day} 운영 시간은 {hours}.",
        "en": "{topic}{day} it is open {hours}.",
        "ja": "{topic}{day}は{hours}に開いています。",
        "zh": "{topic}{day}{hours}开放。",
    },
    "mixed": {
        "ko": "{topic}{day} 열지만 {closed}에는 쉬어요.",
        "en": "{topic}it is open {day}, but closed on {closed}.",
        "ja": "{topic}{day}は開いていますが、{closed}はお休みです。",
        "zh": "{topic}{day}开放，但{closed}休息。",
    },
    "feast": {
        "ko": "공휴일과 명절에는 달라질 수 있으니 가시기 전에 확인해 주세요.",
        "en": "Holiday hours may change, so please check before you go.",
        "ja": "祝祭日は変わることがあるので、お出かけ前にご確認ください。",
        "zh": "节日期间可能有变动，出发前请再确认。",
    },
    "unsure": {
        "ko": "{subject}{day} 여는지는 아직 확인하지 못했어요.",
        "en": "{topic}I have not confirmed whether it is open {day}.",
        "ja": "{topic}{day}に開いているかどうかは、まだ確認できていません。",
        "zh": "{topic}{day}是否开放尚未确认。",
    },
    "days_unknown": {
        "ko": "정해진 쉬는 날은 아직 확인하지 못했어요.",
        "en": "I have not confirmed its regular closed days.",
        "ja": "定休日はまだ確認できていません。",
        "zh": "固定休息日尚未确认。",
    },
    "hours": {
        "ko": "운영 시간은 {hours}.",
        "en": "Hours: {hours}.",
        "ja": "時間は{hours}です。",
        "zh": "时间为{hours}。",
    },
    "usual": {
        "ko": "운영 시간은 {hours}.",
        "en": "Hours: {hours}.",
        "ja": "営業時間は{hours}です。",
        "zh": "开放时间为{hours}。",
    },
    "closed": {
        "ko": "쉬는 날은 {closed}.",
        "en": "Closed days: {closed}.",
        "ja": "休みは{closed}です。",
        "zh": "休息日为{closed}。",
    },
    "every_day": {
        "ko": "쉬는 날 없이 문을 열어요.",
        "en": "It is open every day.",
        "ja": "年中無休です。",
        "zh": "全年无休。",
    },
    "ended": {
        "ko": "{topic}지금은 문을 열지 않아요: {closed}.",
        "en": "{topic}it is not open to visitors now: {closed}.",
        "ja": "{topic}現在は公開していません：{closed}。",
        "zh": "{topic}目前不开放：{closed}。",
    },
    "now": {
        "ko": "{topic}지금 열려 있어요. 오늘은 {until}까지예요.",
        "en": "{topic}it is open now, until {until} today.",
        "ja": "{topic}今開いています。今日は{until}までです。",
        "zh": "{topic}现在开放，今天到{until}。",
    },
    "always": {
        "ko": "{topic}24시간 열려 있어요.",
        "en": "{topic}it is open around the clock.",
        "ja": "{topic}24時間開いています。",
        "zh": "{topic}全天24小时开放。",
    },
    "entry_over": {
        "ko": "{topic}아직 열려 있지만 입장은 {last}에 끝났어요.",
        "en": "{topic}it is still open, but last entry was at {last}.",
        "ja": "{topic}まだ開いていますが、入場は{last}で終わりました。",
        "zh": "{topic}还开着，但{last}已停止入场。",
    },
    "not_now": {
        "ko": "{topic}지금은 닫혀 있어요.",
        "en": "{topic}it is closed now.",
        "ja": "{topic}今は閉まっています。",
        "zh": "{topic}现在已关闭。",
    },
    "next": {
        "ko": "다음에는 {day} {at}에 열어요.",
        "en": "It opens next on {day} at {at}.",
        "ja": "次は{day}の{at}に開きます。",
        "zh": "下次开放是{day}{at}。",
    },
    "at": {
        "ko": "{topic}{at}에 열려 있어요.",
        "en": "{topic}it is open at {at}.",
        "ja": "{topic}{at}は開いています。",
        "zh": "{topic}{at}开放。",
    },
    "not_at": {
        "ko": "{topic}{at}에는 열지 않아요.",
        "en": "{topic}it is not open at {at}.",
        "ja": "{topic}{at}は開いていません。",
        "zh": "{topic}{at}不开放。",
    },
    "at_some": {
        "ko": "{topic}{at}에는 {days}에만 열려 있어요.",
        "en": "{topic}at {at} it is open on {days} only.",
        "ja": "{topic}{at}に開いているのは{days}だけです。",
        "zh": "{topic}{at}只有{days}开放。",
    },
    "no_gate": {
        "ko": "{topic}입장료 없이 드나드는 곳이에요.",
        "en": "{topic}there is no admission fee.",
        "ja": "{topic}入場料なしで入れます。",
        "zh": "{topic}不收门票。",
    },
    "no_entry_at": {
        "ko": "{topic}{at}에는 들어갈 수 없어요. 입장은 {last}까지예요.",
        "en": "{topic}you cannot enter at {at}; last entry is at {last}.",
        "ja": "{topic}{at}には入場できません。入場は{last}までです。",
        "zh": "{topic}{at}不能入场，最晚{last}入场。",
    },
    "until": {
        "ko": "{topic}{day}{until}까지 열어요.",
        "en": "{topic}it is open until {until}{day}.",
        "ja": "{topic}{day}{until}まで開いています。",
        "zh": "{topic}{day}开放到{until}。",
    },
    "shuts": {
        "ko": "{topic}{day}{until}에 닫아요.",
        "en": "{topic}it closes at {until}{day}.",
        "ja": "{topic}{day}{until}に閉まります。",
        "zh": "{topic}{day}{until}关门。",
    },
    "others": {
        "ko": "다른 날은 {until}에 닫아요.",
        "en": "On other days it closes at {until}.",
        "ja": "ほかの日は{until}に閉まります。",
        "zh": "其他日子{until}关门。",
    },
    "from": {
        "ko": "{topic}{at}부터 열어요.",
        "en": "{topic}it opens at {at}.",
        "ja": "{topic}{at}から開きます。",
        "zh": "{topic}{at}开门。",
    },
    "no_part": {
        "ko": "{of}{part} 정보는 확인하지 못했어요.",
        "en": "{topic}I have not confirmed anything about the {part} there.",
        "ja": "{topic}{part}についての情報は確認できていません。",
        "zh": "{topic}{part}的信息尚未确认。",
    },
    "special": {
        "ko": "야간 개장은 기간마다 달라서 일정을 확인하지 못했어요.",
        "en": "Special night openings differ by season; I have not confirmed their dates.",
        "ja": "夜間特別公開は時期によって異なり、日程は確認できていません。",
        "zh": "夜间特别开放因时期而异，日程尚未确认。",
    },
    "last": {
        "ko": "{of}입장은 {last}까지예요.",
        "en": "{topic}last entry is at {last}.",
        "ja": "{topic}最終入場は{last}です。",
        "zh": "{topic}最晚入场时间是{last}。",
    },
    "last_season": {
        "ko": "{of}요즘 입장은 {last}까지예요.",
        "en": "{topic}last entry is at {last} this season.",
        "ja": "{topic}今の時期の最終入場は{last}です。",
        "zh": "{topic}目前季节最晚入场时间是{last}。",
    },
    "no_last": {
        "ko": "{of}입장 마감 시각은 따로 확인하지 못했어요.",
        "en": "{topic}I have not confirmed the time of last entry.",
        "ja": "{topic}最終入場の時刻はまだ確認できていません。",
        "zh": "{topic}最晚入场时间尚未确认。",
    },
    "pays": {
        "ko": "{of}{who} 입장료는 {won}.",
        "en": "{topic}{who}: {won}.",
        "ja": "{topic}{who}は{won}です。",
        "zh": "{topic}{who}{won}。",
    },
    "party": {
        "ko": "{of}입장료는 모두 {won} ({each}).",
        "en": "{topic}admission comes to {won} ({each}).",
        "ja": "{topic}入場料は合わせて{won}です（{each}）。",
        "zh": "{topic}门票合计{won}（{each}）。",
    },
    "party_free": {
        "ko": "{of}입장료는 {each} 모두 무료예요.",
        "en": "{topic}admission is free for all of you ({each}).",
        "ja": "{topic}入場料は全員無料です（{each}）。",
        "zh": "{topic}门票全部免费（{each}）。",
    },
    "who_unknown": {
        "ko": "{of}{who} 요금은 따로 확인하지 못했어요.",
        "en": "{topic}I have not confirmed the price for {who}.",
        "ja": "{topic}{who}の料金はまだ確認できていません。",
        "zh": "{topic}{who}票价尚未确认。",
    },
    "adult_fee": {
        "ko": "어른은 {fee}.",
        "en": "Admission is {fee}.",
        "ja": "入場料は{fee}です。",
        "zh": "门票为{fee}。",
    },
    "fee": {
        "ko": "{of}입장료는 {fee}.",
        "en": "{topic}admission is {fee}.",
        "ja": "{topic}入場料は{fee}です。",
        "zh": "{topic}门票为{fee}。",
    },
    "fee_unknown": {
        "ko": "{of}입장료는 아직 확인하지 못했어요.",
        "en": "{topic}I have not confirmed the admission.",
        "ja": "{topic}入場料はまだ確認できていません。",
        "zh": "{topic}门票尚未确认。",
    },
    "free": {
        "ko": "{topic}무료예요{note}.",
        "en": "{topic}admission is free.",
        "ja": "{topic}入場無料です。",
        "zh": "{topic}免费。",
    },
    "free_some": {
        "ko": "{topic}그날 무료인 시간이 있어요.",
        "en": "{topic}there are free hours on that day.",
        "ja": "{topic}その日は無料の時間帯があります。",
        "zh": "{topic}当天有免费时段。",
    },
    "hanbok": {
        "ko": "{topic}한복을 입으면 무료예요.",
        "en": "{topic}free if you wear hanbok.",
        "ja": "{topic}韓服を着ていれば無料です。",
        "zh": "{topic}穿韩服免费。",
    },
    "no_hanbok": {
        "ko": "{of}한복 할인은 확인하지 못했어요.",
        "en": "{topic}I have not confirmed any hanbok discount.",
        "ja": "{topic}韓服の割引は確認できていません。",
        "zh": "{topic}韩服优惠尚未确认。",
    },
    "no_free_day": {
        "ko": "그날만 무료라는 정보는 확인하지 못했어요.",
        "en": "I have not confirmed that it is free on that day.",
        "ja": "その日だけ無料という情報は確認できていません。",
        "zh": "当天免费的信息尚未确认。",
    },
    "service": {
        "ko": "{of}{service} 정보는 아직 확인하지 못했어요.",
        "en": "{topic}I have not confirmed {service}.",
        "ja": "{topic}{service}についてはまだ確認できていません。",
        "zh": "{topic}{service}尚未确认。",
    },
    "booked": {
        "ko": "{topic}예약제예요.",
        "en": "{topic}visits are by reservation.",
        "ja": "{topic}予約制です。",
        "zh": "{topic}需要预约。",
    },
    "id_needed": {
        "ko": "{topic}신분증이 있어야 해요.",
        "en": "{topic}bring your ID; visitors from abroad need their passport.",
        "ja": "{topic}身分証（外国人はパスポート）が必要です。",
        "zh": "{topic}需携带证件（外国人请带护照）。",
    },
    "stay": {
        "ko": "{topic}둘러보는 데 보통 {stay}쯤 걸려요.",
        "en": "{topic}a visit usually takes about {stay}.",
        "ja": "{topic}見学はふつう{stay}ほどです。",
        "zh": "{topic}参观一般需要{stay}左右。",
    },
    "as_of": {
        "ko": "{month} 자료라 바뀌었을 수 있어요.",
        "en": "This is as of {month} and may have changed.",
        "ja": "{month}の情報のため、変わっている場合があります。",
        "zh": "这是{month}的信息，可能已有变动。",
    },
    "undated": {
        "ko": "날짜가 적히지 않은 자료라 바뀌었을 수 있어요.",
        "en": "The source bears no date, so this may have changed.",
        "ja": "日付のない情報のため、変わっている場合があります。",
        "zh": "该信息未注明日期，可能已有变动。",
    },
    "look": {
        "ko": "누리집 {url} 에서 확인하실 수 있어요.",
        "en": "Please see {url} .",
        "ja": "{url} でご確認いただけます。",
        "zh": "可以在 {url} 查看。",
    },
    "call": {
        "ko": "전화 {phone}번으로 물어보실 수 있어요.",
        "en": "You can ask by phone: {phone}.",
        "ja": "電話 {phone} でお問い合わせいただけます。",
        "zh": "可以致电 {phone} 询问。",
    },
    "hotline": {
        "ko": "관광통역안내전화 1330에 물어보실 수 있어요.",
        "en": "The Korea Travel Hotline (dial 1330) can tell you.",
        "ja": "観光通訳案内電話1330で聞けます。",
        "zh": "可以拨打旅游咨询热线1330询问。",
    },
}
