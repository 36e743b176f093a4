"""Somebody who left or lost something on the way: 지하철에 폰 두고 내렸어."""

import re
from typing import Final

LOST: Final = re.compile(
    r"(?:두고|놓고|놔두고|흘리고)\s?(?:내[렸림려]|왔|나왔|온\s?(?:것|거)|갔)|(?<!길을\s)(?<!길\s)(?<!길을)잃어\s?버[렸린려]"
    r"|(?:도난|소매치기|날치기)(?:을|를)?\s?당|지갑\S{0,2}\s?(?:털|없어)"
    r"|\b(?:left|forgot)\s(?:my|our|a|the|something)\b.{0,40}\b(?:on|in|at)\b"
    r"|\b(?:i|we)(?:'ve|\shave)?\s(?:just\s)?lost\s(?:my|our|a)\b|\bgot\s(?:robbed|pickpocketed)\b|\bwas\sstolen\b"
    r"|忘れ(?:てき|ました|て降)|落とし(?:ました|て)|なくし(?:ました|た|て)|盗まれ|失くし"
    r"|(?:落|忘|丢|丟|遗失|遺失|掉)在.{0,8}(?:车|車|地铁|地鐵|公交|出租|计程|計程)|(?:丢|丟|遗失|遺失|弄丢|不见)了|被偷",
    re.IGNORECASE,
)
"""It happened."""
FOUND: Final = re.compile(
    r"분실물|유실물|습득물|\blost[\s-](?:and[\s-]found|property)\b|忘れ物|落とし物|失物招[领領]",
    re.IGNORECASE,
)
"""Where such things are kept."""
