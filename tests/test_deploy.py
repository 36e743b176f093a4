"""What lies under deploy/ agrees with the code, and with the schemas of those who read it.

Images are not built and clusters not started here. A test whose tool is not installed is skipped: kubectl,
promtool, prometheus and systemd-analyze come with the system, the others with the extra `dev`.
"""

import asyncio
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from agent.settings import Settings
from bench.standin import Standin
from serving.settings import read
from tests.processes import free_port
from tests.test_docs import SETTING

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
UNITS = sorted((DEPLOY / "systemd").iterdir())
NAME = re.compile(r"\b(guide_\w+)(?:\{([^}]*)\})?")
LABEL = re.compile(r"(\w+)(=~|!~|!=|=)\"([^\"]*)\"")
LEGEND = re.compile(r"\{\{\s*(\w+)\s*\}\}")
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def documents(path: Path) -> list[dict[str, Any]]:
    return [each for each in yaml.safe_load_all(path.read_text(encoding="utf-8")) if each]


def resources() -> list[dict[str, Any]]:
    [kustomization] = documents(KUBERNETES / "kustomization.yaml")
    return [each for name in kustomization["resources"] for each in documents(KUBERNETES / name)]


def tool(name: str) -> str:
    """Its path, or the test is skipped."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


def quiet(*command: Any, **how: Any) -> str:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, **how)
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout + done.stderr)


def expressions() -> Iterator[tuple[str, str]]:
    """Every query that is asked of Prometheus, and where."""
    board = json.loads((DEPLOY / "grafana" / "guide.json").read_text(encoding="utf-8"))
    for panel in board["panels"]:
        for target in panel["targets"]:
            yield f"panel {panel['title']}", target["expr"]
    for group in documents(DEPLOY / "prometheus" / "alerts.yml")[0]["groups"]:
        for rule in group["rules"]:
            yield f"alert {rule['alert']}", rule["expr"]
    for rule in documents(KUBERNETES / "adapter.example.yaml")[0]["rules"]["custom"]:
        yield "adapter", rule["seriesQuery"].replace('{namespace!="",pod!=""}', "")
    for each in resources():
        if each["kind"] == "HorizontalPodAutoscaler":
            for metric in each["spec"]["metrics"]:
                if metric["type"] == "Pods":
                    yield "autoscaler", metric["pods"]["metric"]["name"]


@pytest.mark.asyncio(loop_scope="session")
async def test_every_metric_and_label_that_is_asked_for_is_told_by_the_service(
    client: httpx.AsyncClient,
) -> None:
    await client.get("/live")
    told: dict[str, dict[str, set[str]]] = {}
    for family in text_string_to_metric_families((await client.get("/metrics")).text):
        for sample in family.samples:
            labels = told.setdefault(sample.name, {})
            for name, value in sample.labels.items():
                labels.setdefault(name, set()).add(value)
    asked = list(expressions())
    assert len(asked) > 25
    for where, expression in asked:
        found = NAME.findall(expression)
        assert found or "up{" in expression, f"{where} asks for nothing of ours: {expression}"
        for name, matchers in found:
            assert name in told, f"{where}: /metrics tells no {name}"
            for label, sign, value in LABEL.findall(matchers):
                assert label in told[name], f"{where}: {name} has no label {label}"
                wanted = value.split("|") if "~" in sign else [value]
                assert set(wanted) <= told[name][label], f"{where}: {label} is never {wanted}"
        grouped = {
            label for group in re.findall(r"\bby \(([^)]*)\)", expression) for label in group.split(", ")
        }
        known = {label for name, _ in found for label in told[name]} | {
            "method",
            "path",
            "status",
            "call",
            "tool",
        }
        assert grouped <= known | {"le"}, f"{where}: no label {grouped - known}"


def test_the_boards_legends_name_labels_that_remain() -> None:
    board = json.loads((DEPLOY / "grafana" / "guide.json").read_text(encoding="utf-8"))
    for panel in board["panels"]:
        for target in panel["targets"]:
            for label in LEGEND.findall(target["legendFormat"]):
                assert re.search(rf"by \([^)]*\b{label}\b", target["expr"]), panel["title"]
    places = [tuple(panel["gridPos"].values()) for panel in board["panels"]]
    assert len(set(places)) == len(places)


def filled(text: str) -> str:
    """A value of compose.yaml as it is with env.example."""
    lines = (DEPLOY / "env.example").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))

    def one(found: re.Match[str]) -> str:
        name, sign, other = found[1], found[2], found[3]
        value = given.get(name, "")
        assert value or sign, f"{name} is in no example"
        assert value or sign == "-", f"{name} is asked for, and in no example"
        return value or str(other)

    return VARIABLE.sub(one, text)


def environments() -> Iterator[tuple[str, dict[str, str]]]:
    """What each way to run the service sets."""
    [compose] = documents(DEPLOY / "compose.yaml")
    guide = compose["services"]["guide"]["environment"]
    yield "compose", {name: filled(str(value)) for name, value in guide.items()}
    [settings] = [each["data"] for each in resources() if each["kind"] == "ConfigMap"]
    [secret] = documents(KUBERNETES / "secret.example.yaml")
    yield "kubernetes", {**settings, **secret["stringData"]}
    for unit in UNITS:
        lines = unit.read_text(encoding="utf-8").splitlines()
        given = dict(
            line.removeprefix("Environment=").split("=", 1)
            for line in lines
            if line.startswith("Environment=")
        )
        if given:
            yield unit.name, given


def test_the_settings_that_deployments_make_are_settings_of_ours_and_valid() -> None:
    known = set(SETTING.findall((ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")))
    for path in DEPLOY.rglob("*"):
        if path.is_file():
            assert set(SETTING.findall(path.read_text(encoding="utf-8"))) <= known, path
    for where, given in environments():
        ours = {name.removeprefix("GUIDE_").lower(): value for name, value in given.items()}
        fields: dict[str, Any] = {
            name: value for name, value in ours.items() if name in Settings.model_fields
        }
        made = Settings(**fields)  # raises on what it refuses
        assert made.model_fields_set >= set(fields), where
        read(given)
    compose, kubernetes, *_ = (dict(given) for _, given in environments())
    for shared in ("GUIDE_DATABASE_URL", "GUIDE_REDIS_URL", "GUIDE_QDRANT_URL", "GUIDE_API_KEYS"):
        assert shared in compose, "several processes share what they keep"
        assert shared in kubernetes, "several pods share what they keep"


def test_compose_follows_its_schema_and_keeps_the_service_small() -> None:
    if importlib.util.find_spec("check_jsonschema") is None:
        pytest.skip("check-jsonschema is not installed")
    quiet(
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        DEPLOY / "compose.yaml",
    )


def test_settings_of_the_env_file_reach_the_service_and_vllm_is_the_one_that_is_installed() -> None:
    [compose] = documents(DEPLOY / "compose.yaml")
    assert all(compose["services"][name]["env_file"] == [".env"] for name in ("guide", "places"))
    [version] = re.findall(r"^vllm==(\S+)", (ROOT / "serving" / "vllm-gpu.txt").read_text(), re.MULTILINE)
    images = [
        found
        for path in (DEPLOY / "compose.yaml", KUBERNETES / "model.yaml")
        for found in re.findall(r"vllm-openai:v(\S+)", path.read_text(encoding="utf-8"))
    ]
    assert images == [version, version]


def test_compose_mounts_what_is_there_and_opens_no_port_to_others() -> None:
    [compose] = documents(DEPLOY / "compose.yaml")
    services = compose["services"]
    for name, service in services.items():
        for volume in service.get("volumes", []):
            source = filled(volume).split(":")[0]
            assert source in compose["volumes"] or source == "./models" or (DEPLOY / source).exists(), volume
        for port in service.get("ports", []):
            assert filled(port).startswith("127.0.0.1:"), f"{name} is open to all"
        for needed in service.get("depends_on", {}):
            assert needed in services
    guide = services["guide"]
    assert guide["read_only"]
    assert guide["cap_drop"] == ["ALL"]
    assert "healthcheck" in services["postgres"]
    targets = [
        target
        for job in documents(DEPLOY / "prometheus" / "prometheus.yml")[0]["scrape_configs"]
        for each in job["static_configs"]
        for target in each["targets"]
    ]
    assert {target.partition(":")[0] for target in targets} <= set(services)


def test_the_container_is_built_of_what_the_package_needs_and_runs_as_nobody() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (\S+)", text, re.MULTILINE) == ["10001:10001"]
    assert "/live" in text
    carried = {
        line[1:]
        for line in (DEPLOY / "Containerfile.dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    [packages] = re.findall(r"^include = \[(.*)\]", project, re.MULTILINE)
    [modules] = re.findall(r"^py-modules = \[(.*)\]", project, re.MULTILINE)
    needed = {name.rstrip("*") for name in re.findall(r'"([^"]+)"', packages)}
    needed |= {f"{name}.py" for name in re.findall(r'"([^"]+)"', modules)}
    assert needed | {"pyproject.toml", "constraints.txt", "README.md"} <= carried
    assert all((ROOT / name).exists() for name in carried)
    quiet(tool("hadolint"), DEPLOY / "Containerfile")


def test_the_manifests_follow_kubernetes_schemas() -> None:
    validate = pytest.importorskip("kubernetes_validate")
    for each in [*resources(), *documents(KUBERNETES / "secret.example.yaml")]:
        validate.validate(each, "1.31", strict=True)


def test_kustomize_builds_them_with_one_image() -> None:
    built = list(yaml.safe_load_all(quiet(tool("kubectl"), "kustomize", KUBERNETES)))
    assert len(built) == len(resources())
    images = {
        container["image"]
        for each in built
        for kind in ("containers", "initContainers")
        for container in each.get("spec", {}).get("template", {}).get("spec", {}).get(kind, [])
    }
    assert {image for image in images if "gildongmu" in image} == {"registry.example/gildongmu:0.1.0"}
    assert all(":" in image.rpartition("/")[2] for image in images)


@pytest.mark.asyncio(loop_scope="session")
async def test_what_the_manifests_point_at_is_there(client: httpx.AsyncClient) -> None:
    held = resources()
    pods = {
        each["metadata"]["name"]: each["spec"]["template"]
        for each in held
        if each["kind"] in {"Deployment", "StatefulSet", "Job"}
    }
    for each in held:
        if each["kind"] == "Service":
            [port] = each["spec"]["ports"]
            pod = pods[each["metadata"]["name"]]
            assert each["spec"]["selector"].items() <= pod["metadata"]["labels"].items()
            assert port["targetPort"] in {port["name"] for port in pod["spec"]["containers"][0]["ports"]}
        if each["kind"] == "HorizontalPodAutoscaler":
            assert each["spec"]["scaleTargetRef"]["name"] in pods
    guide = pods["guide"]["spec"]
    [container] = guide["containers"]
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert (await client.get(container[probe]["httpGet"]["path"])).status_code == 200
    assert (
        await client.get(pods["guide"]["metadata"]["annotations"]["prometheus.io/path"])
    ).status_code == 200
    for name in ("guide", "places"):
        assert pods[name]["spec"]["securityContext"]["runAsNonRoot"]
        for each in (*pods[name]["spec"]["containers"], *pods[name]["spec"]["initContainers"]):
            assert each["securityContext"]["readOnlyRootFilesystem"]
            mounted = {mount["name"] for mount in each["volumeMounts"]}
            assert mounted <= {volume["name"] for volume in pods[name]["spec"]["volumes"]}
    settings = Settings(
        grace=float(next(each for each in held if each["kind"] == "ConfigMap")["data"]["GUIDE_GRACE"])
    )
    assert guide["terminationGracePeriodSeconds"] > settings.grace + 5 + 5  # preStop, closing


def test_systemd_reads_the_units(tmp_path: Path) -> None:
    analyze = tool("systemd-analyze")
    for unit in UNITS:
        text = re.sub(r"/opt/[\w-]+/bin/\w+", "/bin/true", unit.read_text(encoding="utf-8"))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    said = quiet(analyze, "verify", *(tmp_path / unit.name for unit in UNITS))
    assert "Unknown" not in said


def test_the_backup_unit_keeps_fourteen(tmp_path: Path, index: Path) -> None:
    text = (DEPLOY / "systemd" / "gildongmu-backup.service").read_text(encoding="utf-8")
    lines = dict(re.findall(r"^(ExecStart\w*)=/bin/sh -ec '(.*)'$", text, re.MULTILINE))
    for number in range(16):
        (tmp_path / f"2025-01-{number + 1:02}T041000Z.tar.gz").touch()
    program = f"{sys.executable} -m gildongmu"
    for line in lines.values():
        ours = line.replace("%%", "%").replace("/opt/gildongmu/bin/gildongmu", program)
        ours = ours.replace("/var/lib/gildongmu-backups", str(tmp_path))
        quiet(
            "/bin/sh", "-ec", ours, env={**os.environ, "GUIDE_DATA_DIR": str(index), "PYTHONPATH": str(ROOT)}
        )
    kept = sorted(path.name for path in tmp_path.glob("*.tar.gz"))
    assert len(kept) == 14
    assert kept[0] == "2025-01-04T041000Z.tar.gz"
    assert kept[-1] > "2026"


def test_promtool_reads_rules_and_configuration() -> None:
    promtool = tool("promtool")
    quiet(promtool, "check", "rules", DEPLOY / "prometheus" / "alerts.yml")
    quiet(promtool, "check", "config", "--syntax-only", DEPLOY / "prometheus" / "prometheus.yml")


@pytest.mark.asyncio(loop_scope="session")
async def test_prometheus_answers_every_query_of_the_board(
    client: httpx.AsyncClient, standin: Standin, tmp_path: Path
) -> None:
    prometheus = tool("prometheus")
    for number in range(3):
        await client.post("/chat", json={"message": f"경복궁에 대해 알려 줘 {number}"})
    target = str(client.base_url).removeprefix("http://").rstrip("/")
    scrape = {"job_name": "guide", "scrape_interval": "1s", "static_configs": [{"targets": [target]}]}
    (tmp_path / "prometheus.yml").write_text(yaml.safe_dump({"scrape_configs": [scrape]}), encoding="utf-8")
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        prometheus, f"--config.file={tmp_path}/prometheus.yml", f"--storage.tsdb.path={tmp_path}/data",
        f"--web.listen-address=127.0.0.1:{port}", "--log.level=error",
    )  # fmt: skip
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as asking:
            for _ in range(150):
                await asyncio.sleep(0.2)
                try:
                    told = await asking.get(
                        "/api/v1/query", params={"query": "count_over_time(guide_tasks[1m]) > 3"}
                    )
                except httpx.TransportError:
                    continue
                if told.json().get("data", {}).get("result"):
                    break
            for where, expression in expressions():
                query = expression.replace("$__rate_interval", "30s")
                answer = await asking.get("/api/v1/query", params={"query": query})
                assert answer.json()["status"] == "success", f"{where}: {answer.text}"
                if where.startswith("panel") and "> 0" not in query:
                    assert answer.json()["data"]["result"], f"{where} shows nothing"
    finally:
        process.terminate()
        await process.wait()
