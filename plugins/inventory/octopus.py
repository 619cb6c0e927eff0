# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory of machines and workers."""

from __future__ import annotations

DOCUMENTATION = r"""
name: octopus
short_description: Use machines (deployment targets) and workers as hosts
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Each machine (deployment target) and each worker of one or several spaces is a host.
  - The variables of a host say what Octopus Server knows about it, with names in place of IDs. They begin with
    C(octopus_).
  - The source is a YAML file, whose name ends in C(.yml) or C(.yaml).
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.connection.plugin
  - ansible.builtin.constructed
  - ansible.builtin.inventory_cache
options:
  plugin:
    description:
      - The name of this plugin, by which Ansible recognises the file.
    type: str
    required: true
    choices:
      - octopus.deploy.octopus
  spaces:
    description:
      - The spaces whose machines are hosts. Names, IDs or slugs. V(*) stands for all spaces that the user can see.
      - O(spaces) can't be given together with O(space). If neither is given, the default space is read.
    type: list
    elements: str
  kinds:
    description:
      - Whether machines (deployment targets), workers or both are hosts.
      - A filter for a property that only one of the two kinds has leaves out the other kind. For example, workers have
        no environments, so O(environments) leaves workers out.
    type: list
    elements: str
    choices:
      - machine
      - worker
    default:
      - machine
      - worker
  environments:
    description:
      - Only machines in one of these environments. Names, slugs or IDs. In several spaces, it is an error if none of
        them has an environment of that name. Parent and ephemeral environments count too.
    type: list
    elements: str
  roles:
    description:
      - Only machines that have one of these roles, which the portal calls target tags.
    type: list
    elements: str
  tenants:
    description:
      - Only machines that name one of these tenants. Names, slugs or IDs.
    type: list
    elements: str
  tenant_tags:
    description:
      - Only machines that have one of these tags, each as C(tag set/tag).
    type: list
    elements: str
  worker_pools:
    description:
      - Only workers in one of these pools. Names, slugs or IDs.
    type: list
    elements: str
  health_statuses:
    description:
      - Only machines in one of these states of health. V(Unknown) is the state of a machine that was never checked.
    type: list
    elements: str
    choices:
      - Healthy
      - HasWarnings
      - Unhealthy
      - Unavailable
      - Unknown
  communication_styles:
    description:
      - Only machines that the server reaches in one of these ways. V(None) is a cloud region, V(TentaclePassive) a
        listening Tentacle, and V(TentacleActive) a polling one.
    type: list
    elements: str
    choices:
      - TentaclePassive
      - TentacleActive
      - Ssh
      - None
      - OfflineDrop
      - Kubernetes
      - KubernetesTentacle
      - AzureWebApp
      - AzureCloudService
      - AzureServiceFabricCluster
      - AwsEcsCluster
      - StepPackage
  is_disabled:
    description:
      - With V(true), only disabled machines; with V(false), only enabled machines. By default, disabled and enabled
        machines.
    type: bool
  partial_name:
    description:
      - Only machines whose names contain this text, ignoring case.
    type: str
  hostname:
    description:
      - The property that names a host. If several hosts have the same value, the space comes in front of it, as in
        C(Web team/web-1). If that does not distinguish the hosts either, the kind is added too.
      - V(id) is unique on a server, so a host keeps its name when another machine is added or a machine is renamed.
        For files of several servers, choose another value, because two servers have machines with the same ID.
      - A machine that is called V(localhost), or like a group, gets the space in front as well. So does a machine with
        the name of another machine that an earlier file of this plugin has added.
      - A name with a hyphen at its beginning, or with a control character, is replaced by the ID.
    type: str
    choices:
      - name
      - slug
      - id
    default: name
  group_by:
    description:
      - The properties by which hosts are grouped. A group is called after the property in the singular and its value,
        for example C(environment_Production), C(role_web) or C(health_status_Healthy). Each character that the name of
        a group can't have becomes an underscore.
    type: list
    elements: str
    choices:
      - communication_style
      - environments
      - health_status
      - kind
      - machine_policy
      - roles
      - space
      - state
      - tenant_tags
      - tenants
      - worker_pools
    default: []
  connection_variables:
    description:
      - Whether hosts have C(ansible_host), C(ansible_port) and C(ansible_user) as far as the server knows them. A
        machine that is reached by SSH has all three; the user is that of its account. A listening Tentacle has only
        C(ansible_host).
    type: bool
    default: true
  windows_connection:
    description:
      - How Ansible reaches Windows. The hosts with a listening or a polling Tentacle, on which the last health check
        found Windows, have this C(ansible_connection).
      - By default, these hosts have no C(ansible_connection), because the server does not know how Ansible can reach
        them. Ansible then uses SSH.
      - Set the user, the password and the port yourself, for example in C(group_vars).
    type: str
    choices:
      - psrp
      - winrm
  local_communication_styles:
    description:
      - The tasks of hosts with these communication styles run on the controller, with C(ansible_connection=local) and
        the Python of Ansible itself. There they can use modules that manage a cluster, or an app, by its address.
      - Do not choose hosts by V(all) in plays that change the host itself if any host of the inventory is local.
    type: list
    elements: str
    choices:
      - None
      - OfflineDrop
      - Kubernetes
      - KubernetesTentacle
      - AzureWebApp
      - AzureCloudService
      - AzureServiceFabricCluster
      - AwsEcsCluster
      - StepPackage
    default: []
seealso:
  - module: octopus.deploy.octopus_machine
  - module: octopus.deploy.octopus_worker
notes:
  - A text in the file may be a template, for example with a lookup, or a vaulted value. In templates, the variables of
    C(--extra-vars) can be used.
  - Texts from the server are never templates.
  - In O(keyed_groups) and O(compose), an expression that is only the name of a variable, such as C(octopus_roles), is
    as quick as O(group_by). ansible-core compiles every other expression, and each condition of O(groups), again for
    each host; for thousands of hosts, this takes several times as long as everything else.
  - The server's address, the user, the spaces and the filters are part of the key of the cache, so nobody is given
    machines that another user has read. Neither the key of the cache nor the cache has a secret.
"""

