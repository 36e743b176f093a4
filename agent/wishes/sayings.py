"""What is said beside the places of a course, and of those told by their distance, in four languages."""

from typing import Final

from agent.tools.decision import Text

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
