# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings that only the deployment settings of a project have (api: projects#deployment-settings)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import CompanionDocument
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import FLAG, Shape

SETTINGS = "DeploymentSettings"
# The settings that are properties of the project as well, with their names there.
MIRRORED = {
    "ConnectivityPolicy": "ProjectConnectivityPolicy",
    "DefaultGuidedFailureMode": "DefaultGuidedFailureMode",
    "DefaultToSkipIfAlreadyInstalled": "DefaultToSkipIfAlreadyInstalled",
    "DeploymentChangesTemplate": "DeploymentChangesTemplate",
    "ForcePackageDownload": "ForcePackageDownload",
    "ReleaseNotesTemplate": "ReleaseNotesTemplate",
    "VersioningStrategy": "VersioningStrategy",
}


class DeploymentSettings(CompanionDocument):
    """The deployment settings of a project, of which a task writes only the settings that it changes.

    Most settings are properties of the project as well, where this task or another writer may just have changed them.
    """

    def read(self, document: Document, context: Context, listed: Any = None) -> Any:
        # Planning refuses the options by their names where the settings are in Git, or the server has no link to them.
        return super().read(document, context, listed) if self.offered(document, context) else {}

    def write(self, document: Document, current: Any, wanted: Any, context: Context) -> Any:
        now = self.read(document, context)
        changed = {prop: value for prop, value in wanted.items() if value != (current or {}).get(prop)}
        whole = {**now, **changed}
        return now if whole == now else super().write(document, now, whole, context)


def refuse_in_git(project: Document, current: Document | None, fields: Sequence[Field], context: Context) -> None:
    """Refuse other deployment settings for a project whose settings belong to a branch (api: traps#5.22).

    ``fields``: the options of a project. Raises ``OptionError``.
    """
    if current is None or project is current:
        return
    settings = (each for each in fields if each.api in MIRRORED.values())
    changed = [each for each in settings if not each.type.same(each.of(current), each.of(project))]
    if changed and context.client.is_in_git(current, SETTINGS):
        raise in_git(current, changed[0].option)


def in_git(project: Document, option: str) -> OptionError:
    """The error for an option of settings that belong to a branch."""
    kept = f"{project.get('Name')!r} keeps its deployment settings in a Git repository"
    return OptionError(option, f"{kept}; change them there, and leave the option out")


@dataclass(frozen=True, eq=False)
class DeploymentSetting(Flag):
    """A boolean of the deployment settings, as an option of the project. ``prop``: its property there."""

    companion: ClassVar[str] = SETTINGS
    prop: str

    def shape(self) -> Shape:
        return Shape("an object", (dict,), ((SETTINGS, Shape("an object", (dict,), ((self.prop, FLAG),))),))

    def wanted(self, given: bool, current: Any, context: Context, option: str) -> Any:
        settings = current.get(SETTINGS) or {}
        # A project that the server has not created yet has neither settings nor an ID.
        if current.get("Id") and self.prop not in settings:
            if context.client.is_in_git(current, SETTINGS):
                raise in_git(current, option)
            raise OptionError(
                option,
                f"the project's deployment settings on this server ({context.client.version}) do not have "
                f"{self.prop}; leave it out",
            )
        return {SETTINGS: {**settings, self.prop: given}}

    def same(self, current: Any, wanted: Any) -> bool:
        return super().same(self._held(current), self._held(wanted))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return super().shown(self._held(value), context)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return super().exported(self._held(value), context, place)

    def _held(self, project: Any) -> Any:
        return (project.get(SETTINGS) or {}).get(self.prop)
