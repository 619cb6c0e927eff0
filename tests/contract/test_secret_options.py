# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A secret is never cleared or replaced by rubbish: every option that holds one, of every kind, through both doors."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import secret_mistakes
from contract.conftest import Octopus
from contract.sample import known_as
from emulator.testing import Emulator
from tasks import TASKS

pytestmark = pytest.mark.both_doors

Options = dict[str, Any]
RUBBISH = {
    "": "is empty",
    " ": "is empty",
    "  ": "is empty",
    "<secret>": "looks like a placeholder",
    "<secret >": "looks like a placeholder",
    "<Secret a>": "looks like a placeholder",
    " <secret a> ": "looks like a placeholder",
    "<secret a>\n": "looks like a placeholder",
    "<secret_a>": "looks like a placeholder",
    "<no_secret>": "looks like a placeholder",
    "<No secret>": "looks like a placeholder",
    "********": "is how a secret is displayed",
    "******** (sent)": "is how a secret is displayed",
    "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER": "is how a secret is displayed",
}
PLACEHOLDER, MASK = (
    "is a placeholder for a secret, but this option does not hold a secret",
    "is how a secret is displayed",
)
NO_VALUES = {
    **dict.fromkeys(("<secret a>", " <Secret a>", "<no secret>"), PLACEHOLDER),
    **dict.fromkeys(("********", " ********", "******** (sent)", "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"), MASK),
}
FILLED = {"str": "x", "list": [], "int": 1, "bool": False, "dict": {}, "path": "x", "raw": "x", "json": "{}"}


