# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns the body of a request into a stored document: types, defaults, trimming, references, secrets."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from emulator.model import EVER, Document, Prop
from emulator.refusals import Refusal, invalid
from emulator.timespans import timespan

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The Python types for the types of properties, and the names that .NET's messages have for them.
TYPES: dict[str, tuple[tuple[type, ...], str]] = {
    "str": ((str,), "System.String"),
    "int": ((int,), "System.Int32"),
    "bool": ((bool,), "System.Boolean"),
    "list": ((list,), "System.String[]"),
    "documents": ((list,), "System.Object[]"),
    "dict": ((dict,), "System.Object"),
    "timespan": ((str,), "System.TimeSpan"),
    "value": ((str, dict), "PropertyValueResource"),
    "values": ((dict,), "System.Object"),
    "secret": ((str, dict), "SensitiveValue"),
    "password": ((str,), "System.String"),
    "any": ((object,), "System.Object"),
}
# The range of .NET's Int32.
SMALLEST, LARGEST = -(2**31), 2**31 - 1
# The key of a stored secret, beside HasValue, in an object that only secret() creates.
STORED = "Stored"
UNSET: Document = {"HasValue": False, "NewValue": None, "Hint": None}
# The release that brought Hint: 2020.5 does not describe it, and its client had it by then (api: documents#secrets).
HINTS = (2020, 6)


def shape(
    octopus: Octopus, props: tuple[Prop, ...], sent: Document, old: Document, space: str, path: str = ""
) -> Document:
    """The properties of a document as the server stores them: a PUT replaces all, and missing ones get their defaults.

    Unknown members are ignored, as a server ignores them.
    """
    shaped: Document = {}
    members = spelled(sent)
    for prop in props:
        if prop.computed or not prop.since <= octopus.release < prop.until:
            continue
        if prop.read_only or (prop.create_only and old):
            shaped[prop.key] = old[prop.key] if prop.key in old else prop.usual()
            continue
        value = sent[prop.name] if prop.name in sent else members.get(prop.folded)
        demanded = prop.demanded.get("PUT" if old else "POST")
        if value is None and demanded is not None and octopus.release >= demanded:
            raise required(prop)
        if value is None and old and prop.kept_since is not None and octopus.release >= prop.kept_since:
            shaped[prop.key] = old.get(prop.key)
            continue
        if value is None and prop.nullable and prop.folded in members:
            shaped[prop.key] = None
            continue
        shaped[prop.key] = shaped_value(octopus, prop, value, old.get(prop.key), space, f"{path}{prop.name}")
    return shaped


def spelled(sent: Document) -> Document:
    """The members of an object by lower-case name; of several names that differ in case alone, the first one counts."""
    return {key.casefold(): sent[key] for key in reversed(sent)}


def lookup(sent: Document, name: str) -> Any:
    """The value of a JSON member, found ignoring case (api: runbooks#runbook)."""
    if name in sent:
        return sent[name]
    wanted = name.casefold()
    return next((value for key, value in sent.items() if key.casefold() == wanted), None)


def wrong_type(value: Any, dotnet: str, path: str) -> Refusal:
    """The refusal of a wrong type; the wording of the server's JSON reader is unverified."""
    return invalid(f"Error converting value {value!r} to type '{dotnet}'. Path '{path}'.")


def required(prop: Prop) -> Refusal:
    return invalid(f"The {prop.name} field is required.")


def within(octopus: Octopus, prop: Prop, value: Any) -> None:
    """Refuse a text or a number out of range, in the words of .NET's attributes (unverified)."""
    limit = prop.limit
    if limit is None or octopus.release < limit.since:
        return
    if isinstance(value, str) and len(value.encode("utf-16-le", "surrogatepass")) // 2 > limit.highest:
        raise invalid(f"The field {prop.name} must be a string with a maximum length of {limit.highest}.")
    if isinstance(value, int) and not limit.lowest <= value <= limit.highest:
        raise invalid(f"The field {prop.name} must be between {limit.lowest} and {limit.highest}.")


