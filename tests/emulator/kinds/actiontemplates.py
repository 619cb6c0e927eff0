# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Step templates and their versions (api: step-templates#template)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from emulator import answers, crud
from emulator.handlers import Call
from emulator.kinds import everystep, logos
from emulator.kinds.common import DESCRIPTION, NAME, TEMPLATE
from emulator.kinds.processes import GIT, GIT_DEPENDENCY, REFERENCE, STEP_PACKAGES, without_step_package
from emulator.kinds.templateupdates import TEMPLATE_ID, TEMPLATE_VERSION, update_actions
from emulator.model import DESCRIBED, RECORDED_ROOT, Document, Kind, Prop, Route
from emulator.refusals import invalid, not_found

if TYPE_CHECKING:
    from emulator.octopus import Octopus

SELECTION, DEFERRED = "SelectionMode", "deferred"
# Some steps that every server has: (type, name, category).
BUILT_IN = (
    ("Octopus.Script", "Run a Script", "BuiltInStep"),
    ("Octopus.TentaclePackage", "Deploy a Package", "Package"),
    ("Octopus.Manual", "Manual Intervention Required", "Other"),
    ("Octopus.Email", "Send an Email", "Other"),
    ("Octopus.KubernetesDeployRawYaml", "Deploy raw Kubernetes YAML", "Kubernetes"),
)
# The order and the IDs are unverified.
CATEGORIES = ("BuiltInStep", "Package", "Kubernetes", "Script", "Other")


def check(octopus: Octopus, template: Document, old: Document) -> None:
    if old.get("CommunityActionTemplateId"):
        raise invalid("Only custom templates can be directly updated")
    without_step_package(template)
    check_feeds(octopus, template)
    ids = [each["Id"] for each in template["Parameters"]]
    if len(set(ids)) < len(ids):
        # The refusal is confirmed, the wording is unverified.
        raise invalid("Parameter ids must be unique.")
    if old:
        keep(octopus, old)
    template["Version"] = old.get("Version", 0) + 1


def keep(octopus: Octopus, template: Document) -> None:
    """Store the present template as one of its versions."""
    number = octopus.store.next_number(VERSION.id_prefix)
    octopus.save(VERSION, {**template, "Id": f"{VERSION.id_prefix}-{number}", "_template": template["Id"]}, number)


def check_feeds(octopus: Octopus, template: Document) -> None:
    # The steps that use the template choose a deferred package, so it needs no feed; 45 of 600 community templates have
    # one.
    needed = [each for each in template["Packages"] if each["FeedId"] or each["Properties"].get(SELECTION) != DEFERRED]
    feeds = [each["FeedId"] for each in needed]
    if any(not feed for feed in feeds):
        raise invalid("No Feed Id was specified.")
    missing = [
        feed for feed in feeds if "#{" not in feed and octopus.get("feeds", feed, template["SpaceId"] or "") is None
    ]
    if missing:
        raise invalid(f"The following Feed Ids cannot be found: {', '.join(missing)}")


def older(octopus: Octopus, template: Document) -> list[Document]:
    versions = octopus.store.all(VERSION.collection, template["SpaceId"] or "")
    return [each for each in versions if each["_template"] == template["Id"]]


def using(octopus: Octopus, template: Document) -> Iterator[everystep.Used]:
    """The processes, steps and actions that use a template."""
    for each in everystep.actions(octopus, template["SpaceId"] or ""):
        if each.action["Properties"].get(TEMPLATE_ID) == template["Id"]:
            yield each


def deleting(octopus: Octopus, template: Document) -> None:
    """Refuse a deletion without naming the users [OctopusDeploy/Issues#5126]; releases don't count [#5681]."""
    if next(using(octopus, template), None):
        raise invalid("The step template is currently used in one or more deployment processes.")
    for version in older(octopus, template):
        octopus.store.delete(version["Id"])


def usage(call: Call, template: Document) -> list[Document]:
    found = []
    for process, step, action in using(call.octopus, template):
        is_runbook = bool(process.get("RunbookId"))
        newer = {"Branch": None, "Release": None} if call.octopus.release >= GIT else {}
        found.append(
            {
                "Id": None,
                "ActionTemplateId": template["Id"],
                "ProcessType": "Runbook" if is_runbook else "Deployment",
                "ProcessId": process["Id"],
                # Unverified: for the process of a runbook, only ProcessId is set.
                "DeploymentProcessId": None if is_runbook else process["Id"],
                **everystep.owner_of(call.octopus, process),
                "StepId": step["Id"],
                "StepName": step["Name"],
                "ActionId": action["Id"],
                "ActionName": action["Name"],
                "Version": action["Properties"].get(TEMPLATE_VERSION),
                **newer,
                "Links": {},
            }
        )
    return found


def versions(call: Call, template: Document) -> list[Document]:
    """All versions, the newest first (the order is unverified)."""
    kept = [version_out(call, template, each) for each in older(call.octopus, template)]
    return [answers.shown(call, "actiontemplates", template), *kept[::-1]]


