# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Git credential (api: accounts#git-credential)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import GIT_CREDENTIALS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested, Variant
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text, TextList

# The first servers that share credentials, and that hold them to repositories (api: newer#by-area).
SHARED_SINCE = (2022, 1)
RESTRICTED_SINCE = (2025, 2)

GIT_CREDENTIAL = Resource(
    kind="git_credential",
    location=GIT_CREDENTIALS,
    fields=(
        Field("description", "Description", Text()),
        Field(
            "details",
            "Details",
            Nested(
                (
                    Field("username", "Username", Text(clearable=False), required="for_new"),
                    Field("password", "Password", Secret()),
                ),
                # Servers know one sort alone.
                Variant("Type", "UsernamePassword", "a user name and a password"),
            ),
            required="for_new",
        ),
        Field(
            "repository_restrictions",
            "RepositoryRestrictions",
            Nested(
                (
                    Field("enabled", "Enabled", Flag()),
                    Field("allowed_repositories", "AllowedRepositories", TextList()),
                ),
                cleared={"Enabled": False, "AllowedRepositories": []},
            ),
            since=RESTRICTED_SINCE,
        ),
    ),
    since=SHARED_SINCE,
    creation=Creation(
        starts={"Details": {"Type": "UsernamePassword", "Password": {"HasValue": False, "NewValue": None}}}
    ),
    published=Published(unmanaged={"GitCredentialDetails.Type": "servers know one type alone"}),
)
