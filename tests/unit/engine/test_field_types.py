# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The promises of every field type, for arbitrary values.

A value that was read and is given back is unchanged; a wanted value is the same as itself; and a value is shown
without a secret in it.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import ALWAYS, Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import merged
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Missing
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.connections import Connections
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.free_maps import JsonMap, TextMap
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList, Nested, Variant
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import (
    LARGEST,
    SMALLEST,
    Flag,
    Number,
    TextFlag,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference, ReferenceList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.retention import Retention
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Address, Choice, Text, TextList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.thumbprints import Thumbprint
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.typed import Typed
from hypothesis import given
from hypothesis import strategies as st

THINGS = Location("Things", "thing")
words = st.text(min_size=1).map(str.strip).filter(bool)
thing_ids = st.integers(min_value=1, max_value=50).map(lambda number: f"Things-{number}")
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


class KnowsEverything(Resolver):
    """A resolver for which Things-7 is called "Thing 7"; it asks no server."""

    def __init__(self) -> None:
        pass

    def resolve(self, location: Location, value: str, parent_id: str = "", held: Any = ()) -> str | Missing:
        return value.replace("Thing ", "Things-")

    def names(self, location: Location, ids: Any) -> list[str]:
        return [each.replace("Things-", "Thing ") for each in ids]


class Server:
    version = "2025.4.1000"


class OldServer:
    version = "2019.7.12"


def a_context(server: Any = Server, **more: Any) -> Context:
    return Context(client=server(), resolver=KnowsEverything(), **more)


def given_back(kind: FieldType, current: Any, **more: Any) -> Any:
    """The API value that results if ``current`` is shown and given back."""
    context = a_context(**more)
    return kind.wanted(kind.shown(current, context), current, context, "option")


def holds(kind: FieldType, current: Any, **more: Any) -> bool:
    return kind.same(current, given_back(kind, current, **more))


@given(st.text())
def test_text(value: str) -> None:
    assert holds(Text(), value)
    assert holds(Text(trimmed=False), value)


@given(st.sampled_from([None, ""]), st.sampled_from([None, ""]))
@pytest.mark.fact("5.25")
def test_an_empty_text_is_null(one: Any, other: Any) -> None:
    assert Text().same(one, other)


@given(words, words)
def test_different_texts_differ(one: str, other: str) -> None:
    assert Text().same(one, other) == (one == other)


@given(st.booleans())
@pytest.mark.fact("5.16", "5.36")
def test_flags(value: bool) -> None:
    assert holds(Flag(), value)
    assert holds(TextFlag(), str(value))
    assert not Flag().same(value, not value)
    assert not TextFlag().same(str(value).lower(), str(not value))


@given(st.integers(SMALLEST, LARGEST))
def test_number(value: int) -> None:
    assert holds(Number(), value)
    assert not Number().same(value, value + 1)


@given(st.sampled_from(["Days", "Items"]), st.sampled_from([str.lower, str.upper, str]))
def test_choice_ignores_case(value: str, spelled: Any) -> None:
    assert Choice(("Days", "Items")).same(spelled(value), value)


@given(st.sampled_from(["https://Host:10933", "https://host:10933/", "HTTPS://HOST:10933/"]))
@pytest.mark.fact("5.35")
def test_address(value: str) -> None:
    assert holds(Address(), value)
    assert Address().same(value, "https://host:10933/")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("https://host/K8s/c-1", "HTTPS://Host/K8s/c-1/", True),
        ("https://host/K8s/c-1", "https://host/k8s/c-1", False),
        ("https://host/a?Q=1", "https://HOST/a?Q=1", True),
        ("https://host/a?Q=1", "https://host/a?q=1", False),
        ("https://host?Q=1", "https://host?q=1", False),
        ("https://Me@host/", "https://me@host/", False),
        ("https://host:443/", "https://host", True),
        ("http://host:80/x", "http://host/x", True),
        ("https://host:80/", "https://host/", False),
        ("poll://ABC/", "poll://abc/", True),
        ("https://[::1]:6443/", "https://[::1]:6443", True),
        ("#{Url}", "#{url}", False),
        (" #{Url}", "#{Url}", True),
        ("https://#{Host}/A", "https://#{host}/A", False),
        (None, "", True),
    ],
)
def test_of_an_address_only_scheme_and_host_have_no_case(one: Any, other: str, alike: bool) -> None:
    assert Address().same(one, other) is alike