def paths(arguments: Mapping[str, Any], secret: bool, way: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The ways to every option that holds a secret, or to every one that holds any other text."""
    for option, argument in arguments.items():
        here = (*way, option)
        if argument.get("options"):
            yield from paths(argument["options"], secret, here)
        elif argument.get("no_log"):
            yield from [here] if secret else []
        elif not secret and "choices" not in argument and (argument.get("elements") or argument["type"]) == "str":
            yield here


def given(arguments: Mapping[str, Any], way: tuple[str, ...], value: Any) -> Options:
    """Options with a value at the end of a path, and the options that it needs."""
    first, *rest = way
    argument = arguments[first]
    need = {option for option, each in arguments.items() if each.get("required")} - {first}
    filled = {option: FILLED[arguments[option]["type"]] for option in need if "options" not in arguments[option]}
    if rest:
        value = given(argument["options"], tuple(rest), value)
    elif argument["type"] == "dict":
        value = {"key": value}
    return {**filled, first: [value] if argument["type"] == "list" else value}


def arguments_of(kind: Any) -> Mapping[str, Any]:
    return TASKS[f"octopus_{kind.kind}"].arguments


def every_secret() -> Iterator[Any]:
    for kind in KINDS:
        for way in paths(arguments_of(kind), secret=True):
            yield pytest.param(kind, way, id=f"{kind.kind}.{'.'.join(way)}")


def named(kind: Any, options: Options) -> Options:
    """The same for a document that is known by a name or by its owner."""
    return {**known_as(kind), **options}


@pytest.mark.parametrize(("kind", "way"), list(every_secret()))
def test_rubbish_is_refused_before_anything_is_sent(octopus: Octopus, kind: Any, way: tuple[str, ...]) -> None:
    # Ansible itself takes the blanks around JSON away.
    is_json = way[-1].endswith("json_key")
    for rubbish, problem in RUBBISH.items():
        if is_json and rubbish.strip() == "<secret a>":
            continue
        result = octopus(f"octopus_{kind.kind}", named(kind, given(arguments_of(kind), way, rubbish)))
        assert result.get("failed") and way[-1] in result["msg"] and problem in result["msg"], (rubbish, result)
        if problem == "is empty":
            assert "<no secret>" in result["msg"]
    assert octopus.server.requests == []


@pytest.mark.parametrize(("kind", "way"), list(every_secret()))
def test_rubbish_in_a_configuration(running_emulator: Emulator, kind: Any, way: tuple[str, ...]) -> None:
    if kind not in CONFIGURED:
        return
    arguments = arguments_of(kind)
    items = [named(kind, given(arguments, way, each)) for each in RUBBISH]
    mistakes = [problem for each in items for problem in secret_mistakes(arguments, each)]
    assert all(
        str(each).partition(": ")[2].startswith(beginning)
        for each, beginning in zip(mistakes, RUBBISH.values(), strict=True)
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda each: each.kind)
def test_a_placeholder_or_a_mask_where_no_secret_is(kind: Any) -> None:
    arguments = arguments_of(kind)
    for way in paths(arguments, secret=False):
        for text, problem in NO_VALUES.items():
            (mistake,) = secret_mistakes(arguments, given(arguments, way, text))
            assert way[-1] in str(mistake) and problem in str(mistake)


@pytest.mark.parametrize("text", NO_VALUES)
def test_a_placeholder_or_a_mask_where_no_secret_is_through_the_doors(octopus: Octopus, text: str) -> None:
    entry = {"project": "x", "values": {"Token": text}}
    tasks: list[tuple[str, Options, str]] = [
        ("octopus_environment", {"name": "x", "description": text}, "description"),
        ("octopus_machine", {"name": "x", "environments": [text]}, "environments[0]"),
        ("octopus_step_template", {"name": "x", "properties": {"a": text}}, "properties.a"),
        ("octopus_config", {"config": {"environments": [{"name": "x", "description": text}]}}, "[0].description"),
        ("octopus_config", {"config": {"variables": [entry]}}, "[0].values.Token"),
        (
            "octopus_api",
            {"follow": [{"link": "Accounts"}], "method": "POST", "body": {"Token": {"NewValue": text}}},
            "body.Token.NewValue",
        ),
    ]
    for module, options, place in tasks:
        problem = "placeholder" if NO_VALUES[text] is PLACEHOLDER else MASK
        result = octopus(module, options)
        assert result.get("failed") and f"{place}: " in result["msg"] and problem in result["msg"], result
    assert octopus.server.requests == []


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize("text", ["********", "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"])
def test_a_document_of_a_result_is_not_sent_back_with_its_masks(octopus: Octopus, text: str, method: str) -> None:
    """A mask would replace the server's secret."""
    body = {"Name": "x", "Parameters": [{"Name": "p", "DefaultValue": text}]}
    result = octopus("octopus_api", {"follow": [{"link": "ActionTemplates"}], "method": method, "body": body})
    assert result.get("failed") and "body.Parameters[0].DefaultValue: is how a secret is displayed" in result["msg"]
    assert octopus.server.requests == []


@pytest.mark.parametrize(
    "value", [None, 3.5, 7, True, ["hunter-22"], {"hunter-23": "hunter-22"}, "", date(1999, 12, 31)], ids=repr
)
def test_a_value_that_is_no_text_in_a_map_of_secrets_is_refused(octopus: Octopus, value: Any) -> None:
    options = {"name": "x", "action_type": "Octopus.Script", "sensitive_properties": {"key": value}}
    for module, more in (
        ("octopus_step_template", options),
        ("octopus_config", {"config": {"step_templates": [options]}}),
    ):
        result = octopus(module, more, verbosity=4)
        assert result.get("failed") and "sensitive_properties.key: " in result["msg"], result
        assert "hunter" not in json.dumps(result) and "1999" not in result["msg"]
    assert octopus.server.requests == []


KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter-22\n-----END OPENSSH PRIVATE KEY-----"
PUBLIC = "-----BEGIN PUBLIC KEY-----\nhunter-22\n-----END PUBLIC KEY-----"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("~/.ssh/id_rsa", "is the path of a file"),
        ("/home/me/.ssh/id_rsa", "is the path of a file"),
        ("C:\\keys\\id_rsa", "is the path of a file"),
        ("ssh-rsa AAAAB3NzaC1yc2E me@here", "is a public key"),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1", "is a public key"),
        (PUBLIC, "is a public key"),
        (base64.b64encode(PUBLIC.encode()).decode(), "is not a private key"),
        ("hello", "is not a private key"),
        (base64.b64encode(b"hello").decode(), "is not a private key"),
        ("-----BEGIN CERTIFICATE-----\nhunter-22\n-----END CERTIFICATE-----", "is not a private key"),
    ],
)
def test_a_text_that_is_no_private_key_is_refused(octopus: Octopus, content: str, problem: str) -> None:
    options = {"name": "Deployer", "ssh_key_pair": {"username": "deploy", "private_key_file": content}}
    for check in (True, False):
        refused = octopus("octopus_account", options, check=check)
        assert f"ssh_key_pair.private_key_file: {problem}" in refused.get("msg", ""), refused
        assert "hunter-22" not in json.dumps(refused)
    config = octopus("octopus_config", {"config": {"accounts": [options]}})
    assert f"accounts[0].ssh_key_pair.private_key_file: {problem}" in config.get("msg", "")
    assert octopus.writes() == []


