# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Step template, which the API calls an action template (api: step-templates#template)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.contents import (
    GIT_DEPENDENCIES,
    GIT_SINCE,
    PACKAGES,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import STEP_TEMPLATES
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.logo import LOGO, Picture
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.property_checks import (
    checked_properties,
    is_known_secret,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.step_template_uses import (
    StepUses,
    UpdateOfSteps,
    older_steps,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.templates import TEMPLATES
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.properties import (
    PropertySecrets,
    PropertyTexts,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

# The options that change the template itself.
OWN_FIELDS = (
    Field("description", "Description", Text()),
    Field("action_type", "ActionType", Text(clearable=False), change="fixed", required="for_new"),
    Field("properties", "Properties", PropertyTexts(is_known_secret)),
    Field("sensitive_properties", "Properties", PropertySecrets(is_known_secret)),
    Field("packages", "Packages", PACKAGES),
    Field("git_dependencies", "GitDependencies", GIT_DEPENDENCIES, since=GIT_SINCE),
    Field("parameters", "Parameters", TEMPLATES),
    LOGO,
)


def refuse_community_template(template: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for a step template of the community, which can't be changed (api: traps#5.33).

    It can be removed, and the steps from it can be updated.
    """
    name = parameters.get("new_name") or (parameters.get("name") if parameters.get("id") else None)
    is_renamed = name is not None and name.strip() != template["Name"]
    is_changed = is_renamed or any(given_fields(OWN_FIELDS, parameters)) or not parameters.get("update")
    if template.get("CommunityActionTemplateId") and is_changed and parameters.get("state") != "absent":
        raise OptionError(
            "name",
            f"{template['Name']!r} is a step template of the community, which can't be changed. Leave it out, or "
            "create your own with another name. octopus_community_step_template gives it a newer version, and update "
            "without other options updates the steps from it",
        )


STEP_TEMPLATE = Resource(
    kind="step_template",
    location=STEP_TEMPLATES,
    fields=(*OWN_FIELDS, Field("update", "", UpdateOfSteps())),
    companions=(StepUses(), Picture()),
    hooks=Hooks(spelled_out=checked_properties, guard=refuse_community_template, reported=older_steps),
    published=Published(
        definition="ActionTemplateResource",
        read_only=("CommunityActionTemplateId", "Version"),
        unmanaged={
            **dict.fromkeys(
                (f"{each}.StepPackageInputsReferenceId" for each in ("GitDependency", "PackageReference")),
                "step packages use it to refer to their own inputs",
            ),
            "PackageReference.Version": "a step of a process can name one; whether a template can is unverified",
            **dict.fromkeys(("Inputs", "StepPackageVersion"), "only a step package has them, and fills them in itself"),
        },
    ),
)
