"""The service as its clients meet it: over TCP, in four languages, with a stand-in for the model only."""

import asyncio
import sqlite3
import time

import httpx
import pytest

from agent import texts
from agent.settings import Settings
from bench.standin import Standin
from tests.service import SOON, result, tell

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLACE = "경복궁에 대해 알려 줘"


async def test_a_turn_tells_its_decision_its_words_and_its_data(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.text = "경복궁은 종로구에 있는 고궁이에요."
    events = await tell(client, PLACE)
    kinds = [kind for kind, _ in events]
    assert kinds[0] == "route"
    assert kinds[-2:] == ["result", "done"]
    assert kinds.count("token") == len(standin.text)
    final = result(events)
    assert "".join(data["delta"] for kind, data in events if kind == "token") == final["answer"]
    assert final["answer"] == standin.text
    assert final["route"] == "place"
    assert final["place"]["id"] == "gyeongbokgung"
    assert final["model"] == "culture"
    assert final["usage"]["completion_tokens"] == len(standin.text)
    assert not final["degraded"]
    facts = standin.requests[-1]["messages"][-1]["content"]
    assert "경복궁" in facts
    assert "3,000원" in facts


@pytest.mark.parametrize(
    "message",
    ["지하철에 폰 두고 내렸어 어떡해", "I left my bag on the bus", "護照丟了", "落とし物センターはどこ"],
)
async def test_whom_to_call_about_a_lost_thing_is_told_without_web_or_model(
    client: httpx.AsyncClient, standin: Standin, message: str
) -> None:
    asked = len(standin.requests)
    final = result(await tell(client, message))
    assert (final["route"], final["degraded"]) == ("search", False)
    assert "lost112.go.kr" in final["answer"]
    assert len(standin.requests) == asked


async def test_a_conversation_remembers_what_there_and_its_mean(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.tokens = 3
    first = result(await tell(client, PLACE))
    thread = first["thread_id"]
    fee = result(await tell(client, "입장료는 얼마야?", thread_id=thread))
    assert fee["place"]["id"] == "gyeongbokgung"
    way = result(await tell(client, "거기서 남산서울타워까지 어떻게 가?", thread_id=thread))
    assert way["route"] == "transit"
    assert way["transit"]["origin"]["name"] == "경복궁"
    assert way["transit"]["options"][0]["fare"] >= 960  # an early village bus, at the least
    taxi = result(await tell(client, "택시는 얼마 정도 나와?", thread_id=thread))
    assert taxi["route"] == "transit"
    assert (
        taxi["transit"]["taxi"]["low"] <= taxi["transit"]["taxi"]["fare"] <= taxi["transit"]["taxi"]["high"]
    )
    manners = result(await tell(client, "지하철에서 지켜야 할 예절이 있어?", thread_id=thread))
    assert manners["etiquette"]["category"] == "subway"
    assert manners["etiquette"]["title"] == "지하철"
    assert all(rule["source"] for rule in manners["etiquette"]["guide"])
    history = (await client.get(f"/threads/{thread}")).json()
    assert [m["role"] for m in history["messages"]] == ["user", "assistant"] * 5
    assert history["turns"] == 5


async def test_every_number_of_a_journey_comes_from_the_data(client: httpx.AsyncClient) -> None:
    way = result(await tell(client, "강남역에서 홍대입구역까지 어떻게 가?"))
    best = way["transit"]["options"][0]
    assert f"{best['fare']:,}" in way["answer"]


async def test_a_sentence_with_a_foreign_number_does_not_stay(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.text = "경복궁은 고궁이에요. 입장료는 9,900원이에요."
    assert result(await tell(client, PLACE))["answer"] == "경복궁은 고궁이에요."


async def test_where_to_get_off_is_told_before_a_start_is_asked_for(client: httpx.AsyncClient) -> None:
    asked = (await client.post("/chat", json={"message": "서울식물원 무슨 역에서 내려?"})).json()
    assert "마곡나루" in asked["answer"]
    assert asked["answer"].endswith("어디에서 출발하세요?")


async def test_a_missing_origin_is_asked_for_and_the_next_turn_completes_it(
    client: httpx.AsyncClient,
) -> None:
    asked = result(await tell(client, "명동까지 어떻게 가?"))
    assert asked["route"] == "transit"
    assert "어디에서 출발" in asked["answer"]
    assert asked["transit"] is None
    done = result(await tell(client, "강남역이요", thread_id=asked["thread_id"]))
    assert done["transit"]["origin"]["name"].startswith("강남")
    assert done["transit"]["destination"]["name"].startswith("명동")


async def test_two_questions_in_one_message_are_answered_in_order(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.text = "입장료는 3,000원이에요."
    events = await tell(client, "경복궁 입장료 얼마야? 그리고 강남역에서 어떻게 가?")
    final = result(events)
    fee, way = final["answer"].split("\n\n", 1)
    assert fee == standin.text
    assert f"{final['transit']['options'][0]['fare']:,}원" in way
    assert final["place"]["id"] == "gyeongbokgung"
    assert final["transit"]["destination"]["name"] == "경복궁"
    assert final["answer"] == "".join(data["delta"] for kind, data in events if kind == "token")
    assert [further["route"] for further in events[0][1]["then"]] == ["transit"]


async def test_an_unknown_currency_leaves_the_fares_in_won(client: httpx.AsyncClient) -> None:
    final = result(await tell(client, "강남역에서 명동역까지 어떻게 가?", currency="XXX"))
    assert final["transit"]["currency"] is None
    assert "원" in final["answer"]


async def test_the_web_is_said_to_be_asked_and_its_silence_is_owned(client: httpx.AsyncClient) -> None:
    events = await tell(client, "성심당 본점은 어디 있어?")
    assert ("status", {"text": "잘 모르는 내용이라 웹에서 찾아보고 알려 드릴게요."}) in events
    final = result(events)
    assert final["route"] == "search"
    assert final["degraded"]
    assert "죄송" in final["answer"]


async def test_where_nothing_can_be_looked_up_an_unknown_name_is_said_to_be_unknown(
    client: httpx.AsyncClient,
) -> None:
    final = result(await tell(client, "별빛정원 수목원 몇 시까지 해?"))
    assert final["route"] == "search"
    assert final["answer"].startswith(texts.NOT_HELD["ko"])
    strange = result(await tell(client, "해오름궁은 몇 시까지 열어?"))
    assert strange["answer"] == texts.NOT_HELD["ko"], "no place of another name and kind is offered instead"
    museum = result(await tell(client, "별똥별박물관 입장료 얼마야?"))
    assert {place["category"] for place in museum["places"]} == {"museum"}
    assert not final["degraded"]
    assert final["place"] is None


@pytest.mark.parametrize("asked", ["Do I need cash?", "is tap water safe", "キムチってどういう意味？"])
async def test_no_place_is_offered_for_what_is_asked_of_the_country(
    client: httpx.AsyncClient, asked: str
) -> None:
    final = result(await tell(client, asked))
    assert (final["route"], final["places"]) == ("search", [])
    assert final["answer"]


async def test_words_of_a_choice_never_reach_the_client(client: httpx.AsyncClient, standin: Standin) -> None:
    standin.choose = lambda choices, _: choices[-1]
    standin.text = "반려견은 목줄을 매고, 배설물은 치워 주세요."
    events = await tell(client, "한강에서 연날리기할 때 예의가 있을까?")
    said = "".join(data["delta"] for kind, data in events if kind == "token")
    assert "없음" not in said
    assert said == result(events)["answer"]


@pytest.mark.parametrize("language", ["en", "ja", "zh"])
async def test_the_prompt_asks_for_the_askers_language(
    client: httpx.AsyncClient, standin: Standin, language: str
) -> None:
    asked = {
        "en": "Tell me about Gyeongbokgung Palace",
        "ja": "景福宮について教えて",
        "zh": "请介绍一下景福宫",
    }
    spoken = {"en": "English", "ja": "日本語", "zh": "中文"}
    final = result(await tell(client, asked[language]))
    assert final["place"]["id"] == "gyeongbokgung"
    assert spoken[language] in standin.requests[-1]["messages"][-1]["content"]


@pytest.mark.parametrize("path", ["/chat", "/chat/stream"])
@pytest.mark.parametrize("message", [PLACE, "야경 보기 좋은 곳 추천해 줘", "지하철 예절 알려 줘"])
async def test_leaving_stops_the_model(
    client: httpx.AsyncClient, standin: Standin, path: str, message: str
) -> None:
    standin.pace, standin.tokens = 0.02, 1_000
    reading, writing = await asyncio.open_connection(client.base_url.host, client.base_url.port)
    body = b'{"message": "%b"}' % message.encode()
    writing.write(
        b"POST %b HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\ncontent-type: application/json\r\n\r\n%b"
        % (path.encode(), len(body), body)
    )
    await standin.spoke(4)
    assert standin.running == 1
    writing.transport.abort()
    left = time.perf_counter()
    while standin.running:
        assert time.perf_counter() - left < SOON, "the model goes on for nobody"
        await asyncio.sleep(0.005)
    assert standin.answers[0].ended is not None
    del reading


async def test_stop_keeps_what_was_said_and_the_next_turn_works(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.pace, standin.tokens = 0.02, 1_000
    turn = asyncio.create_task(tell(client, PLACE, thread_id="t1"))
    await standin.spoke(4)
    assert (await client.post("/threads/t1/stop")).json() == {"thread_id": "t1", "stopped": True}
    events = await turn
    assert events[-1][1]["stopped"]
    assert standin.running == 0
    kept = (await client.get("/threads/t1")).json()["messages"][-1]
    assert kept["stopped"]
    assert kept["content"].startswith("경복궁은")
    standin.pace, standin.tokens = 0, 5
    assert result(await tell(client, "입장료는?", thread_id="t1"))["place"]["id"] == "gyeongbokgung"
    assert (await client.post("/threads/t1/stop")).json()["stopped"] is False


async def test_a_second_message_on_a_busy_thread_is_refused_and_not_lost_track_of(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.pace, standin.tokens = 0.05, 1_000
    turn = asyncio.create_task(tell(client, PLACE, thread_id="t2"))
    await standin.spoke(1)
    refused = await client.post("/chat", json={"message": "둘째", "thread_id": "t2"})
    assert refused.status_code == 409
    assert refused.json()["error"]["code"] == "thread_busy"
    assert int(refused.headers["retry-after"]) >= 1
    await client.post("/threads/t2/stop")
    await turn
    history = (await client.get("/threads/t2")).json()["messages"]
    assert [m["content"] for m in history if m["role"] == "user"] == [PLACE]


async def test_without_a_model_the_facts_themselves_answer_and_it_recovers(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.fault = "error"
    began = time.perf_counter()
    final = result(await tell(client, PLACE))
    assert time.perf_counter() - began < SOON
    assert final["degraded"]
    assert "3,000원" in final["answer"]
    standin.fault = "none"
    assert not result(await tell(client, PLACE))["degraded"]


async def test_an_answer_that_breaks_off_is_completed_with_facts(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.fault = "reset"
    final = result(await tell(client, PLACE))
    assert final["degraded"]
    assert final["answer"].startswith("경복궁은")
    assert "3,000원" in final["answer"]


async def test_checkpoints_stay_small(
    client: httpx.AsyncClient, standin: Standin, settings: Settings
) -> None:
    standin.tokens = 2
    for _ in range(20):
        await tell(client, PLACE, thread_id="long")
    with sqlite3.connect(settings.database) as db:
        assert db.execute("SELECT count(*) FROM checkpoints WHERE thread_id = 'long'").fetchone() == (1,)
        [(state,)] = db.execute("SELECT checkpoint FROM checkpoints WHERE thread_id = 'long'").fetchall()
        assert "3,000원" not in state.decode(errors="ignore"), "facts do not belong in a checkpoint"
        assert len(state) < 20_000


async def test_forgetting_erases_everywhere(client: httpx.AsyncClient, settings: Settings) -> None:
    await tell(client, PLACE, thread_id="gone")
    erased = (await client.delete("/threads/gone")).json()
    assert erased["erased"]["messages"] == 2
    assert (await client.get("/threads/gone")).status_code == 404
    with sqlite3.connect(settings.database) as db:
        for table in ("threads", "messages", "checkpoints", "writes"):
            assert db.execute(f"SELECT count(*) FROM {table} WHERE thread_id = 'gone'").fetchone() == (0,)


async def test_route_shows_the_decision_with_history_and_answers_nothing(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    asked = len(standin.requests)
    reply = await client.post(
        "/route",
        json={"message": "거기 몇 시에 닫아?", "history": [{"role": "user", "content": PLACE}]},
    )
    decision = reply.json()
    assert decision["route"] == "place"
    assert decision["place"]["id"] == "gyeongbokgung"
    assert decision["by"] == "rule"
    assert "경복궁" in decision["question"]
    assert len(standin.requests) == asked


async def test_places_directions_and_etiquette_without_a_conversation(client: httpx.AsyncClient) -> None:
    found = (await client.get("/places", params={"q": "야경", "limit": 5})).json()["items"]
    assert len(found) == 5
    assert {"id", "name", "category", "district", "lat", "lon", "score"} <= set(found[0])
    palace = (await client.get("/places/gyeongbokgung")).json()
    near = (await client.get("/places", params={"near": f"{palace['lat']},{palace['lon']}"})).json()["items"]
    assert near[0]["id"] == "gyeongbokgung"
    assert palace["names"]["en"]

    way = (await client.post("/directions", json={"origin": "강남역", "destination": "시청역"})).json()
    assert way["options"][0]["fare"] == 1_650
    by_point = await client.post(
        "/directions",
        json={"origin": {"lat": 37.4979, "lon": 127.0276}, "destination": "City Hall", "currency": "USD"},
    )
    assert by_point.json()["currency"]["code"] == "USD"
    lost = await client.post("/directions", json={"origin": "없는역이름", "destination": "시청역"})
    assert lost.status_code == 404

    manners = (await client.get("/etiquette", params={"place": "경복궁"})).json()
    assert manners["category"] == "palace"
    assert manners["guide"]


async def test_readiness_tells_the_state_of_each_part(client: httpx.AsyncClient) -> None:
    told = (await client.get("/ready")).json()["dependencies"]
    assert told["model"]["state"] == "up"
    assert told["model"]["choice"] == "json_schema"
    assert told["model"]["adapters"] == ["culture"]
    assert told["history"]["state"] == "up"
    assert told["places"]["places"] >= 300
    assert (await client.get("/live")).json() == {"status": "alive"}
    assert (await client.get("/health")).status_code == 200
    page = await client.get("/")
    assert page.status_code == 200
    assert "길동무" in page.text


async def test_a_meaning_that_the_facts_do_not_tell_does_not_stay_in_an_answer(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.text = "경복궁은 '하늘이 내린 집'이라는 뜻이에요. 종로구에 있는 고궁이에요."
    assert result(await tell(client, PLACE))["answer"] == "종로구에 있는 고궁이에요."


async def test_what_the_structures_answer_of_a_visit_no_model_rewords(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.text = "네, 화요일에도 열어요."
    told = result(await tell(client, "경복궁 화요일에 열어?"))
    assert told["answer"].startswith("아니요")
    assert standin.text not in told["answer"]
    assert told["place"]["name"] == "경복궁"


async def test_small_talk_of_a_model_holds_no_list_and_no_number_of_its_own(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.text = (
        "반가워요!\n1. 별빛 다방: 커피 맛집\n2. 달빛 다방: 디저트\n아메리카노는 4,500원이에요. 또 물어봐요."
    )
    told = result(await tell(client, "오늘 기분이 어때?"))
    assert told["route"] == "chat"
    assert told["answer"] == "반가워요!\n또 물어봐요."


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("경복궁 입장료 얼마야?", "3,000"),
        ("경복궁 소개해 줘", "궁궐"),
        ("When is Gyeongbokgung open?", "09:00"),
    ],
)
async def test_a_model_that_refuses_what_the_facts_tell_is_not_heard(
    client: httpx.AsyncClient, standin: Standin, asked: str, told: str
) -> None:
    standin.text = (
        "Sorry, I have not confirmed that yet." if asked.isascii() else "그 정보는 아직 확인하지 못했어요."
    )
    answer = result(await tell(client, asked))["answer"]
    assert told in answer
    assert standin.text not in answer
    standin.text = "와이파이는 아직 확인하지 못했어요."
    assert result(await tell(client, "경복궁 야경 어때?"))["answer"] == standin.text, "which is not known"
