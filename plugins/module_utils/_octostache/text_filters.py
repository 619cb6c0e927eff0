# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters that cut, join, compare and replace texts, and those of base64 and hashes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from typing import Callable

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.characters import (
    INT_MAX,
    WHITE,
    joined,
    lower,
    units,
    upper,
    whole_number,
)
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.evaluator import Filter
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.failure import Failure
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.regexes import matches, replaced

BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
ENCODINGS = {"utf8": "utf-8", "utf-8": "utf-8", "unicode": "utf-16-le"}
INDENT = re.compile(r"(([0-9]{1,3})?/)?([0-9]{1,3})")
HASHES = ("md5", "sha1", "sha256", "sha384", "sha512")


def plain(change: Callable[[str], str]) -> Filter:
    """A filter that takes an input and no option."""

    def apply(argument: str | None, options: Sequence[str]) -> str | None:
        return None if argument is None or options else change(argument)

    return apply


def asking(question: Callable[[str, str], bool]) -> Filter:
    """A filter that takes one option and answers true or false."""

    def apply(argument: str | None, options: Sequence[str]) -> str | None:
        if argument is None or len(options) != 1:
            return None
        return "true" if question(argument, options[0]) else "false"

    return apply


def trim(argument: str | None, options: Sequence[str]) -> str | None:
    if argument is None:
        return None
    where = lower(options[0]) if options else ""
    trimmed = {"": argument.strip(WHITE), "start": argument.lstrip(WHITE), "end": argument.rstrip(WHITE)}
    return None if options and not where else trimmed.get(where)


def truncate(argument: str | None, options: Sequence[str]) -> str | None:
    length = whole_number(options[0]) if options else None
    if argument is None or length is None or length < 0:
        return None
    characters = units(argument)
    suffix = options[1] if len(options) > 1 else "..."
    return joined(characters[:length]) + suffix if length < len(characters) else argument


def substring(argument: str | None, options: Sequence[str]) -> str | None:
    numbers = [whole_number(option) for option in options]
    if argument is None or len(numbers) not in (1, 2):
        return None
    characters = units(argument)
    start, length = (0, numbers[0]) if len(numbers) == 1 else (numbers[0], numbers[1])
    if start is None or length is None or start < 0 or length < 0 or start > len(characters):
        return None
    if start + length > INT_MAX:
        raise Failure("start and length together are more than 2147483647")
    return joined(characters[start : start + length])


def append(argument: str | None, options: Sequence[str]) -> str | None:
    return (argument or "") + "".join(options) if options else None


def prepend(argument: str | None, options: Sequence[str]) -> str | None:
    return "".join(options) + (argument or "") if options else None


def replace(argument: str | None, options: Sequence[str]) -> str | None:
    if argument is None or not options:
        return None
    return replaced(argument, options[0], options[1] if len(options) > 1 else "")


def indent(argument: str | None, options: Sequence[str]) -> str | None:
    if not argument:
        return argument
    if len(options) > 2:
        return None
    head, others = indents(options)
    return head + argument.replace("\n", "\n" + others)


def indents(options: Sequence[str]) -> tuple[str, str]:
    """The indentation of the first line and of the others."""
    if len(options) == 2:
        return options[0], options[1]
    option = options[0] if options else "4"
    found = INDENT.fullmatch(option)
    # A number above 255 is not a number of blanks, but a text to indent with.
    if found is None or int(found[3]) > 255 or int(found[2] or 0) > 255:
        return option, option
    others = " " * int(found[3])
    return (" " * int(found[2] or 0) if found[1] else others), others


def encoding(options: Sequence[str]) -> str | None:
    return ENCODINGS.get(lower(options[0])) if options else "utf-8"


def to_base64(argument: str | None, options: Sequence[str]) -> str | None:
    codec = encoding(options)
    if argument is None or len(options) > 1 or codec is None:
        return None
    return base64.b64encode(argument.encode(codec, "replace")).decode("ascii")


def from_base64(argument: str | None, options: Sequence[str]) -> str | None:
    if argument is None or len(options) > 1:
        return None
    raw, codec = decoded(argument), encoding(options)
    return None if codec is None else raw.decode(codec, "replace")


def decoded(text: str) -> bytes:
    """Blanks are allowed anywhere, and the padding is required."""
    compact = re.sub("[ \t\r\n]", "", text)
    if not BASE64.fullmatch(compact):
        raise Failure("the input is not valid base64")
    try:
        return base64.b64decode(compact)
    except (ValueError, binascii.Error) as error:
        raise Failure("the input is not valid base64") from error


def hashing(algorithm: str) -> Filter:
    """Hexadecimal digits of a hash; a size and an encoding may be given in either order."""

    def apply(argument: str | None, options: Sequence[str]) -> str | None:
        sizes = [size for size in map(whole_number, options) if size is not None and size > 0]
        codecs = [lower(option) for option in options if lower(option) in (*ENCODINGS, "base64")]
        if argument is None or len(options) > 2 or len(sizes) > 1 or len(codecs) > 1:
            return None
        if len(sizes) + len(codecs) != len(options):
            return None
        try:
            raw = hashed(argument, codecs[0] if codecs else "utf8")
        except Failure:
            return None
        digest = hashlib.new(algorithm, raw, usedforsecurity=False).digest()
        return digest[: sizes[0] if sizes else None].hex()

    return apply


def hashed(text: str, codec: str) -> bytes:
    return decoded(text) if codec == "base64" else text.encode(ENCODINGS[codec], "replace")


def null(argument: str | None, options: Sequence[str]) -> str | None:
    return None


TEXT_FILTERS: dict[str, Filter] = {
    "tolower": plain(lower),
    "toupper": plain(upper),
    "trim": trim,
    "truncate": truncate,
    "substring": substring,
    "append": append,
    "prepend": prepend,
    "indent": indent,
    "replace": replace,
    "match": asking(matches),
    "startswith": asking(str.startswith),
    "endswith": asking(str.endswith),
    "contains": asking(lambda text, part: part in text),
    "tobase64": to_base64,
    "frombase64": from_base64,
    "null": null,
    **{name: hashing(name) for name in HASHES},
}