def test_a_text_with_a_scheme_is_taken_for_an_address() -> None:
    for taken in ("#{Url}", " https://#{Host}:6443/ ", "https://host"):
        assert Address().wanted(taken, None, a_context(), "uri") == taken.strip()
    with pytest.raises(OptionError, match="uri: 'host:10933' is not an address"):
        Address().wanted("host:10933", None, a_context(), "uri")


PRINT = "5C2E1B0D9F8A7B6C5D4E3F2A1B0C9D8E7F6A5B4C"
PAIRS = [PRINT[at : at + 2] for at in range(0, 40, 2)]


@pytest.mark.parametrize(
    "spelled",
    [
        PRINT.lower(),
        f" {PRINT}\n",
        ":".join(PAIRS),
        "-".join(PAIRS).lower(),
        "\u200e" + " ".join(PAIRS).lower(),
        "\ufeff" + PRINT + "\u200b",
        "\u00a0".join(PAIRS),
    ],
)
def test_a_thumbprint_in_every_spelling(spelled: str) -> None:
    kind = Thumbprint()
    assert kind.wanted(spelled, None, a_context(), "thumbprint") == PRINT
    assert kind.same(spelled, PRINT) and kind.same(PRINT, spelled), "whoever wrote it"
    assert kind.shown(spelled, a_context()) == kind.exported(spelled, a_context(), "") == PRINT


@pytest.mark.parametrize(
    "wrong", [PRINT[:-1], PRINT + "0", "G" + PRINT[1:], "AB", PRINT + PRINT[:24], "sha1=" + PRINT, "#{Print}"]
)
def test_a_text_that_is_no_thumbprint_is_refused(wrong: str) -> None:
    for kind in (Thumbprint(), Thumbprint(clearable=True)):
        with pytest.raises(OptionError, match="is not a thumbprint; write 40 hexadecimal digits"):
            kind.wanted(wrong, None, a_context(), "thumbprint")


def test_a_thumbprint_cleared_or_bound() -> None:
    with pytest.raises(OptionError, match="can't be cleared"):
        Thumbprint().wanted(" \u200e ", None, a_context(), "thumbprint")
    assert Thumbprint(clearable=True).wanted("", PRINT, a_context(), "thumbprint") == ""
    assert Thumbprint(clearable=True).same(None, "") and Thumbprint().shown(None, a_context()) is None
    assert Thumbprint(bound=True).wanted(" #{Print} ", None, a_context(), "thumbprint") == "#{Print}"


def test_an_empty_text_that_the_server_would_fill_in_is_exported() -> None:
    assert [Text(filled=filled).exported("", a_context(), "place") for filled in (False, True)] == [None, ""]
    assert Text(filled=True).exported(None, a_context(), "place") is None


@pytest.mark.parametrize("kind", [Text(), Text(trimmed=False)])
def test_line_ends_do_not_count_and_nothing_else_is_overlooked(kind: Text) -> None:
    """A portal's CRLF is YAML's LF; composed and decomposed letters are different texts, as they are to .NET."""
    assert kind.same("one\r\ntwo\r\n", "one\ntwo\n")
    assert not kind.same("one\ntwo", "one\n\ntwo")
    assert not kind.same("Z\u00fcrich", "Zu\u0308rich")
    assert kind.wanted("Zu\u0308rich", "Z\u00fcrich", a_context(), "text") == "Zu\u0308rich", "sent as it is given"


@pytest.mark.parametrize("kind", [TextMap(), TextMap(settings=True)])
def test_texts_in_maps_compare_as_texts_do(kind: TextMap) -> None:
    portal = {"Body": "one\r\ntwo", "Same": "x"}
    wanted = kind.wanted({"Body": "one\ntwo", "Same": "x"}, portal, a_context(), "map")
    assert wanted == portal, "what is alike stays as the server has it"
    assert not kind.same({"City": "Z\u00fcrich"}, {"City": "Zu\u0308rich"})
    assert not kind.same({"City": "a"}, {"City": "A"})


