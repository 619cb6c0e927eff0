# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each filter of Octostache: an input, the filter with its options, and the result (api: octostache#filters)."""

from __future__ import annotations

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._octostache import markdown
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.evaluate import FILTERS, evaluate
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.text_filters import HASHES

# The token stays.
ECHO = None
TABLE = "|a|b|\n|-|-|\n|1|2|"
ROWS: tuple[tuple[str, str, str | None], ...] = (
    ("aßÄ\u0131", "ToUpper", "AßÄ\u0131"),
    ("AÄÑ", "ToLower", "aäñ"),
    ("x", "ToLower x", ECHO),
    ("x", "toUPPER", "X"),
    (" \t\x85a\x1f ", "Trim", "a\x1f"),
    (" a ", "Trim start", "a "),
    (" a ", "Trim END", " a"),
    (" a ", "Trim both", ECHO),
    (" a ", 'Trim ""', ECHO),
    ("abcd", "Truncate 3", "abc..."),
    ("abcd", 'Truncate 3 "<|>"', "abc<|>"),
    ("abcd", 'Truncate 3 ""', "abc"),
    ("abcd", "Truncate 4", "abcd"),
    ("abcd", "Truncate -1", ECHO),
    ("abcd", "Truncate a", ECHO),
    ("abcd", "Truncate", ECHO),
    ("😀b", 'Truncate 2 ""', "😀"),
    ("😀b", 'Truncate 1 ""', "\ufffd"),
    ("Octopus Deploy", "Substring 7", "Octopus"),
    ("Octopus Deploy", "Substring 8 6", "Deploy"),
    ("Octopus Deploy", "Substring 8 7", "Deploy"),
    ("Octopus Deploy", "Substring 14 5", ""),
    ("Octopus Deploy", "Substring 15 1", ECHO),
    ("Octopus Deploy", "Substring -1", ECHO),
    ("Octopus Deploy", "Substring 1 2 3", ECHO),
    ("Octopus Deploy", "Substring 9999999999", ECHO),
    ("a", "Append b #{c} d", "abCd"),
    ("a", 'Prepend b " "', "b a"),
    ("a", "Append", ECHO),
    ("a", "Prepend", ECHO),
    ("", "Indent", ""),
    ("a\nb", "Indent", "    a\n    b"),
    ("a\nb", "Indent 2", "  a\n  b"),
    ("a\nb", "Indent /2", "a\n  b"),
    ("a\nb", "Indent 1/2", " a\n  b"),
    ("a\nb", "Indent //", "//a\n//b"),
    ("a\nb", "Indent 256", "256a\n256b"),
    ("a\nb", "Indent 256/1", "256/1a\n256/1b"),
    ("a\nb", 'Indent "/* " " * "', "/* a\n * b"),
    ("a\nb", 'Indent \\"# \\"', "# a\n# b"),
    ("a\nb", "Indent a b c", ECHO),
    ("é", "ToBase64", "w6k="),
    ("é", "ToBase64 Unicode", "6QA="),
    ("é", "ToBase64 latin1", ECHO),
    ("w6k=", "FromBase64", "é"),
    (" w6\nk= ", "FromBase64 utf-8", "é"),
    ("6QA=", "FromBase64 unicode", "é"),
    ("/w==", "FromBase64", "\ufffd"),
    ("6QA=", "FromBase64 latin1", ECHO),
    ("a/b 'q' <\"&>", "HtmlEscape", "a&#x2F;b &apos;q&apos; &lt;&quot;&amp;&gt;"),
    ("a/b 'q' <\"&>", "XmlEscape", "a/b &apos;q&apos; &lt;&quot;&amp;&gt;"),
    ('a\\b"c"\r\n\t\b', "JsonEscape", 'a\\\\b\\"c\\"\\r\\n\\t\b'),
    ("it's\n\na\r\nb", "YamlSingleQuoteEscape", "it''s\n\n\na\r\n\r\nb"),
    ('"\\\té😀', "YamlDoubleQuoteEscape", '\\"\\\\\\t\\u00e9\\ud83d\\ude00'),
    (" a:b=c\\\té\u0100ÿ", "PropertiesKeyEscape", "\\ a\\:b\\=c\\\\\\té\\u0100\\u00ff"),
    (" a b:c=\n", "PropertiesValueEscape", "\\ a b:c=\\n"),
    ("x", "HtmlEscape y", ECHO),
    ("A b:c+d/e%é#[]", "UriEscape", "A%20b:c+d/e%25%C3%A9#[]"),
    ("A b:c+d/e%é!*'()~", "UriDataEscape", "A%20b%3Ac%2Bd%2Fe%25%C3%A9%21%2A%27%28%29~"),
    ("1.2.3", 'Replace "." "-"', "-----"),
    ("1.2.3", 'Replace "\\." "-"', "1-2-3"),
    ("abc", "Replace b", "ac"),
    ("ABC", "Replace b x", "ABC"),
    ("abc", "Replace", ECHO),
    ("opuocts", 'Replace "o(.+)o([a-z]*)s" "o$2o$1s"', "octopus"),
    ("2024-05", 'Replace "(?<y>\\d+)-(?<m>\\d+)" "${m}/${y}"', "05/2024"),
    ("2024-05", 'Replace "(?\'y\'\\d+)-(\\d+)" "$1 $2 $9 ${z} $$ $&"', "05 2024 $9 ${z} $ 2024-05"),
    ("abc", 'Replace "b" "[$`|$\'|$_]"', "a[a|c|abc]c"),
    ("abcabc", 'Replace "(?<n>b)(c)\\k<n>?" "$+"', "abab"),
    ("abc", 'Replace "x*" "-"', "-a-b-c-"),
    ("hello", 'Replace "[a-z-[aeiou]]" "x"', "xexxo"),
    ("aBAB", 'Replace "a(?i)b" "x"', "xAB"),
    ("abcBC", 'Replace "x(?i)b|c" "-"', "ab-B-"),
    ("aBB", 'Replace "(a(?i)b|x)B" "-"', "-"),
    ("aB\nb", 'Replace "(?im)^b$" "x"', "aB\nx"),
    ("aa", 'Replace "(a)\\1" "x"', "x"),
    ("aab", 'Replace "a{,2}" "-"', "aab"),
    ("ab ac", 'Replace "(a)(b)?" "$+"', "b c"),
    ("ab", 'Replace "(?n)(a)(?<x>b)" "$1-${x}"', "b-b"),
    ("1-x5", 'Replace "[\\d-x]" "."', "...."),
    ("ab", 'Replace #{verbose} "."', "."),
    ("aaAa", 'Replace "(?i-i:A)a" "."', "aa."),
    ("aab", 'Replace "(a)?(?(1)a|b)" "-"', "--"),
    ("", 'Replace "\\B" "-"', "-"),
    ("abb cb bb", 'Replace "(?<=a|bc|c)b" "-"', "a-b c- bb"),
    ("abb cb bb", 'Replace "(?<!a|bc|c)b" "-"', "ab- cb --"),
    ("ab", 'Match "^(?>a|b)+\\z"', "true"),
    ("a\n", 'Match "a\\Z"', "true"),
    ("a\n", 'Match "a\\z"', "false"),
    ("aB", 'Match "\\p{Lu}"', "true"),
    ("ab", 'Match "[\\p{Lu}\\d]"', "false"),
    ("abc", "Match ABC", "false"),
    ("abc", "Match", ECHO),
    ("abc", "Match a b", ECHO),
    ("abc", "StartsWith ab", "true"),
    ("abc", "StartsWith AB", "false"),
    ("abc", "EndsWith bc", "true"),
    ("abc", "Contains b", "true"),
    ("abc", "Contains", ECHO),
    ("x", "null", "null"),
    ("_y_", "Markdown", "<p><em>y</em></p>\n\n"),
    (" a ~~b~~ ", "MarkdownToHtml", "<p>a <del>b</del></p>\n\n"),
    ("H~2~O x^2^ ++i++ ==m==", "Markdown", "<p>H<sub>2</sub>O x<sup>2</sup> <ins>i</ins> <mark>m</mark></p>\n\n"),
    ("see http://a.b/c.", "Markdown", '<p>see <a href="http://a.b/c">http://a.b/c</a>.</p>\n\n'),
    ("[x](https://a.b)", "Markdown", '<p><a href="https://a.b">x</a></p>\n\n'),
    (
        TABLE,
        "Markdown",
        "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n"
        "<td>2</td>\n</tr>\n</tbody>\n</table>\n\n",
    ),
    ("www.a.b/~x~y ~z~", "Markdown", '<p><a href="http://www.a.b/~x~y">www.a.b/~x~y</a> <sub>z</sub></p>\n\n'),
    ("mailto:a@b.c", "Markdown", '<p><a href="mailto:a@b.c">a@b.c</a></p>\n\n'),
    ("[http://a.b](c) `==x==`", "Markdown", '<p><a href="c">http://a.b</a> <code>==x==</code></p>\n\n'),
    (
        "|a|\n|:-:|",
        "Markdown",
        '<table>\n<thead>\n<tr>\n<th style="text-align: center;">a</th>\n</tr>\n</thead>\n</table>\n\n',
    ),
    ("x", "Markdown y", ECHO),
)
VERSIONS = (
    ("1", ("1", "0", "0", "0", "", "", "", "")),
    ("1.2.3.4-branch.1+meta", ("1", "2", "3", "4", "branch.1", "branch", "1", "meta")),
    ("V1.2.3.4-branch_hithere+meta", ("1", "2", "3", "4", "branch_hithere", "branch", "hithere", "meta")),
    ("v0.0.0-foo", ("0", "0", "0", "0", "foo", "foo", "", "")),
    ("1.0.0-alpha-a.b-c+build.1-aef", ("1", "0", "0", "0", "alpha-a.b-c", "alpha", "a.b-c", "build.1-aef")),
    ("19.0.0.Final", ("19", "0", "0", "0", "Final", "Final", "", "")),
    ("1.0a1-SNAPSHOT", ("1", "0", "0", "0", "a1-SNAPSHOT", "a1", "SNAPSHOT", "")),
    ("1_0_alpha", ("1", "0", "0", "0", "0_alpha", "0", "alpha", "")),
    (
        "284.0.0-debian_component_based",
        ("284", "0", "0", "0", "debian_component_based", "debian", "component_based", ""),
    ),
    ("latest", ("0", "0", "0", "0", "latest", "latest", "", "")),
    ("+invalid", ("0", "0", "0", "0", "", "", "", "invalid")),
    ("1.1. 01 -99999999999", ("1", "1", "1", "0", "99999999999", "99999999999", "", "")),
)
VERSION_PARTS = (
    "Major",
    "Minor",
    "Patch",
    "Revision",
    "PreRelease",
    "PreReleasePrefix",
    "PreReleaseCounter",
    "Metadata",
)
ADDRESS = "https://user:pw@Octopus.com:8443/docs/./a/../b c?filter=faq#part"
URI_PARTS = (
    (ADDRESS, "AbsolutePath", "/docs/b%20c"),
    (ADDRESS, "AbsoluteUri", "https://user:pw@octopus.com:8443/docs/b%20c?filter=faq#part"),
    (ADDRESS, "Authority", "octopus.com:8443"),
    (ADDRESS, "DnsSafeHost", "octopus.com"),
    (ADDRESS, "Fragment", "#part"),
    (ADDRESS, "Host", "octopus.com"),
    (ADDRESS, "HostAndPort", "octopus.com:8443"),
    ("https://octopus.com", "HostAndPort", "octopus.com:443"),
    (ADDRESS, "HostNameType", "Dns"),
    ("http://10.0.0.1", "HostNameType", "IPv4"),
    ("http://[::1]:80/", "HostNameType", "IPv6"),
    ("http://[::1]:80/", "IsLoopback", "true"),
    (ADDRESS, "IsAbsoluteUri", "true"),
    ("docs/a", "IsAbsoluteUri", "false"),
    (ADDRESS, "IsDefaultPort", "false"),
    ("file:///etc/hosts", "IsFile", "true"),
    ("http://localhost", "IsLoopback", "true"),
    (ADDRESS, "IsUnc", "false"),
    (ADDRESS, "path", "/docs/b c"),
    ("https://octopus.com", "Path", "/"),
    (ADDRESS, "PathAndQuery", "/docs/b%20c?filter=faq"),
    ("https://octopus.com", "Port", "443"),
    (ADDRESS, "Query", "?filter=faq"),
    (ADDRESS, "Scheme", "https"),
    (ADDRESS, "SchemeAndServer", "https://octopus.com:8443"),
    ("https://octopus.com:443/a", "SchemeAndServer", "https://octopus.com"),
    (ADDRESS, "UserInfo", "user:pw"),
    ("/docs", "Host", "[UriPart Host error: This operation is not supported for a relative URI.]"),
    (ADDRESS, "bar", "[UriPart bar error: argument 'bar' not supported]"),
    (ADDRESS, "", "[UriPart error: no argument given]"),
    ("https:octopus.com", "IsAbsoluteUri", "false"),
    ("custom://Host", "AbsoluteUri", "custom://host/"),
    ("urn:isbn:1", "Path", "isbn:1"),
    ("mailto:me@octopus.com", "HostAndPort", "octopus.com:25"),
    ("mailto:me@octopus.com", "UserInfo", "me"),
    ("a:b", "Host", "a:b"),
    ("https://a:99999/", "Host", "https://a:99999/"),
    ("https://a.b/%zz%41|/../c", "AbsolutePath", "/c"),
    ("https://a.b/%zz%41%2F|", "AbsolutePath", "/%25zzA%2F%7C"),
    ("http://h?a#b", "PathAndQuery", "/?a"),
)
DIGESTS = {
    "md5": "9e107d9d372bb6826bd81d3542a419d6",
    "sha1": "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
    "sha256": "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592",
}
FOX = "The quick brown fox jumps over the lazy dog"


