# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of octopus_api: follows links, and reads or writes at the last one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import look_again
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, in_one_error, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import (
    is_mask,
    looks_like_placeholder,
    texts,
)
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, Result, Task
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.starting import documents, explained, starting_point
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    AnswerLost,
    OctopusError,
    ServerRefused,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import (
    holds_a_secret,
    property_holds_a_secret,
    redacted,
)
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
# The parameter, or the property of the body, of requests that remove many documents at once, for example to the link
# PackagesBulk. Their addresses can't be read.
MANY = "ids"
# Properties that a server may change with every write, although nothing that anybody asked for has changed.
BOOKKEEPING = frozenset({"LastModifiedBy", "LastModifiedOn", "Version"})
NOT_SENT = "GET, the default of method, sends no body. Set method to POST, PUT or DELETE, or leave body out"
AS_BEFORE = (
    "body: the server accepted the request, but left {names} as before. Check the names, whether the API lets anybody "
    "change these properties, and whether the server spells their values in another way"
)


@dataclass(frozen=True)
class FollowedLink:
    """A link of the document ``holder``, with the parameters to follow it with."""

    holder: Document
    link: str
    parameters: Mapping[str, Any]


def wrong(options: Mapping[str, Any]) -> list[OptionError]:
    """The mistakes in options of the right types."""
    found = []
    if options.get("follow") == []:
        problem = "is empty; begin with a link of the server or the space, e.g. Environments"
        found.append(OptionError("follow", problem))
    body = options.get("body")
    if body is not None and options.get("method") in (None, "GET"):
        found.append(OptionError("body", NOT_SENT))
    for place, text in texts(body, "body"):
        if looks_like_placeholder(text):
            problem = "is a placeholder, which this module does not replace and would send unchanged"
            found.append(OptionError(place, problem))
        elif is_mask(text):
            problem = "is how a secret is displayed, and would replace the secret; give the secret itself"
            found.append(OptionError(place, problem))
    return found


def call(session: Session, request: Request) -> Result:
    """Follow the chain of links and send the request to the last one."""
    options = request.parameters
    mistakes = wrong(options)
    if mistakes:
        raise in_one_error(mistakes)
    start = starting_point(session, request)
    if start.document is None:
        result: Result = {"changed": options["method"] in ("POST", "PUT"), "response": None}
    else:
        with explained(start):
            result = _at_the_end(session.client, start.document, options, request.check)
    warnings = [*start.result().get("warnings", ()), *result.pop("warnings", ())]
    return {**result, **start.result(), **({"warnings": warnings} if warnings else {})}


def _at_the_end(client: Client, start: Document, options: Mapping[str, Any], check: bool) -> Result:
    *way, last = options["follow"]
    method = options["method"]
    followed = FollowedLink(_walk(client, start, way), last["link"], last.get("parameters") or {})
    if last.get("name") is not None:
        named = _document_named(client, followed, last["name"], f"follow[{len(way)}]")
        if named is None and method == "DELETE":
            return {"changed": False, "response": None}
        if named is not None and method == "POST":
            return {"changed": False, "response": named}
        if method != "POST":
            followed = FollowedLink(_required(client, followed, named, last["name"], len(way)), "Self", {})
    return METHODS[method](client, followed, options.get("body"), check)


def _walk(client: Client, start: Document, steps: list[Mapping[str, Any]]) -> Document:
    """The document that a chain of links leads to."""
    holder = start
    for index, step in enumerate(steps):
        followed = FollowedLink(holder, step["link"], step.get("parameters") or {})
        if step.get("name") is not None:
            named = _document_named(client, followed, step["name"], f"follow[{index}]")
            holder = _required(client, followed, named, step["name"], index)
        else:
            holder = client.get(followed.holder, followed.link, followed.parameters)
        if not isinstance(holder, dict):
            problem = f"{followed.link} leads to a list, which has no links; choose an entry with name"
            raise OptionError(f"follow[{index}]", problem)
    return holder


def _required(client: Client, followed: FollowedLink, named: Document | None, name: str, index: int) -> Document:
    if named is None:
        raise OptionError(f"follow[{index}].name", _unknown(client, followed, name))
    return named