@pytest.mark.parametrize(
    ("value", "text", "setting"),
    [
        ("1.10", "1.10", "1.10"),
        ("", "", ""),
        (None, "", ""),
        (True, "must be text, not true or false; put it in quotes", "True"),
        (False, "must be text, not true or false; put it in quotes", "False"),
        (3, "must be text, not a number; put it in quotes", "3"),
        (1.1, "must be text, not a number; put it in quotes", "is a number with a decimal point"),
        (date(2026, 1, 2), "must be text, not a date", "must be text, a number or true or false, not a date"),
        (["a"], "must be a text; write a list", '["a"]'),
        ({"a": 1}, "must be a text; write a list", '{"a": 1}'),
    ],
)
def test_a_text_that_yaml_reads_as_another_type_is_restored_or_refused(value: Any, text: str, setting: str) -> None:
    for kind, comes_to in ((TextMap(), text), (TextMap(settings=True), setting)):
        if "must be" in comes_to or "decimal" in comes_to:
            with pytest.raises(OptionError, match=rf"map\.key: {comes_to}"):
                kind.wanted({"key": value}, None, a_context(), "map")
        else:
            assert kind.wanted({"key": value}, None, a_context(), "map") == {"key": comes_to}


def test_the_case_of_flags_counts_among_people_s_texts_alone() -> None:
    assert TextMap(settings=True).same({"Extract": "true"}, {"Extract": "True"})
    assert not TextMap().same({"Extract": "true"}, {"Extract": "True"})


@given(st.lists(words, max_size=6), st.randoms())
@pytest.mark.fact("5.9", "5.32", "5.43")
def test_text_list(values: list[str], random: Any) -> None:
    values = list(dict.fromkeys(values))
    assert holds(TextList(), values)
    assert holds(TextList(ordered=True), values)
    turned = random.sample(values, len(values))
    assert TextList().same(values, turned)
    assert TextList(ordered=True).same(values, turned) == (values == turned)


@given(st.dictionaries(st.text(), json_values, max_size=4))
def test_json_map(values: dict[str, Any]) -> None:
    assert holds(JsonMap(), values)
    assert JsonMap().same(values, {**values, "absent": None})
    for one, other in ((True, 1), (False, 0), (True, "true"), (1, "1"), ([1], [True])):
        assert not JsonMap().same({"key": one}, {"key": other}), "what differs in JSON differs"


def test_a_number_in_place_of_a_boolean_is_a_change() -> None:
    """Python takes True and 1 for equal."""
    values = Field("values", "Values", JsonMap())
    fields = (values, Field("nested", "Nested", Nested((values,))))
    present = {"Values": {"key": True}, "Nested": {"Values": {"key": True}}}
    options = {"values": {"key": 1}, "nested": {"values": {"key": 1}}}
    asked = merged(fields, options, present, a_context())
    assert json.dumps(asked) == json.dumps({"Values": {"key": 1}, "Nested": {"Values": {"key": 1}}})


@given(st.dictionaries(st.text(), st.text(), max_size=4))
def test_text_map(values: dict[str, str]) -> None:
    for kind in (TextMap(), TextMap(settings=True)):
        assert holds(kind, values)
        assert kind.same(values, {"absent": None, **values})


@given(st.none() | thing_ids)
def test_reference(value: str | None) -> None:
    assert Reference(THINGS).same(value, Reference(THINGS).wanted(value or "", value, a_context(), "option"))
    assert holds(Reference(THINGS), value or "Things-1")


@given(
    st.lists(thing_ids, unique=True, max_size=6),
    st.lists(st.integers(1, 3).map(lambda n: f"teams-managers-{n}"), max_size=2),
)
@pytest.mark.fact("5.2", "5.9", "5.43")
def test_reference_list(values: list[str], injected: list[str]) -> None:
    assert holds(ReferenceList(THINGS, ordered=True), values)
    kind = ReferenceList(THINGS, injected="teams-managers-")
    has = [*injected, *values]
    assert holds(kind, has)
    cleared = kind.wanted([], has, a_context(), "option")
    assert set(cleared) == set(injected), "what the server puts in stays"


# Hypothesis tries texts that the code names, such as placeholders, which are not secrets.
@given(words.filter(lambda text: text.strip() and "<" not in text), st.booleans())
@pytest.mark.fact("5.1", "C.7")
def test_secret(secret: str, stored: bool) -> None:
    current = {"HasValue": stored, "NewValue": None, "Hint": None}
    context = a_context()
    wanted = Secret().wanted(secret, current, context, "password")
    assert Secret().same(current, wanted) == stored, "a secret that is there is kept, one that is not is sent"
    assert context.notes.uncompared == (["password"] if stored else [])
    sent = Secret().wanted(secret, current, a_context(update_secrets=ALWAYS), "password")
    assert sent == {"HasValue": True, "NewValue": secret}
    assert Secret().shown(sent, context) == "******** (sent)"
    for nothing in ("", " ", None):
        with pytest.raises(OptionError, match="<no secret>"):
            Secret().wanted(nothing, current, context, "password")
    cleared = Secret().wanted("<no secret>", current, context, "password")
    assert Secret().same(current, cleared) == (not stored)


