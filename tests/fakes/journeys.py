"""What the services of public transport answer, from their documents and captures: good and failing."""

import time
from typing import Any

from tests.fakes.loopback import Reply, Request, reply

KEY = "4f1c0b7e9a2d4c5e8f60718293a4b5c6"
WRONG = "00000000deadbeef00000000deadbeef"


def odsay(request: Request) -> Reply:
    """Errors come with 200, in two shapes; which one depends on where in the service it failed."""
    query = request.query
    if query.get("apiKey") != KEY:
        told = {"code": "500", "message": f"[ApiKeyAuthFailed] ApiKey {query.get('apiKey')} failed."}
        return reply({"error": [told]})
    if not {"SX", "SY", "EX", "EY"} <= query.keys():
        return reply({"error": {"msg": "필수 입력값 형식 및 범위를 확인해 주세요.", "code": "-9"}})
    far = (float(query["SX"]) - float(query["EX"])) ** 2 + (float(query["SY"]) - float(query["EY"])) ** 2
    if far < 0.00003:
        return reply({"error": {"msg": "출, 도착지가 700m이내입니다.", "code": "-98"}})
    if float(query["EY"]) < 37.2:
        return reply({"error": {"msg": "검색결과가 없습니다.", "code": "-99"}})
    return reply({"result": {"searchType": 0, "busCount": 1, "subwayCount": 1, "subwayBusCount": 1,
                             "pointDistance": 10_180, "startRadius": 700, "endRadius": 700,
                             "path": [_odsay_mixed(), _odsay_subway(), _odsay_bus()]}})  # fmt: skip


class OdsayHurried:
    """Refuses calls that come closer than 250 ms to the last one, in a shape each."""

    def __init__(self) -> None:
        self.last = 0.0
        self.refused = 0

    def __call__(self, request: Request) -> Reply:
        now, before = time.monotonic(), self.last
        self.last = now
        if now - before >= 0.24:
            return odsay(request)
        self.refused += 1
        if self.refused % 2:
            return reply({"error": {"msg": "Too Many Requests", "code": "429"}})
        return reply({"error": [{"code": "429", "message": "Too Many Requests"}]}, 429)


def odsay_spent(_: Request) -> Reply:
    return reply({"error": [{"code": "429", "message": "Too Many Requests"}]})


def _info(**said: Any) -> dict[str, Any]:
    return {"trafficDistance": 11_000.0, "totalWalk": 600, "totalWalkTime": -1, "busStationCount": 0,
            "subwayStationCount": 0, "totalStationCount": 12, "mapObj": "2:2:222", "checkIntervalTime": 100,

            "checkIntervalTimeOverYn": "N", "totalIntervalTime": 6, **said}  # fmt: skip


def _walk(metres: int, minutes: int) -> dict[str, Any]:
    return {"trafficType": 3, "distance": metres, "sectionTime": minutes}


def _train(line: str, start: str, end: str, count: int, **said: Any) -> dict[str, Any]:
    stops = [{"index": i, "stationID": i, "stationName": name, "x": "127.0", "y": "37.5"}
             for i, name in enumerate((start, end))]  # fmt: skip
    return {"trafficType": 1, "distance": 6100, "sectionTime": 13, "stationCount": count, "intervalTime": 3,
            "lane": [{"name": line, "subwayCode": 2, "subwayCityCode": 1000}],
            "startName": start, "startX": 127.02, "startY": 37.5, "startID": 222,
            "endName": end, "endX": 127.01, "endY": 37.49, "endID": 223, "way": end, "wayCode": 2,
            "door": "null", "startExitNo": "null", "endExitNo": "null",
            "passStopList": {"stations": stops}, **said}  # fmt: skip


def _bus(number: str, start: str, end: str, count: int) -> dict[str, Any]:
    return {"trafficType": 2, "distance": 8200, "sectionTime": 34, "stationCount": count, "intervalTime": 8,
            "lane": [{"busNo": number, "type": 11, "busID": 986, "busLocalBlID": "100100073",
                      "busCityCode": 1000, "busProviderCode": 4}],
            "startName": start, "startX": 127.02, "startY": 37.5, "startID": 107_000,
            "endName": end, "endX": 126.98, "endY": 37.57, "endID": 107_001,
            "startArsID": "22-009", "startLocalStationID": "121000009",
            "passStopList": {"stations": []}}  # fmt: skip


