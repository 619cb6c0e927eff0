# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The versions of packages and the Git references that a new snapshot of a runbook gets.

api: runbooks#snapshot, processes#template-of-a-process
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import FEEDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import absent
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

VERSIONS = "SearchPackageVersionsTemplate"
NEWEST = "newest"
PACKAGES: dict[str, Any] = {
    "type": "list",
    "elements": "dict",
    "options": {
        "step": {"type": "str", "required": True},
        "reference": {"type": "str"},
        "version": {"type": "str", "default": NEWEST},
    },
}
GIT_RESOURCES: dict[str, Any] = {
    "type": "list",
    "elements": "dict",
    "options": {
        "step": {"type": "str", "required": True},
        "name": {"type": "str"},
        "ref": {"type": "str", "required": True},
    },
}
TEMPLATE = shapes.Shape(
    "an object",
    (dict,),
    (("NextNameIncrement", shapes.TEXT), ("Packages", shapes.OBJECTS), ("GitResources", shapes.OBJECTS)),
)


def selected_packages(template: Document, asked: Asked) -> list[Document]:
    """``SelectedPackages`` of a new snapshot: a version for each package whose step does not fix one."""
    needed = [each for each in template.get("Packages") or () if not each.get("FixedVersion")]
    given = asked.options["packages"] or ()
    names = [(each["ActionName"], each.get("StepName"), each.get("PackageReferenceName") or "") for each in needed]
    refuse_unknown("packages", "reference", given, names)
    refuse_unclear("packages", "reference", given, "version")
    newest: dict[tuple[str, str], str | None] = {}
    chosen = []
    for package, place in zip(needed, names):
        version = choice(given, "reference", place, "version") or NEWEST
        key = (str(package.get("FeedId")), str(package.get("PackageId")))
        if folded(version) == NEWEST and key not in newest:
            newest[key] = newest_version(package, asked.context)
        action, step, reference = place
        chosen.append(
            {
                "ActionName": action,
                "StepName": step,
                "PackageReferenceName": reference,
                "Version": newest[key] if folded(version) == NEWEST else version.strip(),
            }
        )
    return chosen


def selected_git_resources(template: Document, asked: Asked) -> list[Document]:
    """``SelectedGitResources`` of a new snapshot: the default branch of a repository unless a reference is given."""
    needed, given = template.get("GitResources") or (), asked.options["git_resources"] or ()
    names = [(each["ActionName"], None, each.get("Name") or "") for each in needed]
    refuse_unknown("git_resources", "name", given, names)
    refuse_unclear("git_resources", "name", given, "ref")
    return [
        {
            "ActionName": place[0],
            "GitResourceReferenceName": place[2],
            "GitReferenceResource": {"GitRef": choice(given, "name", place, "ref") or resource.get("DefaultBranch")},
        }
        for resource, place in zip(needed, names)
    ]


Place = tuple[str, Any, str]


def matching(entry: Mapping[str, Any], part: str, places: Sequence[Place]) -> Iterator[Place]:
    """The places that an entry of an option means: those of an action with this name, else of a step with it.

    A place is the action, the step and the reference. ``part``: the suboption with the reference; an entry without one
    means all references.
    """
    step, reference = folded(entry["step"]), entry.get(part)
    in_actions = [each for each in places if folded(each[0]) == step]
    for each in in_actions or [each for each in places if folded(each[1] or "") == step]:
        if reference is None or folded(reference) == folded(each[2]):
            yield each


def choice(given: Sequence[Mapping[str, Any]], part: str, place: Place, value: str) -> str | None:
    """The value that the entries give for a place; an entry with a reference precedes one without."""
    ranked = sorted(given, key=lambda each: each.get(part) is None)
    return next((each[value] for each in ranked if any(matching(each, part, [place]))), None)


def refuse_unknown(option: str, part: str, given: Sequence[Mapping[str, Any]], places: Sequence[Place]) -> None:
    """Raise ``OptionError`` for an entry that means nothing of the process."""
    for entry in given:
        if not any(matching(entry, part, places)):
            has = listed([f"{action}/{reference}" if reference else action for action, _step, reference in places])
            asks = has or "no choice of this sort"
            raise OptionError(option, f"nothing to choose for {described(entry, part)}; the runbook asks for {asks}")


def refuse_unclear(option: str, part: str, given: Sequence[Mapping[str, Any]], value: str) -> None:
    """Raise ``OptionError`` for an entry with an empty value, and for one that means the same as an entry before it."""
    seen = set()
    for place, entry in enumerate(given):
        text, reference = entry.get(value), entry.get(part)
        if text is not None and not text.strip():
            raise OptionError(f"{option}[{place}].{value}", "is empty; leave the entry out to take the default")
        key = (folded(entry["step"]), None if reference is None else folded(reference))
        if key in seen:
            raise OptionError(f"{option}[{place}]", f"names {described(entry, part)} again")
        seen.add(key)


def described(entry: Mapping[str, Any], part: str) -> str:
    return f"{entry['step']!r}" + ("" if entry.get(part) is None else f" with {part} {entry[part]!r}")


def newest_version(package: Document, context: Context) -> str | None:
    """The version that a feed lists first. None, with a warning, in check mode if there is none yet."""
    name, step = package.get("PackageId"), package["ActionName"]
    if package.get("IsResolvable") is False:
        raise OptionError("packages", f"the package {name!r} of step {step!r} depends on variables; give its version")
    feed = context.resolver.by_id(FEEDS, str(package.get("FeedId")))
    found: Any = ()
    if feed is not None:
        offered = context.client.parameters(feed, VERSIONS)
        filters = {"packageId": name, "take": 1}
        asked_for = {key: value for key, value in filters.items() if key in offered}
        found = islice(context.client.items(feed, VERSIONS, asked_for), 1)
    version = next((str(each["Version"]) for each in found if each.get("Version")), None)
    if version is None:
        where = package.get("FeedName") or package.get("FeedId")
        absent(f"there is no version of package {name!r} of step {step!r} in feed {where!r}", (), context, "packages")
    return version
