"""KorService2 on loopback: its lists and details, its paging, and the four shapes of its errors."""

from collections.abc import Callable
from typing import Any

from tests.fakes.loopback import Reply, Request, reply

CAP = 100
"""Rows of a page, whatever is asked for."""
KEY = "ab+cd/ef=="


def gateway(code: str, said: str) -> Reply:
    """The gateway's error: XML with status 200, although JSON was asked for."""
    return Reply(
        "<OpenAPI_ServiceResponse>\n\t<cmmMsgHeader>\n\t\t<errMsg>SERVICE ERROR</errMsg>\n"
        f"\t\t<returnAuthMsg>{said}</returnAuthMsg>\n\t\t<returnReasonCode>{code}</returnReasonCode>\n"
        "\t</cmmMsgHeader>\n</OpenAPI_ServiceResponse>",
        kind="text/xml;charset=UTF-8",
    )


def refused(code: str, said: str) -> Reply:
    """The service's own error: no `response` around it."""
    return reply({"responseTime": "2026-11-22T02:00:00.000", "resultCode": code, "resultMsg": said})


UNKNOWN_KEY = gateway("30", "SERVICE_KEY_IS_NOT_REGISTERED_ERROR")
USED_UP = gateway("22", "LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR")
USED_UP_JSON = reply(
    {
        "response": {
            "header": {"resultCode": "22", "resultMsg": "LIMITED NUMBER OF SERVICE REQUESTS EXCEEDS ERROR"}
        }
    }
)
BUSY = reply({"response": {"header": {"resultCode": "0099", "resultMsg": "UNKNOWN_ERROR"}}})


class TourApiServer:
    """What to call with a Loopback. `rows`: by content id, the fields of the list and of both details."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = {row["contentid"]: row for row in rows}
        self.left: int | None = None
        """Calls until the day's are used up; None: no end."""
        self.used_up = USED_UP
        self.faults: list[Reply] = []
        """Answers that come first."""
        self.asked: list[tuple[str, dict[str, str]]] = []

    def __call__(self, request: Request) -> Reply:
        operation, query = request.path.rpartition("/")[2], request.query
        self.asked.append((operation, query))
        if query.get("serviceKey") != KEY:
            return UNKNOWN_KEY
        if self.faults:
            return self.faults.pop(0)
        if self.left is not None:
            if self.left == 0:
                return self.used_up
            self.left -= 1
        if not {"MobileOS", "MobileApp"} <= query.keys():
            return refused("11", "NO_MANDATORY_REQUEST_PARAMETERS_ERROR")
        operations: dict[str, Callable[[dict[str, str]], Reply]] = {
            "areaBasedSyncList2": self._list,
            "detailCommon2": self._common,
            "detailIntro2": self._intro,
        }
        if operation not in operations:
            return gateway("12", "NO_OPENAPI_SERVICE_ERROR")
        return operations[operation](query)

    def details(self) -> list[str]:
        """Content ids whose details were asked for."""
        return [query["contentId"] for operation, query in self.asked if operation == "detailIntro2"]

    def _list(self, query: dict[str, str]) -> Reply:
        found = [
            row["list"] | {"contentid": key}
            for key, row in self.rows.items()
            if query.get("contentTypeId") in (None, row["list"]["contenttypeid"])
            and query.get("lDongRegnCd") in (None, row["list"]["lDongRegnCd"])
            and query.get("showflag") in (None, row["list"]["showflag"])
        ]
        if query.get("arrange") == "C":
            found.sort(key=lambda row: row["modifiedtime"], reverse=True)
        return _page(found, query)

    def _common(self, query: dict[str, str]) -> Reply:
        row = self.rows.get(query.get("contentId", ""))
        return _page([{"contentid": query["contentId"], **row["common"]}] if row else [], query)

    def _intro(self, query: dict[str, str]) -> Reply:
        if "contentTypeId" not in query:
            return refused("11", "NO_MANDATORY_REQUEST_PARAMETERS_ERROR1(contentTypeId)")
        row = self.rows.get(query.get("contentId", ""))
        return _page([{"contentid": query["contentId"], **row["intro"]}] if row else [], query)


def _page(rows: list[dict[str, Any]], query: dict[str, str]) -> Reply:
    size, number = min(int(query.get("numOfRows", 10)), CAP), int(query.get("pageNo", 1))
    cut = rows[(number - 1) * size : number * size]
    # A single one is no list; nothing is no object.
    items: Any = {"item": cut[0] if len(cut) == 1 else cut} if cut else ""
    header = {"resultCode": "0000", "resultMsg": "OK"}
    body = {"items": items, "numOfRows": len(cut), "pageNo": number, "totalCount": len(rows)}
    return reply({"response": {"header": header, "body": body}})


def content(number: int, title: str, **more: Any) -> dict[str, Any]:
    """A row in the shapes of the three operations. `more`: of the list, and of `intro` and `common`."""
    intro, common = more.pop("intro", {}), more.pop("common", {})
    listed = {
        "title": title,
        "addr1": "서울특별시 종로구 율곡로 99",
        "addr2": "",
        "contenttypeid": "12",
        "createdtime": "20200101000000",
        "modifiedtime": f"202606{number % 28 + 1:02}120000",
        "mapx": "126.9852000000",
        "mapy": f"{37.50 + number % 900 / 10000:.10f}",
        "tel": "",
        "lDongRegnCd": "11",
        "lDongSignguCd": "110",
        "lclsSystm1": "VE",
        "lclsSystm2": "VE03",
        "lclsSystm3": "VE030100",
        "cpyrhtDivCd": "Type3",
        "firstimage": "https://tong.visitkorea.or.kr/cms/resource/1/1_image2_1.jpg",
        "showflag": "1",
        **more,
    }
    about = {"title": title, "overview": "남의 글이라 담지 않습니다.", "homepage": "", "tel": "", **common}
    return {
        "contentid": str(number),
        "list": listed,
        "common": about,
        "intro": {"contenttypeid": "12", **intro},
    }
