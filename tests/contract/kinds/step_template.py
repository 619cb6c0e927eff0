# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of step templates."""

from __future__ import annotations

from contract.kinds.project import TEMPLATES
from contract.pictures import PICTURES
from contract.sample import Sample
from emulator.testing import Emulator

SOURCE, BODY = "Octopus.Action.Script.ScriptSource", "Octopus.Action.Script.ScriptBody"


def with_feed_and_credential(server: Emulator) -> None:
    server.seed("feeds", Name="Images", FeedType="Docker", FeedUri="https://registry.example.com")
    server.seed(
        "git-credentials",
        Name="Scripts",
        Details={"Username": "octopus-bot", "Password": {"HasValue": True, "NewValue": "x"}},
    )


STEP_TEMPLATE = Sample(
    title="step template",
    kind="step_template",
    minimal={"name": "Tell the room", "action_type": "Octopus.Script"},
    prepare=with_feed_and_credential,
    steps={
        "description": ["Says something", ""],
        "properties": [
            {SOURCE: "Inline", BODY: "echo one", "Octopus.Action.RunOnServer": True},
            {SOURCE: "Inline", BODY: "echo two"},
            {},
        ],
        "sensitive_properties": [{"Octopus.Action.WindowsService.CustomAccountPassword": "hunter-22"}, {}],
        "packages": [
            [
                {
                    "name": "",
                    "package_id": "shop/web",
                    "feed": "Images",
                    "acquisition_location": "Server",
                    "properties": {"Extract": "True", "SelectionMode": "immediate"},
                },
                {"name": "Tools", "package_id": "tools", "feed": "#{Feed}", "acquisition_location": "#{Where}"},
            ],
            [{"name": "Tools", "feed": "Images", "acquisition_location": "NotAcquired"}],
            [],
        ],
        "git_dependencies": [
            [
                {
                    "name": "",
                    "repository_uri": "https://git.example.com/scripts",
                    "default_branch": "main",
                    "git_credential_type": "Library",
                    "git_credential": "Scripts",
                    "file_path_filters": ["*.sh", "*.py"],
                },
                {
                    "name": "Tools",
                    "repository_uri": "https://git.example.com/tools",
                    "default_branch": "main",
                    "git_credential_type": "GitHub",
                    "git_hub_connection_id": "GitHubAppConnections-1",
                },
            ],
            [{"name": "", "git_credential_type": "Anonymous", "git_credential": "", "file_path_filters": []}],
            [],
        ],
        "parameters": TEMPLATES,
        "logo": PICTURES,
    },
    # A template that no step is a copy of has nothing to update.
    elsewhere={"update": True},
)


SAMPLES = (STEP_TEMPLATE,)