def version(call: Call, template: Document) -> Document:
    """One version; an older one is a document with an ID of its own [TF resource_process_templated_step.go]."""
    if call.values["version"] == str(template["Version"]):
        return answers.shown(call, "actiontemplates", template)
    for each in older(call.octopus, template):
        if call.values["version"] == str(each["Version"]):
            return version_out(call, template, each)
    raise not_found()


def version_out(call: Call, template: Document, kept: Document) -> Document:
    own = f"{answers.address(call.octopus, KIND, template)}/versions/{kept['Version']}"
    return answers.document_out(call.octopus, KIND, {**kept, "_self": own})


def categories(call: Call, document: Document) -> list[Document]:
    return [{"Id": each, "Name": each, "DisplayOrder": order, "Links": {}} for order, each in enumerate(CATEGORIES, 1)]


def search(call: Call, document: Document) -> list[Document]:
    """The steps that a process can have: the server's own and the space's templates. ``type`` filters them."""
    own = [found(call, *each, built_in=True) for each in BUILT_IN]
    templates = call.octopus.visible(KIND, call.space, True)
    installed = [
        {
            **found(call, each["ActionType"], each["Name"], "Other", built_in=False),
            "Id": each["Id"],
            "Description": each["Description"],
            "CommunityActionTemplateId": each["CommunityActionTemplateId"],
            "Links": {"Self": answers.address(call.octopus, KIND, each)},
        }
        for each in templates
    ]
    wanted = call.query.get("type", "").casefold()
    return [each for each in (*own, *installed) if wanted in each["Type"].casefold()]


def found(call: Call, action_type: str, name: str, category: str, built_in: bool) -> Document:
    newer: dict[str, Any] = {"Features": [], "SpaceId": None if built_in else call.space}
    described = {"Version": None, "Prerelease": False}
    return {
        "Id": None,
        "Type": action_type,
        "Name": name,
        "Description": name,
        "Keywords": None,
        "Author": "Octopus Deploy",
        "Website": None,
        "IsInstalled": True,
        "IsBuiltIn": built_in,
        "Category": category,
        "Categories": [category],
        "CommunityActionTemplateId": None,
        "HasUpdate": False,
        **(newer if call.octopus.release >= GIT else {}),
        **(described if call.octopus.release >= DESCRIBED else {}),
        "Links": {},
    }


def of_community(octopus: Octopus, template: Document, value: str) -> bool:
    return bool(template["CommunityActionTemplateId"]) == (value.casefold() == "true")


def actions_update(call: Call, template: Document) -> list[Document]:
    sent = crud.document_of(call)
    return update_actions(call.octopus, template, sent)


PROPS = (
    NAME,
    DESCRIPTION,
    Prop("ActionType", required=True, create_only=True, trim=True),
    Prop("Version", "int", default=0, read_only=True),
    Prop("CommunityActionTemplateId", read_only=True),
    Prop("Properties", "values", default={}),
    Prop("Packages", "documents", default=[], parts=REFERENCE),
    Prop("GitDependencies", "documents", default=[], parts=GIT_DEPENDENCY, since=GIT),
    Prop("Parameters", "documents", default=[], parts=TEMPLATE),
    # The reference has them in no answer, but the .NET client reads them [CS ActionTemplateResource].
    Prop("Inputs", "any", since=STEP_PACKAGES),
    Prop("StepPackageVersion", since=STEP_PACKAGES),
)
# The documents of older versions, which have no address of their own.
VERSION = Kind(
    collection="actiontemplateversions",
    link="",
    item_type="ActionTemplateVersion",
    id_prefix="ActionTemplateVersions",
    props=PROPS,
    unique=False,
    slug_since=None,
    hidden=True,
)
KIND = Kind(
    collection="actiontemplates",
    link="ActionTemplates",
    item_type="ActionTemplate",
    id_prefix="ActionTemplates",
    slug_since=None,
    filters={"iscommunityactiontemplate": of_community},
    filters_since={"iscommunityactiontemplate": DESCRIBED},
    props=PROPS,
    links={
        "Usage": "{self}/usage",
        "Versions": "{self}/versions{/version}",
        "ActionsUpdate": "{self}/actionsUpdate",
        **logos.LINKS,
    },
    root_links={"ActionTemplatesCategories": "/categories", "ActionTemplatesSearch": "/search"},
    newer_root_links={RECORDED_ROOT: {"ActionTemplatesSearch": "/search{?type}"}},
    routes={
        "categories": Route(categories),
        "search": Route(search),
        "{id}/usage": Route(usage),
        "{id}/versions": Route(versions),
        "{id}/versions/{version}": Route(version),
        "{id}/actionsUpdate": Route(actions_update, ("POST",), permission="ProcessEdit"),
        **logos.routes("actiontemplates"),
    },
    check=check,
    deleting=deleting,
)
