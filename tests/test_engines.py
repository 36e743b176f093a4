"""Setting up engines: plans for cards, models by name, adapters found and turned into GGUF."""

import io
import json
import struct
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core.messages import AIMessage, HumanMessage
from safetensors.torch import load_file

from agent import prompts
from serving import dialect, gguf, lora, machine, plan, presets, settings, shelf, vllm
from serving.errors import EngineFailed, ServingError
from tests.adapters import GEMMA, adapter

GIB = 1 << 30
H100 = machine.Card("NVIDIA H100 80GB HBM3", int(79.65 * GIB), int(79.2 * GIB), 9.0)
RTX4090 = machine.Card("NVIDIA GeForce RTX 4090", 24 * GIB - (300 << 20), 23 * GIB, 8.9)
T4 = machine.Card("Tesla T4", 15 * GIB, int(14.7 * GIB), 7.5)
LLAMA = presets.PRESETS["llama-3.1-8b"].shape


def test_cards_are_read_as_the_driver_tells_them() -> None:
    told = (
        "NVIDIA H100 80GB HBM3, 81559, 81029, 9.0\nTesla T4, 15360, 15000, 7.5\n[N/A], [N/A], [N/A], [N/A]\n"
    )
    first, second = machine.read_cards(told)
    assert (first.name, first.total, first.capability) == ("NVIDIA H100 80GB HBM3", 81559 << 20, 9.0)
    assert second.free == 15000 << 20
    assert machine.read_cards("") == ()


@pytest.mark.parametrize(
    ("leaves", "flags", "held"),
    [
        (28, "avx512f amx_tile amx_bf16", True),
        (31, "avx512f amx_tile amx_bf16", False),
        (28, "avx512f", False),
    ],
)
def test_tiles_that_nobody_describes_are_not_used(leaves: int, flags: str, held: bool) -> None:
    told = f"processor\t: 0\ncpuid level\t: {leaves}\nflags\t\t: fpu {flags} fsrm\n\n"
    assert bool(machine.spared(told)) is held


def test_the_room_reckoned_is_what_vllm_reported_on_an_h100() -> None:
    """0.85 of the card, the shape of Llama 3.1 8B: vLLM 0.24 said 410,096 tokens."""
    assert plan.room(0.85 * H100.total, LLAMA, 1) == pytest.approx(410_096, rel=0.05)


def test_a_plan_gives_each_card_what_it_holds() -> None:
    large = plan.for_cards((H100,), LLAMA)
    assert (large.share, large.context, large.users, large.cards, large.dtype) == (
        0.92,
        8192,
        256,
        1,
        "bfloat16",
    )
    small = plan.for_cards((RTX4090,), LLAMA)
    assert small.context in (4096, 8192)
    assert small.users < 64
    assert small.share * RTX4090.total <= RTX4090.free - plan.SPARE, "others keep what they have"
    old = plan.for_cards((T4,), presets.PRESETS["qwen2.5-7b-awq"].shape)
    assert old.dtype == "float16", "no bfloat16 before Ampere"
    two = plan.for_cards((RTX4090, RTX4090), presets.PRESETS["gemma-3-12b"].shape)
    assert two.cards == 2
    assert "--tensor-parallel-size" in two.flags()
    with pytest.raises(EngineFailed, match="weights take") as caught:
        plan.for_cards((T4,), LLAMA)
    assert "qwen2.5-7b-awq" in caught.value.fix, "says what would fit"
    assert "kanana-1.5-8b" not in caught.value.fix
    with pytest.raises(EngineFailed, match="float16") as narrow:
        plan.for_cards((T4,), presets.PRESETS["gemma-3-4b"].shape)
    assert "gemma" not in narrow.value.fix, "vLLM refuses Gemma 3 in float16"
    with pytest.raises(EngineFailed) as tiny:
        plan.for_cards((machine.thought("8"),), presets.PRESETS["qwen3-4b"].shape)
    assert tiny.value.fix.endswith("qwen2.5-coder-1.5b-instruct"), "the default runs on 8 GB"
    unknown = plan.for_cards((H100,), None)
    assert "auto" in unknown.flags()
    assert plan.for_cards((H100,), LLAMA, context=32_768).context == 32_768


def test_a_card_elsewhere_is_told_by_its_memory(tmp_path: Path) -> None:
    sold = machine.thought("24")
    assert 23 * GIB < sold.free < sold.total < 24 * GIB
    assert machine.thought("16:7.5").capability == T4.capability
    with pytest.raises(ServingError, match="is no card"):
        machine.thought("large")
    read = settings.read({"GUIDE_DATA_DIR": str(tmp_path)})
    fitted = vllm.fit(read, Path("python"), 8100, fetch=False, card=sold)
    assert ("--max-model-len", "8192") in pairwise(fitted.flags), "before its weights are there"
    with pytest.raises(ServingError, match="No model is called kanana") as caught:
        vllm.fit(replace(read, weights="kanana"), Path("python"), 8100, fetch=False)
    assert "kanana-1.5-8b" in caught.value.fix


