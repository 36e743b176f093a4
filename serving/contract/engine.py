"""The contract of the engine behind the endpoint: adapters, leaving, the prefix cache, speed."""

import secrets
from typing import Any

from serving import dialect
from serving.contract.answers import STORY
from serving.contract.endpoint import Endpoint, answer, counted
from serving.contract.rows import Check, Seen, no, unseen, yes
from serving.contract.wire import Reply

_LONG = 512
_CROWD = 4
"""Other prompts that push one out of its slot."""
_LONG_ENOUGH = 12
"""Tokens in which events of four are told from events of one."""
_FREED = 20.0
"""Seconds that an engine gets to notice that its client has gone."""
_TOLD = "경복궁은 1395년에 창건된 조선의 법궁이에요. 입장료는 3,000원이고 화요일에 쉬어요. "
RULES = (
    "당신은 서울 여행 안내자 '길동무'입니다. 인사말 없이 바로, 친절하고 짧게 답합니다. "
    "아래에 적힌 내용만으로 답하고, 적혀 있지 않은 것은 아직 확인하지 못했다고 말합니다. "
    "숫자, 시간, 요금, 이름은 적힌 그대로 옮깁니다. " + _TOLD * 3
)
TURNS = (
    "경복궁은 언제 지어졌어요?",
    "입장료는 얼마예요?",
    "언제 쉬어요?",
    "아이도 돈을 내나요?",
    "어느 역에서 가까워요?",
    "한복을 입으면 어때요?",
    "얼마나 걸려요?",
    "밤에도 볼 수 있어요?",
    "근처에 뭐가 있어요?",
    "고마워요!",
)


def adapters(end: Endpoint) -> Seen:
    """By name, and each another model than the base: a name that is passed over would answer like it."""
    if not end.adapters:
        return unseen("none is served")
    base = end.text(STORY, max_tokens=12)
    alike = [name for name in end.adapters if end.text(STORY, name, max_tokens=12) == base]
    if mixed := _mixed(end):
        return no(
            f"the base goes on from {mixed} tokens that {end.adapters[0]} read (llama.cpp: --cache-ram 0)"
        )
    how = "by the field `lora`" if end.ids else "by `model`"
    if alike:
        return yes(f"{how}; answers like the base here: {', '.join(alike)}")
    return yes(f"{how}: {', '.join(end.adapters)}, each unlike the base")


def _mixed(end: Endpoint) -> int:
    """Tokens of a prompt that only an adapter has read, and that the base is then given from the cache."""
    unread = f"{secrets.token_hex(8)} {_TOLD * 4}"
    end.text(unread, end.adapters[0], max_tokens=1)
    for question in TURNS[:_CROWD]:  # what is kept in a slot alone is lost
        end.text(question * 8, max_tokens=1)
    reply = end.ask(unread, max_tokens=1)
    answer(reply)
    cached = _cached(reply) or 0
    return cached if cached > (counted(reply, "prompt_tokens") or 0) / 2 else 0


def leaving(end: Endpoint) -> Seen:
    before = end.running()
    if before is None:
        return unseen("the engine does not tell what it is running")
    fields: dict[str, Any] = {} if end.engine == "other" else {"ignore_eos": True}
    with end.stream(STORY, max_tokens=_LONG, **fields) as stream:
        if next(iter(stream), None) is None:
            return no("the stream ended before its first word")
        during = end.running() or 0.0
    if during <= before:
        return unseen(f"the count stayed at {during:.0f} while it wrote")
    freed = end.until(before, _FREED)
    if freed is None:
        return no(f"still writing {_FREED:.0f} s after its client left")
    return yes(f"running {during:.0f} → {before:.0f} in {freed:.2f} s")


def prefix(end: Endpoint) -> Seen:
    """Ten turns behind the same rules; each reads what was said before."""
    said = [{"role": "system", "content": RULES}]
    asked = cached = 0
    told = False
    before = end.metrics()
    for question in TURNS:
        said.append({"role": "user", "content": question})
        reply = end.ask(said, max_tokens=12)
        said.append({"role": "assistant", "content": answer(reply)})
        asked += counted(reply, "prompt_tokens") or 0
        count = _cached(reply)
        told, cached = told or count is not None, cached + (count or 0)
    after = end.metrics()
    hits, looked = (
        _grown(before, after, f"vllm:prefix_cache_{what}") for what in ("hits_total", "queries_total")
    )
    if not told and not looked:
        return unseen("the engine tells nothing of its cache")
    if not told:
        cached, asked = int(hits), int(looked)
    return Seen(
        "yes" if cached > asked / 2 else "no",
        f"{cached / max(asked, 1):.0%} of {asked} prompt tokens over {len(TURNS)} turns were read before",
    )


def _cached(reply: Reply) -> int | None:
    """Tokens of the prompt that came from the cache: OpenAI's field, or llama.cpp's timings."""
    told = reply.json
    details = (told.get("usage") or {}).get("prompt_tokens_details")
    if isinstance(details, dict) and details.get("cached_tokens") is not None:
        return int(details["cached_tokens"])
    timings = told.get("timings")
    return int(timings["cache_n"]) if isinstance(timings, dict) and "cache_n" in timings else None


def _grown(before: dict[str, float], after: dict[str, float], name: str) -> float:
    return after.get(name, 0.0) - before.get(name, 0.0)


def grouped(end: Endpoint) -> Seen:
    """Tokens an event by request: what a crowd is spared."""
    more: dict[str, Any] = {dialect.GROUPED: 4, "stream_options": {"include_usage": True}}
    with end.stream(STORY, max_tokens=32, **more) as stream:
        stream.whole()
    tokens = stream.usage.get("completion_tokens") or 0
    if tokens < _LONG_ENOUGH:
        return unseen("the answer was too short, or not counted")
    told = f"{stream.pieces} events for {tokens} tokens"
    return yes(told) if stream.pieces < tokens / 2 else no(told)


def speed(end: Endpoint) -> Seen:
    with end.stream(STORY, max_tokens=48, stream_options={"include_usage": True}) as stream:
        stream.whole()
    tokens = stream.usage.get("completion_tokens") or stream.pieces
    spent = stream.last - stream.first
    if tokens < 2 or spent <= 0:  # noqa: PLR2004 - a pace needs two
        return unseen("the answer was too short")
    return yes(f"first word after {stream.first:.2f} s, then {(tokens - 1) / spent:.1f} tokens/s")


CHECKS = (
    Check("adapters by name", "tells", "the base answers with the adapter's prompt", adapters),
    Check("leaving stops it", "should", "abandoned answers go on at the cost of others", leaving),
    Check("prefix cache", "should", "every turn reads the whole conversation anew", prefix),
    Check("several tokens an event", "tells", "", grouped),
    Check("speed, one reader", "tells", "", speed),
)