def _odsay_mixed() -> dict[str, Any]:
    """Two rides: `*TransitCount` counts rides, so there is one transfer."""
    info = _info(totalTime=44, payment=1750, totalDistance=13_200.0, busTransitCount=1, subwayTransitCount=1,
                 firstStartStation="강남", lastEndStation="광화문")  # fmt: skip
    parts = [_walk(180, 3), _train("수도권 2호선", "강남", "을지로입구", 9), _walk(120, 2),
             _bus("472", "을지로입구", "광화문", 3), _walk(300, 5)]  # fmt: skip
    return {"pathType": 3, "info": info, "subPath": parts}


def _odsay_subway() -> dict[str, Any]:
    info = _info(totalTime=37, payment=1650, totalDistance=12_500.4, busTransitCount=0, subwayTransitCount=2,
                 firstStartStation="강남", lastEndStation="경복궁")  # fmt: skip
    parts = [_walk(0, 0), _train("수도권 2호선", "강남", "교대(법원.검찰청)", 1), _walk(0, 0),
             _train("수도권 3호선", "교대(법원.검찰청)", "경복궁(정부서울청사)", 11,
                    endExitNo="5", way="대화"),
             _walk(400, 6)]  # fmt: skip
    return {"pathType": 1, "info": info, "subPath": parts}


def _odsay_bus() -> dict[str, Any]:
    info = _info(totalTime=52, payment=1500, totalDistance=11_900.0, busTransitCount=1, subwayTransitCount=0,
                 firstStartStation="강남역", lastEndStation="광화문")  # fmt: skip
    return {
        "pathType": 2,
        "info": info,
        "subPath": [_walk(220, 3), _bus("402", "강남역", "광화문", 17), _walk(400, 6)],
    }


def kakao(request: Request) -> Reply:
    """No order, no walks to the first stop; a fare, a range of fares, or none."""
    if refused := kakao_door(request):
        return refused
    routes = [
        _route("BUS", 3600, 11_900, [_ride("BUS", "402", ["강남역", "신논현역", "광화문"], 2900)], None),
        _route("BUS_AND_SUBWAY", 2880, 12_600, [
            _ride("SUBWAY", "2호선", ["강남", "역삼", "선릉", "을지로입구"], 1500),
            _step("WALKING", 120, 110),
            _ride("BUS", "472", ["을지로입구", "종로1가", "광화문"], 600),
        ], {"min": 1650, "max": 3200}),
        _route("SUBWAY", 2220, 12_500, [
            _ride("SUBWAY", "2호선", ["강남", "교대(법원.검찰청)"], 120),
            _step("WALKING", 180, 150),
            _ride("SUBWAY", "3호선", ["교대(법원.검찰청)", "고속터미널", "경복궁(정부서울청사)"], 1500),
        ], {"value": 1650}),
    ]  # fmt: skip
    told = {"total": 3, "bus": 1, "subway": 1, "busAndSubway": 1, "landingURL": "https://map.kakao.com/"}
    return reply({"status": "OK", "properties": told, "routes": routes})


def kakao_door(request: Request) -> Reply | None:
    """Kakao's answer to a key that it does not know, or none."""
    if request.headers.get("authorization") == f"KakaoAK {KEY}":
        return None
    return reply({"code": -401, "msg": f"wrong appKey({WRONG}) format"}, 401)


def kakao_status(status: str) -> Reply:
    return reply({"status": status, "properties": {"total": 0}, "routes": []})


KAKAO_SPENT = reply({"code": -10, "msg": "API limit has been exceeded."}, 400)
KAKAO_DENIED = reply({"errorType": "AccessDeniedError", "message": "cannot find appkey"}, 401)


def _route(
    kind: str, seconds: int, metres: int, steps: list[dict[str, Any]], fare: dict[str, int] | None
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": kind, "totalDistance": metres, "totalTime": seconds, "transfers": len(steps) // 2
    }  # fmt: skip
    return {"properties": {**told, "fare": fare} if fare else told, "steps": steps}


def _step(kind: str, metres: int, seconds: int, **said: Any) -> dict[str, Any]:
    points = [[127.0276, 37.4979], [126.9769, 37.5759]]
    return {"properties": {"type": kind, "guidance": "이동", "distance": metres, "time": seconds, **said},
            "path": {"points": points}}  # fmt: skip


def _ride(kind: str, vehicle: str, stops: list[str], seconds: int) -> dict[str, Any]:
    return _step(kind, 6000, seconds, stops=[{"name": name} for name in stops],
                 vehicles=[{"name": vehicle, "type": "간선" if kind == "BUS" else "지하철"}])  # fmt: skip


