# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties, filters and conflicts that several kinds share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from emulator.model import DESCRIBED, EVER, SLUGS, Document, Filter, Limit, Prop
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# Added on 2021-02-03 [CS PersistenceSettings]: absent in 2020.5, and in the description of 2021.2.
GIT_PROJECTS = (2021, 1)
NAME = Prop("Name", required=True, trim=True)
# The first clients know it as well [GO internal/utilities.go].
ENVIRONMENT_NAME = replace(NAME, limit=Limit(50, since=EVER))
DESCRIPTION = Prop("Description", trim=True, default="")
SLUG = Prop("Slug", trim=True, since=SLUGS)
TENANTED = ("Untenanted", "TenantedOrUntenanted", "Tenanted")
# The Terraform provider sends certificates with an empty one [TF resource_certificate_test.go].
PARTICIPATION = Prop("TenantedDeploymentParticipation", choices=TENANTED, default="Untenanted", lenient=True)
TENANT_IDS = Prop("TenantIds", "list", default=[], reference="tenants")
TENANT_TAGS = Prop("TenantTags", "list", default=[], tags=True)
ENVIRONMENT_IDS = Prop("EnvironmentIds", "list", default=[], reference="environments")
# Accounts, certificates, targets, triggers and runbooks take parent environments, too (api: environments#parents).
OF_ANY_TYPE = "environments parentenvironments"
SCOPE_IDS = Prop("EnvironmentIds", "list", default=[], reference=OF_ANY_TYPE)
ICON = Prop("Icon", "dict", parts=(Prop("Id"), Prop("Color")), since=(2022, 1))

# ActionTemplateParameter (api: variables#library-set).
TEMPLATE = (
    Prop("Id"),
    # A template without a name is accepted [GO test/e2e/tenant_service_test.go].
    Prop("Name", trim=True),
    Prop("Label", trim=True, default=""),
    Prop("HelpText", default=""),
    Prop("DefaultValue", "value"),
    Prop("DisplaySettings", "dict", default={}),
)
TEMPLATES = Prop("Templates", "documents", default=[], parts=TEMPLATE)
EXTENSION_SETTINGS = Prop(
    "ExtensionSettings",
    "documents",
    default=[],
    parts=(Prop("ExtensionId", required=True), Prop("Values", "dict", default={})),
)
# The container of a step or a health check; since 2023-08-29 it can also be built from a Dockerfile [CS
# DeploymentActionContainerResource].
CONTAINER = (
    Prop("Image"),
    Prop("FeedId"),
    Prop("GitUrl", since=(2023, 4)),
    Prop("Dockerfile", since=(2023, 4)),
)
# Which targets a deployment, or a run of a runbook, goes to.
CONNECTIVITY = (
    Prop("SkipMachineBehavior", choices=("None", "SkipUnavailableMachines"), default="None"),
    Prop("TargetRoles", "list", default=[]),
    Prop("AllowDeploymentsToNoTargets", "bool", default=False),
    Prop("ExcludeUnhealthyTargets", "bool", default=False),
)
# DeploymentActionPackageResource (api: shapes#shapes). A reference that was not sent is null (api: lifecycles#channel).
PACKAGE = (Prop("DeploymentAction"), Prop("PackageReference"))


def is_named(octopus: Octopus, document: Document, value: str) -> bool:
    return str(document.get("Name", "")).casefold() == value.strip().casefold()


def equals(prop: str) -> Filter:
    def matches(octopus: Octopus, document: Document, value: str) -> bool:
        return str(document.get(prop, "")).casefold() == value.casefold()

    return matches


def any_of(prop: str) -> Filter:
    def matches(octopus: Octopus, document: Document, value: str) -> bool:
        has = document.get(prop)
        values = {str(each).casefold() for each in (has if isinstance(has, list) else [has])}
        return bool(values & {each.strip().casefold() for each in value.split(",")})

    return matches


def is_true(prop: str) -> Filter:
    """Whether a flag has the value of the filter."""

    def matches(octopus: Octopus, document: Document, value: str) -> bool:
        return bool(document.get(prop)) == (value.casefold() == "true")

    return matches


