"""What KorService2 (data.go.kr) answers: pages of items, and what went wrong.

Errors mostly have status 200, and come in four shapes: the service's own header, the same without its
wrapper, the gateway's `OpenAPI_ServiceResponse`, and that as XML although JSON was asked for.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from ingest.bad import Refused
from ingest.client import Exhausted, Transient

FINE = frozenset({"0000", "00"})
NOTHING = frozenset({"03", "0003"})
QUOTA = frozenset({"22", "0022"})
BUSY = frozenset({"01", "02", "04", "05", "99", "0001", "0002", "0004", "0005", "0099"})
"""Application, database, HTTP and timeout errors, and the unknown."""
KEY = frozenset({"20", "21", "30", "31", "32", "33"})
"""Not granted for this service, disabled, not registered, expired, another address, not signed."""
_SPACES = re.compile(r"\s+")
_QUOTA = re.compile(r"LIMITED.NUMBER.OF.SERVICE.REQUESTS|quota|rate limit|Too Many", re.IGNORECASE)
_KEY = re.compile(r"SERVICE.?KEY|Unauthorized|Forbidden|not registered", re.IGNORECASE)

Item = dict[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    items: tuple[Item, ...]
    total: int


def read(body: bytes) -> Page:
    """Raises Refused, Exhausted or Transient."""
    text = body.decode("utf-8", "replace").strip()
    told = _xml(text) if text.startswith("<") else _json(text)
    gateway = told.get("OpenAPI_ServiceResponse")
    if isinstance(gateway, Mapping):
        header = gateway.get("cmmMsgHeader") or {}
        _raise(str(header.get("returnReasonCode", "")), header.get("returnAuthMsg") or header.get("errMsg"))
    answer = told.get("response", told)
    if not isinstance(answer, Mapping):
        raise Transient("no object")
    header = answer.get("header") or answer
    code = str(header.get("resultCode", ""))
    if code in NOTHING:
        return Page((), 0)
    if code not in FINE:
        _raise(code, header.get("resultMsg"))
    held = answer.get("body") or {}
    items = tuple(_items(held.get("items")))
    return Page(items, int(held.get("totalCount") or len(items)))


def _items(held: Any) -> Iterator[Item]:
    """A list, one object where there is one, and `""` where there is none."""
    rows = held.get("item") if isinstance(held, Mapping) else held
    for row in rows if isinstance(rows, list) else [rows]:
        if isinstance(row, Mapping):
            yield {str(name): "" if value is None else str(value) for name, value in row.items()}


def _raise(code: str, message: Any) -> None:
    said = _SPACES.sub(" ", f"{code} {message or ''}").strip()
    if code in QUOTA or _QUOTA.search(said):
        raise Exhausted(f"TourAPI: the key's calls of today are used up ({said})")
    if code in KEY or _KEY.search(said):
        raise Refused(
            f"TourAPI does not take the key (GUIDE_TOURAPI_KEY), or it is not granted this service: {said}"
        )
    if code in BUSY or not code:
        raise Transient(said or "no result code")
    raise Refused(f"TourAPI: {said}")


def _json(text: str) -> Mapping[str, Any]:
    try:
        told = json.loads(text)
    except json.JSONDecodeError:
        if "{" not in text:  # the gateway's plain words
            _raise("", text[:200])
        raise Transient("broken JSON") from None
    if not isinstance(told, Mapping):
        raise Transient("no object")
    return told


def _xml(text: str) -> Mapping[str, Any]:
    try:
        root = ET.fromstring(text)  # noqa: S314 - expat expands no entity beyond its own bound
    except ET.ParseError:
        raise Transient("a page of HTML") from None
    if root.tag not in ("response", "OpenAPI_ServiceResponse"):
        raise Transient("a page of HTML")
    return {root.tag: _tree(root)}


def _tree(element: ET.Element) -> Any:
    """Objects of elements; what is repeated is a list."""
    if not len(element):
        return (element.text or "").strip()
    held: dict[str, Any] = {}
    for child in element:
        value = _tree(child)
        if child.tag in held:
            before = held[child.tag]
            held[child.tag] = [*before, value] if isinstance(before, list) else [before, value]
        else:
            held[child.tag] = value
    return held
