# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookup of variables."""

from __future__ import annotations

DOCUMENTATION = r"""
name: variable
short_description: Look up the value of a variable
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Returns the value that a variable of a project has in a deployment or in a run of a runbook.
  - M(octopus.deploy.octopus_variable_info) describes how the value is found, and shows the values that it overrides.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.connection.plugin
  - octopus.deploy.situation
options:
  _terms:
    description:
      - The names of variables, ignoring case. Each of them is a text or a list of texts.
    type: list
    elements: str
    required: true
  evaluate:
    description:
      - Whether to evaluate expressions in the values, such as C(#{Octopus.Environment.Name}). An expression without a
        value stays in the text, as it does in a deployment, and the lookup warns.
    type: bool
    default: false
  default:
    description:
      - The result for a variable that has no value in this situation, for a secret, which can't be read, and for a
        value whose evaluation needs a secret. If O(default) is not given, each of these is an error.
    type: raw
seealso:
  - module: octopus.deploy.octopus_variable_info
notes:
  - An option that is C(omit) counts as not given, as in a task.
  - Each call of the lookup signs in and reads the project's variables again. To read several variables, name all of
    them in one call, or use M(octopus.deploy.octopus_variable_info).
"""

EXAMPLES = r"""
---
- name: Create an environment
  octopus.deploy.octopus_environment:
    name: Production

- name: Create a project
  octopus.deploy.octopus_project:
    name: Storefront
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Set the variables of the project
  octopus.deploy.octopus_variables:
    project: Storefront
    values:
      Address: https://#{Octopus.Environment.Name | ToLower}.shop.example.com
      Log.Level: Debug

# In check mode the project does not exist yet.
- name: Show the value of a variable in production
  ansible.builtin.debug:
    msg: >-
      {{ lookup('octopus.deploy.variable', 'Address', project='Storefront', environment='Production', evaluate=true) }}
  when: not ansible_check_mode

- name: Show the values of two variables, with a default for a variable that does not exist
  ansible.builtin.debug:
    msg: "{{ query('octopus.deploy.variable', 'Log.Level', 'Banner', project='Storefront', default='none') }}"
  when: not ansible_check_mode
"""

RETURN = r"""
_raw:
  description:
    - The values, one for each name. The value of an account, a certificate or a worker pool is its ID.
  type: list
  elements: raw
"""

import os
from typing import Any

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase
from ansible.utils.display import Display
from ansible_collections.octopus.deploy.plugins.plugin_utils.compiled import quick_imports

with quick_imports():
    from ansible_collections.octopus.deploy.plugins.module_utils._tasks.variable_lookup import ARGUMENTS, NAMES, look_up
    from ansible_collections.octopus.deploy.plugins.plugin_utils.plugins import (
        PluginFailed,
        options_of,
        session_for,
    )


class LookupModule(LookupBase):  # type: ignore[misc]
    """The lookup of variables."""

    def run(self, terms: list[Any], variables: Any = None, **kwargs: Any) -> list[Any]:
        """The values of variables, one for each term."""
        check = bool((variables or {}).get("ansible_check_mode"))
        direct = {**kwargs, NAMES: self._flatten(terms)}
        try:
            options = options_of(ARGUMENTS, self.option_definitions, direct, variables or {}, self._templar.template)
            with session_for(options) as session:
                found = look_up(options[NAMES], options, os.environ, session, check)
        except PluginFailed as failed:
            raise AnsibleLookupError(str(failed)) from failed
        for warning in found.warnings:
            Display().warning(warning)
        return found.values
