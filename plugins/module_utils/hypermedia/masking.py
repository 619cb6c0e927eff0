# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Masks secrets in everything that a person or a log can read. All masking is done here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_plus, urlsplit, urlunsplit

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.spellings import SHORTEST, spellings

MASK = "********"
KEY_PARAMETER = "apikey"
# Properties in which the API can return a secret in the clear (api: documents#secrets, machines#target,
# accounts#account, people#user, events#subscription, settings#settings). Servers ignore the case of property names. The
# last names are options of the collection, which somebody may have put where no options belong.
SECRET_PROPERTY = re.compile(
    r"^(?:NewValue|ApiKey|AuthenticationToken|Token|JsonKey|PrivateKey(?:File)?|LicenseText|WebhookHeaderValue"
    r"|CertificateData|.*Password|.*Passphrase|.*Secret|.*SecretValues|SecretKey"
    r"|Sensitive_(?:Default_)?Value)$",
    re.IGNORECASE,
)
# Masks, placeholders and variable expressions are not secrets themselves.
NOT_A_SECRET = re.compile(r"\*{8}.*|VALUE_SPECIFIED_IN_NO_LOG_PARAMETER|<(?:no )?secret.*>|#\{[^}]*\}", re.DOTALL)
# Properties that other properties of their document mark as secrets.
MARKED = ("value", "defaultvalue")
CONTROL_TYPES, SENSITIVE = ("octopus.controltype", "controltype"), "sensitive"
# Nearly all mappings are dicts, and Python takes long to find out whether the type of a value is a Mapping.
MAPPINGS = (dict, Mapping)
# A property with a text value, in JSON that is part of a text and may be cut off.
JSON_BEGINS = ("{", "[")
JSON_PAIR = re.compile(r'"(\w+)"\s*:\s*("(?:[^"\\]|\\.)*")', re.DOTALL)


@dataclass
class Mask:
    """Knows secrets and masks them in texts, in every spelling. Its ``repr`` shows none of them.

    A secret that is shorter than ``SHORTEST`` is only masked if it is the whole text, because it would be found in
    many words and addresses.
    """

    _known: set[str] = field(default_factory=set, repr=False)
    _whole: set[str] = field(default_factory=set, repr=False)
    _longest_first: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, secrets: Iterable[Any]) -> Mask:
        """A mask for these secrets."""
        made = cls()
        made._learn(secrets)
        return made

    def add(self, secret: Any) -> None:
        """Mask this value from now on, also in other spellings and in single lines."""
        self._learn([secret])

    def also(self, secrets: Iterable[Any]) -> Mask:
        """This mask with further secrets, for a single request that contains them."""
        more = list(secrets)
        if not more:
            return self
        wider = Mask(set(self._known), set(self._whole))
        wider._learn(more)
        return wider

    def text(self, said: str) -> str:
        """A text without the secrets."""
        if said in self._whole:
            return MASK
        for secret in self._longest_first:
            if secret in said:
                said = said.replace(secret, MASK)
        return said

    def deep(self, said: Any) -> Any:
        """A JSON value with every secret in it masked, including numbers."""
        # Most values hold no secret: look for secrets in all texts at once first.
        texts = _texts(said)
        everything = "\n".join(texts)
        found = tuple(each for each in self._longest_first if each in everything)
        return Mask(self._known, self._whole, found)._in(said) if found or not self._whole.isdisjoint(texts) else said

    def parts(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """A mapping whose values are redacted and masked; its own keys are never secrets."""
        return {name: self.deep(redacted(part)) for name, part in said.items()}

    def address(self, url: str) -> str:
        """An address without user, password, ``apikey`` parameter and known secrets."""
        return self.text(_without_credentials(url))

    def _in(self, said: Any) -> Any:
        if isinstance(said, str):
            return self.text(said)
        if isinstance(said, Mapping):
            return {self.text(str(key)): self._in(value) for key, value in said.items()}
        if isinstance(said, (list, tuple)):
            return [self._in(each) for each in said]
        if is_scalar(said) and len(str(said)) >= SHORTEST and self.text(str(said)) == MASK:
            return MASK
        return said

    def _learn(self, secrets: Iterable[Any]) -> None:
        for secret in secrets:
            if is_scalar(secret) and str(secret).strip():
                self._whole.add(str(secret))
                self._known |= spellings(str(secret))
        self._longest_first = tuple(sorted(self._known, key=lambda each: (-len(each), each)))


def _texts(said: Any) -> list[str]:
    """Every text in a JSON value, including keys, in any order."""
    found, left = [], [said]
    while left:
        each = left.pop()
        if isinstance(each, str):
            found.append(each)
        elif isinstance(each, MAPPINGS):
            found += map(str, each)
            left += each.values()
        elif isinstance(each, (list, tuple)):
            left += each
        else:
            found.append(str(each))
    return found


def is_scalar(value: Any) -> bool:
    """Whether a value can be a secret by itself. A boolean can't, and results need booleans."""
    return isinstance(value, str) or (value is not None and not isinstance(value, (bool, Mapping, list, tuple)))


def is_secret_property(prop: Any, value: Any) -> bool:
    """Whether a property of the API holds a secret that must not be shown."""
    if not _names_a_secret(str(prop)) or not is_scalar(value):
        return False
    return bool(str(value).strip()) and not NOT_A_SECRET.fullmatch(str(value))


@lru_cache(maxsize=4096)
def _names_a_secret(name: str) -> bool:
    """Whether properties of this name hold secrets. Thousands of documents have the same few names."""
    return bool(SECRET_PROPERTY.match(name))


@lru_cache(maxsize=4096)
def _may_hold_a_secret(name: str) -> bool:
    """Whether a property of this name may hold a secret, by its name or because another property marks it."""
    return _names_a_secret(name) or _normalized(name) in MARKED


def property_secrets(value: Any) -> list[Any]:
    """The values of secret properties of the API, at any depth, and in texts that are JSON, in any order."""
    found: list[Any] = []
    left = [value]
    while left:
        each = left.pop()
        if isinstance(each, str):
            if each.lstrip().startswith(JSON_BEGINS):
                texts = ((prop, _unquoted(text)) for prop, text in JSON_PAIR.findall(each))
                found += (text for prop, text in texts if is_secret_property(prop, text))
        elif isinstance(each, MAPPINGS):
            for prop, part in each.items():
                if part is None or part is True or part is False:
                    continue
                if _is_secret(each, prop, part):
                    found.append(part)
                elif part.__class__ is not str or '"' in part:
                    # Most parts are texts without a quotation mark, so that there is no JSON in them.
                    left.append(part)
        elif isinstance(each, (list, tuple)):
            left += each
    return found


def holds_a_secret(value: Any) -> bool:
    """Whether a value for the API has a secret in it, or an expression in place of a secret."""
    if isinstance(value, (list, tuple)):
        return any(map(holds_a_secret, value))
    if not isinstance(value, MAPPINGS):
        return False
    return any(property_holds_a_secret(value, prop) for prop in value)


def property_holds_a_secret(document: Mapping[str, Any], prop: str) -> bool:
    """Whether ``holds_a_secret`` for a property of a document, of which another property may say so."""
    part = document[prop]
    is_secret = _names_a_secret(str(prop)) or _has_mark(document, str(prop))
    return (is_scalar(part) and bool(str(part).strip()) and is_secret) or holds_a_secret(part)


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(text, strict=False))
    except ValueError:
        return text[1:-1]


