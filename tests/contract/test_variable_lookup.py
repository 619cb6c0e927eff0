# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookup of variables: its result, the sources of its options, and its messages about missing values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from ansible._internal._templating._utils import Omit
from ansible.errors import AnsibleError
from ansible_collections.octopus.deploy.plugins.doc_fragments.connection import ModuleDocFragment
from ansible_collections.octopus.deploy.plugins.doc_fragments.situation import ModuleDocFragment as Situation
from ansible_collections.octopus.deploy.plugins.lookup import variable as variable_plugin
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import (
    CONNECTION_ARGUMENTS,
    SIGN_IN_WAYS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.variable_info_task import SITUATION
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.variable_lookup import (
    ARGUMENTS,
    NAMES,
    LookedUp,
    look_up,
)
from ansible_collections.octopus.deploy.plugins.plugin_utils.plugins import (
    PluginFailed,
    options_of,
    refuse_unknown,
    session_for,
)
from contract import shop
from contract.conftest import Octopus
from contract.shop import PROJECT, variable, written

SECRET = "hunter-22-hunter"
SIGN_IN = [option for way in SIGN_IN_WAYS for option in way]
DEFAULTS = {option: each["default"] for option, each in CONNECTION_ARGUMENTS.items() if "default" in each}


@pytest.fixture
def ids(one_door: Octopus, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    for name in ("URL", "API_KEY", "ACCESS_TOKEN", "USERNAME", "PASSWORD", "SPACE"):
        monkeypatch.delenv(f"OCTOPUS_{name}", raising=False)
    ids = shop.seeded(one_door.server)
    written(
        one_door.server,
        ids[PROJECT],
        variable("Color", "grey"),
        variable("Color", "red", Environment=[ids["Production"]]),
        variable("Banner", "Not the real shop", Environment=[ids["Staging"]]),
        variable("Nothing", None),
        variable("Password", SECRET, Type="Sensitive"),
    )
    return ids


def looked_up(octopus: Octopus, *names: str, check: bool = False, **options: Any) -> LookedUp:
    given = {**DEFAULTS, **octopus.connection, "project": PROJECT, **options}
    with session_for(given) as session:
        return look_up(names, given, {}, session, check)


def message(octopus: Octopus, *names: str, **options: Any) -> str:
    with pytest.raises(PluginFailed) as failed:
        looked_up(octopus, *names, **options)
    assert SECRET not in str(failed.value) and octopus.server.api_key not in str(failed.value)
    return str(failed.value)


def test_a_value_for_each_name(one_door: Octopus, ids: dict[str, str]) -> None:
    one_door.server.clear_requests()
    found = looked_up(one_door, "color", "Nothing", "Color", environment="Production")
    assert (found.values, found.warnings) == (["red", "", "red"], [])
    assert len(one_door.server.requests) == 6 and one_door.writes() == []


def test_a_default_for_a_secret_and_for_no_value(one_door: Octopus, ids: dict[str, str]) -> None:
    for default in ("?", None, ""):
        found = looked_up(one_door, "Password", "Banner", "Unknown", "Color", default=default)
        assert found.values == [default, default, default, "grey"]


@pytest.mark.parametrize(
    ("name", "options", "expected"),
    [
        ("Password", {}, "Password: is a secret, which the server never shows; give a default to use instead"),
        (
            "Banner",
            {"environment": "Production"},
            "Banner: has no value here (for environment Staging, not Production); give a default to use instead",
        ),
        ("Colour", {}, "Colour: there is no such variable (similar names: 'Color'); give a default to use instead"),
        ("Qqqqqqqq", {}, "Qqqqqqqq: there is no such variable; give a default to use instead"),
        ("Color", {"project": "Shopp"}, "project: there is no project named 'Shopp'. Similar names: 'Shop'."),
        ("Color", {"space": "Nowhere"}, "There is no space named 'Nowhere'"),
        (
            "Color",
            {"runbook": "x", "channel": "y"},
            "channel: can't be given together with runbook; leave one of them out",
        ),
        ("Color", {"timeout": 0}, "timeout: must be 1 or more, not 0"),
        ("Color", {"octopus_access_token": SECRET}, "octopus_api_key and octopus_access_token are both given"),
        ("Color", {"octopus_api_key": SECRET}, "The API key you provided was not valid"),
    ],
    ids=str,
)
def test_errors(one_door: Octopus, ids: dict[str, str], name: str, options: dict[str, Any], expected: str) -> None:
    assert expected in message(one_door, name, **options)


def test_expressions_are_evaluated_if_asked_for(one_door: Octopus, ids: dict[str, str]) -> None:
    written(
        one_door.server,
        ids[PROJECT],
        variable("Theme", "#{Octopus.Environment.Name | ToLower}"),
        variable("Left", "#{Nothing}"),
        variable("Broken", "#{if"),
        variable("Login", "sa:#{Password}"),
        variable("Password", SECRET, Type="Sensitive"),
        variable("Loop", "#{Loop}"),
        variable("Null", "#{ | null }"),
    )
    plain = looked_up(one_door, "Theme", "Login", environment="Production")
    assert (plain.values, plain.warnings) == (["#{Octopus.Environment.Name | ToLower}", "sa:#{Password}"], [])
    found = looked_up(one_door, "Theme", "Left", "Broken", environment="Production", evaluate=True)
    assert found.values == ["production", "#{Nothing}", "#{if"]
    assert found.warnings[0] == "Left: there is no value for '#{Nothing}', as in a deployment"
    assert "Broken: the template cannot be parsed" in found.warnings[1]
    assert message(one_door, "Login", evaluate=True).startswith("Login: needs a secret, which nobody can read: 'Pass")
    assert "self referencing loop" in message(one_door, "Loop", evaluate=True)
    assert looked_up(one_door, "Login", "Loop", evaluate=True, default="-").values == ["-", "-"]


@pytest.mark.parametrize(
    ("options", "warning"),
    [
        ({"project": "Next"}, "project: there is no project named 'Next' yet"),
        ({"space": "Next"}, "There is no space named 'Next'"),
    ],
)
def test_documents_that_an_earlier_task_may_create_have_no_value_yet(
    one_door: Octopus, ids: dict[str, str], options: dict[str, Any], warning: str
) -> None:
    found = looked_up(one_door, "Color", "Banner", check=True, default="?", **options)
    assert found.values == ["?", "?"] and warning in found.warnings[0]
    assert "Color" in message(one_door, "Color", check=True, project="Next")
    assert "'Next'" in message(one_door, "Color", default="?", **options)


def test_no_error_is_a_traceback(one_door: Octopus, ids: dict[str, str]) -> None:
    one_door.server.fault(method="GET", path="*/variables/*", status=200, body={"Variables": "none"})
    assert "answered in an unexpected shape: Variables is a text instead of a list" in message(one_door, "Color")
    with (
        pytest.raises(PluginFailed, match=r"ZeroDivisionError.*This is a bug in octopus.deploy"),
        session_for({**DEFAULTS, **one_door.connection}),
    ):
        raise ZeroDivisionError


def test_a_tie_gets_a_warning(one_door: Octopus, ids: dict[str, str]) -> None:
    written(one_door.server, ids[PROJECT], variable("Color", "a"), variable("Color", "b"))
    found = looked_up(one_door, "Color")
    assert found.values == ["a"]
    assert found.warnings == ["Octopus does not define which value wins, as several are equally specific: 'Color'"]


def test_a_session_is_signed_out(one_door: Octopus, ids: dict[str, str]) -> None:
    server = one_door.server
    signed_in = {"octopus_api_key": None, "octopus_username": server.username, "octopus_password": server.password}
    server.clear_requests()
    assert looked_up(one_door, "Color", **signed_in).values == ["grey"]
    assert server.requests[-1].path == "/api/users/logout"


VARIABLES: dict[str, Any] = yaml.safe_load(ModuleDocFragment.PLUGIN)["options"]
DEFINITIONS: dict[str, Any] = {**{option: {} for option in ARGUMENTS}, **VARIABLES}


def options(variables: Mapping[str, Any], **direct: Any) -> dict[str, Any]:
    """The options of the lookup; a text that begins with = is a template, and =broken is one that fails."""

    def evaluated(value: Any) -> Any:
        if value == "=broken":
            raise AnsibleError("'base' is undefined")
        return value[1:] if isinstance(value, str) and value.startswith("=") else value

    given = {NAMES: ["Color"], "project": PROJECT, **direct}
    found = options_of(ARGUMENTS, DEFINITIONS, given, variables, evaluated)
    return {option: value for option, value in found.items() if value != ARGUMENTS[option].get("default")}


def mistake(variables: Mapping[str, Any], **direct: Any) -> str:
    with pytest.raises(PluginFailed) as failed:
        options(variables, **direct)
    return str(failed.value)


def test_the_origin_of_options() -> None:
    variables = {"octopus_url": "=https://a", "octopus_api_key": "API-1", "octopus_space": None}
    given = {NAMES: ["Color"], "project": PROJECT, "octopus_url": "https://a"}
    assert options(variables) == {**given, "octopus_api_key": "API-1"}
    assert options(variables, octopus_access_token="token") == {**given, "octopus_access_token": "token"}
    assert options(variables, octopus_url="https://b")["octopus_url"] == "https://b"
    assert "default" not in options({})
    found = options_of(ARGUMENTS, DEFINITIONS, {NAMES: ["Color"], "project": PROJECT, "default": None}, {}, str)
    assert found["default"] is None and found["timeout"] == 60


def test_a_variable_that_is_not_needed_is_not_evaluated() -> None:
    for option in VARIABLES:
        value: Any = {"timeout": 5, "retries": 5, "validate_certs": True}.get(option, "x")
        own = VARIABLES[option]["vars"][0]["name"]
        assert options({own: "=broken"}, **{option: value}).get(option, value) == value
        assert f"{option}: the variable {own} can't be evaluated: 'base' is undefined" in mistake({own: "=broken"})
    ways = dict.fromkeys(SIGN_IN, "=broken")
    assert options(ways, octopus_api_key="API-1")["octopus_api_key"] == "API-1"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"evaluate": "false"}, {}),
        ({"evaluate": "no"}, {}),
        ({"evaluate": "true"}, {"evaluate": True}),
        ({"evaluate": 1}, {"evaluate": True}),
        ({"timeout": "5"}, {"timeout": 5}),
        ({"validate_certs": "off"}, {"validate_certs": False}),
        ({"target_tags": "web, db"}, {"target_tags": ["web", "db"]}),
        ({"target_tags": ["web,1"]}, {"target_tags": ["web,1"]}),
    ],
)
def test_texts_become_values_of_the_right_type(given: dict[str, Any], expected: dict[str, Any]) -> None:
    found = options({}, **given)
    assert {option: found[option] for option in given if option in found} == expected
    for option in [each for each in given if each in VARIABLES]:
        assert options({f"octopus_{option}": given[option]})[option] == expected[option]


