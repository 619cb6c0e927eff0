# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON: reads texts as leniently as the library Newtonsoft.Json does, and writes them in the same way."""

from __future__ import annotations

import json
import re
from typing import Union

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.characters import WHITE, is_letter_or_digit
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.date_formats import format_moment
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.moments import Moment, Now, read, to_local
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.numbers import general_double

MOST_DEPTH = 64
NUMBER = re.compile(r"[-.0-9][-+a-fA-FxX.0-9]*")
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*|[0-9]*\.[0-9]*|[0-9]+(?=[eE]))(?:[eE][+-]?[0-9]+)?")
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:?[0-9]{2})?")
ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "\\": "\\", '"': '"', "'": "'", "/": "/"}
MILLISECONDS = re.compile(r"/Date\((-?[0-9]{1,14})\)/")
UNIX_EPOCH = 621_355_968_000_000_000
COMMENT = re.compile(r"/\*(.*?)\*/|//([^\r\n]*)", re.DOTALL)


@dataclass(frozen=True)
class Date:
    """A text that looks like an ISO date, which the reader turns into a date."""

    text: str
    moment: Moment


class Undefined:
    """JavaScript's ``undefined``, an empty text like null."""


UNDEFINED = Undefined()
Json = Union[None, bool, int, float, str, Date, Undefined, list["Json"], dict[str, "Json"]]
WORDS: dict[str, Json] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": UNDEFINED,
    "NaN": float("nan"),
    "Infinity": float("inf"),
    "-Infinity": float("-inf"),
}


class NotJson(Exception):
    """A text that is not JSON."""


class Reader:
    def __init__(self, text: str, now: Now | None) -> None:
        self.text = text
        self.now = now
        self.at = 0

    def document(self) -> Json:
        self.skip()
        if self.at == len(self.text):
            return None
        value = self.value(1)
        self.skip()
        if self.at < len(self.text):
            raise NotJson
        return value

    def skip(self) -> list[Json]:
        """The comments that were skipped."""
        comments: list[Json] = []
        while self.at < len(self.text):
            if self.text[self.at] in WHITE:
                self.at += 1
                continue
            comment = COMMENT.match(self.text, self.at)
            if comment is None:
                break
            comments.append(comment[1] if comment[1] is not None else comment[2])
            self.at = comment.end()
        return comments

    def peek(self) -> str:
        self.skip()
        if self.at >= len(self.text):
            raise NotJson
        return self.text[self.at]

    def value(self, depth: int) -> Json:
        character = self.peek()
        if character in "{[":
            if depth > MOST_DEPTH:
                raise NotJson
            self.at += 1
            return self.members(depth) if character == "{" else self.elements(depth)
        if character in "'\"":
            return date_or_text(self.quoted(), self.now)
        for word, value in WORDS.items():
            end = self.at + len(word)
            if self.text.startswith(word, self.at) and not is_letter_or_digit(self.text[end : end + 1] or " "):
                self.at = end
                return value
        return self.number()

    def members(self, depth: int) -> Json:
        found: dict[str, Json] = {}
        while self.peek() != "}":
            name = self.quoted() if self.peek() in "'\"" else self.bare()
            if self.peek() != ":":
                raise NotJson
            self.at += 1
            # The second of two properties with one name has its own position, not that of the first.
            found.pop(name, None)
            found[name] = self.value(depth + 1)
            if not self.more("}"):
                break
        self.at += 1
        return found

    def elements(self, depth: int) -> Json:
        """The elements of an array. A comment directly in the outermost one is an element of it."""
        found: list[Json] = []
        while True:
            comments = self.skip()
            found += comments if depth == 1 else []
            if self.peek() == "]":
                break
            if self.peek() == ",":
                # If there is nothing between two commas, the value is undefined.
                found.append(UNDEFINED)
            else:
                found.append(self.value(depth + 1))
            comments = self.skip()
            found += comments if depth == 1 else []
            if not self.more("]"):
                break
        self.at += 1
        return found

    def more(self, closing: str) -> bool:
        """Whether a comma follows; a comma before the end is allowed.

        If a text begins with an array, the reader closes everything that the text leaves open.
        """
        self.skip()
        if self.at >= len(self.text) and self.text.lstrip(WHITE)[:1] == "[":
            return False
        character = self.peek()
        if character == ",":
            self.at += 1
            return True
        if character != closing:
            raise NotJson
        return False

    def bare(self) -> str:
        start = self.at
        while self.at < len(self.text) and (self.text[self.at] in "_$" or is_letter_or_digit(self.text[self.at])):
            self.at += 1
        if self.at == start:
            raise NotJson
        return self.text[start : self.at]

    def quoted(self) -> str:
        mark = self.text[self.at]
        parts: list[str] = []
        self.at += 1
        while self.at < len(self.text):
            character = self.text[self.at]
            self.at += 1
            if character == mark:
                return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            parts.append(self.escaped() if character == "\\" else character)
        raise NotJson

    def escaped(self) -> str:
        letter = self.text[self.at : self.at + 1]
        self.at += 1
        if letter == "u":
            digits = self.text[self.at : self.at + 4]
            if not re.fullmatch("[0-9a-fA-F]{4}", digits):
                raise NotJson
            self.at += 4
            return chr(int(digits, 16))
        if letter not in ESCAPES:
            raise NotJson
        return ESCAPES[letter]

    def number(self) -> Json:
        found = NUMBER.match(self.text, self.at)
        if found is None:
            raise NotJson
        self.at = found.end()
        if self.at < len(self.text) and self.text[self.at] not in WHITE + ",}])/":
            raise NotJson
        return number(found[0])


def number(text: str) -> Json:
    try:
        if re.fullmatch("-?0[xX][0-9a-fA-F]+", text):
            return int(text, 16)
        if re.fullmatch("-?0[0-7]+", text):
            return int(text, 8)
        if re.fullmatch("-?[0-9]+", text) and not re.fullmatch("-?0[0-9]+", text):
            return int(text)
        if DECIMAL.fullmatch(text):
            return float(text)
    except ValueError:
        pass
    raise NotJson


def date_or_text(text: str, now: Now | None) -> Json:
    """A date in UTC stays in UTC; every other date is in local time."""
    found = MILLISECONDS.fullmatch(text)
    if found:
        return Date(text, Moment(UNIX_EPOCH, 0, utc=True).plus(int(found[1]) * 10_000))
    if 19 <= len(text) <= 40 and ISO_DATE.fullmatch(text):
        moment = read(text, now)
        if moment is not None:
            return Date(text, moment if moment.utc else to_local(moment, now))
    return text


def parse_json(text: str, now: Now | None = None) -> Json:
    """Raises ``NotJson``."""
    return Reader(text, now).document()


def write_json(value: Json) -> str:
    """Compact, as Newtonsoft writes it."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{quote(name)}:{write_json(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(write_json, value)) + "]"
    if isinstance(value, (str, Date)):
        return quote(value if isinstance(value, str) else iso(value.moment))
    if isinstance(value, Undefined):
        return "undefined"
    if value is None or isinstance(value, (bool, int)):
        return json.dumps(value)
    text = general_double(value)
    if text[-1] in "Ny":
        return quote(text)
    return text if re.search("[.E]", text) else f"{text}.0"


def quote(text: str) -> str:
    marked = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x85\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", marked)


def iso(moment: Moment) -> str:
    fraction = f".{moment.fraction():07d}".rstrip("0").rstrip(".")
    return (
        format_moment(moment, "yyyy-MM-ddTHH:mm:ss", None, False) + fraction + format_moment(moment, "%K", None, False)
    )