def redacted(document: Any) -> Any:
    """A copy of a server's answer, with the values of its secret properties masked."""
    if isinstance(document, str):
        return document
    if isinstance(document, MAPPINGS):
        return {
            str(prop): MASK if _is_secret(document, prop, value) else redacted(value)
            for prop, value in document.items()
        }
    if isinstance(document, (list, tuple)):
        return [redacted(each) for each in document]
    return document


def _is_secret(document: Mapping[str, Any], prop: Any, value: Any) -> bool:
    """Whether a property of a document holds a secret, by its name or because another property marks it.

    Thousands of properties can't hold a secret, as their names alone show.
    """
    return _may_hold_a_secret(str(prop)) and (is_secret_property(prop, value) or _is_marked(document, prop))


def _is_marked(document: Mapping[str, Any], prop: Any) -> bool:
    """Whether another property marks this one as a secret, as for the value of a variable or a template's default."""
    value = document.get(prop)
    return is_scalar(value) and not NOT_A_SECRET.fullmatch(str(value)) and _has_mark(document, str(prop))


def _has_mark(document: Mapping[str, Any], prop: str) -> bool:
    """Whether another property of a document says that the value of this one is a secret."""
    name = _normalized(prop)
    if name not in MARKED:
        return False
    said = _folded(document)
    if name == "value":
        return said.get("issensitive") is True or str(said.get("type")).casefold() == SENSITIVE
    settings = _folded(said.get("displaysettings"))
    return any(str(settings.get(each)).casefold() == SENSITIVE for each in CONTROL_TYPES)


def _folded(document: Any) -> dict[str, Any]:
    return {_normalized(str(key)): value for key, value in document.items()} if isinstance(document, Mapping) else {}


@lru_cache(maxsize=4096)
def _normalized(prop: str) -> str:
    """The name of a property, or of the option for it, in one form."""
    return prop.casefold().replace("_", "")


@lru_cache(maxsize=256)
def _without_credentials(url: str) -> str:
    """An address without user, password and ``apikey``; thousands of requests go to the same few collections."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "an address that can't be read"
    query = "&".join(_without_key(part) for part in parts.query.split("&"))
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, query, ""))


def key_in_address(url: str) -> str:
    """The value of an ``apikey`` parameter; empty if there is none."""
    pairs = (part.partition("=") for part in urlsplit(url).query.split("&"))
    return next((unquote_plus(value) for name, _equals, value in pairs if _is_key(name)), "")


def _is_key(parameter: str) -> bool:
    return unquote_plus(parameter).casefold() == KEY_PARAMETER


def _without_key(part: str) -> str:
    name = part.partition("=")[0]
    return f"{name}={MASK}" if _is_key(name) else part
