"""Who pays how much, and what is free."""

from collections.abc import Mapping
from typing import Final

from agent.tools.decision import Text

SAY: Final[Mapping[str, Text]] = {
    "no_gate": {
        "ko": "{topic}입장료 없이 드나드는 곳이에요.",
        "en": "{topic}there is no admission fee.",
        "ja": "{topic}入場料なしで入れます。",
        "zh": "{topic}不收门票。",
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
    "free_then": {
        "ko": "{topic}그날 무료예요.",
        "en": "{topic}free on that day.",
        "ja": "{topic}その日は無料です。",
        "zh": "{topic}当天免费。",
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
}
