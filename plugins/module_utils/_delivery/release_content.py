# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The content of a release: its packages and Git resources, which are chosen when it is created.

A server would let them be changed. That would be another release under a number that may be deployed already.

api: releases#release
"""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.git_refs import GitResource, short
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.package_versions import Package, of_process
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_number import is_same
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_plan import Given
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

PROCESS = "ProjectDeploymentProcessSnapshot"
STAYS = "and a release keeps what it deploys: give another version, or delete the release first"


def refuse_other_content(asked: Asked, release: Document, given: Given) -> None:
    """Raise ``OptionError`` if the release has other packages or refs than the options say."""
    called = f"release {release['Version']}"
    packages = packages_of(asked, release, given)
    for package, version in packages:
        wanted = given.versions.of(package)
        if wanted is not None and not is_same(wanted, version):
            raise OptionError(
                "packages", f"{called} has version {version} of {package.described}, not {wanted}, {STAYS}"
            )
    for each in given.versions.unused([package for package, _version in packages]):
        raise OptionError("packages", f"no package of {called} is named by {each.described}")
    resources = [
        (
            GitResource(str(each.get("ActionName") or ""), str(each.get("GitResourceReferenceName") or "")),
            str((each.get("GitReferenceResource") or {}).get("GitRef") or ""),
        )
        for each in release.get("SelectedGitResources") or ()
    ]
    for resource, ref in resources:
        other = given.refs.of(resource)
        if other is not None and short(other) != short(ref):
            raise OptionError("git_resources", f"{called} has {ref} of {resource.described}, not {other}, {STAYS}")
    for missing in given.refs.unused([resource for resource, _ref in resources]):
        raise OptionError("git_resources", f"no Git resource of {called} is named by {missing.described}")


def packages_of(asked: Asked, release: Document, given: Given) -> list[tuple[Package, str]]:
    """The packages of a release with their versions. The release itself does not have their IDs."""
    named: list[Package] = []
    if any(each.package_id is not None for each in given.versions.entries):
        named = of_process(asked.context.client.document(release, PROCESS))
    ids = {(folded(each.step), folded(each.reference)): each.package_id for each in named}
    found = []
    for each in release.get("SelectedPackages") or ():
        step = str(each.get("ActionName") or each.get("StepName") or "")
        reference = str(each.get("PackageReferenceName") or "")
        package_id = ids.get((folded(step), folded(reference)), "")
        found.append((Package(step, reference, package_id), str(each.get("Version") or "")))
    return found
