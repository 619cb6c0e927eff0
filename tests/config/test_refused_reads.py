# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A read that the server refuses fails the task with the server's words: it never stands for "nothing there". Only the
read of the user's permissions may be refused, because nothing but warnings depends on it.

Each request of a run in turn is answered otherwise, in the order in which the run makes them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ModuleArgumentSpecValidator
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED as KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, run
from config.driving import READS, Config, configure, export, task, writes
from config.generated import Shared, document, prepare, samples_of
from contract.sample import Sample
from contract.samples import SAMPLES
from tasks import TASKS

WORDS = "Not on a Friday."
SAID = {"ErrorMessage": WORDS}
LOGIN = "/login"
PAGE = "<html><title>Log in</title><form><input type='password'></form></html>"
ANSWERS: dict[str, dict[str, Any]] = {
    "401": {"status": 401, "body": SAID},
    "403": {"status": 403, "body": SAID},
    "429": {"status": 429, "body": SAID, "headers": {"Retry-After": "0"}},
    "500": {"status": 500, "body": SAID},
    "login": {"status": 302, "headers": {"Location": LOGIN}},
    "lost": {"status": 302, "headers": {"Location": f"{LOGIN}/lost"}},
}
# All answers for all requests take minutes. By default, each request gets one of the answers in turn.
EVERY = bool(os.environ.get("OCTOPUS_FUZZ_EXAMPLES"))
FORBIDDEN = 403
NEW_SPACE = "/api/Spaces-2"
ONE_BY_ONE = {"parallelism": 1, "retries": 0}


@pytest.fixture(scope="module")
def server() -> Iterator[Shared]:
    with Shared() as running:
        yield running


def chosen() -> list[Sample]:
    """A sample of each kind."""
    return [samples_of(each.kind, there=False)[0] for each in KINDS]


def stock(server: Shared) -> None:
    prepare(server, chosen())


def whole(number: int = 0) -> Config:
    """A document of each kind, as made or with its options walked on."""
    return {
        resource.plural: [document(sample, sample.name, set(sample.steps) if number else set(), number, 0)]
        for resource, sample in zip(KINDS, chosen(), strict=True)
    }


def refuse(server: Shared, number: int, answer: str) -> None:
    """Let the read with this number, counted from 0, be answered so."""
    server.clear_requests()
    server.clear_faults()
    # No API has a page to log in at.
    server.on_purpose("the path")
    server.fault(method="GET", path=LOGIN, status=200, body=PAGE, content_type="text/html; charset=utf-8", times=9)
    if number:
        server.fault(method="GET", headers={"X-Well": "yes"}, times=number)
    server.fault(method="GET", **ANSWERS[answer])


