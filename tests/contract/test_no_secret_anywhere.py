# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret is in any output: in any form, at any place, even if a server quotes it, through both doors."""

from __future__ import annotations

import base64
import html
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import quote, quote_plus

import pytest
from ansible.module_utils.basic import AnsibleModule
from ansible.utils.display import Display
from ansible_collections.octopus.deploy.plugins.module_utils import _secrets
from contract.conftest import Octopus
from contract.doors import through_action, through_module

pytestmark = pytest.mark.both_doors

Options = dict[str, Any]


def lines(secret: str) -> list[str]:
    """The lines of a secret, apart from those that say nothing but that a key begins or ends there."""
    return [line for line in secret.strip().splitlines() if not line.startswith("-----")]


PEM = "-----BEGIN PRIVATE KEY-----\nhunterHUNTER22+/hunter\n22hunter22hunter/+\n-----END PRIVATE KEY-----\n"
FORMS: dict[str, Any] = {
    "text": "hunter-22",
    "signs": "hunt\"er' <22> & é+/%\\x",
    "lines": "hunter-22-first\nhunter-22-second\n",
    "key": PEM,
}
QUOTED: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "JSON": lambda secret: json.dumps(secret)[1:-1],
    "JSON of the whole request": lambda secret: json.dumps(json.dumps({"Password": {"NewValue": secret}})),
    "address": lambda secret: quote(secret, safe=""),
    "form": quote_plus,
    "HTML": html.escape,
    "base64": lambda secret: base64.b64encode(secret.encode()).decode(),
    "one line": lambda secret: lines(secret)[-1],
    "without its newline": str.strip,
}
MAKE_A_PROXY = {"follow": [{"link": "Proxies"}], "method": "POST"}


def proxy(secret: Any) -> Options:
    return {"name": "Squid", "host": "squid.example.com", "password": secret}


def document(secret: Any) -> Options:
    password = {"HasValue": True, "NewValue": secret}
    return {"Name": "Squid", "Host": "squid.example.com", "Port": 80, "ProxyType": "HTTP", "Password": password}


def account(secret: Any) -> Options:
    return {"name": "Deployer", "username_password": {"username": "deploy", "password": secret}}


def written(folder: Path, secret: Any) -> Options:
    (folder / "space.json").write_text(json.dumps({"proxies": [proxy(secret)]}), encoding="utf-8")
    return {"src": [str(folder / "space.json")]}


PLACES: dict[str, Callable[[Any, Path], tuple[str, Options]]] = {
    "option": lambda secret, folder: ("octopus_proxy", proxy(secret)),
    "nested": lambda secret, folder: ("octopus_account", account(secret)),
    "config": lambda secret, folder: ("octopus_config", {"config": {"proxies": [proxy(secret)]}}),
    "src": lambda secret, folder: ("octopus_config", written(folder, secret)),
    "secrets": lambda secret, folder: (
        "octopus_config",
        {"config": {"proxies": [proxy("<secret a>")]}, "secrets": {"a": secret}},
    ),
    "body": lambda secret, folder: ("octopus_api", {**MAKE_A_PROXY, "body": document(secret)}),
}


def texts_in(result: Any) -> Iterator[str]:
    """Every text and number in a result."""
    if isinstance(result, dict):
        for key, part in result.items():
            yield str(key)
            yield from texts_in(part)
    elif isinstance(result, list):
        for part in result:
            yield from texts_in(part)
    else:
        yield str(result)


def gives_away(secret: Any, *outputs: Any) -> list[str]:
    text = "\n".join(each for output in outputs for each in texts_in(output))
    forms = [spell(str(secret)) for name, spell in QUOTED.items() if "request" not in name]
    return [each for each in [*forms, *lines(str(secret))] if each in text]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("quotes", [True, False], ids=["quoted", "done"])
