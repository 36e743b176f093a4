"""What the search services answer, as captured from their documents and clients: good, empty and failing."""

from tests.fakes.loopback import Reply, Request, reply

TOPIC = "성심당 본점은 대전광역시 중구 은행동에 있는 빵집이다. 1956년에 문을 열었다."


def searxng(request: Request) -> Reply:
    """An instance whose `search.formats` lists json; ask it for HTML and it serves the page."""
    assert request.path == "/search"
    if request.query.get("format") != "json":
        return Reply("<html><body>SearXNG</body></html>", kind="text/html")
    return reply(
        {
            "query": request.query["q"],
            "number_of_results": 0,
            "results": [
                {
                    "url": "https://www.sungsimdang.co.kr/", "title": "성심당 <b>본점</b>", "content": TOPIC,
                    "engine": "bing", "engines": ["bing", "brave"], "score": 4.0, "category": "general",
                    "publishedDate": "2026-03-02T00:00:00", "positions": [1, 1],
                },
                {
                    "url": "http://sungsimdang.co.kr/?utm_source=x", "title": "같은 곳",
                    "content": "성심당 본점",
                    "engine": "mojeek", "engines": ["mojeek"], "score": 1.0, "publishedDate": None,
                },
                {"url": "javascript:alert(1)", "title": "성심당", "content": "본점", "engine": "x"},
                "not an object",
            ],
            "answers": [], "corrections": [], "infoboxes": [], "suggestions": [], "unresponsive_engines": [],
        }
    )  # fmt: skip


def searxng_blocked(request: Request) -> Reply:
    """All its engines were suspended: 200, and nothing."""
    return reply(
        {
            "query": request.query["q"], "results": [], "answers": [], "suggestions": [],
            "unresponsive_engines": [["google", "Suspended: CAPTCHA"], ["duckduckgo", "timeout"]],
        }
    )  # fmt: skip


def searxng_without_json(_: Request) -> Reply:
    return Reply(
        "<!doctype html><title>403 Forbidden</title><h1>Forbidden</h1>",
        status=403,
        kind="text/html; charset=utf-8",
    )


def tavily(request: Request) -> Reply:
    """Takes a key of its own, or the keyless header."""
    body = request.json()
    if request.headers.get("authorization") not in {None, "Bearer tvly-good"}:
        return reply({"detail": {"error": "Unauthorized: missing or invalid API key."}}, 401)
    if "authorization" not in request.headers and request.headers.get("x-tavily-access-mode") != "keyless":
        return reply({"detail": {"error": "Unauthorized: missing or invalid API key."}}, 401)
    return reply(
        {
            "query": body["query"], "answer": None, "images": [], "response_time": 0.9,
            "results": [
                {"title": "성심당 본점", "url": "https://example.com/ssd", "content": TOPIC, "score": 0.9}
            ][: body["max_results"]],
        }
    )  # fmt: skip


def tavily_spent(_: Request) -> Reply:
    """The keyless limit."""
    error = {
        "code": "keyless_limit_reached", "message": "Keyless limit reached for this window.", "window": "day",
        "retry_after_seconds": 300, "next_actions": ["Create a free API key."],
    }  # fmt: skip
    return reply({"error": error}, 429)


def wikipedia(request: Request) -> Reply:
    """Refuses a client without a contact, finds nothing for two words unless OR stands between them."""
    if "(" not in request.headers.get("user-agent", ""):
        return Reply("Please set a user-agent and respect our robot policy", status=403, kind="text/plain")
    query = request.query
    assert query["generator"] == "search"
    assert query["formatversion"] == "2"
    if " " in query["gsrsearch"] and " OR " not in query["gsrsearch"]:
        return reply({"batchcomplete": True})
    pages = [
        {"pageid": 2, "ns": 0, "title": "빵", "index": 2, "extract": "빵은 밀가루로 만든다.[1]",
         "fullurl": "https://ko.wikipedia.org/wiki/%EB%B9%B5"},
        {"pageid": 1, "ns": 0, "title": "성심당", "index": 1, "extract": TOPIC,
         "fullurl": "https://ko.wikipedia.org/wiki/%EC%84%B1%EC%8B%AC%EB%8B%B9"},
    ]  # fmt: skip
    return reply({"batchcomplete": True, "query": {"pages": pages}})


def wikipedia_error(_: Request) -> Reply:
    """Errors come with status 200."""
    info = "An error has occurred while searching: Search is currently too busy. Please try again later."
    return reply(
        {"error": {"code": "search-error", "info": info, "docref": "See https://ko.wikipedia.org/…"}}
    )


