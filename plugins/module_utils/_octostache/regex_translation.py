# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Translates a regular expression of .NET to Python's."""

from __future__ import annotations

import re
import sys
import warnings

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.characters import category_ranges
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.failure import Failure

NAMED_GROUP = re.compile(r"\(\?(?:<([A-Za-z_0-9]\w*)>|'([A-Za-z_0-9]\w*)')")
NAMED_REFERENCE = re.compile(r"\\k(?:<(\w+)>|'(\w+)'|\{(\w+)\})")
CATEGORY = re.compile(r"\\([pP])\{([\w-]+)\}")
FLAGS = re.compile(r"\(\?([imnsx]*)(?:-([imnsx]+))?([:)])")
EXPLICIT = re.compile(r"\(\?[imsx]*n")
QUANTIFIER = re.compile(r"\{[0-9]+(?:,[0-9]*)?\}")
CLASS_ESCAPES = frozenset("dDwWsSpP")
BALANCING = re.compile(r"\(\?(?:<\w*-\w+>|'\w*-\w+')")
FIXED_WIDTH = "look-behind requires fixed-width"
# Blocks of Unicode, such as IsGreek.
BLOCK = re.compile(r"Is[A-Z]")
OCTAL = re.compile(r"\\([0-7]{2,3})")
ATOMIC = sys.version_info >= (3, 11)