def _document_named(client: Client, followed: FollowedLink, name: str, option: str) -> Document | None:
    searched = name.strip()
    filters = client.offered(followed.holder, followed.link, {"name": searched, "partialName": searched})
    found = documents(client, followed.holder, followed.link, {**filters, **followed.parameters})
    matches = [each for each in found if folded(name_of(each)) == folded(name)]
    if len(matches) > 1:
        raise OptionError(
            f"{option}.name",
            f"{len(matches)} documents are named {name!r}: {listed([str(each.get('Id')) for each in matches])}",
        )
    return matches[0] if matches else None


def name_of(each: Any) -> str:
    """The name of an entry; empty for a text or a number, which some lists hold."""
    return str(each.get("Name") or "") if isinstance(each, dict) else ""


def _unknown(client: Client, followed: FollowedLink, name: str) -> str:
    names = [name_of(each) for each in documents(client, followed.holder, followed.link, followed.parameters)]
    near = near_misses(name, names)
    return f"no document that {followed.link} leads to is named {name!r}" + (
        f". Similar names: {listed(near)}" if near else ""
    )


def _get(client: Client, followed: FollowedLink, body: Any, check: bool) -> Result:
    return {"changed": False, "response": client.send("GET", followed.holder, followed.link, None, followed.parameters)}


def _post(client: Client, followed: FollowedLink, body: Any, check: bool) -> Result:
    """Send a POST, which always counts as a change."""
    # In check mode, too, the link must have an address.
    client.address(followed.holder, followed.link, followed.parameters)
    response = None if check else client.send("POST", followed.holder, followed.link, body, followed.parameters)
    return {"changed": True, "response": response, "diff": _diff({}, body)}


def _write(client: Client, method: str, followed: FollowedLink, body: Any, took_effect: Callable[[Any], bool]) -> Any:
    """Send a PUT or a DELETE. If its answer is lost, ``took_effect`` is called with what a GET returns then."""
    try:
        return client.send(method, followed.holder, followed.link, body, followed.parameters)
    except AnswerLost as lost:
        done = f"sent a {method} to the link {followed.link!r}"
        look_again(lost, lambda: took_effect(_current(client, followed)), done)
        raise


def _put(client: Client, followed: FollowedLink, body: Any, check: bool) -> Result:
    """Send the present document with the properties of ``body``, if any of them differs."""
    current = _current(client, followed)
    _refuse_page(current, followed)
    if not isinstance(current, dict) or not isinstance(body, dict):
        return _put_whole(client, followed, current, body, check)
    # A server ignores the case of the names of properties.
    spelled = {folded(prop): str(prop) for prop in current}
    given = {spelled.get(folded(prop)) or str(prop): value for prop, value in body.items()}
    different = {prop: value for prop, value in given.items() if current.get(prop) != value}
    if not different:
        return {"changed": False, "response": current}
    wanted = {**current, **different}

    def took_effect(now: Any) -> bool:
        return isinstance(now, dict) and any(now.get(prop) == value for prop, value in different.items())

    response = wanted if check else _write(client, "PUT", followed, wanted, took_effect)
    left = [] if check else _left_as_before(response, current, different)
    is_same = False
    if left:
        # The answer may not be the document, or only a part of it. So the server is asked once more.
        now = _read_again(client, followed)
        left = _left_as_before(now, current, different) if isinstance(now, dict) else []
        is_same = len(left) == len(different) and _without_bookkeeping(now) == _without_bookkeeping(current)
    warned = {"warnings": [AS_BEFORE.format(names=", ".join(left))]} if left else {}
    if is_same:
        return {"changed": False, "response": current, **warned}
    # Only the whole document shows which of its properties are secrets.
    before, after = redacted(current), redacted(wanted)
    changed = [prop for prop in different if prop not in left]
    diff = _diff({prop: before.get(prop) for prop in changed}, {prop: after[prop] for prop in changed})
    return {"changed": True, "response": response, "diff": diff, **warned}


