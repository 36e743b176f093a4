"""Patterns that look only at what a text can hold, beside `re` with the same pattern."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import agent.tools
from agent.tools.text.needed import branches
from agent.tools.text.sieve import Sieve
from data import ROOT, lines
from tests.understanding import CASES

ODD = (
    "",
    " ",
    "ſchool BUſ",
    "İSTANBUL",
    "Kıds",
    "\u212aorea",
    "가" * 300,
    "a|b (c) [d] \\w",
    "첫번째 거\n두번째 거",
)


def sieves() -> dict[str, Sieve]:
    """All of the agent's, by the module and the name of what holds them."""
    found = dict[str, Sieve]()
    for module in pkgutil.walk_packages(agent.tools.__path__, "agent.tools."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            found |= {f"{module.name}.{name}.{at}": one for at, one in enumerate(_held(value))}
    return found


def _held(value: object) -> Iterator[Sieve]:
    if isinstance(value, Sieve):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _held(one)


def texts() -> list[str]:
    """Labelled messages in four languages, and texts that no one sends."""
    routed = [row["text"] for row in lines(CASES / "routes.jsonl")]
    learned = [row["text"] for row in lines(ROOT / "routes.jsonl")]
    return [*routed[::20], *learned[::3], *ODD]


def test_a_sieve_finds_what_re_finds() -> None:
    asked = texts()
    held = {sieve.pattern: sieve for sieve in sieves().values()}
    assert len(held) > 50
    assert len(asked) > 200
    hits = 0
    for pattern, sieve in held.items():
        plain = re.compile(pattern, sieve.flags)
        for text in asked:
            match, found = plain.search(text), sieve.search(text)
            assert (match and (match.span(), match.groups())) == (found and (found.span(), found.groups()))
            hits += match is not None
    assert hits > 500


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("bus stop|bus|stop", "the bus stop, a bus, a STOP"),
        (r"(?<!지하)철도|도|(?:공항)?철", "공항철도와 지하철도, 도철"),
        (r"a(?=b)|ab?|x{0,2}y|z{2,}", "ab a xxy y zz z"),
        (r"[ab]c|[^c]d|\d{1,3}원|", "ac bc ad 500원"),
        (r"(?:얼마|몇)\s?(?:나|분)|(?P<n>\d+)\s?분", "얼마 나, 몇분, 20 분"),
    ],
)
def test_its_other_methods_agree_as_well(pattern: str, text: str) -> None:
    plain, sieve = re.compile(pattern, re.IGNORECASE), Sieve(pattern)
    assert [one.span() for one in sieve.finditer(text)] == [one.span() for one in plain.finditer(text)]
    assert sieve.sub("<>", text) == plain.sub("<>", text)
    assert sieve.subn(lambda match: match.group().upper(), text, 1) == plain.subn(
        lambda match: match.group().upper(), text, 1
    )
    for at in range(len(text)):
        one, other = sieve.match(text, at), plain.match(text, at)
        assert (one and one.span()) == (other and other.span())
    for part in text.split():
        assert bool(sieve.fullmatch(part)) == bool(plain.fullmatch(part))


def test_what_an_alternative_needs_is_read_off_it() -> None:
    told = branches(r"how\sto\s(?:get|go)|(?:가는|오는)\s?길|\d+|왜?|(?!no)yes+|[가나]방")
    assert [part for part, _ in told] == [
        r"how\sto\s(?:get|go)",
        r"(?:가는|오는)\s?길",
        r"\d+",
        "왜?",
        "(?!no)yes+",
        "[가나]방",
    ]
    assert [needs for _, needs in told] == [
        ({"how"}, {"to"}, {"get", "go"}),
        ({"가는", "오는"}, {"길"}),
        (),
        (),
        ({"yes"},),
        ({"방"}, {"가", "나"}),
    ]
