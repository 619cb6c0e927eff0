# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The versions that people give for the packages of a release or a snapshot (api: releases#package-strings)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
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


TEXT: dict[str, Any] = {"type": "str"}
NEWEST = "newest"
# The most packages that a message lists.
AT_MOST = 8
ARGUMENTS: dict[str, dict[str, Any]] = {
    "packages": {
        "type": "list",
        "elements": "dict",
        "options": {
            "step": TEXT,
            "package_id": TEXT,
            "reference": TEXT,
            "version": {"type": "str", "default": NEWEST},
        },
    },
    "package_version": TEXT,
}


@dataclass(frozen=True)
class Package:
    """A package that a step uses. ``step``: the name of its action; ``reference``: empty for the primary package.

    ``resolvable``: whether feed and ID are known, so that the feed can be asked for its versions. ``parent``: the name
    of the step that has the action; empty if an action has this name too, because the name then means the action.
    """

    step: str
    reference: str
    package_id: str
    feed_id: str = ""
    resolvable: bool = True
    parent: str = ""

    @property
    def names(self) -> set[str]:
        """The names by which an entry may call the step."""
        return {folded(each) for each in (self.step, self.parent) if each}

    @property
    def described(self) -> str:
        reference = f", reference {self.reference!r}" if self.reference else ""
        return f"{f'package {self.package_id}' if self.package_id else 'the package'} (step {self.step!r}{reference})"


@dataclass(frozen=True)
class GivenVersion:
    """An entry of the option ``packages``; None stands for any step, package or reference.

    ``version``: None for the newest one.
    """

    version: str | None
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
        pairs = ((self.package_id, package.package_id), (self.reference, package.reference))
        is_step = self.step is None or folded(self.step) in package.names
        return is_step and all(wanted is None or folded(wanted) == folded(own) for wanted, own in pairs)

    def rank(self, package: Package) -> tuple[int, bool]:
        """How exactly the entry names a package; an action is named more exactly than its step."""
        return RANKS[self.names()], self.step is not None and folded(self.step) == folded(package.step)


@dataclass(frozen=True)
class GivenVersions:
    """All versions that people give. ``default``: the version of the packages that no entry names."""

    entries: tuple[GivenVersion, ...] = ()
    default: str | None = None

    def of(self, package: Package) -> str | None:
        """The version by the entry that names the package most exactly; None if it is to be the newest one."""
        fitting = [each for each in self.entries if each.matches(package)]
        best = max(fitting, key=lambda each: each.rank(package), default=None)
        return best.version if best else self.default

    def unused(self, packages: Sequence[Package]) -> list[GivenVersion]:
        """The entries that name none of the packages."""
        return [each for each in self.entries if not any(each.matches(package) for package in packages)]


def given_versions(options: Mapping[str, Any]) -> GivenVersions:
    """The versions in the options. Raises ``OptionError`` for an entry that names nothing, or repeats another one."""
    entries, seen = [], set()
    for place, each in enumerate(options["packages"] or ()):
        option = f"packages[{place}]"
        version = version_of(each["version"], f"{option}.version")
        for named in ("step", "package_id"):
            if each.get(named) is not None and not each[named].strip():
                raise OptionError(f"{option}.{named}", "is empty; give a name, or leave it out")
        entry = GivenVersion(version, each.get("step"), each.get("package_id"), each.get("reference"))
        if entry.names() not in RANKS:
            both = entry.step is not None and entry.package_id is not None
            problem = "names both a step and a package_id; leave one out" if both else "names no step, no package_id"
            raise OptionError(
                option, problem if both else f"{problem} and no reference; give package_version for all packages"
            )
        key = tuple(
            None if value is None else folded(value) for value in (entry.step, entry.package_id, entry.reference)
        )
        if key in seen:
            raise OptionError(option, f"names the same package as an earlier entry: {entry.described}")
        seen.add(key)
        entries.append(entry)
    default = options["package_version"]
    return GivenVersions(tuple(entries), None if default is None else version_of(default, "package_version"))


def version_of(text: str, option: str) -> str | None:
    """A given version; None for the newest one. Raises ``OptionError``."""
    if folded(text) == NEWEST:
        return None
    try:
        octopus(text)
    except NotAVersion as wrong:
        raise OptionError(option, f"{wrong}; for the newest version, give {NEWEST}") from wrong
    return text.strip()


def of_template(template: Document) -> list[Package]:
    """The packages that need a version. The version of a package that the step fixes can't be chosen."""
    return with_parents(in_template(each) for each in template.get("Packages") or () if not each.get("FixedVersion"))


def fixed_in(template: Document) -> list[tuple[Package, str]]:
    """The packages whose versions the steps fix."""
    found = [each for each in template.get("Packages") or () if each.get("FixedVersion")]
    return [(in_template(each), str(each["FixedVersion"])) for each in found]


def in_template(entry: Document) -> Package:
    return Package(
        str(entry.get("ActionName") or ""),
        str(entry.get("PackageReferenceName") or ""),
        str(entry.get("PackageId") or entry.get("NuGetPackageId") or ""),
        str(entry.get("FeedId") or entry.get("NuGetFeedId") or ""),
        bool(entry.get("IsResolvable", True)),
        str(entry.get("StepName") or ""),
    )


def of_process(process: Document) -> list[Package]:
    """The packages of all actions of a process."""
    return with_parents(
        Package(
            str(action.get("Name") or ""),
            str(each.get("Name") or ""),
            str(each.get("PackageId") or ""),
            parent=str(step.get("Name") or ""),
        )
        for step in process.get("Steps") or ()
        for action in step.get("Actions") or ()
        for each in action.get("Packages") or ()
    )


def with_parents(packages: Iterable[Package]) -> list[Package]:
    """The packages; a ``parent`` that is also the name of an action is removed."""
    found = list(packages)
    actions = {folded(each.step) for each in found}
    return [replace(each, parent="") if folded(each.parent) in actions else each for each in found]


def candidates(packages: Sequence[Package]) -> str:
    """The packages for a message: how each can be named."""
    shown = "; ".join(each.described for each in packages[:AT_MOST])
    return f"{shown} and {len(packages) - AT_MOST} more" if len(packages) > AT_MOST else shown


def selected(versions: Iterable[tuple[Package, str | None]]) -> list[dict[str, Any]]:
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


def shown(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """``SelectedPackages`` for a result, which the option ``packages`` takes as it is."""
    return [
        {
            "step": each.get("ActionName") or each.get("StepName"),
            "reference": each.get("PackageReferenceName") or "",
            "version": each.get("Version"),
        }
        for each in documents
    ]
