# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of octopus_api: follow links to wherever they lead, and read or write there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import (
    shows_a_secret,
    speaks_of_a_secret,
    texts,
)
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, Result, Task
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.starting import documents, explained, starting_point
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, near_misses

ARGUMENTS: dict[str, Argument] = {
    "follow": {
        "type": "list",
        "elements": "dict",
        "required": True,
        "options": {
            "link": {"type": "str", "required": True},
            "parameters": {"type": "dict"},
            "name": {"type": "str"},
        },
    },
    "method": {"type": "str", "choices": ["GET", "POST", "PUT", "DELETE"], "default": "GET"},
    "body": {"type": "raw"},
}
NOT_FOUND, METHOD_NOT_ALLOWED = 404, 405


@dataclass(frozen=True)
class Place:
    """Where a chain of links ends: a link of a document, with parameters."""

    holder: Document
    link: str
    parameters: Mapping[str, Any]


def call(session: Session, request: Request) -> Result:
    """Do what the task asks for at the end of its chain of links."""
    options = request.parameters
    if not options["follow"]:
        raise OptionError("follow", "is empty; begin with a link of the server or the space, e.g. Environments")
    for place, text in texts(options.get("body"), "body"):
        if speaks_of_a_secret(text):
            raise OptionError(place, "is a placeholder, which means nothing here and would be sent as it stands")
        if shows_a_secret(text):
            raise OptionError(
                place, "is what a secret is shown as, and would replace the secret; give the secret itself"
            )
    start = starting_point(session, request)
    if start.document is None:
        result: Result = {"changed": options["method"] in ("POST", "PUT"), "response": None}
    else:
        with explained(start):
            result = _at_the_end(session.client, start.document, options, request.check)
    return {**result, **start.result()}


def _at_the_end(client: Client, start: Document, options: Mapping[str, Any], check: bool) -> Result:
    *way, last = options["follow"]
    method = options["method"]
    place = Place(_walk(client, start, way), last["link"], last.get("parameters") or {})
    if last.get("name") is not None:
        named = _named(client, place, last["name"], f"follow[{len(way)}]")
        if named is None and method == "DELETE":
            return {"changed": False, "response": None}
        if named is not None and method == "POST":
            return {"changed": False, "response": named}
        if method != "POST":
            place = Place(_there(client, place, named, last["name"], len(way)), "Self", {})
    return METHODS[method](client, place, options.get("body"), check)


def _walk(client: Client, start: Document, steps: list[Mapping[str, Any]]) -> Document:
    """The document that a chain of links leads to."""
    holder = start
    for index, step in enumerate(steps):
        place = Place(holder, step["link"], step.get("parameters") or {})
        if step.get("name") is not None:
            named = _named(client, place, step["name"], f"follow[{index}]")
            holder = _there(client, place, named, step["name"], index)
        else:
            holder = client.get(place.holder, place.link, place.parameters)
        if not isinstance(holder, dict):
            problem = f"{place.link} leads to a list, which has no links; choose one of it with name"
            raise OptionError(f"follow[{index}]", problem)
    return holder


def _there(client: Client, place: Place, named: Document | None, name: str, index: int) -> Document:
    if named is None:
        raise OptionError(f"follow[{index}].name", _unknown(client, place, name))
    return named


def _named(client: Client, place: Place, name: str, option: str) -> Document | None:
    offered = client.parameters(place.holder, place.link)
    filters: dict[str, Any] = {each: name for each in ("name", "partialName") if each in offered}
    found = documents(client, place.holder, place.link, {**filters, **place.parameters})
    matches = [each for each in found if folded(named(each)) == folded(name)]
    if len(matches) > 1:
        raise OptionError(
            f"{option}.name", f"{name!r} names {len(matches)}: {listed([str(each.get('Id')) for each in matches])}"
        )
    return matches[0] if matches else None


def named(each: Any) -> str:
    """The name of a document that a link leads to; empty for a text or a number, as some lists hold."""
    return str(each.get("Name") or "") if isinstance(each, dict) else ""


def _unknown(client: Client, place: Place, name: str) -> str:
    names = [named(each) for each in documents(client, place.holder, place.link, place.parameters)]
    near = near_misses(name, names)
    return f"nothing that {place.link} leads to is named {name!r}" + (f". Near: {listed(near)}" if near else "")


def _get(client: Client, place: Place, body: Any, check: bool) -> Result:
    return {"changed": False, "response": client.send("GET", place.holder, place.link, None, place.parameters)}


def _post(client: Client, place: Place, body: Any, check: bool) -> Result:
    """A POST makes something new each time: it always counts as a change."""
    response = None if check else client.send("POST", place.holder, place.link, body, place.parameters)
    return {"changed": True, "response": response, "diff": _diff({}, body)}


def _put(client: Client, place: Place, body: Any, check: bool) -> Result:
    """A PUT sends the document as it is with the body's properties put over it, and only where they differ."""
    current = _current(client, place)
    if not isinstance(current, dict) or not isinstance(body, dict):
        if current is not None and current == body:
            return {"changed": False, "response": current}
        response = current if check else client.send("PUT", place.holder, place.link, body, place.parameters)
        return {"changed": True, "response": response, "diff": _diff(current, body)}
    different = {prop: value for prop, value in body.items() if current.get(prop) != value}
    if not different:
        return {"changed": False, "response": current}
    wanted = {**current, **different}
    response = wanted if check else client.send("PUT", place.holder, place.link, wanted, place.parameters)
    return {
        "changed": True,
        "response": response,
        "diff": _diff({key: current.get(key) for key in different}, different),
    }


def _delete(client: Client, place: Place, body: Any, check: bool) -> Result:
    """A DELETE of what is not there changes nothing."""
    current = _current(client, place)
    if current is None:
        return {"changed": False, "response": None}
    response = None if check else client.send("DELETE", place.holder, place.link, None, place.parameters)
    return {"changed": True, "response": response, "diff": _diff(current, {})}


def _current(client: Client, place: Place) -> Any:
    """What is at the place now; None where nothing is, or where the server has nothing to read there."""
    try:
        return client.get(place.holder, place.link, place.parameters)
    except ServerRefused as refused:
        if refused.status in (NOT_FOUND, METHOD_NOT_ALLOWED):
            return None
        raise


def _diff(before: Any, after: Any) -> dict[str, Any]:
    return {"before": before or {}, "after": after or {}}


METHODS = {"GET": _get, "POST": _post, "PUT": _put, "DELETE": _delete}
RULES: tuple[tuple[str, Any, tuple[str, ...]], ...] = (("method", "POST", ("body",)), ("method", "PUT", ("body",)))

API = Task(name="octopus_api", arguments=ARGUMENTS, perform=call, required_if=RULES)
