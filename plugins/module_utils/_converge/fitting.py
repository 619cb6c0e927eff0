# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refuses documents of which nothing can be made, as one of their properties is of another type than it should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import shape_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource, called
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import UnexpectedAnswer

ADVICE = (
    "Look at the document with octopus_api: if it is so there too, this server differs from all that octopus.deploy "
    "knows, so please report it; if it is not, something in front of the server changes its answers"
)


def fitting(resource: Resource, fields: Sequence[Field], document: Document, context: Context) -> None:
    """Raise ``UnexpectedAnswer`` unless what these fields manage of a document is as it should be."""
    needs = () if resource.singleton else (resource.location.naming.prop,)
    problem = replace(shape_of(fields), needs=needs).misfit(document, "")
    if problem:
        raise UnexpectedAnswer(
            f"Octopus Server {context.client.version} has {called(resource, document)} in another shape than it "
            f"should: {problem}. {ADVICE}"
        )
