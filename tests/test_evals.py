"""Evaluations: cases are sound, judges judge, and the service holds its floors over HTTP."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest

from data import ROOT, lines
from evals import __main__ as command
from evals import kobest
from evals.case import Answer, Conversation, Journey, Linking, Manners, Retrieval, Slots
from evals.judged import Miss, Result, Share, wilson
from evals.load import cases
from evals.page import PAGE, fresh, html
from evals.peer import Chat, Guide
from evals.report import Report, diff, falls, floors, joined, read, text, withheld, write
from evals.run import chosen, one, quality, run
from evals.service import pages, started
from evals.suites import SUITES
from evals.tongue import spoken
from evals.web import Web
from tests.fakes.loopback import Loopback, Reply, Request, reply
from tests.understanding import router

EXIT = re.compile(r" \d+번 출구$")
FROM = {"by": "test", "how": "made up", "when": "2026-11-22"}
MOST = 100
"""Cases of a suite that are run here: a deterministic part, so that a fall is a fall."""


def made(**fields: Any) -> dict[str, Any]:
    return {"id": "x", "half": "dev", "from": FROM} | fields


def test_there_are_cases_enough_each_with_an_id_a_half_and_a_source() -> None:
    counts, ids = Counter[str](), Counter[str]()
    for name in SUITES:
        held = cases(name)
        counts[name] = len(held)
        ids.update(case.id for case in held)
        assert {case.half for case in held} == {"dev", "test"}, name
        assert all(case.source.by and case.source.how and case.source.when for case in held), name
    assert counts.total() >= 1_500
    assert not [case for case, count in ids.items() if count > 1]
    least = {"slots": 300, "memory": 150, "refusal": 100, "etiquette": 120}
    assert all(counts[name] >= count for name, count in least.items()), counts


def test_labels_name_places_stations_and_manners_that_exist() -> None:
    """Of the answers accepted for one slot, one at least is on the map; a label that is not is a slip."""
    stations = {row["station"] for row in lines(ROOT / "subway" / "stations.jsonl")}

    def there(name: str) -> bool:
        plain = EXIT.sub("", name)
        return name[0] in "@?" or plain in stations or router().gazetteer.find(plain) is not None

    labels: list[list[str]] = []
    for case in cases("slots"):
        if isinstance(case, Slots) and case.source.how == "written":
            labels += [names for names in (case.origin, case.destination, *case.via) if names]
    for talk in cases("memory"):
        if isinstance(talk, Conversation):
            expected = [turn.expect for turn in talk.turns]
            labels += [
                names for one in expected for names in (one.place, one.origin, one.destination) if names
            ]
    assert len(labels) > 1_000
    assert [names for names in labels if not any(map(there, names))] == []
    manners = {row["id"] for row in lines(ROOT / "etiquette.jsonl")}
    assert {case.category for case in cases("etiquette") if isinstance(case, Manners)} - {None} <= manners


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_those_that_newcombe_published(right: int, count: int, low: float, high: float) -> None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
    assert wilson(right, count) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("지하철로 19분, 1,550원이에요.", "ko"),
        ("By subway it takes 19 min from 「명동역」.", "en"),
        ("地下鉄で約19分です。", "ja"),
        ("乘地铁约19分钟，在首尔站换乘。", "zh"),
        ("我住在景福宫（경복궁）附近", "zh"),
    ],
)
def test_the_language_of_an_answer_is_read_off_its_script(said: str, language: str) -> None:
    assert spoken(said) == language


SPOT = {"id": "명동역", "name": "명동역", "lat": 37.5609, "lon": 126.9863}
DECIDED: dict[str, Any] = {
    "route": "transit", "places": [], "origin": {"name": "현재 위치", "lat": 37.4979, "lon": 127.0276},
    "destination": SPOT, "missing": None, "then": [], "category": None, "mode": "bus", "via": [],
}  # fmt: skip


async def judged(suite: str, case: Any, told: Any) -> tuple[bool | None, str, dict[str, float]]:
    """A case judged by what a service on a socket answers with `told`."""
    seen = Reply(told, kind="text/event-stream") if isinstance(told, str) else reply(told)

    def answer(request: Request) -> Reply:
        return reply({"dependencies": {"model": {"base": "real"}}}) if request.path == "/ready" else seen

    async with Loopback(answer) as server:
        guide = Guide(server.url)
        try:
            verdict = await SUITES[suite].judge(guide, case)
        finally:
            await guide.close()
    return verdict.right, verdict.note, verdict.points


async def test_slots_are_judged_by_both_ends_and_told_by_what_is_beside() -> None:
    here = Slots.model_validate(
        made(
            text="여기서 명동역 버스로",
            location=[37.4979, 127.0276],
            origin=["@here"],
            destination=["명동역"],
            mode="bus",
        )
    )
    right, _, points = await judged("slots", here, DECIDED)
    assert right
    assert points == {"origin": 1.0, "destination": 1.0, "mode": 1.0}
    missing = here.model_copy(update={"origin": None})
    right, note, points = await judged("slots", missing, DECIDED)
    assert right is False
    assert "현재 위치" in note
    assert points["destination"] == 1.0
    unknown = here.model_copy(update={"destination": ["?명동 역"]})
    assert (await judged("slots", unknown, DECIDED))[0] is True  # as written, spaces aside


async def test_linking_counts_what_was_found_besides() -> None:
    told = {"route": "place", "places": [SPOT, {"id": "insadong", "name": "인사동"}], "then": []}
    both = Linking.model_validate(made(text="명동역 인사동", names=[[["명동역"], ["인사동"]]]))
    assert (await judged("linking", both, told))[0] is True
    one_only = both.model_copy(update={"names": [[["명동역"]]]})
    assert (await judged("linking", one_only, told))[0] is False
    none = both.model_copy(update={"names": [[]]})
    assert (await judged("linking", none, told | {"places": []}))[0] is True
    alone = both.model_copy(update={"names": [[["명동역"]]]})
    assert (await judged("linking", alone, told | {"places": [], "wish": "명동역"}))[0] is None


async def test_retrieval_is_right_when_the_best_is_among_five() -> None:
    case = Retrieval.model_validate(made(query="궁", relevant={"a": 2, "b": 1}))
    items = [{"id": key, "name": key} for key in ("c", "a", "b")]
    right, _, points = await judged("retrieval", case, {"items": items})
    assert right
    assert points["hit@1"] == 0
    assert 0.5 < points["nDCG@10"] < 1
    assert (await judged("retrieval", case, {"items": items[:1]}))[0] is False


async def test_a_wish_needs_most_of_five_to_fit_or_of_those_that_can() -> None:
    def items(*keys: str) -> dict[str, Any]:
        return {"items": [{"id": key, "name": key, "category": "market", "tags": ["야경"]} for key in keys]}

    one = Retrieval.model_validate(made(query="국중박", ids=["a"]))
    assert (await judged("retrieval", one, items("a", "b", "c", "d", "e")))[0]
    assert not (await judged("retrieval", one, items("b", "c")))[0]
    three = Retrieval.model_validate(made(query="돌담길", ids=["a", "b", "c"]))
    assert not (await judged("retrieval", three, items("a", "d", "e", "f", "g")))[0]
    assert (await judged("retrieval", three, items("d", "e", "f", "a", "b")))[0]
    many = Retrieval.model_validate(made(query="야경", tags=["야경"], ids=["a"]))
    assert (await judged("retrieval", many, items("b", "c", "d")))[0]
    assert not (await judged("retrieval", many, items("b", "c")))[0]


def option(line: str, fare: int, minutes: float) -> dict[str, Any]:
    legs = [
        {"mode": "walk", "line": None, "minutes": 5},
        {"mode": "subway", "line": line, "minutes": minutes},
    ]
    return {
        "mode": "subway", "legs": legs, "fare": fare, "minutes": minutes + 5, "transfers": 0,
        "others": {"youth": 900}, "note": None,
    }  # fmt: skip


async def test_journeys_are_judged_by_the_line_that_a_fare_is_published_for() -> None:
    told = {"options": [option("1호선", 1550, 9), option("공항철도", 1750, 22)], "taxi": {"fare": 9000}}
    airport = Journey.model_validate(
        made(origin="가", destination="나", line="공항철도", fare=1750, ride=[20, 24], reference="x")
    )
    assert (await judged("journeys", airport, told))[0] is True
    dear = airport.model_copy(update={"fare": 1850})
    assert "1750 won for 1850" in (await judged("journeys", dear, told))[1]
    young = airport.model_copy(update={"fare": 900, "rider": "youth"})
    assert (await judged("journeys", young, told))[0] is True
    slow = airport.model_copy(update={"ride": (40, 50)})
    assert (await judged("journeys", slow, told))[0] is False
    other = airport.model_copy(update={"line": "9호선"})
    assert (await judged("journeys", other, told))[0] is None
    taxi = airport.model_copy(update={"line": None, "fare": None, "ride": None, "taxi": (8000, 8500)})
    assert "9000" in (await judged("journeys", taxi, told))[1]


def stream(answer: str, **result: Any) -> str:
    told = {"answer": answer, "degraded": False, "places": [], "sources": []} | result
    route = {"route": "place", "places": told["places"]}
    return f"event: route\ndata: {json.dumps(route)}\n\nevent: result\ndata: {json.dumps(told)}\n\n"


PALACE = {"id": "gyeongbokgung", "name": "경복궁", "fee": 3000, "hours": "09:00~18:00"}


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("경복궁 입장료는 3,000원이고 오후 6시에 닫아요.", ""),
        ("경복궁 입장료는 3,000원, 어린이는 1,500원이에요.", "numbers of its own: 1500"),
        ("경복궁은 멋진 곳이에요.", "does not say 3,000"),
        ("입장료는 3,000원이에요. 대박투어 예약하세요", "says 대박투어"),
    ],
)
async def test_answers_may_hold_the_numbers_of_their_facts_alone(answer: str, fault: str) -> None:
    case = Answer.model_validate(
        made(text="경복궁 얼마야?", place="경복궁", says=[["3,000"]], never=["대박투어"])
    )
    right, note, _ = await judged("faithfulness", case, stream(answer, places=[PALACE]))
    assert right is not bool(fault)
    assert fault in note


async def test_citations_must_lead_to_sources_that_were_found() -> None:
    case = Answer.model_validate(made(text="책방 언제 열어?", web=True))
    source = {"number": 1, "url": "https://books.example/", "title": "책방 11시 개점"}
    good = stream("11시에 열어요 [1].", sources=[source])
    assert (await judged("citations", case, good))[0] is True
    for answer, fault in (
        ("11시에 열어요.", "no mark"),
        ("11시에 열어요 [2].", "without a source"),
        ("11시에 열어요 [1] https://evil.example/", "links of its own"),
    ):
        assert fault in (await judged("citations", case, stream(answer, sources=[source])))[1]


async def test_a_bare_endpoint_is_measured_by_its_words_alone() -> None:
    def answer(request: Request) -> Reply:
        if request.path == "/v1/models":
            return reply({"data": [{"id": "bare"}]})
        asked = request.json()["messages"][-1]["content"]
        return reply({"choices": [{"message": {"content": "무료예요" if "무료" in asked else "몰라요"}}]})

    async with Loopback(answer) as server:
        chat = Chat(f"{server.url}/v1")
        try:
            assert (await chat.about())["model"] == "bare"
            slots = await one(chat, SUITES["slots"], chosen("slots", "dev")[:3])
            case = Answer.model_validate(made(text="국립중앙박물관 무료야?", says=[["무료"]]))
            words = await one(chat, SUITES["faithfulness"], [case])
            late = await one(chat, SUITES["faithfulness"], [case], limit=-1)
        finally:
            await chat.close()
        figures = await quality(f"{server.url}/v1", suites=["slots", "style"])
    assert slots.share.all == 0
    assert "decides nothing" in slots.why
    assert words.share.rate == 1
    assert (late.share.all, late.skipped, late.why) == (0, 1, "out of time")
    assert "slots" not in figures


async def test_the_stand_in_web_finds_the_page_that_is_meant() -> None:
    async with Web(pages()) as web, httpx.AsyncClient(base_url=web.url) as client:
        for query, host in (
            ("푸른고래 책방 영업시간", "bluewhale.example"),
            ("Whistling Fox Cafe opening time", "fox.example"),
            ("蓝屋顶书店 关门", "blueroof.example"),
        ):
            told = (await client.get("/search", params={"q": query, "format": "json"})).json()
            assert host in told["results"][0]["url"]
        nothing = (await client.get("/search", params={"q": "오늘 환율"})).json()
        assert nothing["results"] == []


def report(half: str = "dev", **outcomes: bool) -> Report:
    right = sum(outcomes.values())
    misses = [
        Miss(id=key, kind="plain", text="<강남역>", note="틀림") for key, ok in outcomes.items() if not ok
    ]
    share = Share.of(right, len(outcomes))
    result = Result(share=share, by_kind={"plain": share, "via": share}, outcomes=outcomes, misses=misses)
    return Report.model_validate(
        {"made": "2026-11-22T06:00:00+00:00", "half": half, "suites": {"slots": result}}
    )


def test_reports_are_kept_compared_and_drawn(tmp_path: Path) -> None:
    before, now = report(a=True, b=True, c=False), report(a=True, b=False, c=True)
    write(before, tmp_path / "dev.json")
    assert read(tmp_path / "dev.json") == before
    told = diff(read(tmp_path / "dev.json"), now)
    assert "+1 −1" in told
    assert "slots now wrong: b <강남역>: 틀림" in told
    other = now.model_copy(update={"suites": {"memory": now.suites["slots"]}})
    assert list(joined(before, other).suites) == ["slots", "memory"]
    assert joined(None, other) == other
    page = html(now, before)
    assert page.count("<svg") == 2
    assert "&lt;강남역&gt;" in page
    assert "<강남역>" not in page
    assert "66.7%" in text(now)


def test_messages_of_the_test_half_are_withheld() -> None:
    kept = withheld(report("test", a=True, b=False))
    assert kept.suites["slots"].misses == []
    assert kept.suites["slots"].outcomes == {"a": True, "b": False}
    assert withheld(report("dev", b=False)).suites["slots"].misses


def test_the_test_half_is_for_reports_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["evals", "--half", "test"])
    assert command.main() == 2
    assert "--report" in capsys.readouterr().err


def test_a_fall_under_the_floor_is_named() -> None:
    held = report(a=True, b=False)
    assert falls(held, {"slots": 0.5}) == []
    [low] = falls(held, {"slots": 0.6})
    assert "slots is at 50.0%" in low
    assert falls(held, {"memory": 0.1}) == ["memory was not measured"]


def test_kobest_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert kobest.main(["--url", "http://127.0.0.1:1/v1", "--model", "m"]) == 1
    assert "pip install 'lm_eval[api]'" in capsys.readouterr().err


def test_the_page_of_quality_is_the_one_of_its_reports() -> None:
    told = PAGE.read_text(encoding="utf-8")
    assert fresh(told) == told, "run: python -m evals --docs"


@pytest.mark.timeout(400)  # two programs start, on whatever machine CI has
async def test_the_service_holds_its_floors(index: Path, tmp_path: Path) -> None:
    """The development half over HTTP, the service a process of its own beside a stand-in model."""
    shutil.copytree(index, tmp_path / "data")
    fast = [name for name, suite in SUITES.items() if suite.fast]
    async with started(data=tmp_path / "data") as url:
        guide = Guide(url)
        try:
            told = await run(guide, fast, "dev", most=MOST)
        finally:
            await guide.close()
    assert falls(told, floors()) == [], text(told)
