# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two doors of every module, driven from a test in this process.

Both take a module's name and its options, and return the result that Ansible would get, with ``changed`` or ``failed``.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
from collections.abc import Callable, Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any
from unittest import mock

import yaml
from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.testing import patch_module_args
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar
from ansible.utils.display import Display

Result = dict[str, Any]
Door = Callable[..., Result]
# The return values that Ansible documents for all modules, or adds to a result that names a file.
COMMON = {"changed", "failed", "msg", "diff", "invocation", "warnings"}
OF_FILES = {"uid", "gid", "owner", "group", "mode", "size", "state"}
# A note in the fragment octopus.deploy.connection documents them, as they are the same in every module.
REFUSED = {"status", "method", "url", "error_message", "errors", "help_text", "help_link", "server_details"}
PLUGINS = "ansible_collections.octopus.deploy.plugins"
MODULES = f"{PLUGINS}.modules"


def through_module(name: str, options: Mapping[str, Any], *, check: bool = False, verbosity: int = 0) -> Result:
    """The action plugin that sends the task to its module."""
    variables = {"octopus_in_process": False}
    return _through_action(name, options, variables, check=check, verbosity=verbosity)


def module_alone(name: str, options: Mapping[str, Any], *, check: bool = False, verbosity: int = 0) -> Result:
    """The module's own main(), with its arguments as Ansible hands them over and its answer as it prints it."""
    main = importlib.import_module(f"{MODULES}.{name}").main
    arguments = {
        **options,
        "_ansible_check_mode": check,
        "_ansible_diff": True,
        "_ansible_verbosity": verbosity,
        "_ansible_module_name": f"octopus.deploy.{name}",
    }
    printed = io.StringIO()
    warnings: list[str] = []
    # On the controller, ansible-core prints a module's warnings itself instead of returning them.
    collected = mock.patch.object(AnsibleModule, "warn", lambda self, warning: warnings.append(warning))
    with (
        collected,
        patch_module_args(dict(arguments)),
        contextlib.redirect_stdout(printed),
        contextlib.suppress(SystemExit),
    ):
        main()
    answer: Result = json.loads(printed.getvalue().strip().splitlines()[-1])
    # Since 2.22 it takes the secrets that a module tells of out of the result, too.
    answer.pop("_ansible_new_secrets", None)
    return {**answer, **({"warnings": warnings} if warnings else {})}


def through_action(
    name: str, options: Mapping[str, Any], *, check: bool = False, verbosity: int = 0, no_log: bool = False
) -> Result:
    """The action plugin that does the task itself."""
    return _through_action(name, options, {}, check=check, verbosity=verbosity, no_log=no_log)


def _through_action(
    name: str,
    options: Mapping[str, Any],
    variables: dict[str, Any],
    *,
    check: bool,
    verbosity: int,
    no_log: bool = False,
) -> Result:
    """The action plugin, with the task as ansible-playbook hands it over; a module runs in this process."""
    task = SimpleNamespace(
        action=f"octopus.deploy.{name}",
        args=dict(options),
        check_mode=check,
        diff=True,
        no_log=no_log,
        run_once=False,
        async_val=0,
        timeout=30,
        environment=[],
        delegate_to=None,
        collections=[],
    )
    loader = DataLoader()
    action = importlib.import_module(f"{PLUGINS}.action.{name}").ActionModule(
        task=task,
        connection=SimpleNamespace(transport="local", _shell=SimpleNamespace(tmpdir=None)),
        play_context=SimpleNamespace(become=False, verbosity=verbosity),
        loader=loader,
        templar=Templar(loader=loader),
        shared_loader_obj=None,
    )

    def execute(module: str, arguments: Mapping[str, Any], **how: Any) -> Result:
        return module_alone(name, arguments, check=check, verbosity=verbosity)

    display = Display()
    before, display.verbosity = display.verbosity, verbosity
    try:
        with mock.patch.object(action, "_execute_module", execute):
            answer: Result = json.loads(json.dumps(action.run(task_vars=variables)))
    finally:
        display.verbosity = before
    assert undocumented(name, answer) == [], f"{name} returns values that its RETURN does not describe"
    return answer


def undocumented(name: str, answer: Result) -> list[str]:
    """The values of a module's result that no documentation describes."""
    common = COMMON | (OF_FILES if "dest" in answer else set()) | (REFUSED if answer.get("failed") else set())
    return [each for each in answer if not each.startswith("_ansible_") and each not in common | documented(name)]


@cache
def documented(name: str) -> set[str]:
    """The return values that a module documents."""
    return set(yaml.safe_load(importlib.import_module(f"{MODULES}.{name}").RETURN))


DOORS: dict[str, Door] = {"module": through_module, "action": through_action}
