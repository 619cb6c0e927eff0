# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The exception of an evaluation, for cases in which Octostache itself raises one."""

from __future__ import annotations


class Failure(Exception):
    """A reason in words."""


class Loop(Failure):
    """A variable that refers to itself. While a property of JSON is looked up, it counts as missing."""
