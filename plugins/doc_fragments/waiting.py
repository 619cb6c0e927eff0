# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of modules that wait for server tasks."""

from __future__ import annotations


class ModuleDocFragment:
    """Part of each module that can wait for server tasks."""

    DOCUMENTATION = r"""
options:
  wait_timeout:
    description:
      - How many seconds to wait. After that the task fails, and the server tasks continue, unless O(cancel_on_timeout)
        says otherwise.
      - While it waits, the task tolerates a server that restarts, can't be reached or limits requests.
      - Meanwhile, a task that runs within C(ansible-playbook) shows the progress of the server tasks. To switch that
        off, set the variable C(octopus_progress) to V(false).
    type: int
    default: 600
  wait_interval:
    description:
      - How many seconds to wait before the task asks the server again, at least 1. The time grows with each request, up
        to 10 seconds. Each time, the task sends one request, whatever the number of server tasks.
    type: int
    default: 2
  cancel_on_timeout:
    description:
      - Whether to cancel the server tasks that are not over after O(wait_timeout) seconds.
    type: bool
    default: false
  on_interruption:
    description:
      - How the task reacts when every server task that is not over waits for a person to approve a step or to decide
        about a failure.
      - With V(wait), the task continues to wait. With V(stop), it ends without a failure, and
        RV(tasks[].has_pending_interruptions) is true; M(octopus.deploy.octopus_interruption) can answer then. With
        V(fail), it fails.
    type: str
    choices:
      - wait
      - stop
      - fail
    default: wait
"""
