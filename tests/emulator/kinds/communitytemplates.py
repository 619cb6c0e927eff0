# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The community's step templates, which a space installs and cannot change (api: step-templates#template)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers
from emulator.handlers import Call
from emulator.kinds import actiontemplates
from emulator.kinds.common import DESCRIPTION, NAME, TEMPLATE
from emulator.kinds.processes import REFERENCE
from emulator.model import SYSTEM, Document, Kind, Prop, Route
from emulator.refusals import invalid, not_found

if TYPE_CHECKING:
    from emulator.octopus import Octopus

INSTALLS = "ActionTemplateCreate"
LIBRARY = "https://library.octopus.com/step-templates"
# A real server downloads hundreds. The first two are invented. The others have names and IDs of templates of the
# library, because the examples name these; all else is invented.
CATALOGUE = (
    ("00000001-0000-4000-8000-000000000000", "Chat - Send a message", "Tells a room of people something."),
    ("00000002-0000-4000-8000-000000000000", "File - Replace a line", "Writes another line in place of one."),
    ("99e6f203-3061-4018-9e34-4a3a9c3c3179", "Slack - Send Simple Notification", "Tells a channel something."),
    ("ad8126be-37af-4297-b46e-fce02ba3987a", "Octopus - Check SMTP Server Configured", "Looks at the SMTP settings."),
)


def seed(octopus: Octopus) -> None:
    for number, (page, name, description) in enumerate(CATALOGUE, 1):
        parameter = {"Id": f"{number:08}-0000-4000-8000-000000000000", "Name": "Text", "Label": "Text", "HelpText": ""}
        octopus.make(
            "communityactiontemplates",
            {
                "Id": f"CommunityActionTemplates-{number}",
                "Name": name,
                "Type": "Octopus.Script",
                "Description": description,
                "Author": "nobody",
                "Website": f"{LIBRARY}/{page}",
                "HistoryUrl": f"https://github.com/OctopusDeploy/Library/commits/master/step-templates/{number}.json",
                "Version": 2,
                "Properties": {"Octopus.Action.Script.ScriptBody": "echo"},
                "Parameters": [{**parameter, "DefaultValue": "", "DisplaySettings": {}}],
            },
        )


def space_of(call: Call) -> str:
    """The space of the path, or the default space."""
    named = call.values.get("space")
    if named:
        return str(answers.existing(call, "spaces", named)["Id"])
    default = next((each["Id"] for each in call.octopus.store.all("spaces") if each.get("IsDefault")), None)
    if default is None:
        raise not_found()
    return str(default)


def installed(octopus: Octopus, template: Document, space: str) -> Document | None:
    found = octopus.store.all("actiontemplates", space)
    return next((each for each in found if each["CommunityActionTemplateId"] == template["Id"]), None)


def installation(call: Call, template: Document) -> Document:
    """Install a template, for a POST, or update an installed one to the latest version, for a PUT."""
    octopus, space = call.octopus, space_of(call)
    before = installed(octopus, template, space)
    own = {name: template[name] for name in ("Name", "Description", "Properties", "Parameters")}
    if call.method == "POST":
        if before:
            raise invalid("Action Template already installed.")
        made = octopus.create("actiontemplates", {**own, "ActionType": template["Type"]}, space)
    else:
        if not before:
            raise invalid("Action template not yet installed.")
        actiontemplates.keep(octopus, before)
        made = {**before, **own}
    # Unverified: the installed template has the community's version.
    mine = {"CommunityActionTemplateId": template["Id"], "Version": template["Version"]}
    return answers.shown(call, "actiontemplates", octopus.save(actiontemplates.KIND, {**made, **mine}))


def template_of(call: Call, template: Document) -> Document:
    found = installed(call.octopus, template, space_of(call))
    if found is None:
        raise not_found()
    return answers.shown(call, "actiontemplates", found)


def shown(octopus: Octopus, template: Document) -> Document:
    return {key: value for key, value in template.items() if not key.startswith("LastModified")}


KIND = Kind(
    collection="communityactiontemplates",
    link="CommunityActionTemplates",
    item_type="CommunityActionTemplate",
    id_prefix="CommunityActionTemplates",
    scope=SYSTEM,
    slug_since=None,
    parameters="skip,take,ids",
    props=(
        NAME,
        DESCRIPTION,
        Prop("Type"),
        Prop("Author"),
        Prop("Website"),
        Prop("HistoryUrl"),
        Prop("Version", "int", default=1),
        Prop("Properties", "values", default={}),
        Prop("Parameters", "documents", default=[], parts=TEMPLATE),
        Prop("Packages", "documents", default=[], parts=REFERENCE, since=(2025, 4)),
    ),
    # The .NET client gives both links a spaceId; the form of their templates is unverified.
    links={"Installation": "{self}/installation{/spaceId}", "InstalledTemplate": "{self}/actiontemplate{/spaceId}"},
    routes={
        "{id}/installation": Route(installation, ("POST", "PUT"), 201, INSTALLS, gives="actiontemplates"),
        "{id}/installation/{space}": Route(
            installation, ("POST", "PUT"), 201, INSTALLS, needs_spaces=True, gives="actiontemplates"
        ),
        "{id}/actiontemplate": Route(template_of, gives="actiontemplates"),
        "{id}/actiontemplate/{space}": Route(template_of, needs_spaces=True, gives="actiontemplates"),
    },
    shown=shown,
    can_create=False,
    can_change=False,
    can_delete=False,
    has_all=False,
)
