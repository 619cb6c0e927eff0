# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of variables in any text, as the parser of templates reads them."""

from __future__ import annotations

import time

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.names import names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a#{b}c#{d[#{e}]}##{f}###{g}#{h", ["b", "d[#{e}]", "e", "g"]),
        ("}#{a{b}c}{#{d}", ["d"]),
        ("#{ A.B | Replace x y }", ["A.B"]),
        ('#{A | Append "x" #{B}}', ["A", "B"]),
        ('#{each x in A.B}#{if C D == "e"}#{/if}', ["A.B", "C D"]),
        ('#{unless "x" != A | ToLower}1#{elseif B}2#{else}3#{/unless}', ["A", "B"]),
        ("#{calc {A}-1 + B*(C + {D})}", ["A", "B", "C", "D"]),
        # A minus sign belongs to a name, and so the calculation has one name.
        ("#{calc A-1}", ["A-1"]),
        ("#{calculate}", ["calculate"]),
        ("#{if}#{each}", ["if", "each"]),
        ("#{A[x].B[*]}", ["A[x].B[*]"]),
        ("#{ | NowDate}#{/if}#{}#{!}", []),
    ],
)
def test_the_names_in_a_text(text: str, names: list[str]) -> None:
    assert [name for _at, name in names_in(text)] == names


def test_the_offsets_are_those_of_the_tokens() -> None:
    text = "a#{b[#{c}]} ###{d}"
    assert [(at, text[at : at + 3]) for at, _name in names_in(text)] == [(1, "#{b"), (5, "#{c"), (14, "#{d")]


@pytest.mark.parametrize("part", ["#{a ", "#{a[", "#{a | f ", "#{if a}", "#{calc (", "#{", "#{a[#{b]"])
def test_many_tokens_that_nothing_closes(part: str) -> None:
    began = time.process_time()
    names_in(part * 20_000)
    assert time.process_time() - began < 5
