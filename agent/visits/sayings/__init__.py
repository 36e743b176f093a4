"""The sentences of answers on a visit, in four languages, by their keys.

`{of}`, `{topic}` and `{subject}` name the place in the first sentence and are empty after it.
"""

from collections.abc import Mapping
from typing import Final

from agent.tools.decision import Text
from agent.visits.sayings import fees, hours, services

YES: Final[Text] = {"ko": "네, ", "en": "yes, ", "ja": "はい、", "zh": "是的，"}
NO: Final[Text] = {"ko": "아니요, ", "en": "no, ", "ja": "いいえ、", "zh": ""}
SAY: Final[Mapping[str, Text]] = {**hours.SAY, **fees.SAY, **services.SAY}
