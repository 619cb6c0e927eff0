# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_release: creates releases, changes and deletes them (api: releases#releases-in-a-module)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery import chosen_content, release_source
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.chosen_content import Given, given_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.keeping import ABSENT, PRESENT
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.missing_versions import warn_of_missing
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_changes import (
    check_fields,
    custom_fields,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_existing import of_existing, to_delete
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_found import (
    RELEASES,
    entries,
    found,
    located,
    versions_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_number import (
    as_stored,
    is_latest,
    is_mask,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_plan import Plan, planned
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_progression import (
    ALLOWED,
    PREVENTED,
    check_progression,
    of_progression,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_source import (
    Source,
    given_source,
    notes_at,
    refuse_other_source,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_strategy import by_strategy, is_by_donor
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Entries, Intent, Verb
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import PROJECTS
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import look_again
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Missing
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils._versions.mask import next_version
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost, ServerRefused

CREATED = "created"
# How often a release is numbered again if somebody else has created one with its number meanwhile.
ATTEMPTS = 3
TEXT: dict[str, Any] = {"type": "str"}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "project": {"type": "str", "required": True},
    "version": TEXT,
    "state": {"type": "str", "choices": [PRESENT, CREATED, ABSENT], "default": PRESENT},
    "channel": TEXT,
    **release_source.ARGUMENTS,
    **chosen_content.ARGUMENTS,
    "release_notes": TEXT,
    "custom_fields": {"type": "dict"},
    "ignore_channel_rules": {"type": "bool", "default": False},
    "update_variables": {"type": "bool", "default": False},
    "progression": {"type": "str", "choices": [ALLOWED, PREVENTED]},
    "progression_reason": TEXT,
}


@dataclass(frozen=True)
class Wanted:
    """The options about the release: its number as a server stores it, its content and its place in Git."""

    version: str | None
    given: Given
    source: Source | None


@dataclass(frozen=True)
class NewRelease:
    """A release to create. ``version``: None in check mode if it depends on a package that does not exist yet."""

    plan: Plan
    version: str | None
    title: str


def look(asked: Asked) -> Intent:
    """Compare the release with the options, or plan a new one."""
    options = asked.options
    given, source = given_of(options), given_source(options)
    custom_fields(asked)
    check_progression(asked)
    version = None if options["version"] is None else as_stored(options["version"])
    if version is not None and options["state"] != ABSENT and is_latest(version):
        raise OptionError(
            "version", f"{version!r} is the word of octopus_deployment for the newest release; give a number"
        )
    if version is not None and options["state"] != CREATED and is_mask(version):
        raise OptionError(
            "version",
            f"{version!r} is a mask, which stands for another number each time; give a number, or state: {CREATED}",
        )
    project = project_of(asked)
    if project is None:
        return of_no_project(asked, version, source)
    wanted = Wanted(version, given, source)
    if options["state"] == CREATED or version is None:
        return to_create(asked, project, wanted)
    old, stored = located(asked, project, version)
    if old is not None:
        refuse_other_source(old, source)
    if options["state"] == ABSENT:
        return to_delete(asked, project, old, version)
    return of_existing(asked, old, given) if old else to_create(asked, project, replace(wanted, version=stored))


def project_of(asked: Asked) -> Document | None:
    """The project; None in check mode if it does not exist yet, and for a release to delete if it does not exist."""
    context = asked.context
    if asked.options["state"] == ABSENT and isinstance(
        context.resolver.resolve(PROJECTS, asked.options["project"]), Missing
    ):
        return None
    identity = resolved(PROJECTS, asked.options["project"], context, "project")
    return None if is_to_come(identity) else context.resolver.seen(PROJECTS, identity)


def of_no_project(asked: Asked, version: str | None, source: Source | None) -> Intent:
    """The answer of check mode for a project that an earlier task would create."""
    predicted = {"version": version, "channel": asked.options["channel"], "packages": [], "git_resources": []}
    place = source.predicted if source else {}
    if asked.options["state"] == ABSENT:
        return Intent({}, {}, {"version": version})
    return Intent(
        {}, {"version": version, **place}, {**predicted, **place}, dict, title=f"release {version or 'to be numbered'}"
    )


def to_create(asked: Asked, project: Document, wanted: Wanted) -> Intent:
    new = new_release(asked, project, wanted)

    def act() -> Entries:
        return created(asked, project, new, wanted)

    return Intent({}, described(asked, new), predicted(new), act, title=new.title)


def new_release(asked: Asked, project: Document, wanted: Wanted) -> NewRelease:
    """The release as the run would create it. Raises ``OptionError`` if its number is taken."""
    plan = planned(asked, project, wanted.given, wanted.source)
    check_fields(asked, plan.channel)
    warn_of_missing(asked, plan.content, wanted.given, "the release is deployed")
    version = wanted.version or of_strategy(asked, plan)
    stored = version
    if version is not None and asked.options["state"] == CREATED:
        stored = next_version(version, versions_of(asked, project, version))
    if stored is not None and asked.options["state"] == CREATED and found(asked, project, stored) is not None:
        raise OptionError("version", f"release {stored} exists{way_out(asked, plan)}")
    return NewRelease(plan, stored, f"release {stored or 'to be numbered'} of {project['Name']}")


def way_out(asked: Asked, plan: Plan) -> str:
    """The words that say what to do about a number that is taken."""
    if asked.options["version"] is None and is_by_donor(plan):
        return (
            ", and the project gives its releases the version of a package (versioning_strategy.donor_package). Push a "
            "new version of the package, or give a number"
        )
    return ". Give another number, or a mask such as c.c.i, which counts from the highest one"


def of_strategy(asked: Asked, plan: Plan) -> str | None:
    """The number by the project's strategy; in check mode None, with a warning, if there is none yet.

    Raises ``OptionError``.
    """
    try:
        return by_strategy(plan)
    except OptionError as problem:
        if not asked.context.check:
            raise
        asked.context.warn(f"{problem}. Check mode assumes that an earlier task corrects that")
        return None


def predicted(new: NewRelease) -> dict[str, Any]:
    return {"version": new.version, "channel": new.plan.name or None, **new.plan.place, **new.plan.content.shown()}


def described(asked: Asked, new: NewRelease) -> dict[str, Any]:
    """The new release for the diff."""
    options = asked.options
    given = {name: options[name] for name in ("release_notes", "custom_fields") if options[name] is not None}
    return {**predicted(new), **given, **of_progression(asked, None).after}


def created(asked: Asked, project: Document, new: NewRelease, wanted: Wanted) -> Entries:
    """Create the release, and plan again if somebody else has created one with its number since this task looked."""
    first = new
    for left in reversed(range(ATTEMPTS)):
        try:
            release = sent(asked, project, new)
            break
        except ServerRefused as refused:
            there = found(asked, project, str(new.version))
            if there is None or not left:
                raise
            if asked.options["state"] == PRESENT:
                return as_somebody_else(asked, there, wanted, refused)
            new = new_release(asked, project, wanted)
    if release.get("Version") != new.version:
        asked.context.warn(f"version: the server has stored the release as {release.get('Version')}")
    diff = {} if new is first else {"diff": {"before": {}, "after": described(asked, new)}}
    progression = of_progression(asked, None)
    if progression.make:
        progression.make(release)
    return {**entries(asked, release), **diff}


def as_somebody_else(asked: Asked, there: Document, wanted: Wanted, refused: ServerRefused) -> Entries:
    """Take the release that somebody else has created as the one that existed before this task.

    Raises ``OptionError`` if it is not the release that the task means.
    """
    asked.context.warn(f"somebody else has created release {there['Version']} at the same moment: {refused}")
    refuse_other_source(there, wanted.source)
    again = of_existing(asked, there, wanted.given)
    result = again.act() if again.act else {}
    diff = {"before": dict(again.before), "after": dict(again.after)}
    return {**again.predicted, **result, "diff": diff}


def sent(asked: Asked, project: Document, new: NewRelease) -> Document:
    """Create the release. A request whose answer was lost is not repeated."""
    client, holder = asked.context.client, asked.space.document
    done = f"created {new.title}"
    try:
        release = client.create(holder, RELEASES, body(asked, project, new))
    except AnswerLost as lost:
        look_again(lost, lambda: is_there(asked, project, new), done)
        raise
    asked.context.did(done)
    return release


def is_there(asked: Asked, project: Document, new: NewRelease) -> bool:
    """Whether a release with the number is on the server, and from the same place in Git."""
    there = found(asked, project, str(new.version))
    return there is not None and (new.plan.source is None or new.plan.source.is_of(there))


def body(asked: Asked, project: Document, new: NewRelease) -> dict[str, Any]:
    """The document of a new release. Without notes it gets those of the project's template."""
    options, plan = asked.options, new.plan
    notes = options["release_notes"]
    if notes is None:
        notes = notes_at(asked, project, plan.source)
    more: dict[str, Any] = {
        release_source.REFERENCE: plan.source.body if plan.source else None,
        "SelectedGitResources": plan.content.selected_git_resources(),
        "CustomFields": options["custom_fields"],
        "IgnoreChannelRules": options["ignore_channel_rules"],
    }
    return {
        "SpaceId": project.get("SpaceId"),
        "ProjectId": project["Id"],
        "ChannelId": (plan.channel or {}).get("Id"),
        "Version": new.version,
        "ReleaseNotes": notes,
        "SelectedPackages": plan.content.selected_packages(),
        **{name: value for name, value in more.items() if value},
    }


RELEASE = Verb(
    "octopus_release",
    ARGUMENTS,
    look,
    groups={"required_if": (("state", PRESENT, ("version",)), ("state", ABSENT, ("version",)))},
)
