"""The chat model from 4 bits to bf16: what vLLM serves and LoRA training starts from, without a hub.

Run as a script by an interpreter that has transformers, gguf and accelerate: vLLM's environment, as a rule.
The numbers stay those of the 4-bit file; only their form changes.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

PACKAGES = ("torch", "transformers", "gguf", "accelerate")
_VLLM = (".venv-vllm/bin/python", ".venv-vllm-cpu/bin/python")
TEMPLATE = """\
{{ bos_token }}{% for message in messages %}<start_of_turn>\
{{ 'model' if message['role'] == 'assistant' else message['role'] }}
{{ message['content'] }}<end_of_turn>
{% endfor %}{% if add_generation_prompt %}<start_of_turn>model
{% endif %}"""
"""Gemma's turns, the system's too."""


def dequantise(source: Path, folder: Path) -> None:
    """Write the GGUF file `source` into `folder` as safetensors, with its tokenizer and chat template."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(source.parent, gguf_file=source.name)
    model = AutoModelForCausalLM.from_pretrained(source.parent, gguf_file=source.name, dtype=torch.bfloat16)
    # It still calls itself quantised, and would be saved as such.
    for name, value in (("hf_quantizer", None), ("is_quantized", False)):
        setattr(model, name, value)
    for holder, name in ((model, "quantization_method"), (model.config, "quantization_config")):
        if hasattr(holder, name):
            delattr(holder, name)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def derive(source: Path, folder: Path) -> None:
    """The same by another interpreter: this one may have none of the packages.

    Raises:
        EngineMissing: neither has that one.
        EngineFailed: it did not work out; its own lines are on stderr.
    """
    from serving.errors import EngineFailed, EngineMissing
    from serving.progress import say

    named = os.environ.get("GUIDE_VLLM_PYTHON", "")
    python = next((path for path in (named, *_VLLM) if path and Path(path).exists()), sys.executable)
    look = f"import importlib.util, sys; sys.exit(not all(map(importlib.util.find_spec, {PACKAGES!r})))"
    if subprocess.run([python, "-c", look], check=False).returncode:  # noqa: S603 - the user's own setting
        raise EngineMissing(
            f"{python} lacks one of {', '.join(PACKAGES)}, which turn {source.name} into bf16",
            "install them there, set GUIDE_VLLM_PYTHON, or name other weights by GUIDE_LLM_WEIGHTS",
        )
    say(f"{source.name}: from 4 bits to bf16, a minute or two …")
    script = str(Path(__file__).resolve())
    done = subprocess.run([python, script, str(source), str(folder)], check=False, stdout=sys.stderr)  # noqa: S603 - as above
    if done.returncode:
        raise EngineFailed(f"{source.name} could not be turned into bf16", "the lines above say why")
    if "quantization_config" in json.loads((folder / "config.json").read_text(encoding="utf-8")):
        raise EngineFailed(
            f"{source.name} was loaded packed, and would be saved so",
            "use another version of transformers there",
        )


def derive_untuned(source: Path, folder: Path) -> None:
    """The same for a model that was never tuned to answer, and has no chat template of its own."""
    derive(source, folder)
    (folder / "chat_template.jinja").write_text(TEMPLATE, encoding="utf-8")


if __name__ == "__main__":
    # Python put this script's folder in front, where `vllm.py` and others would pass for packages.
    sys.path.pop(0)
    dequantise(Path(sys.argv[1]), Path(sys.argv[2]))