retentions = st.none() | st.fixed_dictionaries(
    {"QuantityToKeep": st.integers(0, 100), "Unit": st.sampled_from(["Days", "Items", "days"])},
    optional={"Strategy": st.just("Count"), "ShouldKeepForever": st.booleans()},
).filter(lambda each: bool(each["QuantityToKeep"]) or "Strategy" not in each)
strategies = st.sampled_from(["Default", "Forever"]).map(
    lambda name: {"Strategy": name, "QuantityToKeep": 0, "Unit": "Items"}
)


@given(retentions | strategies, st.sampled_from([Server, OldServer]))
@pytest.mark.fact("5.19")
def test_retention(current: Any, server: Any) -> None:
    kind = Retention(inherited=True)
    if server is OldServer and current and current.pop("Strategy", "") == "Default":
        return
    shown = kind.shown(current, a_context())
    assert kind.same(current, kind.wanted(shown or {}, current, a_context(server), "option"))


PART = Nested(
    (
        Field("name", "Name", Text(), required="always"),
        Field("size", "Size", Number()),
        Field("thing", "ThingId", Reference(THINGS)),
        Field("secret", "Secret", Secret()),
    )
)
parts = st.fixed_dictionaries(
    {"Name": words, "Unknown": json_values},
    optional={
        "Size": st.integers(1, LARGEST),
        "ThingId": thing_ids,
        "Secret": st.just({"HasValue": True, "NewValue": None}),
    },
)


@given(parts)
@pytest.mark.fact("5.11", "5.15")
def test_nested(current: dict[str, Any]) -> None:
    back = given_back(PART, current)
    assert PART.same(current, back)
    assert back["Unknown"] == current["Unknown"]


@given(st.lists(parts, max_size=4, unique_by=lambda part: part["Name"].casefold()), st.randoms())
@pytest.mark.fact("5.7")
def test_keyed_list(current: list[dict[str, Any]], random: Any) -> None:
    kind, ordered = KeyedList("name", PART), KeyedList("name", PART, ordered=True)
    assert holds(kind, current) and holds(ordered, current)
    turned = random.sample(current, len(current))
    assert kind.same(current, turned)
    assert ordered.same(current, turned) == ([each["Name"] for each in current] == [each["Name"] for each in turned])


things_of_things = st.dictionaries(thing_ids, st.lists(thing_ids, max_size=4, unique=True), max_size=4)


@given(things_of_things, things_of_things)
@pytest.mark.fact("5.5")
def test_connections(current: dict[str, list[str]], others: dict[str, list[str]]) -> None:
    kind = Connections("one", THINGS, "many", THINGS)
    assert holds(kind, current)
    turned = {one: many[::-1] for one, many in reversed(current.items())}
    assert kind.same(current, turned)
    both = kind.joined((), current, others, a_context(), "x")
    assert kind.same(both, kind.joined((), others, current, a_context(), "x")), "whoever comes first"
    assert kind.same(kind.joined((), both, current, a_context(), "x"), both), "nothing is taken away"
    assert kind.same(current, others) == (kind.shown(current, a_context()) == kind.shown(others, a_context()))


@given(parts, parts)
def test_variants_do_not_mix(one: dict[str, Any], other: dict[str, Any]) -> None:
    kind = Nested(PART.fields, Variant("Kind", "A", "a"))
    current = {**one, "Kind": "B"}
    wanted = kind.wanted({"name": other["Name"]}, current, a_context(), "option")
    assert wanted == {"Kind": "A", "Name": other["Name"]}
    assert not kind.same(current, wanted)
    assert kind.shown(current, a_context()) is None


@given(json_values, words)
@pytest.mark.fact("C.7")
def test_nothing_shown_is_a_secret(value: Any, secret: str) -> None:
    """No secret is shown, with any answer of a server in the place of a secret."""
    shown = Secret().shown({"HasValue": True, "NewValue": secret, "Hint": value}, a_context())
    assert json.dumps(secret) not in json.dumps(shown)


def test_a_nested_document_with_a_typed_field_clears_what_becomes_void() -> None:
    kind = Typed(
        (Field("type", "Type", Text()), Field("default", "Default", Text())),
        void={"Default": ("Type",)},
        option="default",
        decided_by=("type",),
    )
    assert kind.wanted({"type": "b"}, {"Type": "a", "Default": "x"}, a_context(), "it") == {
        "Type": "b",
        "Default": None,
    }
