# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rare inputs. Each result is the one of Octostache@5a08233 on .NET Core 3.1, in the invariant culture and UTC."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.evaluate import evaluate

NUMBERS = (
    ("1234567.5", "00E+0 %", "12E+7 %"),
    ("100", "‰#,##0E0-", "‰1,000E2-"),
    ("12", "E+0", "E+0"),
    ("5", "E+0", "E+2"),
    ("-1", ")e-00", ")e00"),
    ("123", "0.00e-00E+0E0%", "1.23e04E+0E0%"),
    ("5", "\\a'a'e-00%e-00E0", "aae04%e-00E0"),
)
DATES = (
    ("9:05:59 1-Dec-2023", "2023-12-01T09:05:59.0000000+00:00"),
    ("00 PM 31-January-2023", "2023-01-31T12:00:00.0000000+00:00"),
    ("1999-02-09-05:30", "1999-02-09T00:00:00.0000000-05:30"),
    ("Nov 15, 1999-05:30", "1999-11-15T00:00:00.0000000-05:30"),
    ("1pm-05:30", "2026-11-28T13:00:00.0000000-05:30"),
    ("23pm+14:00", "2026-11-29T23:00:00.0000000+14:00"),
    ("02/2024/03", "2024-02-03T00:00:00.0000000+00:00"),
    ("13:00:15,5", None),
    ("99999999999999999999999999999.5 1", None),
)
ADDRESSES = (
    ("C:\\temp\\x y?z#w", "AbsoluteUri", "file:///C:/temp/x%20y%3Fz%23w"),
    ("C:\\temp\\x y", "Path", "C:\\temp\\x y"),
    ("C:/temp/../x", "AbsolutePath", "C:/x"),
    ("C:\\temp", "Host", ""),
    ("d:", "IsAbsoluteUri", "false"),
    ("c:x", "Host", "c:x"),
    ("\\\\server\\share\\x y", "AbsoluteUri", "file://server/share/x%20y"),
    ("\\\\server\\share\\x", "IsUnc", "true"),
    ("file://server/share/a", "Path", "\\\\server\\share\\a"),
    ("file:///C:/a b", "PathAndQuery", "C:/a%20b"),
    ("file:///C:/a b", "Path", "C:\\a b"),
    ("file:///etc/a b", "Path", "/etc/a b"),
    ("ftp://h/a?b#c", "AbsolutePath", "/a%3Fb"),
    ("ftp://h?b", "Path", "/?b"),
    ("http://bücher.de/ü", "AbsoluteUri", "http://bücher.de/%C3%BC"),
    ("http://10.1/", "Host", "10.0.0.1"),
    ("http://256.1.1.1/", "Host", "256.1.1.1"),
    ("http://a..b/", "Host", "http://a..b/"),
    ("http://-h/", "Host", "-h"),
    ("https://loopback:8080/", "AbsoluteUri", "https://localhost:8080/"),
    ("http://a b@h/", "UserInfo", "a%20b"),
    ("http://[fe80::1%25e]/", "Host", "[fe80::1]"),
    ("ldap://h/a/../b", "AbsolutePath", "/a/../b"),
    ("file://u@h/a", "Host", "file://u@h/a"),
    ("file://h:80/a", "Host", "file://h:80/a"),
    ("net.tcp://u@h/a", "Host", "net.tcp://u@h/a"),
    ("net.tcp://h:81/a", "HostAndPort", "h:81"),
    ("net.pipe://h:80/a", "Host", "net.pipe://h:80/a"),
)
JSON = (
    ('[1,[2,{"a":3', "#{V[1]}", '[2,{"a":3}]'),
    ('["a"', "#{each i in V}<#{i}>#{/each}", "<a>"),
    ('{"a":1', "#{V.a}", "#{V.a}"),
    ("[/*x*/1,//y\n2]", "#{each i in V}<#{i}>#{/each}", "<x><1><y><2>"),
    ('{"a":[/*x*/1]}', "#{V.a}", "[1]"),
    ('[{"a":undefined},[,]]', "#{V[0]}#{V[1]}", '{"a":undefined}[undefined]'),
    ("[undefined]", "<#{V[0]}>", "<>"),
    ('{"a":1,"b":2,"a":3}', "#{each i in V}#{i}=#{i.Value},#{/each}", "b=2,a=3,"),
)
REPLACED = (
    ("a.b.c", "(?s).*?", "-", "-a-.-b-.-c-"),
    ("abc", "x*?", "-", "-a-b-c-"),
    ("baac", "a*", "-", "-b--c-"),
    ("ABC", "\\101", "x", "xBC"),
    ("A1", "\\1011", "x", "x"),
    ("aa8", "(a)\\1\\70", "x", "x"),
)


@pytest.mark.parametrize(("text", "format_text", "expected"), NUMBERS)
def test_formats_with_an_exponent(text: str, format_text: str, expected: str) -> None:
    assert evaluate("#{A | Format #{F}}", {"A": text, "F": format_text}).text == expected


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(text: str, expected: str | None) -> None:
    found = evaluate("#{A | Format datetimeoffset o}", {"A": text}, lambda: datetime(2026, 11, 29, 3, tzinfo=UTC))
    assert found.text == (expected or '#{A | Format "datetimeoffset" "o"}')


@pytest.mark.parametrize("filter_text", ['AddDays "1"', 'AddHours "0.5"', "Format date o"])
def test_a_number_that_is_too_large_for_a_date_stays(filter_text: str) -> None:
    found = evaluate(f"#{{A | {filter_text}}}", {"A": "99999999999999999999999999999.5"})
    assert found.text == found.missing[0]


@pytest.mark.parametrize("quote", ["%'", '%"', "%\\"])
def test_a_single_quote_is_no_format_of_a_date(quote: str) -> None:
    assert evaluate("#{A | Format #{F}}", {"A": "2024-12-31", "F": f"yyyy{quote}mm"}).missing


@pytest.mark.parametrize(("address", "part", "expected"), ADDRESSES)
def test_addresses(address: str, part: str, expected: str) -> None:
    assert evaluate(f"#{{A | UriPart {part}}}", {"A": address}).text == expected


@pytest.mark.parametrize(("text", "template", "expected"), JSON)
def test_json_that_is_not_strict(text: str, template: str, expected: str) -> None:
    assert evaluate(template, {"V": text}).text == expected


@pytest.mark.parametrize(("text", "pattern", "replacement", "expected"), REPLACED)
def test_regular_expressions(text: str, pattern: str, replacement: str, expected: str) -> None:
    found = evaluate("#{A | Replace #{P}#{R}}", {"A": text, "P": pattern, "R": replacement})
    assert found.text == expected


def test_one_letter_becomes_one_letter() -> None:
    assert evaluate("#{A | ToUpper}", {"A": "ᾳŉßé"}).text == "ᾼŉßÉ"
