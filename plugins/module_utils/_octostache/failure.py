# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one exception of an evaluation: where Octostache itself raises."""

from __future__ import annotations


class Failure(Exception):
    """A reason in words."""


class Loop(Failure):
    """A variable that refers to itself. A look into JSON takes it for a missing property."""
