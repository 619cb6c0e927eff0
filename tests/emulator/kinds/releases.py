# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Release of a project: frozen copies of its process and variables, and versions of packages.

api: releases#release
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from emulator import answers, crud, shaping
from emulator.git import snapshots
from emulator.handlers import Call
from emulator.kinds import (
    channelrules,
    events,
    processtemplates,
    releasecreation,
    releasedefects,
    releasenumbers,
    releasepackages,
    releasepromotions,
    releaseversions,
    runbooksnapshots,
)
from emulator.kinds.channels import FIELDS
from emulator.model import DESCRIBED, EVER, NEVER, ON_WRITES, RECORDED, Document, Filter, Kind, Parent, Prop, Route
from emulator.refusals import invalid
from emulator.work import automatic, progressions

if TYPE_CHECKING:
    from emulator.octopus import Octopus

LONGEST = 349
RULES = "IgnoreChannelRules"
REFERENCE = (Prop("GitRef", trim=True), Prop("GitCommit", trim=True))
PROCESS, VARIABLES, LIBRARY = (
    "ProjectDeploymentProcessSnapshotId",
    "ProjectVariableSetSnapshotId",
    "LibraryVariableSetSnapshotIds",
)


def create(call: Call, nothing: Document) -> Document:
    """POST. ``?ignoreChannelRules=true`` does the same as the property of the body."""
    sent = with_query(call)
    if not sent.get("ProjectId"):
        raise invalid("No project ID was specified.")
    project = call.octopus.must_exist("projects", str(sent["ProjectId"]), call.space, "ProjectId")
    reference = shaping.lookup(sent, "VersionControlReference")
    named = shaping.shape(call.octopus, REFERENCE, reference if isinstance(reference, dict) else {}, {}, "")
    at_ref = snapshots.at(call.octopus, project, named["GitRef"] or "", named["GitCommit"] or "")[0]
    return crud.posted(replace(call, octopus=at_ref), KIND, sent)


def change(call: Call, release: Document) -> Document:
    """PUT of ``{id}``, with the same query."""
    return answers.shown(call, "releases", call.octopus.modify(KIND, release, with_query(call)))


def with_query(call: Call) -> Document:
    ignored = {RULES: True} if call.query.get(RULES.casefold(), "").casefold() == "true" else {}
    return {**crud.document_of(call), **ignored}


def check(octopus: Octopus, release: Document, old: Document) -> None:
    project = octopus.must_exist("projects", release["ProjectId"], release["SpaceId"] or "", "ProjectId")
    others = [each["Version"] for each in releasenumbers.of_project(octopus, project) if each["Id"] != release["Id"]]
    if not old and project["IsDisabled"]:
        raise invalid("The project is disabled, so releases cannot be created")
    channel = channelrules.channel_of(octopus, project, release["ChannelId"])
    release["ChannelId"] = channel["Id"]
    # Unverified: a changed version may be a mask, too.
    if release["Version"] != old.get("Version"):
        release["Version"] = free_version(release["Version"], others)
    if not old:
        release.update(snapshot(octopus, project))
    process = octopus.get("deploymentprocesses", release[PROCESS], release["SpaceId"] or "")
    assert process is not None
    steps = processtemplates.steps_in(process, channel)
    release["SelectedPackages"] = releasepackages.checked(octopus, release["SelectedPackages"], process, steps)
    if not old:
        release["BuildInformation"] = releasepackages.built(octopus, process, release)
    if not release.get(f"_{RULES}"):
        channelrules.refuse_violations(octopus, channel, steps, release["SelectedPackages"])


def created(octopus: Octopus, release: Document, source: Document | None) -> None:
    related = [release["ProjectId"], release["ChannelId"]]
    # The wording is unverified.
    events.keep(
        octopus, events.RELEASED, release, "Release {} was created", release["Version"], related, by=octopus.acting
    )
    automatic.deploy(octopus, release, automatic.everyone(octopus, release))


def free_version(asked: str, others: list[str]) -> str:
    """The version of a new release, from a literal or a mask. Unverified: only equal texts are the same version."""
    version = releaseversions.version_after(asked, others)
    if len(version) > LONGEST:
        # The end of the text is not known.
        raise invalid(f"The version number is too long. It can have {LONGEST} characters at most.")
    if releaseversions.parsed(version) is None:
        # The end of the text is not known.
        raise invalid(f"The release number '{version}' does not appear to be a valid semantic version number.")
    if version.casefold() in {each.casefold() for each in others}:
        raise invalid(
            f"Release '{version}' already exists for this project. Please use a different version, or look at using a "
            "mask to auto-increment the number."
        )
    return version


