# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values with several spellings: thumbprints, addresses, line ends, and texts in maps that YAML changes."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

PRINT = "5C2E1B0D9F8A7B6C5D4E3F2A1B0C9D8E7F6A5B4C"
BY_WINDOWS = "\u200e" + " ".join(PRINT[at : at + 2] for at in range(0, 40, 2)).lower()
BY_OPENSSL = ":".join(PRINT[at : at + 2] for at in range(0, 40, 2))
PLACE = {"name": "web", "environments": ["Production"], "roles": ["web"]}
WORKER = {"name": "web", "worker_pools": ["Default Worker Pool"]}
# Every option that is a thumbprint: the module, and how it is given.
THUMBPRINTS = {
    "listening": ("octopus_machine", PLACE, ("listening_tentacle", "thumbprint"), {"uri": "https://web:10933/"}),
    "polling": ("octopus_machine", PLACE, ("polling_tentacle", "thumbprint"), {"uri": "poll://abc/"}),
    "agent": (
        "octopus_machine",
        PLACE,
        ("kubernetes_agent", "tentacle_endpoint_configuration", "thumbprint"),
        {"communication_mode": "Polling"},
    ),
    "fabric": ("octopus_machine", PLACE, ("azure_service_fabric", "server_cert_thumbprint"), {}),
    "worker": ("octopus_worker", WORKER, ("polling_tentacle", "thumbprint"), {"uri": "poll://abc/"}),
    "account": (
        "octopus_account",
        {"name": "Ours"},
        ("azure_subscription", "certificate_thumbprint"),
        {"subscription_number": "6c7e9c1b-1f5c-4f5a-8f2d-3f1b9a7d2e10"},
    ),
}


@pytest.mark.parametrize("case", sorted(THUMBPRINTS))
def test_thumbprints(octopus: Octopus, case: str) -> None:
    module, options, path, beside = THUMBPRINTS[case]
    octopus.server.seed("environments", Name="Production")

    def given(thumbprint: str) -> dict[str, Any]:
        value: Any = {**beside, path[-1]: thumbprint}
        for option in reversed(path[1:-1]):
            value = {option: value}
        return {**options, path[0]: value}

    for check in (True, False):
        refused = octopus(module, given("AB"), check=check)["msg"]
        assert f"{'.'.join(path)}: 'AB' is not a thumbprint; write 40 hexadecimal digits" in refused
    assert octopus.writes() == []
    done = octopus.ok(module, given(BY_WINDOWS))
    assert PRINT in str(octopus.server.document(done["id"])) and PRINT in str(done["diff"])
    for spelled in (BY_WINDOWS, BY_OPENSSL, PRINT, PRINT.lower()):
        assert octopus.ok(module, given(spelled))["changed"] is False, spelled
    assert octopus.ok(module, given(PRINT[::-1]))["changed"] is True


def test_addresses(octopus: Octopus) -> None:
    octopus.server.seed("environments", Name="Production")
    octopus.server.seed("accounts", Name="Ours", AccountType="UsernamePassword", Username="deploy")

    def cluster(url: str) -> bool:
        reached = {"cluster_url": url, "standard_authentication": {"account": "Ours"}}
        return bool(octopus.ok("octopus_machine", {**PLACE, "kubernetes": reached})["changed"])

    rancher = "https://Rancher.example.com/k8s/clusters/c-M1"
    assert cluster(rancher) is True
    assert cluster("HTTPS://rancher.example.com:443/k8s/clusters/c-M1/") is False
    assert cluster(rancher.replace("c-M1", "c-m1")) is True
    for bound in ("#{Cluster.Url}", "https://#{Cluster.Host}:6443/"):
        assert (cluster(bound), cluster(bound)) == (True, False)
    assert cluster("#{cluster.url}") is True


