# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of deployment processes."""

from __future__ import annotations

from typing import Any

from contract.sample import Sample
from emulator.model import Document
from emulator.testing import Emulator
from unit.steps.samples import every_option

SCRIPT = "Octopus.Script"
BODY = "Octopus.Action.Script.ScriptBody"


def a_project(server: Emulator) -> None:
    two_projects(server)


def two_projects(server: Emulator) -> list[Document]:
    """Two projects, and what the steps of their processes refer to."""
    for name in ("Test", "Production"):
        server.seed("environments", Name=name)
    server.seed("tagsets", Name="Area", Tags=[{"Name": "EU", "Color": "#333333"}])
    for name in ("Subscription", "Other subscription"):
        server.seed("accounts", Name=name, AccountType="UsernamePassword", Username="deploy")
    server.seed("workerpools", Name="Windows")
    server.seed("feeds", Name="Images", FeedType="Docker", FeedUri="https://index.docker.io")
    server.seed("teams", Name="Testers")
    if "git-credentials" in server.app.octopus.kinds:
        server.seed("git-credentials", Name="Robot", Details={"Username": "robot", "Password": {"NewValue": "x"}})
    key = {"Name": "Key", "DisplaySettings": {"Octopus.ControlType": "Sensitive"}}
    server.seed("actiontemplates", Name="Notify", ActionType=SCRIPT, Parameters=[key])
    group = {"ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"}
    depot, warehouse = (server.seed("projects", Name=name, **group) for name in ("Depot", "Warehouse"))
    server.seed("channels", Name="Preview", ProjectId=depot["Id"])
    return [depot, warehouse]


def script(name: str, body: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "action_type": SCRIPT, "properties": {BODY: body}, **more}


ACTION: dict[str, Any] = {
    "sensitive_properties": {"Api.Key": "hunter-22"},
    "run_on_server": True,
    "environments": ["Test", "Production"],
    "channels": ["Preview"],
    "tenant_tags": ["Area/EU"],
    "worker_pool": "Windows",
    "container": {"image": "octopusdeploy/worker-tools:6", "feed": "Images"},
    "packages": [
        {
            "name": "",
            "package_id": "Shop.Web",
            "feed": "Octopus Server (built-in)",
            "acquisition_location": "Server",
            "version": "1.0.0",
            "properties": {"SelectionMode": "immediate"},
        },
        {"name": "tools", "package_id": "Tools", "feed": "Images", "acquisition_location": "NotAcquired"},
    ],
    "git_dependencies": [
        {
            "name": "",
            "repository_uri": "https://git.example.com/shop.git",
            "default_branch": "main",
            "git_credential_type": "Library",
            "git_credential": "Robot",
            "git_hub_connection_id": "",
            "file_path_filters": ["deploy/*"],
        }
    ],
    "notes": "Of the shop",
    "is_required": True,
    "is_disabled": True,
    "exact": True,
}
REFERRING = {
    BODY: "echo a",
    "Octopus.Action.Azure.AccountId": "Subscription",
    "Octopus.Action.DeployRelease.ProjectId": "Warehouse",
    "Octopus.Action.Package.FeedId": "Images",
    "Octopus.Action.Template.Id": "Notify",
    "Octopus.Action.Email.BccTeamIds": "Testers",
    "Octopus.Action.Email.CCTeamIds": "Testers",
    "Octopus.Action.Email.ToTeamIds": "Testers",
    "Octopus.Action.Manual.ResponsibleTeamIds": "Testers",
}
BUILT = {"git_url": "https://git.example.com/image.git", "dockerfile": "Dockerfile"}
TOOLS = [{"name": "tools", "package_id": "Tools", "feed": "Images", "acquisition_location": "NotAcquired"}]
KEY = {"Key": "hunter-24"}
WHOLE = {
    "condition": "Variable",
    "condition_expression": "#{Wanted}",
    "start_trigger": "StartWithPrevious",
    "package_requirement": "AfterPackageAcquisition",
    "target_tags": ["web", "api"],
    "max_parallelism": "2",
}
STEPS: list[Any] = [
    [script("First", "echo 1"), script("Second", "echo 2", **ACTION, **WHOLE)],
    [
        script("Second", "echo 2", worker_pool_variable="Pool", excluded_environments=["Test"], container=BUILT),
        script("First", "echo 3\necho 4\n"),
        {"name": "Fourth", "action_type": SCRIPT, "properties": REFERRING},
    ],
    [
        {
            "name": "Fourth",
            "actions": [
                {"new_name": "Last", **script("Fourth", "echo 5", **ACTION)},
                script("Other", "echo 6", condition="Variable", condition_expression="#{Wanted}", container=BUILT),
                {"name": "Further", "action_type": SCRIPT, "properties": REFERRING, "excluded_environments": ["Test"]},
                script("More", "echo 7", worker_pool_variable="Pool"),
            ],
        }
    ],
    [
        {"name": "Typed", "run_script": {"script_body": "echo 8\n", "syntax": "Bash"}, "packages": TOOLS},
        {
            "name": "Service",
            "deploy_windows_service": {
                "package": {"package_id": "Shop.Service", "feed": "Octopus Server (built-in)"},
                "service_name": "shop",
                "executable_path": "shop.exe",
                "service_account": "_CUSTOM",
                "custom_account_name": "deploy",
                "custom_account_password": "hunter-23",
                "substitute_in_files": {"targets": ["*.config"]},
            },
            "packages": TOOLS,
        },
        {"name": "Sync", "trigger_argo_cd_sync": {"sync_environments": ["Test"]}},
        {
            "name": "Both",
            "actions": [
                {"name": "Ask", "manual_intervention": {"instructions": "Well?", "responsible_teams": ["Testers"]}},
                {"name": "Release", "deploy_release": {"project": "Warehouse"}},
                {
                    "name": "Tell",
                    "run_step_template": {"template": "Notify", "sensitive_parameters": {"Key": "hunter-24"}},
                },
            ],
        },
    ],
    [],
]
SAMPLES = (
    Sample(
        title="deployment process",
        kind="deployment_process",
        minimal={"project": "Depot", "steps": [script("First", "echo 0")]},
        identified_by=("project",),
        prepare=a_project,
        steps={"steps": STEPS},
        elsewhere={"steps": [every_option(), {"actions": [every_option()]}]},
    ),
)
