# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""With any answer of a server, a task ends with a result, and a configuration reports its writes.

One answer of a run is replaced on its way: by nothing, by something else, or by itself with a part changed.
"""

from __future__ import annotations

import copy
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
import requests
from config.driving import configure, task
from config.generated import Shared
from config.test_refused_reads import chosen, single, whole
from contract.fuzzing import BUG, EXAMPLES, anything, examples, no_spin
from contract.samples import SAMPLES
from emulator.in_process import InProcess
from hypothesis import given
from hypothesis import strategies as st

HTML = b"<html><body>It works!</body></html>"
JSON = "application/json; charset=utf-8"
# Bodies that are neither a document nor a collection, for any request.
WHOLE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", JSON),
    "null": (b"null", JSON),
    "text": (b'""', JSON),
    "list": (b"[]", JSON),
    "object": (b"{}", JSON),
    "number": (b"7", JSON),
    "flag": (b"true", JSON),
    "cut": (b'{"Items": [', JSON),
    "html": (HTML, "text/html"),
    "plain": (b"It works!", "text/plain"),
    "untyped": (HTML, ""),
    "binary": (b"\xff\xfe\x00", JSON),
    "list of nothing": (b"[null]", JSON),
    "page of nothing": (b'{"Items": [null], "Links": null}', JSON),
    "page of texts": (b'{"Items": ["a"], "Links": {}}', JSON),
    "page without documents": (b'{"Items": null}', JSON),
    "nameless": (b'{"Items": [{}], "Links": []}', JSON),
    "links": (b'{"Id": 7, "Links": "x"}', JSON),
    "linked": (b'{"Id": "X-1", "Links": {"Self": 7, "Page.Next": []}}', JSON),
    "again": (b'{"Items": [{"Id": "X-1"}], "Links": {"Page.Next": "/api"}}', JSON),
    "endless": (b'{"Things": [{"Id": "X-1"}], "Count": 1000000000}', JSON),
}
# A collection without the wanted document, and the name of a document that can be filtered by name.
HARMLESS = ("list", "endless", "linked")
Change = Callable[[requests.Response], tuple[bytes, str]]


@pytest.fixture(scope="module")
def server() -> Iterator[Shared]:
    with Shared() as running:
        yield running


@contextmanager
def changed(number: int | None, change: Change) -> Iterator[list[str]]:
    """Change the answer with this number, or every answer; yields the methods of the requests."""
    real, lock, asked = InProcess.send, threading.Lock(), []

    def send(self: InProcess, prepared: requests.PreparedRequest, *how: Any, **more: Any) -> requests.Response:
        answer = real(self, prepared, *how, **more)
        with lock:
            asked.append(str(prepared.method))
            mine = number in (None, len(asked) - 1)
        if mine:
            answer._content, kind = change(answer)
            answer.headers["Content-Type"] = kind
            answer.headers["Content-Length"] = str(len(answer.content))
        return answer

    with mock.patch.object(InProcess, "send", send):
        yield asked


def replaced(name: str) -> Change:
    return lambda answer: WHOLE[name]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """The containers in a JSON value and the keys in them."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield value, key
            yield from places(part)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield value, index
            yield from places(part)


def put_in(where: float, what: Any) -> Change:
    """Replace the value at a place of the answer, or remove it."""

    def change(answer: requests.Response) -> tuple[bytes, str]:
        try:
            value = copy.deepcopy(answer.json())
        except ValueError:
            return answer.content, answer.headers.get("Content-Type", "")
        found = list(places(value))
        if found:
            holder, key = found[int(where * len(found))]
            if what == "gone":
                del holder[key]
            else:
                holder[key] = what
        return json.dumps(value).encode(), JSON

    return change


def is_report(result: dict[str, Any]) -> None:
    assert isinstance(result.get("msg", ""), str)
    assert "Traceback" not in str(result)
    assert BUG not in str(result), result.get("msg")
    json.dumps(result)


replacements = st.one_of(st.just("gone"), anything)
parts = st.floats(0, 1, exclude_max=True)


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_an_answer_that_is_none(server: Shared, name: str) -> None:
    """Every request of a task that makes, changes and removes a document, and of one that follows links."""
    sample = next(each for each in SAMPLES if each.kind == "project")
    tasks = [sample.minimal, {**sample.known, "description": "New"}, {**sample.known, "state": "absent"}]
    for index, options in enumerate(tasks):
        number = 0
        while True:
            server.reset()
            sample.prepare(server)
            if index:
                single(server, sample, sample.minimal, check=False)
            with no_spin(), changed(number, replaced(name)) as asked:
                result = single(server, sample, options, check=False)
            is_report(result)
            assert asked, "no answer passed through the hands of the test"
            if len(asked) <= number:
                break
            last = number == len(asked) - 1 and asked[-1] == "DELETE"
            # Some servers answer a change with nothing; then the document is read.
            silent = name == "object" and asked[number] == "PUT"
            assert result.get("failed") or last or silent or name in HARMLESS, (index, number, name, result)
            number += 1 if EXAMPLES else 3


@examples(40)
@given(
    number=st.integers(0, 12), where=parts, what=replacements, sample=st.sampled_from(SAMPLES), step=st.integers(0, 3)
)
def test_an_answer_with_a_part_changed(
    server: Shared, number: int, where: float, what: Any, sample: Any, step: int
) -> None:
    server.reset()
    sample.prepare(server)
    walked = [{**sample.known, option: values[0]} for option, values in sample.steps.items() if values]
    first = [] if sample.is_there else [{**sample.minimal, **sample.on_create}]
    tasks = [*first, *walked]
    options = tasks[step % len(tasks)]
    if step % len(tasks) and first:
        single(server, sample, first[0], check=False)
    # A wrong value that was read may be sent back.
    server.on_purpose("*")
    with no_spin(), changed(number, put_in(where, what)):
        result = single(server, sample, options, check=False)
    is_report(result)


@examples(12)
@given(
    number=st.integers(0, 200), where=parts, what=replacements, name=st.sampled_from(sorted(WHOLE)), deep=st.booleans()
)
def test_a_configuration_reports_its_writes(
    server: Shared, number: int, where: float, what: Any, name: str, deep: bool
) -> None:
    server.reset()
    server.on_purpose("*")
    for each in chosen():
        each.prepare(server)
    change = put_in(where, what) if deep else replaced(name)
    with no_spin(), changed(number, change) as asked:
        result = task(server, "octopus_config", config=whole(), retries=0)
    is_report(result)
    if set(asked) - {"GET"}:
        assert sum(result["counts"].values()) == sum(map(len, whole().values())), result["msg"]
    server.clear_faults()
    assert not configure(server, {}).get("failed")
