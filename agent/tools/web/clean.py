"""Text from the web made harmless: no markup, nothing invisible, no roles, no orders to a model.

What remains is still only data: `fence` puts it between marks that a page cannot guess. Folding first (NFKC,
entities), then removing, then again until nothing changes, so that what one pass uncovers the next one sees.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from agent.tools.web.address import address
from agent.tools.web.found import Source
from agent.tools.web.orders import fares, orders

TITLE_CHARS = 120
SNIPPET_CHARS = 600
_RAW_CHARS = 8_000
_ROUNDS = 6

_INVISIBLE = re.compile(
    # Hangul fillers, combining joiner, Khmer vowels, blank Braille cell, variation selectors
    "[\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u2800\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_HIDDEN_ELEMENT = re.compile(
    r"<(script|style|template|noscript|iframe|svg|textarea|title|instructions?|system|prompt|admin|task|commands?|rules?"
    r"|(?<!<<)(?:지시|지시사항|명령|시스템|指示|命令|指令|任务|系统|システム))\b[^<>]*>"
    r".*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_UNSEEN_ELEMENT = re.compile(
    r"<([a-z]\w*)\b[^<>]*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01]?(?:px|pt)?\s*[;\"']"
    r"|opacity\s*:\s*0(?![.\d])|(?:left|top|text-indent)\s*:\s*-\d{3,}|(?:height|width)\s*:\s*[01](?:px)?\s*[;\"']"
    r"|color\s*:\s*(?:#f{3}(?:f{3})?\b|white|transparent)|clip\s*:|aria-hidden\s*=\s*[\"']?true"
    r"|\shidden(?=[\s>/=]))[^<>]*>.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_FOLDABLE = re.compile("[^\u3131-\u3163]+")
"""All but the single Korean letters (ㅋㅋ, ㅠㅠ), which NFKC would turn into conjoining ones."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>", re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:[a-z!?]|(?<!<<)[^\W\d_])[^<>]*>", re.IGNORECASE)
_CLOSED = re.compile(
    r"</\s*[\w-]*(?:results?|context|documents?|sources?|search|untrusted|검색|결과|자료|문서|検索|結果|資料|搜索|结果|资料)[\w-]*\s*>",
    re.IGNORECASE,
)
"""A tag that poses as the end of the data."""
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_ADDRESS = re.compile(
    r"(?:\b(?:https?|ftp)://|\bwww\.|\b(?:javascript|data|vbscript):)[^\s<>\"'()\[\]]+", re.IGNORECASE
)
_DOMAIN = re.compile(
    r"(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|shop|store|site|online|app|link|click|xyz|top|io|me|cc|tv|ly|ru"
    r"|tk|example|test|kr|jp|cn|tw|hk)(?![\w-])(?:[/?#:][^\s<>\"'()\[\]]*)?",
    re.IGNORECASE,
)
_ENCODED = re.compile(r"[A-Za-z0-9+/_=-]{48,}")
_ROLES = (
    r"system|assistant|user|human|developer|instructions?|response|tool|prompt"
    r"|시스템|어시스턴트|사용자|개발자|지시|지시\s?사항|명령|응답|프롬프트"
    r"|システム|アシスタント|ユーザー|指示|命令|系统|系統|助手|用户|用戶|指令|提示词"
)
_TOKEN = re.compile(
    # ChatML, Llama 3, Qwen, DeepSeek, harmony; EXAONE; with the role that follows
    rf"(?:<\|[^<>|]{{0,40}}\|?>|\[\|[^\[\]|]{{0,40}}\|\])(?:\s*(?:{_ROLES})\b)?\s*"
    r"|\[/?(?:INST|SYS|SYSTEM(?:_PROMPT)?|BOS|EOS|UNK|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|PREFIX|SUFFIX)\]"
    r"|<{2}\s*/?\s*SYS\s*>{2}|</?s>",
    re.IGNORECASE,
)
_ROLE = re.compile(
    rf"(?:[\[(【]\s*(?:{_ROLES}|operator|admin\w*|운영자|관리자|管理者|管理员)\b[^\[\]()【】]{{0,16}}[\])】]|#{{2,}}\s*(?:{_ROLES})\b\s*[::]?"
    rf"|(?:^|(?<=[\n.!?。!?]))\s*[*_>#\s]{{0,4}}(?:{_ROLES})\s?(?:prompt|message|프롬프트|메시지|メッセージ|消息)?[*_]{{0,2}}\s*:)",
    re.IGNORECASE | re.MULTILINE,
)
_ANGLES = re.compile(r"<{3,}|>{3,}")
_FENCE = re.compile(r"([-=_~*#`|+\"'«»⟦⟧【】\[\]{}])\1{2,}|<{2,}|>{2,}|[⟦⟧«»]")
_BOUNDARY = re.compile(
    r"\b(?:begin|end)(?:ning)?\s+(?:of\s+)?(?:the\s+)?(?:untrusted\s+|external\s+|web\s+|search\s+)*"
    r"(?:data|results?|sources?|content|context|documents?|input|instructions?|prompt)\b"
    r"|(?:검색\s?결과|자료|데이터|출처|문서)(?:의|는|은)?\s?(?:시작|끝|종료|여기까지)(?=[\s\]>.)]|$)"
    r"|\bthat\s+is\s+all\s+(?:of\s+)?the\s+(?:material|data|results?|sources?)\b|(?:データ|検索結果|資料)[のは]?(?:開始|終了|終わり|ここまで)|(?:数据|數據|搜索结果|资料|資料)(?:开始|结束|結束|到此)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\[\s*\^?\d{1,5}(?:\s*,\s*\d{1,5})*\s*\]|【\d{1,5}】")
