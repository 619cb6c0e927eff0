# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that choose the packages and the Git repositories of a release or a snapshot."""

from __future__ import annotations


class ModuleDocFragment:
    """Part of each module that freezes versions of packages."""

    DOCUMENTATION = r"""
options:
  packages:
    description:
      - The versions of packages. If several entries fit a package, the one that names it most exactly counts, first by
        O(packages[].step) with O(packages[].reference), then by O(packages[].package_id) with
        O(packages[].reference), then by O(packages[].reference), O(packages[].step) and O(packages[].package_id).
      - Other packages get O(package_version), or else the newest version. For a release, that is the newest version
        that the rules of the channel allow.
      - A package whose version is fixed by its step is not chosen here.
      - If the feed does not have a version that is given here or in O(package_version), the task warns.
    type: list
    elements: dict
    suboptions:
      step:
        description:
          - The name of the action that uses the package, or of the step that has the action.
        type: str
      package_id:
        description:
          - The ID of the package, instead of the step.
        type: str
      reference:
        description:
          - The name that the step has for the package. The step's own package has the name V("").
          - If it is left out, the entry is for all packages of the step that no other entry names more exactly.
        type: str
      version:
        description:
          - The version of the package. V(newest) stands for the newest version.
        type: str
        default: newest
  package_version:
    description:
      - The version of all packages that no entry of O(packages) names.
    type: str
  git_resources:
    description:
      - The branches, tags or commits of the Git repositories that steps use. Other repositories have the branch that
        their step names.
    type: list
    elements: dict
    suboptions:
      step:
        description:
          - The name of the step.
        type: str
        required: true
      name:
        description:
          - The name that the step has for the repository, V("") for the step's own repository.
          - If it is left out, the entry is for all repositories of the step that have no entry with a name.
        type: str
      ref:
        description:
          - The ref, for example V(main) or V(refs/tags/v1.2).
        type: str
        required: true
"""