@pytest.mark.parametrize("option", [*ARGUMENTS])
def test_an_option_that_is_omitted_is_not_given(option: str) -> None:
    """Ansible leaves omit in the options of plugins."""
    if ARGUMENTS[option].get("required"):
        assert mistake({}, **{option: Omit}) == f"{option}: is required"
    elif option != NAMES:
        own = {key: value for key, value in options({}).items() if key != option}
        assert options({}, **{option: Omit}) == own


def test_an_omitted_part_is_left_out() -> None:
    found = options({}, **{NAMES: [Omit, "Color"]}, target_tags=["web", Omit], default={"a": Omit, "b": [Omit, 1]})
    assert (found[NAMES], found["target_tags"], found["default"]) == (["Color"], ["web"], {"b": [1]})


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        # ansible-core takes every text that it does not know for false, and would trust any certificate.
        ({"validate_certs": "maybe"}, "validate_certs: must be true or false"),
        ({"evaluate": "maybe"}, "evaluate: must be true or false"),
        ({"evaluate": 2}, "evaluate: must be true or false"),
        ({"timeout": "x"}, "timeout: must be a whole number"),
        ({"project": 5}, "project: must be text, not a number"),
        ({"project": None}, "project: is required"),
        ({"target_tags": 5}, "target_tags: must be a list"),
        ({"target_tags": ["web", 5]}, "target_tags[1]: must be text"),
        ({NAMES: [5]}, "_terms[0]: must be text, not a number"),
        ({NAMES: [None]}, "_terms[0]: is empty"),
        ({NAMES: [{"a": 1}]}, "_terms[0]: must be text"),
        ({"octopus_api_key": 31415926}, "octopus_api_key: must be text, not a number; put it in quotes"),
    ],
)
def test_a_value_of_a_wrong_type_is_refused(given: dict[str, Any], problem: str) -> None:
    text = mistake({}, **given)
    assert text.startswith(problem) and "31415926" not in text