def test_nowhere(
    octopus: Octopus, tmp_path: Path, caplog: pytest.LogCaptureFixture, place: str, form: str, quotes: bool
) -> None:
    caplog.set_level(logging.DEBUG, "octopus.deploy")
    secret = FORMS[form]
    module, options = PLACES[place](secret, tmp_path)
    if quotes:
        quoted = [f"Bad: {spell(secret)}." for spell in QUOTED.values()]
        body = {"ErrorMessage": " ".join(quoted), "Errors": quoted, "Details": {each: [each] for each in quoted}}
        octopus.server.fault(method="POST", path="/api/*", status=400, body=body, times=9)
    results = [octopus(module, options, check=check, verbosity=4) for check in (True, False)]
    assert bool(results[1].get("failed")) == quotes, results[1]
    assert gives_away(secret, *results, caplog.text) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_secret_in_an_unknown_property_is_masked(octopus: Octopus, form: str) -> None:
    """A server that puts it into a property where nobody looks for a secret."""
    secret = FORMS[form]
    made = octopus.ok("octopus_proxy", proxy(secret))
    octopus.server.put_unknown(made["id"], {"Echo": [spell(secret) for spell in QUOTED.values()]})
    for options in (proxy(secret), {**proxy(secret), "port": 99}):
        result = octopus.ok("octopus_proxy", options, verbosity=4)
        assert result["resource"]["Echo"] and gives_away(secret, result) == []


@pytest.mark.parametrize("secret", [123456789, 12345.678], ids=repr)
@pytest.mark.parametrize("place", ["body", "config", "secrets", "option", "nested"])
def test_a_number(octopus: Octopus, tmp_path: Path, place: str, secret: Any) -> None:
    """Whether it is taken for a text or refused."""
    module, options = PLACES[place](secret, tmp_path)
    octopus.server.on_purpose("SensitiveValue.NewValue")
    for check in (True, False):
        assert gives_away(secret, octopus(module, options, check=check, verbosity=4)) == []


SHOWN = {"name": "Key", "default_value": "hunter-22", "display_settings": {"control_type": "Sensitive"}}
MISPLACED: dict[str, tuple[str, Options]] = {
    "kind that does not exist": ("octopus_config", {"config": {"acounts": [{"name": "x", "token": "hunter-22"}]}}),
    "option that does not exist": ("octopus_config", {"config": {"accounts": [{"name": "x", "tokn": "hunter-22"}]}}),
    "nested option that does not exist": (
        "octopus_config",
        {"config": {"accounts": [{"name": "x", "token": {"tokn": "hunter-22"}}]}},
    ),
    "text in place of options": ("octopus_config", {"config": {"accounts": [{"name": "x", "token": "hunter-22"}]}}),
    "list in place of options": ("octopus_config", {"config": {"accounts": [{"name": "x", "token": ["hunter-22"]}]}}),
    "mapping in place of a text": (
        "octopus_config",
        {"config": {"accounts": [{"name": "x", "description": {"why": "hunter-22"}}]}},
    ),
    "item that is a text": ("octopus_config", {"config": {"accounts": ["hunter-22"]}}),
    "kind that is a text": ("octopus_config", {"config": {"accounts": "hunter-22"}}),
    "module's option": ("octopus_account", {"name": "x", "tokn": "hunter-22"}),
    "module's nested option": ("octopus_account", {"name": "x", "token": {"token": "y", "tokn": "hunter-22"}}),
    "text in place of a module's options": ("octopus_account", {"name": "x", "token": "hunter-22"}),
    "configuration that is a text": ("octopus_config", {"config": "proxies: [{name: x, password: hunter-22}]"}),
    "configuration that is a list": ("octopus_config", {"config": [{"proxies": [proxy("hunter-22")]}]}),
    "map that is a text": ("octopus_step_template", {"name": "x", "properties": "Password: hunter-22"}),
    "body that is a text": ("octopus_api", {**MAKE_A_PROXY, "body": json.dumps(document("hunter-22"))}),
    "body that is half a text": ("octopus_api", {**MAKE_A_PROXY, "body": json.dumps(document("hunter-22"))[:-1]}),
    "default of a template for secrets": ("octopus_library_variable_set", {"name": "x", "templates": [SHOWN]}),
    "default of a parameter for secrets": ("octopus_step_template", {"name": "x", "parameters": [SHOWN]}),
    "default of a configuration's template": (
        "octopus_config",
        {"config": {"library_variable_sets": [{"name": "x", "templates": [SHOWN]}]}},
    ),
    "password in the address": ("octopus_proxy", {"name": "x", "octopus_url": "http://admin:hunter-22@127.0.0.1:1"}),
    "key in the address": ("octopus_proxy", {"name": "x", "octopus_url": "http://127.0.0.1:1/?ApiKey=hunter-22"}),
}


