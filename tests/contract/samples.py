# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The samples of every kind: ``SAMPLES`` of each module in ``kinds/``."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from contract import kinds
from contract.sample import Sample

SAMPLES: tuple[Sample, ...] = tuple(
    sample
    for found in pkgutil.iter_modules(kinds.__path__)
    for sample in import_module(f"{kinds.__name__}.{found.name}").SAMPLES
)