_MARK = "⁂"
"""Stands where something posed as a role or as the end of the data: what is said there is not kept."""
_SENTENCE = re.compile(r"(?:[^.!?。\n]|\.(?=\w))+[.!?。]*[\"'”’」』)]*\n*|[.!?。\n]+")
_ENDED = re.compile(r"[.!?。][\"'”’」』)]*\s*$")
_LONGEST_ORDER = 5
"""Lines over which an order may be spread."""
_SPACE = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]+")
_LINES = re.compile(r"\s*\n\s*")
_BEFORE_STOP = re.compile(r"\s+(?=[,.!?)](?:\s|$))")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def text(raw: object, limit: int, *, read: int = _RAW_CHARS) -> str:
    """One line of plain text, at most `limit` characters; empty when nothing harmless is left.

    `read`: characters of `raw` that are looked at.
    """
    if not isinstance(raw, str):
        return ""
    clean = raw[:read].replace(_MARK, " ")
    for _ in range(_ROUNDS):
        before, clean = clean, _strip(_fold(clean))
        if clean == before:
            break
    clean = "".join(_enough(_harmless(_SENTENCE.findall(clean)), limit))
    clean = _BEFORE_STOP.sub("", _SPACE.sub(" ", _LINES.sub(" ", clean))).strip()
    return cut(clean, limit)


def turnless(raw: str) -> str:
    """A person's own words without the tokens that set turns apart: some endpoints obey those anywhere."""
    return _TOKEN.sub(" ", raw)


def _enough(parts: Iterable[str], limit: int) -> Iterator[str]:
    """The parts until they hold more than `limit` characters: what is cut off anyway costs no look."""
    length = 0
    for part in parts:
        yield part
        length += len(_SPACE.sub(" ", part).strip())
        if length > limit:
            return


def _harmless(parts: list[str]) -> Iterator[str]:
    """Sentences and lines that are neither orders nor fares, nor together make an order broken into lines."""
    at = 0
    while at < len(parts):
        if refused(parts[at]):
            at += 1
            continue
        last = at
        while last < len(parts) and last - at < _LONGEST_ORDER and not _ENDED.search(parts[last]):
            last += 1
        joined = [
            " ".join(map(str.strip, parts[at:end])) for end in range(at + 2, min(last + 1, len(parts)) + 1)
        ]
        if any(map(refused, joined)):
            at = min(last + 1, len(parts))
            continue
        yield parts[at]
        at += 1