def filtered(text: str, expression: str) -> str | None:
    """The result of a filter for a text; ECHO if its token stays."""
    evaluated = evaluate(f"#{{A | {expression}}}", {"A": text, "c": "C", "verbose": "(?x) a b # c"})
    if evaluated.missing:
        assert evaluated.text == evaluated.missing[0]
        return ECHO
    assert evaluated.error == ""
    return evaluated.text


@pytest.mark.parametrize(("text", "expression", "expected"), ROWS, ids=[f"{row[0]!r}-{row[1]}" for row in ROWS])
def test_filter(text: str, expression: str, expected: str | None) -> None:
    if expression == "null":
        assert evaluate("#{A | null}", {"A": text}).text is None
        return
    assert filtered(text, expression) == expected


@pytest.mark.parametrize("name", sorted(set(FILTERS) - {"append", "prepend"}))
def test_an_undefined_input_stays(name: str) -> None:
    evaluated = evaluate(f"#{{A | {name}}}", {})
    assert evaluated.text == (None if name == "null" else f"#{{A | {name}}}")


def test_an_undefined_input_is_an_empty_text_for_append_and_prepend() -> None:
    assert evaluate("#{ | Append a}#{B | Prepend b}", {}).text == "ab"


@pytest.mark.parametrize(("version", "parts"), VERSIONS)
def test_versions(version: str, parts: tuple[str, ...]) -> None:
    assert tuple(filtered(version, f"Version{part}") for part in VERSION_PARTS) == parts


