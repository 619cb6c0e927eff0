# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The concepts stay few, so that a newcomer can hold them in mind."""

from __future__ import annotations

import inspect
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context, Notes
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Action, Hooks
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Lists, Location, Naming, Parent
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"
MOST = {
    Resource: 11,
    Field: 7,
    Location: 12,
    Context: 8,
    Notes: 4,
    Parent: 7,
    Hooks: 10,
    Action: 5,
    Creation: 5,
    Published: 3,
    Naming: 5,
    Lists: 6,
    Nested: 6,
}


@pytest.mark.parametrize("concept", MOST, ids=lambda concept: concept.__name__)
def test_a_concept_has_few_attributes(concept: type[Any]) -> None:
    assert len(fields(concept)) <= MOST[concept]


@pytest.mark.parametrize("concept", MOST, ids=lambda concept: concept.__name__)
def test_mypy_lets_nobody_change_a_concept(concept: type[Any]) -> None:
    assert inspect.getsource(concept).startswith("@dataclass(frozen=True")


def test_the_glossary_explains_at_most_twenty_words_in_a_sentence_each() -> None:
    rows = [line.split("|") for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    words = {word.strip(): meaning.strip() for _start, word, meaning, _end in rows[2:]}
    assert 10 < len(words) <= 20
    assert {word: meaning for word, meaning in words.items() if not meaning.endswith(".") or ". " in meaning} == {}
