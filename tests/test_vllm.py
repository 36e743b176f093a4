"""vLLM as it is started and ended, in an environment of its own: a stand-in takes its interpreter's place."""

import json
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from serving import health, machine, vllm
from serving.errors import EngineMissing
from tests.processes import ROOT, free_port
from tests.programs import CLEAN, alive, pids


def test_vllm_runs_in_its_own_environment_with_the_adapters_on_disk(tmp_path: Path) -> None:
    # Stands in for that environment's interpreter: answers the look for vllm, then serves as it would.
    fake = tmp_path / "python"
    record = tmp_path / "arguments.json"
    fake.write_text(
        f"#!{sys.executable}\n"
        + textwrap.dedent(f"""
        import http.server, json, sys
        if sys.argv[1] == "-c":
            sys.exit(0)
        json.dump(sys.argv[1:], open({str(record)!r}, "w"))
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200 if self.path == "/health" else 404)
                self.end_headers()
            def log_message(self, *_): pass
        port = int(sys.argv[sys.argv.index("--port") + 1])
        print("vLLM's own lines")
        http.server.HTTPServer(("127.0.0.1", port), Handler).serve_forever()
        """)
    )
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    for name, rank in (("culture", 16), ("lang", 24)):
        folder = tmp_path / "adapters" / name
        folder.mkdir(parents=True)
        (folder / "adapter_config.json").write_text(json.dumps({"r": rank}))
    port = free_port()
    env = {
        "GUIDE_VLLM_PYTHON": str(fake),
        "GUIDE_DATA_DIR": str(tmp_path),
        "GUIDE_LLM_WEIGHTS": "someone/model-7b",
        "GUIDE_LLM_PORT": str(port),
        "GUIDE_VLLM_ARGS": "--max-model-len 8192 --seed 7",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "serving"], cwd=ROOT, env=CLEAN | env, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == f"http://127.0.0.1:{port}/v1\n"
    finally:
        process.terminate()
        assert process.wait(20) == 0
    arguments = json.loads(record.read_text())
    line = " ".join(arguments)
    assert line.startswith("-m vllm.entrypoints.openai.api_server --model someone/model-7b")
    assert "--enable-lora --max-loras 3 --max-cpu-loras 5 --max-lora-rank 32" in line
    assert f"--lora-modules culture={tmp_path}/adapters/culture lang={tmp_path}/adapters/lang" in line
    assert line.endswith("--max-model-len 8192 --seed 7")
    assert not health.answers(f"http://127.0.0.1:{port}/health"), "vLLM ended with its parent"

    with pytest.raises(EngineMissing, match="cannot import vllm"):
        vllm.python(str(tmp_path / "no-python"))
    assert vllm.python("") is None or machine.has_gpu()


def test_vllm_that_is_deaf_while_it_loads_is_ended_with_its_engine(tmp_path: Path) -> None:
    fake = tmp_path / "python"
    fake.write_text(
        f"#!{sys.executable}\n"
        + textwrap.dedent(f"""
        import os, pathlib, signal, subprocess, sys, time
        if sys.argv[1] == "-c":
            sys.exit(0)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        engine = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        told = pathlib.Path({str(tmp_path)!r}) / "engine.partial"
        told.write_text(f"{{os.getpid()}} {{engine.pid}}")
        told.rename(told.with_suffix(".pid"))
        time.sleep(600)
        """)
    )
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    env = {
        "GUIDE_VLLM_PYTHON": str(fake),
        "GUIDE_DATA_DIR": str(tmp_path),
        "GUIDE_LLM_PORT": str(free_port()),
    }
    command = [sys.executable, "-m", "serving", "vllm", "--model", "someone/model-7b"]
    process = subprocess.Popen(command, cwd=ROOT, env=CLEAN | env)
    try:
        while not list(tmp_path.glob("*.pid")):
            assert process.poll() is None
            time.sleep(0.05)
        running = pids(tmp_path)
        process.terminate()
        assert process.wait(30) == 0, "being asked to stop is no failure"
        while any(alive(pid) for pid in running):
            time.sleep(0.05)
    finally:
        process.kill()
