# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The callback for ansible-playbook inside a step of Octopus."""

from __future__ import annotations

DOCUMENTATION = r"""
name: octopus_step
type: notification
short_description: Report a run of Ansible inside a step to Octopus Server
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - When C(ansible-playbook) runs inside a step of Octopus, the callback prints service messages, which Octopus Server
    reads from the output of the step. Outside a step it prints nothing.
  - The task log shows the progress of the playbook, its warnings, failures and a summary in their own colors, and the
    reason of a failed step.
  - Each statistic that C(ansible.builtin.set_stats) sets becomes an output variable of the step. A statistic of a host
    (C(per_host=true)) becomes the output variable C(NAME[HOST]). Lists and dictionaries become JSON. The output
    variable C(Ansible.Changed) is the number of changed tasks.
  - C(ansible.builtin.set_stats) refuses a name with a dot, such as C(Site.Url). Set a dictionary C(Site) with the key
    C(Url) instead, in which the expression C(#{Octopus.Action[NAME OF THE STEP].Output.Site.Url}) finds the value.
  - With C(--diff), the output variable C(Ansible.Diff) has the differences of all tasks without C(no_log), for example
    for the instructions of a manual intervention. Its text is cut off after 50,000 characters. A blank separates the
    characters C(#) and C({) in this text, so that the server evaluates no expression in it.
  - An output variable is sensitive if a task with C(no_log=true) sets its statistic, or a part of it. With ansible-core
    2.22 and newer it is also sensitive if its value has a secret that ansible-core knows, such as a vaulted text.
  - The statistic C(octopus_artifacts) attaches files to the server task. It is a list of paths on the machine that
    C(ansible-playbook) runs on, or of dictionaries with C(path) and C(name).
requirements:
  - The callback must be enabled, by C(callbacks_enabled) in C(ansible.cfg) or by E(ANSIBLE_CALLBACKS_ENABLED).
options:
  messages:
    description:
      - When the callback prints messages.
      - With V(in_a_step) it prints them where the environment variable E(TentacleHome) is set, as every Tentacle sets
        it for its scripts.
      - With V(always) it also prints them elsewhere, which shows what the server would read. The values of sensitive
        output variables are then visible, although encoded.
    type: str
    choices:
      - in_a_step
      - always
      - never
    default: in_a_step
    env:
      - name: OCTOPUS_STEP_MESSAGES
    ini:
      - section: callback_octopus_step
        key: messages
notes:
  - If a statistic is set more than once, for example by several hosts, ansible-core joins texts and adds up numbers. To
    keep only the last value, set C(aggregate=false) or C(run_once=true).
  - The messages are lines of the standard output. Set O(messages=never) for a run whose output another program reads.
seealso:
  - module: ansible.builtin.set_stats
"""

EXAMPLES = r"""
---
# The environment variable ANSIBLE_CALLBACKS_ENABLED=octopus.deploy.octopus_step enables the callback.
- name: Set the output variable SiteUrl of the step
  ansible.builtin.set_stats:
    data:
      SiteUrl: https://shop.example.com
    aggregate: false

- name: Set a sensitive output variable
  ansible.builtin.set_stats:
    data:
      DatabasePassword: "{{ lookup('ansible.builtin.password', '/dev/null') }}"
    aggregate: false
  no_log: true

- name: Attach a file to the server task
  ansible.builtin.set_stats:
    data:
      octopus_artifacts:
        - path: "{{ playbook_dir }}/report.html"
          name: Report of {{ inventory_hostname }}.html
"""

import os
from collections.abc import Iterable, Mapping
from typing import Any

from ansible import context
from ansible.playbook.block import Block
from ansible.plugins.callback import CallbackBase
from ansible_collections.octopus.deploy.plugins.module_utils._secrets import masked
from ansible_collections.octopus.deploy.plugins.plugin_utils.service_messages import wanted
from ansible_collections.octopus.deploy.plugins.plugin_utils.step_report import StepReport


class CallbackModule(CallbackBase):  # type: ignore[misc]
    """The callback for ansible-playbook inside a step of Octopus."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "octopus.deploy.octopus_step"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._report = StepReport(masked)

    def set_options(self, task_keys: Any = None, var_options: Any = None, direct: Any = None) -> None:
        """Read the options; where no messages are wanted, Ansible does not call the other methods."""
        super().set_options(task_keys=task_keys, var_options=var_options, direct=direct)
        self.disabled = not wanted(self.get_option("messages"), os.environ)

    def v2_playbook_on_start(self, playbook: Any) -> None:
        for play in playbook.get_plays():
            roles = [role for role in play.get_roles() if not role.from_include]
            blocks = [block for role in roles for block in role.get_task_blocks()]
            self._report.more_tasks(counted([*play.pre_tasks, *blocks, *play.tasks, *play.post_tasks]))

    def v2_playbook_on_task_start(self, task: Any, is_conditional: bool) -> None:
        self._print(self._report.task(task.get_name()))

    def v2_playbook_on_no_hosts_matched(self) -> None:
        self._print(self._report.warning("A play ran nothing, because no host matches"))

    def v2_runner_item_on_failed(self, result: Any) -> None:
        self._report.item_failed(result.host.get_name(), result.task.get_name(), result.result)

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        self._failed(result, ignore_errors)

    def v2_runner_on_unreachable(self, result: Any) -> None:
        self._failed(result, bool(result.task.ignore_unreachable))

    def v2_on_file_diff(self, result: Any) -> None:
        self._report.differs(
            result.host.get_name(), result.task.get_name(), result.result, self._get_diff(result.result["diff"])
        )

    def v2_runner_on_ok(self, result: Any) -> None:
        self._print(self._report.ok(result.host.get_name(), result.result))

    def v2_playbook_on_stats(self, stats: Any) -> None:
        hosts: Mapping[str, Any] = {host: stats.summarize(host) for host in sorted(stats.processed)}
        self._print(self._report.ended(hosts, stats.custom, bool(context.CLIARGS.get("check"))))

    def _failed(self, result: Any, ignored: bool) -> None:
        self._print(self._report.failed(result.host.get_name(), result.task.get_name(), result.result, ignored))

    def _print(self, lines: Iterable[str]) -> None:
        for line in lines:
            # A log file of Ansible's would keep the values of sensitive output variables.
            self._display.display(line, screen_only=True)


def counted(entries: Iterable[Any]) -> int:
    """How many tasks there are, apart from those that only run after a failure."""
    return sum(counted([*each.block, *each.always]) if isinstance(each, Block) else 1 for each in entries)
