"""A traveller who asks nothing: we had a wonderful day."""

import re

from agent.tools.reading import cues
from agent.tools.reading.read import Reading

_FELT = re.compile(
    r"^(?:(?:oh|wow|well|haha|lol|ok|so|but|and|hi|hey|hello)[\s,!.]+)*(?:(?:my|our)?\s?(?:very\s)?first\s(?:time|trip|visit|day)\b|(?:we|i)\s(?:(?:really|just|also|both)\s)?(?:had|love[ds]?|enjoy(?:ed)?|like[ds]?|visited|went|ate|saw|came|am|was|were|are|feel|felt|think|hope)\b"
    r"|(?:i'm|im|we're|my)\s|(?:it|this|that|seoul|korea|everything|everyone|the\s\w+|people|food)(?:'s|\s(?:is|was|are|were|looks?|feels?|tastes?))\s)"
    r"(?!.*(?:\?|\b(?:want|need|looking|search|lost|can|could|should|how|what|where|when|which|who|any|closed|open|late|staying|hotel|hurts?|sick|is\sit|in\sa\shurry)\b))",
    re.IGNORECASE,
)
"""How someone feels, or what was done, and no question: we had a wonderful day."""


def felt(reading: Reading) -> bool:
    """Whether a traveller only tells something."""
    cued = reading.asks or reading.elsewhere or reading.go or reading.ride or reading.ends.roles
    return bool(_FELT.search(reading.text)) and not (cued or cues.TRADE.search(reading.text))
