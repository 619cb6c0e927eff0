# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The value of a variable: a text, a secret, or the name of an account, a certificate or a worker pool."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.account_reference import AccountReference
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.json_data import same_data
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    ACCOUNTS,
    CERTIFICATES,
    WORKER_POOLS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_short_form import value_place
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import ALWAYS, Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import (
    NO_SECRET,
    kept_secret,
    placeholder_name,
    secret_text,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import same_lines
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.typed import TextReference
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.values_as_text import CUT_OFF, text_of
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import TEXT_OR_SECRET, Shape

STRING, SENSITIVE = "String", "Sensitive"
# The types whose value names a document, with the field type of the value.
REFERRING: Mapping[str, TextReference] = {
    "Certificate": TextReference(CERTIFICATES),
    **{
        sort: AccountReference(ACCOUNTS, sort=sort)
        for sort in (
            "AmazonWebServicesAccount",
            "AzureAccount",
            "GoogleCloudAccount",
            "UsernamePasswordAccount",
            "GenericOidcAccount",
        )
    },
    "WorkerPool": TextReference(WORKER_POOLS),
}
TYPES = (STRING, SENSITIVE, *REFERRING)
# The releases that brought the newer types.
SINCE = {"GoogleCloudAccount": (2021, 2), "UsernamePasswordAccount": (2023, 4), "GenericOidcAccount": (2025, 1)}


class VariableValue(FieldType):
    """A value in YAML: text, a whole number or a flag; lists and mappings become JSON text."""

    def argument(self) -> Argument:
        return {"type": "raw"}

    def shape(self) -> Shape:
        return TEXT_OR_SECRET


class VariableSecret(Secret):
    """The value of a sensitive variable, which the server never returns: it returns null for it."""


def type_of(variable: Document) -> str:
    """The type of a variable; old servers have only a flag for a sensitive one."""
    return SENSITIVE if variable.get("IsSensitive") else str(variable.get("Type") or STRING)


def asked_type(given: Mapping[str, Any]) -> str:
    """The type that the options of an entry ask for; empty if they leave it open."""
    return str(given.get("type") or (SENSITIVE if given.get("sensitive_value") is not None else ""))


def same_value(current: Any, given: Any, text: str) -> bool:
    """Whether the server's value is equal to the given one; JSON texts are compared as data."""
    has = str(current or "")
    return same_lines(has, text) or (isinstance(given, (list, dict)) and same_data(has, text))


def valued(
    given: Mapping[str, Any], variable: Document, exists: bool, scope_changes: bool, context: Context, place: str
) -> Document:
    """``variable`` with the type and the value that the options of its entry ask for.

    ``exists``: whether the server has the variable; ``scope_changes``: whether the entry gives it another scope.
    """
    old_type = type_of(variable)
    new_type = asked_type(given) or old_type
    context.require(SINCE.get(new_type), f"{place}.type")
    if new_type != old_type:
        variable = {**variable, "Type": new_type, "IsSensitive": new_type == SENSITIVE}
    if new_type == SENSITIVE:
        return _with_secret(given, variable, exists and old_type == SENSITIVE, scope_changes, context, place)
    return _with_value(given, variable, old_type if exists else new_type, exists, context, place)


def _with_value(
    given: Mapping[str, Any], variable: Document, old_type: str, exists: bool, context: Context, place: str
) -> Document:
    """A variable that everybody can read. ``old_type``: its type so far; ``exists``: see ``valued``."""
    new_type, value, option = type_of(variable), given.get("value"), value_place(given, place)
    if value is None:
        if new_type != old_type:
            raise OptionError(option, f"must be given to change the type of the variable from {old_type} to {new_type}")
        if not exists and not variable.get("Prompt"):
            problem = "has no value, so that the new variable is empty"
            context.warn(f"{option}: {variable['Name']!r} {problem}; {CUT_OFF}")
        return variable
    text, current = text_of(value, option), variable.get("Value") if old_type == new_type else None
    if new_type in REFERRING:
        text = REFERRING[new_type].wanted(text, current, context, option) or ""
    return variable if new_type == old_type and same_value(current, value, text) else {**variable, "Value": text}


def would_show(given: Mapping[str, Any], variable: Document | None) -> bool:
    """Whether an entry has a value that everybody can read for a variable that is sensitive on the server."""
    is_sensitive = variable is not None and type_of(variable) == SENSITIVE
    return is_sensitive and asked_type(given) in ("", SENSITIVE) and given.get("value") is not None


def _with_secret(
    given: Mapping[str, Any], variable: Document, has_one: bool, scope_changes: bool, context: Context, place: str
) -> Document:
    """A sensitive variable, which keeps its secret if it is sent with its ID and without a value.

    api: variables#writing-a-variable-set
    """
    secret, option = given.get("sensitive_value"), f"{place}.sensitive_value"
    if secret is None:
        if not has_one and not variable.get("Prompt"):
            problem = f"must be given for a variable of type Sensitive; {NO_SECRET} creates it without a value"
            raise OptionError(option, problem)
        return variable if has_one else {**variable, "Value": None}
    secret_text(secret, option)
    if placeholder_name(secret) is not None:
        context.not_compared(option)
        kept_secret(secret, None, has_one, option)
        return variable
    # Another scope has another secret.
    if has_one and context.update_secrets != ALWAYS and not scope_changes:
        context.not_compared(option)
        if secret == NO_SECRET:
            context.warn(f"{option}: the variable may still have a secret; update_secrets: always clears it")
        return variable
    if secret != NO_SECRET:
        return {**variable, "Value": secret}
    # Servers keep the secret of a variable whose ID they know, so clearing the secret needs a new variable.
    return {**{prop: value for prop, value in variable.items() if prop != "Id"}, "Value": None}
