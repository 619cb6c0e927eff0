# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The addresses of a version-controlled project: its refs, and its documents at a ref (api: projects#git-projects)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from emulator import answers, crud, shaping
from emulator.git import checkout, conversion, repository, runbooks, runs, snapshots
from emulator.git.repository import BRANCHES, TAGS, Ref
from emulator.handlers import Call
from emulator.kinds import deploymentsettings, processes, processtemplates, variables
from emulator.model import READS, Document, Handler, Kind, Release, Route
from emulator.refusals import invalid, not_found

# The description of 2021.2 has the conversion and some addresses at refs, but no process at a ref.
AT_REFS: Release = (2021, 3)
WRITTEN = (*READS, "PUT")
PARAMETERS = "skip,take,searchByName,refresh"


def kind(item_type: str, parameters: str = PARAMETERS) -> Kind:
    """The kind of the pages of refs, which are not documents of the store."""
    return Kind(f"git {item_type}", "", item_type, "", props=(), parameters=parameters)


BRANCH, TAG = kind("GitBranch"), kind("GitTag")
COMMIT = kind("GitCommit", "skip,take,refresh")


def at_ref(handle: Handler, message: str = "") -> Handler:
    """The same as ``handle``, with the documents at the ref in the address. A write is committed. ``message``: the
    message of the commit, if the client gives none.
    """

    def handled(call: Call, project: Document) -> Any:
        ref = repository.located(call.octopus, project, call.values["gitRef"])
        if call.method not in READS:
            repository.refuse_writing(project, ref)
        work = checkout.work(call.octopus, project, ref)
        answered = handle(replace(call, octopus=work.octopus), work.owner)
        if call.method not in READS:
            # A DELETE may have no body.
            sent = call.body if isinstance(call.body, dict) else {}
            work.commit(str(shaping.lookup(sent, "ChangeDescription") or message))
        return answered

    return handled


def as_it_is(handle: Handler) -> Handler:
    """The same as ``handle``, with the documents at the ref in the address; nothing is committed."""

    def handled(call: Call, project: Document) -> Any:
        ref = repository.located(call.octopus, project, call.values["gitRef"])
        octopus, owner = snapshots.whole(call.octopus, project, ref)
        return handle(replace(call, octopus=octopus), owner)

    return handled


def if_in_git(part: str, handle: Handler) -> Handler:
    """The same as ``handle``, for projects that have moved this part to Git (``repository.conversion``)."""

    def handled(call: Call, project: Document) -> Any:
        if not repository.conversion(project, part):
            raise not_found()
        return handle(call, project)

    return handled


def shown(call: Call, project: Document, ref: Ref) -> Document:
    """A ref for clients; unverified: a ref has no ID and one link."""
    own = f"{answers.base(call.octopus, project['SpaceId'])}/projects/{project['Id']}/git"
    place = "branches" if ref.is_branch else "tags" if ref.canonical.startswith(TAGS) else "commits"
    protected = {"IsProtected": repository.is_protected(project, ref)} if ref.is_branch else {}
    named = {"Id": None, "Name": ref.name, "CanonicalName": ref.canonical, **protected}
    changed = {"LastModifiedOn": None, "LastModifiedBy": None}
    return {**named, **changed, "_self": f"{own}/{place}/{quote(ref.name, safe='')}"}


def paged(call: Call, project: Document, of: Kind, found: list[Ref]) -> Document:
    part = call.query.get("searchbyname", "").casefold()
    listed = [shown(call, project, each) for each in found if part in each.name.casefold()]
    return answers.page(call.octopus, of, listed, call.own, call.query)


def one(call: Call, project: Document, of: Kind, prefix: str, name: str) -> Document:
    """A ref, by its short name or its whole name."""
    ref = repository.located(call.octopus, project, name if name.startswith(prefix) else prefix + name)
    return answers.document_out(call.octopus, of, shown(call, project, ref))


def demand_versioned(project: Document) -> None:
    if not repository.is_versioned(project):
        raise not_found()


def branches(call: Call, project: Document) -> Document:
    demand_versioned(project)
    return paged(call, project, BRANCH, repository.refs(call.octopus, project, BRANCHES))


def tags(call: Call, project: Document) -> Document:
    demand_versioned(project)
    return paged(call, project, TAG, repository.refs(call.octopus, project, TAGS))


def branch(call: Call, project: Document) -> Document:
    return one(call, project, BRANCH, BRANCHES, call.values["branch"])


def tag(call: Call, project: Document) -> Document:
    return one(call, project, TAG, TAGS, call.values["tag"])


def commits(call: Call, project: Document) -> Document:
    """The commits, the newest first. Unverified: these are only the commits of the default branch."""
    demand_versioned(project)
    ref = repository.located(call.octopus, project, project["PersistenceSettings"]["DefaultBranch"])
    hashes = (each["Hash"] for each in repository.history(call.octopus, project, ref))
    return paged(call, project, COMMIT, [Ref(each, each, each) for each in hashes])


def one_commit(call: Call, project: Document) -> Document:
    ref = repository.located(call.octopus, project, call.values["hash"])
    if ref.canonical != ref.commit:
        raise not_found()
    return answers.document_out(call.octopus, COMMIT, shown(call, project, ref))