def test_a_plan_for_cores_leaves_the_machine_room_to_breathe() -> None:
    own = presets.Shape(3.5e9, 28, 2, 128, 32_768)
    planned, space = plan.for_cores(16 * GIB, own)
    assert 1 <= space <= 4
    assert planned.tokens >= planned.context
    assert "--gpu-memory-utilization" not in planned.flags(gpu=False)
    assert plan.for_cores(2 * GIB, own)[1] == 1


def test_a_model_is_listed_by_the_whole_name_of_its_folder(tmp_path: Path) -> None:
    folder, file = tmp_path / "qwen2.5-coder-1.5b-instruct", tmp_path / "some-1.5b.gguf"
    folder.mkdir()
    file.write_bytes(b"GGUF")
    assert settings.read({"GUIDE_LLM_WEIGHTS": str(folder)}).alias == folder.name
    assert settings.read({"GUIDE_LLM_WEIGHTS": str(file)}).alias == "some-1.5b"


def test_the_shelf_tells_memory_licence_and_what_may_not_be_sold() -> None:
    table = shelf.table()
    for name in ("kanana-1.5-8b", "qwen3-4b", "llama-3.1-8b-awq", "gemma-3-12b", "exaone-3.5-7.8b"):
        assert name in table
    [exaone] = [line for line in table.splitlines() if line.startswith("exaone")]
    assert "! EXAONE 1.1 NC" in exaone
    assert presets.CHECKED in table
    for preset in presets.PRESETS.values():
        assert preset.card.endswith(preset.repo)
        card = machine.Card(
            "just enough", int(shelf.need(preset) + 2 * GIB), int(shelf.need(preset) + 2 * GIB), 9.0
        )
        assert plan.for_cards((card,), preset.shape).cards == 1, f"{preset.name} fits what the table says"


def test_adapters_are_taken_where_they_fit_the_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    adapter(home / "adapters" / "culture", "Qwen/Qwen2.5-Coder-1.5B-Instruct", GEMMA, seed=1, rank=16)
    adapter(home / "adapters" / "lang", "google/gemma-3-270m", GEMMA, seed=2)
    given = adapter(tmp_path / "mine", "whatever", GEMMA, seed=3, rank=4)
    alone = tmp_path / "dialect.gguf"
    alone.write_bytes(b"GGUF")

    packed = lora.find(home, "", lora.known_as("qwen2.5-coder-1.5b-instruct-q4"))
    assert [each.name for each in packed if each.folder and home in each.folder.parents] == ["culture"]
    assert "lang was trained on google/gemma-3-270m: left out" in capsys.readouterr().err
    named = lora.find(home, f"culture={given}, dialect={alone}", {"gemma-3-270m"})
    by_name = {each.name: each for each in named}
    assert by_name["culture"].folder == given, "the one that was named comes first"
    assert by_name["dialect"].folder is None
    assert by_name["lang"].rank == 8
    assert lora.rank(by_name.values()) == 8, "rank 4 takes the step of 8"
    for wrong in ("culture", "=x", "culture="):
        with pytest.raises(ServingError, match="names no adapter"):
            lora.find(home, wrong, ())
    (given / "adapter_config.json").write_text(json.dumps({"r": 1024}))
    with pytest.raises(EngineFailed, match="no usable LoRA rank"):
        lora.find(home, f"culture={given}", ())


