# ruff: noqa: E501 (a sentence reads best as one)
"""What is said around places that a wish is granted with, and around a course, in four languages."""

from typing import Final

from agent.tools.decision import Text

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
COURSE: Final[Text] = {
    "ko": "걸어서 다닐 수 있는 곳들로 코스를 짜 봤어요.",
    "en": "Here is a plan of places within walking distance of each other.",
    "ja": "歩いて回れる場所でまとめてみました。",
    "zh": "为您安排了一条步行就能走完的路线。",
}
DAY: Final[Text] = {
    "ko": "[{number}일차]",
    "en": "[Day {number}]",
    "ja": "［{number}日目］",
    "zh": "［第{number}天］",
}
PARTS: Final[dict[str, Text]] = {
    "morning": {"ko": "오전", "en": "Morning", "ja": "午前", "zh": "上午"},
    "noon": {"ko": "점심", "en": "Lunch", "ja": "昼食", "zh": "午餐"},
    "afternoon": {"ko": "오후", "en": "Afternoon", "ja": "午後", "zh": "下午"},
    "evening": {"ko": "저녁", "en": "Evening", "ja": "夕方", "zh": "傍晚"},
}
ON_FOOT: Final[Text] = {
    "ko": " (앞 장소에서 걸어서 약 {minutes}분)",
    "en": " (about {minutes} min on foot from there)",
    "ja": "（前の場所から徒歩約{minutes}分）",
    "zh": "（从上一站步行约{minutes}分钟）",
}
WHERE_YOU_ARE: Final[Text] = {
    "ko": "지금 계신 곳",
    "en": "where you are",
    "ja": "今いらっしゃる場所",
    "zh": "您现在的位置",
}
BY_DISTANCE: Final[Text] = {
    "ko": "{start}에서 가까운 순서예요.",
    "en": "From {start}, nearest first:",
    "ja": "{start}から近い順です。",
    "zh": "从{start}出发，由近到远：",
}
AWAY: Final[Text] = {
    "ko": " (걸어서 약 {minutes}분)",
    "en": " (about {minutes} min on foot)",
    "ja": "（徒歩約{minutes}分）",
    "zh": "（步行约{minutes}分钟）",
}
FAR_AWAY: Final[Text] = {
    "ko": " (직선거리 약 {km}km)",
    "en": " (about {km} km as the crow flies)",
    "ja": "（直線距離約{km}km）",
    "zh": "（直线距离约{km}公里）",
}
