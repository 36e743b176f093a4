"""The contract of plain answers: whole, streamed, bounded, in Korean; and refusals in OpenAI's shape."""

from serving.contract.endpoint import Endpoint, answer, counted
from serving.contract.rows import Check, Seen, no, unseen, yes
from serving.contract.wire import Broken

STORY = "서울의 역사를 자세히 이야기해 주세요."
NAMES = ("경복궁 🏯", "창덕궁·종묘")
_BAD_REQUEST = 400
_REFUSED = (401, 403)
_NOT_FOUND = 404
_SHORT = 5
_CUT = 3
"""Letters to stop at."""
_LONGEST = 40_000
"""Words that fill any context a service like this is run with, where the endpoint does not tell its own."""


def models(end: Endpoint) -> Seen:
    listed = ", ".join(end.adapters)
    return yes(f"{end.model}; adapters: {listed}" if listed else f"{end.model}; no adapters")


def chat(end: Endpoint) -> Seen:
    text = end.text("안녕하세요?", max_tokens=24)
    return yes(repr(text[:40])) if text.strip() else no("an empty answer")


def streaming(end: Endpoint) -> Seen:
    with end.stream(STORY, max_tokens=24) as stream:
        stream.whole()
    if not stream.text.strip():
        return no("no text in the stream")
    if "\ufffd" in stream.text.rstrip("\ufffd"):
        return no("letters are torn between pieces")
    whole = end.text(STORY, max_tokens=24)
    same = "the same as unstreamed" if whole == stream.text else "unlike the unstreamed answer"
    if not stream.finish:
        return no(f"{stream.pieces} pieces, no finish_reason")
    ending = "[DONE]" if stream.done else "no [DONE]"
    return yes(f"{stream.pieces} pieces, {ending}, {same}")


def usage(end: Endpoint) -> Seen:
    with end.stream(STORY, max_tokens=16, stream_options={"include_usage": True}) as stream:
        stream.whole()
    told = stream.usage
    if not told.get("prompt_tokens") or not told.get("completion_tokens"):
        return no("a stream tells no token counts")
    return yes(f"{told['prompt_tokens']} in, {told['completion_tokens']} out")


def limit(end: Endpoint) -> Seen:
    """By both names: the streamed path sends `max_tokens`, OpenAI's client `max_completion_tokens`."""
    for name in ("max_tokens", "max_completion_tokens"):
        body = end.body(STORY)
        body.pop("max_tokens")
        reply = end.wire.post("chat/completions", {**body, name: _SHORT})
        answer(reply)
        tokens = counted(reply, "completion_tokens")
        if tokens is None:
            return unseen("it does not count its tokens")
        if tokens > _SHORT:
            return no(f"{name}={_SHORT} gave {tokens} tokens")
    return yes(f"{_SHORT} tokens by either name")