STEP = {"name": "Tell", "action_type": "Octopus.Script"}
TEXTS = {
    "account": (
        "octopus_account",
        {"name": "Ours"},
        lambda value: {"generic_oidc_account": {"audience": "a", "custom_claims": {"key": value}}},
    ),
    "trigger": (
        "octopus_project_trigger",
        {"name": "T", "project": "Shop", "once_daily_schedule": {"start_time": "18:30"}},
        lambda value: {"run_runbook": {"environments": ["Production"], "form_values": {"key": value}}},
    ),
}
SETTINGS = {
    "package": (
        "octopus_step_template",
        STEP,
        lambda value: {
            "packages": [{"name": "", "package_id": "Web", "feed": "#{Feed}", "properties": {"key": value}}]
        },
    ),
    "properties": ("octopus_step_template", STEP, lambda value: {"properties": {"key": value}}),
}


@pytest.mark.parametrize("case", sorted({**TEXTS, **SETTINGS}))
def test_texts_in_maps(octopus: Octopus, case: str) -> None:
    """A number or boolean is never written as another text, and the second run changes nothing."""
    octopus.server.seed("environments", Name="Production")
    octopus.server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    module, minimal, options = {**TEXTS, **SETTINGS}[case]
    refused: list[Any] = [1.1] + ([["a"], True, 3] if case in TEXTS else [])
    for value in refused:
        octopus.server.clear_requests()
        message = octopus(module, {**minimal, **options(value)})["msg"]
        reasons = ("key: must be", "text") if case in TEXTS else ("key: is a number", "put it in quotes")
        assert all(each in message for each in reasons), value
        assert octopus.writes() == []
    octopus.ok(module, {**minimal, **options("first")})
    taken = [("1.10", "1.10"), ("one\ntwo", "one\ntwo")] + ([(True, "True"), (3, "3")] if case in SETTINGS else [])
    for value, text in taken:
        done = octopus.ok(module, {**minimal, **options(value)})
        assert done["changed"] is True and repr(text) in str(octopus.server.document(done["id"]))
        assert octopus.ok(module, {**minimal, **options(value)})["changed"] is False
    # The portal writes CRLF.
    if case == "trigger":
        return
    octopus.ok(module, {**minimal, **options("one\r\ntwo\r\n")})
    assert octopus.ok(module, {**minimal, **options("one\ntwo\n")})["changed"] is False


LINES = "echo one\r\necho two\r\n"


@pytest.mark.parametrize(
    ("kind", "document", "module", "options"),
    [
        ("environments", {"Description": LINES}, "octopus_environment", lambda text: {"description": text}),
        (
            "machinepolicies",
            {"MachineHealthCheckPolicy": {"BashHealthCheckPolicy": {"RunType": "Inline", "ScriptBody": LINES}}},
            "octopus_machine_policy",
            lambda text: {"machine_health_check_policy": {"bash_health_check_policy": {"script_body": text}}},
        ),
        (
            "actiontemplates",
            {"ActionType": "Octopus.Script", "Properties": {"Body": LINES}},
            "octopus_step_template",
            lambda text: {"properties": {"Body": text}},
        ),
    ],
)
def test_line_ends(octopus: Octopus, kind: str, document: dict[str, Any], module: str, options: Any) -> None:
    """Texts from the portal have CRLF, texts from a playbook LF."""
    seeded = octopus.server.seed(kind, Name="Typed", **document)
    same = octopus.ok(module, {"name": "Typed", **options("echo one\necho two\n")})
    assert same["changed"] is False
    assert octopus.ok(module, {"name": "Typed", **options("echo one\necho three\n")})["changed"] is True
    assert "\\r" not in str(octopus.server.document(seeded["Id"]))


@pytest.mark.parametrize("by_id", [False, True])
def test_blanks_around_a_new_name_rename_nothing(octopus: Octopus, by_id: bool) -> None:
    made = octopus.ok("octopus_environment", name="Test")
    options = {"id": made["id"], "name": " Test "} if by_id else {"name": "Test", "new_name": " Test "}
    assert octopus.ok("octopus_environment", options)["changed"] is False