def snapshot(octopus: Octopus, project: Document) -> Document:
    """The frozen copies for a new release."""
    process = octopus.store.get(project["DeploymentProcessId"])
    assert process is not None
    owned = {"ProjectId": project["Id"], "SpaceId": project["SpaceId"]}
    return {
        "Assembled": octopus.now(),
        "VersionControlReference": snapshots.reference(project),
        PROCESS: octopus.freeze("deploymentprocesses", process[1])["Id"],
        **runbooksnapshots.frozen_variables(octopus, owned),
    }


def snapshot_variables(call: Call, release: Document) -> Document:
    """``{id}/snapshot-variables``: replaces the frozen variables; the wording of the refusal is unverified."""
    octopus = call.octopus
    project = octopus.must_exist("projects", release["ProjectId"], release["SpaceId"] or "", "ProjectId")
    octopus, project = snapshots.of_release(octopus, project, release)
    now, then = octopus.store.get(project["DeploymentProcessId"]), octopus.store.get(release[PROCESS])
    if now and then and now[1]["Version"] != then[1]["Version"]:
        raise invalid(
            "The variables of this release cannot be updated, because the deployment process of the project has "
            "changed since the release was created."
        )
    taken = runbooksnapshots.frozen_variables(octopus, release)
    return refrozen(call, release, {**taken, **snapshots.newer_variables(project, release)})


def snapshot_variables_by_name(call: Call, release: Document) -> Document:
    """``{id}/snapshot-variables-by-name``: replaces some of them.

    Real servers have it behind a toggle, ``partial-updates-on-variables``.
    """
    wanted = runbooksnapshots.wanted_names(call.body)
    sets = [runbooksnapshots.partly(call.octopus, each, wanted) for each in (release[VARIABLES], *release[LIBRARY])]
    return refrozen(call, release, {VARIABLES: sets[0], LIBRARY: sets[1:]})


def refrozen(call: Call, release: Document, taken: Document) -> Document:
    call.octopus.save(KIND, {**release, **taken})
    return answers.shown(call, "releases", answers.existing(call, "releases", release["Id"]))


def frozen_sets(call: Call, project: Document) -> list[Document]:
    """``projects/{id}/releases/{release}/variables``: the sets of the project and of the library that a release has."""
    release = of_version(call, project)
    found = (answers.existing(call, "variables", each) for each in (release[VARIABLES], *release[LIBRARY]))
    return [answers.shown(call, "variables", each) for each in found]


def of_version(call: Call, project: Document) -> Document:
    """The release of a project that an address names by its version, or by its ID."""
    wanted = call.values["release"].casefold()
    for each in releasenumbers.of_project(call.octopus, project):
        if wanted in (each["Version"].casefold(), each["Id"].casefold()):
            return each
    return crud.nested_document(call, "releases", call.values["release"], "ProjectId", project)


def missing_packages(call: Call, release: Document) -> Document:
    """``{id}/missingpackages``: the packages of the release that the built-in feed lacks."""
    octopus = call.octopus
    process = octopus.store.get(release[PROCESS])
    feeds = {each["Id"] for each in octopus.store.all("feeds", call.space) if each["FeedType"] == "BuiltIn"}
    kept = {(each["PackageId"].casefold(), each["Version"]) for each in octopus.store.all("packages", call.space)}
    versions = {
        (each["ActionName"], each["PackageReferenceName"] or ""): each["Version"]
        for each in release["SelectedPackages"]
    }
    found = []
    for each in processtemplates.packages_of(octopus, process[1]) if process else ():
        version = versions.get((each["ActionName"], each["PackageReferenceName"]))
        if version and each["FeedId"] in feeds and (each["PackageId"].casefold(), version) not in kept:
            found.append({"Id": each["PackageId"], "Version": version})
    return {"Packages": found}


def has_version(octopus: Octopus, release: Document, value: str) -> bool:
    """The filter ``searchByVersion``; unverified: a part of the version is enough."""
    return value.casefold() in release["Version"].casefold()


