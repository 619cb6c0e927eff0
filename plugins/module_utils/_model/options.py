# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a kind's module, and the rules for several options."""

from __future__ import annotations

import re
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import ON_CREATE, UPDATE_SECRETS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import arguments_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource

IDENTITY_ARGUMENTS: dict[str, Argument] = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "name": {"type": "str"},
    "id": {"type": "str"},
    "new_name": {"type": "str"},
}

SECRETS_ARGUMENT: dict[str, Argument] = {
    "update_secrets": {"type": "str", "choices": list(UPDATE_SECRETS), "default": ON_CREATE, "no_log": False}
}


def item_groups(resource: Resource) -> dict[str, Any]:
    """The rules for several options of a kind, by Ansible's names for these rules."""
    if resource.is_owned:
        options = tuple(each.option for each in resource.fields)
        owners = tuple(each.option for each in resource.owners if each.option)
        several = (owners,) if len(owners) > 1 else ()
        # A group of one option makes that option required.
        one_of = (*several, *([options] if len(options) > 1 else []))
        return {"mutually_exclusive": (*several, *resource.exclusive), "required_one_of": one_of}
    apart = () if resource.fixed else (("id", "new_name"),)
    return {"mutually_exclusive": (*apart, *resource.exclusive), "required_one_of": (("name", "id"),)}


def item_arguments(resource: Resource) -> dict[str, Argument]:
    """The options of a kind, apart from the options of the connection."""
    identity = {**IDENTITY_ARGUMENTS, "name": name_argument(resource)}
    if resource.is_owned:
        named = [each.option for each in resource.owners if each.option]
        identity = {each: {"type": "str", **({} if len(named) > 1 else {"required": True})} for each in named}
    elif resource.fixed:
        del identity["new_name"]
    arguments = {**identity, **arguments_of(resource.fields)}
    for action in resource.actions:
        arguments.update({option: dict(argument) for option, argument in action.arguments.items()})
    return {**arguments, **(SECRETS_ARGUMENT if resource.has_secrets() else {})}


def name_argument(resource: Resource) -> Argument:
    """The option for the name, with the API's word for it as an alias."""
    alias = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", resource.location.naming.prop).lower()
    return {**IDENTITY_ARGUMENTS["name"], **({"aliases": [alias]} if alias != "name" else {})}
