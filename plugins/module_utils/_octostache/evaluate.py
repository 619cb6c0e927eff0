# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Octostache, the language of ``#{…}`` in Octopus: the text of a template with the values of variables.

The culture is the invariant one. An exception that Octostache raises becomes an error of the result.
"""

from __future__ import annotations

from collections.abc import Mapping

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.blocks import CannotRead, parse
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.date_filters import DateFilters
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.escapes import ESCAPES
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.evaluator import (
    Library,
    Output,
    Scope,
)
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.failure import Failure
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.markdown import markdown
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.moments import Now
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.text_filters import TEXT_FILTERS
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.tokens import Text
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.uris import uri_part
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.values import Value, tree
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.version_filters import VERSION_FILTERS

FILTERS = {
    **TEXT_FILTERS,
    **ESCAPES,
    **VERSION_FILTERS,
    "uripart": uri_part,
    "markdown": markdown,
    "markdowntohtml": markdown,
}


@dataclass(frozen=True)
class Evaluated:
    """``text`` is None for null, and if Octostache raises. ``missing`` are the tokens that stayed in the text."""

    text: str | None
    missing: tuple[str, ...] = ()
    error: str = ""

    @property
    def failed(self) -> bool:
        """Whether Octostache raises, instead of leaving tokens in the text."""
        return self.text is None and bool(self.error) and not self.missing


class Evaluator:
    """Evaluates any number of texts over the same variables, whose names are read once.

    ``now`` gives the current time, whose zone is the local one; None for the system's clock and zone.
    """

    def __init__(self, variables: Mapping[str, str | None], now: Now | None = None) -> None:
        self.variables = variables
        self.library = Library({**FILTERS, **DateFilters(now).filters()}, now)
        self.root: Value | None = None

    def evaluate(self, text: str) -> Evaluated:
        """The text with its expressions evaluated, and the tokens without a value."""
        if "#{" not in text:
            return Evaluated(text)
        output = Output()
        try:
            tokens = parse(text)
            if self.root is None:
                self.root = tree(self.variables)
            output.write(tokens, Scope(self.root, self.library))
        except CannotRead as error:
            return Evaluated(text, error=str(error))
        except Failure as failure:
            return Evaluated(None, error=str(failure))
        except RecursionError:
            return Evaluated(None, error="the template or its variables are nested too deeply")
        tokens_text = ", ".join(f"'{token}'" for token in output.missing)
        reason = f"The following tokens were unable to be evaluated: {tokens_text}" if tokens_text else ""
        return Evaluated(None if output.null else output.text(), tuple(output.missing), reason)


def evaluate(text: str, variables: Mapping[str, str | None], now: Now | None = None) -> Evaluated:
    """One text; see ``Evaluator``."""
    return Evaluator(variables, now).evaluate(text)


def is_template(text: str) -> bool:
    """Whether a text contains a token that Octostache would evaluate; not if it is escaped or has a mistake."""
    if "#{" not in text:
        return False
    try:
        return any(not isinstance(token, Text) for token in parse(text))
    except (CannotRead, RecursionError):
        return False
