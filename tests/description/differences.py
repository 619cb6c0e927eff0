# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Intended differences between the emulator and the description of 2021.2 or the API reference of 2026.

These rows are the only exceptions from the two descriptions. A row that a whole test run does not need is a
mistake. docs/api explains the names of sources; 2020.5, 2021.2 and 2026.3 are the descriptions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from description.bodies import Problem
from description.facts import ANYTHING, Row


@dataclass(frozen=True)
class Difference:
    """An intended difference.

    ``where``, ``what`` and ``operation``: patterns of the problems that are allowed, in which ``*`` is any text.
    ``older`` and ``newer``: what the older descriptions and the newer one say; ``release``: the release with the
    change, as far as known; ``why``: the reason why the emulator differs, with its source.
    """

    where: str
    what: str
    older: str
    newer: str
    release: str
    why: str
    operation: str = "*"

    def covers(self, operation: str, problem: Problem) -> bool:
        return (
            pattern(self.where).fullmatch(problem.where) is not None
            and pattern(self.what).fullmatch(problem.what) is not None
            and pattern(self.operation).fullmatch(operation) is not None
        )


@cache
def pattern(text: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in text.split("*")), re.DOTALL)


IGNORED = "nobody knows this property"
MISSING = "is missing"
NEEDED = "is needed, and missing"
OF_2021: tuple[Difference, ...] = (
    Difference(
        "DeploymentActionResource.Slug",
        IGNORED,
        older="2020.5: a text",
        newer="2021.2: not there; clients have it again since slugs came",
        release="between 2020.5 and 2021.2, and 2022.1; unverified",
        why="a client ignores what it does not know; when exactly it was gone, nobody says",
    ),
    *(
        Difference(
            f"FeaturesConfigurationResource.{name}",
            MISSING,
            older="2020.5: not there",
            newer="2021.2: a boolean; no client of today knows it",
            release="between 2020.5 and 2021.2, and some later one; unverified",
            why="a switch for a preview of a few months, that no option would set",
        )
        for name in ("IsAzureZipDeployEnabled", "IsStepUiFrameworkEnabled")
    ),
    Difference(
        "VariableResource.Type",
        "* is no object",
        older="2020.5: a word of a list",
        newer="2021.2: .NET's class with a Value",
        release="between 2020.5 and 2021.2",
        why="2020.5, and clients still, have a text there (api: variables#variable-set)",
    ),
    Difference(
        "LicenseStatusResource.EffectiveExpiryDate",
        "* is no object",
        older="2020.5: a date, which is a text",
        newer="2021.2: NodaTime's LocalDate with all its properties",
        release="between 2020.5 and 2021.2",
        why="2020.5 has a text there, and a class is how .NET holds it",
    ),
    Difference(
        "the answer",
        "* is no array",
        older="2020.5: nothing said",
        newer="2021.2: a list of PermissionExport",
        release="between 2020.5 and 2021.2",
        why="the emulator exports a table in text, whose rows are those; what a server sends is unverified",
        operation="GET */users/{id}/permissions/export",
    ),
)
RESOURCE_SHOWN = "2020.5: of every resource"
OF_2026: tuple[Difference, ...] = (
    Difference(
        "body of POST */git/convert.ChangeDescription",
        NEEDED,
        older="2021.2: no body shown",
        newer="2026.3: ChangeDescription is required, CommitMessage is not",
        release="unverified",
        why="clients send CommitMessage alone (api: projects#convert, GO and CS), so either is taken",
    ),
    Difference(
        "ActivityElement.Started",
        "'0001-01-01T00:00:00' is no date-time",
        older="2020.5, 2021.2: a moment",
        newer="2026.3: a moment",
        release="unverified",
        why="recorded of a node that has not started (api: tasks#waiting, COP): it has no offset",
    ),
    Difference(
        "*.IsStale",
        IGNORED,
        older="recorded pages and the .NET client: of every page",
        newer="2026.3: shown of no page",
        release="unverified",
        why="recorded pages have it, and the .NET client (api: collections#pages, CST, CS ResourceCollection)",
    ),
    Difference(
        "EventNotificationSubscription.SlackDigestFormat",
        IGNORED,
        older="2020.5, 2021.2: no Slack",
        newer="2026.3: the other Slack properties",
        release="2026.3",
        why="the .NET and Go clients have it (api: events#subscription: CS, GO, 2026-06-18)",
    ),
    *(
        Difference(
            where,
            IGNORED,
            older=older,
            newer="2026.3: not shown",
            release="unverified",
            why=why,
        )
        for where, older, why in (
            (
                "DeploymentFreeze.OwnerId",
                "2020.5, 2021.2: no freezes",
                "the .NET client has it (api: triggers#freeze, CS)",
            ),
            (
                "ResourceCollection_of_Task.TotalCounts*",
                "2020.5: not shown either",
                "the .NET client has it (api: collections#pages, CS TaskResourceCollection)",
            ),
        )
    ),
    Difference(
        "ReleaseCreationStrategy.ReleaseCreationPackageStepId",
        IGNORED,
        older="2020.5, 2021.2: not there",
        newer="2026.3: not shown",
        release="unverified",
        why="Terraform fails without it on servers of 2026 (api: projects#project, TF resource_built_in_trigger.go)",
    ),
    Difference(
        "VersioningStrategy.DonorPackageStepId",
        IGNORED,
        older="2020.5, 2021.2: not there",
        newer="2026.3: not shown",
        release="unverified",
        why="Terraform sends it, and reads it again (api: projects#project, TF resource_project_versioning…test.go)",
    ),
    Difference(
        "body of PUT /api/{spaceId}/*deploymentprocesses*.Steps",
        NEEDED,
        older="2020.5, 2021.2: nothing is needed",
        newer="2026.3: needed",
        release="none",
        why="the Go client leaves out an empty list, and Terraform's tests end by it "
        "(api: processes#process: GO, TF process_wrapper.go)",
    ),
    Difference(
        "body of PUT /api/{spaceId}/tenants/{tenantId}/*variables.Variables",
        NEEDED,
        older="2020.5, 2021.2: not there",
        newer="2026.3: needed",
        release="none",
        why="the Go client has null for a list without anything in it (api: tenants#newer-values: GO)",
    ),
    Difference(
        "TenantVariableWrite.OwnerId",
        NEEDED,
        older="2020.5, 2021.2: not there",
        newer="2026.3: needed",
        release="none",
        why="both clients say ProjectId or LibraryVariableSetId instead (api: tenants#newer-values: GO, CS)",
    ),
    *(
        Difference(
            f"TenantVariableWrite.{name}",
            IGNORED,
            older="2020.5, 2021.2: not there",
            newer="2026.3: not there, OwnerId has taken its place",
            release="none",
            why="both clients send it, and the collection sends both (api: tenants#newer-values: GO, CS)",
        )
        for name in ("ProjectId", "LibraryVariableSetId")
    ),
    *(
        Difference(
            f"TeamMembership.{name}",
            what,
            older="2020.5, 2021.2: the teams of a user have an Id and a Name, their memberships have not",
            newer="2026.3: both are the same page",
            release="unverified",
            why="the .NET client of 2026 reads the Id and the Name of a user's teams (CS TeamNameResource)",
            operation="GET /api/{spaceId}/teammembership",
        )
        for name, what in (
            ("Id", IGNORED),
            ("Name", IGNORED),
            ("TeamId", MISSING),
            ("TeamName", MISSING),
            ("UserId", MISSING),
        )
    ),
    *(
        Difference(
            f"body of POST /api/{{spaceId}}/{path}",
            NEEDED,
            older="2020.5, 2021.2: nothing is needed",
            newer="2026.3: needed",
            release="none",
            why="the Go client has null for an empty list, and makes such teams (GO pkg/teams/team.go, NewTeam)",
        )
        for path in ("teams.MemberUserIds", "teams.ExternalSecurityGroups", "teammembership/previewteam.*")
    ),
    *(
        Difference(
            f"?{name}",
            NEEDED,
            older="2020.5, 2021.2: not there",
            newer="2026.3: needed, although it has a default of its own in most places",
            release="none",
            why="the Go client leaves out a take of 0 (GO DeploymentFreezeQuery); that it is refused is unverified",
            operation=operation,
        )
        for name in ("skip", "take")
        for operation in (
            "GET /api/deploymentfreezes",
            "GET /api/{spaceId}/environments/v2",
            "GET /api/{spaceId}/workertaskleases",
        )
    ),
    *(
        Difference(
            f"GET /api/{{spaceId}}/tenants/{{tenantId}}/{owners}variables.MissingVariables",
            MISSING,
            older="2020.5, 2021.2: not there",
            newer="2026.3: part of the answer",
            release="none",
            why="it is there where includeMissingVariables asks for it (api: tenants#newer-values: GO, TF)",
        )
        for owners in ("common", "project")
    ),
    Difference(
        "ExtensionSettings.Values",
        "* is no string",
        older="2020.5: an object",
        newer="2026.3: a text",
        release="none: both are .NET's object on the wire",
        why="2020.5 has an object and 2021.2 anything; a text is unverified",
    ),
    Difference(
        "User.Password",
        MISSING,
        older="2020.5: a text",
        newer="2026.3: a text",
        release="none",
        why="a password is never returned (api: people#user, CS UserResource)",
    ),
    Difference(
        "body of * /api/{spaceId}/accounts*.Details",
        NEEDED,
        older="2020.5: the properties of a type lie in the account itself",
        newer="2026.3: they lie in Details",
        release="unverified",
        why="clients send them flat (api: accounts#account), and a third witness for Details is missing: unverified",
    ),
    Difference(
        "body of * /api/platformhub/accounts*.Details",
        NEEDED,
        older="2020.5: there is no Platform Hub",
        newer="2026.3: the properties of a type lie in Details",
        release="unverified",
        why="as of accounts of a space: clients send them flat (GO pkg/platformhubaccounts)",
    ),
    Difference(
        "PlatformHubAccount.Details",
        MISSING,
        older="2020.5: there is no Platform Hub",
        newer="2026.3: answers have the properties of a type in Details",
        release="unverified",
        why="clients read them flat (GO pkg/platformhubaccounts), and so do the Terraform provider's acceptance tests",
    ),
    Difference(
        "ScopeSpecification.*",
        MISSING,
        older="2020.5: a map of what is scoped",
        newer="2026.3: every kind of scope is listed",
        release="none",
        why="a scope is a map of the kinds that it names (api: variables#variable-set, CS ScopeField)",
    ),
    *(
        Difference(
            f"{definition}.*",
            MISSING,
            older="2020.5: of the same definition as a saved machine",
            newer="2026.3: without places, space and tenants",
            release="none",
            why="what was discovered has not been placed yet; the page of targets says so",
            operation=f"GET /api/{{spaceId}}/{collection}/discover",
        )
        for definition, collection in (("DeploymentTarget", "machines"), ("Worker", "workers"))
    ),
    Difference(
        "MachinePolicy.PollingRequestMaximumMessageProcessingTimeout",
        IGNORED,
        older="2020.5, 2021.2: a time span",
        newer="2026.3: not shown",
        release="unverified",
        why="both older descriptions have it; the release without it is unverified",
    ),
    Difference(
        "body of POST /api/{spaceId}/*.TenantedDeploymentParticipation",
        "'' is none of *",
        older="2020.5, 2021.2: one of the words",
        newer="2026.3: one of the words",
        release="none",
        why="the Go client sends an empty text where nothing is given (GO pkg/accounts, pkg/certificates)",
    ),
    Difference(
        "?contenttype",
        "'ScriptModules' is none of *",
        older="2020.5, 2021.2: a text",
        newer="2026.3: one of the words",
        release="none",
        why="the Go client's own tests ask with it (GO test/e2e/script_module_service_test.go)",
    ),
    Difference(
        "FeaturesConfiguration.IsNavigationVisualUpliftEnabled",
        IGNORED,
        older="2020.5, 2021.2: not there",
        newer="2026.3: not shown",
        release="after 2025.4; unverified",
        why="the .NET client has it (api: settings#settings: CS, 2025-11-18)",
    ),
    Difference(
        "GET /api/{spaceId}/certificates/{id}/usages.TenantUsages",
        IGNORED,
        older="2020.5: part of the answer",
        newer="2026.3: the page was read up to ProjectUsages",
        release="none",
        why="what follows on the page is unread",
    ),
    Difference(
        "GET /api/users/authentication/{userId}.Id",
        IGNORED,
        older=RESOURCE_SHOWN,
        newer="2026.3: not shown",
        release="unverified",
        why="the older descriptions have it; the release without it is unverified",
    ),
    *(
        Difference(
            f"GET /api/{{spaceId}}/libraryvariablesets/{{id}}/usages.{name}",
            IGNORED,
            older=RESOURCE_SHOWN,
            newer="2026.3: not shown",
            release="unverified",
            why="the older descriptions have it; the release without it is unverified",
        )
        for name in ("Id", "Links")
    ),
    Difference(
        "GET /api/{spaceId}/users/{id}/permissions*.SpacePermissions{}",
        "* is no object",
        older="2020.5: for each permission a list of restrictions",
        newer="2026.3: for each permission one object",
        release="none: the page shows what the list holds",
        why="both older descriptions have a list; another shape is unverified",
    ),
    *(
        Difference(
            f"Package.{name}",
            IGNORED,
            older="2020.5, 2021.2: part of the document, and of no list",
            newer="2026.3: part of the items of a list, and not of the document",
            release="unverified",
            why="clients compare the hash of a single package (api: packages#push, CS BuiltInPackageRepository)",
            operation="GET /api/{spaceId}/packages/{id}",
        )
        for name in ("Hash", "PackageSizeBytes")
    ),
    Difference(
        "?ids",
        "nobody knows this parameter",
        older="part of the link's template",
        newer="2026.3: the page shows no query",
        release="none",
        why="the space's link has it (api: roots#links)",
        operation="GET /api/{spaceId}/runbookProcesses",
    ),
    *(
        Difference(
            "?overwritemode",
            "nobody knows this parameter",
            older="part of the link's template (CST, 2019.7)",
            newer=newer,
            release="none",
            why="CS and TS send it in the query (api: packages#push, packages#build-information)",
            operation=f"POST /api/{{spaceId}}/{where}",
        )
        for where, newer in (
            ("packages/raw", "2026.3: the page of packages shows neither query nor body"),
            ("packages/{packageId}/{baseVersion}/delta", "2026.3: the page of packages shows neither query nor body"),
            ("build-information", "2026.3: OverwriteMode, a property of the body"),
        )
    ),
    Difference(
        "status 204",
        "is none of 200",
        older="2020.5, 2021.2: 204 for an artifact without content",
        newer="2026.3: 200 alone is shown",
        release="none",
        why="the older descriptions tell the two cases apart (api: packages#artifacts-and-output-variables)",
        operation="GET /api/{spaceId}/artifacts/{id}/content",
    ),
    Difference(
        "status 201",
        "is none of 200",
        older="2020.5, 2021.2: 201 for a package that was stored, 200 for one that was ignored",
        newer="2026.3: 200 alone is shown",
        release="none",
        why="the Go client tells by the status whether a file was created (api: packages#push, GO pkg/packages)",
        operation="POST /api/{spaceId}/packages/*",
    ),
    Difference(
        "?cb",
        "nobody knows this parameter",
        older="not shown; part of the link in a recorded document (api: documents#recorded-links)",
        newer="2026.3: not shown",
        release="none",
        why="the collection follows the link as it is offered",
        operation="* /api/*/logo",
    ),
    Difference(
        "?clone",
        "nobody knows this parameter",
        older="api: collections#all-at-once, projects#project, tenants#tenant: part of the link's template",
        newer="2026.3: Clone, a property of the body",
        release="unverified",
        why="the collection follows the link as it is offered, and older servers know nothing else (CS, GO)",
    ),
    *(
        Difference(
            f"?{name}",
            "nobody knows this parameter",
            older="part of the link's template at GET /api (CST)",
            newer="2026.3: not shown",
            release="none",
            why="the collection asks what the link's template offers",
            operation=operation,
        )
        for name, operation in (
            ("ids", "GET /api/users"),
            ("ids", "GET /api/{spaceId}/accounts"),
            ("ids", "GET /api/{spaceId}/releases"),
            ("ids", "GET /api/{spaceId}/runbookSnapshots"),
            ("projectids", "GET /api/{spaceId}/runbooks"),
            ("includesystem", "GET /api/{spaceId}/teams"),
            ("publish", "POST /api/{spaceId}/runbookSnapshots"),
        )
    ),
)
EPHEMERAL = "/api/{baseSpaceId}/projects/{id}/environments/ephemeral"
APPROVAL_RULES = "/api/{baseSpaceId}/approvalrules"
CREATING = (
    f"POST {APPROVAL_RULES}",
    "POST /api/git-credentials",
    "POST /api/serviceaccounts/{id}/oidcidentities/create/v1",
    f"POST {EPHEMERAL}",
)
# Operations that clients use and no page of the reference shows.
UNSHOWN: tuple[Row, ...] = (
    Row("spelling", "/api/spaces/{spaceId}/", "the pages show it for their own addresses"),
    *(
        Row(
            "path",
            where,
            evidence,
            ANYTHING,
            ANYTHING if where.startswith(("POST", "PUT")) else None,
            status="201" if where in CREATING else "200",
        )
        for where, evidence in {
            "GET /api": "2020.5, 2021.2, every client",
            "GET /app": "api: roots#server: the link Web",
            "POST /api/users/logout": "api: transport#sign-in (CS)",
            "GET /api/{baseSpaceId}/projects/{id}/git/commits?skip,take,refresh": "api: projects#project (CS)",
            "GET /api/projects/{id}/git/commits?skip,take,refresh": "api: projects#project (CS)",
            "GET /api/machineroles/all": "2020.5, 2021.2",
            "GET /api/{baseSpaceId}/machineroles/all": "2020.5, 2021.2",
            "DELETE /api/userroles/{id}": "2020.5, 2021.2",
            "GET /api/configuration/feature-toggles?name": "api: roots#sections, newer#by-area (GO, TF)",
            "GET /api/configuration/certificates?skip,take": "2020.5, 2021.2",
            "GET /api/configuration/certificates/{id}": "2020.5, 2021.2",
            "GET /api/configuration/certificates/{id}/public-cer": "2020.5, 2021.2",
            "GET /api/{baseSpaceId}/retentionpolicies/{id}": "api: lifecycles#space-retention (GO, TF)",
            "GET /api/retentionpolicies/{id}": "api: lifecycles#space-retention (GO, TF)",
            "GET /api/git-credentials?skip,take,name": "api: accounts#git-credential (CS follows the link of the root)",
            "POST /api/git-credentials": "api: accounts#git-credential (CS follows the link of the root)",
            "GET /api/git-credentials/{id}": "api: accounts#git-credential (CS follows the link of the root)",
            "PUT /api/git-credentials/{id}": "api: accounts#git-credential (CS follows the link of the root)",
            "DELETE /api/git-credentials/{id}": "api: accounts#git-credential (CS follows the link of the root)",
            "GET /api/git-credentials/{id}/usage": "api: accounts#git-credential (CS follows the link of the root)",
            "GET /api/serviceaccounts/{id}/oidcidentities/v1?skip,take": "api: people#user (GO pkg/serviceaccounts)",
            "GET /api/serviceaccounts/{id}/oidcidentities/{oidcIdentityId}/v1": "api: people#user (GO)",
            "PUT /api/serviceaccounts/{id}/oidcidentities/{oidcIdentityId}/v1": "api: people#user (GO)",
            "DELETE /api/serviceaccounts/{id}/oidcidentities/{oidcIdentityId}/v1": "api: people#user (GO)",
            "POST /api/serviceaccounts/{id}/oidcidentities/create/v1": "api: people#user (GO pkg/serviceaccounts)",
            "GET /api/runbookProcesses/{id}/runbookSnapshotTemplate": "2020.5, 2021.2",
            "GET /api/{baseSpaceId}/runbookProcesses/{id}/runbookSnapshotTemplate": "2020.5, 2021.2",
            "POST /api/runbook-runs/git/create/v1": "api: runbooks#run (GO, TS)",
            "POST /api/{baseSpaceId}/runbook-runs/git/create/v1": "api: runbooks#run (GO, TS)",
            "POST /api/runbookSnapshots/{id}/snapshot-variables-by-name": "api: runbooks#runbook (GO)",
            "POST /api/{baseSpaceId}/runbookSnapshots/{id}/snapshot-variables-by-name": "api: runbooks#runbook (GO)",
            "POST /api/channels/rule-test?version,versionRange,preReleaseTag": "2020.5, 2021.2",
            "DELETE /api/deployments/{id}": "2020.5, 2021.2",
            "DELETE /api/{baseSpaceId}/deployments/{id}": "2020.5, 2021.2",
            f"GET {APPROVAL_RULES}?skip,take,partialName": "api: approvals#rule (GO, TF)",
            f"POST {APPROVAL_RULES}": "api: approvals#rule (GO, TF)",
            **dict.fromkeys(
                (f"{method} {APPROVAL_RULES}/{{id}}" for method in ("GET", "PUT", "DELETE")),
                "api: approvals#rule (GO, TF)",
            ),
            # The page of the reference for these is missing in the file.
            f"POST {EPHEMERAL}": "api: environments#ephemeral-environments (TS, GO)",
            f"GET {EPHEMERAL}/{{environmentId}}/status": "api: environments#ephemeral-environments (TS)",
            f"POST {EPHEMERAL}/{{environmentId}}/deprovision": "api: environments#ephemeral-environments (TS, GO)",
            "POST /api/{baseSpaceId}/environments/ephemeral/{id}/deprovision": (
                "api: environments#ephemeral-environments (TS, GO)"
            ),
            "GET /api/releases/{id}/missingpackages": "api: releases#routes (CLI)",
            "POST /api/releases/{id}/snapshot-variables-by-name": "api: releases#routes (GO)",
            "POST /api/{baseSpaceId}/releases/{id}/snapshot-variables-by-name": "api: releases#routes (GO)",
        }.items()
    ),
)
