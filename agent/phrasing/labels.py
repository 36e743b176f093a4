"""The words around a place's facts, in four languages: labels of rows, sentences of one fact, gaps."""

from typing import Final

from agent.tools.decision import Text

LABELS: Final[dict[str, Text]] = {
    "hours": {"ko": "시간", "en": "Hours", "ja": "時間", "zh": "时间"},
    "closed": {"ko": "휴무", "en": "Closed", "ja": "休み", "zh": "休息"},
    "fee": {"ko": "입장료", "en": "Admission", "ja": "入場料", "zh": "门票"},
    "address": {"ko": "주소", "en": "Address", "ja": "住所", "zh": "地址"},
    "station": {"ko": "가까운 역", "en": "Nearest station", "ja": "最寄り駅", "zh": "最近的车站"},
    "phone": {"ko": "전화", "en": "Phone", "ja": "電話", "zh": "电话"},
    "homepage": {"ko": "누리집", "en": "Website", "ja": "ウェブサイト", "zh": "网站"},
    "wifi": {"ko": "와이파이", "en": "Wi-Fi", "ja": "Wi-Fi", "zh": "Wi-Fi"},
}
TELL: Final[dict[str, Text]] = {
    "hours": {
        "ko": "운영 시간은 {value}.",
        "en": "open {value}.",
        "ja": "営業時間は{value}です。",
        "zh": "开放时间为{value}。",
    },
    "closed": {
        "ko": "쉬는 날은 {value}.",
        "en": "closed {value}.",
        "ja": "休みは{value}です。",
        "zh": "休息日为{value}。",
    },
    "fee": {
        "ko": "입장료는 {value}.",
        "en": "admission is {value}.",
        "ja": "入場料は{value}です。",
        "zh": "门票为{value}。",
    },
    "address": {
        "ko": "주소는 {value}.",
        "en": "the address is {value}.",
        "ja": "住所は{value}です。",
        "zh": "地址是{value}。",
    },
    "station": {
        "ko": "가장 가까운 역은 {value}.",
        "en": "the nearest station is {value}.",
        "ja": "最寄り駅は{value}です。",
        "zh": "最近的车站是{value}。",
    },
    "phone": {
        "ko": "전화번호는 {value}.",
        "en": "the phone number is {value}.",
        "ja": "電話番号は{value}です。",
        "zh": "电话号码是{value}。",
    },
    "homepage": {
        "ko": "누리집은 여기예요: {value}",
        "en": "the website is {value} .",
        "ja": "ウェブサイトは {value} です。",
        "zh": "网站是 {value} 。",
    },
}
FREE: Final[Text] = {"ko": "무료", "en": "free", "ja": "無料", "zh": "免费"}
ABOUT: Final[Text] = {"ko": " ", "en": ": ", "ja": "：", "zh": "："}
ALWAYS_OPEN: Final[Text] = {
    "ko": "{topic}쉬는 날 없이 문을 열어요.",
    "en": "open every day.",
    "ja": "年中無休です。",
    "zh": "全年无休。",
}
UNCONFIRMED: Final[dict[str, Text]] = {
    "hours": {"ko": "운영 시간", "en": "opening hours", "ja": "営業時間", "zh": "开放时间"},
    "closed": {"ko": "휴무일", "en": "closing days", "ja": "休みの日", "zh": "休息日"},
    "fee": {"ko": "입장료", "en": "admission fee", "ja": "入場料", "zh": "门票价格"},
}
"""What is not known, inside a sentence, where the label of a row reads otherwise."""
PRICES: Final[Text] = {"ko": "가격", "en": "prices", "ja": "値段", "zh": "价格"}
"""Of a restaurant, a shop or a market, where nobody pays for going in."""
UNKNOWN_FACT: Final[Text] = {
    "ko": "{label} 정보는 아직 확인하지 못했어요.",
    "en": "I have not confirmed the {label} yet.",
    "ja": "{label}はまだ確認できていません。",
    "zh": "{label}尚未确认。",
}
AND: Final[Text] = {"ko": "·", "en": " or the ", "ja": "・", "zh": "和"}
