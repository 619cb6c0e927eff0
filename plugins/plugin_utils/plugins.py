# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the work of a plugin other than an action: its options as Ansible has found them, a session, and its errors."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from ansible.errors import AnsibleError
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
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask

DIRECT, ENVIRONMENT = "direct", "env:"


class Plugin(Protocol):
    """A plugin of Ansible, with its options and where each of them is from."""

    option_definitions: Mapping[str, Any]

    def get_option_and_origin(self, option: str) -> tuple[Any, str | None]:
        """The value of an option, and its origin; some options without a value have no origin."""


class PluginFailed(Exception):
    """The work of a plugin failed; the message has no secret."""


def options_of(plugin: Plugin) -> dict[str, Any]:
    """The options of a plugin, apart from those that are not given.

    A way to sign in that is given directly overrides one of Ansible's variables. The environment is left to
    ``connection``, which knows which of several ways in it comes first.
    """
    found = {option: plugin.get_option_and_origin(option) for option in plugin.option_definitions}
    origins = {option: (origin or "").casefold() for option, (dummy, origin) in found.items()}
    known = {
        option: plain(value) for option, (value, dummy) in found.items() if not origins[option].startswith(ENVIRONMENT)
    }
    sign_in = [option for way in SIGN_IN_WAYS for option in way if known.get(option)]
    direct = [option for option in sign_in if origins[option] == DIRECT]
    dropped = set(sign_in) - set(direct) if direct else set()
    return {
        option: value
        for option, value in known.items()
        if option not in dropped and (value is not None or origins[option] == DIRECT)
    }


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
