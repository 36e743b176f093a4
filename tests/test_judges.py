"""Who decides where rules are unsure: the wording and the meaning of labelled messages, then the model."""

import asyncio
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Self, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from agent.known import Known
from agent.parts import rehearsed
from agent.tools.decision import Decision, Route
from agent.tools.routing.examples import Examples
from agent.tools.routing.learned import WORDINGS, learned, read_examples
from agent.tools.routing.opinions import ROUTES
from agent.tools.routing.wording import Wording, masked
from agent.tools.text.language import detect
from tests.understanding import cases, decide, router


def scores(route: Route, share: float) -> Mapping[Route, float]:
    rest = (1 - share) / (len(ROUTES) - 1)
    return {each: share if each == route else rest for each in ROUTES}


class Judge:
    """A second opinion that says what it is told, and counts."""

    def __init__(self, route: Route, share: float = 0.9) -> None:
        self.route, self.share, self.asked = route, share, 0

    async def __call__(self, text: str) -> Mapping[Route, float]:
        self.asked += 1
        return scores(self.route, self.share)

    async def choose(self, text: str, routes: Sequence[Route]) -> Route | None:
        self.asked += 1
        return self.route


async def test_a_sure_rule_asks_nobody() -> None:
    other = Judge("chat")
    found = await router().decide("경복궁에서 명동까지 어떻게 가?", embed=other, choose=other.choose)
    assert (found.route, found.by, other.asked) == ("transit", "rule", 0)
    assert found.ms > 0


UNSURE = "무지개 다리 전설"


async def test_an_unsure_rule_is_confirmed_by_the_examples_or_overruled() -> None:
    assert decide(UNSURE).confidence < 0.7
    guess = decide(UNSURE).route
    model = Judge("place")
    plain = type(router())(router().knowledge)
    agreed = await plain.decide(UNSURE, embed=Judge(guess), choose=model.choose)
    assert (agreed.route, agreed.by, model.asked) == (guess, "embedding", 0)
    sure = await plain.decide(UNSURE, embed=Judge("etiquette"), choose=model.choose)
    assert (sure.route, sure.by, model.asked) == ("etiquette", "embedding", 0)
    split = await plain.decide(UNSURE, embed=Judge("etiquette", 0.4), choose=model.choose)
    assert (split.route, split.by, model.asked) == ("place", "model", 1)
    alone = await plain.decide(UNSURE, embed=Judge("etiquette"))
    assert (alone.route, alone.by) == ("etiquette", "embedding")
    assert guess in alone.rivals


async def test_judges_that_fail_or_hang_break_nothing() -> None:
    async def broken(text: str) -> Mapping[Route, float]:
        raise ConnectionError("no embedder")

    async def stuck(text: str, routes: Sequence[Route]) -> Route | None:
        await asyncio.sleep(60)
        return None

    patient = type(router())(router().knowledge, patience=0.05)
    found = await patient.decide(UNSURE, embed=broken, choose=stuck)
    assert (found.route, found.by) == (decide(UNSURE).route, "rule")
    waiting = type(router())(router().knowledge)
    task = asyncio.create_task(waiting.decide(UNSURE, choose=stuck))
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):  # leaving is no failure of a judge
        await task


async def test_examples_teach_what_is_near_them() -> None:
    calls: list[int] = []

    async def embed(texts: list[str]) -> NDArray[np.float32]:
        """Character bigrams hashed into a unit vector: near texts share them."""
        calls.append(len(texts))
        out = np.zeros((len(texts), 512), dtype=np.float32)
        for row, text in enumerate(texts):
            for first, second in pairwise(text):
                out[row, (ord(first) * 31 + ord(second)) % 512] += 1
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        return np.asarray(out / np.maximum(norms, 1e-6), dtype=np.float32)

    examples = Examples(embed)
    first = await examples("강남역에서 명동까지 어떻게 가나요")
    second = await examples("밥 먹을 때 지켜야 할 예절이 뭐야")
    assert max(first, key=lambda route: first[route]) == "transit"
    assert max(second, key=lambda route: second[route]) == "etiquette"
    assert sum(first.values()) == pytest.approx(1.0, abs=1e-5)
    assert sum(calls) == len(read_examples()) + 2
    assert calls[-2:] == [1, 1], "learned once"
    assert max(calls) <= 16, "whoever searches meanwhile waits for few"


