# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of a new release: its channel, and the versions of its packages (api: releases#create-by-name)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.channel_rules import (
    Rule,
    in_channel,
    rule_of,
    slugs_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.git_refs import GitResource, GivenRefs, of_git
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.package_versions import (
    GivenVersions,
    Package,
    of_template,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import CHANNELS, FEEDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

PROCESS, TEMPLATE, VERSIONS = "DeploymentProcess", "Template", "SearchPackageVersionsTemplate"
GIT_REF = "gitRef"
# So many versions are asked for at a time if a server could ignore the rule of a channel.
SOME = 30
PROCESS_SHAPE = shapes.Shape(
    "an object",
    (dict,),
    (
        (
            "Steps",
            shapes.Shape(
                "a list",
                (list,),
                each=shapes.Shape("an object", (dict,), (("Actions", shapes.OBJECTS),)),
            ),
        ),
    ),
)
TEMPLATE_SHAPE = shapes.Shape(
    "an object",
    (dict,),
    (("Packages", shapes.OBJECTS), ("GitResources", shapes.OBJECTS), ("NextVersionIncrement", shapes.TEXT)),
)


@dataclass(frozen=True)
class Given:
    """The options about the content of a release."""

    versions: GivenVersions
    refs: GivenRefs
    ignore_rules: bool = False


@dataclass(frozen=True)
class Problem:
    """A reason why a channel can't have the release. ``passing``: whether an earlier task of a playbook may mend it."""

    option: str
    text: str
    passing: bool = False


@dataclass(frozen=True)
class Plan:
    """``channel``: None for a channel that does not exist yet. A version is None if no package exists yet."""

    channel: Document | None
    template: Document
    packages: Sequence[tuple[Package, str | None]] = ()
    git_resources: Sequence[tuple[GitResource, str]] = ()
    problems: Sequence[Problem] = ()

    @property
    def name(self) -> str:
        return str((self.channel or {}).get("Name") or "")


def planned(asked: Asked, project: Document, given: Given) -> Plan:
    """The plan for the channel that is given, or for the one that fits. Raises ``OptionError``."""
    client = asked.context.client
    if GIT_REF in client.parameters(project, PROCESS):
        raise OptionError(
            "project", f"{project['Name']!r} keeps its process in a Git repository; create its releases in the portal"
        )
    refuse_disabled(asked, project)
    process = shapes.fitting(client.document(project, PROCESS), PROCESS_SHAPE, f"The link {PROCESS!r}")
    plan = chosen(asked, project, process, given)
    refuse(plan, asked)
    unused = [*given.versions.unused([package for package, _version in plan.packages])]
    for each in unused:
        tell(asked, "packages", f"no package of the process is named by {each.described}")
    for ref in given.refs.unused([resource for resource, _ref in plan.git_resources]):
        tell(asked, "git_resources", f"no Git resource of the process is named by {ref.described}")
    return plan


def refuse_disabled(asked: Asked, project: Document) -> None:
    """Raise ``OptionError`` for a disabled project; in check mode warn, as an earlier task may enable it.

    api: errors#refusals
    """
    if not project.get("IsDisabled"):
        return
    problem = f"{project['Name']!r} is disabled, and releases of a disabled project can't be created"
    if not asked.context.check:
        raise OptionError("project", f"{problem}; enable it first")
    asked.context.warn(f"project: {problem}; check mode assumes that an earlier task enables it")


def tell(asked: Asked, option: str, problem: str) -> None:
    """Raise ``OptionError``; in check mode warn, as an earlier task of the playbook may change the process."""
    if not asked.context.check:
        raise OptionError(option, problem)
    asked.context.warn(f"{option}: {problem} yet; check mode assumes that an earlier task adds it")


def chosen(asked: Asked, project: Document, process: Document, given: Given) -> Plan:
    """The plan for the given channel; else for the default channel if it fits, else for the only one that fits."""
    context, option = asked.context, asked.options["channel"]
    if option is not None:
        identity = resolved(CHANNELS, option, replace(context, owner_id=project["Id"]), "channel")
        channel = None if is_to_come(identity) else context.resolver.seen(CHANNELS, identity)
        return plan_for(asked, process, channel, given)
    channels = list(context.client.documents(project, "Channels"))
    if not channels:
        raise OptionError("channel", f"this user may see no channel of the project {project['Name']!r}")
    context.resolver.learn(CHANNELS, channels, project["Id"])
    first, *others = sorted(channels, key=lambda each: not each.get("IsDefault"))
    plan = plan_for(asked, process, first, given)
    if not plan.problems or not others:
        return plan
    plans = [plan_for(asked, process, each, given) for each in others]
    fitting = [each for each in plans if not each.problems]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = listed([each.name for each in fitting])
        raise OptionError("channel", f"is missing; the release fits into several channels, {names}: choose one")
    if context.check and all(each.passing for each in plan.problems):
        return plan
    reasons = "; ".join(f"{each.name!r}: {each.problems[0].text}" for each in (plan, *plans))
    raise OptionError("channel", f"no channel of the project can have the release. {reasons}")


def refuse(plan: Plan, asked: Asked) -> None:
    for each in plan.problems:
        if not (each.passing and asked.context.check):
            raise OptionError(each.option, each.text)
        asked.context.warn(f"{each.option}: {each.text} yet; check mode assumes that an earlier task pushes it")


def plan_for(asked: Asked, process: Document, channel: Document | None, given: Given) -> Plan:
    """The plan for one channel, with what speaks against it."""
    client = asked.context.client
    parameters = {"channel": channel["Id"]} if channel else {}
    template = shapes.fitting(client.document(process, TEMPLATE, parameters), TEMPLATE_SHAPE, f"The link {TEMPLATE!r}")
    slugs = slugs_of(process)
    packages: list[tuple[Package, str | None]] = []
    problems: list[Problem] = []
    if channel and not in_channel(process, channel):
        problems.append(
            Problem("channel", f"no enabled step of the process belongs to the channel {channel['Name']!r}")
        )
    for package in of_template(template):
        rule = rule_of(channel, package, slugs)
        version = given.versions.of(package)
        if version is None and package.resolvable:
            version = newest(asked, package, rule)
        problem = misfit(asked, package, version, rule, given)
        problems += [problem] if problem else []
        packages.append((package, version))
    resources = [(each, given.refs.of(each) or each.default) for each in of_git(template)]
    problems += [
        Problem("git_resources", f"the ref of {each.described} must be given, as its repository is a variable")
        for each, ref in resources
        if not ref
    ]
    return Plan(channel, template, packages, resources, problems)


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
        "channel, or say ignore_channel_rules",
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
    offered = client.parameters(feed, VERSIONS)
    filters = {"packageId": package.package_id, "take": SOME if rule else 1, **(rule.query if rule else {})}
    found = client.items(feed, VERSIONS, {name: value for name, value in filters.items() if name in offered})
    for each in found:
        version = str(each.get("Version") or "")
        if version and (rule is None or rule.allows(version, str(feed.get("FeedType") or ""))):
            yield version
