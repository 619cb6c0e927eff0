# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Symbols, indices, conditions, repetitions, calculations and JSON, as Octostache evaluates them.

Every row was seen on the library itself, or follows from its sources (api: octostache#where-and-how).
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.evaluate import (
    Evaluator,
    evaluate,
    is_template,
)

SAME = "the template itself"
JSON = '{"b":true,"n":1.50,"d":"2024-01-02T03:04:05Z","a":null,"o":{"x":[1,2.0,"y\'"]}}'
ACTIONS = {
    "Action[Package A].Name": "A",
    "Action[Package A].Roles": "a,b",
    "Action[].Name": "Z",
    "Action[].Roles": "c",
}
NOT_JSON = (
    *("{k 1}", "{k:tru}", "{k:+1}", "{k:09}", "{k:1.2.3}", "{k:1_000}", '{"k":"\\x"}', '{"k":"\\u12"}', '{"k":"a'),
    *("{k:1;j:2}", "{,}", "{k:", "{-:1}", "[1}", "{k:1}}", "/* {k:1}"),
)
WRONG_TEXTS = (
    "#{if A == 'x'}y#{/if}",
    "#{if !A}y#{/if}",
    "#{if A && B}y#{/if}",
    "#{if A > 1}y#{/if}",
    '#{A | Replace "x" "#{B}"}',
    '#{A | Replace "#" "x"}',
    "#{A | Format 1.5}",
    "#{A",
    "#{}",
    "#{ }",
    "#{A[b}",
    "#{A..B}",
    "#{.A}",
    "#{A!B}",
    "#{A}#{B$}",
    "#{if A}y#{/unless}",
    "#{if}#{/if}",
    '#{unless A}x#{elseif B == "x"}y#{/unless}',
    "#{each x IN L}a#{/each}",
    "#{each x in L | ToUpper}a#{/each}",
    "#{each x in L}a",
    "#{/if}",
    "###{",
)
TEXTS: tuple[tuple[str, str], ...] = (
    ("# ## ### a#", "# ## ### a#"),
    ("##{x}", "#{x}"),
    ("###{x}", "#v"),
    ("####{x}", "###{x}"),
    ("#####{x}", "###v"),
    ("a##{x}b#{x}", "a#{x}bv"),
)
SYMBOLS = (
    ("#{ Missing   |ToUpper}", {}, "#{Missing | ToUpper}"),
    ("#{A|Nope 1 #{B}}", {"A": "x", "B": "y"}, '#{A | Nope "1" #{B}}'),
    ('#{A | ToUpper "x"}', {"A": "x"}, SAME),
    ("#{A}", {"A": "#{Missing}"}, "#{Missing}"),
    ("#{A}", {"a": "x", "A": "y"}, "y"),
    ("#{ÄÖ é}", {"äö É": "x"}, "x"),
    ("#{A}", {"A": "no ##{template} without a token"}, "no #{template} without a token"),
    ("#{A}", {"A": "wrong #{ and left"}, "wrong #{ and left"),
    ("#{Foo}", {"Foo": "a", "Foo!Bar": "b"}, "b"),
    ("#{P[1]}", {"P[1].V": "x"}, "1"),
    ("#{P[*].V}", {"P[b].V": "1", "P[a].V": "2"}, "1"),
    ("#{P [ 1].V}", {"P[1].V": "x"}, "x"),
    ("#{P[#{K}].V}", {"P[a].V": "x", "K": "A"}, "x"),
    ("#{P[#{K}].V}", {"P[a].V": "x"}, SAME),
    ("#{P[#{K | ToUpper}]}", {"P[#{K | ToUpper}]": "x", "K": "a"}, "x"),
    ("#{O[Step [1]].V}", {"O[Step [1]].V": "x"}, "x"),
    ("#{O[a[#{b}]].V}", {}, SAME),
    ("#{V.a.c}", {"V": '{"a":{"c":2}}', "V.a.b": "x"}, SAME),
    ("#{}#{A}", {"A": "x"}, SAME),
    # A block that does not end may be the name of a variable.
    ("#{if A}y", {"if A": "x"}, "xy"),
)
CONDITIONS = (
    ('#{if A == "x"}y#{else}n#{/if}', {"A": "X"}, "n"),
    ('#{if A == ""}y#{else}n#{/if}', {}, "y"),
    ("#{if A == B}y#{else}n#{/if}", {}, "y"),
    ("#{if A == 1}y#{else}n#{/if}", {"A": "1"}, "n"),
    ("#{if A == True}y#{else}n#{/if}", {"A": "True"}, "n"),
    ('#{if A == "1"}one#{elseif A == "2"}two#{/if}', {"A": "2"}, "two"),
    ("#{IF A}y#{/if}", {"A": "1"}, "y"),
    ("#{unless A}n#{else}y#{/unless}", {"A": "1"}, "y"),
    ("#{if A}y#{else}n#{/if}", {"A": " 0"}, "y"),
    ("#{if A}y#{else}n#{/if}", {"A": " "}, "y"),
    ("#{if A}y#{else}n#{/if}", {"A": "0"}, "n"),
    ("#{if A}y#{else}n#{/if}", {"A": " No "}, "n"),
    ("#{if A}y#{else}n#{/if}", {"A": "FALSE\n"}, "n"),
    ("#{if A}#{if B}1#{else}2#{/if}#{else}3#{/if}", {"A": "1"}, "2"),
    ("#{if A}1#{elseif B}2#{elseif C}3#{else}4#{/if}", {"C": "1"}, "3"),
    ("#{if A | Nope}y#{/if}", {"A": "1"}, SAME),
    ("#{unless A | Nope}y#{/unless}", {"A": "1"}, "#{if A | Nope}#{else}y#{/if}"),
    ('#{if A | Nope == "x"}y#{/if}', {"A": "1"}, '#{if A | Nope == "x" }y#{/if}'),
    ("#{if A == B | Nope}y#{/if}", {"A": "1"}, "#{if A == B | Nope }y#{/if}"),
    ("#{elseif }#{elseifX}", {"elseif": "a", "elseifX": "b"}, "ab"),
)
REPETITIONS = (
    ("#{each a in Action}#{each r in a.Roles}#{a.Name}#{r} #{/each}#{/each}", ACTIONS, "Aa Ab Zc "),
    ("#{each a in Action}#{a}|#{/each}", ACTIONS, "Package A||"),
    ("#{each x in L}[#{x}]#{/each}", {"L": ""}, "[]"),
    ("#{each x in L}[#{x}]#{/each}", {"L": "a,, b"}, "[a][][ b]"),
    ("#{each x in L}[#{x}]#{/each}", {"L": "x,y", "L[A]": "z"}, "[x][y]"),
    ("#{each x in L}[#{x}]#{/each}", {}, ""),
    ("#{each x in L}[#{x}]#{/each}", {"L": '[1,"b",null,{"k":[]}]'}, '[1][b][][{"k":[]}]'),
    ("#{each x in L}#{x}=#{x.Key}#{x.Value.v};#{/each}", {"L": '{"a":{"v":1},b:{v:2}}'}, "a=a1;b=b2;"),
    (
        "#{each x in L}#{x}#{Octopus.Template.Each.Index}#{unless Octopus.Template.Each.Last},#{/unless}#{/each}",
        {"L": "a,b"},
        "a0,b1",
    ),
    ("#{each x in L}#{Octopus.Template.Each.First} #{/each}", {"L": "a,b"}, "True False "),
    ("#{each x in L}#{Octopus.Name}#{/each}", {"L": "a,b", "Octopus.Name": "n"}, "nn"),
    ("#{each x in L}#{S[#{x}].D}#{/each}", {"L": "a,b", "S[a].D": "1", "S[b].D": "2"}, "12"),
)
CALCULATIONS = (
    ("#{calc 3*(2+2)*4}", {}, "48"),
    ("#{calc 0.1+0.2}", {}, "0.30000000000000004"),
    ("#{calc 10-2-3}", {}, "5"),
    ("#{calc 12/2/3}", {}, "2"),
    ("#{calc .5 * 4}", {}, "2"),
    ("#{calc A / B}", {"A": "1", "B": "2"}, "#{A / B}"),
    ("#{calc {A}/{B}}", {"A": "1", "B": "0"}, "Infinity"),
    ("#{calc {A}/{B}}", {"A": "-1", "B": "0"}, "-Infinity"),
    ("#{calc {A}/{B}}", {"A": "0", "B": "0"}, "NaN"),
    ("#{calc {A}*2}", {"A": "1,234.5e1"}, "24690"),
    ("#{calc {A}*2}", {"A": "x"}, "#{A*2}"),
    ("#{calc 2*{A[0].B}}", {"A[0].B": "3"}, "6"),
    ("#{calc 10000000000*1000000}", {}, "10000000000000000"),
    ("#{calc 10000000000*10000000}", {}, "1E+17"),
    ("#{calc 1/100000}", {}, "1E-05"),
    ("#{calc 3a}", {}, "#{calc 3a}"),
    ("#{calc}", {"calc": "x"}, "x"),
)
JSONS = (
    ("#{V.b}", {"V": JSON}, "True"),
    ("#{V.n}", {"V": JSON}, "1.5"),
    ("#{V.d}", {"V": JSON}, "01/02/2024 03:04:05"),
    ("#{V.a}", {"V": JSON}, ""),
    ("#{V.x}", {"V": JSON}, ""),
    ("#{V.B}", {"V": JSON}, ""),
    ("#{V.o}", {"V": JSON}, '{"x":[1,2.0,"y\'"]}'),
    ("#{V.o.x[1]}", {"V": JSON}, "2"),
    ("#{V[o][x][0]}", {"V": JSON}, "1"),
    ("#{V[9]}", {"V": "[1]"}, ""),
    ("#{V.x}", {"V": "[1]"}, SAME),
    ("#{V.x}", {"V": "no JSON"}, SAME),
    ("#{V.k}", {"V": "{k:'v',}"}, "v"),
    ("#{V.k}", {"V": "/* c */{k: 0x10} // c"}, "16"),
    ("#{V.k}", {"V": "{k: 010, l: 1e2}"}, "8"),
    ("#{V.k}", {"V": '{"k": "\\u00e9\\n"}'}, "é\n"),
    ("#{V.k}", {"V": "{k: 1} x"}, SAME),
    ("#{V.k}", {"V": '{"k": "a", "k": "b"}'}, "b"),
    ("#{V.k}", {"V": '{"k": "#{W}"}', "W": "w"}, "w"),
    ("#{V.k}", {"V": '{"k": "#{V.l}", "l": 1}'}, "1"),
    ("#{V.k.l}", {"V": '{"k": "#{V.k}"}'}, SAME),
    ("#{V.k}", {"V": "12"}, SAME),
    ("#{each x in V}[#{x}]#{/each}", {"V": "[1,,2,]"}, "[1][][2]"),
    ("#{V.k}", {"V": "{k:.5,l:5.}"}, "0.5"),
    ("#{V.l}", {"V": "{k:.5,l:5.}"}, "5"),
    ("#{V.k}", {"V": "{k:-Infinity}"}, "-Infinity"),
    *(("#{V.k}", {"V": wrong}, SAME) for wrong in NOT_JSON),
    ("#{V.k}", {"V": '{"k":"/Date(1234567890000)/"}'}, "02/13/2009 23:31:30"),
    ("#{V.k}", {"V": '{"k":["2024-01-02T03:04:05.1200000Z"]}'}, '["2024-01-02T03:04:05.12Z"]'),
    ("#{V.k}", {"V": '{"k":"2024-01-02"}'}, "2024-01-02"),
    ("#{V.k}", {"V": '{"k":[0.00001,1e21,1e400,"\u2028"]}'}, '[1E-05,1E+21,"Infinity","\\u2028"]'),
    ("#{V.k}", {"V": "[" * 65 + "]" * 65}, SAME),
)
ROWS = (*SYMBOLS, *CONDITIONS, *REPETITIONS, *CALCULATIONS, *JSONS)


@pytest.mark.parametrize(("template", "variables", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_evaluates(template: str, variables: dict[str, str], expected: str) -> None:
    assert evaluate(template, variables).text == (template if expected == SAME else expected)


def test_dates_with_an_offset_within_json_are_local_times() -> None:
    def now() -> datetime:
        return datetime(2026, 7, 1, tzinfo=timezone(timedelta(hours=5)))

    variables = {"V": '{"k":"2024-01-02T03:04:05+02:00"}'}
    assert evaluate("#{V.k}", variables, now).text == "01/02/2024 06:04:05"


@pytest.mark.parametrize(("template", "expected"), TEXTS)
def test_hashes(template: str, expected: str) -> None:
    assert evaluate(template, {"x": "v"}).text == expected


@pytest.mark.parametrize("text", WRONG_TEXTS)
def test_a_text_that_is_wrong_anywhere_stays(text: str) -> None:
    evaluated = evaluate(f"#{{Good}} {text}", {"Good": "x", "A": "x"})
    assert evaluated.text == f"#{{Good}} {text}"
    assert evaluated.missing == ()
    assert evaluated.error.startswith("the template cannot be parsed: line 1, column ")


def test_the_place_of_a_mistake_is_named() -> None:
    assert evaluate("a\n#{B} #{C!}", {}).error == "the template cannot be parsed: line 2, column 9, at '!}'"


def test_missing_tokens_are_listed_once_with_those_in_values() -> None:
    evaluated = evaluate("#{A}#{B}#{B}", {"A": "#{C | ToUpper}"})
    assert evaluated.missing == ("#{C | ToUpper}", "#{B}")
    assert evaluated.error == "The following tokens were unable to be evaluated: '#{C | ToUpper}', '#{B}'"


FAILURES = (
    ("#{A}", {"A": "#{B}", "B": "#{C}", "C": "#{A}"}, "#{A} is in a self referencing loop (A -> B -> C -> A)"),
    ("#{A | FromBase64}", {"A": "###"}, "#{A | FromBase64}: the input is not valid base64"),
    ("#{V.big}", {"V": '{"big":12345678901234567890}'}, "the number 12345678901234567890 in the JSON has more than"),
    ("#{V[-1]}", {"V": "[1]"}, "the index -1 is negative"),
    ("#{A}", {"A": "x", "B[#{A}]": "y"}, "the name of the variable 'B[#{A}]' has a substitution in it"),
    ('#{A | Match "("}', {"A": "x"}, "#{A | Match \"(\"}: the regular expression '(' cannot be used"),
    ("#{A | VersionMajor}", {"A": "1.2/3"}, "#{A | VersionMajor}: '1.2/3' is not a version"),
    ("#{each Octopus in L}#{/each}", {"L": "a"}, "#{each Octopus in …}: no item of a repetition may have this name"),
)


@pytest.mark.parametrize(("template", "variables", "reason"), FAILURES, ids=[row[0] for row in FAILURES])
def test_an_error_of_the_library_names_the_token(template: str, variables: dict[str, str], reason: str) -> None:
    evaluated = evaluate(template, variables)
    assert evaluated.failed and evaluated.text is None
    assert evaluated.error.startswith(reason)


def test_a_template_that_is_nested_too_deeply_is_an_error() -> None:
    chain = {f"A{number}": f"#{{A{number + 1}}}" for number in range(3000)}
    assert evaluate("#{A0}", chain).error == "the template or its variables are nested too deeply"
    assert evaluate("#{if A}" * 5000 + "#{/if}" * 5000, {}).failed
    assert evaluate("#{A | Append " * 300 + "}" * 300, {}).error


def test_many_texts_over_the_same_variables() -> None:
    evaluator = Evaluator({"A": "x", "B": "#{A}#{C}"})
    assert [evaluator.evaluate(text).text for text in ("#{B}", "#{A}", "#{A", "a")] == ["x#{C}", "x", "#{A", "a"]
    assert evaluator.evaluate("#{A}").missing == ()


def test_null_makes_the_whole_result_null() -> None:
    assert evaluate("a#{ | null}", {}) == evaluate("#{ | null}", {})
    assert evaluate("a#{ | null}", {}).text is None and not evaluate("a#{ | null}", {}).failed
    assert evaluate("#{if A}#{ | null}#{else}x#{/if}", {}).text == "x"
    # Within a value it is a token without a value.
    assert evaluate("#{A}", {"A": "#{ | null}"}).text == "#{ | null}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("#{A}", True), ("x#{if A}y#{/if}", True), ("##{A}", False), ("#{A", False), ("x", False), ("", False)],
)
def test_is_template(text: str, expected: bool) -> None:
    assert is_template(text) is expected