def read(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Facts and tensors of a GGUF file that holds texts, floats and halves alone."""
    raw = path.read_bytes()
    file = io.BytesIO(raw)

    def number(form: str) -> Any:
        return struct.unpack(f"<{form}", file.read(struct.calcsize(f"<{form}")))[0]

    def text() -> str:
        return file.read(number("Q")).decode()

    assert file.read(4) == b"GGUF"
    assert number("I") == 3
    tensors, facts = number("Q"), number("Q")
    told = {text(): text() if number("I") == 8 else number("f") for _ in range(facts)}
    listed = []
    for _ in range(tensors):
        name, dimensions = text(), number("I")
        shape = [number("Q") for _ in range(dimensions)]
        assert number("I") == 1, "half precision"
        listed.append((name, shape, number("Q")))
    start = -(-file.tell() // 32) * 32
    held = {}
    for name, shape, offset in listed:
        assert offset % 32 == 0
        count = shape[0] * shape[1]
        held[name] = np.frombuffer(raw, "<f2", count, start + offset).reshape(shape[::-1])
    return told, held


def test_an_adapter_becomes_the_gguf_that_llamacpp_expects(tmp_path: Path) -> None:
    folder = adapter(tmp_path / "culture", "gemma", GEMMA, seed=5)
    target = tmp_path / "culture.gguf"
    gguf.convert(folder, target, "gemma3")
    assert gguf.architecture(target) == "gemma3"
    told, written = read(target)
    assert (told["general.type"], told["adapter.type"], told["adapter.lora.alpha"]) == (
        "adapter",
        "lora",
        16.0,
    )
    source = load_file(folder / "adapter_model.safetensors")
    assert len(written) == len(source)
    for layer in (0, 3, 17):
        for half in "AB":
            name = f"base_model.model.model.layers.{layer}.self_attn.v_proj.lora_{half}.weight"
            kept = written[f"blk.{layer}.attn_v.weight.lora_{half.lower()}"]
            np.testing.assert_allclose(kept.astype("f4"), source[name].float().numpy(), atol=1e-4)
    with pytest.raises(EngineFailed, match="llama models"):
        gguf.convert(folder, target, "llama")
    target.write_bytes(b"not a model at all, but long enough")
    with pytest.raises(EngineFailed, match="no GGUF file"):
        gguf.architecture(target)


def test_an_adapter_is_packed_once_and_anew_when_it_was_trained_again(tmp_path: Path) -> None:
    weights = tmp_path / "base.gguf"
    gguf.convert(adapter(tmp_path / "any", "gemma", GEMMA, seed=1), weights, "gemma3")
    given = f"culture={adapter(tmp_path / 'culture', 'gemma', GEMMA, seed=2)}"
    [first] = lora.find(tmp_path, given, {"gemma"})
    path = lora.packed(first, weights, tmp_path)
    assert path.name == "culture.gguf", "its name is all that llama.cpp tells of it"
    born = path.stat().st_mtime_ns
    assert lora.packed(first, weights, tmp_path) == path
    assert path.stat().st_mtime_ns == born
    adapter(tmp_path / "again", "gemma", GEMMA, seed=3)
    (tmp_path / "again" / "adapter_model.safetensors").rename(
        tmp_path / "culture" / "adapter_model.safetensors"
    )
    assert lora.packed(first, weights, tmp_path) != path
    (tmp_path / "culture" / "adapter_model.safetensors").unlink()
    with pytest.raises(EngineFailed, match="no weights"):
        lora.packed(first, weights, tmp_path)


def test_llamacpp_is_asked_for_an_adapter_by_every_scale() -> None:
    listed = [
        {"id": 0, "path": "/m/culture.gguf"},
        {"id": 1, "path": "C:\\m\\lang\\adapter_model.gguf"},
        {"x": 1},
    ]
    ids = dialect.adapters(listed)
    assert ids == {"culture": 0, "lang": 1}
    assert dialect.addressed("lang", ids)["lora"] == [{"id": 0, "scale": 0.0}, {"id": 1, "scale": 1.0}]
    assert dialect.addressed("base", ids)["lora"] == [{"id": 0, "scale": 0.0}, {"id": 1, "scale": 0.0}]
    assert dialect.addressed("culture", {}) == {"model": "culture"}
    assert dialect.adapters({"error": "no"}) == {}


def test_the_command_is_written_without_the_key(tmp_path: Path) -> None:
    env = {
        "GUIDE_DATA_DIR": str(tmp_path),
        "GUIDE_LLM_API_KEY": "s3cret",
        "GUIDE_LLM_WEIGHTS": "exaone-3.5-7.8b",
    }
    fitted = vllm.fit(settings.read(env), Path("python"), 8114, fetch=False)
    written = vllm.script(fitted)
    assert "s3cret" not in written
    assert 'export VLLM_API_KEY="$GUIDE_LLM_API_KEY"' in written
    assert "--model LGAI-EXAONE/EXAONE-3.5-7.8B-Instruct" in written
    assert "--served-model-name exaone-3.5-7.8b" in written
    assert "--trust-remote-code" in written
    assert "--enable-prefix-caching" in written
    away = vllm.fit(
        settings.read({**env, "GUIDE_LLM_API_KEY": "", "GUIDE_LLM_HOST": "0.0.0.0"}),
        Path("p"),
        1,
        fetch=False,
    )
    assert "VLLM_ALLOW_RUNTIME_LORA_UPDATING" not in away.environment, "nobody from outside loads files"


def test_a_turn_of_small_talk_begins_with_the_whole_prompt_of_the_last_one() -> None:
    said = [HumanMessage("안녕하세요"), AIMessage("반가워요."), HumanMessage("뭘 도와줄 수 있어요?")]
    before = prompts.conversation(prompts.TALK, said, "ko")
    after = prompts.conversation(
        prompts.TALK, [*said, AIMessage("길도 알려 드려요."), HumanMessage("고마워요")], "ko"
    )
    assert [message.text for message in after[: len(before)]] == [message.text for message in before]
    assert after[-1].text.startswith("고마워요")