def _put_whole(client: Client, followed: FollowedLink, current: Any, body: Any, check: bool) -> Result:
    """Replace something other than a document, for example a list, or send a body of such a type."""
    if current is not None and current == body:
        return {"changed": False, "response": current}
    response = current if check else _write(client, "PUT", followed, body, lambda now: bool(now == body))
    may_be_same = not check and current is not None and response in (None, current) and not holds_a_secret(body)
    if may_be_same and _read_again(client, followed) == current:
        warning = AS_BEFORE.format(names=f"everything that {followed.link} leads to")
        return {"changed": False, "response": current, "warnings": [warning]}
    return {"changed": True, "response": response, "diff": _diff(current, body)}


def _left_as_before(now: Any, before: Document, different: Mapping[str, Any]) -> list[str]:
    """The properties among ``different`` that an answer still shows as before.

    No answer shows whether the server took a secret, so a property with a secret never counts.
    """
    shown = now if isinstance(now, dict) else {}
    wanted = {**before, **different}
    return [
        prop
        for prop in different
        if shown.get(prop, before.get(prop)) == before.get(prop) and not property_holds_a_secret(wanted, prop)
    ]


def _without_bookkeeping(document: Document) -> Document:
    return {prop: value for prop, value in document.items() if prop not in BOOKKEEPING}


def _read_again(client: Client, followed: FollowedLink) -> Any:
    """Read the link after a write. Return None if this fails, as then nobody knows what the write has changed."""
    try:
        return client.get(followed.holder, followed.link, followed.parameters)
    except OctopusError:
        return None


def _delete(client: Client, followed: FollowedLink, body: Any, check: bool) -> Result:
    """Send a DELETE, unless the document does not exist."""
    try:
        current = client.get(followed.holder, followed.link, followed.parameters)
    except ServerRefused as refused:
        if refused.status == METHOD_NOT_ALLOWED or (refused.status == NOT_FOUND and _names_many(followed, body)):
            return _delete_unread(client, followed, body, check)
        if refused.status == NOT_FOUND:
            return {"changed": False, "response": None}
        raise
    _refuse_page(current, followed)
    response = None if check else _write(client, "DELETE", followed, body, lambda now: now is None)
    return {"changed": True, "response": response, "diff": _diff(current, {})}


def _refuse_page(current: Any, followed: FollowedLink) -> None:
    """Raise ``OptionError`` for a page of documents, which no server changes or removes as a whole."""
    if isinstance(current, dict) and isinstance(current.get("Items"), list) and "ItemType" in current:
        problem = f"{followed.link} leads to a list; choose the document with name, or with the ID in parameters"
        raise OptionError("follow", problem)


def _names_many(followed: FollowedLink, body: Any) -> bool:
    """Whether a DELETE names the documents to remove by itself."""
    return any(folded(each) == MANY for each in (*followed.parameters, *(body if isinstance(body, dict) else ())))


def _delete_unread(client: Client, followed: FollowedLink, body: Any, check: bool) -> Result:
    """Send a DELETE to an address that can't be read, such as that of many documents; it always counts as a change."""
    response = None if check else client.send("DELETE", followed.holder, followed.link, body, followed.parameters)
    return {"changed": True, "response": response, "diff": _diff(body or dict(followed.parameters), {})}


def _current(client: Client, followed: FollowedLink) -> Any:
    """The server's answer to a GET; None if there is no document, or if the address can't be read."""
    try:
        return client.get(followed.holder, followed.link, followed.parameters)
    except ServerRefused as refused:
        if refused.status in (NOT_FOUND, METHOD_NOT_ALLOWED):
            return None
        raise


def _diff(before: Any, after: Any) -> dict[str, Any]:
    return {"before": before or {}, "after": after or {}}


METHODS = {"GET": _get, "POST": _post, "PUT": _put, "DELETE": _delete}
RULES: tuple[tuple[str, Any, tuple[str, ...]], ...] = (("method", "POST", ("body",)), ("method", "PUT", ("body",)))

API = Task(name="octopus_api", arguments=ARGUMENTS, perform=call, required_if=RULES, wrong=wrong)
