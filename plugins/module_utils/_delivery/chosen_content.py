# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The versions of packages and the Git refs of a new release or a new snapshot of a runbook.

api: processes#template-of-a-process, releases#create-by-name
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery import git_refs, package_versions
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.channel_rules import Rule
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.git_refs import GitResource, GivenRefs
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.package_versions import GivenVersions, Package
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import FEEDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

VERSIONS = "SearchPackageVersionsTemplate"
# The versions to ask for at a time if a server could ignore the rule of a channel.
SOME = 30
ARGUMENTS: dict[str, dict[str, Any]] = {**package_versions.ARGUMENTS, **git_refs.ARGUMENTS}


@dataclass(frozen=True)
class Given:
    """The options about the content of a release or a snapshot."""

    versions: GivenVersions
    refs: GivenRefs
    ignore_rules: bool = False


@dataclass(frozen=True)
class Problem:
    """A problem with the content. ``passing``: whether an earlier task of a playbook may correct it."""

    option: str
    text: str
    passing: bool = False


@dataclass(frozen=True)
class Content:
    """The packages with their chosen versions, None if no package exists yet, and the Git resources with their refs.

    ``fixed``: the packages whose versions the steps fix, which are not sent.
    """

    packages: Sequence[tuple[Package, str | None]] = ()
    git_resources: Sequence[tuple[GitResource, str]] = ()
    problems: Sequence[Problem] = ()
    fixed: Sequence[tuple[Package, str]] = ()

    def selected_packages(self) -> list[dict[str, Any]]:
        return package_versions.selected(self.packages)

    def selected_git_resources(self) -> list[dict[str, Any]]:
        return git_refs.selected(self.git_resources)

    def shown(self) -> dict[str, Any]:
        """The content for a result."""
        return {
            "packages": package_versions.shown(package_versions.selected([*self.packages, *self.fixed])),
            "git_resources": git_refs.shown(self.selected_git_resources()),
        }


def given_of(options: Mapping[str, Any]) -> Given:
    """The options about the content. Raises ``OptionError``."""
    ignores = bool(options.get("ignore_channel_rules"))
    return Given(package_versions.given_versions(options), git_refs.given_refs(options), ignores)


def no_rule(package: Package) -> None:
    """The rule for a package of a runbook, which belongs to no channel."""


def chosen_content(
    asked: Asked, template: Document, given: Given, rule_of: Callable[[Package], Rule | None] = no_rule
) -> Content:
    """Choose a version for each package of a template and a ref for each Git resource, by the options and the feeds."""
    packages: list[tuple[Package, str | None]] = []
    problems: list[Problem] = []
    for package in package_versions.of_template(template):
        rule = rule_of(package)
        version = given.versions.of(package)
        if version is None and package.resolvable:
            version = newest(asked, package, rule)
        problem = misfit(asked, package, version, rule, given)
        problems += [problem] if problem else []
        packages.append((package, version))
    resources = [(each, given.refs.of(each) or each.default) for each in git_refs.of_git(template)]
    problems += [
        Problem("git_resources", f"the ref of {each.described} must be given, as its repository is a variable")
        for each, ref in resources
        if not ref
    ]
    return Content(packages, resources, problems, package_versions.fixed_in(template))


def refuse(asked: Asked, content: Content, given: Given) -> None:
    """Raise ``OptionError`` for a content's problems, and for an entry that names no part of the content."""
    packages = [package for package, _version in content.packages]
    for unused in given.versions.unused(packages):
        problem = f"no package of the process is named by {unused.described}"
        tell(asked, "packages", problem, package_versions.candidates(packages))
    resources = [resource for resource, _ref in content.git_resources]
    for ref in given.refs.unused(resources):
        problem = f"no Git resource of the process is named by {ref.described}"
        tell(asked, "git_resources", problem, listed([each.described for each in resources]))

    for each in content.problems:
        if not (each.passing and asked.context.check):
            raise OptionError(each.option, each.text)
        asked.context.warn(f"{each.option}: {each.text} yet; check mode assumes that an earlier task pushes it")


def tell(asked: Asked, option: str, problem: str, candidates: str) -> None:
    """Raise ``OptionError``; in check mode warn, as an earlier task of the playbook may change the process."""
    there = f"; it has {candidates or 'none to choose'}"
    if not asked.context.check:
        raise OptionError(option, f"{problem}{there}")
    asked.context.warn(f"{option}: {problem} yet{there}. Check mode assumes that an earlier task adds it")


def misfit(asked: Asked, package: Package, version: str | None, rule: Rule | None, given: Given) -> Problem | None:
    """The problem with the version of a package."""
    what = package.described
    if version is None and not package.resolvable:
        return Problem("packages", f"the version of {what} must be given, as its feed or its ID is a variable")
    if version is None:
        demand = f" that the channel's rule allows ({rule.described})" if rule else ""
        return Problem("packages", f"the feed has no version of {what}{demand}", passing=True)
    if rule is None or given.ignore_rules or given.versions.of(package) is None:
        return None
    if rule.allows(version, feed_type(asked, package)):
        return None
    return Problem(
        "packages",
        f"the channel's rule ({rule.described}) does not allow version {version} of {what}; choose another version or "
        "channel, or set ignore_channel_rules: true",
    )


def feed_type(asked: Asked, package: Package) -> str:
    feed = asked.context.resolver.seen(FEEDS, package.feed_id) if package.resolvable else None
    return str((feed or {}).get("FeedType") or "")


def newest(asked: Asked, package: Package, rule: Rule | None) -> str | None:
    """The first version that the feed lists and the rule allows; None if there is none."""
    feed = asked.context.resolver.seen(FEEDS, package.feed_id)
    if feed is None:
        return None
    return next(allowed(asked, package, feed, rule), None)


def allowed(asked: Asked, package: Package, feed: Document, rule: Rule | None) -> Iterator[str]:
    """The versions of a package in the order of the feed, the newest first. A server may ignore a filter."""
    client = asked.context.client
    filters = {"packageId": package.package_id, "take": SOME if rule else 1, **(rule.query if rule else {})}
    for each in client.items(feed, VERSIONS, client.offered(feed, VERSIONS, filters)):
        version = str(shapes.document(each, f"The link {VERSIONS!r}").get("Version") or "")
        if version and (rule is None or rule.allows(version, str(feed.get("FeedType") or ""))):
            yield version