@pytest.mark.parametrize("where", MISPLACED)
def test_a_secret_in_the_wrong_place(octopus: Octopus, where: str) -> None:
    module, options = MISPLACED[where]
    octopus.server.on_purpose("*")
    # The masking that ansible-core 2.22 no longer does must not be needed.
    with mock.patch("ansible.module_utils.basic.remove_values", lambda value, no_log_strings: value):
        result = octopus(module, {"retries": 0, **options}, verbosity=4)
    assert result.get("failed"), result
    assert gives_away("hunter-22", result) == []


@pytest.mark.parametrize("where", MISPLACED)
def test_a_secret_in_the_wrong_place_in_the_system_log(octopus: Octopus, where: str) -> None:
    module, options = MISPLACED[where]
    octopus.server.on_purpose("*")
    logged: list[Any] = []
    written_down = mock.patch.object(
        AnsibleModule, "log", lambda self, message, log_args=None: logged.extend([message, log_args])
    )
    with written_down:
        through_module(module, {**octopus.connection, "retries": 0, **options})
    assert gives_away("hunter-22", logged) == []


def test_invocation_still_says_the_rest(octopus: Octopus) -> None:
    config = {"accounts": [{"name": "Deployer", "description": "Ours", "token": {"token": "hunter-22"}, "tokn": "x"}]}
    result = octopus("octopus_config", {"config": config}, verbosity=4)
    if "invocation" not in result:  # ansible-core 2.21 and newer leave it out unless they are told otherwise
        return
    shown = result["invocation"]["module_args"]
    (item,) = shown["config"]["accounts"]
    assert (item["name"], item["description"]) == ("Deployer", "Ours")
    assert item["token"]["token"] == item["tokn"] == "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"
    assert shown["prune_limit"] == 10


@pytest.mark.parametrize("secret", ["failed", "changed", "resource", "diff"])
def test_a_secret_that_is_a_word_of_results(octopus: Octopus, secret: str) -> None:
    result = octopus("octopus_account", account(secret))
    assert result["changed"] is True and result["resource"] and not result.get("failed")
    refused = octopus("octopus_proxy", {"name": "x", "password": secret})
    assert refused["failed"] is True


@pytest.mark.parametrize("place", ["config", "body", "option", "secrets"])
def test_the_system_log(octopus: Octopus, tmp_path: Path, place: str) -> None:
    """Through the module door ansible-core logs that a module ran, with its options."""
    module, options = PLACES[place]("hunter-22", tmp_path)
    logged: list[Any] = []
    written_down = mock.patch.object(
        AnsibleModule, "log", lambda self, message, log_args=None: logged.extend([message, log_args])
    )
    with written_down:
        result = through_module(module, {**octopus.connection, **options})
    assert result["changed"] and len(logged) == 2 and "Invoked with" in logged[0]
    assert gives_away("hunter-22", logged) == [] and gives_away(octopus.server.api_key, logged) == []
    if place == "option":
        assert "host=squid.example.com" in logged[0]


@pytest.mark.parametrize("no_log", [True, False])
def test_no_progress_of_what_is_shown_to_nobody(octopus: Octopus, no_log: bool) -> None:
    lines: list[str] = []
    config = {"config": {"environments": [{"name": "Production"}]}}
    with mock.patch.object(Display, "v", lambda self, line, *more: lines.append(line)):
        through_action("octopus_config", {**octopus.connection, **config}, verbosity=1, no_log=no_log)
    assert bool([each for each in lines if "Production" in each]) is not no_log


def test_a_new_key_is_made_known(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new key is registered with ansible-core, if it masks registered secrets."""
    registered: list[Any] = []
    monkeypatch.setattr(_secrets, "register_secret", registered.append)
    key = octopus.ok("octopus_api_key", {"name": "For CI", "user": octopus.server.username})["api_key"]
    octopus.ok("octopus_environment", {"name": "Production"})
    assert registered == [key]
