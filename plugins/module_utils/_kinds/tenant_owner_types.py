# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The types of documents that own templates of a tenant's values, and shapes of the values (api: tenants#values)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    LIBRARY_VARIABLE_SETS,
    PROJECTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes


@dataclass(frozen=True, eq=False)
class OwnerType:
    """The type of the documents that own templates, and how the API holds a tenant's values for these templates.

    ``prop``: the property of the planned document with the values. ``option``: the option that names an owner;
    ``location``: where the owners live. ``owner`` and ``named``: the properties of a value with the ID and the name of
    its owner. ``older``: the property of the older form with the values; ``in_environments``: whether that form has
    them by environment. ``address``: the documented address of the newer form, below the tenant's own.
    """

    prop: str
    option: str
    location: Location
    owner: str
    named: str
    older: str
    in_environments: bool
    address: str


OF_PROJECTS = OwnerType(
    "ProjectVariables",
    "project",
    PROJECTS,
    "ProjectId",
    "ProjectName",
    "ProjectVariables",
    True,
    "/projectvariables{?includeMissingVariables}",
)
OF_SETS = OwnerType(
    "CommonVariables",
    "library_variable_set",
    LIBRARY_VARIABLE_SETS,
    "LibraryVariableSetId",
    "LibraryVariableSetName",
    "LibraryVariables",
    False,
    "/commonvariables{?includeMissingVariables}",
)
OWNER_TYPES = (OF_PROJECTS, OF_SETS)

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


def newer_shape(owner_type: OwnerType) -> shapes.Shape:
    """The shape of one of the two documents of the newer form."""
    parts = (
        ("Id", shapes.TEXT),
        (owner_type.owner, shapes.TEXT),
        (owner_type.named, shapes.TEXT),
        ("TemplateId", shapes.TEXT),
    )
    more = (("Template", TEMPLATE), ("Value", shapes.TEXT_OR_SECRET), ("Scope", SCOPE))
    value = shapes.Shape("an object", (dict,), (*parts, *more), needs=(owner_type.owner, "TemplateId"))
    values = shapes.Shape("a list of objects", (list,), each=value)
    return shapes.Shape("an object", (dict,), (("Variables", values), ("MissingVariables", values)))


def older_part(owner_type: OwnerType) -> shapes.Shape:
    """The shape of the older form's part for one project or library variable set."""
    templates = shapes.Shape("a list of objects", (list,), each=TEMPLATE)
    values = BY_ENVIRONMENT if owner_type.in_environments else VALUES
    parts = ((owner_type.named, shapes.TEXT), ("Templates", templates), ("Variables", values))
    return shapes.Shape("an object", (dict,), parts)


OLDER_SHAPE = shapes.Shape(
    "an object",
    (dict,),
    tuple(
        (owner_type.older, shapes.Shape("a map of objects", (dict,), each=older_part(owner_type)))
        for owner_type in OWNER_TYPES
    ),
)