EXAMPLES = r"""
# Every machine and worker of the default space. The address and the API key come from the environment variables
# OCTOPUS_URL and OCTOPUS_API_KEY.
---
plugin: octopus.deploy.octopus

# The web servers in production that are in use, in groups by their tenants and their health.
---
plugin: octopus.deploy.octopus
space: Web team
environments:
  - Production
roles:
  - web
is_disabled: false
group_by:
  - tenants
  - health_status

# The workers of two spaces, in groups that the file defines.
---
plugin: octopus.deploy.octopus
octopus_url: https://octopus.example.com
octopus_api_key: "{{ lookup('ansible.builtin.env', 'WORKER_KEY') }}"
spaces:
  - Web team
  - Warehouse
kinds:
  - worker
keyed_groups:
  - key: octopus_space_name
    prefix: workers
groups:
  linux: "'linux' in octopus_dot_net_core_platform | default('')"
compose:
  ansible_python_interpreter: "'/usr/bin/python3'"
strict: true

# Tentacles on Windows, and clusters with tasks that run on the controller.
---
plugin: octopus.deploy.octopus
windows_connection: psrp
local_communication_styles:
  - Kubernetes
  - KubernetesTentacle

# Everything in every space, read once an hour.
---
plugin: octopus.deploy.octopus
spaces:
  - "*"
hostname: id
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: ~/.cache/octopus_inventory
cache_timeout: 3600
"""

import os
from collections.abc import Callable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from ansible import constants
from ansible.errors import AnsibleError, AnsibleParserError
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable
from ansible.template import is_trusted_as_template, trust_as_template
from ansible_collections.octopus.deploy.plugins.plugin_utils.compiled import quick_imports