def tmap(request: Request) -> Reply:
    """Logical failures come with 200 and without `metaData`; the gateway has a shape of its own."""
    assert request.method == "POST"
    if request.headers.get("appkey") != KEY:
        error = {"id": "403", "category": "gw", "code": "INVALID_API_KEY", "message": "Forbidden"}
        return reply({"error": error}, 403)
    body = request.json()
    assert isinstance(body["startX"], str)
    assert body["format"] == "json"
    stops = ("강남", "역삼", "을지로입구")
    legs = [
        {"mode": "WALK", "sectionTime": 200, "distance": 180, "start": _end("출발지"), "end": _end("강남"),
         "steps": [{"streetName": "", "distance": 180, "description": "이동", "linestring": ""}]},
        {"mode": "SUBWAY", "sectionTime": 1620, "distance": 12_000, "route": "수도권2호선",
         "start": _end("강남"), "end": _end("을지로입구"), "passStopList": {"stationList": [
             {"index": index, "stationName": name} for index, name in enumerate(stops)]},
         "passShape": {"linestring": "127.0,37.5 127.1,37.5"}},
        {"mode": "WALK", "sectionTime": 90, "distance": 80,
         "start": _end("을지로입구"), "end": _end("을지로입구")},
        {"mode": "BUS", "sectionTime": 500, "distance": 1800, "route": "간선:472",
         "start": _end("을지로입구"), "end": _end("광화문"), "passStopList": {"stationList": []}},
        {"mode": "WALK", "sectionTime": 300, "distance": 350, "start": _end("광화문"), "end": _end("도착지")},
    ]  # fmt: skip
    won = {
        "regular": {"totalFare": 1750, "currency": {"symbol": "￦", "currency": "원", "currencyCode": "KRW"}}
    }
    itinerary = {"fare": won, "totalTime": 2710, "transferCount": 1, "totalWalkTime": 590,
                 "totalWalkDistance": 610, "totalDistance": 14_410, "pathType": 3, "legs": legs}  # fmt: skip
    asked = {"busCount": 0, "subwayCount": 0, "subwayBusCount": 1, "reqDttm": body.get("searchDttm")}
    return reply({"metaData": {"requestParameters": asked, "plan": {"itineraries": [itinerary]}}})


def tmap_result(status: int) -> Reply:
    """Over 20 the gateway makes them 400 and 500."""
    http = 200 if status < 20 else 500 if status > 30 else 400
    return reply({"result": {"status": status, "message": "검색 결과가 없습니다."}}, http)


TMAP_SPENT = reply(
    {"error": {"id": "429", "category": "gw", "code": "QUOTA_EXCEEDED", "message": "Limit Exceeded"}}, 429
)


def _end(name: str) -> dict[str, Any]:
    return {"name": name, "lon": 127.02, "lat": 37.5}


def mobility(request: Request) -> Reply:
    """A route that cannot be had stays 200 and has no summary."""
    if refused := kakao_door(request):
        return refused
    query = request.query
    if query["origin"] == query["destination"]:
        return mobility_result(104)
    summary = {"origin": {"name": "", "x": 127.0, "y": 37.5}, "waypoints": [], "priority": "RECOMMEND",
               "bound": {}, "fare": {"taxi": 12_500, "toll": 0}, "distance": 10_470,
               "duration": 1485}  # fmt: skip
    route = {"result_code": 0, "result_msg": "길찾기 성공", "summary": summary, "sections": []}
    return reply({"trans_id": "018", "routes": [route]})


def mobility_result(code: int) -> Reply:
    told = {
        "result_code": code,
        "result_msg": "출발지와 도착지가 5 m 이내로 설정된 경우 경로를 탐색할 수 없음",
    }
    return reply({"trans_id": "018", "routes": [told]})


def naver(request: Request) -> Reply:
    """Milliseconds; another `code` than 0 comes without a route."""
    headers = request.headers
    if (headers.get("x-ncp-apigw-api-key-id"), headers.get("x-ncp-apigw-api-key")) != ("naver-id-1", KEY):
        return reply({"error": {"errorCode": "200", "message": "Authentication Failed"}}, 401)
    if request.query["start"] == request.query["goal"]:
        return naver_code(1)
    summary = {"start": {}, "goal": {}, "distance": 61_300, "duration": 3_720_000, "departureTime": "",
               "bbox": [], "tollFare": 6600, "taxiFare": 58_300, "fuelPrice": 8100}  # fmt: skip
    route = {"traoptimal": [{"summary": summary, "path": [[127.0, 37.5]], "section": [], "guide": []}]}
    return reply(
        {
            "code": 0,
            "message": "길찾기를 성공하였습니다.",
            "currentDateTime": "2026-11-22T10:00:00",
            "route": route,
        }
    )


def naver_code(code: int) -> Reply:
    return reply({"code": code, "message": "출발지와 도착지가 동일합니다."})


NAVER_UNTICKED = reply({"error": {"errorCode": "400", "message": "Quota Exceeded"}}, 429)
