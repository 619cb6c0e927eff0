# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The content of a release: its packages and Git resources, which are chosen when it is created.

A server would accept changes of both, but then the same number, which may be deployed already, would stand for other
content.

api: releases#release
"""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.chosen_content import Given
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.git_refs import of_selected, short
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.package_versions import (
    Package,
    candidates,
    of_process,
    shown,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_number import is_same
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
    there = [package for package, _version in packages]
    for each in given.versions.unused(there):
        problem = f"no package of {called} is named by {each.described}"
        raise OptionError("packages", f"{problem}; it has {candidates(there) or 'none'}")
    resources = of_selected(release.get("SelectedGitResources") or ())
    for resource, ref in resources:
        other = given.refs.of(resource)
        if other is not None and short(other) != short(ref):
            raise OptionError("git_resources", f"{called} has {ref} of {resource.described}, not {other}, {STAYS}")
    for missing in given.refs.unused([resource for resource, _ref in resources]):
        raise OptionError("git_resources", f"no Git resource of {called} is named by {missing.described}")


def packages_of(asked: Asked, release: Document, given: Given) -> list[tuple[Package, str]]:
    """The packages of a release with their versions. The release itself has neither their IDs nor their steps."""
    found = [
        (Package(str(each["step"] or ""), each["reference"], ""), str(each["version"] or ""))
        for each in shown(release.get("SelectedPackages") or ())
    ]
    if not given.versions.unused([package for package, _version in found]):
        return found
    process = of_process(asked.context.client.document(release, PROCESS))
    more = {(folded(each.step), folded(each.reference)): each for each in process}
    return [(more.get((folded(each.step), folded(each.reference)), each), version) for each, version in found]