with quick_imports():
    from ansible_collections.octopus.deploy.plugins.module_utils._inventory.arguments import (
        ARGUMENTS,
        LOCAL_STYLES,
        WINDOWS_CONNECTION,
    )
    from ansible_collections.octopus.deploy.plugins.module_utils._inventory.hosts import chosen
    from ansible_collections.octopus.deploy.plugins.module_utils._inventory.identity import identity
    from ansible_collections.octopus.deploy.plugins.module_utils._inventory.naming import group_names, host_names
    from ansible_collections.octopus.deploy.plugins.module_utils._inventory.reading import read, space_names
    from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import (
        CONNECTION_ARGUMENTS,
        connection,
    )
    from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
    from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import base_address
    from ansible_collections.octopus.deploy.plugins.plugin_utils.plugins import (
        PluginFailed,
        options_of,
        session_for,
        value_of,
    )

ENDINGS = (".yml", ".yaml")
OWN = {**CONNECTION_ARGUMENTS, **ARGUMENTS}
OWN_PREFIX = "octopus_"
# The value that ansible-core gives localhost. It is a template, because the play may run on a machine other than the
# one that has read the inventory.
OWN_PYTHON = trust_as_template("{{ ansible_playbook_python }}")
NOT_COMPOSED = (
    "compose, groups or keyed_groups fail for the host {host}, so no host of this file is added: {failed}. If the key "
    "of a keyed group is true or a number, add the filter string to it"
)
NOT_FREE = (
    "{host} is the name of another machine from an earlier file, so no host of this file is added. Set hostname to "
    "name or slug, or give each server an inventory of its own"
)
Record = dict[str, Any]
# A machine: the address of its server, and its ID.
Machine = tuple[str, str]
# The machines of the hosts that the files of an inventory have added so far, by inventory and name of the host.
ADDED: WeakKeyDictionary[Any, dict[str, Machine]] = WeakKeyDictionary()


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):  # type: ignore[misc]
    """The inventory of machines and workers."""

    NAME = "octopus.deploy.octopus"

    def verify_file(self, path: str) -> bool:
        """Whether a file may be for this plugin; the key ``plugin`` in it says whether it is."""
        return bool(super().verify_file(path)) and path.endswith(ENDINGS)

    def parse(self, inventory: Any, loader: Any, path: str, cache: bool = True) -> None:
        """Add the hosts that a file describes. Raises ``AnsibleParserError`` for everything that goes wrong."""
        super().parse(inventory, loader, path, cache)
        config = self._read_config_data(path)
        try:
            options = self._own_options(config)
            with session_for(options) as session:
                names = space_names(options, os.environ)
                asked = connection(options, True, os.environ)
                who, server = identity(asked, names, options), base_address(asked.url)
                key = f"{self.get_cache_key(path)}_{who}"
                found = self._cached(key, cache, lambda: self._read(session.client, names, options))
        except PluginFailed as failed:
            raise AnsibleParserError(str(failed)) from None
        for warning in found.get("warnings", ()):
            self.display.warning(warning)
        self._add(found["hosts"], server)

    def set_options(self, task_keys: Any = None, var_options: Any = None, direct: Any = None) -> None:
        """Set Ansible's own options. The plugin's options may be templates, which have no type yet."""
        not_own = {option: value for option, value in (direct or {}).items() if option not in OWN}
        super().set_options(task_keys=task_keys, direct=not_own)

    def _own_options(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """The plugin's own options, checked strictly, with their templates filled in."""
        self.templar.available_variables = self._vars
        own = {option: value for option, value in config.items() if option in OWN and value is not None}
        evaluate = self.templar.template
        direct = {**config, **{option: value_of(option, "its value", own[option], evaluate) for option in own}}
        found = options_of(OWN, self.option_definitions, direct, self._vars, evaluate)
        for option, value in found.items():
            if value is not None:
                self.set_option(option, value)
        return found

    def _read(self, client: Client, names: list[str], options: Mapping[str, Any]) -> Record:
        """The machines as the cache keeps them."""
        found = read(client, names, options)
        hosts = [{"variables": each.variables, "connection": each.connection} for each in found.hosts]
        return {"hosts": hosts, "warnings": found.warnings}

    def _cached(self, key: str, cache: bool, make: Callable[[], Record]) -> Record:
        """The value that the cache has for a key, else a new one. ``cache``: whether the cache may be read."""
        if not self.get_option("cache"):
            return make()
        found: Record | None = self.cache.get(key) if cache else None
        if found is None:
            found = make()
            self.cache[key] = found
        return found

    def _add(self, hosts: list[Record], server: str) -> None:
        """Add hosts with their groups and variables. To ansible-core, texts are templates only if they are trusted."""
        known = [each["variables"] for each in hosts]
        groups = self._groups(known)
        own = map(self._sanitize_group_name, self.get_option("groups"))
        machines = [(server, str(each["octopus_id"])) for each in known]
        added = ADDED.setdefault(self.inventory, {})
        others = {name for name, machine in added.items() if machine not in machines}
        # A host must have neither the name of a group, nor that of the machine that Ansible runs on. With the name of
        # another machine, it would mix the variables of both.
        taken = {
            *constants.LOCALHOST,
            *self.inventory.groups,
            *own,
            *(group for each in groups for group in each),
            *others,
        }
        names = host_names(known, self.get_option("hostname"), taken)
        not_free = sorted({*names} & others)
        if not_free:
            raise AnsibleParserError(NOT_FREE.format(host=not_free[0]))
        connects = self.get_option("connection_variables")
        ways = {option: self.get_option(option) for option in (WINDOWS_CONNECTION, LOCAL_STYLES)}
        before = {*self.inventory.hosts}
        for name, host, inside in zip(names, hosts, groups):
            self.inventory.add_host(name)
            for group in inside:
                self.inventory.add_child(self.inventory.add_group(group), name)
            known_ways = host["connection"] if connects else {}
            variables = {**host["variables"], **known_ways, **chosen(host["variables"], ways, OWN_PYTHON)}
            # Through the inventory, ansible-core would check each name and note the origin of each text, which takes
            # most of the time. The names are those of this plugin.
            self.inventory.get_host(name).vars.update(variables)
            try:
                self._construct(name, variables)
            except AnsibleError as failed:
                # Ansible-core warns of the failure, and would go on with the hosts that were added before it.
                for each in {*self.inventory.hosts} - before:
                    self.inventory.remove_host(self.inventory.get_host(each))
                raise AnsibleParserError(NOT_COMPOSED.format(host=name, failed=failed)) from None
        added.update(zip(names, machines))

    def _groups(self, hosts: list[Record]) -> list[list[str]]:
        """The groups of each host; a warning names values that become one group."""
        meant: dict[str, str] = {}
        groups = []
        for host in hosts:
            inside = {self._sanitize_group_name(each): each for each in group_names(host, self.get_option("group_by"))}
            for group, raw in inside.items():
                if meant.setdefault(group, raw) != raw:
                    self.display.warning(f"The group {group} is made of both {meant[group]!r} and {raw!r}")
            groups.append(list(inside))
        return groups

    def _construct(self, name: str, variables: Record) -> None:
        """Add the variables and groups that the file composes from a host's variables."""
        strict, host = self.get_option("strict"), self.inventory.get_host(name)
        self._set_composite_vars(self.get_option("compose"), variables, name, strict=strict)
        # The host has all variables by now, so ansible-core need not merge them once more for each entry.
        if self.get_option("groups"):
            self._add_host_to_composed_groups(
                self.get_option("groups"), host.get_vars(), name, strict=strict, fetch_hostvars=False
            )
        for each in self.get_option("keyed_groups"):
            self._add_host_to_keyed_groups([each], host.get_vars(), name, strict=strict, fetch_hostvars=False)

    def _compose(self, template: Any, variables: Record, *others: Any, **more: Any) -> Any:
        """The value of an expression. Ansible-core compiles even the mere name of a variable again for each host."""
        if is_trusted_as_template(template) and template.startswith(OWN_PREFIX) and template not in self._vars:
            found = variables.get(template)
            if is_plain_text(found):
                return found
            if isinstance(found, list) and all(map(is_plain_text, found)):
                return [*found]
        return super()._compose(template, variables, *others, **more)


def is_plain_text(value: Any) -> bool:
    """Whether a value is a text that ansible-core does not take for a template."""
    return isinstance(value, str) and not is_trusted_as_template(value)
