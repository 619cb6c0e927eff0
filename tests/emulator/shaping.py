# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a stored document of what a client sent: types, defaults, trimming, references, secrets."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from emulator.model import Document, Prop, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int, float),
    "bool": (bool,),
    "list": (list,),
    "dict": (dict,),
    "secret": (dict, str),
    "any": (object,),
}


def shape(
    octopus: Octopus, props: tuple[Prop, ...], sent: Document, old: Document, space: str, path: str = ""
) -> Document:
    """The properties of a document as the server would store them: PUT replaces all, what is missing is defaulted.

    Members that no property has are dropped, as a server ignores what it does not know.
    """
    shaped: Document = {}
    for prop in props:
        if octopus.release < prop.since or prop.dropped:
            continue
        if prop.read_only or (prop.create_only and old):
            shaped[prop.name] = old.get(prop.name, default_of(prop)) if old else default_of(prop)
            continue
        value = lookup(sent, prop.name)
        shaped[prop.name] = shaped_value(octopus, prop, value, old.get(prop.name), space, f"{path}{prop.name}")
    return shaped


def default_of(prop: Prop) -> Any:
    return type(prop.default)(prop.default) if isinstance(prop.default, (list, dict)) else prop.default


def lookup(sent: Document, name: str) -> Any:
    """JSON members are found whatever their case (octopus-api.md 3.12)."""
    if name in sent:
        return sent[name]
    wanted = name.casefold()
    return next((value for key, value in sent.items() if key.casefold() == wanted), None)


def shaped_value(octopus: Octopus, prop: Prop, value: Any, old: Any, space: str, path: str) -> Any:
    if value is None or (value == "" and prop.type in ("int", "bool")):
        value = default_of(prop)
    if prop.type == "secret":
        return secret(value, old)
    if value is None or value == "" or value == []:
        if prop.required:
            raise invalid(f"The {prop.name} field is required.")
        return value
    if not isinstance(value, PYTHON_TYPES[prop.type]) or (prop.type == "int" and isinstance(value, bool)):
        # The wording of the server's JSON reader is unverified.
        raise invalid(f"Error converting value {value!r} to type '{prop.type}'. Path '{path}'.")
    if isinstance(value, str) and prop.trim:
        value = value.strip()
        if not value and prop.required:
            raise invalid(f"The {prop.name} field is required.")
    if prop.choices:
        value = choice(prop, value)
    if prop.reference:
        for each in value if isinstance(value, list) else [value]:
            octopus.must_exist(prop.reference, each, space, prop.name)
    if prop.parts:
        return parts(octopus, prop, value, old, space, path)
    return value


def choice(prop: Prop, value: str) -> str:
    for each in prop.choices:
        if each.casefold() == str(value).casefold():
            return each
    raise invalid(f"Error converting value \"{value}\" to type '{prop.name}'. Path '{prop.name}'.")


def parts(octopus: Octopus, prop: Prop, value: Any, old: Any, space: str, path: str) -> Any:
    if isinstance(value, list):
        known = {each["Id"]: each for each in old or [] if isinstance(each, dict) and each.get("Id")}
        shaped = []
        for each in value:
            before = known.get(lookup(each, "Id") or "", {})
            entry = shape(octopus, prop.parts, each, {}, space, f"{path}.")
            if any(part.name == "Id" for part in prop.parts):
                entry["Id"] = lookup(each, "Id") or str(uuid.uuid4())
                entry = keep_secrets(prop.parts, entry, each, before)
            shaped.append(entry)
        return shaped
    return shape(octopus, prop.parts, value, old if isinstance(old, dict) else {}, space, f"{path}.")


def keep_secrets(props: tuple[Prop, ...], entry: Document, sent: Document, before: Document) -> Document:
    for prop in props:
        if prop.type == "any" and isinstance(sent.get(prop.name), dict) and "HasValue" in sent[prop.name]:
            entry[prop.name] = secret(sent[prop.name], before.get(prop.name))
        if prop.type == "secret":
            entry[prop.name] = secret(sent.get(prop.name), before.get(prop.name))
    return entry


def secret(sent: Any, old: Any) -> Document:
    """The SensitiveValue protocol (octopus-api.md 2.7): a new value sets, an echo keeps, HasValue false clears.

    The value itself is kept under ``Stored``, which no answer shows.
    """
    had = old if isinstance(old, dict) and old.get("HasValue") else None
    if isinstance(sent, str):
        sent = {"HasValue": True, "NewValue": sent}
    if isinstance(sent, dict) and sent.get("NewValue") is not None:
        return {"HasValue": True, "NewValue": None, "Hint": None, "Stored": sent["NewValue"]}
    if isinstance(sent, dict) and sent.get("HasValue") and had:
        return dict(had)
    return {"HasValue": False, "NewValue": None, "Hint": None}


def public(value: Any) -> Any:
    """A stored value without what only the server knows."""
    if isinstance(value, dict):
        return {key: public(each) for key, each in value.items() if key != "Stored"}
    return [public(each) for each in value] if isinstance(value, list) else value
