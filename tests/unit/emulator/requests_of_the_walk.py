# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bodies and queries with which ``test_every_operation.py`` asks for everything that the emulator serves."""

from __future__ import annotations

from typing import Any

from emulator.kinds import logos
from emulator.samples import CERTIFICATE, OTHER_CERTIFICATE, own_samples

from .uploads import PACKAGE, File, delta

RUN = {
    "SpaceId": "Spaces-1",
    "RunbookId": "<runbooks>",
    "RunbookSnapshotId": "<runbooksnapshots>",
    "EnvironmentId": "<environments>",
}
DEPLOYED = {
    **dict.fromkeys(("SpaceId", "SpaceIdOrName"), "Spaces-1"),
    "ProjectName": "<projects>",
    "ReleaseVersion": "1.0.#",
}
# A document of each collection, in the order in which they need each other. <environments> is the ID of the one made
# before, # tells the first walk's documents from the second's. A newer kind has its sample in its own file.
SECRET = {"HasValue": True, "NewValue": "hunter-22"}
SAMPLES: dict[str, dict[str, Any]] = {
    "environments": {
        "Name": "Production #",
        "ExtensionSettings": [{"ExtensionId": "jira-integration", "Values": {"JiraEnvironmentType": "production"}}],
    },
    "parentenvironments": {"Name": "Short-lived #", "AutomaticDeprovisioningRule": {"ExpiryDays": 3}},
    "lifecycles": {
        "Name": "Standard #",
        "Phases": [
            {
                "Name": "All",
                "OptionalDeploymentTargets": ["<environments>"],
                "ReleaseRetentionPolicy": {"Unit": "Days", "QuantityToKeep": 5},
                "TentacleRetentionPolicy": {"Unit": "Items", "QuantityToKeep": 5},
            }
        ],
    },
    "projectgroups": {"Name": "Group #", "EnvironmentIds": ["<environments>"], "RetentionPolicyId": "x"},
    "tagsets": {"Name": "Ring #", "Tags": [{"Name": "Early", "Color": "#333333"}]},
    "accounts": {"Name": "Token #", "AccountType": "Token", "Token": SECRET},
    "proxies": {"Name": "Way out #", "Host": "proxy.example.com", "Port": 80, "Username": "out", "Password": SECRET},
    "certificates": {"Name": "Cluster #", "CertificateData": {"HasValue": True, "NewValue": CERTIFICATE}},
    "feeds": {"Name": "Packages #", "FeedType": "NuGet", "FeedUri": "https://example.com/v3/index.json"},
    "machinepolicies": {
        "Name": "Policy #",
        "MachineHealthCheckPolicy": {"BashHealthCheckPolicy": {"RunType": "Inline", "ScriptBody": "true"}},
        "MachineUpdatePolicy": {"TentacleUpdateAccountId": "<accounts>"},
    },
    "workerpools": {"Name": "Pool #", "WorkerPoolType": "StaticWorkerPool"},
    "libraryvariablesets": {
        "Name": "Library #",
        "Templates": [{"Name": "Region", "DefaultValue": "west", "DisplaySettings": {"Octopus.ControlType": "Select",
                       "Octopus.SelectOptions": "west|West"}}],
    },
    "git-credentials": {"Name": "Repositories #", "Details": {"Username": "deploy", "Password": SECRET}},
    "actiontemplates": {
        "Name": "Notify #",
        "ActionType": "Octopus.Script",
        "Properties": {"Octopus.Action.Script.ScriptBody": "true", "Octopus.Action.Token": SECRET},
        "Packages": [{"PackageId": "Tools", "FeedId": "feeds-builtin"}],
        "GitDependencies": [{"Name": "", "RepositoryUri": "https://git.example.com/x", "DefaultBranch": "main",
                             "GitCredentialType": "Library", "GitCredentialId": "<git-credentials>"}],
        "Parameters": [{"Name": "Where", "DefaultValue": "west"}, {"Name": "Key", "DefaultValue": SECRET}],
    },
    "projects": {
        "Name": "Shop #",
        "ProjectGroupId": "<projectgroups>",
        "LifecycleId": "<lifecycles>",
        "IncludedLibraryVariableSetIds": ["<libraryvariablesets>"],
        "TenantedDeploymentMode": "TenantedOrUntenanted",
        "AutoDeployReleaseOverrides": [{"EnvironmentId": "<environments>", "TenantId": "Tenants-1", "ReleaseId": "x"}],
        "VersioningStrategy": {"DonorPackage": {"DeploymentAction": "Deploy", "PackageReference": ""}},
        "ReleaseCreationStrategy": {"ReleaseCreationPackage": {"DeploymentAction": "Deploy", "PackageReference": ""}},
    },
    "channels": {
        "Name": "Hotfix #",
        "ProjectId": "<projects>",
        "LifecycleId": "<lifecycles>",
        "Rules": [{"VersionRange": "[1,2)", "Tag": "^$", "ActionPackages": [{"DeploymentAction": "Deploy"}],
                   "VersioningStrategy": "SemVer", "VersionTagRegex": "^v"}],
        "GitReferenceRules": ["refs/heads/main"],
        "GitResourceRules": [{"GitDependencyActions": [{"DeploymentActionSlug": "deploy"}], "Rules": ["main"]}],
        "Type": "EphemeralEnvironment",
        "ParentEnvironmentId": "<parentenvironments>",
        "EphemeralEnvironmentNameTemplate": "pr-1",
        "CustomFieldDefinitions": [{"FieldName": "Ticket", "Description": "Which"}],
    },
    "projecttriggers": {
        "Name": "Nightly #",
        "ProjectId": "<projects>",
        "Filter": {"FilterType": "MachineFilter", "EnvironmentIds": ["<environments>"], "Roles": ["web"]},
        "Action": {
            "ActionType": "DeployLatestRelease",
            "SourceEnvironmentIds": ["<environments>"],
            "DestinationEnvironmentId": "<environments>",
            "ChannelId": "<channels>",
        },
    },
    "deploymentfreezes": {
        "Name": "Holidays #",
        "Start": "2099-12-20T00:00:00Z",
        "End": "2100-01-05T00:00:00Z",
        "ProjectEnvironmentScope": {"<projects>": ["<environments>"]},
        "RecurringSchedule": {"Type": "Weekly", "DaysOfWeek": ["Monday"], "EndType": "AfterOccurrences",
                              "EndAfterOccurrences": 3},
    },
    "tenants": {
        "Name": "Acme #",
        "TenantTags": ["Ring #/Early"],
        "ProjectEnvironments": {"<projects>": ["<environments>"]},
    },
    "machines": {
        "Name": "web #",
        "EnvironmentIds": ["<environments>"],
        "Roles": ["web"],
        "Endpoint": {"CommunicationStyle": "Kubernetes", "ClusterCertificate": "<certificates>",
                     "Authentication": {"AuthenticationType": "KubernetesStandard", "AccountId": "<accounts>"}},
        "MachinePolicyId": "<machinepolicies>",
    },
    "workers": {
        "Name": "worker #",
        "IsDisabled": False,
        "WorkerPoolIds": ["<workerpools>"],
        "MachinePolicyId": "<machinepolicies>",
        "Endpoint": {"CommunicationStyle": "TentaclePassive", "Uri": "https://w:10933", "Thumbprint": "AB"},
    },
    "userroles": {
        "Name": "Deployer #",
        "GrantedSpacePermissions": ["EnvironmentView"],
        "GrantedSystemPermissions": ["UserView"],
    },
    "users": {
        "Username": "user#",
        "DisplayName": "User #",
        "EmailAddress": "user#@example.com",
        "IsService": True,
        "Identities": [
            {
                "IdentityProviderName": "Octopus ID",
                "Claims": {"email": {"Value": "user#@example.com", "IsIdentifyingClaim": True}},
            }
        ],
    },
    "teams": {
        "Name": "Team #",
        "MemberUserIds": ["Users-1"],
        "ExternalSecurityGroups": [{"Id": "S-1", "DisplayName": "Group", "DisplayIdAndName": True}],
    },
    "scopeduserroles": {
        "TeamId": "<teams>",
        "UserRoleId": "userroles-spacemanager",
        "SpaceId": "Spaces-1",
        "EnvironmentIds": ["<environments>"],
    },
    "subscriptions": {
        "Name": "Failures #",
        "EventNotificationSubscription": {
            "Filter": {"Environments": ["<environments>"], "EventCategories": ["MachineUnavailable"]},
            "EmailTeams": ["teams-administrators"],
            "WebhookURI": "https://hook.example.com",
            "WebhookHeaderKey": "X-Key",
            "WebhookHeaderValue": "hunter-22",
        },
    },
    "tasks": {"Name": "Health", "Description": "Check them", "Arguments": {"MachineIds": ["<machines>"]}},
    **own_samples(),
    "spaces": {"Name": "Space #", "SpaceManagersTeams": ["teams-administrators"]},
}  # fmt: skip
# Documents that the server itself creates for a project, and that nobody can delete.
MADE = {
    "deploymentprocesses": "deploymentprocess-<projects>",
    "variables": "variableset-<projects>",
    "deploymentsettings": "deploymentsettings-<projects>",
    "runbookprocesses": "RunbookProcess-<runbooks>",
    "progression": "<projects>",
}
# Documents of a new server, beside those of collections whose documents only the server creates.
THERE = {
    "configuration": "webportal",
    "users": "Users-1",
    "spaces": "Spaces-1",
}
STEP = {
    "Name": "Deploy",
    "Properties": {"Octopus.Action.TargetRoles": "web"},
    "Actions": [
        {
            "Name": "Deploy",
            "ActionType": "Octopus.TentaclePackage",
            "Notes": "For all",
            "WorkerPoolId": "<workerpools>",
            "WorkerPoolVariable": "Pool",
            "Packages": [{"PackageId": "Shop", "FeedId": "feeds-builtin", "Properties": {"Extract": "True"}}],
            "Properties": {
                "Octopus.Action.Token": SECRET,
                "Octopus.Action.Azure.AccountId": "<accounts>",
                "Octopus.Action.Template.Id": "<actiontemplates>",
                "Octopus.Action.Template.Version": "1",
            },
        }
    ],
}
PROMPT = {"Label": "Where", "Required": True}
VARIABLES = [
    {
        "Name": "Where",
        "Value": "west",
        "Type": "String",
        "Scope": {"Environment": ["<environments>"]},
        "Prompt": PROMPT,
    },
    {"Name": "Key", "Value": "hunter-22", "Type": "Sensitive", "IsSensitive": True},
    {"Name": "Account", "Value": "<accounts>", "Type": "AzureAccount"},
]
# The other bodies that are sent, in an order that works.
SENT: dict[tuple[str, str], Any] = {
    ("POST", "communityactiontemplates/{id}/installation"): {},
    ("PUT", "communityactiontemplates/{id}/installation"): {},
    ("POST", "communityactiontemplates/{id}/installation/{space}"): {},
    ("PUT", "communityactiontemplates/{id}/installation/{space}"): {},
    ("POST", "certificates/generate"): {"Name": "Generated #", "CommonName": "generated.example.com"},
    ("POST", "certificates/{id}/archive"): {},
    ("POST", "certificates/{id}/unarchive"): {},
    ("POST", "certificates/{id}/replace"): {"certificateData": OTHER_CERTIFICATE, "password": None},
    **{
        ("POST", f"tenants/{{id}}/{owners}variables"): {"TenantId": "<tenants>", "SpaceId": "Spaces-1", "Variables": []}
        for owners in ("common", "project")
    },
    ("POST", "packages/raw"): File("Shop.#.0.0.zip", PACKAGE),
    ("POST", "packages/raw/validate"): File("Shop.#.1.0.zip", PACKAGE),
    ("POST", "packages/{packageId}/{baseVersion}/delta"): File("Shop.#.2.0.zip", delta(PACKAGE, b"and more")),
    ("POST", "build-information"): {
        "PackageId": "Shop",
        "Version": "1.#.0",
        "SpaceId": "Spaces-1",
        "OctopusBuildInformation": {
            **dict.fromkeys(("BuildEnvironment", "BuildNumber", "Branch", "VcsCommitNumber"), "1"),
            "BuildUrl": "https://ci.example.com/1",
            "VcsType": "Git",
            "VcsRoot": "https://git.example.com/shop",
            "Commits": [{"Id": "1a", "Comment": "Begin"}],
        },
    },
    ("PUT", "artifacts/{id}/content"): PACKAGE,
    **{
        (method, f"{collection}/{{id}}/logo"): File("logo.png", logos.own_picture())
        for collection in logos.TYPES
        for method in ("POST", "PUT")
    },
    ("POST", "tasks/{id}/cancel"): {},
    ("POST", "tasks/{id}/state"): {"State": "Failed", "Reason": "to see it"},
    ("POST", "tasks/rerun/{task}"): {},
    ("PUT", "interruptions/{id}/responsible"): None,
    ("POST", "interruptions/{id}/submit"): {"Id": "<interruptions>", "SpaceId": "Spaces-1", "Result": "Proceed"},
    ("POST", "projects/{id}/channels"): {"Name": "Beside #"},
    ("POST", "channels"): {"Name": "Beside the others #", "ProjectId": "<projects>"},
    ("POST", "actiontemplates/{id}/actionsUpdate"): {
        "Version": 1,
        "ActionsToUpdate": [
            {"ProcessType": "Deployment", "ProcessId": "deploymentprocess-<projects>", "ActionIds": ["<action>"]}
        ],
    },
    ("POST", "projects/{id}/environments/ephemeral/{ephemeral}/deprovision"): {},
    ("POST", "projects/{id}/triggers"): {
        "Name": "Beside #",
        "Filter": {"FilterType": "CronExpressionSchedule", "CronExpression": "0 0 9 * * *"},
        "Action": {"ActionType": "AutoDeploy"},
    },
    ("POST", "projects/{id}/runbooks"): {"Name": "Beside #", "RunRetentionPolicy": {"QuantityToKeep": 3}},
    ("POST", "projects/{id}/runbookSnapshots"): {"Name": "Beside #", "RunbookId": "<runbooks>"},
    **{
        ("POST", f"{own}/snapshot-variables{how}"): {"Variables": [{"Name": "Key", "OwnerId": "<projects>"}]}
        for own in ("runbooksnapshots/{id}", "projects/{id}/runbookSnapshots/{runbookSnapshot}")
        for how in ("", "/v1")
    },
    ("POST", "runbooksnapshots/{runbookSnapshot}/snapshot-variables-by-name"): [
        {"Name": "Key", "OwnerId": "<projects>"}
    ],
    **{
        ("POST", f"{own}/run"): {"EnvironmentIds": ["<environments>"], "RunbookSnapshotNameOrId": "<runbooksnapshots>"}
        for own in ("runbooks/{id}", "projects/{id}/runbooks/{runbook}")
    },
    ("POST", "projects/{id}/runbookRuns"): RUN,
    **{
        ("POST", f"projects/{{id}}/{own}/runbookRuns/previews"): {
            "DeploymentPreviews": [{"EnvironmentId": "<environments>"}],
            "SpaceId": "Spaces-1",
            "ProjectId": "<projects>",
            **parent,
        }
        for own, parent in (
            ("runbooks/{runbook}", {"RunbookId": "<runbooks>"}),
            ("runbookSnapshots/{runbookSnapshot}", {"RunbookSnapshotId": "<runbooksnapshots>"}),
        )
    },
    **{
        ("POST", f"projects/{{id}}/{{gitRef}}/runbooks/{{runbook}}/{own}"): {
            "SpaceId": "Spaces-1",
            "ProjectId": "<versioned>",
            "GitRef": "refs/heads/main",
            "RunbookId": "clean",
            **asked,
        }
        for own, asked in (
            ("runbookRuns/previews", {"DeploymentPreviews": [{"EnvironmentId": "<environments>"}]}),
            ("run/v1", {"Runs": [{"EnvironmentId": "<environments>"}]}),
        )
    },
    ("POST", "runbook-runs/git/create/v1"): {
        "SpaceId": "Spaces-1",
        "SpaceIdOrName": "Spaces-1",
        "ProjectName": "<versioned>",
        "RunbookName": "clean",
        "GitRef": "refs/heads/main",
        "EnvironmentNames": ["<environments>"],
    },
    ("POST", "runbook-runs/create/v1"): {
        "SpaceId": "Spaces-1",
        "SpaceIdOrName": "Spaces-1",
        "ProjectName": "<projects>",
        "RunbookName": "<runbooks>",
        "EnvironmentNames": ["<environments>"],
        "Snapshot": "<runbooksnapshots>",
    },
    ("POST", "releases/{id}/snapshot-variables-by-name"): {"Variables": [{"Name": "Key", "OwnerId": "<projects>"}]},
    ("POST", "releases/{id}/defects"): {"Description": "To see it"},
    ("POST", "releases/{id}/defects/resolve"): {},
    ("POST", "channels/rule-test"): None,
    ("POST", "releases/create/v1"): {
        **dict.fromkeys(("SpaceId", "SpaceIdOrName"), "Spaces-1"),
        "ProjectName": "<projects>",
        "ReleaseVersion": "3.#",
        "PackageVersion": "1.0",
    },
    ("POST", "releases/{id}/deployments/previews"): {
        "DeploymentPreviews": [{"EnvironmentId": "<environments>"}],
        "ReleaseId": "<releases>",
        "SpaceId": "Spaces-1",
    },
    ("POST", "deployments/v1"): {"ReleaseId": "<releases>", "EnvironmentId": "<environments>"},
    ("POST", "deployments/create/untenanted/v1"): {**DEPLOYED, "EnvironmentNames": ["<environments>"]},
    ("POST", "deployments/create/tenanted/v1"): {
        **DEPLOYED,
        "EnvironmentName": "<environments>",
        "Tenants": ["<tenants>"],
    },
    ("POST", "tenants/{id}/variables"): {},
    ("POST", "users/{id}/apikeys"): {"Purpose": "Tests #"},
    **{
        ("POST", f"git-credentials/{version}"): {
            "Name": f"By {version} #",
            "Details": {"Type": "UsernamePassword", "Username": "deploy", "Password": SECRET},
        }
        for version in ("v1", "v2")
    },
    ("POST", "platformhub/accounts"): {"Name": "Hub #", "AccountType": "GoogleCloudAccount", "JsonKey": SECRET},
    ("POST", "platformhub/git-credentials"): {
        "Name": "Hub #",
        "Details": {"Type": "UsernamePassword", "Username": "deploy", "Password": SECRET},
    },
    ("POST", "platformhub/git-credentials/v2"): {
        "Name": "By key #",
        "Details": {"Type": "SshKey", "Username": "git", "PrivateKey": SECRET},
    },
    ("POST", "sshknownhosts"): {"KnownHostEntries": ["git#.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA=="]},
    ("PUT", "dashboardconfiguration"): {"SpaceId": "Spaces-1", "IncludedProjectIds": ["<projects>"]},
    ("PUT", "platformhub/versioncontrol"): {
        "Url": "https://git.example.com/hub.git",
        "Credentials": {"Type": "Anonymous"},
        "DefaultBranch": "main",
        "BasePath": ".octopus",
    },
    ("POST", "teammembership/previewteam"): {"Name": "Seen before", "MemberUserIds": ["Users-1"]},
    ("POST", "users/invitations"): {"AddToTeamIds": ["<teams>"]},
    ("POST", "serviceaccounts/{account}/oidcidentities/create/v1"): {
        "Name": "CI #",
        "Issuer": "https://ci.example.com",
        "Subject": "project:shop",
    },
}
# The names under which the walk keeps documents that are not samples.
KEPT = {
    "users/{id}/apikeys": "key",
    "users/invitations": "invitation",
    "packages/raw": "packages",
    "packages/{packageId}/{baseVersion}/delta": "by delta",
    "build-information": "build-information",
    "git-credentials/v1": "by version",
    "platformhub/accounts": "platformhub",
    "platformhub/git-credentials": "credential",
    "serviceaccounts/{account}/oidcidentities/create/v1": "identity",
}
BESIDE = {
    "channels": "channel",
    "triggers": "trigger",
    "runbookSnapshots": "runbookSnapshot",
    "runbooks": "runbook",
}
# How a project gets to Git, and a branch in its repository.
CONVERSION = "projects/{id}/git/convert"
CONVERTED = {
    "ProjectId": "<versioned>",
    "SpaceId": "Spaces-1",
    **dict.fromkeys(("ChangeDescription", "CommitMessage"), "To Git"),
    "VersionControlSettings": {
        "Type": "VersionControlled",
        "Url": "https://git.example.com/#",
        "DefaultBranch": "main",
        "BasePath": ".octopus",
        "Credentials": {"Type": "Anonymous"},
        "ConversionState": {"RunbooksAreInGit": True},
    },
}
# A runbook of a branch.
NEW_RUNBOOK = {
    "ProjectId": "<versioned>",
    "SpaceId": "Spaces-1",
    "GitRef": "main",
    "Name": "Clean",
    "RunRetentionPolicy": {"QuantityToKeep": 100, "ShouldKeepForever": False},
}
NEW_BRANCH = {"ProjectId": "<versioned>", "SpaceId": "Spaces-1", "BaseGitRef": "main", "NewBranchName": "feature/cart"}
NEW_EPHEMERAL = {"EnvironmentName": "pr-#", "ProjectId": "<projects>", "SpaceId": "Spaces-1"}
# The collections whose documents are also below their project, by their place in its addresses.
CHILDREN = {
    "runbook": "runbooks",
    "runbookProcess": "runbookprocesses",
    "runbookSnapshot": "runbooksnapshots",
    "environment": "environments",
    "ephemeral": "environments/ephemeral",
    "tenant": "tenants",
    "release": "releases",
}
ORDERED = ("environments", "tagsets", "workerpools")
QUERIES = {
    "deployments-counted-by-week": "?projectIds=<projects>",
    "feeds/{id}/packages/versions": "?packageId=Shop",
    "feeds/{id}/packages/notes": "?packageId=Shop&version=1.0.0",
    "discover": "?host=one.example.com",
    "rule-test": "?version=1.0",
    "retentionpolicies": "?retentionType=RunbookRetention",
    "external-search": "?partialName=a",
    "teammembership": "?userId=Users-1",
    "spaces/{id}/search": "?keyword=a",
    "preview": "?project=<projects>&environment=<environments>&channel=<channels>&tenant=<tenants>&action=<action>"
    "&machine=<machines>&role=web",
}
