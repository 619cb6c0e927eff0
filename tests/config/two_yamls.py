# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values without quotes that YAML 1.2 (editors, check-jsonschema) and YAML 1.1 (Ansible) read differently."""

from __future__ import annotations

# The options of an environment, and who takes them: an editor with YAML 1.2, an editor with YAML 1.1, check-jsonschema,
# and octopus_config.
TWO_YAMLS = (
    ("name: no", True, False, True, False),
    ("name: y", True, False, True, True),
    ("name: 10:00", True, False, True, False),
    ("name: 1_000", True, False, False, False),
    ("name: 1e3", False, False, False, True),
    ("name: 0o17", False, True, False, True),
    ("name: 2026-11-27", True, True, True, False),
    ("{name: x, sort_order: 0o17}", True, False, True, False),
    ("{name: x, sort_order: 0123}", True, True, True, True),
    ("{name: x, use_guided_failure: yes}", True, True, True, True),
    ("{name: x, use_guided_failure: Off}", True, True, True, True),
    ("{name: x, description: 1.10}", False, False, False, False),
)


def one_environment(options: str) -> str:
    """A configuration in YAML."""
    return f"environments: [{options}]" if options.startswith("{") else f"environments: [{{{options}}}]"
