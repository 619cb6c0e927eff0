# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties of every text: evaluation gives a result, and a printed token reads as the same token."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.blocks import parse
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.evaluate import (
    FILTERS,
    evaluate,
    is_template,
)
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.tokens import Text, Token, printed
from hypothesis import assume, given
from hypothesis import strategies as st

NAMES = ("A", "B.C", "P[a]", "P[#{K}]", "x y", "J.k", "L", "Loop", "N")
FRAGMENTS = ("#{", "}", "#{A}", "#{if A}", "#{else}", "#{/if}", "#{elseif B}", "#{each x in L}", "#{x}", "#{/each}")
MORE = ("#{calc 1+A}", "##", "|", '"', '\\"', "[", "]", "==", " ", "\n", "é😀", "#{A | ToUpper}", "#{/unless}")
OPTIONS = ("a", "1", "-1", '"b c"', '"(a+"', "#{A}", "utf8", "yyyy", "Date", '"2024-02-30"', "Port")
pieces = st.one_of(st.sampled_from([*FRAGMENTS, *MORE]), st.text(max_size=4))
texts = st.lists(pieces, max_size=8).map("".join)
values = st.one_of(texts, st.sampled_from(["1.5", "2024-02-29T01:02:03Z", '{"k":[1,{"l":null}]}', "[1", "https://a.b"]))
variables = st.dictionaries(st.sampled_from(NAMES), values)


@st.composite
def substitutions(draw: st.DrawFn) -> str:
    chain = "".join(
        f" | {draw(st.sampled_from([*sorted(FILTERS), 'format', 'adddays', 'Nope']))}"
        f" {' '.join(draw(st.lists(st.sampled_from(OPTIONS), max_size=3)))}"
        for dummy in range(draw(st.integers(0, 3)))
    )
    return f"#{{{draw(st.sampled_from(NAMES))}{chain}}}"


@st.composite
def blocks(draw: st.DrawFn, depth: int = 2) -> str:
    inner = blocks(depth - 1) if depth else substitutions()
    kind = draw(st.sampled_from(["substitution", "if", "unless", "each"]))
    if kind == "if":
        return f'#{{if A == "x"}}{draw(inner)}#{{elseif B}}{draw(inner)}#{{else}}{draw(inner)}#{{/if}}'
    if kind == "unless":
        return f"#{{unless A | ToUpper}}{draw(inner)}#{{/unless}}"
    if kind == "each":
        return f"#{{each x in L}}{draw(inner)}-#{{x}}#{{/each}}"
    return draw(substitutions())


@given(st.text().filter(lambda text: "#{" not in text), variables)
def test_a_text_without_a_token_comes_back(text: str, given_variables: dict[str, str]) -> None:
    evaluated = evaluate(text, given_variables)
    assert (evaluated.text, evaluated.missing, evaluated.error) == (text, (), "")
    assert not is_template(text)


@given(st.one_of(texts, blocks(), substitutions()), variables)
def test_nothing_is_raised_and_every_failure_has_a_reason(text: str, given_variables: dict[str, str]) -> None:
    evaluated = evaluate(text, given_variables)
    assert evaluated.text is not None or evaluated.failed == bool(evaluated.error and not evaluated.missing)
    assert bool(evaluated.missing) <= bool(evaluated.error)


@given(substitutions(), values)
def test_filters_take_any_value(template: str, value: str) -> None:
    evaluated = evaluate(template, dict.fromkeys(NAMES, value))
    assert evaluated.text is not None or evaluated.error or "null" in template


# A calculation is printed without its keyword, and is then no calculation any more.
@given(blocks())
def test_a_printed_token_reads_as_the_same_token(text: str) -> None:
    # No filter may follow a filter whose last option is a token.
    assume(is_template(text))
    tokens = parse(text)
    once = printed(tokens)
    assert printed(parse(once)) == once
    assert [type(token) for token in parse(once)] == [type(token) for token in tokens]


def test_text_within_tokens_stays_text() -> None:
    (token,) = parse("#{if A}##{B}#{/if}")
    assert str(token) == "#{if A}##{B}#{/if}"
    assert parse(str(token)) == (token,)
    inner: tuple[Token, ...] = parse("##{B}")
    assert inner == (Text("#{B}"),)
