"""The manifests in deploy/kubernetes: every name in them is one of ours or of Kubernetes, and roll-outs leave no gap."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from kubernetes_validate import ValidationError, validate

from web.routes import ROUTES
from wellcheck.__main__ import COMMANDS
from wellcheck.config import VARIABLES, Config, ConfigMistakes
from wellcheck.supervise import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "kubernetes"

KINDS = {
    "ConfigMap": ("v1", {"metadata", "data"}),
    "Secret": ("v1", {"metadata", "type", "stringData"}),
    "Service": ("v1", {"metadata", "spec"}),
    "Job": ("batch/v1", {"metadata", "spec"}),
    "Deployment": ("apps/v1", {"metadata", "spec"}),
    "PodDisruptionBudget": ("policy/v1", {"metadata", "spec"}),
    "HorizontalPodAutoscaler": ("autoscaling/v2", {"metadata", "spec"}),
}
FIELDS = {
    "ServiceSpec": {"selector", "ports"},
    "JobSpec": {"backoffLimit", "ttlSecondsAfterFinished", "template"},
    "DeploymentSpec": {"replicas", "revisionHistoryLimit", "minReadySeconds", "selector", "strategy", "template"},
    "PodDisruptionBudgetSpec": {"minAvailable", "selector"},
    "HorizontalPodAutoscalerSpec": {"scaleTargetRef", "minReplicas", "maxReplicas", "metrics"},
    "Pod": {"automountServiceAccountToken", "terminationGracePeriodSeconds", "securityContext", "topologySpreadConstraints",
            "initContainers", "containers", "volumes", "restartPolicy"},
    "Container": {"name", "image", "args", "envFrom", "securityContext", "volumeMounts", "resources", "ports", "startupProbe",
                  "livenessProbe", "readinessProbe", "lifecycle"},
    "Probe": {"httpGet", "exec", "initialDelaySeconds", "periodSeconds", "timeoutSeconds", "failureThreshold"},
}  # fmt: skip
"""The part of the API of Kubernetes that we use: another word is a slip, which the server would refuse or ignore."""


def documents() -> list[dict[str, Any]]:
    files = sorted(path for path in FOLDER.glob("*.yaml") if path.name not in ("kustomization.yaml", "secret.yaml"))
    return [document for path in files for document in yaml.safe_load_all(path.read_text())]


OBJECTS = {(document["kind"], document["metadata"]["name"]): document for document in documents()}
PODS = {name: found["spec"]["template"] for (kind, name), found in OBJECTS.items() if kind in ("Deployment", "Job")}
CONTAINERS = [
    (name, container)
    for name, pod in PODS.items()
    for container in [*pod["spec"].get("initContainers", []), *pod["spec"]["containers"]]
]


def test_every_field_is_one_of_kubernetes() -> None:
    assert len(documents()) == len(OBJECTS)
    for (kind, _), found in OBJECTS.items():
        version, fields = KINDS[kind]
        assert found["apiVersion"] == version and set(found) == {"apiVersion", "kind", *fields}
        if f"{kind}Spec" in FIELDS:
            assert set(found["spec"]) <= FIELDS[f"{kind}Spec"], kind
    for name, pod in PODS.items():
        assert set(pod["spec"]) <= FIELDS["Pod"], name
    for name, container in CONTAINERS:
        assert set(container) <= FIELDS["Container"], name
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            assert set(container.get(probe, {})) <= FIELDS["Probe"], name


@pytest.mark.parametrize("version", ["1.25", "1.31", "1.37"])
def test_kubernetes_own_schemas_take_every_manifest(version: str) -> None:
    """Those of the server, from long ago until now, without a field that it would pass over."""
    for found in OBJECTS.values():
        assert validate(found, version, strict=True) == version


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("spec", "template", "spec", "containers", 0, "livenesProbe"), {}),
        (("spec", "template", "spec", "containers", 0, "readinessProbe", "periodSeconds"), "5s"),
        (("spec", "template", "spec", "containers", 0, "resources", "limits"), ["512Mi"]),
        (("spec", "strategy", "rollingUpdate", "maxSurge"), {}),
        (("spec", "selector"), "wellcheck-web"),
    ],
)
def test_a_slip_in_a_manifest_shows(path: tuple[str | int, ...], value: object) -> None:
    found: Any = deepcopy(OBJECTS["Deployment", "wellcheck-web"])
    inside = found
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    with pytest.raises(ValidationError):
        validate(found, "1.37", strict=True)


def test_kustomization_names_every_file() -> None:
    listed = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())
    there = {path.name for path in FOLDER.glob("*.yaml")} - {"kustomization.yaml", "secret.example.yaml", "secret.yaml"}
    assert set(listed["resources"]) == there | {"secret.yaml"}
    assert {image["name"] for image in listed["images"]} == {container["image"] for _, container in CONTAINERS}


def test_q244_every_part_is_there_and_the_schema_comes_first() -> None:
    assert {name for kind, name in OBJECTS if kind == "Deployment"} == {
        "wellcheck-web",
        "wellcheck-worker",
        "wellcheck-bot",
    }
    for name, container in CONTAINERS:
        assert container["args"][0] in COMMANDS, name
    for name, pod in PODS.items():
        firsts = [container["args"] for container in pod["spec"].get("initContainers", [])]
        assert firsts == ([] if name == "wellcheck-migrate" else [["migrate"]]), name
    assert OBJECTS["Job", "wellcheck-migrate"]["spec"]["template"]["spec"]["restartPolicy"] == "OnFailure"


def test_q244_probes_ask_what_there_is() -> None:
    paths = {route.path for route in ROUTES if route.bare}
    [web] = PODS["wellcheck-web"]["spec"]["containers"]
    assert (web["livenessProbe"]["httpGet"]["path"], web["readinessProbe"]["httpGet"]["path"]) == ("/livez", "/readyz")
    ports = {port["name"]: port["containerPort"] for port in web["ports"]}
    given = OBJECTS["ConfigMap", "wellcheck"]["data"]
    assert ports == {"http": int(given["PORT"])} and given["HOST"] == "0.0.0.0"
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        assert web[probe]["httpGet"]["path"] in paths and web[probe]["httpGet"]["port"] in ports
    for part in ("worker", "bot"):
        [container] = PODS[f"wellcheck-{part}"]["spec"]["containers"]
        assert container["readinessProbe"]["exec"]["command"] == ["wellcheck", "status", "--of", part]
        assert "livenessProbe" not in container  # an outage of the database is no reason to start everybody again


def test_what_is_set_is_known_and_well() -> None:
    known = {variable.name for variable in VARIABLES}
    config, secret = OBJECTS["ConfigMap", "wellcheck"]["data"], OBJECTS["Secret", "wellcheck"]["stringData"]
    assert set(config) <= known and set(secret) <= known and not set(config) & set(secret)
    assert all(isinstance(value, str) for value in (*config.values(), *secret.values()))
    assert all(value == "" for value in secret.values())
    filled = {"DATABASE_URL": "postgres://a:b@db/wellcheck", "REDIS_URL": "redis://valkey/0", "SECRET_KEYS": "k" * 32}
    Config.read({**config, **secret, **filled}, home_env=False)
    with pytest.raises(ConfigMistakes):  # an example that nobody filled in starts nothing
        Config.read({**config, **secret, "DATABASE_URL": "postgres://a:b@db/wellcheck"}, home_env=False)
    for _, container in CONTAINERS:
        assert container["envFrom"] == [{"configMapRef": {"name": "wellcheck"}}, {"secretRef": {"name": "wellcheck"}}]


def test_selectors_find_their_pods_and_no_others() -> None:
    labels = {name: pod["metadata"]["labels"] for name, pod in PODS.items()}
    assert len({tuple(sorted(each.items())) for each in labels.values()}) == len(PODS)

    def found(selector: dict[str, str]) -> list[str]:
        return [name for name, has in labels.items() if selector.items() <= has.items()]

    for (kind, name), thing in OBJECTS.items():
        if kind == "Deployment":
            assert found(thing["spec"]["selector"]["matchLabels"]) == [name]
            for spread in thing["spec"]["template"]["spec"]["topologySpreadConstraints"]:
                assert found(spread["labelSelector"]["matchLabels"]) == [name]
        elif kind == "PodDisruptionBudget":
            assert found(thing["spec"]["selector"]["matchLabels"]) == [name]
        elif kind == "Service":
            assert found(thing["spec"]["selector"]) == [name]
            [port] = thing["spec"]["ports"]
            assert port["targetPort"] in {each["name"] for each in PODS[name]["spec"]["containers"][0]["ports"]}
        elif kind == "HorizontalPodAutoscaler":
            target = thing["spec"]["scaleTargetRef"]
            assert (target["kind"], target["name"]) in OBJECTS


def test_a_roll_out_leaves_no_gap() -> None:
    budgets = {name for kind, name in OBJECTS if kind == "PodDisruptionBudget"}
    for part in ("web", "worker"):
        name = f"wellcheck-{part}"
        spec = OBJECTS["Deployment", name]["spec"]
        assert spec["replicas"] >= 2 and name in budgets
    for (kind, name), thing in OBJECTS.items():
        if kind != "Deployment":
            continue
        pod = thing["spec"]["template"]["spec"]
        assert thing["spec"]["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}
        waits = [c["lifecycle"]["preStop"]["exec"]["command"] for c in pod["containers"] if "lifecycle" in c]
        pause = sum(int(command[1]) for command in waits)
        assert pod["terminationGracePeriodSeconds"] > PATIENCE + pause, name  # nobody is killed while it finishes
        assert bool(waits) == (name == "wellcheck-web")


def test_nobody_runs_as_root_or_writes_to_the_image() -> None:
    for name, pod in PODS.items():
        spec = pod["spec"]
        assert spec["securityContext"]["runAsNonRoot"] and spec["automountServiceAccountToken"] is False
        assert f"--uid {spec['securityContext']['runAsUser']} " in (ROOT / "Dockerfile").read_text()
        assert {volume["name"]: volume for volume in spec["volumes"]} == {"tmp": {"name": "tmp", "emptyDir": {}}}, name
    for _, container in CONTAINERS:
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]},
        }  # fmt: skip
        assert [mount["mountPath"] for mount in container["volumeMounts"]] == ["/tmp"]
        assert container["resources"]["limits"]["memory"]
