# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module door: performs a task as an ordinary Ansible module, on any host."""

from __future__ import annotations

from typing import Any

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.octopus.deploy.plugins.module_utils._model.redaction import masked, secret_values
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, Task, run
from ansible_collections.octopus.deploy.plugins.module_utils._secrets import register
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import secrets_in_address
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask


class Module(AnsibleModule):  # type: ignore[misc]
    """A module that neither logs nor shows parameters that may be a misplaced secret.

    Ansible-core masks options by their names, and does not know the options within a configuration or a document.
    """

    def _log_invocation(self) -> None:
        """Write the usual line of ansible-core to the system log, without content that the options do not describe."""
        secrets = secret_values(self.argument_spec, self.params) + secrets_in_address(self.params.get("octopus_url"))
        shown = Mask.of(secrets).deep(masked(self.argument_spec, self.params, free=False))
        self.log(f"Invoked with {' '.join(f'{option}={value}' for option, value in shown.items())}", log_args=shown)

    def fail_json(self, msg: str, **details: Any) -> None:
        """End the process with a failure; options that ansible-core has refused are masked, as they may be secrets."""
        details.setdefault("invocation", {"module_args": masked(self.argument_spec, self.params)})
        super().fail_json(msg, **details)


def run_module(task: Task) -> None:
    """Perform ``task`` with the parameters that Ansible has passed to this process, and end the process."""
    module = Module(supports_check_mode=True, **task.specification())
    result = run(task, Request(module.params, module.check_mode, module._verbosity, diff=module._diff))
    register(result.get(task.one_time_secret))
    for warning in result.pop("warnings", []):
        module.warn(warning)
    if result.get("failed"):
        module.fail_json(**result)
    module.exit_json(**result)