def refused(sentence: str) -> bool:
    return _MARK in sentence or orders(sentence) or fares(sentence)


def _fold(raw: str) -> str:
    """Entities and look-alikes become what they stand for; what no reader sees is removed."""
    folded = _FOLDABLE.sub(lambda run: unicodedata.normalize("NFKC", run[0]), html.unescape(raw))
    folded = folded.replace("\r\n", "\n").replace("\r", "\n")
    seen = (one if one in "\n\t" or not unicodedata.category(one).startswith("C") else "" for one in folded)
    return _INVISIBLE.sub("", "".join(seen)).replace("\u2028", "\n").replace("\u2029", "\n")


def _strip(folded: str) -> str:
    """A space takes the place of what is removed, so that two halves never join into a new mark."""
    for pattern in (_COMMENT, _HIDDEN_ELEMENT, _UNSEEN_ELEMENT):
        folded = pattern.sub(" ", folded)
    folded = _TAG.sub("", _CLOSED.sub(f" {_MARK}\n", _TOKEN.sub(f" {_MARK}", _BREAK.sub("\n", folded))))
    folded = _LINK.sub(r"\1", folded)
    for pattern in (_ROLE, _ANGLES, _BOUNDARY):
        folded = pattern.sub(f" {_MARK} ", folded)
    for pattern in (_ADDRESS, _DOMAIN, _ENCODED, _FENCE, _REFERENCE):
        folded = pattern.sub(" ", folded)
    return folded


def cut(clean: str, limit: int) -> str:
    """At most `limit` characters, ended at a word."""
    if len(clean) <= limit:
        return clean
    head = clean[: limit - 1]
    space = head.rfind(" ")
    return (head[:space] if space > limit // 2 else head).rstrip(" ,.·") + "…"


def addresses(text: str, hosts: Iterable[str]) -> list[str]:
    """What in a text leads elsewhere than to `hosts`."""
    found = (match[0] for pattern in (_ADDRESS, _DOMAIN) for match in pattern.finditer(text))
    return [one for one in found if _host(one) not in hosts]


def _host(link: str) -> str:
    host = urlsplit(link if "://" in link else f"https://{link}").hostname or ""
    return host.removeprefix("www.")


def day(raw: object) -> str | None:
    """The ISO day at the start of a date; words such as "2 weeks ago" give None."""
    found = _DAY.match(raw) if isinstance(raw, str) else None
    return found[0] if found else None


def source(provider: str, title: Any, url: Any, snippet: Any, date: Any) -> Source | None:
    """A result made clean; None when its address is not fit to show or nothing is left to read."""
    link = address(url)
    said = text(snippet, SNIPPET_CHARS)
    name = text(title, TITLE_CHARS)
    if link is None or not (said or name):
        return None
    return Source(
        title=name or urlsplit(link).hostname or link,
        url=link,
        snippet=said,
        provider=provider,
        date=day(date),
    )


def fence(sources: Iterable[Source], nonce: str) -> str:
    """The block of data for a prompt: numbered from 1, between marks that carry `nonce`.

    `nonce` must be fresh and random (`secrets.token_hex(6)`): what a page cannot guess it cannot close.
    No cleaned text holds three of one mark in a row, so nothing inside looks like the fence either.
    """
    lines = [f"<<<DATA {nonce}"]
    for number, one in enumerate(sources, 1):
        host = urlsplit(one.url).hostname or ""
        lines.append(f"[{number}] {one.title} ({', '.join(part for part in (host, one.date) if part)})")
        if one.snippet:
            lines.append(f"    {one.snippet}")
    lines.append(f"DATA {nonce}>>>")
    return "\n".join(lines)
