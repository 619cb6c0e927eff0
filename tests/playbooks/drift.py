# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes by hand what the example of a whole space says, so that its audit has something to tell."""

from __future__ import annotations

import json
from pathlib import Path

from emulator.testing import Emulator
from playbooks.playbook import play, write_play

TASKS = """
- name: Change by hand what the configuration says
  octopus.deploy.octopus_config:
    space: Whole space
    config:
      environments:
        - name: Production
          use_guided_failure: false
          description: !unsafe DESCRIPTION
        - name: !unsafe ENVIRONMENT
      machines:
        - name: eu-west
          roles: [serverless, forgotten]
        - name: web-dev-1
          state: absent
      projects:
        - name: Payments
          state: absent
      lifecycles:
        - name: Standard
          phases:
            - name: Development
              automatic_deployment_targets: [Development]
            - name: Test
              optional_deployment_targets: [Test]
            - name: Production
              optional_deployment_targets: [Production]
              release_retention_policy:
                quantity_to_keep: 3
                unit: Days
"""


def drift(folder: Path, server: Emulator, environment: str, description: str) -> None:
    """``environment``: the name of one that the configuration does not have; ``description``: of production."""
    tasks = TASKS.replace("ENVIRONMENT", json.dumps(environment)).replace("DESCRIPTION", json.dumps(description))
    play(write_play(folder / "drift.yml", tasks), server)
