# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two sides of a tenant's values, and the shapes of their documents (api: tenants#values)."""

from __future__ import annotations

from dataclasses import dataclass

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    LIBRARY_VARIABLE_SETS,
    PROJECTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes


@dataclass(frozen=True, eq=False)
class Side:
    """The values for templates of projects, or those for templates of library variable sets.

    ``prop``: their property in the planned document; ``option``: the option that names the owner of a template, which
    lives at ``location``; ``owner`` and ``named``: the properties of a value with the ID and the name of that owner.
    ``older``: their property in the older form; ``in_environments``: whether the older form has them by environment.
    ``address``: the documented address of the newer form, below the tenant's own.
    """

    prop: str
    option: str
    location: Location
    owner: str
    named: str
    older: str
    in_environments: bool
    address: str


OF_PROJECTS = Side(
    "ProjectVariables",
    "project",
    PROJECTS,
    "ProjectId",
    "ProjectName",
    "ProjectVariables",
    True,
    "/projectvariables{?includeMissingVariables}",
)
OF_SETS = Side(
    "CommonVariables",
    "library_variable_set",
    LIBRARY_VARIABLE_SETS,
    "LibraryVariableSetId",
    "LibraryVariableSetName",
    "LibraryVariables",
    False,
    "/commonvariables{?includeMissingVariables}",
)
SIDES = (OF_PROJECTS, OF_SETS)

TEMPLATE = shapes.Shape(
    "an object",
    (dict,),
    (
        ("Id", shapes.TEXT),
        ("Name", shapes.TEXT),
        ("DefaultValue", shapes.TEXT_OR_SECRET),
        (
            "DisplaySettings",
            shapes.Shape(
                "an object",
                (dict,),
                (("Octopus.ControlType", shapes.TEXT), ("Octopus.SelectOptions", shapes.TEXT)),
            ),
        ),
    ),
    needs=("Id", "Name"),
)
SCOPE = shapes.Shape("an object", (dict,), (("EnvironmentIds", shapes.TEXTS),))
VALUES = shapes.Shape("a map of values", (dict,), each=shapes.TEXT_OR_SECRET)
BY_ENVIRONMENT = shapes.Shape("a map of maps", (dict,), each=VALUES)


def newer_shape(side: Side) -> shapes.Shape:
    """The shape of one of the two documents of the newer form."""
    parts = (("Id", shapes.TEXT), (side.owner, shapes.TEXT), (side.named, shapes.TEXT), ("TemplateId", shapes.TEXT))
    more = (("Template", TEMPLATE), ("Value", shapes.TEXT_OR_SECRET), ("Scope", SCOPE))
    value = shapes.Shape("an object", (dict,), (*parts, *more), needs=(side.owner, "TemplateId"))
    values = shapes.Shape("a list of objects", (list,), each=value)
    return shapes.Shape("an object", (dict,), (("Variables", values), ("MissingVariables", values)))


def older_part(side: Side) -> shapes.Shape:
    """The shape of the older form's part for one project or library variable set."""
    templates = shapes.Shape("a list of objects", (list,), each=TEMPLATE)
    values = BY_ENVIRONMENT if side.in_environments else VALUES
    parts = ((side.named, shapes.TEXT), ("Templates", templates), ("Variables", values))
    return shapes.Shape("an object", (dict,), parts)


OLDER_SHAPE = shapes.Shape(
    "an object",
    (dict,),
    tuple((side.older, shapes.Shape("a map of objects", (dict,), each=older_part(side))) for side in SIDES),
)
