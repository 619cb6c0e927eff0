# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of a set of variables (api: variables#variable-sets-in-detail)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import (
    OBJECT,
    TEXT,
    TEXT_OR_SECRET,
    TEXTS,
    Shape,
)

VARIABLE = Shape(
    "an object",
    (dict,),
    (
        ("Id", TEXT),
        ("Name", TEXT),
        ("Value", TEXT_OR_SECRET),
        ("Scope", Shape("a map of lists", (dict,), each=TEXTS)),
        ("Prompt", Shape("an object", (dict,), (("DisplaySettings", OBJECT),))),
    ),
    needs=("Name",),
)
LISTED = Shape("a list of objects", (list,), each=OBJECT)
VARIABLE_SET = Shape(
    "an object",
    (dict,),
    (
        ("Variables", Shape("a list of objects", (list,), each=VARIABLE)),
        ("ScopeValues", Shape("a map of lists", (dict,), each=LISTED)),
    ),
)