def naver(request: Request) -> Reply:
    """Both hosts in one: each knows its own pair of headers."""
    headers = request.headers
    hub = (headers.get("x-ncp-apigw-api-key-id"), headers.get("x-ncp-apigw-api-key"))
    legacy = (headers.get("x-naver-client-id"), headers.get("x-naver-client-secret"))
    if request.path == "/search/v1/webkr" and hub != ("id", "secret"):
        inner = {
            "errorCode": "200",
            "message": "Authentication Failed",
            "details": "Invalid authentication information.",
        }
        return reply({"error": inner}, 401)
    if request.path == "/v1/search/webkr.json" and legacy != ("id", "secret"):
        return reply(
            {"errorMessage": "Not Exist Client ID : Authentication failed.", "errorCode": "024"}, 401
        )
    items = [
        {
            "title": "<b>성심당</b> &amp; <b>본점</b>",
            "link": "https://blog.example.com/1",
            "description": f"&lt;소개&gt; <b>성심당</b> {TOPIC}",
        }
    ]
    return reply(
        {
            "lastBuildDate": "Sat, 21 Nov 2026 10:00:00 +0900",
            "total": 1,
            "start": 1,
            "display": 1,
            "items": items,
        }
    )


def kakao(request: Request) -> Reply:
    if request.headers.get("authorization") != "KakaoAK good":
        return reply({"errorType": "AccessDeniedError", "message": "wrong appKey(bad) format"}, 401)
    documents = [
        {
            "title": "<b>성심당</b> 본점 - 위키",
            "contents": TOPIC,
            "url": "https://wiki.example.com/ssd",
            "datetime": "2026-05-04T13:10:00.000+09:00",
        }
    ]
    return reply({"documents": documents, "meta": {"total_count": 1, "pageable_count": 1, "is_end": True}})


def brave(request: Request) -> Reply:
    """Refuses bad tokens and unknown languages both with 422."""
    if request.headers.get("x-subscription-token") != "good":
        return _brave_error("SUBSCRIPTION_TOKEN_INVALID", "The provided subscription token is invalid.")
    if request.query.get("search_lang") == "ko":
        return _brave_error("VALIDATION", "Unable to validate request parameter(s)")
    result = {
        "title": "성심당 본점",
        "url": "https://example.com/b",
        "description": TOPIC,
        "age": "2 weeks ago",
        "page_age": "2026-11-07T00:00:00",
    }
    return reply({"type": "search", "query": {}, "web": {"type": "search", "results": [result]}})


def _brave_error(code: str, detail: str) -> Reply:
    error = {"id": "1", "status": 422, "code": code, "detail": detail, "meta": {}}
    return reply({"type": "ErrorResponse", "error": error, "time": 1}, 422)


def serper(request: Request) -> Reply:
    if request.headers.get("x-api-key") != "good":
        return reply({"message": "Unauthorized.", "statusCode": 403}, 403)
    body = request.json()
    organic = [{"title": "성심당 본점", "link": "https://example.com/s", "snippet": TOPIC, "position": 1}]
    return reply({"searchParameters": body, "organic": organic, "credits": 1})


def exa(request: Request) -> Reply:
    """Sends highlights where they were asked for, text otherwise."""
    if request.headers.get("x-api-key") != "good":
        return reply({"requestId": "1", "error": "Invalid API key", "tag": "INVALID_API_KEY"}, 401)
    body = request.json()
    first = {
        "id": "https://example.com/e", "url": "https://example.com/e", "title": "성심당 본점", "score": 0.3,
        "publishedDate": "2026-08-09T00:00:00.000Z", "author": None, "text": "메뉴 회사소개 " + TOPIC,
    }  # fmt: skip
    if "highlights" in body.get("contents", {}):
        first |= {"highlights": [TOPIC], "highlightScores": [0.7]}
    second = {"id": "2", "url": "https://example.com/f", "title": None, "text": "본점은 은행동에 있다."}
    return reply(
        {"requestId": "1", "resolvedSearchType": "neural", "results": [first, second], "costDollars": {}}
    )


def mojeek(_: Request) -> Reply:
    """A page of results as Mojeek draws it."""
    return Reply(
        f"""<!doctype html><html><body><ul class="results-standard results">
        <li class="r1"><h2><a class="title" href="https://example.com/m">성심당 본점</a></h2>
        <p class="s">{TOPIC}</p></li>
        <li class="r2"><h2><a class="title" href="https://example.com/n">빵집</a></h2>
        <p class="s">대전의 빵집</p></li>
        </ul></body></html>""",
        kind="text/html; charset=utf-8",
    )
