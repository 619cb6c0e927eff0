# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The types of documents that events are about (api: events#metadata)."""

from __future__ import annotations

from .conftest import Asker


def test_the_id_of_a_type_is_the_prefix_of_ids_with_its_hyphen(ask: Asker) -> None:
    machine = {"Name": "web", "EnvironmentIds": [ask.post("/api/environments", Name="Test")["Id"]], "Roles": ["web"]}
    made = ask.post("/api/machines", **machine, Endpoint={"CommunicationStyle": "None"})
    types = [each["Id"] for each in ask.get("/api/events/documenttypes")]
    assert [each for each in types if made["Id"].startswith(each)] == ["Machines-"]
    assert ask.get("/api/events?documentTypes=Machines-")["TotalResults"] > 0
