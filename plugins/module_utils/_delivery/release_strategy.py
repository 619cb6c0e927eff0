# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The number that a project's versioning strategy gives to a new release: from its template or its donor package.

api: versions#masks, projects#deployment-settings, releases#create-by-name
"""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_plan import Plan
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_names import actions_in
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_needed import action_named
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NotAVersion, octopus
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

PREDICTED = "NextVersionIncrement"


@dataclass(frozen=True)
class Donor:
    """The package whose version is the number of each release. ``step``: the name of its action, or the text that the
    project has instead if no action is meant; ``action``: None then; ``reference``: empty for the primary package.
    """

    step: str
    reference: str
    action: Document | None

    @property
    def described(self) -> str:
        package = f"the package {self.reference!r}" if self.reference else "the primary package"
        return f"{package} of the step {self.step!r}"

    def lacking(self, plan: Plan) -> str:
        """Why the release has no version of the package."""
        if self.action is None:
            names = listed([str(each.get("Name")) for each in actions_in(plan.process.get("Steps") or ())])
            return f"but the process has no such step; it has {names or 'none'}"
        if self.action.get("IsDisabled"):
            return "but this step is disabled"
        channels = self.action.get("Channels")
        if channels and plan.channel and plan.channel["Id"] not in channels:
            return f"but this step does not run in the channel {plan.name!r}"
        references = [str(each.get("Name") or "") for each in self.action.get("Packages") or ()]
        if folded(self.reference) in map(folded, references):
            return "but Octopus does not acquire this package"
        named = listed([each for each in references if each])
        has = " and ".join([*(["the primary package"] if "" in references else []), *([named] if named else [])])
        return f"but this step has no such package; it has {has or 'none'}"


def is_by_donor(plan: Plan) -> bool:
    """Whether the number of the release is the version of a package."""
    return not plan.template.get(PREDICTED) and donor_of(plan) is not None


def donor_of(plan: Plan) -> Donor | None:
    """The donor package; its step is named by name or ID (api: projects#deployment-settings)."""
    wanted = str(plan.template.get("VersioningPackageStepName") or "")
    if not wanted:
        return None
    reference = str(plan.template.get("VersioningPackageReferenceName") or "")
    action = action_named(actions_in(plan.process.get("Steps") or ()), wanted)
    return Donor(str(action.get("Name")) if action else wanted, reference, action)


def by_strategy(plan: Plan) -> str | None:
    """The number that the project's versioning strategy gives, maybe a mask.

    None if it is the version of a package that does not exist yet. Raises ``OptionError`` if there is no strategy, and
    for one that gives no number.
    """
    predicted = plan.template.get(PREDICTED)
    if predicted:
        return checked(str(predicted))
    donor = donor_of(plan)
    if donor is None:
        raise OptionError("version", "the project has no versioning strategy; give a version")
    wanted = (folded(donor.step), folded(donor.reference))
    versions = versions_of(plan)
    if wanted not in versions:
        raise OptionError(
            "version",
            f"the project gives its releases the version of {donor.described} (versioning_strategy.donor_package), "
            f"{donor.lacking(plan)}. Correct the versioning_strategy of the project or the step, or give a version",
        )
    version = versions[wanted]
    return None if version is None else checked(version)


def versions_of(plan: Plan) -> dict[tuple[str, str], str | None]:
    """The versions of all packages of the release by step and reference, those that the steps fix among them."""
    every = [*plan.content.packages, *plan.content.fixed]
    return {(folded(package.step), folded(package.reference)): version for package, version in every}


def checked(version: str) -> str:
    """The number that a strategy gives. Raises ``OptionError`` for a text that is not a version, which a
    misspelt template gives."""
    try:
        octopus(version)
    except NotAVersion as wrong:
        raise OptionError(
            "version",
            f"the project's versioning strategy gives no number: {wrong}; correct the versioning strategy of the "
            "project, or give a version",
        ) from wrong
    return version
