# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook of somebody without a collection: GET by name, POST if the document is missing, compare, and PUT."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.spaces import Config


@dataclass(frozen=True)
class Bodies:
    """A kind for ansible.builtin.uri. ``item``: the options of a document; ``ids``: the IDs by kind and name.

    ``compared``: the properties that are compared; ``made``: properties that only a new document is sent with;
    ``referred``: whether other documents need the IDs.
    """

    path: str
    compared: Mapping[str, Any]
    made: Mapping[str, Any] = field(default_factory=dict)
    referred: bool = True


PHASES = (
    "[{% for each in item.phases %}{Name: {{ each.name | to_json }}, "
    "OptionalDeploymentTargets: [{{ ids.environments[each.name] | to_json }}]}, {% endfor %}]"
)
TAGS = "[{% for each in item.tags %}{Name: {{ each.name | to_json }}, Color: {{ each.color | to_json }}}, {% endfor %}]"
TEMPLATES = (
    "[{% for each in item.templates %}{Name: {{ each.name | to_json }}, "
    "DefaultValue: {{ each.default_value | to_json }}, "
    "DisplaySettings: {Octopus.ControlType: {{ each.display_settings.control_type | to_json }}}}, {% endfor %}]"
)
CONNECTIONS = (
    "{ {% for each in item.projects %}{{ ids.projects[each.project] }}: "
    "[{{ ids.environments[each.environments[0]] }}], {% endfor %}}"
)
LISTS = {"connections": CONNECTIONS, "phases": PHASES, "tags_of_item": TAGS, "templates": TEMPLATES}
DESCRIBED = {"Name": "{{ item.name }}", "Description": "{{ item.description }}"}
KINDS: Mapping[str, Bodies] = {
    "environments": Bodies("environments", {**DESCRIBED, "SortOrder": "{{ item.sort_order }}"}),
    "project_groups": Bodies("projectgroups", DESCRIBED),
    "lifecycles": Bodies("lifecycles", DESCRIBED, {"Phases": "{{ phases | from_yaml }}"}),
    "tag_sets": Bodies("tagsets", DESCRIBED, {"Tags": "{{ tags_of_item | from_yaml }}"}, referred=False),
    "library_variable_sets": Bodies("libraryvariablesets", DESCRIBED, {"Templates": "{{ templates | from_yaml }}"}),
    "projects": Bodies(
        "projects",
        {
            **DESCRIBED,
            "ProjectGroupId": "{{ ids.project_groups[item.project_group] }}",
            "LifecycleId": "{{ ids.lifecycles[item.lifecycle] }}",
            "TenantedDeploymentMode": "{{ item.tenanted_deployment_mode }}",
            "IncludedLibraryVariableSetIds": [
                "{{ ids.library_variable_sets[item.included_library_variable_sets[0]] }}",
            ],
        },
    ),
    "tenants": Bodies(
        "tenants",
        {**DESCRIBED, "TenantTags": "{{ item.tenant_tags }}"},
        {"ProjectEnvironments": "{{ connections | from_yaml }}"},
        referred=False,
    ),
    "machines": Bodies(
        "machines",
        {
            "Name": "{{ item.name }}",
            "EnvironmentIds": ["{{ ids.environments[item.environments[0]] }}"],
            "Roles": "{{ item.roles }}",
        },
        {
            "Endpoint": {
                "CommunicationStyle": "TentaclePassive",
                "Uri": "{{ item.listening_tentacle.uri }}",
                "Thumbprint": "{{ item.listening_tentacle.thumbprint }}",
            }
        },
        referred=False,
    ),
}
ADDRESS = "{{ lookup('ansible.builtin.env', 'OCTOPUS_URL') }}"
SIGNED = {"X-Octopus-ApiKey": "{{ lookup('ansible.builtin.env', 'OCTOPUS_API_KEY') }}"}
LABEL = {"label": "{{ found_item.item.name }}", "loop_var": "found_item"}


def play(config: Config) -> str:
    """The tasks of a play, for the kinds in ``config``, as JSON, which is also YAML."""
    tasks = [task for plural in config for task in tasks_of(plural, KINDS[plural])]
    lines = "".join(f"    - {json.dumps(task)}\n" for task in tasks)
    return f"  vars: {json.dumps({'address': ADDRESS, **LISTS})}\n  tasks:\n{lines}"


def asked(method: str, address: str, **more: Any) -> dict[str, Any]:
    return {"ansible.builtin.uri": {"method": method, "url": f"{{{{ address }}}}{address}", "headers": SIGNED, **more}}


def tasks_of(plural: str, kind: Bodies) -> Sequence[dict[str, Any]]:
    """Find documents by name, create missing ones, change those that differ, and keep the IDs."""
    here = {"loop": f"{{{{ found_{plural}.results }}}}", "loop_control": LABEL}
    item = {"item": "{{ found_item.item }}"}
    has = "{{ found_item.json.Items | selectattr('Name', 'equalto', found_item.item.name) | first | default({}) }}"
    tasks = [
        {
            "name": f"Find the {plural}",
            **asked("GET", f"/api/{kind.path}?partialName={{{{ item.name | urlencode }}}}"),
            "loop": f"{{{{ config.{plural} }}}}",
            "loop_control": {"label": "{{ item.name }}"},
            "register": f"found_{plural}",
        },
        {
            "name": f"Make the {plural} that are absent",
            **asked("POST", f"/api/{kind.path}", body_format="json", body="{{ body }}", status_code=201),
            **here,
            "vars": {"item": item["item"], "has": has, "body": {**kind.compared, **kind.made}},
            "when": "not has",
            "changed_when": True,
        },
        {
            "name": f"Change the {plural} that differ",
            **asked("PUT", "{{ has.Links.Self }}", body_format="json", body="{{ has | combine(compared) }}"),
            **here,
            "vars": {"item": item["item"], "has": has, "compared": kind.compared},
            "when": ["has != {}", "has | combine(compared) != has"],
            "changed_when": True,
        },
    ]
    if kind.referred:
        named = "dict(all_of_them.json | map(attribute='Name') | zip(all_of_them.json | map(attribute='Id')))"
        tasks += [
            {"name": f"Read all {plural}", **asked("GET", f"/api/{kind.path}/all"), "register": "all_of_them"},
            {
                "name": f"Note the IDs of the {plural}",
                "ansible.builtin.set_fact": {
                    "ids": f"{{{{ ids | default({{}}) | combine({{'{plural}': {named}}}) }}}}"
                },
            },
        ]
    return tasks
