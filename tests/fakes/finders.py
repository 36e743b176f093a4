"""What the services of places and of the real-time subway answer, from their documents and captures."""

from typing import Any

from tests.fakes.journeys import KEY, kakao_door
from tests.fakes.loopback import Reply, Request, reply

BOOKSHOP = {
    "id": "7985361", "place_name": "교보문고 강남점", "category_name": "문화,예술 > 도서 > 서점 > 교보문고",
    "category_group_code": "", "category_group_name": "", "phone": "1544-1900",
    "address_name": "서울 서초구 서초동 1303-22", "road_address_name": "서울 서초구 강남대로 465",
    "x": "127.023989", "y": "37.503862", "place_url": "http://place.map.kakao.com/7985361", "distance": "",
}  # fmt: skip


def _document(name: str, x: str, y: str, road: str, code: str = "") -> dict[str, str]:
    return {**BOOKSHOP, "place_name": name, "x": x, "y": y, "road_address_name": road, "address_name": road,
            "category_group_code": code}  # fmt: skip


def local(request: Request) -> Reply:
    """Coordinates are strings, a distance without a centre is "", and nothing found is an empty list."""
    if kakao_door(request):
        return reply({"errorType": "AccessDeniedError", "message": "cannot find appkey"}, 401)
    query = request.query.get("query")
    if request.path.endswith("/address.json") and query == "강남대로 465":
        road = {"address_name": "서울 서초구 강남대로 465", "building_name": "교보타워", "zone_no": "06611"}
        row = {"address_name": "서울 서초구 강남대로 465", "address_type": "ROAD_ADDR", "x": "127.023989",
               "y": "37.503862", "address": None, "road_address": road}  # fmt: skip
        return reply({"documents": [row], "meta": {"total_count": 1, "pageable_count": 1, "is_end": True}})
    if not query:
        return reply({"errorType": "MissingParameter", "message": "query parameter required"}, 400)
    found = {
        "강남 교보문고": [BOOKSHOP],
        "별마루책방": [_document("별마루책방 서초점", "127.023989", "37.503862", "서울 서초구 강남대로 465")],
        "교보문고": [_document("교보문고 대구점", "128.594", "35.870", "대구 중구 국채보상로 586"), BOOKSHOP],
        "만성역": [
            _document("만성역 KTX", "126.900", "37.500", "서울 구로구 만성로 1"),
            _document("만성역 9호선", "126.901", "37.501", "서울 구로구 만성로 2", "SW8"),
        ],
        "없는가게": [_document("전혀 다른 곳", "127.0", "37.5", "서울 중구 세종대로 1")],
    }.get(query, [])
    meta = {"total_count": len(found), "pageable_count": len(found), "is_end": True,
            "same_name": {"region": [], "keyword": query, "selected_region": ""}}  # fmt: skip
    return reply({"documents": found, "meta": meta})


LOCAL_SPENT = reply({"errorType": "RequestThrottled", "message": "API limit has been exceeded."}, 429)


def vworld(request: Request) -> Reply:
    """Search and geocoder; an address is known as a lot's alone. A single item may come without its list."""
    query = request.query
    service = {"name": query.get("service", ""), "version": "2.0", "operation": query.get("request", "")}
    if query.get("key") != KEY:
        error = {
            "level": "1",
            "code": "INVALID_KEY",
            "text": f"등록되지 않은 인증키입니다. {query.get('key')}",
        }
        return reply({"response": {"service": service, "status": "ERROR", "error": error}})
    if request.path.endswith("/search"):
        if query["query"] != "서울책보고":
            return reply({"response": {"service": service, "status": "NOT_FOUND", "record": {"total": "0"}}})
        address = {"road": "서울특별시 송파구 오금로 1", "parcel": "서울특별시 송파구 신천동 14"}
        point = {"x": "127.1056", "y": "37.5208"}
        item = {"id": "1", "title": "서울책보고", "category": "문화", "address": address, "point": point}
        result: dict[str, Any] = {"crs": "EPSG:4326", "type": "place", "items": item}
        return reply({"response": {"service": service, "status": "OK", "result": result}})
    if query["type"] == "road" and "오금로" not in query["address"]:
        return reply({"response": {"service": service, "status": "NOT_FOUND"}})
    point = {"x": "127.1056211", "y": "37.5208344"}
    return reply(
        {"response": {"service": service, "status": "OK", "result": {"crs": "EPSG:4326", "point": point}}}
    )


