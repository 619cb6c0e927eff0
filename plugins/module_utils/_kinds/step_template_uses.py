# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps that are copies of a step template, and their update to its newest version.

api: step-templates#template
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.logo import LOGO
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Companion
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import OBJECT, Shape

USES, LINK, UPDATE_LINK = "Usages", "Usage", "ActionsUpdate"
# The companions of a template, whose changes give it no new version.
BESIDE = (USES, LOGO.api)
# The parts of the companion: the template as it was read, its steps, and whether all of them are to have the newest
# version.
TEMPLATE, STEPS, LATEST = "Template", "Steps", "Latest"
UPDATED = "Success"
# Why a step could not be updated, by the server's outcome. The misspelling is the server's.
REASONS = {
    "ManualMergeRequired": "somebody has changed the step itself",
    "DefaultParamterValueMissing": "a new parameter has no default value",
    "RemovedPackageInUse": "a package that the template no longer has is in use",
}


@dataclass(frozen=True, eq=False)
class StepUses(Companion):
    """The steps from a template: one link of the template lists them, and another link updates them."""

    prop: str = USES
    link: str = LINK
    copied: bool = False

    def offered(self, document: Document, context: Context) -> bool:
        """Never for an export: the steps are a part of their processes."""
        return False

    def read(self, document: Document, context: Context, listed: Any = None) -> Any:
        steps = list(context.client.items(document, LINK)) if has_link(document, LINK) else []
        return {TEMPLATE: document, STEPS: [each for each in steps if not each.get("Release")]}

    def write(self, document: Document, current: Any, wanted: Any, context: Context) -> Any:
        # The template may have a new version now, and more steps.
        now = self.read(document, context)
        old = older(now, document)
        if old and wanted.get(LATEST):
            body = {
                "Version": document["Version"],
                "ActionsToUpdate": grouped(old),
                "DefaultPropertyValues": {},
                "Overrides": {},
            }
            refuse_failures(context.client.send("POST", document, UPDATE_LINK, body) or [], old)
            context.did(f"updated {len(old)} steps from step template {document.get('Name')!r}")
            now = self.read(document, context)
        return now


class UpdateOfSteps(FieldType):
    """Whether all steps from the template are to have its newest version; false only reports the older steps."""

    companion: ClassVar[str] = USES

    def argument(self) -> Argument:
        return {"type": "bool"}

    def shape(self) -> Shape:
        return OBJECT

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        uses = current.get(USES)
        return {**current, USES: {**uses, LATEST: True}} if given and uses else current

    def same(self, current: Any, wanted: Any) -> bool:
        uses = wanted.get(USES) or {}
        return not (uses.get(LATEST) and to_be_older(wanted))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        """The steps with the versions that they have, or will have."""
        uses = value.get(USES) or {}
        latest = next_version(value) if uses.get(LATEST) else None
        return {place(each): str(latest or each.get("Version")) for each in uses.get(STEPS, ())}

    def exported(self, value: Any, context: Context, place: str) -> Any:
        """An export has the steps in their processes."""
        return None


def next_version(template: Mapping[str, Any]) -> int:
    """The version that a planned template will have: a change gives it another one."""
    before = template[USES][TEMPLATE]
    changes = any(value != before.get(prop) for prop, value in template.items() if prop not in BESIDE)
    return int(before.get("Version") or 0) + int(changes)


def to_be_older(template: Mapping[str, Any]) -> list[Document]:
    """The steps with an older version than the one that a planned template will have."""
    return older(template[USES], {"Version": next_version(template)})


def older(uses: Mapping[str, Any], template: Mapping[str, Any]) -> list[Document]:
    """The steps that do not have the version of a template."""
    return [each for each in uses[STEPS] if str(each.get("Version")) != str(template.get("Version"))]


def older_steps(template: Document, current: Document | None, context: Context) -> Mapping[str, Any]:
    """The steps with an older version than the one that the template will have, for the task's result."""
    if not template.get(USES):
        return {}
    found = [described(each) for each in to_be_older(template)]
    return {"older_steps": sorted(found, key=lambda each: [str(part) for part in each.values()])}


def described(step: Document) -> dict[str, Any]:
    """A step for the result."""
    return {
        "project": step.get("ProjectName"),
        "runbook": step.get("RunbookName"),
        "step": step.get("StepName"),
        "action": step.get("ActionName"),
        "version": str(step.get("Version")),
    }


def place(step: Document) -> str:
    names = (step.get(key) for key in ("ProjectName", "RunbookName", "StepName", "ActionName"))
    return " / ".join(dict.fromkeys(str(each) for each in names if each))


def grouped(steps: Sequence[Document]) -> list[Document]:
    """The steps to update as the API wants them: by their process and its Git reference."""
    found: dict[tuple[Any, Any, Any], list[str]] = defaultdict(list)
    for each in steps:
        process = each.get("ProcessId") or each.get("DeploymentProcessId")
        found[each.get("ProcessType") or "Deployment", process, each.get("Branch")].append(str(each["ActionId"]))
    return [
        {"ProcessType": kind, "ProcessId": process, "ActionIds": actions, "GitRef": branch}
        for (kind, process, branch), actions in found.items()
    ]


def refuse_failures(results: Sequence[Document], steps: Sequence[Document]) -> None:
    """Raise ``OctopusError`` for the steps that the server could not update."""
    by_action = {each.get("ActionId"): each for each in steps}
    failed = []
    for each in results:
        if each.get("Outcome") != UPDATED:
            outcome = str(each.get("Outcome"))
            missing = ", ".join(each.get("NamesOfNewParametersMissingDefaultValue") or [])
            reason = f"{REASONS.get(outcome, outcome)}{f' ({missing})' if missing else ''}"
            failed.append(f"{place(by_action.get(each.get('Id'), {}))}: {reason}")
    if failed:
        raise OctopusError(
            f"update: the server did not update {'; '.join(failed)}. Update these steps in their processes, with the "
            "options of run_step_template"
        )
