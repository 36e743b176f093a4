"""What stands between words and between sentences, in four languages."""

from typing import Final

from agent.tools.decision import Text

COMMA: Final[Text] = {"ko": ", ", "en": ", ", "ja": "、", "zh": "、"}
"""Between the items of a list."""
GAP: Final[Text] = {"ko": " ", "en": " ", "ja": "", "zh": ""}
"""Between two sentences."""
