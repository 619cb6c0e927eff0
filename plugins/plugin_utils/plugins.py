# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the work of a plugin other than an action: its options as Ansible has found them, a session, and its errors."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ansible.errors import AnsibleError, AnsibleValueOmittedError
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import as_error
from ansible_collections.octopus.deploy.plugins.module_utils._model.redaction import secret_values
from ansible_collections.octopus.deploy.plugins.module_utils._model.values import too_small
from ansible_collections.octopus.deploy.plugins.module_utils._options import plain
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import (
    CONNECTION_ARGUMENTS,
    SIGN_IN_WAYS,
    connection,
    connection_secrets,
)
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session, one_session
from ansible_collections.octopus.deploy.plugins.module_utils._suggestions import meant
from ansible_collections.octopus.deploy.plugins.module_utils._validation import checked, in_one_message
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask

# The type of Ansible's omit, which has no public name. Ansible drops omit from the options of a task, but leaves it in
# those of plugins.
OMIT = "_OmitType"


class PluginFailed(Exception):
    """The work of a plugin failed; the message has no secret."""


def options_of(
    specification: Mapping[str, Mapping[str, Any]],
    definitions: Mapping[str, Mapping[str, Any]],
    direct: Mapping[str, Any],
    variables: Mapping[str, Any],
    evaluated: Callable[[Any], Any],
) -> dict[str, Any]:
    """The options of a plugin in their types, apart from those that are not given. Raises ``PluginFailed``.

    ``definitions``: the documented options, with the variables that they may come from; ``direct``: the options that
    are given to the plugin itself, without templates; ``evaluated``: the value of a variable, which may be a template.
    An option that is ``omit`` is not given.
    Only a variable that is needed is evaluated: not one for an option that is given, and, if a way to sign in is given,
    not one for another way. The environment is left to ``connection``, which knows which way in it comes first.
    """
    direct = without_omitted(direct)
    refuse_unknown(definitions, direct)
    given = {option: plain(direct[option]) for option in specification if direct.get(option) is not None}
    sign_in = [option for way in SIGN_IN_WAYS for option in way]
    settled = {*given, *(sign_in if any(given.get(option) for option in sign_in) else ())}
    sources = {
        option: _variable_of(definitions.get(option, {}), variables)
        for option in specification
        if option not in settled
    }
    for option, variable in sources.items():
        if variable:
            given[option] = value_of(option, f"the variable {variable}", variables[variable], evaluated)
    listed = {option: _listed(value) for option, value in given.items() if specification[option].get("type") == "list"}
    problems: list[str] = []
    values = checked(specification, {**given, **listed}, "", problems)
    if problems:
        named = [_with_source(problem, sources) for problem in problems]
        raise PluginFailed(Mask.of(secret_values(specification, given)).text(in_one_message(named)))
    return {option: value for option, value in values.items() if value is not None or option in direct}


def without_omitted(value: Any) -> Any:
    """The value without each part of it that is ``omit``."""
    if isinstance(value, Mapping):
        return {key: without_omitted(part) for key, part in value.items() if not _is_omit(part)}
    return [without_omitted(each) for each in value if not _is_omit(each)] if isinstance(value, list) else value


def _is_omit(value: object) -> bool:
    return type(value).__name__ == OMIT


def _variable_of(definition: Mapping[str, Any], variables: Mapping[str, Any]) -> str:
    """The last variable for an option that has a value, as in ansible-core; empty if there is none."""
    names = [str(each["name"]) for each in definition.get("vars") or ()]
    return next((name for name in reversed(names) if variables.get(name) is not None), "")


def value_of(option: str, source: str, value: Any, evaluated: Callable[[Any], Any]) -> Any:
    """The value of what may be a template; None if it is ``omit``.

    Raises ``PluginFailed``, naming the option and the source of the value.
    """
    try:
        return plain(evaluated(value))
    except AnsibleValueOmittedError:
        return None
    except AnsibleError as failed:
        raise PluginFailed(f"{option}: {source} can't be evaluated: {failed}") from failed


def _listed(value: Any) -> Any:
    """A list for a text with commas, without the blanks around them, as ansible-core reads such options of plugins."""
    return [each.strip() for each in value.split(",")] if isinstance(value, str) else value


def _with_source(problem: str, sources: Mapping[str, str]) -> str:
    variable = sources.get(problem.partition(":")[0])
    return f"{problem} (from the variable {variable})" if variable else problem


def refuse_unknown(known: Collection[str], given: Iterable[str]) -> None:
    """Raise ``PluginFailed`` for an option that does not exist. Ansible ignores such an option of a lookup."""
    for option in given:
        if option not in known:
            raise PluginFailed(f"{option}: there is no such option{meant(option, sorted(known))}")


@contextmanager
def session_for(options: Mapping[str, Any]) -> Iterator[Session]:
    """A session that only reads, closed at the end.

    Raises ``PluginFailed`` for everything that goes wrong in it, except for errors of Ansible itself.
    """
    secrets = secret_values(CONNECTION_ARGUMENTS, options) + connection_secrets(options, os.environ)
    try:
        for mistake in too_small(options):
            raise mistake
        with one_session(connection(options, True, os.environ)) as session:
            yield session
    except AnsibleError:
        raise
    except Exception as raised:
        raise PluginFailed(Mask.of(secrets).text(str(as_error(raised)))) from None
