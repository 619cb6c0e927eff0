# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The behaviour of servers of 2020.5 that their description leaves out.

Every row names its evidence: a section of docs/api with its source, a document recorded from a real server, or the
models of Octopus's .NET client in November 2020 (CS at faa94906).
"""

from __future__ import annotations

from collections.abc import Mapping

from description.description import Schema
from description.facts import ANYTHING, TEXT, WHOLE, YES_NO, Row, a, many, mapped, one_of
from description.undescribed_packages import PACKAGE_DEFINITIONS, UNDESCRIBED_PACKAGES
from description.undescribed_releases import UNDESCRIBED_RELEASES
from description.undescribed_server import UNDESCRIBED_SERVER, UNDESCRIBED_SERVER_DEFINITIONS

UNDESCRIBED_DEFINITIONS: Mapping[str, Schema] = {
    **PACKAGE_DEFINITIONS,
    **UNDESCRIBED_SERVER_DEFINITIONS,
    "OfflineDropDestinationResource": {
        "type": "object",
        "properties": {"DestinationType": one_of("Artifact", "FileSystem"), "DropFolderPath": TEXT},
    },
    "TentacleDetailsResource": {
        "type": "object",
        "properties": {
            "UpgradeLocked": YES_NO,
            "Version": TEXT,
            "UpgradeSuggested": YES_NO,
            "UpgradeRequired": YES_NO,
        },
    },
    "KubernetesAuthentication": {
        "type": "object",
        "properties": {
            "AuthenticationType": one_of(
                *("KubernetesStandard", "KubernetesAws", "KubernetesAzure", "KubernetesCertificate")
            ),
        },
    },
    "SystemInfo": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("Version", "OSVersion", "ClrVersion", "Uptime"), TEXT),
            **dict.fromkeys(("WorkingSetBytes", "ThreadCount"), WHOLE),
            "Links": mapped(TEXT),
        },
    },
    "AnswerOfForm": {
        "type": "object",
        "properties": dict.fromkeys(("Instructions", "Notes", "Result", "Guidance", "Id", "SpaceId"), TEXT),
    },
    "StateOfTask": {"type": "object", "properties": {"State": TEXT, "Reason": TEXT}},
    "ActionsUpdate": {
        "type": "object",
        "required": ["Version", "ActionsToUpdate"],
        "properties": {
            "Id": TEXT,
            "Version": WHOLE,
            "ActionsToUpdate": many(a("ActionsOfProcess")),
            **dict.fromkeys(("DefaultPropertyValues", "Overrides"), mapped(a("PropertyValueResource"))),
        },
    },
    "ActionsOfProcess": {
        "type": "object",
        "properties": {
            "ProcessType": one_of("Deployment", "Runbook"),
            "ProcessId": TEXT,
            "ActionIds": many(TEXT),
            "GitRef": TEXT,
        },
    },
    "CertificateToGenerate": {
        "type": "object",
        "properties": dict.fromkeys(
            ("Name", "CommonName", "Organization", "SubjectCommonName", "SubjectOrganization"), TEXT
        ),
    },
    "CertificateReplacement": {"type": "object", "properties": {"certificateData": TEXT, "password": TEXT}},
    "SignIn": {
        "type": "object",
        "properties": {"Username": TEXT, "Password": TEXT, "RememberMe": YES_NO, "State": ANYTHING},
    },
}
# 401 to 405: api: errors#refusals (CST, MCP, help.octopus.com, TTF, SW). Any path may answer them. 500 and 503 come
# from a server that is broken or not ready (api: errors#refusals), never from the emulator itself, and have no rows.
STATUSES = tuple(
    Row("status", f"*={status}", evidence)
    for status, evidence in {
        "401": "api: errors#refusals (CST, MCP): nobody is signed in",
        "403": "api: errors#refusals (help.octopus.com): a permission is missing",
        "404": "api: errors#refusals, transport#statuses (TTF; GO expects it of an unknown ID)",
        "405": "api: errors#refusals (SW, on other paths)",
    }.items()
)
GONE = (
    Row(
        "gone",
        "GitCredentialResource.RepositoryRestrictions",
        "api: accounts#git-credential (OctopusDeploy/docs#2753)",
        until=(2025, 2),
    ),
    Row(
        "gone",
        "ProjectResource.VersionControlSettings",
        "api: projects#project (a preview; the month is unverified)",
        until=(2020, 4),
    ),
    Row("gone", "*.SpaceId", "api: roots#which-space (CS: servers before 2019.1 have no spaces)", until=(2019, 1)),
    *(
        Row("gone", where, evidence)
        for where, evidence in {
            "*.LastModifiedOn": "api: collections#pages (CST tasks; GO): lists lack it, and what nobody modifies",
            "*.LastModifiedBy": "api: collections#pages (CST tasks; GO): lists lack it, and what nobody modifies",
            "ResourceCollection.Id": "api: collections#pages (CST tasks of a machine): a page is no document",
            "RootResource.Id": "api: roots#server (CST 2019.7.12/api.GET.json)",
            "PropertyValueResource.IsSensitive": "api: documents#secrets (CS: a text or a SensitiveValue)",
            "UserResource.Password": "api: people#user (CS UserResource: never returned)",
        }.items()
    ),
    Row(
        "gone",
        "ReleaseResource.IgnoreChannelRules",
        "api: releases#further-fields (CS: never sent back), documents#recorded-links (PORT: 2024.3 does)",
        until=(2024, 3),
    ),
)
# Values that may be null in .NET, such as int? and bool? (CS at faa94906).
NULL = tuple(
    Row("null", where, evidence)
    for where, evidence in {
        "DashboardConfigurationResource.ProjectLimit": "api: dashboards#dashboard (CS, TS: a number or nothing)",
        "FeedResource.DeleteUnreleasedPackagesAfterDays": "api: feeds#feed (CS BuiltInFeedResource: int?)",
        "TriggerFilterResource.HourInterval": "api: triggers#trigger (CS Model/Triggers: short?)",
        "TriggerFilterResource.MinuteInterval": "api: triggers#trigger (CS Model/Triggers: short?)",
        "TriggerFilterResource.DayOfWeek": "api: triggers#trigger (CS DaysPerMonth…FilterResource: DayOfWeek?)",
    }.items()
)
PROPERTIES = (
    Row("property", "ResourceCollection.IsStale", "api: collections#pages (CST; CS ResourceCollection)", YES_NO),
    Row(
        "property",
        "ResourceCollection_of_TaskResource.TotalCounts",
        "api: collections#pages (CS TaskResourceCollection)",
        mapped(WHOLE),
    ),
    Row("property", "Control.Type", "api: interruptions#answering-one (COP: a form that was recorded)", TEXT),
    Row("shape", "VariableResource.Scope", "api: variables#variable-set (CS ScopeField)", mapped(many(TEXT))),
)
LOGOS = (
    "/api/spaces/{id}/logo",
    *(
        f"{prefix}/{each}/{{id}}/logo"
        for prefix in ("/api", "/api/{baseSpaceId}")
        for each in ("projects", "tenants", "actiontemplates")
    ),
)
LOGO_QUERIES = tuple(
    Row("query", f"{method} {where}?cb", "api: documents#recorded-links (PORT): part of the link")
    for method in ("GET", "POST")
    for where in LOGOS
)
PATHS = (
    *(Row("status", f"POST {where}=415", "api: documents#logos (OctopusDeploy-Api#116)") for where in LOGOS),
    Row(
        "status",
        "GET /api/users/{id}/spaces=200",
        "api: roots#which-space, collections#pages (CS): a list without an envelope",
        many(a("SpaceResource")),
    ),
    Row(
        "status",
        "PUT /api/spaces/{id}=200",
        "api: transport#statuses: SW says 201, clients take 200 for every PUT",
        a("SpaceResource"),
    ),
    Row("status", "GET /api/users/me=200", "api: transport#sign-in (CS, GO): the user", a("UserResource")),
    Row("status", "GET /api/serverstatus/system-info=200", "api: settings#settings (CS)", a("SystemInfo")),
    *(
        Row(
            "status",
            f"PUT {prefix}/{collection}/sortorder=400",
            "api: errors#refusals (SW, of every other PUT): IDs that are not all",
        )
        for prefix in ("/api", "/api/{baseSpaceId}")
        for collection in ("environments", "tagsets", "workerpools")
    ),
    *(
        Row(
            "status",
            f"GET {prefix}/actiontemplates/{{id}}/versions{rest}=200",
            "api: step-templates#template (CS GetVersion)",
            schema,
        )
        for prefix in ("/api", "/api/{baseSpaceId}")
        for rest, schema in (
            ("", many(a("ActionTemplateResource"))),
            ("/{version}", a("ActionTemplateResource")),
        )
    ),
    Row("path", "GET /app", "api: roots#server: the link Web", ANYTHING),
)
BODIES = tuple(
    Row("body", f"{method} {prefix}/{path}", evidence, body=body)
    for prefix, method, path, evidence, body in (
        ("/api", "POST", "spaces", "api: spaces#space (CS)", a("SpaceResource")),
        ("/api", "PUT", "spaces/{id}", "api: spaces#space (CS)", a("SpaceResource")),
        ("/api", "POST", "users", "api: people#user (CS)", a("UserResource")),
        ("/api", "PUT", "users/{id}", "api: people#user (CS)", a("UserResource")),
        ("/api", "POST", "users/{userId}/apikeys", "api: people#user (CS)", a("ApiKeyResource")),
        ("/api", "POST", "users/login", "api: transport#sign-in (CS LoginCommand)", a("SignIn")),
        ("/api", "POST", "users/logout", "api: transport#sign-in (CS)", ANYTHING),
        *(
            (prefix, method, path, evidence, body)
            for prefix in ("/api", "/api/{baseSpaceId}")
            for method, path, evidence, body in (
                ("POST", "interruptions/{id}/submit", "api: interruptions#answering-one (GO, LIB)", a("AnswerOfForm")),
                ("PUT", "variables/{id}", "api: variables#variable-set (CS)", a("VariableSetResource")),
                (
                    "PUT",
                    "tenants/{id}/variables",
                    "api: tenants#values (SW texts: a request body)",
                    a("TenantVariableResource"),
                ),
                ("PUT", "deploymentprocesses/{id}", "api: processes#process (CS)", a("DeploymentProcessResource")),
                ("PUT", "runbookProcesses/{id}", "api: runbooks#runbook (CS)", a("RunbookProcessResource")),
                (
                    "PUT",
                    "environments/sortorder",
                    "api: environments#environment (CS EnvironmentRepository)",
                    many(TEXT),
                ),
                ("PUT", "tagsets/sortorder", "api: tenants#tag-set (CS TagSetRepository)", many(TEXT)),
                ("PUT", "workerpools/sortorder", "api: machines#worker", many(TEXT)),
                ("POST", "tasks/{id}/state", "api: errors#refusals (SW texts)", a("StateOfTask")),
                (
                    "POST",
                    "actiontemplates/{id}/actionsUpdate",
                    "api: step-templates#template (CS ActionsUpdateResource)",
                    a("ActionsUpdate"),
                ),
                ("POST", "certificates/generate", "api: errors#refusals (SW texts), 3.19", a("CertificateToGenerate")),
                ("POST", "certificates/{id}/replace", "api: accounts#certificate", a("CertificateReplacement")),
            )
        ),
    )
)
# The properties that a document needs, marked by asterisks in api: documents#operations (SW, CS [Required]).
NEEDED = tuple(
    Row("needed", f"{definition}.{name}", evidence)
    for definition, evidence, names in (
        ("SpaceResource", "api: spaces#space", "Name"),
        ("EnvironmentResource", "api: environments#environment", "Name"),
        ("ProjectGroupResource", "api: projects#group", "Name"),
        ("ProjectResource", "api: projects#project", "Name ProjectGroupId LifecycleId"),
        ("DeploymentTargetResource", "api: machines#target", "Name EnvironmentIds Roles Endpoint"),
        ("EndpointResource", "api: machines#target", "CommunicationStyle"),
        ("MachinePolicyResource", "api: machines#policy", "Name"),
        ("ProxyResource", "api: machines#proxy", "Name Host"),
        ("WorkerResource", "api: machines#worker", "Name WorkerPoolIds Endpoint"),
        ("WorkerPoolResource", "api: machines#worker", "Name"),
        ("LifecycleResource", "api: lifecycles#lifecycle", "Name"),
        ("PhaseResource", "api: lifecycles#lifecycle", "Name"),
        ("ActionTemplateResource", "api: step-templates#template", "Name ActionType"),
        ("ChannelResource", "api: lifecycles#channel", "Name ProjectId"),
        ("ProjectTriggerResource", "api: triggers#trigger", "Name ProjectId Filter Action"),
        ("LibraryVariableSetResource", "api: variables#library-set", "Name"),
        ("ActionTemplateParameterResource", "api: variables#library-set", "Name"),
        ("TagSetResource", "api: tenants#tag-set", "Name"),
        ("TagResource", "api: tenants#tag-set", "Name Color"),
        ("TenantResource", "api: tenants#tenant", "Name"),
        ("FeedResource", "api: feeds#feed", "Name FeedType"),
        ("AccountResource", "api: accounts#account", "Name AccountType"),
        ("CertificateResource", "api: accounts#certificate", "Name"),
        ("TeamResource", "api: people#team", "Name"),
        ("UserRoleResource", "api: people#role", "Name"),
        ("ScopedUserRoleResource", "api: people#scoped-role", "TeamId UserRoleId"),
        ("TaskResource", "api: tasks#task", "Name"),
    )
    for name in names.split()
)
QUERIES = tuple(
    Row("query", f"GET {prefix}/{path}?{name}", evidence)
    for prefix in ("/api", "/api/{baseSpaceId}")
    for path, evidence, names in (
        ("projects/{id}/channels", "api: projects#project (CLI fixtures)", "partialname"),
        ("projects/{id}/triggers", "api: projects#project (CLI fixtures)", "partialname triggeractiontype runbooks"),
        ("projecttriggers", "api: roots#server (GO constants, 2020.4)", "runbooks"),
        ("runbooks", "api: roots#space (GO constants, 2020.4)", "ids partialname projectids clone"),
        ("runbooks/all", "api: collections#filters (GO)", "ids projectids"),
        ("projects/{id}/runbooks", "api: projects#project (CLI fixtures)", "partialname"),
        ("projects/{id}/runbookSnapshots", "api: runbooks#snapshot (CS)", "searchbyname"),
        ("runbooks/{id}/runbookSnapshots", "api: runbooks#snapshot (CS)", "searchbyname"),
        ("lifecycles/{id}/projects", "api: lifecycles#lifecycle (CS)", "skip take"),
        ("projectgroups/{id}/projects", "api: projects#group (CS)", "partialname"),
        ("environments/{id}/machines", "api: environments#environment (CS)",
         "partialname roles isdisabled healthstatuses commstyles tenantids "
         "tenanttags shellnames"),
        ("certificates/{id}/export", "api: accounts#certificate (CS)", "format password pemoptions includeprivatekey"),
        ("machines/{id}/tasks", "api: machines#target (CS)", "type"),
        ("tasks/{id}/details", "api: tasks#task (CST)", "verbose tail"),
        ("tasks/{id}/queued-behind", "api: tasks#task (CST)", "skip"),
        ("users/{id}/permissions", "api: people#user (CS)", "spaces includesystem"),
        ("teams/{id}/scopeduserroles", "api: people#team", "spaces includesystem"),
        ("workerpools/{id}/workers", "api: machines#worker (CS)",
         "partialname isdisabled healthstatuses commstyles shellnames"),
    )
    for name in names.split()
)  # fmt: skip
UNDESCRIBED: tuple[Row, ...] = (
    *STATUSES,
    *GONE,
    *NULL,
    *PROPERTIES,
    *PATHS,
    *BODIES,
    *NEEDED,
    *LOGO_QUERIES,
    *QUERIES,
    *(
        Row("query", f"POST {prefix}/{query}", evidence)
        for prefix in ("/api", "/api/{baseSpaceId}")
        for query, evidence in (
            ("tenants?clone", "api: tenants#tenant (CS, GO: as projects are cloned)"),
            ("runbookSnapshots?publish", "api: runbooks#snapshot (CS)"),
        )
    ),
    *(
        Row("query", f"GET {prefix}/runbookProcesses?ids", "api: roots#links (CS)")
        for prefix in ("/api", "/api/{baseSpaceId}")
    ),
    *UNDESCRIBED_SERVER,
    *UNDESCRIBED_PACKAGES,
    *UNDESCRIBED_RELEASES,
)