NAME_FILTER = {"name": is_named}
# Lists that have this filter in the release of the API reference.
NEWER_NAME = {"name": DESCRIBED}


def checked_templates(templates: list[Document]) -> None:
    """Refuse a template with a drop-down list without options (api: errors#refusals)."""
    for template in templates:
        settings = template["DisplaySettings"]
        if settings.get("Octopus.ControlType") == "Select" and not settings.get("Octopus.SelectOptions"):
            raise invalid(f"Variable template '{template['Name']}' does not have drop down options set.")


def known_tags(octopus: Octopus, document: Document, prop: str = "TenantTags") -> None:
    """Refuse tags that no tag set has. The refusal and its wording are unverified."""
    if not document.get(prop):
        return
    known = {
        f"{tag_set['Name']}/{tag['Name']}".casefold()
        for tag_set in octopus.store.all("tagsets", document.get("SpaceId") or "")
        for tag in tag_set["Tags"]
    }
    # A set of free text accepts any tag.
    free = {
        tag_set["Name"].casefold()
        for tag_set in octopus.store.all("tagsets", document.get("SpaceId") or "")
        if tag_set.get("Type") == "FreeText"
    }
    for each in document[prop]:
        if each.casefold() not in known and each.casefold().partition("/")[0] not in free:
            raise invalid(f"The tag '{each}' does not exist.")


def last_in_order(octopus: Octopus, collection: str, document: Document, old: Document, first: int = 0) -> None:
    """Put a new document at the end of its collection (api: environments#environment), even with the sort order 0.

    This is confirmed for environments [OctopusDeploy/Issues#8940, open]; a Terraform test with the order 0 passes,
    because its environment is the first of the space. For worker pools it is unverified. ``first``: the order of the
    first document.
    """
    if not old and not document["SortOrder"]:
        others = octopus.store.all(collection, document.get("SpaceId") or "")
        document["SortOrder"] = max([each["SortOrder"] for each in others], default=first - 1) + 1


def used_by(prop: str, label: str, collections: tuple[str, ...]) -> Callable[[Octopus, Document], None]:
    """Refuse to delete a document that one of these collections names in ``prop``. The wording is unverified."""

    def deleting(octopus: Octopus, document: Document) -> None:
        for collection in collections:
            for other in octopus.store.all(collection, document.get("SpaceId") or ""):
                if mentions(other.get("Endpoint") or other, prop, document["Id"]):
                    what = octopus.kinds[collection].item_type
                    name = other.get("Name") or other["Id"]
                    raise invalid(f"This {label} cannot be deleted because {what} '{name}' uses it.")

    return deleting


def refuse_restricting(octopus: Octopus, document: Document, prop: str, label: str) -> None:
    """Refuse to delete a document that restricts a role of a team [OctopusDeploy/Issues#3087]. Unverified: the text."""
    for scoped in octopus.store.all("scopeduserroles"):
        if document["Id"] in scoped[prop]:
            team = octopus.store.get(scoped["TeamId"])
            name = team[1]["Name"] if team else scoped["TeamId"]
            raise invalid(f"This {label} cannot be deleted because a role of team '{name}' is restricted to it.")


def variables_with(octopus: Octopus, document: Document) -> list[Document]:
    """The variable sets with a variable whose value is a document's ID."""
    sets = octopus.store.all("variables", document.get("SpaceId") or "")
    return [each for each in sets if any(v.get("Value") == document["Id"] for v in each["Variables"])]


def refuse_in_variables(octopus: Octopus, document: Document, label: str) -> None:
    """Refuse to delete a document that is the value of a variable; the wording is confirmed for accounts [TFL#205]."""
    if variables_with(octopus, document):
        raise invalid(
            f"This {label} cannot be deleted as it is currently referenced by a variable. "
            f"Please refer to {label} usage for more detail."
        )


def mentions(value: object, prop: str, wanted: str) -> bool:
    """Whether a property of this name holds an ID, at any depth."""
    if isinstance(value, dict):
        return any((key == prop and each == wanted) or mentions(each, prop, wanted) for key, each in value.items())
    return isinstance(value, list) and any(mentions(each, prop, wanted) for each in value)
