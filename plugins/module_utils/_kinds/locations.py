# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The locations that kinds refer to."""

from __future__ import annotations

from typing import Callable

from ansible_collections.octopus.deploy.plugins.module_utils._model.location import (
    INCLUDE_SYSTEM,
    Lists,
    Location,
    Naming,
    Parent,
    Retired,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded


def called(name: str) -> Callable[[Document], bool]:
    """A function that returns whether a document has this name."""
    return lambda document: folded(document.get("Name") or "") == folded(name)


ACCOUNTS = Location("Accounts", "account", lists=Lists(seen_with="AccountView"))
CERTIFICATES = Location(
    "Certificates",
    "certificate",
    lists=Lists(retired=Retired(("archived", "true"), replaced_by="ReplacedBy"), seen_with="CertificateView"),
)
# The server gives every space two feeds: one for its packages, one for its projects' releases (api: feeds#feed).
FEEDS = Location(
    "Feeds",
    "feed",
    protected=lambda feed: feed.get("FeedType") in ("BuiltIn", "OctopusProject"),
    naming=Naming(longest=44),
)
# The types of Git credentials for which there are options (api: accounts#git-credential).
WITH_PASSWORD, WITH_KEY = "UsernamePassword", "SshKey"


def type_of_credential(credential: Document) -> str:
    """The type of a Git credential. Servers before 2026.2 have one type alone."""
    details = credential.get("Details")
    return str(details.get("Type") or WITH_PASSWORD) if isinstance(details, dict) else WITH_PASSWORD


def is_of_other_type(credential: Document) -> bool:
    """Whether a Git credential is of a type that no configuration can describe (see ``git_credential``)."""
    return type_of_credential(credential) not in (WITH_PASSWORD, WITH_KEY)


# The credentials that projects of a space share (api: newer#by-area).
GIT_CREDENTIALS = Location("GitCredentials", "Git credential", protected=is_of_other_type, since=(2022, 1))
LIBRARY_VARIABLE_SETS = Location(
    "LibraryVariables", "library variable set", lists=Lists(filters=(("contentType", "Variables"),))
)
SCRIPT_MODULES = Location("LibraryVariables", "script module", lists=Lists(filters=(("contentType", "ScriptModule"),)))
# A project includes script modules in the same list; in the API they are library variable sets.
INCLUDED_SETS = Location("LibraryVariables", "library variable set", parts=(LIBRARY_VARIABLE_SETS, SCRIPT_MODULES))
# Every space begins with a default lifecycle and a default project group, recognised only by name (api: spaces#space).
LIFECYCLES = Location("Lifecycles", "lifecycle", protected=called("Default Lifecycle"))
MACHINES = Location("Machines", "machine", lists=Lists(seen_with="MachineView"))
MACHINE_POLICIES = Location("MachinePolicies", "machine policy")
# These words have another meaning in addresses; whether their case counts is unverified (api: projects#project).
PROJECTS = Location("Projects", "project", naming=Naming(reserved=("all", "new")), lists=Lists(seen_with="ProjectView"))
# The known properties of the channel that a new project is created with (api: projects#project).
FIRST_CHANNEL = (("Name", "Default"), ("Slug", "default"), ("IsDefault", True), ("Type", "Lifecycle"))
CHANNELS = Location(
    "Channels",
    "channel",
    parent=Parent(PROJECTS, "ProjectId", "Channels", brings=FIRST_CHANNEL),
    lists=Lists(seen_with="ProcessView"),
)
SEES_ENVIRONMENTS = "EnvironmentView"
# Parent environments have no list of their own; the list with environments of every type has them too.
OF_ANY_TYPE = Location(
    "EnvironmentsV2",
    "environment",
    unlinked="/environments/v2{?name,skip,ids,take,partialName,type}",
    lists=Lists(filters=(("type", "Parent"),)),
)
PARENT_ENVIRONMENTS = Location(
    "ParentEnvironments",
    "parent environment",
    unlinked="/parentenvironments{/id}",
    since=(2025, 1),
    naming=Naming(longest=50),
    lists=Lists(instead=OF_ANY_TYPE, seen_with=SEES_ENVIRONMENTS),
)
# Only that list has ephemeral environments (api: environments#ephemeral-environments).
EPHEMERAL_ENVIRONMENTS = Location(
    "EnvironmentsV2",
    "ephemeral environment",
    unlinked=OF_ANY_TYPE.unlinked,
    since=(2025, 4),
    naming=Naming(longest=50),
    lists=Lists(filters=(("type", "Ephemeral"),), seen_with=SEES_ENVIRONMENTS),
)
ENVIRONMENTS = Location(
    "Environments",
    "environment",
    unlike=(PARENT_ENVIRONMENTS,),
    naming=Naming(longest=50),
    lists=Lists(seen_with=SEES_ENVIRONMENTS),
)
# Releases are deployed to, and runbooks run in, environments of both types.
DEPLOYABLE = Location(
    "Environments",
    "environment",
    parts=(ENVIRONMENTS, EPHEMERAL_ENVIRONMENTS),
    apart=True,
    unlike=(PARENT_ENVIRONMENTS,),
    lists=Lists(seen_with=SEES_ENVIRONMENTS),
)
# Accounts, certificates and triggers accept both kinds; lifecycles and tenants only static environments.
SCOPES = Location(
    "Environments",
    "environment",
    parts=(ENVIRONMENTS, PARENT_ENVIRONMENTS),
    apart=True,
    lists=Lists(seen_with=SEES_ENVIRONMENTS),
)
# On the server, a target can be in environments of every type (api: environments#ephemeral-environments).
OF_TARGETS = Location(
    "Environments",
    "environment",
    parts=(ENVIRONMENTS, PARENT_ENVIRONMENTS, EPHEMERAL_ENVIRONMENTS),
    apart=True,
    lists=Lists(seen_with=SEES_ENVIRONMENTS),
)
PROJECT_GROUPS = Location(
    "ProjectGroups",
    "project group",
    protected=called("Default Project Group"),
    lists=Lists(seen_with="ProjectGroupView"),
)
PROXIES = Location("Proxies", "proxy")
# From 2025.1 on, projects can keep runbooks in Git (api: runbooks#runbooks-in-git-rolling-out-from-2025-q1).
RUNBOOKS = Location(
    "Runbooks",
    "runbook",
    lists=Lists(in_git=(2025, 1), seen_with="RunbookView"),
    parent=Parent(PROJECTS, "ProjectId", "Runbooks"),
    since=(2019, 11),
)
# The deployment process of a project, which is a companion of the project.
DEPLOYMENT_PROCESSES = Location("Projects.DeploymentProcess", "deployment process")
# The process of a runbook, which is a companion of the runbook; the names of runbooks are unique within a project.
RUNBOOK_PROCESSES = Location(
    "Runbooks.RunbookProcess",
    "runbook process",
    lists=RUNBOOKS.lists,
    parent=RUNBOOKS.parent,
    since=RUNBOOKS.since,
)
# Step templates that were installed from the community are not part of a configuration (api: traps#5.33).
STEP_TEMPLATES = Location(
    "ActionTemplates", "step template", protected=lambda each: bool(each.get("CommunityActionTemplateId"))
)
# Servers older than 2025.2 accept only 20 characters [OctopusDeploy/Issues#5591, #9272].
SPACES = Location("Spaces", "space", system=True, naming=Naming(longest=50))
# These characters would break the tags of documents [OctopusDeploy/Issues#2996].
TAG_SETS = Location("TagSets", "tag set", naming=Naming(unwanted='/\\?"'))
TEAMS = Location("Teams", "team", system=True, naming=Naming(longest=200), lists=Lists(filters=(INCLUDE_SYSTEM,)))
TENANTS = Location("Tenants", "tenant", lists=Lists(seen_with="TenantView"))
USERS = Location("Users", "user", system=True, naming=Naming(prop="Username", longest=64))
USER_ROLES = Location("UserRoles", "user role", system=True)
WORKERS = Location("Workers", "worker")
WORKER_POOLS = Location("WorkerPools", "worker pool")
