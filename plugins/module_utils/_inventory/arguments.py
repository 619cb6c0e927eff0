# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of the inventory, apart from those of the connection and of Ansible itself."""

from __future__ import annotations

from collections.abc import Mapping

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.endpoints import ENDPOINTS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested

MACHINE, WORKER = "machine", "worker"
KINDS = (MACHINE, WORKER)
# In place of a space's name, this word stands for every space that the user sees.
EVERY_SPACE = "*"
# The words of the API (api: machines#target, machines#endpoints).
HEALTH_STATUSES = ("Healthy", "HasWarnings", "Unhealthy", "Unavailable", "Unknown")
COMMUNICATION_STYLES = tuple(
    each.type.variant.value for each in ENDPOINTS if isinstance(each.type, Nested) and each.type.variant
)
# The styles of machines without a shell that Ansible could log in to.
WITHOUT_SHELL = tuple(each for each in COMMUNICATION_STYLES if each not in ("TentaclePassive", "TentacleActive", "Ssh"))
WINDOWS_CONNECTION, LOCAL_STYLES = "windows_connection", "local_communication_styles"
NAME, SLUG, ID = "name", "slug", "id"
# The groups that can be made: the beginning of their names, and the variable with the rest of the name.
GROUPS: Mapping[str, tuple[str, str]] = {
    "communication_style": ("communication_style", "octopus_communication_style"),
    "environments": ("environment", "octopus_environments"),
    "health_status": ("health_status", "octopus_health_status"),
    "kind": ("kind", "octopus_kind"),
    "machine_policy": ("machine_policy", "octopus_machine_policy"),
    "roles": ("role", "octopus_roles"),
    "space": ("space", "octopus_space_name"),
    "state": ("state", "octopus_state"),
    "tenant_tags": ("tenant_tag", "octopus_tenant_tags"),
    "tenants": ("tenant", "octopus_tenants"),
    "worker_pools": ("worker_pool", "octopus_worker_pools"),
}
LIST: Argument = {"type": "list", "elements": "str"}
# The options that select machines.
READING: dict[str, Argument] = {
    "kinds": {**LIST, "choices": list(KINDS), "default": list(KINDS)},
    **dict.fromkeys(("environments", "roles", "tenants", "tenant_tags", "worker_pools"), LIST),
    "health_statuses": {**LIST, "choices": list(HEALTH_STATUSES)},
    "communication_styles": {**LIST, "choices": list(COMMUNICATION_STYLES)},
    "is_disabled": {"type": "bool"},
    "partial_name": {"type": "str"},
}
ARGUMENTS: dict[str, Argument] = {
    **READING,
    "spaces": LIST,
    "hostname": {"type": "str", "choices": [NAME, SLUG, ID], "default": NAME},
    "group_by": {**LIST, "choices": list(GROUPS), "default": []},
    "connection_variables": {"type": "bool", "default": True},
    WINDOWS_CONNECTION: {"type": "str", "choices": ["psrp", "winrm"]},
    LOCAL_STYLES: {**LIST, "choices": list(WITHOUT_SHELL), "default": []},
}
