"""The examples, the trainer, the scores, and the adapters that ship."""

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

from data.place import Place, read
from serving import meaning
from serving.errors import ServingError
from serving.train import batch, checks, score
from serving.train import rows as examples
from serving.train.__main__ import main
from training import culture, lang
from training.row import Row, split

ADAPTERS = Path(__file__).parents[1] / "serving" / "adapters"
SIZES: dict[Any, int] = {"train": 260, "held": 60}
HEARD = re.compile(r"[가-힣]")


@pytest.fixture(scope="module")
def places() -> list[Place]:
    return list(read())


@pytest.fixture(scope="module")
def asked(places: list[Place]) -> list[Row]:
    return list(culture.rows(places, SIZES, 3))


@pytest.fixture(scope="module")
def restyled(places: list[Place]) -> list[Row]:
    return list(lang.rows(places, {"train": 150, "held": 30}, 3))


def plain(row: Row) -> examples.Row:
    return examples._row(row.plain())


def test_the_same_seed_makes_the_same_examples_and_no_held_out_place_is_trained_on(
    places: list[Place], asked: list[Row]
) -> None:
    assert list(culture.rows(places, SIZES, 3)) == asked
    assert {row.language for row in asked} == {"ko", "en", "ja", "zh"}
    trained = {row.place for row in asked if row.split == "train"}
    held = {row.place for row in asked if row.split == "held"}
    assert trained
    assert held
    assert not trained & held
    hidden = {place.names.ko for place in places if split(place.id) == "held" and len(place.names.ko) > 4}
    shown = [
        row.known.split("\n")[1] for row in asked if row.split == "train" and row.known.startswith("[사실]")
    ]
    assert not [line for line in shown if any(f"({name})" in line for name in hidden)]


def test_every_example_passes_the_checks_that_a_model_is_held_to(
    asked: list[Row], restyled: list[Row]
) -> None:
    for row in (*asked, *(one for one in restyled if one.kind != "hello")):
        seen = checks.judge(plain(row), row.answer)
        assert seen.faithful, (seen.lies, row.answer)
        assert seen.language, row.answer
        assert seen.length, row.answer
        for held in (seen.covered, seen.refused, seen.kept, seen.style):
            assert held is not False, (seen, row.answer)


def test_the_checks_find_what_was_planted() -> None:
    row = examples.Row(
        "culture",
        "fact",
        "ko",
        [],
        "",
        "이름: Gyeongbokgung (경복궁)\n시간: 09:00~18:00\n질문: 몇 시?",
        [["09:00"]],
        [],
    )
    good = "경복궁은 09:00에 열어요."
    assert checks.judge(row, good) == dataclasses.replace(
        checks.judge(row, good), lies=(), covered=True, style=True
    )
    for lie, told in (
        ("20:00", "경복궁은 09:00~20:00에 열어요."),
        ("02-123-4567", "경복궁 09:00, 전화는 02-123-4567이에요."),
        ("https://a.kr", "09:00, https://a.kr 에서 보세요."),
        ("서울숲역", "09:00에 서울숲역에서 내리세요."),
        ("1395", "1395년에 지었고 09:00에 열어요."),
    ):
        assert lie in checks.judge(row, told).lies
    assert not checks.judge(row, "잘 몰라요.").covered
    for told in (
        "그 정보는 아직 확인하지 못했어요.",
        "제가 찾지 못한 정보예요.",
        "언제 여는지는 알 수 없어요.",
    ):
        assert checks.judge(row, told).refused is False, "it had not to"
    for told in (
        "아직 유해를 찾지 못한 안중근 의사의 빈 무덤이 있어요.",
        "층수를 알 수 없게 만든 나선 계단이에요.",
        "사람들이 잘 모르는 골목이고, 몰라보게 달라졌어요.",
    ):
        assert checks.judge(row, told).refused, "it describes, and refuses nothing"
    assert not checks.judge(row, "It opens at 09:00.").language
    assert not checks.judge(row, "경복궁은 09:00에 연다. 좋은 곳이다.").style
    style = examples.Row("lang", "about", "ko", [], "", "3,000원이에요.", keep=["원"], style="friend")
    assert checks.judge(style, "3,000원이야.").style
    assert not checks.judge(style, "3,000원이에요.").style
    assert checks.judge(style, "무료야.").kept is False


PALACE = "이름: Gyeongbokgung (경복궁)\n종류: 고궁\n소개: 조선의 으뜸 궁궐이에요. 근정전과 경회루가 있어요."
HOUSE = "이름: Dilkusha (딜쿠샤)\n소개: 이름은 인도에 있는 궁전에서 따온 것으로 기쁜 마음이라는 뜻이에요."


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (
            'Gyeongbokgung, meaning "Palace Greatly Blessed by Heaven", is a palace in Jongno-gu.',
            "Gyeongbokgung is a palace in Jongno-gu.",
        ),
        ("It is a palace. The name Gyeongbokgung means 'palace of shining joy'.", "It is a palace."),
        ("Gyeongbokgung (경복궁) means Palace of Shining Joy. It is a palace.", "It is a palace."),
        ("It was named after King Taejo. It is a palace.", "It is a palace."),
        ("景福宮は「大きな福」という意味です。宮殿です。", "宮殿です。"),
        ("「大きな福」を意味する景福宮は朝鮮の宮殿です。", "景福宮は朝鮮の宮殿です。"),
        ("名前は詩経に由来します。宮殿です。", "宮殿です。"),
        ("景福宫意为“大福”，是朝鲜的正宫。", "景福宫，是朝鲜的正宫。"),
        ("景福宫得名于诗经。是朝鲜的正宫。", "是朝鲜的正宫。"),
        ("경복궁은 '큰 복'이라는 뜻이에요. 종로구에 있어요.", "종로구에 있어요."),
        ("이름은 시경에서 따왔어요.\n종로구에 있어요.", "종로구에 있어요."),
    ],
)
def test_what_a_name_means_is_struck_unless_the_facts_tell_of_it(said: str, left: str) -> None:
    assert meaning.claims(said, PALACE)
    assert meaning.struck(said, PALACE) == left
    foreign = re.sub("'.*?'", "'기쁜 마음'", said)
    assert meaning.struck(foreign, HOUSE) == foreign, "the facts speak of a meaning"


