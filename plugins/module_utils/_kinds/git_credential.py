# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Git credential (api: accounts#git-credential)."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    GIT_CREDENTIALS,
    WITH_KEY,
    WITH_PASSWORD,
    is_of_other_type,
    type_of_credential,
)
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import put
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import one_step
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested, Variant
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret_files import SecretFile
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text, TextList
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

# The first release with credentials that are restricted to repositories (api: newer#by-area).
RESTRICTED_SINCE = (2025, 2)
# The first release with SSH keys, and the documented address that takes them: the linked one takes passwords alone.
KEYS_SINCE = (2026, 2)
OF_EVERY_TYPE = Location(
    "GitCredentialsOfEveryType", GIT_CREDENTIALS.label, unlinked="/git-credentials{/id}/v2", since=KEYS_SINCE
)
NO_PASSWORD: dict[str, Any] = {"HasValue": False, "NewValue": None}


def taken_at(credential: Document) -> Location | None:
    """The location to which a credential with an SSH key is sent; None for one that the kind's own location takes."""
    return OF_EVERY_TYPE if type_of_credential(credential) == WITH_KEY else None


def written_with_key(current: Document, wanted: Document, context: Context) -> Document:
    """Send a credential with an SSH key to the address that takes it; leave every other change to the linked address.

    That address demands a password, which a credential that had a key until now does not have.
    """
    place = taken_at(wanted)
    if place is None:
        if taken_at(current):
            wanted["Details"] = {"Password": dict(NO_PASSWORD), **wanted["Details"]}
        return current
    with one_step(current, wanted):
        put({"Id": wanted["Id"]}, wanted, context, place)
    context.did(f"updated {place.label} {wanted['Name']!r} ({wanted['Id']})")
    return wanted


def refuse_other_type(credential: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for changing a credential of a type that no option describes."""
    if is_of_other_type(credential) and parameters.get("state") != "absent":
        raise OptionError(
            "name",
            f"{credential['Name']!r} is a Git credential of the type {type_of_credential(credential)}, which can only "
            "be removed here. Change it in the portal, or give the new credential another name",
        )


TYPES = (
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
    ),
    Field(
        "ssh_key",
        "Details",
        Nested(
            (
                Field("username", "Username", Text()),
                Field("private_key", "PrivateKey", SecretFile(encoded=False), required="for_new"),
                Field("passphrase", "Passphrase", Secret()),
            ),
            Variant("Type", WITH_KEY, "an SSH key"),
            secret=False,
        ),
        since=KEYS_SINCE,
    ),
)
TYPE_OPTIONS = tuple(each.option for each in TYPES)

GIT_CREDENTIAL = Resource(
    kind="git_credential",
    location=GIT_CREDENTIALS,
    fields=(
        Field("description", "Description", Text()),
        *TYPES,
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
    exclusive=(TYPE_OPTIONS,),
    creation=Creation(
        one_of=(TYPE_OPTIONS,),
        starts={"Details": {"Type": WITH_PASSWORD, "Password": NO_PASSWORD}},
        at=taken_at,
    ),
    hooks=Hooks(guard=refuse_other_type, change=written_with_key),
)
