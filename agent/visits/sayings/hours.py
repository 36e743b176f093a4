"""Open or closed, on which days and until when."""

from collections.abc import Mapping
from typing import Final

from agent.tools.decision import Text

SAY: Final[Mapping[str, Text]] = {
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
}
