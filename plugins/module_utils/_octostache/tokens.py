# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a template. The text of a part is how Octostache prints a part that it cannot evaluate."""

from __future__ import annotations

from typing import Union

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass

# Offset, line and column of a step. A loop is looked for by names with positions: the same name at another position is
# another step.
Position = tuple[int, int, int]


@dataclass(frozen=True)
class Identifier:
    text: str
    at: Position | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Index:
    """``[text]``, or ``[#{symbol}]``, whose value is the text."""

    text: str
    symbol: Symbol | None = None
    at: Position | None = None

    def __str__(self) -> str:
        return f"[{self.text}]" if self.symbol is None else f"[#{{{self.symbol}}}]"


Step = Union[Identifier, Index]


@dataclass(frozen=True)
class Symbol:
    """The path of a variable. A call without an input has a path without a step."""

    steps: tuple[Step, ...] = ()

    def __str__(self) -> str:
        dotted = "".join(f".{step}" if isinstance(step, Identifier) else str(step) for step in self.steps[1:])
        return "".join(map(str, self.steps[:1])) + dotted


@dataclass(frozen=True)
class Call:
    """A filter, its input and its options."""

    argument: Expression
    name: str
    options: tuple[Token, ...] = ()

    def __str__(self) -> str:
        options = [f'"{option}"' if isinstance(option, Text) else str(option) for option in self.options]
        return " ".join([f"{self.argument} | {self.name}", *options])


Expression = Union[Symbol, Call]


@dataclass(frozen=True)
class Text:
    text: str

    def __str__(self) -> str:
        return self.text.replace("#{", "##{")


@dataclass(frozen=True)
class Substitution:
    expression: Expression

    def __str__(self) -> str:
        return f"#{{{self.expression}}}"


@dataclass(frozen=True)
class Test:
    """The test of a condition: whether the left side is truthy, or how it compares to an expression or a text."""

    left: Expression
    equal: bool = True
    right: Expression | Text | None = None

    def __str__(self) -> str:
        if self.right is None:
            return str(self.left)
        right = f'"{self.right.text}"' if isinstance(self.right, Text) else str(self.right)
        return f"{self.left} {'==' if self.equal else '!='} {right} "


@dataclass(frozen=True)
class Condition:
    """``unless`` is a condition with its branches exchanged, ``elseif`` one within the other branch."""

    test: Test
    when_true: tuple[Token, ...]
    when_false: tuple[Token, ...] = ()

    def __str__(self) -> str:
        otherwise = f"#{{else}}{printed(self.when_false)}" if self.when_false else ""
        return f"#{{if {self.test}}}{printed(self.when_true)}{otherwise}#{{/if}}"


@dataclass(frozen=True)
class Repetition:
    collection: Symbol
    name: str
    body: tuple[Token, ...]

    def __str__(self) -> str:
        return f"#{{each {self.name} in {self.collection}}}{printed(self.body)}#{{/each}}"


@dataclass(frozen=True)
class Number:
    value: float
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Operation:
    left: Term
    operator: str
    right: Term

    def __str__(self) -> str:
        return f"{self.left}{self.operator}{self.right}"


Term = Union[Number, Symbol, Operation]


@dataclass(frozen=True)
class Calculation:
    term: Term

    def __str__(self) -> str:
        return f"#{{{self.term}}}"


Token = Union[Text, Substitution, Condition, Repetition, Calculation]


def printed(tokens: tuple[Token, ...]) -> str:
    return "".join(map(str, tokens))
