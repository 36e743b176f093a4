"""Answers and the same answers in a style, as the service puts them to the model."""

import random
import re
from collections.abc import Iterator
from typing import Final, get_args

from langchain_core.messages import HumanMessage, SystemMessage

from agent import claims, prompts
from agent.state import Style
from agent.tools.decision import Language
from agent.tools.style import predicate, speech
from data.place import Place
from training.drafts import HELLO, SPOKEN, Draft, drafts
from training.row import Row, Split, told

STYLES: Final[tuple[Style, ...]] = get_args(Style)
GREET: Final[dict[Language, dict[Style, str]]] = {
    "ko": {},
    "en": {"polite": "Certainly. ", "friend": "Hey, ", "child": "Hello, little traveller! ", "dialect": ""},
    "ja": {"polite": "かしこまりました。", "friend": "ねえ、", "child": "こんにちは！", "dialect": ""},
    "zh": {"polite": "好的，为您说明。", "friend": "嘿，", "child": "小朋友，", "dialect": ""},
}
"""Styles are those of Korean. In other languages a word goes before, and the text stays."""


def rows(places: list[Place], sizes: dict[Split, int], seed: int) -> Iterator[Row]:
    """As many rows of each split as `sizes` says; every draft in one style, chosen by chance."""
    chance = random.Random(seed + 1)
    left, seen = dict(sizes), set()
    for style in STYLES:
        left["train"] -= 1
        yield _row(Draft("hello", "ko", HELLO, ("길동무",), "train"), style, SPOKEN[style][0])
    for draft in drafts(places, seed):
        if not any(left.values()):
            return
        style = chance.choice(STYLES)
        key = (draft.text, style)
        if left.get(draft.split, 0) <= 0 or key in seen:
            continue
        said = restyled(draft, style)
        if said is None:
            continue
        seen.add(key)
        left[draft.split] -= 1
        yield _row(draft, style, said)


def restyled(draft: Draft, style: Style) -> str | None:
    """None where a rule is missing, or where the rules lose a number or a name."""
    korean_draft = draft.language == "ko"
    said = speech.speak(draft.text, style, draft.names) if korean_draft else _greeted(draft, style)
    if said is None or claims.numbers(said) != claims.numbers(draft.text):
        return None
    return said if all(name in said for name in draft.names) else None


def _greeted(draft: Draft, style: Style) -> str:
    greeting = GREET[draft.language][style]
    plain = re.sub(r"^(?:Sure! |Of course\. |はい、|好的，|您好，)", "", draft.text)
    return greeting + plain if greeting else draft.text


def _row(draft: Draft, style: Style, said: str) -> Row:
    asked = [
        SystemMessage(prompts.TONE),
        HumanMessage(f"{prompts.STYLES[style]}\n\n글:\n{draft.text}"),
    ]
    return Row(
        "lang",
        draft.kind,
        draft.language,
        told(list(asked)),
        said,
        draft.text,
        draft.split,
        keep=[*draft.names, *content(draft, said)],
        style=style,
        most=12,
    )


def content(draft: Draft, said: str) -> list[str]:
    """The nouns that the right answer keeps."""
    if draft.language != "ko":
        return []
    nouns = {
        token.form
        for token in predicate.kiwi().tokenize(draft.text)
        if token.tag in ("NNG", "NNP") and len(token.form) > 1
    }
    return sorted(noun for noun in nouns if noun in said)
