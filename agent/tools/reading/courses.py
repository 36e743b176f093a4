# ruff: noqa: E501 (lists of patterns read best as one flowing text)
"""Whether a day of several places is asked for, and how long a day: 하루 코스 짜줘, 1박 2일 일정, half a day."""

import re

_ASKED = re.compile(
    r"(?:하루|반나절|당일|당일치기|[12]박\s?[23]일|데이트|여행|관광|도보|산책|국룰|시내|나들이|답사|뚜벅이)\s?코스"
    r"|코스\s?(?:좀\s?|를\s?|로\s?)?(?:짜|추천|알려|만들|골라|부탁|제안|정해)|일정\s?(?:좀\s?|을\s?|표\s?)?(?:짜|추천|세워|만들|부탁|제안)"
    r"|동선\s?(?:좀\s?|을\s?)?(?:짜|추천)|(?:하루|반나절|당일치기|[12]박\s?[23]일)\s?(?:동안\s?)?(?:일정|동선|계획|플랜)"
    r"|\bitinerar(?:y|ies)\b|\bplan\s(?:me\s)?(?:my|a|our|one|the)\s(?:\w+\s)?(?:day|trip|afternoon)\b"
    r"|\b(?:one|half|full|single)[\s-]day\s(?:\w+\s)?(?:course|plan|route|tour|trip)\b|\bwalking\s(?:route|course|tour)\b"
    r"|(?:モデル|観光|散策|一日|半日|1日|デート|お散歩|散歩)\s?(?:の)?コース|コースを?(?:組|作|教|おすすめ|提案)|(?:旅程|プラン|スケジュール)を?(?:組|立|作|教)"
    r"|(?:一日|半日|一天|半天|两天|兩天)(?:游|遊|行程|路线|路線)|(?:安排|规划|設計|设计|推荐|推薦|制定)\S{0,8}(?:行程|路线|路線)|行程(?:安排|推荐|推薦|规划)",
    re.IGNORECASE,
)
_SPORT = re.compile(
    r"등산|산행|러닝|달리기|조깅|마라톤|자전거|라이딩|하이킹|트레킹|둘레길|초보|hik(?:e|ing)|running|jogging|cycling|bike"
    r"|登山|ハイキング|ランニング|サイクリング|跑步|骑行|徒步",
    re.IGNORECASE,
)
"""Courses of another sort: one way through one place."""
_HALVED = re.compile(
    r"반나절|half[\s-](?:a\s)?day|半日|半天|오전만|오후만|\b(?:afternoon|morning)\b", re.IGNORECASE
)
_DAYS = re.compile(
    r"[12]박\s?(?P<ko>[23])일|(?<!\d)(?P<days>[23])\s?일\s?(?:간|동안|코스|일정)|\b(?P<en>two|three|2|3)[\s-](?:full\s)?days?\b|(?<!\d)(?P<ja>[23])日間|[12]泊(?P<stay>[23])日|(?P<zh>[二两兩三23])(?:天|日)(?:游|遊|行程|路线|路線|一夜|两夜)",
    re.IGNORECASE,
)
_NUMBERS = {"two": 2, "three": 3, "二": 2, "两": 2, "兩": 2, "三": 3}


def is_asked(question: str) -> bool:
    return bool(_ASKED.search(question)) and not _SPORT.search(question)


def halved(question: str) -> bool:
    return bool(_HALVED.search(question))


def days(question: str) -> int:
    """1 to 3."""
    found = _DAYS.search(question)
    if found is None:
        return 1
    said = next(filter(None, found.groups())).lower()
    return _NUMBERS.get(said) or int(said)
