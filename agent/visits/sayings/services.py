"""What there is at a place beside its door and its fee, how old that is, and who knows more."""

from collections.abc import Mapping
from typing import Final

from agent.tools.decision import Text

SAY: Final[Mapping[str, Text]] = {
    "no_part": {
        "ko": "{of}{part} 정보는 확인하지 못했어요.",
        "en": "{topic}I have not confirmed anything about the {part} there.",
        "ja": "{topic}{part}についての情報は確認できていません。",
        "zh": "{topic}{part}的信息尚未确认。",
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
