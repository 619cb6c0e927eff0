# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The versions that people give for the packages of a release (api: releases#package-strings)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NotAVersion, octopus
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# How exactly an entry names a package: by step, by package ID and by reference.
RANKS: Mapping[tuple[bool, bool, bool], int] = {
    (True, False, True): 100,
    (False, True, True): 90,
    (False, False, True): 80,
    (True, False, False): 50,
    (False, True, False): 40,
}


@dataclass(frozen=True)
class Package:
    """A package that a step uses. ``step``: the name of its action; ``reference``: empty for the primary package.

    ``resolvable``: whether feed and ID are known, so that the feed can be asked for its versions.
    """

    step: str
    reference: str
    package_id: str
    feed_id: str = ""
    resolvable: bool = True

    @property
    def described(self) -> str:
        reference = f", reference {self.reference!r}" if self.reference else ""
        return f"{f'package {self.package_id}' if self.package_id else 'the package'} (step {self.step!r}{reference})"


@dataclass(frozen=True)
class GivenVersion:
    """An entry of the option ``packages``; None stands for any step, package or reference."""

    version: str
    step: str | None = None
    package_id: str | None = None
    reference: str | None = None

    @property
    def described(self) -> str:
        named = {"step": self.step, "package_id": self.package_id, "reference": self.reference}
        return ", ".join(f"{name} {value!r}" for name, value in named.items() if value is not None)

    def names(self) -> tuple[bool, bool, bool]:
        return self.step is not None, self.package_id is not None, self.reference is not None

    def matches(self, package: Package) -> bool:
        pairs = (
            (self.step, package.step),
            (self.package_id, package.package_id),
            (self.reference, package.reference),
        )
        return all(wanted is None or folded(wanted) == folded(own) for wanted, own in pairs)


@dataclass(frozen=True)
class GivenVersions:
    """All versions that people give. ``default``: the version of the packages that no entry names."""

    entries: tuple[GivenVersion, ...] = ()
    default: str | None = None

    def of(self, package: Package) -> str | None:
        """The version by the entry that names the package most exactly; None if no version is given."""
        fitting = [each for each in self.entries if each.matches(package)]
        best = max(fitting, key=lambda each: RANKS[each.names()], default=None)
        return best.version if best else self.default

    def unused(self, packages: Sequence[Package]) -> list[GivenVersion]:
        """The entries that name none of the packages."""
        return [each for each in self.entries if not any(each.matches(package) for package in packages)]


def given_versions(options: Mapping[str, Any]) -> GivenVersions:
    """The versions in the options. Raises ``OptionError`` for an entry that names nothing, or a package twice."""
    entries, seen = [], set()
    for place, each in enumerate(options["packages"] or ()):
        entry = GivenVersion(each["version"].strip(), each.get("step"), each.get("package_id"), each.get("reference"))
        option = f"packages[{place}]"
        if entry.names() not in RANKS:
            both = entry.step is not None and entry.package_id is not None
            problem = "names both a step and a package_id; leave one out" if both else "names no step, no package_id"
            raise OptionError(
                option, problem if both else f"{problem} and no reference; for all packages say it in package_version"
            )
        must_be_version(entry.version, f"{option}.version")
        key = tuple(
            None if value is None else folded(value) for value in (entry.step, entry.package_id, entry.reference)
        )
        if key in seen:
            raise OptionError(option, f"names the same package as an entry before it: {entry.described}")
        seen.add(key)
        entries.append(entry)
    default = options["package_version"]
    if default is not None:
        must_be_version(default, "package_version")
    return GivenVersions(tuple(entries), default.strip() if default is not None else None)


def must_be_version(text: str, option: str) -> None:
    try:
        octopus(text)
    except NotAVersion as wrong:
        raise OptionError(option, str(wrong)) from wrong


def of_template(template: Document) -> list[Package]:
    """The packages that need a version. The version of a package that the step fixes can't be chosen."""
    return [
        Package(
            str(each.get("ActionName") or ""),
            str(each.get("PackageReferenceName") or ""),
            str(each.get("PackageId") or each.get("NuGetPackageId") or ""),
            str(each.get("FeedId") or each.get("NuGetFeedId") or ""),
            bool(each.get("IsResolvable", True)),
        )
        for each in template.get("Packages") or ()
        if not each.get("FixedVersion")
    ]


def of_process(process: Document) -> list[Package]:
    """The packages of all actions of a process."""
    actions = [action for step in process.get("Steps") or () for action in step.get("Actions") or ()]
    return [
        Package(str(action.get("Name") or ""), str(each.get("Name") or ""), str(each.get("PackageId") or ""))
        for action in actions
        for each in action.get("Packages") or ()
    ]


def selected(versions: Iterable[tuple[Package, str]]) -> list[dict[str, str]]:
    """The property ``SelectedPackages``; older servers call the action a step."""
    return [
        {
            "ActionName": package.step,
            "StepName": package.step,
            "PackageReferenceName": package.reference,
            "Version": version,
        }
        for package, version in versions
    ]
