# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Git credential (api: accounts#git-credential)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    GIT_CREDENTIALS,
    WITH_PASSWORD,
    without_password,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested, Variant
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text, TextList
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

# The first release with credentials that are restricted to repositories (api: newer#by-area).
RESTRICTED_SINCE = (2025, 2)


def refuse_ssh_key(credential: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for changing a credential with an SSH key, a type that came with 2026.2.

    The linked address would replace the key with a password, and no link leads to the address for keys
    (api: accounts#git-credential).
    """
    if without_password(credential) and parameters.get("state") != "absent":
        raise OptionError(
            "name",
            f"{credential['Name']!r} is a Git credential of the type {credential['Details']['Type']}, which can only "
            "be removed here. Change it in the portal, or give the new credential another name",
        )


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
                Variant("Type", WITH_PASSWORD, "a user name and a password"),
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
    creation=Creation(starts={"Details": {"Type": WITH_PASSWORD, "Password": {"HasValue": False, "NewValue": None}}}),
    hooks=Hooks(guard=refuse_ssh_key),
    published=Published(unmanaged={"GitCredentialDetails.Type": "SSH keys, since 2026.2, have their own address"}),
)
