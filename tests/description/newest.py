# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties that only the API reference of 2026.3 shows. Unverified: which release brought each."""

from __future__ import annotations

from description.facts import ANYTHING, MOMENT, TEXT, WHOLE, YES_NO, Row, a, many, one_of
from description.rows import PREFIXES, prop, words

EVIDENCE = "the API reference of 2026.3"
MACHINES = ("DeploymentTargetResource", "MachineResource", "WorkerResource")
REFERENCES = many(a("ReferenceDataItem"))
SHOWN = {
    **{f"{machine}.OperatingSystemVersion": TEXT for machine in MACHINES},
    "TenantResource.CustomFields": many(ANYTHING),
    "TenantVariableResource.ConcurrencyToken": TEXT,
    "LibraryVariableSetResource.Version": WHOLE,
    "ApiKeyResource.AccessLevel": one_of("FullAccess", "ReadOnly", "Custom"),
    "ApiKeyResource.ActorType": one_of("User", "AiAgent"),
    "ApiKeyResource.IsLastUsedTimestampKnown": YES_NO,
    "ApiKeyResource.LastUsedTimeStamp": MOMENT,
    "DeploymentStepResource.Type": one_of("Step", "ProcessTemplateUsage"),
    "EventResource.ApiKeyHint": TEXT,
    "EventResource.ApiKeyId": TEXT,
    "FeaturesConfigurationResource.IsExperimentalUIFeatureEnabled": YES_NO,
    "ProjectResource.DeprovisioningRunbookId": TEXT,
    "ProjectResource.ProvisioningRunbookId": TEXT,
    "ProjectSummary.HasBeenSuccessfullyDeployed": YES_NO,
    "TaskResource.EstimatedRemainingQueueDurationSeconds": WHOLE,
    "TaskResource.ProjectId": TEXT,
    "UserResource.ServiceAccountType": one_of("Standard", "Agent"),
    "VariableScopeValues.EnvironmentParameters": REFERENCES,
    "VariableScopeValues.ProcessTemplateSteps": REFERENCES,
    "VariableScopeValues.TargetTagParameters": REFERENCES,
    "VariableScopeValues.TenantTagParameters": REFERENCES,
    "AccountUsageResource.CommonTenantVariables": many(ANYTHING),
    "AccountUsageResource.ProjectTenantVariables": many(ANYTHING),
    "GitCredentialUsageProject.RepositoryUrl": TEXT,
    "LicenseStatusResource.EffectiveStartDate": TEXT,
    "LicenseStatusResource.SerialNumber": TEXT,
    "LicenseStatusResource.IsInitialisationLicense": YES_NO,
    "LicenseStatusResource.IsPtm": YES_NO,
    "LicenseStatusResource.IsTrial": YES_NO,
    "LicenseLimitStatusResource.LicensedLimit": WHOLE,
    "LicenseLimitStatusResource.LicenseLimitDescription": TEXT,
    "LicenseLimitStatusResource.LimitStatus": TEXT,
    "LicenseLimitStatusResource.TargetTypes": many(TEXT),
    "NodeOfSummary.Version": TEXT,
    "NodeOfSummary.MaxSqlConnectionPoolSize": WHOLE,
    "NodeOfSummary.RecommendedMaxSqlConnectionPoolSize": WHOLE,
    "ServerStatusResource.IsPotentialClone": YES_NO,
    "SystemInfo.Id": TEXT,
    "SystemInfo.MinThreadPoolCount": WHOLE,
}
ASKED = {
    **dict.fromkeys(("accounts", "libraryvariablesets", "workerpools"), ("name",)),
    "tagsets": ("name", "types"),
    "machines": ("targettags", "operatingsystemnames"),
    "workers": ("operatingsystemnames",),
}
NEWEST: tuple[Row, ...] = (
    Row("gone", "ResourceCollection_of_EnvironmentOfAnyType.Links", EVIDENCE, since=(2026, 3)),
    Row("null", "UserResource.ServiceAccountType", "people have none; unverified", since=(2026, 3)),
    *words("TriggerFilterResource.FilterType", EVIDENCE, "WebhookFilter", since=(2026, 3)),
    *(prop(where, schema, EVIDENCE, (2026, 3)) for where, schema in SHOWN.items()),
    *(
        Row("query", f"GET {prefix}/{collection}?{name}", EVIDENCE, since=(2026, 3))
        for prefix in PREFIXES
        for collection, names in ASKED.items()
        for name in names
    ),
)