def new_branch(call: Call, project: Document) -> Document:
    demand_versioned(project)
    sent = crud.document_of(call)
    name, base = (shaping.lookup(sent, each) for each in ("NewBranchName", "BaseGitRef"))
    if not isinstance(name, str) or not name.strip() or not isinstance(base, str):
        raise invalid("The NewBranchName and BaseGitRef fields are required.")
    canonical = BRANCHES + repository.short(name.strip())
    if repository.is_taken(call.octopus, project, canonical):
        # The wording is unverified.
        raise invalid(f"A branch with the name '{name}' already exists.")
    from_ref = repository.located(call.octopus, project, base)
    made = repository.point(call.octopus, project, canonical, from_ref.commit)
    return answers.document_out(call.octopus, BRANCH, shown(call, project, made))


EDIT = "ProjectEdit"
VARIABLES, RUNBOOKS = "VariablesAreInGit", "RunbooksAreInGit"
ROUTES = {
    "{id}/git/convert": Route(conversion.convert, ("POST",), permission=EDIT, since=AT_REFS),
    "{id}/git/branches": Route(branches, since=AT_REFS),
    "{id}/git/branches/v2": Route(new_branch, ("POST",), permission=EDIT, since=AT_REFS),
    "{id}/git/branches/{branch}": Route(branch, since=AT_REFS),
    "{id}/git/tags": Route(tags, since=AT_REFS),
    "{id}/git/tags/{tag}": Route(tag, since=AT_REFS),
    "{id}/git/commits": Route(commits, since=AT_REFS),
    "{id}/git/commits/{hash}": Route(one_commit, since=AT_REFS),
    "{id}/{gitRef}/deploymentprocesses": Route(
        at_ref(processes.of_project, "Update deployment process"),
        WRITTEN,
        permission="ProcessEdit",
        since=AT_REFS,
        gives="deploymentprocesses",
        takes="deploymentprocesses",
    ),
    "{id}/{gitRef}/deploymentprocesses/template": Route(at_ref(processtemplates.of_project), since=AT_REFS),
    "{id}/{gitRef}/deploymentsettings": Route(
        at_ref(deploymentsettings.answered, "Update deployment settings"), WRITTEN, since=AT_REFS
    ),
    "{id}/{gitRef}/variables": Route(
        if_in_git(VARIABLES, at_ref(variables.of_project, "Update variables")),
        WRITTEN,
        permission="",
        since=variables.OF_PROJECTS,
        may_be=(500,),
    ),
}
OF_RUNBOOKS: dict[str, tuple[Handler, str, tuple[str, ...]]] = {
    "runbooks": (runbooks.listed, "", READS),
    "runbooks/v2": (runbooks.create, "Create runbook", ("POST",)),
    "runbooks/{runbook}": (runbooks.one, "Update runbook", (*WRITTEN, "DELETE")),
    "runbooks/{runbook}/environments": (runbooks.environments, "", READS),
    "runbookProcesses/{runbookProcess}": (runbooks.process, "Update runbook process", WRITTEN),
}
ROUTES |= {
    f"{{id}}/{{gitRef}}/{path}": Route(
        if_in_git(RUNBOOKS, at_ref(handle, message)), methods, 201, permission="RunbookEdit", since=runbooks.SINCE
    )
    for path, (handle, message, methods) in OF_RUNBOOKS.items()
}
RUNS_OF_RUNBOOKS: dict[str, tuple[Handler, str, tuple[str, ...]]] = {
    "runbookSnapshotTemplate": (runbooks.snapshot_template, "RunbookView", READS),
    "runbookRunTemplate": (runbooks.template, "RunbookView", READS),
    "runbookRuns/preview/{environment}": (runbooks.preview, "RunbookView", READS),
    "runbookRuns/preview/{environment}/{tenant}": (runbooks.preview, "RunbookView", READS),
    "runbookRuns/previews": (runbooks.previews, "RunbookView", ("POST",)),
    "run/v1": (runs.run, "RunbookRunCreate", ("POST",)),
}
ROUTES |= {
    f"{{id}}/{{gitRef}}/runbooks/{{runbook}}/{path}": Route(
        if_in_git(RUNBOOKS, as_it_is(handle)), methods, permission=permission, since=runbooks.SINCE
    )
    for path, (handle, permission, methods) in RUNS_OF_RUNBOOKS.items()
}
# The links that only a project in the database has, and the links that only a project in Git has.
IN_DATABASE = {"ConvertToGit": "{self}/git/convert", "ConvertToVcs": "{self}/git/convert"}
IN_GIT = {
    **dict.fromkeys(IN_DATABASE, ""),
    "DeploymentProcess": "{self}/{gitRef}/deploymentprocesses",
    "DeploymentSettings": "{self}/{gitRef}/deploymentsettings",
    "Branches": f"{{self}}/git/branches{{/name}}{{?{PARAMETERS}}}",
    "Tags": f"{{self}}/git/tags{{/name}}{{?{PARAMETERS}}}",
    "Commits": "{self}/git/commits{/hash}{?skip,take,refresh}",
}
VARIABLES_IN_GIT = {
    "Variables": "{self}/{gitRef}/variables",
    "SensitiveVariables": "{api}/variables/variableset-{id}",
}
RUNBOOKS_IN_GIT = {"Runbooks": "{self}/{gitRef}/runbooks{/id}{?skip,take,partialName}"}


def links(project: Document) -> dict[str, str]:
    """The links of a project in Git that differ from those of other projects; an empty text removes a link."""
    if not repository.is_versioned(project):
        return {}
    return {
        **IN_GIT,
        **(VARIABLES_IN_GIT if repository.conversion(project, VARIABLES) else {}),
        **(RUNBOOKS_IN_GIT if repository.conversion(project, RUNBOOKS) else {}),
    }
