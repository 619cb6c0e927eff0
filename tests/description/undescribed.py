# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What servers of the description's own time do although it does not say so.

Every row names its evidence: a section of octopus-api.md and the source that it gives there, a document that was
recorded from a real server, or the models of Octopus's own .NET client in November 2020 (CS at faa94906).
"""

from __future__ import annotations

from collections.abc import Mapping

from description.description import Schema
from description.facts import ANYTHING, TEXT, WHOLE, YES_NO, Row, a, many, mapped, one_of
from description.undescribed_server import UNDESCRIBED_SERVER, UNDESCRIBED_SERVER_DEFINITIONS

UNDESCRIBED_DEFINITIONS: Mapping[str, Schema] = {
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
# 401 to 405: octopus-api.md 1.6 (CST, MCP, help.octopus.com, TTF, SW); a client sees them on any path. 500 and 503 are
# for a server that is broken or not ready (1.6), which the emulator's own answers are not: they are no rows.
STATUSES = tuple(
    Row("status", f"*={status}", evidence)
    for status, evidence in {
        "401": "1.6 (CST, MCP): nobody is signed in",
        "403": "1.6 (help.octopus.com): a permission is missing",
        "404": "1.6, 1.7 (TTF; GO expects it of an unknown ID)",
        "405": "1.6 (SW, on other paths)",
    }.items()
)
GONE = (
    Row("gone", "GitCredentialResource.RepositoryRestrictions", "3.20 (OctopusDeploy/docs#2753)", until=(2025, 2)),
    Row("gone", "ProjectResource.VersionControlSettings", "3.4 (a preview; the month is unverified)", until=(2020, 4)),
    Row("gone", "*.SpaceId", "1.5 (CS: servers before 2019.1 have no spaces)", until=(2019, 1)),
    *(
        Row("gone", where, evidence)
        for where, evidence in {
            "*.LastModifiedOn": "2.2 (CST tasks of a machine; GO): lists leave it out, and what nobody modifies",
            "*.LastModifiedBy": "2.2 (CST tasks of a machine; GO): lists leave it out, and what nobody modifies",
            "ResourceCollection.Id": "2.2 (CST tasks of a machine): a page is no document",
            "RootResource.Id": "1.3 (CST 2019.7.12/api.GET.json)",
            "PropertyValueResource.IsSensitive": "2.7 (CS PropertyValueResource: a text or a SensitiveValue)",
            "UserResource.Password": "3.25 (CS UserResource: never returned)",
        }.items()
    ),
)
# A value that .NET lets be nothing: int?, bool? and their like (CS at faa94906).
NULL = tuple(
    Row("null", where, evidence)
    for where, evidence in {
        "FeedResource.DeleteUnreleasedPackagesAfterDays": "3.17 (CS BuiltInFeedResource: int?)",
        "TriggerFilterResource.HourInterval": "3.26 (CS Model/Triggers: short?)",
        "TriggerFilterResource.MinuteInterval": "3.26 (CS Model/Triggers: short?)",
        "TriggerFilterResource.DayOfWeek": "3.26 (CS DaysPerMonthScheduledTriggerFilterResource: DayOfWeek?)",
    }.items()
)
PROPERTIES = (
    Row("property", "ResourceCollection.IsStale", "2.2 (CST; CS ResourceCollection)", YES_NO),
    Row("property", "ResourceCollection_of_TaskResource.TotalCounts", "2.2 (CS TaskResourceCollection)", mapped(WHOLE)),
    Row("shape", "VariableResource.Scope", "3.13 (CS ScopeField)", mapped(many(TEXT))),
)
PATHS = (
    Row(
        "status",
        "GET /api/users/{id}/spaces=200",
        "1.5, 2.2 (CS): a list without an envelope",
        many(a("SpaceResource")),
    ),
    Row("status", "PUT /api/spaces/{id}=200", "1.7: SW says 201, clients take 200 for every PUT", a("SpaceResource")),
    Row("status", "GET /api/users/me=200", "1.2 (CS, GO): the user", a("UserResource")),
    Row("status", "GET /api/serverstatus/system-info=200", "3.34 (CS)", a("SystemInfo")),
    *(
        Row("status", f"PUT {prefix}/{collection}/sortorder=400", "1.6 (SW, of every other PUT): IDs that are not all")
        for prefix in ("/api", "/api/{baseSpaceId}")
        for collection in ("environments", "tagsets", "workerpools")
    ),
    *(
        Row("status", f"GET {prefix}/actiontemplates/{{id}}/versions{rest}=200", "3.21 (CS GetVersion)", schema)
        for prefix in ("/api", "/api/{baseSpaceId}")
        for rest, schema in (
            ("", many(a("ActionTemplateResource"))),
            ("/{version}", a("ActionTemplateResource")),
        )
    ),
    Row("path", "GET /app", "1.3: the link Web", ANYTHING),
)
BODIES = tuple(
    Row("body", f"{method} {prefix}/{path}", evidence, body=body)
    for prefix, method, path, evidence, body in (
        ("/api", "POST", "spaces", "3.1 (CS)", a("SpaceResource")),
        ("/api", "PUT", "spaces/{id}", "3.1 (CS)", a("SpaceResource")),
        ("/api", "POST", "users", "3.25 (CS)", a("UserResource")),
        ("/api", "PUT", "users/{id}", "3.25 (CS)", a("UserResource")),
        ("/api", "POST", "users/{userId}/apikeys", "3.25 (CS)", a("ApiKeyResource")),
        ("/api", "POST", "users/login", "1.2 (CS LoginCommand)", a("SignIn")),
        ("/api", "POST", "users/logout", "1.2 (CS)", ANYTHING),
        *(
            (prefix, method, path, evidence, body)
            for prefix in ("/api", "/api/{baseSpaceId}")
            for method, path, evidence, body in (
                ("PUT", "variables/{id}", "3.13 (CS)", a("VariableSetResource")),
                ("PUT", "tenants/{id}/variables", "3.16.1 (SW texts: a request body)", a("TenantVariableResource")),
                ("PUT", "deploymentprocesses/{id}", "3.11 (CS)", a("DeploymentProcessResource")),
                ("PUT", "environments/sortorder", "3.2 (CS EnvironmentRepository)", many(TEXT)),
                ("PUT", "tagsets/sortorder", "3.15 (CS TagSetRepository)", many(TEXT)),
                ("PUT", "workerpools/sortorder", "3.8", many(TEXT)),
                ("POST", "tasks/{id}/state", "1.6 (SW texts)", a("StateOfTask")),
                ("POST", "actiontemplates/{id}/actionsUpdate", "3.21 (CS ActionsUpdateResource)", a("ActionsUpdate")),
                ("POST", "certificates/generate", "1.6 (SW texts), 3.19", a("CertificateToGenerate")),
                ("POST", "certificates/{id}/replace", "3.19", a("CertificateReplacement")),
            )
        ),
    )
)
# What a document cannot be without: the asterisks of octopus-api.md 3 (SW, CS [Required]).
NEEDED = tuple(
    Row("needed", f"{definition}.{name}", evidence)
    for definition, evidence, names in (
        ("SpaceResource", "3.1", "Name"),
        ("EnvironmentResource", "3.2", "Name"),
        ("ProjectGroupResource", "3.3", "Name"),
        ("ProjectResource", "3.4", "Name ProjectGroupId LifecycleId"),
        ("DeploymentTargetResource", "3.5", "Name EnvironmentIds Roles Endpoint"),
        ("EndpointResource", "3.5", "CommunicationStyle"),
        ("MachinePolicyResource", "3.6", "Name"),
        ("ProxyResource", "3.7", "Name Host"),
        ("WorkerResource", "3.8", "Name WorkerPoolIds Endpoint"),
        ("WorkerPoolResource", "3.8", "Name"),
        ("LifecycleResource", "3.9", "Name"),
        ("PhaseResource", "3.9", "Name"),
        ("ActionTemplateResource", "3.21", "Name ActionType"),
        ("ChannelResource", "3.10", "Name ProjectId"),
        ("ProjectTriggerResource", "3.26", "Name ProjectId Filter Action"),
        ("LibraryVariableSetResource", "3.14", "Name"),
        ("ActionTemplateParameterResource", "3.14", "Name"),
        ("TagSetResource", "3.15", "Name"),
        ("TagResource", "3.15", "Name Color"),
        ("TenantResource", "3.16", "Name"),
        ("FeedResource", "3.17", "Name FeedType"),
        ("AccountResource", "3.18", "Name AccountType"),
        ("CertificateResource", "3.19", "Name"),
        ("TeamResource", "3.22", "Name"),
        ("UserRoleResource", "3.23", "Name"),
        ("ScopedUserRoleResource", "3.24", "TeamId UserRoleId"),
        ("TaskResource", "3.29", "Name"),
    )
    for name in names.split()
)
QUERIES = tuple(
    Row("query", f"GET {prefix}/{path}?{name}", evidence)
    for prefix in ("/api", "/api/{baseSpaceId}")
    for path, evidence, names in (
        ("projects/{id}/channels", "3.4 (CLI fixtures)", "partialname"),
        ("projects/{id}/triggers", "3.4 (CLI fixtures)", "partialname triggeractiontype runbooks"),
        ("projecttriggers", "1.3 (GO constants, 2020.4)", "runbooks"),
        ("lifecycles/{id}/projects", "3.9 (CS)", "skip take"),
        ("projectgroups/{id}/projects", "3.3 (CS)", "partialname"),
        ("environments/{id}/machines", "3.2 (CS)", "partialname roles isdisabled healthstatuses commstyles tenantids "
         "tenanttags shellnames"),
        ("certificates/{id}/export", "3.19 (CS)", "format password pemoptions includeprivatekey"),
        ("machines/{id}/tasks", "3.5 (CS)", "type"),
        ("tasks/{id}/details", "3.29 (CST)", "verbose tail"),
        ("tasks/{id}/queued-behind", "3.29 (CST)", "skip"),
        ("users/{id}/permissions", "3.25 (CS)", "spaces includesystem"),
        ("teams/{id}/scopeduserroles", "3.22", "spaces includesystem"),
        ("workerpools/{id}/workers", "3.8 (CS)", "partialname isdisabled healthstatuses commstyles shellnames"),
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
    *QUERIES,
    *(
        Row("query", f"POST {prefix}/tenants?clone", "3.16 (CS, GO: as projects are cloned)")
        for prefix in ("/api", "/api/{baseSpaceId}")
    ),
    *UNDESCRIBED_SERVER,
)
