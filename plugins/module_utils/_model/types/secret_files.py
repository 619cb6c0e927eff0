# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for a secret that users have in a file, whose content the API expects as base64 or as it is.

api: accounts#account, accounts#git-credential, feeds#feed
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import (
    NO_SECRET,
    placeholder_name,
    secret_text,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import TEXT_OR_SECRET, Shape

SECRET = Secret()
PRIVATE_KEY = re.compile(r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----|PuTTY-User-Key-File-\d+:")
PUBLIC_KEY = re.compile(
    r"-----BEGIN (?:[A-Z0-9]+ )*PUBLIC KEY-----|---- BEGIN SSH2 PUBLIC KEY ----|(?:ssh|ecdsa|sk)-\S+ AAAA"
)
PATH = re.compile(r"(?:~|\.{1,2}|[A-Za-z]:)?[\\/][^\n]*")
READ_IT = "give the content of the file, as the lookup ansible.builtin.file returns it, or its base64"


@dataclass(frozen=True, eq=False)
class SecretFile(FieldType):
    """A secret file, given as its text or in base64.

    ``json``: whether the file holds a JSON object; otherwise it holds a private key. ``encoded``: whether the API
    expects base64; otherwise it expects the text.
    """

    write_only: ClassVar[bool] = True
    json: bool = False
    encoded: bool = True

    def argument(self) -> Argument:
        # Some versions of Ansible turn a text that looks like a dictionary into one.
        return {"type": "json" if self.json else "str", "no_log": True}

    def shape(self) -> Shape:
        return TEXT_OR_SECRET

    def wanted(self, given: str, current: Any, context: Context, option: str) -> Any:
        given = secret_text(given, option)
        if given != NO_SECRET and placeholder_name(given) is None:
            given = self.content(given, option)
        return SECRET.wanted(given, current, context, option)

    def content(self, given: str, option: str) -> str:
        """The value for the API. The last newline of the file is added if it was lost, because some keys need it.

        Raises ``OptionError`` for a text that is not such a file.
        """
        text = given.strip()
        problem = self._problem(text)
        # The comment in a key may have an encoding other than UTF-8.
        content = decoded(text, "strict" if self.json else "replace") if problem else text
        if content is None or self._problem(content):
            raise OptionError(option, f"{problem}; {READ_IT}")
        if self.encoded:
            return text if problem else base64.b64encode(f"{text}\n".encode()).decode("ascii")
        return content if self.json else f"{content}\n"

    def _problem(self, text: str) -> str:
        """Why a text can't be the content of such a file; empty if it can."""
        if (is_json_object if self.json else PRIVATE_KEY.match)(text):
            return ""
        if PUBLIC_KEY.match(text):
            return "is a public key, not a private one"
        if PATH.fullmatch(text):
            return "is the path of a file"
        if self.json:
            return "is not a JSON object, which begins with {"
        return "is not a private key, which begins with -----BEGIN and says PRIVATE KEY"

    def same(self, current: Any, wanted: Any) -> bool:
        return SECRET.same(current, wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return SECRET.shown(value, context)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return SECRET.exported(value, context, place)


def decoded(text: str, errors: str) -> str | None:
    """The text of a file in base64; None for another text. ``errors``: see ``bytes.decode``."""
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode(errors=errors).strip()
    except (binascii.Error, ValueError):
        return None


def is_json_object(text: str) -> bool:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and bool(found)
