# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The abilities of modules, as Ansible's attributes, and notes about all modules."""

from __future__ import annotations


class ModuleDocFragment:
    """Check mode, diff mode, idempotence, action group, and how tasks run."""

    DOCUMENTATION = r"""
attributes:
  action_group:
    description: Use C(group/octopus.deploy.octopus) in C(module_defaults) to set the connection of all modules.
    support: full
    membership:
      - octopus.deploy.octopus
  check_mode:
    description: Can run in check mode, in which it only reads from the server.
    support: full
notes:
  - On localhost, a task runs inside C(ansible-playbook), which saves the time to start a process. With a connection
    that is not local, C(become) or C(async), Ansible starts a process. The result is the same. Set the variable
    C(octopus_in_process) to V(false) to always start a process.
  - An option of the type text refuses values of other types. Without quotes, YAML reads C(1.10), C(0123), C(yes) and
    C(2026-11-27) as numbers, a boolean and a date, and loses their spelling. Put such a text in quotes. If a template
    results in a number, use the filter C(string).
  - If the server refuses a request, the result of the failed task has the HTTP status of the answer (C(status)), the
    request (C(method) and C(url)) and the server's error (C(error_message), C(errors), C(help_text), C(help_link) and
    C(server_details)). A part that the server did not send is absent.
"""

    DIFF = r"""
attributes:
  diff_mode:
    description: Reports what it changes or would change, by option names, with references by name and secrets masked.
    support: full
"""

    IDEMPOTENT = r"""
attributes:
  idempotent:
    description: A second run with the same options changes nothing.
    support: full
    details:
      - If an option counts as a change every time, its description says so.
"""

    QUEUES = r"""
attributes:
  idempotent:
    description: A second run with the same options changes nothing.
    support: partial
    details:
      - Every run queues a new server task, which counts as a change.
"""

    INFO = r"""
attributes:
  diff_mode:
    description: Reports what it changes or would change.
    support: N/A
    details:
      - The module changes nothing.
  idempotent:
    description: A second run with the same options changes nothing.
    support: N/A
    details:
      - The module changes nothing.
"""

    API = r"""
attributes:
  diff_mode:
    description: Reports what it changes or would change, by the API's property names, with secrets masked.
    support: full
  idempotent:
    description: A second run with the same options changes nothing.
    support: partial
    details:
      - See O(method).
"""