def test_a_wrong_value_of_a_variable_names_the_variable() -> None:
    text = mistake({"octopus_validate_certs": "maybe"})
    assert text.startswith("validate_certs: must be true or false")
    assert text.endswith(" (from the variable octopus_validate_certs)")


def test_the_lookup_has_the_options_of_its_documentation() -> None:
    own = yaml.safe_load(variable_plugin.DOCUMENTATION)["options"]
    assert set(ARGUMENTS) == {*own, *VARIABLES, *SITUATION}


def test_an_unknown_option_is_an_error() -> None:
    refuse_unknown(["environment", "project"], {"project": "Storefront"})
    with pytest.raises(PluginFailed, match=r"environmnt: there is no such option; did you mean environment[?]"):
        refuse_unknown(["environment", "project"], {"project": "Storefront", "environmnt": "Production"})


def test_plugins_have_the_options_of_modules() -> None:
    plugin = yaml.safe_load(ModuleDocFragment.PLUGIN)["options"]
    assert set(plugin) == set(CONNECTION_ARGUMENTS) == set(yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"])
    for option, each in plugin.items():
        assert each["vars"] == [{"name": option if option.startswith("octopus_") else f"octopus_{option}"}]
    assert set(yaml.safe_load(Situation.DOCUMENTATION)["options"]) == set(SITUATION)


@pytest.mark.parametrize("names", [(), ("",), (" ", "")], ids=repr)
def test_no_name(one_door: Octopus, ids: dict[str, str], names: tuple[str, ...]) -> None:
    one_door.server.clear_requests()
    text = message(one_door, *names)
    assert text.startswith("_terms: the name is missing; give at least one name, as in lookup(")
    assert one_door.server.requests == []


@pytest.mark.parametrize("option", [*SITUATION])
def test_an_empty_option_is_refused(one_door: Octopus, ids: dict[str, str], option: str) -> None:
    """An unset variable of a playbook would look the value up in another situation."""
    empty: Any = [""] if SITUATION[option]["type"] == "list" else ""
    assert message(one_door, "Color", **{option: empty}, default="none").startswith(f"{option}: ")


def test_one_empty_name_among_others_is_refused(one_door: Octopus, ids: dict[str, str]) -> None:
    assert "_terms: one of the names is empty" in message(one_door, "Color", " ", default="none")