@pytest.mark.parametrize("version", ["", " ", "1.2.3-hi'there", "1.2.3-hi/there", "1.2.3-x +m", "2147483648.1.1"])
def test_a_text_that_is_no_version_is_an_error(version: str) -> None:
    assert evaluate("#{A | VersionMajor}", {"A": version}).failed


@pytest.mark.parametrize(("address", "part", "expected"), URI_PARTS)
def test_uri_parts(address: str, part: str, expected: str) -> None:
    assert filtered(address, f"UriPart {part}") == expected


@pytest.mark.parametrize("name", HASHES)
def test_hashes(name: str) -> None:
    whole = filtered(FOX, name)
    assert whole and whole.startswith(DIGESTS.get(name, whole))
    assert filtered(FOX, f"{name} 3") == whole[:6]
    assert filtered(FOX, f"{name} utf8 800") == filtered(FOX, f"{name} 800 UTF-8") == whole
    base64 = "VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBsYXp5IGRvZw=="
    assert filtered(base64, f"{name} base64") == whole
    assert filtered(FOX, f"{name} unicode") not in (whole, None)
    for options in ("-1", "0", "bar", "utf8 0", "0 utf8", "bar 12", "utf8 12 extra", "utf8 utf8", "3 3"):
        assert filtered(FOX, f"{name} {options}") is ECHO
    assert filtered("no base64!", f"{name} base64") is ECHO