@pytest.mark.parametrize(
    "said",
    [
        "It opens at 9, which means you can come early. By means of the subway it is near.",
        "Closed on Tuesday means no entry. It is a meaningful place.",
        "I have not confirmed what the name means yet.",
        "意味のある場所です。意味はまだ確認できていません。",
        "这意味着您可以免费进入。很有意思。名字的意思还未确认。",
        "의미 있는 곳이에요. 주민들이 뜻을 모아 만들었어요. 그 뜻은 아직 확인하지 못했어요.",
    ],
)
def test_words_of_meaning_that_claim_nothing_of_a_name_stay(said: str) -> None:
    assert meaning.struck(said, PALACE) == said


def test_a_korean_gloss_has_to_be_the_facts_own() -> None:
    assert meaning.claims("'기쁜 마음'이라는 뜻이에요.", HOUSE) == []
    assert meaning.claims("'슬픈 마음'이라는 뜻이에요.", HOUSE)


def test_scores_tell_a_liar_from_the_facts(asked: list[Row]) -> None:
    rows = [plain(row) for row in asked if row.split == "held" and row.kind == "fact"]
    right = score.scores(rows, [row.answer for row in rows])["all"]
    wrong = score.scores(rows, ["02-000-1111, 99:99!" for _ in rows])["all"]
    assert right["faithful"]["share"] == right["tells what was asked"]["share"] == 1
    assert wrong["faithful"]["share"] == 0
    told = score.table("culture", {"base": {"all": wrong}, "culture": {"all": right}})
    assert "| faithful | 0.0%" in told
    assert score.failures(rows, [row.answer for row in rows]) == []


def test_a_blind_reading_is_counted_by_its_key(
    asked: list[Row], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [plain(row) for row in asked if row.split == "held"][:4]
    one, two = [f"하나 {at}" for at in range(4)], [f"둘 {at}" for at in range(4)]
    score.blind(rows, one, two, 3, tmp_path)
    pages = (tmp_path / "pairs.md").read_text(encoding="utf-8").split("## ")[1:]
    assert len(pages) == 3
    picks = tmp_path / "picks.txt"
    firsts = ["A" if "**A** 하나" in page else "B" for page in pages]
    picks.write_text(f"1 {firsts[0]}\n2 {'B' if firsts[1] == 'A' else 'A'}\n3 =\n", encoding="utf-8")
    assert main(["read", str(tmp_path), str(picks)]) == 0
    assert capsys.readouterr().out.strip() == "first 1, second 1, ties 1 of 3"
    picks.write_text("9 A\n", encoding="utf-8")
    assert main(["read", str(tmp_path), str(picks)]) == 1


class Letters:
    """A tokenizer of letters with a chat template of its own; its end of text is not the template's."""

    eos_token_id = 0

    def apply_chat_template(self, messages: list[dict[str, str]], **given: bool) -> str:
        turns = "".join(f"<{message['role']}>{message['content']}\x01\n" for message in messages)
        return turns + ("<assistant>" if given.get("add_generation_prompt") else "")

    def __call__(self, text: str, **_: bool) -> dict[str, list[int]]:
        return {"input_ids": [ord(char) for char in text]}


def test_only_the_answer_is_learned_and_it_ends_as_the_chat_template_does() -> None:
    row = examples.Row("culture", "fact", "ko", [{"role": "user", "content": "?"}], "네.", "")
    [learned] = batch.encode([row], Letters(), 100)
    assert "".join(map(chr, learned.tokens[learned.prompt :])) == "네.\x01"
    made = batch.tensors([learned, dataclasses.replace(learned, tokens=learned.tokens[:-1])], 7, "cpu")
    assert made["labels"][0, : learned.prompt].eq(batch.IGNORED).all()
    assert made["labels"][1, -1] == batch.IGNORED
    assert made["attention_mask"].sum().item() == 2 * len(learned.tokens) - 1
    assert batch.encode([row], Letters(), 5) == []


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(ServingError, match="cannot be read"):
        examples.read(tmp_path / "none.jsonl")
    (tmp_path / "bad.jsonl").write_text('{"task": 1}\n', encoding="utf-8")
    with pytest.raises(ServingError, match="holds no examples"):
        examples.read(tmp_path / "bad.jsonl")
    assert main(["score", str(tmp_path / "none.jsonl"), "base"]) == 1


@pytest.mark.parametrize("name", ["culture", "lang"])
def test_the_adapters_that_ship_are_small_and_say_what_they_are(name: str) -> None:
    safetensors = pytest.importorskip("safetensors")
    folder = ADAPTERS / name
    config = json.loads((folder / "adapter_config.json").read_text(encoding="utf-8"))
    assert config["r"] == 16
    with safetensors.safe_open(folder / "adapter_model.safetensors", framework="pt") as held:
        for key in held.keys():  # noqa: SIM118 - no dict
            weight = held.get_tensor(key)
            assert str(weight.dtype) == "torch.bfloat16"
            assert weight.isfinite().all()
    assert sum(path.stat().st_size for path in ADAPTERS.rglob("*") if path.is_file()) < 40_000_000
    assert HEARD.search((folder / "README.md").read_text(encoding="utf-8"))
