# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of a server: only given sections are read, and servers differ in their sections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.configuration_sections import SECTIONS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from contract.conftest import Octopus, on
from contract.doors import Door
from contract.kinds.server_settings import LATER, LATER_OCTOPUS_ID, OLD
from emulator.kinds import sections_table
from emulator.model import Prop
from emulator.testing import Emulator

MODULE = "octopus_server_settings"
LOGIN = {"smtp_login": "octopus", "smtp_password": "hunter-22"}


def test_only_what_is_given_is_read(octopus: Octopus) -> None:
    octopus.server.clear_requests()
    octopus.ok(MODULE, {"performance": {}, "event_retention": {"event_retention_days": 90}})
    paths = [each.path for each in octopus.server.requests]
    assert paths == [
        "/api",
        "/api/performanceconfiguration",
        "/api/configuration/eventretention",
        "/api/configuration/eventretention/values",
    ]


def test_nothing_asked_is_a_mistake(octopus: Octopus) -> None:
    assert "one of the following is required" in octopus(MODULE)["msg"]


@pytest.mark.fact("5.1", "C.7")
def test_secrets_that_are_there_stay(octopus: Octopus) -> None:
    octopus.ok(MODULE, {"smtp": {"username_password": LOGIN}})
    again = octopus.ok(MODULE, {"smtp": {"smtp_port": 587, "username_password": LOGIN}})
    assert again["secrets_not_compared"] == ["smtp.username_password.smtp_password"]
    assert octopus.server.document("smtp")["Details"]["SmtpPassword"]["Stored"] == "hunter-22"
    sent = octopus.ok(MODULE, {"smtp": {"username_password": LOGIN}, "update_secrets": "always"})
    assert sent["changed"] is True


def test_one_way_to_sign_in_takes_the_place_of_another(octopus: Octopus) -> None:
    octopus.ok(MODULE, {"smtp": {"username_password": LOGIN}})
    octopus.ok(MODULE, {"smtp": {"google": {"google_audience": "mail"}}})
    details = octopus.server.document("smtp")["Details"]
    assert (details["CredentialType"], "SmtpLogin" in details) == ("Google", False)
    both = octopus(MODULE, {"smtp": {"google": {}, "azure": {}}})
    assert "can't be given together with" in both["msg"]


def test_a_refusal_of_the_server_is_reported(octopus: Octopus) -> None:
    result = octopus(MODULE, {"lets_encrypt": {"enabled": True}})
    assert (result["status"], "not be enabled" in result["msg"]) == (400, True)


def test_older_servers_have_the_password_of_mail_elsewhere(door: Door) -> None:
    with Emulator(server_version="2024.4.1") as server:
        octopus = on(server, door)
        done = octopus.ok(MODULE, {"smtp": {"smtp_host": "mail", "username_password": LOGIN}})
        stored = server.document("smtp")
        assert (done["changed"], stored["SmtpLogin"], stored["SmtpPassword"]["Stored"]) == (True, *LOGIN.values())
        assert octopus.ok(MODULE, {"smtp": {"username_password": LOGIN}})["changed"] is False
        out = octopus.ok("octopus_config_info", {"kinds": ["server_settings"]})["config"]["server_settings"][0]
        assert out["smtp"]["username_password"]["smtp_login"] == "octopus"
        assert octopus.ok("octopus_config", {"config": {"server_settings": [out]}})["changed"] is False
        refused = octopus(MODULE, {"smtp": {"azure": {"azure_audience": "mail"}}})
        assert "smtp.azure: needs Octopus Server 2025.2 or newer" in refused["msg"]
        old = octopus.ok(MODULE, {"features": OLD})
        assert (old["changed"], octopus.ok(MODULE, {"features": OLD})["changed"]) == (True, False)


def test_newer_servers_have_more(door: Door) -> None:
    with Emulator(server_version="2026.3.1") as server:
        octopus = on(server, door)
        options = {"features": LATER, "authentication_octopus_id": LATER_OCTOPUS_ID}
        assert octopus.ok(MODULE, options)["changed"] is True
        assert octopus.ok(MODULE, options)["changed"] is False


def test_settings_that_a_server_does_not_have(door: Door) -> None:
    with Emulator(server_version="2020.5.0") as server:
        octopus = on(server, door)
        refused = octopus(MODULE, {"authentication_ldap": {"is_enabled": True}})
        assert refused["msg"].startswith("authentication_ldap: this server (2020.5.0) has no such settings")
        assert "TelemetryConfiguration" in octopus(MODULE, {"telemetry": {"enabled": True}})["msg"]
        late = octopus(MODULE, {"features": {"is_webhook_trigger_enabled": True}})
        assert "needs Octopus Server 2026.3 or newer" in late["msg"]


def settable(props: Iterable[Prop]) -> dict[str, Any]:
    """The properties of a section that can be set, by the emulator's table, without those that the server registers."""
    own = {"Id", "M2MRegisteredAt"}
    return {prop.name: settable(prop.parts) for prop in props if not prop.read_only and prop.name not in own}


def managed(fields: Iterable[Field]) -> dict[str, Any]:
    return {each.api: managed(each.type.parts()) for each in fields}


def test_every_value_of_every_section_has_an_option() -> None:
    served = {section.section_id: settable(section.props) for section in sections_table.SECTIONS}
    assert {section: managed(holds.fields) for section, holds in SECTIONS.values()} == served