def juso(request: Request) -> Reply:
    """Addresses without coordinates; nothing found is null."""
    query = request.query

    def told(code: str, message: str, rows: list[dict[str, Any]] | None) -> Reply:
        common = {"errorCode": code, "errorMessage": message, "totalCount": str(len(rows or [])),
                  "currentPage": "1", "countPerPage": "5"}  # fmt: skip
        return reply({"results": {"common": common, "juso": rows}})

    if query.get("confmKey") != KEY:
        return told("E0001", "승인되지 않은 KEY 입니다.", None)
    if query["keyword"] == "서울":
        return told("E0006", "주소를 상세히 입력해 주시기 바랍니다.", None)
    if query["keyword"] != "오금로 1":
        return told("0", "정상", None)
    row = {"roadAddr": "서울특별시 송파구 오금로 1 (신천동)", "roadAddrPart1": "서울특별시 송파구 오금로 1",
           "jibunAddr": "서울특별시 송파구 신천동 14 서울책보고", "engAddr": "1 Ogeum-ro", "zipNo": "05507",
           "bdNm": "서울책보고", "admCd": "1171010200"}  # fmt: skip
    return told("0", "정상", [row])


def nominatim(request: Request) -> Reply:
    """Refuses a client that does not say who it is."""
    if "(" not in request.headers.get("user-agent", ""):
        return Reply("<html><h1>403 Forbidden</h1></html>", 403, "text/html")
    if request.query["q"] != "Boogie Woogie Jazz Bar":
        return reply([])
    row = {"place_id": 1, "licence": "Data © OpenStreetMap contributors, ODbL 1.0", "osm_type": "node",
           "lat": "37.5347", "lon": "126.9947", "category": "amenity", "type": "bar", "name": "부기우기",
           "display_name": "부기우기, 회나무로, 용산구, 서울특별시, 대한민국",
           "namedetails": {"name": "부기우기", "name:en": "Boogie Woogie Jazz Bar"}}  # fmt: skip
    return reply([row])


def seoul(request: Request, observed: str = "2026-11-23 09:59:30") -> Reply:
    """The trains at 강남; a bad key is answered in XML, with 200, though JSON was asked for."""
    _api, _subway, key, form, service, *rest = request.path.split("/")[1:]
    assert (form, service, rest[:1]) == ("json", "realtimeStationArrival", ["0"])
    if key != KEY:
        text = ("<?xml version='1.0' encoding='UTF-8'?><RESULT><CODE>INFO-100</CODE>"
                "<MESSAGE><![CDATA[인증키가 유효하지 않습니다.]]></MESSAGE></RESULT>")  # fmt: skip
        return Reply(text, kind="application/xml;charset=UTF-8")
    if rest[2] != "%EA%B0%95%EB%82%A8":
        return reply(
            {"status": 500, "code": "INFO-200", "message": "해당하는 데이터가 없습니다.", "total": 0}
        )
    rows = [
        _train("1002 내선 성수 200 99", "성수행 - 교대방면", "3분 20초 후 (역삼)"),
        _train("1002 외선 성수 60 99", "성수행 - 역삼방면", "1분 후 (교대)"),
        _train("1002 내선 서울대입구 0 1", "서울대입구행 - 교대방면", "강남 도착"),
        _train("1002 내선 성수 0 2", "성수행 - 교대방면", "강남 출발"),
        _train("1077 하행 광교 90 99", "광교행 - 양재방면", "1분 30초 후"),
        _train("1002 내선 신도림 0 99", "신도림행 - 교대방면", "[7]번째 전역 (선릉)"),
    ]
    rows = [{**row, "recptnDt": observed} for row in rows]
    told = {"status": 200, "code": "INFO-000", "message": "정상 처리되었습니다.", "total": len(rows)}
    return reply({"errorMessage": told, "realtimeArrivalList": rows})


def _train(told: str, name: str, said: str) -> dict[str, Any]:
    """`told`: subwayId, updnLine, bstatnNm, barvlDt, arvlCd."""
    line, side, end, seconds, code = told.split()
    return {"subwayId": line, "updnLine": side, "trainLineNm": name, "statnNm": "강남", "btrainSttus": "일반",
            "barvlDt": seconds, "btrainNo": "2114", "bstatnNm": end, "arvlMsg2": said,
            "arvlMsg3": "역삼", "arvlCd": code, "lstcarAt": "0"}  # fmt: skip
