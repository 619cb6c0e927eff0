# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection's version, and the name under which it goes to servers."""

from __future__ import annotations

VERSION = "0.1.0"
USER_AGENT = f"octopus.deploy/{VERSION} (Ansible collection)"
