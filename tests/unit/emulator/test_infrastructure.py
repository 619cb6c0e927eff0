# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Machines and the documents that they need: endpoints, policies, pools, accounts, certificates, tags.

api: machines#target, accounts#account
"""

from __future__ import annotations

from typing import Any

import pytest
from emulator.samples import CERTIFICATE, OTHER_CERTIFICATE
from emulator.testing import Emulator

from .conftest import Asker

TENTACLE = {"CommunicationStyle": "TentaclePassive", "Uri": "https://web:10933/", "Thumbprint": "AB"}
PLACE = {"EnvironmentIds": ["Environments-1"], "Roles": ["web"]}


@pytest.fixture
def place(ask: Asker) -> Asker:
    ask.server.seed("environments", Name="Production")
    ask.server.seed("accounts", Name="Deployer", AccountType="UsernamePassword", Username="deploy")
    ask.server.seed("certificates", Name="Cluster", CertificateData=CERTIFICATE)
    ask.server.seed("proxies", Name="Way out", Host="proxy.example.com", Port=80)
    return ask


def kubernetes(kind: str, **more: Any) -> dict[str, Any]:
    authentication = {"AuthenticationType": kind, **more}
    return {"CommunicationStyle": "Kubernetes", "ClusterUrl": "https://c", "Authentication": authentication}


AGENT = {"CommunicationMode": "Polling", "Thumbprint": "AB", "Uri": "poll://abc/"}
ENDPOINTS: list[dict[str, Any]] = [
    {**TENTACLE, "ProxyId": "Proxies-1"},
    {"CommunicationStyle": "TentacleActive", "Uri": "poll://abcdefghijklmnopqrst/", "Thumbprint": "AB"},
    {"CommunicationStyle": "Ssh", "AccountId": "Accounts-1", "Host": "web", "Port": 22, "Fingerprint": "aa:bb"},
    {"CommunicationStyle": "None", "DefaultWorkerPoolId": "WorkerPools-1"},
    {"CommunicationStyle": "OfflineDrop", "Destination": {"DestinationType": "Artifact", "DropFolderPath": None}},
    {"CommunicationStyle": "AzureWebApp", "AccountId": "Accounts-1", "WebAppName": "shop"},
    {
        "CommunicationStyle": "AzureCloudService",
        "AccountId": "Accounts-1",
        "CloudServiceName": "shop",
        "StorageAccountName": "shop",
    },
    {"CommunicationStyle": "AzureServiceFabricCluster", "ConnectionEndpoint": "c:1", "SecurityMode": "Unsecure"},
    kubernetes("KubernetesStandard", AccountId="Accounts-1"),
    kubernetes("KubernetesAws", ClusterName="c", UseInstanceRole=True),
    kubernetes("KubernetesAzure", AccountId="Accounts-1", ClusterName="c", ClusterResourceGroup="g"),
    kubernetes("KubernetesGoogleCloud", ClusterName="c", Project="p", UseVmServiceAccount=True),
    kubernetes("KubernetesCertificate", ClientCertificate="Certificates-1"),
    kubernetes("KubernetesPodService", TokenPath="/var/run/token"),
    {"CommunicationStyle": "KubernetesTentacle", "TentacleEndpointConfiguration": AGENT, "DefaultNamespace": "shop"},
    {"CommunicationStyle": "StepPackage", "DeploymentTargetTypeId": "aws-lambda", "Inputs": {"Stored": 1}},
    {"CommunicationStyle": "AwsEcsCluster", "ClusterName": "c", "Region": "eu-west-1", "AccountId": "Accounts-1"},
]


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda each: str(each.get("CommunicationStyle")))
@pytest.mark.fact("5.36")
def test_every_endpoint(place: Asker, endpoint: dict[str, Any]) -> None:
    """The server returns what was sent, and an echo changes nothing."""
    made = place.post("/api/machines", Name="one", **PLACE, Endpoint={**endpoint, "Nonsense": 1})
    nested = {key: value for key, value in endpoint.items() if isinstance(value, dict)}
    assert {key: made["Endpoint"][key] for key in endpoint if key not in nested} == {
        key: value for key, value in endpoint.items() if key not in nested
    }
    for key, value in nested.items():
        assert {name: made["Endpoint"][key][name] for name in value} == value
    assert "Nonsense" not in made["Endpoint"]
    again = place.put(made["Links"]["Self"], made)
    assert again["Endpoint"] == made["Endpoint"]


@pytest.mark.parametrize(
    ("endpoint", "text"),
    [
        ({}, "communication style '' is not supported"),
        ({"CommunicationStyle": "Ftp"}, "communication style 'Ftp' is not supported"),
        ({**TENTACLE, "Thumbprint": None}, "Thumbprint field is required"),
        ({**TENTACLE, "Uri": "web"}, "'web' is not a valid Uri"),
        ({**TENTACLE, "ProxyId": "Proxies-9"}, 'do not exist: "Proxies-9" provided for ProxyId'),
        ({"CommunicationStyle": "Ssh", "Host": "web", "Port": "22"}, "AccountId field is required"),
        ({"CommunicationStyle": "OfflineDrop", "Destination": {"DestinationType": "FileSystem"}}, "DropFolderPath"),
        (kubernetes("KubernetesStandard"), "AccountId field is required"),
        (kubernetes("Magic"), "authentication type 'Magic' is not supported"),
    ],
)
def test_endpoints_that_are_refused(place: Asker, endpoint: dict[str, Any], text: str) -> None:
    body = {"Name": "one", **PLACE, "Endpoint": endpoint}
    refused = place.refused("POST", "/api/machines", body)
    assert text in refused or (not endpoint and "Endpoint" in refused)


def test_an_older_server_knows_fewer_styles() -> None:
    with Emulator(server_version="2020.5.0") as server:
        server.seed("environments", Name="Production")
        body = {"Name": "one", **PLACE, "Endpoint": {"CommunicationStyle": "AwsEcsCluster"}}
        assert "not supported" in Asker(server).refused("POST", "/api/machines", body)


@pytest.mark.fact("5.35", "C.10")
def test_the_first_health_check(place: Asker) -> None:
    unasked = place.post("/api/machines", Name="one", **PLACE, Endpoint=TENTACLE, SkipInitialHealthCheck=True)
    assert unasked["SkipInitialHealthCheck"]
    assert place.get(unasked["Links"]["Self"])["HealthStatus"] == "Unknown"
    made = place.post("/api/machines", Name="two", **PLACE, Endpoint=TENTACLE)
    assert made["HealthStatus"] == "Unknown"
    checked = place.get(made["Links"]["Self"])
    assert (checked["HealthStatus"], checked["HasLatestCalamari"]) == ("Healthy", True)
    assert place.get(made["Links"]["Connection"])["Status"] == "Online"
    off = place.put(made["Links"]["Self"], {**checked, "IsDisabled": True, "HealthStatus": "Unhealthy"})
    assert (off["HealthStatus"], off["IsDisabled"]) == ("Healthy", True), "clients do not write it"


@pytest.mark.fact("C.10")
def test_a_machine_that_does_not_answer(place: Asker) -> None:
    lost = {**TENTACLE, "Uri": "https://lost.invalid:10933/"}
    made = place.post("/api/machines", Name="one", **PLACE, Endpoint=lost, SkipInitialHealthCheck=True)
    sent = {"Name": "Health", "SpaceId": "Spaces-1", "Arguments": {"MachineIds": [made["Id"]]}}
    task = place.get(place.post("/api/tasks", **sent)["Links"]["Self"])
    assert (task["State"], task["FinishedSuccessfully"], task["HasWarningsOrErrors"]) == ("Failed", False, True)
    assert "one" in task["ErrorMessage"]
    assert place.get(made["Links"]["Self"])["HealthStatus"] == "Unavailable"
    details = place.get(task["Links"]["Details"].split("{")[0])
    assert details["ActivityLogs"][0]["LogElements"][-1]["Category"] == "Error"
    assert place.get("/api/tasks?states=Failed,TimedOut")["TotalCounts"]["Failed"] == 1
    assert place.get("/api/tasks?active=true")["TotalResults"] == 0
    again = place("POST", task["Links"]["Rerun"], {})
    assert (again.status_code, again.json()["Id"] != task["Id"]) == (200, True)


@pytest.mark.fact("C.10")
def test_a_whole_environment_is_checked(place: Asker) -> None:
    made = place.post("/api/machines", Name="one", **PLACE, Endpoint=TENTACLE, SkipInitialHealthCheck=True)
    place.post("/api/tasks", Name="Health", SpaceId="Spaces-1", Arguments={"EnvironmentId": "Environments-1"})
    assert place.get(made["Links"]["Self"])["HealthStatus"] == "Healthy"


@pytest.mark.fact("C.10")
def test_the_state_of_a_task_can_be_set() -> None:
    with Emulator(task_seconds=60) as server:
        ask = Asker(server)
        task = ask.post("/api/tasks", Name="Backup")
        own = task["Links"]["State"]
        assert "cannot be re-run" in ask.refused("POST", task["Links"]["Rerun"], {})
        assert ask.refused("POST", own) == "No body was provided."
        assert ask.refused("POST", own, {"state": "Failed"}) == "No reason was provided."
        assert ask.refused("POST", own, {"reason": "x"}) == "No state was provided."
        assert "Valid states are" in ask.refused("POST", own, {"reason": "x", "state": "Queued"})
        assert "only be changed out of" in ask.refused("POST", own, {"reason": "x", "state": "Failed"})
        assert ask("POST", task["Links"]["Cancel"], {}).status_code == 200
        assert ask("POST", own, {"reason": "x", "state": "Failed"}).json()["State"] == "Failed"
        assert "already in the state" in ask.refused("POST", own, {"reason": "x", "state": "Failed"})
        raw = ask("GET", task["Links"]["Raw"]).text
        assert "Task status: Failed" in raw and "Error    |   x" in raw
        ask.refused("DELETE", task["Links"]["Self"], status=405)
        ask.refused("PUT", task["Links"]["Self"], task, status=405)


@pytest.mark.fact("C.6")
def test_documents_that_machines_use_stay(place: Asker) -> None:
    pool = place.post("/api/workerpools", Name="Linux")
    ssh = {**ENDPOINTS[2], "ProxyId": "Proxies-1"}
    place.post("/api/machines", Name="one", **PLACE, Endpoint=ssh)
    place.post("/api/machines", Name="two", **PLACE, Endpoint=ENDPOINTS[12])
    place.post("/api/machines", Name="three", **PLACE, Endpoint={**ENDPOINTS[3], "DefaultWorkerPoolId": pool["Id"]})
    for address in (
        "accounts/Accounts-1",
        "proxies/Proxies-1",
        "certificates/Certificates-1",
        f"workerpools/{pool['Id']}",
    ):
        assert "uses it" in place.refused("DELETE", f"/api/{address}")
    assert [each["TargetName"] for each in place.get("/api/accounts/Accounts-1/usages")["Targets"]] == ["one"]
    assert "only in it" in place.refused("DELETE", "/api/environments/Environments-1")


@pytest.mark.fact("5.37", "C.6")
def test_policies(ask: Asker) -> None:
    template = ask.get("/api/machinepolicies/template")
    assert template["MachineHealthCheckPolicy"]["HealthCheckInterval"] == "01:00:00"
    made = ask.post("/api/machinepolicies", **{**template, "Name": "Patient", "ConnectionConnectTimeout": "1:02:03"})
    assert made["ConnectionConnectTimeout"] == "01:02:03"
    own = made["Links"]["Self"]
    assert "System.TimeSpan" in ask.refused("PUT", own, {**made, "ConnectionConnectTimeout": "24:00"})
    assert "at least 10 seconds" in ask.refused("PUT", own, {**made, "ConnectionConnectTimeout": "00:00:05"})
    assert "at least 2" in ask.refused("PUT", own, {**made, "ConnectionRetryCountLimit": 1})
    checks = {**made["MachineHealthCheckPolicy"], "HealthCheckCron": "0 0 * * * *"}
    assert "either an interval or" in ask.refused("PUT", own, {**made, "MachineHealthCheckPolicy": checks})
    by_cron = {**made, "MachineHealthCheckPolicy": {**checks, "HealthCheckInterval": None}}
    assert ask.put(own, by_cron)["MachineHealthCheckPolicy"]["HealthCheckInterval"] is None
    never = {**by_cron["MachineHealthCheckPolicy"], "HealthCheckCron": None}
    kept = ask.put(own, {**made, "MachineHealthCheckPolicy": never})["MachineHealthCheckPolicy"]
    assert (kept["HealthCheckInterval"], kept["HealthCheckCron"]) == (None, None)
    ask.server.seed("environments", Name="Production")
    machine = ask.post("/api/machines", Name="one", **PLACE, Endpoint=TENTACLE, MachinePolicyId=made["Id"])
    assert [each["Id"] for each in ask.get(f"{own}/machines")["Items"]] == [machine["Id"]]
    assert ask("DELETE", own).status_code == 200
    assert ask.get(machine["Links"]["Self"])["MachinePolicyId"] == "MachinePolicies-1"


@pytest.mark.fact("C.6")
def test_one_pool_is_the_default(ask: Asker) -> None:
    made = ask.post("/api/workerpools", Name="Linux", IsDefault=True)
    assert [each["Name"] for each in ask.get("/api/workerpools")["Items"] if each["IsDefault"]] == ["Linux"]
    changed = ask.put(made["Links"]["Self"], {**made, "WorkerPoolType": "DynamicWorkerPool", "IsDefault": False})
    assert (changed["WorkerPoolType"], changed["IsDefault"]) == ("StaticWorkerPool", True)
    worker = ask.post("/api/workers", Name="one", WorkerPoolIds=["WorkerPools-1"], Endpoint=TENTACLE)
    assert ask.get("/api/workerpools/WorkerPools-1/workers")["Items"][0]["Id"] == worker["Id"]
    assert "only in it" in ask.refused("DELETE", "/api/workerpools/WorkerPools-1")
    assert "not supported" in ask.refused(
        "POST", "/api/workers", {"Name": "x", "WorkerPoolIds": [made["Id"]], "Endpoint": {"CommunicationStyle": "None"}}
    )


@pytest.mark.fact("5.25", "5.1", "C.7")
def test_accounts_have_what_their_type_has(ask: Asker) -> None:
    made = ask.post("/api/accounts", Name="Cloud", AccountType="token", Token="hunter-22", Username="not its own")
    assert made["AccountType"] == "Token"
    assert made["Token"] == {"HasValue": True, "NewValue": None, "Hint": None}
    assert "Username" not in made
    assert ask.put(made["Links"]["Self"], {**made, "AccountType": "UsernamePassword"})["AccountType"] == "Token"
    azure = ask.post("/api/accounts", Name="Azure", AccountType="AzureServicePrincipal", SubscriptionNumber="1")
    assert azure["AzureEnvironment"] == "", "null comes back as an empty text"
    assert "to type 'AccountType'" in ask.refused("POST", "/api/accounts", {"Name": "x", "AccountType": "Magic"})


@pytest.mark.fact("C.6")
def test_accounts_in_variables_stay(place: Asker) -> None:
    library = place.post("/api/libraryvariablesets", Name="Cloud")
    own = library["Links"]["Variables"]
    variable = {"Name": "Account", "Type": "AzureAccount", "Value": "Accounts-1"}
    place.put(own, {**place.get(own), "Variables": [variable]})
    assert "currently referenced by a variable" in place.refused("DELETE", "/api/accounts/Accounts-1")


@pytest.mark.fact("5.28", "C.7")
def test_certificates(ask: Asker) -> None:
    assert "No Certificate Data" in ask.refused("POST", "/api/certificates", {"Name": "TLS"})
    assert "Certificate Invalid" in ask.refused("POST", "/api/certificates", {"Name": "TLS", "CertificateData": "?"})
    data = [CERTIFICATE, OTHER_CERTIFICATE]
    made = ask.post("/api/certificates", Name="TLS", CertificateData=data[0])
    assert len(made["Thumbprint"]) == 40
    echoed = ask.put(made["Links"]["Self"], {**made, "CertificateData": data[1]})
    assert echoed["Thumbprint"] == made["Thumbprint"], "a PUT does not replace the content"
    replaced = ask("POST", made["Links"]["Replace"], {"certificateData": data[1]}).json()
    assert (replaced["Id"], replaced["Thumbprint"] != made["Thumbprint"]) == (made["Id"], True)
    kept = [each for each in ask.get("/api/certificates?archived=true")["Items"] if each["Archived"]]
    assert [(each["ReplacedBy"], each["Thumbprint"]) for each in kept] == [(made["Id"], made["Thumbprint"])]
    assert "has been replaced" in ask.refused("POST", kept[0]["Links"]["Unarchive"], {})
    assert ask("POST", made["Links"]["Archive"]).json()["Archived"]
    assert ask.get("/api/certificates")["Items"] == []
    assert ask.post("/api/certificates", Name="tls", CertificateData=data[0])["Name"] == "tls", "the other is archived"


@pytest.mark.fact("5.31", "C.7")
def test_feeds(ask: Asker) -> None:
    assert "cannot be created" in ask.refused("POST", "/api/feeds", {"Name": "x", "FeedType": "BuiltIn"})
    docker = ask.post("/api/feeds", Name="Images", FeedType="Docker", FeedUri="https://r", Password="hunter-22")
    assert (docker["Id"], docker["DownloadAttempts"], "hunter-22" in str(docker)) == ("Feeds-1001", 5, False)
    own = docker["Links"]["Self"]
    changed = ask.put(own, {**docker, "FeedType": "AzureContainerRegistry", "OidcAuthentication": {"ClientId": "x"}})
    assert (changed["FeedType"], changed["OidcAuthentication"]) == ("AzureContainerRegistry", None)
    again = ask.put(own, {**changed, "OidcAuthentication": {"ClientId": "x"}})
    signed = {"ClientId": "x", "TenantId": None, "Audience": None, "SubjectKeys": [], "SessionDuration": "3600"}
    assert again["OidcAuthentication"] == signed, "it takes two writes"
    assert "cannot be changed" in ask.refused("PUT", own, {**docker, "FeedType": "NuGet"})
    assert [each["Name"] for each in ask.get("/api/feeds?feedType=BuiltIn")["Items"]] == ["Octopus Server (built-in)"]


@pytest.mark.fact("5.6", "C.6")
def test_tags(ask: Asker) -> None:
    assert "does not exist" in ask.refused("POST", "/api/tenants", {"Name": "Acme", "TenantTags": ["Ring/Early"]})
    ring = ask.post("/api/tagsets", Name="Ring", Tags=[{"Name": "Early", "Color": "#333333"}])
    early = ring["Tags"][0]
    assert (early["CanonicalTagName"], early["Id"]) == ("Ring/Early", "TagSets-1/Tags-1")
    tenant = ask.post("/api/tenants", Name="Acme", TenantTags=["Ring/Early"])
    own = ring["Links"]["Self"]
    assert "uses it" in ask.refused("PUT", own, {**ring, "Tags": []})
    assert "uses it" in ask.refused("DELETE", own)
    renamed = ask.put(
        own, {**ring, "Name": "Circle", "Tags": [{**early, "Name": "First"}, {"Name": "x", "Color": "#1"}]}
    )
    assert [each["CanonicalTagName"] for each in renamed["Tags"]] == ["Circle/First", "Circle/x"]
    assert ask.get(tenant["Links"]["Self"])["TenantTags"] == ["Circle/First"]
    assert [each["Name"] for each in ask.get("/api/tenants?tags=circle/first")["Items"]] == ["Acme"]


@pytest.mark.parametrize(
    ("name", "tag", "character"),
    [("Ring/a", "Early", "/"), ("Ring?", "Early", "?"), ("Ring", "Early, or not", ","), ("Ring", "Early/Late", "/")],
)
def test_characters_that_would_break_a_tag(ask: Asker, name: str, tag: str, character: str) -> None:
    message = f"must not contain the character {character}"
    tags = [{"Name": tag, "Color": "#333333"}]
    assert message in ask.refused("POST", "/api/tagsets", {"Name": name, "Tags": tags})
    ring = ask.post("/api/tagsets", Name="Ring, by age", Tags=[{"Name": "Early", "Color": "#333333"}])
    assert message in ask.refused("PUT", ring["Links"]["Self"], {**ring, "Name": name, "Tags": tags})


def test_tenants_of_projects(place: Asker) -> None:
    group, lifecycle = "ProjectGroups-1", "Lifecycles-1"
    shop = place.post("/api/projects", Name="Shop", ProjectGroupId=group, LifecycleId=lifecycle)
    body = {"Name": "Acme", "ProjectEnvironments": {shop["Id"]: ["Environments-1"]}}
    acme = place.post("/api/tenants", **body)
    copy = place.post(f"/api/tenants?clone={acme['Id']}", Name="Copy")
    assert (copy["ProjectEnvironments"], copy["ClonedFromTenantId"]) == (body["ProjectEnvironments"], acme["Id"])
    assert len(place.get(f"/api/tenants?projectId={shop['Id']}")["Items"]) == 2
    place("DELETE", shop["Links"]["Self"])
    assert place.get(acme["Links"]["Self"])["ProjectEnvironments"] == {}


def test_default_retention_of_a_space(ask: Asker) -> None:
    address = ask.get("/api/Spaces-1")["Links"]["RetentionPolicies"].split("{")[0]
    assert "must be one of" in ask.refused("GET", address)
    policy = ask.get(f"{address}?RetentionType=LifecycleRelease")
    changed = ask.put(policy["Links"]["Self"], {**policy, "Strategy": "Count", "QuantityToKeep": 5})
    assert (changed["Strategy"], changed["QuantityToKeep"], changed["Unit"]) == ("Count", 5, "Days")
    assert "Strategy" in ask.refused("PUT", policy["Links"]["Self"], {**policy, "Strategy": "Default"})
    ask.refused("POST", address, {}, status=404)


def test_links_that_clients_follow_as_they_are(ask: Asker) -> None:
    group, lifecycle = ask.get("/api/projectgroups/ProjectGroups-1"), ask.get("/api/lifecycles/Lifecycles-1")
    assert ask.get(group["Links"]["Projects"])["Items"] == []
    assert ask.get(lifecycle["Links"]["Projects"]) == []
    types = ask.get("/api")["Links"]["WorkerPoolsDynamicWorkerTypes"]
    assert ask.get(types)["WorkerTypes"][0]["Id"] == "Ubuntu2204"
