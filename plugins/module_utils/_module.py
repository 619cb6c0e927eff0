# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module door: a task as an ordinary Ansible module, which runs wherever it is sent."""

from __future__ import annotations

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, Task, run


def run_module(task: Task) -> None:
    """Do ``task`` with the parameters that Ansible hands to this process, and end the process."""
    module = AnsibleModule(supports_check_mode=True, **task.specification())
    result = run(task, Request(module.params, module.check_mode, module._verbosity, diff=module._diff))
    for warning in result.pop("warnings", []):
        module.warn(warning)
    if result.get("failed"):
        module.fail_json(**result)
    module.exit_json(**result)
