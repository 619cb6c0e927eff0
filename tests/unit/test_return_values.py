# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text that ``make kinds`` writes into the RETURN of modules."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.channel import CHANNEL
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.deployment_freeze import DEPLOYMENT_FREEZE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.machine import MACHINE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.project import PROJECT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.server_settings import SERVER_SETTINGS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.team import TEAM
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from contract.doors import undocumented
from return_values import DOCUMENT, MARK, completed, returned, shared

SAMPLE = """\
---
resource:
  sample:
    Id: Channels-7
    Name: Hotfix
"""


def module(text: str) -> str:
    return f'EXAMPLES = r"""\n---\n"""\n\nRETURN = r"""\n{text}"""\n\nimport something\n'


def written(text: str, resource: Resource | None, name: str = "octopus_it") -> dict[str, Any]:
    """The return values in a module's documentation, made from the part that its author wrote."""
    text = completed(module(text), name, resource)
    assert completed(text, name, resource) == text, "written twice"
    values: dict[str, Any] = yaml.safe_load(text.split('RETURN = r"""\n')[1].split('"""')[0])
    return values


def test_every_shared_value_is_whole() -> None:
    for name, text in shared().items():
        value = yaml.safe_load(text)
        wanted = {"description", "returned", "type"} | ({"sample"} if name != DOCUMENT else set())
        assert set(value) - {"contains", "elements"} == wanted, name


def test_an_author_writes_a_sample() -> None:
    values = written(SAMPLE, CHANNEL)
    assert list(values) == ["resource", "id", "space", "done", "requests"]
    assert values["resource"]["sample"] == {"Id": "Channels-7", "Name": "Hotfix"}
    assert values["resource"]["type"] == "dict"
    assert values["id"]["sample"] == "Channels-7"
    assert values["done"]["sample"] == ["created channel 'Hotfix' (Channels-7)"]


def test_a_special_value_of_a_module_stays() -> None:
    own = "---\nspace:\n  description: Another.\n  returned: always\n  type: str\n"
    values = written(own + SAMPLE.removeprefix("---\n"), CHANNEL)
    assert values["space"] == {"description": "Another.", "returned": "always", "type": "str"}
    whole = {"description": "Of its own.", "returned": "success", "type": "dict"}
    assert written(yaml.safe_dump({"resource": whole}), CHANNEL)["resource"] == whole


def test_text_below_the_mark_is_written_anew() -> None:
    text = completed(module(SAMPLE), "octopus_channel", CHANNEL)
    spoilt = text.replace("The HTTP method.", "Something else.").replace("Channels-7", "Channels-8")
    values = spoilt.split('RETURN = r"""\n')[1].split('"""')[0]
    assert written(values, CHANNEL) == written(SAMPLE.replace("Channels-7", "Channels-8"), CHANNEL)
    assert text.count(MARK) == 1 and text.endswith('"""\n\nimport something\n')


@pytest.mark.parametrize(
    ("resource", "has", "has_not"),
    [
        (CHANNEL, {"space"}, {"secrets_not_compared", "health_check", "drain"}),
        (PROJECT, {"space", "secrets_not_compared"}, {"health_check", "drain"}),
        (MACHINE, {"space", "secrets_not_compared", "health_check", "drain"}, set()),
        (TEAM, set(), {"space"}),
        (DEPLOYMENT_FREEZE, {"space"}, {"secrets_not_compared"}),
    ],
    ids=lambda each: each.kind if isinstance(each, Resource) else "",
)
def test_a_kind_returns_what_it_has(resource: Resource, has: set[str], has_not: set[str]) -> None:
    found = returned(f"octopus_{resource.kind}", resource)
    assert has <= found and not has_not & found


def test_some_text_depends_on_the_kind() -> None:
    freeze = written(SAMPLE, DEPLOYMENT_FREEZE)
    assert freeze["space"]["returned"] == "if an option names documents of a space"
    assert written(SAMPLE, PROJECT)["secrets_not_compared"]["sample"] == ["templates[0].sensitive_default_value"]
    assert written(SAMPLE, MACHINE)["health_check"]["contains"]["health_status"]["description"].startswith(
        "The health of the machine, "
    )
    settings = written(SAMPLE, SERVER_SETTINGS)
    assert settings["secrets_not_compared"]["sample"] == ["smtp.username_password.smtp_password"]
    assert settings["done"]["sample"][0].startswith("updated server settings")


def test_modules_without_a_kind() -> None:
    own = "---\nresponse:\n  description: What came.\n  returned: success\n  type: raw\n"
    assert list(written(own, None, "octopus_api")) == ["response", "space", "done", "requests"]
    assert list(written(own, None, "octopus_info")) == ["response", "space", "requests"]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ('EXAMPLES = r"""\n"""\n', "plugins/modules/octopus_it.py has no RETURN"),
        (module("---\n"), "RETURN needs resource with a sample"),
        (module(SAMPLE + "other:\n  type: str\n"), "put resource last in RETURN"),
    ],
)
def test_a_forgotten_part_is_reported(source: str, says: str) -> None:
    with pytest.raises(SystemExit, match=says):
        completed(source, "octopus_it", CHANNEL)


def test_the_contract_suite_finds_an_undocumented_value() -> None:
    assert undocumented("octopus_channel", {"changed": True, "resource": {}, "id": "", "_ansible_no_log": False}) == []
    assert undocumented("octopus_channel", {"changed": True, "colour": "", "status": 404}) == ["colour", "status"]
    assert undocumented("octopus_channel", {"failed": True, "msg": "", "status": 404}) == []
    assert undocumented("octopus_api_key", {"dest": "", "mode": ""}) == []
    assert undocumented("octopus_channel", {"mode": ""}) == ["mode"]
