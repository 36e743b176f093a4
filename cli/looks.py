"""What `gildongmu doctor` looks at on this machine: Python, disk, port, GPU, the model and its weights."""

import asyncio
import os
import shutil
import sys
from contextlib import suppress
from importlib import metadata
from typing import Final

import httpx

from cli.client import Address
from cli.environment import Environment
from cli.findings import Finding, State
from serving import health, machine, vllm, weights
from serving.catalog import CHAT, MODELS
from serving.errors import ServingError

OLDEST: Final = (3, 11)
INSTALL: Final = "pip install -e . -c constraints.txt"
GB: Final = 1_000_000_000
LEAST: Final = 1.0
"""Gigabytes below which a start may fail."""
ROOMY: Final = 4.0
"""Gigabytes for the default model, the embedder, the index and builds of it."""
QUICK: Final = httpx.Timeout(5)
"""Seconds for a service to say how it is; what listens there may be silent."""
WORD: Final = 30.0
"""Seconds for one word of the model: a first call may load it."""


def python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST:
        return Finding("python", "bad", version, "use Python 3.11 or newer: make PYTHON=python3.12 run")
    return Finding("python", "ok", f"{version} in {sys.prefix}")


def packages() -> Finding:
    """What the installed project asks for, extras aside, and whether it is there in the right version."""
    from packaging.requirements import Requirement

    try:
        asked = [Requirement(line) for line in metadata.requires("gildongmu") or ()]
    except metadata.PackageNotFoundError:
        return Finding("packages", "note", "the project is not installed", INSTALL)
    wrong = []
    for need in asked:
        if need.marker and not need.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(need.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{need.name} is missing")
            continue
        if not need.specifier.contains(version, prereleases=True):
            wrong.append(f"{need.name} is {version}, not {need.specifier}")
    if wrong:
        return Finding("packages", "bad", "; ".join(wrong), INSTALL)
    return Finding("packages", "ok", f"{len(asked)} requirements met")


async def disk(found: Environment) -> Finding:
    folder = found.service.data_dir
    there = folder.resolve()
    while not there.exists():
        there = there.parent
    free = shutil.disk_usage(there).free / GB
    if not os.access(there, os.W_OK):
        fix = f"give {_user()} the right to write there, or set GUIDE_DATA_DIR"
        return Finding("disk", "bad", f"{there} cannot be written", fix)
    fix = "make room, or set GUIDE_DATA_DIR to another disk"
    if free < LEAST:
        return Finding("disk", "bad", f"{free:.1f} GB left at {folder}", fix)
    state: State = "ok" if free >= ROOMY else "note"
    return Finding("disk", state, f"{free:.0f} GB left at {folder}", "" if state == "ok" else fix)


def _user() -> str:
    return os.environ.get("USER") or f"user {os.geteuid()}"


async def port(found: Environment) -> Finding:
    host, number = found.service.host, found.service.port
    if machine.is_free(host, number):
        return Finding("port", "ok", f"{host}:{number} is free: the service does not run yet")
    local = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host
    bracketed = f"[{local}]" if ":" in local else local
    address = Address(f"http://{bracketed}:{number}")
    with suppress(httpx.HTTPError, ValueError, KeyError, TypeError):
        async with httpx.AsyncClient(**address.settings(QUICK)) as client:
            told = (await client.get("/ready")).json()
            down = [name for name, part in told["dependencies"].items() if part["state"] in {"down", "empty"}]
            if down:
                said = f"the service at {address.url} is {told['status']}: {', '.join(down)}"
                return Finding("port", "note", said, f"see {address.url}/ready")
            return Finding("port", "ok", f"the service answers at {address.url} and is {told['status']}")
    return Finding(
        "port",
        "bad",
        f"another program listens on {host}:{number}",
        f"stop it (`ss -ltnp | grep :{number}` shows it), or set GUIDE_PORT",
    )


async def gpu(found: Environment) -> Finding:
    there = await asyncio.to_thread(machine.has_gpu)
    try:
        engine = await asyncio.to_thread(vllm.python, found.serving.vllm_python)
    except ServingError as error:
        return Finding("gpu", "bad", error.message, error.fix)
    if not there:
        return Finding("gpu", "off", "none: llama.cpp on the processor serves a small model")
    if engine is None:
        fix = "make gpu, or set GUIDE_LLM_BASE_URL"
        return Finding("gpu", "note", "an NVIDIA GPU, but no vLLM beside it", fix)
    return Finding("gpu", "ok", f"an NVIDIA GPU, vLLM by {engine}")


async def model(found: Environment) -> Finding:
    """Lists its models, knows ours, and says a word."""
    service, named = found.service, bool(found.serving.base_url)
    key = service.llm_api_key.get_secret_value()
    try:
        listed = await asyncio.to_thread(health.models, service.llm_url, key)
    except ServingError as error:
        if not named:
            return Finding("model", "off", "none runs now; `gildongmu run` starts one")
        return Finding("model", "bad", error.message, error.fix)
    base = service.llm_model or next(iter(listed), "")
    if base not in listed:
        fix = f"set GUIDE_LLM_MODEL to one of: {', '.join(listed) or 'none is listed'}"
        return Finding("model", "bad", f"{service.llm_url} does not serve {base or 'any model'}", fix)
    if refusal := await _word(service.llm_url, key, base):
        return Finding("model", "bad", f"{base} at {service.llm_url} says no word: {refusal}", "see its log")
    adapters = [name for name in (service.llm_curation_model, service.llm_tone_model) if name in listed]
    beside = f", adapters {', '.join(adapters)}" if adapters else ", no adapters"
    return Finding("model", "ok", f"{base} at {service.llm_url} answers{beside}")


async def _word(url: str, key: str, name: str) -> str:
    """Why not; empty when it said one."""
    body = {"model": name, "messages": [{"role": "user", "content": "안녕"}], "max_tokens": 1}
    about = Address(url, key).settings(httpx.Timeout(WORD))
    try:
        async with httpx.AsyncClient(**about) as client:
            answer = await client.post("/chat/completions", json=body)
    except httpx.HTTPError as error:
        return str(error) or type(error).__name__
    return "" if answer.is_success else f"status {answer.status_code}"


async def chat_weights(found: Environment) -> Finding:
    if found.serving.base_url:
        return Finding("weights", "off", "those of the model are at its own endpoint")
    return await asyncio.to_thread(_weights, "weights", found.serving.weights or CHAT, found)


def _weights(part: str, name: str, found: Environment) -> Finding:
    try:
        path = weights.locate(name, found.service.data_dir)
    except ServingError as error:
        size = f" ({MODELS[name].download / GB:.1f} GB)" if name in MODELS else ""
        return Finding(part, "bad", error.message, f"python -m serving fetch {name}{size}, or make run")
    return Finding(part, "ok", f"{name} in {path}")


async def embedder(found: Environment, *, load: bool) -> Finding:
    from rag import embed

    name = found.knowledge.embedder
    if name == "none":
        said = "none is wanted: search goes by words, routing by rule and model"
        return Finding("embedder", "note", said, "unset GUIDE_EMBEDDER for search by meaning")
    there = await asyncio.to_thread(_weights, "embedder", name, found)
    if there.state != "ok" or not load:
        return there
    encoder = embed.embedder(found.knowledge)
    if encoder is None:
        return there
    try:
        await encoder.wait()
        made = await encoder.queries(["서울"])
    except embed.NotReady as error:
        return Finding(
            "embedder", "bad", str(error), f"remove the folder and run python -m serving fetch {name}"
        )
    finally:
        await encoder.close()
    return Finding(
        "embedder", "ok", f"{name}: {made.shape[1]} dimensions, loaded in {encoder.load_seconds:.1f} s"
    )


async def chromium() -> Finding:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return Finding("chromium", "ok", f"{path}: the page can be tested")
    return Finding("chromium", "off", "not installed: only tests of the page need it")
