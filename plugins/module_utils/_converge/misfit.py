# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refuses documents whose properties do not have the expected types."""

from __future__ import annotations

from collections.abc import Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import shape_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource, called
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import UnexpectedAnswer

ADVICE = (
    "Read the document with octopus_api: if it has the same shape there, octopus.deploy does not know this server's "
    "shape, so please report it; if not, a proxy in front of the server changes its answers"
)


def refuse_misfit(resource: Resource, fields: Sequence[Field], document: Document, context: Context) -> None:
    """Raise ``UnexpectedAnswer`` unless the properties that these fields manage have the expected types."""
    needs = () if resource.is_owned else (resource.location.naming.prop,)
    problem = shape_of(tuple(fields), needs).misfit(document)
    if problem:
        raise UnexpectedAnswer(
            f"Octopus Server {context.client.version} returned {called(resource, document)} in an unexpected shape: "
            f"{problem}. {ADVICE}"
        )
