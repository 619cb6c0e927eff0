# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Only real secrets are ``no_log``: ansible-core blots out their values wherever they stand in its output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import CONNECTION_ARGUMENTS
from tasks import TASKS

# Reviewed: in every module, each of these options has a secret, and no common word.
SECRETS = {
    *("aad_client_credential_secret", "aad_user_credential_password", "certificate_bytes", "certificate_data"),
    *("client_secret", "connect_password", "json_key", "license_text", "oauth_client_secret", "octopus_access_token"),
    *("octopus_api_key", "octopus_password", "passphrase", "password", "personal_access_token", "private_key"),
    *("private_key_file", "private_key_passphrase", "secret_key", "secrets", "sensitive_default_value"),
    *("sensitive_properties",),
    *("sensitive_value", "sensitive_variables", "sensitive_variables_encryption_password"),
    *("service_account_json_key", "smtp_password"),
    *("token", "user_password", "webhook_header_value"),
    # Of steps.
    *("application_pool_password", "custom_account_password", "private_key_password", "secret_values"),
    *("sensitive_parameters", "web_application_application_pool_password"),
}
# Types whose values may be short and common: a number, a choice, a boolean or a path is not a secret.
SECRET_TYPES = {"str", "json", "dict"}


def options(arguments: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every option with its argument, however deep."""
    for option, argument in arguments.items():
        yield option, argument
        yield from options(argument.get("options") or {})


def hidden() -> list[tuple[str, Mapping[str, Any]]]:
    every = [CONNECTION_ARGUMENTS, *(task.arguments for task in TASKS.values())]
    return [each for arguments in every for each in options(arguments) if each[1].get("no_log")]


def test_every_hidden_option_was_reviewed() -> None:
    assert {option for option, _argument in hidden()} == SECRETS


def test_nothing_hidden_is_of_few_values() -> None:
    for option, argument in hidden():
        assert argument["type"] in SECRET_TYPES and not argument.get("choices") and "default" not in argument, option
