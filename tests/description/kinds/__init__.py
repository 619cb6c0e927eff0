# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds that no published description has: the ``DEFINITIONS`` and ``ROWS`` of each file in this folder."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from description.description import Schema
from description.facts import Row

FILES = tuple(import_module(f"{__name__}.{each.name}") for each in pkgutil.iter_modules(__path__))
KIND_DEFINITIONS: Mapping[str, Schema] = {name: schema for file in FILES for name, schema in file.DEFINITIONS.items()}
KINDS: tuple[Row, ...] = tuple(row for file in FILES for row in file.ROWS)