def shaped_value(octopus: Octopus, prop: Prop, value: Any, old: Any, space: str, path: str) -> Any:
    if isinstance(value, float) and value.is_integer() and prop.type == "int":
        value = int(value)
    python, dotnet = TYPES[prop.type]
    if value is not None and (not isinstance(value, python) or (prop.type == "int" and isinstance(value, bool))):
        # The message must not repeat a secret.
        raise wrong_type("***" if prop.type in HIDDEN else value, dotnet, path)
    if isinstance(value, int) and not SMALLEST <= value <= LARGEST:
        raise wrong_type(value, dotnet, path)
    if prop.type in HIDDEN:
        return HIDDEN[prop.type](value, old)
    if value is None or (value == "" and prop.lenient):
        if prop.required:
            raise required(prop)
        value = prop.usual()
    if isinstance(value, str) and prop.trim:
        value = value.strip()
    if prop.required and value in ("", []):
        raise required(prop)
    if value is None:
        return None
    within(octopus, prop, value)
    if prop.type == "timespan":
        return timespan(value, path)
    if prop.type == "list":
        each_a_text(value, path)
    if prop.choices:
        listed = isinstance(value, list)
        value = [choice(octopus, prop, each, path) for each in value] if listed else choice(octopus, prop, value, path)
    if prop.reference and value:
        for each in value if isinstance(value, list) else [value]:
            octopus.must_exist(prop.reference, each, space, prop.name)
    if prop.parts:
        return parts(octopus, prop, value, old, space, path)
    return value


def each_a_text(values: list[Any], path: str) -> None:
    for index, each in enumerate(values):
        if not isinstance(each, str):
            raise wrong_type(each, "System.String", f"{path}[{index}]")


def choice(octopus: Octopus, prop: Prop, value: Any, path: str) -> str:
    for each in prop.choices:
        here = octopus.release >= prop.choices_since.get(each, EVER)
        if here and each.casefold() == str(value).casefold():
            return each
    raise invalid(f"Error converting value \"{value}\" to type '{prop.name}'. Path '{path}'.")


def parts(octopus: Octopus, prop: Prop, value: Any, old: Any, space: str, path: str) -> Any:
    if not isinstance(value, list):
        return shape(octopus, prop.parts, value, old if isinstance(old, dict) else {}, space, f"{path}.")
    has_id = any(part.name == "Id" for part in prop.parts)
    known = {each["Id"]: each for each in old or [] if isinstance(each, dict) and each.get("Id")}
    shaped = []
    for index, each in enumerate(value):
        if not isinstance(each, dict):
            raise wrong_type(each, "System.Object", f"{path}[{index}]")
        own = lookup(each, "Id") if has_id else None
        before = known.get(own, {}) if isinstance(own, str) else {}
        entry = shape(octopus, prop.parts, each, before, space, f"{path}[{index}].")
        if has_id and not entry["Id"]:
            entry["Id"] = str(uuid.uuid4())
        shaped.append(entry)
    return shaped


def secret(sent: Any, old: Any) -> Document:
    """A stored secret (api: documents#secrets): a new value sets it, an echo keeps it, HasValue false clears it."""
    kept = old if isinstance(old, dict) and old.get("HasValue") else None
    if isinstance(sent, str):
        sent = {"HasValue": True, "NewValue": sent}
    if isinstance(sent, dict) and not isinstance(sent.get("NewValue"), str | None):
        raise wrong_type("***", "System.String", "NewValue")
    if isinstance(sent, dict) and sent.get("NewValue") is not None:
        return {"HasValue": True, "NewValue": None, "Hint": None, STORED: sent["NewValue"]}
    if isinstance(sent, dict) and sent.get("HasValue") and kept:
        return dict(kept)
    return dict(UNSET)


def property_value(sent: Any, old: Any) -> Any:
    """A plain text, or a SensitiveValue (api: documents#secrets).

    The .NET client's reader of this type takes numbers and booleans as texts, and a list for a mistake.
    """
    if isinstance(sent, list):
        raise wrong_type("***", "PropertyValueResource", "")
    if isinstance(sent, dict):
        return secret(sent, old)
    return "" if sent is None else str(sent)


def property_values(sent: Any, old: Any) -> Any:
    """Texts and SensitiveValues by name, as the properties of actions are."""
    before = old if isinstance(old, dict) else {}
    return {name: property_value(value, before.get(name)) for name, value in (sent or {}).items()}


def password(sent: Any, old: Any) -> Any:
    """A stored password: a body without one keeps it, and no answer shows it."""
    return sent if sent is not None else old


HIDDEN = {"secret": secret, "value": property_value, "values": property_values, "password": password}


# The types of values that can have hidden parts.
DEEP = (dict, list)


def public(value: Any, hints: bool) -> Any:
    """A stored value for clients, without its secrets; ``hints``: whether secrets have a Hint."""
    if isinstance(value, dict):
        kept = () if "HasValue" not in value else {STORED} if hints else {STORED, "Hint"}
        return {
            key: public(each, hints) if each.__class__ in DEEP else each
            for key, each in value.items()
            if key not in kept
        }
    if isinstance(value, list):
        return [public(each, hints) if each.__class__ in DEEP else each for each in value]
    return value


def unknown_of(old: Document, sent: Document) -> Document:
    """The properties of a document that this version does not know, if the client has sent them back."""
    unknown = old.get("_unknown") or {}
    return {"_unknown": {key: sent[key] for key in unknown if key in sent}} if unknown else {}