def halved(folder: Path) -> None:
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes()[:40])


async def test_what_examples_taught_is_kept_for_the_next_start(tmp_path: Path) -> None:
    asked: list[str] = []

    async def embed(texts: list[str]) -> NDArray[np.float32]:
        asked.extend(texts)
        rows = [[len(text), text.count(" "), text.isascii(), 1] for text in texts]
        return np.asarray(rows, dtype=np.float32)

    pairs: list[tuple[str, Route]] = [("경복궁 알려줘", "place"), ("how do I get there", "transit")]
    first = Examples(embed, pairs, kept=tmp_path)
    scores = await first("명동")
    assert len(asked) == 3
    again = Examples(embed, pairs, kept=tmp_path)
    assert not again.learned
    assert await again("명동") == scores
    assert asked[3:] == ["명동"], "nothing is learned again"
    await Examples(embed, [*pairs, ("안녕", "chat")], kept=tmp_path).warm()
    assert len(asked) == 7, "other examples are"
    await asyncio.to_thread(halved, tmp_path)
    assert await Examples(embed, pairs, kept=tmp_path)("명동") == scores, "half a file is none"


def test_examples_cover_every_route_and_language() -> None:
    rows = read_examples()
    for route in ROUTES:
        texts = [text for text, labelled in rows if labelled == route]
        assert len(texts) >= 40, route
        assert sum(text.isascii() for text in texts) >= 5, route
    assert len({text for text, _ in rows}) == len(rows)
    tested = {case["text"] for half in ("dev", "held") for case in cases("routes", half)}
    assert not tested & {text for text, _ in rows}, "examples must not be test messages"
    held = {case["text"] for case in cases("routes", "held")}
    assert not held & {text for text, _ in read_examples(WORDINGS)}, "nor wordings those set aside"


async def test_wording_settles_what_rules_are_unsure_of() -> None:
    """On messages set aside, without any model: right more often than the rules alone."""
    unsure = [
        (case, judged)
        for case in cases("routes", "held")
        if not {"focus", "history"} & case.keys() and (judged := decide(case["text"])).confidence < 0.9
    ]
    found = [(await router().decide(case["text"])).route == case["route"] for case, _ in unsure]
    alone = [judged.route == case["route"] for case, judged in unsure]
    assert len(unsure) > 40
    assert sum(alone) < sum(found) >= 0.75 * len(unsure), (sum(found), sum(alone), len(unsure))


def test_wording_puts_names_aside_and_tells_the_routes_apart() -> None:
    said = [
        ("§ 몇 시까지", "place"),
        ("§ 몇 시에 열어", "place"),
        ("¤에서 §까지", "transit"),
        ("¤에서 ¤까지", "transit"),
    ]
    judge = Wording.learned([(text, cast("Route", route)) for text, route in said])
    heard = router().gazetteer.link("잠실역에서 서울숲까지")
    scores = judge(masked("잠실역에서 서울숲까지", heard))
    assert masked("잠실역에서 서울숲까지", heard) == "¤에서 §까지"
    assert max(scores, key=lambda route: scores[route]) == "transit"
    assert sum(scores.values()) == pytest.approx(1.0)
    assert judge("하나도 안 겹치는 말") == pytest.approx(judge("qqq")), "what was never said says nothing"


def test_what_was_learned_is_of_the_examples_that_ship() -> None:
    """After a change of the examples: `python -m agent.tools.routing.learn`."""
    shipped = learned()
    assert shipped is not None
    assert shipped.embedder.startswith("multilingual-e5-small-")
    text, route = "§ 입장료 얼마예요", "place"
    said = shipped.wording(text)
    assert max(said, key=lambda each: said[each]) == route
    assert sum(said.values()) == pytest.approx(1.0)


async def test_at_start_examples_are_decided_on_so_that_no_first_message_waits() -> None:
    asked: list[str] = []

    class Listening:
        @property
        def router(self) -> Self:
            return self

        async def decide(self, text: str) -> Decision:
            asked.append(text)
            return await router().decide(text)

    await rehearsed(cast("Known", Listening()))
    languages = {detect(text, "ko") for text in asked}
    assert len(set(asked)) > 200
    assert languages == {"ko", "en", "ja", "zh"}, "patterns of every language are used once"
