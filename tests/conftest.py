# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings that all tests share."""

from __future__ import annotations

import gc

from hypothesis import settings

# How long an example takes says more about the machine than about what it tests.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
# Python searches all objects for reference cycles again and again: a twentieth of the time of a run, with the usual
# settings, because each process has collected all tests.
gc.set_threshold(100_000, 50, 50)
pytest_plugins = ["interop.fact_marks", "pytester"]