def compiled(pattern: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """The expression, and Python's number of each group of .NET, by number and by name."""
    translation = Translation(pattern)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(translation.text()), translation.groups
    except (re.error, OverflowError, RecursionError) as error:
        if FIXED_WIDTH in str(error):
            raise untranslated(pattern, "a look-behind whose length is not fixed") from error
        raise Failure(f"the regular expression '{pattern}' cannot be used: {error}") from error


def untranslated(pattern: str, what: str) -> Failure:
    """The error for a pattern that .NET accepts and Python does not."""
    reason = f"{what} can't be translated from .NET to Python, although Octopus accepts it"
    return Failure(f"the regular expression '{pattern}' cannot be used: {reason}")


class Translation:
    """Walks through a pattern once, and knows which groups are open."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.parts: list[str] = []
        # For each open group, the flags within it. Each flag has become a group, which ends where the alternative ends.
        self.flags: list[list[str]] = [[]]
        # For each open group that looks behind, the beginning to repeat for each alternative: Python wants a
        # look-behind for each.
        self.behind: list[str] = [""]
        self.explicit = EXPLICIT.match(pattern) is not None
        self.groups = group_numbers(pattern, self.explicit)

    def refusal(self, reason: str) -> Failure:
        return Failure(f"the regular expression '{self.pattern}' cannot be used: {reason}")

    def text(self) -> str:
        while self.at < len(self.pattern):
            self.step()
        return "".join(self.parts) + self.closed(self.flags[0])

    def closed(self, flags: list[str]) -> str:
        """The ends of groups of flags. A comment reaches as far as the line."""
        return "".join("\n)" if "x" in each.partition("-")[0] else ")" for each in reversed(flags))

    def take(self, length: int, written: str) -> None:
        self.parts.append(written)
        self.at += length

    def step(self) -> None:
        character = self.pattern[self.at]
        if character == "\\":
            self.escape()
        elif character == "[":
            self.take_class()
        elif character == "(":
            self.open()
        elif character == ")":
            self.close()
        elif character == "|":
            # Flags also hold for the alternatives behind them.
            flags, behind = self.flags[-1], self.behind[-1]
            between = {"": "|", "(?<=": ")|(?<=", "(?<!": ")(?<!"}[behind]
            self.take(1, self.closed(flags) + between + "".join(flags))
        elif character == "{" and not QUANTIFIER.match(self.pattern, self.at):
            self.take(1, "\\{")
        elif character == "+" and self.parts and self.parts[-1] in ("*", "+", "?", "}"):
            raise self.refusal("nested quantifier")
        else:
            self.take(1, character)

    def close(self) -> None:
        inner = self.flags.pop() if len(self.flags) > 1 else []
        behind = self.behind.pop() if len(self.behind) > 1 else ""
        self.take(1, self.closed(inner) + ("))" if behind == "(?<=" else ")"))

    def escape(self) -> None:
        rest = self.pattern[self.at :]
        reference = NAMED_REFERENCE.match(rest)
        category = CATEGORY.match(rest)
        if reference:
            self.take(reference.end(), self.back(reference[1] or reference[2] or reference[3]))
        elif category:
            self.take(category.end(), f"[{self.members(category)}]")
        elif rest[1:2] in ("Z", "z"):
            self.take(2, r"(?=\n?\Z)" if rest[1] == "Z" else r"\Z")
        elif rest[1:2] == "B":
            # Python's own \\B does not match an empty text.
            self.take(2, r"(?!\b)")
        elif rest[1:2] == "e":
            self.take(2, r"\x1b")
        elif re.match(r"\\c[A-Za-z]", rest):
            self.take(3, f"\\x{ord(rest[2].upper()) - 64:02x}")
        elif re.match(r"\\[1-9]", rest):
            self.numbered_escape(rest)
        elif rest[1:2] == "G":
            raise untranslated(self.pattern, r"\G")
        elif rest[1:2] == "_":
            raise self.refusal(f"{rest[:2]} is not supported")
        else:
            self.take(2, rest[:2])

    def numbered_escape(self, rest: str) -> None:
        """A reference to a group; the octal code of a character where there is no group of that number."""
        digits = re.match(r"\\([0-9]+)", rest)
        octal = OCTAL.match(rest)
        if octal and digits and digits[1] not in self.groups:
            self.take(octal.end(), f"\\x{int(octal[1], 8) & 0xFF:02x}")
        else:
            self.take(digits.end() if digits else 2, self.back(digits[1] if digits else rest[1]))

    def members(self, category: re.Match[str]) -> str:
        """The ranges of a category of Unicode, for the inside of a class."""
        if BLOCK.match(category[2]):
            raise untranslated(self.pattern, f"the Unicode block {category[0]}")
        found = category_ranges(category[1] == "P", category[2])
        if found is None:
            raise self.refusal(f"there is no category {category[2]!r}")
        return found

    def back(self, name: str) -> str:
        group = self.groups.get(name)
        if group is None:
            raise self.refusal(f"there is no group {name}")
        return f"(?:\\{group})"

    def open(self) -> None:
        rest = self.pattern[self.at :]
        flags, group = FLAGS.match(rest), NAMED_GROUP.match(rest)
        if flags and flags[3] == ")":
            # Python knows flags in the middle of a pattern only for a group of their own.
            self.flags[-1].append(flag_group(flags))
            self.take(flags.end(), self.flags[-1][-1])
            return
        balancing = BALANCING.match(rest)
        if balancing:
            raise untranslated(self.pattern, f"the balancing group {balancing[0]}")
        self.flags.append([])
        self.behind.append(rest[:4] if rest[:4] in ("(?<=", "(?<!") else "")
        if self.behind[-1]:
            self.take(4, "(?:(?<=" if self.behind[-1] == "(?<=" else "(?<!")
        elif group:
            self.take(group.end(), "(")
        elif flags:
            self.take(flags.end(), flag_group(flags))
        elif rest.startswith("(?P"):
            raise self.refusal(".NET has no group (?P")
        elif self.explicit and not rest.startswith("(?"):
            self.take(1, "(?:")
        elif rest.startswith("(?>") and not ATOMIC:
            self.take(3, "(?:")
        else:
            head = re.match(r"\(\?(?:#[^)]*|[=!:>])?|\(", rest)
            self.take(head.end() if head else 1, head[0] if head else "(")

    def take_class(self) -> None:
        inside, end = self.class_at(self.at)
        self.take(end - self.at, inside)

    def class_at(self, start: int) -> tuple[str, int]:
        """A class of characters; ``[a-z-[aeiou]]`` takes the inner class out of the outer one."""
        at = start + 1
        parts = ["["]
        if self.pattern[at : at + 1] == "^":
            parts.append("^")
            at += 1
        first = at
        while at < len(self.pattern) and (self.pattern[at] != "]" or at == first):
            category = CATEGORY.match(self.pattern, at)
            if category:
                parts.append(self.members(category))
                at = category.end()
            elif self.pattern.startswith("-[", at) and at > first:
                inner, end = self.class_at(at + 1)
                if self.pattern[end : end + 1] != "]":
                    raise self.refusal("a character class is not closed")
                return f"(?!{inner}){''.join(parts)}]", end + 1
            elif self.pattern[at] == "\\":
                pair = self.pattern[at : at + 2]
                parts.append({"\\e": r"\x1b"}.get(pair, pair))
                at += 2
                if pair[1:] in CLASS_ESCAPES and self.pattern.startswith("-", at):
                    parts.append("\\-")
                    at += 1
            else:
                parts.append("\\[" if self.pattern[at] == "[" else escaped_in_class(self.pattern[at]))
                at += 1
        if at >= len(self.pattern):
            raise self.refusal("a character class is not closed")
        return "".join(parts) + "]", at + 1


def escaped_in_class(character: str) -> str:
    return f"\\{character}" if character in "]&~|" else character


def flag_group(flags: re.Match[str]) -> str:
    """The beginning of a group with flags; n has no meaning there, and a flag that is both on and off is off."""
    off = "".join(each for each in flags[2] or "" if each != "n")
    on = "".join(each for each in flags[1] if each not in f"n{off}")
    return f"(?{on}-{off}:" if off else f"(?{on}:"


def group_numbers(pattern: str, explicit: bool) -> dict[str, int]:
    """.NET counts groups without a name first, and then those with a name; Python counts them in their order."""
    opened: list[str | None] = []
    at, inside = 0, False
    while at < len(pattern):
        if pattern[at] == "\\":
            at += 2
            continue
        if inside:
            inside = pattern[at] != "]"
        elif pattern[at] == "[":
            inside = True
            at += 1 if pattern[at + 1 : at + 2] == "]" else 0
        elif pattern[at] == "(":
            named = NAMED_GROUP.match(pattern, at)
            if named:
                opened.append(named[1] or named[2])
            elif not explicit and not pattern.startswith("(?", at) and pattern[max(at - 2, 0) : at] != "(?":
                opened.append(None)
        at += 1
    found = {"0": 0}
    unnamed = [position for position, name in enumerate(opened, 1) if name is None]
    found.update({str(number): position for number, position in enumerate(unnamed, 1)})
    following = len(unnamed)
    for position, name in enumerate(opened, 1):
        if name is not None and name not in found:
            following += 0 if name.isdigit() else 1
            found[name] = position
            found.setdefault(str(following), position)
    return found
