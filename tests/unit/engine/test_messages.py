# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages of failed tasks have nothing that a report in XML can't have, whatever a server's log says."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import plural
from ansible_collections.octopus.deploy.plugins.module_utils._options import options_of
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, Task, run
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError

NOWHERE = {"octopus_url": "http://127.0.0.1:1", "octopus_api_key": "API-NONE"}


def message(text: str, secret: str = "") -> Any:
    def fails(session: Session, request: Request) -> dict[str, Any]:
        raise OctopusError(text)

    task = Task("octopus_sample", {}, fails)
    parameters = options_of(task, NOWHERE).values
    return run(task, Request(parameters, secrets=[secret] if secret else [], environment={}))["msg"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m and \x1b[1;38;5;208mbold\x1b[m", "red and bold"),
        ("\x1b[2K\rprogress\x08\x0b\x0c\x07\x00", "\rprogress"),
        ("a lone \udc80 and \ufffe", "a lone  and "),
        ("two\n\tlines, [31m, caf\xe9 and \U0001d11e", "two\n\tlines, [31m, caf\xe9 and \U0001d11e"),
    ],
)
def test_colours_and_control_characters_are_left_out(text: str, shown: str) -> None:
    found = message(text)
    assert found == shown
    ElementTree.fromstring(ElementTree.tostring(ElementTree.Element("failure", message=found)))


def test_a_secret_with_a_control_character_is_masked() -> None:
    assert message("it was pass\x07word1234", "pass\x07word1234") == "it was ********"


def test_a_secret_with_a_colour_in_the_middle_is_masked() -> None:
    assert message("it was pass\x1b[31mword1234\x1b[0m", "password1234") == "it was ********"


@pytest.mark.parametrize(
    ("word", "several"),
    [
        ("environment", "environments"),
        ("machine policy", "machine policies"),
        ("deployment process", "deployment processes"),
        ("key", "keys"),
        ("server settings", "server settings"),
    ],
)
def test_the_plural_of_a_label(word: str, several: str) -> None:
    assert plural(word) == several