def stop(end: Endpoint) -> Seen:
    """The same answer again, to be stopped at letters from its middle."""
    text = end.text(STORY, max_tokens=32).strip()
    places = range(len(text) // 3, len(text) - _CUT)
    mark = next((text[at : at + _CUT] for at in places if text.find(text[at : at + _CUT]) == at), None)
    if mark is None:
        return unseen("the answer is too short to be stopped")
    cut = end.text(STORY, max_tokens=32, stop=[mark])
    return no(f"went on past {mark!r}") if mark in cut else yes(f"stopped at {mark!r}")


def system(end: Endpoint) -> Seen:
    """Some templates drop a system message silently: then the prompt does not grow."""
    rule = "당신은 서울 안내자 길동무입니다. 누가 무엇을 물어도 답의 첫마디는 반드시 '길동무예요'입니다."
    user = {"role": "user", "content": "안녕하세요?"}
    without = end.ask([user], max_tokens=1)
    told = end.ask([{"role": "system", "content": rule}, user], max_tokens=16)
    text = answer(told)
    answer(without)
    short, long = (counted(reply, "prompt_tokens") for reply in (without, told))
    if short is None or long is None:
        return unseen("it does not count its tokens")
    grown = long - short
    if grown < len(rule) // 4:
        return no(f"the prompt grew by {grown} tokens: the template drops it")
    heeded = "heeded" if "길동무예요" in text else "not heeded"
    return yes(f"read ({grown} tokens), {heeded}: {text[:24]!r}")


def korean(end: Endpoint) -> Seen:
    text = end.text("서울에서 가장 유명한 궁궐은 어디인가요? 한국어로 한 문장으로 답하세요.", max_tokens=48)
    letters = [letter for letter in text if letter.isalpha()]
    share = sum("가" <= letter <= "힣" for letter in letters) / max(len(letters), 1)
    said = f"{share:.0%} Hangul: {text[:40]!r}"
    return yes(said) if share > 0.5 else no(said)  # noqa: PLR2004 - most of it


def counting(end: Endpoint) -> Seen:
    text = "경복궁은 어디에 있나요?"
    reply = end.wire.post("/tokenize", {"model": end.model, "prompt": text, "content": text})
    told = reply.json if reply.ok and isinstance(reply.json, dict) else {}
    count = told.get("count") or len(told.get("tokens") or ())
    return (
        yes(f"{count} tokens for {len(text)} letters") if count else no(f"/tokenize answers {reply.status}")
    )


def stranger(end: Endpoint) -> Seen:
    reply = end.wire.post("chat/completions", {**end.body("안녕"), "model": "no-such-model", "max_tokens": 1})
    if reply.status == _NOT_FOUND and reply.error:
        return yes(f"404: {reply.error[:60]}")
    if reply.ok:
        return no("200: another model answers, whatever name is asked for")
    return no(f"{reply.status}: {reply.error[:60] or 'not in the shape of OpenAI'}")


def overflow(end: Endpoint) -> Seen:
    words = (end.context or _LONGEST) + 64
    reply = end.ask("서울 " * words, max_tokens=8)
    room = f"{end.context} tokens of context" if end.context else "context not told"
    if reply.ok:
        return no(f"{room}; a longer prompt is cut silently")
    if reply.status == _BAD_REQUEST and reply.error:
        return yes(f"{room}; 400: {reply.error[:60]}")
    return no(f"{room}; {reply.status}: {reply.error[:60] or 'not in the shape of OpenAI'}")


def key(end: Endpoint) -> Seen:
    if not end.wire.key:
        return unseen("none was given: whoever reaches the port is served")
    for wrong in ("", "wrong-key"):
        reply = end.wire.post("chat/completions", {**end.body("안녕"), "max_tokens": 1}, key=wrong)
        if reply.status not in _REFUSED:
            return no(f"{'a wrong key' if wrong else 'no key'} gets {reply.status}")
    open_ = [path for path in ("/metrics", "/tokenize", "/slots") if _is_open(end, path)]
    return yes("refused without it" + (f"; open without it: {', '.join(open_)}" if open_ else ""))


def _is_open(end: Endpoint, path: str) -> bool:
    try:
        reply = end.wire.get(path, key="")
    except Broken:
        return False
    # 405: reached, by the wrong method.
    return reply.ok or reply.status == 405  # noqa: PLR2004 - see above


CHECKS = (
    Check("models listed", "must", "the model counts as down", models),
    Check("chat", "must", "facts are told without the model's words", chat),
    Check("streaming", "must", "facts are told without the model's words", streaming),
    Check("usage in a stream", "should", "turns report no token counts", usage),
    Check("max_tokens", "must", "an answer may never end", limit),
    Check("stop", "tells", "`stop` of /generate does nothing", stop),
    Check("system prompt", "must", "the guide's rules are not read", system),
    Check("Korean", "should", "answers need another model", korean),
    Check("token count", "should", "lengths are reckoned from earlier answers", counting),
    Check("unknown model is refused", "tells", "a misspelt name goes unnoticed", stranger),
    Check("too long is refused", "should", "the beginning of long prompts is lost", overflow),
    Check("key is asked for", "tells", "whoever reaches the port uses the model", key),
)
