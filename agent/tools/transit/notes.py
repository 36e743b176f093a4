# ruff: noqa: E501 (a sentence reads best as one)
"""Notes on ways and taxis, in four languages.

Options carry them in Korean, as `/directions` shows them; an answer in another language reads them back by the
very words that they were written with.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, partial
from typing import Final, Literal

from agent.tools.decision import Language, Text

Key = Literal[
    "climb",
    "no_road",
    "mountain",
    "last_gone",
    "not_yet",
    "last_near",
    "last_unsure",
    "buses_dated",
    "express",
    "limousines",
    "far",
    "surcharge",
    "guessed",
    "early",
]
Extra = Literal["night", "to_foot", "across", "outside", "tolls", "tolls_in"]

NOTES: Final[Mapping[Key, Text]] = {
    "climb": {
        "ko": "오르막이라 걷는 시간을 {minutes}분 더 잡았어요.",
        "en": "It is uphill, so {minutes} min more are allowed for the walk.",
        "ja": "上り坂なので徒歩の時間を{minutes}分多く見ています。",
        "zh": "因为是上坡，步行时间多算了{minutes}分钟。",
    },
    "no_road": {
        "ko": "남산 위까지는 택시가 못 올라가요. 01번 순환버스나 남산케이블카(요금 따로)를 타면 편해요.",
        "en": "Taxis may not drive up Namsan: bus 01 or the Namsan Cable Car (own fare) takes you up.",
        "ja": "タクシーは南山の上まで入れません。循環バス01番か南山ケーブルカー（別料金）が便利です。",
        "zh": "出租车不能开上南山，建议乘01路循环公交或南山缆车（另行收费）。",
    },
    "mountain": {
        "ko": "산이라 걷는 시간은 평지 기준의 어림이고, 오르는 데는 훨씬 더 걸려요.",
        "en": "It is a mountain: the walk is reckoned as on flat ground, and the climb takes much longer.",
        "ja": "山なので徒歩の時間は平地での目安で、登るにはもっとかかります。",
        "zh": "这是山，步行时间按平地估算，登山要花更久。",
    },
    "last_gone": {
        "ko": "막차가 끊겼어요. 첫차는 {first}쯤 있어요.",
        "en": "The last train has gone; the first one runs around {first}.",
        "ja": "終電後の時間帯です。始発は{first}ごろです。",
        "zh": "末班车已过，首班车约{first}。",
    },
    "not_yet": {
        "ko": "아직 첫차가 다니기 전이에요. 첫차는 {first}쯤 있어요.",
        "en": "Trains do not run yet; the first one leaves around {first}.",
        "ja": "まだ始発前です。始発は{first}ごろです。",
        "zh": "首班车还没开，首班车约{first}。",
    },
    "last_near": {
        "ko": "막차가 가까워요. 늦어도 {last}에는 타야 해요.",
        "en": "The last train is near: board by {last} at the latest.",
        "ja": "終電が近いです。遅くとも{last}には乗ってください。",
        "zh": "快到末班车了，最晚{last}要上车。",
    },
    "last_unsure": {
        "ko": "막차가 끊길 무렵이에요. 막차 시각을 역이나 앱에서 한 번 더 확인해 주세요.",
        "en": "It is about the time of the last trains: please check at the station or in an app.",
        "ja": "終電の時間帯です。駅やアプリで終電の時刻をご確認ください。",
        "zh": "已接近末班车时间，请在车站或应用中再确认一下。",
    },
    "buses_dated": {
        "ko": "버스는 {year}년 {month}월 노선 기준이고 시간은 추정이에요.",
        "en": "Bus routes are those of {month}/{year}, and the times are estimates.",
        "ja": "バスは{year}年{month}月の路線によるもので、所要時間は目安です。",
        "zh": "公交线路以{year}年{month}月为准，时间为估算。",
    },
    "express": {
        "ko": "서울역–인천공항 직통열차({minutes}분, {every}분 간격, {won}원, {date} 기준)도 있어요.",
        "en": "A nonstop express runs between Seoul Station and the airport too ({minutes} min, every {every} min, ₩{won} as of {date}).",
        "ja": "ソウル駅と空港を結ぶ直通列車もあります（{minutes}分、{every}分間隔、{won}ウォン、{date}時点）。",
        "zh": "首尔站与机场之间还有直达列车（{minutes}分钟，每{every}分钟一班，{won}韩元，截至{date}）。",
    },
    "limousines": {
        "ko": "공항버스도 다니지만 노선과 요금 자료가 없어서 비교하지는 못했어요.",
        "en": "Airport limousine buses run too, but their routes and fares are not in our data.",
        "ja": "空港リムジンバスもありますが、路線と料金のデータがないため比べていません。",
        "zh": "另有机场大巴，但我们没有其线路和票价数据，未作比较。",
    },
    "far": {
        "ko": "{station}역에서는 걷기에 멀어서, 역에서 버스나 택시로 갈아타는 편이 좋아요.",
        "en": "The station is far from there on foot: take a local bus or a taxi between them.",
        "ja": "駅から歩くには遠いので、バスかタクシーに乗り継ぐのがおすすめです。",
        "zh": "从车站步行较远，建议换乘公交或出租车。",
    },
    "surcharge": {
        "ko": "{lines} 별도 운임이 들어 있어요.",
        "en": "The fare includes this line's surcharge.",
        "ja": "別途運賃を含みます。",
        "zh": "票价已含该线路的附加费。",
    },
    "guessed": {
        "ko": "운임은 추정 거리로 계산해서 조금 다를 수 있어요.",
        "en": "The fare rests on an estimated distance and may differ slightly.",
        "ja": "運賃は推定距離によるもので、多少異なる場合があります。",
        "zh": "票价按估算距离计算，可能略有出入。",
    },
    "early": {
        "ko": "대중교통 요금은 오전 6시 30분 전에 타는 조조할인 기준이에요.",
        "en": "Transit fares are early-bird fares, for boarding before 6:30 a.m.",
        "ja": "公共交通の運賃は午前6時30分より前に乗る場合の早朝割引です。",
        "zh": "公共交通票价为早上6:30前乘车的早鸟优惠价。",
    },
}
EXTRAS: Final[Mapping[Extra, Text]] = {
    "night": {
        "ko": "심야",
        "en": "night surcharge",
        "ja": "深夜割増",
        "zh": "夜间附加费",
    },
    "to_foot": {
        "ko": "남산 아래까지",
        "en": "to the foot of Namsan",
        "ja": "南山のふもとまで",
        "zh": "只到南山山下",
    },
    "across": {  # before `outside`, whose words it holds
        "ko": "다른 시로 넘어가면 시계 외",
        "en": "if it crosses into another city, out-of-city surcharge",
        "ja": "ほかの市に入る場合は市外割増",
        "zh": "如跨市则加跨市附加费",
    },
    "outside": {
        "ko": "시계 외",
        "en": "out-of-city surcharge",
        "ja": "市外割増",
        "zh": "跨市附加费",
    },
    "tolls": {
        "ko": "통행료 {least}~{most}원 별도",
        "en": "plus tolls of ₩{least}–{most}",
        "ja": "通行料{least}〜{most}ウォン別",
        "zh": "过路费{least}–{most}韩元另计",
    },
    "tolls_in": {
        "ko": "통행료 {won}원 포함",
        "en": "tolls of ₩{won} included",
        "ja": "通行料{won}ウォン込み",
        "zh": "含过路费{won}韩元",
    },
}
"""What a taxi's fare has in it, or has not."""


