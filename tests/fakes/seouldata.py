"""data.seoul.go.kr on loopback: `/{key}/json/{dataset}/{from}/{to}/`, and its errors, all with status 200."""

from typing import Any

from tests.fakes.loopback import Reply, Request, reply

KEY = "6e4e7766"
MOST = 1000


def xml(code: str, said: str) -> Reply:
    return Reply(
        f"<RESULT><CODE>{code}</CODE><MESSAGE><![CDATA[{said}]]></MESSAGE></RESULT>", kind="application/xml"
    )


def top(code: str, said: str) -> Reply:
    return reply({"RESULT": {"CODE": code, "MESSAGE": said}})


NO_KEY = xml(
    "INFO-100",
    "인증키가 유효하지 않습니다.\n인증키가 없는 경우, 열린 데이터 광장 홈페이지에서 인증키를 신청하십시오.",
)
NOTHING = top("INFO-200", "해당하는 데이터가 없습니다.")
BROKEN = top("ERROR-500", "서버 오류입니다.\n지속적으로 발생시 열린 데이터 광장으로 문의(Q&A) 바랍니다.")
USED_UP = top("ERROR-337", "일별 트래픽 제한을 넘은 호출입니다. 오늘은 더이상 호출할 수 없습니다.")


class SeoulServer:
    def __init__(self, **datasets: list[dict[str, Any]]) -> None:
        self.datasets = datasets
        self.faults: list[Reply] = []

    def __call__(self, request: Request) -> Reply:
        key, kind, dataset, first, last = request.path.strip("/").split("/")
        if key != KEY:
            return NO_KEY
        if self.faults:
            return self.faults.pop(0)
        if kind != "json" or dataset not in self.datasets:
            return top(
                "ERROR-310", "해당하는 서비스를 찾을 수 없습니다.\n요청인자 중 SERVICE를 확인하십시오."
            )
        if int(last) - int(first) >= MOST:
            return top("ERROR-336", "데이터요청은 한번에 최대 1000건을 넘을 수 없습니다.")
        rows = self.datasets[dataset]
        cut = rows[int(first) - 1 : int(last)]
        if not cut:
            return NOTHING
        result = {"CODE": "INFO-000", "MESSAGE": "정상 처리되었습니다"}
        return reply({dataset: {"list_total_count": len(rows), "RESULT": result, "row": cut}})


def space(number: int, name: str, **more: Any) -> dict[str, Any]:
    return {
        "NUM": str(number),
        "SUBJCODE": "미술관/갤러리",
        "FAC_NAME": name,
        "ADDR": "서울특별시 종로구 율곡로 99",
        "X_COORD": "37.5765",
        "Y_COORD": f"{126.90 + number / 10000:.4f}",
        "PHNE": "02-000-0000",
        "FAX": "",
        "HOMEPAGE": "http://example.kr",
        "OPENHOUR": "10:00 ~ 18:00",
        "ENTR_FEE": "",
        "CLOSEDAY": "매주 월요일",
        "ENTRFREE": "무료",
        "FAC_DESC": "<p>남의 글이라 담지 않습니다.</p>",
        **more,
    }
