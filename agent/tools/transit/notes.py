# ruff: noqa: E501 (a sentence reads best as one)
"""An option's and a taxi's Korean notes in the other languages."""

import re
from collections.abc import Mapping
from typing import Final

from agent.tools.decision import Language

_NOTES: Final[tuple[tuple[re.Pattern[str], Mapping[Language, str]], ...]] = (
    (
        re.compile(r"오르막이라 걷는 시간을 (\d+)분 더 잡았어요\."),
        {
            "en": r"It is uphill, so \1 min more are allowed for the walk.",
            "ja": r"上り坂なので徒歩の時間を\1分多く見ています。",
            "zh": r"因为是上坡，步行时间多算了\1分钟。",
        },
    ),
    (
        re.compile(
            r"남산 위까지는 택시가 못 올라가요\. 01번 순환버스나 남산케이블카\(요금 따로\)를 타면 편해요\."
        ),
        {
            "en": "Taxis may not drive up Namsan: bus 01 or the Namsan Cable Car (own fare) takes you up.",
            "ja": "タクシーは南山の上まで入れません。循環バス01番か南山ケーブルカー（別料金）が便利です。",
            "zh": "出租车不能开上南山，建议乘01路循环公交或南山缆车（另行收费）。",
        },
    ),
    (
        re.compile(r"산이라 걷는 시간은 평지 기준의 어림이고, 오르는 데는 훨씬 더 걸려요\."),
        {
            "en": "It is a mountain: the walk is reckoned as on flat ground, and the climb takes much longer.",
            "ja": "山なので徒歩の時間は平地での目安で、登るにはもっとかかります。",
            "zh": "这是山，步行时间按平地估算，登山要花更久。",
        },
    ),
    (
        re.compile(r"막차가 끊겼어요\. 첫차는 (\d\d:\d\d)쯤 있어요\."),
        {
            "en": r"The last train has gone; the first one runs around \1.",
            "ja": r"終電後の時間帯です。始発は\1ごろです。",
            "zh": r"末班车已过，首班车约\1。",
        },
    ),
    (
        re.compile(r"아직 첫차가 다니기 전이에요\. 첫차는 (\d\d:\d\d)쯤 있어요\."),
        {
            "en": r"Trains do not run yet; the first one leaves around \1.",
            "ja": r"まだ始発前です。始発は\1ごろです。",
            "zh": r"首班车还没开，首班车约\1。",
        },
    ),
    (
        re.compile(r"막차가 가까워요\. 늦어도 (\d\d:\d\d)에는 타야 해요\."),
        {
            "en": r"The last train is near: board by \1 at the latest.",
            "ja": r"終電が近いです。遅くとも\1には乗ってください。",
            "zh": r"快到末班车了，最晚\1要上车。",
        },
    ),
    (
        re.compile(r"막차가 끊길 무렵이에요\. 막차 시각을 역이나 앱에서 한 번 더 확인해 주세요\."),
        {
            "en": "It is about the time of the last trains: please check at the station or in an app.",
            "ja": "終電の時間帯です。駅やアプリで終電の時刻をご確認ください。",
            "zh": "已接近末班车时间，请在车站或应用中再确认一下。",
        },
    ),
    (
        re.compile(r"버스는 (\d{4})년 (\d{1,2})월 노선 기준이고 시간은 추정이에요\."),
        {
            "en": r"Bus routes are those of \1-\2, and the times are estimates.",
            "ja": r"バスは\1年\2月の路線によるもので、所要時間は目安です。",
            "zh": r"公交线路以\1年\2月为准，时间为估算。",
        },
    ),
    (
        re.compile(
            r"서울역–인천공항 직통열차\((\d+)분, (\d+)분 간격, ([\d,]+)원, (\d{4}-\d\d) 기준\)도 있어요\."
        ),
        {
            "en": r"A nonstop express runs between Seoul Station and the airport too (\1 min, every \2 min, ₩\3 as of \4).",
            "ja": r"ソウル駅と空港を結ぶ直通列車もあります（\1分、\2分間隔、\3ウォン、\4時点）。",
            "zh": r"首尔站与机场之间还有直达列车（\1分钟，每\2分钟一班，\3韩元，截至\4）。",
        },
    ),
    (
        re.compile(r"공항버스도 다니지만 노선과 요금을 저희가 갖고 있지 않아서 견주지는 못했어요\."),
        {
            "en": "Airport limousine buses run too, but their routes and fares are not in our data.",
            "ja": "空港リムジンバスもありますが、路線と料金のデータがないため比べていません。",
            "zh": "另有机场大巴，但我们没有其线路和票价数据，未作比较。",
        },
    ),
    (
        re.compile(r"\S+역에서는 걷기에 멀어서, 역에서 버스나 택시로 갈아타는 편이 좋아요\."),
        {
            "en": "The station is far from there on foot: take a local bus or a taxi between them.",
            "ja": "駅から歩くには遠いので、バスかタクシーに乗り継ぐのがおすすめです。",
            "zh": "从车站步行较远，建议换乘公交或出租车。",
        },
    ),
    (
        re.compile(r"(\S+) 별도 운임이 들어 있어요\."),
        {
            "en": "The fare includes this line's surcharge.",
            "ja": "別途運賃を含みます。",
            "zh": "票价已含该线路的附加费。",
        },
    ),
    (
        re.compile(r"운임은 추정 거리로 계산해서 조금 다를 수 있어요\."),
        {
            "en": "The fare rests on an estimated distance and may differ slightly.",
            "ja": "運賃は推定距離によるもので、多少異なる場合があります。",
            "zh": "票价按估算距离计算，可能略有出入。",
        },
    ),
    (
        re.compile(r"오전 6시 30분 전에 타면 조조할인을 받아요\."),
        {
            "en": "Board before 6:30 a.m. for the early-bird fare.",
            "ja": "午前6時30分前の乗車は早朝割引です。",
            "zh": "早上6:30前乘车享受早鸟优惠。",
        },
    ),
)
_SURCHARGES: Final[tuple[tuple[re.Pattern[str], Mapping[Language, str]], ...]] = (
    (re.compile("심야"), {"en": "night surcharge", "ja": "深夜割増", "zh": "夜间附加费"}),
    (
        re.compile("남산 아래까지"),
        {"en": "to the foot of Namsan", "ja": "南山のふもとまで", "zh": "只到南山山下"},
    ),
    (re.compile("시계 외"), {"en": "out-of-city surcharge", "ja": "市外割増", "zh": "跨市附加费"}),
    (
        re.compile(r"통행료 ([\d,]+)~([\d,]+)원 별도"),
        {
            "en": r"plus tolls of ₩\1–\2",
            "ja": r"通行料\1〜\2ウォン別",
            "zh": r"过路费\1–\2韩元另计",
        },
    ),
    (
        re.compile(r"통행료 ([\d,]+)원 포함"),
        {
            "en": r"tolls of ₩\1 included",
            "ja": r"通行料\1ウォン込み",
            "zh": r"含过路费\1韩元",
        },
    ),
)


def note(text: str, language: Language) -> str:
    """An option's Korean note in another language; parts without a translation stay Korean."""
    if language == "ko":
        return text
    for pattern, words in _NOTES:
        text = pattern.sub(words[language], text)
    return text.replace("。 ", "。")


def surcharge(text: str | None, language: Language) -> str:
    """A taxi's Korean surcharge note in another language."""
    if text is None or language == "ko":
        return text or ""
    for pattern, words in _SURCHARGES:
        text = pattern.sub(words[language], text)
    return text
