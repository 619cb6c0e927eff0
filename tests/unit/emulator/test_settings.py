# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of the server: single documents, sections of the configuration, nodes.

api: roots#sections, settings#settings
"""

from __future__ import annotations

from typing import Any

import pytest
from emulator.kinds.sections_table import SECTIONS
from emulator.kinds.settings_table import SETTINGS
from emulator.testing import Emulator

from .conftest import Asker

SERVED = [setting for setting in SETTINGS if setting.since <= (2025, 4)]
HIDDEN = {"HasValue": True, "NewValue": None, "Hint": None}
# A change of each setting, and its parts.
CHANGES: dict[str, dict[str, Any]] = {
    "smtpconfiguration": {"SmtpHost": "mail.example.com", "SmtpPort": 587, "EnableSsl": True},
    "maintenanceconfiguration": {"IsInMaintenanceMode": True},
    "featuresconfiguration": {"IsHelpSidebarEnabled": False, "HelpSidebarSupportLink": "https://help.example.com"},
    "performanceconfiguration": {"DefaultDashboardRenderMode": "VirtualizeRowsAndColumns"},
    "serverconfiguration": {"ServerUri": "https://octopus.example.com"},
    "upgradeconfiguration": {"NotificationMode": "NeverShow", "AllowChecking": False},
    "letsencryptconfiguration": {"DnsName": "octopus.example.com", "HttpsPort": 8443},
    "licenses/licenses-current": {"LicenseText": "<License Signature='x'></License>"},
    "telemetryconfiguration": {"Enabled": False},
}


@pytest.mark.parametrize("setting", SERVED, ids=lambda setting: str(setting.path))
def test_every_setting_is_read_and_replaced_through_its_link(ask: Asker, setting: Any) -> None:
    link = ask.get("/api")["Links"][setting.link]
    before = ask.get(link)
    assert before["Links"]["Self"] == link
    changed = ask.put(link, {**before, **CHANGES[setting.path]})
    assert changed.items() >= CHANGES[setting.path].items()
    assert ask.get(link) == changed
    assert changed["LastModifiedBy"] == "admin"
    assert ask.put(link, changed).items() >= CHANGES[setting.path].items()
    assert ask("POST", link, changed).status_code == 405
    assert ask("DELETE", link).status_code == 405


@pytest.mark.parametrize("setting", SERVED, ids=lambda setting: str(setting.path))
def test_a_user_who_may_not_configure_the_server_changes_no_setting(ask: Asker, setting: Any) -> None:
    key = {"X-Octopus-ApiKey": ask.server.read_only_api_key}
    refused = ask("PUT", f"/api/{setting.path}", CHANGES[setting.path], headers=key)
    assert (refused.status_code, setting.permission in refused.json()["ErrorMessage"]) == (403, True)


def test_properties_that_a_put_leaves_out_are_as_on_a_new_server(ask: Asker) -> None:
    with Emulator(server_version="2026.2.1") as older:
        Asker(older).put("/api/serverconfiguration", {"ServerUri": "https://octopus.example.com"})
        assert Asker(older).put("/api/serverconfiguration", {})["ServerUri"] is None
    assert "SmtpPort" in ask.refused("PUT", "/api/smtpconfiguration", {"SmtpPort": 70000})
    assert "NotificationMode" in ask.refused("PUT", "/api/upgradeconfiguration", {"NotificationMode": "Sometimes"})
    assert "IsInMaintenanceMode" in ask.refused("PUT", "/api/maintenanceconfiguration", {})


def smtp(details: dict[str, Any]) -> dict[str, Any]:
    return {"SmtpHost": "mail.example.com", "SmtpPort": 25, "SendEmailFrom": "o@example.com", "Details": details}


@pytest.mark.fact("C.7")
def test_the_password_for_mail(ask: Asker) -> None:
    assert ask.get("/api/smtpconfiguration/isconfigured")["IsConfigured"] is False
    login = {"CredentialType": "UsernamePassword", "SmtpLogin": "o"}
    made = ask.put(
        "/api/smtpconfiguration", smtp({**login, "SmtpPassword": {"HasValue": True, "NewValue": "hunter-22"}})
    )
    assert made["Details"] == {**login, "SmtpPassword": HIDDEN}
    assert ask.put("/api/smtpconfiguration", made)["Details"]["SmtpPassword"] == HIDDEN
    assert ask.server.document("smtp")["Details"]["SmtpPassword"]["Stored"] == "hunter-22", "an echo keeps it"
    assert ask.get("/api/smtpconfiguration/isconfigured")["IsConfigured"] is True
    google = {"CredentialType": "Google", "GoogleAudience": "a", "GoogleServiceAccount": "b"}
    assert ask.put("/api/smtpconfiguration", smtp(google))["Details"] == google
    assert "Pigeon" in ask.refused("PUT", "/api/smtpconfiguration", smtp({"CredentialType": "Pigeon"}))


def test_mail_of_an_older_server_has_its_password_beside_it() -> None:
    with Emulator(server_version="2020.5.0") as server:
        ask = Asker(server)
        sent = {"SmtpHost": "mail.example.com", "SmtpPort": 25, "SmtpLogin": "o", "NewSmtpPassword": "hunter-22"}
        made = ask.put("/api/smtpconfiguration", sent)
        assert made["SmtpPassword"] == {"HasValue": True, "NewValue": None}
        assert not {"NewSmtpPassword", "Details"} & set(made)
        assert "TelemetryConfiguration" not in ask.get("/api")["Links"]
        assert ask("GET", "/api/telemetry").status_code == 404


def test_only_administrators_change_anything_in_maintenance(ask: Asker) -> None:
    ops = ask.post("/api/users", Username="ops", DisplayName="Operations")
    key = {"X-Octopus-ApiKey": ask("POST", f"/api/users/{ops['Id']}/apikeys", {"Purpose": "x"}).json()["ApiKey"]}
    team = ask.post("/api/teams", Name="Managers of all", MemberUserIds=[ops["Id"]], SpaceId="Spaces-1")
    ask.post("/api/scopeduserroles", TeamId=team["Id"], UserRoleId="userroles-spacemanager", SpaceId="Spaces-1")
    assert ask("POST", "/api/environments", {"Name": "One"}, headers=key).status_code == 201
    ask.put("/api/maintenanceconfiguration", {"IsInMaintenanceMode": True})
    refused = ask("POST", "/api/environments", {"Name": "Two"}, headers=key)
    assert (refused.status_code, "maintenance" in refused.json()["ErrorMessage"]) == (403, True)
    assert ask("GET", "/api/environments", headers=key).status_code == 200
    ask.post("/api/environments", Name="Three")
    assert ask.get("/api/serverstatus")["IsInMaintenanceMode"] is True
    assert ask("GET", "/api/serverstatus/health").status_code == 418
    assert ask("GET", "/api/octopusservernodes/ping").json()["IsInMaintenanceMode"] is False, "that is the node's own"
    ask.put("/api/maintenanceconfiguration", {"IsInMaintenanceMode": False})
    assert ask("POST", "/api/environments", {"Name": "Two"}, headers=key).status_code == 201


def test_a_license_is_xml(ask: Asker) -> None:
    assert ask.get("/api/licenses/licenses-current-status")["IsCompliant"] is True
    own = "/api/licenses/licenses-current"
    assert "text of the license" in ask.refused("PUT", own, {"LicenseText": " "})
    assert "valid XML" in ask.refused("PUT", own, {"LicenseText": "please"})


def test_lets_encrypt_is_not_enabled_by_a_put(ask: Asker) -> None:
    assert "not be enabled" in ask.refused("PUT", "/api/letsencryptconfiguration", {"Enabled": True})


def test_sections_lead_to_values_and_metadata(ask: Asker) -> None:
    assert ask.get("/api")["Links"]["Configuration"] == "/api/configuration{/id}"
    listed = ask.get("/api/configuration?take=100")["Items"]
    assert {each["Id"] for each in listed} == {each.section_id for each in SECTIONS if each.since <= (2025, 4)}
    for each in listed:
        values, metadata = ask.get(each["Links"]["Values"]), ask.get(each["Links"]["Metadata"])
        assert values["Id"] == each["Id"]
        assert {prop["Name"] for prop in metadata["Types"][0]["Properties"]} == set(values) - {"Id", "Links"}
        assert ask.put(each["Links"]["Values"], values) == values
    ask.refused("GET", "/api/configuration/nothing/values", status=404)
    ask.refused("PUT", "/api/configuration/webportal", {"Name": "x"}, status=405)


@pytest.mark.fact("C.7")
def test_the_values_of_a_section(ask: Asker) -> None:
    own = "/api/configuration/authentication-aad/values"
    secret = {"HasValue": True, "NewValue": "hunter-22"}
    made = ask.put(own, {"IsEnabled": True, "Issuer": "https://aad.example.com", "ClientSecret": secret})
    assert (made["ClientSecret"], made["RoleClaimType"]) == (HIDDEN, "roles")
    assert ask.put(own, made) == made == ask.get(own)
    assert ask.get("/api/externalsecuritygroupproviders")[0]["Id"] == "authentication-aad"
    assert "IsEnabled" in ask.refused("PUT", own, {"Issuer": "x"})
    assert ask("PUT", own, made, headers={"X-Octopus-ApiKey": ask.server.read_only_api_key}).status_code == 403


def test_certificates_of_the_server_itself(ask: Asker) -> None:
    listed = ask.get("/api/configuration/certificates")["Items"]
    assert ask.get(listed[0]["Links"]["Self"]) == listed[0]
    ask.refused("GET", "/api/configuration/certificates/mine", status=404)


def test_a_node_that_drains_starts_no_task() -> None:
    with Emulator() as server:
        ask = Asker(server)
        node = ask.get("/api/octopusservernodes")["Items"][0]
        ask.put(node["Links"]["Self"], {**node, "IsInMaintenanceMode": True, "MaxConcurrentTasks": 7})
        assert ask("GET", "/api/octopusservernodes/ping").status_code == 418
        assert ask.get("/api/octopusservernodes/summary")["Nodes"][0]["MaxConcurrentTasks"] == 7
        health = ask("GET", "/api/serverstatus/health")
        assert (health.status_code, health.json()["IsEntireClusterDrainingTasks"]) == (418, True)
        task = ask.post("/api/tasks", Name="Health")
        assert ask.get(task["Links"]["Self"])["State"] == "Queued"
        ask.put(node["Links"]["Self"], {**node, "IsInMaintenanceMode": False})
        assert ask.get(task["Links"]["Self"])["State"] == "Success"
        assert ask.get(node["Links"]["Details"])["RunningTasks"] == 0
        ask.refused("DELETE", node["Links"]["Self"], status=405)
