# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the kind of document that somebody has given as an option of another document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded


def kinds_meant(
    resource: Resource,
    word: str,
    kinds: Iterable[Resource],
    arguments_of: Callable[[str], Mapping[str, Argument]],
    called: Callable[[Resource], str],
) -> Sequence[str]:
    """The meanings that an unknown option of a document may have, in words for a message.

    ``resource``: the document's kind; ``arguments_of(plural)``: the options of a kind; ``called(kind)``: the words for
    the place of its documents. The names of all kinds are recognised, and also short names (``processes``) and options
    (``steps``) of kinds whose documents belong to the document. The name of its own kind means the document's name.
    """
    given = folded(word)
    if given in (resource.kind, f"{resource.kind}_name") and "name" in arguments_of(resource.plural):
        return ["name"]
    forms = (given, f"{given}s")
    others = [each for each in kinds if each is not resource]
    inner = [each for each in others if resource.location in _belongs_to(each)]
    short = [each for each in inner if any(f"_{name}".endswith(f"_{form}") for name in _names(each) for form in forms)]
    named = [each for each in others if any(form in _names(each) for form in forms)]
    return [called(each) for each in short or named] or [
        f"{given} in {called(each)}" for each in inner if given in arguments_of(each.plural)
    ]


def _names(resource: Resource) -> tuple[str, str]:
    return resource.kind, resource.plural


def _belongs_to(resource: Resource) -> list[object]:
    """The locations of the documents that a document of the kind can belong to."""
    parent = resource.location.parent
    return [each.location for each in resource.owners] or ([parent.location] if parent else [])
