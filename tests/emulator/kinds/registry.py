# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every collection that the emulator serves: each ``Kind`` of each file beside this one."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from emulator import kinds
from emulator.children import with_children
from emulator.model import Kind

FOUND = (import_module(f"{kinds.__name__}.{each.name}") for each in pkgutil.iter_modules(kinds.__path__))
# A file may import the kind of another file.
BY_COLLECTION = {kind.collection: kind for file in FOUND for kind in vars(file).values() if isinstance(kind, Kind)}
KINDS: tuple[Kind, ...] = with_children(tuple(BY_COLLECTION.values()))