def korean(key: Key, **values: object) -> str:
    """A note as an option carries it. Raises KeyError where a value lacks."""
    return NOTES[key]["ko"].format(**values)


def extra(key: Extra, **values: object) -> str:
    """What a taxi's fare has in it, as the taxi carries it. Raises KeyError where a value lacks."""
    return EXTRAS[key]["ko"].format(**values)


def note(text: str, language: Language) -> str:
    """An option's notes in another language."""
    return _told(text, language, tuple(NOTES.values())).replace("。 ", "。")


def apart(told: Iterable[str], language: Language) -> tuple[str, str]:
    """The notes of several options, each sentence once: whether trains still run, which is said first, and the rest."""
    running, rest = list[str](), list[str]()
    for text in told:
        found = next((found for key in URGENT if (found := _reader(NOTES[key]["ko"]).search(text))), None)
        running += [found[0]] if found else []
        rest += _SENTENCE.split(text.replace(found[0], "").strip() if found else text)
    first, others = (" ".join(dict.fromkeys(filter(None, each))) for each in (running, rest))
    return note(first, language), note(others, language)


URGENT: Final[tuple[Key, ...]] = ("last_gone", "not_yet", "last_near")
_SENTENCE: Final = re.compile(r"(?<=요\.)\s+")


def surcharge(text: str | None, language: Language) -> str:
    """A taxi's surcharges in another language."""
    return _told(text or "", language, tuple(EXTRAS.values()))


def _told(text: str, language: Language, known: tuple[Text, ...]) -> str:
    if language == "ko":
        return text
    for texts in known:
        text = _reader(texts["ko"]).sub(partial(_filled, texts[language]), text)
    return text


def _filled(template: str, found: re.Match[str]) -> str:
    return template.format(**found.groupdict())


@cache
def _reader(template: str) -> re.Pattern[str]:
    """Reads the values back that a template was filled with; none of them has spaces."""
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>\\S+?)", re.escape(template)))
