# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Library variable set (api: variables#library-set). Its variables are in a separate document."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import LIBRARY_VARIABLE_SETS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.templates import TEMPLATES
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text

LIBRARY_VARIABLE_SET = Resource(
    kind="library_variable_set",
    location=LIBRARY_VARIABLE_SETS,
    fields=(
        Field("description", "Description", Text()),
        Field("templates", "Templates", TEMPLATES),
    ),
    published=Published(
        read_only=("VariableSetId", "Version"),
        unmanaged={"ContentType": "it marks script modules, which are a kind of their own"},
    ),
)
