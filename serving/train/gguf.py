"""A PEFT adapter as the GGUF file that llama.cpp loads.

`python -m serving.train gguf FOLDER [OUT]`; needs the packages gguf and safetensors. Made for models whose
attention llama.cpp stores as it is (Qwen2 and Qwen3): those that it reorders (Llama) need its own converter.
"""

import json
import re
from pathlib import Path
from typing import Any, Final

from serving.errors import EngineMissing, ServingError

PLACES: Final = {"q_proj": "attn_q", "k_proj": "attn_k", "v_proj": "attn_v", "o_proj": "attn_output"}
KEY: Final = re.compile(r"layers\.(\d+)\.self_attn\.(\w+)\.lora_([AB])\.weight$")


def convert(folder: Path, out: Path, architecture: str = "qwen2") -> int:
    """Writes `out` in f16 and returns how many tensors it holds. Raises EngineMissing, ServingError."""
    try:
        import numpy as np
        from gguf import GGUFWriter
        from safetensors import safe_open
    except ImportError as error:
        raise EngineMissing(f"{error.name} is not installed", "pip install gguf safetensors") from error
    config = json.loads((folder / "adapter_config.json").read_text(encoding="utf-8"))
    writer: Any = GGUFWriter(out, architecture)
    writer.add_string("general.type", "adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", float(config["lora_alpha"]))
    count = 0
    with safe_open(folder / "adapter_model.safetensors", framework="pt") as held:
        for key in sorted(held.keys()):
            found = KEY.search(key)
            if not found or found[2] not in PLACES:
                raise ServingError(f"{key} has no place in {architecture}", "use llama.cpp's own converter")
            name = f"blk.{found[1]}.{PLACES[found[2]]}.weight.lora_{found[3].lower()}"
            writer.add_tensor(name, held.get_tensor(key).float().numpy().astype(np.float16))
            count += 1
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return count
