# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that name a runbook."""

from __future__ import annotations


class ModuleDocFragment:
    """Part of each module that does something with one runbook."""

    DOCUMENTATION = r"""
options:
  project:
    description:
      - The project of the runbook. Name, slug or ID.
    type: str
    required: true
  runbook:
    description:
      - The runbook. Name, slug or ID.
    type: str
    required: true
"""
