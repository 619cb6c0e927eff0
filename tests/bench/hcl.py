# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The spaces of ``bench.spaces`` in Terraform's language: a resource for each document, each tag and each connection.

The provider has resources of their own for tags and for the projects of tenants. Documents refer to resources.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bench.spaces import Config, Item

HEAD = """terraform {
  required_providers {
    octopusdeploy = {
      source = "OctopusDeploy/octopusdeploy"
    }
  }
}
"""


class Block(dict[str, Any]):
    """A nested block, written without an equals sign. Any other mapping is a value."""


def configuration(config: Config) -> str:
    """All resources of a space."""
    return HEAD + "".join(text for plural, items in config.items() for item in items for text in WRITTEN[plural](item))


def resource(kind: str, name: str, arguments: Mapping[str, Any]) -> str:
    return f'\nresource "octopusdeploy_{kind}" "{label(name)}" {{\n{body(arguments)}}}\n'


def body(arguments: Mapping[str, Any], indent: str = "  ") -> str:
    """Arguments and blocks, one line each. Values of this language are JSON; Terraform evaluates ``${...}``."""
    lines = ""
    for name, value in arguments.items():
        blocks = [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, Block)]
        lines += "" if blocks else f"{indent}{name} = {json.dumps(value)}\n"
        lines += "".join(f"{indent}{name} {{\n{body(each, indent + '  ')}{indent}}}\n" for each in blocks)
    return lines


def label(name: str) -> str:
    return name.lower().replace(" ", "_").replace("/", "_")


def reference(kind: str, name: str) -> str:
    """The ID of the document with that name."""
    return f"${{octopusdeploy_{kind}.{label(name)}.id}}"


def environments(names: list[str]) -> list[str]:
    return [reference("environment", name) for name in names]


def named(item: Item) -> Item:
    return {"name": item["name"], "description": item["description"]}


def environment(item: Item) -> Iterator[str]:
    yield resource("environment", item["name"], item)


def project_group(item: Item) -> Iterator[str]:
    yield resource("project_group", item["name"], item)


def lifecycle(item: Item) -> Iterator[str]:
    phases = [
        Block({"name": each["name"], "optional_deployment_targets": environments(each["optional_deployment_targets"])})
        for each in item["phases"]
    ]
    kept = Block({"strategy": "Count", **item["release_retention_policy"]})
    yield resource("lifecycle", item["name"], {**named(item), "release_retention_with_strategy": kept, "phase": phases})


def tag_set(item: Item) -> Iterator[str]:
    yield resource("tag_set", item["name"], named(item))
    # Each tag's order refers to the tag before it, because tags that are created in parallel get random orders.
    order: int | str = 0
    for tag in item["tags"]:
        name = f"{item['name']}/{tag['name']}"
        arguments = {**tag, "tag_set_id": reference("tag_set", item["name"]), "sort_order": order}
        yield resource("tag", name, arguments)
        order = f"${{octopusdeploy_tag.{label(name)}.sort_order + 1}}"


def library_variable_set(item: Item) -> Iterator[str]:
    templates = [
        Block(
            {
                "name": each["name"],
                "default_value": each["default_value"],
                "display_settings": {"Octopus.ControlType": each["display_settings"]["control_type"]},
            }
        )
        for each in item["templates"]
    ]
    yield resource("library_variable_set", item["name"], {**named(item), "template": templates})


def project(item: Item) -> Iterator[str]:
    sets = item["included_library_variable_sets"]
    arguments = {
        **named(item),
        "included_library_variable_sets": [reference("library_variable_set", name) for name in sets],
        "project_group_id": reference("project_group", item["project_group"]),
        "lifecycle_id": reference("lifecycle", item["lifecycle"]),
        "default_guided_failure_mode": item["default_guided_failure_mode"],
        "tenanted_deployment_participation": item["tenanted_deployment_mode"],
        "connectivity_policy": Block(item["connectivity_policy"]),
    }
    yield resource("project", item["name"], arguments)


def tenant(item: Item) -> Iterator[str]:
    # The tag's resource gives its canonical name, so that Terraform creates the tag before the tenant.
    tags = [f"${{octopusdeploy_tag.{label(tag)}.canonical_tag_name}}" for tag in item["tenant_tags"]]
    yield resource("tenant", item["name"], {**named(item), "tenant_tags": tags})
    for each in item["projects"]:
        arguments = {
            "tenant_id": reference("tenant", item["name"]),
            "project_id": reference("project", each["project"]),
            "environment_ids": environments(each["environments"]),
        }
        yield resource("tenant_project", f"{item['name']}/{each['project']}", arguments)


def machine(item: Item) -> Iterator[str]:
    arguments = {
        "name": item["name"],
        "environments": environments(item["environments"]),
        "roles": item["roles"],
        "tentacle_url": item["listening_tentacle"]["uri"],
        "thumbprint": item["listening_tentacle"]["thumbprint"],
    }
    yield resource("listening_tentacle_deployment_target", item["name"], arguments)


WRITTEN = {
    "environments": environment,
    "project_groups": project_group,
    "lifecycles": lifecycle,
    "tag_sets": tag_set,
    "library_variable_sets": library_variable_set,
    "projects": project,
    "tenants": tenant,
    "machines": machine,
}
