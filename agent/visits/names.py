"""How guests, services, days and feasts are called in four languages."""

from typing import Final

from agent.tools.decision import Text

WHO: Final[dict[str, Text]] = {
    "adult": {"ko": "어른", "en": "adults", "ja": "大人", "zh": "成人"},
    "youth": {"ko": "청소년", "en": "youth", "ja": "青少年", "zh": "青少年"},
    "child": {"ko": "어린이", "en": "children", "ja": "子ども", "zh": "儿童"},
    "senior": {"ko": "만 65세 이상", "en": "those aged 65 and over", "ja": "65歳以上", "zh": "65岁以上"},
    "infant": {"ko": "유아", "en": "infants", "ja": "幼児", "zh": "幼儿"},
    "student": {"ko": "대학생", "en": "university students", "ja": "大学生", "zh": "大学生"},
}

COUNTED: Final[Text] = {
    "ko": "{who} {count}명 {won}",
    "en": "{who} × {count} = {won}",
    "ja": "{who}{count}名 {won}",
    "zh": "{who}{count}位 {won}",
}
"""So many guests of an age, and what they pay; won may be empty."""

SERVICES: Final[dict[str, Text]] = {
    "parking": {"ko": "주차", "en": "parking", "ja": "駐車場", "zh": "停车"},
    "wheelchair": {
        "ko": "휠체어 이용",
        "en": "wheelchair access",
        "ja": "車椅子でのご利用",
        "zh": "轮椅通行",
    },
    "stroller": {"ko": "유모차", "en": "strollers", "ja": "ベビーカー", "zh": "婴儿车"},
    "pets": {"ko": "반려동물 동반", "en": "whether pets are allowed", "ja": "ペット同伴", "zh": "携带宠物"},
    "booking": {
        "ko": "예약",
        "en": "whether you need a reservation",
        "ja": "予約の要否",
        "zh": "是否需要预约",
    },
    "locker": {"ko": "물품 보관", "en": "lockers and luggage storage", "ja": "荷物預かり", "zh": "行李寄存"},
    "guide": {"ko": "해설", "en": "guided tours", "ja": "ガイド・解説", "zh": "讲解"},
    "photo": {"ko": "사진 촬영", "en": "photography rules", "ja": "写真撮影", "zh": "拍照"},
    "food": {"ko": "음식 반입", "en": "bringing food", "ja": "飲食", "zh": "饮食"},
    "nursing": {"ko": "수유실", "en": "nursing rooms", "ja": "授乳室", "zh": "母婴室"},
    "toilet": {"ko": "화장실", "en": "restrooms", "ja": "トイレ", "zh": "洗手间"},
    "combined": {"ko": "통합 관람권", "en": "combined tickets", "ja": "共通券", "zh": "联票"},
    "mass": {
        "ko": "미사·예배 시간",
        "en": "times of worship",
        "ja": "ミサ・礼拝の時間",
        "zh": "弥撒·礼拜时间",
    },
    "templestay": {"ko": "템플스테이", "en": "temple stays", "ja": "テンプルステイ", "zh": "寺庙寄宿"},
    "student": {"ko": "학생 할인", "en": "student discounts", "ja": "学生割引", "zh": "学生优惠"},
    "bike": {"ko": "자전거 이용", "en": "bicycles", "ja": "自転車", "zh": "自行车"},
    "card": {"ko": "결제 수단", "en": "which payments are taken", "ja": "支払い方法", "zh": "付款方式"},
    "id": {"ko": "신분증 지참", "en": "whether you need an ID", "ja": "身分証の要否", "zh": "是否需要证件"},
    "outlet": {"ko": "콘센트", "en": "power outlets", "ja": "コンセント", "zh": "插座"},
    "duration": {
        "ko": "관람에 걸리는 시간",
        "en": "how long a visit takes",
        "ja": "見学の所要時間",
        "zh": "参观所需时间",
    },
}

SEASONS: Final[dict[str, Text]] = {
    "winter": {"ko": "겨울", "en": "in winter", "ja": "冬", "zh": "冬季"},
    "summer": {"ko": "여름", "en": "in summer", "ja": "夏", "zh": "夏季"},
    "spring": {"ko": "봄", "en": "in spring", "ja": "春", "zh": "春季"},
    "autumn": {"ko": "가을", "en": "in autumn", "ja": "秋", "zh": "秋季"},
}
FEASTS: Final[dict[str, Text]] = {
    "seollal": {
        "ko": "설날",
        "en": "on Lunar New Year's Day (설날)",
        "ja": "旧正月（설날）",
        "zh": "春节（설날）",
    },
    "chuseok": {"ko": "추석", "en": "on Chuseok (추석)", "ja": "秋夕（추석）", "zh": "中秋节（추석）"},
    "buddha": {"ko": "부처님오신날", "en": "on Buddha's Birthday", "ja": "釈迦誕生日", "zh": "佛诞日"},
}
KINDS: Final[dict[str, Text]] = {
    "today": {"ko": "오늘", "en": "today", "ja": "今日", "zh": "今天"},
    "tomorrow": {"ko": "내일", "en": "tomorrow", "ja": "明日", "zh": "明天"},
    "later": {"ko": "모레", "en": "the day after tomorrow", "ja": "明後日", "zh": "后天"},
    "weekend": {"ko": "주말", "en": "at weekends", "ja": "週末", "zh": "周末"},
    "workdays": {"ko": "평일", "en": "on weekdays", "ja": "平日", "zh": "平日"},
    "holiday": {"ko": "공휴일", "en": "on public holidays", "ja": "祝日", "zh": "法定节假日"},
}