def cases(reads: int, every: int = 1) -> Iterator[tuple[int, str]]:
    """The reads and their answers; ``every``: one of so many requests is tried."""
    names = list(ANSWERS)
    for number in range(0, reads, 1 if EVERY else every):
        yield from ((number, each) for each in (names if EVERY else [names[number // every % len(names)]]))


def has_server_words(result: dict[str, Any], answer: str) -> bool:
    """Whether a failure has the server's words."""
    words = {"login": "is redirected to", "lost": "is redirected to"}.get(answer, WORDS)
    return result.get("failed") is True and words in result["msg"] and "bug in" not in result["msg"]


def is_excused(result: dict[str, Any], server: Shared) -> bool:
    """Whether all that was refused is a look into the new space, and a warning has the server's words.

    Whoever makes a space need not be let into it: no other refusal lets a run go on.
    """
    refused = [each.path for each in server.requests if each.status == FORBIDDEN]
    warnings = [each for each in result.get("warnings", ()) if WORDS in each and "first documents of the space" in each]
    return len(refused) == len(warnings) == 1 and refused[0].startswith(NEW_SPACE) and not result.get("failed")


def is_without_permissions(result: dict[str, Any], server: Shared, number: int) -> bool:
    """Whether the read with this number is about the permissions of the user, on which only warnings depend."""
    path = [each.path for each in server.requests if each.method in READS][number]
    return (path == "/api/users/me" or path.endswith("/permissions")) and not result.get("failed")


def reads_of(server: Shared) -> int:
    return len([each for each in server.requests if each.method in READS])


def shapes(server: Shared) -> set[str]:
    """The writes, without the numbers in them."""
    return {f"{each.method} {re.sub(r'-[0-9]+', '', each.path)}" for each in writes(server)}


def single(octopus: Shared, sample: Sample, options: dict[str, Any], check: bool) -> dict[str, Any]:
    """A single task; options may be called as arguments of ``task`` are."""
    connection = {"octopus_url": octopus.url, "octopus_api_key": octopus.api_key, "retries": 0}
    known = TASKS[sample.module]
    specification = known.specification()
    arguments = specification.pop("argument_spec")
    validated = ModuleArgumentSpecValidator(arguments, **specification).validate({**connection, **options})
    assert not validated.error_messages, validated.error_messages
    return run(known, Request(validated.validated_parameters, check, 0, {}))


def test_a_plan_of_everything(server: Shared) -> None:
    server.stock(stock, server)
    configure(server, whole())
    config = whole(1)
    server.clear_requests()
    configure(server, config, check=True, **ONE_BY_ONE)
    for number, answer in cases(reads_of(server), every=2):
        refuse(server, number, answer)
        result = task(server, "octopus_config", config=config, check=True, **ONE_BY_ONE)
        if is_without_permissions(result, server, number):
            continue
        assert has_server_words(result, answer), (number, answer, result.get("msg"), server.requests[-1])
        assert not result.get("changes")


def test_an_export_of_everything(server: Shared) -> None:
    server.stock(stock, server)
    configure(server, whole())
    server.clear_requests()
    kinds = [each.plural for each in KINDS]
    export(server, kinds=kinds, **ONE_BY_ONE)
    for number, answer in cases(reads_of(server), every=9):
        refuse(server, number, answer)
        result = task(server, "octopus_config_info", kinds=kinds, **ONE_BY_ONE)
        is_told = has_server_words(result, answer) or is_without_permissions(result, server, number)
        assert is_told, (number, answer, result.get("msg"), server.requests[-1])


def test_a_run_of_everything(server: Shared) -> None:
    """All writes before and after the refusal are writes that the run would also make without it."""
    config = whole()
    server.stock(stock, server)
    server.clear_requests()
    configure(server, config, **ONE_BY_ONE)
    meant, reads = shapes(server), reads_of(server)
    for number, answer in cases(reads, every=4):
        server.stock(stock, server)
        refuse(server, number, answer)
        result = task(server, "octopus_config", config=config, **ONE_BY_ONE)
        is_exported = has_server_words(result, answer) or is_excused(result, server)
        assert is_exported, (number, answer, result.get("msg"), server.requests[-1])
        assert shapes(server) <= meant, (number, answer)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.title)
def test_a_single_task(server: Shared, sample: Sample) -> None:
    """Made, changed and removed: in check mode and for good."""
    prepare(server, [sample])
    walked = {option: values[0] for option, values in sample.steps.items() if values and option not in sample.keeps}
    tasks = [] if sample.is_there else [{**sample.minimal, **sample.on_create}]
    tasks += [{**sample.known, option: value} for option, value in walked.items()][: None if EVERY else 1]
    tasks += [{**sample.known, "state": "absent"}] if sample.goes else []
    for options in tasks:
        server.clear_requests()
        single(server, sample, options, check=True)
        for number, answer in cases(reads_of(server), every=2):
            refuse(server, number, answer)
            result = single(server, sample, options, check=True)
            is_told = has_server_words(result, answer) or is_without_permissions(result, server, number)
            assert is_told, (options, number, answer, result.get("msg"), server.requests[-1])
        server.clear_faults()
        single(server, sample, options, check=False)


@pytest.mark.parametrize("answer", ["401", "403", "429", "500", "login"])
def test_a_machine_out_of_reach_differs_from_a_refusal(server: Shared, answer: str) -> None:
    """In check mode a machine may be out of reach; a server that refuses is another matter."""
    server.reset()
    server.on_purpose("the path")
    server.seed("environments", Name="Live")
    server.fault(method="GET", path="*/machines/discover", **ANSWERS[answer])
    server.fault(method="GET", path=LOGIN, status=200, body=PAGE, content_type="text/html; charset=utf-8")
    machine = {"name": "m", "environments": ["Live"], "roles": ["web"]}
    endpoint = {"uri": "https://m.example.com:10933/"}
    options = {**machine, "listening_tentacle": endpoint}
    assert has_server_words(task(server, "octopus_machine", check=True, retries=0, **options), answer)