def shown(octopus: Octopus, release: Document) -> Document:
    own = answers.base(octopus, release["SpaceId"])
    links = {
        "Project": f"{own}/projects/{release['ProjectId']}",
        "ProjectVariableSnapshot": f"{own}/variables/{release[VARIABLES]}",
        "ProjectDeploymentProcessSnapshot": f"{own}/deploymentprocesses/{release[PROCESS]}",
    }
    newer: Document = {}
    if octopus.release >= RECORDED:
        project = f"{own}/projects/{release['ProjectId']}"
        links["Channel"] = f"{project}/channels/{release['ChannelId']}"
        links["Variables"] = f"{project}/releases/{release['Id']}/variables"
        newer[RULES] = bool(release.get(f"_{RULES}"))
    if octopus.release >= DESCRIBED:
        newer["VariableSnapshotConcurrencyToken"] = runbooksnapshots.token_of(release)
    return {**release, **newer, "_links": links}


FILTERS: dict[str, Filter] = {"searchbyversion": has_version}
WRITE: tuple[str, ...] = ("POST",)
EDIT = "ReleaseEdit"
KIND = Kind(
    collection="releases",
    link="Releases",
    item_type="Release",
    id_prefix="Releases",
    parameters="skip,ignoreChannelRules,take,ids",
    named_by="Version",
    unique=False,
    newest_first=True,
    order="Assembled",
    slug_since=None,
    parent=Parent(
        "projects",
        "ProjectId",
        path="releases",
        link="Releases",
        links={EVER: "{self}/releases{/version}{?skip,take,searchByVersion}"},
        # No source creates or changes a release there.
        written_since=NEVER,
        each_written_since=NEVER,
        by_name=True,
        routes={"{release}/variables": Route(frozen_sets, since=RECORDED, gives="list of variables")},
    ),
    props=(
        Prop(
            "Version",
            required=True,
            trim=True,
        ),
        Prop("ProjectId", create_only=True, reference="projects", demanded=ON_WRITES),
        Prop("ChannelId", reference="channels"),
        Prop("ReleaseNotes"),
        Prop("SelectedPackages", "documents", default=[], parts=runbooksnapshots.PACKAGE),
        Prop(
            "SelectedGitResources",
            "documents",
            default=[],
            parts=runbooksnapshots.GIT_RESOURCE,
            since=runbooksnapshots.GIT_RESOURCES,
        ),
        Prop(RULES, "bool", default=False, never_returned=True),
        Prop("CustomFields", "dict", default={}, since=FIELDS),
        Prop("Assembled", read_only=True),
        Prop(PROCESS, read_only=True),
        Prop(VARIABLES, read_only=True),
        Prop(LIBRARY, "list", default=[], read_only=True),
        # Unverified: a release without build information has an empty list.
        Prop("BuildInformation", "documents", default=[], read_only=True),
        Prop("VersionControlReference", "dict", read_only=True),
        Prop("VariableSnapshotConcurrencyToken", computed=True, since=DESCRIBED),
    ),
    filters=FILTERS,
    links={
        "Deployments": "{self}/deployments{?skip,take}",
        "Artifacts": "{api}/artifacts?regarding={id}",
        "SnapshotVariables": "{self}/snapshot-variables",
        "Defects": "{self}/defects",
        "ReportDefect": "{self}/defects",
        "ResolveDefect": "{self}/defects/resolve",
        **releasepromotions.LINKS,
        "Progression": "{self}/progression",
        "Web": "/app#{space}/releases/{id}",
    },
    routes={
        "": Route(create, WRITE, 201, permission="ReleaseCreate", gives="releases", takes="releases"),
        "{id}": Route(change, ("PUT",), permission=EDIT, gives="releases", takes="releases"),
        "{id}/snapshot-variables": Route(snapshot_variables, WRITE, permission=EDIT, gives="releases"),
        "{id}/snapshot-variables-by-name": Route(
            # The .NET client has had it since 2026-08-19.
            snapshot_variables_by_name,
            WRITE,
            permission=EDIT,
            since=DESCRIBED,
            gives="releases",
        ),
        "{id}/missingpackages": Route(missing_packages, since=(2022, 3)),
        "{id}/deployments": Route(crud.nested("deployments", "ReleaseId"), gives="page of deployments"),
        **releasecreation.ROUTES,
        **releasedefects.ROUTES,
        **releasepromotions.ROUTES,
        "{id}/progression": Route(progressions.of_release),
    },
    check=check,
    created=created,
    freezes=(PROCESS, VARIABLES, LIBRARY),
    shown=shown,
    has_all=False,
    sample={"ProjectId": "<projects>", "Version": "1.0.#"},
)