@pytest.mark.parametrize("kind", ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"])
def test_private_keys_of_all_sorts(octopus: Octopus, kind: str) -> None:
    pem = f"-----BEGIN {kind}-----\nhunter-22\n-----END {kind}-----\n"
    for content in (pem, base64.b64encode(pem.encode()).decode(), "PuTTY-User-Key-File-3: ssh-rsa\nhunter-22"):
        octopus.ok("octopus_account", {"name": "x", "ssh_key_pair": {"username": "a", "private_key_file": content}})


def test_the_comment_of_a_private_key_may_be_in_another_encoding(octopus: Octopus) -> None:
    """In base64. As a text, Ansible has surrogates in place of such characters, which every option refuses."""
    raw = "PuTTY-User-Key-File-3: ssh-rsa\nComment: Z\xfcrich\nhunter-22\n".encode("latin-1")
    pair = {"username": "a", "private_key_file": base64.b64encode(raw).decode()}
    made = octopus.ok("octopus_account", {"name": "x", "ssh_key_pair": pair})
    stored = octopus.server.document(made["id"])["PrivateKeyFile"]["Stored"]
    assert base64.b64decode(stored) == raw


@pytest.mark.parametrize(
    "content", ["hello", "~/key.json", "[1]", "{}", "{broken", base64.b64encode(b"hello").decode()]
)
@pytest.mark.parametrize(
    ("module", "options", "way"),
    [
        ("octopus_account", {"google_cloud_account": {"json_key": None}}, "google_cloud_account.json_key"),
        (
            "octopus_feed",
            {"gcs_storage": {"service_account_json_key": None}},
            "gcs_storage.service_account_json_key",
        ),
    ],
)
def test_a_text_that_is_no_json_key_is_refused(
    octopus: Octopus, module: str, options: Options, way: str, content: str
) -> None:
    filled = json.loads(json.dumps(options).replace("null", json.dumps(content)))
    refused = octopus(module, {"name": "x", **filled})
    assert f"{way}: is " in refused.get("msg", ""), refused
    assert octopus.writes() == []


TEMPLATED: dict[str, tuple[str, Options]] = {
    "octopus_project": ("templates", {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}),
    "octopus_library_variable_set": ("templates", {}),
    "octopus_step_template": ("parameters", {"action_type": "Octopus.Script"}),
}


@pytest.mark.parametrize("module", TEMPLATED)
def test_the_default_of_a_template_for_secrets_is_a_secret(octopus: Octopus, module: str) -> None:
    """The rule also holds if the server has the type and the task does not give it."""
    option, more = TEMPLATED[module]
    sensitive = {"name": "Key", "display_settings": {"control_type": "Sensitive"}}

    def task(**template: Any) -> dict[str, Any]:
        return octopus(module, {"name": "x", **more, option: [{**sensitive, **template}]})

    for default in ("hunter-22", ""):
        refused = task(default_value=default)
        assert f"{option}[0].default_value: " in refused.get("msg", "") and "sensitive_default" in refused["msg"]
    assert octopus.writes() == []
    assert task(sensitive_default_value="hunter-22")["changed"]
    for default in ("hunter-22", ""):
        result = octopus(module, {"name": "x", option: [{"name": "Key", "default_value": default}]})
        assert "sensitive_default_value" in result.get("msg", ""), result


@pytest.mark.parametrize("control_type", ["SingleLineText", "multilinetext", "Checkbox", "AzureAccount"])
@pytest.mark.parametrize("module", TEMPLATED)
def test_a_secret_default_needs_the_control_type_for_secrets(octopus: Octopus, module: str, control_type: str) -> None:
    """The error comes before any write, whether the options or the server have the control type."""
    option, more = TEMPLATED[module]
    secret = {"name": "Key", "sensitive_default_value": "hunter-22"}
    shown = {"display_settings": {"control_type": control_type}}
    config = {f"{module.removeprefix('octopus_')}s": [{"name": "x", **more, option: [{**secret, **shown}]}]}

    def refused(template: dict[str, Any], check: bool = False) -> bool:
        result = octopus(module, {"name": "x", **more, option: [template]}, check=check)
        assert "hunter-22" not in json.dumps(result)
        return f"{option}[0].sensitive_default_value: needs the control_type Sensitive, not {control_type}" in str(
            result.get("msg")
        )

    assert refused({**secret, **shown}, check=True) and refused({**secret, **shown})
    assert "needs the control_type Sensitive" in octopus("octopus_config", {"config": config})["msg"]
    assert octopus.writes() == []
    octopus.ok(module, {"name": "x", **more, option: [{"name": "Key", **shown}]})
    assert refused(secret), "the server has the control type"
    cleared = {**secret, **shown, "sensitive_default_value": "<no secret>"}
    assert octopus(module, {"name": "x", option: [cleared]}).get("failed") is None


@pytest.mark.parametrize("module", TEMPLATED)
def test_a_secret_default_that_the_server_shows_already_is_kept(octopus: Octopus, module: str) -> None:
    """Somebody else has created the template; its export can be applied again."""
    option, more = TEMPLATED[module]
    key = {"name": "Key", "sensitive_default_value": "hunter-22", "display_settings": {"control_type": "Sensitive"}}
    made = octopus.ok(module, {"name": "x", **more, option: [key]})["resource"]
    prop = option.capitalize()
    made[prop][0]["DisplaySettings"]["Octopus.ControlType"] = "SingleLineText"
    octopus.server.put_unknown(made["Id"], {prop: made[prop]})
    config = octopus.ok("octopus_config_info", {"kinds": [f"{module.removeprefix('octopus_')}s"]})["config"]
    assert octopus.ok("octopus_config", {"config": config})["changed"] is False


@pytest.mark.parametrize("module", TEMPLATED)
def test_a_server_that_keeps_such_a_default_as_a_text(octopus: Octopus, module: str) -> None:
    """The default is shown nowhere, and can be exported and applied again."""
    option, more = TEMPLATED[module]
    plain = {"name": "Key", "default_value": "key-of-the-shop", "display_settings": {"control_type": "SingleLineText"}}
    made = octopus.ok(module, {"name": "x", **more, option: [plain]})["resource"]
    prop = option.capitalize()
    made[prop][0]["DisplaySettings"]["Octopus.ControlType"] = "Sensitive"
    octopus.server.put_unknown(made["Id"], {prop: made[prop]})
    plural = f"{module.removeprefix('octopus_')}s"
    exported = octopus.ok("octopus_config_info", {"kinds": [plural]}, verbosity=4)
    (template,) = next(each for each in exported["config"][plural] if each["name"] == "x")[option]
    assert template["sensitive_default_value"].startswith("<secret ") and "default_value" not in template
    applied = octopus.ok("octopus_config", {"config": exported["config"]}, verbosity=4)
    shown = octopus.ok(module, {"name": "x", option: [{"name": "Key", "label": "Of the shop"}]}, verbosity=4)
    info = octopus.ok("octopus_info", {"kind": module.removeprefix("octopus_"), "name": "x"}, verbosity=4)
    assert applied["changed"] is False and shown["changed"] is True
    assert "key-of-the-shop" not in json.dumps([exported, applied, shown, info])