def test_without_its_library_markdown_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "HAS_MARKDOWN", False)
    error = evaluate("#{A | Markdown}", {"A": "x"}).error
    assert error == "#{A | Markdown}: this filter needs the Python library markdown-it-py on the controller"


@pytest.mark.parametrize(
    "pattern", ["a**", "(?<n>a", "[a", "\\2", "\\k<n>", "(?(x)a|b)c", "(?<=a+)b", "\\p{Nope}", "\\G", "(?P<n>a)", "\\_"]
)
def test_a_regular_expression_that_cannot_be_used_is_an_error(pattern: str) -> None:
    evaluated = evaluate("#{A | Match #{P}}", {"A": "x", "P": pattern})
    assert evaluated.failed
    assert "cannot be used" in evaluated.error or "not supported" in evaluated.error


@pytest.mark.parametrize(
    ("pattern", "what"),
    [
        ("\\Ga", "\\G"),
        ("(?<=a+)b", "a look-behind whose length is not fixed"),
        ("(?<!a|b*)c", "a look-behind whose length is not fixed"),
        ("\\p{IsGreek}", "the Unicode block \\p{IsGreek}"),
        ("[^\\P{IsLatin-1Supplement}]", "the Unicode block \\P{IsLatin-1Supplement}"),
        ("(?<open>a)(?<-open>b)", "the balancing group (?<-open>"),
        ("(?'a'x)(?'b-a'y)", "the balancing group (?'b-a'"),
    ],
)
def test_an_expression_of_net_alone_says_so(pattern: str, what: str) -> None:
    """The error names the token, the pattern and the part that Python does not have."""
    reason = f"{what} can't be translated from .NET to Python, although Octopus accepts it"
    for token in (f'#{{A | Replace "{pattern}" x}}', f'#{{A | Match "{pattern}"}}'):
        assert evaluate(token, {"A": "ab"}).error.startswith(token.removesuffix("x}").removesuffix("}").rstrip())
        assert evaluate(token, {"A": "ab"}).error.endswith(
            f": the regular expression '{pattern}' cannot be used: {reason}"
        )
