"""Texts of sources as our fields want them: without markup, in one spelling."""

import html
import re
import unicodedata

_BREAK = re.compile(r"<\s*(?:br|/p|/li|/div)\s*/?\s*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_INVISIBLE = re.compile(
    r"[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
"""No letters: zero-width ones, marks of direction, tags, controls."""
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_LINK = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_NOTHING = frozenset({"", "-", "--", "없음", "null", "none", "n/a", "미정", "정보없음", "해당없음", "."})


def plain(value: object) -> str | None:
    """One or more lines of text, None where nothing is said (also 없음, -, null)."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = _TAG.sub(" ", _BREAK.sub("\n", html.unescape(str(value))))
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    text = _LINES.sub("\n", _SPACES.sub(" ", text)).strip()
    return None if text.casefold() in _NOTHING else text


def line(value: object) -> str | None:
    """The same on one line."""
    text = plain(value)
    return ", ".join(part.strip(" ,") for part in text.split("\n")) if text else None


def link(value: object) -> str | None:
    """The first web address of a text or of HTML (`<a href=…>`); None where there is none."""
    raw = html.unescape(str(value or ""))
    found = _LINK.search(raw)
    if found:
        return found[0].rstrip(".,)")
    bare = _DOMAIN.fullmatch(plain(raw) or "")
    return f"https://{bare[0]}" if bare else None
