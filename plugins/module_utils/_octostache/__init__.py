# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Octostache: evaluates texts with ``#{…}``. Knows nothing of the collection, of Octopus Server or of Ansible."""
